//! Constant folding: operators on literals, tuples of constants, constant subscripts.
//!
//! What does not fold is computed at run time with the same result, so this file only has to be right where it answers.
//! Integers fold within 128 bits, strings and tuples up to the reference's limits: `1 << 10**9` or `'x' * 10**9` in
//! dead code must not cost memory. Errors (`1 / 0`) never fold; they are for run time to raise.

use crate::compiler::Compiler;
use adder_bytecode::Const;
use adder_syntax::ast::{self, Expr, Operator, UnaryOp};

/// Longest string or bytes made by repetition.
const MAX_TEXT: usize = 4096;
/// Most items of a tuple made by repetition.
const MAX_ITEMS: usize = 256;

/// A literal's value, lone surrogates aside.
pub fn constant(value: &ast::Constant) -> Const {
    match value {
        ast::Constant::None => Const::None,
        ast::Constant::Bool(value) => Const::Bool(*value),
        ast::Constant::Str(text) => Const::Str(text.as_bytes().into()),
        ast::Constant::Bytes(bytes) => Const::Bytes(bytes.as_slice().into()),
        ast::Constant::Int(value) => match i64::try_from(value) {
            Ok(value) => Const::Int(value),
            Err(_) => Const::BigInt(value.to_string().into()),
        },
        ast::Constant::Tuple(items) => Const::Tuple(items.iter().map(constant).collect()),
        ast::Constant::Float(value) => Const::Float(value.to_bits()),
        ast::Constant::Complex { real, imag } => Const::Complex(real.to_bits(), imag.to_bits()),
        ast::Constant::Ellipsis => Const::Ellipsis,
    }
}

/// The truth of a constant, where it has one that compilers may rely on.
pub fn truth(value: &Const) -> Option<bool> {
    Some(match value {
        Const::None => false,
        Const::Ellipsis | Const::BigInt(_) => true,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::Float(bits) => f64::from_bits(*bits) != 0.0,
        Const::Complex(real, imag) => f64::from_bits(*real) != 0.0 || f64::from_bits(*imag) != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) => !items.is_empty(),
        Const::FrozenSet(_) | Const::Code(_) => return None,
    })
}

/// The value of an expression, if it is constant.
pub fn fold(compiler: &Compiler, expr: &Expr) -> Option<Const> {
    match expr {
        Expr::Constant(node) => Some(compiler.literal(node)),
        Expr::Name(node) if node.id.as_str() == "__debug__" => Some(Const::Bool(true)),
        Expr::UnaryOp(node) => unary(node.op, fold(compiler, &node.operand)?),
        Expr::BinOp(node) => {
            let right = fold(compiler, &node.right)?;
            let left = fold(compiler, &node.left)?;
            binary(node.op, &left, &right)
        }
        Expr::Tuple(node) => tuple(compiler, &node.elts),
        Expr::Subscript(node) => {
            let index = match fold(compiler, &node.slice)? {
                Const::Int(index) => index,
                _ => return None,
            };
            item(&fold(compiler, &node.value)?, index)
        }
        _ => None,
    }
}

/// A tuple of constants.
pub fn tuple(compiler: &Compiler, elts: &[Expr]) -> Option<Const> {
    let items: Option<Vec<Const>> = elts.iter().map(|elt| fold(compiler, elt)).collect();
    Some(Const::Tuple(items?.into()))
}

/// A list or set display of constants that is only looked at: `x in {1, 2}`, `for x in [1, 2]`.
pub fn constant_display(compiler: &Compiler, expr: &Expr) -> Option<Const> {
    match expr {
        Expr::List(node) => tuple(compiler, &node.elts),
        Expr::Set(node) => match tuple(compiler, &node.elts)? {
            Const::Tuple(items) => Some(Const::FrozenSet(items)),
            _ => None,
        },
        _ => None,
    }
}

fn int(value: i128) -> Const {
    match i64::try_from(value) {
        Ok(value) => Const::Int(value),
        Err(_) => Const::BigInt(value.to_string().into()),
    }
}

fn float(value: f64) -> Const {
    Const::Float(value.to_bits())
}

