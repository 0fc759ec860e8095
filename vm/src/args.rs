//! Parsing the arguments of natives that take keywords.
//!
//! ```ignore
//! let [sep, maxsplit] = Params::new("split", &["sep", "maxsplit"]).optional(0).parse(vm, args)?;
//! ```

use crate::object::native::Args;
use crate::value::Value;
use crate::{Vm, R};

/// A fixed parameter list. The first `posonly` may not be given by name; the first `required`
/// must be given; from `kwonly` on they may only be given by name.
pub struct Params<const N: usize> {
    pub func: &'static str,
    pub names: [&'static str; N],
    pub posonly: usize,
    pub required: usize,
    pub kwonly: usize,
}

impl<const N: usize> Params<N> {
    pub const fn new(func: &'static str, names: [&'static str; N]) -> Params<N> {
        Params { func, names, posonly: 0, required: N, kwonly: N }
    }

    /// Parameters from this index on are optional.
    pub const fn required(mut self, n: usize) -> Params<N> {
        self.required = n;
        self
    }

    pub const fn posonly(mut self, n: usize) -> Params<N> {
        self.posonly = n;
        self
    }

    pub const fn kwonly(mut self, from: usize) -> Params<N> {
        self.kwonly = from;
        self
    }

    /// Values by parameter, UNDEF where absent.
    pub fn parse(&self, vm: &mut Vm, args: Args) -> R<[Value; N]> {
        let mut out = [Value::UNDEF; N];
        let pos = args.pos();
        if args.all.len() > N {
            let (func, got) = (self.func, args.all.len());
            let s = if N == 1 { "" } else { "s" };
            let keyword = if pos.is_empty() { "keyword " } else { "" };
            return vm.type_error(format!(
                "{func}() takes at most {N} {keyword}argument{s} ({got} given)"
            ));
        }
        if pos.len() > self.kwonly {
            let (func, max, got) = (self.func, self.kwonly, pos.len());
            let exactly = if self.required.min(self.kwonly) == max { "exactly" } else { "at most" };
            let s = if max == 1 { "" } else { "s" };
            if max == 0 {
                return vm.type_error(format!("{func}() takes no positional arguments"));
            }
            return vm.type_error(format!(
                "{func}() takes {exactly} {max} positional argument{s} ({got} given)"
            ));
        }
        let needed = self.required.min(self.posonly);
        if pos.len() < needed {
            let (func, got) = (self.func, pos.len());
            let positional = N.min(self.kwonly);
            let exactly = if needed == positional { "exactly" } else { "at least" };
            let s = if needed == 1 { "" } else { "s" };
            return vm.type_error(format!(
                "{func}() takes {exactly} {needed} positional argument{s} ({got} given)"
            ));
        }
        out[..pos.len()].copy_from_slice(pos);
        for (name, value) in args.kw() {
            let text = name.expect::<crate::object::Str>().bytes();
            match self.names.iter().position(|n| n.as_bytes() == text) {
                Some(i) if i >= self.posonly => {
                    if !out[i].is_undef() {
                        return vm.type_error(format!(
                            "argument for {}() given by name ('{}') and position ({})",
                            self.func,
                            self.names[i],
                            i + 1
                        ));
                    }
                    out[i] = value;
                }
                _ => {
                    let text = String::from_utf8_lossy(text).into_owned();
                    return vm.type_error(format!(
                        "'{}' is an invalid keyword argument for {}()",
                        text, self.func
                    ));
                }
            }
        }
        for (i, v) in out.iter().enumerate().take(self.required) {
            if v.is_undef() {
                return vm.type_error(format!(
                    "{}() missing required argument '{}' (pos {})",
                    self.func,
                    self.names[i],
                    i + 1
                ));
            }
        }
        Ok(out)
    }
}

impl Vm {
    /// An index-like argument (`__index__`), saturated to `isize`.
    pub fn arg_index(&mut self, v: Value) -> R<isize> {
        if v.is_int() {
            return Ok(v.as_int() as isize);
        }
        let i = self.index(v)?;
        match i.as_int_ref() {
            Some(adder_text::bigint::IntRef::Small(i)) => Ok(i as isize),
            Some(adder_text::bigint::IntRef::Big(b)) => {
                Ok(if *b < adder_text::bigint::IBig::ZERO { isize::MIN } else { isize::MAX })
            }
            None => Ok(0),
        }
    }

    /// An `i64` argument; larger ints are OverflowErrors as CPython's conversions to C types.
    pub fn arg_i64(&mut self, v: Value) -> R<i64> {
        if v.is_int() {
            return Ok(v.as_int());
        }
        let i = self.index(v)?;
        match i.to_i64() {
            Some(i) => Ok(i),
            None => self.overflow_error("Python int too large to convert to C ssize_t"),
        }
    }
}
