//! `getset_descriptor` and `member_descriptor`: computed attributes of built-in classes and the
//! members that `__slots__` makes, used as objects (`int.__dict__["real"].__get__(5)`).

use crate::object::function::{GetSet, Member};
use crate::object::{Class, Gc, Str};
use crate::ops::attr::Store;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};

/// Name and class of either descriptor.
fn parts(d: Value) -> (Value, Gc<Class>) {
    match d.cast::<GetSet>() {
        Some(g) => (g.name, g.class),
        None => {
            let m = d.expect::<Member>();
            (m.name, m.class)
        }
    }
}

fn text(name: Value) -> String {
    name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy())
}

/// The object must be of the descriptor's class.
fn check(vm: &mut Vm, d: Value, o: Value) -> R<()> {
    let (name, owner) = parts(d);
    if vm.class_of(o).is_subclass_of(owner) {
        return Ok(());
    }
    let (name, owner, t) = (text(name), owner.name_str(), vm.type_name(o));
    vm.type_error(format!(
        "descriptor '{name}' for '{owner}' objects doesn't apply to a '{t}' object"
    ))
}

fn get(vm: &mut Vm, args: Args) -> R {
    let (d, o) = (args.all[0], args.all[1]);
    if o.is_none() {
        return match args.get(2) {
            Some(c) if !c.is_none() => Ok(d),
            _ => vm.type_error("__get__(None, None) is invalid"),
        };
    }
    check(vm, d, o)?;
    let (name, _) = parts(d);
    match d.cast::<GetSet>() {
        Some(g) => (g.get)(vm, o),
        None => match vm.member(o, name) {
            Some(v) => Ok(v),
            None => vm.no_attribute(o, name),
        },
    }
}

fn store(vm: &mut Vm, args: Args, v: Value) -> R {
    let (d, o) = (args.all[0], args.all[1]);
    check(vm, d, o)?;
    let (name, _) = parts(d);
    match vm.store_descriptor(o, d, name, v)? {
        None | Some(Store::Done) => Ok(Value::NONE),
        // Neither kind stores through Python code.
        Some(_) => vm.no_attribute(o, name),
    }
}

fn set(vm: &mut Vm, args: Args) -> R {
    store(vm, args, args.all[2])
}

fn delete(vm: &mut Vm, args: Args) -> R {
    store(vm, args, Value::UNDEF)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.all[0])?.value())
}

fn qualname(vm: &mut Vm, d: Value) -> R {
    let (name, class) = parts(d);
    let owner = text(class.qualname);
    Ok(vm.str(&format!("{owner}.{}", text(name))))
}

const METHODS: &[Def] = &[
    Def::method("__get__", get, 2, 3),
    Def::method("__set__", set, 3, 3),
    Def::method("__delete__", delete, 2, 2),
    Def::method("__repr__", repr, 1, 1),
];

pub fn register(vm: &mut Vm) {
    for class in [vm.types.getset_descriptor, vm.types.member_descriptor] {
        vm.add_methods(class, METHODS);
        vm.add_getset(class, "__name__", |_, d| Ok(parts(d).0), None);
        vm.add_getset(class, "__objclass__", |_, d| Ok(parts(d).1.value()), None);
        vm.add_getset(class, "__qualname__", qualname, None);
        vm.add_getset(class, "__doc__", |_, _| Ok(Value::NONE), None);
    }
}