/// The integer value of an int or bool of at most 128 bits.
fn as_int(value: &Const) -> Option<i128> {
    match value {
        Const::Bool(value) => Some(i128::from(*value)),
        Const::Int(value) => Some(i128::from(*value)),
        Const::BigInt(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// The float value of a number that converts exactly as at run time.
fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(bits) => Some(f64::from_bits(*bits)),
        Const::Bool(_) | Const::Int(_) => as_int(value).map(|value| value as f64),
        _ => None,
    }
}

fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    if op == UnaryOp::Not {
        return truth(&operand).map(|truth| Const::Bool(!truth));
    }
    match (op, &operand) {
        (UnaryOp::USub, Const::Float(bits)) => return Some(float(-f64::from_bits(*bits))),
        (UnaryOp::UAdd, Const::Float(_) | Const::Complex(..)) => return Some(operand),
        (UnaryOp::USub, Const::Complex(real, imag)) => {
            return Some(Const::Complex(
                (-f64::from_bits(*real)).to_bits(),
                (-f64::from_bits(*imag)).to_bits(),
            ))
        }
        (UnaryOp::USub, Const::BigInt(digits)) => {
            let flipped: String = match digits.strip_prefix('-') {
                Some(digits) => digits.into(),
                None => format!("-{digits}"),
            };
            return Some(
                flipped
                    .parse()
                    .map_or_else(|_| Const::BigInt(flipped.into()), int),
            );
        }
        _ => {}
    }
    let value = as_int(&operand)?;
    match op {
        UnaryOp::USub => value.checked_neg().map(int),
        UnaryOp::UAdd => Some(int(value)),
        UnaryOp::Invert => Some(int(!value)),
        UnaryOp::Not => None,
    }
}

fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Some(a), Some(b)) = (as_int(left), as_int(right)) {
        return int_binary(op, left, right, a, b);
    }
    if let (Some(a), Some(b)) = (as_float(left), as_float(right)) {
        return float_binary(op, a, b).map(float);
    }
    match (op, left, right) {
        (Operator::Add, Const::Str(a), Const::Str(b)) => {
            Some(Const::Str([&a[..], b].concat().into()))
        }
        (Operator::Add, Const::Bytes(a), Const::Bytes(b)) => {
            Some(Const::Bytes([&a[..], b].concat().into()))
        }
        (Operator::Add, Const::Tuple(a), Const::Tuple(b)) => {
            Some(Const::Tuple(a.iter().chain(b.iter()).cloned().collect()))
        }
        (Operator::Mult, sequence, Const::Int(count))
        | (Operator::Mult, Const::Int(count), sequence) => {
            repeat(sequence, usize::try_from((*count).max(0)).ok()?)
        }
        (Operator::Add | Operator::Sub, _, _) => complex_sum(op, left, right),
        _ => None,
    }
}

fn int_binary(op: Operator, left: &Const, right: &Const, a: i128, b: i128) -> Option<Const> {
    let booleans = matches!((left, right), (Const::Bool(_), Const::Bool(_)));
    let logical = |value: i128| {
        if booleans {
            Const::Bool(value != 0)
        } else {
            int(value)
        }
    };
    match op {
        Operator::Add => a.checked_add(b).map(int),
        Operator::Sub => a.checked_sub(b).map(int),
        Operator::Mult => a.checked_mul(b).map(int),
        Operator::Div => {
            // Exact only while both convert exactly.
            let exact = 1i128 << 53;
            if b == 0 || a.abs() > exact || b.abs() > exact {
                return None;
            }
            Some(float(a as f64 / b as f64))
        }
        Operator::FloorDiv => {
            let quotient = a.checked_div(b)?;
            Some(int(if a % b != 0 && (a < 0) != (b < 0) {
                quotient - 1
            } else {
                quotient
            }))
        }
        Operator::Mod => {
            let rest = a.checked_rem(b)?;
            Some(int(if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            }))
        }
        Operator::Pow => match u32::try_from(b) {
            Ok(exponent) => a.checked_pow(exponent).map(int),
            Err(_) => None,
        },
        Operator::LShift => {
            let count = u32::try_from(b).ok().filter(|count| *count < 127)?;
            let shifted = a.checked_shl(count)?;
            (shifted >> count == a).then(|| int(shifted))
        }
        Operator::RShift => {
            let count = u32::try_from(b).ok()?;
            Some(int(a >> count.min(127)))
        }
        Operator::BitAnd => Some(logical(a & b)),
        Operator::BitOr => Some(logical(a | b)),
        Operator::BitXor => Some(logical(a ^ b)),
        Operator::MatMult => None,
    }
}

