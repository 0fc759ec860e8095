//! Generators: creation, resumption, suspension, `throw` and `close`.
//!
//! A generator's registers sleep in the object and are copied to the top of the VM stack while it
//! runs, so that its frame is like any other. It suspends at `Yield` (the sent value goes to the
//! register that instruction names) or at `YieldFrom` (which is executed again).

use super::frame::{Cont, Frame};
use super::{Flow, Leave};
use crate::object::exception::Exception;
use crate::object::generator::GenState;
use crate::object::*;
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Raised, Vm, R};
use adder_bytecode::{Instr, Op};

/// Copies a window word by word. Its words were stored one by one moments ago: a vector load over
/// them (as `memcpy` does) would wait until those stores have reached the cache.
///
/// # Safety
/// As for `ptr::copy_nonoverlapping`.
#[inline(always)]
unsafe fn copy_window(from: *const Value, to: *mut Value, n: usize) {
    for k in 0..n {
        to.add(k).write_volatile(from.add(k).read_volatile());
    }
}

impl Vm {
    /// A generator for a call whose parameters are bound at `args`.
    pub fn new_generator(&mut self, func: Gc<Function>, args: *mut Value) -> Value {
        let code = func.code;
        let n = code.nregs as usize;
        let params = super::bind::param_count(code);
        let saved = self.native_top;
        // SAFETY: parameters lie on the VM stack.
        self.native_top = self.native_top.max(unsafe { args.add(params) });
        let pin = self.pin(&[func.value()]);
        let hdr = Header::new(self.types.generator.root_shape, Kind::Generator);
        let g = self.alloc(
            Generator {
                hdr,
                func,
                code,
                pc: 0,
                nregs: n,
                state: GenState::Created,
                handled: Value::NONE,
                name: func.name,
                qualname: func.qualname,
            },
            n * 8,
        );
        self.unpin(pin);
        self.native_top = saved;
        // SAFETY: `params` bound parameters at `args`; the rest of the cell is zero (UNDEF).
        unsafe {
            for k in 0..params {
                g.regs()[k] = *args.add(k);
            }
        }
        g.value()
    }

    /// Gives a generator object a built-in iterator's class.
    pub fn retype_generator(&mut self, g: Gc<Generator>, class: Gc<Class>) -> Value {
        let mut g = g;
        g.hdr.shape = class.root_shape;
        g.value()
    }

    /// Pushes the frame of a generator (the caller tells a recording), with `sent` as the value of its `yield`.
    pub fn resume_generator(
        &mut self,
        mut g: Gc<Generator>,
        sent: Value,
        ret: usize,
        cont: Cont,
    ) -> R<()> {
        match g.state {
            GenState::Running => return self.value_error("generator already executing"),
            GenState::Finished => return self.stop_iteration(Value::NONE),
            GenState::Created => {
                if !sent.is_none() {
                    return self
                        .type_error("can't send non-None value to a just-started generator");
                }
            }
            GenState::Suspended => {}
        }
        let args = self.stack_top();
        let code = g.code;
        // The whole window comes from the object: nothing to clear.
        self.push_simple(g.func, code, args, g.nregs, ret, cont)?;
        // SAFETY: the frame just pushed has `nregs` registers at `args`.
        unsafe {
            let f = self.frame;
            copy_window(g.regs().as_ptr(), args, g.nregs);
            (*f).generator = g.value();
            (*f).pc = code.code.add(g.pc);
            if g.state == GenState::Suspended {
                let next: Instr = *(*f).pc;
                if next.op() == Op::YieldFrom {
                    *args.add(next.c()) = sent;
                } else {
                    let last: Instr = *(*f).pc.sub(1);
                    *args.add(last.a()) = sent;
                }
            }
            (*f).saved_handled = self.handled;
            if !g.handled.is_none() {
                self.handled = g.handled;
                g.handled = Value::NONE;
            }
        }
        g.state = GenState::Running;
        Ok(())
    }

