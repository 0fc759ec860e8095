//! Generators: their frames are inlined like those of calls, and come and go with every item.
//!
//! A resumption guards what the generator is (code, globals, where it sleeps) and makes its saved
//! window the shadow registers of an inlined frame; a `yield` stores what changed back into the
//! object, and the value goes to whatever waits in the frame below: a `for`, a `yield from` (which
//! yields in turn), or a call of `next` or `send`. All of it is plain loads and stores of the
//! generator object, which the optimiser forwards from one iteration to the next: in a hot loop the
//! generator's variables are in machine registers, and an object made in the trace is sunk.
//!
//! Invariants:
//! - `state` in memory is `Running` while the frame is in the trace, so that residual calls and
//!   other traces see a running generator, and an exit needs no repair: its snapshot names the
//!   generator in [`GENERATOR_SLOT`] and the deoptimiser rebuilds the frame.
//! - Two generators resumed in one trace are guarded to be different objects, if they are now. The
//!   optimiser relies on it: what one of them stores does not concern the other.
//! - Everything that can fail comes before the first store, as for every instruction.
//!
//! Example: `for x in count(n): total += x` over `while i < n: yield i; i += 1` becomes one loop of
//! two additions and a comparison, and two stores that keep the object up to date.

use super::call::Target;
use super::{PushPlan, RFrame, Rec, Recorder, SVal, Step};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::heap::MAX_SMALL;
use adder_vm::interp::bind::param_count;
use adder_vm::interp::frame::Cont;
use adder_vm::object::generator::{GenState, Generator};
use adder_vm::object::{Function, Gc, Kind, Native};
use adder_vm::ops::special::Special;
use adder_vm::{Recipe, Value, Vm};
use std::mem::size_of;

/// Pseudo-register of a snapshot frame: the generator it runs.
pub const GENERATOR_SLOT: u32 = 0xFFFF_0010;

/// The generator an inlined frame runs.
#[derive(Clone)]
pub struct GenFrame {
    pub obj: SVal,
    /// What the object's window is known to hold.
    saved: Vec<Option<SVal>>,
}

impl GenFrame {
    /// A frame rebuilt at an exit: nothing is known of the window.
    pub fn new(obj: SVal) -> GenFrame {
        GenFrame { obj, saved: Vec::new() }
    }

    /// The register holds the same value in another form now.
    pub fn refined(&mut self, reg: usize, from: SVal, to: SVal) {
        if let Some(slot) = self.saved.get_mut(reg) {
            if *slot == Some(from) {
                *slot = Some(to);
            }
        }
    }
}

/// A generator frame about to be pushed.
pub struct Resume {
    pub value: Value,
    pub frame: GenFrame,
    pub regs: Vec<Option<SVal>>,
}

/// Where the result of an inlined frame goes.
pub struct Delivery {
    pub ret: u32,
    pub cont: Cont,
    pub cont_value: Option<SVal>,
}

/// What asking an iterator for its next item came to.
pub enum Item {
    Value(SVal),
    End,
    /// A frame is pushed that will deliver it.
    Pushed,
}

