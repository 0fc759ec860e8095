//! `set`, and the set algebra it shares with `frozenset` and dict views.
//!
//! Programs can see the order in which a set gives its elements, so every operation inserts in the
//! order CPython's does: which operand is walked, what is copied wholesale and when a table is
//! resized beforehand are facts taken from CPython 3.12's `setobject.c`.
//!
//! Operands of the native functions are sets, dicts, views or natively iterable things; a method
//! called with a Python iterator hands over to the prelude, which runs it and calls again.

use super::{frozenset, list, seq_ops};
use crate::object::iter::{DictPart, DictView};
use crate::object::set::{Probe, SetEntry};
use crate::object::{Class, Dict, Gc, Kind, Set};
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Raised, Vm, R};

/// A set, frozenset, or keys or items view.
pub fn is_set_like(v: Value) -> bool {
    match v.kind() {
        Some(Kind::Set) => true,
        Some(Kind::DictView) => v.expect::<DictView>().part != DictPart::Values,
        _ => false,
    }
}

/// An exact dict, whose keys and hashes are read directly.
fn exact_dict(vm: &Vm, v: Value) -> Option<Gc<Dict>> {
    v.cast::<Dict>().filter(|_| !vm.has_custom_ops(v))
}

/// An empty set of the same basic type as `s` (a subclass gives its base).
fn empty_like(vm: &mut Vm, s: Gc<Set>) -> Gc<Set> {
    let frozen = s.is_frozen();
    let class = if frozen { vm.types.frozenset } else { vm.types.set };
    vm.set_of_class(class, frozen)
}

/// A copy with the basic type of `s`.
pub fn copy_set(vm: &mut Vm, s: Gc<Set>) -> R<Gc<Set>> {
    let copy = empty_like(vm, s);
    merge(vm, copy, s)?;
    Ok(copy)
}

/// Entry `at` of a set's table, if it holds an element; `None` at the end.
fn entry_from(s: Gc<Set>, at: &mut usize) -> Option<SetEntry> {
    while let Some(&e) = s.table.get(*at) {
        *at += 1;
        if !e.key.is_undef() {
            return Some(e);
        }
    }
    None
}

/// Makes room for `extra` more elements at once, as bulk insertions do.
fn make_room(vm: &mut Vm, s: Gc<Set>, extra: usize) {
    let mask = s.table.len().max(8) - 1;
    if (s.fill + extra) * 5 >= mask * 3 {
        let before = s.table.capacity();
        s.resize((s.used + extra) * 2);
        let grown = s.table.capacity().saturating_sub(before);
        vm.heap.note_external(grown * 16);
    }
}

/// Adds all elements of `other`.
fn merge(vm: &mut Vm, mut s: Gc<Set>, other: Gc<Set>) -> R<()> {
    if s == other || other.used == 0 {
        return Ok(());
    }
    make_room(vm, s, other.used);
    if s.fill > 0 {
        let mut at = 0;
        while let Some(e) = entry_from(other, &mut at) {
            vm.set_add_hashed(s, e.key, e.hash)?;
        }
        return Ok(());
    }
    s.ensure_table();
    if s.table.len() == other.table.len() && other.fill == other.used {
        s.table.copy_from_slice(&other.table);
        s.fill = other.used;
        s.used = other.used;
        s.version = s.version.wrapping_add(1);
    } else {
        // Into an empty table without comparing: the elements differ from each other.
        for e in other.iter() {
            if let Ok(Probe::Free(slot)) = s.probe(e.hash, |_| Ok::<bool, ()>(false)) {
                s.insert_at(slot, e.hash, e.key);
            }
        }
    }
    vm.heap.barrier(s);
    Ok(())
}

