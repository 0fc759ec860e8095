//! Complex numbers: pairs of doubles in an object that sinks where nobody keeps it.
//!
//! Sum, difference and product are computed as CPython 3.12 computes them: a real operand becomes a complex one with
//! imaginary part 0.0 first, which matters for infinities, NaNs and signed zeros.
//!
//! Example: `z = z * z + c` is four multiplications, an addition and a subtraction, and two additions; the two objects
//! are never made.

use super::{Rec, Recorder};
use crate::fields::Field;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Ref, Type};
use adder_vm::interp::resume::binary_op;
use adder_vm::object::code::Cache;
use adder_vm::object::{Complex, Kind, Str};
use adder_vm::ops::BinOp;
use adder_vm::{Value, Vm};
use std::mem::size_of;

fn is_complex(vm: &Vm, v: Value) -> bool {
    v.is_kind(Kind::Complex) && !vm.has_custom_ops(v)
}

fn is_real(v: Value) -> bool {
    v.is_float() || v.is_int()
}

impl Recorder {
    /// Arithmetic and parts of complex numbers. False: not that.
    pub(super) fn record_complex(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        if let Some(op) = binary_op(i.op()) {
            if !matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul)
                || i.op().info().c == adder_bytecode::ops::Kind::Imm
            {
                return Ok(false);
            }
            let (a, b) = (vm.get_reg(i.b()), vm.get_reg(i.c()));
            let known = |v| is_complex(vm, v) || is_real(v);
            if !(is_complex(vm, a) || is_complex(vm, b)) || !known(a) || !known(b) {
                return Ok(false);
            }
            let Some((ar, ai)) = self.complex_parts(vm, i.b())? else { return Ok(false) };
            let Some((br, bi)) = self.complex_parts(vm, i.c())? else { return Ok(false) };
            let (re, im) = match op {
                BinOp::Add => (self.b.op2(Ir::Fadd, ar, br), self.b.op2(Ir::Fadd, ai, bi)),
                BinOp::Sub => (self.b.op2(Ir::Fsub, ar, br), self.b.op2(Ir::Fsub, ai, bi)),
                _ => {
                    let (rr, ii) = (self.b.op2(Ir::Fmul, ar, br), self.b.op2(Ir::Fmul, ai, bi));
                    let (ri, ir) = (self.b.op2(Ir::Fmul, ar, bi), self.b.op2(Ir::Fmul, ai, br));
                    (self.b.op2(Ir::Fsub, rr, ii), self.b.op2(Ir::Fadd, ri, ir))
                }
            };
            let z = self.new_complex(vm, re, im);
            self.set_ref(i.a(), z);
            return Ok(true);
        }
        match i.op() {
            Op::Neg if is_complex(vm, vm.get_reg(i.b())) => {
                let Some((re, im)) = self.complex_parts(vm, i.b())? else { return Ok(false) };
                let (re, im) = (self.b.op1(Ir::Fneg, re), self.b.op1(Ir::Fneg, im));
                let z = self.new_complex(vm, re, im);
                self.set_ref(i.a(), z);
                Ok(true)
            }
            Op::LoadAttr if is_complex(vm, vm.get_reg(i.b())) => {
                // SAFETY: cache index of the running code.
                let cache: &Cache = unsafe { &*vm.code().caches.add(i.c()) };
                let imaginary = match cache.name.expect::<Str>().bytes() {
                    b"real" => false,
                    b"imag" => true,
                    _ => return Ok(false),
                };
                let Some((re, im)) = self.complex_parts(vm, i.b())? else { return Ok(false) };
                self.set_ref(i.a(), if imaginary { im } else { re });
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `complex(re, im)` of floats and ints in the registers from `first` on.
    pub(super) fn make_complex(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        first: usize,
        n: usize,
    ) -> Rec<bool> {
        if n == 0 || n > 2 || !(0..n).all(|k| is_real(vm.get_reg(first + k))) {
            return Ok(false);
        }
        let Some((re, mut im)) = self.complex_parts(vm, first)? else { return Ok(false) };
        if n == 2 {
            let Some((second, _)) = self.complex_parts(vm, first + 1)? else { return Ok(false) };
            im = second;
        }
        let z = self.new_complex(vm, re, im);
        self.set_ref(i.a(), z);
        Ok(true)
    }

    /// Real and imaginary part of a register; `None` if it is no plain number.
    fn complex_parts(&mut self, vm: &Vm, reg: usize) -> Rec<Option<(Ref, Ref)>> {
        let v = vm.get_reg(reg);
        let s = self.typed(vm, reg)?;
        if s.class != 0 {
            return Ok(None);
        }
        if is_complex(vm, v) {
            self.guard_shape_of(s, v)?;
            let re = self.load(Field::ComplexRe, s.r);
            return Ok(Some((re, self.load(Field::ComplexIm, s.r))));
        }
        let zero = self.b.f64(0.0);
        Ok(match self.ty(s) {
            Type::F64 => Some((s.r, zero)),
            Type::I64 => Some((self.b.op1(Ir::I2f, s.r), zero)),
            _ => None,
        })
    }

    fn new_complex(&mut self, vm: &Vm, re: Ref, im: Ref) -> Ref {
        let fields = [Field::ComplexRe.desc(), Field::ComplexIm.desc()];
        let class = vm.types.complex;
        let z = self.new_object("complex", class, Kind::Complex, size_of::<Complex>(), &fields);
        self.store(Field::ComplexRe, z, re);
        self.store(Field::ComplexIm, z, im);
        z
    }
}
