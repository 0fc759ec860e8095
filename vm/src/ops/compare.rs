//! Rich comparison, equality and identity-or-equality.

use super::CmpOp;
use crate::builtins;
use crate::object::{Kind, Str, Tuple};
use crate::value::Value;
use crate::{Vm, R};
use std::cmp::Ordering;

/// Tuples nested deeper than this are compared by the general path.
const PURE_DEPTH: u32 = 8;

impl Vm {
    /// A comparison between built-in kinds that runs no Python code; `None` is NotImplemented or
    /// "ask the classes". Containers compare their elements, which may run Python code natively.
    pub fn compare_fast(&mut self, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
        if Value::both_int(a, b) {
            return Ok(Some(op.of(a.as_int(), b.as_int())));
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            if a == b {
                return Ok(Some(op.of(0, 0)));
            }
            // Interned strings are equal only if they are one.
            if x.is_interned() && y.is_interned() && matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Some(op == CmpOp::Ne));
            }
            return Ok(Some(op.of(x.bytes(), y.bytes())));
        }
        if let Some(r) = builtins::number::compare(op, a, b) {
            return Ok(Some(r));
        }
        let (Some(ka), Some(kb)) = (a.kind(), b.kind()) else { return Ok(None) };
        match (ka, kb) {
            (Kind::Bytes | Kind::ByteArray, Kind::Bytes | Kind::ByteArray) => {
                Ok(builtins::bytes_ops::compare(op, a, b))
            }
            (Kind::List, Kind::List) | (Kind::Tuple, Kind::Tuple) => {
                match self.order_tuples(a, b) {
                    Some(order) => Ok(Some(op.of_ordering(Some(order)))),
                    None => builtins::seq_ops::compare(self, op, a, b),
                }
            }
            (Kind::Dict, Kind::Dict) => builtins::dict::compare(self, op, a, b),
            (Kind::Set | Kind::DictView, Kind::Set | Kind::DictView) => {
                builtins::set::compare(self, op, a, b)
            }
            (Kind::Range, Kind::Range) => builtins::range::compare(self, op, a, b),
            (Kind::Slice, Kind::Slice) => builtins::range::compare_slices(self, op, a, b),
            (Kind::BoundMethod, Kind::BoundMethod) => {
                let (x, y) = (
                    a.expect::<crate::object::BoundMethod>(),
                    b.expect::<crate::object::BoundMethod>(),
                );
                let same = x.func == y.func && self.is_same(x.this, y.this);
                Ok(match op {
                    CmpOp::Eq => Some(same),
                    CmpOp::Ne => Some(!same),
                    _ => None,
                })
            }
            (Kind::MappingProxy, _) => {
                let m = a.expect::<crate::object::function::MappingProxy>().mapping;
                self.compare_fast(op, m, b)
            }
            (_, Kind::MappingProxy) => {
                let m = b.expect::<crate::object::function::MappingProxy>().mapping;
                self.compare_fast(op, a, m)
            }
            _ => Ok(None),
        }
    }

    /// `a op b`, natively. The result of a custom method is returned as it is.
    pub fn compare(&mut self, op: CmpOp, a: Value, b: Value) -> R {
        if !self.has_custom_ops(a) && !self.has_custom_ops(b) {
            if let Some(r) = self.compare_fast(op, a, b)? {
                return Ok(Value::bool(r));
            }
            return self.compare_default(op, a, b);
        }
        self.check_native_stack()?;
        for c in self.compare_candidates(op, a, b).into_iter().flatten() {
            let r = self.call_special(c.func, &[c.this, c.other])?;
            if r != Value::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        self.compare_default(op, a, b)
    }

    /// Methods to try, in order.
    pub fn compare_candidates(
        &mut self,
        op: CmpOp,
        a: Value,
        b: Value,
    ) -> [Option<super::arith::Candidate>; 2] {
        use super::arith::Candidate;
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let f = self.special(ca, op.special()).map(|func| Candidate { func, this: a, other: b });
        let r = self.special(cb, op.reflected().special()).map(|func| Candidate {
            func,
            this: b,
            other: a,
        });
        if ca != cb && cb.is_subclass_of(ca) {
            [r, f]
        } else {
            [f, r]
        }
    }

    /// What remains when no method answered: identity for `==` and `!=`, TypeError otherwise.
    pub fn compare_default(&mut self, op: CmpOp, a: Value, b: Value) -> R {
        match op {
            CmpOp::Eq => Ok(Value::bool(self.is_same(a, b))),
            CmpOp::Ne => Ok(Value::bool(!self.is_same(a, b))),
            _ => {
                let (ta, tb) = (self.type_name(a), self.type_name(b));
                self.type_error(format!(
                    "'{}' not supported between instances of '{ta}' and '{tb}'",
                    op.symbol()
                ))
            }
        }
    }

    /// `bool(a op b)`, natively.
    pub fn compare_bool(&mut self, op: CmpOp, a: Value, b: Value) -> R<bool> {
        let r = self.compare(op, a, b)?;
        if r.is_bool() {
            return Ok(r == Value::TRUE);
        }
        self.truth(r)
    }

    /// `a is b or a == b`: what containers use.
    #[inline]
    pub fn same_or_equal(&mut self, a: Value, b: Value) -> R<bool> {
        if a == b {
            return Ok(true);
        }
        if Value::both_int(a, b) {
            return Ok(false);
        }
        self.compare_bool(CmpOp::Eq, a, b)
    }

    /// Order of ints, floats, texts and tuples of such; `None` for everything else, for mixed types and
    /// for NaNs.
    pub fn order_pure(&self, a: Value, b: Value) -> Option<Ordering> {
        if Value::both_int(a, b) {
            return Some(a.as_int().cmp(&b.as_int()));
        }
        if a.is_float() && b.is_float() {
            return a.as_float().partial_cmp(&b.as_float());
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            let plain = self.types.str.root_shape;
            // WTF-8 bytes sort like code points.
            return (x.hdr.shape == plain && y.hdr.shape == plain)
                .then(|| x.bytes().cmp(y.bytes()));
        }
        self.order_tuples(a, b)
    }

    fn order_tuples(&self, a: Value, b: Value) -> Option<Ordering> {
        let (x, y) = (a.cast::<Tuple>()?, b.cast::<Tuple>()?);
        let plain = self.types.tuple.root_shape;
        if x.hdr.shape != plain || y.hdr.shape != plain {
            return None;
        }
        for (&x, &y) in x.items().iter().zip(y.items().iter()) {
            if x == y {
                continue;
            }
            match self.order_shallow(x, y)? {
                Ordering::Equal => {}
                unequal => return Some(unequal),
            }
        }
        Some(x.len.cmp(&y.len))
    }

    /// As `order_pure`, for the items of a tuple: those of tuples in it must not be tuples.
    fn order_shallow(&self, a: Value, b: Value) -> Option<Ordering> {
        if !a.is_kind(Kind::Tuple) {
            return self.order_pure(a, b);
        }
        let deeper = |t: Value| {
            t.cast::<Tuple>().is_some_and(|t| t.items().iter().any(|x| x.is_kind(Kind::Tuple)))
        };
        if deeper(a) || deeper(b) {
            return None;
        }
        self.order_tuples(a, b)
    }

    /// Equality that is certain not to run Python code; `None` when it might.
    #[inline]
    pub fn equal_pure(&self, a: Value, b: Value) -> Option<bool> {
        if a == b {
            return Some(true);
        }
        if a.is_int() && b.is_int() {
            return Some(false);
        }
        self.equal_pure_kinds(a, b, 0)
    }

    fn equal_pure_kinds(&self, a: Value, b: Value, depth: u32) -> Option<bool> {
        if self.has_custom_ops(a) || self.has_custom_ops(b) {
            return None;
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            return Some(x.bytes() == y.bytes());
        }
        match (a.kind(), b.kind()) {
            (Some(Kind::Tuple), Some(Kind::Tuple)) => {
                let (x, y) = (a.expect::<Tuple>().items(), b.expect::<Tuple>().items());
                if x.len() != y.len() {
                    return Some(false);
                }
                if depth > PURE_DEPTH {
                    return None;
                }
                for (&x, &y) in x.iter().zip(y.iter()) {
                    if x != y
                        && ((x.is_int() && y.is_int())
                            || !self.equal_pure_kinds(x, y, depth + 1)?)
                    {
                        return Some(false);
                    }
                }
                Some(true)
            }
            (Some(Kind::Tuple | Kind::Set), Some(Kind::Tuple | Kind::Set)) => None,
            (Some(x), Some(y)) if x == y => match x {
                Kind::Bytes => builtins::bytes_ops::compare(CmpOp::Eq, a, b),
                Kind::Function | Kind::Class | Kind::Native | Kind::Module => Some(false),
                _ => builtins::number::compare(CmpOp::Eq, a, b),
            },
            (None, Some(Kind::Str)) | (Some(Kind::Str), None) => Some(false),
            _ => builtins::number::compare(CmpOp::Eq, a, b),
        }
    }
}