/// Adds everything a natively iterable value gives.
pub fn update_from(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<()> {
    if let Some(o) = other.cast::<Set>() {
        return merge(vm, s, o);
    }
    if let Some(d) = exact_dict(vm, other) {
        make_room(vm, s, d.len);
        let mut i = 0;
        while let Some(&e) = d.entries.get(i) {
            i += 1;
            if !e.key.is_undef() {
                vm.set_add_hashed(s, e.key, e.hash)?;
            }
        }
        return Ok(());
    }
    vm.for_each(other, |vm, v| {
        vm.set_add(s, v)?;
        Ok(true)
    })
}

/// A new plain set of what `v` gives.
fn set_from(vm: &mut Vm, v: Value) -> R<Gc<Set>> {
    let class = vm.types.set;
    let s = vm.set_of_class(class, false);
    update_from(vm, s, v)?;
    Ok(s)
}

fn discard_hashed(vm: &mut Vm, s: Gc<Set>, e: SetEntry) -> R<bool> {
    if !vm.set_contains_hashed(s, e.key, e.hash)? {
        return Ok(false);
    }
    // Found by identity now, without running the comparison again, unless an equal key is there.
    match s.probe(e.hash, |k| Ok::<bool, ()>(k == e.key)) {
        Ok(Probe::Found(at)) => {
            s.remove_at(at);
            Ok(true)
        }
        _ => vm.set_discard(s, e.key),
    }
}

fn intersection(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<Gc<Set>> {
    if s.value() == other {
        return copy_set(vm, s);
    }
    let result = empty_like(vm, s);
    if let Some(o) = other.cast::<Set>() {
        // The smaller one is walked.
        let (asked, walked) = if o.used > s.used { (o, s) } else { (s, o) };
        let mut at = 0;
        while let Some(e) = entry_from(walked, &mut at) {
            if vm.set_contains_hashed(asked, e.key, e.hash)? {
                vm.set_add_hashed(result, e.key, e.hash)?;
            }
        }
        return Ok(result);
    }
    vm.for_each(other, |vm, v| {
        let hash = vm.hash(v)? as u64;
        if vm.set_contains_hashed(s, v, hash)? {
            vm.set_add_hashed(result, v, hash)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

fn difference(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<Gc<Set>> {
    let dict = exact_dict(vm, other);
    let len = match (other.cast::<Set>(), dict) {
        (Some(o), _) => o.used,
        (_, Some(d)) => d.len,
        _ => usize::MAX,
    };
    // Much shorter (or of unknown length): copy, then take away.
    if s.used >> 2 > len || len == usize::MAX {
        let copy = copy_set(vm, s)?;
        difference_update(vm, copy, other)?;
        return Ok(copy);
    }
    let result = empty_like(vm, s);
    let mut at = 0;
    while let Some(e) = entry_from(s, &mut at) {
        let there = match dict {
            Some(d) => vm.dict_find(d, e.key, e.hash)?.is_some(),
            None => vm.set_contains_hashed(other.expect(), e.key, e.hash)?,
        };
        if !there {
            vm.set_add_hashed(result, e.key, e.hash)?;
        }
    }
    Ok(result)
}

fn difference_update(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<()> {
    if s.value() == other {
        s.clear();
        return Ok(());
    }
    if let Some(mut o) = other.cast::<Set>() {
        if o.used >> 3 > s.used {
            o = intersection(vm, s, other)?;
        }
        let mut at = 0;
        while let Some(e) = entry_from(o, &mut at) {
            discard_hashed(vm, s, e)?;
        }
    } else {
        vm.for_each(other, |vm, v| {
            vm.set_discard(s, v)?;
            Ok(true)
        })?;
    }
    // Many dummies slow every search down.
    if !s.table.is_empty() && s.fill - s.used > (s.table.len() - 1) / 4 {
        let target = if s.used > 50_000 { s.used * 2 } else { s.used * 4 };
        s.resize(target);
    }
    Ok(())
}

fn symmetric_update(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<()> {
    if s.value() == other {
        s.clear();
        return Ok(());
    }
    if let Some(d) = exact_dict(vm, other) {
        let mut i = 0;
        while let Some(&e) = d.entries.get(i) {
            i += 1;
            if !e.key.is_undef() {
                toggle(vm, s, SetEntry { key: e.key, hash: e.hash })?;
            }
        }
        return Ok(());
    }
    let other = match other.cast::<Set>() {
        Some(o) => o,
        None => set_from(vm, other)?,
    };
    let mut at = 0;
    while let Some(e) = entry_from(other, &mut at) {
        toggle(vm, s, e)?;
    }
    Ok(())
}

fn toggle(vm: &mut Vm, s: Gc<Set>, e: SetEntry) -> R<()> {
    if !discard_hashed(vm, s, e)? {
        vm.set_add_hashed(s, e.key, e.hash)?;
    }
    Ok(())
}

fn symmetric_difference(vm: &mut Vm, s: Gc<Set>, other: Value) -> R<Gc<Set>> {
    let result = empty_like(vm, s);
    update_from(vm, result, other)?;
    symmetric_update(vm, result, s.value())?;
    Ok(result)
}

/// Takes over the elements of a set just made.
fn replace(vm: &mut Vm, mut s: Gc<Set>, mut from: Gc<Set>) {
    s.table = std::mem::take(&mut from.table);
    s.fill = std::mem::take(&mut from.fill);
    s.used = std::mem::take(&mut from.used);
    s.version = s.version.wrapping_add(1);
    vm.heap.barrier(s);
}

/// `& | - ^` of sets and dict views; `None` is NotImplemented.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    if !matches!(op, BinOp::And | BinOp::Or | BinOp::Sub | BinOp::Xor) {
        return Ok(None);
    }
    if let (Some(x), true) = (a.cast::<Set>(), b.is_kind(Kind::Set)) {
        let r = match op {
            BinOp::And => intersection(vm, x, b)?,
            BinOp::Sub => difference(vm, x, b)?,
            BinOp::Xor => symmetric_difference(vm, x, b)?,
            _ => {
                let copy = copy_set(vm, x)?;
                merge(vm, copy, b.expect())?;
                copy
            }
        };
        return Ok(Some(r.value()));
    }
    let view = |v: Value| v.is_kind(Kind::DictView) && is_set_like(v);
    if !view(a) && !view(b) {
        return Ok(None);
    }
    if op == BinOp::And {
        return Ok(Some(view_intersection(vm, a, b)?.value()));
    }
    // A keys view is read as its dict, whose size is known.
    let left = match a.cast::<DictView>() {
        Some(v) if v.part == DictPart::Keys && !vm.has_custom_ops(v.dict.value()) => v.dict.value(),
        _ => a,
    };
    let s = set_from(vm, left)?;
    match op {
        BinOp::Or => update_from(vm, s, b)?,
        BinOp::Sub => difference_update(vm, s, b)?,
        _ => symmetric_update(vm, s, b)?,
    }
    Ok(Some(s.value()))
}

fn view_intersection(vm: &mut Vm, a: Value, b: Value) -> R<Gc<Set>> {
    let is_view = |v: Value| v.is_kind(Kind::DictView) && is_set_like(v);
    let (mut view, mut other) = if is_view(a) { (a, b) } else { (b, a) };
    let len = view.expect::<DictView>().dict.len;
    if let Some(o) = other.cast::<Set>() {
        if !vm.has_custom_ops(other) && len <= o.used {
            return intersection(vm, o, view);
        }
    }
    if is_view(other) && other.expect::<DictView>().dict.len > len {
        std::mem::swap(&mut view, &mut other);
    }
    let class = vm.types.set;
    let result = vm.set_of_class(class, false);
    vm.for_each(other, |vm, v| {
        if super::dict_views::contains(vm, view.expect(), v)? {
            vm.set_add(result, v)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// `&= |= -= ^=` of a set with a set; `None`: use the binary operator.
pub fn inplace(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let s = a.expect::<Set>();
    if s.is_frozen() || !b.is_kind(Kind::Set) {
        return Ok(None);
    }
    match op {
        BinOp::Or => merge(vm, s, b.expect())?,
        BinOp::And => {
            let r = intersection(vm, s, b)?;
            replace(vm, s, r);
        }
        BinOp::Sub => difference_update(vm, s, b)?,
        BinOp::Xor => symmetric_update(vm, s, b)?,
        _ => return Ok(None),
    }
    Ok(Some(a))
}

/// Comparison of sets and dict views: equality and inclusion.
pub fn compare(vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    if !is_set_like(a) || !is_set_like(b) {
        return Ok(None);
    }
    let size = |vm: &Vm, v: Value| vm.len_builtin(v).unwrap_or(0);
    let (n, m) = (size(vm, a), size(vm, b));
    let all = |vm: &mut Vm, a, b| seq_ops::nested_compare(vm, |vm| all_in(vm, a, b));
    Ok(Some(match op {
        CmpOp::Eq => n == m && all(vm, a, b)?,
        CmpOp::Ne => n != m || !all(vm, a, b)?,
        CmpOp::Le => n <= m && all(vm, a, b)?,
        CmpOp::Lt => n < m && all(vm, a, b)?,
        CmpOp::Ge => n >= m && all(vm, b, a)?,
        CmpOp::Gt => n > m && all(vm, b, a)?,
    }))
}

/// Is every element of `a` in `b`?
fn all_in(vm: &mut Vm, a: Value, b: Value) -> R<bool> {
    if let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>()) {
        let mut at = 0;
        while let Some(e) = entry_from(x, &mut at) {
            if !vm.set_contains_hashed(y, e.key, e.hash)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let mut all = true;
    vm.for_each(a, |vm, v| {
        all = match b.cast::<DictView>() {
            Some(view) => super::dict_views::contains(vm, view, v)?,
            None => vm.set_contains(b.expect(), v)?,
        };
        Ok(all)
    })?;
    Ok(all)
}

/// The key to search for: a set stands for the frozenset of its elements.
fn search_hash(vm: &mut Vm, key: Value) -> R<u64> {
    match vm.hash(key) {
        Ok(h) => Ok(h as u64),
        Err(Raised) => {
            let Some(s) = key.cast::<Set>() else {
                return Err(Raised);
            };
            if !vm.exception_is(vm.types.type_error) {
                return Err(Raised);
            }
            vm.take_exception();
            Ok(adder_text::hash::frozenset(s.iter().map(|e| e.hash as i64)) as u64)
        }
    }
}

/// `item in s`.
pub fn contains(vm: &mut Vm, s: Gc<Set>, item: Value) -> R<bool> {
    let hash = search_hash(vm, item)?;
    vm.set_contains_hashed(s, item, hash)
}

// --- methods ---

/// Runs the Python iterators among a method's arguments in the prelude, then the method again.
pub fn with_lists(vm: &mut Vm, class: Gc<Class>, name: &'static str, args: Args) -> R {
    let name = vm.intern(name);
    let Some(method) = vm.lookup(class, name) else {
        return vm.system_error("set method not found");
    };
    let others = vm.tuple(&args.pos()[1..]);
    vm.tail_prelude("set_method", &[method, args.all[0], others])
}

fn basic_class(vm: &Vm, this: Value) -> Gc<Class> {
    if this.expect::<Set>().is_frozen() {
        vm.types.frozenset
    } else {
        vm.types.set
    }
}

/// Sets are read directly whatever their class overrides.
pub fn is_native(vm: &Vm, v: Value) -> bool {
    v.is_kind(Kind::Set) || vm.iteration_is_native(v)
}

/// Declares a method that wants only native operands.
macro_rules! algebra {
    ($($name:ident $text:literal |$vm:ident, $s:ident, $others:ident| $body:block)*) => {
        $(pub fn $name($vm: &mut Vm, args: Args) -> R {
            let $s = args.all[0].expect::<Set>();
            let $others = &args.all[1..];
            if $others.iter().any(|&o| !is_native($vm, o)) {
                let class = basic_class($vm, args.all[0]);
                return with_lists($vm, class, $text, args);
            }
            $body
        })*
    };
}

algebra! {
    union "union" |vm, s, others| {
        let r = copy_set(vm, s)?;
        for &o in others {
            update_from(vm, r, o)?;
        }
        Ok(r.value())
    }
    intersection_method "intersection" |vm, s, others| {
        Ok(intersect_all(vm, s, others)?.value())
    }
    difference_method "difference" |vm, s, others| {
        let Some((&first, rest)) = others.split_first() else {
            return Ok(copy_set(vm, s)?.value());
        };
        let r = difference(vm, s, first)?;
        for &o in rest {
            difference_update(vm, r, o)?;
        }
        Ok(r.value())
    }
    symmetric_difference_method "symmetric_difference" |vm, s, others| {
        Ok(symmetric_difference(vm, s, others[0])?.value())
    }
    issubset "issubset" |vm, s, others| {
        let other = others[0];
        if other.is_kind(Kind::Set) {
            let fits = s.used <= other.expect::<Set>().used;
            return Ok(Value::bool(fits && all_in(vm, s.value(), other)?));
        }
        let common = intersection(vm, s, other)?;
        Ok(Value::bool(common.used == s.used))
    }
    issuperset "issuperset" |vm, s, others| {
        let other = others[0];
        if let Some(o) = other.cast::<Set>() {
            return Ok(Value::bool(o.used <= s.used && all_in(vm, other, s.value())?));
        }
        let mut all = true;
        vm.for_each(other, |vm, v| {
            all = vm.set_contains(s, v)?;
            Ok(all)
        })?;
        Ok(Value::bool(all))
    }
    isdisjoint "isdisjoint" |vm, s, others| {
        let other = others[0];
        if s.value() == other {
            return Ok(Value::bool(s.used == 0));
        }
        if let Some(o) = other.cast::<Set>() {
            let (asked, walked) = if o.used > s.used { (o, s) } else { (s, o) };
            let mut at = 0;
            while let Some(e) = entry_from(walked, &mut at) {
                if vm.set_contains_hashed(asked, e.key, e.hash)? {
                    return Ok(Value::FALSE);
                }
            }
            return Ok(Value::TRUE);
        }
        let mut disjoint = true;
        vm.for_each(other, |vm, v| {
            disjoint = !vm.set_contains(s, v)?;
            Ok(disjoint)
        })?;
        Ok(Value::bool(disjoint))
    }
    update "update" |vm, s, others| {
        for &o in others {
            update_from(vm, s, o)?;
        }
        Ok(Value::NONE)
    }
    intersection_update "intersection_update" |vm, s, others| {
        let r = intersect_all(vm, s, others)?;
        replace(vm, s, r);
        Ok(Value::NONE)
    }
    difference_update_method "difference_update" |vm, s, others| {
        for &o in others {
            difference_update(vm, s, o)?;
        }
        Ok(Value::NONE)
    }
    symmetric_difference_update "symmetric_difference_update" |vm, s, others| {
        symmetric_update(vm, s, others[0])?;
        Ok(Value::NONE)
    }
}

fn intersect_all(vm: &mut Vm, s: Gc<Set>, others: &[Value]) -> R<Gc<Set>> {
    let Some((&first, rest)) = others.split_first() else {
        return copy_set(vm, s);
    };
    let mut r = intersection(vm, s, first)?;
    for &o in rest {
        r = intersection(vm, r, o)?;
    }
    Ok(r)
}

fn construct(vm: &mut Vm, args: Args) -> R {
    seq_ops::check_args(vm, &args, "set", 1)?;
    if let Some(it) = args.get(0) {
        if !is_native(vm, it) {
            return vm.tail_prelude("set_of", &[it]);
        }
        return Ok(set_from(vm, it)?.value());
    }
    let class = vm.types.set;
    Ok(vm.set_of_class(class, false).value())
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.set)?;
    Ok(vm.set_of_class(class, false).value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    let s = args.all[0].expect::<Set>();
    let rest = args.rest();
    seq_ops::check_args(vm, &rest, "set", 1)?;
    s.clear();
    match rest.get(0) {
        Some(it) if !is_native(vm, it) => vm.tail_prelude("set_update", &[s.value(), it]),
        Some(it) => {
            update_from(vm, s, it)?;
            Ok(Value::NONE)
        }
        None => Ok(Value::NONE),
    }
}

fn add(vm: &mut Vm, args: Args) -> R {
    vm.set_add(args.all[0].expect(), args.all[1])?;
    Ok(Value::NONE)
}

fn discard_key(vm: &mut Vm, s: Gc<Set>, key: Value) -> R<bool> {
    let hash = search_hash(vm, key)?;
    discard_hashed(vm, s, SetEntry { key, hash })
}

fn discard(vm: &mut Vm, args: Args) -> R {
    discard_key(vm, args.all[0].expect(), args.all[1])?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: Args) -> R {
    if discard_key(vm, args.all[0].expect(), args.all[1])? {
        return Ok(Value::NONE);
    }
    vm.key_error(args.all[1])
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let mut s = args.all[0].expect::<Set>();
    if s.used == 0 {
        return vm.key_error_msg("pop from an empty set");
    }
    let mask = s.table.len() - 1;
    let mut at = s.finger & mask;
    while s.table[at].key.is_undef() {
        at = (at + 1) & mask;
    }
    s.finger = at + 1;
    Ok(s.remove_at(at))
}

fn clear(_vm: &mut Vm, args: Args) -> R {
    args.all[0].expect::<Set>().clear();
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    Ok(copy_set(vm, args.all[0].expect())?.value())
}

fn iter(vm: &mut Vm, args: Args) -> R {
    Ok(frozenset::set_iter(vm, args.all[0].expect()))
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    let items = vm.list(&[]);
    for e in this.expect::<Set>().iter() {
        seq_ops::push(vm, items, e.key);
    }
    let args = vm.tuple(&[items.value()]);
    let class = vm.class_of(this).value();
    Ok(vm.tuple(&[class, args, Value::NONE]))
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let bytes = args.all[0].expect::<Set>().table.bytes() + 200;
    Ok(vm.int(bytes as i64))
}

/// Methods of `set` and `frozenset` alike.
pub const SHARED: &[Def] = &[
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__and__", seq_ops::forward::<{ seq_ops::AND }>, 2, 2),
    Def::method("__or__", seq_ops::forward::<{ seq_ops::OR }>, 2, 2),
    Def::method("__xor__", seq_ops::forward::<{ seq_ops::XOR }>, 2, 2),
    Def::method("__sub__", seq_ops::forward::<{ seq_ops::SUB }>, 2, 2),
    Def::method("__rand__", seq_ops::reflected::<{ seq_ops::AND }>, 2, 2),
    Def::method("__ror__", seq_ops::reflected::<{ seq_ops::OR }>, 2, 2),
    Def::method("__rxor__", seq_ops::reflected::<{ seq_ops::XOR }>, 2, 2),
    Def::method("__rsub__", seq_ops::reflected::<{ seq_ops::SUB }>, 2, 2),
    Def::method("__reduce__", reduce, 1, 1),
    Def::method("__sizeof__", sizeof, 1, 1),
    Def::method("union", union, 1, ANY).doc("Return the union of sets as a new set."),
    Def::method("intersection", intersection_method, 1, ANY)
        .doc("Return the intersection of two sets as a new set."),
    Def::method("difference", difference_method, 1, ANY)
        .doc("Return the difference of two or more sets as a new set."),
    Def::method("symmetric_difference", symmetric_difference_method, 2, 2)
        .doc("Return the symmetric difference of two sets as a new set."),
    Def::method("issubset", issubset, 2, 2)
        .doc("Test whether every element in the set is in other."),
    Def::method("issuperset", issuperset, 2, 2)
        .doc("Test whether every element in other is in the set."),
    Def::method("isdisjoint", isdisjoint, 2, 2)
        .doc("Return True if two sets have a null intersection."),
];

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__iand__", seq_ops::in_place::<{ seq_ops::AND }>, 2, 2),
    Def::method("__ior__", seq_ops::in_place::<{ seq_ops::OR }>, 2, 2),
    Def::method("__ixor__", seq_ops::in_place::<{ seq_ops::XOR }>, 2, 2),
    Def::method("__isub__", seq_ops::in_place::<{ seq_ops::SUB }>, 2, 2),
    Def::method("add", add, 2, 2)
        .doc("Add an element to a set.\n\nThis has no effect if the element is already present."),
    Def::method("discard", discard, 2, 2)
        .doc("Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."),
    Def::method("remove", remove, 2, 2)
        .doc("Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
    Def::method("pop", pop, 1, 1)
        .doc("Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."),
    Def::method("clear", clear, 1, 1).doc("Remove all elements from this set."),
    Def::method("copy", copy, 1, 1).doc("Return a shallow copy of a set."),
    Def::method("update", update, 1, ANY)
        .doc("Update a set with the union of itself and others."),
    Def::method("intersection_update", intersection_update, 1, ANY)
        .doc("Update a set with the intersection of itself and another."),
    Def::method("difference_update", difference_update_method, 1, ANY)
        .doc("Remove all elements of another set from this set."),
    Def::method("symmetric_difference_update", symmetric_difference_update, 2, 2)
        .doc("Update a set with the symmetric difference of itself and another."),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.set;
    vm.add_methods(class, SHARED);
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    vm.add_class_value(class, "__hash__", Value::NONE);
    class.construct = Some(construct);
    let doc = vm.str("set(iterable=()) -> an unordered collection of distinct hashable elements");
    vm.add_class_value(class, "__doc__", doc);
}
