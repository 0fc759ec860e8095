//! Natives of `bisect`. Keys, and sequences or items whose classes are Python code, go through the
//! prelude.

use adder_vm::args::Params;
use adder_vm::object::function::Module;
use adder_vm::object::{List, Tuple};
use adder_vm::ops::CmpOp;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};

const FUNCTIONS: &[Def] = &[
    Def::function("bisect_left", |vm, a| search(vm, a, "bisect_left", true), 0, ANY)
        .kw()
        .doc("Return the index where to insert item x in list a, assuming a is sorted."),
    Def::function("bisect_right", |vm, a| search(vm, a, "bisect_right", false), 0, ANY)
        .kw()
        .doc("Return the index where to insert item x in list a, assuming a is sorted."),
];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let module = vm.intern("_bisect");
    for def in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(m.dict, name, f.value());
    }
    Ok(())
}

fn search(vm: &mut Vm, args: Args, name: &'static str, left: bool) -> R {
    let params = Params::new(name, ["a", "x", "lo", "hi", "key"]).required(2).kwonly(4);
    let [a, x, lo, hi, key] = params.parse(vm, args)?;
    let lo = if lo.is_undef() { 0 } else { vm.arg_i64(lo)? };
    if lo < 0 {
        return vm.value_error("lo must be non-negative");
    }
    let hi = if hi.is_undef() || hi.is_none() { vm.len(a)? as i64 } else { vm.arg_i64(hi)? };
    let custom = vm.has_custom_ops(a) || vm.has_custom_ops(x);
    let plain = key.is_undef() || key.is_none();
    if custom || !plain {
        let key = if plain { Value::NONE } else { key };
        let (lo, hi) = (vm.int(lo), vm.int(hi));
        let f = if left { "bisect_left_of" } else { "bisect_right_of" };
        return vm.tail_prelude(f, &[a, x, lo, hi, key]);
    }
    let (mut lo, mut hi) = (lo, hi);
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        let item = item(vm, a, mid)?;
        let go_right = match left {
            true => vm.compare_bool(CmpOp::Lt, item, x)?,
            false => !vm.compare_bool(CmpOp::Lt, x, item)?,
        };
        if go_right {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    Ok(vm.int(lo))
}

fn item(vm: &mut Vm, a: Value, i: i64) -> R {
    let at = i as usize;
    let found = match (a.cast::<List>(), a.cast::<Tuple>()) {
        (Some(l), _) => l.items.get(at).copied(),
        (_, Some(t)) => t.items().get(at).copied(),
        _ => None,
    };
    if let Some(v) = found {
        return Ok(v);
    }
    let i = vm.int(i);
    vm.get_item(a, i)
}
