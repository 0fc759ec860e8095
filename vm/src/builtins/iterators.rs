//! Iterators over built-in containers, `enumerate`, `reversed` and `iter(callable, sentinel)`.
//!
//! [`next`] is the native step that the interpreter's `for` uses; it answers `Err(())` when Python
//! code would have to run, and then the class's `__next__` (here too) does it. Lists, tuples and
//! ranges are stepped in `ops::iter`.

use super::{range, seq_ops};
use crate::object::iter::*;
use crate::object::*;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Raised, Vm, R};

/// The next item of an iterator of this kind; `Err(())`: ask the class.
#[allow(clippy::result_unit_err)]
pub fn next(vm: &mut Vm, it: Value, kind: Kind) -> Result<R<Option<Value>>, ()> {
    Ok(match kind {
        Kind::DictIter => next_dict(vm, it.expect()),
        Kind::SetIter => next_set(vm, it.expect()),
        Kind::StrIter => next_str(vm, it.expect()),
        Kind::SeqIter => return next_seq(vm, it.expect()),
        Kind::Enumerate => return next_enumerate(vm, it.expect()),
        Kind::Reversed => return next_reversed(vm, it.expect()),
        _ => return Err(()),
    })
}

fn next_dict(vm: &mut Vm, mut it: Gc<DictIter>) -> R<Option<Value>> {
    let Some(d) = it.dict.cast::<Dict>() else {
        return Ok(None);
    };
    if d.len != it.expected {
        // The state is sticky: every later step fails too.
        it.expected = usize::MAX;
        let name = vm.class_of(d.value()).mro.items().iter().find_map(|c| {
            let c = c.expect::<Class>().name_str();
            c.ends_with(".OrderedDict").then_some(())
        });
        return vm.runtime_error(match name {
            Some(()) => "OrderedDict mutated during iteration",
            None => "dictionary changed size during iteration",
        });
    }
    let entry = if it.reverse {
        let mut at = it.pos.min(d.entries.len());
        loop {
            if at == 0 {
                break None;
            }
            at -= 1;
            if !d.entries[at].key.is_undef() {
                it.pos = at;
                break Some(d.entries[at]);
            }
        }
    } else {
        let mut at = it.pos;
        loop {
            match d.entries.get(at) {
                None => break None,
                Some(e) if e.key.is_undef() => at += 1,
                Some(e) => {
                    it.pos = at + 1;
                    break Some(*e);
                }
            }
        }
    };
    let Some(e) = entry else {
        it.dict = Value::NONE;
        return Ok(None);
    };
    if it.left == 0 {
        it.dict = Value::NONE;
        return vm.runtime_error("dictionary keys changed during iteration");
    }
    it.left -= 1;
    Ok(Some(match it.part {
        DictPart::Keys => e.key,
        DictPart::Values => e.value,
        DictPart::Items => vm.tuple(&[e.key, e.value]),
    }))
}

fn next_set(vm: &mut Vm, mut it: Gc<SetIter>) -> R<Option<Value>> {
    if it.done {
        return Ok(None);
    }
    let set = it.set;
    if set.used != it.expected {
        it.expected = usize::MAX;
        return vm.runtime_error("Set changed size during iteration");
    }
    while let Some(e) = set.table.get(it.pos) {
        it.pos += 1;
        if !e.key.is_undef() {
            return Ok(Some(e.key));
        }
    }
    it.done = true;
    Ok(None)
}

fn next_str(vm: &mut Vm, mut it: Gc<StrIter>) -> R<Option<Value>> {
    let Some(s) = it.text.cast::<Str>() else {
        return Ok(None);
    };
    let bytes = s.bytes();
    let Some(&first) = bytes.get(it.pos) else {
        return Ok(None);
    };
    if first < 128 {
        it.pos += 1;
        return Ok(Some(vm.ascii_char(first)));
    }
    let (_, len) = adder_text::wtf8::decode_at(bytes, it.pos);
    let at = it.pos;
    it.pos += len;
    Ok(Some(vm.str_with(&bytes[at..at + len], 1)))
}

fn next_seq(vm: &mut Vm, mut it: Gc<SeqIter>) -> Result<R<Option<Value>>, ()> {
    let item = match it.seq.kind() {
        None => None,
        // `bytes.__iter__` of a subclass instance goes by layout, `iter(sequence)` asks the class.
        Some(_) if it.hdr.shape == vm.types.iterator.root_shape => return Err(()),
        Some(Kind::Bytes) => {
            it.seq.expect::<Bytes>().bytes().get(it.index).map(|&b| Value::small(b as i64))
        }
        Some(Kind::ByteArray) => {
            it.seq.expect::<ByteArray>().data.get(it.index).map(|&b| Value::small(b as i64))
        }
        Some(Kind::Range) => range::long_item(vm, it.seq.expect(), it.index),
        Some(_) => return Err(()),
    };
    match item {
        Some(_) => it.index += 1,
        None => it.seq = Value::NONE,
    }
    Ok(Ok(item))
}

