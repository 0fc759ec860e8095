//! Residual calls: what has no recording of its own calls the function the interpreter would use.
//!
//! Before that, operators on instances are tried as inlined special methods.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::Field;
use crate::helpers as h;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, Op as Ir, Ref, Type};
use adder_vm::interp::resume::{binary_op, compare_op};
use adder_vm::object::code::Cache;
use adder_vm::object::{Kind, Tuple};
use adder_vm::ops::attr::Attr;
use adder_vm::ops::special::Special;
use adder_vm::{Value, Vm};

/// A jump whose condition was computed by a call.
pub(super) struct Jump {
    c: Ref,
    if_true: usize,
    if_false: usize,
    /// What a register holds if the condition is true: the item of a `ForIter`.
    item: Option<(usize, Ref)>,
}

impl Recorder {
    pub fn record_residual(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        if self.record_special(vm, i)? || self.record_leaf(vm, i)? {
            return Ok(());
        }
        if let Some(op) = binary_op(i.op()) {
            let imm = i.op().info().c == adder_bytecode::ops::Kind::Imm;
            let a = self.word(i.b())?;
            let b = if imm { self.b.val(Value::small(i.sc() as i64).0) } else { self.word(i.c())? };
            let code = self.b.i64(op as i64 | (i.x() as i64) << 8);
            let r = self.call_value_helper("binary", h::binary as *const () as u64, &[code, a, b]);
            self.set_ref(i.a(), r);
            return Ok(());
        }
        if let Some(op) = compare_op(i.op()) {
            return self.residual_compare(i, op as i64);
        }
        let helper1: Option<(&'static str, u64)> = match i.op() {
            Op::GetIter => Some(("iter", h::iter as *const () as u64)),
            Op::ListToTuple => Some(("list_to_tuple", h::list_to_tuple as *const () as u64)),
            _ => None,
        };
        if let Some((name, address)) = helper1 {
            let a = self.word(i.b())?;
            let r = self.call_value_helper(name, address, &[a]);
            self.set_ref(i.a(), r);
            return Ok(());
        }
        match i.op() {
            Op::Neg | Op::Pos | Op::Invert => {
                let which = match i.op() {
                    Op::Neg => Special::Neg,
                    Op::Pos => Special::Pos,
                    _ => Special::Invert,
                };
                let a = self.word(i.b())?;
                let code = self.b.i64(which as i64);
                let r = self.call_value_helper("unary", h::unary as *const () as u64, &[code, a]);
                self.set_ref(i.a(), r);
            }
            Op::Not | Op::ToBool => {
                let a = self.word(i.b())?;
                let t = self.call_bool_helper("truth", h::truth as *const () as u64, &[a]);
                let r = if i.op() == Op::Not { self.b.op1(Ir::Bnot, t) } else { t };
                self.set_ref(i.a(), r);
            }
            Op::JumpIfTrue | Op::JumpIfFalse => {
                let a = self.word(i.a())?;
                let t = self.call_bool_helper("truth", h::truth as *const () as u64, &[a]);
                self.jump_on(t, i.op() == Op::JumpIfTrue, i.bc());
            }
            Op::In | Op::NotIn => {
                let (item, o) = (self.word(i.b())?, self.word(i.c())?);
                let t =
                    self.call_bool_helper("contains", h::contains as *const () as u64, &[o, item]);
                let r = if i.op() == Op::NotIn { self.b.op1(Ir::Bnot, t) } else { t };
                self.set_ref(i.a(), r);
            }
            Op::JumpIn => {
                let (item, o) = (self.word(i.a())?, self.word(i.b())?);
                let t =
                    self.call_bool_helper("contains", h::contains as *const () as u64, &[o, item]);
                self.jump_on(t, i.x() != 0, i.sc());
            }
            Op::GetItem | Op::GetItemI => {
                let o = self.word(i.b())?;
                let k = if i.op() == Op::GetItemI {
                    self.b.val(Value::small(i.sc() as i64).0)
                } else {
                    self.word(i.c())?
                };
                let r =
                    self.call_value_helper("get_item", h::get_item as *const () as u64, &[o, k]);
                self.set_ref(i.a(), r);
            }
            Op::SetItem => {
                let args = [self.word(i.a())?, self.word(i.b())?, self.word(i.c())?];
                self.call_value_helper("set_item", h::set_item as *const () as u64, &args);
            }
            Op::DelItem => {
                let args = [self.word(i.a())?, self.word(i.b())?];
                self.call_value_helper("del_item", h::del_item as *const () as u64, &args);
            }
            Op::LoadAttr => {
                // SAFETY: cache index of the running code.
                let cache: &Cache = unsafe { &*vm.code().caches.add(i.c()) };
                let name = self.konst(cache.name);
                let o = self.word(i.b())?;
                let r =
                    self.call_value_helper("get_attr", h::get_attr as *const () as u64, &[o, name]);
                self.set_ref(i.a(), r);
            }
            Op::StoreAttr => {
                // SAFETY: as above.
                let cache: &Cache = unsafe { &*vm.code().caches.add(i.c()) };
                let name = self.konst(cache.name);
                let args = [self.word(i.a())?, name, self.word(i.b())?];
                self.call_value_helper("set_attr", h::set_attr as *const () as u64, &args);
            }
            Op::LoadMethod => {
                // SAFETY: cache index of the running code.
                let cache: &Cache = unsafe { &*vm.code().caches.add(i.c()) };
                let name = self.konst(cache.name);
                let o = self.word(i.b())?;
                // A function that binds the object goes unbound, with the object beside it.
                if let Attr::Method(f) = vm.find_attr(vm.get_reg(i.b()), cache.name) {
                    return self.residual_method(i, o, name, f);
                }
                let r =
                    self.call_value_helper("get_attr", h::get_attr as *const () as u64, &[o, name]);
                self.set_ref(i.a(), r);
                let u = self.b.val(0);
                self.set_ref(i.a() + 1, u);
            }
            Op::Call | Op::CallMethod | Op::CallKw | Op::CallEx => self.residual_call(vm, i)?,
            Op::BuildSet | Op::BuildDict => {
                let n = if i.op() == Op::BuildDict { 2 * i.c() } else { i.c() };
                let window = self.spill_window(i.b(), n)?;
                let code = self.b.i64(i.op() as i64);
                let count = self.b.i64(n as i64);
                let address = h::build as *const () as u64;
                let r = self.call_value_helper("build", address, &[code, window, count]);
                self.set_ref(i.a(), r);
            }
            Op::BuildConstKeyMap => {
                // SAFETY: constant index of the running code.
                let keys = unsafe { *vm.code().consts.add(i.c()) };
                let n = keys.expect::<Tuple>().len;
                let window = self.spill_window(i.b(), n)?;
                let keys = self.konst(keys);
                let address = h::const_key_map as *const () as u64;
                let r = self.call_value_helper("const_key_map", address, &[keys, window]);
                self.set_ref(i.a(), r);
            }
            Op::ListExtend | Op::SetUpdate | Op::DictUpdate => {
                let code = self.b.i64(i.op() as i64);
                let args = [code, self.word(i.a())?, self.word(i.b())?];
                self.call_value_helper("extend", h::extend as *const () as u64, &args);
            }
            Op::ListAppend => {
                let v = vm.get_reg(i.a());
                let l = self.typed(vm, i.a())?;
                self.guard_shape_of(l, v)?;
                let w = self.word(i.b())?;
                self.append(l.r, w);
            }
            Op::Intrinsic => self.record_intrinsic(vm, i)?,
            Op::SetAdd => {
                let args = [self.word(i.a())?, self.word(i.b())?];
                self.call_value_helper("set_add", h::set_add as *const () as u64, &args);
            }
            Op::DictSet => {
                let args = [self.word(i.a())?, self.word(i.b())?, self.word(i.c())?];
                self.call_value_helper("set_item", h::set_item as *const () as u64, &args);
            }
            Op::BuildSlice => self.record_build_slice(vm, i)?,
            Op::FormatValue => {
                let v = self.word(i.b())?;
                let spec = if i.x() & 4 != 0 { self.word(i.c())? } else { self.b.val(0) };
                let code = self.b.i64(i.x() as i64);
                let r = self.call_value_helper(
                    "format",
                    h::format as *const () as u64,
                    &[code, v, spec],
                );
                self.set_ref(i.a(), r);
            }
            _ => return Err(Abort::Unsupported),
        }
        Ok(())
    }

