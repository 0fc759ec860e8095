//! `property`, `classmethod`, `staticmethod`.

use crate::args::Params;
use crate::object::function::{Property, Wrapped};
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const PROPERTY: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("getter", |vm, a| copy_with(vm, a, 0), 2, 2)
        .doc("Descriptor to obtain a copy of the property with a different getter."),
    Def::method("setter", |vm, a| copy_with(vm, a, 1), 2, 2)
        .doc("Descriptor to obtain a copy of the property with a different setter."),
    Def::method("deleter", |vm, a| copy_with(vm, a, 2), 2, 2)
        .doc("Descriptor to obtain a copy of the property with a different deleter."),
    Def::method("__get__", get, 2, 3),
    Def::method("__set__", |vm, a| store(vm, a, a.pos()[2]), 3, 3),
    Def::method("__delete__", |vm, a| store(vm, a, Value::UNDEF), 2, 2),
    Def::method("__set_name__", set_name, 3, 3),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.property;
    vm.add_methods(c, PROPERTY);
    vm.add_getset(c, "fget", |_, p| Ok(p.expect::<Property>().get), None);
    vm.add_getset(c, "fset", |_, p| Ok(p.expect::<Property>().set), None);
    vm.add_getset(c, "fdel", |_, p| Ok(p.expect::<Property>().del), None);
    vm.add_getset(c, "__doc__", |_, p| Ok(or_none(p.expect::<Property>().doc)), Some(set_doc));
    vm.add_getset(c, "__isabstractmethod__", property_abstract, None);

    for (c, class_method) in [(vm.types.classmethod, true), (vm.types.staticmethod, false)] {
        let new: crate::NativeFn = if class_method { new_classmethod } else { new_staticmethod };
        let get: crate::NativeFn = if class_method { get_classmethod } else { get_staticmethod };
        vm.add_methods(
            c,
            &[
                Def::static_method("__new__", new, 1, ANY).kw(),
                Def::method("__init__", init_wrapped, 1, ANY).kw(),
                Def::method("__get__", get, 2, 3),
                Def::method("__repr__", repr_wrapped, 1, 1),
            ],
        );
        vm.add_getset(c, "__func__", |_, w| Ok(w.expect::<Wrapped>().func), None);
        vm.add_getset(c, "__wrapped__", |_, w| Ok(w.expect::<Wrapped>().func), None);
        vm.add_getset(c, "__isabstractmethod__", wrapped_abstract, None);
        vm.add_getset(c, "__name__", |vm, w| forward(vm, w, "__name__"), None);
        vm.add_getset(c, "__qualname__", |vm, w| forward(vm, w, "__qualname__"), None);
        vm.add_getset(c, "__module__", |vm, w| forward(vm, w, "__module__"), None);
        vm.add_getset(c, "__doc__", |vm, w| forward(vm, w, "__doc__"), None);
        vm.add_getset(c, "__annotations__", |vm, w| forward(vm, w, "__annotations__"), None);
    }
    let c = vm.types.staticmethod;
    vm.add_methods(c, &[Def::method("__call__", call_staticmethod, 1, ANY).kw()]);
}

fn or_none(v: Value) -> Value {
    if v.is_undef() {
        Value::NONE
    } else {
        v
    }
}

fn subclass(vm: &mut Vm, v: Option<Value>, base: Gc<Class>) -> R<Gc<Class>> {
    match v.and_then(|c| c.cast::<Class>()) {
        Some(c) if c.is_subclass_of(base) => Ok(c),
        _ => {
            let b = base.name_str();
            vm.type_error(format!("{b}.__new__(X): X is not a subtype of {b}"))
        }
    }
}

// --- property ---

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.property;
    let class = subclass(vm, args.get(0), base)?;
    let hdr = vm.header_for(class, Kind::Property);
    let extra = vm.attrs_bytes(class);
    let none = Value::NONE;
    let p = vm.alloc(
        Property { hdr, get: none, set: none, del: none, doc: none, name: Value::UNDEF },
        extra,
    );
    Ok(p.value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    let mut p = args.pos()[0].expect::<Property>();
    let params = Params::new("property", ["fget", "fset", "fdel", "doc"]).required(0);
    let [get, set, del, doc] = params.parse(vm, args.rest())?.map(or_none);
    p.get = get;
    p.set = set;
    p.del = del;
    p.doc = doc;
    vm.heap.barrier(p);
    if doc.is_none() && !get.is_none() {
        let name = vm.names.doc.0;
        if let Some(d) = vm.try_attr(get, name)? {
            p.doc = d;
            vm.heap.barrier(p);
        }
    }
    Ok(Value::NONE)
}

/// `p.setter(f)` and its kin: a property of the same class with one accessor replaced.
fn copy_with(vm: &mut Vm, args: Args, which: usize) -> R {
    let p = args.pos()[0].expect::<Property>();
    let mut accessors = [p.get, p.set, p.del];
    if !args.pos()[1].is_none() {
        accessors[which] = args.pos()[1];
    }
    let class = vm.class_of(p.value());
    // The doc follows the getter unless it was given.
    let from_getter = match p.get.cast::<Function>() {
        Some(f) => f.doc == p.doc,
        None => p.get.is_none() || p.doc.is_none(),
    };
    let doc = if from_getter { Value::NONE } else { p.doc };
    let [get, set, del] = accessors;
    let new = vm.call(class.value(), &[get, set, del, doc])?;
    if let Some(mut n) = new.cast::<Property>() {
        n.name = p.name;
        vm.heap.barrier(n);
    }
    Ok(new)
}

