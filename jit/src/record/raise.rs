//! Exceptions inside traces: raised and caught on the recorded path, they are jumps.
//!
//! The interpreter tells the recorder that something was raised ([`Recorder::raised`]) before it
//! unwinds. The recorder walks its own frames the way `Vm::unwind` will: every frame passed gets its
//! traceback entry (a small helper call), frames without a handler are gone, the handler's register
//! receives the exception. If no frame of the trace handles it, the recording ends.
//!
//! What may raise is a `raise`, or a residual call. The latter ends in a guard that it did *not*
//! raise; now that it did, the guard is turned round: it leaves behind the instruction, with the
//! result, if the call comes back normally ([`Recorder::call_raised`]).
//!
//! `vm.handled` stays in memory, written where `EnterHandler` and `LeaveHandler` write it, so exits
//! from a handler need to know nothing of it.
//!
//! Example: `try: d[k] / except KeyError: n += 1` with an absent key is
//! `v5 = call get_item ..; guard_eq v5, 0; v6 = call take_raised; call passed v6, code, 7, 1`, a guard
//! on v6's shape from `MatchExc`, and the addition.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::Field;
use crate::helpers as h;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, Op as Ir, Ref, SnapFlags, SnapVal, Type};
use adder_vm::interp::frame::Cont;
use adder_vm::object::{Class, Gc, Kind, Tuple};
use adder_vm::ops::special::Special;
use adder_vm::{Binding, Value, Vm};

/// A residual call that might have raised.
pub(super) struct CallMade {
    /// The guard that it did not.
    guard: Ref,
    /// Registers of the top frame before the instruction.
    regs: Vec<Option<SVal>>,
}

/// What is being raised.
#[derive(Clone, Copy)]
pub(super) struct Raising {
    exc: Ref,
    /// Raised again: the traceback stays as it is.
    again: bool,
}

impl Recorder {
    /// Records raising and handling. False: something else.
    pub(super) fn record_exceptions(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        match i.op() {
            Op::Raise => self.record_raise(vm, i)?,
            Op::Reraise => {
                let exc = self.word(i.a())?;
                self.raising = Some(Raising { exc, again: true });
            }
            // An inlined generator would take its handled exception along when it yields.
            Op::EnterHandler if self.frames[1..].iter().any(|f| f.generator.is_some()) => {
                return Err(Abort::Handler);
            }
            Op::EnterHandler => {
                let exc = self.word(i.a())?;
                let cx = self.cx;
                let before = self.load(Field::VmHandled, cx);
                self.store(Field::VmHandled, cx, exc);
                self.state_changed();
                self.set_ref(i.b(), before);
            }
            Op::LeaveHandler => {
                let before = self.word(i.a())?;
                let cx = self.cx;
                self.store(Field::VmHandled, cx, before);
                self.state_changed();
            }
            Op::MatchExc => self.record_match(vm, i)?,
            Op::LoadExcInfo => {
                let now = vm.get_reg(i.b());
                let s = self.typed(vm, i.b())?;
                let Some(class) = self.known_class(vm, s, now)? else {
                    return Err(Abort::Handler);
                };
                if !now.is_kind(Kind::Exception) {
                    return Err(Abort::Handler);
                }
                let class = self.konst(class.value());
                let trace = self.load(Field::ExcTraceback, s.r);
                self.set_ref(i.a(), class);
                self.set(i.a() + 1, s);
                self.set_ref(i.a() + 2, trace);
            }
            Op::LoadWith => self.record_load_with(vm, i)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn record_raise(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        if i.x() == 0 {
            if vm.handled.is_none() {
                return Err(Abort::Raises);
            }
            let cx = self.cx;
            let exc = self.load(Field::VmHandled, cx);
            let none = self.b.val(Value::NONE.0);
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardNe, exc, none, snap);
            self.raising = Some(Raising { exc, again: true });
            return Ok(());
        }
        let now = vm.get_reg(i.a());
        if i.x() == 1 && now.is_kind(Kind::Exception) {
            let s = self.typed(vm, i.a())?;
            self.guard_shape_of(s, now)?;
            let exc = self.boxed(s)?;
            self.raising = Some(Raising { exc, again: false });
            return Ok(());
        }
        let cause = if i.x() == 2 { self.word(i.b())? } else { self.b.val(0) };
        let exc = self.word(i.a())?;
        let address = h::exception_to_raise as *const () as u64;
        let exc = self.call_value_helper("exception_to_raise", address, &[exc, cause]);
        self.raising = Some(Raising { exc, again: false });
        Ok(())
    }

    /// `except classes:`, answered by the exception's class.
    fn record_match(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        let (exc, class) = (vm.get_reg(i.b()), vm.get_reg(i.c()));
        let classes: Vec<Value> = match class.kind() {
            Some(Kind::Class) => vec![class],
            Some(Kind::Tuple) => class.expect::<Tuple>().items().to_vec(),
            _ => return Err(Abort::Handler),
        };
        let base = vm.types.base_exception;
        let proper =
            |c: &Value| c.cast::<Class>().is_some_and(|c: Gc<Class>| c.is_subclass_of(base));
        if !exc.is_kind(Kind::Exception) || !classes.iter().all(proper) {
            return Err(Abort::Handler);
        }
        let which = self.typed(vm, i.c())?;
        self.guard_is(which, class)?;
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, exc)?;
        let real = vm.class_of(exc);
        let is = classes.iter().any(|c| real.is_subclass_of(c.expect()));
        let k = self.b.bool(is);
        self.set_ref(i.a(), k);
        Ok(())
    }

