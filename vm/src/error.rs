//! Raising exceptions from Rust.
//!
//! A fallible VM function returns [`R`]; `Err(Raised)` means the exception object is in
//! `vm.exception`. [`Raised`] carries nothing, so results stay two words.

use crate::object::{Class, Exception, Gc};
use crate::value::Value;
use crate::Vm;

/// The exception is in `vm.exception` (or a tail call is pending, see `Vm::tail_call`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Raised;

pub type R<T = Value> = Result<T, Raised>;

macro_rules! raisers {
    ($($fn_name:ident $field:ident)*) => {
        impl Vm {
            $(
                #[doc = concat!("Raises `", stringify!($field), "` with a message.")]
                #[cold]
                #[inline(never)]
                pub fn $fn_name<T>(&mut self, message: impl AsRef<str>) -> R<T> {
                    let class = self.types.$field;
                    self.raise_msg(class, message.as_ref())
                }
            )*
        }
    };
}

raisers! {
    type_error type_error
    value_error value_error
    attribute_error attribute_error
    name_error name_error
    index_error index_error
    key_error_msg key_error
    lookup_error lookup_error
    overflow_error overflow_error
    zero_division_error zero_division_error
    runtime_error runtime_error
    recursion_error recursion_error
    memory_error memory_error
    not_implemented_error not_implemented_error
    import_error import_error
    module_not_found_error module_not_found_error
    os_error os_error
    assertion_error assertion_error
    system_error system_error
    buffer_error buffer_error
    unbound_local_error unbound_local_error
}

impl Vm {
    /// Raises an exception object.
    pub fn raise<T>(&mut self, exc: Gc<Exception>) -> R<T> {
        self.exception = exc.value();
        Err(Raised)
    }

    /// Raises `class(message)`.
    #[cold]
    #[inline(never)]
    pub fn raise_msg<T>(&mut self, class: Gc<Class>, message: &str) -> R<T> {
        let text = self.str(message);
        self.raise_args(class, &[text])
    }

    /// Raises `class(*args)` without running `__init__` of Python classes.
    #[cold]
    #[inline(never)]
    pub fn raise_args<T>(&mut self, class: Gc<Class>, args: &[Value]) -> R<T> {
        let exc = self.new_exception(class, args);
        self.raise(exc)
    }

    /// Raises `KeyError(key)`.
    #[cold]
    pub fn key_error<T>(&mut self, key: Value) -> R<T> {
        let class = self.types.key_error;
        self.raise_args(class, &[key])
    }

    /// Raises `StopIteration(value)`.
    pub fn stop_iteration<T>(&mut self, value: Value) -> R<T> {
        let class = self.types.stop_iteration;
        if value.is_none() {
            return self.raise_args(class, &[]);
        }
        self.raise_args(class, &[value])
    }

    /// Raises what an `adder_text` function reports.
    #[cold]
    pub fn text_error<T>(&mut self, e: adder_text::error::Error) -> R<T> {
        use adder_text::error::Kind;
        let class = match e.kind {
            Kind::Value => self.types.value_error,
            Kind::Type => self.types.type_error,
            Kind::Overflow => self.types.overflow_error,
            Kind::ZeroDivision => self.types.zero_division_error,
            Kind::Memory => self.types.memory_error,
            Kind::Index => self.types.index_error,
            Kind::Key => self.types.key_error,
            Kind::Lookup => self.types.lookup_error,
        };
        self.raise_msg(class, &e.message)
    }

    /// Takes the pending exception.
    pub fn take_exception(&mut self) -> Value {
        std::mem::replace(&mut self.exception, Value::UNDEF)
    }

    /// Is an exception of this class pending?
    pub fn exception_is(&self, class: Gc<Class>) -> bool {
        self.exception.is_ptr()
            && !self.exception.is_undef()
            && self.exception.header().shape.class().is_subclass_of(class)
    }

    /// Turns a pending `StopIteration` into "no more items"; other exceptions stay raised.
    pub fn catch_stop(&mut self) -> R<Option<Value>> {
        if self.exception_is(self.types.stop_iteration) {
            self.exception = Value::UNDEF;
            return Ok(None);
        }
        Err(Raised)
    }
}
