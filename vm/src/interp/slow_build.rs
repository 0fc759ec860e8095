//! Cold halves of displays, unpacking, formatting and function creation.

use super::frame::stage;
use super::Flow;
use crate::object::*;
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::{Instr, Op};

impl Vm {
    pub fn build_set(&mut self, i: Instr) -> R {
        let class = self.types.set;
        let s = self.set_of_class(class, false);
        for k in 0..i.c() {
            let v = self.get_reg(i.b() + k);
            self.set_add(s, v)?;
        }
        Ok(s.value())
    }

    pub fn build_dict(&mut self, i: Instr) -> R {
        let d = self.dict();
        for k in 0..i.c() {
            let (key, v) = (self.get_reg(i.b() + 2 * k), self.get_reg(i.b() + 2 * k + 1));
            self.dict_set(d, key, v)?;
        }
        Ok(d.value())
    }

    pub fn build_const_key_map(&mut self, i: Instr) -> R {
        // SAFETY: constant index from the compiler.
        let keys = unsafe { *self.code().consts.add(i.c()) }.expect::<Tuple>();
        let d = self.dict();
        for k in 0..keys.len {
            let v = self.get_reg(i.b() + k);
            self.dict_set(d, keys.items()[k], v)?;
        }
        Ok(d.value())
    }

    /// Joins f-string pieces (all `str`).
    pub fn build_string(&mut self, items: &[Value]) -> R {
        let (mut len, mut nchars) = (0, 0);
        for v in items {
            let s = v.expect::<Str>();
            len += s.len as usize;
            nchars += s.nchars as usize;
        }
        crate::builtins::str_ops::build(self, len, nchars, |mut out| {
            for v in items {
                let (piece, rest) = out.split_at_mut(v.expect::<Str>().len as usize);
                piece.copy_from_slice(v.expect::<Str>().bytes());
                out = rest;
            }
        })
    }

    #[cold]
    #[inline(never)]
    pub fn build_slow(&mut self, i: Instr) -> R<Flow> {
        let (a, b) = (self.get_reg(i.a()), self.get_reg(i.b()));
        let c = match i.op() {
            Op::DictSet | Op::DictMerge => self.get_reg(i.c()),
            Op::ListToTuple => {
                let list = b.expect::<List>();
                let t = self.tuple(&list.items);
                self.set_reg(i.a(), t);
                return Ok(Flow::Next);
            }
            _ => Value::UNDEF,
        };
        self.extend_op(i.op(), a, b, c)?;
        Ok(Flow::Next)
    }

    /// Adds `b` (and `c`) to the display `a` as the op says: `SetAdd`, `DictSet`, `ListExtend`,
    /// `SetUpdate`, `DictUpdate`, `DictMerge`.
    pub fn extend_op(&mut self, op: Op, a: Value, b: Value, c: Value) -> R<()> {
        match op {
            Op::SetAdd => {
                self.set_add(a.expect(), b)?;
            }
            Op::DictSet => self.dict_set(a.expect(), b, c)?,
            Op::ListExtend => {
                let mut list = a.expect::<List>();
                let items = match self.collect_list(b) {
                    Ok(l) => l,
                    Err(e) => {
                        if self.exception_is(self.types.type_error) && self.not_iterable(b) {
                            let t = self.type_name(b);
                            return self
                                .type_error(format!("Value after * must be an iterable, not {t}"));
                        }
                        return Err(e);
                    }
                };
                list.items.extend_from_slice(&items.items);
                self.heap.note_external(items.items.bytes());
                self.heap.barrier(list);
            }
            Op::SetUpdate => {
                crate::builtins::set::update_from(self, a.expect(), b)?;
            }
            Op::DictUpdate => self.dict_update_mapping(a.expect(), b)?,
            Op::DictMerge => self.dict_merge_call(a.expect(), b, c)?,
            _ => {}
        }
        Ok(())
    }

    fn not_iterable(&mut self, v: Value) -> bool {
        let class = self.class_of(v);
        self.special(class, Special::Iter).is_none()
            && self.special(class, Special::GetItem).is_none()
    }

    /// `{**mapping}`.
    fn dict_update_mapping(&mut self, d: Gc<Dict>, from: Value) -> R<()> {
        if let Some(src) = from.cast::<Dict>() {
            if !self.has_custom_ops(from) {
                return self.dict_merge(d, src);
            }
        }
        let name = self.names.keys.0;
        let Some(keys) = self.try_attr(from, name)? else {
            let t = self.type_name(from);
            return self.type_error(format!("'{t}' object is not a mapping"));
        };
        let keys = self.call(keys, &[])?;
        self.for_each(keys, |vm, k| {
            let v = vm.get_item(from, k)?;
            vm.dict_set(d, k, v)?;
            Ok(true)
        })
    }

