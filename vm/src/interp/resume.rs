//! Finishing an instruction with the result of a special method that ran in a pushed frame.
//!
//! The instruction is the one before the caller's pc; its operands say where the result goes. So a
//! Python `__add__`, `__getitem__`, property, `__next__` ... costs one frame and no native
//! recursion.

use super::frame::{stage, Cont, Frame};
use super::{Flow, Leave};
use crate::object::*;
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::value::Value;
use crate::{Raised, Vm, R};
use adder_bytecode::{Instr, Op};

impl Vm {
    /// Calls a special method for the current instruction: Python functions get a frame whose
    /// result `resume_op` receives, everything else is called natively and finished at once.
    pub fn push_op_call(&mut self, f: Value, args: &[Value], stage: u8) -> R<Flow> {
        if let Some(func) = f.cast::<Function>() {
            // SAFETY: free stack above the current window.
            unsafe {
                let at = self.stack_top().add(2);
                for (k, &v) in args.iter().enumerate() {
                    *at.add(k) = v;
                }
                match self.start_call(func.value(), at, args.len(), None, 0, Cont::Op)? {
                    super::call::Called::Frame => {
                        (*self.frame).stage = stage;
                        self.observe_push();
                        return Ok(Flow::Reload);
                    }
                    // A generator function as special method: its result is the generator.
                    super::call::Called::Value(v) => return self.finish_op(stage, v),
                }
            }
        }
        let v = self.call_special(f, args)?;
        self.finish_op(stage, v)
    }

    fn finish_op(&mut self, stage: u8, v: Value) -> R<Flow> {
        // SAFETY: the current frame executes the instruction before its pc.
        unsafe {
            match self.op_result(stage, v) {
                Ok(()) => Ok(Flow::Reload),
                Err(Pending::Raised) => Err(Raised),
                Err(Pending::Pushed) => Ok(Flow::Reload),
            }
        }
    }

    /// Frame `f` (popped) ran for the current frame's instruction and returned `v`.
    ///
    /// # Safety
    /// `f` is the frame record just popped; the current frame executes the instruction before its pc.
    pub unsafe fn resume_op(&mut self, f: *mut Frame, v: Value) -> Leave {
        let caller = self.frame;
        let i: Instr = *(*caller).pc.sub(1);
        match i.op() {
            // Only yields come here; returns are handled where generators return.
            Op::YieldFrom => return self.yield_through(v),
            Op::ForIter => {
                *(*caller).base.add(i.a()) = v;
                (*caller).pc = (*caller).pc.offset(i.sc());
                return Leave::Loaded;
            }
            _ => {}
        }
        match self.op_result((*f).stage, v) {
            Ok(()) | Err(Pending::Pushed) => Leave::Loaded,
            Err(Pending::Raised) => Leave::Raise,
        }
    }

    /// Delivers the result `v` of a special method to the current frame's instruction.
    ///
    /// # Safety
    /// The current frame executes the instruction before its pc.
    unsafe fn op_result(&mut self, st: u8, v: Value) -> Result<(), Pending> {
        let f = self.frame;
        let i: Instr = *(*f).pc.sub(1);
        let base = (*f).base;
        let op = i.op();
        if let Some((bin, rhs)) = binary_operands(i, base) {
            if v == Value::NOT_IMPLEMENTED {
                let lhs = *base.add(i.b());
                return pending(self.binary_next(bin, lhs, rhs, i.x() != 0, st));
            }
            *base.add(i.a()) = v;
            return Ok(());
        }
        if let Some((cmp, x, y)) = compare_operands(i, base) {
            if st != stage::TRUTH && v == Value::NOT_IMPLEMENTED {
                return pending(self.compare_next(cmp, x, y, st));
            }
            if is_jump(op) {
                let t = match (v.is_bool(), st) {
                    (true, _) => v == Value::TRUE,
                    _ => return self.jump_on_truth(st, v),
                };
                if t == (i.x() != 0) {
                    (*f).pc = (*f).pc.offset(i.sc());
                }
            } else {
                *base.add(i.a()) = v;
            }
            return Ok(());
        }
        match op {
            Op::Not | Op::ToBool | Op::JumpIfTrue | Op::JumpIfFalse => {
                let t = self.truth_result(st, v).map_err(|_| Pending::Raised)?;
                self.put_truth(i, t);
            }
            Op::In | Op::NotIn | Op::JumpIn => {
                let t = self.truth(v).map_err(|_| Pending::Raised)?;
                self.put_contains(i, t);
            }
            Op::SetItem | Op::DelItem | Op::StoreAttr | Op::DelAttr => {}
            Op::LoadMethod => {
                *base.add(i.a()) = v;
                *base.add(i.a() + 1) = Value::UNDEF;
            }
            Op::LoadSuper if i.x() == 1 => {
                *base.add(i.a()) = v;
                *base.add(i.a() + 1) = Value::UNDEF;
            }
            Op::ForIter => {
                *base.add(i.a()) = v;
                (*f).pc = (*f).pc.offset(i.sc());
            }
            Op::GetIter => {
                let v = self.check_iterator(v).map_err(|_| Pending::Raised)?;
                *base.add(i.a()) = v;
            }
            Op::FormatValue => {
                let v = self.check_format(i, st, v).map_err(|_| Pending::Raised)?;
                *base.add(i.a()) = v;
            }
            _ => *base.add(i.a()) = v,
        }
        Ok(())
    }

