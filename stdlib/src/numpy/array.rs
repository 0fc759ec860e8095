//! The class `numpy.ndarray`: attributes, operators, shape methods.

use super::create;
use super::dot;
use super::dtype;
use super::index;
use super::memory;
use super::print;
use super::reduce;
use super::routines;
use super::scalar::{self, Module};
use super::ufunc::{self, Bin, Un};
use adder_vm::args::Params;
use adder_vm::object::native::NativeObject;
use adder_vm::object::ndarray::{NdArray, C_CONTIGUOUS, F_CONTIGUOUS, OWNS_DATA, WRITEABLE};
use adder_vm::object::{NativeObj, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Class, Gc, Kind, Value, Vm, R};
use std::any::Any;

/// The receiver of a method.
pub fn this(vm: &mut Vm, args: Args) -> R<Gc<NdArray>> {
    match args.get(0).and_then(|v| v.cast::<NdArray>()) {
        Some(a) => Ok(a),
        None => vm.type_error("descriptor requires a 'numpy.ndarray' object"),
    }
}

/// A tuple of extents.
pub fn shape_tuple(vm: &mut Vm, shape: &[isize]) -> Value {
    let items: Vec<Value> = shape.iter().filter_map(|&n| Value::try_small(n as i64)).collect();
    vm.tuple(&items)
}

macro_rules! operators {
    ($($forward:ident $reflected:ident $inplace:ident $op:ident;)*) => {$(
        fn $forward(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[0], args.pos()[1])
        }
        fn $reflected(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[1], args.pos()[0])
        }
        fn $inplace(vm: &mut Vm, args: Args) -> R {
            let a = this(vm, args)?;
            ufunc::in_place(vm, Bin::$op, a, args.pos()[1])
        }
    )*};
}

operators! {
    __add__ __radd__ __iadd__ Add;
    __sub__ __rsub__ __isub__ Subtract;
    __mul__ __rmul__ __imul__ Multiply;
    __truediv__ __rtruediv__ __itruediv__ Divide;
    __floordiv__ __rfloordiv__ __ifloordiv__ FloorDivide;
    __mod__ __rmod__ __imod__ Remainder;
    __pow__ __rpow__ __ipow__ Power;
    __and__ __rand__ __iand__ And;
    __or__ __ror__ __ior__ Or;
    __xor__ __rxor__ __ixor__ Xor;
    __lshift__ __rlshift__ __ilshift__ LeftShift;
    __rshift__ __rrshift__ __irshift__ RightShift;
}

macro_rules! comparisons {
    ($($name:ident $op:ident;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[0], args.pos()[1])
        }
    )*};
}

comparisons! { __lt__ Less; __le__ LessEqual; __gt__ Greater; __ge__ GreaterEqual; }

fn __eq__(vm: &mut Vm, args: Args) -> R {
    ufunc::equality(vm, Bin::Equal, args.pos()[0], args.pos()[1])
}

fn __ne__(vm: &mut Vm, args: Args) -> R {
    ufunc::equality(vm, Bin::NotEqual, args.pos()[0], args.pos()[1])
}

fn divmod(vm: &mut Vm, args: Args) -> R {
    let q = ufunc::operator(vm, Bin::FloorDivide, args.pos()[0], args.pos()[1])?;
    let r = ufunc::operator(vm, Bin::Remainder, args.pos()[0], args.pos()[1])?;
    Ok(vm.tuple(&[q, r]))
}

fn neg(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Negative, args.pos()[0])
}

fn pos(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Positive, args.pos()[0])
}

fn abs(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Absolute, args.pos()[0])
}

fn invert(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Invert, args.pos()[0])
}

fn matmul(vm: &mut Vm, args: Args) -> R {
    dot::matmul(vm, args.pos()[0], args.pos()[1])
}

