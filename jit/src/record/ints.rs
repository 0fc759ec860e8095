//! Ints in three forms: `i64`, unsigned 64 bits, and any size.
//!
//! An int is recorded as the smallest form that holds what the interpreter has just computed:
//! - an i64, under overflow checks;
//! - bits of an unsigned number (class [`CLASS_UINT`]): what masks of 64 bits give, and ints in
//!   2**63..2**64 found in memory. It stays in this form while it is masked, shifted, compared;
//! - a word of any size ([`Wide`]), when the result of an operation does not fit: two values are
//!   recorded side by side, the int itself (an operation on words, [`Ir::BigMul`] and the like) and
//!   its low 64 bits (a wrapping operation). A mask takes the low bits, everything else the int. What
//!   is not used in the end costs nothing: in hashes and generators of random numbers that is the
//!   int, of which at most exits keep a recipe.
//!
//! Operations on words cannot fail: a bound on the bits of every result is kept, and what may be
//! longer is left to residual calls.
//!
//! Example: `h = (h * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF` becomes `v3 = box_uint h; v4 = big_mul
//! v3, ..; v5 = mul h, 0x100000001B3; v6 = as_uint v5`, of which the optimiser leaves the `mul`.

use super::{Rec, Recorder, SVal};
use adder_codegen::ir::{Op as Ir, Ref, Type, CLASS_UINT};
use adder_vm::object::Kind;
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::{Value, Vm};

/// The longest int that operations on words may give, in bits.
const MAX_BITS: u32 = 500;

/// What is known of a word that is an int of any size.
#[derive(Clone, Copy, Debug)]
pub struct Wide {
    /// Its low 64 bits.
    low: Ref,
    /// It has no more bits than this.
    bits: u32,
    /// How it is made.
    recipe: Option<(Ir, Int, Int)>,
}

/// An int operand.
#[derive(Clone, Copy, Debug)]
enum Int {
    Small(Ref),
    Uint(Ref),
    Any(Ref),
}

/// An exact int in 0..2**64.
fn uint_of(v: Value) -> Option<u64> {
    let exact = v.is_int() || v.is_kind(Kind::HeapInt) || v.is_kind(Kind::BigInt);
    v.as_int_ref().filter(|_| exact)?.to_u64()
}

/// Whether the result of an operator, if it is an int, is an i64.
pub fn fits_i64(op: BinOp, a: i64, b: i64) -> bool {
    match op {
        BinOp::Add => a.checked_add(b).is_some(),
        BinOp::Sub => a.checked_sub(b).is_some(),
        BinOp::Mul => a.checked_mul(b).is_some(),
        BinOp::LShift => (0..63).contains(&b) && (a << b) >> b == a,
        _ => true,
    }
}

/// Is a register better held as an unsigned number from the start?
pub fn enters_unsigned(v: Value) -> bool {
    v.is_kind(Kind::BigInt) && uint_of(v).is_some()
}

impl Recorder {
    /// An operand of arithmetic: as [`Recorder::typed`], but ints keep their form.
    pub fn operand(&mut self, vm: &Vm, reg: usize) -> Rec<SVal> {
        let s = self.get(reg)?;
        let v = vm.get_reg(reg);
        if self.wide.contains_key(&s.r) {
            let small = v.to_i64().and_then(|_| self.checked_again(s.r));
            let Some(r) = small else { return Ok(s) };
            self.refined_to(reg, s, SVal::new(r));
            return Ok(SVal::new(r));
        }
        if s.class == CLASS_UINT {
            return Ok(s);
        }
        if s.class != 0 || !v.is_kind(Kind::BigInt) {
            return self.number(vm, reg);
        }
        if s.r.is_const() {
            let Some(u) = uint_of(v) else {
                let word = self.konst_boxed(v);
                let int = v.as_int_ref().map(|i| (i.low_word(), i.bit_length()));
                if let Some((low, bits)) = int.filter(|(_, bits)| *bits <= u64::from(MAX_BITS)) {
                    let low = self.b.i64(low as i64);
                    self.wide.insert(word, Wide { low, bits: bits as u32, recipe: None });
                    return Ok(SVal::new(word));
                }
                return self.typed(vm, reg);
            };
            return Ok(SVal { r: self.b.i64(u as i64), class: CLASS_UINT });
        }
        let word = match self.ty(s) {
            Type::Val => s.r,
            Type::Ptr => self.b.op1(Ir::PtrToVal, s.r),
            _ => return self.typed(vm, reg),
        };
        if uint_of(v).is_none() {
            return self.typed(vm, reg);
        }
        let t = self.unbox_uint(word);
        self.refined_to(reg, s, t);
        Ok(t)
    }

