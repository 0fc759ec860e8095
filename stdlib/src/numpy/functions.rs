//! `np.sqrt`, `np.add`, ...: the universal functions as Python objects.
//!
//! [`UNARY`] and [`BINARY`] are the table; a row is an operation and its native entry. Functions of
//! one double have a recipe, so that compiled loops compute them in place.

use super::create;
use super::dtype;
use super::kernels::{float_function, Bin, Un};
use super::memory;
use super::reduce;
use super::scalar;
use super::ufunc::{self, Given, How};
use adder_vm::object::native::effects;
use adder_vm::object::ndarray::{DType, NdArray};
use adder_vm::object::{Native, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Class, F64Op, Gc, Recipe, Value, Vm, R};

/// Splits `out=`, `dtype=` and `where=` off a call; also an output given by position.
fn how(vm: &mut Vm, name: &str, args: Args, nin: usize) -> R<How> {
    let mut how = How::default();
    let pos = args.pos();
    if pos.len() < nin {
        let got = pos.len();
        return vm.type_error(format!(
            "{name}() takes from {nin} to {} positional arguments but {got} were given",
            nin + 1
        ));
    }
    let mut out = pos.get(nin).copied();
    for (key, v) in args.kw() {
        match key.expect::<Str>().bytes() {
            b"out" => {
                out = Some(match v.cast::<adder_vm::object::Tuple>() {
                    Some(t) if t.len == 1 => t.items()[0],
                    _ => v,
                })
            }
            b"dtype" => how.dtype = dtype::parse(vm, v)?,
            b"where" if v == Value::TRUE => {}
            b"casting" | b"order" | b"subok" => {}
            other => {
                let text = String::from_utf8_lossy(other).into_owned();
                return vm
                    .type_error(format!("{name}() got an unexpected keyword argument '{text}'"));
            }
        }
    }
    if let Some(o) = out.filter(|o| !o.is_none()) {
        match o.cast::<NdArray>() {
            Some(a) => how.out = Some(a),
            None => return vm.type_error("return arrays must be of ArrayType"),
        }
    }
    Ok(how)
}

fn call1(vm: &mut Vm, op: Un, args: Args) -> R {
    if let ([v], None) = (args.all, args.kwnames) {
        if let (Some(x), Some(f)) = (v.to_f64_exact(), float_function(op)) {
            let r = f(x);
            if r.is_finite() {
                return Ok(scalar::float64(vm, r));
            }
        }
    }
    let how = how(vm, op.name(), args, 1)?;
    let a = ufunc::need(vm, op.name(), args.pos()[0])?;
    ufunc::unary(vm, op, a, how)
}

fn call2(vm: &mut Vm, op: Bin, args: Args) -> R {
    let how = how(vm, op.name(), args, 2)?;
    let a = ufunc::need(vm, op.name(), args.pos()[0])?;
    let b = ufunc::need(vm, op.name(), args.pos()[1])?;
    ufunc::binary(vm, op, a, b, how)
}

macro_rules! unary_table {
    ($($op:ident)*) => {
        /// Functions of one operand.
        const UNARY: &[(Un, adder_vm::NativeFn)] =
            &[$((Un::$op, |vm, args| call1(vm, Un::$op, args)),)*];
    };
}

macro_rules! binary_table {
    ($($op:ident)*) => {
        /// Functions of two operands.
        const BINARY: &[(Bin, adder_vm::NativeFn)] =
            &[$((Bin::$op, |vm, args| call2(vm, Bin::$op, args)),)*];
    };
}

unary_table! {
    Negative Positive Absolute Square Sign Invert LogicalNot Reciprocal
    Floor Ceil Trunc Rint Isnan Isinf Isfinite Signbit
    Sqrt Cbrt Exp Exp2 Expm1 Log Log2 Log10 Log1p
    Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Arcsinh Arccosh Arctanh
    Radians Degrees
}