fn float_binary(op: Operator, a: f64, b: f64) -> Option<f64> {
    match op {
        Operator::Add => Some(a + b),
        Operator::Sub => Some(a - b),
        Operator::Mult => Some(a * b),
        Operator::Div if b != 0.0 => Some(a / b),
        // Sign and zero rules of `%`, `//` and `**` on floats have one home, the VM; only the plain cases fold.
        Operator::Pow if a > 0.0 && a.is_finite() && b.is_finite() => {
            Some(a.powf(b)).filter(|value| value.is_finite())
        }
        _ => None,
    }
}

fn complex_sum(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let parts = |value: &Const| match value {
        Const::Complex(real, imag) => Some((f64::from_bits(*real), f64::from_bits(*imag))),
        other => as_float(other).map(|real| (real, 0.0)),
    };
    let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
    let (real, imag) = if op == Operator::Add {
        (a + c, b + d)
    } else {
        (a - c, b - d)
    };
    Some(Const::Complex(real.to_bits(), imag.to_bits()))
}

fn repeat(sequence: &Const, count: usize) -> Option<Const> {
    let fits = |length: usize, limit: usize| {
        length
            .checked_mul(count)
            .filter(|total| *total <= limit)
            .map(|_| ())
    };
    match sequence {
        Const::Str(bytes) => {
            fits(bytes.len(), MAX_TEXT)?;
            Some(Const::Str(bytes.repeat(count).into()))
        }
        Const::Bytes(bytes) => {
            fits(bytes.len(), MAX_TEXT)?;
            Some(Const::Bytes(bytes.repeat(count).into()))
        }
        Const::Tuple(items) => {
            fits(items.len(), MAX_ITEMS)?;
            Some(Const::Tuple(
                (0..count).flat_map(|_| items.iter().cloned()).collect(),
            ))
        }
        _ => None,
    }
}

/// A constant sequence's item.
fn item(sequence: &Const, index: i64) -> Option<Const> {
    let at = |length: usize| {
        let index = if index < 0 {
            index.checked_add(i64::try_from(length).ok()?)?
        } else {
            index
        };
        usize::try_from(index).ok().filter(|index| *index < length)
    };
    match sequence {
        Const::Tuple(items) => Some(items[at(items.len())?].clone()),
        Const::Bytes(bytes) => Some(Const::Int(i64::from(bytes[at(bytes.len())?]))),
        Const::Str(bytes) if bytes.is_ascii() => Some(Const::Str([bytes[at(bytes.len())?]].into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consts::same;

    fn folds(op: Operator, a: i64, b: i64) -> Option<Const> {
        binary(op, &Const::Int(a), &Const::Int(b))
    }

    #[test]
    fn integers_floor_and_stop_at_128_bits() {
        assert!(matches!(
            folds(Operator::FloorDiv, -7, 2),
            Some(Const::Int(-4))
        ));
        assert!(matches!(folds(Operator::Mod, -7, 2), Some(Const::Int(1))));
        assert!(matches!(folds(Operator::Mod, 7, -2), Some(Const::Int(-1))));
        assert!(folds(Operator::FloorDiv, 1, 0).is_none());
        assert!(folds(Operator::LShift, 1, 1_000_000_000).is_none());
        assert!(folds(Operator::Pow, 10, 1_000_000_000).is_none());
        assert!(same(
            &folds(Operator::LShift, 1, 64).unwrap(),
            &Const::BigInt("18446744073709551616".into())
        ));
        assert!(matches!(
            folds(Operator::RShift, -1, 500),
            Some(Const::Int(-1))
        ));
    }

    #[test]
    fn the_smallest_integer_is_inline() {
        let value = unary(UnaryOp::USub, Const::BigInt("9223372036854775808".into()));
        assert!(matches!(value, Some(Const::Int(i64::MIN))));
    }

    #[test]
    fn repetition_is_bounded() {
        let text = Const::Str(b"ab"[..].into());
        assert!(binary(Operator::Mult, &text, &Const::Int(2048)).is_some());
        assert!(binary(Operator::Mult, &text, &Const::Int(2049)).is_none());
        assert!(
            matches!(binary(Operator::Mult, &Const::Int(-1), &text), Some(Const::Str(s)) if s.is_empty())
        );
    }
}
