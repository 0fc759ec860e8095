//! Named methods and operators of `deque`.

use super::deque::{changed, deque, empty, extend, this, Deque};
use crate::state::{class, Lib};
use adder_vm::typedef::Def;
use adder_vm::{Args, Value, Vm, R};

pub const METHODS: &[Def] = &[
    Def::method("append", append, 2, 2).doc("Add an element to the right side of the deque."),
    Def::method("appendleft", appendleft, 2, 2)
        .doc("Add an element to the left side of the deque."),
    Def::method("pop", pop, 1, 1).doc("Remove and return the rightmost element."),
    Def::method("popleft", popleft, 1, 1).doc("Remove and return the leftmost element."),
    Def::method("extend", extend_method, 2, 2)
        .doc("Extend the right side of the deque with elements from the iterable"),
    Def::method("extendleft", extendleft, 2, 2)
        .doc("Extend the left side of the deque with elements from the iterable"),
    Def::method("clear", clear, 1, 1).doc("Remove all elements from the deque."),
    Def::method("copy", copy, 1, 1).doc("Return a shallow copy of a deque."),
    Def::method("__copy__", copy, 1, 1),
    Def::method("count", count, 2, 2)
        .doc("D.count(value) -- return number of occurrences of value"),
    Def::method("index", index, 2, 4)
        .doc("D.index(value, [start, [stop]]) -- return first index of value."),
    Def::method("insert", insert, 3, 3)
        .doc("D.insert(index, object) -- insert object before index"),
    Def::method("remove", remove, 2, 2).doc("D.remove(value) -- remove first occurrence of value."),
    Def::method("reverse", reverse, 1, 1).doc("D.reverse() -- reverse *IN PLACE*"),
    Def::method("rotate", rotate, 1, 2).doc(
        "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.",
    ),
    Def::method("__add__", add, 2, 2),
    Def::method("__iadd__", iadd, 2, 2),
    Def::method("__mul__", mul, 2, 2),
    Def::method("__rmul__", mul, 2, 2),
    Def::method("__imul__", imul, 2, 2),
];

fn append(vm: &mut Vm, args: Args) -> R {
    this(vm, &args)?.push_back(args.all[1]);
    changed(vm, args.all[0]);
    Ok(Value::NONE)
}

fn appendleft(vm: &mut Vm, args: Args) -> R {
    this(vm, &args)?.push_front(args.all[1]);
    changed(vm, args.all[0]);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    match d.items.pop_back() {
        Some(v) => {
            d.version += 1;
            Ok(v)
        }
        None => vm.index_error("pop from an empty deque"),
    }
}

fn popleft(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    match d.items.pop_front() {
        Some(v) => {
            d.version += 1;
            Ok(v)
        }
        None => vm.index_error("pop from an empty deque"),
    }
}

fn extend_method(vm: &mut Vm, args: Args) -> R {
    extend(vm, args.all[0], args.all[1], Value::NONE)
}

fn extendleft(vm: &mut Vm, args: Args) -> R {
    let (o, items) = (args.all[0], args.all[1]);
    if let Some(from) = deque(items) {
        let all: Vec<Value> = from.items.iter().copied().collect();
        let d = this(vm, &args)?;
        all.iter().for_each(|&v| d.push_front(v));
        changed(vm, o);
        return Ok(Value::NONE);
    }
    if vm.iteration_is_native(items) {
        vm.for_each(items, |vm, v| {
            if let Some(d) = deque(o) {
                d.push_front(v);
                changed(vm, o);
            }
            Ok(true)
        })?;
        return Ok(Value::NONE);
    }
    let own = class(vm, Lib::Deque);
    let append = vm.lookup_str(own, "appendleft");
    vm.tail_prelude("deque_extend", &[append, o, items, Value::NONE])
}

fn clear(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    d.items.clear();
    d.version += 1;
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let d = this(vm, &args)?;
    let own = class(vm, Lib::Deque);
    let c = vm.class_of(o);
    if c != own {
        // A subclass's constructor makes the copy.
        return match d.maxlen {
            None => vm.call(c.value(), &[o]),
            Some(n) => {
                let n = vm.int(n as i64);
                vm.call(c.value(), &[o, n])
            }
        };
    }
    Ok(plain_copy(vm, d))
}

/// A copy of the exact class.
fn plain_copy(vm: &mut Vm, d: &Deque) -> Value {
    let own = class(vm, Lib::Deque);
    let items = d.items.clone();
    let o = empty(vm, own, d.maxlen);
    if let Some(new) = deque(o) {
        new.items = items;
    }
    changed(vm, o);
    o
}

fn count(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    let version = d.version;
    let mut n = 0;
    let mut i = 0;
    while let Some(&v) = d.items.get(i) {
        if vm.same_or_equal(v, args.all[1])? {
            n += 1;
        }
        if d.version != version {
            return vm.runtime_error("deque mutated during iteration");
        }
        i += 1;
    }
    Ok(Value::small(n))
}

