//! Arithmetic, comparisons, truth.

use super::ints::fits_i64;
use super::scalar::{float_now, int_now, truth_now, BOOL, FLOAT64, INT64};
use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, Op as Ir, Ref, Type, CLASS_UINT};
use adder_vm::interp::resume::{binary_op, compare_op};
use adder_vm::object::{Kind, Str};
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::{Value, Vm};

/// Is it a NumPy scalar?
fn is_numpy(s: SVal) -> bool {
    !matches!(s.class, 0 | CLASS_UINT)
}

impl Recorder {
    /// Records operators. False: not an operator, or not one for machine numbers.
    pub fn record_arith(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        if let Some(op) = binary_op(i.op()) {
            return self.record_binary(vm, i, op);
        }
        if let Some(cmp) = compare_op(i.op()) {
            return self.record_compare(vm, i, cmp);
        }
        match i.op() {
            Op::Neg => {
                let x = self.operand(vm, i.b())?;
                let v = vm.get_reg(i.b());
                let r = match (self.ty(x), x.class) {
                    (Type::F64, _) => SVal { r: self.b.op1(Ir::Fneg, x.r), class: x.class },
                    (Type::I64, 0 | INT64) if int_now(v) != Some(i64::MIN) => {
                        let snap = self.snapshot();
                        SVal { r: self.b.guard1(Ir::NegOvf, x.r, snap), class: x.class }
                    }
                    (Type::Bool, _) => return Ok(false),
                    _ => {
                        let zero = SVal::new(self.b.i64(0));
                        match self.int_op(BinOp::Sub, zero, x, Value::small(0), v)? {
                            Some(r) => r,
                            None => return Ok(false),
                        }
                    }
                };
                self.set(i.a(), r);
                Ok(true)
            }
            Op::Pos => {
                let x = self.operand(vm, i.b())?;
                if matches!(self.ty(x), Type::F64 | Type::I64) && matches!(x.class, 0 | CLASS_UINT)
                {
                    self.set(i.a(), x);
                    return Ok(true);
                }
                Ok(false)
            }
            Op::Invert => {
                let x = self.operand(vm, i.b())?;
                if self.ty(x) == Type::Bool {
                    return Ok(false);
                }
                let (ones, v) = (SVal::new(self.b.i64(-1)), vm.get_reg(i.b()));
                let Some(r) = self.int_op(BinOp::Xor, x, ones, v, Value::small(-1))? else {
                    return Ok(false);
                };
                self.set(i.a(), r);
                Ok(true)
            }
            Op::Not | Op::ToBool => {
                let Some(t) = self.truth(vm, i.b())? else { return Ok(false) };
                let r = if i.op() == Op::Not { self.b.op1(Ir::Bnot, t) } else { t };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Op::Is | Op::IsNot => {
                let same = self.identity(vm, i.b(), i.c())?;
                let r = if i.op() == Op::IsNot { self.b.op1(Ir::Bnot, same) } else { same };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Op::JumpIs => {
                let same = self.identity(vm, i.a(), i.b())?;
                let now = vm.is_same(vm.get_reg(i.a()), vm.get_reg(i.b()));
                self.branch(same, now, i.x() != 0)?;
                Ok(true)
            }
            Op::JumpIfTrue | Op::JumpIfFalse => {
                let v = vm.get_reg(i.a());
                let Some(now) = truth_now(vm, v) else { return Ok(false) };
                let Some(t) = self.truth(vm, i.a())? else { return Ok(false) };
                self.branch(t, now, i.op() == Op::JumpIfTrue)?;
                Ok(true)
            }
            Op::JumpIfNone | Op::JumpIfNotNone => {
                let s = self.get(i.a())?;
                let now = vm.get_reg(i.a()).is_none();
                if self.ty(s) == Type::Val && !s.r.is_const() {
                    let none = self.b.val(Value::NONE.0);
                    let c = self.b.op2(Ir::Eq, s.r, none);
                    self.branch(c, now, i.op() == Op::JumpIfNone)?;
                }
                // Other types are never None, and constants do not change.
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `a is b` as a bool.
    fn identity(&mut self, vm: &Vm, a: usize, b: usize) -> Rec<Ref> {
        let (x, y) = (self.get(a)?, self.get(b)?);
        let (tx, ty) = (self.ty(x), self.ty(y));
        let _ = vm;
        if x.class == CLASS_UINT || y.class == CLASS_UINT {
            let (bx, by) = (self.boxed(x)?, self.boxed(y)?);
            return Ok(self.b.op2(Ir::Eq, bx, by));
        }
        if x.class != 0 || y.class != 0 {
            return Err(Abort::Unsupported);
        }
        Ok(match (tx, ty) {
            (Type::I64, Type::I64) | (Type::Ptr, Type::Ptr) => self.b.op2(Ir::Eq, x.r, y.r),
            (Type::Val, _) | (_, Type::Val) => {
                // Words of equal numbers and objects are equal, heap ints excepted.
                let (bx, by) = (self.boxed(x)?, self.boxed(y)?);
                self.b.op2(Ir::Eq, bx, by)
            }
            (Type::Bool, Type::Bool) => self.b.op2(Ir::Eq, x.r, y.r),
            (Type::F64, Type::F64) => {
                let (bx, by) = (self.boxed(x)?, self.boxed(y)?);
                self.b.op2(Ir::Eq, bx, by)
            }
            _ => self.b.bool(false),
        })
    }

    /// Truth of a register as a bool, for kinds that decide without running Python code.
    pub fn truth(&mut self, vm: &Vm, reg: usize) -> Rec<Option<Ref>> {
        let x = self.operand(vm, reg)?;
        let known = matches!(x.class, 0 | CLASS_UINT | BOOL | INT64 | FLOAT64);
        if !known || self.wide.contains_key(&x.r) {
            return Ok(None);
        }
        let v = vm.get_reg(reg);
        Ok(Some(match self.ty(x) {
            Type::Bool => x.r,
            Type::I64 => {
                let z = self.b.i64(0);
                self.b.op2(Ir::Ne, x.r, z)
            }
            Type::F64 => {
                let z = self.b.f64(0.0);
                self.b.op2(Ir::Fne, x.r, z)
            }
            Type::Val => {
                let t = vm.truth_fast(v).ok_or(Abort::Unsupported)?;
                self.b.bool(t)
            }
            Type::Ptr => {
                use crate::fields::Field;
                let field = match v.header().kind {
                    _ if vm.has_custom_ops(v) => return self.truth_of_instance(vm, x, v),
                    Kind::List => Field::ListLen,
                    Kind::Tuple => Field::TupleLen,
                    _ => return Ok(None),
                };
                self.guard_shape_of(x, v)?;
                let n = self.load(field, x.r);
                let z = self.b.i64(0);
                self.b.op2(Ir::Ne, n, z)
            }
            _ => return Ok(None),
        }))
    }

    /// An instance whose class has neither `__bool__` nor `__len__` is true.
    fn truth_of_instance(&mut self, vm: &Vm, x: SVal, v: Value) -> Rec<Option<Ref>> {
        let class = vm.class_of(v);
        for name in ["__bool__", "__len__"] {
            let has = class.mro.items().iter().any(|c| {
                c.expect::<adder_vm::Class>()
                    .dict
                    .iter()
                    .any(|e| e.key.cast::<Str>().is_some_and(|s| s.bytes() == name.as_bytes()))
            });
            if has {
                return Ok(None);
            }
        }
        self.guard_shape_of(x, v)?;
        self.watch_class(class);
        Ok(Some(self.b.bool(true)))
    }

    fn is_imm(op: Op) -> bool {
        matches!(
            op,
            Op::AddI
                | Op::SubI
                | Op::MulI
                | Op::FloorDivI
                | Op::ModI
                | Op::LShiftI
                | Op::RShiftI
                | Op::BitAndI
        )
    }

    fn record_binary(&mut self, vm: &mut Vm, i: Instr, op: BinOp) -> Rec<bool> {
        let imm = Self::is_imm(i.op());
        let x = self.operand(vm, i.b())?;
        let y = if imm { SVal::new(self.b.i64(i.sc() as i64)) } else { self.operand(vm, i.c())? };
        let (vx, vy) =
            (vm.get_reg(i.b()), if imm { Value::small(i.sc() as i64) } else { vm.get_reg(i.c()) });
        let before = self.snapshot_of_test();
        let Some(r) = self.number_op(op, x, y, vx, vy)? else { return Ok(false) };
        self.tested = before.map(|snap| (self.pc, snap));
        self.set(i.a(), r);
        Ok(true)
    }

    /// A double out of an int or float operand.
    pub(super) fn as_f64(&mut self, s: SVal) -> Option<Ref> {
        match self.ty(s) {
            Type::F64 => Some(s.r),
            Type::I64 if matches!(s.class, 0 | INT64) => Some(self.b.op1(Ir::I2f, s.r)),
            Type::I64 if s.class == CLASS_UINT => Some(self.b.op1(Ir::U2f, s.r)),
            Type::Bool if s.class == 0 => {
                let i = self.b.op1(Ir::B2i, s.r);
                Some(self.b.op1(Ir::I2f, i))
            }
            _ => None,
        }
    }

    /// An operator on machine numbers; `None` when the operands are something else.
    pub fn number_op(
        &mut self,
        op: BinOp,
        x: SVal,
        y: SVal,
        vx: Value,
        vy: Value,
    ) -> Rec<Option<SVal>> {
        let (tx, ty) = (self.ty(x), self.ty(y));
        if tx == Type::F64 || ty == Type::F64 {
            return self.float_op(op, x, y, vx, vy);
        }
        let bools = tx == Type::Bool && ty == Type::Bool;
        if bools && matches!(op, BinOp::And | BinOp::Or | BinOp::Xor) {
            let r = match op {
                BinOp::And => self.b.op2(Ir::Band, x.r, y.r),
                BinOp::Or => self.b.op2(Ir::Bor, x.r, y.r),
                _ => self.b.op2(Ir::Ne, x.r, y.r),
            };
            return Ok(Some(SVal::new(r)));
        }
        if !is_numpy(x) && !is_numpy(y) {
            return self.int_op(op, x, y, vx, vy);
        }
        // NumPy's int64 wraps with a warning where these leave, and shifts by rules of its own.
        let fits = |s: SVal| matches!(s.class, 0 | INT64);
        if !fits(x) || !fits(y) || matches!(op, BinOp::LShift | BinOp::RShift) {
            return Ok(None);
        }
        let as_int = |rec: &mut Self, s: SVal, t: Type| match t {
            Type::I64 => Some(s.r),
            Type::Bool => Some(rec.b.op1(Ir::B2i, s.r)),
            _ => None,
        };
        let (Some(a), Some(b)) = (as_int(self, x, tx), as_int(self, y, ty)) else {
            return Ok(None);
        };
        let (Some(va), Some(vb)) = (int_now(vx), int_now(vy)) else { return Ok(None) };
        if !fits_i64(op, va, vb) {
            return Ok(None);
        }
        let class = if op == BinOp::TrueDiv { FLOAT64 } else { INT64 };
        Ok(self.small_op(op, a, b, va, vb)?.map(|r| SVal { r, class }))
    }

    /// An operator on i64s whose result, if it is an int, is one too.
    pub fn small_op(&mut self, op: BinOp, a: Ref, b: Ref, va: i64, vb: i64) -> Rec<Option<Ref>> {
        let snap = self.snapshot();
        let r = match op {
            BinOp::Add => self.b.guard2(Ir::AddOvf, a, b, snap),
            BinOp::Sub => self.b.guard2(Ir::SubOvf, a, b, snap),
            BinOp::Mul => self.b.guard2(Ir::MulOvf, a, b, snap),
            BinOp::And => self.b.op2(Ir::And, a, b),
            BinOp::Or => self.b.op2(Ir::Or, a, b),
            BinOp::Xor => self.b.op2(Ir::Xor, a, b),
            BinOp::FloorDiv | BinOp::Mod => {
                if vb == 0 || (va == i64::MIN && vb == -1) {
                    return Ok(None);
                }
                let power = b.is_const() && vb > 0 && vb & (vb - 1) == 0;
                if power && op == BinOp::Mod {
                    let mask = self.b.i64(vb - 1);
                    return Ok(Some(self.b.op2(Ir::And, a, mask)));
                }
                self.guard_divisor(a, b, vb);
                let o = if op == BinOp::Mod { Ir::Mod } else { Ir::FloorDiv };
                self.b.op2(o, a, b)
            }
            BinOp::RShift => {
                if vb < 0 {
                    return Ok(None);
                }
                let count = self.shift_count(b, vb, true)?;
                self.b.op2(Ir::Shr, a, count)
            }
            BinOp::LShift => {
                // By a constant: a product, so that a mask takes the check away.
                if b.is_const() {
                    let factor = self.b.i64(1 << vb);
                    return Ok(Some(self.b.guard2(Ir::MulOvf, a, factor, snap)));
                }
                let count = self.shift_count(b, vb, false)?;
                let r = self.b.op2(Ir::Shl, a, count);
                let back = self.b.op2(Ir::Shr, r, count);
                let same = self.b.op2(Ir::Eq, back, a);
                self.guard_true(same);
                r
            }
            BinOp::TrueDiv => {
                if vb == 0 {
                    return Ok(None);
                }
                // Correctly rounded only while both operands are exact doubles.
                if va.unsigned_abs() > 1 << 53 || vb.unsigned_abs() > 1 << 53 {
                    return Ok(None);
                }
                for x in [a, b] {
                    if x.is_const() {
                        continue;
                    }
                    let off = self.b.i64(1 << 53);
                    let lim = self.b.i64(1 << 54);
                    let shifted = self.b.op2(Ir::Add, x, off);
                    let ok = self.b.op2(Ir::Ule, shifted, lim);
                    self.guard_true(ok);
                }
                let z = self.b.i64(0);
                let nz = self.b.op2(Ir::Ne, b, z);
                self.guard_true(nz);
                let (fa, fb) = (self.b.op1(Ir::I2f, a), self.b.op1(Ir::I2f, b));
                self.b.op2(Ir::Fdiv, fa, fb)
            }
            BinOp::Pow | BinOp::MatMul | BinOp::DivMod => return Ok(None),
        };
        Ok(Some(r))
    }

    /// Guards that a divisor is neither 0 nor part of MIN // -1.
    fn guard_divisor(&mut self, a: Ref, b: Ref, now: i64) {
        if b.is_const() && now > 0 {
            return;
        }
        let z = self.b.i64(0);
        if now > 0 {
            let pos = self.b.op2(Ir::Gt, b, z);
            self.guard_true(pos);
            return;
        }
        let neg = self.b.op2(Ir::Lt, b, z);
        self.guard_true(neg);
        let min = self.b.i64(i64::MIN);
        let ok = self.b.op2(Ir::Ne, a, min);
        self.guard_true(ok);
    }

    /// A shift count as machine instructions want it (0..=63).
    pub fn shift_count(&mut self, b: Ref, now: i64, right: bool) -> Rec<Ref> {
        let lim = self.b.i64(63);
        if b.is_const() {
            return Ok(if now > 63 { lim } else { b });
        }
        if right && now > 63 {
            let big = self.b.op2(Ir::Gt, b, lim);
            self.guard_true(big);
            return Ok(lim);
        }
        let ok = self.b.op2(Ir::Ule, b, lim);
        self.guard_true(ok);
        Ok(b)
    }

    fn float_op(&mut self, op: BinOp, x: SVal, y: SVal, vx: Value, vy: Value) -> Rec<Option<SVal>> {
        // Ints beyond 2**53 convert by rounding, as CPython's float(int) does.
        let (Some(a), Some(b)) = (self.as_f64(x), self.as_f64(y)) else { return Ok(None) };
        let class = if is_numpy(x) || is_numpy(y) { FLOAT64 } else { 0 };
        let num = float_now;
        if class != 0 {
            // Results that are not finite may come with a warning.
            let (Some(x), Some(y)) = (num(vx), num(vy)) else { return Ok(None) };
            let now = match op {
                BinOp::Add => x + y,
                BinOp::Sub => x - y,
                BinOp::Mul => x * y,
                _ => x / y,
            };
            if !now.is_finite() {
                return Ok(None);
            }
        }
        let r = match op {
            BinOp::Add => self.b.op2(Ir::Fadd, a, b),
            BinOp::Sub => self.b.op2(Ir::Fsub, a, b),
            BinOp::Mul => self.b.op2(Ir::Fmul, a, b),
            BinOp::TrueDiv => {
                if num(vy) == Some(0.0) {
                    return Ok(None);
                }
                let z = self.b.f64(0.0);
                let nz = self.b.op2(Ir::Fne, b, z);
                self.guard_true(nz);
                self.b.op2(Ir::Fdiv, a, b)
            }
            BinOp::Pow if class == 0 && self.top().code.numba && self.ty(y) == Type::I64 => {
                return Ok(self.numba_power(a, y.r, vy))
            }
            BinOp::Pow if class == 0 => return self.float_pow(a, b, num(vx), num(vy)),
            BinOp::FloorDiv | BinOp::Mod if class == 0 && num(vy) != Some(0.0) => {
                let z = self.b.f64(0.0);
                let nz = self.b.op2(Ir::Fne, b, z);
                self.guard_true(nz);
                let name = if op == BinOp::Mod { "float_mod" } else { "float_floordiv" };
                let f = if op == BinOp::Mod {
                    crate::helpers::float_mod as *const () as u64
                } else {
                    crate::helpers::float_floordiv as *const () as u64
                };
                self.pure_f64x2(name, f, a, b)
            }
            _ => return Ok(None),
        };
        if class != 0 {
            self.guard_finite(r);
        }
        Ok(Some(SVal { r, class }))
    }

    /// A float to a fixed integer power in decorated code: the multiplications that the
    /// interpreter makes there.
    fn numba_power(&mut self, x: Ref, y: Ref, vy: Value) -> Option<SVal> {
        let n = vy.to_i64().filter(|n| n.unsigned_abs() <= 0x10000)?;
        if !y.is_const() {
            let k = self.b.i64(n);
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, y, k, snap);
        }
        if n < 0 {
            let z = self.b.f64(0.0);
            let nz = self.b.op2(Ir::Fne, x, z);
            self.guard_true(nz);
        }
        let one = self.b.f64(1.0);
        let (mut e, mut square, mut r) = (n.unsigned_abs(), x, None);
        while e > 0 {
            if e & 1 == 1 {
                r = Some(r.map_or(square, |r| self.b.op2(Ir::Fmul, r, square)));
            }
            e >>= 1;
            if e > 0 {
                square = self.b.op2(Ir::Fmul, square, square);
            }
        }
        let r = r.unwrap_or(one);
        Some(SVal::new(if n < 0 { self.b.op2(Ir::Fdiv, one, r) } else { r }))
    }

    fn float_pow(&mut self, a: Ref, b: Ref, vx: Option<f64>, vy: Option<f64>) -> Rec<Option<SVal>> {
        let (Some(x), Some(y)) = (vx, vy) else { return Ok(None) };
        let now = x.powf(y);
        if !now.is_finite() || (x < 0.0 && y.fract() != 0.0) || x == 0.0 {
            return Ok(None);
        }
        let r = self.pure_f64x2("pow", crate::helpers::float_pow as *const () as u64, a, b);
        // Errors and complex results are the interpreter's business: a finite result of finite
        // operands is the answer, everything else leaves.
        let inf = self.b.f64(f64::INFINITY);
        let abs = self.b.op1(Ir::Fabs, r);
        let finite = self.b.op2(Ir::Flt, abs, inf);
        self.guard_true(finite);
        Ok(Some(SVal::new(r)))
    }

    fn record_compare(&mut self, vm: &mut Vm, i: Instr, cmp: CmpOp) -> Rec<bool> {
        use Op::*;
        let op = i.op();
        let jump = !matches!(op, Lt | Le | Eq | Ne | Gt | Ge);
        let imm = matches!(op, JumpLtI | JumpLeI | JumpEqI | JumpNeI | JumpGtI | JumpGeI);
        let (ra, rb) = if jump { (i.a(), i.b()) } else { (i.b(), i.c()) };
        let x = self.operand(vm, ra)?;
        let y = if imm { SVal::new(self.b.i64(i.sb() as i64)) } else { self.operand(vm, rb)? };
        let (vx, vy) =
            (vm.get_reg(ra), if imm { Value::small(i.sb() as i64) } else { vm.get_reg(rb) });
        // float64 and int64 scalars compare like plain numbers; unless only the truth is asked
        // for, the result is NumPy's.
        let numpy = is_numpy(x) || is_numpy(y);
        let fits = |s: SVal| matches!(s.class, 0 | CLASS_UINT | INT64 | FLOAT64);
        if !fits(x) || !fits(y) {
            return Ok(false);
        }
        let plain = |s: SVal| if is_numpy(s) { SVal::new(s.r) } else { s };
        let (x, y) = (plain(x), plain(y));
        let Some(c) = self.compare_values(vm, cmp, x, y, vx, vy)? else { return Ok(false) };
        if jump {
            let scalar = |v: Value| v.is_kind(Kind::NpScalar);
            let now = if scalar(vx) || scalar(vy) {
                vm.compare_bool(cmp, vx, vy).map(Some)
            } else {
                vm.compare_fast(cmp, vx, vy)
            };
            let Ok(Some(now)) = now else {
                vm.exception = Value::UNDEF;
                return Err(Abort::Unsupported);
            };
            self.branch(c, now, i.x() != 0)?;
        } else {
            self.set(i.a(), SVal { r: c, class: if numpy { BOOL } else { 0 } });
        }
        Ok(true)
    }

    /// A comparison as a bool; `None` for kinds that need a call.
    fn compare_values(
        &mut self,
        vm: &mut Vm,
        cmp: CmpOp,
        x: SVal,
        y: SVal,
        vx: Value,
        vy: Value,
    ) -> Rec<Option<Ref>> {
        let (tx, ty) = (self.ty(x), self.ty(y));
        let int = |t: Type| matches!(t, Type::I64 | Type::Bool);
        if int(tx) && int(ty) {
            if x.class == CLASS_UINT || y.class == CLASS_UINT {
                return Ok(self.compare_unsigned(cmp, x, y, vx, vy));
            }
            let a = if tx == Type::Bool { self.b.op1(Ir::B2i, x.r) } else { x.r };
            let b = if ty == Type::Bool { self.b.op1(Ir::B2i, y.r) } else { y.r };
            let o = match cmp {
                CmpOp::Lt => Ir::Lt,
                CmpOp::Le => Ir::Le,
                CmpOp::Eq => Ir::Eq,
                CmpOp::Ne => Ir::Ne,
                CmpOp::Gt => Ir::Gt,
                CmpOp::Ge => Ir::Ge,
            };
            return Ok(Some(self.b.op2(o, a, b)));
        }
        if tx == Type::F64 || ty == Type::F64 {
            // An int operand must be exactly representable for the comparison to be exact.
            let (mut x, mut y) = (x, y);
            for (s, v) in [(&mut x, vx), (&mut y, vy)] {
                if s.class == CLASS_UINT {
                    let Some(exact) = self.exact_in_double(*s, v) else { return Ok(None) };
                    *s = exact;
                }
            }
            for (s, t) in [(x, tx), (y, ty)] {
                if t == Type::I64 {
                    let v = if s == x { vx } else { vy };
                    if int_now(v).is_none_or(|i| i.unsigned_abs() > 1 << 53) {
                        return Ok(None);
                    }
                    if !s.r.is_const() {
                        let off = self.b.i64(1 << 53);
                        let lim = self.b.i64(1 << 54);
                        let shifted = self.b.op2(Ir::Add, s.r, off);
                        let ok = self.b.op2(Ir::Ule, shifted, lim);
                        self.guard_true(ok);
                    }
                }
            }
            let (Some(a), Some(b)) = (self.as_f64(x), self.as_f64(y)) else { return Ok(None) };
            let o = match cmp {
                CmpOp::Lt => Ir::Flt,
                CmpOp::Le => Ir::Fle,
                CmpOp::Eq => Ir::Feq,
                CmpOp::Ne => Ir::Fne,
                CmpOp::Gt => Ir::Fgt,
                CmpOp::Ge => Ir::Fge,
            };
            return Ok(Some(self.b.op2(o, a, b)));
        }
        if matches!(cmp, CmpOp::Eq | CmpOp::Ne) && tx == Type::Ptr && ty == Type::Ptr {
            let plain = |v: Value| v.is_kind(Kind::Str) && !vm.has_custom_ops(v);
            if plain(vx) && plain(vy) {
                self.guard_shape_of(x, vx)?;
                self.guard_shape_of(y, vy)?;
                let e = self.call_pure_bool(
                    "str_eq",
                    crate::helpers::str_eq as *const () as u64,
                    x.r,
                    y.r,
                );
                return Ok(Some(if cmp == CmpOp::Ne { self.b.op1(Ir::Bnot, e) } else { e }));
            }
        }
        Ok(None)
    }

    /// A pure call of a function of two doubles.
    pub fn pure_f64x2(&mut self, name: &'static str, address: u64, a: Ref, b: Ref) -> Ref {
        let id = self.b.call_desc(ir::CallDesc {
            name: name.into(),
            address,
            params: vec![Type::F64, Type::F64],
            ret: Type::F64,
            effects: ir::Effects::PURE,
            publish: false,
        });
        self.b.call(id, &[a, b], ir::SnapId::NONE)
    }

    /// A pure call of a function of one double.
    pub fn pure_f64(&mut self, name: &'static str, address: u64, a: Ref) -> Ref {
        let id = self.b.call_desc(ir::CallDesc {
            name: name.into(),
            address,
            params: vec![Type::F64],
            ret: Type::F64,
            effects: ir::Effects::PURE,
            publish: false,
        });
        self.b.call(id, &[a], ir::SnapId::NONE)
    }

    fn call_pure_bool(&mut self, name: &'static str, address: u64, a: Ref, b: Ref) -> Ref {
        let id = self.b.call_desc(ir::CallDesc {
            name: name.into(),
            address,
            params: vec![Type::Ptr, Type::Ptr],
            ret: Type::Bool,
            effects: ir::Effects::PURE,
            publish: false,
        });
        self.b.call(id, &[a, b], ir::SnapId::NONE)
    }
}
