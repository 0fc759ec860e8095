//! Iteration.

use super::special::Special;
use crate::builtins;
use crate::object::iter::*;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// `iter(v)` for built-in kinds; `None` when the class has a say (or cannot be iterated).
    pub fn iter_fast(&mut self, v: Value) -> R<Option<Value>> {
        let Some(kind) = v.kind() else { return Ok(None) };
        if self.has_custom_ops(v) {
            return Ok(None);
        }
        Ok(Some(match kind {
            Kind::List => self.list_iter(v.expect()),
            Kind::Tuple => self.tuple_iter(v.expect()),
            Kind::Range => builtins::range::iter(self, v.expect()),
            Kind::ListIter
            | Kind::TupleIter
            | Kind::RangeIter
            | Kind::DictIter
            | Kind::SetIter
            | Kind::StrIter
            | Kind::SeqIter
            | Kind::CallIter
            | Kind::Enumerate
            | Kind::Reversed
            | Kind::Generator => v,
            Kind::Dict => self.dict_iter(v.expect(), DictPart::Keys),
            Kind::DictView => {
                let view = v.expect::<DictView>();
                self.dict_iter(view.dict, view.part)
            }
            Kind::Set => {
                let set = v.expect::<Set>();
                let hdr = Header::new(self.types.set_iterator.root_shape, Kind::SetIter);
                self.alloc(SetIter { hdr, set, pos: 0, expected: set.used, done: false }, 0).value()
            }
            Kind::Str => {
                let hdr = Header::new(self.types.str_iterator.root_shape, Kind::StrIter);
                self.alloc(StrIter { hdr, text: v, pos: 0 }, 0).value()
            }
            Kind::Bytes => {
                let class = self.types.bytes_iterator;
                self.seq_iter(class, v)
            }
            Kind::ByteArray => {
                let class = self.types.bytearray_iterator;
                self.seq_iter(class, v)
            }
            Kind::MappingProxy => {
                let m = v.expect::<function::MappingProxy>().mapping;
                return Ok(Some(self.iter(m)?));
            }
            _ => return Ok(None),
        }))
    }

    pub fn seq_iter(&mut self, class: Gc<Class>, seq: Value) -> Value {
        let hdr = Header::new(class.root_shape, Kind::SeqIter);
        self.alloc(SeqIter { hdr, seq, index: 0 }, 0).value()
    }

    pub fn dict_iter(&mut self, dict: Gc<Dict>, part: DictPart) -> Value {
        let class = match part {
            DictPart::Keys => self.types.dict_keyiterator,
            DictPart::Values => self.types.dict_valueiterator,
            DictPart::Items => self.types.dict_itemiterator,
        };
        let hdr = Header::new(class.root_shape, Kind::DictIter);
        self.alloc(
            DictIter {
                hdr,
                dict: dict.value(),
                pos: 0,
                expected: dict.len,
                left: dict.len,
                part,
                reverse: false,
            },
            0,
        )
        .value()
    }

    /// `iter(v)`, natively.
    pub fn iter(&mut self, v: Value) -> R {
        if let Some(it) = self.iter_fast(v)? {
            return Ok(it);
        }
        let class = self.class_of(v);
        match self.special(class, Special::Iter) {
            Some(f) if !f.is_none() => {
                let it = self.call_special(f, &[v])?;
                self.check_iterator(it)
            }
            None if self.special(class, Special::GetItem).is_some() => {
                let class = self.types.iterator;
                Ok(self.seq_iter(class, v))
            }
            _ => {
                let t = self.type_name(v);
                self.type_error(format!("'{t}' object is not iterable"))
            }
        }
    }

    /// The result of `__iter__` must have `__next__`.
    pub fn check_iterator(&mut self, it: Value) -> R {
        let class = self.class_of(it);
        if self.special(class, Special::Next).is_some() {
            return Ok(it);
        }
        let t = self.type_name(it);
        self.type_error(format!("iter() returned non-iterator of type '{t}'"))
    }

    /// The next item of a built-in iterator that runs no Python code. `Err(None)`: ask the class
    /// (or resume the generator).
    #[allow(clippy::result_unit_err)]
    #[inline]
    pub fn next_fast(&mut self, it: Value) -> Result<R<Option<Value>>, ()> {
        match it.kind() {
            Some(Kind::ListIter) => {
                let mut i = it.expect::<ListIter>();
                let Some(list) = i.list.cast::<List>() else { return Ok(Ok(None)) };
                match list.items.get(i.index) {
                    Some(&v) => {
                        i.index += 1;
                        Ok(Ok(Some(v)))
                    }
                    None => {
                        i.list = Value::NONE;
                        Ok(Ok(None))
                    }
                }
            }
            Some(Kind::RangeIter) => {
                let mut i = it.expect::<RangeIter>();
                if i.remaining <= 0 {
                    return Ok(Ok(None));
                }
                let v = i.next;
                i.next = v.wrapping_add(i.step);
                i.remaining -= 1;
                Ok(Ok(Some(self.int(v))))
            }
            Some(Kind::TupleIter) => {
                let mut i = it.expect::<TupleIter>();
                match i.tuple.items().get(i.index) {
                    Some(&v) => {
                        i.index += 1;
                        Ok(Ok(Some(v)))
                    }
                    None => Ok(Ok(None)),
                }
            }
            Some(
                kind @ (Kind::DictIter
                | Kind::SetIter
                | Kind::StrIter
                | Kind::SeqIter
                | Kind::CallIter
                | Kind::Enumerate
                | Kind::Reversed),
            ) => builtins::iterators::next(self, it, kind),
            _ => Err(()),
        }
    }

    /// `next(it)`, natively; `None` at the end.
    pub fn next(&mut self, it: Value) -> R<Option<Value>> {
        if let Ok(r) = self.next_fast(it) {
            return r;
        }
        if let Some(g) = it.cast::<Generator>() {
            return self.generator_next(g);
        }
        let class = self.class_of(it);
        match self.special(class, Special::Next) {
            Some(f) => match self.call_special(f, &[it]) {
                Ok(v) => Ok(Some(v)),
                Err(_) => self.catch_stop(),
            },
            None => {
                let t = self.type_name(it);
                self.type_error(format!("'{t}' object is not an iterator"))
            }
        }
    }

    /// Asks a class that estimates its length, as CPython does before it fills a list: the answer
    /// is of no use here, but a wrong one is an error that programs see.
    pub fn check_length_hint(&mut self, v: Value) -> R<()> {
        let class = self.class_of(v);
        if class.has(crate::object::class::class_flags::BUILTIN)
            || self.special(class, Special::Len).is_some()
        {
            return Ok(());
        }
        let Some(f) = self.special(class, Special::LengthHint) else { return Ok(()) };
        let hint = match self.call_special(f, &[v]) {
            Ok(hint) => hint,
            Err(_) if self.exception_is(self.types.type_error) => {
                self.take_exception();
                return Ok(());
            }
            Err(e) => return Err(e),
        };
        if hint == Value::NOT_IMPLEMENTED {
            return Ok(());
        }
        match hint.as_int_ref() {
            None => {
                let t = self.type_name(hint);
                self.type_error(format!("__length_hint__ must be an integer, not {t}"))
            }
            Some(adder_text::bigint::IntRef::Small(n)) if n < 0 => {
                self.value_error("__length_hint__() should return >= 0")
            }
            Some(_) => Ok(()),
        }
    }

    /// Runs an iterable to its end; the items are in a new list object.
    pub fn collect_list(&mut self, v: Value) -> R<Gc<List>> {
        if !self.has_custom_ops(v) {
            match v.kind() {
                Some(Kind::List) => {
                    let items = ObjVec::from_slice(&v.expect::<List>().items);
                    return Ok(self.list_from(items));
                }
                Some(Kind::Tuple) => return Ok(self.list(v.expect::<Tuple>().items())),
                _ => {}
            }
        }
        let it = self.iter(v)?;
        let pin = self.pin(&[it]);
        let mut list = self.list(&[]);
        self.pin(&[list.value()]);
        if let Err(e) = self.reserve_for(list, it) {
            self.unpin(pin);
            return Err(e);
        }
        let r = loop {
            match self.next(it) {
                Ok(Some(v)) => {
                    list.items.push(v);
                    self.heap.barrier(list);
                }
                Ok(None) => break Ok(list),
                Err(e) => break Err(e),
            }
        };
        self.unpin(pin);
        self.heap.note_external(list.items.bytes());
        r
    }

    /// Makes room in `list` for what a range iterator will give, so that an impossible length is a
    /// `MemoryError` at once and not the end of the machine's memory.
    pub fn reserve_for(&mut self, mut list: Gc<List>, it: Value) -> R<()> {
        let Some(Kind::RangeIter) = it.kind() else { return Ok(()) };
        let more = it.expect::<RangeIter>().remaining.max(0) as usize;
        // Less than doubles the capacity: growing by pushes keeps repeated extending linear.
        if more > list.items.capacity() && list.items.try_reserve(more).is_err() {
            return self.raise_args(self.types.memory_error, &[]);
        }
        Ok(())
    }

    /// Calls `f` with each item.
    pub fn for_each(&mut self, v: Value, mut f: impl FnMut(&mut Vm, Value) -> R<bool>) -> R<()> {
        let it = self.iter(v)?;
        let pin = self.pin(&[it]);
        let r = loop {
            match self.next(it) {
                Ok(Some(item)) => match f(self, item) {
                    Ok(true) => {}
                    Ok(false) => break Ok(()),
                    Err(e) => break Err(e),
                },
                Ok(None) => break Ok(()),
                Err(e) => break Err(e),
            }
        };
        self.unpin(pin);
        r
    }
}