    /// # Safety
    /// As for `op_result`.
    unsafe fn jump_on_truth(&mut self, st: u8, v: Value) -> Result<(), Pending> {
        let t = if st == stage::TRUTH { self.check_bool(v) } else { self.truth(v) };
        let t = t.map_err(|_| Pending::Raised)?;
        let f = self.frame;
        let i: Instr = *(*f).pc.sub(1);
        if t == (i.x() != 0) {
            (*f).pc = (*f).pc.offset(i.sc());
        }
        Ok(())
    }

    fn truth_result(&mut self, st: u8, v: Value) -> R<bool> {
        if st == stage::LEN {
            return Ok(self.check_len(v)? != 0);
        }
        self.check_bool(v)
    }

    /// Acts on the truth value a `Not`, `ToBool` or conditional jump asked for.
    ///
    /// # Safety
    /// `i` is the current frame's instruction, its pc the one after it.
    pub unsafe fn put_truth(&mut self, i: Instr, t: bool) {
        let f = self.frame;
        match i.op() {
            Op::Not => *(*f).base.add(i.a()) = Value::bool(!t),
            Op::ToBool => *(*f).base.add(i.a()) = Value::bool(t),
            Op::JumpIfTrue if t => (*f).pc = (*f).pc.offset(i.bc()),
            Op::JumpIfFalse if !t => (*f).pc = (*f).pc.offset(i.bc()),
            _ => {}
        }
    }

    /// Acts on the answer of a containment test.
    ///
    /// # Safety
    /// As for `put_truth`.
    pub unsafe fn put_contains(&mut self, i: Instr, t: bool) {
        let f = self.frame;
        match i.op() {
            Op::In => *(*f).base.add(i.a()) = Value::bool(t),
            Op::NotIn => *(*f).base.add(i.a()) = Value::bool(!t),
            Op::JumpIn if t == (i.x() != 0) => (*f).pc = (*f).pc.offset(i.sc()),
            _ => {}
        }
    }

    /// The method after the one at stage `st` for a binary operator.
    fn binary_next(&mut self, op: BinOp, a: Value, b: Value, in_place: bool, st: u8) -> R<Flow> {
        self.binary_from(op, a, b, in_place, st + 1)
    }

    /// Tries the candidates from number `from` on.
    pub fn binary_from(
        &mut self,
        op: BinOp,
        a: Value,
        b: Value,
        in_place: bool,
        from: u8,
    ) -> R<Flow> {
        let candidates = self.binary_candidates(op, a, b, in_place);
        for (k, c) in candidates.iter().enumerate().skip(from as usize) {
            let Some(c) = c else { continue };
            if c.func.is_kind(Kind::Function) {
                return self.push_op_call(c.func, &[c.this, c.other], k as u8);
            }
            let r = self.call_special(c.func, &[c.this, c.other])?;
            if r != Value::NOT_IMPLEMENTED {
                // SAFETY: the current frame's instruction waits for this value.
                unsafe {
                    let f = self.frame;
                    let i: Instr = *(*f).pc.sub(1);
                    *(*f).base.add(i.a()) = r;
                }
                return Ok(Flow::Next);
            }
        }
        self.binary_unsupported(op, a, b, in_place)
    }

    fn compare_next(&mut self, op: CmpOp, a: Value, b: Value, st: u8) -> R<Flow> {
        self.compare_from(op, a, b, st + 1)
    }

    /// Tries comparison candidates from number `from` on, then the default.
    pub fn compare_from(&mut self, op: CmpOp, a: Value, b: Value, from: u8) -> R<Flow> {
        let candidates = self.compare_candidates(op, a, b);
        for (k, c) in candidates.iter().enumerate().skip(from as usize) {
            let Some(c) = c else { continue };
            if c.func.is_kind(Kind::Function) {
                return self.push_op_call(c.func, &[c.this, c.other], k as u8);
            }
            let r = self.call_special(c.func, &[c.this, c.other])?;
            if r != Value::NOT_IMPLEMENTED {
                return self.put_compare(r);
            }
        }
        let r = self.compare_default(op, a, b)?;
        self.put_compare(r)
    }

