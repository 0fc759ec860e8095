//! `frozenset`: a set object with the FROZEN bit. What it shares with `set` is in `set`.

use super::{list, seq_ops, set};
use crate::object::iter::SetIter;
use crate::object::{Class, Gc, Header, Kind, Set};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

/// `iter(s)` by layout.
pub fn set_iter(vm: &mut Vm, set: Gc<Set>) -> Value {
    let hdr = Header::new(vm.types.set_iterator.root_shape, Kind::SetIter);
    vm.alloc(SetIter { hdr, set, pos: 0, expected: set.used, done: false }, 0).value()
}

fn make(vm: &mut Vm, class: Gc<Class>, args: Args) -> R {
    let Some(it) = args.get(0) else {
        return Ok(vm.set_of_class(class, true).value());
    };
    let exact = class == vm.types.frozenset;
    if exact && it.is_kind(Kind::Set) && vm.class_of(it) == class {
        return Ok(it);
    }
    if !set::is_native(vm, it) {
        return vm.tail_prelude("frozenset_of", &[class.value(), it]);
    }
    let s = vm.set_of_class(class, true);
    set::update_from(vm, s, it)?;
    Ok(s.value())
}

fn construct(vm: &mut Vm, args: Args) -> R {
    seq_ops::check_args(vm, &args, "frozenset", 1)?;
    let class = vm.types.frozenset;
    make(vm, class, args)
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.frozenset)?;
    let rest = args.rest();
    let n = rest.pos().len();
    if n > 1 {
        return vm.type_error(format!("frozenset expected at most 1 argument, got {n}"));
    }
    make(vm, class, rest)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    if !vm.has_custom_ops(this) {
        return Ok(this);
    }
    Ok(set::copy_set(vm, this.expect())?.value())
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let mut s = args.all[0].expect::<Set>();
    if s.hash == 0 {
        s.hash = adder_text::hash::frozenset(s.iter().map(|e| e.hash as i64)) as u64;
    }
    let h = s.hash as i64;
    Ok(vm.int(h))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__hash__", hash, 1, 1),
    Def::method("copy", copy, 1, 1).doc("Return a shallow copy of a set."),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.frozenset;
    vm.add_methods(class, set::SHARED);
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    class.construct = Some(construct);
    let doc = vm.str(
        "frozenset(iterable=()) -> an immutable unordered collection of distinct hashable elements",
    );
    vm.add_class_value(class, "__doc__", doc);
}
