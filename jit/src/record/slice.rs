//! Slices: the object is an allocation that sinks, and slicing an exact list or tuple is one call.
//!
//! Example: `work[:k] = work[k - 1::-1]` makes two slices that stay virtual, a list by `list_slice(list, k - 1,
//! isize::MIN, -1)` and a store by `list_set_slice(list, 0, k, other)`. Neither helper runs Python code or
//! raises: absent bounds, the step and the types are known when they are called.

use super::{Rec, Recorder, SVal};
use crate::fields::Field;
use crate::helpers as h;
use adder_bytecode::Instr;
use adder_codegen::ir::{AliasSet, Effects, Op as Ir, Ref, Type};
use adder_vm::object::{Kind, Slice};
use adder_vm::{Value, Vm};
use std::mem::size_of;

/// Start, stop and step as the helpers take them.
struct Bounds {
    start: Ref,
    stop: Ref,
    step: i64,
}

impl Recorder {
    pub(super) fn record_build_slice(&mut self, vm: &Vm, i: Instr) -> Rec<()> {
        let none = self.b.val(Value::NONE.0);
        let step = if i.x() == 3 { self.word(i.b() + 2)? } else { none };
        let parts = [self.word(i.b())?, self.word(i.b() + 1)?, step];
        let fields = [Field::SliceStart, Field::SliceStop, Field::SliceStep];
        let object = self.new_object(
            "slice",
            vm.types.slice,
            Kind::Slice,
            size_of::<Slice>(),
            &fields.map(|f| f.desc()),
        );
        for (field, word) in fields.into_iter().zip(parts) {
            self.store(field, object, word);
        }
        self.set_ref(i.a(), object);
        Ok(())
    }

    /// The bounds of the slice in a register: ints or absent, the step constant. `None`: others.
    fn bounds(&mut self, vm: &Vm, reg: usize) -> Rec<Option<Bounds>> {
        let v = vm.get_reg(reg);
        let now = v.expect::<Slice>();
        let plain = |v: Value| v.is_none() || v.is_int() || v.is_kind(Kind::HeapInt);
        if ![now.start, now.stop, now.step].into_iter().all(plain) {
            return Ok(None);
        }
        let s = self.typed(vm, reg)?;
        self.guard_shape_of(s, v)?;
        let part = |rec: &mut Self, field, now: Value| -> Rec<SVal> {
            let word = rec.load(field, s.r);
            rec.refine(SVal::new(word), now)
        };
        let step = part(self, Field::SliceStep, now.step)?;
        let start = part(self, Field::SliceStart, now.start)?;
        let stop = part(self, Field::SliceStop, now.stop)?;
        let by = now.step.to_i64().unwrap_or(1);
        if by == 0 || by < -i64::MAX {
            return Ok(None);
        }
        if self.ty(step) == Type::I64 && !step.r.is_const() {
            let k = self.b.i64(by);
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, step.r, k, snap);
        }
        let (first, last) = if by < 0 { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
        let start = if now.start.is_none() { self.b.i64(first) } else { start.r };
        let stop = if now.stop.is_none() { self.b.i64(last) } else { stop.r };
        Ok(Some(Bounds { start, stop, step: by }))
    }

    /// `list[a:b:c]`, `tuple[a:b:c]`. False: something else.
    pub(super) fn record_get_slice(&mut self, vm: &mut Vm, i: Instr, key: usize) -> Rec<bool> {
        let o = vm.get_reg(i.b());
        let (name, address) = match o.kind() {
            Some(Kind::List) => ("list_slice", h::list_slice as *const () as u64),
            Some(Kind::Tuple) => ("tuple_slice", h::tuple_slice as *const () as u64),
            _ => return Ok(false),
        };
        let Some(Bounds { start, stop, step }) = self.bounds(vm, key)? else { return Ok(false) };
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, o)?;
        let effects = Effects {
            reads: AliasSet::ALL,
            allocs: true,
            pure: false,
            keeps_nothing: false,
            ..Effects::PURE
        };
        let args = [s.r, start, stop, self.b.i64(step)];
        let r = self.call_vm(name, address, &args, Type::Val, effects);
        self.state_changed();
        let r = self.b.op1(Ir::ValToPtr, r);
        self.set_ref(i.a(), r);
        Ok(true)
    }

    /// `list[a:b] = other list`. False: something else.
    pub(super) fn record_set_slice(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let (o, new) = (vm.get_reg(i.a()), vm.get_reg(i.c()));
        if !o.is_kind(Kind::List) || !new.is_kind(Kind::List) || vm.has_custom_ops(new) {
            return Ok(false);
        }
        let Some(Bounds { start, stop, step: 1 }) = self.bounds(vm, i.b())? else {
            return Ok(false);
        };
        let s = self.typed(vm, i.a())?;
        self.guard_shape_of(s, o)?;
        let other = self.typed(vm, i.c())?;
        self.guard_shape_of(other, new)?;
        let effects = self.list_effects();
        let address = h::list_set_slice as *const () as u64;
        let args = [s.r, start, stop, other.r];
        self.call_vm("list_set_slice", address, &args, Type::Void, effects);
        self.state_changed();
        Ok(true)
    }
}
