//! Numbers against CPython 3.12 (`gen_numbers.py`).

mod common;

use adder_text::bigint::{self, Endian, IBig, Int, IntRef};
use adder_text::complex::{self, Complex};
use adder_text::error::Result;
use adder_text::float;
use adder_text::hash::{frozenset, HashKey, TupleHash};
use common::{bits, escape, failure, float as to_float, hex, outcome, replay, unescape, unhex};
use std::cmp::Ordering;

fn big(field: &str) -> IBig {
    field.parse().expect("int")
}

fn small(field: &str) -> Option<i64> {
    field.parse().ok()
}

fn int(v: Int) -> String {
    if let Int::Big(b) = &v {
        assert!(i64::try_from(b).is_err(), "not canonical: {b}");
    }
    v.into_ibig().to_string()
}

fn endian(field: &str) -> Endian {
    if field == "big" {
        Endian::Big
    } else {
        Endian::Little
    }
}

/// Where a machine form exists it must give what the general one gives.
fn agree<T: PartialEq + std::fmt::Debug>(fast: Option<T>, general: Option<T>) {
    if fast.is_some() {
        assert_eq!(fast, general);
    }
}

#[test]
fn bigint() {
    replay("bigint.txt", 3000, |op, args| {
        let a = || big(args[0]);
        let b = || big(args[1]);
        let fast = |f: fn(i64, i64) -> Option<i64>| {
            args.get(1).and_then(|y| f(small(args[0])?, small(y)?))
        };
        let text = |r: Result<IBig>| outcome(r, |v| v.to_string());
        match op {
            "divmod" => outcome(bigint::divmod(&a(), &b()), |(q, r)| format!("{q}|{r}")),
            "floordiv" => {
                let r = bigint::floor_div(&a(), &b());
                agree(
                    fast(bigint::floor_div_i64),
                    r.as_ref().ok().and_then(|v| i64::try_from(v).ok()),
                );
                text(r)
            }
            "mod" => {
                let r = bigint::modulo(&a(), &b());
                agree(
                    fast(bigint::modulo_i64),
                    r.as_ref().ok().and_then(|v| i64::try_from(v).ok()),
                );
                text(r)
            }
            "truediv" => {
                let r = bigint::true_div(&a(), &b());
                if let (Some(x), Some(y)) = (small(args[0]), small(args[1])) {
                    assert_eq!(
                        bigint::true_div_i64(x, y).map(f64::to_bits),
                        r.clone().map(f64::to_bits)
                    );
                }
                outcome(r, bits)
            }
            "gcd" => format!("={}", bigint::gcd(&a(), &b())),
            "lcm" => text(bigint::lcm(&a(), &b())),
            "bits" => {
                let (x, y) = (a(), b());
                format!("={}|{}|{}|{}", &x & &y, &x | &y, &x ^ &y, !&x)
            }
            "float" => outcome(bigint::to_f64(&a()), bits),
            "hash" => {
                if let Some(x) = small(args[0]) {
                    assert_eq!(bigint::hash_i64(x), bigint::hash(&a()));
                }
                format!("={}", bigint::hash(&a()))
            }
            "bitlen" => format!("={}|{}", bigint::bit_length(&a()), bigint::bit_count(&a())),
            "isqrt" => text(bigint::isqrt(&a())),
            "str" => {
                let x = a();
                let general = bigint::to_decimal(IntRef::Big(&x), 0);
                if let Some(x) = small(args[0]) {
                    assert_eq!(general, bigint::to_decimal(IntRef::Small(x), 0));
                }
                outcome(general, |s| s)
            }
            "radix" => {
                let x = Int::from(a());
                format!(
                    "={}|{}|{}",
                    bigint::to_radix(x.as_ref(), 2, true),
                    bigint::to_radix(x.as_ref(), 8, true),
                    bigint::to_radix(x.as_ref(), 16, true)
                )
            }
            "round" => {
                let x = a();
                let digits = args[1].parse().unwrap();
                let r = bigint::round_to_pow10(IntRef::Big(&x), digits);
                if let Some(x) = small(args[0]) {
                    assert_eq!(r, bigint::round_to_pow10(IntRef::Small(x), digits));
                }
                format!("={}", int(r))
            }
            "shl" => text(bigint::shl(&a(), &b())),
            "shr" => text(bigint::shr(&a(), &b())),
            "cmp" => {
                let y = to_float(args[1]);
                let r = bigint::cmp_f64(&a(), y);
                if let Some(x) = small(args[0]) {
                    assert_eq!(bigint::cmp_i64_f64(x, y), r);
                }
                format!("={}", r.map_or(9, |o| o as i32))
            }
            "tobytes" => {
                let x = Int::from(a());
                outcome(
                    bigint::to_bytes(
                        x.as_ref(),
                        args[1].parse().unwrap(),
                        endian(args[2]),
                        args[3] == "True",
                    ),
                    |b| hex(&b),
                )
            }
            "frombytes" => format!(
                "={}",
                int(bigint::from_bytes(
                    &unhex(args[0]),
                    endian(args[1]),
                    args[2] == "True"
                ))
            ),
            "pow" => {
                let r = bigint::pow(&a(), &b());
                if let (Some(x), Ok(e)) = (small(args[0]), args[1].parse()) {
                    agree(
                        bigint::pow_i64(x, e),
                        r.as_ref().ok().and_then(|v| i64::try_from(v).ok()),
                    );
                }
                text(r)
            }
            "modpow" => text(bigint::modpow(&a(), &b(), &big(args[2]))),
            "parse" => {
                let t = unescape(args[0]);
                let base = args[1].parse().unwrap();
                match bigint::parse_int(&t, base, 4300) {
                    Ok(v) => format!("={}", int(v)),
                    Err(e) => failure(&e.to_error(&t, base)),
                }
            }
            "strlimit" => {
                let v = IBig::from(10).pow(args[0].parse().unwrap()) - IBig::ONE;
                outcome(bigint::to_decimal(IntRef::Big(&v), 4300), |s| {
                    s.len().to_string()
                })
            }
            _ => panic!("unknown op {op}"),
        }
    });
}

