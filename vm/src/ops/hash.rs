//! Hashes, equal to CPython's for int, float, str, bytes, tuple and frozenset.

use super::special::Special;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_text::bigint::{self, IntRef};

impl Vm {
    /// Hash of a string object, cached in it.
    #[inline]
    pub fn str_hash(&self, mut s: Gc<Str>) -> u64 {
        if s.hash != 0 {
            return s.hash;
        }
        let h = self.hash_key.text(s.bytes()) as u64;
        s.hash = h;
        h
    }

    /// Hash without running Python code; `Ok(None)` when a class has a say.
    #[inline]
    pub fn hash_fast(&mut self, v: Value) -> R<Option<i64>> {
        if let Some(s) = v.cast::<Str>() {
            if s.hash != 0 && s.header().shape == self.types.str.root_shape {
                return Ok(Some(s.hash as i64));
            }
        }
        if v.is_int() {
            return Ok(Some(bigint::hash_i64(v.as_int())));
        }
        self.hash_slow(v)
    }

    fn hash_slow(&mut self, v: Value) -> R<Option<i64>> {
        if v.is_float() {
            return Ok(Some(match adder_text::float::hash(v.as_float()) {
                Some(h) => h,
                // NaNs are not equal to themselves: any hash does; spread is not needed.
                None => (v.0 >> 4) as i64,
            }));
        }
        if v.is_imm() {
            return Ok(Some(match v {
                Value::TRUE => 1,
                Value::FALSE => 0,
                // CPython hashes None by address up to 3.11 and as this constant since 3.12.
                Value::NONE => 0xfca8_6420,
                _ => (v.0 & 0xffff) as i64,
            }));
        }
        if self.has_custom_ops(v) {
            return Ok(None);
        }
        let address = |v: Value| (v.0 >> 4) as i64;
        Ok(Some(match v.header().kind {
            Kind::HeapInt | Kind::BigInt | Kind::IntSub => match v.as_int_ref() {
                Some(IntRef::Small(i)) => bigint::hash_i64(i),
                Some(IntRef::Big(b)) => bigint::hash(b),
                None => 0,
            },
            Kind::Complex => {
                let c = v.expect::<Complex>();
                adder_text::complex::hash(adder_text::complex::Complex { re: c.re, im: c.im })
                    .unwrap_or_else(|| address(v))
            }
            Kind::Str => self.str_hash(v.expect()) as i64,
            Kind::Bytes => {
                let mut b = v.expect::<Bytes>();
                if b.hash == 0 {
                    b.hash = self.hash_key.bytes(b.bytes()) as u64;
                }
                b.hash as i64
            }
            Kind::Tuple => {
                let t = v.expect::<Tuple>();
                self.check_native_stack()?;
                let mut h = adder_text::hash::TupleHash::new();
                for i in 0..t.len {
                    let item = t.items()[i];
                    h.push(match item.is_int() {
                        true => bigint::hash_i64(item.as_int()),
                        false => self.hash(item)?,
                    });
                }
                h.finish()
            }
            Kind::Set if v.expect::<Set>().is_frozen() => {
                let mut s = v.expect::<Set>();
                if s.hash == 0 {
                    s.hash = adder_text::hash::frozenset(s.iter().map(|e| e.hash as i64)) as u64;
                }
                s.hash as i64
            }
            Kind::Slice => {
                let s = v.expect::<Slice>();
                let mut h = adder_text::hash::TupleHash::new();
                for item in [s.start, s.stop, s.step] {
                    h.push(self.hash(item)?);
                }
                h.finish_slice()
            }
            Kind::Range => {
                let r = v.expect::<Range>();
                let one = Value::small(1);
                let mut h = adder_text::hash::TupleHash::new();
                let parts = if r.len == Value::small(0) {
                    [r.len, Value::NONE, Value::NONE]
                } else if r.len == one {
                    [r.len, r.start, Value::NONE]
                } else {
                    [r.len, r.start, r.step]
                };
                for p in parts {
                    h.push(self.hash(p)?);
                }
                h.finish()
            }
            Kind::BoundMethod => {
                let m = v.expect::<BoundMethod>();
                address(m.func) ^ address(m.this)
            }
            Kind::List | Kind::Dict | Kind::Set | Kind::ByteArray => {
                let t = self.type_name(v);
                return self.type_error(format!("unhashable type: '{t}'"));
            }
            Kind::DictView if v.expect::<iter::DictView>().part != iter::DictPart::Values => {
                let t = self.type_name(v);
                return self.type_error(format!("unhashable type: '{t}'"));
            }
            // Hashes as its target.
            Kind::Weakref => return Ok(None),
            _ => address(v),
        }))
    }

    /// `hash(v)`, natively.
    pub fn hash(&mut self, v: Value) -> R<i64> {
        if let Some(h) = self.hash_fast(v)? {
            return Ok(h);
        }
        let class = self.class_of(v);
        match self.special(class, Special::Hash) {
            Some(f) if f.is_none() => {
                let t = self.type_name(v);
                self.type_error(format!("unhashable type: '{t}'"))
            }
            Some(f) if Some(f) == self.special(self.types.object, Special::Hash) => {
                Ok(self.identity_hash(v))
            }
            Some(f) => {
                let r = self.call_special(f, &[v])?;
                match r.as_int_ref() {
                    Some(IntRef::Small(-1)) => Ok(-2),
                    Some(IntRef::Small(i)) => Ok(i),
                    Some(IntRef::Big(b)) => Ok(bigint::hash(b)),
                    None => self.type_error("__hash__ method should return an integer"),
                }
            }
            None => Ok((v.0 >> 4) as i64),
        }
    }

    /// `object.__hash__`: by identity.
    pub fn identity_hash(&self, v: Value) -> i64 {
        (v.0 >> 4) as i64
    }
}
