//! Cold halves of everything about control: hot places, polling, with, except*, classes, imports,
//! and the hooks that show a recording what happens.

use super::Flow;
use crate::object::exception::Exception;
use crate::object::*;
use crate::ops::special::Special;
use crate::tier::{Door, HotAction, TraceExit};
use crate::value::Value;
use crate::vm::poll;
use crate::{Raised, Vm, R};
use adder_bytecode::{Instr, Op};
use std::sync::atomic::Ordering;

impl Vm {
    // --- tier ---

    /// A loop's counter ran out.
    #[cold]
    #[inline(never)]
    pub fn hot_loop(&mut self, pc: *const Instr) -> HotAction {
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        if self.recording {
            // Somebody watches an outer run: the loop is offered again later.
            // SAFETY: `pc` is a `Loop` instruction of the running code, which names its counter.
            unsafe { (*code.loops.offset((*pc).bc())).counter = self.loop_threshold };
            return HotAction::Continue;
        }
        let Some(mut tier) = self.tier.take() else { return HotAction::Continue };
        let action = tier.hot_loop(self, code, pc);
        self.tier = Some(tier);
        action
    }

    /// A loop or call begins or has ended, in code compiled with clocks.
    #[cold]
    #[inline(never)]
    pub fn read_clock(&mut self, i: Instr) {
        let code = self.code();
        let depth = self.frames.depth(self.frame);
        if let Some(clock) = &mut self.clock {
            let row = clock.row(code, clock_index(code, i));
            match i.x() != 0 {
                true => clock.begin(row, depth),
                false => clock.end(row),
            }
        }
    }

    /// Makes every frame of running traces a real one, with its registers. To be called by what
    /// looks at frames or their registers, before it does; numbers and addresses of frames change.
    pub fn materialise_frames(&mut self) {
        let Some(tier) = self.tier.as_mut() else { return };
        let tier: *mut dyn crate::tier::Tier = &mut **tier;
        // SAFETY: as in `enter_loop`.
        unsafe { (*tier).materialise(self) }
    }

    /// Runs a compiled loop.
    #[inline]
    pub fn enter_loop(&mut self, pc: *const Instr) -> TraceExit {
        // SAFETY: the current frame is live.
        let code = unsafe { (*self.frame).code };
        // The tier stays reachable from residual calls through a raw pointer while it runs.
        let Some(tier) = self.tier.as_mut() else { return TraceExit::Refused };
        let tier: *mut dyn crate::tier::Tier = &mut **tier;
        // SAFETY: the box is not replaced while a trace runs (`Vm::tier` is only taken for calls
        // that cannot enter traces).
        unsafe { (*tier).enter_loop(self, code, pc) }
    }

    /// The entry counter of the function whose frame was just pushed ran out. Interrupts are served
    /// here: compiled functions that call each other meet no back edge.
    #[inline(never)]
    pub fn enter_function(&mut self) -> TraceExit {
        if self.poll_bits() != 0 && self.poll_slow().is_err() {
            return TraceExit::Raised;
        }
        let mut code = self.code();
        if let (false, Some(door), true) = (code.entry_code.is_null(), self.door, self.trace_room())
        {
            // The next call comes here, too.
            code.entry_counter = 1;
            // SAFETY: the current frame is the function's, just pushed.
            return unsafe { self.through(door, code) };
        }
        let Some(tier) = self.tier.as_mut() else { return TraceExit::Refused };
        let tier: *mut dyn crate::tier::Tier = &mut **tier;
        // SAFETY: as in `enter_loop`.
        unsafe { (*tier).enter_function(self, code) }
    }

    /// Runs the entry trace of the function whose frame was just pushed.
    ///
    /// # Safety
    /// `code`, which has one, is the current frame's.
    #[inline(always)]
    pub unsafe fn through(&mut self, door: Door, mut code: Gc<Code>) -> TraceExit {
        code.entry_runs += 1;
        let number = (door.enter)(self, code.entry_code, door.tier);
        if number == door.returned {
            return TraceExit::Returned(Value(*door.value));
        }
        self.left_function(code, number)
    }

