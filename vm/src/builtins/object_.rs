//! `object`.

use crate::object::class::class_flags::*;
use crate::object::*;
use crate::ops::attr::Store;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("__format__", format, 2, 2),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__ne__", ne, 2, 2),
    Def::method("__lt__", not_implemented, 2, 2),
    Def::method("__le__", not_implemented, 2, 2),
    Def::method("__gt__", not_implemented, 2, 2),
    Def::method("__ge__", not_implemented, 2, 2),
    Def::method("__getattribute__", getattribute, 2, 2),
    Def::method("__setattr__", setattr, 3, 3),
    Def::method("__delattr__", delattr, 2, 2),
    Def::method("__dir__", dir, 1, 1),
    Def::method("__sizeof__", sizeof, 1, 1),
    Def::method("__getstate__", |vm, a| vm.tail_prelude("object_getstate", &[a.all[0]]), 1, 1),
    Def::method("__reduce__", reduce, 1, 1),
    Def::method("__reduce_ex__", reduce_ex, 2, 2),
    Def::class_method("__init_subclass__", init_subclass, 1, ANY).kw(),
    Def::class_method("__subclasshook__", not_implemented, 2, 2),
];

pub fn register(vm: &mut Vm) {
    let class = vm.types.object;
    vm.add_methods(class, METHODS);
    vm.add_getset(class, "__class__", |vm, o| Ok(vm.class_of(o).value()), Some(set_class));
    let doc = vm.str("The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n");
    vm.add_class_value(class, "__doc__", doc);
}

fn new(vm: &mut Vm, args: Args) -> R {
    let Some(class) = args.pos()[0].cast::<Class>() else {
        let t = vm.type_name(args.pos()[0]);
        return vm.type_error(format!("object.__new__(X): X is not a type object ({t})"));
    };
    if args.all.len() > 1 {
        let new = vm.special(class, Special::New).unwrap_or(Value::UNDEF);
        let init = vm.special(class, Special::Init).unwrap_or(Value::UNDEF);
        if new != vm.object_new {
            return vm.type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            );
        }
        if init == vm.object_init {
            let t = class.name_str();
            return vm.type_error(format!("{t}() takes no arguments"));
        }
    }
    if class.flags & (ABSTRACT | NO_NEW) != 0 {
        vm.check_instantiable(class)?;
    }
    if class.instance_kind != Kind::Instance {
        let t = class.name_str();
        return vm.type_error(format!("object.__new__({t}) is not safe, use {t}.__new__()"));
    }
    Ok(vm.new_instance(class))
}

fn init(vm: &mut Vm, args: Args) -> R {
    if args.all.len() > 1 {
        let class = vm.class_of(args.pos()[0]);
        let init = vm.special(class, Special::Init).unwrap_or(Value::UNDEF);
        let new = vm.special(class, Special::New).unwrap_or(Value::UNDEF);
        if init != vm.object_init {
            return vm.type_error(
                "object.__init__() takes exactly one argument (the instance to initialize)",
            );
        }
        if new == vm.object_new {
            let t = class.name_str();
            return vm.type_error(format!(
                "{t}.__init__() takes exactly one argument (the instance to initialize)"
            ));
        }
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let text = super::repr::default_repr(vm, args.pos()[0]);
    Ok(vm.str(&text))
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    Ok(vm.repr(v)?.value())
}

fn format(vm: &mut Vm, args: Args) -> R {
    let (v, spec) = (args.pos()[0], args.pos()[1]);
    let Some(spec) = spec.cast::<Str>() else {
        let t = vm.type_name(spec);
        return vm.type_error(format!("__format__() argument must be str, not {t}"));
    };
    if spec.len != 0 {
        let t = vm.type_name(v);
        return vm.type_error(format!("unsupported format string passed to {t}.__format__"));
    }
    Ok(vm.to_str(v)?.value())
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.identity_hash(args.pos()[0]);
    Ok(vm.int(h))
}

fn eq(vm: &mut Vm, args: Args) -> R {
    if vm.is_same(args.pos()[0], args.pos()[1]) {
        return Ok(Value::TRUE);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn ne(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.pos()[0], args.pos()[1]);
    let class = vm.class_of(a);
    // The inverse of __eq__, unless that declines.
    let r = match vm.special(class, Special::Eq) {
        Some(f) => vm.call_special(f, &[a, b])?,
        None => return Ok(Value::NOT_IMPLEMENTED),
    };
    if r == Value::NOT_IMPLEMENTED {
        return Ok(r);
    }
    Ok(Value::bool(!vm.truth(r)?))
}

fn not_implemented(_: &mut Vm, _: Args) -> R {
    Ok(Value::NOT_IMPLEMENTED)
}

fn init_subclass(vm: &mut Vm, args: Args) -> R {
    let n = args.pos().len() - 1;
    if args.has_kw() || n > 0 {
        let class = args.pos()[0].cast::<Class>().map_or("object".into(), |c| c.name_str());
        return vm.type_error(if args.has_kw() {
            format!("{class}.__init_subclass__() takes no keyword arguments")
        } else {
            format!("{class}.__init_subclass__() takes no arguments ({n} given)")
        });
    }
    Ok(Value::NONE)
}

/// An attribute name argument, interned.
pub fn attr_name(vm: &mut Vm, v: Value) -> R {
    match v.cast::<Str>() {
        Some(s) => Ok(vm.intern_value(s)),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("attribute name must be string, not '{t}'"))
        }
    }
}

