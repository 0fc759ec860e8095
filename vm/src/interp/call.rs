//! Calls: what is called, where its arguments go, who gets the result.
//!
//! Arguments lie on the VM stack at `args`, and the word below them is free to be overwritten:
//! binding a method puts `self` there. A Python callee's register window begins at its first
//! argument, so nothing is copied.

use super::bind::param_count;
use super::frame::{Cont, Frame};
use super::Flow;
use crate::object::class::class_flags::*;
use crate::object::native::{Args, Binding, Native};
use crate::object::*;
use crate::ops::special::Special;
use crate::tier::TraceExit;
use crate::value::Value;
use crate::{Raised, Vm, R};
use adder_bytecode::{CodeFlags, Instr};

/// Outcome of starting a call.
#[derive(Clone, Copy, Debug)]
pub enum Called {
    /// A native ran; this is its result.
    Value(Value),
    /// A frame was pushed; its continuation receives the result.
    Frame,
}

/// What a native asks the interpreter to do in its place (see [`Vm::tail_call`]).
pub enum Tail {
    /// Call `values[0]` with the rest; the result is the native's result.
    Call(Vec<Value>),
    /// As `Call`, and give the generator object returned this class.
    Generator(Vec<Value>, Gc<Class>),
    /// Resume a generator with a value; its end is StopIteration, or `default` if not UNDEF.
    Resume { generator: Gc<Generator>, sent: Value, default: Value },
}

impl Vm {
    /// Pushes a frame for a function whose parameters are the `nargs` words at `args`. Temporaries keep
    /// what was there: nothing reads them before it writes them.
    #[inline(always)]
    pub fn push_simple(
        &mut self,
        func: Gc<Function>,
        code: Gc<Code>,
        args: *mut Value,
        nargs: usize,
        ret: usize,
        cont: Cont,
    ) -> R<()> {
        // SAFETY: the frame stack has a guard margin checked below; `args` is on the value stack.
        unsafe {
            let frame = if self.frame.is_null() { self.frames.base } else { self.frame.add(1) };
            let nregs = code.nregs as usize;
            if args.add(nregs) > self.stack.limit || frame >= self.frame_limit {
                return self.recursion_error("maximum recursion depth exceeded");
            }
            // Volatile: a handful of words at most, and LLVM would call memset.
            for k in nargs..code.nvars as usize {
                args.add(k).write_volatile(Value::UNDEF);
            }
            frame.write(Frame {
                ret: ret as u32,
                cont,
                ..Frame::fresh(code, func.value(), func.globals, args)
            });
            self.frame = frame;
        }
        Ok(())
    }

    /// Pushes a frame for code without a function (module, class body, exec).
    pub fn push_code_frame(
        &mut self,
        code: Gc<Code>,
        func: Value,
        globals: Gc<Dict>,
        locals: Value,
        args: *mut Value,
    ) -> R<()> {
        // SAFETY: as in `push_simple`.
        unsafe {
            let frame = if self.frame.is_null() { self.frames.base } else { self.frame.add(1) };
            let nregs = code.nregs as usize;
            if args.add(nregs) > self.stack.limit || frame >= self.frame_limit {
                return self.recursion_error("maximum recursion depth exceeded");
            }
            for k in 0..nregs {
                *args.add(k) = Value::UNDEF;
            }
            frame.write(Frame { locals, ..Frame::fresh(code, func, globals, args) });
            self.frame = frame;
        }
        Ok(())
    }

    /// First stack word above everything in use.
    pub fn stack_top(&self) -> *mut Value {
        let mut top = self.stack.base;
        if !self.frame.is_null() {
            // SAFETY: the current frame is live.
            top = unsafe { (*self.frame).base.add(self.code().nregs as usize) };
        }
        top.max(self.native_top)
    }

