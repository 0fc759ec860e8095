//! What `bytes` and `bytearray` share: raw access, operators, subscripts, and the codecs.
//!
//! [`data`] gives the bytes of either. A slice of a bytearray must not be held across anything that
//! may run Python code: it could be resized meanwhile.

use super::{seq_ops, slice};
use crate::object::{ByteArray, Bytes, Gc, Header, Kind, ObjVec, Str};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::value::Value;
use crate::{Vm, R};
use adder_text::codec::{self, Codec, EncodeError, Errors, Replacement};
use adder_text::text_ops::search;
use std::mem::size_of;

/// The bytes of a `bytes` or `bytearray` object (subclasses included) or a contiguous memoryview.
#[inline]
pub fn data(v: Value) -> Option<&'static [u8]> {
    match v.kind() {
        Some(Kind::Bytes) => Some(v.expect::<Bytes>().bytes()),
        Some(Kind::ByteArray) => {
            let b = v.expect::<ByteArray>();
            // SAFETY: the buffer of a live object; see the rule in the module comment.
            Some(unsafe { std::slice::from_raw_parts(b.data.as_ptr(), b.data.len()) })
        }
        Some(Kind::NativeObj) => super::memoryview::contiguous(v),
        _ => None,
    }
}

/// The bytes of an argument that must be bytes-like.
pub fn arg(vm: &mut Vm, v: Value) -> R<&'static [u8]> {
    match data(v) {
        Some(d) => Ok(d),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("a bytes-like object is required, not '{t}'"))
        }
    }
}

/// A new `bytes` of `len` bytes, written by `fill`.
pub fn build(vm: &mut Vm, len: usize, fill: impl FnOnce(&mut [u8])) -> R {
    if len > 1 << 46 {
        return vm.raise_args(vm.types.memory_error, &[]);
    }
    let at = vm.try_cell(size_of::<Bytes>() + len.next_multiple_of(8))?;
    let hdr = Header::new(vm.types.bytes.root_shape, Kind::Bytes);
    // SAFETY: the cell is fresh, zeroed and has room for the struct and `len` bytes behind it.
    unsafe {
        let p = at as *mut Bytes;
        p.write(Bytes { hdr, hash: 0, len });
        fill(std::slice::from_raw_parts_mut((p as *mut u8).add(size_of::<Bytes>()), len));
        Ok(Gc::from_ptr(p).value())
    }
}

/// A vector that is certain to fit in memory.
pub fn buffer(vm: &mut Vm, len: usize) -> R<ObjVec<u8>> {
    let mut out = ObjVec::new();
    if out.try_reserve(len).is_err() {
        return vm.raise_args(vm.types.memory_error, &[]);
    }
    Ok(out)
}

/// A `bytes` or `bytearray`, whichever `this` is.
pub fn like(vm: &mut Vm, this: Value, bytes: &[u8]) -> R {
    if this.is_kind(Kind::ByteArray) {
        return Ok(vm.bytearray(bytes));
    }
    build(vm, bytes.len(), |out| out.copy_from_slice(bytes))
}

/// As [`like`], for a part of `this`: all of a plain `bytes` is the object itself.
pub fn sub(vm: &mut Vm, this: Value, part: &[u8]) -> R {
    if let Some(b) = this.cast::<Bytes>() {
        if b.len == part.len() && b.hdr.shape == vm.types.bytes.root_shape {
            return Ok(this);
        }
        return build(vm, part.len(), |out| out.copy_from_slice(part));
    }
    // A copy first: the bytearray may be all that keeps the part alive.
    let part = part.to_vec();
    Ok(vm.bytearray(&part))
}

/// One byte from an int; `what` names it in the message.
pub fn byte_arg(vm: &mut Vm, v: Value, what: &str) -> R<u8> {
    let i = vm.index(v)?;
    match i.to_i64().and_then(|i| u8::try_from(i).ok()) {
        Some(b) => Ok(b),
        None => vm.value_error(format!("{what} must be in range(0, 256)")),
    }
}

