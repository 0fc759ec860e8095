//! What the operators do with `str`: `+`, `*`, `%`, subscripts, `in`; and making strings in place.
//!
//! A string is WTF-8, so a character index of a non-ASCII text must be turned into a byte offset.
//! For long texts a [`CharTable`] is kept: the last few texts that were indexed have one, which makes
//! `for i in range(len(s)): s[i]` linear. The tables hold addresses, not references: an entry is
//! good only until the next collection, after which an address may belong to another string.

use super::seq_ops;
use crate::object::text::{TextBuffer, SHARED};
use crate::object::{Gc, Header, Kind, List, Slice, Str};
use crate::ops::special::Special;
use crate::ops::BinOp;
use crate::value::Value;
use crate::{Vm, R};
use adder_text::text_ops::{search, slice as text_slice};
use adder_text::wtf8::{self, CharTable};
use std::mem::size_of;
use std::ops::Range;

/// Texts shorter than this are scanned.
const TABLE_FROM: usize = 192;
/// Strings this long are put in a growing buffer when something is appended.
const SHARE_FROM: usize = 1024;
/// Texts remembered at a time.
const TABLES: usize = 4;
/// Characters this close to the last one are reached by walking.
const NEAR: usize = 24;

struct Entry {
    addr: usize,
    nchars: u32,
    collections: u64,
    table: CharTable,
    /// Character last asked for, and its byte offset: the next one is often near.
    cursor: (usize, usize),
}

/// The character tables of recently indexed texts.
#[derive(Default)]
pub struct CharTables {
    entries: Vec<Entry>,
    /// The table used last.
    last: usize,
}

impl Entry {
    fn is_for(&self, s: Gc<Str>, collections: u64) -> bool {
        self.addr == s.addr() && self.collections == collections && self.nchars == s.nchars
    }

    /// Byte offset of a character that the text has.
    fn byte_offset(&mut self, bytes: &[u8], index: usize) -> usize {
        let (near, mut at) = self.cursor;
        let is_start = |b: u8| b & 0xc0 != 0x80;
        if index.abs_diff(near) > NEAR {
            at = self.table.byte_offset(bytes, index);
        } else {
            for _ in near..index {
                at += 1 + bytes[at + 1..].iter().take_while(|&&b| !is_start(b)).count();
            }
            for _ in index..near {
                at -= 1 + bytes[..at].iter().rev().take_while(|&&b| !is_start(b)).count();
            }
        }
        self.cursor = (index, at);
        at
    }
}

/// The entry of a long non-ASCII text.
fn table(vm: &mut Vm, s: Gc<Str>) -> &mut Entry {
    let collections = vm.heap.stats.young + vm.heap.stats.full;
    let tables = &mut vm.char_tables;
    let known = tables.entries.get(tables.last).is_some_and(|e| e.is_for(s, collections));
    if !known {
        let found = tables.entries.iter().position(|e| e.is_for(s, collections));
        tables.last = found.unwrap_or_else(|| {
            let table = CharTable::new(s.bytes());
            let (addr, nchars) = (s.addr(), s.nchars);
            let entry = Entry { addr, nchars, collections, table, cursor: (0, 0) };
            if tables.entries.len() < TABLES {
                tables.entries.push(entry);
                return tables.entries.len() - 1;
            }
            let at = (tables.last + 1) % TABLES;
            tables.entries[at] = entry;
            at
        });
    }
    &mut tables.entries[tables.last]
}

/// Byte offset of the character `index` (at most `nchars`).
pub fn offset_of(vm: &mut Vm, s: Gc<Str>, index: usize) -> usize {
    if s.is_ascii() {
        return index.min(s.len as usize);
    }
    if index >= s.nchars as usize {
        return s.len as usize;
    }
    if (s.len as usize) < TABLE_FROM {
        return wtf8::byte_offset(s.bytes(), index);
    }
    table(vm, s).byte_offset(s.bytes(), index)
}