    #[cold]
    #[inline(never)]
    fn left_function(&mut self, code: Gc<Code>, number: u32) -> TraceExit {
        let Some(tier) = self.tier.as_mut() else { return TraceExit::Refused };
        let tier: *mut dyn crate::tier::Tier = &mut **tier;
        // SAFETY: as in `enter_loop`.
        unsafe { (*tier).left_function(self, code, number) }
    }

    /// Counts the entry of the function whose frame was just pushed; runs its trace if it has one.
    #[inline(always)]
    pub fn count_entry(&mut self) -> TraceExit {
        let mut code = self.code();
        code.entry_counter = code.entry_counter.wrapping_sub(1);
        if code.entry_counter == 0 {
            self.enter_function()
        } else {
            TraceExit::Refused
        }
    }

    fn with_observer(&mut self, f: impl FnOnce(&mut dyn crate::tier::Observer, &mut Vm)) {
        let Some(mut tier) = self.tier.take() else { return };
        if let Some(o) = tier.observer() {
            f(o, self);
        }
        self.tier = Some(tier);
    }

    /// Shows the instruction at `pc` to the recording. False: the recording ended.
    #[inline(never)]
    pub fn observe_op(&mut self, pc: *const Instr) -> bool {
        let mut go_on = false;
        self.with_observer(|o, vm| go_on = o.before_op(vm, pc));
        if !go_on {
            self.recording = false;
        }
        go_on
    }

    #[inline]
    pub fn observe_push(&mut self) {
        if self.recording {
            self.with_observer(|o, vm| o.frame_pushed(vm));
        }
    }

    #[inline]
    pub fn observe_pop(&mut self, v: Value) {
        if self.recording {
            self.with_observer(|o, vm| o.frame_popped(vm, v));
        }
    }

    #[cold]
    pub fn observe_raise(&mut self) {
        if self.recording {
            self.with_observer(|o, vm| o.raised(vm));
        }
    }

    pub fn observe_native(&mut self, begins: bool) {
        if self.recording {
            self.with_observer(|o, vm| o.native(vm, begins));
        }
    }

    // --- polling ---

    /// Something wants attention at a back edge.
    #[cold]
    #[inline(never)]
    pub fn poll_slow(&mut self) -> R<()> {
        let bits = self.poll.swap(0, Ordering::Relaxed);
        if bits & poll::FINALIZE != 0 {
            self.run_finalizers();
        }
        if bits & poll::INTERRUPT != 0 {
            let class = self.types.keyboard_interrupt;
            return self.raise_args(class, &[]);
        }
        if bits & poll::STOP != 0 {
            let class = self.types.system_exit;
            let text = self.str("execution stopped by the host");
            return self.raise_args(class, &[text]);
        }
        Ok(())
    }

    /// Runs `__del__` methods and weak-reference callbacks of dead objects. Their exceptions are
    /// reported and dropped, as CPython does.
    #[cold]
    pub fn run_finalizers(&mut self) {
        let saved = self.take_exception();
        while let Some(v) = self.heap.to_finalize.pop() {
            let pin = self.pin(&[v, saved]);
            let r = if let Some(w) = v.cast::<function::Weakref>() {
                let cb = w.callback;
                self.call(cb, &[v]).map(|_| ())
            } else {
                let class = self.class_of(v);
                match self.special(class, Special::Del) {
                    Some(f) => self.call_special(f, &[v]).map(|_| ()),
                    None => Ok(()),
                }
            };
            if r.is_err() {
                let exc = self.take_exception();
                let class = self.class_of(v);
                let culprit = match self.special(class, Special::Del) {
                    Some(f) if !v.is_kind(Kind::Weakref) => f,
                    _ => v,
                };
                let what = self.repr_string(culprit).unwrap_or_default();
                self.exception = Value::UNDEF;
                crate::builtins::traceback::report_unraisable(self, exc, &what);
            }
            self.unpin(pin);
        }
        self.exception = saved;
    }

    // --- with, except* ---

