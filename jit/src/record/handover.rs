//! Calls the interpreter's way, and natives that hand over to Python code.
//!
//! A native that would have to run Python code asks the interpreter to call a function in its place
//! (`Vm::tail_call`): `sum(it)` becomes `sum_of(it, 0)` of the prelude. In a trace the native is
//! called, the frame it asks for is taken off again, and its arguments are loaded: from there on the
//! function is inlined like any other. Should the native ask for something else one day, the helper
//! runs that and the trace leaves behind the call.
//!
//! Example: `n += len(o)` with a `__len__` in Python.
//!
//! ```text
//! v9:  val = call "call"(cx, 0, window, 2, val:undef, "handover")   ; len(o) asks for len_of(f, o)
//!      guard_ne v9, val:undef                                        ; it raised
//!      guard_valid "valid"                                           ; frames were looked at
//!      guard_eq v9, "handed over"                                    ; it returned, or asked for another
//! v12: val = load_slot 11                                            ; f, the parameters of len_of
//! v13: val = load_slot 12                                            ; this
//! ```

use super::{PushPlan, Rec, Recorder, SVal};
use crate::helpers::{self as h, Handover};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Ref, SnapFlags};
use adder_vm::interp::bind::param_count;
use adder_vm::interp::frame::Cont;
use adder_vm::object::class::class_flags;
use adder_vm::object::{BoundMethod, Class, Function, Kind};
use adder_vm::{Value, Vm};

/// A call of a native just recorded, which may turn out to hand over.
pub(super) struct HandoverCall {
    result: Ref,
    instr: Instr,
}

impl Recorder {
    /// A call the interpreter's way: arguments in their window, `start_call` on them.
    pub(super) fn residual_call(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        if self.leaf_native_call(vm, i)? {
            return Ok(());
        }
        let hidden = self.b.i64(self.frames.len() as i64 - 1);
        let star = i.op() == Op::CallEx;
        let (n, what) = match i.op() {
            Op::CallEx => (4, 0),
            Op::Call => (i.x() as usize + 1, 0),
            _ => (i.x() as usize + 2, 1),
        };
        let native = !self.calls_function(vm.get_reg(i.b()));
        let window = self.spill_window(i.b(), n)?;
        let r = if star {
            let address = h::call_star as *const () as u64;
            self.call_value_helper("call_ex", address, &[hidden, window])
        } else {
            let count = self.b.i64((i.x() as i64) << 1 | what);
            let names = match i.op() {
                // SAFETY: constant index of the running code.
                Op::CallKw => self.konst(unsafe { *vm.code().consts.add(i.c()) }),
                _ => self.b.val(0),
            };
            let top = self.top();
            let to = (top.code.nregs as usize + 2) - i.b();
            let valid = self.valid_flag as *const u8;
            let site = Box::new(Handover { func: Value::UNDEF, nparams: 0, to, valid });
            let place = self.b.named_ptr(&*site as *const Handover as u64, false, "handover");
            self.handovers.push(site);
            let address = h::call_window as *const () as u64;
            self.call_value_helper("call", address, &[hidden, window, count, names, place])
        };
        if self.frames.len() == 1 {
            // The callee's window was there.
            self.in_memory.truncate(i.b() + 1);
        }
        self.set_ref(i.a(), r);
        if native {
            self.opaque_is_native();
            self.handover = (!star).then_some(HandoverCall { result: r, instr: i });
        } else {
            vm.call_whole = matches!(i.op(), Op::Call | Op::CallMethod);
        }
        Ok(())
    }

    /// Is it Python code that a call of `f` runs first?
    fn calls_function(&self, f: Value) -> bool {
        match f.kind() {
            Some(Kind::Function) => true,
            Some(Kind::BoundMethod) => f.expect::<BoundMethod>().func.is_kind(Kind::Function),
            Some(Kind::Class) => !f.expect::<Class>().has(class_flags::BUILTIN),
            Some(Kind::Instance) => true,
            _ => false,
        }
    }

    /// The interpreter pushed a frame for a native just called: plans to enter it. False: no native
    /// was called, or the frame is none that can be inlined.
    pub(super) fn plan_handover(&mut self, vm: &mut Vm) -> Rec<bool> {
        let Some(call) = self.handover.take() else { return Ok(false) };
        // SAFETY: the frame was just pushed.
        let f = unsafe { &*vm.frame };
        let code = f.code;
        let Some(func) = f.func.cast::<Function>() else { return Ok(false) };
        let (cont, stage, ret) = (f.cont, f.stage, f.ret as usize);
        let expected = cont == Cont::Dst && stage == 0 && ret == call.instr.a();
        if !expected || !f.generator.is_undef() || !self.may_inline(code) {
            return Ok(false);
        }
        let Some(site) = self.handovers.last_mut() else { return Ok(false) };
        let nparams = param_count(code);
        (site.func, site.nparams) = (func.value(), nparams);
        self.roots.push(func.value());
        self.opaque_ended();
        // The call is over as far as the guards are concerned: its result is in its register.
        let after = self.make_snapshot(self.at() as u32 + 1, SnapFlags::NIL);
        if std::mem::take(&mut self.check_valid) {
            let flag = self.b.named_ptr(self.valid_flag, false, "valid");
            self.b.guard1(Ir::GuardValid, flag, after);
        }
        let handed_over = self.b.val(h::HANDED_OVER);
        self.b.guard2(Ir::GuardEq, call.result, handed_over, after);
        // While the function runs, the result's register holds what it held before.
        let before = self.register_before_call(call.instr.a());
        if let Some(reg) = self.top().regs.get_mut(call.instr.a()) {
            *reg = before;
        }
        let base = self.op_window();
        let args = (0..nparams).map(|k| SVal::new(self.b.load_slot(base + k as u32))).collect();
        self.plan = Some(PushPlan {
            code,
            func: func.value(),
            dynamic: None,
            args,
            base,
            ret: ret as u32,
            cont,
            stage,
            cont_value: None,
            resume: None,
        });
        Ok(true)
    }
}
