//! `mappingproxy`: the read-only view of a mapping that `cls.__dict__` is.
//!
//! Every method asks the mapping, by its own method where the mapping is not a dict.

use super::dict_views;
use crate::object::function::MappingProxy;
use crate::object::iter::DictPart;
use crate::object::{Class, Dict, Gc, Header, Kind};
use crate::ops::BinOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

fn mapping(args: Args) -> Value {
    args.all[0].expect::<MappingProxy>().mapping
}

fn new(vm: &mut Vm, args: Args) -> R {
    let params = crate::args::Params::new("mappingproxy", ["mapping"]);
    let [m] = params.parse(vm, args.rest())?;
    let class = vm.class_of(m);
    let is_mapping = !matches!(m.kind(), Some(Kind::List | Kind::Tuple))
        && vm.special(class, crate::ops::special::Special::GetItem).is_some();
    if !is_mapping {
        let t = vm.type_name(m);
        return vm.type_error(format!("mappingproxy() argument must be a mapping, not {t}"));
    }
    let hdr = Header::new(vm.types.mappingproxy.root_shape, Kind::MappingProxy);
    Ok(vm.alloc(MappingProxy { hdr, mapping: m }, 0).value())
}

/// The dict behind the proxy, unless a subclass has its own ideas.
fn plain_dict(vm: &Vm, m: Value) -> Option<Gc<Dict>> {
    if vm.has_custom_ops(m) {
        return None;
    }
    m.cast()
}

/// Calls the mapping's own method with the remaining arguments.
fn forward(vm: &mut Vm, args: Args, name: &str) -> R {
    let f = vm.get_attr_str(mapping(args), name)?;
    vm.tail_call(f, &args.all[1..])
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    vm.get_item(mapping(args), args.all[1])
}

fn contains(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(vm.contains(mapping(args), args.all[1])?))
}

fn len(vm: &mut Vm, args: Args) -> R {
    let n = vm.len(mapping(args))?;
    Ok(vm.int(n as i64))
}

fn iter(vm: &mut Vm, args: Args) -> R {
    vm.iter(mapping(args))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.all[0])?.value())
}

fn str_(vm: &mut Vm, args: Args) -> R {
    Ok(vm.to_str(mapping(args))?.value())
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.hash(mapping(args))?;
    Ok(vm.int(h))
}

fn get(vm: &mut Vm, args: Args) -> R {
    match plain_dict(vm, mapping(args)) {
        Some(d) => {
            let found = vm.dict_get(d, args.all[1])?;
            Ok(found.or(args.get(2)).unwrap_or(Value::NONE))
        }
        None => {
            let f = vm.get_attr_str(mapping(args), "get")?;
            let default = args.get(2).unwrap_or(Value::NONE);
            vm.tail_call(f, &[args.all[1], default])
        }
    }
}

fn keys(vm: &mut Vm, args: Args) -> R {
    match plain_dict(vm, mapping(args)) {
        Some(d) => Ok(dict_views::view(vm, d, DictPart::Keys)),
        None => forward(vm, args, "keys"),
    }
}

fn values(vm: &mut Vm, args: Args) -> R {
    match plain_dict(vm, mapping(args)) {
        Some(d) => Ok(dict_views::view(vm, d, DictPart::Values)),
        None => forward(vm, args, "values"),
    }
}

fn items(vm: &mut Vm, args: Args) -> R {
    match plain_dict(vm, mapping(args)) {
        Some(d) => Ok(dict_views::view(vm, d, DictPart::Items)),
        None => forward(vm, args, "items"),
    }
}

fn copy(vm: &mut Vm, args: Args) -> R {
    match plain_dict(vm, mapping(args)) {
        Some(d) => Ok(vm.dict_copy(d).value()),
        None => forward(vm, args, "copy"),
    }
}

fn reversed(vm: &mut Vm, args: Args) -> R {
    forward(vm, args, "__reversed__")
}

fn unwrapped(v: Value) -> Value {
    v.cast::<MappingProxy>().map_or(v, |p| p.mapping)
}

fn or(vm: &mut Vm, args: Args) -> R {
    vm.binary(BinOp::Or, unwrapped(args.all[0]), unwrapped(args.all[1]))
}

fn ror(vm: &mut Vm, args: Args) -> R {
    vm.binary(BinOp::Or, unwrapped(args.all[1]), unwrapped(args.all[0]))
}

fn ior(vm: &mut Vm, args: Args) -> R {
    let t = vm.type_name(args.all[0]);
    vm.type_error(format!("'|=' is not supported by {t}; use '|' instead"))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__contains__", contains, 2, 2),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", ror, 2, 2),
    Def::method("__ior__", ior, 2, 2),
    Def::method("__reversed__", reversed, 1, 1).doc("D.__reversed__() -> reverse iterator"),
    Def::method("get", get, 2, 3)
        .doc("Return the value for key if key is in the mapping, else default."),
    Def::method("keys", keys, 1, 1)
        .doc("D.keys() -> a set-like object providing a view on D's keys"),
    Def::method("values", values, 1, 1)
        .doc("D.values() -> an object providing a view on D's values"),
    Def::method("items", items, 1, 1)
        .doc("D.items() -> a set-like object providing a view on D's items"),
    Def::method("copy", copy, 1, 1).doc("D.copy() -> a shallow copy of D"),
];

pub fn register(vm: &mut Vm) {
    let class: Gc<Class> = vm.types.mappingproxy;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, super::seq_ops::COMPARE);
}