    /// A call instruction: result into register `ret` of the current frame.
    pub fn call_op(
        &mut self,
        f: Value,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
    ) -> R<Flow> {
        match self.start_call(f, args, nargs, kwnames, ret, Cont::Dst)? {
            Called::Value(v) => {
                // SAFETY: the current frame is live and `ret` one of its registers.
                unsafe { *(*self.frame).base.add(ret) = v };
                Ok(Flow::Next)
            }
            Called::Frame => {
                self.observe_push();
                if self.recording && std::mem::take(&mut self.call_whole) {
                    return self.run_whole(ret);
                }
                Ok(Flow::Reload)
            }
        }
    }

    /// In a recording: runs the frame just pushed as a whole, because the trace will.
    #[cold]
    fn run_whole(&mut self, ret: usize) -> R<Flow> {
        if !self.native_room() {
            return Ok(Flow::Reload);
        }
        // SAFETY: the frame was just pushed; below it the caller waits, with `ret` among its registers.
        unsafe {
            (*self.frame).cont = Cont::Native;
            let v = self.run_pushed()?;
            *(*self.frame).base.add(ret) = v;
        }
        Ok(Flow::Next)
    }

    /// Starts a call of anything callable. `nargs` counts keyword values, too.
    pub fn start_call(
        &mut self,
        f: Value,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        match f.kind() {
            Some(Kind::Function) => {
                self.start_function(f.expect(), args, nargs, kwnames, ret, cont)
            }
            Some(Kind::Native) => self.start_native(f.expect(), args, nargs, kwnames, ret, cont),
            Some(Kind::BoundMethod) => {
                let m = f.expect::<BoundMethod>();
                // SAFETY: the word below the arguments is free.
                let args = unsafe {
                    let below = args.sub(1);
                    *below = m.this;
                    below
                };
                self.start_call(m.func, args, nargs + 1, kwnames, ret, cont)
            }
            Some(Kind::Class) => self.start_construct(f.expect(), args, nargs, kwnames, ret, cont),
            Some(_) => {
                let class = self.class_of(f);
                match self.special(class, Special::Call) {
                    Some(call) => {
                        self.check_native_stack()?;
                        if matches!(call.kind(), Some(Kind::Function | Kind::Native)) {
                            // SAFETY: as above.
                            let args = unsafe {
                                let below = args.sub(1);
                                *below = f;
                                below
                            };
                            return self.start_call(call, args, nargs + 1, kwnames, ret, cont);
                        }
                        let bound = self.bind(call, f, class)?;
                        self.start_call(bound, args, nargs, kwnames, ret, cont)
                    }
                    None => self.not_callable(f),
                }
            }
            None => self.not_callable(f),
        }
    }

    #[cold]
    fn not_callable<T>(&mut self, f: Value) -> R<T> {
        let t = self.type_name(f);
        self.type_error(format!("'{t}' object is not callable"))
    }

    fn start_native(
        &mut self,
        f: Gc<Native>,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        let (args, nargs) = if f.this.is_undef() {
            (args, nargs)
        } else {
            // SAFETY: the word below the arguments is free.
            unsafe {
                *args.sub(1) = f.this;
                (args.sub(1), nargs + 1)
            }
        };
        let kwnames = kwnames.filter(|k| k.len > 0);
        // SAFETY: `nargs` initialised words on the VM stack, which never moves.
        let all = unsafe { std::slice::from_raw_parts(args, nargs) };
        let call = Args { all, kwnames };
        self.check_arity(f, &call)?;
        if f.binding == Binding::Method {
            self.check_receiver(f, &call)?;
        }
        let r = self.keeping(args, nargs, |vm| (f.func)(vm, call));
        match r {
            Ok(v) => Ok(Called::Value(v)),
            Err(Raised) => match self.tail.take() {
                None => Err(Raised),
                Some(tail) => self.start_tail(tail, args, ret, cont),
            },
        }
    }