    /// The unsigned number in a word, under a guard that it is one.
    fn unbox_uint(&mut self, word: Ref) -> SVal {
        let is = self.b.op1(Ir::IsUint, word);
        self.guard_true(is);
        SVal { r: self.b.op1(Ir::LowInt, word), class: CLASS_UINT }
    }

    /// An unsigned number as other operations want it: an i64 if it is one now.
    pub fn signed(&mut self, s: SVal, v: Value) -> SVal {
        if v.to_i64().is_some() {
            self.guard_not_negative(s.r);
            return SVal::new(s.r);
        }
        SVal::new(self.b.op1(Ir::BoxUint, s.r))
    }

    /// A value for a loop parameter that is an unsigned number; `None` if it is not one now.
    pub fn as_uint_param(&mut self, s: SVal, v: Value) -> Option<Ref> {
        uint_of(v)?;
        match (self.ty(s), s.class) {
            (Type::I64, CLASS_UINT) => Some(s.r),
            (Type::I64, 0) => {
                self.guard_not_negative(s.r);
                Some(s.r)
            }
            (Type::Val, 0) => {
                let low = self.wide.get(&s.r).map(|w| w.low);
                let t = self.unbox_uint(s.r);
                Some(low.unwrap_or(t.r))
            }
            _ => None,
        }
    }

    fn guard_not_negative(&mut self, r: Ref) {
        let zero = self.b.i64(0);
        let ok = self.b.op2(Ir::Ge, r, zero);
        self.guard_true(ok);
    }

    fn as_int(&mut self, s: SVal) -> Option<Int> {
        match (self.ty(s), s.class) {
            (Type::I64, CLASS_UINT) => Some(Int::Uint(s.r)),
            (Type::I64, 0) => Some(Int::Small(s.r)),
            (Type::Bool, 0) => Some(Int::Small(self.b.op1(Ir::B2i, s.r))),
            (Type::Val, 0) if self.wide.contains_key(&s.r) => Some(Int::Any(s.r)),
            _ => None,
        }
    }

    /// The low 64 bits, without asking for more.
    fn low(&mut self, x: Int) -> Ref {
        let r = match x {
            Int::Small(r) | Int::Uint(r) => r,
            Int::Any(r) => self.wide[&r].low,
        };
        self.b.op1(Ir::AsUint, r)
    }

    /// The word, its low 64 bits, a bound on its bits.
    fn wide(&mut self, x: Int) -> (Ref, Wide) {
        match x {
            Int::Small(r) => (self.b.op1(Ir::BoxInt, r), Wide { low: r, bits: 63, recipe: None }),
            Int::Uint(r) => (self.b.op1(Ir::BoxUint, r), Wide { low: r, bits: 64, recipe: None }),
            Int::Any(r) => (r, self.wide[&r]),
        }
    }

    /// Words and low bits side by side. `None`: the result might be too long.
    fn wide_op(&mut self, op: Ir, x: Int, y: Int, shift: u32) -> Option<SVal> {
        let ((a, wa), (b, wb)) = (self.wide(x), self.wide(y));
        let bits = match op {
            Ir::BigMul => wa.bits + wb.bits,
            Ir::BigShl => wa.bits + shift,
            Ir::BigShr => wa.bits,
            _ => wa.bits.max(wb.bits) + 1,
        };
        if bits > MAX_BITS {
            return None;
        }
        let r = self.b.op2(op, a, b);
        let low = match (op.modulo_word(), op) {
            (Some(word_op), _) => self.b.op2(word_op, wa.low, wb.low),
            (None, Ir::BigShl) if shift <= 63 => self.b.op2(Ir::Shl, wa.low, wb.low),
            (None, Ir::BigShl) => self.b.i64(0),
            _ => self.b.op1(Ir::LowInt, r),
        };
        self.wide.insert(r, Wide { low, bits, recipe: Some((op, x, y)) });
        Some(SVal::new(r))
    }

