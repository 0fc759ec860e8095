//! `numpy`: arrays, dtypes, scalars, universal functions, random numbers (NumPy 2 behaviour).
//!
//! - `dtype.rs`: the table of element types, promotion. `scalar.rs`: scalar classes and the
//!   module's state. `memory.rs`: allocation, views, typed loops (all `unsafe`).
//! - `array.rs`, `index.rs`, `print.rs`: the class `ndarray`. `create.rs`, `routines.rs`, `dot.rs`,
//!   `reduce.rs`: functions. `kernels.rs`, `ufunc.rs`, `functions.rs`: element-wise functions.
//! - `random.rs`: `numpy.random`. `lib.py`, `linalg.py`: what is a composition of the above.
//!
//! Worked example: `a[1:] + 1` makes a view (`index`), a [`ufunc::Given`] of each operand, promotes
//! `int64` with a weak int to `int64`, runs one loop of `kernels` into a new array.

pub mod array;
pub mod create;
pub mod dot;
pub mod dtype;
pub mod functions;
pub mod index;
pub mod kernels;
pub mod memory;
pub mod print;
pub mod random;
pub mod reduce;
pub mod routines;
pub mod scalar;
pub mod ufunc;
pub mod warn;

use adder_vm::args::Params;
use adder_vm::module::ModuleDef;
use adder_vm::object::function::Module as ModuleObject;
use adder_vm::object::{Class, Dict, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use scalar::Module;

/// The module `numpy`.
pub const MODULE: ModuleDef = ModuleDef { name: "numpy", init };

fn init(vm: &mut Vm, m: Gc<ModuleObject>) -> R<()> {
    let object = vm.types.object;
    let module = vm.str("numpy");
    let mark = vm.pin(&[module, m.value()]);
    let class = |vm: &mut Vm, name: &str, kind: Kind| {
        let c = vm.new_builtin_class(name, object, kind, 0);
        vm.roots.push(c.value());
        qualify(vm, c, "numpy");
        c
    };
    let ndarray = class(vm, "ndarray", Kind::NdArray);
    let dtype_class = class(vm, "dtype", Kind::NativeObj);
    let iterator = class(vm, "array_iterator", Kind::NativeObj);
    let ufunc_class = class(vm, "ufunc", Kind::Native);
    let (classes, named) = scalar::classes(vm);
    vm.array_shape = ndarray.root_shape;
    vm.scalar_shapes = vec![adder_vm::object::ShapeRef::NONE; 13];
    let mut dtypes = vec![Value::NONE; 13];
    for (row, c) in dtype::ROWS.iter().zip(&classes) {
        vm.scalar_shapes[row.dtype as usize] = c.root_shape;
        let v = vm.native_obj(dtype_class, Box::new(dtype::DTypeObj(row.dtype)));
        vm.roots.push(v);
        dtypes[row.dtype as usize] = v;
    }
    let state = Module {
        ndarray,
        dtype_class,
        classes,
        dtypes,
        iterator,
        flags_class: Value::NONE,
        axis_error: None,
        ufunc_error: None,
        random: random::State::default(),
        print: print::Options::default(),
        warned: Default::default(),
        warn: [true; 3],
    };
    vm.library.insert("numpy", Box::new(state));
    dtype::register(vm, dtype_class);
    array::register(vm, ndarray, iterator);
    functions::register(vm, ufunc_class, m.dict);
    for c in [ndarray, dtype_class, iterator, ufunc_class] {
        vm.refresh_class(c);
    }
    for (name, c) in &named {
        vm.add_value(m, name, c.value());
    }
    for (name, d) in dtype::ALIASES {
        let c = Module::of(vm).classes[*d as usize];
        vm.add_value(m, name, c.value());
    }
    for (name, c) in [("ndarray", ndarray), ("dtype", dtype_class), ("ufunc", ufunc_class)] {
        vm.add_value(m, name, c.value());
    }
    for (name, f) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("euler_gamma", 0.577_215_664_901_532_9),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.add_value(m, name, Value::float(f));
    }
    vm.add_value(m, "newaxis", Value::NONE);
    let truth = [("True_", 1u64), ("False_", 0)];
    for (name, bits) in truth {
        let v = scalar::boxed(vm, adder_vm::object::ndarray::DType::Bool, bits);
        vm.add_value(m, name, v);
    }
    let version = vm.str("2.4.6");
    vm.add_value(m, "__version__", version);
    vm.add_functions(m, create::FUNCTIONS);
    vm.add_functions(m, &reduce::functions());
    vm.add_functions(m, routines::FUNCTIONS);
    vm.add_functions(m, FUNCTIONS);
    let r = libraries(vm, m);
    vm.unpin(mark);
    r
}

