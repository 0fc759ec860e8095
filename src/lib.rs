//! Adder as a library: Python programs inside a Rust program.
//!
//! ```
//! use adder::Python;
//!
//! let mut py = Python::new()?;
//! py.register_fn("triple", |args| Ok((args[0].as_int()? * 3).into()));
//! py.run("def f(x):\n    return [triple(i) for i in range(x)]\n")?;
//! let values: Vec<i64> = py.call("f", &[4.into()])?.try_into()?;
//! assert_eq!(values, [0, 3, 6, 9]);
//! # Ok::<(), adder::Error>(())
//! ```
//!
//! Values cross the border by copy ([`Object`]): numbers, text, lists, tuples, dicts. Errors carry
//! Python's traceback as text. One [`Python`] is one world of its own; it stays on the thread that
//! made it, and recursion is bounded by that thread's stack.

mod convert;

pub use convert::Object;

use adder_vm::object::native::Args;
use adder_vm::{Arity, Config, Value, Vm, R};
use std::fmt;
use std::panic::AssertUnwindSafe;

/// A Python error as the host sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Name of the exception's class (`"ValueError"`); `"HostError"` for errors of this border.
    pub kind: String,
    /// `str(exception)`.
    pub message: String,
    /// The report that the command `adder` would print, traceback included.
    pub traceback: String,
}

impl Error {
    /// An error that a host function raises: `kind` names a built-in exception class.
    pub fn new(kind: &str, message: impl Into<String>) -> Error {
        let message = message.into();
        Error {
            kind: kind.to_string(),
            traceback: format!("{kind}: {message}\n"),
            message,
        }
    }

    fn host(message: impl Into<String>) -> Error {
        Error::new("HostError", message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message.as_str() {
            "" => f.write_str(&self.kind),
            message => write!(f, "{}: {message}", self.kind),
        }
    }
}

impl std::error::Error for Error {}

/// How to set up an interpreter.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Seed of string hashes; `None` is random.
    pub hash_seed: Option<u32>,
    /// Folders searched by `import`.
    pub path: Vec<String>,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// Heap limit in bytes; 0 for none.
    pub max_bytes: usize,
    /// Keep what the program prints for [`Python::take_output`] instead of writing it to stdout.
    pub capture_output: bool,
}

/// One interpreter with its own modules and objects.
pub struct Python {
    vm: Box<Vm>,
}

impl Python {
    /// An interpreter with default settings.
    pub fn new() -> Result<Python, Error> {
        Python::with_settings(Settings::default())
    }

    /// An interpreter.
    pub fn with_settings(settings: Settings) -> Result<Python, Error> {
        let mut config = Config {
            hash_seed: settings.hash_seed,
            path: settings.path,
            max_bytes: settings.max_bytes,
            ..Config::default()
        };
        if !settings.argv.is_empty() {
            config.argv = settings.argv;
        }
        let mut vm = Vm::new(config).map_err(|e| Error::host(e.to_string()))?;
        adder_stdlib::register(&mut vm);
        if settings.capture_output {
            vm.stdout.capture = Some(Vec::new());
        }
        Ok(Python { vm })
    }

    /// Runs statements in the module `__main__`.
    pub fn run(&mut self, source: &str) -> Result<(), Error> {
        self.run_named(source, "<host>")
    }

    /// As [`Python::run`], with a file name for tracebacks.
    pub fn run_named(&mut self, source: &str, filename: &str) -> Result<(), Error> {
        self.here();
        let globals = self.vm.main_globals();
        let r = self.vm.run_source(source, filename, globals);
        self.finish(r).map(|_| ())
    }

    /// The value of an expression in the module `__main__`.
    pub fn eval(&mut self, expression: &str) -> Result<Object, Error> {
        self.here();
        let globals = self.vm.main_globals();
        let mode = adder_vm::CompileMode::Eval;
        let r = match self.vm.compile_source(expression, "<host>", mode) {
            Ok(code) => self.vm.run_code(code, globals, globals.value()),
            Err(e) => Err(e),
        };
        let v = self.finish(r)?;
        self.export(v)
    }

    /// A global variable of `__main__`; `None` if it is not set.
    pub fn get_global(&mut self, name: &str) -> Result<Option<Object>, Error> {
        self.here();
        let globals = self.vm.main_globals();
        match self.vm.dict_get_str(globals, name) {
            Some(v) => self.export(v).map(Some),
            None => Ok(None),
        }
    }

