//! `code` objects, and compiling what the command line hands over.

use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_bytecode::CodeFlags;

pub fn register(vm: &mut Vm) {
    let c = vm.types.code;
    vm.add_getset(c, "co_name", |_, c| Ok(c.expect::<Code>().name), None);
    vm.add_getset(c, "co_qualname", |_, c| Ok(c.expect::<Code>().qualname), None);
    vm.add_getset(c, "co_filename", |_, c| Ok(c.expect::<Code>().filename), None);
    vm.add_getset(
        c,
        "co_firstlineno",
        |_, c| Ok(Value::small(c.expect::<Code>().unit.first_line as i64)),
        None,
    );
    vm.add_getset(
        c,
        "co_argcount",
        |_, c| Ok(Value::small(c.expect::<Code>().unit.argcount as i64)),
        None,
    );
    vm.add_getset(
        c,
        "co_posonlyargcount",
        |_, c| Ok(Value::small(c.expect::<Code>().unit.posonly as i64)),
        None,
    );
    vm.add_getset(
        c,
        "co_kwonlyargcount",
        |_, c| Ok(Value::small(c.expect::<Code>().unit.kwonly as i64)),
        None,
    );
    vm.add_getset(
        c,
        "co_nlocals",
        |vm, c| {
            let names = varnames(vm, c)?;
            Ok(Value::small(names.expect::<Tuple>().len as i64))
        },
        None,
    );
    vm.add_getset(
        c,
        "co_stacksize",
        |_, c| Ok(Value::small(c.expect::<Code>().nregs as i64)),
        None,
    );
    vm.add_getset(c, "co_flags", flags, None);
    vm.add_getset(c, "co_varnames", varnames, None);
    vm.add_getset(c, "co_names", |vm, c| Ok(vm.tuple(&c.expect::<Code>().names)), None);
    vm.add_getset(c, "co_consts", consts, None);
    vm.add_getset(c, "co_code", bytecode, None);
    vm.add_getset(
        c,
        "co_cellvars",
        |vm, c| {
            let unit = c.expect::<Code>().unit.clone();
            names(vm, unit.cellvars.iter().map(|c| &*c.0))
        },
        None,
    );
    vm.add_getset(
        c,
        "co_freevars",
        |vm, c| {
            let unit = c.expect::<Code>().unit.clone();
            names(vm, unit.freevars.iter().map(|c| &*c.0))
        },
        None,
    );
    vm.add_methods(
        c,
        &[
            Def::method("co_positions", positions, 1, 1),
            Def::method("co_lines", lines, 1, 1),
            Def::method("replace", replace, 1, 1).kw(),
            Def::method("__eq__", eq, 2, 2),
            Def::method("__hash__", hash, 1, 1),
        ],
    );
}

fn names<'a>(vm: &mut Vm, items: impl Iterator<Item = &'a str>) -> R {
    let pin = vm.pins.len();
    let mut out = Vec::new();
    for n in items {
        let v = vm.intern(n);
        vm.pin(&[v]);
        out.push(v);
    }
    let t = vm.tuple(&out);
    vm.unpin(pin);
    Ok(t)
}

/// The instructions as bytes: our own, of use for comparing and measuring only.
fn bytecode(vm: &mut Vm, c: Value) -> R {
    let unit = c.expect::<Code>().unit.clone();
    let bytes: Vec<u8> = unit.code.iter().flat_map(|i| i.0.to_le_bytes()).collect();
    Ok(vm.bytes(&bytes))
}

/// The constants of the code; a function's begin with its docstring, or None.
fn consts(vm: &mut Vm, c: Value) -> R {
    let c = c.expect::<Code>();
    let mut list = vm.list(&[]);
    if c.has_flag(CodeFlags::OPTIMIZED) {
        let doc = match &c.unit.docstring {
            Some(d) => vm.str_bytes(&d.clone()),
            None => Value::NONE,
        };
        list.items.push(doc);
    }
    list.items.extend_from_slice(&c.const_vec);
    vm.heap.barrier(list);
    Ok(vm.tuple(&list.items))
}

/// Parameters, then other locals; cells that are no parameters are not among them.
fn varnames(vm: &mut Vm, c: Value) -> R {
    let code = c.expect::<Code>();
    let params = crate::interp::bind::param_count(code);
    let cells: Vec<u16> = code.unit.cellvars.iter().map(|c| c.1).collect();
    let keep: Vec<Value> = code
        .varnames
        .iter()
        .enumerate()
        .filter(|(i, _)| *i < params || !cells.contains(&(*i as u16)))
        .map(|(_, v)| *v)
        .collect();
    Ok(vm.tuple(&keep))
}

fn flags(vm: &mut Vm, c: Value) -> R {
    let ours = CodeFlags::HIDDEN | CodeFlags::CLASS_BODY | CodeFlags::MODULE;
    Ok(vm.int((c.expect::<Code>().flags & !ours) as i64))
}

/// Per instruction: line, end line, column, end column.
fn positions(vm: &mut Vm, args: Args) -> R {
    let unit = args.pos()[0].expect::<Code>().unit.clone();
    let mut list = vm.list(&[]);
    for p in &unit.positions {
        let t = if p.line == 0 {
            vm.tuple(&[Value::NONE; 4])
        } else {
            vm.tuple(&[p.line, p.end_line, p.col, p.end_col].map(|n| Value::small(n as i64)))
        };
        list.items.push(t);
        vm.heap.barrier(list);
    }
    vm.iter(list.value())
}

