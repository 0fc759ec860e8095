//! Convenience calls used by built-ins (the call machinery itself is `interp::call`).

use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// `o.name(*args)`, natively.
    pub fn call_method(&mut self, o: Value, name: &str, args: &[Value]) -> R {
        let name = self.intern(name);
        let f = self.get_attr(o, name)?;
        self.call(f, args)
    }

    /// Is this value callable?
    pub fn callable(&mut self, v: Value) -> bool {
        use crate::Kind::*;
        match v.kind() {
            Some(Function | Native | BoundMethod | Class) => true,
            Some(_) => {
                let class = self.class_of(v);
                self.special(class, super::special::Special::Call).is_some()
            }
            None => false,
        }
    }
}
