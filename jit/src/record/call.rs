//! Calls: Python functions are inlined, natives with a recipe become their operation ([`native`]),
//! the rest are residual calls through the interpreter's own argument window ([`opaque`]).
//!
//! [`native`]: super::native
//! [`opaque`]: super::opaque

use super::bind::Callee;
use super::{PushPlan, RFrame, Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::Field;
use adder_bytecode::{CodeFlags, Instr, Op};
use adder_codegen::ir::{MemDesc, Op as Ir, Ref};
use adder_vm::interp::bind::param_count;
use adder_vm::interp::frame::Cont;
use adder_vm::object::class::{class_flags, instance_size, Class};
use adder_vm::object::{BoundMethod, Code, Function, Gc, Kind, Tuple};
use adder_vm::ops::special::Special;
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};

/// Frames a trace inlines.
pub const MAX_DEPTH: usize = 12;

/// Arguments of a call: positional ones, then the values of the keywords `names`.
struct Call {
    args: Vec<SVal>,
    values: Vec<Value>,
    names: Option<Gc<Tuple>>,
    /// First register of the callee's window, relative to the root frame.
    base: u32,
}

/// Where an inlined frame's result goes.
pub struct Target {
    pub ret: u32,
    pub cont: Cont,
    pub stage: u8,
    pub cont_value: Option<SVal>,
}

impl Target {
    /// Into a register of the caller.
    pub fn register(ret: usize) -> Target {
        Target { ret: ret as u32, cont: Cont::Dst, stage: 0, cont_value: None }
    }

    /// To the caller's instruction, which a special method runs for.
    pub fn op(stage: u8) -> Target {
        Target { ret: 0, cont: Cont::Op, stage, cont_value: None }
    }
}

impl Recorder {
    /// Records calls. False: not a call, or one that only a residual call can do.
    pub fn record_call(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let f = vm.get_reg(i.b());
        let callee = match i.op() {
            Op::Call | Op::CallMethod | Op::CallKw | Op::CallEx => self.get(i.b())?,
            _ => return Ok(false),
        };
        if i.op() == Op::CallEx {
            let Some((args, values)) = self.star_arguments(vm, i)? else { return Ok(false) };
            let top = self.top();
            let base = top.base + top.code.nregs + 2;
            return self.call_value(vm, i, callee, f, Call { args, values, names: None, base });
        }
        let mut args_at = i.b() + 1;
        let mut n = i.x() as usize + (i.op() != Op::Call) as usize;
        if i.op() != Op::Call {
            // Is there an object to go along? Where the trace began behind `LoadMethod`, only a guard tells.
            self.typed(vm, args_at)?;
        }
        if i.op() != Op::Call && vm.get_reg(args_at).is_undef() {
            args_at += 1;
            n -= 1;
        }
        // SAFETY: constant index of the running code.
        let names = (i.op() == Op::CallKw)
            .then(|| unsafe { (*vm.code().consts.add(i.c())).expect::<Tuple>() });
        let mut args = Vec::with_capacity(n + 1);
        let mut values = Vec::with_capacity(n + 1);
        for k in 0..n {
            args.push(self.get(args_at + k)?);
            values.push(vm.get_reg(args_at + k));
        }
        let base = self.top().base + args_at as u32;
        self.call_value(vm, i, callee, f, Call { args, values, names, base })
    }