fn next_enumerate(vm: &mut Vm, it: Gc<Enumerate>) -> Result<R<Option<Value>>, ()> {
    let item = match vm.next_fast(it.iter)? {
        Ok(Some(v)) => v,
        other => return Ok(other),
    };
    Ok(Ok(Some(count_item(vm, it, item))))
}

/// `(count, item)`, and counts on.
fn count_item(vm: &mut Vm, mut it: Gc<Enumerate>, item: Value) -> Value {
    let n = it.count;
    let pair = vm.tuple(&[n, item]);
    it.count = match n.to_i64().and_then(|i| i.checked_add(1)) {
        Some(i) => vm.int(i),
        None => {
            let next = super::slice::to_big(n) + adder_text::bigint::IBig::ONE;
            vm.big(next)
        }
    };
    vm.heap.barrier(it);
    pair
}

fn next_reversed(vm: &mut Vm, mut it: Gc<Reversed>) -> Result<R<Option<Value>>, ()> {
    if it.index < 0 {
        return Ok(Ok(None));
    }
    let seq = it.seq;
    let i = it.index as usize;
    let item = match seq.kind() {
        // Lists are reversed by layout, as `list.__reversed__` promises.
        Some(Kind::List) => seq_ops::items(seq).get(i).copied(),
        Some(Kind::Tuple) if !vm.has_custom_ops(seq) => seq_ops::items(seq).get(i).copied(),
        Some(kind) if !vm.has_custom_ops(seq) => {
            match vm.get_item_builtin(kind, seq, Value::small(i as i64)) {
                Ok(Some(v)) => Some(v),
                Ok(None) => return Err(()),
                Err(Raised) => {
                    if !vm.exception_is(vm.types.index_error) {
                        return Ok(Err(Raised));
                    }
                    vm.take_exception();
                    None
                }
            }
        }
        _ => return Err(()),
    };
    match item {
        Some(_) => it.index -= 1,
        None => {
            it.index = -1;
            it.seq = Value::NONE;
        }
    }
    Ok(Ok(item))
}

/// `next()` of the kinds whose step may run Python code.
fn next_slow(vm: &mut Vm, it: Value) -> R<Option<Value>> {
    match it.kind() {
        Some(Kind::SeqIter) => {
            let mut it = it.expect::<SeqIter>();
            if it.seq.is_none() {
                return Ok(None);
            }
            let k = vm.int(it.index as i64);
            match vm.get_item(it.seq, k) {
                Ok(v) => {
                    it.index += 1;
                    Ok(Some(v))
                }
                Err(Raised) => {
                    let r = end_of_items(vm)?;
                    it.seq = Value::NONE;
                    Ok(r)
                }
            }
        }
        Some(Kind::CallIter) => {
            let mut it = it.expect::<CallIter>();
            if it.callable.is_none() {
                return Ok(None);
            }
            match vm.call(it.callable, &[]) {
                Ok(v) => {
                    if vm.same_or_equal(it.sentinel, v)? {
                        it.callable = Value::NONE;
                        return Ok(None);
                    }
                    Ok(Some(v))
                }
                Err(Raised) => {
                    let r = vm.catch_stop()?;
                    it.callable = Value::NONE;
                    Ok(r)
                }
            }
        }
        Some(Kind::Enumerate) => {
            let it = it.expect::<Enumerate>();
            match vm.next(it.iter)? {
                Some(v) => Ok(Some(count_item(vm, it, v))),
                None => Ok(None),
            }
        }
        Some(Kind::Reversed) => {
            let mut it = it.expect::<Reversed>();
            if it.index < 0 {
                return Ok(None);
            }
            let k = vm.int(it.index as i64);
            match vm.get_item(it.seq, k) {
                Ok(v) => {
                    it.index -= 1;
                    Ok(Some(v))
                }
                Err(Raised) => {
                    let r = end_of_items(vm)?;
                    it.index = -1;
                    it.seq = Value::NONE;
                    Ok(r)
                }
            }
        }
        _ => Ok(None),
    }
}

/// IndexError and StopIteration end the old sequence protocol.
fn end_of_items(vm: &mut Vm) -> R<Option<Value>> {
    if vm.exception_is(vm.types.index_error) {
        vm.take_exception();
        return Ok(None);
    }
    vm.catch_stop()
}

