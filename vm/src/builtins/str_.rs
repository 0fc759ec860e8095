//! `str`: the constructor and the methods.
//!
//! The algorithms are in `adder_text::text_ops`, over WTF-8; this file unpacks arguments, turns
//! character indices into byte offsets and makes the results. Methods work by layout: instances of
//! subclasses behave like `str` here and results are plain strings.

use super::str_ops::{self, finish, index_of, offset_of, parts, sub};
use super::{bytes_ops, list, seq_ops};
use crate::args::Params;
use crate::object::iter::StrIter;
use crate::object::native::effects;
use crate::object::*;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::text_ops::translate::{translate as translate_text, Translation};
use adder_text::text_ops::{case, classify, pad, search, split, trim};
use adder_text::{repr as text_repr, wtf8};
use std::ops::Range;

fn this(args: &Args) -> Gc<Str> {
    args.all[0].expect()
}

/// A string argument, or TypeError `<what> must be str, not <type>`.
fn str_arg(vm: &mut Vm, v: Value, what: &str) -> R<Gc<Str>> {
    match v.cast::<Str>() {
        Some(s) => Ok(s),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("{what}must be str, not {t}"))
        }
    }
}

// --- construction ---

/// `str(v)` where only the class's Python method can tell: run it in place of this native.
fn str_of(vm: &mut Vm, v: Value) -> R {
    if vm.has_custom_ops(v) {
        let class = vm.class_of(v);
        let mut method = vm.special(class, Special::Str);
        let mut name = "__str__";
        let object = vm.types.object;
        if method.and_then(|f| f.cast::<Native>()).is_some_and(|n| n.owner() == Some(object)) {
            method = vm.special(class, Special::Repr);
            name = "__repr__";
        }
        if let Some(f) = method.filter(|f| f.is_kind(Kind::Function)) {
            let name = vm.str(name);
            return vm.tail_prelude("str_of", &[f, name, v]);
        }
    }
    Ok(vm.to_str(v)?.value())
}

const NEW: Params<3> = Params::new("str", ["object", "encoding", "errors"]).required(0);

/// `str(...)` of exactly `str`.
fn construct(vm: &mut Vm, args: Args) -> R {
    match (args.pos(), args.has_kw()) {
        ([], false) => return Ok(vm.str("")),
        ([v], false) => return str_of(vm, *v),
        _ => {}
    }
    let [object, encoding, errors] = NEW.parse(vm, args)?;
    if encoding.is_undef() && errors.is_undef() {
        return if object.is_undef() { Ok(vm.str("")) } else { str_of(vm, object) };
    }
    decoded(vm, object, encoding, errors)
}

fn decoded(vm: &mut Vm, object: Value, encoding: Value, errors: Value) -> R {
    if object.is_undef() {
        return Ok(vm.str(""));
    }
    let encoding = opt_name(vm, encoding, "str", "encoding")?;
    let errors = opt_name(vm, errors, "str", "errors")?;
    if object.is_kind(Kind::Str) {
        return vm.type_error("decoding str is not supported");
    }
    if bytes_ops::data(object).is_none() {
        let t = vm.type_name(object);
        return vm.type_error(format!("decoding to str: need a bytes-like object, {t} found"));
    }
    bytes_ops::decode(vm, object, encoding.as_deref(), errors.as_deref())
}

/// An optional `encoding` or `errors` argument.
pub fn opt_name(vm: &mut Vm, v: Value, func: &str, arg: &str) -> R<Option<String>> {
    if v.is_undef() {
        return Ok(None);
    }
    let s = str_arg(vm, v, &format!("{func}() argument '{arg}' "))?;
    if s.bytes().contains(&0) {
        return vm.value_error("embedded null character");
    }
    Ok(Some(s.to_string_lossy()))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.str)?;
    let rest = args.rest();
    if class == vm.types.str {
        return construct(vm, rest);
    }
    let [object, encoding, errors] = NEW.parse(vm, rest)?;
    let s: Gc<Str> = if !encoding.is_undef() || !errors.is_undef() {
        decoded(vm, object, encoding, errors)?.expect()
    } else if object.is_undef() {
        vm.str("").expect()
    } else {
        vm.to_str(object)?
    };
    let pin = vm.pin(&[s.value()]);
    let v = vm.str_of_class(class, s.bytes(), s.nchars as usize).value();
    vm.unpin(pin);
    Ok(v)
}