    /// Runs `f` while the arguments at `args` stay in use: above the current window the collector
    /// must see them, and calls must place theirs behind.
    #[inline(always)]
    fn keeping<T>(&mut self, args: *mut Value, nargs: usize, f: impl FnOnce(&mut Vm) -> T) -> T {
        let saved_top = self.native_top;
        // SAFETY: one past the argument area, inside the stack.
        let end = unsafe { args.add(nargs) };
        if end > self.stack_top() {
            self.native_top = end;
        }
        let r = f(self);
        self.native_top = saved_top;
        r
    }

    /// Carries out a native's request, reusing its argument area.
    fn start_tail(&mut self, tail: Tail, args: *mut Value, ret: usize, cont: Cont) -> R<Called> {
        match tail {
            Tail::Call(values) => {
                // SAFETY: the area above the current window is free; arguments of a tail call may
                // be more than the native had, so they go to the top of the stack.
                let args = unsafe { self.place_args(args, &values[1..]) };
                self.start_call(values[0], args, values.len() - 1, None, ret, cont)
            }
            Tail::Generator(values, class) => {
                // SAFETY: as above.
                let args = unsafe { self.place_args(args, &values[1..]) };
                match self.start_call(values[0], args, values.len() - 1, None, ret, cont)? {
                    Called::Value(mut g) => {
                        if let Some(gen) = g.cast::<Generator>() {
                            g = self.retype_generator(gen, class);
                        }
                        Ok(Called::Value(g))
                    }
                    frame => Ok(frame),
                }
            }
            Tail::Resume { generator, sent, default } => {
                let done = generator.state == crate::object::generator::GenState::Finished;
                if done && !default.is_undef() {
                    return Ok(Called::Value(default));
                }
                self.resume_generator(generator, sent, ret, cont)?;
                // SAFETY: the generator's frame was just pushed.
                unsafe { (*self.frame).cont_value = default };
                Ok(Called::Frame)
            }
        }
    }

    /// Copies call arguments to free stack space, one word below them free as well.
    unsafe fn place_args(&mut self, _at: *mut Value, values: &[Value]) -> *mut Value {
        let at = self.stack_top().add(2);
        for (k, &v) in values.iter().enumerate() {
            *at.add(k) = v;
        }
        at
    }

    #[inline]
    fn check_arity(&mut self, f: Gc<Native>, args: &Args) -> R<()> {
        let a = f.arity;
        let n = args.pos().len();
        if args.kwnames.is_some() && !a.keywords {
            return self.no_keywords(f);
        }
        if n >= a.min as usize && (n <= a.max as usize || a.max == u8::MAX) {
            return Ok(());
        }
        self.arity_error(f, n, args)
    }

    /// `self` of a native method must have the layout that the method works on.
    #[inline]
    fn check_receiver(&mut self, f: Gc<Native>, args: &Args) -> R<()> {
        let (Some(owner), Some(&this)) = (f.class.cast::<Class>(), args.all.first()) else {
            return Ok(());
        };
        let class = self.class_of(this);
        if class == owner || class.is_subclass_of(owner) {
            return Ok(());
        }
        self.receiver_error(f, owner, this)
    }

    #[cold]
    fn receiver_error(&mut self, f: Gc<Native>, owner: Gc<Class>, this: Value) -> R<()> {
        let name = f.name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        let (owner, t) = (owner.name_str(), self.type_name(this));
        if f.hdr.shape == self.types.wrapper_descriptor.root_shape {
            return self.type_error(format!(
                "descriptor '{name}' requires a '{owner}' object but received a '{t}'"
            ));
        }
        self.type_error(format!(
            "descriptor '{name}' for '{owner}' objects doesn't apply to a '{t}' object"
        ))
    }

    fn native_display_name(&self, f: Gc<Native>) -> String {
        let name = f.name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        match f.owner() {
            Some(c) if f.binding != Binding::Static => format!("{}.{}", c.name_str(), name),
            None => match f.module.cast::<Str>() {
                Some(m) if m.bytes() != b"builtins" => format!("{}.{name}", m.to_string_lossy()),
                _ => name,
            },
            _ => name,
        }
    }

