//! Values on their way between Rust and Python.

use crate::Error;
use adder_vm::object::{Bytes, Dict, Gc, Kind, List, Str, Tuple};
use adder_vm::{Value, Vm, R};

/// A Python value by copy.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    None,
    Bool(bool),
    /// An int of any size.
    Int(BigInt),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<Object>),
    Tuple(Vec<Object>),
    /// Items in order.
    Dict(Vec<(Object, Object)>),
}

/// An int: 64 bits, or decimal digits beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BigInt {
    Small(i64),
    /// Decimal digits with an optional minus sign.
    Digits(String),
}

impl From<i64> for BigInt {
    fn from(i: i64) -> BigInt {
        BigInt::Small(i)
    }
}

impl From<&str> for BigInt {
    fn from(digits: &str) -> BigInt {
        match digits.parse() {
            Ok(i) => BigInt::Small(i),
            Err(_) => BigInt::Digits(digits.to_string()),
        }
    }
}

/// Deepest nesting that crosses the border.
const MAX_DEPTH: usize = 200;

impl Object {
    /// The Python object for this value.
    pub(crate) fn import(&self, vm: &mut Vm) -> R {
        self.import_at(vm, 0)
    }

    fn import_at(&self, vm: &mut Vm, depth: usize) -> R {
        if depth > MAX_DEPTH {
            return vm.value_error("host value is nested too deeply");
        }
        Ok(match self {
            Object::None => Value::NONE,
            Object::Bool(b) => Value::bool(*b),
            Object::Int(BigInt::Small(i)) => vm.int(*i),
            Object::Int(BigInt::Digits(d)) => {
                let Ok(big) = d.parse::<adder_text::bigint::IBig>() else {
                    return vm.value_error("host int is not made of decimal digits");
                };
                vm.big(big)
            }
            Object::Float(f) => Value::float(*f),
            Object::Str(s) => vm.str(s),
            Object::Bytes(b) => vm.bytes(b),
            Object::List(items) => import_items(vm, items, depth)?.value(),
            Object::Tuple(items) => {
                let list = import_items(vm, items, depth)?;
                vm.tuple(&list.items)
            }
            Object::Dict(items) => {
                let d = vm.dict();
                let pin = vm.pin(&[d.value()]);
                for (k, v) in items {
                    let k = k.import_at(vm, depth + 1)?;
                    let inner = vm.pin(&[k]);
                    let v = v.import_at(vm, depth + 1)?;
                    vm.dict_set(d, k, v)?;
                    vm.unpin(inner);
                }
                vm.unpin(pin);
                d.value()
            }
        })
    }

    /// The copy of a Python object; objects of other kinds are an [`Error`], Python's own errors
    /// (of subclasses' methods) are raised.
    pub(crate) fn export(vm: &mut Vm, v: Value) -> R<Result<Object, Error>> {
        Object::export_at(vm, v, 0)
    }

    fn export_at(vm: &mut Vm, v: Value, depth: usize) -> R<Result<Object, Error>> {
        if depth > MAX_DEPTH {
            return Ok(Err(Error::host(
                "Python value is nested too deeply (or contains itself)",
            )));
        }
        let simple = if v.is_none() {
            Object::None
        } else if v.is_bool() {
            Object::Bool(v == Value::TRUE)
        } else if v.is_int_like() {
            match v.to_i64() {
                Some(i) => Object::Int(BigInt::Small(i)),
                None => {
                    let limit = std::mem::replace(&mut vm.int_max_str_digits, 0);
                    let digits = vm.repr_string(v);
                    vm.int_max_str_digits = limit;
                    Object::Int(BigInt::Digits(digits?))
                }
            }
        } else if let Some(f) = v.to_f64_exact() {
            Object::Float(f)
        } else {
            match v.kind() {
                Some(Kind::Str) => Object::Str(v.expect::<Str>().to_string_lossy()),
                Some(Kind::Bytes) => Object::Bytes(v.expect::<Bytes>().bytes().to_vec()),
                Some(Kind::List) => {
                    let list = v.expect::<List>();
                    return export_items(vm, &list.items.to_vec(), depth)
                        .map(|r| r.map(Object::List));
                }
                Some(Kind::Tuple) => {
                    let items = v.expect::<Tuple>().items();
                    return export_items(vm, items, depth).map(|r| r.map(Object::Tuple));
                }
                Some(Kind::Dict) => return export_dict(vm, v.expect(), depth),
                _ => {
                    let t = vm.type_name(v);
                    return Ok(Err(Error::host(format!(
                        "a Python '{t}' object cannot be copied to the host"
                    ))));
                }
            }
        };
        Ok(Ok(simple))
    }

    /// The int, or an error that names what it is instead.
    pub fn as_int(&self) -> Result<i64, Error> {
        match self {
            Object::Int(BigInt::Small(i)) => Ok(*i),
            Object::Bool(b) => Ok(*b as i64),
            Object::Int(_) => Err(Error::new("OverflowError", "int too large for 64 bits")),
            other => Err(other.mismatch("int")),
        }
    }