// --- searching ---

/// Characters `start..end` that optional arguments from `from` on select, as `PySlice` clips them;
/// `None` where the range is backwards or starts behind the end.
fn bounds(vm: &mut Vm, args: &Args, from: usize, len: usize) -> R<Option<Range<usize>>> {
    let mut out = [0, len as isize];
    for (k, bound) in out.iter_mut().enumerate() {
        let Some(v) = args.get(from + k).filter(|v| !v.is_none()) else {
            continue;
        };
        if !v.is_int_like() {
            let class = vm.class_of(v);
            if vm.special(class, Special::Index).is_none() {
                return vm.type_error(
                    "slice indices must be integers or None or have an __index__ method",
                );
            }
        }
        let i = vm.arg_index(v)?;
        *bound = if i < 0 { i.saturating_add(len as isize).max(0) } else { i };
    }
    let (start, end) = (out[0] as usize, (out[1] as usize).min(len));
    Ok((start <= end).then_some(start..end))
}

/// The byte range for [`bounds`] of a string's method.
fn byte_bounds(vm: &mut Vm, args: &Args, from: usize) -> R<Option<Range<usize>>> {
    let s = this(args);
    if args.pos().len() <= from {
        return Ok(Some(0..s.len as usize));
    }
    let Some(r) = bounds(vm, args, from, s.nchars as usize)? else {
        return Ok(None);
    };
    Ok(Some(offset_of(vm, s, r.start)..offset_of(vm, s, r.end)))
}

/// Between one and three arguments behind `self`, with the wording of C's argument parser.
pub fn one_to_three(vm: &mut Vm, args: &Args, name: &str) -> R<()> {
    match args.all.len() - 1 {
        0 => vm.type_error(format!("{name}() takes at least 1 argument (0 given)")),
        1..=3 => Ok(()),
        n => vm.type_error(format!("{name}() takes at most 3 arguments ({n} given)")),
    }
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(vm: &mut Vm, args: &Args, name: &str, f: Search) -> R<Option<usize>> {
    one_to_three(vm, args, name)?;
    let (s, needle) = (this(args), str_arg(vm, args.all[1], "")?);
    let Some(r) = byte_bounds(vm, args, 2)? else {
        return Ok(None);
    };
    match f(&s.bytes()[r.clone()], needle.bytes()) {
        Some(at) => Ok(Some(index_of(vm, s, r.start + at))),
        None => Ok(None),
    }
}

fn find(vm: &mut Vm, args: Args) -> R {
    Ok(Value::small(locate(vm, &args, "find", search::find)?.map_or(-1, |i| i as i64)))
}

fn rfind(vm: &mut Vm, args: Args) -> R {
    Ok(Value::small(locate(vm, &args, "rfind", search::rfind)?.map_or(-1, |i| i as i64)))
}

fn index(vm: &mut Vm, args: Args) -> R {
    match locate(vm, &args, "index", search::find)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => vm.value_error("substring not found"),
    }
}

fn rindex(vm: &mut Vm, args: Args) -> R {
    match locate(vm, &args, "rindex", search::rfind)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => vm.value_error("substring not found"),
    }
}

fn count(vm: &mut Vm, args: Args) -> R {
    one_to_three(vm, &args, "count")?;
    let (s, needle) = (this(&args), str_arg(vm, args.all[1], "")?);
    let n = match byte_bounds(vm, &args, 2)? {
        Some(r) => search::count(&s.bytes()[r], needle.bytes()),
        None => 0,
    };
    Ok(Value::small(n as i64))
}

