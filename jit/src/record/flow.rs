//! Loops, iteration, returns.

use super::generator::{Delivery, Item};
use super::inner::Arrival;
use super::{Rec, Recorder, SVal, Start, Step};
use crate::abort::Abort;
use crate::fields::Field;
use crate::helpers as h;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Effects, Op as Ir, SnapFlags, Tag, Type};
use adder_vm::interp::frame::Cont;
use adder_vm::interp::slow_flow::clock_index;
use adder_vm::object::iter::{ListIter, RangeIter, TupleIter};
use adder_vm::object::{Kind, List};
use adder_vm::{Value, Vm};

/// Iterations of an inner loop that are unrolled into the outer trace.
pub const MAX_UNROLL: u32 = 12;

impl Recorder {
    /// Records control flow that is not a comparison. False: something else.
    pub fn record_flow(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        match i.op() {
            Op::GetIter => self.record_get_iter(vm, i),
            Op::ForIter => {
                self.record_for_iter(vm, i)?;
                Ok(true)
            }
            Op::LoopClock | Op::CallClock => {
                self.record_clock(vm, i);
                Ok(true)
            }
            Op::MatchExcGroup | Op::ReraiseStar => Err(Abort::Handler),
            Op::ImportName | Op::ImportFrom | Op::ImportStar | Op::BuildClass => Err(Abort::Import),
            _ => Ok(false),
        }
    }

    /// A loop header: the end of this trace, another trace's start, or an inner loop to unroll.
    pub fn record_loop(&mut self, vm: &mut Vm, _i: Instr) -> Rec<Step> {
        let first = self.count == 1;
        let at_root = self.frames.len() == 1;
        if at_root && self.pc == self.header && matches!(self.start, Start::Root) {
            if first {
                self.record_poll();
                self.record_budget();
                return Ok(Step::Go);
            }
            return self.close_loop(vm);
        }
        if first && matches!(self.start, Start::Inner { .. }) {
            self.record_poll();
            return Ok(Step::Go);
        }
        let linked = self.links.borrow().roots(self.pc);
        // A side trace that starts at a header goes through one iteration: linking back at once
        // would meet the guard that just failed, for ever.
        let entry = matches!(self.start, Start::Entry);
        // A generator's loop comes round once per item: that is the consumer's iteration, and what
        // the loop has of its own (items it drops) is unrolled.
        let driven = self.frames.iter().any(|f| f.generator.is_some());
        let mut chain = false;
        if !driven && !at_root {
            match self.arrive(vm, !linked.is_empty())? {
                Arrival::Done(step) => return Ok(step),
                Arrival::Unroll => chain = true,
                Arrival::NoChain => {}
            }
        }
        if !linked.is_empty() && !driven && !chain && (!first || entry) {
            if at_root {
                return self.link_to(vm, &linked);
            }
            // A compiled loop inside an inlined call: next time the call is not inlined. If the
            // trace began in there, the interpreter enters the loop.
            return match self.call_instead(false) {
                Some(why) => Err(why),
                None => self.leave_here(),
            };
        }
        // Loops inside this one begin anew.
        let at = self.at();
        let end = vm
            .code()
            .unit
            .loops
            .iter()
            .find(|l| l.header as usize == at)
            .map_or(at, |l| l.end as usize);
        let inside =
            vm.code().code.wrapping_add(at + 1) as usize..vm.code().code.wrapping_add(end) as usize;
        self.inner.retain(|header, _| !inside.contains(header));
        let seen = self.inner.entry(self.pc as usize).or_insert(0);
        *seen += 1;
        if *seen > MAX_UNROLL {
            if driven {
                return if linked.is_empty() { Err(Abort::InnerLoop) } else { self.leave_here() };
            }
            if chain {
                // The next recording stops where it meets the loop.
                self.links.borrow_mut().separate(self.pc);
                return Err(Abort::NotInlined);
            }
            return Err(self.call_instead(false).unwrap_or(Abort::InnerLoop));
        }
        if at_root {
            self.record_budget();
        }
        Ok(Step::Go)
    }

    /// Interrupts and invalidation are looked at once per iteration.
    fn record_poll(&mut self) {
        let at = self.at() as u32;
        // Nothing but traces enters a loop in an inlined function.
        let inner = matches!(self.start, Start::Inner { .. });
        let flags = if inner { SnapFlags::NIL } else { SnapFlags::ENTRY };
        let snap = self.make_snapshot(at, flags);
        let mem = self.mem(Field::Poll);
        let cx = self.cx;
        self.b.poll(cx, mem, snap);
        let flag = self.b.named_ptr(self.valid_flag, false, "valid");
        self.b.guard1(Ir::GuardValid, flag, snap);
    }

