//! `repr`, `str`, `ascii`.

use super::special::Special;
use crate::builtins;
use crate::object::{Gc, Kind, Str};
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// `repr(v)` of built-in kinds as WTF-8 text; `None` when the class has a say. Containers ask
    /// their items, which may run Python code natively.
    pub fn repr_fast(&mut self, v: Value) -> R<Option<Vec<u8>>> {
        if self.has_custom_ops(v) || self.has_own_repr(v) {
            return Ok(None);
        }
        builtins::repr::repr_builtin(self, v)
    }

    /// Does a built-in class print itself although its layout is another's (`defaultdict`,
    /// `itertools.count`)?
    #[inline]
    pub fn has_own_repr(&self, v: Value) -> bool {
        match v.kind() {
            Some(Kind::Dict) => v.header().aux & crate::object::HAS_ATTRS != 0,
            Some(Kind::Generator) => v.header().shape.class() != self.types.generator,
            // Records: `sys.float_info`, `time.struct_time`.
            Some(Kind::Tuple) => v.header().shape.class() != self.types.tuple,
            _ => false,
        }
    }

    /// `repr(v)` as a string object, natively.
    pub fn repr(&mut self, v: Value) -> R<Gc<Str>> {
        if let Some(text) = self.repr_fast(v)? {
            return Ok(self.str_bytes(&text).expect());
        }
        self.check_native_stack()?;
        let class = self.class_of(v);
        match self.special(class, Special::Repr) {
            Some(f) => {
                let r = self.call_special(f, &[v])?;
                self.check_text(r, "__repr__")
            }
            None => {
                let text = builtins::repr::default_repr(self, v);
                Ok(self.str(&text).expect())
            }
        }
    }

    /// The result of `__repr__` or `__str__` must be a string.
    pub fn check_text(&mut self, r: Value, method: &str) -> R<Gc<Str>> {
        match r.cast::<Str>() {
            Some(s) => Ok(s),
            None => {
                let t = self.type_name(r);
                self.type_error(format!("{method} returned non-string (type {t})"))
            }
        }
    }

    /// `str(v)` as a string object (or a subclass instance `__str__` returned), natively.
    pub fn to_str(&mut self, v: Value) -> R<Gc<Str>> {
        if let Some(s) = v.cast::<Str>() {
            if !self.has_custom_ops(v) {
                return Ok(s);
            }
        }
        if v.is_int() {
            return Ok(self.int_text(v.as_int()));
        }
        if !self.has_custom_ops(v) {
            if !self.has_own_repr(v) {
                if let Some(text) = builtins::repr::str_builtin(self, v)? {
                    return Ok(self.str_bytes(&text).expect());
                }
            }
            return self.repr(v);
        }
        self.check_native_stack()?;
        let class = self.class_of(v);
        match self.special(class, Special::Str) {
            Some(f) => {
                let r = self.call_special(f, &[v])?;
                self.check_text(r, "__str__")
            }
            None => self.repr(v),
        }
    }

    /// The decimal digits of an inline int.
    fn int_text(&mut self, i: i64) -> Gc<Str> {
        let mut text = [0; 20];
        let mut at = text.len();
        let mut left = i.unsigned_abs();
        loop {
            at -= 1;
            text[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if i < 0 {
            at -= 1;
            text[at] = b'-';
        }
        self.str_ascii(&text[at..])
    }

    /// `repr(v)` as Rust text, surrogates replaced.
    pub fn repr_string(&mut self, v: Value) -> R<String> {
        Ok(self.repr(v)?.to_string_lossy())
    }

    /// `str(v)` as Rust text, surrogates replaced.
    pub fn str_string(&mut self, v: Value) -> R<String> {
        Ok(self.to_str(v)?.to_string_lossy())
    }

    /// Guards a container's repr against itself: false when `v` is being printed already.
    pub fn repr_enter(&mut self, v: Value) -> bool {
        if self.repr_stack.contains(&v) {
            return false;
        }
        self.repr_stack.push(v);
        true
    }

    pub fn repr_leave(&mut self) {
        self.repr_stack.pop();
    }

    /// Is this an exact or subclass `str`?
    pub fn is_str(&self, v: Value) -> bool {
        v.is_kind(Kind::Str)
    }
}

/// `ascii()` of a repr.
pub fn ascii_text(s: Gc<Str>) -> String {
    adder_text::repr::ascii_of_repr(s.bytes())
}
