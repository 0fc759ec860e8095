//! Running a program: reading it, reporting its exceptions, leaving with its status.

use super::flags::{JitMode, Options, Source};
use super::{loop_times, repl, signals};
use adder_vm::builtins::{sys_, traceback};
use adder_vm::{Config, Value, Vm, R};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// How the process ends.
pub enum Status {
    Code(i32),
    /// Of an uncaught KeyboardInterrupt.
    Interrupted,
}

impl Status {
    pub fn leave(self) -> ! {
        match self {
            Status::Code(code) => std::process::exit(code),
            Status::Interrupted => signals::die_of_interrupt(),
        }
    }
}

/// Text of `--version`.
pub fn version_text() -> String {
    let (major, minor, micro) = sys_::VERSION;
    format!(
        "adder {} (Python {major}.{minor}.{micro})",
        env!("CARGO_PKG_VERSION")
    )
}

/// A program's text and where it came from.
struct Program {
    bytes: Vec<u8>,
    /// Its name in tracebacks.
    filename: String,
    argv0: String,
    path0: String,
    /// It is a file: `__file__` is set.
    is_file: bool,
    /// `__package__`, for `-m`.
    package: Option<String>,
}

/// Runs the program that the options ask for.
pub fn run(program: &str, options: Options) -> Status {
    let hash_seed = match hash_seed() {
        Ok(seed) => seed,
        Err(()) => {
            eprintln!(
                "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an \
                 integer in range [0; 4294967295]\nPython runtime state: preinitialized\n"
            );
            return Status::Code(1);
        }
    };
    let prompt =
        matches!(options.source, Source::Stdin | Source::Dash) && std::io::stdin().is_terminal();
    let loaded = if prompt {
        Ok(interactive(&options.source))
    } else {
        load(&options.source)
    };
    let main = match loaded {
        Ok(p) => p,
        Err((message, code)) => {
            eprintln!("{program}: {message}");
            return Status::Code(code);
        }
    };
    let mut argv = vec![main.argv0.clone()];
    argv.extend(options.args.iter().cloned());
    let mut path = vec![main.path0.clone()];
    path.extend(python_path());
    let config = Config {
        hash_seed,
        gc_stress: options.gc_stress,
        argv,
        path,
        jit: options.jit.mode != JitMode::Off,
        clock_loops: options.jit.loop_times.is_some(),
        clock_calls: loop_times::clocked_calls(options.jit.clock_functions.as_deref()),
        ..Config::default()
    };
    let vm = match Vm::new(config) {
        Ok(vm) => vm,
        Err(e) => {
            eprintln!("{program}: cannot reserve memory: {e}");
            return Status::Code(1);
        }
    };
    // The process ends with the program, and its memory goes with it: files are flushed by `finish`.
    let vm: &mut Vm = Box::leak(vm);
    signals::install(vm);
    adder_stdlib::register(vm);
    super::tier::install(vm, &options.jit);
    let result = if prompt {
        repl::run(vm)
    } else {
        run_main(vm, &main)
    };
    let status = match result {
        Ok(_) => Status::Code(0),
        Err(_) => report(vm),
    };
    let status = finish(vm, status);
    super::tier::report(vm, &options.jit);
    status
}

fn hash_seed() -> Result<Option<u32>, ()> {
    match std::env::var("PYTHONHASHSEED") {
        Err(_) => Ok(None),
        Ok(s) if s.is_empty() || s == "random" => Ok(None),
        Ok(s) => s.parse().map(Some).map_err(|_| ()),
    }
}

fn python_path() -> Vec<String> {
    match std::env::var("PYTHONPATH") {
        Ok(p) => p
            .split(':')
            .filter(|s| !s.is_empty())
            .map(str::to_string)
            .collect(),
        Err(_) => Vec::new(),
    }
}