    /// A sum, difference or product that is an i64 now, made of i64s: with the check that the parent
    /// trace did without.
    pub fn checked_again(&mut self, word: Ref) -> Option<Ref> {
        let (op, x, y) = self.wide.get(&word)?.recipe?;
        let op = match op {
            Ir::BigAdd => Ir::AddOvf,
            Ir::BigSub => Ir::SubOvf,
            Ir::BigMul => Ir::MulOvf,
            _ => return None,
        };
        let mut small = |int: Int| match int {
            Int::Small(r) => Some(r),
            Int::Any(r) => self.checked_again(r),
            Int::Uint(_) => None,
        };
        let (a, b) = (small(x)?, small(y)?);
        let snap = self.snapshot();
        Some(self.b.guard2(op, a, b, snap))
    }

    /// An operation on ints of any size again, for an exit's recipe that a side trace continues.
    pub fn wide_again(&mut self, op: Ir, operands: &[Ref]) -> Option<Ref> {
        let mut ints = [Int::Small(Ref::NONE); 2];
        for (int, &r) in ints.iter_mut().zip(operands) {
            *int = if self.b.trace().ty(r) == Type::I64 {
                Int::Small(r)
            } else {
                if !self.wide.contains_key(&r) {
                    // A word the parent trace has computed: an int for sure, its length unknown.
                    let low = self.b.op1(Ir::LowInt, r);
                    self.wide.insert(r, Wide { low, bits: MAX_BITS / 2, recipe: None });
                }
                Int::Any(r)
            };
        }
        if op == Ir::BoxUint {
            let (r, w) = match ints[0] {
                Int::Small(r) => self.wide(Int::Uint(r)),
                _ => return None,
            };
            self.wide.insert(r, w);
            return Some(r);
        }
        let count = self.b.trace().constant(operands[1]).map(|c| c.bits);
        let shift = count.filter(|n| *n < 256).map_or(63, |n| n as u32);
        self.wide_op(op, ints[0], ints[1], shift).map(|s| s.r)
    }

    /// The int a constant is, if it is one.
    fn const_int(&self, r: Ref) -> Option<i64> {
        self.b.trace().constant(r).filter(|c| c.ty == Type::I64).map(|c| c.bits as i64)
    }

    /// Makes sure that an i64 is not negative, if it is not now.
    fn not_negative(&mut self, r: Ref, now: i64) -> bool {
        if now < 0 {
            return false;
        }
        if self.const_int(r).is_none() {
            self.guard_not_negative(r);
        }
        true
    }

    /// An operator on ints; `None` when it is left to the interpreter's function.
    pub fn int_op(
        &mut self,
        op: BinOp,
        x: SVal,
        y: SVal,
        vx: Value,
        vy: Value,
    ) -> Rec<Option<SVal>> {
        let (Some(a), Some(b)) = (self.as_int(x), self.as_int(y)) else { return Ok(None) };
        if let (Int::Small(ra), Int::Small(rb)) = (a, b) {
            let (Some(va), Some(vb)) = (vx.to_i64(), vy.to_i64()) else { return Ok(None) };
            if fits_i64(op, va, vb) {
                return Ok(self.small_op(op, ra, rb, va, vb)?.map(SVal::new));
            }
        }
        Ok(match op {
            BinOp::Add => self.wide_op(Ir::BigAdd, a, b, 0),
            BinOp::Sub => self.wide_op(Ir::BigSub, a, b, 0),
            BinOp::Mul => self.wide_op(Ir::BigMul, a, b, 0),
            BinOp::And => self.mask(a, b, vx, vy),
            BinOp::Or | BinOp::Xor => self.join(op, a, b, vx, vy),
            BinOp::LShift => return self.shift_left(a, b, vy),
            BinOp::RShift => return self.shift_right(a, b, vy),
            BinOp::Mod | BinOp::FloorDiv => self.divide(op, a, b, vx, vy),
            BinOp::TrueDiv => self.scale(a, b, vy),
            BinOp::Pow | BinOp::MatMul | BinOp::DivMod => None,
        })
    }

