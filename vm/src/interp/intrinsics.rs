//! Intrinsics: native operations that prelude code calls without a function object.
//!
//! `__intrinsic_NAME__(args)` in a prelude file compiles to the `Intrinsic` op with the index of
//! NAME in `adder_compile::intrinsics::NAMES`; this table has the same order (checked at boot).

use super::Flow;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::Instr;

pub type IntrinsicFn = fn(&mut Vm, &[Value]) -> R;

/// Name and implementation, in the compiler's order.
pub const TABLE: &[(&str, IntrinsicFn)] = &[
    ("list_append", list_append),
    ("is_exact_int", is_exact_int),
    ("is_exact_float", is_exact_float),
    ("type_error", type_error),
    ("value_error", value_error),
    ("type_name", type_name),
    ("stop_value", stop_value),
    ("fsum_step", crate::builtins::number::fsum_step),
    ("sort_if_native", crate::builtins::sort::sort_if_native),
    ("finish_sort", crate::builtins::sort::finish_sort),
    ("dict_add_pair", crate::builtins::dict::add_pair_intrinsic),
    ("iterates_natively", iterates_natively),
    ("set_add", set_add),
    ("dict_set", dict_set),
    ("list_to_tuple", list_to_tuple),
    ("join", crate::builtins::str_ops::join_intrinsic),
    ("construct", construct),
    ("is_undef", is_undef),
];

impl Vm {
    pub fn intrinsic_op(&mut self, i: Instr) -> R<Flow> {
        // SAFETY: `x` argument registers from `b` on, in the current window.
        let args =
            unsafe { std::slice::from_raw_parts((*self.frame).base.add(i.b()), i.x() as usize) };
        let v = (TABLE[i.c()].1)(self, args)?;
        self.set_reg(i.a(), v);
        Ok(Flow::Next)
    }
}

fn list_append(vm: &mut Vm, a: &[Value]) -> R {
    let mut l = a[0].expect::<List>();
    l.items.push(a[1]);
    vm.heap.barrier(l);
    Ok(Value::NONE)
}

fn is_exact_int(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(a[0].is_int() || matches!(a[0].kind(), Some(Kind::HeapInt | Kind::BigInt))))
}

fn is_exact_float(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(a[0].is_float()))
}

fn type_error(vm: &mut Vm, a: &[Value]) -> R {
    let text = vm.str_string(a[0])?;
    vm.type_error(text)
}

fn value_error(vm: &mut Vm, a: &[Value]) -> R {
    let text = vm.str_string(a[0])?;
    vm.value_error(text)
}

fn type_name(vm: &mut Vm, a: &[Value]) -> R {
    let t = vm.type_name(a[0]);
    Ok(vm.str(&t))
}

fn stop_value(vm: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].cast::<Exception>().map_or(Value::NONE, |e| vm.stop_value(e)))
}

fn set_add(vm: &mut Vm, a: &[Value]) -> R {
    vm.set_add(a[0].expect(), a[1])?;
    Ok(Value::NONE)
}

fn dict_set(vm: &mut Vm, a: &[Value]) -> R {
    vm.dict_set(a[0].expect(), a[1], a[2])?;
    Ok(Value::NONE)
}

fn list_to_tuple(vm: &mut Vm, a: &[Value]) -> R {
    let l = a[0].expect::<List>();
    Ok(vm.tuple(&l.items))
}

/// `class.__new__` by layout with a list of items: tuple, frozenset and their subclasses.
fn construct(vm: &mut Vm, a: &[Value]) -> R {
    let class = a[0].expect::<Class>();
    let items = a[1].expect::<List>();
    match class.instance_kind {
        Kind::Tuple => Ok(vm.tuple_of_class(class, &items.items).value()),
        Kind::Set => {
            let frozen = class.is_subclass_of(vm.types.frozenset);
            let s = vm.set_of_class(class, frozen);
            for k in 0..items.items.len() {
                let v = items.items[k];
                vm.set_add(s, v)?;
            }
            Ok(s.value())
        }
        _ => vm.system_error("construct: unexpected class"),
    }
}

fn iterates_natively(vm: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(crate::builtins::set::is_native(vm, a[0])))
}

fn is_undef(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(a[0].is_undef()))
}