    fn call_value(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        f: Value,
        mut call: Call,
    ) -> Rec<bool> {
        match f.kind() {
            Some(Kind::Function) => {
                let callee = self.refine(callee, f)?;
                let known = self.callee(callee, f.expect())?;
                let code = known.func.code;
                // Called by the root frame a function may run through a trace of its own.
                let direct = known.dynamic.is_none() && code.simple && self.frames.len() == 1;
                if direct && takes_frame(code) && self.calls_opaquely(code) {
                    let args = self.bind(vm, known, &call.args, call.names)?;
                    if matches!(i.op(), Op::Call | Op::CallMethod) {
                        return self.whole_call(vm, i, known.func, &args, call.base as usize);
                    }
                }
                let to = Target::register(i.a());
                self.plan_call(vm, known, &call.args, call.names, call.base, to)
            }
            Some(Kind::Native) if call.names.is_none() => {
                let callee = self.refine(callee, f)?;
                self.guard_is(callee, f)?;
                self.call_native(vm, i, f.expect(), &call.args, &call.values)
            }
            Some(Kind::BoundMethod) => {
                let m = f.expect::<BoundMethod>();
                let callee = self.refine(callee, f)?;
                self.guard_shape_of(callee, f)?;
                let func = self.load(Field::MethodFunc, callee.r);
                let this = self.load(Field::MethodThis, callee.r);
                let this = self.refine(SVal::new(this), m.this)?;
                call.args.insert(0, this);
                call.values.insert(0, m.this);
                call.base -= 1;
                self.call_value(vm, i, SVal::new(func), m.func, call)
            }
            Some(Kind::Instance) => {
                let class = vm.class_of(f);
                let Some(func) = vm.special(class, Special::Call) else {
                    return Err(Abort::Raises);
                };
                let Some(func) = func.cast::<Function>() else { return Ok(false) };
                let callee = self.refine(callee, f)?;
                self.guard_shape_of(callee, f)?;
                self.watch_class(class);
                call.args.insert(0, callee);
                let (known, to) = (Callee::known(func), Target::register(i.a()));
                self.plan_call(vm, known, &call.args, call.names, call.base - 1, to)
            }
            Some(Kind::Class) if f == vm.types.range.value() && call.names.is_none() => {
                let callee = self.refine(callee, f)?;
                self.guard_is(callee, f)?;
                self.call_range(vm, i, &call.args, &call.values)
            }
            Some(Kind::Class) => self.call_class(vm, i, callee, f.expect(), call),
            _ => Ok(false),
        }
    }

