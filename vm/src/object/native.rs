//! Native functions and library objects.
//!
//! A native function takes the VM and its arguments as a window of the VM stack and returns a
//! value or [`Raised`] with the exception in the VM. It may instead ask the interpreter to run a
//! Python function in its place (`Vm::tail_call`), so that natives over Python callables need not
//! re-enter the interpreter.

use super::{heap_object, Class, Gc, Header, Tuple};
use crate::value::Value;
use crate::{Vm, R};
use std::any::Any;

/// Arguments of a native call: positional ones, then the keyword values named by `kwnames`.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub all: &'a [Value],
    /// Names of the last `kwnames.len` values, interned strings.
    pub kwnames: Option<Gc<Tuple>>,
}

pub type NativeFn = for<'a> fn(&mut Vm, Args<'a>) -> R;

impl<'a> Args<'a> {
    pub fn positional(all: &'a [Value]) -> Args<'a> {
        Args { all, kwnames: None }
    }

    /// Positional arguments.
    #[inline(always)]
    pub fn pos(&self) -> &'a [Value] {
        match self.kwnames {
            None => self.all,
            Some(k) => &self.all[..self.all.len() - k.len],
        }
    }

    /// Keyword arguments as (interned name, value).
    pub fn kw(&self) -> impl Iterator<Item = (Value, Value)> + 'a {
        let (names, vals): (&[Value], &[Value]) = match self.kwnames {
            None => (&[], &[]),
            Some(k) => (k.items(), &self.all[self.all.len() - k.len..]),
        };
        names.iter().copied().zip(vals.iter().copied())
    }

    pub fn has_kw(&self) -> bool {
        self.kwnames.is_some_and(|k| k.len > 0)
    }

    /// Positional argument `i`, if given.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.pos().get(i).copied()
    }

    /// The arguments without the first positional one.
    pub fn rest(&self) -> Args<'a> {
        Args { all: &self.all[1..], kwnames: self.kwnames }
    }
}

/// What a native may do, for the recorder and the optimiser. Bits.
pub mod effects {
    /// Reads only its arguments' values and immutable data; no allocation is observable. Runs no
    /// Python code when the arguments are exact numbers, strings, bytes or None.
    pub const PURE: u8 = 0;
    pub const READS: u8 = 1;
    pub const WRITES: u8 = 2;
    pub const RUNS_PYTHON: u8 = 4;
    pub const IO: u8 = 8;
    /// What to assume of a native nobody described.
    pub const ANY: u8 = 15;
}

/// How the recorder may treat a native specially. A closed set: the JIT knows no function names.
// Equal addresses are all that comparing recipes has to mean.
#[allow(unpredictable_function_pointer_comparisons)]
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Recipe {
    Opaque,
    /// A pure function of one double.
    F64(fn(f64) -> f64, F64Op),
    /// As `F64`, but the result is a `np.float64` unless decorated code calls it.
    NumpyF64(fn(f64) -> f64, F64Op),
    /// A pure function of two doubles.
    F64x2(fn(f64, f64) -> f64),
    Len,
    Abs,
    /// `int(x)`, `float(x)`, `bool(x)` constructors.
    ToInt,
    ToFloat,
    ToBool,
    Min,
    Max,
    ListAppend,
    /// `next(it)`, `next(it, default)`, `it.__next__()`.
    Next,
    /// `generator.send(v)`.
    Send,
    ListPop,
    Isinstance,
    GetAttr,
    HasAttr,
    SetAttr,
    Range,
    /// `dict.get(key)`, `dict.get(key, default)`.
    DictGet,
}

/// Machine instructions that compute exactly a pure function.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum F64Op {
    Call,
    Sqrt,
    Abs,
    Floor,
    Ceil,
    Trunc,
}

/// How a native binds when found on a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Binding {
    /// `builtin_function_or_method` of a module: does not bind.
    Function,
    /// `method_descriptor` or slot wrapper: binds the instance as first argument.
    Method,
    /// `classmethod_descriptor`: binds the class.
    ClassMethod,
    /// `__new__` and other static ones.
    Static,
}

/// Arity check done before the call: too few or too many positional arguments are TypeErrors
/// worded as CPython's; `KW` natives check for themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arity {
    pub min: u8,
    /// `u8::MAX` means any number.
    pub max: u8,
    pub keywords: bool,
}

#[repr(C)]
pub struct Native {
    pub hdr: Header,
    pub func: NativeFn,
    /// Interned name.
    pub name: Value,
    /// Class it is a method of, or UNDEF.
    pub class: Value,
    /// Module name or None.
    pub module: Value,
    /// `self` of a bound built-in static (`dict.fromkeys` bound to its class), or UNDEF.
    pub this: Value,
    pub binding: Binding,
    pub arity: Arity,
    pub effects: u8,
    pub recipe: Recipe,
    pub doc: Option<&'static str>,
    /// `__text_signature__`, if known.
    pub signature: Option<&'static str>,
    /// Data of closures made by Rust embedders.
    pub closure: Option<Box<dyn Any>>,
}
heap_object!(Native, Native);

/// A Rust value inside a Python object. Its class gives it methods.
pub trait NativeObject: Any {
    /// Calls `visit` with every value held.
    fn trace(&self, visit: &mut dyn FnMut(Value));
    fn as_any(&mut self) -> &mut dyn Any;
}

/// A library object. May have an attrs word (subclasses).
#[repr(C)]
pub struct NativeObj {
    pub hdr: Header,
    pub data: Box<dyn NativeObject>,
}
heap_object!(NativeObj, NativeObj);

impl Gc<NativeObj> {
    /// The Rust value, if it is a `T`.
    pub fn data<T: 'static>(self) -> Option<&'static mut T> {
        // SAFETY: lifetime bounded by the object's reachability (see the access rule).
        let data: &'static mut Box<dyn NativeObject> = unsafe { &mut (*self.as_ptr()).data };
        data.as_any().downcast_mut::<T>()
    }
}

impl Gc<Native> {
    /// Class whose method this is.
    pub fn owner(self) -> Option<Gc<Class>> {
        self.class.cast::<Class>()
    }
}
