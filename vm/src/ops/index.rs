//! Subscription, `len`, `in`, `__index__`.

use super::special::Special;
use crate::builtins;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_text::bigint::IntRef;

impl Vm {
    /// `operator.index(v)`: an int.
    pub fn index(&mut self, v: Value) -> R {
        if v.is_int() {
            return Ok(v);
        }
        if v.is_int_like() {
            // Booleans and int subclasses give their plain int.
            return Ok(self.plain_int(v));
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, Special::Index) {
            let r = self.call_special(f, &[v])?;
            if r.is_int_like() {
                return Ok(self.plain_int(r));
            }
            let t = self.type_name(r);
            return self.type_error(format!("__index__ returned non-int (type {t})"));
        }
        let t = self.type_name(v);
        self.type_error(format!("'{t}' object cannot be interpreted as an integer"))
    }

    /// The exact int of an int-like value.
    pub fn plain_int(&mut self, v: Value) -> Value {
        if v.is_bool() {
            return Value::small((v == Value::TRUE) as i64);
        }
        match v.cast::<IntSub>() {
            Some(s) => s.value,
            None => v,
        }
    }

    /// A sequence index from an int-like key, negative ones counted from `len`. `None`: out of
    /// range.
    #[inline]
    pub fn wrap_index(&self, key: Value, len: usize) -> Option<usize> {
        let i = match key.as_int_ref()? {
            IntRef::Small(i) => i,
            IntRef::Big(_) => return None,
        };
        let i = if i < 0 { i + len as i64 } else { i };
        (i >= 0 && (i as usize) < len).then_some(i as usize)
    }

    /// `o[k]` on built-in kinds; `None` when the class has a say.
    pub fn get_item_fast(&mut self, o: Value, k: Value) -> R<Option<Value>> {
        let Some(kind) = o.kind() else { return Ok(None) };
        if kind == Kind::Str && k.is_int() {
            let s = o.expect::<Str>();
            if s.hdr.shape == self.types.str.root_shape {
                return builtins::str_ops::char_at(self, s, k.as_int()).map(Some);
            }
        }
        if self.has_custom_ops(o) {
            return Ok(None);
        }
        self.get_item_builtin(kind, o, k)
    }

    /// `o[k]` by layout, also for instances of subclasses (what `list.__getitem__` does).
    pub fn get_item_builtin(&mut self, kind: Kind, o: Value, k: Value) -> R<Option<Value>> {
        Ok(Some(match kind {
            Kind::List => builtins::list::get_item(self, o.expect(), k)?,
            Kind::Tuple => builtins::tuple::get_item(self, o.expect(), k)?,
            Kind::Dict => builtins::dict::get_item(self, o.expect(), k)?,
            Kind::Str => builtins::str_ops::get_item(self, o.expect(), k)?,
            Kind::Bytes | Kind::ByteArray => builtins::bytes_ops::get_item(self, o, k)?,
            Kind::Range => builtins::range::get_item(self, o.expect(), k)?,
            Kind::MappingProxy => {
                let m = o.expect::<function::MappingProxy>().mapping;
                self.get_item(m, k)?
            }
            _ => return Ok(None),
        }))
    }

    /// `o[k]`, natively.
    pub fn get_item(&mut self, o: Value, k: Value) -> R {
        if let Some(v) = self.get_item_fast(o, k)? {
            return Ok(v);
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::GetItem) {
            return self.call_special(f, &[o, k]);
        }
        if let Some(c) = o.cast::<Class>() {
            return self.class_get_item(c, k);
        }
        let t = self.type_name(o);
        self.type_error(format!("'{t}' object is not subscriptable"))
    }

    /// `o[k] = v` on built-in kinds; false when the class has a say.
    pub fn set_item_fast(&mut self, o: Value, k: Value, v: Value) -> R<bool> {
        let Some(kind) = o.kind() else { return Ok(false) };
        if self.has_custom_ops(o) {
            return Ok(false);
        }
        self.set_item_builtin(kind, o, k, v)
    }

