//! The module `sys`.

mod stdlib_names;
mod streams;

pub use stdlib_names::STDLIB_MODULES;
pub use streams::{flush_all, write_stderr};

use crate::object::class::class_flags::{FINAL, NO_NEW};
use crate::object::exception::Exception;
use crate::object::function::Module;
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

/// The Python version implemented, and our own.
pub const VERSION: (i64, i64, i64) = (3, 12, 1);

const FUNCTIONS: &[Def] = &[
    Def::function("exit", exit, 0, 1),
    Def::function("exc_info", exc_info, 0, 0),
    Def::function("exception", |vm, _| Ok(vm.handled), 0, 0),
    Def::function("getrecursionlimit", |vm, _| Ok(Value::small(vm.recursion_limit as i64)), 0, 0),
    Def::function("setrecursionlimit", setrecursionlimit, 1, 1),
    Def::function("intern", intern, 1, 1),
    Def::function("getsizeof", getsizeof, 0, 2).kw(),
    Def::function("getrefcount", |_, _| Ok(Value::small(2)), 1, 1),
    Def::function("_getframe", getframe, 0, 1),
    Def::function("set_int_max_str_digits", set_int_max_str_digits, 1, 1),
    Def::function(
        "get_int_max_str_digits",
        |vm, _| Ok(Value::small(vm.int_max_str_digits as i64)),
        0,
        0,
    ),
    Def::function("displayhook", displayhook, 1, 1),
    Def::function("excepthook", excepthook, 3, 3),
    Def::function("getdefaultencoding", |vm, _| Ok(vm.str("utf-8")), 0, 0),
    Def::function("getfilesystemencoding", |vm, _| Ok(vm.str("utf-8")), 0, 0),
    Def::function("is_finalizing", |_, _| Ok(Value::FALSE), 0, 0),
    Def::function("gettrace", |_, _| Ok(Value::NONE), 0, 0),
    Def::function("settrace", no_tracing, 1, 1),
    Def::function("setprofile", no_tracing, 1, 1),
    Def::function("call_tracing", no_tracing, 1, ANY),
    Def::function("audit", |_, _| Ok(Value::NONE), 1, ANY),
    Def::function("getswitchinterval", |_, _| Ok(Value::float(0.005)), 0, 0),
    Def::function("setswitchinterval", |_, _| Ok(Value::NONE), 1, 1),
    Def::function("getallocatedblocks", |_, _| Ok(Value::small(0)), 0, 0),
];

/// Makes the module and puts it into `sys.modules`.
pub fn init(vm: &mut Vm) {
    let m = vm.new_module("sys");
    let modules = vm.modules;
    vm.dict_set_str(modules, "sys", m.value());
    vm.add_functions(m, FUNCTIONS);
    vm.add_value(m, "modules", modules.value());
    let argv = string_list(vm, &vm.config.argv.clone());
    vm.add_value(m, "argv", argv);
    let orig = string_list(vm, &vm.config.argv.clone());
    vm.add_value(m, "orig_argv", orig);
    let path = string_list(vm, &vm.config.path.clone());
    vm.add_value(m, "path", path);
    for name in ["meta_path", "path_hooks", "warnoptions"] {
        let empty = vm.list(&[]).value();
        vm.add_value(m, name, empty);
    }
    let empty = vm.dict().value();
    vm.add_value(m, "_xoptions", empty);
    let (major, minor, micro) = VERSION;
    let text =
        format!("{major}.{minor}.{micro} (adder {}) [Rust tracing JIT]", env!("CARGO_PKG_VERSION"));
    strings(
        vm,
        m,
        &[
            ("version", text.as_str()),
            ("platform", if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }),
            ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
            ("copyright", "Copyright (c) the Adder authors. All rights reserved."),
            ("float_repr_style", "short"),
            ("platlibdir", "lib"),
        ],
    );
    let exe = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    strings(vm, m, &[("executable", exe.as_str()), ("_base_executable", exe.as_str())]);
    let prefix = std::path::Path::new(&exe)
        .parent()
        .and_then(|p| p.parent())
        .map_or(String::new(), |p| p.to_string_lossy().into_owned());
    for name in ["prefix", "base_prefix", "exec_prefix", "base_exec_prefix"] {
        strings(vm, m, &[(name, prefix.as_str())]);
    }
    let hex = (major << 24) | (minor << 16) | (micro << 8) | 0xf0;
    for (name, n) in [
        ("hexversion", hex),
        ("maxsize", isize::MAX as i64),
        ("maxunicode", 0x10ffff),
        ("api_version", 1013),
    ] {
        let v = vm.int(n);
        vm.add_value(m, name, v);
    }
    vm.add_value(m, "dont_write_bytecode", Value::TRUE);
    vm.add_value(m, "pycache_prefix", Value::NONE);
    structs(vm, m, major, minor, micro, hex);
    let mut names = Vec::new();
    let pin = vm.pins.len();
    for n in STDLIB_MODULES {
        let v = vm.str(n);
        vm.pin(&[v]);
        names.push(v);
    }
    let class = vm.types.frozenset;
    let set = vm.set_of_class(class, true);
    vm.pin(&[set.value()]);
    for v in names {
        // Strings hash and compare without running Python code.
        let _ = vm.set_add(set, v);
    }
    vm.add_value(m, "stdlib_module_names", set.value());
    vm.unpin(pin);
    let builtin: Vec<&str> = vec!["builtins", "sys"];
    let values: Vec<Value> = builtin.iter().map(|n| vm.intern(n)).collect();
    let t = vm.tuple(&values);
    vm.add_value(m, "builtin_module_names", t);
    streams::init(vm, m);
    for (name, hook) in [("__displayhook__", "displayhook"), ("__excepthook__", "excepthook")] {
        if let Some(f) = vm.dict_get_str(m.dict, hook) {
            vm.add_value(m, name, f);
        }
    }
}