fn rmatmul(vm: &mut Vm, args: Args) -> R {
    dot::matmul(vm, args.pos()[1], args.pos()[0])
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let text = print::repr_text(vm, a);
    Ok(vm.str(&text))
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let text = print::str_text(vm, a);
    Ok(vm.str(&text))
}

fn format(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let Some(spec) = args.pos()[1].cast::<Str>() else {
        return vm.type_error("__format__() argument must be str");
    };
    if a.ndim == 0 {
        let bits = memory::read_bits(a, 0);
        let v = scalar::plain(vm, a.dtype, bits);
        return Ok(vm.format(v, spec)?.value());
    }
    if spec.len == 0 {
        return str_(vm, args);
    }
    vm.type_error("unsupported format string passed to numpy.ndarray.__format__")
}

fn len(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    if a.ndim == 0 {
        return vm.type_error("len() of unsized object");
    }
    Ok(vm.int(a.shape()[0] as i64))
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    index::get(vm, a, args.pos()[1])
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    index::set(vm, a, args.pos()[1], args.pos()[2])?;
    Ok(Value::NONE)
}

fn contains(vm: &mut Vm, args: Args) -> R {
    let r = ufunc::equality(vm, Bin::Equal, args.pos()[0], args.pos()[1])?;
    match r.cast::<NdArray>() {
        Some(m) => {
            let any = reduce::reduce(vm, reduce::Op::Any, m, None, None, false)?;
            Ok(Value::bool(vm.truth(any)?))
        }
        None => Ok(Value::bool(r != Value::NOT_IMPLEMENTED && vm.truth(r)?)),
    }
}

/// The one element of an array, for conversions.
fn single(vm: &mut Vm, a: Gc<NdArray>) -> R {
    if a.size != 1 {
        return vm.type_error("only 0-dimensional arrays can be converted to Python scalars");
    }
    let bits = memory::read_bits(a, 0);
    Ok(scalar::plain(vm, a.dtype, bits))
}

fn truth(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    match a.size {
        1 => Ok(Value::bool(memory::Num::of_bits(memory::read_bits(a, 0), a.dtype).to_f64() != 0.0)),
        0 => vm.value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        ),
        _ => vm.value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        ),
    }
}

fn int(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let v = single(vm, a)?;
    let class = vm.types.int.value();
    vm.call(class, &[v])
}

fn float(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let v = single(vm, a)?;
    let f = vm.to_f64(v)?;
    Ok(Value::float(f))
}

fn to_index(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    if a.ndim > 0 || dtype::is_float(a.dtype) {
        return vm.type_error("only integer scalar arrays can be converted to a scalar index");
    }
    single(vm, a)
}

/// Iterator over the first axis.
struct Rows {
    array: Gc<NdArray>,
    at: isize,
}

impl NativeObject for Rows {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.array.value());
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let array = this(vm, args)?;
    if array.ndim == 0 {
        return vm.type_error("iteration over a 0-d array");
    }
    // As NumPy has it: the iterator of sequences, which traces know.
    Ok(vm.seq_iter(vm.types.iterator, array.value()))
}

fn iter_self(_: &mut Vm, args: Args) -> R {
    Ok(args.pos()[0])
}

fn next(vm: &mut Vm, args: Args) -> R {
    let Some(rows) = args.pos()[0].cast::<NativeObj>().and_then(|o| o.data::<Rows>()) else {
        return vm.type_error("not an array iterator");
    };
    if rows.at >= rows.array.shape()[0] {
        return vm.stop_iteration(Value::NONE);
    }
    let (a, i) = (rows.array, rows.at);
    rows.at += 1;
    Ok(index::row(vm, a, i))
}

/// Extents from the arguments of `reshape`: one sequence or several ints.
fn extents(vm: &mut Vm, args: &[Value]) -> R<Vec<isize>> {
    if let [one] = args {
        return create::shape_arg(vm, *one);
    }
    let mut out = Vec::new();
    for &v in args {
        out.push(vm.arg_index(v)?);
    }
    Ok(out)
}