    /// The number as a double.
    pub fn as_float(&self) -> Result<f64, Error> {
        match self {
            Object::Float(f) => Ok(*f),
            Object::Int(BigInt::Small(i)) => Ok(*i as f64),
            other => Err(other.mismatch("float")),
        }
    }

    /// The text.
    pub fn as_str(&self) -> Result<&str, Error> {
        match self {
            Object::Str(s) => Ok(s),
            other => Err(other.mismatch("str")),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Object::None => "NoneType",
            Object::Bool(_) => "bool",
            Object::Int(_) => "int",
            Object::Float(_) => "float",
            Object::Str(_) => "str",
            Object::Bytes(_) => "bytes",
            Object::List(_) => "list",
            Object::Tuple(_) => "tuple",
            Object::Dict(_) => "dict",
        }
    }

    fn mismatch(&self, wanted: &str) -> Error {
        Error::new(
            "TypeError",
            format!("expected {wanted}, got {}", self.type_name()),
        )
    }
}

fn import_items(vm: &mut Vm, items: &[Object], depth: usize) -> R<Gc<List>> {
    let mut list = vm.list(&[]);
    let pin = vm.pin(&[list.value()]);
    for o in items {
        let v = o.import_at(vm, depth + 1)?;
        list.items.push(v);
        vm.heap.barrier(list);
    }
    vm.unpin(pin);
    Ok(list)
}

fn export_items(vm: &mut Vm, items: &[Value], depth: usize) -> R<Result<Vec<Object>, Error>> {
    let pin = vm.pin(items);
    let mut out = Vec::with_capacity(items.len());
    for &v in items {
        match Object::export_at(vm, v, depth + 1)? {
            Ok(o) => out.push(o),
            Err(e) => {
                vm.unpin(pin);
                return Ok(Err(e));
            }
        }
    }
    vm.unpin(pin);
    Ok(Ok(out))
}

fn export_dict(vm: &mut Vm, d: Gc<Dict>, depth: usize) -> R<Result<Object, Error>> {
    let pairs: Vec<(Value, Value)> = d.iter().map(|e| (e.key, e.value)).collect();
    let mut out = Vec::with_capacity(pairs.len());
    for (k, v) in pairs {
        let pair = [k, v];
        match export_items(vm, &pair, depth)? {
            Ok(mut p) => {
                if let (Some(v), Some(k)) = (p.pop(), p.pop()) {
                    out.push((k, v));
                }
            }
            Err(e) => return Ok(Err(e)),
        }
    }
    Ok(Ok(Object::Dict(out)))
}

macro_rules! from {
    ($($ty:ty => |$v:ident| $e:expr;)*) => {
        $(impl From<$ty> for Object {
            fn from($v: $ty) -> Object {
                $e
            }
        })*
    };
}

from! {
    bool => |v| Object::Bool(v);
    i64 => |v| Object::Int(BigInt::Small(v));
    i32 => |v| Object::Int(BigInt::Small(v as i64));
    u32 => |v| Object::Int(BigInt::Small(v as i64));
    f64 => |v| Object::Float(v);
    &str => |v| Object::Str(v.to_string());
    String => |v| Object::Str(v);
    () => |_v| Object::None;
}

impl<T: Into<Object>> From<Vec<T>> for Object {
    fn from(items: Vec<T>) -> Object {
        Object::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Object>> From<Option<T>> for Object {
    fn from(v: Option<T>) -> Object {
        v.map_or(Object::None, Into::into)
    }
}

impl TryFrom<Object> for i64 {
    type Error = Error;
    fn try_from(o: Object) -> Result<i64, Error> {
        o.as_int()
    }
}

impl TryFrom<Object> for f64 {
    type Error = Error;
    fn try_from(o: Object) -> Result<f64, Error> {
        o.as_float()
    }
}

impl TryFrom<Object> for bool {
    type Error = Error;
    fn try_from(o: Object) -> Result<bool, Error> {
        match o {
            Object::Bool(b) => Ok(b),
            other => Err(other.mismatch("bool")),
        }
    }
}

impl TryFrom<Object> for String {
    type Error = Error;
    fn try_from(o: Object) -> Result<String, Error> {
        match o {
            Object::Str(s) => Ok(s),
            other => Err(other.mismatch("str")),
        }
    }
}

impl<T: TryFrom<Object, Error = Error>> TryFrom<Object> for Vec<T> {
    type Error = Error;
    fn try_from(o: Object) -> Result<Vec<T>, Error> {
        match o {
            Object::List(items) | Object::Tuple(items) => {
                items.into_iter().map(T::try_from).collect()
            }
            other => Err(other.mismatch("list")),
        }
    }
}
