//! Values to JSON text.
//!
//! Everything is appended to one buffer. Where `JSONEncoder.iterencode` would yield, the position
//! is noted as a *cut*, so that the pieces can be told apart afterwards.

use adder_text::{bigint, float, wtf8};
use adder_vm::object::{Dict, FloatSub, List, Str, Tuple};
use adder_vm::{Args, Kind, Raised, Value, Vm, R};

/// Containers inside each other before it is an error.
pub const MAX_NESTING: usize = 1496;

struct Encoder {
    out: Vec<u8>,
    cuts: Vec<usize>,
    default: Value,
    ascii: bool,
    indent: Option<Vec<u8>>,
    item: Vec<u8>,
    key: Vec<u8>,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    check_circular: bool,
    chunks: bool,
    /// Containers and unknown objects being encoded. The words also lie in the callers' frames.
    open: Vec<Value>,
    /// Containers around the next value.
    depth: usize,
}

/// `_encode(o, default, ascii, indent, item_separator, key_separator, sort_keys, skipkeys,
/// allow_nan, check_circular, chunks)`: text, or a list of pieces.
pub fn encode(vm: &mut Vm, args: Args) -> R {
    let [o, default, ascii, indent, item, key, sort, skip, nan, circular, chunks] = args.all else {
        return vm.type_error("_encode() takes 11 arguments");
    };
    let indent = if indent.is_none() { None } else { Some(text(vm, *indent)?) };
    let mut e = Encoder {
        out: Vec::new(),
        cuts: Vec::new(),
        default: *default,
        ascii: vm.truth(*ascii)?,
        indent,
        item: text(vm, *item)?,
        key: text(vm, *key)?,
        sort_keys: vm.truth(*sort)?,
        skip_keys: vm.truth(*skip)?,
        allow_nan: vm.truth(*nan)?,
        check_circular: vm.truth(*circular)?,
        chunks: vm.truth(*chunks)?,
        open: Vec::new(),
        depth: 0,
    };
    e.value(vm, *o)?;
    if !e.chunks {
        return adder_vm::builtins::str_ops::text(vm, &e.out);
    }
    e.cut();
    let pieces = vm.list(&[]);
    let mut from = 0;
    for to in e.cuts {
        let piece = vm.str_bytes(&e.out[from..to]);
        let mut list = pieces;
        list.items.push(piece);
        vm.heap.barrier(list);
        from = to;
    }
    Ok(pieces.value())
}

/// `_quote(s, ascii)`: a string as JSON text.
pub fn quote(vm: &mut Vm, args: Args) -> R {
    let Some(s) = args.all[0].cast::<Str>() else {
        let t = vm.type_name(args.all[0]);
        return vm.type_error(format!("first argument must be a string, not {t}"));
    };
    let ascii = vm.truth(args.all[1])?;
    let mut out = Vec::with_capacity(s.bytes().len() + 2);
    push_quoted(&mut out, s.bytes(), ascii);
    Ok(vm.str_bytes(&out))
}

fn text(vm: &mut Vm, v: Value) -> R<Vec<u8>> {
    match v.cast::<Str>() {
        Some(s) => Ok(s.bytes().to_vec()),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("separators must be strings, not {t}"))
        }
    }
}

impl Encoder {
    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// The end of a piece.
    fn cut(&mut self) {
        if self.chunks && self.cuts.last() != Some(&self.out.len()) {
            self.cuts.push(self.out.len());
        }
    }

    fn new_line(&mut self) {
        if let Some(indent) = &self.indent {
            self.out.push(b'\n');
            for _ in 0..self.depth {
                self.out.extend_from_slice(indent);
            }
        }
    }

    fn value(&mut self, vm: &mut Vm, v: Value) -> R<()> {
        if self.scalar(vm, v)? {
            self.cut();
            return Ok(());
        }
        match v.kind() {
            Some(Kind::List | Kind::Tuple) => self.nested(vm, v, Self::sequence),
            Some(Kind::Dict) => self.nested(vm, v, Self::mapping),
            _ => self.nested(vm, v, |e, vm, v| {
                let known = vm.call(e.default, &[v])?;
                e.value(vm, known)
            }),
        }
    }