    /// `f(**mapping)`: names must be new; that they are strings is the call's affair.
    fn dict_merge_call(&mut self, d: Gc<Dict>, from: Value, f: Value) -> R<()> {
        let name = self.names.keys.0;
        let is_mapping = from.is_kind(Kind::Dict) || self.try_attr(from, name)?.is_some();
        if !is_mapping {
            let (f, t) = (self.callable_display(f)?, self.type_name(from));
            return self.type_error(format!("{f} argument after ** must be a mapping, not {t}"));
        }
        let tmp = self.dict();
        self.dict_update_mapping(tmp, from)?;
        let mut k = 0;
        while k < tmp.entries.len() {
            let e = tmp.entries[k];
            k += 1;
            if e.key.is_undef() {
                continue;
            }
            if self.dict_contains(d, e.key)? {
                let (f, key) = (self.callable_display(f)?, self.str_string(e.key)?);
                return self
                    .type_error(format!("{f} got multiple values for keyword argument '{key}'"));
            }
            self.dict_set_hashed(d, e.key, e.hash, e.value)?;
        }
        Ok(())
    }

    /// One f-string field.
    #[cold]
    #[inline(never)]
    pub fn format_value(&mut self, i: Instr) -> R<Flow> {
        let mut v = self.get_reg(i.b());
        let conv = i.x() & 3;
        if conv != 0 {
            v = match conv {
                1 => self.to_str(v)?.value(),
                2 => self.repr(v)?.value(),
                _ => {
                    let r = self.repr(v)?;
                    let text = adder_text::repr::ascii_of_repr(r.bytes());
                    self.str(&text)
                }
            };
        }
        let has_spec = i.x() & 4 != 0;
        if !has_spec {
            if let Some(s) = v.cast::<Str>() {
                if !self.has_custom_ops(v) {
                    self.set_reg(i.a(), s.value());
                    return Ok(Flow::Next);
                }
            }
            // Plain numbers format as str() does.
            if !self.has_custom_ops(v) && !v.is_kind(Kind::Exception) {
                let s = self.to_str(v)?;
                self.set_reg(i.a(), s.value());
                return Ok(Flow::Next);
            }
        }
        let spec = if has_spec { self.get_reg(i.c()) } else { self.str("") };
        if self.has_custom_ops(v) {
            let class = self.class_of(v);
            let f = self.special(class, Special::Format);
            let inherited = f.is_some_and(|f| f.is_kind(Kind::Native));
            if let (Some(f), false) = (f, inherited) {
                return self.push_op_call(f, &[v, spec], stage::FIRST);
            }
            if !has_spec {
                // object.__format__ with an empty spec is str().
                if let Some(f) = self.special(class, Special::Str) {
                    if f.is_kind(Kind::Function) {
                        return self.push_op_call(f, &[v], stage::GETATTR);
                    }
                }
                if let Some(f) = self.special(class, Special::Repr) {
                    let str_is_object = self.special(class, Special::Str) == self.object_str_slot();
                    if f.is_kind(Kind::Function) && str_is_object && v.is_kind(Kind::Instance) {
                        return self.push_op_call(f, &[v], stage::NEW);
                    }
                }
            }
        }
        let s = self.format(v, spec.expect())?;
        self.set_reg(i.a(), s.value());
        Ok(Flow::Next)
    }

    fn object_str_slot(&mut self) -> Option<Value> {
        let object = self.types.object;
        self.special(object, Special::Str)
    }

    /// Checks what a pushed `__format__`, `__str__` or `__repr__` returned.
    pub fn check_format(&mut self, _i: Instr, st: u8, v: Value) -> R {
        if v.is_kind(Kind::Str) {
            return Ok(v);
        }
        let t = self.type_name(v);
        match st {
            stage::GETATTR => self.type_error(format!("__str__ returned non-string (type {t})")),
            stage::NEW => self.type_error(format!("__repr__ returned non-string (type {t})")),
            _ => self.type_error(format!("__format__ must return a str, not {t}")),
        }
    }