fn structs(vm: &mut Vm, m: Gc<Module>, major: i64, minor: i64, micro: i64, hex: i64) {
    let int = Value::small;
    let last = vm.str("final");
    let fields = [int(major), int(minor), int(micro), last, int(0)];
    let names = ["major", "minor", "micro", "releaselevel", "serial"];
    let version = struct_sequence(vm, "sys.version_info", &names, &fields);
    vm.add_value(m, "version_info", version);
    let float_info = [
        ("max", Value::float(f64::MAX)),
        ("max_exp", int(f64::MAX_EXP as i64)),
        ("max_10_exp", int(f64::MAX_10_EXP as i64)),
        ("min", Value::float(f64::MIN_POSITIVE)),
        ("min_exp", int(f64::MIN_EXP as i64)),
        ("min_10_exp", int(f64::MIN_10_EXP as i64)),
        ("dig", int(f64::DIGITS as i64)),
        ("mant_dig", int(f64::MANTISSA_DIGITS as i64)),
        ("epsilon", Value::float(f64::EPSILON)),
        ("radix", int(2)),
        ("rounds", int(1)),
    ];
    add_struct(vm, m, "float_info", &float_info);
    let int_info = [
        ("bits_per_digit", int(30)),
        ("sizeof_digit", int(4)),
        ("default_max_str_digits", int(4300)),
        ("str_digits_check_threshold", int(640)),
    ];
    add_struct(vm, m, "int_info", &int_info);
    let modulus = vm.int((1 << 61) - 1);
    let siphash = vm.str("siphash13");
    let hash_info = [
        ("width", int(64)),
        ("modulus", modulus),
        ("inf", int(314159)),
        ("nan", int(0)),
        ("imag", int(1000003)),
        ("algorithm", siphash),
        ("hash_bits", int(64)),
        ("seed_bits", int(128)),
        ("cutoff", int(0)),
    ];
    add_struct(vm, m, "hash_info", &hash_info);
    let random = int((vm.config.hash_seed != Some(0)) as i64);
    let flags: Vec<(&str, Value)> = [
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
    ]
    .iter()
    .map(|n| (*n, int(0)))
    .chain([
        ("hash_randomization", random),
        ("isolated", int(0)),
        ("dev_mode", Value::FALSE),
        ("utf8_mode", int(0)),
        ("warn_default_encoding", int(0)),
        ("safe_path", Value::FALSE),
        ("int_max_str_digits", int(4300)),
    ])
    .collect();
    add_struct(vm, m, "flags", &flags);
    let lock = vm.str("semaphore");
    let name = vm.str("pthread");
    add_struct(vm, m, "thread_info", &[("name", name), ("lock", lock), ("version", Value::NONE)]);
    // `sys.implementation` is a namespace.
    let class = vm.types.object;
    let class = vm.new_builtin_class("SimpleNamespace", class, Kind::Instance, 0);
    let mut class = class;
    class.flags &= !crate::object::class::class_flags::NO_DICT;
    vm.refresh_class(class);
    let o = vm.new_instance(class);
    let adder = vm.str("adder");
    let tag = vm.str(&format!("adder-{major}{minor}"));
    let hexversion = vm.int(hex);
    for (n, v) in
        [("name", adder), ("cache_tag", tag), ("version", version), ("hexversion", hexversion)]
    {
        let n = vm.intern(n);
        vm.store_own(o, n, v);
    }
    vm.add_value(m, "implementation", o);
}