binary_table! {
    Add Subtract Multiply Divide FloorDivide Remainder Fmod Power
    Maximum Minimum Fmax Fmin And Or Xor LeftShift RightShift
    Less LessEqual Greater GreaterEqual Equal NotEqual
    LogicalAnd LogicalOr LogicalXor Arctan2 Hypot Copysign Logaddexp
}

/// Other names.
const ALIASES: &[(&str, &str)] = &[
    ("abs", "absolute"),
    ("fabs", "absolute"),
    ("true_divide", "divide"),
    ("mod", "remainder"),
    ("pow", "power"),
    ("bitwise_not", "invert"),
    ("bitwise_invert", "invert"),
    ("deg2rad", "radians"),
    ("rad2deg", "degrees"),
    ("asin", "arcsin"),
    ("acos", "arccos"),
    ("atan", "arctan"),
    ("asinh", "arcsinh"),
    ("acosh", "arccosh"),
    ("atanh", "arctanh"),
    ("atan2", "arctan2"),
];

/// What compiled code may do for a function of a double: a plain float in decorated code, a
/// `np.float64` elsewhere.
fn recipe(op: Un) -> Recipe {
    match op {
        Un::Absolute => Recipe::NumpyF64(f64::abs, F64Op::Abs),
        Un::Sqrt => Recipe::NumpyF64(f64::sqrt, F64Op::Sqrt),
        _ => match float_function(op) {
            Some(f) => Recipe::NumpyF64(f, F64Op::Call),
            None => Recipe::Opaque,
        },
    }
}

/// Makes the functions; `class` is `numpy.ufunc`.
pub fn register(vm: &mut Vm, class: Gc<Class>, dict: Gc<adder_vm::object::Dict>) {
    vm.add_methods(class, METHODS);
    vm.add_getset(
        class,
        "nin",
        |_, v| Ok(Value::small(1 + bin_of(v.expect()).is_some() as i64)),
        None,
    );
    vm.add_getset(class, "__name__", |_, v| Ok(v.expect::<Native>().name), None);
    vm.add_getset(class, "__qualname__", |_, v| Ok(v.expect::<Native>().name), None);
    vm.add_getset(class, "nout", |_, _| Ok(Value::small(1)), None);
    let module = vm.str("numpy");
    let mark = vm.pin(&[module]);
    let unary = UNARY.iter().map(|&(op, f)| (op.name(), f, recipe(op)));
    let binary = BINARY.iter().map(|&(op, f)| (op.name(), f, Recipe::Opaque));
    for (name, func, recipe) in unary.chain(binary) {
        let effects = if recipe == Recipe::Opaque { effects::ANY } else { effects::PURE };
        let def = Def::function(name, func, 0, ANY).kw().recipe(recipe).effects(effects);
        let mut n = vm.native_from_def(&def, Value::UNDEF, module);
        n.hdr.shape = class.root_shape;
        let key = n.name;
        vm.dict_set_name(dict, key, n.value());
    }
    for (alias, name) in ALIASES {
        if let Some(f) = vm.dict_get_str(dict, name) {
            vm.dict_set_str(dict, alias, f);
        }
    }
    vm.unpin(mark);
}

fn name_of(n: Gc<Native>) -> String {
    n.name.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy())
}

fn bin_of(n: Gc<Native>) -> Option<Bin> {
    let name = name_of(n);
    BINARY.iter().find(|b| b.0.name() == name).map(|b| b.0)
}

const METHODS: &[Def] = &[
    Def::method("__repr__", repr, 1, 1),
    Def::method("reduce", reduce_, 2, ANY).kw(),
    Def::method("accumulate", accumulate, 2, 3),
    Def::method("outer", outer, 3, 3),
    Def::method("at", at, 3, 4),
];

fn repr(vm: &mut Vm, args: Args) -> R {
    let name = name_of(args.pos()[0].expect());
    Ok(vm.str(&format!("<ufunc '{name}'>")))
}

fn binary_of(vm: &mut Vm, args: Args, method: &str) -> R<Bin> {
    match args.pos()[0].cast::<Native>().and_then(bin_of) {
        Some(op) => Ok(op),
        None => vm.value_error(format!("{method} only supported for binary functions")),
    }
}