/// `startswith` and `endswith`.
fn affix(vm: &mut Vm, args: &Args, name: &str, test: fn(&[u8], &[u8]) -> bool) -> R {
    one_to_three(vm, args, name)?;
    let (s, wanted) = (this(args), args.all[1]);
    let range = byte_bounds(vm, args, 2)?;
    if let Some(t) = wanted.cast::<Tuple>() {
        for x in t.items().iter() {
            let Some(p) = x.cast::<Str>() else {
                let t = vm.type_name(*x);
                return vm.type_error(format!("tuple for {name} must only contain str, not {t}"));
            };
            if range.clone().is_some_and(|r| test(&s.bytes()[r], p.bytes())) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    let Some(p) = wanted.cast::<Str>() else {
        let t = vm.type_name(wanted);
        return vm.type_error(format!("{name} first arg must be str or a tuple of str, not {t}"));
    };
    Ok(Value::bool(range.is_some_and(|r| test(&s.bytes()[r], p.bytes()))))
}

fn startswith(vm: &mut Vm, args: Args) -> R {
    affix(vm, &args, "startswith", |s, p| s.starts_with(p))
}

fn endswith(vm: &mut Vm, args: Args) -> R {
    affix(vm, &args, "endswith", |s, p| s.ends_with(p))
}

fn replace(vm: &mut Vm, args: Args) -> R {
    let s = this(&args);
    let old = str_arg(vm, args.all[1], "replace() argument 1 ")?;
    let new = str_arg(vm, args.all[2], "replace() argument 2 ")?;
    let max = match args.get(3) {
        Some(v) => usize::try_from(vm.arg_i64(v)?).ok(),
        None => None,
    };
    match search::replace(s.bytes(), old.bytes(), new.bytes(), max) {
        Ok(None) => Ok(sub(vm, s, 0..s.len as usize)),
        Ok(Some(out)) => str_ops::text(vm, &out),
        Err(e) => vm.text_error(e),
    }
}

// --- splitting and joining ---

/// Separator (`None`: white space) and limit of `split` and `rsplit`.
fn split_args(vm: &mut Vm, args: &Args, name: &'static str) -> R<(Option<Gc<Str>>, Option<usize>)> {
    let (sep, max) = if args.has_kw() || args.all.len() > 3 {
        let p = Params::new(name, ["sep", "maxsplit"]).required(0);
        let [sep, max] = p.parse(vm, args.rest())?;
        (sep, max)
    } else {
        (args.get(1).unwrap_or(Value::UNDEF), args.get(2).unwrap_or(Value::UNDEF))
    };
    let max = if max.is_undef() { None } else { usize::try_from(vm.arg_i64(max)?).ok() };
    if sep.is_undef() || sep.is_none() {
        return Ok((None, max));
    }
    match sep.cast::<Str>() {
        Some(s) => Ok((Some(s), max)),
        None => {
            let t = vm.type_name(sep);
            vm.type_error(format!("must be str or None, not {t}"))
        }
    }
}

fn finish_split(vm: &mut Vm, s: Gc<Str>, r: adder_text::error::Result<Vec<Range<usize>>>) -> R {
    match r {
        Ok(ranges) => parts(vm, s, ranges),
        Err(e) => vm.text_error(e),
    }
}

fn split_(vm: &mut Vm, args: Args) -> R {
    let (sep, max) = split_args(vm, &args, "split")?;
    let s = this(&args);
    let r = match sep {
        Some(sep) => split::split(s.bytes(), sep.bytes(), max),
        None => Ok(split::split_whitespace(s.bytes(), max)),
    };
    finish_split(vm, s, r)
}

fn rsplit(vm: &mut Vm, args: Args) -> R {
    let (sep, max) = split_args(vm, &args, "rsplit")?;
    let s = this(&args);
    let r = match sep {
        Some(sep) => split::rsplit(s.bytes(), sep.bytes(), max),
        None => Ok(split::rsplit_whitespace(s.bytes(), max)),
    };
    finish_split(vm, s, r)
}

fn splitlines(vm: &mut Vm, args: Args) -> R {
    let [keep] = Params::new("splitlines", ["keepends"]).required(0).parse(vm, args.rest())?;
    let keep = !keep.is_undef() && vm.truth(keep)?;
    let s = this(&args);
    parts(vm, s, split::splitlines(s.bytes(), keep))
}

fn partition(vm: &mut Vm, args: Args) -> R {
    let (s, sep) = (this(&args), str_arg(vm, args.all[1], "")?);
    match split::partition(s.bytes(), sep.bytes()) {
        Ok(Some(p)) => three(vm, s, p),
        Ok(None) => {
            let (whole, empty) = (sub(vm, s, 0..s.len as usize), vm.str(""));
            Ok(vm.tuple(&[whole, empty, empty]))
        }
        Err(e) => vm.text_error(e),
    }
}

fn rpartition(vm: &mut Vm, args: Args) -> R {
    let (s, sep) = (this(&args), str_arg(vm, args.all[1], "")?);
    match split::rpartition(s.bytes(), sep.bytes()) {
        Ok(Some(p)) => three(vm, s, p),
        Ok(None) => {
            let (whole, empty) = (sub(vm, s, 0..s.len as usize), vm.str(""));
            Ok(vm.tuple(&[empty, empty, whole]))
        }
        Err(e) => vm.text_error(e),
    }
}

fn three(vm: &mut Vm, s: Gc<Str>, (a, b, c): split::Parts) -> R {
    let (a, b, c) = (sub(vm, s, a), sub(vm, s, b), sub(vm, s, c));
    Ok(vm.tuple(&[a, b, c]))
}

/// `sep.join(iterable)`: lists and tuples at once, other native iterables through a list, Python
/// iterators in the prelude.
fn join(vm: &mut Vm, args: Args) -> R {
    let (sep, it) = (this(&args), args.all[1]);
    if !vm.has_custom_ops(it) && matches!(it.kind(), Some(Kind::List | Kind::Tuple)) {
        return str_ops::join(vm, sep, it);
    }
    if vm.iteration_is_native(it) && vm.iter_fast(it)?.is_some() {
        let items = vm.collect_list(it)?;
        return str_ops::join(vm, sep, items.value());
    }
    check_joinable(vm, it)?;
    vm.tail_prelude("str_join", &[sep.value(), it])
}

/// TypeError unless `join` can iterate.
pub fn check_joinable(vm: &mut Vm, it: Value) -> R<()> {
    let class = vm.class_of(it);
    let iterable = it.is_kind(Kind::Generator)
        || vm.special(class, Special::Iter).is_some_and(|f| !f.is_none())
        || vm.special(class, Special::GetItem).is_some();
    if !iterable {
        return vm.type_error("can only join an iterable");
    }
    Ok(())
}

// --- trimming and padding ---

type Trim = fn(&[u8], Option<&[u8]>) -> Range<usize>;

fn trimmed(vm: &mut Vm, args: &Args, name: &str, f: Trim) -> R {
    let s = this(args);
    let chars = match args.get(1).filter(|v| !v.is_none()) {
        None => None,
        Some(v) => match v.cast::<Str>() {
            Some(c) => Some(c.bytes()),
            None => return vm.type_error(format!("{name} arg must be None or str")),
        },
    };
    Ok(sub(vm, s, f(s.bytes(), chars)))
}

fn strip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, "strip", trim::strip)
}