    /// Verify mode: a `Loop` op of the root frame leaves when the stretch is over, and counts.
    fn record_budget(&mut self) {
        let Some(address) = self.loop_budget else { return };
        let at = self.b.named_ptr(address, false, "budget");
        let (zero, one) = (self.b.i64(0), self.b.i64(1));
        let left = self.load(Field::LoopBudget, at);
        let any = self.b.op2(Ir::Gt, left, zero);
        self.guard_true(any);
        let less = self.b.op2(Ir::Sub, left, one);
        self.store(Field::LoopBudget, at, less);
    }

    /// A profile reads the clock, inside traces as outside. It touches nothing that traces know of.
    fn record_clock(&mut self, vm: &mut Vm, i: Instr) {
        let code = vm.code();
        let Some(clock) = &mut vm.clock else { return };
        let row = clock.row(code, clock_index(code, i)) as i64;
        let (address, name) = match i.x() != 0 {
            true => (h::clock_begin as *const () as u64, "clock_begin"),
            false => (h::clock_end as *const () as u64, "clock_end"),
        };
        let effects = Effects { pure: false, ..Effects::PURE };
        let inlined = self.frames.len() as i64 - 1;
        let args = [self.cx, self.b.i64(row), self.b.i64(inlined)];
        let types = [Type::Ptr, Type::I64, Type::I64];
        self.call_plain(name, address, &types, Type::Void, effects, &args);
    }

