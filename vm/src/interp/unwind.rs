//! Exceptions: finding a handler, building tracebacks, raising from Python.

use super::frame::{stage, Cont, Frame, FrameObj};
use crate::object::exception::{Exception, Traceback};
use crate::object::generator::GenState;
use crate::object::*;
use crate::value::Value;
use crate::{Raised, Vm, R};
use adder_bytecode::{CodeFlags, Instr, Op};

impl Vm {
    /// The current frame raised `vm.exception` at its pc. Finds the handler, popping frames; `Err`
    /// when the exception leaves the native boundary.
    #[cold]
    #[inline(never)]
    pub fn unwind(&mut self) -> R<()> {
        if let Some(exc) = self.exception.cast::<Exception>() {
            self.set_context(exc);
        }
        loop {
            let f: *mut Frame = self.frame;
            // SAFETY: there is a current frame while Python code runs.
            unsafe {
                let code = (*f).code;
                let at = code.index_of((*f).pc).saturating_sub(1);
                let reraise = std::mem::take(&mut self.reraising);
                let frame =
                    if self.keeps_frames { self.frame_object_of(f).value() } else { Value::NONE };
                self.add_traceback(code, frame, at, reraise);
                let entry = code
                    .unit
                    .exc_table
                    .iter()
                    .find(|e| (e.start as usize) <= at && at < e.end as usize);
                if let Some(e) = entry {
                    *(*f).base.add(e.reg as usize) = self.take_exception();
                    (*f).pc = code.code.add(e.handler as usize);
                    self.unwound(code, e.handler as usize);
                    return Ok(());
                }
                // The frame dies.
                self.retire_frame(f, at);
                let cont = (*f).cont;
                if let Some(g) = (*f).generator.cast::<Generator>() {
                    self.generator_failed(f, g);
                }
                self.frame = if f == self.frames.base { std::ptr::null_mut() } else { f.sub(1) };
                match cont {
                    Cont::Native => return Err(Raised),
                    Cont::Op => {
                        if self.resume_raised(f)? {
                            let caller = self.frame;
                            let code = (*caller).code;
                            self.unwound(code, code.index_of((*caller).pc));
                            return Ok(());
                        }
                    }
                    Cont::Dst | Cont::Construct => {
                        // `next(it, default)` resumed a generator in place of the native.
                        if (*f).generator.is_kind(Kind::Generator)
                            && !(*f).cont_value.is_undef()
                            && self.exception_is(self.types.stop_iteration)
                        {
                            self.exception = Value::UNDEF;
                            let caller = self.frame;
                            *(*caller).base.add((*f).ret as usize) = (*f).cont_value;
                            return Ok(());
                        }
                    }
                }
                // The call raised, as far as the caller is concerned.
                self.observe_raise();
            }
        }
    }

    /// Loops that the exception left have ended. Control goes on at instruction `pc` of the current frame.
    fn unwound(&mut self, code: Gc<Code>, pc: usize) {
        if let Some(clock) = &mut self.clock {
            clock.unwound(code, pc, self.frames.depth(self.frame));
        }
    }

    /// Prepends a traceback entry for the instruction at index `at` if the exception is not raised again, with the frame's object or None.
    fn add_traceback(&mut self, code: Gc<Code>, frame: Value, at: usize, reraise: bool) {
        // Raised again, an exception has come through this frame, or is none of its own (a bare `raise` in a function
        // that a handler calls).
        if reraise || code.has_flag(CodeFlags::HIDDEN) {
            return;
        }
        let Some(mut exc) = self.exception.cast::<Exception>() else { return };
        let line = code.unit.positions.get(at).map_or(0, |p| p.line);
        let next = exc.traceback;
        if let Some(t) = next.cast::<Traceback>() {
            // The frame the exception has just left was called from this one.
            if let Some(mut inner) = t.frame.cast::<FrameObj>() {
                let left = inner.raised && inner.back.is_undef() && inner.value() != frame;
                if left && !frame.is_none() {
                    inner.back = frame;
                    self.heap.barrier(inner);
                }
            }
        }
        let t = self.new_traceback(next, code, frame, at as u32, line);
        exc.traceback = t;
        self.heap.barrier(exc);
    }

    /// Prepends the traceback entry of a generator that ends before it has begun: the line of its definition.
    pub(super) fn add_traceback_of_start(&mut self, code: Gc<Code>) {
        let Some(mut exc) = self.exception.cast::<Exception>() else { return };
        if !code.has_flag(CodeFlags::HIDDEN) {
            exc.traceback =
                self.new_traceback(exc.traceback, code, Value::NONE, 0, code.unit.first_line);
            self.heap.barrier(exc);
        }
    }

    /// Sets `__context__` to the exception being handled, avoiding cycles.
    pub fn set_context(&mut self, mut exc: Gc<Exception>) {
        if self.reraising || self.handled.is_none() || self.handled == exc.value() {
            return;
        }
        if exc.context == self.handled {
            return;
        }
        // Cut a chain that would lead back here.
        let mut at = self.handled;
        while let Some(mut e) = at.cast::<Exception>() {
            if e.context == exc.value() {
                e.context = Value::NONE;
                break;
            }
            at = e.context;
        }
        exc.context = self.handled;
        self.heap.barrier(exc);
    }