fn lstrip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, "lstrip", trim::lstrip)
}

fn rstrip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, "rstrip", trim::rstrip)
}

fn removeprefix(vm: &mut Vm, args: Args) -> R {
    let (s, p) = (this(&args), str_arg(vm, args.all[1], "removeprefix() argument ")?);
    Ok(sub(vm, s, trim::remove_prefix(s.bytes(), p.bytes())))
}

fn removesuffix(vm: &mut Vm, args: Args) -> R {
    let (s, p) = (this(&args), str_arg(vm, args.all[1], "removesuffix() argument ")?);
    Ok(sub(vm, s, trim::remove_suffix(s.bytes(), p.bytes())))
}

type Pad = fn(&[u8], usize, u32) -> adder_text::error::Result<Vec<u8>>;

fn padded(vm: &mut Vm, args: &Args, f: Pad) -> R {
    let s = this(args);
    let width = vm.arg_i64(args.all[1])?;
    let fill = match args.get(2) {
        None => u32::from(b' '),
        Some(v) => match v.cast::<Str>() {
            Some(c) if c.nchars == 1 => wtf8::decode_at(c.bytes(), 0).0,
            Some(_) => {
                return vm.type_error("The fill character must be exactly one character long")
            }
            None => {
                let t = vm.type_name(v);
                return vm.type_error(format!(
                    "The fill character must be a unicode character, not {t}"
                ));
            }
        },
    };
    if width <= i64::from(s.nchars) {
        return Ok(sub(vm, s, 0..s.len as usize));
    }
    finish(vm, f(s.bytes(), width as usize, fill))
}

