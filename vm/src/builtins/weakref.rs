//! `weakref.ref`.
//!
//! The collector clears the target when it dies and queues the callback. An object dies at the
//! next collection after it became unreachable, not at once as in CPython.

use crate::module::ModuleDef;
use crate::object::function::{Module, Weakref};
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY),
    Def::method("__init__", |_, _| Ok(Value::NONE), 1, 3),
    Def::method("__call__", call, 1, 1),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__repr__", repr, 1, 1),
    Def::class_method("__class_getitem__", |_, a| Ok(a.pos()[0]), 2, 2),
];

const FUNCTIONS: &[Def] = &[
    Def::function(
        "getweakrefcount",
        |vm, a| {
            let n = refs_to(vm, a.pos()[0]).len();
            Ok(Value::small(n as i64))
        },
        1,
        1,
    ),
    Def::function(
        "getweakrefs",
        |vm, a| {
            let refs = refs_to(vm, a.pos()[0]);
            Ok(vm.list(&refs).value())
        },
        1,
        1,
    ),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.weakref;
    vm.add_methods(c, METHODS);
    vm.add_getset(c, "__callback__", |_, w| Ok(w.expect::<Weakref>().callback), None);
    let module = vm.str("weakref");
    vm.add_class_value(c, "__module__", module);
    vm.register_module(ModuleDef { name: "_weakref", init: fill });
}

fn fill(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, FUNCTIONS);
    let class = vm.types.weakref.value();
    vm.add_value(m, "ref", class);
    vm.add_value(m, "ReferenceType", class);
    Ok(())
}

fn refs_to(vm: &Vm, target: Value) -> Vec<Value> {
    vm.heap
        .weakrefs
        .iter()
        .copied()
        .filter(|w| w.cast::<Weakref>().is_some_and(|w| w.target == target))
        .collect()
}

/// Do objects of this kind accept weak references?
fn accepts(vm: &Vm, v: Value) -> bool {
    let Some(kind) = v.kind() else { return false };
    match kind {
        Kind::Function
        | Kind::Native
        | Kind::BoundMethod
        | Kind::Class
        | Kind::Set
        | Kind::Module
        | Kind::Generator
        | Kind::Code
        | Kind::NativeObj
        | Kind::NdArray => true,
        // Instances of Python classes, unless `__slots__` leaves no room.
        _ => {
            let class = vm.class_of(v);
            !class.has(class::class_flags::BUILTIN) && !class.has(class::class_flags::NO_DICT)
        }
    }
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.weakref;
    let class = match args.get(0).and_then(|c| c.cast::<Class>()) {
        Some(c) if c.is_subclass_of(base) => c,
        _ => return vm.type_error("ReferenceType.__new__(X): X is not a subtype of ReferenceType"),
    };
    let a = &args.pos()[1..];
    let Some(&target) = a.first() else {
        return vm.type_error("__new__ expected at least 1 argument, got 0");
    };
    if !accepts(vm, target) {
        let t = vm.type_name(target);
        return vm.type_error(format!("cannot create weak reference to '{t}' object"));
    }
    let callback = a.get(1).copied().unwrap_or(Value::NONE);
    if callback.is_none() && class == base {
        let shared = refs_to(vm, target)
            .into_iter()
            .find(|w| w.expect::<Weakref>().callback.is_none() && vm.class_of(*w) == base);
        if let Some(w) = shared {
            return Ok(w);
        }
    }
    let hdr = vm.header_for(class, Kind::Weakref);
    let extra = vm.attrs_bytes(class);
    let w = vm.alloc(Weakref { hdr, target, callback, hash: Value::NONE }, extra);
    vm.heap.weakrefs.push(w.value());
    Ok(w.value())
}

fn call(_: &mut Vm, args: Args) -> R {
    Ok(args.pos()[0].expect::<Weakref>().target)
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let mut w = args.pos()[0].expect::<Weakref>();
    if w.hash.is_none() {
        if w.target.is_none() {
            return vm.type_error("weak object has gone away");
        }
        let h = vm.hash(w.target)?;
        w.hash = vm.int(h);
        vm.heap.barrier(w);
    }
    Ok(w.hash)
}

fn eq(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.pos()[0].expect::<Weakref>(), args.pos()[1]);
    let Some(b) = b.cast::<Weakref>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if a.target.is_none() || b.target.is_none() {
        return Ok(Value::bool(a == b));
    }
    let same = vm.same_or_equal(a.target, b.target)?;
    Ok(Value::bool(same))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.pos()[0])?.value())
}
