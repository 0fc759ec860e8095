//! Truth and identity.

use super::special::Special;
use crate::object::{iter::DictView, Kind};
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// Truth without running Python code; `None` when a class has a say.
    #[inline]
    pub fn truth_fast(&self, v: Value) -> Option<bool> {
        if v.is_int() {
            return Some(v.as_int() != 0);
        }
        if v.is_imm() {
            return Some(v != Value::FALSE && v != Value::NONE);
        }
        if v.is_float() {
            return Some(v.as_float() != 0.0);
        }
        if self.has_custom_ops(v) {
            return None;
        }
        use crate::object::*;
        Some(match v.header().kind {
            Kind::HeapInt | Kind::BigInt => true,
            Kind::Complex => {
                let c = v.expect::<Complex>();
                c.re != 0.0 || c.im != 0.0
            }
            Kind::Str => v.expect::<Str>().len != 0,
            Kind::Bytes => v.expect::<Bytes>().len != 0,
            Kind::ByteArray => !v.expect::<ByteArray>().data.is_empty(),
            Kind::List => !v.expect::<List>().items.is_empty(),
            Kind::Tuple => v.expect::<Tuple>().len != 0,
            Kind::Dict => v.expect::<Dict>().len != 0,
            Kind::Set => v.expect::<Set>().used != 0,
            Kind::Range => v.expect::<Range>().len != Value::small(0),
            Kind::DictView => v.expect::<DictView>().dict.len != 0,
            _ => true,
        })
    }

    /// `bool(v)`, natively.
    pub fn truth(&mut self, v: Value) -> R<bool> {
        if let Some(t) = self.truth_fast(v) {
            return Ok(t);
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, Special::Bool) {
            let r = self.call_special(f, &[v])?;
            return self.check_bool(r);
        }
        if let Some(f) = self.special(class, Special::Len) {
            let r = self.call_special(f, &[v])?;
            return Ok(self.check_len(r)? != 0);
        }
        Ok(true)
    }

    /// The result of `__bool__`.
    pub fn check_bool(&mut self, r: Value) -> R<bool> {
        if r.is_bool() {
            return Ok(r == Value::TRUE);
        }
        let t = self.type_name(r);
        self.type_error(format!("__bool__ should return bool, returned {t}"))
    }

    /// The result of `__len__`.
    pub fn check_len(&mut self, r: Value) -> R<usize> {
        if !r.is_int_like() {
            let i = self.index(r)?;
            return self.check_len(i);
        }
        match r.to_i64() {
            Some(n) if n >= 0 => Ok(n as usize),
            Some(_) => self.value_error("__len__() should return >= 0"),
            None => self.overflow_error("cannot fit 'int' into an index-sized integer"),
        }
    }

    /// `a is b`: numbers without identity of their own compare by value and type.
    #[inline(always)]
    pub fn is_same(&self, a: Value, b: Value) -> bool {
        if a == b {
            return true;
        }
        a.is_ptr() && b.is_ptr() && self.is_same_slow(a, b)
    }

    #[cold]
    fn is_same_slow(&self, a: Value, b: Value) -> bool {
        match (a.kind(), b.kind()) {
            (Some(Kind::HeapInt), Some(Kind::HeapInt)) => {
                a.expect::<crate::object::HeapInt>().value
                    == b.expect::<crate::object::HeapInt>().value
            }
            _ => false,
        }
    }
}