    pub fn set_item_builtin(&mut self, kind: Kind, o: Value, k: Value, v: Value) -> R<bool> {
        match kind {
            Kind::List => builtins::list::set_item(self, o.expect(), k, v)?,
            Kind::Dict => self.dict_set(o.expect(), k, v)?,
            Kind::ByteArray => builtins::bytes_ops::set_item(self, o.expect(), k, v)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `o[k] = v`, natively.
    pub fn set_item(&mut self, o: Value, k: Value, v: Value) -> R<()> {
        if self.set_item_fast(o, k, v)? {
            return Ok(());
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::SetItem) {
            self.call_special(f, &[o, k, v])?;
            return Ok(());
        }
        let t = self.type_name(o);
        self.type_error(format!("'{t}' object does not support item assignment"))
    }

    /// `del o[k]` on built-in kinds; false when the class has a say.
    pub fn del_item_fast(&mut self, o: Value, k: Value) -> R<bool> {
        let Some(kind) = o.kind() else { return Ok(false) };
        if self.has_custom_ops(o) {
            return Ok(false);
        }
        self.del_item_builtin(kind, o, k)
    }

    pub fn del_item_builtin(&mut self, kind: Kind, o: Value, k: Value) -> R<bool> {
        match kind {
            Kind::List => builtins::list::del_item(self, o.expect(), k)?,
            Kind::Dict => {
                if self.dict_del(o.expect(), k)?.is_none() {
                    return self.key_error(k);
                }
            }
            Kind::ByteArray => builtins::bytes_ops::del_item(self, o.expect(), k)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `del o[k]`, natively.
    pub fn del_item(&mut self, o: Value, k: Value) -> R<()> {
        if self.del_item_fast(o, k)? {
            return Ok(());
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::DelItem) {
            self.call_special(f, &[o, k])?;
            return Ok(());
        }
        // An integer key asks a sequence (any Python class is one), any other key a mapping: CPython words it so.
        let is_sequence =
            !class.has(crate::object::class::class_flags::BUILTIN) || self.len_builtin(o).is_some();
        let is_index = {
            let key_class = self.class_of(k);
            self.special(key_class, Special::Index).is_some()
        };
        let not = if is_sequence && is_index { "doesn't" } else { "does not" };
        let t = self.type_name(o);
        self.type_error(format!("'{t}' object {not} support item deletion"))
    }

    /// `len(v)` of built-in kinds, subclass instances included.
    pub fn len_builtin(&self, v: Value) -> Option<usize> {
        Some(match v.kind()? {
            Kind::Str => v.expect::<Str>().nchars as usize,
            Kind::Bytes => v.expect::<Bytes>().len,
            Kind::ByteArray => v.expect::<ByteArray>().data.len(),
            Kind::List => v.expect::<List>().items.len(),
            Kind::Tuple => v.expect::<Tuple>().len,
            Kind::Dict => v.expect::<Dict>().len,
            Kind::Set => v.expect::<Set>().used,
            Kind::DictView => v.expect::<iter::DictView>().dict.len,
            _ => return None,
        })
    }

    /// `len(v)`, natively.
    pub fn len(&mut self, v: Value) -> R<usize> {
        if !self.has_custom_ops(v) {
            if let Some(n) = self.len_builtin(v) {
                return Ok(n);
            }
            if let Some(r) = v.cast::<Range>() {
                return match r.len.to_i64() {
                    Some(n) => Ok(n as usize),
                    None => self.overflow_error("Python int too large to convert to C ssize_t"),
                };
            }
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, Special::Len) {
            let r = self.call_special(f, &[v])?;
            return self.check_len(r);
        }
        let t = self.type_name(v);
        self.type_error(format!("object of type '{t}' has no len()"))
    }

    /// `item in o` on built-in kinds; `None` when the class has a say.
    pub fn contains_fast(&mut self, o: Value, item: Value) -> R<Option<bool>> {
        let Some(kind) = o.kind() else { return Ok(None) };
        if self.has_custom_ops(o) {
            return Ok(None);
        }
        self.contains_builtin(kind, o, item)
    }

    pub fn contains_builtin(&mut self, kind: Kind, o: Value, item: Value) -> R<Option<bool>> {
        Ok(Some(match kind {
            Kind::List | Kind::Tuple => builtins::seq_ops::contains(self, o, item)?,
            Kind::Dict => self.dict_contains(o.expect(), item)?,
            Kind::Set => builtins::set::contains(self, o.expect(), item)?,
            Kind::Str => builtins::str_ops::contains(self, o.expect(), item)?,
            Kind::Bytes | Kind::ByteArray => builtins::bytes_ops::contains(self, o, item)?,
            Kind::Range => builtins::range::contains(self, o.expect(), item)?,
            Kind::DictView => builtins::dict::view_contains(self, o.expect(), item)?,
            Kind::MappingProxy => {
                let m = o.expect::<function::MappingProxy>().mapping;
                self.contains(m, item)?
            }
            _ => return Ok(None),
        }))
    }

    /// `item in o`, natively.
    pub fn contains(&mut self, o: Value, item: Value) -> R<bool> {
        if let Some(r) = self.contains_fast(o, item)? {
            return Ok(r);
        }
        let class = self.class_of(o);
        match self.special(class, Special::Contains) {
            Some(f) if f.is_none() => {
                let t = self.type_name(o);
                self.type_error(format!("'{t}' object is not a container"))
            }
            Some(f) => {
                let r = self.call_special(f, &[o, item])?;
                self.truth(r)
            }
            None => self.contains_by_iteration(o, item),
        }
    }

    /// `item in o` for a class without `__contains__`.
    pub fn contains_by_iteration(&mut self, o: Value, item: Value) -> R<bool> {
        let it = match self.iter(o) {
            Ok(it) => it,
            Err(e) => {
                if !self.exception_is(self.types.type_error) {
                    return Err(e);
                }
                self.take_exception();
                let t = self.type_name(o);
                return self.type_error(format!("argument of type '{t}' is not iterable"));
            }
        };
        while let Some(v) = self.next(it)? {
            if self.same_or_equal(v, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Bounds of a slice over a sequence of `len` items: start, stop, step and item count, as
    /// `slice.indices` gives them.
    pub fn slice_bounds(&mut self, s: Gc<Slice>, len: usize) -> R<(isize, isize, isize, usize)> {
        let step = if s.step.is_none() { 1 } else { self.arg_slice(s.step)? };
        if step == 0 {
            return self.value_error("slice step cannot be zero");
        }
        let step = step.max(-isize::MAX);
        let n = len as isize;
        let clamp = |i: isize| {
            if i < 0 {
                let i = i.saturating_add(n);
                if i < 0 {
                    if step < 0 {
                        -1
                    } else {
                        0
                    }
                } else {
                    i
                }
            } else if i >= n {
                if step < 0 {
                    n - 1
                } else {
                    n
                }
            } else {
                i
            }
        };
        let start = if s.start.is_none() {
            if step < 0 {
                n - 1
            } else {
                0
            }
        } else {
            clamp(self.arg_slice(s.start)?)
        };
        let stop = if s.stop.is_none() {
            if step < 0 {
                -1
            } else {
                n
            }
        } else {
            clamp(self.arg_slice(s.stop)?)
        };
        let count = if step < 0 {
            if stop < start {
                ((start - stop - 1) / -step + 1) as usize
            } else {
                0
            }
        } else if start < stop {
            ((stop - start - 1) / step + 1) as usize
        } else {
            0
        };
        Ok((start, stop, step, count))
    }

    fn arg_slice(&mut self, v: Value) -> R<isize> {
        if v.is_int() {
            return Ok(v.as_int() as isize);
        }
        let class = self.class_of(v);
        if !v.is_int_like() && self.special(class, Special::Index).is_none() {
            return self
                .type_error("slice indices must be integers or None or have an __index__ method");
        }
        self.arg_index(v)
    }
}