/// Character index of a byte offset.
pub fn index_of(vm: &mut Vm, s: Gc<Str>, offset: usize) -> usize {
    if s.is_ascii() {
        return offset;
    }
    if offset < TABLE_FROM {
        return wtf8::char_index(s.bytes(), offset);
    }
    table(vm, s).table.char_index(s.bytes(), offset)
}

/// A new `str` of `len` bytes and `nchars` characters, written by `fill`.
pub fn build(vm: &mut Vm, len: usize, nchars: usize, fill: impl FnOnce(&mut [u8])) -> R {
    if len == 1 {
        let mut one = [0];
        fill(&mut one);
        return Ok(vm.str_bytes(&one));
    }
    let Ok(len32) = u32::try_from(len) else {
        return vm.raise_args(vm.types.memory_error, &[]);
    };
    let at = vm.try_cell(size_of::<Str>() + len.next_multiple_of(8))?;
    let hdr = Header::new(vm.types.str.root_shape, Kind::Str);
    let object = Str { hdr, hash: 0, len: len32, nchars: nchars as u32 };
    // SAFETY: the cell is fresh, zeroed and has room for the struct and `len` bytes behind it.
    unsafe {
        let p = at as *mut Str;
        p.write(object);
        fill(std::slice::from_raw_parts_mut((p as *mut u8).add(size_of::<Str>()), len));
        Ok(Gc::from_ptr(p).value())
    }
}

/// A `str` of text made elsewhere; too long is a MemoryError.
pub fn text(vm: &mut Vm, bytes: &[u8]) -> R {
    if bytes.len() < 1 << 16 {
        return Ok(vm.str_bytes(bytes));
    }
    let nchars = wtf8::char_count(bytes);
    build(vm, bytes.len(), nchars, |out| out.copy_from_slice(bytes))
}

/// The result of an `adder_text` function as a `str`.
pub fn finish(vm: &mut Vm, r: adder_text::error::Result<Vec<u8>>) -> R {
    match r {
        Ok(bytes) => text(vm, &bytes),
        Err(e) => vm.text_error(e),
    }
}

/// Is this an instance of `str` itself?
#[inline]
pub fn is_exact(vm: &Vm, s: Gc<Str>) -> bool {
    s.hdr.shape == vm.types.str.root_shape
}

/// The part of a string in a byte range; the string itself where that is all of it.
pub fn sub(vm: &mut Vm, s: Gc<Str>, r: Range<usize>) -> Value {
    let bytes = &s.bytes()[r];
    if bytes.len() == s.len as usize && is_exact(vm, s) {
        return s.value();
    }
    if s.is_ascii() && bytes.len() != 1 {
        return vm.str_with(bytes, bytes.len());
    }
    vm.str_bytes(bytes)
}

/// A list of parts of a string.
pub fn parts(vm: &mut Vm, s: Gc<Str>, ranges: Vec<Range<usize>>) -> R {
    let mut list: Gc<List> = vm.list(&[]);
    list.items.reserve(ranges.len());
    vm.heap.note_external(list.items.bytes());
    for r in ranges {
        let v = sub(vm, s, r);
        list.items.push(v);
        vm.heap.barrier(list);
    }
    Ok(list.value())
}

