//! `type`.

use crate::object::class::class_flags::*;
use crate::object::function::MappingProxy;
use crate::object::*;
use crate::ops::attr::Attr;
use crate::ops::BinOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__call__", call, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__getattribute__", getattribute, 2, 2),
    Def::method("__setattr__", setattr, 3, 3),
    Def::method("__delattr__", delattr, 2, 2),
    Def::method("mro", mro, 1, 1),
    Def::method("__subclasses__", subclasses, 1, 1),
    Def::method("__instancecheck__", instancecheck, 2, 2),
    Def::method("__subclasscheck__", subclasscheck, 2, 2),
    Def::class_method("__prepare__", prepare, 1, ANY).kw(),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", ror, 2, 2),
    Def::method("__dir__", dir, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let class = vm.types.type_;
    vm.add_methods(class, METHODS);
    vm.add_getset(class, "__name__", name, Some(set_name));
    vm.add_getset(
        class,
        "__qualname__",
        |_, c| Ok(c.expect::<Class>().qualname),
        Some(set_qualname),
    );
    vm.add_getset(class, "__mro__", |_, c| Ok(c.expect::<Class>().mro.value()), None);
    vm.add_getset(
        class,
        "__bases__",
        |_, c| Ok(c.expect::<Class>().bases.value()),
        Some(set_bases),
    );
    vm.add_getset(class, "__base__", base, None);
    vm.add_getset(class, "__dict__", dict, None);
    vm.add_getset(class, "__module__", module, Some(set_module));
    vm.add_getset(class, "__doc__", doc, Some(set_doc));
    vm.add_getset(class, "__abstractmethods__", abstractmethods, Some(set_abstractmethods));
    vm.add_getset(class, "__annotations__", annotations, Some(set_annotations));
    vm.add_getset(class, "__text_signature__", |_, _| Ok(Value::NONE), None);
    vm.add_getset(
        class,
        "__flags__",
        |_, c| Ok(Value::small(c.expect::<Class>().flags as i64)),
        None,
    );
    vm.add_getset(class, "__type_params__", |vm, _| Ok(vm.empty_tuple), None);
}

fn class_arg(vm: &mut Vm, v: Value) -> R<Gc<Class>> {
    match v.cast::<Class>() {
        Some(c) => Ok(c),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("descriptor requires a 'type' object but received a '{t}'"))
        }
    }
}

