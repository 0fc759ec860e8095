//! Cold halves of operators, comparisons, truth, subscription and iteration.

use super::frame::stage;
use super::Flow;
use crate::object::*;
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::Instr;

impl Vm {
    /// Code of the current frame.
    #[inline(always)]
    pub fn code(&self) -> Gc<Code> {
        // SAFETY: there is a current frame while Python code runs.
        unsafe { (*self.frame).code }
    }

    /// Writes a register of the current frame.
    #[inline(always)]
    pub fn set_reg(&mut self, reg: usize, v: Value) {
        // SAFETY: the current frame is live and the compiler emitted the register number.
        unsafe { *(*self.frame).base.add(reg) = v }
    }

    /// Reads a register of the current frame.
    #[inline(always)]
    pub fn get_reg(&self, reg: usize) -> Value {
        // SAFETY: as for `set_reg`.
        unsafe { *(*self.frame).base.add(reg) }
    }

    #[cold]
    #[inline(never)]
    pub fn binary_slow(&mut self, i: Instr, op: BinOp) -> R<Flow> {
        let (a, b) = (self.get_reg(i.b()), self.get_reg(i.c()));
        self.binary_values(i, op, a, b)
    }

    #[cold]
    #[inline(never)]
    pub fn binary_imm_slow(&mut self, i: Instr, op: BinOp) -> R<Flow> {
        let (a, b) = (self.get_reg(i.b()), Value::small(i.sc() as i64));
        self.binary_values(i, op, a, b)
    }

    fn binary_values(&mut self, i: Instr, op: BinOp, a: Value, b: Value) -> R<Flow> {
        let in_place = i.x() != 0;
        if op == BinOp::Pow && a.is_float() && b.is_int() && self.code().numba {
            if let Some(v) = numba_power(a.as_float(), b.as_int()) {
                self.set_reg(i.a(), Value::float(v));
                return Ok(Flow::Next);
            }
        }
        if !self.has_custom_ops(a) {
            if in_place {
                if let Some(v) = crate::builtins::inplace_fast(self, op, a, b)? {
                    self.set_reg(i.a(), v);
                    return Ok(Flow::Next);
                }
            }
            if !self.has_custom_ops(b) {
                if let Some(v) = self.binary_fast(op, a, b)? {
                    self.set_reg(i.a(), v);
                    return Ok(Flow::Next);
                }
                return self.binary_unsupported(op, a, b, in_place);
            }
        }
        self.binary_from(op, a, b, in_place, 0)
    }

    #[cold]
    #[inline(never)]
    pub fn unary_slow(&mut self, i: Instr, op: Special) -> R<Flow> {
        let v = self.get_reg(i.b());
        if !self.has_custom_ops(v) {
            if let Some(r) = self.unary_fast(op, v)? {
                self.set_reg(i.a(), r);
                return Ok(Flow::Next);
            }
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, op) {
            return self.push_op_call(f, &[v], stage::FIRST);
        }
        self.unary_unsupported(op, v)
    }

    #[cold]
    #[inline(never)]
    pub fn compare_slow(&mut self, i: Instr, op: CmpOp) -> R<Flow> {
        let (a, b) = (self.get_reg(i.b()), self.get_reg(i.c()));
        if !self.has_custom_ops(a) && !self.has_custom_ops(b) {
            let r = match self.compare_fast(op, a, b)? {
                Some(r) => Value::bool(r),
                None => self.compare_default(op, a, b)?,
            };
            self.set_reg(i.a(), r);
            return Ok(Flow::Next);
        }
        self.compare_from(op, a, b, 0)
    }

    #[cold]
    #[inline(never)]
    pub fn jump_compare_slow(&mut self, i: Instr, op: CmpOp, a: Value, b: Value) -> R<Flow> {
        if !self.has_custom_ops(a) && !self.has_custom_ops(b) {
            let t = match self.compare_fast(op, a, b)? {
                Some(t) => t,
                None => self.compare_default(op, a, b)? == Value::TRUE,
            };
            if t == (i.x() != 0) {
                // SAFETY: the jump's target is inside the current code.
                unsafe { (*self.frame).pc = (*self.frame).pc.offset(i.sc()) };
            }
            return Ok(Flow::Reload);
        }
        self.compare_from(op, a, b, 0)?;
        Ok(Flow::Reload)
    }

