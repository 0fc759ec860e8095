//! Leaf helpers: operations that compiled code may call without telling anyone where it is.
//!
//! On exact built-in numbers, strings, bytes and None ("plain" values), and on exact built-in
//! containers of them, an operation runs no Python code and changes nothing a trace knows of but
//! what it is asked to change. Each helper looks at its operands first: where Python code might have a
//! say (a subclass, a key with an `__eq__` of its own), it does nothing and answers [`RERUN`], and the
//! interpreter executes the instruction. A word result of 0 means "raised", as everywhere.

use super::{word, EXHAUSTED};
use adder_vm::builtins::str_ops;
use adder_vm::object::dict::WATCHED;
use adder_vm::object::native::Args;
use adder_vm::object::{Dict, Gc, Kind, Native, Set, Slice, Str, Tuple};
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::{Raised, Value, Vm, R};

/// Nothing was done: the interpreter is to execute the instruction. No word is a pointer to
/// address 3.
pub const RERUN: u64 = 3;

/// Is this an object of exactly the built-in class its layout is named for? Built-in classes derived
/// from it (`defaultdict`) may run Python code where it does not.
fn is_exact(vm: &Vm, v: Value) -> bool {
    let t = &vm.types;
    let Some(kind) = v.kind() else { return false };
    let class = v.header().shape.class();
    match kind {
        Kind::HeapInt | Kind::BigInt => class == t.int,
        Kind::Complex => class == t.complex,
        Kind::Str => class == t.str,
        Kind::Bytes => class == t.bytes,
        Kind::ByteArray => class == t.bytearray,
        Kind::List => class == t.list,
        Kind::Tuple => class == t.tuple,
        Kind::Dict => class == t.dict,
        Kind::Set => class == t.set || class == t.frozenset,
        Kind::Range => class == t.range,
        _ => false,
    }
}

/// Is this an exact int, float, complex, bool, str or bytes, or None?
pub fn is_plain(vm: &Vm, v: Value) -> bool {
    match v.kind() {
        None => !v.is_undef(),
        Some(Kind::HeapInt | Kind::BigInt | Kind::Complex | Kind::Str | Kind::Bytes) => {
            is_exact(vm, v)
        }
        Some(_) => false,
    }
}

/// A plain value, or an exact tuple of such.
fn is_plain_key(vm: &Vm, v: Value) -> bool {
    match v.cast::<Tuple>() {
        Some(t) => is_exact(vm, v) && t.items().iter().all(|&x| is_plain(vm, x)),
        None => is_plain(vm, v),
    }
}

/// A string of no subclass.
fn exact_str(vm: &Vm, v: Value) -> Option<Gc<Str>> {
    v.cast::<Str>().filter(|s| s.hdr.shape == vm.types.str.root_shape)
}

/// Can an item be looked up without Python code?
pub fn can_get_item(vm: &Vm, o: Value, k: Value) -> bool {
    is_exact(vm, o)
        && match o.kind() {
            Some(Kind::Dict) => is_plain_key(vm, k),
            Some(Kind::Str | Kind::Bytes | Kind::List | Kind::Tuple) => match k.cast::<Slice>() {
                Some(s) => [s.start, s.stop, s.step].iter().all(|&x| is_plain(vm, x)),
                None => is_plain(vm, k),
            },
            _ => false,
        }
}

/// Can an item be stored without Python code, and without a trace that relies on it?
pub fn can_set_item(vm: &Vm, o: Value, k: Value) -> bool {
    let dict = o.cast::<Dict>().filter(|_| is_exact(vm, o));
    dict.is_some_and(|d| d.hdr.aux & WATCHED == 0) && is_plain_key(vm, k)
}

/// Can membership be decided without Python code?
pub fn can_contain(vm: &Vm, o: Value, x: Value) -> bool {
    is_exact(vm, o)
        && match o.kind() {
            Some(Kind::Str | Kind::Bytes | Kind::Range) => is_plain(vm, x),
            Some(Kind::Dict | Kind::Set) => is_plain_key(vm, x),
            _ => false,
        }
}

