//! `str.format`, `str.format_map` and `%` formatting of `str` and `bytes`.
//!
//! The languages are parsed by `adder_text::format`; here is what needs objects: arguments,
//! attribute and item lookups, conversions. Values met on the way live in Rust locals and in the
//! argument window; the text made so far is plain memory.

use super::str_ops;
use crate::object::{ByteArray, Bytes, Gc, Kind, Str, Tuple};
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint::IntRef;
use adder_text::format::percent::{Count, Directive, Item, Layout, Percent};
use adder_text::format::template::{
    check_conversion, split_field_name, Accessor, AutoNumber, Conversion, First, Template,
};
use adder_text::{float, repr as text_repr, wtf8};

/// Where the fields of a template get their values.
#[derive(Clone, Copy)]
enum Source<'a> {
    Args(Args<'a>),
    Map(Value),
}

/// `s.format(*args, **kwargs)`; `args` are those behind `self`.
pub fn format_method(vm: &mut Vm, s: Gc<Str>, args: Args) -> R {
    let mut out = Vec::with_capacity(s.len as usize + 16);
    let mut numbers = AutoNumber::default();
    expand(vm, s.bytes(), Source::Args(args), &mut numbers, 2, &mut out)?;
    str_ops::text(vm, &out)
}

/// `s.format_map(mapping)`.
pub fn format_map(vm: &mut Vm, s: Gc<Str>, mapping: Value) -> R {
    let mut out = Vec::with_capacity(s.len as usize + 16);
    let mut numbers = AutoNumber::default();
    expand(vm, s.bytes(), Source::Map(mapping), &mut numbers, 2, &mut out)?;
    str_ops::text(vm, &out)
}

fn checked<T>(vm: &mut Vm, r: adder_text::error::Result<T>) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(e) => vm.text_error(e),
    }
}

/// Appends an expanded template; specs are templates themselves, two levels deep.
fn expand(
    vm: &mut Vm,
    template: &[u8],
    source: Source,
    numbers: &mut AutoNumber,
    depth: u32,
    out: &mut Vec<u8>,
) -> R<()> {
    if depth == 0 {
        return vm.value_error("Max string recursion exceeded");
    }
    for piece in Template::new(template) {
        let piece = checked(vm, piece)?;
        out.extend_from_slice(piece.literal);
        let Some(field) = piece.field else { continue };
        let mut v = lookup(vm, field.name, source, numbers)?;
        if let Some(code) = field.conversion {
            v = match checked(vm, check_conversion(code))? {
                Conversion::Str => vm.to_str(v)?.value(),
                Conversion::Repr => vm.repr(v)?.value(),
                Conversion::Ascii => {
                    let r = vm.repr(v)?;
                    let text = text_repr::ascii_of_repr(r.bytes());
                    vm.str(&text)
                }
            };
        }
        let pin = vm.pin(&[v]);
        let r = formatted(vm, v, field.spec, field.nested, source, numbers, depth);
        vm.unpin(pin);
        let s = r?;
        out.extend_from_slice(s.bytes());
    }
    Ok(())
}

fn formatted(
    vm: &mut Vm,
    v: Value,
    spec: &[u8],
    nested: bool,
    source: Source,
    numbers: &mut AutoNumber,
    depth: u32,
) -> R<Gc<Str>> {
    if spec.is_empty() {
        if let Some(s) = v.cast::<Str>().filter(|s| str_ops::is_exact(vm, *s)) {
            return Ok(s);
        }
    }
    let spec = if nested {
        let mut text = Vec::new();
        expand(vm, spec, source, numbers, depth - 1, &mut text)?;
        vm.str_bytes(&text)
    } else {
        vm.str_bytes(spec)
    };
    vm.format(v, spec.expect())
}