/// `__next__` of every built-in iterator that is not a generator.
fn next_method(vm: &mut Vm, args: Args) -> R {
    let it = args.all[0];
    if let Some(g) = it.cast::<Generator>() {
        return vm.tail_resume(g, Value::NONE, Value::UNDEF);
    }
    let r = match vm.next_fast(it) {
        Ok(r) => r?,
        Err(()) => next_slow(vm, it)?,
    };
    match r {
        Some(v) => Ok(v),
        None => vm.stop_iteration(Value::NONE),
    }
}

fn itself(_vm: &mut Vm, args: Args) -> R {
    Ok(args.all[0])
}

/// Items left, as far as known.
fn length_hint(vm: &mut Vm, args: Args) -> R {
    let it = args.all[0];
    let n = match it.kind() {
        Some(Kind::ListIter) => {
            let i = it.expect::<ListIter>();
            seq_ops::items(i.list).len().saturating_sub(i.index)
        }
        Some(Kind::TupleIter) => {
            let i = it.expect::<TupleIter>();
            i.tuple.len.saturating_sub(i.index)
        }
        Some(Kind::RangeIter) => it.expect::<RangeIter>().remaining.max(0) as usize,
        Some(Kind::DictIter) => {
            let i = it.expect::<DictIter>();
            match i.dict.cast::<Dict>() {
                Some(d) if d.len == i.expected => i.left,
                _ => 0,
            }
        }
        Some(Kind::SetIter) => {
            let i = it.expect::<SetIter>();
            if i.done || i.set.used != i.expected {
                0
            } else {
                i.set.table.iter().skip(i.pos).filter(|e| !e.key.is_undef()).count()
            }
        }
        Some(Kind::StrIter) => {
            let i = it.expect::<StrIter>();
            i.text.cast::<Str>().map_or(0, |s| {
                adder_text::wtf8::char_count(&s.bytes()[i.pos.min(s.len as usize)..])
            })
        }
        Some(Kind::SeqIter) => {
            let i = it.expect::<SeqIter>();
            if i.seq.is_none() {
                0
            } else if let Some(r) = i.seq.cast::<Range>() {
                let left = super::slice::to_big(r.len) - adder_text::bigint::IBig::from(i.index);
                return Ok(vm.big(left));
            } else {
                vm.len(i.seq)?.saturating_sub(i.index)
            }
        }
        Some(Kind::Reversed) => {
            let i = it.expect::<Reversed>();
            let left = (i.index + 1).max(0) as usize;
            if left == 0 || vm.len(i.seq)? < left {
                0
            } else {
                left
            }
        }
        _ => 0,
    };
    Ok(vm.int(n as i64))
}

// --- enumerate ---

fn new_enumerate(vm: &mut Vm, class: Gc<Class>, args: Args) -> R {
    let total = args.all.len();
    if total > 2 {
        return vm.type_error(format!("enumerate() takes at most 2 arguments ({total} given)"));
    }
    let (mut iterable, mut start) = (args.get(0), args.get(1));
    for (name, v) in args.kw() {
        match name.expect::<Str>().bytes() {
            b"iterable" if iterable.is_none() => iterable = Some(v),
            b"start" if start.is_none() => start = Some(v),
            other => {
                let other = String::from_utf8_lossy(other).into_owned();
                return vm.type_error(format!(
                    "'{other}' is an invalid keyword argument for enumerate()"
                ));
            }
        }
    }
    let Some(iterable) = iterable else {
        return vm.type_error("enumerate() missing required argument 'iterable'");
    };
    let count = match start {
        Some(v) => vm.index(v)?,
        None => Value::small(0),
    };
    let native = vm.iteration_is_native(iterable);
    let iter = vm.iter(iterable)?;
    if !native && class == vm.types.enumerate {
        return vm.tail_prelude_as(class, "enumerate_items", &[iter, count]);
    }
    let hdr = vm.header_for(class, Kind::Enumerate);
    let extra = vm.attrs_bytes(class);
    Ok(vm.alloc(Enumerate { hdr, iter, count }, extra).value())
}

fn enumerate_construct(vm: &mut Vm, args: Args) -> R {
    let class = vm.types.enumerate;
    new_enumerate(vm, class, args)
}

fn enumerate_new(vm: &mut Vm, args: Args) -> R {
    let class = super::list::class_arg(vm, args, vm.types.enumerate)?;
    new_enumerate(vm, class, args.rest())
}

// --- reversed ---