fn reduce_(vm: &mut Vm, args: Args) -> R {
    let op = binary_of(vm, args, "reduce")?;
    let rest = args.rest();
    match op {
        Bin::Add => reduce::call(vm, reduce::Op::Sum, rest, Value::small(0)),
        Bin::Multiply => reduce::call(vm, reduce::Op::Prod, rest, Value::small(0)),
        Bin::Maximum => reduce::call(vm, reduce::Op::Max, rest, Value::small(0)),
        Bin::Minimum => reduce::call(vm, reduce::Op::Min, rest, Value::small(0)),
        Bin::LogicalAnd => reduce::call(vm, reduce::Op::All, rest, Value::small(0)),
        Bin::LogicalOr => reduce::call(vm, reduce::Op::Any, rest, Value::small(0)),
        _ => fold(vm, op, rest.pos()[0], false),
    }
}

fn accumulate(vm: &mut Vm, args: Args) -> R {
    let op = binary_of(vm, args, "accumulate")?;
    fold(vm, op, args.pos()[1], true)
}

/// Left fold over the first axis, keeping every step or only the last.
fn fold(vm: &mut Vm, op: Bin, v: Value, steps: bool) -> R {
    let a = create::as_array(vm, v, None)?;
    if a.ndim == 0 {
        return vm.type_error("cannot reduce on a scalar");
    }
    let n = a.shape()[0];
    if n == 0 {
        return vm.value_error(format!(
            "zero-size array to reduction operation {} which has no identity",
            op.name()
        ));
    }
    let rows = vm.list(&[]);
    let mut acc = super::index::row(vm, a, 0);
    let mut rows = rows;
    rows.items.push(acc);
    vm.heap.barrier(rows);
    for i in 1..n {
        let row = super::index::row(vm, a, i);
        acc = ufunc::apply2(vm, op, acc, row)?;
        if steps {
            rows.items.push(acc);
            vm.heap.barrier(rows);
        }
    }
    if steps {
        return Ok(create::as_array(vm, rows.value(), None)?.value());
    }
    Ok(acc)
}

fn outer(vm: &mut Vm, args: Args) -> R {
    let op = binary_of(vm, args, "outer")?;
    let a = create::as_array(vm, args.pos()[1], None)?;
    let b = create::as_array(vm, args.pos()[2], None)?;
    let mut shape = a.shape().to_vec();
    shape.extend(std::iter::repeat_n(1, b.ndim as usize));
    let c = memory::to_contiguous(vm, a, a.dtype)?;
    let strides = memory::c_strides(&shape, c.dtype.size());
    let left = memory::view(vm, c, 0, &shape, &strides);
    ufunc::binary(vm, op, Given::Array(left), Given::Array(b), How::default())
}

/// `ufunc.at(a, indices, b)`: unbuffered, so repeated indices count every time.
fn at(vm: &mut Vm, args: Args) -> R {
    let op = binary_of(vm, args, "at")?;
    let Some(a) = args.pos()[1].cast::<NdArray>() else {
        return vm.type_error("first operand must be array");
    };
    let Some(&other) = args.pos().get(3) else {
        return vm.value_error("second operand needed for ufunc");
    };
    let index = create::as_array(vm, args.pos()[2], None)?;
    let index = memory::copy_as(vm, index, DType::Int64)?;
    let values = create::as_array(vm, other, None)?;
    let one = values.size == 1;
    for (k, &i) in memory::elems::<i64>(index).iter().enumerate() {
        let key = vm.int(i);
        let old = super::index::get(vm, a, key)?;
        let flat = if one { 0 } else { k as isize };
        let new =
            if values.ndim == 0 { values.value() } else { super::index::row(vm, values, flat) };
        let r = ufunc::apply2(vm, op, old, new)?;
        super::index::set(vm, a, key, r)?;
    }
    Ok(Value::NONE)
}