    /// Saves the running generator's registers; its frame is popped.
    ///
    /// # Safety
    /// The current frame runs a generator and has as many registers as that has room for.
    unsafe fn suspend(&mut self, pc: *const Instr) -> *mut Frame {
        let f = self.frame;
        let mut g = (*f).generator.expect::<Generator>();
        let n = g.nregs;
        copy_window((*f).base, g.regs().as_mut_ptr(), n);
        self.heap.barrier(g);
        g.pc = (*f).code.index_of(pc);
        g.state = GenState::Suspended;
        g.handled = if self.handled == (*f).saved_handled { Value::NONE } else { self.handled };
        self.handled = (*f).saved_handled;
        self.frame = if f == self.frames.base { std::ptr::null_mut() } else { f.sub(1) };
        f
    }

    /// `yield v` in the current frame.
    pub fn yield_slow(&mut self, v: Value) -> Leave {
        // SAFETY: the current frame runs a generator; its pc is behind the Yield.
        unsafe {
            self.observe_pop(v);
            let pc = (*self.frame).pc;
            let f = self.suspend(pc);
            self.deliver(f, v)
        }
    }

    /// Hands a value that frame `f` (just popped) yielded or returned to whoever waits for it.
    ///
    /// # Safety
    /// `f` is the frame record just popped; nothing was pushed since.
    pub unsafe fn deliver(&mut self, f: *mut Frame, v: Value) -> Leave {
        match (*f).cont {
            Cont::Dst => {
                let caller = self.frame;
                *(*caller).base.add((*f).ret as usize) = v;
                Leave::Loaded
            }
            Cont::Native => Leave::Done(Ok(v)),
            Cont::Construct => match self.check_init(v) {
                Ok(()) => {
                    let caller = self.frame;
                    *(*caller).base.add((*f).ret as usize) = (*f).cont_value;
                    Leave::Loaded
                }
                Err(Raised) => Leave::Raise,
            },
            Cont::Op => self.resume_op(f, v),
        }
    }

    /// `return v` in a frame that is not plain.
    pub fn return_slow(&mut self, v: Value) -> Leave {
        // SAFETY: there is a current frame.
        unsafe {
            let f = self.frame;
            let Some(mut g) = (*f).generator.cast::<Generator>() else {
                self.frame = if f == self.frames.base { std::ptr::null_mut() } else { f.sub(1) };
                return self.deliver(f, v);
            };
            g.state = GenState::Finished;
            g.regs().fill(Value::UNDEF);
            self.handled = (*f).saved_handled;
            self.frame = if f == self.frames.base { std::ptr::null_mut() } else { f.sub(1) };
            match (*f).cont {
                Cont::Op => {
                    let caller = self.frame;
                    let i: Instr = *(*caller).pc.sub(1);
                    match i.op() {
                        // Exhausted: fall through behind the loop.
                        Op::ForIter => return Leave::Loaded,
                        Op::YieldFrom => {
                            *(*caller).base.add(i.a()) = v;
                            return Leave::Loaded;
                        }
                        _ => {}
                    }
                }
                // `next(it, default)` resumed the generator in its place.
                _ if !(*f).cont_value.is_undef() => return self.deliver(f, (*f).cont_value),
                _ => {}
            }
            let _ = self.stop_iteration::<()>(v);
            match (*f).cont {
                Cont::Native => Leave::Done(Err(Raised)),
                _ => Leave::Raise,
            }
        }
    }

    /// The next value of a generator, natively; `None` at its end.
    pub fn generator_next(&mut self, g: Gc<Generator>) -> R<Option<Value>> {
        if let Some(step) = self.native_step(g) {
            return step;
        }
        match self.generator_send(g, Value::NONE) {
            Ok(v) => Ok(Some(v)),
            Err(Raised) => self.catch_stop(),
        }
    }

    /// `g.send(v)`, natively; the end is StopIteration.
    pub fn generator_send(&mut self, g: Gc<Generator>, v: Value) -> R {
        self.check_native_stack()?;
        self.resume_generator(g, v, 0, Cont::Native)?;
        self.run_nested()
    }