    fn record_get_iter(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let v = vm.get_reg(i.b());
        match v.kind() {
            // Iterators are their own iterators.
            Some(Kind::RangeIter | Kind::ListIter | Kind::TupleIter | Kind::Generator)
                if !vm.has_custom_ops(v) =>
            {
                let s = self.typed(vm, i.b())?;
                self.guard_shape_of(s, v)?;
                self.set(i.a(), s);
                Ok(true)
            }
            Some(Kind::Range) => self.iterate_range(vm, i, v),
            Some(Kind::NdArray) if vm.is_exact_array(v) => self.iterate_array(vm, i, v),
            Some(Kind::List) if !vm.has_custom_ops(v) => {
                let s = self.typed(vm, i.b())?;
                self.guard_shape_of(s, v)?;
                let it = self.new_object(
                    "list_iterator",
                    vm.types.list_iterator,
                    Kind::ListIter,
                    std::mem::size_of::<ListIter>(),
                    &[Field::ListIterList.desc(), Field::ListIterIndex.desc()],
                );
                let list = self.b.op1(Ir::PtrToVal, s.r);
                let zero = self.b.i64(0);
                self.store(Field::ListIterList, it, list);
                self.store(Field::ListIterIndex, it, zero);
                self.set_ref(i.a(), it);
                Ok(true)
            }
            Some(Kind::Tuple) if !vm.has_custom_ops(v) => {
                let s = self.typed(vm, i.b())?;
                self.guard_shape_of(s, v)?;
                let it = self.new_object(
                    "tuple_iterator",
                    vm.types.tuple_iterator,
                    Kind::TupleIter,
                    std::mem::size_of::<TupleIter>(),
                    &[Field::TupleIterTuple.desc(), Field::TupleIterIndex.desc()],
                );
                let zero = self.b.i64(0);
                self.store(Field::TupleIterTuple, it, s.r);
                self.store(Field::TupleIterIndex, it, zero);
                self.set_ref(i.a(), it);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn record_for_iter(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        let it = vm.get_reg(i.b());
        let s = self.typed(vm, i.b())?;
        let item = match self.record_next(vm, it, s)? {
            Some(item) => item,
            None if matches!(it.kind(), Some(Kind::Generator | Kind::Instance)) => {
                let to = Delivery { ret: i.a() as u32, cont: Cont::Op, cont_value: None };
                self.next_frame(vm, it, s, to)?
            }
            None => return self.record_next_call(vm, i, s),
        };
        if let Item::Value(v) = item {
            self.set(i.a(), v);
        }
        Ok(())
    }

    /// The next item of an iterator whose fields traces know; `None` for others.
    pub fn record_next(&mut self, vm: &mut Vm, it: Value, s: SVal) -> Rec<Option<Item>> {
        if vm.has_custom_ops(it) {
            return Ok(None);
        }
        let end = Ok(Some(Item::End));
        match it.kind() {
            Some(Kind::RangeIter) => {
                self.guard_shape_of(s, it)?;
                let now = it.expect::<RangeIter>();
                let remaining = self.load(Field::RangeRemaining, s.r);
                let zero = self.b.i64(0);
                let more = self.b.op2(Ir::Gt, remaining, zero);
                self.guard_cond(more, now.remaining > 0);
                if now.remaining <= 0 {
                    return end;
                }
                let next = self.load(Field::RangeNext, s.r);
                let step = self.load(Field::RangeStep, s.r);
                let one = self.b.i64(1);
                let left = self.b.op2(Ir::Sub, remaining, one);
                let after = self.b.op2(Ir::Add, next, step);
                self.store(Field::RangeNext, s.r, after);
                self.store(Field::RangeRemaining, s.r, left);
                self.state_changed();
                Ok(Some(Item::Value(SVal::new(next))))
            }
            Some(Kind::ListIter) => {
                self.guard_shape_of(s, it)?;
                let now = it.expect::<ListIter>();
                let listv = self.load(Field::ListIterList, s.r);
                let snap = self.snapshot();
                let Some(list) = now.list.cast::<List>() else {
                    let none = self.b.val(Value::NONE.0);
                    self.b.guard2(Ir::GuardEq, listv, none, snap);
                    return end;
                };
                self.b.guard_tag(listv, Tag::Ptr, snap);
                let l = self.b.op1(Ir::ValToPtr, listv);
                let index = self.load(Field::ListIterIndex, s.r);
                let len = self.load(Field::ListLen, l);
                let more = self.b.op2(Ir::Lt, index, len);
                let has = now.index < list.items.len();
                self.guard_cond(more, has);
                if !has {
                    let none = self.b.val(Value::NONE.0);
                    self.store(Field::ListIterList, s.r, none);
                    self.state_changed();
                    return end;
                }
                let items = self.load(Field::ListItems, l);
                let m = self.mem(Field::ListItem);
                let v = self.b.load_at(m, items, index, 8);
                let one = self.b.i64(1);
                let after = self.b.op2(Ir::Add, index, one);
                self.store(Field::ListIterIndex, s.r, after);
                self.state_changed();
                Ok(Some(Item::Value(SVal::new(v))))
            }
            Some(Kind::TupleIter) => {
                self.guard_shape_of(s, it)?;
                let now = it.expect::<TupleIter>();
                let t = self.load(Field::TupleIterTuple, s.r);
                let index = self.load(Field::TupleIterIndex, s.r);
                let len = self.load(Field::TupleLen, t);
                let more = self.b.op2(Ir::Lt, index, len);
                let has = now.index < now.tuple.len;
                self.guard_cond(more, has);
                if !has {
                    return end;
                }
                let m = self.mem(Field::TupleItem);
                let v = self.b.load_at(m, t, index, 8);
                let one = self.b.i64(1);
                let after = self.b.op2(Ir::Add, index, one);
                self.store(Field::TupleIterIndex, s.r, after);
                self.state_changed();
                Ok(Some(Item::Value(SVal::new(v))))
            }
            Some(Kind::SeqIter) if Self::is_array_iterator(vm, it) => self.next_of_array(vm, it, s),
            _ => Ok(None),
        }
    }

    /// `return` out of an inlined frame.
    pub fn record_return(&mut self, vm: &mut Vm, i: Instr) -> Rec<Step> {
        if self.frames.len() == 1 {
            // The frame the trace started in ends; whoever entered gets the value.
            if matches!(self.start, Start::Root) && !self.may_return {
                return Err(Abort::LeavesFrame);
            }
            let v = self.word(i.a())?;
            self.b.ret(v);
            return self.finish();
        }
        let top = &self.frames[self.frames.len() - 1];
        if top.generator.is_some() {
            let v = self.get(i.a())?;
            self.record_exhausted(v)?;
            return Ok(Step::Go);
        }
        let v = match self.frames[self.frames.len() - 1].cont {
            Cont::Op => self.special_result(vm, i.a())?,
            _ => self.get(i.a())?,
        };
        let mut f = self.frames.pop().ok_or(Abort::UnexpectedFrame)?;
        match f.cont {
            Cont::Dst => self.set(f.ret as usize, v),
            Cont::Construct => {
                // `__init__` returned: None, checked by type or value.
                let t = self.ty(v);
                if t != Type::Val || !v.r.is_const() {
                    return Err(Abort::Unsupported);
                }
                let o = f.cont_value.take().ok_or(Abort::UnexpectedFrame)?;
                self.set(f.ret as usize, o);
            }
            Cont::Op => self.finish_special(v)?,
            Cont::Native => return Err(Abort::UnexpectedFrame),
        }
        self.state_changed();
        Ok(Step::Go)
    }
}