/// Gives a class its module; messages name it with the module in front.
pub fn qualify(vm: &mut Vm, mut c: Gc<Class>, module: &str) {
    let name = c.name_str();
    c.qualname = c.name;
    c.name = vm.intern(&format!("{module}.{name}"));
    vm.heap.barrier(c);
    let module = vm.str(module);
    vm.add_class_value(c, "__module__", module);
}

/// Runs source of the library in a namespace that starts with `names`; its public names.
pub fn run_library(
    vm: &mut Vm,
    source: &str,
    file: &str,
    module: &str,
    names: Option<Gc<Dict>>,
) -> R<Gc<Dict>> {
    let ns = match names {
        Some(d) => vm.dict_copy(d),
        None => vm.dict(),
    };
    let mark = vm.pin(&[ns.value()]);
    let name = vm.str(module);
    vm.dict_set_str(ns, "__name__", name);
    let bool_name = vm.intern("bool");
    vm.dict_del_name(ns, bool_name);
    let r = vm.run_source(source, file, ns);
    vm.unpin(mark);
    r?;
    Ok(ns)
}

fn libraries(vm: &mut Vm, m: Gc<ModuleObject>) -> R<()> {
    let modules = vm.modules;
    let key = vm.intern("numpy");
    vm.dict_set_name(modules, key, m.value());
    let ns = run_library(vm, include_str!("lib.py"), "<numpy>", "numpy", Some(m.dict))?;
    vm.roots.push(ns.value());
    let entries: Vec<(Value, Value)> = ns.iter().map(|e| (e.key, e.value)).collect();
    for (name, value) in entries {
        let public = name.cast::<Str>().is_some_and(|s| !s.bytes().starts_with(b"_"));
        if public && matches!(value.kind(), Some(Kind::Function | Kind::Class)) {
            vm.dict_set_name(m.dict, name, value);
        }
    }
    let flags = vm.dict_get_str(ns, "flagsobj").unwrap_or(Value::NONE);
    let error = vm.dict_get_str(ns, "AxisError").and_then(|v| v.cast::<Class>());
    let ufunc_error = vm.dict_get_str(ns, "UFuncTypeError").and_then(|v| v.cast::<Class>());
    let state = Module::of(vm);
    state.flags_class = flags;
    state.ufunc_error = ufunc_error;
    state.axis_error = error;
    let random = random::register(vm);
    submodule(vm, m, "random", random);
    let linalg = vm.new_module("numpy.linalg");
    let mark = vm.pin(&[linalg.value()]);
    let ns = run_library(vm, include_str!("linalg.py"), "<numpy.linalg>", "numpy.linalg", None)?;
    vm.dict_merge(linalg.dict, ns)?;
    submodule(vm, m, "linalg", linalg);
    let exceptions = vm.new_module("numpy.exceptions");
    if let Some(e) = error {
        vm.add_value(exceptions, "AxisError", e.value());
    }
    submodule(vm, m, "exceptions", exceptions);
    vm.unpin(mark);
    Ok(())
}

/// Makes `package.name` importable.
pub fn submodule(vm: &mut Vm, package: Gc<ModuleObject>, name: &str, m: Gc<ModuleObject>) {
    let base = package.name.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
    let key = vm.intern(&format!("{base}.{name}"));
    let modules = vm.modules;
    vm.dict_set_name(modules, key, m.value());
    vm.add_value(package, name, m.value());
}