fn center(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, pad::center)
}

fn ljust(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, pad::ljust)
}

fn rjust(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, pad::rjust)
}

fn zfill(vm: &mut Vm, args: Args) -> R {
    let s = this(&args);
    let width = vm.arg_i64(args.all[1])?;
    if width <= i64::from(s.nchars) {
        return Ok(sub(vm, s, 0..s.len as usize));
    }
    finish(vm, pad::zfill(s.bytes(), width as usize))
}

fn expandtabs(vm: &mut Vm, args: Args) -> R {
    let [size] = Params::new("expandtabs", ["tabsize"]).required(0).parse(vm, args.rest())?;
    let size = if size.is_undef() { 8 } else { vm.arg_i64(size)? };
    finish(vm, pad::expandtabs(this(&args).bytes(), size))
}

// --- case and classes ---

/// Methods that map the text.
macro_rules! mapped {
    ($($name:ident: $f:path;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let out = $f(this(&args).bytes());
            str_ops::text(vm, &out)
        }
    )*};
}

mapped! {
    upper: case::upper;
    lower: case::lower;
    title: case::title;
    capitalize: case::capitalize;
    swapcase: case::swapcase;
    casefold: case::casefold;
}

/// Methods that test the text.
macro_rules! tests {
    ($($name:ident: $f:path;)*) => {$(
        fn $name(_: &mut Vm, args: Args) -> R {
            Ok(Value::bool($f(this(&args).bytes())))
        }
    )*};
}

tests! {
    isalnum: classify::is_alnum;
    isalpha: classify::is_alpha;
    isascii: classify::is_ascii;
    isdecimal: classify::is_decimal;
    isdigit: classify::is_digit;
    isidentifier: classify::is_identifier;
    islower: classify::is_lower;
    isnumeric: classify::is_numeric;
    isprintable: classify::is_printable;
    isspace: classify::is_space;
    istitle: classify::is_title;
    isupper: classify::is_upper;
}

// --- translation and encoding ---

fn translate(vm: &mut Vm, args: Args) -> R {
    let (s, table) = (this(&args), args.all[1]);
    let dict = table.cast::<Dict>().filter(|_| !vm.has_custom_ops(table));
    let out = translate_text(s.bytes(), |cp| {
        let key = Value::small(i64::from(cp));
        let found = match dict {
            Some(d) => match vm.dict_get(d, key)? {
                Some(v) => v,
                None => return Ok(Translation::Keep),
            },
            None => match vm.get_item(table, key) {
                Ok(v) => v,
                Err(e) if vm.exception_is(vm.types.lookup_error) => {
                    let _: crate::Raised = e;
                    vm.take_exception();
                    return Ok(Translation::Keep);
                }
                Err(e) => return Err(e),
            },
        };
        if found.is_none() {
            return Ok(Translation::Delete);
        }
        if let Some(t) = found.cast::<Str>() {
            return Ok(Translation::Text(t.bytes().to_vec()));
        }
        if found.is_int_like() {
            return match found.to_i64() {
                Some(cp @ 0..=0x10ffff) => Ok(Translation::Char(cp as u32)),
                _ => vm.value_error("character mapping must be in range(0x110000)"),
            };
        }
        vm.type_error("character mapping must return integer, None or str")
    })?;
    str_ops::text(vm, &out)
}