    #[cold]
    fn no_keywords(&mut self, f: Gc<Native>) -> R<()> {
        let name = if f.hdr.shape == self.types.wrapper_descriptor.root_shape {
            format!("wrapper {}", self.str_string(f.name)?)
        } else {
            self.native_display_name(f)
        };
        self.type_error(format!("{name}() takes no keyword arguments"))
    }

    #[cold]
    fn arity_error(&mut self, f: Gc<Native>, n: usize, _args: &Args) -> R<()> {
        let a = f.arity;
        let bound = matches!(f.binding, Binding::Method | Binding::ClassMethod);
        let short = f.name.cast::<Str>().map_or("?".into(), |s| s.to_string_lossy());
        if bound && n == 0 {
            let class = f.owner().map_or("object".into(), |c| c.name_str());
            if f.hdr.shape == self.types.wrapper_descriptor.root_shape {
                return self.type_error(format!(
                    "descriptor '{short}' of '{class}' object needs an argument"
                ));
            }
            return self.type_error(format!("unbound method {class}.{short}() needs an argument"));
        }
        if n == 0 && short == "__new__" {
            let class = f.owner().map_or("object".into(), |c| c.name_str());
            return self.type_error(format!("{class}.__new__(): not enough arguments"));
        }
        let off = bound as usize;
        let (min, max, got) =
            ((a.min as usize).saturating_sub(off), (a.max as usize).wrapping_sub(off), n - off);
        let slot = f.hdr.shape == self.types.wrapper_descriptor.root_shape;
        let name = self.native_display_name(f);
        if a.max == u8::MAX {
            let s = if min == 1 { "" } else { "s" };
            return self
                .type_error(format!("{name} expected at least {min} argument{s}, got {got}"));
        }
        if min == max {
            if slot {
                let s = if min == 1 { "" } else { "s" };
                return self.type_error(format!("expected {min} argument{s}, got {got}"));
            }
            return match min {
                0 => self.type_error(format!("{name}() takes no arguments ({got} given)")),
                1 => self.type_error(format!("{name}() takes exactly one argument ({got} given)")),
                _ => {
                    let name = name.rsplit('.').next().unwrap_or(&name).to_string();
                    self.type_error(format!("{name} expected {min} arguments, got {got}"))
                }
            };
        }
        let name = name.rsplit('.').next().unwrap_or(&name).to_string();
        let (bound_word, count) = if got < min { ("at least", min) } else { ("at most", max) };
        let s = if count == 1 { "" } else { "s" };
        self.type_error(format!("{name} expected {bound_word} {count} argument{s}, got {got}"))
    }

    fn start_function(
        &mut self,
        func: Gc<Function>,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        let code = func.code;
        if !(code.simple && code.argcount as usize == nargs && kwnames.is_none()) {
            self.bind_arguments(func, args, nargs, kwnames)?;
            if code.has_flag(CodeFlags::GENERATOR) {
                let g = self.new_generator(func, args);
                return Ok(Called::Value(g));
            }
        }
        let bound = param_count(code);
        self.push_simple(func, code, args, bound, ret, cont)?;
        Ok(Called::Frame)
    }

    /// Calling a class.
    fn start_construct(
        &mut self,
        class: Gc<Class>,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        let meta = class.hdr.shape.class();
        if meta != self.types.type_ {
            if let Some(call) = self.special(meta, Special::Call) {
                if call.is_kind(Kind::Function) {
                    // SAFETY: the word below the arguments is free.
                    let args = unsafe {
                        *args.sub(1) = class.value();
                        args.sub(1)
                    };
                    return self.start_call(call, args, nargs + 1, kwnames, ret, cont);
                }
            }
        }
        self.construct(class, args, nargs, kwnames, ret, cont)
    }