/// The array in another shape: a view if its memory allows it.
pub fn reshape_to(vm: &mut Vm, a: Gc<NdArray>, mut shape: Vec<isize>) -> R<Gc<NdArray>> {
    let asked = shape.clone();
    let known: isize = shape.iter().filter(|&&n| n >= 0).product();
    if let Some(k) = shape.iter().position(|&n| n < 0) {
        if shape.iter().filter(|&&n| n < 0).count() > 1 {
            return vm.value_error("can only specify one unknown dimension");
        }
        if known > 0 && a.size as isize % known == 0 {
            shape[k] = a.size as isize / known;
        }
    }
    if memory::count(&shape) != Some(a.size) || shape.iter().any(|&n| n < 0) {
        let text = memory::shape_text(&asked);
        return vm
            .value_error(format!("cannot reshape array of size {} into shape {text}", a.size));
    }
    let c = memory::to_contiguous(vm, a, a.dtype)?;
    let strides = memory::c_strides(&shape, a.dtype.size());
    Ok(memory::view(vm, c, 0, &shape, &strides))
}

fn reshape(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let shape = extents(vm, &args.pos()[1..])?;
    Ok(reshape_to(vm, a, shape)?.value())
}

fn ravel(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    Ok(reshape_to(vm, a, vec![-1])?.value())
}

fn flatten(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let c = memory::copy_as(vm, a, a.dtype)?;
    let shape = [c.size as isize];
    let strides = [c.dtype.size() as isize];
    Ok(memory::view(vm, c, 0, &shape, &strides).value())
}

fn copy(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    Ok(memory::copy_as(vm, a, a.dtype)?.value())
}

fn astype(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let [dt, _, _, _, cp] = Params::new("astype", ["dtype", "order", "casting", "subok", "copy"])
        .required(1)
        .parse(vm, args.rest())?;
    let d = dtype::parse(vm, dt)?.unwrap_or(adder_vm::object::ndarray::DType::Float64);
    if d == a.dtype && cp == Value::FALSE {
        return Ok(a.value());
    }
    if dtype::is_float(a.dtype) && !dtype::is_float(d) {
        memory::fenv::clear();
        let r = memory::copy_as(vm, a, d)?;
        if memory::cast_is_lossy(a, d) {
            super::warn::float_errors(vm, "cast", [false, false, true]);
        }
        return Ok(r.value());
    }
    Ok(memory::copy_as(vm, a, d)?.value())
}

/// The array with its axes in another order.
pub fn transpose_to(vm: &mut Vm, a: Gc<NdArray>, axes: &[usize]) -> Gc<NdArray> {
    let (shape, strides) = memory::permuted(a, axes);
    memory::view(vm, a, 0, &shape, &strides)
}

fn transpose(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let nd = a.ndim as usize;
    let given = &args.pos()[1..];
    if given.is_empty() || (given.len() == 1 && given[0].is_none()) {
        let axes: Vec<usize> = (0..nd).rev().collect();
        return Ok(transpose_to(vm, a, &axes).value());
    }
    let mut axes = Vec::new();
    for k in extents(vm, given)? {
        let v = vm.int(k as i64);
        match reduce::axis_arg(vm, v, nd)? {
            Some(x) if !axes.contains(&x) => axes.push(x),
            _ => return vm.value_error("repeated axis in transpose"),
        }
    }
    if axes.len() != nd {
        return vm.value_error("axes don't match array");
    }
    Ok(transpose_to(vm, a, &axes).value())
}

fn swapaxes(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let nd = a.ndim as usize;
    let (x, y) =
        (reduce::axis_arg(vm, args.pos()[1], nd)?, reduce::axis_arg(vm, args.pos()[2], nd)?);
    let mut axes: Vec<usize> = (0..nd).collect();
    axes.swap(x.unwrap_or(0), y.unwrap_or(0));
    Ok(transpose_to(vm, a, &axes).value())
}