/// The value of a field name.
fn lookup(vm: &mut Vm, name: &[u8], source: Source, numbers: &mut AutoNumber) -> R {
    let (first, accessors) = checked(vm, split_field_name(name))?;
    let index = checked(vm, numbers.resolve(&first))?;
    let mut v = match (source, index, first) {
        (Source::Args(args), Some(i), _) => match args.pos().get(i) {
            Some(&v) => v,
            None => {
                return vm.index_error(format!(
                    "Replacement index {i} out of range for positional args tuple"
                ))
            }
        },
        (Source::Map(_), Some(_), _) => {
            return vm.value_error("Format string contains positional fields")
        }
        (Source::Args(args), None, First::Name(key)) => {
            let found = args.kw().find(|(k, _)| k.expect::<Str>().bytes() == key);
            match found {
                Some((_, v)) => v,
                None => {
                    let key = vm.str_bytes(key);
                    return vm.key_error(key);
                }
            }
        }
        (Source::Map(map), None, First::Name(key)) => {
            let key = vm.str_bytes(key);
            vm.get_item(map, key)?
        }
        (_, None, _) => return vm.system_error("bad format field"),
    };
    for accessor in accessors {
        let pin = vm.pin(&[v]);
        let r = match checked(vm, accessor) {
            Ok(Accessor::Attr(name)) => {
                let name = vm.intern_bytes(name);
                vm.get_attr(v, name)
            }
            Ok(Accessor::Index(i)) => {
                let i = vm.int(i as i64);
                vm.get_item(v, i)
            }
            Ok(Accessor::Key(key)) => {
                let key = vm.str_bytes(key);
                vm.get_item(v, key)
            }
            Err(e) => Err(e),
        };
        vm.unpin(pin);
        v = r?;
    }
    Ok(v)
}

/// The arguments of a `%` format, handed out in order.
struct Arguments {
    /// A tuple, or a single value.
    all: Value,
    next: usize,
    single: bool,
    /// The right operand, if keys may be looked up in it.
    mapping: Option<Value>,
}

impl Arguments {
    fn new(vm: &mut Vm, v: Value) -> Arguments {
        let single = !v.is_kind(Kind::Tuple);
        let text = matches!(v.kind(), Some(Kind::Str | Kind::Bytes | Kind::ByteArray));
        let class = vm.class_of(v);
        let mapping =
            (single && !text && v.is_ptr() && vm.special(class, Special::GetItem).is_some())
                .then_some(v);
        Arguments { all: v, next: 0, single, mapping }
    }

    fn next(&mut self, vm: &mut Vm) -> R {
        let v = if self.single {
            (self.next == 0).then_some(self.all)
        } else {
            self.all.expect::<Tuple>().items().get(self.next).copied()
        };
        self.next += 1;
        match v {
            Some(v) => Ok(v),
            None => vm.type_error("not enough arguments for format string"),
        }
    }

    fn left(&self) -> bool {
        let n = if self.single { 1 } else { self.all.expect::<Tuple>().len };
        self.next < n && self.mapping.is_none()
    }

    /// The value of a `*` width or precision.
    fn star(&mut self, vm: &mut Vm, count: Count, precision: bool) -> R<Option<i64>> {
        if count != Count::Star {
            return Ok(None);
        }
        let v = self.next(vm)?;
        if !v.is_int_like() {
            return vm.type_error("* wants int");
        }
        match v.to_i64() {
            Some(i) if !precision || i32::try_from(i).is_ok() => Ok(Some(i)),
            _ if precision => vm.overflow_error("Python int too large to convert to C int"),
            _ => vm.overflow_error("Python int too large to convert to C ssize_t"),
        }
    }

    /// Looks up the key of the next directive: what is found is its only argument.
    fn look_up(&mut self, vm: &mut Vm, key: Value) -> R<()> {
        let Some(map) = self.mapping else {
            return vm.type_error("format requires a mapping");
        };
        self.all = vm.get_item(map, key)?;
        self.single = true;
        self.next = 0;
        Ok(())
    }

    /// Takes width, precision and value.
    fn take(&mut self, vm: &mut Vm, d: &Directive) -> R<(Value, Layout)> {
        let width = self.star(vm, d.width, false)?;
        let precision = self.star(vm, d.precision, true)?;
        let v = self.next(vm)?;
        let layout = checked(vm, d.layout(width, precision))?;
        Ok((v, layout))
    }
}

