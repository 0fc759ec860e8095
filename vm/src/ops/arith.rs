//! Binary and unary operators.
//!
//! `binary_fast` asks the built-in kinds; a class made in Python (or a library class) answers
//! through its special methods, in the order CPython tries them.

use super::special::Special;
use super::BinOp;
use crate::builtins;
use crate::object::Kind;
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// An operator on built-in kinds; `None` is NotImplemented. Operands may be instances of
    /// subclasses (their inherited behaviour is asked for). Runs no Python code, except that
    /// formatting with `%` may call `__str__` and `__repr__`.
    pub fn binary_fast(&mut self, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
        if let Some(r) = builtins::number::binary(self, op, a, b)? {
            return Ok(Some(r));
        }
        if let Some(k) = a.kind() {
            let r = match k {
                Kind::Str => builtins::str_ops::binary(self, op, a, b)?,
                Kind::Bytes | Kind::ByteArray => builtins::bytes_ops::binary(self, op, a, b)?,
                Kind::List | Kind::Tuple => builtins::seq_ops::binary(self, op, a, b)?,
                Kind::Set | Kind::DictView => builtins::set::binary(self, op, a, b)?,
                Kind::Dict | Kind::MappingProxy => builtins::dict::binary(self, op, a, b)?,
                Kind::Class => builtins::type_::binary(self, op, a, b)?,
                _ => None,
            };
            if r.is_some() {
                return Ok(r);
            }
        }
        // Repetition with the number first; dict views and sets as right operands.
        match b.kind() {
            Some(Kind::Str) if op == BinOp::Mul => builtins::str_ops::binary(self, op, b, a),
            Some(Kind::Bytes | Kind::ByteArray) if op == BinOp::Mul => {
                builtins::bytes_ops::binary(self, op, b, a)
            }
            Some(Kind::List | Kind::Tuple) if op == BinOp::Mul => {
                builtins::seq_ops::binary(self, op, b, a)
            }
            // Dict views take any iterable on their left.
            Some(Kind::DictView) => builtins::set::binary(self, op, a, b),
            Some(Kind::Class) if a.is_none() => builtins::type_::binary(self, op, a, b),
            _ => Ok(None),
        }
    }

    /// Does this value's class define its operators itself (Python class or library class)?
    #[inline]
    pub fn has_custom_ops(&self, v: Value) -> bool {
        match v.kind() {
            None => false,
            Some(Kind::Instance | Kind::NativeObj | Kind::NdArray | Kind::NpScalar) => true,
            Some(_) => {
                v.header().shape.class().flags & crate::object::class::class_flags::BUILTIN == 0
            }
        }
    }

    /// `a op b`, natively.
    pub fn binary(&mut self, op: BinOp, a: Value, b: Value) -> R {
        if !self.has_custom_ops(a) && !self.has_custom_ops(b) {
            if let Some(r) = self.binary_fast(op, a, b)? {
                return Ok(r);
            }
            return self.binary_unsupported(op, a, b, false);
        }
        let candidates = self.binary_candidates(op, a, b, false);
        for c in candidates.into_iter().flatten() {
            let r = self.call_special(c.func, &[c.this, c.other])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        self.binary_unsupported(op, a, b, false)
    }

    /// `a op= b`, natively.
    pub fn inplace(&mut self, op: BinOp, a: Value, b: Value) -> R {
        if !self.has_custom_ops(a) {
            if let Some(r) = builtins::inplace_fast(self, op, a, b)? {
                return Ok(r);
            }
            if !self.has_custom_ops(b) {
                if let Some(r) = self.binary_fast(op, a, b)? {
                    return Ok(r);
                }
                return self.binary_unsupported(op, a, b, true);
            }
        }
        let candidates = self.binary_candidates(op, a, b, true);
        for c in candidates.into_iter().flatten() {
            let r = self.call_special(c.func, &[c.this, c.other])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        self.binary_unsupported(op, a, b, true)
    }

    /// The methods to try for an operator, in order.
    pub fn binary_candidates(
        &mut self,
        op: BinOp,
        a: Value,
        b: Value,
        in_place: bool,
    ) -> [Option<Candidate>; 3] {
        let (forward, reflected, inplace) = op.specials();
        let mut out = [None, None, None];
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        if in_place && inplace != forward {
            if let Some(func) = self.special(ca, inplace) {
                out[0] = Some(Candidate { func, this: a, other: b });
            }
        }
        let f = self.special(ca, forward).map(|func| Candidate { func, this: a, other: b });
        let r = if ca == cb {
            None
        } else {
            self.special(cb, reflected).map(|func| Candidate { func, this: b, other: a })
        };
        // The right operand goes first if its class derives from the left's and overrides.
        // So does an array right of a sequence, whose own operators are not numeric.
        let right_first = r.is_some()
            && ((cb.is_subclass_of(ca)
                && self.special(cb, reflected) != self.special(ca, reflected))
                || (b.is_kind(Kind::NdArray)
                    && matches!(a.kind(), Some(Kind::List | Kind::Tuple | Kind::Str))));
        if right_first {
            out[1] = r;
            out[2] = f;
        } else {
            out[1] = f;
            out[2] = r;
        }
        out
    }

    #[cold]
    pub fn binary_unsupported<T>(&mut self, op: BinOp, a: Value, b: Value, in_place: bool) -> R<T> {
        let (ta, tb) = (self.type_name(a), self.type_name(b));
        // Sequences word their own complaints.
        if op == BinOp::Add && !self.has_custom_ops(a) {
            match a.kind() {
                Some(Kind::Str) => {
                    return self
                        .type_error(format!("can only concatenate str (not \"{tb}\") to str"))
                }
                Some(Kind::List) => {
                    if in_place {
                        return self.type_error(format!("'{tb}' object is not iterable"));
                    }
                    return self
                        .type_error(format!("can only concatenate list (not \"{tb}\") to list"));
                }
                Some(Kind::Tuple) => {
                    return self
                        .type_error(format!("can only concatenate tuple (not \"{tb}\") to tuple"))
                }
                Some(Kind::Bytes | Kind::ByteArray) => {
                    return self.type_error(format!("can't concat {tb} to {ta}"))
                }
                _ => {}
            }
        }
        if op == BinOp::Mul {
            let seq = |k: Option<Kind>| {
                matches!(
                    k,
                    Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray)
                )
            };
            if seq(a.kind()) {
                return self
                    .type_error(format!("can't multiply sequence by non-int of type '{tb}'"));
            }
            if seq(b.kind()) {
                return self
                    .type_error(format!("can't multiply sequence by non-int of type '{ta}'"));
            }
        }
        let symbol = if in_place { op.inplace_symbol() } else { op.symbol() };
        if op == BinOp::RShift && ta == "builtin_function_or_method" && !in_place {
            if let Some(n) = a.cast::<crate::object::Native>() {
                if n.name == self.names.print.0 {
                    return self.type_error(format!(
                        "unsupported operand type(s) for {symbol}: '{ta}' and '{tb}'. Did you mean \"print(<message>, file=<output_stream>)\"?"
                    ));
                }
            }
        }
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{ta}' and '{tb}'"))
    }

    /// `-v`, `+v`, `~v` on built-in numbers; `None` for other kinds, and for `~` of a bool, which warns.
    pub fn unary_fast(&mut self, op: Special, v: Value) -> R<Option<Value>> {
        if op == Special::Invert && v.is_bool() {
            return Ok(None);
        }
        builtins::number::unary(self, op, v)
    }

    /// A unary operator, natively.
    pub fn unary(&mut self, op: Special, v: Value) -> R {
        if !self.has_custom_ops(v) {
            if let Some(r) = self.unary_fast(op, v)? {
                return Ok(r);
            }
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, op) {
            return self.call_special(f, &[v]);
        }
        self.unary_unsupported(op, v)
    }

    #[cold]
    pub fn unary_unsupported<T>(&mut self, op: Special, v: Value) -> R<T> {
        let t = self.type_name(v);
        let symbol = match op {
            Special::Neg => "unary -",
            Special::Pos => "unary +",
            Special::Invert => "unary ~",
            _ => return self.type_error(format!("bad operand type for abs(): '{t}'")),
        };
        self.type_error(format!("bad operand type for {symbol}: '{t}'"))
    }
}

/// One method to try for a binary operator.
#[derive(Clone, Copy)]
pub struct Candidate {
    pub func: Value,
    pub this: Value,
    pub other: Value,
}