/// `__get__` needs an object or a class.
fn check_get(vm: &mut Vm, args: Args) -> R<()> {
    if args.pos()[1].is_none() && args.get(2).is_none_or(|class| class.is_none()) {
        return vm.type_error("__get__(None, None) is invalid");
    }
    Ok(())
}

fn get(vm: &mut Vm, args: Args) -> R {
    let (p, o) = (args.pos()[0], args.pos()[1]);
    check_get(vm, args)?;
    if o.is_none() {
        return Ok(p);
    }
    let property = p.expect::<Property>();
    if property.get.is_none() {
        return refuse(vm, property, o, "getter");
    }
    vm.tail_call(property.get, &[o])
}

fn refuse<T>(vm: &mut Vm, p: Gc<Property>, o: Value, what: &str) -> R<T> {
    let message = vm.property_lacks(p, o, what);
    vm.attribute_error(message)
}

impl Vm {
    /// The words for a property without `what` ("setter"). It knows its name if a class was made with it.
    pub fn property_lacks(&mut self, p: Gc<Property>, o: Value, what: &str) -> String {
        let class = self.class_of(o);
        let of =
            class.qualname.cast::<Str>().map_or_else(|| class.name_str(), |s| s.to_string_lossy());
        match p.name.cast::<Str>() {
            Some(name) => {
                let name = self.repr_string(name.value()).unwrap_or_default();
                format!("property {name} of '{of}' object has no {what}")
            }
            None => format!("property of '{of}' object has no {what}"),
        }
    }
}

fn store(vm: &mut Vm, args: Args, v: Value) -> R {
    let (p, o) = (args.pos()[0].expect::<Property>(), args.pos()[1]);
    let (f, what) = if v.is_undef() { (p.del, "deleter") } else { (p.set, "setter") };
    if f.is_none() {
        return refuse(vm, p, o, what);
    }
    if v.is_undef() {
        vm.call(f, &[o])?;
    } else {
        vm.call(f, &[o, v])?;
    }
    Ok(Value::NONE)
}

fn set_name(vm: &mut Vm, args: Args) -> R {
    let mut p = args.pos()[0].expect::<Property>();
    p.name = args.pos()[2];
    vm.heap.barrier(p);
    Ok(Value::NONE)
}

fn set_doc(vm: &mut Vm, p: Value, v: Value) -> R<()> {
    let mut p = p.expect::<Property>();
    p.doc = or_none(v);
    vm.heap.barrier(p);
    Ok(())
}

fn is_abstract(vm: &mut Vm, f: Value) -> R<bool> {
    if f.is_none() {
        return Ok(false);
    }
    let name = vm.intern("__isabstractmethod__");
    match vm.try_attr(f, name)? {
        Some(v) => vm.truth(v),
        None => Ok(false),
    }
}

fn property_abstract(vm: &mut Vm, p: Value) -> R {
    let p = p.expect::<Property>();
    for f in [p.get, p.set, p.del] {
        if is_abstract(vm, f)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

// --- classmethod, staticmethod ---

fn new_wrapped(vm: &mut Vm, args: Args, base: Gc<Class>, kind: Kind) -> R {
    let class = subclass(vm, args.get(0), base)?;
    let hdr = vm.header_for(class, kind);
    let extra = vm.attrs_bytes(class);
    let func = args.get(1).unwrap_or(Value::NONE);
    Ok(vm.alloc(Wrapped { hdr, func }, extra).value())
}

fn new_classmethod(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.classmethod;
    new_wrapped(vm, args, base, Kind::ClassMethod)
}

fn new_staticmethod(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.staticmethod;
    new_wrapped(vm, args, base, Kind::StaticMethod)
}

fn init_wrapped(vm: &mut Vm, args: Args) -> R {
    let mut w = args.pos()[0].expect::<Wrapped>();
    let name = if w.hdr.kind == Kind::ClassMethod { "classmethod" } else { "staticmethod" };
    if args.has_kw() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let n = args.pos().len() - 1;
    if n != 1 {
        return vm.type_error(format!("{name} expected 1 argument, got {n}"));
    }
    w.func = args.pos()[1];
    vm.heap.barrier(w);
    Ok(Value::NONE)
}

fn get_classmethod(vm: &mut Vm, args: Args) -> R {
    check_get(vm, args)?;
    let f = args.pos()[0].expect::<Wrapped>().func;
    let class = match args.get(2) {
        Some(c) if !c.is_none() => c,
        _ => vm.class_of(args.pos()[1]).value(),
    };
    Ok(vm.bound_method(f, class))
}

fn get_staticmethod(vm: &mut Vm, args: Args) -> R {
    check_get(vm, args)?;
    Ok(args.pos()[0].expect::<Wrapped>().func)
}

fn call_staticmethod(vm: &mut Vm, args: Args) -> R {
    let f = args.all[0].expect::<Wrapped>().func;
    vm.call_with(f, &args.all[1..], args.kwnames)
}

fn wrapped_abstract(vm: &mut Vm, w: Value) -> R {
    let f = w.expect::<Wrapped>().func;
    Ok(Value::bool(is_abstract(vm, f)?))
}

fn forward(vm: &mut Vm, w: Value, name: &str) -> R {
    let f = w.expect::<Wrapped>().func;
    vm.get_attr_str(f, name)
}

fn repr_wrapped(vm: &mut Vm, args: Args) -> R {
    let w = args.pos()[0].expect::<Wrapped>();
    let name = if w.hdr.kind == Kind::ClassMethod { "classmethod" } else { "staticmethod" };
    let inner = vm.repr(w.func)?;
    let mut out = format!("<{name}(").into_bytes();
    out.extend_from_slice(inner.bytes());
    out.extend_from_slice(b")>");
    Ok(vm.str_bytes(&out))
}