fn new_reversed(vm: &mut Vm, class: Gc<Class>, args: Args) -> R {
    if class == vm.types.reversed {
        seq_ops::no_keywords(vm, &args, "reversed")?;
    }
    let n = args.pos().len();
    if n != 1 {
        return vm.type_error(format!("reversed expected 1 argument, got {n}"));
    }
    let seq = args.all[0];
    if !vm.has_custom_ops(seq) {
        match seq.kind() {
            Some(Kind::Range) => return Ok(range::reversed(vm, seq.expect())),
            Some(Kind::Dict) => {
                return Ok(super::dict_views::reverse_iter(vm, seq.expect(), DictPart::Keys))
            }
            Some(Kind::DictView) => {
                let view = seq.expect::<DictView>();
                return Ok(super::dict_views::reverse_iter(vm, view.dict, view.part));
            }
            Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray) => {
                let len = vm.len(seq)?;
                if class == vm.types.reversed {
                    return Ok(seq_ops::reverse_iter(vm, seq, len));
                }
            }
            _ => {}
        }
    }
    let own = vm.class_of(seq);
    match vm.special(own, Special::Reversed) {
        Some(f) if f.is_none() => return not_reversible(vm, seq),
        Some(f) => {
            let class = vm.class_of(seq);
            let bound = vm.bind(f, seq, class)?;
            return vm.tail_call(bound, &[]);
        }
        None => {}
    }
    let is_sequence = !matches!(seq.kind(), Some(Kind::Dict | Kind::Set | Kind::MappingProxy))
        && vm.special(own, Special::GetItem).is_some()
        && (!own.has(crate::object::class::class_flags::BUILTIN)
            || vm.special(own, Special::Len).is_some());
    if !is_sequence {
        return not_reversible(vm, seq);
    }
    let len = vm.len(seq)?;
    let hdr = vm.header_for(class, Kind::Reversed);
    let extra = vm.attrs_bytes(class);
    Ok(vm.alloc(Reversed { hdr, seq, index: len as isize - 1 }, extra).value())
}

fn not_reversible(vm: &mut Vm, seq: Value) -> R {
    let t = vm.type_name(seq);
    vm.type_error(format!("'{t}' object is not reversible"))
}

fn reversed_construct(vm: &mut Vm, args: Args) -> R {
    let class = vm.types.reversed;
    new_reversed(vm, class, args)
}

fn reversed_new(vm: &mut Vm, args: Args) -> R {
    let class = super::list::class_arg(vm, args, vm.types.reversed)?;
    new_reversed(vm, class, args.rest())
}

// --- iter(callable, sentinel) ---

/// `iter(callable, sentinel)`: a hidden generator for Python callables.
pub fn call_iter(vm: &mut Vm, callable: Value, sentinel: Value) -> R {
    if !vm.callable(callable) {
        return vm.type_error("iter(object, sentinel): object must be callable");
    }
    let class = vm.types.callable_iterator;
    vm.tail_prelude_as(class, "call_until", &[callable, sentinel])
}

const STEP: &[Def] =
    &[Def::method("__iter__", itself, 1, 1), Def::method("__next__", next_method, 1, 1)];
const HINT: &[Def] = &[Def::method("__length_hint__", length_hint, 1, 1)
    .doc("Private method returning an estimate of len(list(it)).")];

pub fn register(vm: &mut Vm) {
    let t = &vm.types;
    let hinted = [
        t.list_iterator,
        t.tuple_iterator,
        t.range_iterator,
        t.longrange_iterator,
        t.str_iterator,
        t.bytes_iterator,
        t.bytearray_iterator,
        t.dict_keyiterator,
        t.dict_valueiterator,
        t.dict_itemiterator,
        t.dict_reversekeyiterator,
        t.dict_reversevalueiterator,
        t.dict_reverseitemiterator,
        t.set_iterator,
        t.iterator,
        t.reversed,
        t.list_reverseiterator,
    ];
    let plain = [t.callable_iterator, t.enumerate];
    for class in hinted {
        vm.add_methods(class, STEP);
        vm.add_methods(class, HINT);
    }
    for class in plain {
        vm.add_methods(class, STEP);
    }
    let mut enumerate = vm.types.enumerate;
    vm.add_methods(enumerate, &[Def::static_method("__new__", enumerate_new, 1, ANY).kw()]);
    enumerate.construct = Some(enumerate_construct);
    let mut reversed = vm.types.reversed;
    vm.add_methods(reversed, &[Def::static_method("__new__", reversed_new, 1, ANY).kw()]);
    reversed.construct = Some(reversed_construct);
}