/// Index of the first item equal to the second argument, between two positions.
pub fn find(vm: &mut Vm, args: &Args, start: usize, stop: usize) -> R<Option<usize>> {
    let d = this(vm, args)?;
    let version = d.version;
    let mut i = start;
    while i < stop {
        let Some(&v) = d.items.get(i) else { break };
        if vm.same_or_equal(v, args.all[1])? {
            return Ok(Some(i));
        }
        if d.version != version {
            return vm.runtime_error("deque mutated during iteration");
        }
        i += 1;
    }
    Ok(None)
}

fn index(vm: &mut Vm, args: Args) -> R {
    let n = this(vm, &args)?.items.len() as isize;
    let mut bounds = [0, n];
    for k in 0..2 {
        if let Some(v) = args.get(2 + k) {
            let i = vm.arg_index(v)?;
            bounds[k] = if i < 0 { i.saturating_add(n).max(0) } else { i };
        }
    }
    match find(vm, &args, bounds[0] as usize, bounds[1] as usize)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => {
            let text = vm.repr_string(args.all[1])?;
            vm.value_error(format!("{text} is not in deque"))
        }
    }
}

fn insert(vm: &mut Vm, args: Args) -> R {
    let i = vm.arg_index(args.all[1])?;
    let d = this(vm, &args)?;
    let n = d.items.len();
    if d.maxlen.is_some_and(|m| n >= m) {
        return vm.index_error("deque already at its maximum size");
    }
    let at = if i < 0 { i.saturating_add(n as isize).max(0) as usize } else { (i as usize).min(n) };
    d.items.insert(at, args.all[2]);
    d.version += 1;
    changed(vm, args.all[0]);
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    let version = d.version;
    let mut i = 0;
    while let Some(&v) = d.items.get(i) {
        let equal = vm.same_or_equal(v, args.all[1])?;
        if d.version != version {
            return vm.index_error("deque mutated during remove().");
        }
        if equal {
            d.items.remove(i);
            d.version += 1;
            return Ok(Value::NONE);
        }
        i += 1;
    }
    let text = vm.repr_string(args.all[1])?;
    vm.value_error(format!("{text} is not in deque"))
}

fn reverse(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    d.items.make_contiguous().reverse();
    d.version += 1;
    Ok(Value::NONE)
}

fn rotate(vm: &mut Vm, args: Args) -> R {
    let n = match args.get(1) {
        Some(v) => vm.arg_i64(v)?,
        None => 1,
    };
    let d = this(vm, &args)?;
    let len = d.items.len() as i64;
    if len > 1 {
        d.items.rotate_right(n.rem_euclid(len) as usize);
        d.version += 1;
    }
    Ok(Value::NONE)
}

fn add(vm: &mut Vm, args: Args) -> R {
    let Some(other) = deque(args.all[1]) else {
        let t = vm.type_name(args.all[1]);
        return vm.type_error(format!("can only concatenate deque (not \"{t}\") to deque"));
    };
    let new = copy(vm, args)?;
    let pin = vm.pin(&[new]);
    let all: Vec<Value> = other.items.iter().copied().collect();
    if let Some(d) = deque(new) {
        all.iter().for_each(|&v| d.push_back(v));
    }
    changed(vm, new);
    vm.unpin(pin);
    Ok(new)
}

fn iadd(vm: &mut Vm, args: Args) -> R {
    extend(vm, args.all[0], args.all[1], args.all[0])
}

fn repeat(vm: &mut Vm, o: Value, times: Value) -> R {
    let n = vm.arg_i64(times)?.max(0) as usize;
    let Some(d) = deque(o) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let len = d.items.len();
    d.version += 1;
    if n == 0 || len == 0 {
        d.items.clear();
        return Ok(o);
    }
    let Some(total) = len.checked_mul(n).filter(|&t| t < isize::MAX as usize / 8) else {
        return vm.raise_args(vm.types.memory_error, &[]);
    };
    // Only the last `keep` items can stay.
    let keep = d.maxlen.map_or(total, |m| m.min(total));
    if d.items.try_reserve(keep).is_err() {
        return vm.raise_args(vm.types.memory_error, &[]);
    }
    let first = (total - keep) % len;
    let all: Vec<Value> = d.items.iter().copied().collect();
    d.items.clear();
    d.items.extend((0..keep).map(|k| all[(first + k) % len]));
    changed(vm, o);
    Ok(o)
}

fn mul(vm: &mut Vm, args: Args) -> R {
    let times = vm.index(args.all[1])?;
    let new = copy(vm, Args::positional(&args.all[..1]))?;
    let pin = vm.pin(&[new]);
    let r = repeat(vm, new, times);
    vm.unpin(pin);
    r
}

fn imul(vm: &mut Vm, args: Args) -> R {
    repeat(vm, args.all[0], args.all[1])
}
