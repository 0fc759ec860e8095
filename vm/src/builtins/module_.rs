//! `module` objects.

use crate::args::Params;
use crate::object::function::Module;
use crate::object::*;
use crate::ops::attr::Attr;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__getattribute__", getattribute, 2, 2),
    Def::method("__dir__", dir, 1, 1),
    Def::method("__repr__", repr, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.module;
    vm.add_methods(c, METHODS);
    vm.add_getset(c, "__dict__", |_, m| Ok(m.expect::<Module>().dict.value()), None);
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = match args.pos().first().and_then(|c| c.cast::<Class>()) {
        Some(c) if c.is_subclass_of(vm.types.module) => c,
        _ => return vm.type_error("module.__new__(X): X is not a subtype of module"),
    };
    let dict = vm.dict();
    let pin = vm.pin(&[dict.value()]);
    let hdr = vm.header_for(class, Kind::Module);
    let extra = vm.attrs_bytes(class);
    let m = vm.alloc(Module { hdr, dict, name: Value::NONE }, extra);
    vm.unpin(pin);
    Ok(m.value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    let mut m = args.pos()[0].expect::<Module>();
    let params = Params::new("module", ["name", "doc"]).required(1);
    let [name, doc] = params.parse(vm, args.rest())?;
    if !name.is_kind(Kind::Str) {
        let t = vm.type_name(name);
        return vm.type_error(format!("module() argument 'name' must be str, not {t}"));
    }
    m.name = name;
    vm.heap.barrier(m);
    let doc = if doc.is_undef() { Value::NONE } else { doc };
    for (key, v) in [
        (vm.names.name.0, name),
        (vm.names.doc.0, doc),
        (vm.names.package.0, Value::NONE),
        (vm.names.loader.0, Value::NONE),
        (vm.names.spec.0, Value::NONE),
    ] {
        vm.dict_set_name(m.dict, key, v);
    }
    Ok(Value::NONE)
}

/// Does the module define `__getattr__` (PEP 562)?
pub fn hook(vm: &mut Vm, m: Gc<Module>) -> Option<Value> {
    let name = vm.special_names[crate::ops::special::Special::GetAttr as usize];
    vm.dict_get_name(m.dict, name)
}

fn getattribute(vm: &mut Vm, args: Args) -> R {
    let o = args.pos()[0];
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    let class = vm.class_of(o);
    let found = vm.find_own(o, class, name);
    if let Some(v) = vm.finish_attr(o, name, found)? {
        return Ok(v);
    }
    match hook(vm, o.expect()) {
        Some(f) => vm.call(f, &[name]),
        None => vm.no_attribute(o, name),
    }
}

/// What a missing attribute of a module means: its `__getattr__`, if it has one.
pub fn missing(vm: &mut Vm, m: Gc<Module>) -> Attr {
    if hook(vm, m).is_none() {
        return Attr::Missing;
    }
    let class = vm.types.module;
    match vm.special(class, crate::ops::special::Special::GetAttribute) {
        Some(f) => Attr::GetAttribute(f),
        None => Attr::Missing,
    }
}

fn dir(vm: &mut Vm, args: Args) -> R {
    let m = args.pos()[0].expect::<Module>();
    let key = vm.intern("__dir__");
    if let Some(f) = vm.dict_get_name(m.dict, key) {
        return vm.call(f, &[]);
    }
    let mut list = vm.list(&[]);
    for e in m.dict.iter() {
        list.items.push(e.key);
    }
    vm.heap.barrier(list);
    Ok(list.value())
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.pos()[0])?.value())
}
