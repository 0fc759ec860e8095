//! `math` functions of ints: divisors, factorials, binomials, roots.

use adder_text::bigint::{self, IBig, IntRef};
use adder_vm::builtins::number::checked;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Value, Vm, R};

pub const FUNCTIONS: &[Def] = &[
    Def::function("comb", comb, 2, 2)
        .doc("Number of ways to choose k items from n items without repetition and without order."),
    Def::function("factorial", factorial, 1, 1).doc("Find n!."),
    Def::function("gcd", gcd, 0, ANY).doc("Greatest Common Divisor."),
    Def::function("isqrt", isqrt, 1, 1)
        .doc("Return the integer part of the square root of the input."),
    Def::function("lcm", lcm, 0, ANY).doc("Least Common Multiple."),
    Def::function("perm", perm, 1, 2)
        .doc("Number of ways to choose k items from n items without repetition and with order."),
];

fn to_big(v: Value) -> IBig {
    v.as_int_ref().map_or(IBig::ZERO, |i| i.to_ibig())
}

fn gcd_i64(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn gcd(vm: &mut Vm, args: Args) -> R {
    let mut acc = Value::small(0);
    for &v in args.all {
        let v = vm.index(v)?;
        acc = match (acc.to_i64(), v.to_i64()) {
            (Some(a), Some(b)) => vm.uint(gcd_i64(a.unsigned_abs(), b.unsigned_abs())),
            _ => {
                let r = bigint::gcd(&to_big(acc), &to_big(v));
                vm.big(r)
            }
        };
    }
    Ok(acc)
}

fn lcm(vm: &mut Vm, args: Args) -> R {
    let mut acc = Value::small(1);
    for &v in args.all {
        let v = vm.index(v)?;
        let r = checked(vm, bigint::lcm(&to_big(acc), &to_big(v)))?;
        acc = vm.big(r);
    }
    Ok(acc)
}

fn isqrt(vm: &mut Vm, args: Args) -> R {
    let v = vm.index(args.all[0])?;
    match v.as_int_ref() {
        Some(i) if i.is_negative() => vm.value_error("isqrt() argument must be nonnegative"),
        Some(IntRef::Small(i)) => Ok(vm.int((i as u64).isqrt() as i64)),
        _ => {
            let r = checked(vm, bigint::isqrt(&to_big(v)))?;
            Ok(vm.big(r))
        }
    }
}

/// Product of the ints `from..=to`, as a balanced tree of multiplications.
fn product(from: &IBig, count: u64) -> adder_text::error::Result<IBig> {
    if count <= 16 {
        let mut r = IBig::from(1);
        let mut k = from.clone();
        for _ in 0..count {
            r = bigint::mul(&r, &k)?;
            k += IBig::from(1);
        }
        return Ok(r);
    }
    let half = count / 2;
    let left = product(from, half)?;
    let right = product(&(from + IBig::from(half)), count - half)?;
    bigint::mul(&left, &right)
}

/// Would a product of `count` factors of about `bits` bits be refused anyway?
fn too_big(vm: &mut Vm, count: u64, bits: u64) -> R<()> {
    if u128::from(count) * u128::from(bits) > 4 * u128::from(bigint::MAX_BITS) {
        let class = vm.types.memory_error;
        return vm.raise_args(class, &[]);
    }
    Ok(())
}

fn factorial(vm: &mut Vm, args: Args) -> R {
    let v = vm.index(args.all[0])?;
    if v.as_int_ref().is_some_and(|i| i.is_negative()) {
        return vm.value_error("factorial() not defined for negative values");
    }
    let Some(n) = v.to_i64() else {
        return vm.overflow_error("factorial() argument should not exceed 9223372036854775807");
    };
    if n <= 20 {
        return Ok(vm.int((1..=n).product()));
    }
    too_big(vm, n as u64, u64::from(63 - n.leading_zeros()))?;
    let r = checked(vm, product(&IBig::from(1), n as u64))?;
    Ok(vm.big(r))
}

/// `n` and `k` as non-negative ints.
fn pair(vm: &mut Vm, n: Value, k: Value) -> R<(IBig, IBig)> {
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    if n.as_int_ref().is_some_and(|i| i.is_negative()) {
        return vm.value_error("n must be a non-negative integer");
    }
    if k.as_int_ref().is_some_and(|i| i.is_negative()) {
        return vm.value_error("k must be a non-negative integer");
    }
    Ok((to_big(n), to_big(k)))
}

/// `n * (n-1) * ... * (n-k+1)`.
fn falling(vm: &mut Vm, n: &IBig, k: u64) -> R<IBig> {
    too_big(vm, k, bigint::bit_length(n).saturating_sub(1))?;
    let from = n - IBig::from(k) + IBig::from(1);
    checked(vm, product(&from, k))
}

fn comb(vm: &mut Vm, args: Args) -> R {
    let (n, k) = pair(vm, args.all[0], args.all[1])?;
    if k > n {
        return Ok(Value::small(0));
    }
    let other = &n - &k;
    let k = if other < k { other } else { k };
    let Ok(k) = i64::try_from(&k) else {
        return vm.overflow_error("min(n - k, k) must not exceed 9223372036854775807");
    };
    let top = falling(vm, &n, k as u64)?;
    let bottom = checked(vm, product(&IBig::from(1), k as u64))?;
    Ok(vm.big(top / bottom))
}

fn perm(vm: &mut Vm, args: Args) -> R {
    let k = match args.all.get(1) {
        Some(k) if !k.is_none() => *k,
        _ => return factorial(vm, args),
    };
    let (n, k) = pair(vm, args.all[0], k)?;
    if k > n {
        return Ok(Value::small(0));
    }
    let Ok(k) = i64::try_from(&k) else {
        return vm.overflow_error("k must not exceed 9223372036854775807");
    };
    let r = falling(vm, &n, k as u64)?;
    Ok(vm.big(r))
}
