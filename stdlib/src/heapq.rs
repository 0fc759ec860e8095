//! Natives of `heapq`. Lists whose items are compared by Python code are left to the prelude.

use adder_vm::object::function::Module;
use adder_vm::object::List;
use adder_vm::ops::CmpOp;
use adder_vm::typedef::Def;
use adder_vm::{Args, Gc, Value, Vm, R};

const FUNCTIONS: &[Def] = &[
    Def::function("heappush", push, 2, 2)
        .doc("Push item onto heap, maintaining the heap invariant."),
    Def::function("heappop", pop, 1, 1)
        .doc("Pop the smallest item off the heap, maintaining the heap invariant."),
    Def::function("heapreplace", replace, 2, 2)
        .doc("Pop and return the current smallest value, and add the new item."),
    Def::function("heappushpop", push_pop, 2, 2)
        .doc("Push item on the heap, then pop and return the smallest item from the heap."),
    Def::function("heapify", heapify, 1, 1)
        .doc("Transform list into a heap, in-place, in O(len(heap)) time."),
];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let module = vm.intern("_heapq");
    for def in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(m.dict, name, f.value());
    }
    Ok(())
}

/// The heap of a function that takes it as `argument`.
fn heap(vm: &mut Vm, v: Value, argument: &str) -> R<Gc<List>> {
    match v.cast::<List>() {
        Some(l) => Ok(l),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("{argument} must be list, not {t}"))
        }
    }
}

fn less(vm: &mut Vm, a: Value, b: Value) -> R<bool> {
    if Value::both_int(a, b) {
        return Ok(a.as_int() < b.as_int());
    }
    vm.compare_bool(CmpOp::Lt, a, b)
}

/// Item `i`, as long as comparisons have left it there.
fn item(vm: &mut Vm, l: Gc<List>, i: usize) -> R {
    match l.items.get(i) {
        Some(&v) => Ok(v),
        None => vm.runtime_error("list changed size during iteration"),
    }
}

fn put(vm: &mut Vm, mut l: Gc<List>, i: usize, v: Value) -> R<()> {
    match l.items.get_mut(i) {
        Some(slot) => {
            *slot = v;
            vm.heap.barrier(l);
            Ok(())
        }
        None => vm.runtime_error("list changed size during iteration"),
    }
}

/// Moves the item at `pos` towards the root until its parent is no larger.
fn sift_down(vm: &mut Vm, l: Gc<List>, start: usize, mut pos: usize) -> R<()> {
    let moved = item(vm, l, pos)?;
    while pos > start {
        let parent = (pos - 1) >> 1;
        let above = item(vm, l, parent)?;
        if !less(vm, moved, above)? {
            break;
        }
        put(vm, l, pos, above)?;
        put(vm, l, parent, moved)?;
        pos = parent;
    }
    Ok(())
}

/// Moves the hole at `pos` to a leaf along the smaller children, then its item back up.
fn sift_up(vm: &mut Vm, l: Gc<List>, mut pos: usize) -> R<()> {
    let end = l.items.len();
    let start = pos;
    let mut child = 2 * pos + 1;
    while child < end {
        let right = child + 1;
        if right < end {
            let (a, b) = (item(vm, l, child)?, item(vm, l, right)?);
            if !less(vm, a, b)? {
                child = right;
            }
        }
        let (up, down) = (item(vm, l, child)?, item(vm, l, pos)?);
        put(vm, l, pos, up)?;
        put(vm, l, child, down)?;
        pos = child;
        child = 2 * pos + 1;
    }
    sift_down(vm, l, start, pos)
}

fn push(vm: &mut Vm, args: Args) -> R {
    let (mut l, v) = (heap(vm, args.all[0], "heappush() argument 1")?, args.all[1]);
    if vm.has_custom_ops(v) || vm.has_custom_ops(args.all[0]) {
        return vm.tail_prelude("heap_push", args.all);
    }
    l.items.push(v);
    vm.heap.barrier(l);
    sift_down(vm, l, 0, l.items.len() - 1)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let mut l = heap(vm, args.all[0], "heappop() argument")?;
    let Some(&first) = l.items.first() else {
        return vm.index_error("index out of range");
    };
    if vm.has_custom_ops(first) || vm.has_custom_ops(args.all[0]) {
        return vm.tail_prelude("heap_pop", args.all);
    }
    let Some(last) = l.items.pop() else {
        return vm.index_error("index out of range");
    };
    if l.items.is_empty() {
        return Ok(last);
    }
    let pin = vm.pin(&[first]);
    let r = put(vm, l, 0, last).and_then(|()| sift_up(vm, l, 0));
    vm.unpin(pin);
    r?;
    Ok(first)
}

fn replace(vm: &mut Vm, args: Args) -> R {
    let (l, v) = (heap(vm, args.all[0], "heapreplace() argument 1")?, args.all[1]);
    let Some(&first) = l.items.first() else {
        return vm.index_error("index out of range");
    };
    if vm.has_custom_ops(first) || vm.has_custom_ops(v) {
        return vm.tail_prelude("heap_replace", args.all);
    }
    let pin = vm.pin(&[first]);
    let r = put(vm, l, 0, v).and_then(|()| sift_up(vm, l, 0));
    vm.unpin(pin);
    r?;
    Ok(first)
}

fn push_pop(vm: &mut Vm, args: Args) -> R {
    let (l, v) = (heap(vm, args.all[0], "heappushpop() argument 1")?, args.all[1]);
    let Some(&first) = l.items.first() else {
        return Ok(v);
    };
    if vm.has_custom_ops(first) || vm.has_custom_ops(v) {
        return vm.tail_prelude("heap_push_pop", args.all);
    }
    if !less(vm, first, v)? {
        return Ok(v);
    }
    replace(vm, args)
}

fn heapify(vm: &mut Vm, args: Args) -> R {
    let l = heap(vm, args.all[0], "heapify() argument")?;
    if l.items.iter().any(|&v| vm.has_custom_ops(v)) {
        return vm.tail_prelude("heap_make", args.all);
    }
    for i in (0..l.items.len() / 2).rev() {
        sift_up(vm, l, i)?;
    }
    Ok(Value::NONE)
}