fn add_struct(vm: &mut Vm, m: Gc<Module>, name: &str, fields: &[(&str, Value)]) {
    let names: Vec<&str> = fields.iter().map(|f| f.0).collect();
    let values: Vec<Value> = fields.iter().map(|f| f.1).collect();
    let v = struct_sequence(vm, &format!("sys.{name}"), &names, &values);
    vm.add_value(m, name, v);
}

/// An instance of a fresh tuple subclass whose fields have names (`sys.float_info` and its kin).
pub fn struct_sequence(vm: &mut Vm, type_name: &str, names: &[&str], values: &[Value]) -> Value {
    let pin = vm.pin(values);
    let class = struct_class(vm, type_name, names);
    vm.pin(&[class.value()]);
    let t = vm.tuple_of_class(class, values).value();
    vm.unpin(pin);
    t
}

/// The class of a named-field tuple.
pub fn struct_class(vm: &mut Vm, type_name: &str, names: &[&str]) -> Gc<Class> {
    let (module, name) = type_name.rsplit_once('.').unwrap_or(("builtins", type_name));
    let base = vm.types.tuple;
    let class = vm.new_builtin_class(name, base, Kind::Tuple, FINAL | NO_NEW);
    let pin = vm.pin(&[class.value()]);
    let text = vm.str(module);
    vm.add_class_value(class, "__module__", text);
    for (i, (n, get)) in names.iter().zip(FIELD_GETTERS).enumerate() {
        debug_assert!(i < FIELD_GETTERS.len());
        vm.add_getset(class, n, *get, None);
    }
    let fields: Vec<Value> = names.iter().map(|n| vm.intern(n)).collect();
    let t = vm.tuple(&fields);
    vm.add_class_value(class, "__match_args__", t);
    let n = Value::small(names.len() as i64);
    for key in ["n_fields", "n_sequence_fields"] {
        vm.add_class_value(class, key, n);
    }
    vm.add_class_value(class, "n_unnamed_fields", Value::small(0));
    vm.add_methods(class, &[Def::method("__repr__", struct_repr, 1, 1)]);
    vm.refresh_class(class);
    vm.unpin(pin);
    class
}

fn struct_repr(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    let class = vm.class_of(v);
    let names = vm.lookup_str(class, "__match_args__");
    let mut out = super::type_::class_path(vm, class).into_bytes();
    out.push(b'(');
    for (i, &n) in crate::vm::tuple_items(names).iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(n.expect::<Str>().bytes());
        out.push(b'=');
        let item = v.expect::<Tuple>().items()[i];
        out.extend_from_slice(vm.repr(item)?.bytes());
    }
    out.push(b')');
    Ok(vm.str_bytes(&out))
}

macro_rules! getters {
    ($($i:literal)*) => {
        const FIELD_GETTERS: &[crate::typedef::Getter] = &[$(|_, v| Ok(v.expect::<Tuple>().items()[$i])),*];
    };
}
getters!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);

fn string_list(vm: &mut Vm, items: &[String]) -> Value {
    let mut list = vm.list(&[]);
    let pin = vm.pin(&[list.value()]);
    for s in items {
        let v = vm.str(s);
        list.items.push(v);
        vm.heap.barrier(list);
    }
    vm.unpin(pin);
    list.value()
}

fn strings(vm: &mut Vm, m: Gc<Module>, items: &[(&str, &str)]) {
    for (name, text) in items {
        let v = vm.str(text);
        vm.add_value(m, name, v);
    }
}