/// `a + b` where `b` is appended to what may go on growing: the text is put (or already is) in a
/// buffer with room at its end, so that a loop of `s += piece` copies every byte a few times only.
/// Older strings keep their prefix of the buffer.
fn append(vm: &mut Vm, a: Gc<Str>, b: Gc<Str>) -> R {
    let (x, y) = (a.bytes(), b.bytes());
    let len = x.len() + y.len();
    let Ok(len32) = u32::try_from(len) else {
        return vm.raise_args(vm.types.memory_error, &[]);
    };
    let last = (a.hdr.aux & SHARED != 0)
        .then(|| a.buffer())
        .filter(|t| t.used == x.len() && t.cap - t.used >= y.len());
    let mut buffer = match last {
        Some(t) => t,
        None => {
            let cap = (len + len / 2).next_multiple_of(8);
            let at = vm.try_cell(size_of::<TextBuffer>() + cap)? as *mut TextBuffer;
            let hdr = Header::new(vm.types.attr_array_shape, Kind::TextBuffer);
            // SAFETY: the cell is fresh and has room for the struct and `cap` bytes behind it.
            unsafe {
                at.write(TextBuffer { hdr, cap, used: x.len() });
                let t = Gc::from_ptr(at);
                std::ptr::copy_nonoverlapping(x.as_ptr(), t.data(), x.len());
                t
            }
        }
    };
    let mut hdr = Header::new(vm.types.str.root_shape, Kind::Str);
    hdr.aux |= SHARED;
    let object = Str { hdr, hash: 0, len: len32, nchars: a.nchars.wrapping_add(b.nchars) };
    let s = vm.alloc(object, size_of::<Value>());
    // SAFETY: `used..used + y.len()` is spare capacity, which no string covers yet (`b` may share
    // the buffer, but lies below); the word behind the struct is the string's buffer.
    unsafe {
        std::ptr::copy_nonoverlapping(y.as_ptr(), buffer.data().add(x.len()), y.len());
        *(s.as_ptr().add(1) as *mut Gc<TextBuffer>) = buffer;
    }
    buffer.used = len;
    Ok(s.value())
}

/// `a + b`.
pub fn concat(vm: &mut Vm, a: Gc<Str>, b: Gc<Str>) -> R {
    if a.len == 0 && is_exact(vm, b) {
        return Ok(b.value());
    }
    if b.len == 0 && is_exact(vm, a) {
        return Ok(a.value());
    }
    let (x, y) = (a.bytes(), b.bytes());
    if x.len() >= SHARE_FROM && y.len() <= x.len() {
        return append(vm, a, b);
    }
    build(vm, x.len() + y.len(), a.nchars as usize + b.nchars as usize, |out| {
        out[..x.len()].copy_from_slice(x);
        out[x.len()..].copy_from_slice(y);
    })
}

/// `s * n`.
fn repeat(vm: &mut Vm, s: Gc<Str>, n: usize) -> R {
    if n == 1 && is_exact(vm, s) {
        return Ok(s.value());
    }
    let unit = s.bytes();
    let nchars = (s.nchars as usize).checked_mul(n);
    if nchars.is_none_or(|chars| isize::try_from(chars).is_err()) {
        return vm.overflow_error("repeated string is too long");
    }
    let Some(len) = unit.len().checked_mul(n) else {
        return vm.raise_args(vm.types.memory_error, &[]);
    };
    build(vm, len, (s.nchars as usize).wrapping_mul(n), |out| match unit {
        [] => {}
        [b] => out.fill(*b),
        // Doubling: each copy is as long as what is there already.
        _ => {
            out[..unit.len().min(len)].copy_from_slice(&unit[..unit.len().min(len)]);
            let mut done = unit.len().min(len);
            while done < len {
                let more = done.min(len - done);
                out.copy_within(..more, done);
                done += more;
            }
        }
    })
}

/// `+`, `*` and `%` with a string as `a`; `None` is NotImplemented.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let s = a.expect::<Str>();
    match op {
        BinOp::Add => match b.cast::<Str>() {
            Some(t) => concat(vm, s, t).map(Some),
            None => Ok(None),
        },
        BinOp::Mul => match seq_ops::repeat_count(vm, b)? {
            Some(n) => repeat(vm, s, n).map(Some),
            None => Ok(None),
        },
        BinOp::Mod => super::str_format::percent_str(vm, s, b).map(Some),
        _ => Ok(None),
    }
}

/// `s[k]`.
pub fn get_item(vm: &mut Vm, s: Gc<Str>, k: Value) -> R {
    let i = if k.is_int() {
        k.as_int()
    } else if let Some(sl) = k.cast::<Slice>() {
        return get_slice(vm, s, sl);
    } else {
        let class = vm.class_of(k);
        if !k.is_int_like() && vm.special(class, Special::Index).is_none() {
            let t = vm.type_name(k);
            return vm.type_error(format!("string indices must be integers, not '{t}'"));
        }
        let i = vm.index(k)?;
        match i.to_i64() {
            Some(i) => i,
            None => return vm.index_error("cannot fit 'int' into an index-sized integer"),
        }
    };
    char_at(vm, s, i)
}

