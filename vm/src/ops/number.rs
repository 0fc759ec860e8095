//! Number conversions: `float(v)`, `int(v)` protocols.

use super::special::Special;
use crate::value::Value;
use crate::{Vm, R};
use adder_text::bigint::{self, IntRef};

impl Vm {
    /// A real number as a double (`__float__`, `__index__` included); TypeError otherwise.
    pub fn to_f64(&mut self, v: Value) -> R<f64> {
        match self.to_f64_opt(v)? {
            Some(f) => Ok(f),
            None => {
                let t = self.type_name(v);
                self.type_error(format!("must be real number, not {t}"))
            }
        }
    }

    /// As `to_f64`; `None` for things that are not real numbers.
    pub fn to_f64_opt(&mut self, v: Value) -> R<Option<f64>> {
        if let Some(f) = v.to_f64_exact() {
            return Ok(Some(f));
        }
        match v.as_int_ref() {
            Some(IntRef::Small(i)) => return Ok(Some(i as f64)),
            Some(IntRef::Big(b)) => {
                return match bigint::to_f64(b) {
                    Ok(f) => Ok(Some(f)),
                    Err(e) => self.text_error(e),
                }
            }
            None => {}
        }
        if !v.is_ptr() {
            return Ok(None);
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, Special::Float) {
            let r = self.call_special(f, &[v])?;
            return match r.to_f64_exact() {
                Some(f) => Ok(Some(f)),
                None => {
                    let (t, rt) = (self.type_name(v), self.type_name(r));
                    self.type_error(format!("{t}.__float__ returned non-float (type {rt})"))
                }
            };
        }
        if self.special(class, Special::Index).is_some() {
            let i = self.index(v)?;
            return self.to_f64_opt(i);
        }
        Ok(None)
    }
}

/// Python's float modulo; `None` for a zero divisor.
pub fn float_mod(a: f64, b: f64) -> Option<f64> {
    adder_text::float::modulo(a, b).ok()
}

/// Python's float floor division; `None` for a zero divisor.
pub fn float_floordiv(a: f64, b: f64) -> Option<f64> {
    adder_text::float::floor_div(a, b).ok()
}