/// `s % arguments`.
pub fn percent_str(vm: &mut Vm, s: Gc<Str>, arguments: Value) -> R {
    let mut args = Arguments::new(vm, arguments);
    let mut out = Vec::with_capacity(s.len as usize + 16);
    for item in Percent::new(s.bytes(), false, args.mapping.is_some()) {
        match checked(vm, item)? {
            Item::Literal(text) => out.extend_from_slice(text),
            Item::Directive(d) => {
                let (v, layout) = args.take(vm, &d)?;
                // A value looked up in a mapping may live nowhere else.
                let pin = vm.pin(&[v]);
                let r = convert_str(vm, &d, &layout, v, &mut out);
                vm.unpin(pin);
                r?;
            }
            Item::Key(key) => {
                let key = vm.str_bytes(key);
                args.look_up(vm, key)?;
            }
        }
    }
    if args.left() {
        return vm.type_error("not all arguments converted during string formatting");
    }
    str_ops::text(vm, &out)
}

fn convert_str(vm: &mut Vm, d: &Directive, layout: &Layout, v: Value, out: &mut Vec<u8>) -> R<()> {
    let plain = layout.width == 0 && layout.precision.is_none();
    let text = match char::from_u32(d.conversion) {
        Some('s') => {
            let s = vm.to_str(v)?;
            if plain {
                out.extend_from_slice(s.bytes());
                return Ok(());
            }
            layout.text(s.bytes())
        }
        Some('r') => {
            let s = vm.repr(v)?;
            layout.text(s.bytes())
        }
        Some('a') => {
            let s = vm.repr(v)?;
            layout.text(text_repr::ascii_of_repr(s.bytes()).as_bytes())
        }
        Some('d' | 'i' | 'u' | 'o' | 'x' | 'X') => {
            let i = integer(vm, v, d.conversion as u8)?;
            int_text(vm, layout, i, d.conversion as u8)
        }
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
            let f = vm.to_f64(v)?;
            layout.float(f, d.conversion as u8)
        }
        Some('c') => {
            let cp = character(vm, v)?;
            layout.char(cp)
        }
        _ => return vm.text_error(d.unsupported()),
    };
    out.extend_from_slice(&checked(vm, text)?);
    Ok(())
}

fn int_text(
    vm: &Vm,
    layout: &Layout,
    v: Value,
    conversion: u8,
) -> adder_text::error::Result<Vec<u8>> {
    let conversion = if matches!(conversion, b'i' | b'u') { b'd' } else { conversion };
    let i = v.as_int_ref().unwrap_or(IntRef::Small(0));
    layout.int(i, conversion, vm.int_max_str_digits)
}

/// The int that `%d` and its kin print.
fn integer(vm: &mut Vm, v: Value, conversion: u8) -> R {
    if v.is_int_like() {
        return Ok(v);
    }
    let exact = matches!(conversion, b'o' | b'x' | b'X');
    if !exact {
        if let Some(f) = v.to_f64_exact() {
            let i = checked(vm, float::trunc_int(f))?;
            return Ok(vm.int_value(i));
        }
    }
    if v.is_ptr() && !matches!(v.kind(), Some(Kind::Str | Kind::Bytes | Kind::ByteArray)) {
        let class = vm.class_of(v);
        let specials: &[Special] =
            if exact { &[Special::Index] } else { &[Special::Int, Special::Index, Special::Trunc] };
        for &s in specials {
            if let Some(f) = vm.special(class, s) {
                let r = vm.call_special(f, &[v])?;
                if r.is_int_like() {
                    return Ok(r);
                }
                let t = vm.type_name(r);
                return vm.type_error(format!("{} returned non-int (type {t})", s.name()));
            }
        }
    }
    let (c, t) = (conversion as char, vm.type_name(v));
    let wanted = if exact { "an integer" } else { "a real number" };
    vm.type_error(format!("%{c} format: {wanted} is required, not {t}"))
}

/// The code point that `%c` prints.
fn character(vm: &mut Vm, v: Value) -> R<u32> {
    if let Some(s) = v.cast::<Str>() {
        if s.nchars == 1 {
            return Ok(wtf8::decode_at(s.bytes(), 0).0);
        }
        return vm.type_error("%c requires int or char");
    }
    let class = vm.class_of(v);
    if !v.is_int_like() && vm.special(class, Special::Index).is_none() {
        return vm.type_error("%c requires int or char");
    }
    let i = vm.index(v)?;
    match i.to_i64() {
        Some(i @ 0..=0x10ffff) => Ok(i as u32),
        _ => vm.overflow_error("%c arg not in range(0x110000)"),
    }
}

