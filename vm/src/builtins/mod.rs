//! Built-in types and functions, one file per type. `*_ops` files hold semantics that several types
//! share; the file named after the type holds its method table.

pub mod bool;
pub mod bytearray;
pub mod bytes_;
pub mod bytes_ops;
pub mod code_;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod dict_views;
pub mod evaluate;
pub mod exc_docs;
pub mod exc_fields;
pub mod exc_group;
pub mod exceptions;
pub mod file;
pub mod float;
pub mod formatting;
pub mod frozenset;
pub mod function;
pub mod functions;
pub mod generator;
pub mod generic_alias;
pub mod input;
pub mod int;
pub mod iterators;
pub mod list;
pub mod mappingproxy;
pub mod memoryview;
pub mod method;
pub mod module_;
pub mod number;
pub mod object_;
pub mod output;
pub mod property;
pub mod range;
pub mod reduce;
pub mod repr;
pub mod seq_ops;
pub mod set;
pub mod singletons;
pub mod slice;
pub mod sort;
pub mod str_;
pub mod str_format;
pub mod str_ops;
pub mod stream;
pub mod super_;
pub mod sys_;
pub mod traceback;
pub mod tuple;
pub mod type_;
pub mod weakref;

use crate::object::Kind;
use crate::ops::BinOp;
use crate::value::Value;
use crate::{Vm, R};

/// In-place operators of built-in mutable types (exact types and inherited behaviour alike);
/// `None`: no in-place form, use the binary operator.
pub fn inplace_fast(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    match a.kind() {
        Some(Kind::List) => seq_ops::inplace(vm, op, a, b),
        Some(Kind::ByteArray) => bytes_ops::inplace(vm, op, a, b),
        Some(Kind::Set) => set::inplace(vm, op, a, b),
        Some(Kind::Dict) => dict::inplace(vm, op, a, b),
        _ => Ok(None),
    }
}