impl Recorder {
    /// A generator object for a call of a generator function. False: too large for a trace.
    pub fn new_generator(
        &mut self,
        vm: &mut Vm,
        func: Gc<Function>,
        callee: Ref,
        args: &[SVal],
    ) -> Rec<Option<Ref>> {
        let code = func.code;
        let n = code.nregs as usize;
        let size = size_of::<Generator>() + n * 8;
        if size > MAX_SMALL || n > 64 {
            return Ok(None);
        }
        debug_assert_eq!(param_count(code), args.len());
        let mut words = Vec::with_capacity(n);
        for a in args {
            words.push(self.boxed(*a)?);
        }
        let undef = self.b.val(0);
        words.resize(n, undef);
        let none = self.b.val(Value::NONE.0);
        let zero = self.b.i64(0);
        let nregs = self.b.i64(n as i64);
        let state = self.b.i64(GenState::Created as i64);
        let code = self.object_const(code.value(), "code");
        let name = self.konst(func.name);
        let qualname = self.konst(func.qualname);
        let fixed = [
            (Field::GenFunc, callee),
            (Field::GenCode, code),
            (Field::GenPc, zero),
            (Field::GenNregs, nregs),
            (Field::GenState, state),
            (Field::GenHandled, none),
            (Field::GenName, name),
            (Field::GenQualname, qualname),
        ];
        let mut descs: Vec<_> = fixed.iter().map(|(f, _)| f.desc()).collect();
        descs.extend((0..n).map(|k| fields::at(Field::GenReg, k)));
        let class = vm.types.generator;
        let g = self.new_object("generator", class, Kind::Generator, size, &descs);
        for (f, v) in fixed {
            self.store(f, g, v);
        }
        for (k, w) in words.into_iter().enumerate() {
            let m = self.b.mem(fields::at(Field::GenReg, k));
            self.b.store(m, g, w);
        }
        Ok(Some(g))
    }

    /// Asks a generator, or an object with a Python `__next__`, for the next item.
    pub fn next_frame(&mut self, vm: &mut Vm, it: Value, s: SVal, to: Delivery) -> Rec<Item> {
        if it.is_kind(Kind::Generator) {
            let none = self.b.val(Value::NONE.0);
            return self.resume(it, s, SVal::new(none), Value::NONE, to);
        }
        let class = vm.class_of(it);
        let func = vm.special(class, Special::Next).and_then(|f| f.cast::<Function>());
        let Some(func) = func.filter(|_| it.is_kind(Kind::Instance)) else {
            return Err(Abort::Unsupported);
        };
        self.guard_shape_of(s, it)?;
        self.watch_class(class);
        let top = self.top();
        let base = top.base + top.code.nregs + 2;
        let target = Target { ret: to.ret, cont: to.cont, stage: 0, cont_value: to.cont_value };
        if self.plan_function(vm, func, &[s], base, target)? {
            return Ok(Item::Pushed);
        }
        Err(Abort::Unsupported)
    }

    /// Sends a value into a generator.
    pub fn resume(
        &mut self,
        it: Value,
        s: SVal,
        sent: SVal,
        sent_now: Value,
        to: Delivery,
    ) -> Rec<Item> {
        let g = it.expect::<Generator>();
        self.guard_shape_of(s, it)?;
        let state = self.load(Field::GenState, s.r);
        self.guard_int(state, g.state as i64);
        match g.state {
            GenState::Running => return Err(Abort::Raises),
            GenState::Finished => return Ok(Item::End),
            GenState::Created if !sent_now.is_none() => return Err(Abort::Raises),
            GenState::Created | GenState::Suspended => {}
        }
        if g.state == GenState::Created && self.ty(sent) == Type::Val && !sent.r.is_const() {
            self.guard_is(sent, Value::NONE)?;
        }
        if !g.handled.is_none() {
            return Err(Abort::Handler);
        }
        // A generator that runs itself is a tree of paths: each depth has others, and each of them would
        // need a trace.
        let again = self.frames.iter().any(|f| f.generator.is_some() && f.code == g.code);
        if again || self.frames.len() >= super::MAX_DEPTH {
            return Err(Abort::TooDeep);
        }
        if g.code.numba != self.frames[0].code.numba {
            // Natives ask the trace's first frame which number rules hold.
            return Err(Abort::Unsupported);
        }
        let code = g.code;
        self.guard_field(Field::GenCode, s.r, code.value(), "code");
        let func = self.load(Field::GenFunc, s.r);
        self.guard_field(Field::FunctionGlobals, func, g.func.globals.value(), "globals");
        let pc = self.load(Field::GenPc, s.r);
        self.guard_int(pc, g.pc as i64);
        let handled = self.load(Field::GenHandled, s.r);
        let none = self.b.val(Value::NONE.0);
        let snap = self.snapshot();
        self.b.guard2(Ir::GuardEq, handled, none, snap);
        self.tell_apart(s, it);
        // Nothing fails from here on.
        let mut regs: Vec<Option<SVal>> = Vec::with_capacity(g.nregs);
        let undef = SVal::new(self.b.val(0));
        let params = if g.state == GenState::Created { param_count(code) } else { g.nregs };
        let live = self.liveness_of(code);
        let named = code.nvars as usize;
        for k in 0..g.nregs {
            regs.push(if k >= params {
                Some(undef)
            } else if k < named || live.live(g.pc, k) {
                let m = self.b.mem(fields::at(Field::GenReg, k));
                Some(SVal::new(self.b.load(m, s.r)))
            } else {
                None
            });
        }
        let saved = regs.clone();
        if g.state == GenState::Suspended {
            regs[sent_register(&code.unit.code, g.pc)] = Some(sent);
        }
        let running = self.b.i64(GenState::Running as i64);
        self.store(Field::GenState, s.r, running);
        self.state_changed();
        let top = self.top();
        let base = top.base + top.code.nregs;
        self.plan = Some(PushPlan {
            code,
            func: Value::UNDEF,
            dynamic: None,
            args: Vec::new(),
            base,
            ret: to.ret,
            cont: to.cont,
            stage: 0,
            cont_value: to.cont_value,
            resume: Some(Resume { value: it, frame: GenFrame { obj: s, saved }, regs }),
        });
        Ok(Item::Pushed)
    }

