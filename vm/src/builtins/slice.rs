//! `slice` objects and the arithmetic of slicing.
//!
//! [`unpack`] evaluates the three parts (it may run `__index__`), [`adjust`] fits them to a length.
//! They are two steps because the sequence may change length while the first one runs:
//!
//! ```ignore
//! let parts = slice::unpack(vm, s)?;
//! let (start, _stop, count) = slice::adjust(parts, list.items.len());
//! ```

use crate::object::{Gc, Kind, Slice};
use crate::ops::special::Special;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint::IBig;

/// Start, stop and step, clipped to the range of `isize`.
pub type Parts = (isize, isize, isize);

const NOT_INDEX: &str = "slice indices must be integers or None or have an __index__ method";

/// Evaluates the parts of a slice.
pub fn unpack(vm: &mut Vm, s: Gc<Slice>) -> R<Parts> {
    let step = if s.step.is_none() { 1 } else { part(vm, s.step)? };
    if step == 0 {
        return vm.value_error("slice step cannot be zero");
    }
    // `-step` must not overflow.
    let step = step.max(-isize::MAX);
    let start = match s.start {
        v if !v.is_none() => part(vm, v)?,
        _ if step < 0 => isize::MAX,
        _ => 0,
    };
    let stop = match s.stop {
        v if !v.is_none() => part(vm, v)?,
        _ if step < 0 => isize::MIN,
        _ => isize::MAX,
    };
    Ok((start, stop, step))
}

/// The range that a slice without a step selects of `len` items, if its bounds are plain ints or
/// absent: what [`unpack`] and [`adjust`] say, in one step that cannot run Python code.
#[inline]
pub fn plain_range(s: Gc<Slice>, len: usize) -> Option<std::ops::Range<usize>> {
    let bound = |v: Value, absent: usize| {
        if v.is_int() {
            let i = v.as_int();
            let i = if i < 0 { i + len as i64 } else { i };
            return Some(i.clamp(0, len as i64) as usize);
        }
        v.is_none().then_some(absent)
    };
    if !s.step.is_none() {
        return None;
    }
    let (start, stop) = (bound(s.start, 0)?, bound(s.stop, len)?);
    Some(start..stop.max(start))
}

fn part(vm: &mut Vm, v: Value) -> R<isize> {
    if v.is_int() {
        return Ok(v.as_int() as isize);
    }
    check_part(vm, v)?;
    vm.arg_index(v)
}

fn check_part(vm: &mut Vm, v: Value) -> R<()> {
    if !v.is_int_like() {
        let class = vm.class_of(v);
        if vm.special(class, Special::Index).is_none() {
            return vm.type_error(NOT_INDEX);
        }
    }
    Ok(())
}

/// Fits the parts to a sequence of `len` items: start, stop and number of items.
pub fn adjust((start, stop, step): Parts, len: usize) -> (isize, isize, usize) {
    let n = len as isize;
    let clamp = |i: isize| {
        if i < 0 {
            let i = i.saturating_add(n);
            match i < 0 {
                true if step < 0 => -1,
                true => 0,
                false => i,
            }
        } else if i >= n {
            if step < 0 {
                n - 1
            } else {
                n
            }
        } else {
            i
        }
    };
    let (start, stop) = (clamp(start), clamp(stop));
    let count = if step < 0 {
        if stop < start {
            (start - stop - 1) / -step + 1
        } else {
            0
        }
    } else if start < stop {
        (stop - start - 1) / step + 1
    } else {
        0
    };
    (start, stop, count as usize)
}

/// An optional index argument of `index()`-like methods.
pub fn index_arg(vm: &mut Vm, v: Value) -> R<isize> {
    if v.is_int() {
        return Ok(v.as_int() as isize);
    }
    let class = vm.class_of(v);
    if !v.is_int_like() && vm.special(class, Special::Index).is_none() {
        return vm.type_error("slice indices must be integers or have an __index__ method");
    }
    vm.arg_index(v)
}

