//! `memoryview` of bytes and bytearrays: one dimension of unsigned bytes, strided.
//!
//! A view names its base object and a range, so a bytearray that shrinks under it only shortens what
//! can be read; CPython refuses to resize it instead, which needs exact lifetimes.

use super::bytes_ops::data;
use super::{seq_ops, slice};
use crate::object::native::NativeObject;
use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};
use std::any::Any;

#[derive(Clone, Copy)]
struct View {
    /// A bytes or bytearray object; None once released.
    base: Value,
    start: usize,
    step: isize,
    len: usize,
    readonly: bool,
}

impl NativeObject for View {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.base);
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl View {
    fn at(&self, i: usize) -> usize {
        self.start.wrapping_add_signed(self.step.wrapping_mul(i as isize))
    }

    fn bytes(&self) -> Vec<u8> {
        let all = data(self.base).unwrap_or(b"");
        (0..self.len).filter_map(|i| all.get(self.at(i)).copied()).collect()
    }
}

fn view_of(v: Value) -> Option<&'static mut View> {
    v.cast::<NativeObj>()?.data::<View>()
}

/// The bytes that a contiguous view shows, for `bytes_ops::data`.
pub fn contiguous(v: Value) -> Option<&'static [u8]> {
    let view = view_of(v)?;
    if view.step != 1 && view.len > 1 {
        return None;
    }
    let all = data(view.base)?;
    let start = view.start.min(all.len());
    Some(&all[start..all.len().min(start + view.len)])
}

fn this(vm: &mut Vm, args: &Args) -> R<View> {
    match view_of(args.all[0]) {
        Some(v) if !v.base.is_none() => Ok(*v),
        _ => vm.value_error("operation forbidden on released memoryview object"),
    }
}

fn make(vm: &mut Vm, class: Gc<Class>, view: View) -> Value {
    vm.native_obj(class, Box::new(view))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let Some(class) = args.all[0].cast::<Class>() else {
        return vm.type_error("memoryview.__new__(X): X is not a type object");
    };
    let rest = crate::args::Params::new("memoryview", ["object"]);
    let [v] = rest.parse(vm, args.rest())?;
    if let Some(inner) = view_of(v) {
        let inner = *inner;
        return Ok(make(vm, class, inner));
    }
    match v.kind() {
        Some(kind @ (Kind::Bytes | Kind::ByteArray)) => {
            let len = data(v).map_or(0, <[u8]>::len);
            let readonly = kind == Kind::Bytes;
            Ok(make(vm, class, View { base: v, start: 0, step: 1, len, readonly }))
        }
        _ => {
            let t = vm.type_name(v);
            vm.type_error(format!("memoryview: a bytes-like object is required, not '{t}'"))
        }
    }
}

enum Place {
    At(usize),
    Part(View),
}

fn place(vm: &mut Vm, view: View, k: Value) -> R<Place> {
    if let Some(s) = k.cast::<Slice>() {
        let parts = slice::unpack(vm, s)?;
        let (start, _, count) = slice::adjust(parts, view.len);
        let start = if count == 0 { view.start } else { view.at(start as usize) };
        let step = view.step.saturating_mul(parts.2);
        return Ok(Place::Part(View { start, step, len: count, ..view }));
    }
    let class = vm.class_of(k);
    if !k.is_int_like() && vm.special(class, crate::ops::special::Special::Index).is_none() {
        return vm.type_error("memoryview: invalid slice key");
    }
    let i = vm.arg_i64(k)?;
    let all = data(view.base).map_or(0, <[u8]>::len);
    match seq_ops::wrap(i, view.len).map(|i| view.at(i)).filter(|at| *at < all) {
        Some(at) => Ok(Place::At(at)),
        None => vm.index_error("index out of bounds on dimension 1"),
    }
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    match place(vm, view, args.all[1])? {
        Place::At(at) => Ok(Value::small(i64::from(data(view.base).unwrap_or(b"")[at]))),
        Place::Part(part) => {
            let class = vm.class_of(args.all[0]);
            Ok(make(vm, class, part))
        }
    }
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    if view.readonly {
        return vm.type_error("cannot modify read-only memory");
    }
    let v = args.all[2];
    let mut array = view.base.expect::<ByteArray>();
    match place(vm, view, args.all[1])? {
        Place::At(at) => {
            if !v.is_int_like() {
                return vm.type_error("memoryview: invalid type for format 'B'");
            }
            let Some(b) = v.to_i64().and_then(|i| u8::try_from(i).ok()) else {
                return vm.value_error("memoryview: invalid value for format 'B'");
            };
            array.data[at] = b;
        }
        Place::Part(part) => {
            let new = match (view_of(v), data(v)) {
                (Some(other), _) => other.bytes(),
                (None, Some(d)) => d.to_vec(),
                _ => {
                    let t = vm.type_name(v);
                    return vm.type_error(format!("a bytes-like object is required, not '{t}'"));
                }
            };
            if new.len() != part.len {
                return vm.value_error(
                    "memoryview assignment: lvalue and rvalue have different structures",
                );
            }
            for (i, b) in new.into_iter().enumerate() {
                if let Some(place) = array.data.get_mut(part.at(i)) {
                    *place = b;
                }
            }
        }
    }
    Ok(Value::NONE)
}

