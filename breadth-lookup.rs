//! Dicts, membership and texts through helpers that run no Python code: what the trace knows of
//! memory survives them, and nothing has to be published or tested afterwards.
//!
//! Each helper gives up (a word no value has) when only Python code could tell: that is a guard with
//! the plain snapshot, because nothing has happened.
//!
//! Example: `n = counts.get(word, 0)` is `v4 = call dict_lookup(cx, counts, word); guard_ne v4, 0;
//! guard_ne v4, absent; guard_tag v4, int`.

use super::{Rec, Recorder, SVal};
use crate::fields::Field;
use crate::helpers as h;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, Op as Ir, Ref, Type};
use adder_vm::object::dict::WATCHED;
use adder_vm::object::{Dict, Gc, Kind, Native, Str};
use adder_vm::{Binding, Recipe, Value, Vm};

impl Recorder {
    /// Records subscription, membership and concatenation of dicts and texts. False: something else.
    pub(super) fn record_lookup(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        match i.op() {
            Op::GetItem => self.get_by_key(vm, i),
            Op::GetItemI => self.text_item(vm, i, None),
            Op::SetItem => self.set_by_key(vm, i),
            Op::In | Op::NotIn => {
                let Some((t, _)) = self.membership(vm, i.c(), i.b())? else { return Ok(false) };
                let r = if i.op() == Op::NotIn { self.b.op1(Ir::Bnot, t) } else { t };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Op::JumpIn => {
                let Some((t, now)) = self.membership(vm, i.b(), i.a())? else { return Ok(false) };
                self.guard_cond(t, now);
                Ok(true)
            }
            Op::Add => self.concat(vm, i),
            Op::FormatValue => self.format(vm, i),
            Op::Intrinsic => self.intrinsic(vm, i),
            _ => Ok(false),
        }
    }

    /// A call that reads anything and may allocate, but runs no Python code and raises nothing.
    fn call_quiet(&mut self, name: &'static str, address: u64, args: &[Ref], ret: Type) -> Ref {
        let mut all = vec![self.cx];
        all.extend_from_slice(args);
        let params: Vec<Type> = all.iter().map(|r| self.b.trace().ty(*r)).collect();
        let effects = ir::Effects {
            reads: ir::AliasSet::ALL,
            reads_slots: true,
            allocs: true,
            pure: false,
            keeps_nothing: false,
            ..ir::Effects::PURE
        };
        self.call_plain(name, address, &params, ret, effects, &all)
    }

    /// As [`Recorder::call_quiet`], but it may raise: word 0.
    fn call_careful(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let raised = self.raise_snapshot();
        let r = self.call_quiet(name, address, args, Type::Val);
        let undef = self.b.val(0);
        let guard = self.b.guard2(Ir::GuardNe, r, undef, raised);
        self.note_call(guard);
        self.state_changed();
        r
    }

    /// The value at a key, or [`h::ABSENT`].
    fn dict_lookup(&mut self, d: Ref, key: Ref) -> Ref {
        let snap = self.snapshot();
        let address = h::dict_lookup as *const () as u64;
        let r = self.call_quiet("dict_lookup", address, &[d, key], Type::Val);
        let unknown = self.b.val(0);
        self.b.guard2(Ir::GuardNe, r, unknown, snap);
        r
    }

    fn get_by_key(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let (o, key) = (vm.get_reg(i.b()), vm.get_reg(i.c()));
        if o.is_kind(Kind::Str) {
            return self.text_item(vm, i, Some(i.c()));
        }
        let Some(d) = o.cast::<Dict>().filter(|_| !vm.has_custom_ops(o)) else { return Ok(false) };
        let Ok(Some(at)) = vm.dict_peek(d, key) else { return Ok(false) };
        let now = d.entries[at].value;
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, o)?;
        let key = self.word(i.c())?;
        let r = self.dict_lookup(s.r, key);
        let absent = self.b.val(h::ABSENT);
        let snap = self.snapshot();
        self.b.guard2(Ir::GuardNe, r, absent, snap);
        let v = self.refine(SVal::new(r), now)?;
        self.set(i.a(), v);
        Ok(true)
    }