    /// `g.throw(exc)`, natively.
    pub fn generator_throw(&mut self, mut g: Gc<Generator>, exc: Gc<Exception>) -> R {
        self.check_native_stack()?;
        match g.state {
            GenState::Running => return self.value_error("generator already executing"),
            GenState::Finished => return self.raise(exc),
            GenState::Created => {
                g.state = GenState::Finished;
                let _: R<()> = self.raise(exc);
                self.add_traceback_of_start(g.code);
                return Err(Raised);
            }
            GenState::Suspended => {}
        }
        // Delegating: the inner iterator gets it first.
        // SAFETY: `pc` is an instruction index of the generator's code.
        let next: Instr = unsafe { *g.code.code.add(g.pc) };
        if next.op() == Op::YieldFrom {
            let inner = g.regs()[next.b()];
            let exit = self.is_instance(exc.value(), self.types.generator_exit);
            let r = if let Some(ig) = inner.cast::<Generator>() {
                g.state = GenState::Running;
                let r = if exit {
                    self.generator_close(ig).and_then(|_| self.raise(exc))
                } else {
                    self.generator_throw(ig, exc)
                };
                g.state = GenState::Suspended;
                Some(r)
            } else {
                let name = if exit { self.names.close.0 } else { self.names.throw.0 };
                match self.try_attr(inner, name)? {
                    Some(f) => {
                        g.state = GenState::Running;
                        let r = if exit {
                            self.call(f, &[]).and_then(|_| self.raise(exc))
                        } else {
                            self.call(f, &[exc.value()])
                        };
                        g.state = GenState::Suspended;
                        Some(r)
                    }
                    None => None,
                }
            };
            match r {
                Some(Ok(v)) => return Ok(v),
                Some(Err(Raised)) => {
                    if self.exception_is(self.types.stop_iteration) {
                        // The delegate returned: go on behind the YieldFrom with its value.
                        let stop = self.take_exception().expect::<Exception>();
                        let v = self.stop_value(stop);
                        g.regs()[next.a()] = v;
                        self.heap.barrier(g);
                        g.pc += 1;
                        return self.resume_at(g);
                    }
                    let e = self.take_exception().expect::<Exception>();
                    return self.throw_here(g, e);
                }
                None => {}
            }
        }
        self.throw_here(g, exc)
    }

    /// Resumes without delivering a sent value.
    fn resume_at(&mut self, mut g: Gc<Generator>) -> R {
        g.state = GenState::Created;
        let pc = g.pc;
        g.pc = 0;
        self.resume_generator(g, Value::NONE, 0, Cont::Native)?;
        // SAFETY: the frame just pushed.
        unsafe { (*self.frame).pc = g.code.code.add(pc) };
        self.run_nested()
    }

    /// Raises at the suspension point.
    fn throw_here(&mut self, g: Gc<Generator>, exc: Gc<Exception>) -> R {
        self.resume_generator(g, Value::NONE, 0, Cont::Native)?;
        // SAFETY: the frame just pushed. At a YieldFrom the pc is moved behind it, as after any
        // instruction that raised.
        unsafe {
            let next: Instr = *(*self.frame).pc;
            if next.op() == Op::YieldFrom {
                (*self.frame).pc = (*self.frame).pc.add(1);
            }
        }
        self.exception = exc.value();
        self.unwind()?;
        self.run_nested()
    }

    /// `g.close()`, natively.
    pub fn generator_close(&mut self, mut g: Gc<Generator>) -> R {
        match g.state {
            GenState::Created => {
                g.state = GenState::Finished;
                return Ok(Value::NONE);
            }
            GenState::Finished => return Ok(Value::NONE),
            _ => {}
        }
        let class = self.types.generator_exit;
        let exc = self.new_exception(class, &[]);
        match self.generator_throw(g, exc) {
            Ok(_) => self.runtime_error("generator ignored GeneratorExit"),
            Err(Raised) => {
                if self.exception_is(self.types.generator_exit) {
                    self.exception = Value::UNDEF;
                    return Ok(Value::NONE);
                }
                match self.catch_stop()? {
                    Some(v) => Ok(v),
                    None => Ok(Value::NONE),
                }
            }
        }
    }