    fn record_load_with(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        let m = vm.get_reg(i.b());
        let class = vm.class_of(m);
        let mut found = Vec::new();
        for special in [Special::Exit, Special::Enter] {
            let f = vm.special(class, special).ok_or(Abort::Raises)?;
            let plain = match f.kind() {
                Some(Kind::Function) => true,
                Some(Kind::Native) => {
                    f.expect::<adder_vm::object::Native>().binding == Binding::Method
                }
                _ => false,
            };
            if !plain {
                return Err(Abort::Unsupported);
            }
            found.push(f);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, m)?;
        self.watch_class(class);
        for (k, f) in found.into_iter().enumerate() {
            let f = self.konst(f);
            self.set_ref(i.a() + 2 * k, f);
            self.set(i.a() + 2 * k + 1, s);
        }
        Ok(())
    }

    /// A residual call was recorded whose result says whether it raised: `guard` is the guard that
    /// it did not.
    pub(super) fn note_call(&mut self, guard: Ref) {
        let regs = self.top().regs.clone();
        self.call_made = Some(CallMade { guard, regs });
    }

    /// A register of the top frame before the instruction that made the last residual call.
    pub(super) fn register_before_call(&self, reg: usize) -> Option<SVal> {
        self.call_made.as_ref()?.regs.get(reg).copied().flatten()
    }

    /// The interpreter raised an exception in the instruction just recorded, and is about to unwind.
    pub fn raised(&mut self, vm: &Vm) -> Rec<()> {
        if self.handler.is_some() {
            // It is unwinding, and leaves frames that the recorder has left already.
            return Ok(());
        }
        self.opaque = None;
        self.jump = None;
        self.plan = None;
        let raising = match self.raising.take() {
            Some(r) => r,
            None => self.call_raised()?,
        };
        self.throw(vm, raising)
    }

    /// A side trace begins where a residual call raised; the interpreter has not unwound yet.
    pub fn start_raised(&mut self, vm: &mut Vm) -> Rec<()> {
        // SAFETY: the current frame was rebuilt with its pc behind the raising instruction.
        self.pc = unsafe { (*vm.frame).pc.sub(1) };
        let exc = self.call_raising("take_raised", h::take_raised as *const () as u64, &[]);
        self.throw(vm, Raising { exc, again: false })
    }