    /// Truth of an instance with a say in it, for `Not`, `ToBool` and conditional jumps.
    #[cold]
    #[inline(never)]
    pub fn truth_slow(&mut self, v: Value) -> R<Flow> {
        // SAFETY: the current frame's pc is behind the instruction.
        let i: Instr = unsafe { *(*self.frame).pc.sub(1) };
        let class = self.class_of(v);
        for (special, st) in [(Special::Bool, stage::FIRST), (Special::Len, stage::LEN)] {
            let Some(f) = self.special(class, special) else { continue };
            if f.is_kind(Kind::Function) {
                return self.push_op_call(f, &[v], st);
            }
            let t = self.truth(v)?;
            // SAFETY: as above.
            unsafe { self.put_truth(i, t) };
            return Ok(Flow::Reload);
        }
        // SAFETY: as above.
        unsafe { self.put_truth(i, true) };
        Ok(Flow::Reload)
    }

    #[cold]
    #[inline(never)]
    pub fn contains_slow(&mut self, o: Value, item: Value) -> R<Flow> {
        // SAFETY: the current frame's pc is behind the instruction.
        let i: Instr = unsafe { *(*self.frame).pc.sub(1) };
        let t = match self.contains_fast(o, item)? {
            Some(t) => t,
            None => {
                let class = self.class_of(o);
                match self.special(class, Special::Contains) {
                    Some(f) if f.is_kind(Kind::Function) => {
                        return self.push_op_call(f, &[o, item], stage::FIRST)
                    }
                    _ => self.contains(o, item)?,
                }
            }
        };
        // SAFETY: as above.
        unsafe { self.put_contains(i, t) };
        Ok(Flow::Reload)
    }

    #[cold]
    #[inline(never)]
    pub fn get_item_slow(&mut self, dst: usize, o: Value, k: Value) -> R<Flow> {
        if let Some(v) = self.get_item_fast(o, k)? {
            self.set_reg(dst, v);
            return Ok(Flow::Next);
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::GetItem) {
            return self.push_op_call(f, &[o, k], stage::FIRST);
        }
        let v = self.get_item(o, k)?;
        self.set_reg(dst, v);
        Ok(Flow::Next)
    }

    #[cold]
    #[inline(never)]
    pub fn set_item_slow(&mut self, o: Value, k: Value, v: Value) -> R<Flow> {
        if self.set_item_fast(o, k, v)? {
            return Ok(Flow::Next);
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::SetItem) {
            if f.is_kind(Kind::Function) {
                return self.push_op_call(f, &[o, k, v], stage::FIRST);
            }
        }
        self.set_item(o, k, v)?;
        Ok(Flow::Next)
    }

    #[cold]
    #[inline(never)]
    pub fn del_item_slow(&mut self, o: Value, k: Value) -> R<Flow> {
        if self.del_item_fast(o, k)? {
            return Ok(Flow::Next);
        }
        let class = self.class_of(o);
        if let Some(f) = self.special(class, Special::DelItem) {
            if f.is_kind(Kind::Function) {
                return self.push_op_call(f, &[o, k], stage::FIRST);
            }
        }
        self.del_item(o, k)?;
        Ok(Flow::Next)
    }

    #[cold]
    #[inline(never)]
    pub fn get_iter_slow(&mut self, dst: usize, v: Value) -> R<Flow> {
        if let Some(it) = self.iter_fast(v)? {
            self.set_reg(dst, it);
            return Ok(Flow::Next);
        }
        let class = self.class_of(v);
        if let Some(f) = self.special(class, Special::Iter) {
            if f.is_kind(Kind::Function) {
                return self.push_op_call(f, &[v], stage::FIRST);
            }
        }
        let it = self.iter(v)?;
        self.set_reg(dst, it);
        Ok(Flow::Next)
    }

    /// Does iterating over this value run no Python code?
    pub fn iteration_is_native(&self, v: Value) -> bool {
        match v.kind() {
            None => false,
            Some(Kind::Generator | Kind::Instance | Kind::CallIter) => false,
            Some(Kind::Enumerate) => {
                let inner = v.expect::<iter::Enumerate>().iter;
                !self.has_custom_ops(v) && self.iteration_is_native(inner)
            }
            Some(Kind::SeqIter) => {
                let inner = v.expect::<iter::SeqIter>().seq;
                inner.is_none() || self.is_exact_array(inner) || self.iteration_is_native(inner)
            }
            Some(Kind::Reversed) => {
                let inner = v.expect::<iter::Reversed>().seq;
                inner.is_none() || self.is_exact_array(inner) || self.iteration_is_native(inner)
            }
            Some(_) => !self.has_custom_ops(v),
        }
    }
}

/// A float to an integer power as Numba's compiled code has it: by repeated squaring.
fn numba_power(x: f64, n: i64) -> Option<f64> {
    if n.unsigned_abs() > 0x10000 || (x == 0.0 && n < 0) {
        return None;
    }
    let (mut e, mut square, mut r) = (n.unsigned_abs(), x, 1.0);
    while e > 0 {
        if e & 1 == 1 {
            r *= square;
        }
        square *= square;
        e >>= 1;
    }
    Some(if n < 0 { 1.0 / r } else { r })
}
