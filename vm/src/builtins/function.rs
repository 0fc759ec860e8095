//! `function`, `builtin_function_or_method` and its descriptor kin, `cell`.

use crate::args::Params;
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const FUNCTION: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__call__", call, 1, ANY).kw(),
    Def::method("__get__", get, 2, 3),
    Def::method("__repr__", repr, 1, 1),
];

const NATIVE: &[Def] =
    &[Def::method("__call__", call, 1, ANY).kw(), Def::method("__repr__", repr, 1, 1)];

const DESCRIPTOR: &[Def] = &[
    Def::method("__call__", call, 1, ANY).kw(),
    Def::method("__get__", get, 2, 3),
    Def::method("__repr__", repr, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.function;
    vm.add_methods(c, FUNCTION);
    let mut class = c;
    class.construct = Some(construct);
    vm.add_getset(c, "__name__", |_, f| Ok(f.expect::<Function>().name), Some(set_name));
    vm.add_getset(
        c,
        "__qualname__",
        |_, f| Ok(f.expect::<Function>().qualname),
        Some(set_qualname),
    );
    vm.add_getset(c, "__doc__", |_, f| Ok(f.expect::<Function>().doc), Some(set_doc));
    vm.add_getset(c, "__module__", |_, f| Ok(f.expect::<Function>().module), Some(set_module));
    vm.add_getset(c, "__code__", |_, f| Ok(f.expect::<Function>().code.value()), Some(set_code));
    vm.add_getset(c, "__globals__", |_, f| Ok(f.expect::<Function>().globals.value()), None);
    vm.add_getset(c, "__builtins__", |vm, _| Ok(vm.builtins.value()), None);
    vm.add_getset(
        c,
        "__defaults__",
        |_, f| Ok(f.expect::<Function>().defaults),
        Some(set_defaults),
    );
    vm.add_getset(
        c,
        "__kwdefaults__",
        |_, f| Ok(f.expect::<Function>().kwdefaults),
        Some(set_kwdefaults),
    );
    vm.add_getset(c, "__closure__", closure, None);
    vm.add_getset(c, "__annotations__", annotations, Some(set_annotations));
    vm.add_getset(c, "__dict__", dict, Some(set_dict));
    vm.add_getset(c, "__type_params__", |vm, _| Ok(vm.empty_tuple), Some(set_type_params));
    for c in [
        vm.types.builtin_function,
        vm.types.method_descriptor,
        vm.types.wrapper_descriptor,
        vm.types.classmethod_descriptor,
    ] {
        vm.add_methods(c, if c == vm.types.builtin_function { NATIVE } else { DESCRIPTOR });
        vm.add_getset(c, "__name__", |_, f| Ok(f.expect::<Native>().name), None);
        vm.add_getset(c, "__qualname__", native_qualname, None);
        vm.add_getset(c, "__doc__", native_doc, None);
        vm.add_getset(c, "__module__", |_, f| Ok(f.expect::<Native>().module), None);
        vm.add_getset(c, "__self__", native_self, None);
        vm.add_getset(c, "__objclass__", native_class, None);
        vm.add_getset(c, "__text_signature__", native_signature, None);
    }
    let mut c = vm.types.cell;
    c.construct = Some(new_cell);
    vm.add_getset(c, "cell_contents", cell_contents, Some(set_cell_contents));
    vm.add_methods(c, &[Def::method("__repr__", cell_repr, 1, 1)]);
}

fn call(vm: &mut Vm, args: Args) -> R {
    vm.call_with(args.all[0], &args.all[1..], args.kwnames)
}

fn get(vm: &mut Vm, args: Args) -> R {
    let f = args.pos()[0];
    let o = args.pos()[1];
    if o.is_none() && args.pos().len() == 3 && !args.pos()[2].is_none() {
        return Ok(f);
    }
    if o.is_none() {
        return vm.type_error("__get__(None, None) is invalid");
    }
    if f.cast::<Native>().is_some_and(|n| n.binding == crate::Binding::ClassMethod) {
        let class = args.get(2).unwrap_or(vm.class_of(o).value());
        return Ok(vm.bound_method(f, class));
    }
    if let Some(owner) = f.cast::<Native>().and_then(|n| n.owner()) {
        if !vm.class_of(o).is_subclass_of(owner) {
            let name = f.expect::<Native>().name.expect::<Str>().to_string_lossy();
            let (owner, t) = (owner.name_str(), vm.type_name(o));
            return vm.type_error(format!(
                "descriptor '{name}' for '{owner}' objects doesn't apply to a '{t}' object"
            ));
        }
    }
    Ok(vm.bound_method(f, o))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    match vm.repr_fast(v)? {
        Some(t) => Ok(vm.str_bytes(&t)),
        None => Ok(vm.repr(v)?.value()),
    }
}

fn text(vm: &mut Vm, v: Value, attr: &str) -> R {
    if v.is_kind(Kind::Str) {
        return Ok(v);
    }
    vm.type_error(format!("{attr} must be set to a string object"))
}

fn set_name(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    f.name = text(vm, v, "__name__")?;
    vm.heap.barrier(f);
    Ok(())
}

fn set_qualname(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    f.qualname = text(vm, v, "__qualname__")?;
    vm.heap.barrier(f);
    Ok(())
}

fn or_none(v: Value) -> Value {
    if v.is_undef() {
        Value::NONE
    } else {
        v
    }
}

fn set_doc(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    f.doc = or_none(v);
    vm.heap.barrier(f);
    Ok(())
}

fn set_module(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    f.module = or_none(v);
    vm.heap.barrier(f);
    Ok(())
}

fn set_code(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    let Some(code) = v.cast::<Code>() else {
        return vm.type_error("__code__ must be set to a code object");
    };
    let have = f.closure.cast::<Tuple>().map_or(0, |t| t.len);
    let want = code.unit.freevars.len();
    if have != want {
        let n = f.name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        return vm.value_error(format!(
            "{n}() requires a code object with {have} free vars, not {want}"
        ));
    }
    f.code = code;
    vm.heap.barrier(f);
    vm.function_changed(f);
    Ok(())
}

fn new(vm: &mut Vm, args: Args) -> R {
    construct(vm, args.rest())
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None)`.
fn construct(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<5> =
        Params::new("function", ["code", "globals", "name", "argdefs", "closure"]).required(2);
    let [code, globals, name, defaults, closure] = PARAMS.parse(vm, args)?;
    let given = |v: Value| !v.is_undef() && !v.is_none();
    let Some(code) = code.cast::<Code>() else {
        let t = vm.type_name(code);
        return vm.type_error(format!("function() argument 'code' must be code, not {t}"));
    };
    let Some(globals) = globals.cast::<Dict>() else {
        let t = vm.type_name(globals);
        return vm.type_error(format!("function() argument 'globals' must be dict, not {t}"));
    };
    if given(name) && !name.is_kind(Kind::Str) {
        return vm.type_error("arg 3 (name) must be None or string");
    }
    if given(defaults) && !defaults.is_kind(Kind::Tuple) {
        return vm.type_error("arg 4 (defaults) must be None or tuple");
    }
    let free = code.unit.freevars.len();
    if !given(closure) && free > 0 {
        return vm.type_error("arg 5 (closure) must be tuple");
    }
    if given(closure) && !closure.is_kind(Kind::Tuple) {
        return vm.type_error("arg 5 (closure) must be None or tuple");
    }
    let cells: &[Value] = closure.cast::<Tuple>().map_or(&[], |t| t.items());
    if cells.len() != free {
        let (name, got) = (code.name.expect::<Str>().to_string_lossy(), cells.len());
        return vm.value_error(format!("{name} requires closure of length {free}, not {got}"));
    }
    if let Some(&v) = cells.iter().find(|c| !c.is_kind(Kind::Cell)) {
        let t = vm.type_name(v);
        return vm.type_error(format!("arg 5 (closure) expected cell, found {t}"));
    }
    let mut f = vm.function_of(code, globals);
    if given(name) {
        f.name = name;
    }
    if given(defaults) {
        f.defaults = defaults;
    }
    if free > 0 {
        f.closure = closure;
    }
    Ok(f.value())
}

fn set_defaults(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    let v = or_none(v);
    if !v.is_none() && !v.is_kind(Kind::Tuple) {
        return vm.type_error("__defaults__ must be set to a tuple object");
    }
    f.defaults = v;
    vm.heap.barrier(f);
    vm.function_changed(f);
    Ok(())
}

fn set_kwdefaults(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    let v = or_none(v);
    if !v.is_none() && !v.is_kind(Kind::Dict) {
        return vm.type_error("__kwdefaults__ must be set to a dict object");
    }
    f.kwdefaults = v;
    vm.heap.barrier(f);
    vm.function_changed(f);
    Ok(())
}

fn closure(_: &mut Vm, f: Value) -> R {
    Ok(or_none(f.expect::<Function>().closure))
}

/// Generic functions have no parameter objects here: only a tuple is accepted, and dropped.
fn set_type_params(vm: &mut Vm, _: Value, v: Value) -> R<()> {
    if v.is_kind(Kind::Tuple) {
        return Ok(());
    }
    vm.type_error("__type_params__ must be set to a tuple")
}

fn annotations(vm: &mut Vm, v: Value) -> R {
    let mut f = v.expect::<Function>();
    if let Some(d) = f.annotations.cast::<Dict>() {
        return Ok(d.value());
    }
    let d = vm.dict();
    let pairs = crate::vm::tuple_items(f.annotations);
    for p in pairs.chunks(2) {
        vm.dict_set(d, p[0], p[1])?;
    }
    f.annotations = d.value();
    vm.heap.barrier(f);
    Ok(d.value())
}

fn set_annotations(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    if !v.is_undef() && !v.is_none() && !v.is_kind(Kind::Dict) {
        return vm.type_error("__annotations__ must be set to a dict object");
    }
    f.annotations = if v.is_kind(Kind::Dict) { v } else { Value::UNDEF };
    vm.heap.barrier(f);
    Ok(())
}

fn dict(vm: &mut Vm, v: Value) -> R {
    let mut f = v.expect::<Function>();
    if f.dict.is_undef() {
        f.dict = vm.dict().value();
        vm.heap.barrier(f);
    }
    Ok(f.dict)
}

fn set_dict(vm: &mut Vm, f: Value, v: Value) -> R<()> {
    let mut f = f.expect::<Function>();
    if !v.is_kind(Kind::Dict) {
        let t = vm.type_name(v);
        return vm.type_error(format!("__dict__ must be set to a dictionary, not a '{t}'"));
    }
    f.dict = v;
    vm.heap.barrier(f);
    Ok(())
}

fn native_qualname(vm: &mut Vm, f: Value) -> R {
    let n = f.expect::<Native>();
    match n.owner() {
        Some(c) => {
            let t = format!("{}.{}", c.name_str(), n.name.expect::<Str>().to_string_lossy());
            Ok(vm.str(&t))
        }
        None => Ok(n.name),
    }
}

fn native_doc(vm: &mut Vm, f: Value) -> R {
    match f.expect::<Native>().doc {
        Some(d) => Ok(vm.str(d)),
        None => Ok(Value::NONE),
    }
}

fn native_self(vm: &mut Vm, f: Value) -> R {
    let n = f.expect::<Native>();
    if !n.this.is_undef() {
        return Ok(n.this);
    }
    if n.binding == crate::Binding::Static {
        return Ok(or_none(n.class));
    }
    if let Some(m) = n.module.cast::<Str>() {
        let m = m.to_string_lossy();
        if let Some(m) = vm.dict_get_str(vm.modules, &m) {
            return Ok(m);
        }
    }
    Ok(Value::NONE)
}

fn native_class(vm: &mut Vm, f: Value) -> R {
    let n = f.expect::<Native>();
    if n.class.is_undef() {
        let name = vm.intern("__objclass__");
        return vm.no_attribute(f, name);
    }
    Ok(n.class)
}

fn native_signature(vm: &mut Vm, f: Value) -> R {
    match f.expect::<Native>().signature {
        Some(s) => Ok(vm.str(s)),
        None => Ok(Value::NONE),
    }
}

/// `types.CellType([contents])`.
fn new_cell(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("cell() takes no keyword arguments");
    }
    match *args.all {
        [] => Ok(vm.new_cell(Value::UNDEF).value()),
        [v] => Ok(vm.new_cell(v).value()),
        _ => {
            let n = args.all.len();
            vm.type_error(format!("cell expected at most 1 argument, got {n}"))
        }
    }
}

fn cell_contents(vm: &mut Vm, c: Value) -> R {
    let v = c.expect::<Cell>().value;
    if v.is_undef() {
        return vm.value_error("Cell is empty");
    }
    Ok(v)
}

fn set_cell_contents(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let mut c = c.expect::<Cell>();
    c.value = v;
    vm.heap.barrier(c);
    Ok(())
}

fn cell_repr(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    let inner = v.expect::<Cell>().value;
    let text = if inner.is_undef() {
        format!("<cell at {:#x}: empty>", v.0)
    } else {
        let t = vm.type_name(inner);
        format!("<cell at {:#x}: {t} object at {:#x}>", v.0, inner.0)
    };
    Ok(vm.str(&text))
}

impl Vm {
    /// A function's code or defaults changed: compiled code that inlined it is thrown away.
    pub fn function_changed(&mut self, f: Gc<Function>) {
        self.watch.function_changed(f);
        if !self.watch.tripped.is_empty() {
            self.report_tripped();
        }
    }
}