#[test]
fn results_that_would_not_fit_are_refused() {
    let one = IBig::ONE;
    for exponent in [40u32, 50, 63] {
        let count = IBig::from(1) << exponent as usize;
        assert!(bigint::shl(&one, &count).is_err());
        assert!(bigint::pow(&IBig::from(3), &count).is_err());
    }
    assert_eq!(
        bigint::shl(&one, &(IBig::from(1) << 70))
            .unwrap_err()
            .message,
        "too many digits in integer"
    );
    assert_eq!(bigint::cmp_f64(&one, f64::NAN), None);
    assert_eq!(
        bigint::cmp_i64_f64(i64::MAX, 9_223_372_036_854_775_808.0),
        Some(Ordering::Less)
    );
}

#[test]
fn float() {
    replay("float.txt", 3500, |op, args| {
        let x = || to_float(args[0]);
        let y = || to_float(args[1]);
        match op {
            "repr" => format!("={}", float::repr(x())),
            "hex" => format!("={}", float::hex(x())),
            "fromhex" => outcome(float::fromhex(&unescape(args[0])), bits),
            "hash" => format!("={}", float::hash(x()).expect("not NaN")),
            "ratio" => outcome(float::as_integer_ratio(x()), |(n, d)| format!("{n}|{d}")),
            "ints" => {
                let x = x();
                let all = || {
                    Ok([
                        float::trunc_int(x)?,
                        float::round_int(x)?,
                        float::floor_int(x)?,
                        float::ceil_int(x)?,
                    ])
                };
                outcome(all(), |v| v.map(int).join("|"))
            }
            "isint" => format!(
                "={}",
                if float::is_integer(x()) {
                    "True"
                } else {
                    "False"
                }
            ),
            "round" => outcome(float::round_digits(x(), args[1].parse().unwrap()), bits),
            "arith" => outcome(float::divmod(x(), y()), |(q, r)| {
                format!("{}|{}", bits(q), bits(r))
            }),
            "floordiv" => outcome(float::floor_div(x(), y()), bits),
            "mod" => outcome(float::modulo(x(), y()), bits),
            "truediv" => outcome(float::true_div(x(), y()), bits),
            "pow" => outcome(float::pow(x(), y()), |p| match p {
                float::Power::Real(v) => bits(v),
                float::Power::Complex => "complex".to_owned(),
            }),
            "parse" => {
                let t = unescape(args[0]);
                match float::parse(&t) {
                    Some(v) => format!("={}", bits(v)),
                    None => failure(&float::parse_error(&t)),
                }
            }
            _ => panic!("unknown op {op}"),
        }
    });
}

#[test]
fn complex() {
    let z = |field: &str| {
        let (re, im) = field.split_once(',').expect("complex");
        Complex {
            re: to_float(re),
            im: to_float(im),
        }
    };
    let show = |z: Complex| format!("{},{}", bits(z.re), bits(z.im));
    replay("complex.txt", 1000, |op, args| match op {
        "repr" => format!("={}", complex::repr(z(args[0]))),
        "abs" => outcome(complex::abs(z(args[0])), bits),
        "hash" => format!("={}", complex::hash(z(args[0])).expect("no NaN")),
        "mul" => format!("={}", show(complex::mul(z(args[0]), z(args[1])))),
        "div" => outcome(complex::div(z(args[0]), z(args[1])), show),
        "pow" => outcome(complex::pow(z(args[0]), z(args[1])), show),
        "parse" => outcome(complex::parse(&unescape(args[0])), show),
        _ => panic!("unknown op {op}"),
    });
}

#[test]
fn hashes() {
    let list = |field: &str| -> Vec<i64> {
        field
            .split('|')
            .filter(|s| !s.is_empty())
            .map(|s| s.parse().unwrap())
            .collect()
    };
    replay("hash.txt", 350, |op, args| match op {
        "text" => format!(
            "={}",
            HashKey::from_seed(args[0].parse().unwrap()).text(&unescape(args[1]))
        ),
        "bytes" => format!(
            "={}",
            HashKey::from_seed(args[0].parse().unwrap()).bytes(&unhex(args[1]))
        ),
        "tuple" => {
            let mut hash = TupleHash::new();
            list(args[0]).into_iter().for_each(|item| hash.push(item));
            format!("={}", hash.finish())
        }
        "frozenset" => format!("={}", frozenset(list(args[0]))),
        _ => panic!("unknown op {op}"),
    });
    assert_eq!(escape(b"a\\"), "a\\\\");
}