    /// Guards which function is called: this very object, or, for closures and others of which there
    /// are many, any that shares its code and globals.
    fn callee(&mut self, s: SVal, func: Gc<Function>) -> Rec<Callee> {
        let known = s.r.is_const() || self.is_const_object(s.r);
        // One made in the trace is another each time.
        let fresh = self.b.trace().def(s.r).is_some_and(|d| d.op == Ir::New);
        let single = func.closure.is_undef() && func.code.functions <= 1;
        if known || single && !fresh {
            self.guard_is(s, func.value())?;
            return Ok(Callee::known(func));
        }
        self.guard_shape_of(s, func.value())?;
        for (field, v) in [
            (Field::FunctionCode, func.code.value()),
            (Field::FunctionGlobals, func.globals.value()),
        ] {
            let now = self.load(field, s.r);
            let k = self.object_const(v, "callee");
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, now, k, snap);
        }
        Ok(Callee { func, dynamic: Some(s.r) })
    }

    /// A pointer cast from a constant word.
    fn is_const_object(&self, r: Ref) -> bool {
        self.b.trace().def(r).is_some_and(|d| d.op == Ir::ValToPtr && d.args[0].is_const())
    }

    /// Plans the frame that the interpreter pushes for a Python function with positional arguments.
    pub fn plan_function(
        &mut self,
        vm: &mut Vm,
        func: Gc<Function>,
        args: &[SVal],
        base: u32,
        to: Target,
    ) -> Rec<bool> {
        self.plan_call(vm, Callee::known(func), args, None, base, to)
    }

    /// Plans the frame that the interpreter pushes for a call. False: the call is not inlined.
    fn plan_call(
        &mut self,
        vm: &mut Vm,
        callee: Callee,
        args: &[SVal],
        names: Option<Gc<Tuple>>,
        base: u32,
        to: Target,
    ) -> Rec<bool> {
        let func = callee.func;
        let code = func.code;
        let makes = code.has_flag(CodeFlags::GENERATOR) && !code.numba;
        if !makes && !self.may_inline(code) {
            return Ok(false);
        }
        let args = self.bind(vm, callee, args, names)?;
        if callee.dynamic.is_none() {
            self.watch(WatchId::Function(func.addr()));
        }
        self.roots.push(func.value());
        let func_ref = callee.dynamic;
        if code.has_flag(CodeFlags::GENERATOR) {
            // The call's result is the generator; nothing runs yet.
            let f = match func_ref {
                Some(f) => f,
                None => self.object_const(func.value(), "function"),
            };
            let Some(g) = self.new_generator(vm, func, f, &args)? else { return Ok(false) };
            match to.cont {
                Cont::Dst => self.set_ref(to.ret as usize, g),
                Cont::Op => self.set_op_result(self.at(), SVal::new(g))?,
                Cont::Construct | Cont::Native => return Err(Abort::Unsupported),
            }
            return Ok(true);
        }
        self.plan = Some(PushPlan {
            code,
            func: if func_ref.is_some() { Value::UNDEF } else { func.value() },
            dynamic: func_ref.map(SVal::new),
            args,
            base,
            ret: to.ret,
            cont: to.cont,
            stage: to.stage,
            cont_value: to.cont_value,
            resume: None,
        });
        Ok(true)
    }

    /// May a frame of this code be part of the trace?
    pub(super) fn may_inline(&self, code: Gc<Code>) -> bool {
        takes_frame(code) && !self.calls_opaquely(code) && self.frames.len() < MAX_DEPTH
    }

    /// The interpreter pushed a frame: enter it if it is the one planned.
    pub fn frame_pushed(&mut self, vm: &mut Vm) -> Rec<()> {
        if self.in_native > 0 || !self.plan_handover(vm)? && self.opaque_push(vm) {
            return Ok(());
        }
        let Some(plan) = self.plan.take() else { return Err(Abort::UnexpectedFrame) };
        self.tested = None;
        // SAFETY: the frame was just pushed.
        let (code, generator, stage) =
            unsafe { ((*vm.frame).code, (*vm.frame).generator, (*vm.frame).stage) };
        let resumed = plan.resume.as_ref().map_or(Value::UNDEF, |r| r.value);
        let other_stage = plan.resume.is_none() && stage != plan.stage;
        if code != plan.code || generator != resumed || other_stage {
            return Err(Abort::UnexpectedFrame);
        }
        let resume = self.at() as u32 + 1;
        self.top().resume = resume;
        // Each call may unroll the function's loops.
        let inside = code.code as usize..code.code.wrapping_add(code.unit.code.len()) as usize;
        self.inner.retain(|header, _| !inside.contains(header));
        let live = self.liveness_of(code);
        let (func, ret, cont, stage) = (plan.func, plan.ret, plan.cont, plan.stage);
        let meta = self.meta(super::FrameMeta { code, func, ret, cont, stage });
        let (regs, generator) = match plan.resume {
            Some(r) => (r.regs, Some(r.frame)),
            None => {
                let undef = SVal::new(self.b.val(0));
                let mut regs: Vec<Option<SVal>> = vec![Some(undef); code.nregs as usize];
                debug_assert_eq!(param_count(code), plan.args.len());
                for (k, a) in plan.args.iter().enumerate() {
                    regs[k] = Some(*a);
                }
                (regs, None)
            }
        };
        self.frames.push(RFrame {
            meta,
            code,
            live,
            base: plan.base,
            regs,
            resume: 0,
            ret: plan.ret,
            cont: plan.cont,
            func: plan.dynamic,
            cont_value: plan.cont_value,
            generator,
        });
        self.state_changed();
        Ok(())
    }

    /// Where the window of a frame begins that runs for the current instruction.
    pub(super) fn op_window(&mut self) -> u32 {
        let top = self.top();
        top.base + top.code.nregs + 2
    }

    /// A property's getter, inlined.
    pub fn plan_getter(&mut self, vm: &mut Vm, i: Instr, f: Value, this: SVal) -> Rec<bool> {
        let Some(func) = f.cast::<Function>() else { return Ok(false) };
        let base = self.op_window();
        // The interpreter may push it for the instruction instead: the result goes the same way.
        let to = Target::register(i.a());
        self.plan_function(vm, func, &[this], base, to)
    }

    /// Instantiation of a plain Python class: the object is allocated in the trace, `__init__`
    /// inlined.
    fn call_class(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        class: Gc<Class>,
        call: Call,
    ) -> Rec<bool> {
        if class.instance_kind == Kind::Exception && !class.has(class_flags::BUILTIN) {
            return self.call_exception(vm, i, callee, class, call);
        }
        if class.construct.is_some()
            || class.hdr.shape.class() != vm.types.type_
            || class.instance_kind != Kind::Instance
            || class.has(class_flags::BUILTIN | class_flags::ABSTRACT)
            || class.has(class_flags::HAS_DEL)
        {
            return self.call_type(vm, i, callee, class, call);
        }
        if vm.special(class, Special::New) != Some(vm.object_new) {
            return Ok(false);
        }
        let init = vm.special(class, Special::Init).unwrap_or(Value::UNDEF);
        let plain = init == vm.object_init;
        if plain && !call.args.is_empty() {
            return Err(Abort::Raises);
        }
        let func = init.cast::<Function>();
        if !plain && func.is_none() {
            return Ok(false);
        }
        let callee = self.refine(callee, class.value())?;
        self.guard_is(callee, class.value())?;
        self.watch_class(class);
        let o = self.new_instance(class);
        let Some(f) = func else {
            self.set_ref(i.a(), o);
            return Ok(true);
        };
        let mut all = vec![SVal::new(o)];
        all.extend(call.args);
        let to = Target {
            ret: i.a() as u32,
            cont: Cont::Construct,
            stage: 0,
            cont_value: Some(SVal::new(o)),
        };
        self.plan_call(vm, Callee::known(f), &all, call.names, call.base - 1, to)
    }

    /// Instantiation of a Python exception class: made by a helper, `__init__` inlined.
    fn call_exception(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        class: Gc<Class>,
        call: Call,
    ) -> Rec<bool> {
        let base = vm.types.base_exception;
        if class.hdr.shape.class() != vm.types.type_
            || class.has(class_flags::ABSTRACT | class_flags::HAS_DEL)
            || vm.special(class, Special::New) != vm.special(base, Special::New)
        {
            return Ok(false);
        }
        let init = vm.special(class, Special::Init).and_then(|f| f.cast::<Function>());
        let Some(init) = init else { return Ok(false) };
        let callee = self.refine(callee, class.value())?;
        self.guard_is(callee, class.value())?;
        self.watch_class(class);
        let npos = call.args.len() - call.names.map_or(0, |n| n.len);
        let t = self.new_tuple(vm, &call.args[..npos])?;
        let (t, k) = (self.boxed(t)?, self.konst(class.value()));
        let address = crate::helpers::new_exception as *const () as u64;
        let o = self.call_allocating("new_exception", address, &[k, t]);
        let o = SVal::new(self.b.op1(Ir::ValToPtr, o));
        let mut all = vec![o];
        all.extend(call.args);
        let to = Target { ret: i.a() as u32, cont: Cont::Construct, stage: 0, cont_value: Some(o) };
        self.plan_call(vm, Callee::known(init), &all, call.names, call.base - 1, to)
    }

    /// `type(x)`: the class is known from the shape.
    fn call_type(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        class: Gc<Class>,
        call: Call,
    ) -> Rec<bool> {
        if class != vm.types.type_ || call.args.len() != 1 || call.names.is_some() {
            return Ok(false);
        }
        let callee = self.refine(callee, class.value())?;
        self.guard_is(callee, class.value())?;
        let Some(of) = self.known_class(vm, call.args[0], call.values[0])? else {
            return Ok(false);
        };
        let k = self.konst(of.value());
        self.set_ref(i.a(), k);
        Ok(true)
    }

    /// The class of a value, guarded by its type or shape.
    pub(super) fn known_class(&mut self, vm: &mut Vm, s: SVal, v: Value) -> Rec<Option<Gc<Class>>> {
        if s.class != 0 {
            return Ok(None);
        }
        let s = self.refine(s, v)?;
        if v.is_ptr() && !v.is_undef() && self.ty(s) == adder_codegen::ir::Type::Ptr {
            // An instance's class may be reassigned, which changes its shape.
            self.guard_shape_of(s, v)?;
        }
        Ok(Some(vm.class_of(v)))
    }

    /// A fresh instance with unset attributes.
    fn new_instance(&mut self, class: Gc<Class>) -> Ref {
        let cap = class.inline_cap as usize;
        let mut descs: Vec<MemDesc> = vec![Field::InstanceAttrs.desc()];
        descs.extend((0..cap).map(crate::fields::inline_slot));
        let o = self.new_object(
            "instance",
            class,
            Kind::Instance,
            instance_size(class.inline_cap),
            &descs,
        );
        let undef = self.b.val(0);
        for d in descs {
            let m = self.b.mem(d);
            self.b.store(m, o, undef);
        }
        o
    }

    /// Is this entry trace faster than the interpreter for calls by the interpreter? Going in and
    /// out costs as much as a handful of instructions; a function of a few, without loops and
    /// without calls of its own, is entered by compiled code only.
    pub fn worth_entering(&self) -> bool {
        self.count > 12 || !self.sites.is_empty() || self.linked
    }
}

/// Does a call run the code in a frame?
fn takes_frame(code: Gc<Code>) -> bool {
    !code.has_flag(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR)
}