    /// Sets a global variable of `__main__`.
    pub fn set_global(&mut self, name: &str, value: impl Into<Object>) -> Result<(), Error> {
        self.here();
        let r = value.into().import(&mut self.vm);
        let v = self.finish(r)?;
        let globals = self.vm.main_globals();
        self.vm.dict_set_str(globals, name, v);
        Ok(())
    }

    /// Calls a function (or anything callable) that `__main__` has under this name.
    pub fn call(&mut self, name: &str, args: &[Object]) -> Result<Object, Error> {
        self.here();
        let globals = self.vm.main_globals();
        let Some(f) = self.vm.dict_get_str(globals, name) else {
            return Err(Error::new(
                "NameError",
                format!("name '{name}' is not defined"),
            ));
        };
        let r = (|| {
            let mut list = self.vm.list(&[]);
            let pin = self.vm.pin(&[f, list.value()]);
            for a in args {
                let v = a.import(&mut self.vm)?;
                list.items.push(v);
                self.vm.heap.barrier(list);
            }
            let r = self.vm.call(f, &list.items);
            self.vm.unpin(pin);
            r
        })();
        let v = self.finish(r)?;
        self.export(v)
    }

    /// Gives `__main__` a function written in Rust. It takes positional arguments; an error it
    /// returns is raised as the built-in exception that [`Error::kind`] names, a panic as a
    /// `SystemError`.
    pub fn register_fn<F>(&mut self, name: &str, function: F)
    where
        F: Fn(&[Object]) -> Result<Object, Error> + 'static,
    {
        self.here();
        let arity = Arity {
            min: 0,
            max: u8::MAX,
            keywords: false,
        };
        let mut native = self.vm.native_function(name, host_call, arity);
        // The native finds its closure through its own object: bound as first argument.
        native.closure = Some(Box::new(HostFn {
            call: Box::new(function),
        }));
        native.this = native.value();
        let globals = self.vm.main_globals();
        self.vm.dict_set_str(globals, name, native.value());
    }

    /// What the program printed since the last call, if output is captured.
    pub fn take_output(&mut self) -> String {
        self.vm.stdout.flush();
        match &mut self.vm.stdout.capture {
            Some(bytes) => String::from_utf8_lossy(&std::mem::take(bytes)).into_owned(),
            None => String::new(),
        }
    }

    fn here(&mut self) {
        // The caller's frames may have grown since the last entry, and a `Python` may have moved.
        self.vm.use_this_thread();
    }

    fn finish(&mut self, r: R) -> Result<Value, Error> {
        if self.vm.stdout.capture.is_none() {
            self.vm.stdout.flush();
        }
        r.map_err(|_| self.error())
    }

    fn export(&mut self, v: Value) -> Result<Object, Error> {
        let r = Object::export(&mut self.vm, v);
        match r {
            Ok(o) => o,
            Err(_) => Err(self.error()),
        }
    }

    /// The pending exception as an [`Error`].
    fn error(&mut self) -> Error {
        let exc = self.vm.take_exception();
        let pin = self.vm.pin(&[exc]);
        let kind = self.vm.type_name(exc);
        let message = self.vm.str_string(exc).unwrap_or_default();
        self.vm.exception = Value::UNDEF;
        let traceback = adder_vm::builtins::traceback::exception_text(
            &mut self.vm,
            adder_vm::builtins::traceback::Writer::Interpreter,
            exc,
        );
        self.vm.unpin(pin);
        Error {
            kind,
            message,
            traceback,
        }
    }
}

/// A closure of the host inside a native function object.
struct HostFn {
    call: Box<HostClosure>,
}

type HostClosure = dyn Fn(&[Object]) -> Result<Object, Error>;