    /// `a & b` with one of them not in i64.
    fn mask(&mut self, a: Int, b: Int, vx: Value, vy: Value) -> Option<SVal> {
        for (other, mask, v) in [(a, b, vy), (b, a, vx)] {
            let (m, class) = match mask {
                Int::Small(m) if self.not_negative(m, v.to_i64()?) => (m, 0),
                _ => continue,
            };
            let low = self.low(other);
            return Some(SVal { r: self.b.op2(Ir::And, low, m), class });
        }
        for (other, mask) in [(a, b), (b, a)] {
            if let Int::Uint(m) = mask {
                let low = self.low(other);
                let r = match self.const_int(m) {
                    Some(-1) => low,
                    _ => self.b.op2(Ir::And, low, m),
                };
                return Some(SVal { r, class: CLASS_UINT });
            }
        }
        self.wide_op(Ir::BigAnd, a, b, 0)
    }

    /// `a | b` and `a ^ b` with one of them not in i64.
    fn join(&mut self, op: BinOp, a: Int, b: Int, vx: Value, vy: Value) -> Option<SVal> {
        let unsigned = |rec: &mut Self, x: Int, v: Value| match x {
            Int::Uint(r) => Some(r),
            Int::Small(r) => rec.not_negative(r, v.to_i64()?).then_some(r),
            Int::Any(_) => None,
        };
        let (word_op, wide_op) =
            if op == BinOp::Or { (Ir::Or, Ir::BigOr) } else { (Ir::Xor, Ir::BigXor) };
        let any = matches!(a, Int::Any(_)) || matches!(b, Int::Any(_));
        if !any {
            if let (Some(ra), Some(rb)) = (unsigned(self, a, vx), unsigned(self, b, vy)) {
                return Some(SVal { r: self.b.op2(word_op, ra, rb), class: CLASS_UINT });
            }
        }
        self.wide_op(wide_op, a, b, 0)
    }

    fn shift_left(&mut self, a: Int, b: Int, vy: Value) -> Rec<Option<SVal>> {
        let (Int::Small(count), Some(n)) = (b, vy.to_i64()) else { return Ok(None) };
        if let Some(c) = self.const_int(count) {
            let fits = (0..256).contains(&c);
            return Ok(fits.then(|| self.wide_op(Ir::BigShl, a, b, c as u32)).flatten());
        }
        if !(0..64).contains(&n) {
            return Ok(None);
        }
        let count = self.shift_count(count, n, false)?;
        Ok(self.wide_op(Ir::BigShl, a, Int::Small(count), 63))
    }

    fn shift_right(&mut self, a: Int, b: Int, vy: Value) -> Rec<Option<SVal>> {
        let (Int::Small(count), Some(n)) = (b, vy.to_i64()) else { return Ok(None) };
        let known = self.const_int(count).is_some();
        match a {
            _ if n < 0 => Ok(None),
            Int::Uint(_) if n > 63 && known => Ok(Some(SVal::new(self.b.i64(0)))),
            Int::Uint(x) if n <= 63 => {
                let count = self.shift_count(count, n, false)?;
                // One bit less, and it is an i64.
                let class = if known && n > 0 { 0 } else { CLASS_UINT };
                Ok(Some(SVal { r: self.b.op2(Ir::Ushr, x, count), class }))
            }
            Int::Any(_) if known && n < 4096 => Ok(self.wide_op(Ir::BigShr, a, b, 0)),
            _ => Ok(None),
        }
    }