fn maketrans(vm: &mut Vm, args: Args) -> R {
    let a = args.pos();
    let table = vm.dict();
    if let [only] = a {
        let Some(d) = only.cast::<Dict>() else {
            return vm.type_error("if you give only one argument to maketrans it must be a dict");
        };
        for i in 0..d.entries.len() {
            let Some(e) = d.entries.get(i).copied().filter(|e| !e.key.is_undef()) else {
                continue;
            };
            let key = match e.key.cast::<Str>() {
                Some(s) if s.nchars == 1 => {
                    Value::small(i64::from(wtf8::decode_at(s.bytes(), 0).0))
                }
                Some(_) => {
                    return vm.value_error("string keys in translate table must be of length 1")
                }
                None if e.key.is_int_like() => e.key,
                None => {
                    return vm.type_error("keys in translate table must be strings or integers")
                }
            };
            vm.dict_set(table, key, e.value)?;
        }
        return Ok(table.value());
    }
    let to = str_arg(vm, a[1], "maketrans() argument 2 ")?;
    let Some(from) = a[0].cast::<Str>() else {
        return vm
            .type_error("first maketrans argument must be a string if there is a second argument");
    };
    if from.nchars != to.nchars {
        return vm.value_error("the first two maketrans arguments must have equal length");
    }
    for (f, t) in wtf8::code_points(from.bytes()).zip(wtf8::code_points(to.bytes())) {
        vm.dict_set(table, Value::small(i64::from(f)), Value::small(i64::from(t)))?;
    }
    if let Some(&gone) = a.get(2) {
        let gone = str_arg(vm, gone, "maketrans() argument 3 ")?;
        for c in wtf8::code_points(gone.bytes()) {
            vm.dict_set(table, Value::small(i64::from(c)), Value::NONE)?;
        }
    }
    Ok(table.value())
}

fn encode(vm: &mut Vm, args: Args) -> R {
    let p = Params::new("encode", ["encoding", "errors"]).required(0);
    let [encoding, errors] = p.parse(vm, args.rest())?;
    let encoding = opt_name(vm, encoding, "encode", "encoding")?;
    let errors = opt_name(vm, errors, "encode", "errors")?;
    let out = bytes_ops::encode(vm, this(&args), encoding.as_deref(), errors.as_deref())?;
    Ok(vm.bytes(&out))
}

// --- formatting and dunder methods ---

fn format(vm: &mut Vm, args: Args) -> R {
    super::str_format::format_method(vm, this(&args), args.rest())
}

fn format_map(vm: &mut Vm, args: Args) -> R {
    super::str_format::format_map(vm, this(&args), args.all[1])
}

fn format_dunder(vm: &mut Vm, args: Args) -> R {
    let spec = str_arg(vm, args.all[1], "__format__() argument ")?;
    match super::formatting::format_builtin(vm, args.all[0], spec)? {
        Some(s) => Ok(s.value()),
        None => Ok(vm.to_str(args.all[0])?.value()),
    }
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let out = text_repr::repr_str(this(&args).bytes());
    str_ops::text(vm, &out)
}

/// A plain string with the text of `self`.
fn str_dunder(vm: &mut Vm, args: Args) -> R {
    let s = this(&args);
    Ok(sub(vm, s, 0..s.len as usize))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.str_hash(this(&args));
    Ok(vm.int(h as i64))
}

fn add(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (this(&args), args.all[1]);
    if let Some(b) = b.cast::<Str>() {
        return str_ops::concat(vm, a, b);
    }
    let class = vm.class_of(b);
    if vm.has_custom_ops(b) && vm.special(class, Special::Radd).is_some() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let t = vm.type_name(b);
    vm.type_error(format!("can only concatenate str (not \"{t}\") to str"))
}

