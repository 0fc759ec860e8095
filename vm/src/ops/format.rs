//! `format(v, spec)` and f-string pieces.

use super::special::Special;
use crate::builtins;
use crate::object::{Gc, Str};
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// `format(v, spec)`, natively.
    pub fn format(&mut self, v: Value, spec: Gc<Str>) -> R<Gc<Str>> {
        if !self.has_custom_ops(v) {
            if let Some(s) = builtins::formatting::format_builtin(self, v, spec)? {
                return Ok(s);
            }
        }
        let class = self.class_of(v);
        match self.special(class, Special::Format) {
            Some(f) => {
                let r = self.call_special(f, &[v, spec.value()])?;
                match r.cast::<Str>() {
                    Some(s) => Ok(s),
                    None => {
                        let t = self.type_name(r);
                        self.type_error(format!("__format__ must return a str, not {t}"))
                    }
                }
            }
            None => self.to_str(v),
        }
    }
}