    /// `type.__call__`: `__new__`, then `__init__`.
    pub fn construct(
        &mut self,
        class: Gc<Class>,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        if let Some(shortcut) = class.construct {
            // SAFETY: `nargs` initialised words on the VM stack.
            let all = unsafe { std::slice::from_raw_parts(args, nargs) };
            let all = Args { all, kwnames: kwnames.filter(|k| k.len > 0) };
            return match self.keeping(args, nargs, |vm| shortcut(vm, all)) {
                Ok(v) => Ok(Called::Value(v)),
                Err(Raised) => match self.tail.take() {
                    None => Err(Raised),
                    Some(tail) => self.start_tail(tail, args, ret, cont),
                },
            };
        }
        if class == self.types.type_ {
            if nargs == 1 && kwnames.is_none() {
                // SAFETY: one argument.
                let v = unsafe { *args };
                return Ok(Called::Value(self.class_of(v).value()));
            }
            if nargs - kwnames.map_or(0, |k| k.len) != 3 {
                return self.type_error("type() takes 1 or 3 arguments");
            }
        }
        if class.flags & (ABSTRACT | NO_NEW) != 0 {
            self.check_instantiable(class)?;
        }
        let new = self.special(class, Special::New).unwrap_or(Value::UNDEF);
        let init = self.special(class, Special::Init).unwrap_or(Value::UNDEF);
        let plain_new = new == self.object_new;
        if plain_new && class.instance_kind == Kind::Instance {
            if init == self.object_init {
                if nargs > 0 {
                    let t = class.name_str();
                    return self.type_error(format!("{t}() takes no arguments"));
                }
                let o = self.new_instance(class);
                return Ok(Called::Value(o));
            }
            let o = self.new_instance(class);
            return self.start_init(class, o, init, args, nargs, kwnames, ret, cont);
        }
        // General path: run __new__ natively re-entrant only if it is Python code.
        let o = {
            // SAFETY: arguments are copied to fresh stack space by `call_window`.
            let all = unsafe { std::slice::from_raw_parts(args, nargs) };
            let mut v: smallvec::SmallVec<[Value; 8]> = smallvec::smallvec![class.value()];
            v.extend_from_slice(all);
            let f = match new.kind() {
                Some(Kind::StaticMethod) => new.expect::<function::Wrapped>().func,
                _ => new,
            };
            // `__init__` gets the same arguments afterwards.
            self.keeping(args, nargs, |vm| vm.call_with(f, &v, kwnames))?
        };
        if !self.is_instance(o, class) || init == self.object_init {
            return Ok(Called::Value(o));
        }
        self.start_init(class, o, init, args, nargs, kwnames, ret, cont)
    }

    #[allow(clippy::too_many_arguments)]
    fn start_init(
        &mut self,
        class: Gc<Class>,
        o: Value,
        init: Value,
        args: *mut Value,
        nargs: usize,
        kwnames: Option<Gc<Tuple>>,
        ret: usize,
        cont: Cont,
    ) -> R<Called> {
        // SAFETY: the word below the arguments is free.
        let at = unsafe {
            let below = args.sub(1);
            *below = o;
            below
        };
        let bound;
        let (init, at, nargs) = match init.kind() {
            Some(Kind::Function | Kind::Native) => (init, at, nargs + 1),
            _ => {
                bound = self.bind(init, o, class)?;
                (bound, args, nargs)
            }
        };
        // A native continuation cannot be told apart from `Construct`: finish natively then.
        if cont != Cont::Dst {
            // SAFETY: copies the arguments before anything is pushed.
            let all: Vec<Value> = unsafe { std::slice::from_raw_parts(at, nargs) }.to_vec();
            let pin = self.pin(&all);
            self.pin(&[o]);
            let r = self.call_with(init, &all, kwnames);
            self.unpin(pin);
            let r = r?;
            self.check_init(r)?;
            return Ok(Called::Value(o));
        }
        let pin = self.pin(&[o]);
        let started = self.start_call(init, at, nargs, kwnames, ret, Cont::Construct);
        self.unpin(pin);
        match started? {
            Called::Value(r) => {
                self.check_init(r)?;
                Ok(Called::Value(o))
            }
            Called::Frame => {
                // SAFETY: the frame was just pushed.
                unsafe { (*self.frame).cont_value = o };
                Ok(Called::Frame)
            }
        }
    }