    /// `a // b` and `a % b` where no sign is in the way.
    fn divide(&mut self, op: BinOp, a: Int, b: Int, vx: Value, vy: Value) -> Option<SVal> {
        if op == BinOp::Mod {
            let n = vy.as_int_ref()?;
            let known = match b {
                Int::Small(r) | Int::Uint(r) => self.const_int(r).is_some(),
                Int::Any(r) => r.is_const(),
            };
            let log = n.bit_length().checked_sub(1).filter(|_| known && !n.is_negative());
            let power = log.is_some_and(|k| k <= 64 && n.trailing_zeros() == Some(k));
            if let (true, Some(k)) = (power, log) {
                let low = self.low(a);
                if k == 64 {
                    return Some(SVal { r: low, class: CLASS_UINT });
                }
                let mask = self.b.i64(((1u64 << k) - 1) as i64);
                return Some(SVal::new(self.b.op2(Ir::And, low, mask)));
            }
        }
        let dividend = match a {
            Int::Uint(r) => r,
            Int::Small(r) => self.not_negative(r, vx.to_i64()?).then_some(r)?,
            Int::Any(_) => return None,
        };
        let (divisor, small) = match b {
            Int::Uint(r) => (r, false),
            Int::Small(r) if vy.to_i64()? > 0 => (r, true),
            _ => return None,
        };
        if uint_of(vy)? == 0 {
            return None;
        }
        let c = self.const_int(divisor);
        if c.is_none() {
            let zero = self.b.i64(0);
            let test = if small { Ir::Gt } else { Ir::Ne };
            let ok = self.b.op2(test, divisor, zero);
            self.guard_true(ok);
        }
        let is_small = match op {
            BinOp::Mod => small,
            // A half of it is an i64.
            _ => c.is_some_and(|c| c > 1),
        };
        let word_op = if op == BinOp::Mod { Ir::Urem } else { Ir::Udiv };
        let class = if is_small { 0 } else { CLASS_UINT };
        Some(SVal { r: self.b.op2(word_op, dividend, divisor), class })
    }

    /// `a / b` for a constant power of two: rounding the int is all the rounding there is.
    fn scale(&mut self, a: Int, b: Int, vy: Value) -> Option<SVal> {
        let n = vy.as_int_ref()?;
        let r = match b {
            Int::Small(r) | Int::Uint(r) | Int::Any(r) => r,
        };
        let k = n.bit_length().checked_sub(1).filter(|_| r.is_const() && !n.is_negative())?;
        if k > u64::from(MAX_BITS) || n.trailing_zeros() != Some(k) {
            return None;
        }
        let x = match a {
            Int::Uint(x) => self.b.op1(Ir::U2f, x),
            Int::Small(x) => self.b.op1(Ir::I2f, x),
            Int::Any(_) => return None,
        };
        let d = self.b.f64(2f64.powi(k as i32));
        Some(SVal::new(self.b.op2(Ir::Fdiv, x, d)))
    }

    /// A comparison of ints one of which is unsigned; `None` when it is left to the interpreter's
    /// function.
    pub fn compare_unsigned(
        &mut self,
        cmp: CmpOp,
        x: SVal,
        y: SVal,
        vx: Value,
        vy: Value,
    ) -> Option<Ref> {
        let (a, b) = (self.as_int(x)?, self.as_int(y)?);
        let mut sides = [Ref::NONE; 2];
        for (k, (int, v)) in [(a, vx), (b, vy)].into_iter().enumerate() {
            sides[k] = match int {
                Int::Uint(r) => r,
                Int::Small(r) => {
                    let now = v.to_i64()?;
                    if !self.not_negative(r, now) {
                        if self.const_int(r).is_none() {
                            let zero = self.b.i64(0);
                            let below = self.b.op2(Ir::Lt, r, zero);
                            self.guard_true(below);
                        }
                        // The other side is not negative.
                        let first_is_less = k == 0;
                        let holds = match cmp {
                            CmpOp::Lt | CmpOp::Le => first_is_less,
                            CmpOp::Gt | CmpOp::Ge => !first_is_less,
                            CmpOp::Eq => false,
                            CmpOp::Ne => true,
                        };
                        return Some(self.b.bool(holds));
                    }
                    r
                }
                Int::Any(_) => return None,
            };
        }
        let [a, b] = sides;
        Some(match cmp {
            CmpOp::Lt => self.b.op2(Ir::Ult, a, b),
            CmpOp::Le => self.b.op2(Ir::Ule, a, b),
            CmpOp::Gt => self.b.op2(Ir::Ult, b, a),
            CmpOp::Ge => self.b.op2(Ir::Ule, b, a),
            CmpOp::Eq => self.b.op2(Ir::Eq, a, b),
            CmpOp::Ne => self.b.op2(Ir::Ne, a, b),
        })
    }

    /// An unsigned number that is an exact double, as an i64.
    pub fn exact_in_double(&mut self, s: SVal, v: Value) -> Option<SVal> {
        if uint_of(v)? > 1 << 53 {
            return None;
        }
        let limit = self.b.i64(1 << 53);
        let ok = self.b.op2(Ir::Ule, s.r, limit);
        self.guard_true(ok);
        Some(SVal::new(s.r))
    }
}
