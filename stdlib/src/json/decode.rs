//! JSON text to values: a recursive descent over the bytes of the document.

use adder_text::{float, wtf8};
use adder_vm::object::{List, Str};
use adder_vm::{Args, Gc, Raised, Value, Vm, R};

/// Why there is no value.
enum Failure {
    /// What JSON lacks, and the byte where.
    Syntax(&'static str, usize),
    /// A hook raised, or memory or the stack ran out.
    Raised,
}

impl From<Raised> for Failure {
    fn from(_: Raised) -> Failure {
        Failure::Raised
    }
}

type Scan<T> = Result<T, Failure>;

const UNTERMINATED: &str = "Unterminated string starting at";
const BAD_UNICODE: &str = "Invalid \\uXXXX escape";

struct Scanner {
    text: Gc<Str>,
    strict: bool,
    object_hook: Value,
    pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
    depth: usize,
}

/// `_scan(s, start, strict, object_hook, object_pairs_hook, parse_float, parse_int,
/// parse_constant)`: one value from a character position; hooks are None for the usual.
pub fn scan(vm: &mut Vm, args: Args) -> R {
    let [s, start, strict, hook, pairs, float, int, constant] = args.all else {
        return vm.type_error("_scan() takes 8 arguments");
    };
    let Some(text) = s.cast::<Str>() else {
        let t = vm.type_name(*s);
        return vm.type_error(format!("first argument must be a string, not {t}"));
    };
    let start = vm.arg_i64(*start)?;
    if start < 0 {
        return vm.value_error("idx cannot be negative");
    }
    let bytes = text.bytes();
    let at = wtf8::byte_offset(bytes, start as usize);
    let mut scanner = Scanner {
        text,
        strict: vm.truth(*strict)?,
        object_hook: *hook,
        pairs_hook: *pairs,
        parse_float: *float,
        parse_int: *int,
        parse_constant: *constant,
        depth: 0,
    };
    let position = |vm: &mut Vm, at: usize| {
        let past = (start as usize).saturating_sub(text.nchars as usize);
        vm.int((wtf8::char_index(bytes, at) + past) as i64)
    };
    match scanner.value(vm, at) {
        Ok((v, end)) => {
            let end = position(vm, end);
            Ok(vm.tuple(&[v, end]))
        }
        Err(Failure::Syntax(what, at)) => {
            let at = position(vm, at);
            let what = vm.str(what);
            Ok(vm.tuple(&[what, at, Value::NONE]))
        }
        Err(Failure::Raised) => Err(Raised),
    }
}

impl Scanner {
    fn bytes(&self) -> &'static [u8] {
        self.text.bytes()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or(0)
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
        }
        at
    }

    /// A value that begins at `at`, and where it ends.
    fn value(&mut self, vm: &mut Vm, at: usize) -> Scan<(Value, usize)> {
        let rest = self.bytes().get(at..).unwrap_or(&[]);
        for (word, v) in [("null", Value::NONE), ("true", Value::TRUE), ("false", Value::FALSE)] {
            if rest.starts_with(word.as_bytes()) {
                return Ok((v, at + word.len()));
            }
        }
        for (word, f) in
            [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)]
        {
            if rest.starts_with(word.as_bytes()) {
                if self.parse_constant.is_none() {
                    return Ok((Value::float(f), at + word.len()));
                }
                let name = vm.str(word);
                let v = vm.call(self.parse_constant, &[name])?;
                return Ok((v, at + word.len()));
            }
        }
        match rest.first() {
            Some(b'"') => self.string(vm, at),
            Some(b'{') => {
                self.enter(vm, "object")?;
                let r = self.object(vm, at + 1);
                self.depth -= 1;
                r
            }
            Some(b'[') => {
                self.enter(vm, "array")?;
                let r = self.array(vm, at + 1);
                self.depth -= 1;
                r
            }
            _ => self.number(vm, at),
        }
    }

    fn enter(&mut self, vm: &mut Vm, what: &str) -> R<()> {
        self.depth += 1;
        let mut deep = self.depth > super::encode::MAX_NESTING;
        if let Err(Raised) = vm.check_native_stack() {
            vm.take_exception();
            deep = true;
        }
        if deep {
            self.depth -= 1;
            let text = "maximum recursion depth exceeded while decoding a JSON";
            return vm.recursion_error(format!("{text} {what} from a unicode string"));
        }
        Ok(())
    }

    fn array(&mut self, vm: &mut Vm, at: usize) -> Scan<(Value, usize)> {
        let mut list: Gc<List> = vm.list(&[]);
        let mut at = self.skip_space(at);
        if self.byte(at) == b']' {
            return Ok((list.value(), at + 1));
        }
        loop {
            let (v, end) = self.value(vm, at)?;
            list.items.push(v);
            vm.heap.barrier(list);
            at = self.skip_space(end);
            match self.byte(at) {
                b']' => return Ok((list.value(), at + 1)),
                b',' => at = self.skip_space(at + 1),
                _ => return Err(Failure::Syntax("Expecting ',' delimiter", at)),
            }
        }
    }

    fn object(&mut self, vm: &mut Vm, at: usize) -> Scan<(Value, usize)> {
        let with_pairs = !self.pairs_hook.is_none();
        let dict = vm.dict();
        let mut pairs: Gc<List> = vm.list(&[]);
        let mut at = self.skip_space(at);
        if self.byte(at) == b'}' {
            at += 1;
        } else {
            loop {
                if self.byte(at) != b'"' {
                    let what = "Expecting property name enclosed in double quotes";
                    return Err(Failure::Syntax(what, at));
                }
                let (key, end) = self.string(vm, at)?;
                at = self.skip_space(end);
                if self.byte(at) != b':' {
                    return Err(Failure::Syntax("Expecting ':' delimiter", at));
                }
                at = self.skip_space(at + 1);
                let (v, end) = self.value(vm, at)?;
                if with_pairs {
                    let pair = vm.tuple(&[key, v]);
                    pairs.items.push(pair);
                    vm.heap.barrier(pairs);
                } else {
                    vm.dict_set(dict, key, v)?;
                }
                at = self.skip_space(end);
                match self.byte(at) {
                    b'}' => break,
                    b',' => at = self.skip_space(at + 1),
                    _ => return Err(Failure::Syntax("Expecting ',' delimiter", at)),
                }
            }
            at += 1;
        }
        let made = if with_pairs {
            vm.call(self.pairs_hook, &[pairs.value()])?
        } else if !self.object_hook.is_none() {
            vm.call(self.object_hook, &[dict.value()])?
        } else {
            dict.value()
        };
        Ok((made, at))
    }

    fn number(&mut self, vm: &mut Vm, start: usize) -> Scan<(Value, usize)> {
        let digits = |mut at: usize| {
            while self.byte(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        let first = start + (self.byte(start) == b'-') as usize;
        let mut at = match self.byte(first) {
            b'0' => first + 1,
            b'1'..=b'9' => digits(first),
            _ => return Err(Failure::Syntax("Expecting value", start)),
        };
        let whole = at;
        if self.byte(at) == b'.' && self.byte(at + 1).is_ascii_digit() {
            at = digits(at + 1);
        }
        if matches!(self.byte(at), b'e' | b'E') {
            let sign = matches!(self.byte(at + 1), b'+' | b'-') as usize;
            let end = digits(at + 1 + sign);
            if end > at + 1 + sign {
                at = end;
            }
        }
        let text = &self.bytes()[start..at];
        let is_float = at > whole;
        let hook = if is_float { self.parse_float } else { self.parse_int };
        if !hook.is_none() {
            let s = vm.str_bytes(text);
            return Ok((vm.call(hook, &[s])?, at));
        }
        if is_float {
            return Ok((Value::float(float::parse(text).unwrap_or(f64::NAN)), at));
        }
        if text.len() <= 18 {
            let n = text[first - start..].iter().fold(0, |n, b| 10 * n + i64::from(b - b'0'));
            return Ok((vm.int(if first > start { -n } else { n }), at));
        }
        let (s, int) = (vm.str_bytes(text), vm.types.int.value());
        Ok((vm.call(int, &[s])?, at))
    }

    /// A string whose opening quote is at `begin`.
    fn string(&mut self, vm: &mut Vm, begin: usize) -> Scan<(Value, usize)> {
        let text = self.bytes();
        let mut out: Vec<u8> = Vec::new();
        let mut plain = begin + 1;
        let mut at = plain;
        loop {
            match text.get(at) {
                None => return Err(Failure::Syntax(UNTERMINATED, begin)),
                Some(b'"') => break,
                Some(b'\\') => {
                    out.extend_from_slice(&text[plain..at]);
                    at = self.escape(begin, at, &mut out)?;
                    plain = at;
                }
                Some(..=0x1f) if self.strict => {
                    return Err(Failure::Syntax("Invalid control character at", at));
                }
                Some(_) => at += 1,
            }
        }
        if out.is_empty() {
            return Ok((vm.str_bytes(&text[plain..at]), at + 1));
        }
        out.extend_from_slice(&text[plain..at]);
        Ok((vm.str_bytes(&out), at + 1))
    }

    /// Appends what the backslash at `at` stands for; the end of the escape.
    fn escape(&self, begin: usize, at: usize, out: &mut Vec<u8>) -> Scan<usize> {
        let text = self.bytes();
        let plain = match text.get(at + 1) {
            None => return Err(Failure::Syntax(UNTERMINATED, begin)),
            Some(&c @ (b'"' | b'\\' | b'/')) => c,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                let (mut c, mut end) = (self.unit(at + 2)?, at + 6);
                // The second half of a pair, if one follows that is not the very end of the text.
                let follows = (0xD800..0xDC00).contains(&c)
                    && text.get(end..end + 2) == Some(b"\\u")
                    && text.len() > end + 6;
                if follows {
                    let low = self.unit(end + 2)?;
                    if (0xDC00..0xE000).contains(&low) {
                        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                        end += 6;
                    }
                }
                wtf8::push(out, c);
                return Ok(end);
            }
            Some(_) => return Err(Failure::Syntax("Invalid \\escape", at)),
        };
        out.push(plain);
        Ok(at + 2)
    }

    /// Four hexadecimal digits, with something behind them.
    fn unit(&self, at: usize) -> Scan<u32> {
        let bad = Failure::Syntax(BAD_UNICODE, at - 1);
        let Some(digits) = self.bytes().get(at..at + 4) else { return Err(bad) };
        if self.bytes().len() == at + 4 {
            return Err(bad);
        }
        let mut c = 0;
        for d in digits {
            let Some(d) = (*d as char).to_digit(16) else { return Err(bad) };
            c = 16 * c + d;
        }
        Ok(c)
    }
}