/// Bytes from an iterable of ints that the VM can run natively.
pub fn collect(vm: &mut Vm, v: Value, what: &str) -> R<Vec<u8>> {
    let mut out = Vec::new();
    if !vm.has_custom_ops(v) && matches!(v.kind(), Some(Kind::List | Kind::Tuple)) {
        let mut i = 0;
        while let Some(&x) = seq_ops::items(v).get(i) {
            out.push(byte_arg(vm, x, what)?);
            i += 1;
        }
        return Ok(out);
    }
    vm.for_each(v, |vm, x| {
        out.push(byte_arg(vm, x, what)?);
        Ok(true)
    })?;
    Ok(out)
}

/// `+`, `*` and `%` with bytes or a bytearray as `a`; `None` is NotImplemented.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let Some(x) = data(a) else { return Ok(None) };
    match op {
        BinOp::Add => {
            let Some(y) = data(b) else { return Ok(None) };
            if a.is_kind(Kind::ByteArray) {
                let mut out = Vec::with_capacity(x.len() + y.len());
                out.extend_from_slice(x);
                out.extend_from_slice(y);
                return Ok(Some(vm.bytearray(&out)));
            }
            build(vm, x.len() + y.len(), |out| {
                out[..x.len()].copy_from_slice(x);
                out[x.len()..].copy_from_slice(y);
            })
            .map(Some)
        }
        BinOp::Mul => match seq_ops::repeat_count(vm, b)? {
            Some(n) => {
                let out = repeated(vm, a, n)?;
                like(vm, a, &out).map(Some)
            }
            None => Ok(None),
        },
        BinOp::Mod => {
            let format = x.to_vec();
            let out = super::str_format::percent_bytes(vm, &format, b)?;
            like(vm, a, &out).map(Some)
        }
        _ => Ok(None),
    }
}

fn repeated(vm: &mut Vm, v: Value, n: usize) -> R<ObjVec<u8>> {
    let unit = data(v).unwrap_or(b"");
    let len = unit.len().checked_mul(n).filter(|len| isize::try_from(*len).is_ok());
    let Some(len) = len else {
        if v.is_kind(Kind::Bytes) {
            return vm.overflow_error("repeated bytes are too long");
        }
        return vm.raise_args(vm.types.memory_error, &[]);
    };
    let mut out = buffer(vm, len)?;
    match unit {
        [] => {}
        [b] => out.resize(n, *b),
        _ => (0..n).for_each(|_| out.extend_from_slice(unit)),
    }
    Ok(out)
}