fn squeeze(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let axis = args.get(1).unwrap_or(Value::NONE);
    let only = reduce::axis_arg(vm, axis, a.ndim as usize)?;
    if only.is_some_and(|k| a.shape()[k] != 1) {
        return vm
            .value_error("cannot select an axis to squeeze out which has size not equal to one");
    }
    let keep: Vec<usize> = (0..a.ndim as usize)
        .filter(|&k| a.shape()[k] != 1 || only.is_some_and(|o| o != k))
        .collect();
    Ok(transpose_to(vm, a, &keep).value())
}

fn fill(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let n = scalar::to_num(vm, args.pos()[1], a.dtype)?;
    create::fill(vm, a, n)?;
    Ok(Value::NONE)
}

fn list_of(vm: &mut Vm, a: Gc<NdArray>, axis: usize, offset: isize) -> R {
    if axis == a.ndim as usize {
        let bits = memory::read_bits(a, offset);
        return Ok(scalar::plain(vm, a.dtype, bits));
    }
    let mut out = vm.list(&[]);
    for i in 0..a.shape()[axis] {
        let v = list_of(vm, a, axis + 1, offset + i * a.strides()[axis])?;
        out.items.push(v);
        vm.heap.barrier(out);
    }
    Ok(out.value())
}

fn tolist(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    list_of(vm, a, 0, 0)
}

fn item(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let key = &args.pos()[1..];
    if key.is_empty() {
        if a.size != 1 {
            return vm.value_error("can only convert an array of size 1 to a Python scalar");
        }
        return single(vm, a);
    }
    let v = if key.len() == 1 && key[0].is_int() && a.ndim != 1 {
        let flat = reshape_to(vm, a, vec![-1])?;
        index::get(vm, flat, key[0])?
    } else {
        let t = if key.len() == 1 { key[0] } else { vm.tuple(key) };
        index::get(vm, a, t)?
    };
    let one = create::as_array(vm, v, None)?;
    single(vm, one)
}

fn dot_(vm: &mut Vm, args: Args) -> R {
    dot::dot(vm, args.pos()[0], args.pos()[1])
}

fn tobytes(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let data = memory::bytes_of(vm, a)?;
    Ok(vm.bytes(&data))
}

fn view_(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let (shape, strides) = (a.shape().to_vec(), a.strides().to_vec());
    let v = memory::view(vm, a, 0, &shape, &strides);
    match args.get(1) {
        None => Ok(v.value()),
        Some(dt) => {
            let d = dtype::parse(vm, dt)?.unwrap_or(a.dtype);
            Ok(memory::reinterpret(vm, v, d)?.value())
        }
    }
}

fn array_function(vm: &mut Vm, args: Args) -> R {
    let _ = args;
    vm.type_error("__array_function__ is not supported")
}