/// `numpy.exceptions.AxisError`.
pub fn axis_error(vm: &mut Vm) -> Option<Gc<Class>> {
    Module::of(vm).axis_error
}

fn seterr(vm: &mut Vm, args: Args) -> R {
    let [all, divide, over, under, invalid] =
        Params::new("seterr", ["all", "divide", "over", "under", "invalid"])
            .required(0)
            .parse(vm, args)?;
    let _ = under;
    let old = Module::of(vm).warn;
    let d = vm.dict();
    let mark = vm.pin(&[d.value()]);
    for (name, on) in [("divide", old[0]), ("over", old[1]), ("invalid", old[2])] {
        let v = vm.str(if on { "warn" } else { "ignore" });
        vm.dict_set_str(d, name, v);
    }
    for (k, v) in [divide, over, invalid].into_iter().enumerate() {
        let v = if v.is_undef() || v.is_none() { all } else { v };
        if v.is_undef() || v.is_none() {
            continue;
        }
        let on = v.cast::<Str>().is_none_or(|s| s.bytes() != b"ignore");
        Module::of(vm).warn[k] = on;
    }
    vm.unpin(mark);
    Ok(d.value())
}

fn set_printoptions(vm: &mut Vm, args: Args) -> R {
    let [precision, threshold, edge, width, suppress, _] = Params::new(
        "set_printoptions",
        ["precision", "threshold", "edgeitems", "linewidth", "suppress", "floatmode"],
    )
    .required(0)
    .parse(vm, args)?;
    let mut o = Module::of(vm).print.clone();
    for (v, slot) in [
        (precision, &mut o.precision),
        (threshold, &mut o.threshold),
        (edge, &mut o.edge),
        (width, &mut o.width),
    ] {
        if !v.is_undef() && !v.is_none() {
            *slot = match v.to_f64_exact() {
                Some(f) if f > 1e15 => 1 << 50,
                _ => usize::try_from(vm.arg_i64(v)?).unwrap_or(0).min(1 << 50),
            };
        }
    }
    if !suppress.is_undef() && !suppress.is_none() {
        o.suppress = vm.truth(suppress)?;
    }
    Module::of(vm).print = o;
    Ok(Value::NONE)
}

fn array_repr(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    let text = print::repr_text(vm, a);
    Ok(vm.str(&text))
}

fn array_str(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    let text = print::str_text(vm, a);
    Ok(vm.str(&text))
}

fn promote_types(vm: &mut Vm, args: Args) -> R {
    use adder_vm::object::ndarray::DType;
    let a = dtype::parse(vm, args.pos()[0])?.unwrap_or(DType::Float64);
    let b = dtype::parse(vm, args.pos()[1])?.unwrap_or(DType::Float64);
    Ok(dtype::object(vm, dtype::promote(a, b)))
}

fn issubdtype(vm: &mut Vm, args: Args) -> R {
    let class = |vm: &mut Vm, v: Value| -> R<Gc<Class>> {
        if let Some(c) = v.cast::<Class>() {
            if c.instance_kind == Kind::NpScalar {
                return Ok(c);
            }
        }
        let d = dtype::parse(vm, v)?.unwrap_or(adder_vm::object::ndarray::DType::Float64);
        Ok(Module::of(vm).classes[d as usize])
    };
    let a = class(vm, args.pos()[0])?;
    let b = class(vm, args.pos()[1])?;
    Ok(Value::bool(a.is_subclass_of(b)))
}

const FUNCTIONS: &[Def] = &[
    Def::function("seterr", seterr, 0, ANY).kw(),
    Def::function("set_printoptions", set_printoptions, 0, ANY).kw(),
    Def::function("array_repr", array_repr, 1, 1),
    Def::function("array_str", array_str, 1, 1),
    Def::function("array2string", array_str, 1, 1),
    Def::function("promote_types", promote_types, 2, 2),
    Def::function("issubdtype", issubdtype, 2, 2),
];