/// `+=` and `*=` of a bytearray; `None`: use the binary operator.
pub fn inplace(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let mut this = a.expect::<ByteArray>();
    match op {
        BinOp::Add => {
            let Some(more) = data(b) else { return Ok(None) };
            let more = more.to_vec();
            extend(vm, this, &more);
            Ok(Some(a))
        }
        BinOp::Mul => match seq_ops::repeat_count(vm, b)? {
            Some(n) => {
                let out = repeated(vm, a, n)?;
                vm.heap.note_external(out.bytes());
                this.data = out;
                Ok(Some(a))
            }
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// Appends to a bytearray.
pub fn extend(vm: &mut Vm, mut this: Gc<ByteArray>, more: &[u8]) {
    let before = this.data.capacity();
    this.data.extend_from_slice(more);
    vm.heap.note_external(this.data.capacity() - before);
}

/// Comparison of two bytes-like objects.
pub fn compare(op: CmpOp, a: Value, b: Value) -> Option<bool> {
    Some(op.of(data(a)?, data(b)?))
}

/// `o[k]`.
pub fn get_item(vm: &mut Vm, o: Value, k: Value) -> R {
    let array = o.is_kind(Kind::ByteArray);
    match seq_ops::key(vm, k, if array { "bytearray" } else { "byte" })? {
        seq_ops::Key::Int(i) => {
            let d = data(o).unwrap_or(b"");
            match seq_ops::wrap(i, d.len()) {
                Some(i) => Ok(Value::small(i64::from(d[i]))),
                None if array => vm.index_error("bytearray index out of range"),
                None => vm.index_error("index out of range"),
            }
        }
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            let d = data(o).unwrap_or(b"");
            let (start, _, count) = slice::adjust(parts, d.len());
            if parts.2 == 1 {
                return sub(vm, o, &d[start as usize..start as usize + count]);
            }
            let mut out = Vec::with_capacity(count);
            let mut at = start;
            for _ in 0..count {
                out.push(d[at as usize]);
                at = at.wrapping_add(parts.2);
            }
            like(vm, o, &out)
        }
    }
}

/// `array[k] = v`.
pub fn set_item(vm: &mut Vm, mut array: Gc<ByteArray>, k: Value, v: Value) -> R<()> {
    match seq_ops::key(vm, k, "bytearray")? {
        seq_ops::Key::Int(i) => {
            let b = byte_arg(vm, v, "byte")?;
            match seq_ops::wrap(i, array.data.len()) {
                Some(i) => {
                    array.data[i] = b;
                    Ok(())
                }
                None => vm.index_error("bytearray index out of range"),
            }
        }
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            let new = match data(v) {
                Some(d) => d.to_vec(),
                None if v.is_kind(Kind::Str) || v.is_int_like() || v.is_float() => {
                    return vm.type_error(
                        "can assign only bytes, buffers, or iterables of ints in range(0, 256)",
                    )
                }
                None => collect(vm, v, "byte")?,
            };
            let (start, stop, count) = slice::adjust(parts, array.data.len());
            if parts.2 == 1 {
                let (start, stop) = (start as usize, stop.max(start) as usize);
                let before = array.data.capacity();
                array.data.splice(start, stop, &new);
                vm.heap.note_external(array.data.capacity().saturating_sub(before));
                return Ok(());
            }
            if new.is_empty() {
                delete(&mut array.data, start, parts.2, count);
                return Ok(());
            }
            if new.len() != count {
                let n = new.len();
                return vm.value_error(format!(
                    "attempt to assign bytes of size {n} to extended slice of size {count}"
                ));
            }
            let mut at = start;
            for b in new {
                array.data[at as usize] = b;
                at = at.wrapping_add(parts.2);
            }
            Ok(())
        }
    }
}

/// `del array[k]`.
pub fn del_item(vm: &mut Vm, mut array: Gc<ByteArray>, k: Value) -> R<()> {
    match seq_ops::key(vm, k, "bytearray")? {
        seq_ops::Key::Int(i) => match seq_ops::wrap(i, array.data.len()) {
            Some(i) => {
                array.data.remove(i);
                Ok(())
            }
            None => vm.index_error("bytearray index out of range"),
        },
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            let (start, _, count) = slice::adjust(parts, array.data.len());
            delete(&mut array.data, start, parts.2, count);
            Ok(())
        }
    }
}

/// Removes `count` bytes at `start`, `start + step`, ...
fn delete(bytes: &mut ObjVec<u8>, start: isize, step: isize, count: usize) {
    if count == 0 {
        return;
    }
    let (first, step) = if step > 0 {
        (start as usize, step as usize)
    } else {
        ((start + step * (count as isize - 1)) as usize, step.unsigned_abs())
    };
    let (mut write, mut removed) = (first, 0);
    for read in first..bytes.len() {
        if removed < count && read == first + removed * step {
            removed += 1;
        } else {
            bytes[write] = bytes[read];
            write += 1;
        }
    }
    bytes.truncate(write);
}

/// `item in o`: a byte or a subsequence.
pub fn contains(vm: &mut Vm, o: Value, item: Value) -> R<bool> {
    if let Some(needle) = data(item) {
        return Ok(search::contains(data(o).unwrap_or(b""), needle));
    }
    let class = vm.class_of(item);
    if !item.is_int_like() && vm.special(class, Special::Index).is_none() {
        let t = vm.type_name(item);
        return vm.type_error(format!("a bytes-like object is required, not '{t}'"));
    }
    let b = byte_arg(vm, item, "byte")?;
    Ok(search::contains(data(o).unwrap_or(b""), &[b]))
}

// --- codecs ---

fn codec_of(vm: &mut Vm, name: Option<&str>) -> R<Codec> {
    let Some(name) = name else {
        return Ok(Codec::Utf8);
    };
    match Codec::from_name(name) {
        Some(c) => Ok(c),
        None => vm.raise_msg(vm.types.lookup_error, &format!("unknown encoding: {name}")),
    }
}

fn unknown_handler<T>(vm: &mut Vm, name: &str) -> R<T> {
    vm.raise_msg(vm.types.lookup_error, &format!("unknown error handler name '{name}'"))
}