fn interactive(source: &Source) -> Program {
    Program {
        bytes: Vec::new(),
        filename: "<stdin>".into(),
        argv0: if *source == Source::Dash {
            "-".into()
        } else {
            String::new()
        },
        path0: String::new(),
        is_file: false,
        package: None,
    }
}

/// Reads the program; errors are a message and an exit status.
fn load(source: &Source) -> Result<Program, (String, i32)> {
    match source {
        Source::Code(code) => Ok(Program {
            // CPython adds the newline, too.
            bytes: format!("{code}\n").into_bytes(),
            filename: "<string>".into(),
            argv0: "-c".into(),
            ..interactive(source)
        }),
        Source::Stdin | Source::Dash => {
            let mut bytes = Vec::new();
            match std::io::stdin().read_to_end(&mut bytes) {
                Ok(_) => Ok(Program {
                    bytes,
                    ..interactive(source)
                }),
                Err(e) => Err((format!("can't read standard input: {}", errno_text(&e)), 1)),
            }
        }
        Source::File(name) => load_file(name),
        Source::Module(name) => load_module(name),
    }
}

fn load_file(name: &str) -> Result<Program, (String, i32)> {
    let path = absolute(name);
    if path.is_dir() {
        let main = path.join("__main__.py");
        if !main.is_file() {
            return Err((
                format!("can't find '__main__' module in '{}'", path.display()),
                1,
            ));
        }
        let bytes = read(&main)?;
        return Ok(Program {
            bytes,
            filename: text(&main),
            argv0: name.to_string(),
            path0: text(&path),
            is_file: true,
            package: Some(String::new()),
        });
    }
    let bytes = read(&path)?;
    // `sys.path` gets the folder that the script really lives in.
    let real = path.canonicalize().unwrap_or_else(|_| path.clone());
    let dir = real.parent().map_or_else(String::new, text);
    Ok(Program {
        bytes,
        filename: text(&path),
        argv0: name.to_string(),
        path0: dir,
        is_file: true,
        package: None,
    })
}

fn load_module(name: &str) -> Result<Program, (String, i32)> {
    let cwd = text(std::env::current_dir().unwrap_or_default());
    let relative: PathBuf = name.split('.').collect();
    let mut is_package = false;
    for dir in std::iter::once(cwd.clone()).chain(python_path()) {
        let base = Path::new(&dir).join(&relative);
        let candidates = [
            (base.join("__main__.py"), name.to_string()),
            (
                base.with_extension("py"),
                name.rsplit_once('.')
                    .map_or(String::new(), |x| x.0.to_string()),
            ),
        ];
        for (file, package) in candidates {
            if file.is_file() {
                return Ok(Program {
                    bytes: read(&file)?,
                    filename: text(&file),
                    argv0: text(&file),
                    path0: cwd,
                    is_file: true,
                    package: Some(package),
                });
            }
        }
        is_package |= base.join("__init__.py").is_file();
    }
    if let Some(source) = adder_stdlib::source::program(name) {
        return Ok(Program {
            bytes: source.as_bytes().to_vec(),
            filename: format!("<library {name}>"),
            argv0: name.to_string(),
            path0: cwd,
            is_file: false,
            package: Some(String::new()),
        });
    }
    let message = if is_package {
        format!(
            "No module named {name}.__main__; '{name}' is a package and cannot be directly executed"
        )
    } else {
        format!("No module named {name}")
    };
    Err((message, 1))
}

fn text(path: impl AsRef<Path>) -> String {
    path.as_ref().to_string_lossy().into_owned()
}