/// `sys.name`, as Python code left it.
pub fn attr(vm: &mut Vm, name: &str) -> Option<Value> {
    let modules = vm.modules;
    let m = vm.dict_get_str(modules, "sys")?.cast::<Module>()?;
    vm.dict_get_str(m.dict, name)
}

fn exit(vm: &mut Vm, args: Args) -> R {
    let class = vm.types.system_exit;
    let code = args.get(0).unwrap_or(Value::NONE);
    let items: &[Value] = if args.pos().is_empty() { &[] } else { &[code] };
    let args = vm.tuple(items);
    let mut e = vm.exception_of_class(class, args);
    // `sys.exit((1, 2))` unpacks as `raise SystemExit((1, 2))` does not.
    e.payload = code;
    vm.raise(e)
}

fn exc_info(vm: &mut Vm, _: Args) -> R {
    let h = vm.handled;
    match h.cast::<Exception>() {
        Some(e) => {
            let class = vm.class_of(h).value();
            Ok(vm.tuple(&[class, h, e.traceback]))
        }
        None => Ok(vm.tuple(&[Value::NONE, Value::NONE, Value::NONE])),
    }
}

fn setrecursionlimit(vm: &mut Vm, args: Args) -> R {
    let n = vm.arg_i64(args.pos()[0])?;
    if n < 1 {
        return vm.value_error("recursion limit must be greater or equal than 1");
    }
    vm.materialise_frames();
    let depth = vm.frames.depth(vm.frame) as i64;
    if n <= depth {
        return vm.recursion_error(format!(
            "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
        ));
    }
    vm.set_recursion_limit(n as usize);
    Ok(Value::NONE)
}

fn intern(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    match v.cast::<Str>() {
        Some(s) if vm.class_of(v) == vm.types.str => Ok(vm.intern_value(s)),
        Some(_) => {
            let t = vm.type_name(v);
            vm.type_error(format!("can't intern {t}"))
        }
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("intern() argument must be str, not {t}"))
        }
    }
}

fn getsizeof(vm: &mut Vm, args: Args) -> R {
    let params = crate::args::Params::new("getsizeof", ["object", "default"]).required(1);
    let [v, default] = params.parse(vm, args)?;
    let name = vm.intern("__sizeof__");
    match vm.try_attr(v, name)? {
        Some(f) => vm.call(f, &[]),
        None if default.is_undef() => Ok(Value::small(16)),
        None => Ok(default),
    }
}

fn getframe(vm: &mut Vm, args: Args) -> R {
    let depth = match args.get(0) {
        Some(v) => vm.arg_i64(v)?.max(0) as usize,
        None => 0,
    };
    match super::traceback::frame_object(vm, depth)? {
        Some(f) => Ok(f),
        None => vm.value_error("call stack is not deep enough"),
    }
}

fn set_int_max_str_digits(vm: &mut Vm, args: Args) -> R {
    let n = vm.arg_i64(args.pos()[0])?;
    if n != 0 && n < 640 {
        return vm.value_error("maxdigits must be 0 or larger than 640");
    }
    vm.int_max_str_digits = n as usize;
    Ok(Value::NONE)
}

fn displayhook(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    if v.is_none() {
        return Ok(v);
    }
    let (name, builtins) = (vm.names.underscore.0, vm.builtins);
    vm.dict_set_name(builtins, name, Value::NONE);
    let text = vm.repr(v)?;
    let stdout = attr(vm, "stdout");
    if stdout == attr(vm, "__stdout__") {
        super::output::write_line(vm, text.bytes())?;
    } else if let Some(out) = stdout {
        vm.call_method(out, "write", &[text.value()])?;
        let newline = vm.ascii_char(b'\n');
        vm.call_method(out, "write", &[newline])?;
    } else {
        return vm.runtime_error("lost sys.stdout");
    }
    vm.dict_set_name(builtins, name, v);
    Ok(Value::NONE)
}

fn excepthook(vm: &mut Vm, args: Args) -> R {
    super::traceback::print_exception(vm, args.pos()[1]);
    Ok(Value::NONE)
}

fn no_tracing(vm: &mut Vm, args: Args) -> R {
    if args.pos()[0].is_none() {
        return Ok(Value::NONE);
    }
    vm.not_implemented_error("tracing and profiling hooks are not supported by adder")
}