/// `bytes.decode`: a `str`.
pub fn decode(vm: &mut Vm, object: Value, encoding: Option<&str>, errors: Option<&str>) -> R {
    let codec = codec_of(vm, encoding)?;
    let bytes = data(object).unwrap_or(b"");
    if codec == Codec::Utf8 && std::str::from_utf8(bytes).is_ok() {
        return super::str_ops::text(vm, bytes);
    }
    let handler_name = errors.unwrap_or("strict");
    let handler = Errors::from_name(handler_name);
    let r = codec::decode(codec, bytes, true, |failure, d| {
        let Some(handler) = handler else {
            return unknown_handler(vm, handler_name);
        };
        match handler.decode(failure, d) {
            Some(r) => Ok(r),
            None => decode_error(
                vm,
                failure.encoding,
                object,
                (failure.start, failure.end),
                failure.reason,
            ),
        }
    });
    let (out, _) = r?;
    super::str_ops::text(vm, &out)
}

/// Raises UnicodeDecodeError.
pub fn decode_error<T>(
    vm: &mut Vm,
    encoding: &str,
    object: Value,
    (start, end): (usize, usize),
    reason: &str,
) -> R<T> {
    let encoding = vm.str(encoding);
    let object = match object.kind() {
        Some(Kind::ByteArray | Kind::NativeObj) => {
            let copy = data(object).unwrap_or(b"").to_vec();
            vm.bytes(&copy)
        }
        _ => object,
    };
    let reason = vm.str(reason);
    let (start, end) = (vm.int(start as i64), vm.int(end as i64));
    let class = vm.types.unicode_decode_error;
    vm.raise_args(class, &[encoding, object, start, end, reason])
}

/// `str.encode`: the bytes.
pub fn encode(vm: &mut Vm, s: Gc<Str>, encoding: Option<&str>, errors: Option<&str>) -> R<Vec<u8>> {
    let codec = codec_of(vm, encoding)?;
    let bytes = s.bytes();
    let direct = match codec {
        Codec::Utf8 => s.is_ascii() || !adder_text::wtf8::has_surrogates(bytes),
        Codec::Ascii | Codec::Latin1 => s.is_ascii(),
        _ => false,
    };
    if direct {
        return Ok(bytes.to_vec());
    }
    let handler_name = errors.unwrap_or("strict");
    let handler = Errors::from_name(handler_name);
    let r = codec::encode(codec, bytes, |failure| {
        if handler_name == "namereplace" {
            return Ok((Replacement::Text(named(failure.bad(bytes))), failure.end));
        }
        let Some(handler) = handler else {
            return unknown_handler(vm, handler_name);
        };
        match handler.encode(failure, bytes) {
            Some(r) => Ok(r),
            None => {
                encode_error(vm, failure.encoding, s, (failure.start, failure.end), failure.reason)
            }
        }
    });
    match r {
        Ok(out) => Ok(out),
        Err(EncodeError::Handler(raised)) => Err(raised),
        Err(EncodeError::Replacement(f)) => {
            encode_error(vm, f.encoding, s, (f.start, f.end), f.reason)
        }
    }
}

/// Characters as `\\N{NAME}`, those without a name as escapes.
fn named(bad: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for cp in adder_text::wtf8::code_points(bad) {
        let name = char::from_u32(cp).and_then(unicode_names2::name);
        let text = match (name, cp) {
            (Some(name), _) => format!("\\N{{{name}}}"),
            (None, 0..=0xff) => format!("\\x{cp:02x}"),
            (None, 0x100..=0xffff) => format!("\\u{cp:04x}"),
            _ => format!("\\U{cp:08x}"),
        };
        out.extend_from_slice(text.as_bytes());
    }
    out
}

/// Raises UnicodeEncodeError.
pub fn encode_error<T>(
    vm: &mut Vm,
    encoding: &str,
    s: Gc<Str>,
    (start, end): (usize, usize),
    reason: &str,
) -> R<T> {
    let (encoding, reason) = (vm.str(encoding), vm.str(reason));
    let (start, end) = (vm.int(start as i64), vm.int(end as i64));
    let class = vm.types.unicode_encode_error;
    vm.raise_args(class, &[encoding, s.value(), start, end, reason])
}