    /// `yield from`: asks the delegate for its next value.
    pub fn yield_from_slow(&mut self, i: Instr) -> Leave {
        // SAFETY: registers of the current frame.
        let (it, sent) = unsafe {
            let base = (*self.frame).base;
            (*base.add(i.b()), *base.add(i.c()))
        };
        let r = if let Some(g) = it.cast::<Generator>() {
            return match self.resume_generator(g, sent, i.a(), Cont::Op) {
                Ok(()) => {
                    self.observe_push();
                    Leave::Loaded
                }
                Err(Raised) => self.yield_from_end(i),
            };
        } else if sent.is_none() {
            match self.next_fast(it) {
                Ok(r) => r,
                // The end of a Python iterator may carry a value.
                Err(()) => {
                    let class = self.class_of(it);
                    match self.special(class, Special::Next) {
                        Some(f) => match self.call_special(f, &[it]) {
                            Ok(v) => Ok(Some(v)),
                            Err(Raised) => return self.yield_from_end(i),
                        },
                        None => self.next(it),
                    }
                }
            }
        } else {
            let name = self.names.send.0;
            match self.get_attr(it, name).and_then(|f| self.call(f, &[sent])) {
                Ok(v) => Ok(Some(v)),
                Err(Raised) => return self.yield_from_end(i),
            }
        };
        match r {
            Ok(Some(v)) => self.yield_through(v),
            Ok(None) => {
                // SAFETY: as above. A native iterator's end carries no value.
                unsafe { *(*self.frame).base.add(i.a()) = Value::NONE };
                Leave::Loaded
            }
            Err(Raised) => Leave::Raise,
        }
    }

    fn yield_from_end(&mut self, i: Instr) -> Leave {
        if !self.exception_is(self.types.stop_iteration) {
            return Leave::Raise;
        }
        let exc = self.take_exception().expect::<Exception>();
        let v = self.stop_value(exc);
        // SAFETY: registers of the current frame.
        unsafe { *(*self.frame).base.add(i.a()) = v };
        Leave::Loaded
    }

    /// The delegate yielded `v`: this generator yields it, too, and stays at the YieldFrom.
    pub fn yield_through(&mut self, v: Value) -> Leave {
        // SAFETY: the pc is behind the YieldFrom.
        unsafe {
            let pc = (*self.frame).pc.sub(1);
            let f = self.suspend(pc);
            self.deliver(f, v)
        }
    }

    /// The iterator to delegate to.
    pub fn get_yield_from(&mut self, v: Value) -> R {
        if v.is_kind(Kind::Generator) {
            return Ok(v);
        }
        self.iter(v)
    }

    /// `for` over something that is not a list, tuple or range iterator.
    pub fn for_iter_slow(&mut self, i: Instr, it: Value) -> R<Flow> {
        if let Some(g) = it.cast::<Generator>() {
            if g.state == GenState::Finished {
                return Ok(Flow::Next);
            }
            if let Some(step) = self.native_step(g) {
                return self.for_iter_take(i, step?);
            }
            self.resume_generator(g, Value::NONE, i.a(), Cont::Op)?;
            self.observe_push();
            return Ok(Flow::Reload);
        }
        if let Ok(r) = self.next_fast(it) {
            return self.for_iter_take(i, r?);
        }
        let class = self.class_of(it);
        match self.special(class, Special::Next) {
            Some(f) if f.is_kind(Kind::Function) => {
                self.push_op_call(f, &[it], super::frame::stage::FIRST)
            }
            Some(f) => match self.call_special(f, &[it]) {
                Ok(v) => self.for_iter_take(i, Some(v)),
                Err(Raised) => {
                    let end = self.catch_stop()?;
                    self.for_iter_take(i, end)
                }
            },
            None => {
                let t = self.type_name(it);
                self.type_error(format!("'{t}' object is not an iterator"))
            }
        }
    }

    fn for_iter_take(&mut self, i: Instr, v: Option<Value>) -> R<Flow> {
        if let Some(v) = v {
            // SAFETY: registers and pc of the current frame.
            unsafe {
                let f = self.frame;
                *(*f).base.add(i.a()) = v;
                (*f).pc = (*f).pc.offset(i.sc());
            }
            return Ok(Flow::Reload);
        }
        Ok(Flow::Next)
    }
}
