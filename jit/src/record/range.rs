//! `range(...)` and its iterator, as allocations that sink: a counted loop inside a trace is a
//! counter in a register.
//!
//! `for k in range(3)` becomes a range with `start = 0, stop = 3, step = 1, len = 3` and an iterator
//! with `remaining = 3`, both virtual; when the loop is unrolled its tests fold.

use super::{Rec, Recorder, SVal};
use crate::fields::Field;
use adder_bytecode::Instr;
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::object::iter::RangeIter;
use adder_vm::object::{Kind, Range};
use adder_vm::{Value, Vm};
use std::mem::size_of;

impl Recorder {
    /// `range(...)` of machine integers with a constant step. False: something else.
    pub fn call_range(&mut self, vm: &Vm, i: Instr, args: &[SVal], values: &[Value]) -> Rec<bool> {
        if args.is_empty() || args.len() > 3 || !values.iter().all(|v| v.is_int()) {
            return Ok(false);
        }
        let mut refs = Vec::with_capacity(3);
        for (&s, &v) in args.iter().zip(values) {
            let s = self.refine(s, v)?;
            if self.ty(s) != Type::I64 || s.class != 0 {
                return Ok(false);
            }
            refs.push(s.r);
        }
        if refs.len() == 1 {
            refs.insert(0, self.b.i64(0));
        }
        let (start, stop) = (refs[0], refs[1]);
        let by = values.get(2).map_or(1, |v| v.as_int());
        if by == 0 || by == i64::MIN || refs.get(2).is_some_and(|r| !r.is_const()) {
            return Ok(false);
        }
        let step = self.b.i64(by);
        let len = self.range_len(start, stop, by);
        let fields = [Field::RangeStart, Field::RangeStop, Field::RangeBy, Field::RangeLen];
        // Boxes first: an object that others are allocated behind may be old.
        let words = [start, stop, step, len].map(|r| self.b.op1(Ir::BoxInt, r));
        let object = self.new_object(
            "range",
            vm.types.range,
            Kind::Range,
            size_of::<Range>(),
            &fields.map(|f| f.desc()),
        );
        for (field, word) in fields.into_iter().zip(words) {
            self.store(field, object, word);
        }
        self.set_ref(i.a(), object);
        Ok(true)
    }

    /// How many items a range has.
    fn range_len(&mut self, start: Ref, stop: Ref, by: i64) -> Ref {
        let snap = self.snapshot();
        let (from, to) = if by > 0 { (start, stop) } else { (stop, start) };
        let span = self.b.guard2(Ir::SubOvf, to, from, snap);
        let zero = self.b.i64(0);
        let span = self.b.op2(Ir::Max, span, zero);
        if by.abs() == 1 {
            return span;
        }
        let round = self.b.i64(by.abs() - 1);
        let rounded = self.b.guard2(Ir::AddOvf, span, round, snap);
        let by = self.b.i64(by.abs());
        self.b.op2(Ir::FloorDiv, rounded, by)
    }

    /// `iter(range)`, for ranges whose parts are machine integers.
    pub fn iterate_range(&mut self, vm: &Vm, i: Instr, v: Value) -> Rec<bool> {
        let now = v.expect::<Range>();
        let parts = [
            (Field::RangeStart, now.start),
            (Field::RangeBy, now.step),
            (Field::RangeLen, now.len),
        ];
        // Larger ones have an iterator of another class; so may those whose end is out of range.
        if !parts.iter().all(|(_, v)| v.is_int()) || !now.stop.is_int() {
            return Ok(false);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, v)?;
        let mut refs = Vec::with_capacity(3);
        for (field, now) in parts.into_iter().chain([(Field::RangeStop, now.stop)]) {
            let word = self.load(field, s.r);
            refs.push(self.refine(SVal::new(word), now)?.r);
        }
        let fields = [Field::RangeNext, Field::RangeStep, Field::RangeRemaining];
        let it = self.new_object(
            "range_iterator",
            vm.types.range_iterator,
            Kind::RangeIter,
            size_of::<RangeIter>(),
            &fields.map(|f| f.desc()),
        );
        for (field, r) in fields.into_iter().zip(refs) {
            self.store(field, it, r);
        }
        self.set_ref(i.a(), it);
        Ok(true)
    }
}
