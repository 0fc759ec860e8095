//! `math` functions over iterables: `fsum`, `prod`, `sumprod`, `hypot`, `dist`.

use super::special::{self, Double};
use adder_vm::object::{List, Str, Tuple};
use adder_vm::ops::BinOp;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};

pub const FUNCTIONS: &[Def] = &[
    Def::function("dist", dist, 2, 2)
        .doc("Return the Euclidean distance between two points p and q."),
    Def::function("fsum", fsum, 1, 1)
        .doc("Return an accurate floating-point sum of values in the iterable seq."),
    Def::function("hypot", hypot, 0, ANY)
        .doc("Multidimensional Euclidean distance from the origin to a point."),
    Def::function("prod", prod, 0, ANY)
        .kw()
        .doc("Calculate the product of all the elements in the input iterable."),
    Def::function("sumprod", sumprod, 2, 2)
        .doc("Return the sum of products of values from two iterables p and q."),
];

/// The items as a list; `None` when Python code has to run for them.
fn items(vm: &mut Vm, v: Value) -> R<Option<Gc<List>>> {
    if vm.iteration_is_native(v) {
        return vm.collect_list(v).map(Some);
    }
    Ok(None)
}

// --- fsum ---

fn fsum(vm: &mut Vm, args: Args) -> R {
    let Some(list) = items(vm, args.all[0])? else {
        let again =
            vm.native_function("fsum", fsum, adder_vm::Arity { min: 1, max: 1, keywords: false });
        return vm.tail_prelude("over_list", &[again.value(), args.all[0]]);
    };
    // Non-overlapping partial sums whose exact total is the exact sum so far.
    let mut partials: Vec<f64> = Vec::new();
    let (mut special_sum, mut infinities) = (0.0, 0.0);
    let mut i = 0;
    while let Some(&v) = list.items.get(i) {
        i += 1;
        let original = super::real(vm, v)?;
        let mut x = original;
        let mut kept = 0;
        for k in 0..partials.len() {
            let mut y = partials[k];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let hi = x + y;
            let lo = y - (hi - x);
            if lo != 0.0 {
                partials[kept] = lo;
                kept += 1;
            }
            x = hi;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if !x.is_finite() {
            if original.is_finite() {
                return vm.overflow_error("intermediate overflow in fsum");
            }
            if original.is_infinite() {
                infinities += original;
            }
            special_sum += original;
            partials.clear();
        } else {
            partials.push(x);
        }
    }
    if special_sum != 0.0 {
        if infinities.is_nan() {
            return vm.value_error("-inf + inf in fsum");
        }
        return Ok(Value::float(special_sum));
    }
    Ok(Value::float(total(&partials)))
}

/// The partial sums' total, rounded half to even.
fn total(partials: &[f64]) -> f64 {
    let mut n = partials.len();
    let Some(&last) = partials.last() else {
        return 0.0;
    };
    let (mut hi, mut lo) = (last, 0.0);
    n -= 1;
    while n > 0 {
        let x = hi;
        n -= 1;
        let y = partials[n];
        hi = x + y;
        lo = y - (hi - x);
        if lo != 0.0 {
            break;
        }
    }
    // A tie was rounded without knowing the sign of what lies below.
    if n > 0 && ((lo < 0.0 && partials[n - 1] < 0.0) || (lo > 0.0 && partials[n - 1] > 0.0)) {
        let y = lo * 2.0;
        let x = hi + y;
        if y == x - hi {
            hi = x;
        }
    }
    hi
}

// --- prod ---

fn prod(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    let Some(&iterable) = pos.first() else {
        return vm.type_error("prod() takes exactly 1 positional argument (0 given)");
    };
    if pos.len() > 1 {
        let n = pos.len();
        let limit = if n > 2 { "at most 2 arguments" } else { "exactly 1 positional argument" };
        return vm.type_error(format!("prod() takes {limit} ({n} given)"));
    }
    let mut acc = Value::small(1);
    for (name, v) in args.kw() {
        if name.expect::<Str>().bytes() != b"start" {
            let t = name.expect::<Str>().to_string_lossy();
            return vm.type_error(format!("prod() got an unexpected keyword argument '{t}'"));
        }
        acc = v;
    }
    let Some(list) = items(vm, iterable)? else {
        return vm.tail_prelude("prod_of", &[iterable, acc]);
    };
    let mut i = 0;
    while let Some(&x) = list.items.get(i) {
        if vm.has_custom_ops(x) || vm.has_custom_ops(acc) {
            let rest = iterable_rest(vm, list, i);
            return vm.tail_prelude("prod_of", &[rest, acc]);
        }
        i += 1;
        acc = vm.binary(BinOp::Mul, acc, x)?;
    }
    Ok(acc)
}

/// The items from index `i` on.
fn iterable_rest(vm: &mut Vm, list: Gc<List>, i: usize) -> Value {
    vm.list(&list.items[i..]).value()
}

// --- sumprod ---

/// A sum with two error terms: exact enough to be rounded once.
struct Triple {
    hi: f64,
    lo: f64,
    tiny: f64,
}

impl Triple {
    fn add_product(&mut self, x: f64, y: f64) {
        let p = special::product(x, y);
        let s = special::sum(self.hi, p.hi);
        let r1 = special::sum(self.lo, p.lo);
        let r2 = special::sum(r1.hi, s.lo);
        *self = Triple { hi: s.hi, lo: r2.hi, tiny: self.tiny + r1.lo + r2.lo };
    }

    fn value(&self) -> f64 {
        let Double { hi, .. } = special::sum(self.lo, self.tiny);
        self.hi + hi
    }
}

fn sumprod(vm: &mut Vm, args: Args) -> R {
    let p = vm.collect_list(args.all[0])?;
    let q = vm.collect_list(args.all[1])?;
    if p.items.len() != q.items.len() {
        return vm.value_error("Inputs are not the same length");
    }
    let mut total = Value::small(0);
    let mut i = 0;
    while i < p.items.len() && i < q.items.len() {
        // Stretches of floats (ints mixed in) are summed exactly.
        let mut sum = Triple { hi: 0.0, lo: 0.0, tiny: 0.0 };
        let begin = i;
        let mut any_float = false;
        while let (Some(&a), Some(&b)) = (p.items.get(i), q.items.get(i)) {
            any_float |= a.is_float() || b.is_float();
            let as_real = |v: Value| {
                if v.is_float() {
                    Some(v.as_float())
                } else {
                    v.is_int().then(|| v.as_int() as f64)
                }
            };
            let (Some(x), Some(y), true) = (as_real(a), as_real(b), a.is_float() || b.is_float())
            else {
                break;
            };
            sum.add_product(x, y);
            i += 1;
        }
        if any_float && i > begin {
            let s = Value::float(sum.value());
            total = vm.binary(BinOp::Add, total, s)?;
            continue;
        }
        let product = vm.binary(BinOp::Mul, p.items[i], q.items[i])?;
        total = vm.binary(BinOp::Add, total, product)?;
        i += 1;
    }
    Ok(total)
}

// --- norms ---

fn hypot(vm: &mut Vm, args: Args) -> R {
    let mut v = Vec::with_capacity(args.all.len());
    for &x in args.all {
        v.push(super::real(vm, x)?);
    }
    Ok(Value::float(special::norm(&mut v)))
}

fn point(vm: &mut Vm, v: Value) -> R<Value> {
    if v.cast::<Tuple>().is_some() {
        return Ok(v);
    }
    let list = vm.collect_list(v)?;
    Ok(vm.tuple(&list.items))
}

fn dist(vm: &mut Vm, args: Args) -> R {
    let p = point(vm, args.all[0])?.expect::<Tuple>();
    let q = point(vm, args.all[1])?.expect::<Tuple>();
    if p.len != q.len {
        return vm.value_error("both points must have the same number of dimensions");
    }
    let mut v = Vec::with_capacity(p.len);
    for i in 0..p.len {
        let (a, b) = (p.items()[i], q.items()[i]);
        v.push(super::real(vm, a)? - super::real(vm, b)?);
    }
    Ok(Value::float(special::norm(&mut v)))
}