/// `format % arguments` of bytes; the result is plain memory.
pub fn percent_bytes(vm: &mut Vm, format: &[u8], arguments: Value) -> R<Vec<u8>> {
    let mut args = Arguments::new(vm, arguments);
    let mut out = Vec::with_capacity(format.len() + 16);
    for item in Percent::new(format, true, args.mapping.is_some()) {
        match checked(vm, item)? {
            Item::Literal(text) => out.extend_from_slice(text),
            Item::Directive(d) => {
                let (v, layout) = args.take(vm, &d)?;
                // A value looked up in a mapping may live nowhere else.
                let pin = vm.pin(&[v]);
                let r = convert_bytes(vm, &d, &layout, v, &mut out);
                vm.unpin(pin);
                r?;
            }
            Item::Key(key) => {
                let key = vm.bytes(key);
                args.look_up(vm, key)?;
            }
        }
    }
    if args.left() {
        return vm.type_error("not all arguments converted during bytes formatting");
    }
    Ok(out)
}

fn convert_bytes(
    vm: &mut Vm,
    d: &Directive,
    layout: &Layout,
    v: Value,
    out: &mut Vec<u8>,
) -> R<()> {
    let text = match char::from_u32(d.conversion) {
        Some('s' | 'b') => {
            let data = bytes_of(vm, v)?;
            layout.bytes(&data)
        }
        Some('r' | 'a') => {
            let s = vm.repr(v)?;
            layout.bytes(text_repr::ascii_of_repr(s.bytes()).as_bytes())
        }
        Some('d' | 'i' | 'u' | 'o' | 'x' | 'X') => {
            let i = integer(vm, v, d.conversion as u8)?;
            int_text(vm, layout, i, d.conversion as u8)
        }
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G') => match vm.to_f64_opt(v)? {
            Some(f) => layout.float(f, d.conversion as u8),
            None => {
                let t = vm.type_name(v);
                return vm.type_error(format!("float argument required, not {t}"));
            }
        },
        Some('c') => {
            let b = byte(vm, v)?;
            layout.bytes(&[b])
        }
        _ => return vm.text_error(d.unsupported()),
    };
    out.extend_from_slice(&checked(vm, text)?);
    Ok(())
}

fn bytes_of(vm: &mut Vm, v: Value) -> R<Vec<u8>> {
    if let Some(data) = super::bytes_ops::data(v) {
        return Ok(data.to_vec());
    }
    let class = vm.class_of(v);
    if let Some(f) = vm.special(class, Special::Bytes) {
        let r = vm.call_special(f, &[v])?;
        if let Some(b) = r.cast::<Bytes>() {
            return Ok(b.bytes().to_vec());
        }
        let t = vm.type_name(r);
        return vm.type_error(format!("__bytes__ returned non-bytes (type {t})"));
    }
    let t = vm.type_name(v);
    vm.type_error(format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{t}'"
    ))
}

/// The byte that `%c` prints.
fn byte(vm: &mut Vm, v: Value) -> R<u8> {
    const WRONG: &str = "%c requires an integer in range(256) or a single byte";
    let one = match v.kind() {
        Some(Kind::Bytes) => v.expect::<Bytes>().bytes(),
        Some(Kind::ByteArray) => match v.expect::<ByteArray>().data.as_slice() {
            [b] => return Ok(*b),
            _ => return vm.type_error(WRONG),
        },
        _ => {
            let class = vm.class_of(v);
            if !v.is_int_like() && vm.special(class, Special::Index).is_none() {
                return vm.type_error(WRONG);
            }
            let i = vm.index(v)?;
            return match i.to_i64().and_then(|i| u8::try_from(i).ok()) {
                Some(b) => Ok(b),
                None => vm.overflow_error("%c arg not in range(256)"),
            };
        }
    };
    match one {
        [b] => Ok(*b),
        _ => vm.type_error(WRONG),
    }
}