/// `type(name, bases, ns, **kwds)` as `type.__new__`.
fn new(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    let meta = class_arg(vm, pos[0])?;
    if pos.len() == 2 && meta == vm.types.type_ && !args.has_kw() {
        return Ok(vm.class_of(pos[1]).value());
    }
    if pos.len() != 4 {
        let n = pos.len().saturating_sub(1);
        return vm.type_error(format!("type.__new__() takes exactly 3 arguments ({n} given)"));
    }
    let Some(name) = pos[1].cast::<Str>() else {
        let t = vm.type_name(pos[1]);
        return vm.type_error(format!("type.__new__() argument 1 must be str, not {t}"));
    };
    let Some(bases) = pos[2].cast::<Tuple>() else {
        let t = vm.type_name(pos[2]);
        return vm.type_error(format!("type.__new__() argument 2 must be tuple, not {t}"));
    };
    let Some(ns) = pos[3].cast::<Dict>() else {
        let t = vm.type_name(pos[3]);
        return vm.type_error(format!("type.__new__() argument 3 must be dict, not {t}"));
    };
    let winner = vm.calculate_metaclass(meta, bases.items())?;
    if winner != meta {
        let new_name = vm.intern("__new__");
        let theirs = vm.lookup(winner, new_name).unwrap_or(Value::UNDEF);
        let ours = vm.lookup_str(vm.types.type_, "__new__");
        if theirs != ours {
            let f = vm.bind(theirs, winner.value(), winner)?;
            let mut all = vec![winner.value()];
            all.extend_from_slice(&args.all[1..]);
            return vm.call_with(f, &all, args.kwnames);
        }
    }
    let kwargs: Vec<(Value, Value)> =
        args.kw().filter(|(k, _)| *k != vm.names.metaclass.0).collect();
    let name = vm.intern_value(name);
    Ok(vm.new_class(winner, name, bases.items(), ns, &kwargs)?.value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    let n = args.pos().len();
    if n != 2 && n != 4 {
        return vm.type_error("type.__init__() takes 1 or 3 arguments");
    }
    Ok(Value::NONE)
}

/// `type.__call__`, reached through metaclasses' `super().__call__()`.
fn call(vm: &mut Vm, args: Args) -> R {
    let class = class_arg(vm, args.pos()[0])?;
    let rest = &args.all[1..];
    // SAFETY: `rest` lies on the VM stack behind the class argument, whose word is free to be
    // overwritten by `construct`; it is not used afterwards.
    let at = rest.as_ptr() as *mut Value;
    let kw = args.kwnames;
    let pin = vm.pin(args.all);
    let r = vm.construct(class, at, rest.len(), kw, 0, crate::interp::frame::Cont::Native);
    vm.unpin(pin);
    match r? {
        crate::interp::call::Called::Value(v) => Ok(v),
        crate::interp::call::Called::Frame => vm.run_nested(),
    }
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let text = class_repr(vm, c);
    Ok(vm.str(&text))
}

/// `<class 'module.qualname'>`.
pub fn class_repr(vm: &mut Vm, c: Gc<Class>) -> String {
    format!("<class '{}'>", class_path(vm, c))
}

/// Module-qualified name of a class, `builtins` left out.
pub fn class_path(vm: &mut Vm, c: Gc<Class>) -> String {
    let q = c.qualname.cast::<Str>().map_or(c.name_str(), |s| s.to_string_lossy());
    let key = vm.names.module.0;
    match vm.dict_get_name(c.dict, key).and_then(|m| m.cast::<Str>()) {
        Some(m) if m.bytes() != b"builtins" => format!("{}.{q}", m.to_string_lossy()),
        _ => q,
    }
}

fn getattribute(vm: &mut Vm, args: Args) -> R {
    let o = args.pos()[0];
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    let class = vm.class_of(o);
    let found: Attr = vm.find_generic(o, class, name);
    match vm.finish_attr(o, name, found)? {
        Some(v) => Ok(v),
        None => vm.no_attribute(o, name),
    }
}

fn setattr(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    vm.store_class_attr(c, name, args.pos()[2])?;
    Ok(Value::NONE)
}

fn delattr(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    vm.store_class_attr(c, name, Value::UNDEF)?;
    Ok(Value::NONE)
}

fn mro(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let t = vm.compute_mro(c)?.expect::<Tuple>();
    Ok(vm.list(t.items()).value())
}

fn subclasses(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let subs: Vec<Value> = c.subclasses.iter().map(|c| c.value()).collect();
    Ok(vm.list(&subs).value())
}

fn instancecheck(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    let v = args.pos()[1];
    let real = vm.class_of(v);
    Ok(Value::bool(vm.isinstance_real(v, real, c)?))
}

fn subclasscheck(vm: &mut Vm, args: Args) -> R {
    let c = class_arg(vm, args.pos()[0])?;
    match args.pos()[1].cast::<Class>() {
        Some(k) => Ok(Value::bool(k.is_subclass_of(c))),
        None => vm.type_error("issubclass() arg 1 must be a class"),
    }
}

fn prepare(vm: &mut Vm, _: Args) -> R {
    Ok(vm.dict().value())
}

fn dir(vm: &mut Vm, args: Args) -> R {
    Ok(super::object_::dir_names(vm, args.pos()[0])?.value())
}

/// `X | Y` makes a union type.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    if op != BinOp::Or {
        return Ok(None);
    }
    super::generic_alias::union(vm, a, b)
}