    /// The residual call just recorded raised: it comes back normally only at the cost of an exit.
    fn call_raised(&mut self) -> Rec<Raising> {
        let Some(made) = self.call_made.take() else { return Err(Abort::Raises) };
        // SAFETY: the recorded instruction.
        let i = unsafe { *self.pc };
        if i.op().info().flags & (adder_bytecode::ops::flags::JUMPS) != 0 {
            return Err(Abort::Raises);
        }
        let after = self.make_snapshot(self.at() as u32 + 1, SnapFlags::NIL);
        let late = self.b.trace().entries_of(after).iter().any(|e| match e.val {
            SnapVal::Ref(r) => r.is_inst() && r.index() > made.guard.index(),
            SnapVal::Virtual(_) => false,
        });
        let turned = match self.b.trace().def(made.guard).map(|d| d.op) {
            Some(Ir::GuardNe) => Ir::GuardEq,
            Some(Ir::GuardTrue) => Ir::GuardFalse,
            _ => return Err(Abort::Raises),
        };
        if late {
            return Err(Abort::Raises);
        }
        self.b.turn_guard(made.guard, turned, after);
        let depth = self.frames.len();
        self.frames[depth - 1].regs = made.regs;
        if std::mem::take(&mut self.check_valid) {
            // The frames as they are now: whoever looked at them has made them.
            let raised = self.raise_snapshot();
            let flag = self.b.named_ptr(self.valid_flag, false, "valid");
            self.b.guard1(Ir::GuardValid, flag, raised);
        }
        let exc = self.call_raising("take_raised", h::take_raised as *const () as u64, &[]);
        Ok(Raising { exc, again: false })
    }

    /// Calls a helper that works on exceptions: neither raises nor runs Python code.
    fn call_raising(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let effects = ir::Effects {
            reads: ir::AliasSet::ALL,
            writes: ir::AliasSet::of(Field::ExcTraceback.desc().alias),
            allocs: true,
            pure: false,
            keeps_nothing: false,
            ..ir::Effects::PURE
        };
        self.call_vm(name, address, args, Type::Val, effects)
    }

    /// Follows the interpreter's unwinding to the handler.
    fn throw(&mut self, vm: &Vm, raising: Raising) -> Rec<()> {
        // Entries made in traces know no frames.
        if vm.keeps_frames || !self.is_handled() {
            return Err(Abort::Raises);
        }
        let mut first = true;
        loop {
            let top = self.frames.len() - 1;
            let code = self.frames[top].code;
            let at = self.raise_point(top, first);
            let flags = first as i64 | ((first && raising.again) as i64) << 1;
            let known = self.object_const(code.value(), "code");
            let (at_ref, flags) = (self.b.i64(at as i64), self.b.i64(flags));
            let args = [raising.exc, known, at_ref, flags];
            self.call_raising("passed", h::passed as *const () as u64, &args);
            self.state_changed();
            first = false;
            let table = &code.unit.exc_table;
            let Some(e) = table.iter().find(|e| (e.start as usize) <= at && at < e.end as usize)
            else {
                self.frames.pop();
                continue;
            };
            let (reg, handler) = (e.reg as usize, e.handler as usize);
            self.set_ref(reg, raising.exc);
            // SAFETY: a handler inside the code.
            self.handler = Some(unsafe { code.code.add(handler) });
            return Ok(());
        }
    }

    /// Index of the instruction of a frame that raised, or called what did.
    fn raise_point(&self, frame: usize, top: bool) -> usize {
        if top {
            self.at()
        } else {
            self.frames[frame].resume as usize - 1
        }
    }

    /// Does a frame of the trace handle what is raised in the top frame?
    fn is_handled(&self) -> bool {
        for (k, f) in self.frames.iter().enumerate().rev() {
            let top = k + 1 == self.frames.len();
            let at = self.raise_point(k, top);
            if f.code.unit.exc_table.iter().any(|e| (e.start as usize) <= at && at < e.end as usize)
            {
                return true;
            }
            // A generator that raises is finished; `next` may expect it.
            if f.generator.is_some() {
                return false;
            }
            // What a special method raises may mean something to its instruction.
            if k > 0 && f.cont == Cont::Op {
                let asking = self.frames[k - 1].resume as usize - 1;
                let op = self.frames[k - 1].code.unit.code[asking].op();
                if matches!(op, Op::ForIter | Op::YieldFrom | Op::LoadAttr | Op::LoadMethod) {
                    return false;
                }
            }
            if f.cont == Cont::Native {
                return false;
            }
        }
        false
    }
}