/// Runs of instructions on one line: start, end, line.
fn lines(vm: &mut Vm, args: Args) -> R {
    let unit = args.pos()[0].expect::<Code>().unit.clone();
    let mut list = vm.list(&[]);
    if unit.flags.has(CodeFlags::OPTIMIZED) {
        // CPython begins a function with an instruction on the line of its `def`; here it is empty.
        let line = Value::small(unit.first_line as i64);
        let t = vm.tuple(&[Value::small(0), Value::small(0), line]);
        list.items.push(t);
        vm.heap.barrier(list);
    }
    let mut start = 0;
    for i in 1..=unit.positions.len() {
        let line = unit.positions[start].line;
        if i < unit.positions.len() && unit.positions[i].line == line {
            continue;
        }
        let line = if line == 0 { Value::NONE } else { Value::small(line as i64) };
        let t = vm.tuple(&[Value::small(start as i64 * 2), Value::small(i as i64 * 2), line]);
        list.items.push(t);
        vm.heap.barrier(list);
        start = i;
    }
    vm.iter(list.value())
}

fn replace(vm: &mut Vm, args: Args) -> R {
    let code = args.pos()[0].expect::<Code>();
    let mut copy = vm.copy_code(code);
    copy.original = Value::UNDEF;
    for (k, v) in args.kw() {
        let key = k.expect::<Str>().to_string_lossy();
        let text = v.is_kind(Kind::Str);
        match key.as_str() {
            "co_name" if text => copy.name = v,
            "co_qualname" if text => copy.qualname = v,
            "co_filename" if text => copy.filename = v,
            "co_name" | "co_qualname" | "co_filename" => {
                let t = vm.type_name(v);
                return vm.type_error(format!("replace() argument '{key}' must be str, not {t}"));
            }
            _ => {
                return vm
                    .not_implemented_error(format!("code.replace({key}=...) is not supported"));
            }
        }
        vm.heap.barrier(copy);
    }
    Ok(copy.value())
}

fn eq(_: &mut Vm, args: Args) -> R {
    let (a, b) = (args.pos()[0].expect::<Code>(), args.pos()[1]);
    let Some(b) = b.cast::<Code>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = a == b
        || (std::rc::Rc::ptr_eq(&a.unit, &b.unit) && a.name == b.name && a.filename == b.filename);
    Ok(Value::bool(same))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let unit = std::rc::Rc::as_ptr(&args.pos()[0].expect::<Code>().unit) as usize;
    Ok(vm.int((unit >> 4) as i64))
}

impl Vm {
    /// Compiles a program's bytes: encoding declarations count. `file`: they are a file's.
    pub fn compile_bytes(&mut self, bytes: &[u8], filename: &str, file: bool) -> R<Gc<Code>> {
        let origin = if file { adder_syntax::Origin::File } else { adder_syntax::Origin::Bytes };
        let source = match adder_syntax::decode_source(bytes, filename, origin) {
            Ok(source) => source,
            Err(e) => return super::exceptions::raise_syntax_error(self, filename, e),
        };
        let mode = adder_compile::Mode::Exec;
        if file && !declares_encoding(bytes) {
            // Only positions differ from what `compile_source` raises: find them first.
            if let Err(e) = adder_syntax::parse_module(&source, filename) {
                let e = file_positions(e, &source);
                return super::exceptions::raise_syntax_error(self, filename, e);
            }
        }
        self.compile_source(&source, filename, mode)
    }

    /// Compiles a statement typed at a prompt; `None` while it is incomplete. A block is complete
    /// when an empty line was typed (`blank`).
    pub fn compile_interactive(&mut self, source: &str, blank: bool) -> R<Option<Gc<Code>>> {
        let open_block = source.trim_end().ends_with(':') || source.lines().count() > 1;
        if open_block && !blank {
            match adder_syntax::parse_single(source, "<stdin>") {
                Err(e) if !e.incomplete => {}
                _ => return Ok(None),
            }
        }
        match adder_syntax::parse_single(source, "<stdin>") {
            Err(e) if e.incomplete && !blank => Ok(None),
            _ => self.compile_source(source, "<stdin>", adder_compile::Mode::Single).map(Some),
        }
    }
}

/// A byte-order mark, or a coding comment in the first two lines.
fn declares_encoding(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xef\xbb\xbf")
        || bytes.split(|b| *b == b'\n').take(2).any(|line| {
            let line = line.trim_ascii_start();
            line.starts_with(b"#") && line.windows(6).any(|w| w == b"coding")
        })
}

/// CPython counts bytes, not characters, in errors of a script that declares no encoding, and has
/// no column for errors at the end of the file.
fn file_positions(mut e: adder_syntax::SyntaxError, source: &str) -> adder_syntax::SyntaxError {
    let to_bytes = |line: u32, offset: u32| {
        let Some(text) = source.lines().nth((line as usize).saturating_sub(1)) else {
            return offset;
        };
        let chars = (offset as usize).saturating_sub(1);
        let extra: usize = text.chars().take(chars).map(|c| c.len_utf8() - 1).sum();
        offset.saturating_add(extra as u32)
    };
    if e.end_offset == adder_syntax::UNKNOWN_END && e.msg.starts_with("expected ") {
        let rest = source.lines().skip(e.lineno as usize);
        if rest.into_iter().all(|l| l.trim().is_empty()) {
            e.offset = 0;
        }
        return e;
    }
    // The tokenizer counts characters all the same; the symbol table and the compiler always count
    // bytes, which is what they report already.
    const EXEMPT: &[&str] =
        &["invalid character", "f-string: expecting", "outside ", "nonlocal", "global"];
    if EXEMPT.iter().any(|m| e.msg.contains(m)) {
        return e;
    }
    e.offset = to_bytes(e.lineno, e.offset);
    if e.end_offset != 0 && e.end_offset != adder_syntax::UNKNOWN_END {
        e.end_offset = to_bytes(e.end_lineno, e.end_offset);
    }
    e
}