fn or(vm: &mut Vm, args: Args) -> R {
    let r = super::generic_alias::union(vm, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn ror(vm: &mut Vm, args: Args) -> R {
    let r = super::generic_alias::union(vm, args.all[1], args.all[0])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn check_mutable(vm: &mut Vm, c: Gc<Class>, attr: &str) -> R<()> {
    if c.has(BUILTIN) {
        let n = c.name_str();
        return vm.type_error(format!("cannot set '{attr}' attribute of immutable type '{n}'"));
    }
    Ok(())
}

fn text_value(vm: &mut Vm, c: Gc<Class>, v: Value, attr: &str) -> R {
    check_mutable(vm, c, attr)?;
    match v.cast::<Str>() {
        Some(s) => Ok(vm.intern_value(s)),
        None => {
            let (n, t) = (c.name_str(), if v.is_undef() { "NULL".into() } else { vm.type_name(v) });
            vm.type_error(format!("can only assign string to {n}.{attr}, not '{t}'"))
        }
    }
}

fn set_name(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let mut c = c.expect::<Class>();
    c.name = text_value(vm, c, v, "__name__")?;
    vm.heap.barrier(c);
    Ok(())
}

/// `__name__`: library classes carry a dotted name for messages, whose last part this is.
fn name(vm: &mut Vm, c: Value) -> R {
    let c = c.expect::<Class>();
    if c.name.cast::<Str>().is_some_and(|s| s.bytes().contains(&b'.')) {
        let path = class_path(vm, c);
        if c.name_str() == path {
            return Ok(c.qualname);
        }
    }
    Ok(c.name)
}

fn set_qualname(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let mut c = c.expect::<Class>();
    c.qualname = text_value(vm, c, v, "__qualname__")?;
    vm.heap.barrier(c);
    Ok(())
}

fn set_bases(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let mut c = c.expect::<Class>();
    check_mutable(vm, c, "__bases__")?;
    let Some(bases) = v.cast::<Tuple>() else {
        let (n, t) = (c.name_str(), vm.type_name(v));
        return vm.type_error(format!("can only assign tuple to {n}.__bases__, not {t}"));
    };
    if bases.len == 0 {
        let n = c.name_str();
        return vm.type_error(format!("can only assign non-empty tuple to {n}.__bases__, not ()"));
    }
    for &b in bases.items().iter() {
        let Some(b) = b.cast::<Class>() else {
            let (n, t) = (c.name_str(), vm.type_name(b));
            return vm.type_error(format!("{n}.__bases__ must be tuple of classes, not '{t}'"));
        };
        if b.is_subclass_of(c) {
            return vm.type_error("a __bases__ item causes an inheritance cycle");
        }
        if b.has(FINAL) {
            let n = b.name_str();
            return vm.type_error(format!("type '{n}' is not an acceptable base type"));
        }
    }
    check_bases_fit(vm, c, bases)?;
    let old = c.bases;
    c.bases = bases;
    match vm.compute_mro(c) {
        Ok(mro) => c.mro = mro.expect(),
        Err(e) => {
            c.bases = old;
            return Err(e);
        }
    }
    for b in old.items().iter() {
        let mut b = b.expect::<Class>();
        b.subclasses.retain(|s| *s != c);
    }
    for b in bases.items().iter() {
        let mut b = b.expect::<Class>();
        b.subclasses.push(c);
    }
    vm.heap.barrier(c);
    // Subclasses inherit the new order.
    let mut work = c.subclasses.clone();
    while let Some(mut s) = work.pop() {
        s.mro = vm.compute_mro(s)?.expect();
        vm.heap.barrier(s);
        work.extend(s.subclasses.iter().copied());
    }
    vm.descriptors_changed();
    Ok(())
}

/// Instances must be able to stay as they are. CPython asks whether the old and the new base free
/// instances alike (its collector knows some, not those of plain values), then for the layout.
fn check_bases_fit(vm: &mut Vm, c: Gc<Class>, bases: Gc<Tuple>) -> R<()> {
    let (Some(old), Some(new)) = (solid_base(c, c.bases), solid_base(c, bases)) else {
        return Ok(());
    };
    let t = &vm.types;
    let plain = [t.object, t.int, t.float, t.complex, t.str, t.bytes, t.bytearray];
    let collected = |class: Gc<Class>| !plain.contains(&class);
    let what = if collected(old) != collected(new) {
        "deallocator"
    } else if old == new
        || !old.has(BUILTIN)
            && !new.has(BUILTIN)
            && !bases.items().iter().any(|b| differs(c, b.expect()))
    {
        return Ok(());
    } else {
        "object layout"
    };
    let (old, new) = (old.name_str(), new.name_str());
    vm.type_error(format!("__bases__ assignment: '{new}' {what} differs from '{old}'"))
}

fn differs(c: Gc<Class>, base: Gc<Class>) -> bool {
    base.instance_kind != c.instance_kind && base.instance_kind != Kind::Instance
}

/// The base that decides the layout: the one whose instances are no plain ones, or the first.
fn solid_base(c: Gc<Class>, bases: Gc<Tuple>) -> Option<Gc<Class>> {
    let mut items = bases.items().iter().map(|b| b.expect::<Class>());
    let first = items.clone().next();
    items.find(|b| b.instance_kind != Kind::Instance || differs(c, *b)).or(first)
}

fn base(_: &mut Vm, c: Value) -> R {
    let c = c.expect::<Class>();
    let items = c.bases.items();
    let solid = items.iter().find(|b| b.expect::<Class>().instance_kind == c.instance_kind);
    Ok(solid.or(items.first()).copied().unwrap_or(Value::NONE))
}

fn dict(vm: &mut Vm, c: Value) -> R {
    let c = c.expect::<Class>();
    let hdr = Header::new(vm.types.mappingproxy.root_shape, Kind::MappingProxy);
    Ok(vm.alloc(MappingProxy { hdr, mapping: c.dict.value() }, 0).value())
}

fn module(vm: &mut Vm, c: Value) -> R {
    let c = c.expect::<Class>();
    let key = vm.names.module.0;
    // The classes of functions and methods have a descriptor of that name, for their instances.
    let own = vm.dict_get_name(c.dict, key).filter(|v| !v.is_kind(Kind::GetSet));
    Ok(own.unwrap_or(vm.names.builtins_word.0))
}

fn set_module(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let c = c.expect::<Class>();
    check_mutable(vm, c, "__module__")?;
    let key = vm.names.module.0;
    vm.dict_set_name(c.dict, key, v);
    vm.refresh_class(c);
    Ok(())
}

fn doc(vm: &mut Vm, c: Value) -> R {
    let c = c.expect::<Class>();
    let key = vm.names.doc.0;
    let v = vm.dict_get_name(c.dict, key).unwrap_or(Value::NONE);
    Ok(if v.is_kind(Kind::GetSet) { Value::NONE } else { v })
}

fn set_doc(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let c = c.expect::<Class>();
    check_mutable(vm, c, "__doc__")?;
    let key = vm.names.doc.0;
    vm.dict_set_name(c.dict, key, v);
    vm.refresh_class(c);
    Ok(())
}

fn abstractmethods(vm: &mut Vm, c: Value) -> R {
    let k = c.expect::<Class>();
    let key = vm.names.abstractmethods.0;
    match vm.dict_get_name(k.dict, key) {
        Some(v) => Ok(v),
        None => vm.attribute_error_for(c, key, "__abstractmethods__"),
    }
}

fn set_abstractmethods(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let mut c = c.expect::<Class>();
    let key = vm.names.abstractmethods.0;
    if v.is_undef() {
        vm.dict_del_name(c.dict, key);
        c.flags &= !ABSTRACT;
    } else {
        vm.dict_set_name(c.dict, key, v);
        if vm.truth(v)? {
            c.flags |= ABSTRACT;
        } else {
            c.flags &= !ABSTRACT;
        }
    }
    vm.refresh_class(c);
    Ok(())
}

fn annotations(vm: &mut Vm, v: Value) -> R {
    let c = v.expect::<Class>();
    let key = vm.names.annotations.0;
    if let Some(a) = vm.dict_get_name(c.dict, key) {
        return Ok(a);
    }
    if c.has(BUILTIN) {
        return vm.no_attribute(v, key);
    }
    let d = vm.dict();
    vm.dict_set_name(c.dict, key, d.value());
    Ok(d.value())
}

fn set_annotations(vm: &mut Vm, c: Value, v: Value) -> R<()> {
    let c = c.expect::<Class>();
    check_mutable(vm, c, "__annotations__")?;
    let key = vm.names.annotations.0;
    if v.is_undef() {
        vm.dict_del_name(c.dict, key);
    } else {
        vm.dict_set_name(c.dict, key, v);
    }
    Ok(())
}