/// The native behind every host function: `args[0]` is the function object itself.
fn host_call(vm: &mut Vm, args: Args) -> R {
    use adder_vm::object::Native;
    let Some(native) = args.all[0].cast::<Native>() else {
        return vm.system_error("host function without its object");
    };
    let mut given = Vec::with_capacity(args.all.len() - 1);
    for &v in &args.all[1..] {
        match Object::export(vm, v)? {
            Ok(o) => given.push(o),
            Err(e) => return vm.type_error(e.message),
        }
    }
    let result = match native
        .closure
        .as_ref()
        .and_then(|c| c.downcast_ref::<HostFn>())
    {
        // Frames of compiled code cannot be unwound: a panic must end here.
        Some(f) => match std::panic::catch_unwind(AssertUnwindSafe(|| (f.call)(&given))) {
            Ok(result) => result,
            Err(payload) => {
                let text = payload
                    .downcast_ref::<&str>()
                    .map(|s| s.to_string())
                    .or_else(|| payload.downcast_ref::<String>().cloned())
                    .unwrap_or_default();
                return vm.system_error(format!("host function panicked: {text}"));
            }
        },
        None => return vm.system_error("host function without its closure"),
    };
    match result {
        Ok(o) => o.import(vm),
        Err(e) => {
            let builtins = vm.builtins;
            let class = vm.dict_get_str(builtins, &e.kind);
            let text = vm.str(&e.message);
            match class {
                Some(c)
                    if c.cast::<adder_vm::Class>()
                        .is_some_and(|c| c.is_subclass_of(vm.types.base_exception)) =>
                {
                    let exc = vm.call(c, &[text])?;
                    match exc.cast() {
                        Some(exc) => vm.raise(exc),
                        None => vm.runtime_error(e.message),
                    }
                }
                _ => vm.runtime_error(e.message),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python() -> Python {
        let settings = Settings {
            capture_output: true,
            hash_seed: Some(0),
            ..Settings::default()
        };
        Python::with_settings(settings).unwrap()
    }

    #[test]
    fn panics_of_host_functions_are_exceptions() {
        let mut py = python();
        py.register_fn("boom", |args| match args {
            [Object::Int(i)] if *i == 150i64.into() => panic!("no {}", 150),
            _ => Ok(Object::None),
        });
        let program = "def f():\n    for i in range(300):\n        boom(i)\n";
        py.run(program).unwrap();
        let e = py.call("f", &[]).unwrap_err();
        assert_eq!(e.to_string(), "SystemError: host function panicked: no 150");
        py.run("try:\n    f()\nexcept SystemError as e:\n    print('caught', e)")
            .unwrap();
        assert_eq!(py.take_output(), "caught host function panicked: no 150\n");
        let e = py.run("raise KeyboardInterrupt").unwrap_err();
        assert_eq!(e.to_string(), "KeyboardInterrupt");
    }

    #[test]
    fn values_cross_the_border() {
        let mut py = python();
        py.set_global("xs", vec![1i64, 2, 3]).unwrap();
        py.set_global("name", "adder").unwrap();
        py.run("total = sum(xs) * 0.5\nd = {name: (True, None, xs)}\nprint(total)")
            .unwrap();
        assert_eq!(py.get_global("total").unwrap(), Some(Object::Float(3.0)));
        let list = Object::List(vec![1i64.into(), 2i64.into(), 3i64.into()]);
        let value = Object::Tuple(vec![true.into(), Object::None, list]);
        assert_eq!(
            py.get_global("d").unwrap(),
            Some(Object::Dict(vec![("adder".into(), value)]))
        );
        assert_eq!(py.get_global("missing").unwrap(), None);
        assert_eq!(py.take_output(), "3.0\n");
        assert_eq!(
            py.eval("2 ** 100").unwrap(),
            Object::Int("1267650600228229401496703205376".into())
        );
    }

    #[test]
    fn host_functions_and_errors() {
        let mut py = python();
        py.register_fn("half", |args| {
            let n = args[0].as_int()?;
            if n % 2 != 0 {
                return Err(Error::new("ValueError", format!("{n} is odd")));
            }
            Ok((n / 2).into())
        });
        py.run("def f(n):\n    try:\n        return half(n)\n    except ValueError as e:\n        return str(e)\n").unwrap();
        assert_eq!(py.call("f", &[4i64.into()]).unwrap(), Object::from(2i64));
        assert_eq!(
            py.call("f", &[5i64.into()]).unwrap(),
            Object::from("5 is odd")
        );
        let e = py.call("half", &["x".into()]).unwrap_err();
        assert_eq!(e.kind, "TypeError");
        let e = py.run("def g():\n    return 1 / 0\n\ng()\n").unwrap_err();
        assert_eq!(
            (e.kind.as_str(), e.message.as_str()),
            ("ZeroDivisionError", "division by zero")
        );
        assert_eq!(
            e.traceback,
            "Traceback (most recent call last):\n  File \"<host>\", line 4, in <module>\n  \
             File \"<host>\", line 2, in g\nZeroDivisionError: division by zero\n"
        );
        assert_eq!(py.run("f(").unwrap_err().kind, "SyntaxError");
        assert_eq!(py.call("nobody", &[]).unwrap_err().kind, "NameError");
    }

    #[test]
    fn worlds_are_separate() {
        let (mut a, mut b) = (python(), python());
        a.run("x = 1").unwrap();
        assert_eq!(b.get_global("x").unwrap(), None);
        b.run("x = [x for x in range(3)]").unwrap();
        assert_eq!(a.get_global("x").unwrap(), Some(Object::from(1i64)));
    }
}