fn getattribute(vm: &mut Vm, args: Args) -> R {
    let o = args.pos()[0];
    let name = attr_name(vm, args.pos()[1])?;
    let class = vm.class_of(o);
    let found = vm.find_generic(o, class, name);
    match vm.finish_attr(o, name, found)? {
        Some(v) => Ok(v),
        None => vm.no_attribute(o, name),
    }
}

/// Carries out a generic store or delete without `__setattr__` hooks.
fn store(vm: &mut Vm, o: Value, name: Value, v: Value) -> R {
    let class = vm.class_of(o);
    let value: &[Value] = if v.is_undef() { &[] } else { &[v] };
    match vm.store_generic(o, class, name, v)? {
        Store::Done => {}
        Store::Setter(f) => {
            vm.call(f, &[&[o], value].concat())?;
        }
        Store::SetAttr(f) => {
            vm.call_special(f, &[&[o, name], value].concat())?;
        }
        Store::Descriptor { set, descr } => {
            vm.call_special(set, &[&[descr, o], value].concat())?;
        }
    }
    Ok(Value::NONE)
}

fn setattr(vm: &mut Vm, args: Args) -> R {
    let name = attr_name(vm, args.pos()[1])?;
    store(vm, args.pos()[0], name, args.pos()[2])
}

fn delattr(vm: &mut Vm, args: Args) -> R {
    let name = attr_name(vm, args.pos()[1])?;
    store(vm, args.pos()[0], name, Value::UNDEF)
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let n = vm.len_builtin(args.pos()[0]).unwrap_or(0);
    Ok(Value::small(16 + 8 * n as i64))
}

/// Names visible on an object: its own and its classes'.
pub fn dir_names(vm: &mut Vm, o: Value) -> R<Gc<List>> {
    let names = vm.dict();
    let pin = vm.pin(&[names.value()]);
    if o.is_ptr() {
        let own: Option<Gc<Dict>> = match o.kind() {
            Some(Kind::Module) => Some(o.expect::<function::Module>().dict),
            Some(Kind::Function) => o.expect::<Function>().dict.cast(),
            Some(Kind::Class) => None,
            Some(kind) if kind == Kind::Instance || o.header().aux & HAS_ATTRS != 0 => {
                let shape = o.header().shape.get();
                if shape.is_dict_mode() {
                    vm.attrs_of(o).cast()
                } else {
                    for &k in &shape.keys {
                        if vm.own_attr(o, k).is_some() {
                            vm.dict_set_name(names, k, Value::NONE);
                        }
                    }
                    None
                }
            }
            _ => None,
        };
        if let Some(d) = own {
            for e in d.iter() {
                if e.key.is_kind(Kind::Str) {
                    vm.dict_set(names, e.key, Value::NONE)?;
                }
            }
        }
    }
    let mut classes: Vec<Value> = Vec::new();
    match o.cast::<Class>() {
        Some(c) => classes.extend_from_slice(c.mro.items()),
        None if o.is_kind(Kind::Module) => {}
        None => classes.extend_from_slice(vm.class_of(o).mro.items()),
    }
    for c in classes {
        let d = c.expect::<Class>().dict;
        for e in d.iter() {
            if e.key.is_kind(Kind::Str) {
                vm.dict_set(names, e.key, Value::NONE)?;
            }
        }
    }
    let list = vm.list(&[]);
    let mut list = list;
    for e in names.iter() {
        list.items.push(e.key);
    }
    list.items.sort_by(|a, b| a.expect::<Str>().bytes().cmp(b.expect::<Str>().bytes()));
    vm.unpin(pin);
    Ok(list)
}

fn dir(vm: &mut Vm, args: Args) -> R {
    Ok(dir_names(vm, args.pos()[0])?.value())
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("object_reduce", &[args.all[0], Value::small(0)])
}

fn reduce_ex(vm: &mut Vm, args: Args) -> R {
    let protocol = vm.arg_i64(args.all[1])?;
    let plain = vm.lookup_str(vm.types.object, "__reduce__");
    vm.tail_prelude("object_reduce_ex", &[args.all[0], Value::small(protocol.clamp(0, 9)), plain])
}

/// `o.__class__ = c`: between Python classes of the same layout.
fn set_class(vm: &mut Vm, o: Value, v: Value) -> R<()> {
    let Some(c) = v.cast::<Class>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("__class__ must be set to a class, not '{t}' object"));
    };
    let old = vm.class_of(o);
    if old.has(BUILTIN) || c.has(BUILTIN) {
        return vm.type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        );
    }
    if old.instance_kind != c.instance_kind || old.has(NO_DICT) != c.has(NO_DICT) {
        let (a, b) = (c.name_str(), old.name_str());
        return vm
            .type_error(format!("__class__ assignment: '{a}' object layout differs from '{b}'"));
    }
    // Through dictionary mode: attribute slots are the old class's.
    let d = vm.instance_dict(o);
    let cap = o.header().shape.get().inline_cap;
    o.header().shape = vm.dict_shape_with(c, cap);
    debug_assert!(!d.is_dangling());
    if vm.makes_descriptors(old) || vm.makes_descriptors(c) {
        vm.descriptors_changed();
    }
    Ok(())
}