    /// A frame that ran on behalf of its caller's instruction raised. True: handled here.
    ///
    /// # Safety
    /// `f` is the frame record just popped; the current frame executes the instruction before its pc.
    unsafe fn resume_raised(&mut self, f: *mut Frame) -> R<bool> {
        let caller = self.frame;
        let i: Instr = *(*caller).pc.sub(1);
        match i.op() {
            Op::ForIter if self.exception_is(self.types.stop_iteration) => {
                // Exhausted: fall through.
                self.exception = Value::UNDEF;
                Ok(true)
            }
            Op::YieldFrom if self.exception_is(self.types.stop_iteration) => {
                let exc = self.take_exception().expect::<Exception>();
                let v = self.stop_value(exc);
                *(*caller).base.add(i.a()) = v;
                Ok(true)
            }
            Op::LoadAttr | Op::LoadMethod
                if (*f).stage == stage::GETATTRIBUTE
                    && self.exception_is(self.types.attribute_error) =>
            {
                self.getattr_fallback(i)
            }
            _ => Ok(false),
        }
    }

    /// `StopIteration.value`.
    pub fn stop_value(&self, exc: Gc<Exception>) -> Value {
        if !exc.payload.is_undef() {
            return exc.payload;
        }
        crate::vm::tuple_items(exc.args).first().copied().unwrap_or(Value::NONE)
    }

    /// `raise`, `raise x`, `raise x from y`.
    pub fn raise_op(&mut self, i: Instr) -> R<()> {
        // SAFETY: registers of the current frame.
        let (exc, cause) = unsafe {
            let base = (*self.frame).base;
            (*base.add(i.a()), *base.add(i.b()))
        };
        match i.x() {
            0 => {
                if self.handled.is_none() {
                    return self.runtime_error("No active exception to reraise");
                }
                self.exception = self.handled;
                self.reraising = true;
                Err(Raised)
            }
            x => {
                let e = self.exception_to_raise(exc, (x == 2).then_some(cause))?;
                self.raise(e)
            }
        }
    }

    /// What `raise exc` or `raise exc from cause` raises.
    pub fn exception_to_raise(&mut self, exc: Value, cause: Option<Value>) -> R<Gc<Exception>> {
        let mut e = self.make_exception(exc, "exceptions must derive from BaseException")?;
        if let Some(cause) = cause {
            let cause = if cause.is_none() {
                Value::NONE
            } else {
                self.pins.push(e.value());
                let c =
                    self.make_exception(cause, "exception causes must derive from BaseException");
                self.pins.pop();
                c?.value()
            };
            e.cause = cause;
            e.suppress_context = true;
            self.heap.barrier(e);
        }
        Ok(e)
    }

    /// What `unwind` does to an exception in one frame of `code`, for frames that compiled code
    /// inlined: the first of them raised `exc` at instruction `at` (perhaps again), the others called.
    pub fn raise_through(
        &mut self,
        exc: Value,
        code: Gc<Code>,
        at: usize,
        first: bool,
        reraise: bool,
    ) {
        self.exception = exc;
        self.reraising = reraise;
        if let (true, Some(e)) = (first, exc.cast::<Exception>()) {
            self.set_context(e);
        }
        self.reraising = false;
        self.add_traceback(code, Value::NONE, at, reraise);
        self.exception = Value::UNDEF;
    }

    /// An exception instance from what `raise` was given.
    pub fn make_exception(&mut self, v: Value, message: &str) -> R<Gc<Exception>> {
        if let Some(e) = v.cast::<Exception>() {
            return Ok(e);
        }
        if let Some(c) = v.cast::<Class>() {
            if c.is_subclass_of(self.types.base_exception) {
                let r = self.call(v, &[])?;
                return match r.cast::<Exception>() {
                    Some(e) => Ok(e),
                    None => {
                        let class = self.class_of(r).value();
                        let (c, t) = (self.repr_string(v)?, self.repr_string(class)?);
                        self.type_error(format!(
                            "calling {c} should have returned an instance of BaseException, not {t}"
                        ))
                    }
                };
            }
        }
        self.type_error(message)
    }

    /// `except class:`.
    pub fn match_exc(&mut self, exc: Value, class: Value) -> R {
        let message = "catching classes that do not inherit from BaseException is not allowed";
        if let Some(c) = class.cast::<Class>() {
            if !c.is_subclass_of(self.types.base_exception) {
                return self.type_error(message);
            }
            return Ok(Value::bool(self.is_instance(exc, c)));
        }
        if let Some(t) = class.cast::<Tuple>() {
            for k in 0..t.len {
                let c = t.items()[k];
                let Some(c) = c.cast::<Class>() else { return self.type_error(message) };
                if !c.is_subclass_of(self.types.base_exception) {
                    return self.type_error(message);
                }
            }
            return Ok(Value::bool(
                t.items().iter().any(|c| self.is_instance(exc, c.expect::<Class>())),
            ));
        }
        self.type_error(message)
    }

    /// Type, value and traceback for `__exit__`.
    pub fn load_exc_info(&mut self, i: Instr) {
        // SAFETY: registers of the current frame.
        unsafe {
            let base = (*self.frame).base;
            let exc = *base.add(i.b());
            *base.add(i.a()) = self.class_of(exc).value();
            *base.add(i.a() + 1) = exc;
            *base.add(i.a() + 2) = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback);
        }
    }

    /// An exception left a generator's frame.
    fn generator_failed(&mut self, f: *mut Frame, mut g: Gc<Generator>) {
        g.state = GenState::Finished;
        // SAFETY: the frame record is still intact.
        self.handled = unsafe { (*f).saved_handled };
        if self.exception_is(self.types.stop_iteration) {
            let cause = self.take_exception();
            let text = "generator raised StopIteration";
            let _ = self.runtime_error::<()>(text);
            if let Some(mut e) = self.exception.cast::<Exception>() {
                e.cause = cause;
                e.context = cause;
                e.suppress_context = true;
                self.heap.barrier(e);
            }
        }
    }
}