/// Has the value a length, and a truth, of its own?
pub fn has_plain_len(vm: &Vm, o: Value) -> bool {
    let sized = matches!(
        o.kind(),
        Some(
            Kind::Str
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::Dict
                | Kind::Set
                | Kind::List
                | Kind::Tuple
        )
    );
    sized && is_exact(vm, o)
}

/// Does iterating over the value need nothing but the value?
pub fn has_plain_iter(vm: &Vm, o: Value) -> bool {
    matches!(o.kind(), Some(Kind::Str | Kind::Bytes | Kind::Dict | Kind::Set)) && is_exact(vm, o)
        || o.is_kind(Kind::DictView) && !vm.has_custom_ops(o)
}

/// May this native be called as a leaf with plain arguments? The methods of the plain types: they
/// have nothing else to work on.
pub fn is_leaf_native(vm: &Vm, f: Gc<Native>) -> bool {
    let t = &vm.types;
    let classes = [t.str, t.int, t.float, t.bytes, t.bool, t.complex];
    f.this.is_undef() && classes.iter().any(|c| f.class == c.value())
}

/// Iterators whose items come without Python code.
pub fn is_plain_iterator(vm: &Vm, it: Value) -> bool {
    matches!(it.kind(), Some(Kind::StrIter | Kind::DictIter | Kind::SetIter))
        && !vm.has_custom_ops(it)
}

/// Runs with a window of the VM stack among the roots: an inlined frame's lies above all that the VM knows of.
fn with_window<T>(vm: &mut Vm, window: &[Value], f: impl FnOnce(&mut Vm) -> T) -> T {
    let saved = vm.native_top;
    vm.native_top = saved.max(window.as_ptr_range().end.cast_mut());
    let r = f(vm);
    vm.native_top = saved;
    r
}

/// Entry number and hash of a plain key. `None`: only Python code can tell.
fn dict_find(vm: &mut Vm, d: Gc<Dict>, k: Value) -> Option<R<(Option<usize>, u64)>> {
    let hash = match vm.hash(k) {
        Ok(h) => h as u64,
        Err(Raised) => return Some(Err(Raised)),
    };
    vm.dict_find_pure(d, k, hash).ok().map(|at| Ok((at, hash)))
}