    /// Acts on a comparison's result: stores it, or jumps on its truth.
    pub fn put_compare(&mut self, r: Value) -> R<Flow> {
        // SAFETY: the current frame executes the comparison before its pc.
        unsafe {
            let f = self.frame;
            let i: Instr = *(*f).pc.sub(1);
            if !is_jump(i.op()) {
                *(*f).base.add(i.a()) = r;
                return Ok(Flow::Next);
            }
            let t = match self.truth_fast(r) {
                Some(t) => t,
                None => {
                    let class = self.class_of(r);
                    if let Some(b) = self.special(class, Special::Bool) {
                        if b.is_kind(Kind::Function) {
                            return self.push_op_call(b, &[r], stage::TRUTH);
                        }
                    }
                    self.truth(r)?
                }
            };
            if t == (i.x() != 0) {
                // Python code may have moved the frames.
                let f = self.frame;
                (*f).pc = (*f).pc.offset(i.sc());
            }
            Ok(Flow::Reload)
        }
    }
}

/// Why an instruction is not finished yet.
enum Pending {
    Raised,
    /// Another frame was pushed for it.
    Pushed,
}

fn pending(r: R<Flow>) -> Result<(), Pending> {
    match r {
        Ok(Flow::Next) => Ok(()),
        Ok(Flow::Reload) => Err(Pending::Pushed),
        Err(Raised) => Err(Pending::Raised),
    }
}

fn is_jump(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        JumpLt
            | JumpLe
            | JumpEq
            | JumpNe
            | JumpGt
            | JumpGe
            | JumpLtI
            | JumpLeI
            | JumpEqI
            | JumpNeI
            | JumpGtI
            | JumpGeI
    )
}

/// The operator of a binary instruction (register or immediate form).
pub fn binary_op(op: Op) -> Option<BinOp> {
    Some(match op {
        Op::Add | Op::AddI => BinOp::Add,
        Op::Sub | Op::SubI => BinOp::Sub,
        Op::Mul | Op::MulI => BinOp::Mul,
        Op::TrueDiv => BinOp::TrueDiv,
        Op::FloorDiv | Op::FloorDivI => BinOp::FloorDiv,
        Op::Mod | Op::ModI => BinOp::Mod,
        Op::Pow => BinOp::Pow,
        Op::MatMul => BinOp::MatMul,
        Op::LShift | Op::LShiftI => BinOp::LShift,
        Op::RShift | Op::RShiftI => BinOp::RShift,
        Op::BitAnd | Op::BitAndI => BinOp::And,
        Op::BitOr => BinOp::Or,
        Op::BitXor => BinOp::Xor,
        _ => return None,
    })
}

/// # Safety
/// `base` is the window of the frame that executes `i`.
unsafe fn binary_operands(i: Instr, base: *mut Value) -> Option<(BinOp, Value)> {
    let bin = binary_op(i.op())?;
    let imm = matches!(
        i.op(),
        Op::AddI
            | Op::SubI
            | Op::MulI
            | Op::FloorDivI
            | Op::ModI
            | Op::LShiftI
            | Op::RShiftI
            | Op::BitAndI
    );
    let rhs = if imm { Value::small(i.sc() as i64) } else { *base.add(i.c()) };
    Some((bin, rhs))
}

/// The comparison of a compare or fused-jump instruction.
pub fn compare_op(op: Op) -> Option<CmpOp> {
    Some(match op {
        Op::Lt | Op::JumpLt | Op::JumpLtI => CmpOp::Lt,
        Op::Le | Op::JumpLe | Op::JumpLeI => CmpOp::Le,
        Op::Eq | Op::JumpEq | Op::JumpEqI => CmpOp::Eq,
        Op::Ne | Op::JumpNe | Op::JumpNeI => CmpOp::Ne,
        Op::Gt | Op::JumpGt | Op::JumpGtI => CmpOp::Gt,
        Op::Ge | Op::JumpGe | Op::JumpGeI => CmpOp::Ge,
        _ => return None,
    })
}

/// # Safety
/// As for `binary_operands`.
unsafe fn compare_operands(i: Instr, base: *mut Value) -> Option<(CmpOp, Value, Value)> {
    let op = i.op();
    let cmp = compare_op(op)?;
    Some(match op {
        Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge => {
            (cmp, *base.add(i.b()), *base.add(i.c()))
        }
        Op::JumpLt | Op::JumpLe | Op::JumpEq | Op::JumpNe | Op::JumpGt | Op::JumpGe => {
            (cmp, *base.add(i.a()), *base.add(i.b()))
        }
        _ => (cmp, *base.add(i.a()), Value::small(i.sb() as i64)),
    })
}