    pub fn check_init(&mut self, r: Value) -> R<()> {
        if r.is_none() {
            return Ok(());
        }
        let t = self.type_name(r);
        self.type_error(format!("__init__() should return None, not '{t}'"))
    }

    // --- calls from Rust ---

    /// Calls anything with positional arguments and waits for the result.
    pub fn call(&mut self, f: Value, args: &[Value]) -> R {
        self.call_with(f, args, None)
    }

    /// Calls with keywords: the last `kwnames.len` of `args` are their values.
    pub fn call_with(&mut self, f: Value, args: &[Value], kwnames: Option<Gc<Tuple>>) -> R {
        self.check_native_stack()?;
        let saved_top = self.native_top;
        let saved_tail = self.tail.take();
        // SAFETY: free stack space above everything in use; a margin below the limit is kept for
        // argument areas.
        unsafe {
            let at = self.stack_top().add(2);
            if at.add(args.len()) > self.stack.limit {
                return self.recursion_error("maximum recursion depth exceeded");
            }
            *at.sub(2) = Value::UNDEF;
            *at.sub(1) = Value::UNDEF;
            for (k, &v) in args.iter().enumerate() {
                *at.add(k) = v;
            }
            self.native_top = at.add(args.len());
            let r = match self.start_call(f, at, args.len(), kwnames, 0, Cont::Native) {
                Ok(Called::Value(v)) => Ok(v),
                Ok(Called::Frame) => self.run_nested(),
                Err(Raised) => Err(Raised),
            };
            self.native_top = saved_top;
            self.tail = saved_tail;
            r
        }
    }

    /// Runs frames pushed by Rust code. A recording in progress does not see them: it is told that
    /// a native runs Python, and goes on afterwards (unless something inside got hot itself).
    pub fn run_nested(&mut self) -> R {
        self.unobserved(|vm| vm.run(TraceExit::Resume))
    }

    /// Runs the function whose frame (`Cont::Native`) was just pushed, through its trace if it has
    /// one.
    pub fn run_function(&mut self) -> R {
        self.unobserved(|vm| match vm.count_entry() {
            TraceExit::Returned(v) => {
                // SAFETY: the frame pushed is the current one again; a caller lies below it, or
                // nothing.
                unsafe {
                    let f = vm.frame;
                    vm.frame = if f == vm.frames.base { std::ptr::null_mut() } else { f.sub(1) };
                }
                Ok(v)
            }
            exit => vm.run(exit),
        })
    }

    /// Runs the frame (`Cont::Native`) just pushed: a function's, or a generator's that goes on.
    pub fn run_pushed(&mut self) -> R {
        // SAFETY: the current frame is live.
        let fresh = unsafe { (*self.frame).generator.is_undef() };
        if fresh {
            self.run_function()
        } else {
            self.run_nested()
        }
    }

    /// Runs Python code that a recording in progress is not to see.
    pub(super) fn unobserved(&mut self, f: impl FnOnce(&mut Vm) -> R) -> R {
        if !self.recording {
            return f(self);
        }
        self.observe_native(true);
        self.recording = false;
        let r = f(self);
        // What got hot inside may have taken the recorder's place.
        self.recording = self.tier.as_mut().is_some_and(|t| t.observer().is_some());
        self.observe_native(false);
        r
    }

