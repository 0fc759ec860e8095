//! Intrinsics of the prelude: what `sum`, `list`, `zip` and the like are made of.
//!
//! Questions about types are answered while recording, by guards; appending to a list is a call
//! that touches nothing but the list; the rest calls the function the interpreter would.
//!
//! Example: `__intrinsic_is_exact_int__(x)` of an x recorded as i64 is the constant True: in
//! `sum(genexpr)` nothing is left of it.

use super::{Rec, Recorder};
use crate::helpers as h;
use adder_bytecode::Instr;
use adder_codegen::ir::{Op as Ir, Ref, Type, CLASS_UINT};
use adder_vm::interp::intrinsics::TABLE;
use adder_vm::object::Kind;
use adder_vm::{Value, Vm};

impl Recorder {
    pub fn record_intrinsic(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        let (name, _) = TABLE[i.c()];
        let first = vm.get_reg(i.b());
        match name {
            "is_exact_int" | "is_exact_float" => {
                let int = name == "is_exact_int";
                let s = self.typed(vm, i.b())?;
                let answer = match (self.ty(s), s.class) {
                    (Type::I64, 0 | CLASS_UINT) => int,
                    (Type::F64, 0) => !int,
                    (Type::Ptr, _) => {
                        self.guard_shape_of(s, first)?;
                        int && first.is_kind(Kind::BigInt)
                    }
                    (Type::Val, _) if !s.r.is_const() => return self.call_intrinsic(i),
                    _ => false,
                };
                let r = self.b.bool(answer);
                self.set_ref(i.a(), r);
            }
            "fsum_step" => {
                let mut x = [Ref::NONE; 4];
                for (k, r) in x.iter_mut().enumerate() {
                    let s = self.typed(vm, i.b() + k)?;
                    if self.ty(s) != Type::F64 || s.class != 0 {
                        return self.call_intrinsic(i);
                    }
                    *r = s.r;
                }
                let r = self.compensation(x);
                self.set_ref(i.a(), r);
            }
            "list_append" if first.is_kind(Kind::List) => {
                let l = self.typed(vm, i.b())?;
                self.guard_shape_of(l, first)?;
                let v = self.word(i.b() + 1)?;
                self.append(l.r, v);
                let none = self.b.val(Value::NONE.0);
                self.set_ref(i.a(), none);
            }
            _ => self.call_intrinsic(i)?,
        }
        Ok(())
    }

    /// The new compensation of a float sum: `number::compensation` without its branch.
    fn compensation(&mut self, [c, s, x, t]: [Ref; 4]) -> Ref {
        let (abs_s, abs_x) = (self.b.op1(Ir::Fabs, s), self.b.op1(Ir::Fabs, x));
        let larger = self.b.op2(Ir::Fge, abs_s, abs_x);
        let high = self.b.op3(Ir::Select, larger, s, x);
        let low = self.b.op3(Ir::Select, larger, x, s);
        let lost = self.b.op2(Ir::Fsub, high, t);
        let lost = self.b.op2(Ir::Fadd, lost, low);
        self.b.op2(Ir::Fadd, c, lost)
    }

    fn call_intrinsic(&mut self, i: Instr) -> Rec<()> {
        let n = i.x() as usize;
        let window = self.spill_window(i.b(), n)?;
        let number = self.b.i64(i.c() as i64);
        let count = self.b.i64(n as i64);
        let args = [number, window, count];
        let address = h::intrinsic as *const () as u64;
        let r = self.call_value_helper("intrinsic", address, &args);
        self.set_ref(i.a(), r);
        Ok(())
    }

    /// Appends a word to a list whose shape is guarded.
    pub fn append(&mut self, list: Ref, v: Ref) {
        let effects = self.list_effects();
        let address = h::list_append as *const () as u64;
        self.call_vm("list_append", address, &[list, v], Type::Void, effects);
        self.state_changed();
    }
}