/// `s[i]` for an int.
pub fn char_at(vm: &mut Vm, s: Gc<Str>, i: i64) -> R {
    match seq_ops::wrap(i, s.nchars as usize) {
        Some(i) if s.is_ascii() => Ok(vm.ascii_char(s.bytes()[i])),
        Some(i) => {
            let at = offset_of(vm, s, i);
            if s.bytes()[at] < 128 {
                return Ok(vm.ascii_char(s.bytes()[at]));
            }
            let (_, n) = wtf8::decode_at(s.bytes(), at);
            Ok(vm.str_bytes(&s.bytes()[at..at + n]))
        }
        None => vm.index_error("string index out of range"),
    }
}

fn get_slice(vm: &mut Vm, s: Gc<Str>, sl: Gc<Slice>) -> R {
    if s.is_ascii() {
        if let Some(range) = super::slice::plain_range(sl, s.len as usize) {
            return Ok(sub(vm, s, range));
        }
    }
    let parts = super::slice::unpack(vm, sl)?;
    let (start, _, count) = super::slice::adjust(parts, s.nchars as usize);
    if count == 0 {
        return Ok(vm.str_with(b"", 0));
    }
    let start = start as usize;
    if parts.2 == 1 {
        let (from, to) = if s.is_ascii() {
            (start, start + count)
        } else {
            (offset_of(vm, s, start), offset_of(vm, s, start + count))
        };
        return Ok(sub(vm, s, from..to));
    }
    if s.is_ascii() {
        let bytes = s.bytes();
        return build(vm, count, count, |out| {
            let mut at = start as isize;
            for b in out {
                *b = bytes[at as usize];
                at = at.wrapping_add(parts.2);
            }
        });
    }
    let out = text_slice::slice(s.bytes(), start, parts.2 as i64, count);
    text(vm, &out)
}

/// `item in s`.
pub fn contains(vm: &mut Vm, s: Gc<Str>, item: Value) -> R<bool> {
    match item.cast::<Str>() {
        Some(t) => Ok(search::contains(s.bytes(), t.bytes())),
        None => {
            let t = vm.type_name(item);
            vm.type_error(format!("'in <string>' requires string as left operand, not {t}"))
        }
    }
}

/// `sep.join(seq)` for a list or tuple.
pub fn join(vm: &mut Vm, sep: Gc<Str>, seq: Value) -> R {
    let items = seq_ops::items(seq);
    if let [one] = items {
        if let Some(s) = one.cast::<Str>().filter(|s| is_exact(vm, *s)) {
            return Ok(s.value());
        }
    }
    let gaps = items.len().saturating_sub(1);
    let mut len = gaps.saturating_mul(sep.len as usize);
    let mut nchars = gaps.saturating_mul(sep.nchars as usize);
    for (i, x) in items.iter().enumerate() {
        let Some(s) = x.cast::<Str>() else {
            let t = vm.type_name(*x);
            return vm.type_error(format!("sequence item {i}: expected str instance, {t} found"));
        };
        len = len.saturating_add(s.len as usize);
        nchars = nchars.saturating_add(s.nchars as usize);
    }
    // Nothing between the count and the copy runs Python code: the items stay as they are.
    build(vm, len, nchars, |out| {
        let mut at = 0;
        for (i, x) in seq_ops::items(seq).iter().enumerate() {
            if i > 0 {
                out[at..at + sep.len as usize].copy_from_slice(sep.bytes());
                at += sep.len as usize;
            }
            let s = x.expect::<Str>();
            out[at..at + s.len as usize].copy_from_slice(s.bytes());
            at += s.len as usize;
        }
    })
}

/// `__intrinsic_join__(sep, list)`: the native half of `str.join` over Python iterators.
pub fn join_intrinsic(vm: &mut Vm, a: &[Value]) -> R {
    join(vm, a[0].expect(), a[1])
}