fn absolute(name: &str) -> PathBuf {
    let name = name.strip_prefix("./").unwrap_or(name);
    match std::env::current_dir() {
        Ok(dir) => dir.join(name),
        Err(_) => PathBuf::from(name),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, (String, i32)> {
    std::fs::read(path).map_err(|e| {
        (
            format!("can't open file '{}': {}", path.display(), errno_text(&e)),
            2,
        )
    })
}

/// `[Errno 2] No such file or directory`.
fn errno_text(e: &std::io::Error) -> String {
    match e.raw_os_error() {
        Some(n) => format!(
            "[Errno {n}] {}",
            adder_vm::builtins::exc_fields::strerror(n)
        ),
        None => e.to_string(),
    }
}

fn run_main(vm: &mut Vm, main: &Program) -> R {
    let globals = vm.main_globals();
    if main.is_file {
        let file = vm.str(&main.filename);
        vm.dict_set_str(globals, "__file__", file);
        vm.dict_set_str(globals, "__cached__", Value::NONE);
    }
    if let Some(name) = &main.package {
        let package = vm.str(name);
        vm.dict_set_str(globals, "__package__", package);
        if !name.is_empty() {
            vm.import_dotted(name)?;
        }
    }
    let code = vm.compile_bytes(&main.bytes, &main.filename, main.is_file)?;
    vm.run_code(code, globals, globals.value())
}

/// Reports the pending exception and tells the exit status, as CPython's `PyErr_Print` does.
pub fn report(vm: &mut Vm) -> Status {
    let exc = vm.take_exception();
    if vm.is_instance(exc, vm.types.system_exit) {
        return system_exit(vm, exc);
    }
    let pin = vm.pin(&[exc]);
    let interrupted = vm.is_instance(exc, vm.types.keyboard_interrupt);
    let hooks = (
        sys_::attr(vm, "excepthook"),
        sys_::attr(vm, "__excepthook__"),
    );
    match hooks {
        (Some(hook), default) if Some(hook) != default => {
            let class = vm.class_of(exc).value();
            let tb = vm.get_attr_str(exc, "__traceback__").unwrap_or(Value::NONE);
            if vm.call(hook, &[class, exc, tb]).is_err() {
                let failed = vm.take_exception();
                if vm.is_instance(failed, vm.types.system_exit) {
                    vm.unpin(pin);
                    return system_exit(vm, failed);
                }
                sys_::write_stderr(vm, "Error in sys.excepthook:\n");
                traceback::print_exception(vm, failed);
                sys_::write_stderr(vm, "\nOriginal exception was:\n");
                traceback::print_exception(vm, exc);
            }
        }
        _ => traceback::print_exception(vm, exc),
    }
    vm.unpin(pin);
    if interrupted {
        Status::Interrupted
    } else {
        Status::Code(1)
    }
}

fn system_exit(vm: &mut Vm, exc: Value) -> Status {
    let pin = vm.pin(&[exc]);
    let code = vm.get_attr_str(exc, "code").unwrap_or(exc);
    vm.exception = Value::UNDEF;
    let status = if code.is_none() {
        0
    } else if code.is_int_like() {
        // The system keeps the low byte; what does not fit a C long is -1.
        code.to_i64().unwrap_or(-1) as i32
    } else {
        let text = vm.str_string(code).unwrap_or_default();
        vm.exception = Value::UNDEF;
        sys_::write_stderr(vm, &format!("{text}\n"));
        1
    };
    vm.unpin(pin);
    Status::Code(status)
}

/// Exit functions, finalisers that are due, and what is left in the buffers.
fn finish(vm: &mut Vm, status: Status) -> Status {
    while let Some(hook) = vm.exit_hooks.pop() {
        let pin = vm.pin(&[hook]);
        if vm.call(hook, &[]).is_err() {
            let exc = vm.take_exception();
            if !vm.is_instance(exc, vm.types.system_exit) {
                let what = vm.repr_string(hook).unwrap_or_default();
                vm.exception = Value::UNDEF;
                traceback::report_unraisable(vm, exc, &what);
            }
        }
        vm.unpin(pin);
    }
    if sys_::flush_all(vm).is_err() {
        let exc = vm.take_exception();
        let what = "<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>";
        traceback::report_unraisable(vm, exc, what);
        return match status {
            Status::Code(_) => Status::Code(120),
            interrupted => interrupted,
        };
    }
    status
}