    /// Guards that a generator is none of those met before.
    fn tell_apart(&mut self, s: SVal, now: Value) {
        for k in 0..self.generators.len() {
            let (other, value) = self.generators[k];
            if other == s.r {
                return;
            }
            if value != now {
                let snap = self.snapshot();
                self.b.guard2(Ir::GuardNe, s.r, other, snap);
            }
        }
        self.generators.push((s.r, now));
    }

    fn guard_int(&mut self, r: Ref, now: i64) {
        let want = self.b.i64(now);
        let same = self.b.op2(Ir::Eq, r, want);
        self.guard_true(same);
    }

    /// Guards that a pointer field holds this object.
    fn guard_field(&mut self, field: Field, base: Ref, now: Value, name: &str) {
        let r = self.load(field, base);
        let k = self.object_const(now, name);
        let snap = self.snapshot();
        self.b.guard2(Ir::GuardEq, r, k, snap);
    }

    /// `yield v`.
    pub fn record_yield(&mut self, i: Instr) -> Rec<Step> {
        if !self.consumer_is_inlined()? {
            return self.leave_frame();
        }
        let v = self.get(i.b())?;
        self.suspend(self.at() + 1)?;
        self.deliver(v)?;
        Ok(Step::Go)
    }

    /// `yield from` an iterator: the item goes on to the consumer.
    pub fn record_yield_from(&mut self, vm: &mut Vm, i: Instr) -> Rec<Step> {
        let (it, sent_now) = (vm.get_reg(i.b()), vm.get_reg(i.c()));
        let s = self.typed(vm, i.b())?;
        let sent = self.get(i.c())?;
        let item = if it.is_kind(Kind::Generator) {
            let to = Delivery { ret: i.a() as u32, cont: Cont::Op, cont_value: None };
            self.resume(it, s, sent, sent_now, to)?
        } else {
            if !self.consumer_is_inlined()? {
                return self.leave_frame();
            }
            if !sent_now.is_none() {
                return Err(Abort::Unsupported);
            }
            self.guard_is(sent, Value::NONE)?;
            match self.record_next(vm, it, s)? {
                Some(item) => item,
                None => return Err(Abort::Unsupported),
            }
        };
        match item {
            Item::Value(v) => {
                self.suspend(self.at())?;
                self.deliver(v)?;
            }
            Item::End => {
                let none = self.b.val(Value::NONE.0);
                self.set_ref(i.a(), none);
            }
            Item::Pushed => {}
        }
        Ok(Step::Go)
    }