    /// A method found by the general lookup, guarded to be this function.
    fn residual_method(&mut self, i: Instr, o: Ref, name: Ref, f: Value) -> Rec<()> {
        let this = self.get(i.b())?;
        let snap = self.snapshot();
        let effects = ir::Effects { pure: false, reads: ir::AliasSet::ALL, ..ir::Effects::PURE };
        let address = h::method_of as *const () as u64;
        let r = self.call_vm("method_of", address, &[o, name], Type::Val, effects);
        let k = self.konst(f);
        self.b.guard2(Ir::GuardEq, r, k, snap);
        self.set(i.a() + 1, this);
        self.set_ref(i.a(), k);
        Ok(())
    }

    /// The boxed word of a register.
    pub fn word(&mut self, reg: usize) -> Rec<Ref> {
        let s = self.get(reg)?;
        self.boxed(s)
    }

    /// Calls a helper that takes the VM and words and returns a word, 0 when it raised.
    pub fn call_value_helper(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let raised = self.raise_snapshot();
        self.publish_pc();
        let r = self.call_vm(name, address, args, Type::Val, ir::Effects::ANY);
        let undef = self.b.val(0);
        let guard = self.b.guard2(Ir::GuardNe, r, undef, raised);
        self.note_call(guard);
        self.after_call();
        r
    }

