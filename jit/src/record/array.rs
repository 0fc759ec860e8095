//! Array elements, lengths and shapes.

use super::generator::Item;
use super::scalar::{class_of, float_now, int_now, BOOL, FLOAT64, INT64};
use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::Instr;
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::object::iter::SeqIter;
use adder_vm::object::ndarray::{DType, NdArray, WRITEABLE};
use adder_vm::object::{Gc, Kind, Str, Tuple};
use adder_vm::{Value, Vm};

impl Recorder {
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
        if let Some(k) = index_now(key) {
            let r = match key_reg {
                Some(reg) => {
                    let x = self.number(vm, reg)?;
                    if self.ty(x) != Type::I64 {
                        return Ok(None);
                    }
                    x.r
                }
                None => self.b.i64(k),
            };
            indices.push((r, k));
        } else if let (Some(t), Some(reg)) = (key.cast::<Tuple>(), key_reg) {
            if !t.items().iter().all(|v| index_now(*v).is_some()) || vm.has_custom_ops(key) {
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
                let e = self.open_scalar(e, v)?;
                if self.ty(e) != Type::I64 {
                    return Ok(None);
                }
                indices.push((e.r, index_now(v).unwrap_or(0)));
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
            let part = self.scaled(s, a, d, at);
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
            DType::Int64 | DType::UInt64 => Field::ElemI64,
            DType::Int32 => Field::ElemI32,
            DType::UInt32 => Field::ElemU32,
            DType::Int16 => Field::ElemI16,
            DType::UInt16 => Field::ElemU16,
            DType::Int8 => Field::ElemI8,
            DType::UInt8 => Field::ElemU8,
            DType::Bool => Field::ElemBool,
            DType::Complex64 | DType::Complex128 => return None,
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
        if !self.loads_inline(vm, a, key) {
            return Ok(false);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_array(s, o, a)?;
        let Some((data, offset)) = self.element(vm, s, a, key, key_reg)? else { return Ok(false) };
        let x = self.load_element(a.dtype, field, data, offset);
        self.set(i.a(), x);
        self.note_read(i);
        Ok(true)
    }

    /// Is the element `key` of an array a machine number here and now?
    fn loads_inline(&mut self, vm: &mut Vm, a: Gc<NdArray>, key: Value) -> bool {
        // Scalars of the other types keep their own arithmetic outside decorated functions.
        let known = matches!(a.dtype, DType::Float64 | DType::Int64 | DType::Bool);
        if !self.top().code.numba && !known {
            return false;
        }
        if a.dtype == DType::UInt64 {
            // As a machine integer only while it is one.
            let now = vm.get_item(a.value(), key).map(int_now);
            let Ok(Some(_)) = now else {
                vm.exception = Value::UNDEF;
                return false;
            };
        }
        true
    }

    /// An element of an array that [`Recorder::loads_inline`].
    fn load_element(&mut self, dtype: DType, field: Field, data: Ref, offset: Ref) -> SVal {
        let m = self.mem(field);
        let mut r = self.b.load_at(m, data, offset, 1);
        match dtype {
            DType::Float32 => r = self.b.op1(Ir::F32f, r),
            DType::UInt64 => {
                let zero = self.b.i64(0);
                let fits = self.b.op2(Ir::Ge, r, zero);
                self.guard_true(fits);
            }
            _ => {}
        }
        let numba = self.top().code.numba;
        SVal { r, class: if numba { 0 } else { class_of(dtype) } }
    }

    /// `iter(array)`: an iterator of sequences, as an allocation that sinks.
    pub fn iterate_array(&mut self, vm: &Vm, i: Instr, v: Value) -> Rec<bool> {
        let a = v.expect::<NdArray>();
        if a.ndim == 0 {
            return Err(Abort::Raises);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_array(s, v, a)?;
        let fields = [Field::SeqIterSeq, Field::SeqIterIndex];
        let it = self.new_object(
            "iterator",
            vm.types.iterator,
            Kind::SeqIter,
            std::mem::size_of::<SeqIter>(),
            &fields.map(|f| f.desc()),
        );
        let seq = self.b.op1(Ir::PtrToVal, s.r);
        let zero = self.b.i64(0);
        self.store(Field::SeqIterSeq, it, seq);
        self.store(Field::SeqIterIndex, it, zero);
        self.set_ref(i.a(), it);
        Ok(true)
    }

    /// Does an iterator of sequences walk an array that has NumPy's own operators?
    pub fn is_array_iterator(vm: &Vm, it: Value) -> bool {
        let seq = it.expect::<SeqIter>().seq;
        it.header().shape == vm.types.iterator.root_shape && vm.is_exact_array(seq)
    }

    /// `next` of an array's iterator. `None`: its items are views, or scalars that traces do not
    /// open.
    pub fn next_of_array(&mut self, vm: &mut Vm, it: Value, s: SVal) -> Rec<Option<Item>> {
        let now = it.expect::<SeqIter>();
        let a = now.seq.expect::<NdArray>();
        let has = now.index < a.shape()[0] as usize;
        let key = Value::small(now.index as i64);
        let Some(field) = Self::element_field(a.dtype).filter(|_| a.ndim == 1) else {
            return Ok(None);
        };
        if has && !self.loads_inline(vm, a, key) {
            return Ok(None);
        }
        self.guard_shape_of(s, it)?;
        let word = self.load(Field::SeqIterSeq, s.r);
        let seq = self.refine(SVal::new(word), now.seq)?;
        self.guard_array(seq, now.seq, a)?;
        let index = self.load(Field::SeqIterIndex, s.r);
        let m = self.b.mem(fields::at(Field::ArrayDims, 0));
        let len = self.b.load(m, seq.r);
        let more = self.b.op2(Ir::Lt, index, len);
        self.guard_cond(more, has);
        if !has {
            let none = self.b.val(Value::NONE.0);
            self.store(Field::SeqIterSeq, s.r, none);
            self.state_changed();
            return Ok(Some(Item::End));
        }
        let one = self.b.i64(1);
        let after = self.b.op2(Ir::Add, index, one);
        let offset = self.scaled(seq, a, 0, index);
        let data = self.load(Field::ArrayData, seq.r);
        let x = self.load_element(a.dtype, field, data, offset);
        self.store(Field::SeqIterIndex, s.r, after);
        self.state_changed();
        Ok(Some(Item::Value(x)))
    }

    /// Byte offset of an index in dimension `d`. The stride of the last dimension is almost always
    /// the element size: a constant makes the address a scaled index.
    fn scaled(&mut self, s: SVal, a: Gc<NdArray>, d: usize, at: Ref) -> Ref {
        let m = self.b.mem(fields::at(Field::ArrayStrides, a.ndim as usize + d));
        let stride = self.b.load(m, s.r);
        if d + 1 == a.ndim as usize && a.strides()[d] == a.dtype.size() as isize {
            let k = self.b.i64(a.strides()[d] as i64);
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, stride, k, snap);
            return self.b.op2(Ir::Mul, at, k);
        }
        self.b.op2(Ir::Mul, at, stride)
    }

    pub fn record_array_set(&mut self, vm: &mut Vm, i: Instr, o: Value, key: Value) -> Rec<bool> {
        let a = o.expect::<NdArray>();
        if a.flags & WRITEABLE == 0 {
            return Ok(false);
        }
        let Some(field) = Self::element_field(a.dtype) else { return Ok(false) };
        let Some(value) = self.as_element(vm, i.c(), a.dtype)? else { return Ok(false) };
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

    /// A register's number as an element of `dtype`; `None` when assignment would convert in a way
    /// that may warn or raise.
    fn as_element(&mut self, vm: &Vm, reg: usize, dtype: DType) -> Rec<Option<Ref>> {
        let v = self.number(vm, reg)?;
        if !matches!(v.class, 0 | BOOL | INT64 | FLOAT64) {
            return Ok(None);
        }
        let now = vm.get_reg(reg);
        Ok(match (dtype, self.ty(v)) {
            (DType::Float64, Type::F64) => Some(v.r),
            (DType::Float64, Type::I64) => Some(self.b.op1(Ir::I2f, v.r)),
            // Too large for a single is a warning outside decorated code.
            (DType::Float32, Type::F64) if self.top().code.numba => {
                Some(self.b.op1(Ir::F2f32, v.r))
            }
            (DType::Int64, Type::I64) => Some(v.r),
            (DType::Int64, Type::F64) if float_now(now).is_some_and(|f| f.abs() < 9e18) => {
                let snap = self.snapshot();
                Some(self.b.guard1(Ir::F2iChk, v.r, snap))
            }
            (DType::Bool, Type::Bool) => Some(v.r),
            (_, Type::I64) => {
                let (lo, hi) = match dtype {
                    DType::Int32 => (i32::MIN as i64, i32::MAX as i64),
                    DType::Int16 => (i16::MIN as i64, i16::MAX as i64),
                    DType::Int8 => (i8::MIN as i64, i8::MAX as i64),
                    DType::UInt64 => (0, i64::MAX),
                    DType::UInt32 => (0, u32::MAX as i64),
                    DType::UInt16 => (0, u16::MAX as i64),
                    DType::UInt8 => (0, u8::MAX as i64),
                    _ => return Ok(None),
                };
                if !int_now(now).is_some_and(|n| (lo..=hi).contains(&n)) {
                    return Ok(None);
                }
                for (op, bound) in [(Ir::Ge, lo), (Ir::Le, hi)] {
                    let bound = self.b.i64(bound);
                    let ok = self.b.op2(op, v.r, bound);
                    self.guard_true(ok);
                }
                Some(v.r)
            }
            _ => None,
        })
    }

    /// `a.shape`, `a.size` and `a.ndim`. False: another attribute.
    pub fn record_array_attr(&mut self, vm: &Vm, i: Instr, o: Value, name: Value) -> Rec<bool> {
        let a = o.expect::<NdArray>();
        let name = name.cast::<Str>().map_or(&b""[..], |s| s.bytes());
        if !vm.is_exact_array(o) || !matches!(name, b"shape" | b"size" | b"ndim") {
            return Ok(false);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_array(s, o, a)?;
        if name == b"ndim" {
            let n = self.b.i64(a.ndim as i64);
            self.set_ref(i.a(), n);
            return Ok(true);
        }
        if name == b"size" {
            let n = self.load(Field::ArraySize, s.r);
            self.set_ref(i.a(), n);
            return Ok(true);
        }
        let mut dims = Vec::with_capacity(a.ndim as usize);
        for d in 0..a.ndim as usize {
            let m = self.b.mem(fields::at(Field::ArrayDims, d));
            let n = self.b.load(m, s.r);
            dims.push(self.b.op1(Ir::BoxInt, n));
        }
        let t = self.tuple_of(vm, &dims);
        self.set_ref(i.a(), t);
        Ok(true)
    }
}

/// The integer an index is now; `None`: not an integer.
fn index_now(key: Value) -> Option<i64> {
    if key.is_int() || key.is_kind(Kind::NpScalar) {
        int_now(key)
    } else {
        None
    }
}