    /// `d.get(key)` and `d.get(key, default)`.
    pub(super) fn dict_get(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<bool> {
        let o = values[0];
        let Some(d) = o.cast::<Dict>().filter(|_| !vm.has_custom_ops(o)) else { return Ok(false) };
        let Ok(at) = vm.dict_peek(d, values[1]) else { return Ok(false) };
        let s = self.refine(args[0], o)?;
        self.guard_shape_of(s, o)?;
        let key = self.boxed(args[1])?;
        let r = self.dict_lookup(s.r, key);
        let absent = self.b.val(h::ABSENT);
        let snap = self.snapshot();
        let v = match at {
            Some(at) => {
                self.b.guard2(Ir::GuardNe, r, absent, snap);
                self.refine(SVal::new(r), d.entries[at].value)?
            }
            None => {
                self.b.guard2(Ir::GuardEq, r, absent, snap);
                match args.get(2) {
                    Some(default) => *default,
                    None => SVal::new(self.b.val(Value::NONE.0)),
                }
            }
        };
        self.set(i.a(), v);
        Ok(true)
    }

    fn set_by_key(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let (o, key) = (vm.get_reg(i.a()), vm.get_reg(i.b()));
        let Some(d) = o.cast::<Dict>().filter(|_| !vm.has_custom_ops(o)) else { return Ok(false) };
        if vm.dict_peek(d, key).is_err() || d.hdr.aux & WATCHED != 0 {
            return Ok(false);
        }
        let s = self.typed(vm, i.a())?;
        self.guard_shape_of(s, o)?;
        let (key, v) = (self.word(i.b())?, self.word(i.c())?);
        let snap = self.snapshot();
        let writes = [Field::DictEntries, Field::DictLen, Field::DictKeysVersion, Field::EntryValue]
            .iter()
            .fold(ir::AliasSet::EMPTY, |s, f| s.union(ir::AliasSet::of(f.desc().alias)));
        let effects = ir::Effects {
            reads: ir::AliasSet::ALL,
            writes,
            allocs: true,
            pure: false,
            keeps_nothing: false,
            ..ir::Effects::PURE
        };
        let cx = self.cx;
        let done = self.call_plain(
            "dict_store",
            h::dict_store as *const () as u64,
            &[Type::Ptr, Type::Ptr, Type::Val, Type::Val],
            Type::I64,
            effects,
            &[cx, s.r, key, v],
        );
        let zero = self.b.i64(0);
        self.b.guard2(Ir::GuardNe, done, zero, snap);
        self.state_changed();
        Ok(true)
    }

    /// `item in o`, and whether it is now.
    fn membership(&mut self, vm: &mut Vm, o: usize, item: usize) -> Rec<Option<(Ref, bool)>> {
        let (ov, iv) = (vm.get_reg(o), vm.get_reg(item));
        let Some(now) = vm.contains_pure(ov, iv) else { return Ok(None) };
        let s = self.typed(vm, o)?;
        self.guard_shape_of(s, ov)?;
        let (o, item) = (self.boxed(s)?, self.word(item)?);
        let snap = self.snapshot();
        let address = h::contains_pure as *const () as u64;
        let r = self.call_quiet("contains_pure", address, &[o, item], Type::I64);
        let unknown = self.b.i64(2);
        self.b.guard2(Ir::GuardNe, r, unknown, snap);
        let zero = self.b.i64(0);
        Ok(Some((self.b.op2(Ir::Ne, r, zero), now)))
    }

    fn plain_text(vm: &Vm, v: Value) -> Option<Gc<Str>> {
        v.cast::<Str>().filter(|_| !vm.has_custom_ops(v))
    }

    /// A character of a text.
    fn text_item(&mut self, vm: &mut Vm, i: Instr, key: Option<usize>) -> Rec<bool> {
        let o = vm.get_reg(i.b());
        let Some(text) = Self::plain_text(vm, o) else { return Ok(false) };
        let now = match key {
            Some(r) if vm.get_reg(r).is_int() => vm.get_reg(r).as_int(),
            Some(_) => return Ok(false),
            None => i.sc() as i64,
        };
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, o)?;
        let index = match key {
            Some(r) => self.typed(vm, r)?,
            None => SVal::new(self.b.i64(now)),
        };
        if self.ty(index) != Type::I64 || index.class != 0 {
            return Ok(false);
        }
        let len = self.load(Field::StrChars, s.r);
        let n = text.nchars as usize;
        let Some(at) = self.bounded(index.r, now, len, n) else { return Ok(false) };
        let r = self.call_careful("char_at", h::char_at as *const () as u64, &[s.r, at]);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    fn concat(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let (a, b) = (vm.get_reg(i.b()), vm.get_reg(i.c()));
        if Self::plain_text(vm, a).is_none() || Self::plain_text(vm, b).is_none() {
            return Ok(false);
        }
        let (x, y) = (self.typed(vm, i.b())?, self.typed(vm, i.c())?);
        self.guard_shape_of(x, a)?;
        self.guard_shape_of(y, b)?;
        let code = self.b.i64(adder_vm::ops::BinOp::Add as i64);
        let (x, y) = (self.boxed(x)?, self.boxed(y)?);
        let r = self.call_careful("concat", h::binary as *const () as u64, &[code, x, y]);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    /// A field of an f-string whose value is a number or a text.
    fn format(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let now = vm.get_reg(i.b());
        let number = now.is_int() || now.is_float();
        if !number && Self::plain_text(vm, now).is_none() {
            return Ok(false);
        }
        let s = self.typed(vm, i.b())?;
        if s.class != 0 {
            return Ok(false);
        }
        if self.ty(s) == Type::Ptr {
            self.guard_shape_of(s, now)?;
        }
        let spec = if i.x() & 4 != 0 {
            let spec = vm.get_reg(i.c());
            if Self::plain_text(vm, spec).is_none() {
                return Ok(false);
            }
            let s = self.typed(vm, i.c())?;
            self.guard_shape_of(s, spec)?;
            self.boxed(s)?
        } else {
            self.b.val(0)
        };
        let (code, v) = (self.b.i64(i.x() as i64), self.boxed(s)?);
        let r = self.call_careful("format", h::format as *const () as u64, &[code, v, spec]);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    /// A method of an exact `str` with plain arguments: it runs no Python code.
    pub(super) fn text_method(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        f: Gc<Native>,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<bool> {
        let of_text = f.binding == Binding::Method && f.class == vm.types.str.value();
        if !of_text || args.is_empty() || args.len() > 3 {
            return Ok(false);
        }
        let joins = f.recipe == Recipe::StrJoin;
        for (k, &v) in values.iter().enumerate() {
            let fits = match v.kind() {
                None => k > 0,
                Some(Kind::Str) => !vm.has_custom_ops(v),
                Some(Kind::List | Kind::Tuple) => k > 0 && joins && !vm.has_custom_ops(v),
                _ => false,
            };
            if !fits || args[k].class != 0 {
                return Ok(false);
            }
        }
        let mut words = Vec::with_capacity(3);
        for (&s, &v) in args.iter().zip(values) {
            let s = self.refine(s, v)?;
            if self.ty(s) == Type::Ptr {
                self.guard_shape_of(s, v)?;
            }
            words.push(self.boxed(s)?);
        }
        words.resize(3, self.b.val(0));
        let (callee, n) = (self.konst(f.value()), self.b.i64(args.len() as i64));
        let address = h::call_native as *const () as u64;
        let all = [callee, n, words[0], words[1], words[2]];
        let r = self.call_careful("call_native", address, &all);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    /// Operations of the prelude.
    fn intrinsic(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let name = adder_vm::interp::intrinsics::TABLE[i.c()].0;
        let (at, n) = (i.b(), i.x() as usize);
        let is = |t: bool, rec: &mut Recorder| {
            let k = rec.b.bool(t);
            rec.set_ref(i.a(), k);
        };
        match name {
            "is_exact_int" | "is_exact_float" => {
                let v = vm.get_reg(at);
                let s = self.typed(vm, at)?;
                if s.class != 0 {
                    return Ok(false);
                }
                if self.ty(s) == Type::Ptr {
                    self.guard_shape_of(s, v)?;
                }
                let int = v.is_int() || matches!(v.kind(), Some(Kind::HeapInt | Kind::BigInt));
                is(if name == "is_exact_int" { int } else { v.is_float() }, self);
                return Ok(true);
            }
            "is_undef" if self.get(at)?.r.is_const() => {
                is(vm.get_reg(at).is_undef(), self);
                return Ok(true);
            }
            "fsum_step" => {
                let mut args = Vec::with_capacity(4);
                for k in 0..4 {
                    let s = self.typed(vm, at + k)?;
                    if self.ty(s) != Type::F64 || s.class != 0 {
                        return Ok(false);
                    }
                    args.push(s.r);
                }
                let r = self.call_plain(
                    "fsum_step",
                    h::fsum_step as *const () as u64,
                    &[Type::F64; 4],
                    Type::F64,
                    ir::Effects::PURE,
                    &args,
                );
                self.set_ref(i.a(), r);
                return Ok(true);
            }
            _ => {}
        }
        let window = self.spill_window(at, n)?;
        let (id, n) = (self.b.i64(i.c() as i64), self.b.i64(n as i64));
        let args = [id, window, n];
        let r = self.call_value_helper("intrinsic", h::intrinsic as *const () as u64, &args);
        self.set_ref(i.a(), r);
        Ok(true)
    }
}