    /// Is the frame that a value yielded by the top frame ends up in part of the trace?
    fn consumer_is_inlined(&self) -> Rec<bool> {
        let mut k = self.frames.len() - 1;
        loop {
            if k == 0 {
                return Ok(false);
            }
            let f = &self.frames[k];
            if f.generator.is_none() {
                return Err(Abort::UnexpectedFrame);
            }
            match f.cont {
                Cont::Dst => return Ok(true),
                Cont::Op => {}
                Cont::Construct | Cont::Native => return Err(Abort::UnexpectedFrame),
            }
            match self.waiting_op(k - 1).op() {
                Op::ForIter => return Ok(true),
                Op::YieldFrom => k -= 1,
                _ => return Err(Abort::Unsupported),
            }
        }
    }

    /// The instruction frame `k` waits in for the one above.
    fn waiting_op(&self, k: usize) -> Instr {
        let f = &self.frames[k];
        f.code.unit.code[f.resume as usize - 1]
    }

    /// The trace's first frame is a generator that suspends: the interpreter takes it from here.
    fn leave_frame(&mut self) -> Rec<Step> {
        match self.start {
            super::Start::Root | super::Start::Entry => Err(Abort::LeavesFrame),
            super::Start::Side { .. } | super::Start::Inner { .. } => self.leave_here(),
        }
    }

    /// Saves the top frame's registers in its generator, which is to go on at `pc`.
    fn suspend(&mut self, pc: usize) -> Rec<()> {
        let f = self.frames.pop().ok_or(Abort::UnexpectedFrame)?;
        let g = f.generator.as_ref().ok_or(Abort::UnexpectedFrame)?;
        let named = f.code.nvars as usize;
        let sent = sent_register(&f.code.unit.code, pc);
        let mut changed = false;
        for (r, s) in f.regs.iter().enumerate() {
            let Some(s) = s else { continue };
            let same = g.saved.get(r).copied().flatten() == Some(*s);
            // A temporary that the resumption overwrites sleeps with any content; a variable shows.
            if same || (r >= named && (r == sent || !f.live.live(pc, r))) {
                continue;
            }
            let w = self.boxed(*s)?;
            let m = self.b.mem(fields::at(Field::GenReg, r));
            self.b.store(m, g.obj.r, w);
            changed = true;
        }
        let pc = self.b.i64(pc as i64);
        self.store(Field::GenPc, g.obj.r, pc);
        let state = self.b.i64(GenState::Suspended as i64);
        self.store(Field::GenState, g.obj.r, state);
        if changed {
            self.b.op1(Ir::Barrier, g.obj.r);
        }
        self.state_changed();
        self.delivering = Some(f);
        Ok(())
    }

    /// Hands a value to whoever waits for the frame just popped.
    fn deliver(&mut self, v: SVal) -> Rec<()> {
        loop {
            let f = self.delivering.take().ok_or(Abort::UnexpectedFrame)?;
            if f.cont == Cont::Dst {
                self.set(f.ret as usize, v);
                return Ok(());
            }
            let k = self.frames.len() - 1;
            let at = self.frames[k].resume as usize - 1;
            let i = self.waiting_op(k);
            if i.op() == Op::YieldFrom {
                self.suspend(at)?;
                continue;
            }
            self.set(i.a(), v);
            self.expect_at(at as isize + 1 + i.sc());
            return Ok(());
        }
    }

    /// The cells of a generator function's closure.
    pub fn copy_generator_free(&mut self, i: Instr, g: Ref) {
        let func = self.load(Field::GenFunc, g);
        let closure = self.load(Field::FunctionClosure, func);
        let cells = self.b.op1(Ir::ValToPtr, closure);
        for k in 0..i.b() {
            let m = self.b.mem(fields::at(Field::TupleItem, k));
            let cell = self.b.load(m, cells);
            self.set_ref(i.a() + k, cell);
        }
    }