fn new(vm: &mut Vm, args: Args) -> R {
    let rest = args.rest();
    let [shape, dt, _, _, _, _] =
        Params::new("ndarray", ["shape", "dtype", "buffer", "offset", "strides", "order"])
            .required(1)
            .parse(vm, rest)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(adder_vm::object::ndarray::DType::Float64);
    let shape = create::shape_arg(vm, shape)?;
    Ok(memory::new_array(vm, d, &shape)?.value())
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("__format__", format, 2, 2),
    Def::method("__len__", len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__contains__", contains, 2, 2),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__bool__", truth, 1, 1),
    Def::method("__int__", int, 1, 1),
    Def::method("__float__", float, 1, 1),
    Def::method("__index__", to_index, 1, 1),
    Def::method("__array_function__", array_function, 1, ANY).kw(),
    Def::method("__add__", __add__, 2, 2),
    Def::method("__radd__", __radd__, 2, 2),
    Def::method("__iadd__", __iadd__, 2, 2),
    Def::method("__sub__", __sub__, 2, 2),
    Def::method("__rsub__", __rsub__, 2, 2),
    Def::method("__isub__", __isub__, 2, 2),
    Def::method("__mul__", __mul__, 2, 2),
    Def::method("__rmul__", __rmul__, 2, 2),
    Def::method("__imul__", __imul__, 2, 2),
    Def::method("__truediv__", __truediv__, 2, 2),
    Def::method("__rtruediv__", __rtruediv__, 2, 2),
    Def::method("__itruediv__", __itruediv__, 2, 2),
    Def::method("__floordiv__", __floordiv__, 2, 2),
    Def::method("__rfloordiv__", __rfloordiv__, 2, 2),
    Def::method("__ifloordiv__", __ifloordiv__, 2, 2),
    Def::method("__mod__", __mod__, 2, 2),
    Def::method("__rmod__", __rmod__, 2, 2),
    Def::method("__imod__", __imod__, 2, 2),
    Def::method("__divmod__", divmod, 2, 2),
    Def::method("__pow__", __pow__, 2, 3),
    Def::method("__rpow__", __rpow__, 2, 3),
    Def::method("__ipow__", __ipow__, 2, 2),
    Def::method("__and__", __and__, 2, 2),
    Def::method("__rand__", __rand__, 2, 2),
    Def::method("__iand__", __iand__, 2, 2),
    Def::method("__or__", __or__, 2, 2),
    Def::method("__ror__", __ror__, 2, 2),
    Def::method("__ior__", __ior__, 2, 2),
    Def::method("__xor__", __xor__, 2, 2),
    Def::method("__rxor__", __rxor__, 2, 2),
    Def::method("__ixor__", __ixor__, 2, 2),
    Def::method("__lshift__", __lshift__, 2, 2),
    Def::method("__rlshift__", __rlshift__, 2, 2),
    Def::method("__ilshift__", __ilshift__, 2, 2),
    Def::method("__rshift__", __rshift__, 2, 2),
    Def::method("__rrshift__", __rrshift__, 2, 2),
    Def::method("__irshift__", __irshift__, 2, 2),
    Def::method("__matmul__", matmul, 2, 2),
    Def::method("__rmatmul__", rmatmul, 2, 2),
    Def::method("__lt__", __lt__, 2, 2),
    Def::method("__le__", __le__, 2, 2),
    Def::method("__gt__", __gt__, 2, 2),
    Def::method("__ge__", __ge__, 2, 2),
    Def::method("__eq__", __eq__, 2, 2),
    Def::method("__ne__", __ne__, 2, 2),
    Def::method("__neg__", neg, 1, 1),
    Def::method("__pos__", pos, 1, 1),
    Def::method("__abs__", abs, 1, 1),
    Def::method("__invert__", invert, 1, 1),
    Def::method("__copy__", copy, 1, 1),
    Def::method("__deepcopy__", copy, 1, 2),
    Def::method("reshape", reshape, 1, ANY),
    Def::method("ravel", ravel, 1, 2),
    Def::method("flatten", flatten, 1, 2),
    Def::method("copy", copy, 1, 2),
    Def::method("astype", astype, 2, ANY).kw(),
    Def::method("transpose", transpose, 1, ANY),
    Def::method("swapaxes", swapaxes, 3, 3),
    Def::method("squeeze", squeeze, 1, 2),
    Def::method("fill", fill, 2, 2),
    Def::method("tolist", tolist, 1, 1),
    Def::method("item", item, 1, ANY),
    Def::method("dot", dot_, 2, 2),
    Def::method("tobytes", tobytes, 1, 1),
    Def::method("view", view_, 1, 2),
];

type Getter = fn(&mut Vm, Value) -> R;