    /// Text of a number, string or constant; `false` for anything else.
    fn scalar(&mut self, vm: &mut Vm, v: Value) -> R<bool> {
        if v.is_int() {
            bigint::push_i64_bytes(&mut self.out, v.as_int());
            return Ok(true);
        }
        if v.is_float() {
            self.float(vm, v.as_float())?;
            return Ok(true);
        }
        let Some(kind) = v.kind() else {
            match v {
                Value::NONE => self.push("null"),
                Value::TRUE => self.push("true"),
                Value::FALSE => self.push("false"),
                _ => return Ok(false),
            }
            return Ok(true);
        };
        match kind {
            Kind::Str => push_quoted(&mut self.out, v.expect::<Str>().bytes(), self.ascii),
            Kind::FloatSub => self.float(vm, v.expect::<FloatSub>().value)?,
            // float64 is a subclass of float.
            Kind::NpScalar => match v.to_f64_exact() {
                Some(f) => self.float(vm, f)?,
                None => return Ok(false),
            },
            Kind::HeapInt | Kind::BigInt | Kind::IntSub => {
                let Some(i) = v.as_int_ref() else { return Ok(false) };
                match bigint::to_decimal(i, vm.int_max_str_digits) {
                    Ok(digits) => self.push(&digits),
                    Err(e) => return vm.text_error(e),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn float(&mut self, vm: &mut Vm, f: f64) -> R<()> {
        if f.is_finite() {
            self.push(&float::repr(f));
            return Ok(());
        }
        let name = match () {
            _ if f.is_nan() => "NaN",
            _ if f > 0.0 => "Infinity",
            _ => "-Infinity",
        };
        if !self.allow_nan {
            let text = float::repr(f);
            return vm
                .value_error(format!("Out of range float values are not JSON compliant: {text}"));
        }
        self.push(name);
        Ok(())
    }

    /// Runs `f` on an object that may contain itself.
    fn nested(
        &mut self,
        vm: &mut Vm,
        v: Value,
        f: impl FnOnce(&mut Self, &mut Vm, Value) -> R<()>,
    ) -> R<()> {
        if self.check_circular && self.open.contains(&v) {
            return vm.value_error("Circular reference detected");
        }
        if self.open.len() > MAX_NESTING {
            return too_deep(vm);
        }
        if let Err(Raised) = vm.check_native_stack() {
            vm.take_exception();
            return too_deep(vm);
        }
        self.open.push(v);
        let r = f(self, vm, v);
        self.open.pop();
        r
    }

    fn sequence(&mut self, vm: &mut Vm, v: Value) -> R<()> {
        // By index: `default` may change a list.
        let item = |i: usize| match v.cast::<List>() {
            Some(l) => l.items.get(i).copied(),
            None => v.expect::<Tuple>().items().get(i).copied(),
        };
        if item(0).is_none() {
            self.push("[]");
            self.cut();
            return Ok(());
        }
        self.push("[");
        self.depth += 1;
        let mut i = 0;
        while let Some(x) = item(i) {
            if i > 0 {
                self.out.extend_from_slice(&self.item);
            }
            self.new_line();
            if !self.scalar(vm, x)? {
                self.cut();
                self.value(vm, x)?;
            }
            self.cut();
            i += 1;
        }
        self.close("]");
        Ok(())
    }

    /// The end of a container, one level further out than its items.
    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        self.new_line();
        self.cut();
        self.push(bracket);
        self.cut();
    }

    fn mapping(&mut self, vm: &mut Vm, v: Value) -> R<()> {
        let d = v.expect::<Dict>();
        if d.iter().next().is_none() {
            self.push("{}");
            self.cut();
            return Ok(());
        }
        // Pairs in a list of their own: hooks may change the dict.
        let pairs = if vm.has_custom_ops(v) {
            let items = vm.call_method(v, "items", &[])?;
            let list = vm.types.list.value();
            vm.call(list, &[items])?
        } else {
            let pairs = vm.list(&[]);
            for e in d.iter() {
                let pair = vm.tuple(&[e.key, e.value]);
                let mut list = pairs;
                list.items.push(pair);
                vm.heap.barrier(list);
            }
            pairs.value()
        };
        if self.sort_keys {
            vm.call_method(pairs, "sort", &[])?;
        }
        self.push("{");
        self.depth += 1;
        self.cut();
        let mut first = true;
        let mut i = 0;
        while let Some(pair) = pairs.cast::<List>().and_then(|l| l.items.get(i).copied()) {
            i += 1;
            let &[key, value] = pair.cast::<Tuple>().map_or(&[][..], |t| t.items()) else {
                return vm.value_error("items must return 2-tuples");
            };
            let at = self.out.len();
            if !first {
                self.out.extend_from_slice(&self.item);
            }
            self.new_line();
            self.cut();
            if !self.key(vm, key)? {
                self.out.truncate(at);
                while self.cuts.last().is_some_and(|c| *c > at) {
                    self.cuts.pop();
                }
                continue;
            }
            first = false;
            self.cut();
            self.out.extend_from_slice(&self.key);
            self.cut();
            self.value(vm, value)?;
        }
        self.close("}");
        Ok(())
    }

    /// A key as a JSON string; `false` for one to leave out.
    fn key(&mut self, vm: &mut Vm, key: Value) -> R<bool> {
        if let Some(s) = key.cast::<Str>() {
            push_quoted(&mut self.out, s.bytes(), self.ascii);
            return Ok(true);
        }
        self.out.push(b'"');
        if self.scalar(vm, key)? {
            self.out.push(b'"');
            return Ok(true);
        }
        self.out.pop();
        if self.skip_keys {
            return Ok(false);
        }
        let t = vm.type_name(key);
        vm.type_error(format!("keys must be str, int, float, bool or None, not {t}"))
    }
}

#[cold]
fn too_deep(vm: &mut Vm) -> R<()> {
    vm.recursion_error("maximum recursion depth exceeded while encoding a JSON object")
}

/// Appends text (WTF-8) in quotes.
fn push_quoted(out: &mut Vec<u8>, text: &[u8], ascii: bool) {
    out.push(b'"');
    let mut plain = 0;
    let mut at = 0;
    while at < text.len() {
        let b = text[at];
        let is_plain = b >= 0x20 && b != b'"' && b != b'\\' && !(ascii && b >= 0x7f);
        if is_plain {
            at += 1;
            continue;
        }
        out.extend_from_slice(&text[plain..at]);
        match b {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x08 => out.extend_from_slice(b"\\b"),
            0..=0x1f | 0x7f => push_unit(out, u32::from(b)),
            _ => {
                let (c, len) = wtf8::decode_at(text, at);
                if c < 0x10000 {
                    push_unit(out, c);
                } else {
                    push_unit(out, 0xD800 + ((c - 0x10000) >> 10));
                    push_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
                }
                at += len - 1;
            }
        }
        at += 1;
        plain = at;
    }
    out.extend_from_slice(&text[plain..]);
    out.push(b'"');
}

fn push_unit(out: &mut Vec<u8>, unit: u32) {
    out.extend_from_slice(b"\\u");
    for shift in [12, 8, 4, 0] {
        out.push(b"0123456789abcdef"[(unit >> shift & 15) as usize]);
    }
}