helpers! {
    /// `a op b`; bit 8 of the code asks for the in-place form.
    fn leaf_binary(vm, code: i64, a: Value, b: Value) -> u64 {
        if !is_plain(vm, a) || !is_plain(vm, b) {
            return RERUN;
        }
        let op = BinOp::ALL[(code & 0xff) as usize];
        word(if code & 0x100 != 0 { vm.inplace(op, a, b) } else { vm.binary(op, a, b) })
    }
    /// A comparison: a bool word.
    fn leaf_compare(vm, code: i64, a: Value, b: Value) -> u64 {
        if !is_plain(vm, a) || !is_plain(vm, b) {
            return RERUN;
        }
        word(vm.compare(CmpOp::ALL[code as usize], a, b))
    }
    fn leaf_get_item(vm, o: Value, k: Value) -> u64 {
        if let Some(s) = exact_str(vm, o).filter(|_| k.is_int()) {
            return word(str_ops::char_at(vm, s, k.as_int()));
        }
        if !can_get_item(vm, o, k) {
            return RERUN;
        }
        let Some(d) = o.cast::<Dict>() else { return word(vm.get_item(o, k)) };
        match dict_find(vm, d, k) {
            Some(Ok((Some(at), _))) => d.entries[at].value.0,
            Some(Ok((None, _))) => word(vm.key_error(k)),
            Some(Err(Raised)) => 0,
            None => RERUN,
        }
    }
    fn leaf_set_item(vm, o: Value, k: Value, v: Value) -> u64 {
        if !can_set_item(vm, o, k) {
            return RERUN;
        }
        let d = o.expect::<Dict>();
        match dict_find(vm, d, k) {
            Some(Ok((Some(at), _))) => vm.dict_store(d, at, v),
            Some(Ok((None, hash))) => vm.dict_push(d, k, hash, v),
            Some(Err(Raised)) => return 0,
            None => return RERUN,
        }
        Value::NONE.0
    }
    /// `dict.get(d, k, default)`.
    fn leaf_dict_get(vm, o: Value, k: Value, default: Value) -> u64 {
        if !o.is_kind(Kind::Dict) || !can_get_item(vm, o, k) {
            return RERUN;
        }
        let d = o.expect::<Dict>();
        match dict_find(vm, d, k) {
            Some(Ok((found, _))) => found.map_or(default, |at| d.entries[at].value).0,
            Some(Err(Raised)) => 0,
            None => RERUN,
        }
    }
    /// `x in o`: a bool word.
    fn leaf_contains(vm, o: Value, x: Value) -> u64 {
        if let (Some(s), true) = (exact_str(vm, o), exact_str(vm, x).is_some()) {
            return str_ops::contains(vm, s, x).map_or(0, |t| Value::bool(t).0);
        }
        if !can_contain(vm, o, x) {
            return RERUN;
        }
        let found = match (o.cast::<Dict>(), o.cast::<Set>()) {
            (None, None) => vm.contains(o, x).map(Some),
            (Some(d), _) => match dict_find(vm, d, x) {
                Some(r) => r.map(|(at, _)| Some(at.is_some())),
                None => Ok(None),
            },
            (_, Some(s)) => vm.hash(x).map(|h| vm.set_contains_pure(s, x, h as u64)),
        };
        match found {
            Ok(Some(t)) => Value::bool(t).0,
            Ok(None) => RERUN,
            Err(Raised) => 0,
        }
    }
    /// Length of a container; -1: it is not a plain one.
    fn leaf_len(vm, o: Value) -> u64 {
        if !has_plain_len(vm, o) {
            return u64::MAX;
        }
        vm.len(o).map_or(u64::MAX, |n| n as u64)
    }
    /// Method `f` of a plain type, or a function, on `n` words at `at`.
    fn leaf_native(vm, f: Gc<Native>, at: *mut Value, n: i64) -> u64 {
        // SAFETY: the trace stored `n` words there.
        let all = unsafe { std::slice::from_raw_parts(at, n as usize) };
        let owner = f.class;
        let own = || all.first().is_some_and(|&v| vm.class_of(v).value() == owner);
        if !owner.is_undef() && !own() || !all.iter().all(|&v| is_plain(vm, v)) {
            return RERUN;
        }
        word(with_window(vm, all, |vm| match (f.func)(vm, Args { all, kwnames: None }) {
            // It asks for another native in its place (`round` for `int.__round__`).
            Err(Raised) if vm.tail.take().is_some() => vm.call(f.value(), all),
            r => r,
        }))
    }
    /// `class(x)` of a built-in class.
    fn leaf_construct(vm, class: Value, x: Value) -> u64 {
        if !is_plain(vm, x) {
            return RERUN;
        }
        word(vm.call(class, &[x]))
    }
    /// One f-string field: conversion and spec as in the `FormatValue` op.
    fn leaf_format(vm, code: i64, v: Value, spec: Value) -> u64 {
        if !is_plain(vm, v) || code & 4 != 0 && !(is_plain(vm, spec) && spec.is_kind(Kind::Str)) {
            return RERUN;
        }
        // SAFETY: as this helper's caller.
        unsafe { super::format(vm, code, v, spec) }
    }
    /// The next item, [`EXHAUSTED`], or 0.
    fn leaf_next(vm, it: Value) -> u64 {
        if !is_plain_iterator(vm, it) {
            return RERUN;
        }
        match vm.next(it) {
            Ok(Some(v)) => v.0,
            Ok(None) => EXHAUSTED,
            Err(Raised) => 0,
        }
    }
    /// The concatenation of `n` strings at `at`.
    fn leaf_build_string(vm, at: *const Value, n: i64) -> u64 {
        // SAFETY: the trace stored `n` words there.
        let items = unsafe { std::slice::from_raw_parts(at, n as usize) };
        if !items.iter().all(|v| v.cast::<Str>().is_some()) {
            return RERUN;
        }
        word(with_window(vm, items, |vm| vm.build_string(items)))
    }
    /// A list of `n` words at `at`.
    fn leaf_build_list(vm, at: *const Value, n: i64) -> u64 {
        // SAFETY: the trace stored `n` words there.
        let items = unsafe { std::slice::from_raw_parts(at, n as usize) };
        with_window(vm, items, |vm| vm.list(items)).value().0
    }
}