fn mul(vm: &mut Vm, args: Args) -> R {
    let r = str_ops::binary(vm, crate::ops::BinOp::Mul, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn modulo(vm: &mut Vm, args: Args) -> R {
    super::str_format::percent_str(vm, this(&args), args.all[1])
}

fn rmod(vm: &mut Vm, args: Args) -> R {
    match args.all[1].cast::<Str>() {
        Some(s) => super::str_format::percent_str(vm, s, args.all[0]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    str_ops::get_item(vm, this(&args), args.all[1])
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let hdr = Header::new(vm.types.str_iterator.root_shape, Kind::StrIter);
    Ok(vm.alloc(StrIter { hdr, text: args.all[0], pos: 0 }, 0).value())
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let s = str_dunder(vm, args)?;
    Ok(vm.tuple(&[s]))
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let s = this(&args);
    // As CPython counts: a header, then one, two or four bytes a character.
    let widest = wtf8::code_points(s.bytes()).max().unwrap_or(0);
    let n = u64::from(s.nchars) + 1;
    Ok(vm.uint(match widest {
        0..=0x7f => 40 + n,
        0x80..=0xff => 56 + n,
        0x100..=0xffff => 56 + 2 * n,
        _ => 56 + 4 * n,
    }))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__repr__", repr, 1, 1).effects(effects::PURE),
    Def::method("__str__", str_dunder, 1, 1).effects(effects::PURE),
    Def::method("__format__", format_dunder, 2, 2),
    Def::method("__hash__", hash, 1, 1).effects(effects::PURE),
    Def::method("__len__", seq_ops::len, 1, 1).effects(effects::PURE),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2).effects(effects::PURE),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__add__", add, 2, 2),
    Def::method("__mul__", mul, 2, 2),
    Def::method("__rmul__", mul, 2, 2),
    Def::method("__mod__", modulo, 2, 2),
    Def::method("__rmod__", rmod, 2, 2),
    Def::method("__getnewargs__", getnewargs, 1, 1),
    Def::method("__sizeof__", sizeof, 1, 1),
    Def::method("encode", encode, 1, ANY).kw(),
    Def::method("replace", replace, 3, 4),
    Def::method("split", split_, 1, ANY).kw(),
    Def::method("rsplit", rsplit, 1, ANY).kw(),
    Def::method("join", join, 2, 2),
    Def::method("capitalize", capitalize, 1, 1).effects(effects::PURE),
    Def::method("casefold", casefold, 1, 1).effects(effects::PURE),
    Def::method("title", title, 1, 1).effects(effects::PURE),
    Def::method("center", center, 2, 3),
    Def::method("count", count, 1, ANY),
    Def::method("expandtabs", expandtabs, 1, ANY).kw(),
    Def::method("find", find, 1, ANY),
    Def::method("partition", partition, 2, 2),
    Def::method("index", index, 1, ANY),
    Def::method("ljust", ljust, 2, 3),
    Def::method("lower", lower, 1, 1).effects(effects::PURE),
    Def::method("lstrip", lstrip, 1, 2),
    Def::method("rfind", rfind, 1, ANY),
    Def::method("rindex", rindex, 1, ANY),
    Def::method("rjust", rjust, 2, 3),
    Def::method("rstrip", rstrip, 1, 2),
    Def::method("rpartition", rpartition, 2, 2),
    Def::method("splitlines", splitlines, 1, ANY).kw(),
    Def::method("strip", strip, 1, 2),
    Def::method("swapcase", swapcase, 1, 1).effects(effects::PURE),
    Def::method("translate", translate, 2, 2),
    Def::method("upper", upper, 1, 1).effects(effects::PURE),
    Def::method("startswith", startswith, 1, ANY),
    Def::method("endswith", endswith, 1, ANY),
    Def::method("removeprefix", removeprefix, 2, 2),
    Def::method("removesuffix", removesuffix, 2, 2),
    Def::method("isascii", isascii, 1, 1).effects(effects::PURE),
    Def::method("islower", islower, 1, 1).effects(effects::PURE),
    Def::method("isupper", isupper, 1, 1).effects(effects::PURE),
    Def::method("istitle", istitle, 1, 1).effects(effects::PURE),
    Def::method("isspace", isspace, 1, 1).effects(effects::PURE),
    Def::method("isdecimal", isdecimal, 1, 1).effects(effects::PURE),
    Def::method("isdigit", isdigit, 1, 1).effects(effects::PURE),
    Def::method("isnumeric", isnumeric, 1, 1).effects(effects::PURE),
    Def::method("isalpha", isalpha, 1, 1).effects(effects::PURE),
    Def::method("isalnum", isalnum, 1, 1).effects(effects::PURE),
    Def::method("isidentifier", isidentifier, 1, 1).effects(effects::PURE),
    Def::method("isprintable", isprintable, 1, 1).effects(effects::PURE),
    Def::method("zfill", zfill, 2, 2),
    Def::method("format", format, 1, ANY).kw(),
    Def::method("format_map", format_map, 2, 2),
    Def::static_method("maketrans", maketrans, 1, 3),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.str;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    class.construct = Some(construct);
    let doc = vm.str(
        "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object.",
    );
    vm.add_class_value(class, "__doc__", doc);
}
