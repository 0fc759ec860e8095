//! Bound methods: `method`, and its built-in kin around native functions.

use crate::object::*;
use crate::ops::attr::Attr;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::method("__call__", call, 1, ANY).kw(),
    Def::method("__get__", get, 2, 3),
    Def::method("__getattribute__", getattribute, 2, 2),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__hash__", hash, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.method;
    vm.add_methods(c, METHODS);
    vm.add_methods(c, &[Def::static_method("__new__", new, 1, ANY)]);
    vm.add_getset(c, "__func__", |_, m| Ok(m.expect::<BoundMethod>().func), None);
    for c in [vm.types.method, vm.types.method_wrapper, vm.types.builtin_method] {
        vm.add_getset(c, "__self__", |_, m| Ok(m.expect::<BoundMethod>().this), None);
        vm.add_getset(c, "__doc__", |vm, m| forward(vm, m, "__doc__"), None);
    }
    for c in [vm.types.method_wrapper, vm.types.builtin_method] {
        vm.add_methods(c, METHODS);
        vm.add_getset(c, "__name__", |vm, m| forward(vm, m, "__name__"), None);
        vm.add_getset(c, "__qualname__", |vm, m| forward(vm, m, "__qualname__"), None);
        vm.add_getset(c, "__module__", |_, _| Ok(Value::NONE), None);
        vm.add_getset(c, "__text_signature__", |vm, m| forward(vm, m, "__text_signature__"), None);
    }
}

fn forward(vm: &mut Vm, m: Value, name: &str) -> R {
    let f = m.expect::<BoundMethod>().func;
    vm.get_attr_str(f, name)
}

fn new(vm: &mut Vm, args: Args) -> R {
    let a = &args.pos()[1..];
    if a.len() != 2 {
        let n = a.len();
        return vm.type_error(format!("method expected 2 arguments, got {n}"));
    }
    if !vm.callable(a[0]) {
        return vm.type_error("first argument must be callable");
    }
    if a[1].is_none() {
        return vm.type_error("instance must not be None");
    }
    let hdr = Header::new(vm.types.method.root_shape, Kind::BoundMethod);
    Ok(vm.alloc(BoundMethod { hdr, func: a[0], this: a[1] }, 0).value())
}

fn call(vm: &mut Vm, args: Args) -> R {
    vm.call_with(args.all[0], &args.all[1..], args.kwnames)
}

/// A bound method is bound for good.
fn get(_: &mut Vm, args: Args) -> R {
    Ok(args.pos()[0])
}

/// What the method itself does not have, its function may.
fn getattribute(vm: &mut Vm, args: Args) -> R {
    let o = args.pos()[0];
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    let class = vm.class_of(o);
    match vm.find_own(o, class, name) {
        Attr::Missing => {}
        found => {
            if let Some(v) = vm.finish_attr(o, name, found)? {
                return Ok(v);
            }
        }
    }
    let func = o.expect::<BoundMethod>().func;
    if !func.is_kind(Kind::Native) {
        if let Some(v) = vm.try_attr(func, name)? {
            return Ok(v);
        }
    }
    vm.no_attribute(o, name)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.pos()[0])?.value())
}

fn eq(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.pos()[0].expect::<BoundMethod>(), args.pos()[1]);
    let Some(b) = b.cast::<BoundMethod>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(vm.is_same(a.this, b.this) && a.func == b.func))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.hash(args.pos()[0])?;
    Ok(vm.int(h))
}