    /// The next instruction is number `at` of the top frame's code.
    pub fn expect_at(&mut self, at: isize) {
        // SAFETY: a jump target of verified code.
        self.expect_pc = Some(unsafe { self.top().code.code.offset(at) });
    }

    /// `return v` in a generator: it is exhausted.
    pub fn record_exhausted(&mut self, v: SVal) -> Rec<()> {
        let k = self.frames.len() - 1;
        let f = &self.frames[k];
        let (cont, ret, default) = (f.cont, f.ret, f.cont_value);
        let g = f.generator.as_ref().ok_or(Abort::UnexpectedFrame)?.obj;
        let waiting = self.waiting_op(k - 1);
        match (cont, waiting.op()) {
            (Cont::Op, Op::ForIter | Op::YieldFrom) => {}
            (Cont::Dst, _) if default.is_some() => {}
            (Cont::Dst, _) => return Err(Abort::Raises),
            _ => return Err(Abort::Unsupported),
        }
        let undef = self.b.val(0);
        for r in 0..self.frames[k].code.nregs as usize {
            let m = self.b.mem(fields::at(Field::GenReg, r));
            self.b.store(m, g.r, undef);
        }
        let state = self.b.i64(GenState::Finished as i64);
        self.store(Field::GenState, g.r, state);
        self.frames.pop();
        self.state_changed();
        match (cont, default) {
            (Cont::Dst, Some(d)) => self.set(ret as usize, d),
            (Cont::Op, _) if waiting.op() == Op::YieldFrom => self.set(waiting.a(), v),
            _ => {}
        }
        let at = self.frames[k - 1].resume as isize;
        self.expect_at(at);
        Ok(())
    }

    /// `next(it)`, `next(it, default)`, `g.send(v)`. False: not an iterator that traces know.
    pub fn call_next(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        f: Gc<Native>,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<bool> {
        let (send, takes_two) = (f.recipe == Recipe::Send, f.arity.max > 1);
        let [it, ..] = *values else { return Ok(false) };
        if values.len() > 1 + takes_two as usize || send && values.len() < 2 {
            return Ok(false);
        }
        let s = self.refine(args[0], it)?;
        let default = if send { None } else { args.get(1).copied() };
        let to = Delivery { ret: i.a() as u32, cont: Cont::Dst, cont_value: default };
        let item = if send {
            if !it.is_kind(Kind::Generator) {
                return Ok(false);
            }
            self.resume(it, s, args[1], values[1], to)?
        } else if it.is_kind(Kind::Generator) || it.is_kind(Kind::Instance) && default.is_none() {
            self.next_frame(vm, it, s, to)?
        } else {
            match self.record_next(vm, it, s)? {
                Some(item) => item,
                None => return Ok(false),
            }
        };
        match (item, default) {
            (Item::Value(v), _) => self.set(i.a(), v),
            (Item::End, Some(d)) => self.set(i.a(), d),
            (Item::End, None) => return Err(Abort::Raises),
            (Item::Pushed, _) => {}
        }
        Ok(true)
    }
}

/// Does frame `f` of a snapshot need register `r` when it goes on behind (or in) the instruction
/// before `resume` that waits for the frame above?
pub fn live_while_waiting(f: &RFrame, r: usize) -> bool {
    let resume = f.resume as usize;
    if f.live.live(resume, r) {
        return true;
    }
    let Some(i) = resume.checked_sub(1).and_then(|at| f.code.unit.code.get(at)) else {
        return false;
    };
    if f.live.live_if_raised(resume - 1, r) {
        return true;
    }
    match i.op() {
        Op::ForIter => f.live.live((resume as isize + i.sc()) as usize, r),
        // A generator that delegates is resumed at the instruction itself.
        Op::YieldFrom => f.live.live(resume - 1, r),
        _ => false,
    }
}

/// The register that a resumption at `pc` writes the sent value to.
pub fn sent_register(code: &[Instr], pc: usize) -> usize {
    match code.get(pc) {
        Some(next) if next.op() == Op::YieldFrom => next.c(),
        _ => code[pc - 1].a(),
    }
}