fn len(vm: &mut Vm, args: Args) -> R {
    let n = this(vm, &args)?.len;
    Ok(vm.int(n as i64))
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let items = tolist(vm, args)?;
    Ok(vm.list_iter(items.expect()))
}

fn eq(_: &mut Vm, args: Args) -> R {
    let (Some(a), b) = (view_of(args.all[0]), args.all[1]) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if a.base.is_none() {
        return Ok(Value::bool(args.all[0] == b));
    }
    let same = match (view_of(b), data(b)) {
        (Some(other), _) => !other.base.is_none() && a.bytes() == other.bytes(),
        (None, Some(d)) => a.bytes() == d,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(same))
}

fn ne(vm: &mut Vm, args: Args) -> R {
    let r = eq(vm, args)?;
    Ok(if r.is_bool() { Value::bool(r != Value::TRUE) } else { r })
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    if !view.readonly {
        return vm.value_error("cannot hash writable memoryview object");
    }
    let h = vm.hash_key.bytes(&view.bytes());
    Ok(vm.int(h))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let released = view_of(args.all[0]).is_none_or(|v| v.base.is_none());
    let what = if released { "released memory" } else { "memory" };
    Ok(vm.str(&format!("<{what} at {:#x}>", args.all[0].0)))
}

fn tobytes(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    Ok(vm.bytes(&view.bytes()))
}

fn tolist(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    let items = view.bytes().into_iter().map(|b| Value::small(i64::from(b))).collect();
    Ok(vm.list_from(items).value())
}

fn hex(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    let text = adder_text::byte_ops::hex(&view.bytes(), None, 1);
    Ok(vm.str(&text))
}

fn toreadonly(vm: &mut Vm, args: Args) -> R {
    let view = this(vm, &args)?;
    let class = vm.class_of(args.all[0]);
    Ok(make(vm, class, View { readonly: true, ..view }))
}

fn release(_: &mut Vm, args: Args) -> R {
    if let Some(v) = view_of(args.all[0]) {
        v.base = Value::NONE;
    }
    Ok(Value::NONE)
}

fn enter(vm: &mut Vm, args: Args) -> R {
    this(vm, &args)?;
    Ok(args.all[0])
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, crate::typedef::ANY).kw(),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__len__", len, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__ne__", ne, 2, 2),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__enter__", enter, 1, 1),
    Def::method("__exit__", release, 1, 4),
    Def::method("hex", hex, 1, 1),
    Def::method("release", release, 1, 1),
    Def::method("tobytes", tobytes, 1, 1),
    Def::method("tolist", tolist, 1, 1),
    Def::method("toreadonly", toreadonly, 1, 1),
];

/// An attribute computed from a live view.
macro_rules! attribute {
    ($vm:ident, $class:ident, $name:literal, |$v:ident| $value:expr) => {
        $vm.add_getset(
            $class,
            $name,
            |$vm, o| {
                let $v = this($vm, &Args::positional(&[o]))?;
                Ok($value)
            },
            None,
        )
    };
}

pub fn register(vm: &mut Vm) {
    let object = vm.types.object;
    let class =
        vm.new_builtin_class("memoryview", object, Kind::NativeObj, class::class_flags::FINAL);
    vm.add_methods(class, METHODS);
    attribute!(vm, class, "obj", |v| v.base);
    attribute!(vm, class, "readonly", |v| Value::bool(v.readonly));
    attribute!(vm, class, "nbytes", |v| vm.int(v.len as i64));
    attribute!(vm, class, "itemsize", |_v| Value::small(1));
    attribute!(vm, class, "ndim", |_v| Value::small(1));
    attribute!(vm, class, "format", |_v| vm.str("B"));
    attribute!(vm, class, "contiguous", |v| Value::bool(v.step == 1 || v.len < 2));
    attribute!(vm, class, "c_contiguous", |v| Value::bool(v.step == 1 || v.len < 2));
    attribute!(vm, class, "f_contiguous", |v| Value::bool(v.step == 1 || v.len < 2));
    attribute!(vm, class, "shape", |v| {
        let n = vm.int(v.len as i64);
        vm.tuple(&[n])
    });
    attribute!(vm, class, "strides", |v| {
        let n = vm.int(v.step as i64);
        vm.tuple(&[n])
    });
    let builtins = vm.builtins;
    vm.dict_set_str(builtins, "memoryview", class.value());
}
