//! NumPy scalars as machine numbers with a class.
//!
//! A scalar object that enters a trace stays the object in its register (identity costs nothing
//! then); what computes with it asks for [`Recorder::number`], a load of its bits under a guard on
//! its class. Results carry their class in [`SVal::class`] and become objects only where a word is
//! needed; that allocation sinks like any other.
//!
//! Example: `total += x[i]` with `total` an `np.float64` is `fadd` of a double that lives in a register
//! and an element; the object is made at the exit.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::Field;
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::object::ndarray::{DType, NpScalar};
use adder_vm::object::Kind;
use adder_vm::{Value, Vm};
use std::mem::size_of;

/// Every element type, by its number.
pub const DTYPES: [DType; 13] = [
    DType::Bool,
    DType::Int8,
    DType::UInt8,
    DType::Int16,
    DType::UInt16,
    DType::Int32,
    DType::UInt32,
    DType::Int64,
    DType::UInt64,
    DType::Float32,
    DType::Float64,
    DType::Complex64,
    DType::Complex128,
];

/// Class of a scalar of a dtype, as [`SVal::class`] has it.
pub const fn class_of(dtype: DType) -> u32 {
    dtype as u32 + 1
}

pub const BOOL: u32 = class_of(DType::Bool);
pub const INT64: u32 = class_of(DType::Int64);
pub const FLOAT64: u32 = class_of(DType::Float64);

/// The integer a value is now, a NumPy one included.
pub fn int_now(v: Value) -> Option<i64> {
    match v.cast::<NpScalar>() {
        Some(n) => (n.dtype == DType::Int64).then_some(n.bits as i64),
        None => v.to_i64(),
    }
}

/// The double a number converts to now.
pub fn float_now(v: Value) -> Option<f64> {
    v.to_f64_exact().or_else(|| int_now(v).map(|i| i as f64))
}

/// What `if v:` does now, for kinds whose truth is no Python code.
pub fn truth_now(vm: &Vm, v: Value) -> Option<bool> {
    match v.cast::<NpScalar>() {
        Some(n) if n.dtype == DType::Float64 => Some(f64::from_bits(n.bits) != 0.0),
        Some(n) if matches!(n.dtype, DType::Bool | DType::Int64) => Some(n.bits != 0),
        Some(_) => None,
        None => vm.truth_fast(v),
    }
}

impl Recorder {
    /// A register's value to compute with: like `typed`, NumPy scalars opened.
    pub fn number(&mut self, vm: &Vm, reg: usize) -> Rec<SVal> {
        let s = self.typed(vm, reg)?;
        self.open_scalar(s, vm.get_reg(reg))
    }

    /// The number in a scalar object; anything else as it is.
    pub fn open_scalar(&mut self, s: SVal, v: Value) -> Rec<SVal> {
        let Some(n) = v.cast::<NpScalar>().filter(|_| self.ty(s) == Type::Ptr) else {
            return Ok(s);
        };
        let class = class_of(n.dtype);
        // A subclass may have operators of its own.
        if !matches!(class, BOOL | INT64 | FLOAT64)
            || self.scalar_shapes[n.dtype as usize] != Some(v.header().shape)
        {
            return Ok(s);
        }
        self.guard_shape_of(s, v)?;
        let bits = self.load(Field::ScalarBits, s.r);
        let r = match class {
            FLOAT64 => self.b.op1(Ir::BitsF, bits),
            BOOL => {
                let zero = self.b.i64(0);
                self.b.op2(Ir::Ne, bits, zero)
            }
            _ => bits,
        };
        // Decorated code computes with plain numbers.
        Ok(SVal { r, class: if self.top().code.numba { 0 } else { class } })
    }

    /// A scalar object for a machine value.
    pub fn box_scalar(&mut self, s: SVal) -> Rec<Ref> {
        let dtype = s.class as usize - 1;
        let shape = self.scalar_shapes[dtype].ok_or(Abort::Unsupported)?;
        let bits = match self.ty(s) {
            Type::F64 => self.b.op1(Ir::Fbits, s.r),
            Type::I64 => s.r,
            Type::Bool => self.b.op1(Ir::B2i, s.r),
            _ => return Err(Abort::Unsupported),
        };
        let fields = [Field::ScalarBits, Field::ScalarBits2, Field::ScalarDType];
        let size = size_of::<NpScalar>();
        let descs = fields.map(|f| f.desc());
        let object = self.new_with_shape("np_scalar", shape, Kind::NpScalar, size, &descs);
        let zero = self.b.i64(0);
        let dtype = self.b.i64(dtype as i64);
        for (field, r) in fields.into_iter().zip([bits, zero, dtype]) {
            self.store(field, object, r);
        }
        Ok(self.b.op1(Ir::PtrToVal, object))
    }

    /// A NumPy operation on doubles warns when its result is not finite: the interpreter does that.
    pub fn guard_finite(&mut self, r: Ref) {
        let inf = self.b.f64(f64::INFINITY);
        let abs = self.b.op1(Ir::Fabs, r);
        let ok = self.b.op2(Ir::Flt, abs, inf);
        self.guard_true(ok);
    }
}