    /// Calls what a call instruction's window holds, `f` with `n` arguments at `args`, and waits for
    /// the result.
    ///
    /// # Safety
    /// `args` is an argument area on the VM stack, the word below it free.
    pub unsafe fn call_in_window(&mut self, f: Value, args: *mut Value, n: usize) -> R {
        let saved = self.native_top;
        self.native_top = saved.max(args.add(n));
        let r = match self.start_call(f, args, n, None, 0, Cont::Native) {
            Ok(Called::Value(v)) => Ok(v),
            Ok(Called::Frame) => self.run_nested(),
            Err(Raised) => Err(Raised),
        };
        self.native_top = saved;
        r
    }

    /// Asks the interpreter to call `f(*args)` in place of the running native: the native returns
    /// what this returns.
    pub fn tail_call(&mut self, f: Value, args: &[Value]) -> R {
        let mut values = Vec::with_capacity(args.len() + 1);
        values.push(f);
        values.extend_from_slice(args);
        self.tail = Some(Tail::Call(values));
        Err(Raised)
    }

    /// Tail-calls a prelude function.
    pub fn tail_prelude(&mut self, name: &'static str, args: &[Value]) -> R {
        let f = self.prelude_function(name)?;
        self.tail_call(f, args)
    }

    /// Tail-calls a prelude generator function; the generator object gets class `class`.
    pub fn tail_prelude_as(&mut self, class: Gc<Class>, name: &'static str, args: &[Value]) -> R {
        let f = self.prelude_function(name)?;
        let mut values = Vec::with_capacity(args.len() + 1);
        values.push(f);
        values.extend_from_slice(args);
        self.tail = Some(Tail::Generator(values, class));
        Err(Raised)
    }

    /// Asks the interpreter to resume a generator in place of the running native.
    pub fn tail_resume(&mut self, generator: Gc<Generator>, sent: Value, default: Value) -> R {
        self.tail = Some(Tail::Resume { generator, sent, default });
        Err(Raised)
    }

    /// `f(*args, **kwargs)` as an instruction.
    pub fn call_ex_slow(&mut self, i: Instr) -> R<Flow> {
        // SAFETY: registers of the current frame.
        let (f, this, args, kwargs) = unsafe {
            let b = (*self.frame).base.add(i.b());
            (*b, *b.add(1), *b.add(2), *b.add(3))
        };
        let (values, kwnames) = self.expand_arguments(f, this, args, kwargs)?;
        // SAFETY: free stack space above the current window.
        let at = unsafe {
            let at = self.stack_top().add(2);
            if at.add(values.len()) > self.stack.limit {
                return self.recursion_error("maximum recursion depth exceeded");
            }
            for (k, &v) in values.iter().enumerate() {
                *at.add(k) = v;
            }
            at
        };
        if let Some(k) = kwnames {
            self.pins.push(k.value());
        }
        let r = self.call_op(f, at, values.len(), kwnames, i.a());
        if kwnames.is_some() {
            self.pins.pop();
        }
        r
    }

    /// How CPython names a callable in argument errors: `module.qualname()`.
    pub fn callable_display(&mut self, f: Value) -> R<String> {
        if let Some(func) = f.cast::<Function>() {
            let q = self.func_display(func);
            return Ok(match func.module.cast::<Str>() {
                Some(m) if m.bytes() != b"builtins" => format!("{}.{q}()", m.to_string_lossy()),
                _ => format!("{q}()"),
            });
        }
        if let Some(m) = f.cast::<BoundMethod>() {
            return self.callable_display(m.func);
        }
        if let Some(n) = f.cast::<Native>() {
            return Ok(format!("{}()", self.native_display_name(n)));
        }
        if let Some(c) = f.cast::<Class>() {
            // `class_path` leaves out `builtins`, as this message does.
            return Ok(format!("{}()", crate::builtins::type_::class_path(self, c)));
        }
        // Whatever has no qualified name shows itself.
        self.str_string(f)
    }
}
