//! Views of a dict: `keys()`, `values()`, `items()`, and their reverse iterators.
//!
//! Set algebra of views is in `set` (a view and any iterable make a set); comparison too.

use super::{seq_ops, set};
use crate::object::function::MappingProxy;
use crate::object::iter::{DictIter, DictPart, DictView};
use crate::object::{Dict, Gc, Header, Kind, Tuple};
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};

/// A view.
pub fn view(vm: &mut Vm, dict: Gc<Dict>, part: DictPart) -> Value {
    let class = match part {
        DictPart::Keys => vm.types.dict_keys,
        DictPart::Values => vm.types.dict_values,
        DictPart::Items => vm.types.dict_items,
    };
    let hdr = Header::new(class.root_shape, Kind::DictView);
    vm.alloc(DictView { hdr, dict, part }, 0).value()
}

/// `reversed(view)`.
pub fn reverse_iter(vm: &mut Vm, dict: Gc<Dict>, part: DictPart) -> Value {
    let class = match part {
        DictPart::Keys => vm.types.dict_reversekeyiterator,
        DictPart::Values => vm.types.dict_reversevalueiterator,
        DictPart::Items => vm.types.dict_reverseitemiterator,
    };
    let hdr = Header::new(class.root_shape, Kind::DictIter);
    let (pos, n) = (dict.entries.len(), dict.len);
    let it = DictIter { hdr, dict: dict.value(), pos, expected: n, left: n, part, reverse: true };
    vm.alloc(it, 0).value()
}

/// `item in view`.
pub fn contains(vm: &mut Vm, view: Gc<DictView>, item: Value) -> R<bool> {
    let d = view.dict;
    match view.part {
        DictPart::Keys => vm.dict_contains(d, item),
        DictPart::Values => {
            let mut i = 0;
            while let Some(&e) = d.entries.get(i) {
                i += 1;
                if !e.key.is_undef() && seq_ops::equal(vm, e.value, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        DictPart::Items => {
            let Some(pair) = item.cast::<Tuple>() else {
                return Ok(false);
            };
            let [k, v] = *pair.items() else {
                return Ok(false);
            };
            match vm.dict_get(d, k)? {
                Some(found) => seq_ops::equal(vm, found, v),
                None => Ok(false),
            }
        }
    }
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0].expect::<DictView>();
    Ok(vm.dict_iter(v.dict, v.part))
}

fn reversed(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0].expect::<DictView>();
    Ok(reverse_iter(vm, v.dict, v.part))
}

fn isdisjoint(vm: &mut Vm, args: Args) -> R {
    let (this, other) = (args.all[0], args.all[1]);
    if this == other {
        return Ok(Value::bool(this.expect::<DictView>().dict.len == 0));
    }
    if !vm.iteration_is_native(other) {
        let class = vm.class_of(this);
        return set::with_lists(vm, class, "isdisjoint", args);
    }
    // The longer side is asked, the shorter walked, when both know their length.
    let (walked, asked) = match vm.len_builtin(other) {
        Some(n) if set::is_set_like(other) && n > this.expect::<DictView>().dict.len => {
            (this, other)
        }
        _ => (other, this),
    };
    let mut disjoint = true;
    vm.for_each(walked, |vm, v| {
        disjoint = !vm.contains(asked, v)?;
        Ok(disjoint)
    })?;
    Ok(Value::bool(disjoint))
}

fn mapping(vm: &mut Vm, this: Value) -> R {
    let dict = this.expect::<DictView>().dict;
    let hdr = Header::new(vm.types.mappingproxy.root_shape, Kind::MappingProxy);
    Ok(vm.alloc(MappingProxy { hdr, mapping: dict.value() }, 0).value())
}

const COMMON: &[Def] = &[
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__reversed__", reversed, 1, 1)
        .doc("Return a reverse iterator over the dict keys."),
];

const SET_LIKE: &[Def] = &[
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__and__", seq_ops::forward::<{ seq_ops::AND }>, 2, 2),
    Def::method("__or__", seq_ops::forward::<{ seq_ops::OR }>, 2, 2),
    Def::method("__xor__", seq_ops::forward::<{ seq_ops::XOR }>, 2, 2),
    Def::method("__sub__", seq_ops::forward::<{ seq_ops::SUB }>, 2, 2),
    Def::method("__rand__", seq_ops::reflected::<{ seq_ops::AND }>, 2, 2),
    Def::method("__ror__", seq_ops::reflected::<{ seq_ops::OR }>, 2, 2),
    Def::method("__rxor__", seq_ops::reflected::<{ seq_ops::XOR }>, 2, 2),
    Def::method("__rsub__", seq_ops::reflected::<{ seq_ops::SUB }>, 2, 2),
    Def::method("isdisjoint", isdisjoint, 2, 2)
        .doc("Return True if the view and the given iterable have a null intersection."),
];

pub fn register(vm: &mut Vm) {
    for class in [vm.types.dict_keys, vm.types.dict_values, vm.types.dict_items] {
        vm.add_methods(class, COMMON);
        vm.add_getset(class, "mapping", mapping, None);
    }
    for class in [vm.types.dict_keys, vm.types.dict_items] {
        vm.add_methods(class, SET_LIKE);
        vm.add_methods(class, seq_ops::COMPARE);
        vm.add_class_value(class, "__hash__", Value::NONE);
    }
}
