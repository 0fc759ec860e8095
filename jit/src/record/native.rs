//! Natives with a recipe: the recorder knows them by what they compute, never by name.
//!
//! Example: `len(row)` of a list is a load of its length under a guard on the shape.

use super::attr::Found;
use super::scalar::{float_now, BOOL, INT64};
use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::Instr;
use adder_codegen::ir::{self, Op as Ir, Ref, Type};
use adder_vm::object::ndarray::DType;
use adder_vm::object::{Class, Gc, Kind, List, Native, Tuple};
use adder_vm::{F64Op, Recipe, Value, Vm};

impl Recorder {
    /// A native with a recipe.
    pub(super) fn call_native(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        f: Gc<Native>,
        args: &[SVal],
        values: &[Value],
    ) -> Rec<bool> {
        match f.recipe {
            Recipe::Next | Recipe::Send => self.call_next(vm, i, f, args, values),
            Recipe::F64(func, op) | Recipe::NumpyF64(func, op) if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let numpy = matches!(f.recipe, Recipe::NumpyF64(..));
                let double = DType::Float64 as u32 + 1;
                let Some(now) = float_now(values[0]) else { return Ok(false) };
                let a = match (self.ty(x), x.class) {
                    (Type::F64, c) if c == 0 || c == double => x.r,
                    // NumPy's abs of an int is an int.
                    (Type::I64, 0) if !(numpy && op == F64Op::Abs) => self.b.op1(Ir::I2f, x.r),
                    _ => return Ok(false),
                };
                if !func(now).is_finite() {
                    return Ok(false);
                }
                let r = match op {
                    F64Op::Sqrt => {
                        let zero = self.b.f64(0.0);
                        let ok = self.b.op2(Ir::Fge, a, zero);
                        self.guard_true(ok);
                        self.b.op1(Ir::Fsqrt, a)
                    }
                    F64Op::Abs => self.b.op1(Ir::Fabs, a),
                    F64Op::Call => {
                        let r = self.f64_call(func, a);
                        // A domain or range error shows as a result that is not finite.
                        let inf = self.b.f64(f64::INFINITY);
                        let abs = self.b.op1(Ir::Fabs, r);
                        let ok = self.b.op2(Ir::Flt, abs, inf);
                        self.guard_true(ok);
                        r
                    }
                    F64Op::Floor | F64Op::Ceil | F64Op::Trunc => {
                        if now.abs() >= 9e18 {
                            return Ok(false);
                        }
                        let o = match op {
                            F64Op::Floor => Ir::Ffloor,
                            F64Op::Ceil => Ir::Fceil,
                            _ => Ir::Ftrunc,
                        };
                        let t = self.b.op1(o, a);
                        let snap = self.snapshot();
                        self.b.guard1(Ir::F2iChk, t, snap)
                    }
                };
                let class = if numpy && !self.top().code.numba { double } else { 0 };
                self.set(i.a(), SVal { r, class });
                Ok(true)
            }
            Recipe::Abs if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                match (self.ty(x), x.class) {
                    (Type::F64, _) => {
                        let r = self.b.op1(Ir::Fabs, x.r);
                        self.set(i.a(), SVal { r, class: x.class });
                        Ok(true)
                    }
                    (Type::I64, 0) => {
                        let snap = self.snapshot();
                        let n = self.b.guard1(Ir::NegOvf, x.r, snap);
                        let r = self.b.op2(Ir::Max, x.r, n);
                        self.set_ref(i.a(), r);
                        Ok(true)
                    }
                    _ => Ok(false),
                }
            }
            Recipe::Len if args.len() == 1 => {
                let v = values[0];
                let field = match v.kind() {
                    Some(Kind::List) if !vm.has_custom_ops(v) => Field::ListLen,
                    Some(Kind::Tuple) if !vm.has_custom_ops(v) => Field::TupleLen,
                    Some(Kind::NdArray) if vm.is_exact_array(v) => {
                        return self.array_len(vm, i, args[0], v);
                    }
                    _ if crate::helpers::leaf::has_plain_len(vm, v) => {
                        let n = self.leaf_len(args[0])?;
                        self.set_ref(i.a(), n);
                        return Ok(true);
                    }
                    _ => return Ok(false),
                };
                let x = self.refine(args[0], v)?;
                self.guard_shape_of(x, v)?;
                let n = self.load(field, x.r);
                self.set_ref(i.a(), n);
                Ok(true)
            }
            Recipe::ToFloat if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let r = match self.ty(x) {
                    Type::F64 => x.r,
                    Type::I64 if matches!(x.class, 0 | INT64) => self.b.op1(Ir::I2f, x.r),
                    _ => return Ok(false),
                };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::ToInt if args.len() == 1 => {
                let x = self.refine(args[0], values[0])?;
                let x = self.open_scalar(x, values[0])?;
                let r = match (self.ty(x), x.class) {
                    (Type::I64, 0 | INT64) => x.r,
                    (Type::Bool, 0 | BOOL) => self.b.op1(Ir::B2i, x.r),
                    (Type::F64, _) => {
                        if values[0].to_f64_exact().is_none_or(|f| f.abs() >= 9e18) {
                            return Ok(false);
                        }
                        let snap = self.snapshot();
                        self.b.guard1(Ir::F2iChk, x.r, snap)
                    }
                    _ => return Ok(false),
                };
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::Min | Recipe::Max if args.len() == 2 => {
                let (a, b) = (self.refine(args[0], values[0])?, self.refine(args[1], values[1])?);
                if self.ty(a) != Type::I64
                    || self.ty(b) != Type::I64
                    || (a.class, b.class) != (0, 0)
                {
                    return Ok(false);
                }
                let o = if f.recipe == Recipe::Min { Ir::Min } else { Ir::Max };
                let r = self.b.op2(o, a.r, b.r);
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::ListAppend if args.len() == 2 => {
                let o = values[0];
                if !o.is_kind(Kind::List) || vm.has_custom_ops(o) {
                    return Ok(false);
                }
                let l = self.refine(args[0], o)?;
                self.guard_shape_of(l, o)?;
                let v = self.boxed(args[1])?;
                self.append(l.r, v);
                let none = self.b.val(Value::NONE.0);
                self.set_ref(i.a(), none);
                Ok(true)
            }
            Recipe::F64x2(func) if args.len() == 2 => {
                let (x, y) = (self.refine(args[0], values[0])?, self.refine(args[1], values[1])?);
                let num = |v: Value| v.to_f64_exact().or(v.to_i64().map(|i| i as f64));
                let (Some(a), Some(b)) = (num(values[0]), num(values[1])) else {
                    return Ok(false);
                };
                if (x.class, y.class) != (0, 0) || !func(a, b).is_finite() {
                    return Ok(false);
                }
                let (Some(a), Some(b)) = (self.as_f64(x), self.as_f64(y)) else {
                    return Ok(false);
                };
                let r = self.pure_f64x2("math2", crate::helpers::f64x2_entry(func), a, b);
                let inf = self.b.f64(f64::INFINITY);
                let abs = self.b.op1(Ir::Fabs, r);
                let ok = self.b.op2(Ir::Flt, abs, inf);
                self.guard_true(ok);
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::DictGet if matches!(args.len(), 2 | 3) => {
                let o = values[0];
                let leaf = crate::helpers::leaf::can_get_item(vm, o, values[1]);
                if !leaf || !o.is_kind(Kind::Dict) {
                    return Ok(false);
                }
                let (d, k) = (self.boxed(args[0])?, self.boxed(args[1])?);
                let default = match args.get(2) {
                    Some(&s) => self.boxed(s)?,
                    None => self.b.val(Value::NONE.0),
                };
                let address = crate::helpers::leaf::leaf_dict_get as *const () as u64;
                let r = self.leaf_call("dict_get", address, &[d, k, default]);
                self.set_ref(i.a(), r);
                Ok(true)
            }
            Recipe::Isinstance if args.len() == 2 => self.isinstance(vm, i, args, values),
            Recipe::ListPop if matches!(args.len(), 1 | 2) => self.list_pop(vm, i, args, values),
            Recipe::GetAttr if matches!(args.len(), 2 | 3) => {
                let found = self.record_attr_native(vm, args, values)?;
                match (found, args.get(2)) {
                    (Some(Found::Value(v)), _) => self.set(i.a(), v),
                    (Some(Found::Missing), Some(default)) => self.set(i.a(), *default),
                    _ => return Ok(false),
                }
                Ok(true)
            }
            Recipe::HasAttr if args.len() == 2 => {
                let there = match self.record_attr_native(vm, args, values)? {
                    Some(Found::Value(_) | Found::Method(_)) => true,
                    Some(Found::Missing) => false,
                    _ => return Ok(false),
                };
                let k = self.b.bool(there);
                self.set_ref(i.a(), k);
                Ok(true)
            }
            Recipe::SetAttr if args.len() == 3 => {
                let name = values[1];
                if !args[1].r.is_const() || !name.is_kind(Kind::Str) || vm.has_custom_ops(name) {
                    return Ok(false);
                }
                // A setter would be called from the native, not from this instruction.
                let class = vm.class_of(values[0]);
                let name = vm.intern_value(name.expect());
                if vm.lookup(class, name).is_some_and(|d| d.is_kind(Kind::Property)) {
                    return Ok(false);
                }
                let s = self.refine(args[0], values[0])?;
                if !self.store_attr(vm, s, values[0], name, args[2], values[2])? {
                    return Ok(false);
                }
                let none = self.b.val(Value::NONE.0);
                self.set_ref(i.a(), none);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `isinstance(x, class)` or with a tuple of classes: known from the shape of x.
    fn isinstance(&mut self, vm: &mut Vm, i: Instr, args: &[SVal], values: &[Value]) -> Rec<bool> {
        let classes: Vec<Value> = match values[1].kind() {
            Some(Kind::Class) => vec![values[1]],
            Some(Kind::Tuple) if args[1].r.is_const() => {
                values[1].expect::<Tuple>().items().to_vec()
            }
            _ => return Ok(false),
        };
        let plain =
            |c: &Value| c.cast::<Class>().is_some_and(|c| c.hdr.shape.class() == vm.types.type_);
        if !classes.iter().all(plain) {
            return Ok(false);
        }
        let which = self.refine(args[1], values[1])?;
        self.guard_is(which, values[1])?;
        let Some(real) = self.known_class(vm, args[0], values[0])? else { return Ok(false) };
        // A class with a `__class__` of its own may lie.
        let name = vm.names.class.0;
        if vm.lookup(real, name).is_some_and(|d| !d.is_kind(Kind::GetSet)) {
            return Ok(false);
        }
        self.watch_attr(real, name);
        let is = classes.iter().any(|c| real.is_subclass_of(c.expect()));
        let k = self.b.bool(is);
        self.set_ref(i.a(), k);
        Ok(true)
    }

    /// `list.pop()` and `list.pop(k)`.
    fn list_pop(&mut self, vm: &mut Vm, i: Instr, args: &[SVal], values: &[Value]) -> Rec<bool> {
        let o = values[0];
        if !o.is_kind(Kind::List) || vm.has_custom_ops(o) {
            return Ok(false);
        }
        let len_now = o.expect::<List>().items.len();
        let l = self.refine(args[0], o)?;
        self.guard_shape_of(l, o)?;
        let len = self.load(Field::ListLen, l.r);
        if len_now == 0 {
            return Err(Abort::Raises);
        }
        let at = match args.get(1) {
            None => {
                let zero = self.b.i64(0);
                let some = self.b.op2(Ir::Gt, len, zero);
                self.guard_true(some);
                let one = self.b.i64(1);
                self.b.op2(Ir::Sub, len, one)
            }
            Some(&k) => {
                let k = self.refine(k, values[1])?;
                if self.ty(k) != Type::I64 || k.class != 0 {
                    return Ok(false);
                }
                let now = values[1].to_i64().unwrap_or(i64::MIN);
                let Some(at) = self.bounded(k.r, now, len, len_now) else {
                    return Err(Abort::Raises);
                };
                at
            }
        };
        let address = crate::helpers::list_pop as *const () as u64;
        let effects = self.list_effects();
        let r = self.call_vm("list_pop", address, &[l.r, at], Type::Val, effects);
        self.state_changed();
        self.set_ref(i.a(), r);
        Ok(true)
    }

    /// Effects of a helper that changes a list's length.
    pub(super) fn list_effects(&self) -> ir::Effects {
        ir::Effects {
            writes: fields::alias_set(fields::LIST_WRITES),
            reads: ir::AliasSet::ALL,
            pure: false,
            keeps_nothing: false,
            ..ir::Effects::PURE
        }
    }

    /// A pure library function of a double: called through its address.
    fn f64_call(&mut self, func: fn(f64) -> f64, a: Ref) -> Ref {
        // `fn(f64) -> f64` of this compiler and the C convention agree for one double.
        self.pure_f64("math", crate::helpers::f64_entry(func), a)
    }
}