const GETSETS: &[(&str, Getter)] = &[
    ("shape", |vm, v| {
        let shape = v.expect::<NdArray>().shape().to_vec();
        Ok(shape_tuple(vm, &shape))
    }),
    ("strides", |vm, v| {
        let strides = v.expect::<NdArray>().strides().to_vec();
        Ok(shape_tuple(vm, &strides))
    }),
    ("dtype", |vm, v| {
        let d = v.expect::<NdArray>().dtype;
        Ok(dtype::object(vm, d))
    }),
    ("ndim", |_, v| Ok(Value::small(v.expect::<NdArray>().ndim as i64))),
    ("size", |vm, v| Ok(vm.int(v.expect::<NdArray>().size as i64))),
    ("itemsize", |_, v| Ok(Value::small(v.expect::<NdArray>().dtype.size() as i64))),
    ("nbytes", |vm, v| {
        let a = v.expect::<NdArray>();
        Ok(vm.int((a.size * a.dtype.size()) as i64))
    }),
    ("T", |vm, v| {
        let a = v.expect::<NdArray>();
        let axes: Vec<usize> = (0..a.ndim as usize).rev().collect();
        Ok(transpose_to(vm, a, &axes).value())
    }),
    ("base", |_, v| {
        let b = v.expect::<NdArray>().base;
        Ok(if b.is_kind(Kind::Buffer) { Value::NONE } else { b })
    }),
    ("real", |_, v| Ok(v)),
    ("flat", |vm, v| {
        let flat = reshape_to(vm, v.expect(), vec![-1])?;
        let class = Module::of(vm).iterator;
        Ok(vm.native_obj(class, Box::new(Rows { array: flat, at: 0 })))
    }),
    ("flags", flags),
];

fn flags(vm: &mut Vm, v: Value) -> R {
    let f = v.expect::<NdArray>().flags;
    let d = vm.dict();
    let mark = vm.pin(&[d.value()]);
    for (name, bit) in [
        ("C_CONTIGUOUS", C_CONTIGUOUS),
        ("F_CONTIGUOUS", F_CONTIGUOUS),
        ("OWNDATA", OWNS_DATA),
        ("WRITEABLE", WRITEABLE),
    ] {
        let on = Value::bool(f & bit != 0);
        vm.dict_set_str(d, name, on);
        vm.dict_set_str(d, &name.to_lowercase(), on);
    }
    let make = Module::of(vm).flags_class;
    let r = vm.call(make, &[d.value(), v]);
    vm.unpin(mark);
    r
}

fn set_shape(vm: &mut Vm, v: Value, shape: Value) -> R<()> {
    let a = v.expect::<NdArray>();
    let shape = create::shape_arg(vm, shape)?;
    let r = reshape_to(vm, a, shape)?;
    if r.ndim != a.ndim || r.data != a.data {
        return vm.attribute_error(
            "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.",
        );
    }
    let (s, t) = (r.shape().to_vec(), r.strides().to_vec());
    a.shape().copy_from_slice(&s);
    a.strides().copy_from_slice(&t);
    Ok(())
}

/// Methods and attributes of the class and of its iterator.
pub fn register(vm: &mut Vm, class: Gc<Class>, iterator: Gc<Class>) {
    vm.add_methods(class, METHODS);
    vm.add_methods(class, &reduce::methods());
    vm.add_methods(class, routines::METHODS);
    for (name, get) in GETSETS {
        let set = if *name == "shape" { Some(set_shape as _) } else { None };
        vm.add_getset(class, name, *get, set);
    }
    vm.add_class_value(class, "__hash__", Value::NONE);
    vm.add_methods(
        iterator,
        &[Def::method("__iter__", iter_self, 1, 1), Def::method("__next__", next, 1, 1)],
    );
}

/// Sets the writeable flag (`a.flags.writeable = False`, `setflags`).
pub fn set_writeable(vm: &mut Vm, args: Args) -> R {
    let mut a = this(vm, args)?;
    if vm.truth(args.pos()[1])? {
        a.flags |= WRITEABLE;
    } else {
        a.flags &= !WRITEABLE;
    }
    Ok(Value::NONE)
}
