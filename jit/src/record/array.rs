//! Array elements and NumPy scalars.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::Instr;
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::object::ndarray::{DType, NdArray, WRITEABLE};
use adder_vm::object::{Gc, Tuple};
use adder_vm::{Value, Vm};

impl Recorder {
    /// A NumPy scalar object for a machine value.
    pub fn box_scalar(&mut self, s: SVal) -> Rec<Ref> {
        let dtype = self.b.i64(s.class as i64 - 1);
        let bits = match self.ty(s) {
            Type::F64 => self.b.op1(Ir::Fbits, s.r),
            Type::I64 => s.r,
            Type::Bool => self.b.op1(Ir::B2i, s.r),
            _ => return Err(Abort::Unsupported),
        };
        Ok(self.call_value_helper(
            "np_scalar",
            crate::helpers::np_scalar as *const () as u64,
            &[dtype, bits],
        ))
    }

    /// `len(array)`.
    pub fn array_len(&mut self, _vm: &Vm, i: Instr, s: SVal, v: Value) -> Rec<bool> {
        let a = v.expect::<NdArray>();
        if a.ndim == 0 {
            return Err(Abort::Raises);
        }
        let x = self.refine(s, v)?;
        self.guard_array(x, v, a)?;
        let m = self.b.mem(fields::at(Field::ArrayDims, 0));
        let n = self.b.load(m, x.r);
        self.set_ref(i.a(), n);
        Ok(true)
    }

    /// Guards class, dtype and number of dimensions.
    fn guard_array(&mut self, s: SVal, v: Value, a: Gc<NdArray>) -> Rec<()> {
        self.guard_shape_of(s, v)?;
        for (field, now) in [(Field::ArrayDType, a.dtype as i64), (Field::ArrayNdim, a.ndim as i64)]
        {
            let x = self.load(field, s.r);
            let k = self.b.i64(now);
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, x, k, snap);
        }
        Ok(())
    }

    /// Address parts of one element: data pointer and byte offset. `None`: not a full index.
    fn element(
        &mut self,
        vm: &Vm,
        s: SVal,
        a: Gc<NdArray>,
        key: Value,
        key_reg: Option<usize>,
    ) -> Rec<Option<(Ref, Ref)>> {
        let mut indices: Vec<(Ref, i64)> = Vec::new();
        if let Some(k) = key.to_i64().filter(|_| key.is_int()) {
            let r = match key_reg {
                Some(reg) => {
                    let x = self.typed(vm, reg)?;
                    if self.ty(x) != Type::I64 {
                        return Ok(None);
                    }
                    x.r
                }
                None => self.b.i64(k),
            };
            indices.push((r, k));
        } else if let (Some(t), Some(reg)) = (key.cast::<Tuple>(), key_reg) {
            if !t.items().iter().all(|v| v.is_int()) || vm.has_custom_ops(key) {
                return Ok(None);
            }
            let x = self.typed(vm, reg)?;
            self.guard_shape_of(x, key)?;
            let len = self.load(Field::TupleLen, x.r);
            let want = self.b.i64(t.len as i64);
            let same = self.b.op2(Ir::Eq, len, want);
            self.guard_true(same);
            for (k, &v) in t.items().iter().enumerate() {
                let m = self.b.mem(fields::at(Field::TupleItem, k));
                let w = self.b.load(m, x.r);
                let e = self.refine(SVal::new(w), v)?;
                indices.push((e.r, v.as_int()));
            }
        } else {
            return Ok(None);
        }
        if indices.len() != a.ndim as usize {
            return Ok(None);
        }
        let mut offset: Option<Ref> = None;
        for (d, &(index, now)) in indices.iter().enumerate() {
            let m = self.b.mem(fields::at(Field::ArrayDims, d));
            let len = self.b.load(m, s.r);
            let Some(at) = self.bounded(index, now, len, a.shape()[d] as usize) else {
                return Err(Abort::Raises);
            };
            let m = self.b.mem(fields::at(Field::ArrayStrides, a.ndim as usize + d));
            let stride = self.b.load(m, s.r);
            // The stride of the last dimension is almost always the element size: a constant makes
            // the address a scaled index.
            let part = if d + 1 == indices.len() && a.strides()[d] == a.dtype.size() as isize {
                let k = self.b.i64(a.strides()[d] as i64);
                let snap = self.snapshot();
                self.b.guard2(Ir::GuardEq, stride, k, snap);
                self.b.op2(Ir::Mul, at, k)
            } else {
                self.b.op2(Ir::Mul, at, stride)
            };
            offset = Some(match offset {
                None => part,
                Some(o) => self.b.op2(Ir::Add, o, part),
            });
        }
        let data = self.load(Field::ArrayData, s.r);
        Ok(offset.map(|o| (data, o)))
    }

    fn element_field(dtype: DType) -> Option<Field> {
        Some(match dtype {
            DType::Float64 => Field::ElemF64,
            DType::Float32 => Field::ElemF32,
            DType::Int64 => Field::ElemI64,
            DType::Bool => Field::ElemBool,
            _ => return None,
        })
    }

    pub fn record_array_get(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        o: Value,
        key: Value,
        key_reg: Option<usize>,
    ) -> Rec<bool> {
        let a = o.expect::<NdArray>();
        let Some(field) = Self::element_field(a.dtype) else { return Ok(false) };
        let s = self.typed(vm, i.b())?;
        self.guard_array(s, o, a)?;
        let Some((data, offset)) = self.element(vm, s, a, key, key_reg)? else { return Ok(false) };
        let m = self.mem(field);
        let r = self.b.load_at(m, data, offset, 1);
        let numba = self.top().code.numba;
        let class = a.dtype as u32 + 1;
        let out = match a.dtype {
            DType::Float64 => SVal { r, class: if numba { 0 } else { class } },
            DType::Float32 => {
                let wide = self.b.op1(Ir::F32f, r);
                if !numba {
                    // float32 scalars keep their own arithmetic outside decorated functions.
                    return Err(Abort::Unsupported);
                }
                SVal::new(wide)
            }
            _ => SVal { r, class: if numba { 0 } else { class } },
        };
        self.set(i.a(), out);
        Ok(true)
    }

    pub fn record_array_set(&mut self, vm: &mut Vm, i: Instr, o: Value, key: Value) -> Rec<bool> {
        let a = o.expect::<NdArray>();
        if a.flags & WRITEABLE == 0 {
            return Ok(false);
        }
        let Some(field) = Self::element_field(a.dtype) else { return Ok(false) };
        let v = self.typed(vm, i.c())?;
        let value = match (a.dtype, self.ty(v)) {
            (DType::Float64, Type::F64) => v.r,
            (DType::Float64, Type::I64) if v.class == 0 => self.b.op1(Ir::I2f, v.r),
            (DType::Float32, Type::F64) => self.b.op1(Ir::F2f32, v.r),
            (DType::Int64, Type::I64) => v.r,
            (DType::Bool, Type::Bool) => v.r,
            _ => return Ok(false),
        };
        let s = self.typed(vm, i.a())?;
        self.guard_array(s, o, a)?;
        let flags = self.load(Field::ArrayFlags, s.r);
        let bit = self.b.i64(WRITEABLE as i64);
        let masked = self.b.op2(Ir::And, flags, bit);
        let snap = self.snapshot();
        self.b.guard2(Ir::GuardEq, masked, bit, snap);
        let Some((data, offset)) = self.element(vm, s, a, key, Some(i.b()))? else {
            return Ok(false);
        };
        let m = self.mem(field);
        self.b.store_at(m, data, offset, 1, value);
        self.state_changed();
        Ok(true)
    }
}