/// `slice.indices` for lengths and parts of any size: start, stop, step.
pub fn long_indices(vm: &mut Vm, s: Gc<Slice>, len: &IBig) -> R<(IBig, IBig, IBig)> {
    let zero = IBig::ZERO;
    let one = IBig::ONE;
    let step = match s.step {
        v if v.is_none() => one.clone(),
        v => big_part(vm, v)?,
    };
    if step == zero {
        return vm.value_error("slice step cannot be zero");
    }
    let backward = step < zero;
    let (lower, upper) =
        if backward { (-one.clone(), len - &one) } else { (zero.clone(), len.clone()) };
    let fit = |i: IBig| -> IBig {
        let i = if i < zero { i + len } else { i };
        if i < lower {
            lower.clone()
        } else if i > upper {
            upper.clone()
        } else {
            i
        }
    };
    let start = match s.start {
        v if v.is_none() => {
            if backward {
                upper.clone()
            } else {
                lower.clone()
            }
        }
        v => fit(big_part(vm, v)?),
    };
    let stop = match s.stop {
        v if v.is_none() => {
            if backward {
                lower.clone()
            } else {
                upper.clone()
            }
        }
        v => fit(big_part(vm, v)?),
    };
    Ok((start, stop, step))
}

fn big_part(vm: &mut Vm, v: Value) -> R<IBig> {
    check_part(vm, v)?;
    let i = vm.index(v)?;
    Ok(to_big(i))
}

/// The value of an int as a big integer (0 for anything else).
pub fn to_big(v: Value) -> IBig {
    v.as_int_ref().map_or(IBig::ZERO, |r| r.to_ibig())
}

fn construct(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("slice() takes no keyword arguments");
    }
    let none = Value::NONE;
    let (start, stop, step) = match *args.pos() {
        [] => return vm.type_error("slice expected at least 1 argument, got 0"),
        [stop] => (none, stop, none),
        [start, stop] => (start, stop, none),
        [start, stop, step] => (start, stop, step),
        ref more => {
            let n = more.len();
            return vm.type_error(format!("slice expected at most 3 arguments, got {n}"));
        }
    };
    Ok(vm.slice(start, stop, step))
}

fn new(vm: &mut Vm, args: Args) -> R {
    construct(vm, args.rest())
}

fn indices(vm: &mut Vm, args: Args) -> R {
    let s = args.all[0].expect::<Slice>();
    let len = vm.index(args.all[1])?;
    let small = |v: Value| v.is_none() || v.is_int();
    if let (true, Some(n)) =
        (len.is_int() && small(s.start) && small(s.stop) && small(s.step), len.to_i64())
    {
        if n >= 0 {
            let parts = unpack(vm, s)?;
            let (start, stop, _) = adjust(parts, n as usize);
            let items = [start, stop, parts.2].map(|i| Value::small(i as i64));
            return Ok(vm.tuple(&items));
        }
    }
    let len = to_big(len);
    if len < IBig::ZERO {
        return vm.value_error("length should not be negative");
    }
    let (start, stop, step) = long_indices(vm, s, &len)?;
    let (start, stop, step) = (vm.big(start), vm.big(stop), vm.big(step));
    Ok(vm.tuple(&[start, stop, step]))
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    let s = args.all[0].expect::<Slice>();
    let parts = vm.tuple(&[s.start, s.stop, s.step]);
    let class = vm.types.slice.value();
    Ok(vm.tuple(&[class, parts]))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.hash(args.all[0])?;
    Ok(vm.int(h))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, u8::MAX).kw(),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__repr__", super::seq_ops::repr, 1, 1),
    Def::method("indices", indices, 2, 2)
        .doc("S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices."),
    Def::method("__reduce__", reduce, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.slice;
    debug_assert!(class.instance_kind == Kind::Slice);
    vm.add_methods(class, METHODS);
    vm.add_methods(class, super::seq_ops::COMPARE);
    vm.add_getset(
        class,
        "start",
        |_, v| Ok(v.expect::<Slice>().start),
        Some(super::range::readonly),
    );
    vm.add_getset(class, "stop", |_, v| Ok(v.expect::<Slice>().stop), Some(super::range::readonly));
    vm.add_getset(class, "step", |_, v| Ok(v.expect::<Slice>().step), Some(super::range::readonly));
    class.construct = Some(construct);
}

#[cfg(test)]
mod tests {
    use super::adjust;

    #[test]
    fn bounds_are_clamped() {
        assert_eq!(adjust((0, isize::MAX, 1), 5), (0, 5, 5));
        assert_eq!(adjust((isize::MAX, isize::MIN, -1), 5), (4, -1, 5));
        assert_eq!(adjust((-3, isize::MAX, 2), 5), (2, 5, 2));
        assert_eq!(adjust((4, 1, 1), 5), (4, 1, 0));
        assert_eq!(adjust((0, isize::MAX, isize::MAX), 3), (0, 3, 1));
        assert_eq!(adjust((isize::MAX, isize::MIN, -isize::MAX), 3), (2, -1, 1));
    }
}