    #[cold]
    #[inline(never)]
    pub fn unpack_slow(&mut self, i: Instr, v: Value) -> R<Flow> {
        let n = i.c();
        if !self.has_custom_ops(v) {
            let len = match v.kind() {
                Some(Kind::Tuple) => Some(v.expect::<Tuple>().len),
                Some(Kind::List) => Some(v.expect::<List>().items.len()),
                _ => None,
            };
            if let Some(len) = len {
                if len < n {
                    return self.value_error(format!(
                        "not enough values to unpack (expected {n}, got {len})"
                    ));
                }
                if len > n {
                    return self.value_error(format!("too many values to unpack (expected {n})"));
                }
            }
        }
        let it = self.iter_for_unpack(v)?;
        let pin = self.pin(&[it]);
        let r = self.unpack_iter(i, it, n);
        self.unpin(pin);
        r
    }

    fn iter_for_unpack(&mut self, v: Value) -> R {
        if self.iter_fast(v)?.is_none() && self.not_iterable(v) {
            let t = self.type_name(v);
            return self.type_error(format!("cannot unpack non-iterable {t} object"));
        }
        self.iter(v)
    }

    fn unpack_iter(&mut self, i: Instr, it: Value, n: usize) -> R<Flow> {
        let list = self.list(&[]);
        let pin = self.pin(&[list.value()]);
        for k in 0..n {
            match self.next(it)? {
                Some(v) => {
                    let mut l = list;
                    l.items.push(v);
                    self.heap.barrier(l);
                }
                None => {
                    self.unpin(pin);
                    return self.value_error(format!(
                        "not enough values to unpack (expected {n}, got {k})"
                    ));
                }
            }
        }
        let more = self.next(it)?;
        self.unpin(pin);
        if more.is_some() {
            return self.value_error(format!("too many values to unpack (expected {n})"));
        }
        for k in 0..n {
            self.set_reg(i.a() + k, list.items[k]);
        }
        Ok(Flow::Next)
    }

    /// `a, *b, c = v`.
    #[cold]
    #[inline(never)]
    pub fn unpack_ex_slow(&mut self, i: Instr) -> R<Flow> {
        let v = self.get_reg(i.b());
        let (before, after) = (i.x() as usize, i.c());
        if self.iter_fast(v)?.is_none() {
            self.iter_for_unpack(v)?;
        }
        let list = self.collect_list(v)?;
        let n = list.items.len();
        if n < before + after {
            return self.value_error(format!(
                "not enough values to unpack (expected at least {}, got {n})",
                before + after
            ));
        }
        let middle = self.list(&list.items[before..n - after]);
        for k in 0..before {
            self.set_reg(i.a() + k, list.items[k]);
        }
        self.set_reg(i.a() + before, middle.value());
        for k in 0..after {
            self.set_reg(i.a() + before + 1 + k, list.items[n - after + k]);
        }
        Ok(Flow::Next)
    }

    pub fn make_function(&mut self, i: Instr) -> R {
        // SAFETY: the current frame is live; constant index from the compiler.
        let (code, globals) = unsafe {
            let f = self.frame;
            ((*self.code().consts.add(i.c())).expect::<Code>(), (*f).globals)
        };
        let mut at = i.b();
        let mut take = |vm: &Vm, bit: u8| {
            if i.x() & bit != 0 {
                at += 1;
                vm.get_reg(at - 1)
            } else {
                Value::UNDEF
            }
        };
        let defaults = take(self, 1);
        let kwdefaults = take(self, 2);
        let annotations = take(self, 4);
        let closure = take(self, 8);
        let mut f = self.function_of(code, globals);
        let or_none = |v: Value| if v.is_undef() { Value::NONE } else { v };
        f.defaults = or_none(defaults);
        f.kwdefaults = or_none(kwdefaults);
        f.closure = closure;
        f.annotations = annotations;
        Ok(f.value())
    }

    /// A function object of some code, without defaults, closure and annotations.
    pub fn function_of(&mut self, mut code: Gc<Code>, globals: Gc<Dict>) -> Gc<Function> {
        code.functions = (code.functions + 1).min(2);
        let name = self.names.name.0;
        let module = self.dict_get_name(globals, name).unwrap_or(Value::NONE);
        let doc = match &code.unit.docstring {
            Some(d) => {
                let d = d.clone();
                self.str_bytes(&d)
            }
            None => Value::NONE,
        };
        let hdr = Header::new(self.types.function.root_shape, Kind::Function);
        self.function(Function {
            hdr,
            code,
            globals,
            defaults: Value::NONE,
            kwdefaults: Value::NONE,
            closure: Value::UNDEF,
            name: code.name,
            qualname: code.qualname,
            doc,
            module,
            annotations: Value::UNDEF,
            dict: Value::UNDEF,
        })
    }
}