    /// Calls a helper that answers 0, 1, or 2 when it raised.
    fn call_bool_helper(&mut self, name: &'static str, address: u64, args: &[Ref]) -> Ref {
        let raised = self.raise_snapshot();
        self.publish_pc();
        let r = self.call_vm(name, address, args, Type::I64, ir::Effects::ANY);
        let two = self.b.i64(2);
        let ok = self.b.op2(Ir::Ne, r, two);
        let zero = self.b.i64(0);
        let t = self.b.op2(Ir::Ne, r, zero);
        let guard = self.b.guard1(Ir::GuardTrue, ok, raised);
        self.note_call(guard);
        self.after_call();
        t
    }

    /// The current instruction jumps by `c` if that is `wanted`. Which way it goes now is seen at
    /// the next instruction: the guard is made there, and a failing one goes on where the other way
    /// leads, because what the condition took has happened.
    pub(super) fn jump_on(&mut self, c: Ref, wanted: bool, offset: isize) {
        let next = self.at() + 1;
        let target = (next as isize + offset) as usize;
        let (if_true, if_false) = if wanted { (target, next) } else { (next, target) };
        self.set_opaque_target(target);
        self.jump = Some(Jump { c, if_true, if_false, item: None });
    }

    /// Guards the way a residual jump went.
    pub(super) fn guard_jump(&mut self) -> Rec<()> {
        let Some(j) = self.jump.take() else { return Ok(()) };
        let at = self.at();
        if j.if_true == j.if_false {
            return Ok(());
        }
        let (op, other) = if at == j.if_true {
            (Ir::GuardTrue, j.if_false)
        } else if at == j.if_false {
            (Ir::GuardFalse, j.if_true)
        } else {
            return Err(Abort::ModelMismatch);
        };
        // The item is there on one of the two ways only.
        let taken = at == j.if_true;
        let before = j.item.map(|(reg, _)| (reg, self.top().regs[reg]));
        if let (Some((reg, r)), false) = (j.item, taken) {
            self.top().regs[reg] = Some(SVal::new(r));
        }
        let snap = self.make_snapshot(other as u32, ir::SnapFlags::NIL);
        self.b.guard1(op, j.c, snap);
        match (j.item, before) {
            (Some((reg, r)), _) if taken => self.set_ref(reg, r),
            (_, Some((reg, old))) => self.top().regs[reg] = old,
            _ => {}
        }
        Ok(())
    }