    pub fn load_with(&mut self, i: Instr) -> R<Flow> {
        let m = self.get_reg(i.b());
        let class = self.class_of(m);
        let enter = self.special(class, Special::Enter);
        let exit = self.special(class, Special::Exit);
        let (Some(enter), Some(exit)) = (enter, exit) else {
            let t = class.name_str();
            let missed = if enter.is_none() { "" } else { " (missed __exit__ method)" };
            return self.type_error(format!(
                "'{t}' object does not support the context manager protocol{missed}"
            ));
        };
        for (k, f) in [(0, exit), (2, enter)] {
            if matches!(f.kind(), Some(Kind::Function | Kind::Native)) {
                self.set_reg(i.a() + k, f);
                self.set_reg(i.a() + k + 1, m);
            } else {
                let bound = self.bind(f, m, class)?;
                self.set_reg(i.a() + k, bound);
                self.set_reg(i.a() + k + 1, Value::UNDEF);
            }
        }
        Ok(Flow::Next)
    }

    pub fn match_exc_group(&mut self, i: Instr) -> R<Flow> {
        let (exc, class) = (self.get_reg(i.b()), self.get_reg(i.c()));
        if exc.is_none() {
            self.set_reg(i.a(), Value::NONE);
            self.set_reg(i.a() + 1, Value::NONE);
            return Ok(Flow::Next);
        }
        let (matched, rest) = crate::builtins::exc_group::match_group(self, exc, class)?;
        self.set_reg(i.a(), matched);
        self.set_reg(i.a() + 1, rest);
        Ok(Flow::Next)
    }

    pub fn reraise_star(&mut self, i: Instr) -> R {
        let (orig, list) = (self.get_reg(i.b()), self.get_reg(i.c()));
        crate::builtins::exc_group::reraise_star(self, orig, list.expect())
    }

    // --- classes, annotations, interactive ---

    pub fn load_build_class(&mut self) -> R {
        let name = self.names.build_class.0;
        match self.dict_get_name(self.builtins, name) {
            Some(f) => Ok(f),
            None => self.name_error("__build_class__ not found"),
        }
    }

    pub fn setup_annotations(&mut self) -> R<()> {
        // SAFETY: the current frame is live.
        let (locals, globals) = unsafe { ((*self.frame).locals, (*self.frame).globals) };
        let name = self.names.annotations.0;
        let ns = if locals.is_undef() { globals.value() } else { locals };
        if self.mapping_get(ns, name)?.is_none() {
            let d = self.dict();
            self.set_item(ns, name, d.value())?;
        }
        Ok(())
    }

    /// `sys.displayhook` of an interactive expression statement.
    pub fn print_expr(&mut self, v: Value) -> R<()> {
        match crate::builtins::sys_::attr(self, "displayhook") {
            Some(hook) => self.call(hook, &[v]).map(|_| ()),
            None => self.runtime_error("lost sys.displayhook"),
        }
    }

    // --- import ---

    pub fn import_name_op(&mut self, i: Instr) -> R {
        let fromlist = self.get_reg(i.b());
        // SAFETY: the current frame is live; name index from the compiler.
        let (name, globals) = unsafe { (self.code().names[i.c()], (*self.frame).globals) };
        self.import_name(name, globals, fromlist, i.x() as usize)
    }

    pub fn import_from_op(&mut self, i: Instr) -> R {
        let module = self.get_reg(i.b());
        let name = self.code().names[i.c()];
        self.import_from(module, name)
    }

    pub fn import_star_op(&mut self, i: Instr) -> R<()> {
        let module = self.get_reg(i.a());
        // SAFETY: the current frame is live.
        let (locals, globals) = unsafe { ((*self.frame).locals, (*self.frame).globals) };
        let ns = locals.cast::<Dict>().unwrap_or(globals);
        self.import_star(module, ns)
    }

    /// The exception object of a pending error, after `Err(Raised)`.
    pub fn pending(&self) -> Option<Gc<Exception>> {
        self.exception.cast()
    }

    /// An error that Rust code turns into "no".
    pub fn swallow(&mut self, _: Raised) {
        self.exception = Value::UNDEF;
    }
}

/// Which clock of a code object an instruction reads: a loop's, or behind those the function's own.
pub fn clock_index(code: Gc<Code>, i: Instr) -> usize {
    match i.op() {
        Op::LoopClock => i.bc() as usize,
        _ => code.loop_vec.len(),
    }
}
