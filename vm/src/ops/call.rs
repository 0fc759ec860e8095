//! Convenience calls used by built-ins (the call machinery itself is `interp::call`).

use crate::object::{Dict, Gc, Str, Tuple};
use crate::ops::special::Special;
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

    /// The arguments of `f(*args, **kwargs)`, `this` first unless UNDEF, and the names of the last
    /// ones.
    pub fn expand_arguments(
        &mut self,
        f: Value,
        this: Value,
        args: Value,
        kwargs: Value,
    ) -> R<(Vec<Value>, Option<Gc<Tuple>>)> {
        let items = match args.cast::<Tuple>() {
            Some(t) => t,
            None => {
                let l = match self.collect_list(args) {
                    Ok(l) => l,
                    Err(e) => {
                        if self.exception_is(self.types.type_error) && self.iter_missing(args) {
                            let name = self.callable_display(f)?;
                            let t = self.type_name(args);
                            return self.type_error(format!(
                                "{name} argument after * must be an iterable, not {t}"
                            ));
                        }
                        return Err(e);
                    }
                };
                self.tuple(&l.items).expect()
            }
        };
        let pin = self.pin(&[items.value()]);
        let mut values: Vec<Value> = Vec::new();
        if !this.is_undef() {
            values.push(this);
        }
        values.extend_from_slice(items.items());
        let mut names = Vec::new();
        if let Some(d) = kwargs.cast::<Dict>() {
            for e in d.iter() {
                match e.key.cast::<Str>() {
                    Some(s) => names.push(self.intern_value(s)),
                    None => {
                        self.unpin(pin);
                        return self.type_error("keywords must be strings");
                    }
                }
                values.push(e.value);
            }
        }
        self.pin(&values);
        let kwnames =
            if names.is_empty() { None } else { Some(self.tuple(&names).expect::<Tuple>()) };
        self.unpin(pin);
        Ok((values, kwnames))
    }

    fn iter_missing(&mut self, v: Value) -> bool {
        let class = self.class_of(v);
        self.special(class, Special::Iter).is_none()
            && self.special(class, Special::GetItem).is_none()
    }

    /// `f(*args, **kwargs)`, natively; `this` goes first unless UNDEF.
    pub fn call_star(&mut self, f: Value, this: Value, args: Value, kwargs: Value) -> R {
        let (values, names) = self.expand_arguments(f, this, args, kwargs)?;
        let pin = self.pin(&values);
        if let Some(n) = names {
            self.pin(&[n.value()]);
        }
        let r = self.call_with(f, &values, names);
        self.unpin(pin);
        r
    }
}