    /// Tells the root frame where it is: a callee that warns names the line.
    fn publish_pc(&mut self) {
        let code = self.frames[0].code;
        let at =
            if self.frames.len() == 1 { self.at() + 1 } else { self.frames[0].resume as usize };
        let pc = code.code.wrapping_add(at) as u64;
        let frame = self.load(Field::VmFrame, self.cx);
        let pc = self.b.named_ptr(pc, false, format!("pc{at}"));
        self.store(Field::FramePc, frame, pc);
    }

    /// Anything may have happened: assumptions are checked before the next instruction.
    pub fn after_call(&mut self) {
        self.state_changed();
        self.check_valid = true;
        self.call_opaque();
    }

    /// Writes registers to their places on the VM stack, for helpers that take a window.
    pub fn spill_window(&mut self, first: usize, n: usize) -> Rec<Ref> {
        let k = self.frames.len() - 1;
        let base = self.frames[k].base;
        // Boxes first: places above the first frame's window are no roots before the call.
        let mut words = Vec::with_capacity(n);
        for r in first..first + n {
            let s = self.get(r)?;
            words.push((r, s, self.boxed(s)?));
        }
        for (r, s, w) in words {
            self.b.store_slot(base + r as u32, w);
            if k == 0 {
                self.note_memory(r, s);
            }
        }
        Ok(self.window_at(base as usize + first))
    }

    /// The memory of a register of the root frame now holds this value.
    pub fn note_memory(&mut self, reg: usize, s: SVal) {
        if self.in_memory.len() <= reg {
            self.in_memory.resize(reg + 1, None);
        }
        self.in_memory[reg] = Some(s);
    }

    /// Address of a place on the VM stack, as a register number of the root frame.
    pub fn window_at(&mut self, reg: usize) -> Ref {
        let frame = self.b.op0(Ir::Frame);
        let off = self.b.i64(8 * reg as i64);
        self.b.op2(Ir::PtrAdd, frame, off)
    }

    fn residual_compare(&mut self, i: Instr, op: i64) -> Rec<()> {
        use Op::*;
        let jump = !matches!(i.op(), Lt | Le | Eq | Ne | Gt | Ge);
        let code = self.b.i64(op);
        if !jump {
            let args = [code, self.word(i.b())?, self.word(i.c())?];
            let r = self.call_value_helper("compare", h::compare as *const () as u64, &args);
            self.set_ref(i.a(), r);
            return Ok(());
        }
        let imm = i.op().info().b == adder_bytecode::ops::Kind::Imm;
        let b = if imm { self.b.val(Value::small(i.sb() as i64).0) } else { self.word(i.b())? };
        let args = [code, self.word(i.a())?, b];
        let t = self.call_bool_helper("compare_bool", h::compare_bool as *const () as u64, &args);
        self.jump_on(t, i.x() != 0, i.sc());
        Ok(())
    }

    /// `next()` of an iterator without a recording of its own.
    pub fn record_next_call(&mut self, vm: &mut Vm, i: Instr, s: SVal) -> Rec<()> {
        let it = vm.get_reg(i.b());
        match it.kind() {
            Some(Kind::Instance | Kind::NativeObj) | None => return Err(Abort::Unsupported),
            _ => {}
        }
        if vm.has_custom_ops(it) || !vm.iteration_is_native(it) {
            return Err(Abort::Unsupported);
        }
        // Whether there is a next item cannot be asked without taking it; which way it goes is seen
        // at the next instruction.
        let w = self.boxed(s)?;
        let r = if h::leaf::is_plain_iterator(vm, it) {
            let r = self.leaf_call("next", h::leaf::leaf_next as *const () as u64, &[w]);
            self.state_changed();
            r
        } else {
            self.call_value_helper("next", h::next as *const () as u64, &[w])
        };
        let end = self.b.val(h::EXHAUSTED);
        let more = self.b.op2(Ir::Ne, r, end);
        let next = self.at() + 1;
        let target = (next as isize + i.sc()) as usize;
        self.set_opaque_target(target);
        self.jump = Some(Jump { c: more, if_true: target, if_false: next, item: Some((i.a(), r)) });
        Ok(())
    }
}
