//! Calls: Python functions are inlined, natives with a recipe become their operation, the rest are
//! residual calls through the interpreter's own argument window.

use super::scalar::{float_now, BOOL, INT64};
use super::{PushPlan, RFrame, Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::Field;
use crate::helpers::{call_function, CallSite, NO_ROOM};
use adder_bytecode::{CodeFlags, Instr, Op};
use adder_codegen::ir::{self, MemDesc, Op as Ir, Ref, Type};
use adder_vm::interp::bind::param_count;
use adder_vm::interp::frame::{Cont, Frame};
use adder_vm::object::class::{class_flags, instance_size, Class};
use adder_vm::object::ndarray::DType;
use adder_vm::object::{BoundMethod, Code, Function, Gc, Kind, Native};
use adder_vm::ops::special::Special;
use adder_vm::watch::WatchId;
use adder_vm::{F64Op, Recipe, Value, Vm};

/// Frames a trace inlines.
pub const MAX_DEPTH: usize = 12;

impl Recorder {
    /// Records calls. False: not a call, or one that only a residual call can do.
    pub fn record_call(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let (first, mut n) = match i.op() {
            Op::Call => (i.b() + 1, i.x() as usize),
            Op::CallMethod => (i.b() + 1, i.x() as usize + 1),
            _ => return Ok(false),
        };
        let f = vm.get_reg(i.b());
        let mut args_at = first;
        if i.op() == Op::CallMethod && vm.get_reg(first).is_undef() {
            args_at += 1;
            n -= 1;
        }
        let callee = self.get(i.b())?;
        let mut args = Vec::with_capacity(n + 1);
        let mut values = Vec::with_capacity(n + 1);
        for k in 0..n {
            args.push(self.get(args_at + k)?);
            values.push(vm.get_reg(args_at + k));
        }
        self.call_value(vm, i, callee, f, args, values, args_at)
    }

    #[allow(clippy::too_many_arguments)]
    fn call_value(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        f: Value,
        mut args: Vec<SVal>,
        mut values: Vec<Value>,
        args_at: usize,
    ) -> Rec<bool> {
        match f.kind() {
            Some(Kind::Function) => {
                let callee = self.refine(callee, f)?;
                self.guard_is(callee, f)?;
                let func = f.expect::<Function>();
                if self.calls_whole(func.code)? {
                    return self.whole_call(vm, i, func, args, args_at);
                }
                let base = self.top().base + args_at as u32;
                self.plan_function(vm, func, args, base, i.a() as u32, Cont::Dst, None)
            }
            Some(Kind::Native) => {
                let callee = self.refine(callee, f)?;
                self.guard_is(callee, f)?;
                self.call_native(vm, i, f.expect(), &args, &values)
            }
            Some(Kind::BoundMethod) => {
                let m = f.expect::<BoundMethod>();
                let callee = self.refine(callee, f)?;
                self.guard_shape_of(callee, f)?;
                let func = self.load(Field::MethodFunc, callee.r);
                let this = self.load(Field::MethodThis, callee.r);
                let this = self.refine(SVal::new(this), m.this)?;
                args.insert(0, this);
                values.insert(0, m.this);
                self.call_value(vm, i, SVal::new(func), m.func, args, values, args_at - 1)
            }
            Some(Kind::Class) if f == vm.types.range.value() => {
                let callee = self.refine(callee, f)?;
                self.guard_is(callee, f)?;
                self.call_range(vm, i, &args, &values)
            }
            Some(Kind::Class) => self.call_class(vm, i, callee, f.expect(), args, args_at),
            _ => Ok(false),
        }
    }

    /// Is a function to be called instead of inlined? Recursive ones are, those that proved too big
    /// (`Code::not_inlined`), and those with other number rules. Only the root frame calls: its record and registers are where
    /// whoever looks expects them. A call out of an inlined function therefore ends the recording,
    /// and that function is called next time.
    fn calls_whole(&mut self, code: Gc<Code>) -> Rec<bool> {
        if code.has_flag(CodeFlags::GENERATOR) {
            // Nothing runs.
            return Ok(false);
        }
        // Natives ask the running frame which number rules hold, and while a trace runs that is the
        // frame it started in.
        let same_rules = code.numba == self.frames[0].code.numba;
        if same_rules && !code.not_inlined && !self.frames.iter().any(|f| f.code == code) {
            return Ok(false);
        }
        if self.frames.len() > 1 {
            return Err(self.call_instead());
        }
        Ok(true)
    }

    /// The outermost inlined function is to be called by the next recording.
    pub fn call_instead(&mut self) -> Abort {
        match self.frames.get_mut(1) {
            Some(f) if !f.code.not_inlined => {
                f.code.not_inlined = true;
                Abort::NotInlined
            }
            _ => Abort::TooDeep,
        }
    }

    /// Calls a Python function as a whole: through its own trace if it has one by then, else in a
    /// nested run of the interpreter.
    fn whole_call(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        func: Gc<Function>,
        mut args: Vec<SVal>,
        args_at: usize,
    ) -> Rec<bool> {
        if !takes_plain_arguments(func.code) || !self.add_defaults(func, &mut args)? {
            return Ok(false);
        }
        self.watch(WatchId::Function(func.addr()));
        for (k, a) in args.iter().enumerate() {
            let slot = args_at + k;
            let w = self.boxed(*a)?;
            self.b.store_slot(slot as u32, w);
            self.note_memory(slot, *a);
        }
        self.roots.extend([func.value(), func.code.value()]);
        let site = Box::new(CallSite {
            frame: Frame {
                code: func.code,
                func: func.value(),
                globals: func.globals,
                base: std::ptr::null_mut(),
                pc: func.code.code,
                locals: Value::UNDEF,
                generator: Value::UNDEF,
                cont_value: Value::UNDEF,
                saved_handled: Value::NONE,
                frame_obj: Value::UNDEF,
                ret: 0,
                cont: Cont::Native,
                stage: 0,
                flags: 0,
            },
            // SAFETY: the instruction after a call lies in the same code.
            pc: unsafe { self.pc.add(1) },
            nargs: args.len(),
        });
        let place = self.b.named_ptr(&*site as *const CallSite as u64, false, "site");
        self.sites.push(site);
        let window = self.window_at(args_at);
        self.state_changed();
        let before = self.snapshot();
        let raised = self.raise_snapshot();
        let cx = self.cx;
        let r = self.call_plain(
            "call_function",
            call_function as *const () as u64,
            &[Type::Ptr, Type::Ptr, Type::Ptr],
            Type::Val,
            ir::Effects::ANY,
            &[cx, window, place],
        );
        // No room on the native stack: nothing has happened, the interpreter makes the call.
        let refused = self.b.val(NO_ROOM);
        self.b.guard2(Ir::GuardNe, r, refused, before);
        let undef = self.b.val(0);
        self.b.guard2(Ir::GuardNe, r, undef, raised);
        // The callee's window was there.
        self.in_memory.truncate(args_at);
        self.after_call();
        self.set_ref(i.a(), r);
        vm.call_whole = true;
        Ok(true)
    }

    /// Completes positional arguments with the function's defaults.
    fn add_defaults(&mut self, func: Gc<Function>, args: &mut Vec<SVal>) -> Rec<bool> {
        let argcount = func.code.argcount as usize;
        if args.len() > argcount {
            return Err(Abort::Raises);
        }
        let defaults = func.default_values();
        let need = argcount - args.len();
        if need > defaults.len() {
            return Err(Abort::Raises);
        }
        let have = defaults.len();
        for &default in &defaults[have - need..] {
            let r = self.konst(default);
            args.push(SVal::new(r));
        }
        Ok(true)
    }

    /// Plans the frame that the interpreter pushes for a Python function.
    #[allow(clippy::too_many_arguments)]
    pub fn plan_function(
        &mut self,
        vm: &mut Vm,
        func: Gc<Function>,
        mut args: Vec<SVal>,
        base: u32,
        ret: u32,
        cont: Cont,
        cont_value: Option<SVal>,
    ) -> Rec<bool> {
        let code = func.code;
        if !takes_plain_arguments(code) || !self.add_defaults(func, &mut args)? {
            return Ok(false);
        }
        let makes = code.has_flag(CodeFlags::GENERATOR);
        // Special methods and the like come here without a choice.
        if !makes && (self.frames.len() >= MAX_DEPTH || self.calls_whole(code)?) {
            return Err(self.call_instead());
        }
        self.watch(WatchId::Function(func.addr()));
        self.roots.push(func.value());
        if makes {
            // The call's result is the generator; nothing runs yet.
            let callee = self.object_const(func.value(), "function");
            let Some(g) = self.new_generator(vm, func, callee, &args)? else { return Ok(false) };
            match cont {
                Cont::Dst => self.set_ref(ret as usize, g),
                Cont::Op => self.set_op_result(self.at(), SVal::new(g))?,
                Cont::Construct | Cont::Native => return Err(Abort::Unsupported),
            }
            return Ok(true);
        }
        self.plan = Some(PushPlan {
            code,
            func: func.value(),
            args,
            base,
            ret,
            cont,
            cont_value,
            resume: None,
        });
        Ok(true)
    }

    /// The interpreter pushed a frame: enter it if it is the one planned.
    pub fn frame_pushed(&mut self, vm: &mut Vm) -> Rec<()> {
        if self.in_native > 0 {
            return Ok(());
        }
        let Some(plan) = self.plan.take() else { return Err(Abort::UnexpectedFrame) };
        // SAFETY: the frame was just pushed.
        let (code, generator) = unsafe { ((*vm.frame).code, (*vm.frame).generator) };
        let resumed = plan.resume.as_ref().map_or(Value::UNDEF, |r| r.value);
        if code != plan.code || generator != resumed {
            return Err(Abort::UnexpectedFrame);
        }
        let resume = self.at() as u32 + 1;
        self.top().resume = resume;
        // Each call may unroll the function's loops.
        let inside = code.code as usize..code.code.wrapping_add(code.unit.code.len()) as usize;
        self.inner.retain(|header, _| !inside.contains(header));
        let live = self.liveness_of(code);
        let meta = self.meta(super::FrameMeta {
            code,
            func: plan.func,
            ret: plan.ret,
            cont: plan.cont,
            stage: 0,
        });
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
            cont_value: plan.cont_value,
            generator,
        });
        self.state_changed();
        Ok(())
    }

    /// A property's getter, inlined.
    pub fn plan_getter(&mut self, vm: &mut Vm, i: Instr, f: Value, this: SVal) -> Rec<bool> {
        let Some(func) = f.cast::<Function>() else { return Ok(false) };
        let k = self.frames.len() - 1;
        let base = self.frames[k].base + self.frames[k].code.nregs;
        self.plan_function(vm, func, vec![this], base, i.a() as u32, Cont::Dst, None)
    }

    /// Instantiation of a plain Python class: the object is allocated in the trace, `__init__`
    /// inlined.
    fn call_class(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        callee: SVal,
        class: Gc<Class>,
        args: Vec<SVal>,
        args_at: usize,
    ) -> Rec<bool> {
        if class.construct.is_some()
            || class.hdr.shape.class() != vm.types.type_
            || class.instance_kind != Kind::Instance
            || class.has(class_flags::BUILTIN | class_flags::ABSTRACT)
            || class.has(class_flags::HAS_DEL)
        {
            return Ok(false);
        }
        if vm.special(class, Special::New) != Some(vm.object_new) {
            return Ok(false);
        }
        let init = vm.special(class, Special::Init).unwrap_or(Value::UNDEF);
        let plain = init == vm.object_init;
        if plain && !args.is_empty() {
            return Err(Abort::Raises);
        }
        let func = init.cast::<Function>();
        if !plain && func.is_none_or(|f| !f.code.simple) {
            return Ok(false);
        }
        if let Some(f) = func {
            if self.calls_whole(f.code)? {
                return Ok(false);
            }
        }
        let callee = self.refine(callee, class.value())?;
        self.guard_is(callee, class.value())?;
        self.watch_class(class);
        let o = self.new_instance(vm, class);
        match func {
            None => {
                self.set_ref(i.a(), o);
                Ok(true)
            }
            Some(f) => {
                let mut all = vec![SVal::new(o)];
                all.extend(args);
                let base = self.top().base + args_at as u32 - 1;
                let planned = self.plan_function(
                    vm,
                    f,
                    all,
                    base,
                    i.a() as u32,
                    Cont::Construct,
                    Some(SVal::new(o)),
                )?;
                if planned {
                    Ok(true)
                } else {
                    Err(Abort::Unsupported)
                }
            }
        }
    }

    /// A fresh instance with unset attributes.
    fn new_instance(&mut self, vm: &Vm, class: Gc<Class>) -> Ref {
        let cap = class.inline_cap as usize;
        let mut descs: Vec<MemDesc> = vec![Field::InstanceAttrs.desc()];
        descs.extend((0..cap).map(crate::fields::inline_slot));
        let o = self.new_object(
            vm,
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

    /// A native with a recipe.
    fn call_native(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        f: Gc<Native>,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<bool> {
        match f.recipe {
            Recipe::Next | Recipe::Send => self.call_next(vm, i, f, args, values),
            Recipe::F64(func, op) | Recipe::NumpyF64(func, op) if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let numpy = matches!(f.recipe, Recipe::NumpyF64(..));
                let double = DType::Float64 as u32 + 1;
                let Some(now) = float_now(values[0]) else { return Ok(false) };
                let a = match (self.ty(x), x.class) {
                    (Type::F64, c) if c == 0 || c == double => x.r,
                    // NumPy's abs of an int is an int.
                    (Type::I64, 0) if !(numpy && op == F64Op::Abs) => self.b.op1(Ir::I2f, x.r),
                    _ => return Ok(false),
                };
                if !func(now).is_finite() {
                    return Ok(false);
                }
                let r = match op {
                    F64Op::Sqrt => {
                        let zero = self.b.f64(0.0);
                        let ok = self.b.op2(Ir::Fge, a, zero);
                        self.guard_true(ok);
                        self.b.op1(Ir::Fsqrt, a)
                    }
                    F64Op::Abs => self.b.op1(Ir::Fabs, a),
                    F64Op::Call => {
                        let r = self.f64_call(f, func, a);
                        // A domain or range error shows as a result that is not finite.
                        let inf = self.b.f64(f64::INFINITY);
                        let abs = self.b.op1(Ir::Fabs, r);
                        let ok = self.b.op2(Ir::Flt, abs, inf);
                        self.guard_true(ok);
                        r
                    }
                    F64Op::Floor | F64Op::Ceil | F64Op::Trunc => {
                        if now.abs() >= 9e18 {
                            return Ok(false);
                        }
                        let o = match op {
                            F64Op::Floor => Ir::Ffloor,
                            F64Op::Ceil => Ir::Fceil,
                            _ => Ir::Ftrunc,
                        };
                        let t = self.b.op1(o, a);
                        let snap = self.snapshot();
                        self.b.guard1(Ir::F2iChk, t, snap)
                    }
                };
                let class = if numpy && !self.top().code.numba { double } else { 0 };
                self.set(i.a(), SVal { r, class });
                Ok(true)
            }
            Recipe::Abs if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                match (self.ty(x), x.class) {
                    (Type::F64, _) => {
                        let r = self.b.op1(Ir::Fabs, x.r);
                        self.set(i.a(), SVal { r, class: x.class });
                        Ok(true)
                    }
                    (Type::I64, 0) => {
                        let snap = self.snapshot();
                        let n = self.b.guard1(Ir::NegOvf, x.r, snap);
                        let r = self.b.op2(Ir::Max, x.r, n);
                        self.set_ref(i.a(), r);
                        Ok(true)
                    }
                    _ => Ok(false),
                }
            }
            Recipe::Len if args.len() == 1 => {
                let v = values[0];
                let field = match v.kind() {
                    Some(Kind::List) if !vm.has_custom_ops(v) => Field::ListLen,
                    Some(Kind::Tuple) if !vm.has_custom_ops(v) => Field::TupleLen,
                    Some(Kind::NdArray) if vm.is_exact_array(v) => {
                        return self.array_len(vm, i, args[0], v);
                    }
                    _ => return Ok(false),
                };
                let x = self.refine(args[0], v)?;
                self.guard_shape_of(x, v)?;
                let n = self.load(field, x.r);
                self.set_ref(i.a(), n);
                Ok(true)
            }
            Recipe::ToFloat if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let r = match self.ty(x) {
                    Type::F64 => x.r,
                    Type::I64 if matches!(x.class, 0 | INT64) => self.b.op1(Ir::I2f, x.r),
                    _ => return Ok(false),
                };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::ToInt if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let r = match (self.ty(x), x.class) {
                    (Type::I64, 0 | INT64) => x.r,
                    (Type::Bool, 0 | BOOL) => self.b.op1(Ir::B2i, x.r),
                    (Type::F64, _) => {
                        if values[0].to_f64_exact().is_none_or(|f| f.abs() >= 9e18) {
                            return Ok(false);
                        }
                        let snap = self.snapshot();
                        self.b.guard1(Ir::F2iChk, x.r, snap)
                    }
                    _ => return Ok(false),
                };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::Min | Recipe::Max if args.len() == 2 => {
                let (a, b) = (self.refine(args[0], values[0])?, self.refine(args[1], values[1])?);
                if self.ty(a) != Type::I64
                    || self.ty(b) != Type::I64
                    || (a.class, b.class) != (0, 0)
                {
                    return Ok(false);
                }
                let o = if f.recipe == Recipe::Min { Ir::Min } else { Ir::Max };
                let r = self.b.op2(o, a.r, b.r);
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::ListAppend if args.len() == 2 => {
                let o = values[0];
                if !o.is_kind(Kind::List) || vm.has_custom_ops(o) {
                    return Ok(false);
                }
                let l = self.refine(args[0], o)?;
                self.guard_shape_of(l, o)?;
                let v = self.boxed(args[1])?;
                self.append(l.r, v);
                let none = self.b.val(Value::NONE.0);
                self.set_ref(i.a(), none);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// A pure library function of a double: called through its address.
    fn f64_call(&mut self, f: Gc<Native>, func: fn(f64) -> f64, a: Ref) -> Ref {
        let _ = f;
        // `fn(f64) -> f64` of this compiler and the C convention agree for one double.
        self.pure_f64("math", crate::helpers::f64_entry(func), a)
    }
}

impl Recorder {
    /// Is this entry trace faster than the interpreter for calls by the interpreter? Going in and
    /// out costs as much as a handful of instructions; a function of a few, without loops and
    /// without calls of its own, is entered by compiled code only.
    pub fn worth_entering(&self) -> bool {
        self.count > 12 || !self.sites.is_empty() || self.linked
    }
}

/// Do arguments go straight into registers, in order?
fn takes_plain_arguments(code: Gc<Code>) -> bool {
    let odd = CodeFlags::VARARGS | CodeFlags::VARKEYWORDS;
    let makes_generator = code.has_flag(CodeFlags::GENERATOR)
        && !code.has_flag(odd)
        && code.unit.kwonly == 0
        && !code.numba;
    let other = CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
    !code.has_flag(other) && (code.simple || makes_generator)
}
