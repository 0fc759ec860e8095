//! Turning code units into code objects, and running source text.

use crate::object::class::class_flags;
use crate::object::code::*;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};
use adder_bytecode::{CodeFlags, CodeUnit, Const};
use adder_text::bigint::IBig;
use std::rc::Rc;

impl Vm {
    /// A code object for a compiled unit (nested units included).
    pub fn code_object(&mut self, unit: &Rc<CodeUnit>, filename: Value) -> Gc<Code> {
        let pins = self.pins.len();
        let mut consts = Vec::with_capacity(unit.consts.len());
        for c in &unit.consts {
            let v = self.const_value(c, filename);
            self.pins.push(v);
            consts.push(v);
        }
        let intern_all = |vm: &mut Vm, texts: &[Box<str>]| -> Box<[Value]> {
            texts
                .iter()
                .map(|t| {
                    let v = vm.intern(t);
                    vm.pins.push(v);
                    v
                })
                .collect()
        };
        let names = intern_all(self, &unit.names);
        let constant = |c: &Const| matches!(c, Const::Str(s) if **s == *b"tb_frame");
        self.keeps_frames |=
            unit.names.iter().any(|n| **n == *"tb_frame") || unit.consts.iter().any(constant);
        let varnames = intern_all(self, &unit.varnames);
        let name = self.intern(&unit.name);
        self.pins.push(name);
        let qualname = self.intern(&unit.qualname);
        self.pins.push(qualname);
        let caches: Box<[Cache]> =
            unit.caches.iter().map(|site| Cache::empty(names[site.name as usize])).collect();
        let threshold = self.loop_threshold.max(1);
        let loops: Box<[LoopState]> = unit
            .loops
            .iter()
            .map(|l| LoopState { counter: threshold, trace: 0, penalty: 0, header: l.header })
            .collect();
        let flags = unit.flags.0;
        let complicated = CodeFlags::VARARGS
            | CodeFlags::VARKEYWORDS
            | CodeFlags::GENERATOR
            | CodeFlags::COROUTINE
            | CodeFlags::ASYNC_GENERATOR;
        self.code_ids += 1;
        let id = self.code_ids;
        let hdr = Header::new(self.types.code.root_shape, Kind::Code);
        let mut code = self.alloc(
            Code {
                hdr,
                code: std::ptr::null_mut(),
                consts: std::ptr::null(),
                caches: std::ptr::null_mut(),
                loops: std::ptr::null_mut(),
                nregs: unit.nregs,
                nvars: unit.nvars,
                argcount: unit.argcount,
                entry_counter: self.entry_threshold,
                entry_trace: 0,
                entry_code: std::ptr::null(),
                entry_runs: 0,
                flags,
                simple: flags & complicated == 0 && unit.kwonly == 0,
                numba: false,
                not_inlined: false,
                step: None,
                functions: 0,
                id,
                unit: unit.clone(),
                code_vec: unit.code.clone().into_boxed_slice(),
                const_vec: consts.into_boxed_slice(),
                cache_vec: caches,
                loop_vec: loops,
                names,
                varnames,
                name,
                qualname,
                filename,
                original: Value::UNDEF,
                trace_roots: Vec::new(),
            },
            0,
        );
        code.code = code.code_vec.as_mut_ptr();
        code.consts = code.const_vec.as_ptr();
        code.caches = code.cache_vec.as_mut_ptr();
        code.loops = code.loop_vec.as_mut_ptr();
        self.heap.note_external(unit.code.len() * 24 + unit.caches.len() * 32);
        self.pins.truncate(pins);
        code
    }

    fn const_value(&mut self, c: &Const, filename: Value) -> Value {
        match c {
            Const::None => Value::NONE,
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Bool(b) => Value::bool(*b),
            Const::Int(i) => self.int(*i),
            Const::BigInt(digits) => {
                let big = digits.parse::<IBig>().unwrap_or(IBig::ZERO);
                self.big(big)
            }
            Const::Float(bits) => Value::float(f64::from_bits(*bits)),
            Const::Complex(re, im) => self.complex(f64::from_bits(*re), f64::from_bits(*im)),
            Const::Str(s) => {
                let name_like =
                    s.len() <= 40 && s.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
                if name_like {
                    self.intern_bytes(s)
                } else {
                    self.str_bytes(s)
                }
            }
            Const::Bytes(b) => self.bytes(b),
            Const::Tuple(items) => {
                let pins = self.pins.len();
                let values: Vec<Value> = items
                    .iter()
                    .map(|c| {
                        let v = self.const_value(c, filename);
                        self.pins.push(v);
                        v
                    })
                    .collect();
                let t = self.tuple(&values);
                self.pins.truncate(pins);
                t
            }
            Const::FrozenSet(items) => {
                let class = self.types.frozenset;
                let s = self.set_of_class(class, true);
                self.pins.push(s.value());
                for c in items.iter() {
                    let v = self.const_value(c, filename);
                    // Constants hash and compare without running Python code.
                    if self.set_add(s, v).is_err() {
                        self.exception = Value::UNDEF;
                    }
                }
                // CPython's compiler merges equal constants and makes the set anew from its own
                // order, and once more if interning replaced a string in it, as it does those
                // letters that its own C code has names for: this decides the order in which a
                // set display is filled.
                let letter = |e: &crate::object::set::SetEntry| {
                    let text = e.key.cast::<Str>();
                    text.is_some_and(|s| matches!(s.bytes(), [c] if b"_abcdenprsx".contains(c)))
                };
                let rounds = 1 + s.iter().any(|e| letter(&e)) as usize;
                let mut merged = s;
                for _ in 0..rounds {
                    let again = self.set_of_class(class, true);
                    self.pins.push(again.value());
                    for e in merged.iter() {
                        if self.set_add_hashed(again, e.key, e.hash).is_err() {
                            self.exception = Value::UNDEF;
                        }
                    }
                    merged = again;
                }
                self.pins.truncate(self.pins.len() - 1 - rounds);
                merged.value()
            }
            Const::Code(unit) => self.code_object(unit, filename).value(),
        }
    }

    /// A copy of a code object with fresh caches and counters (flagged copies for decorators).
    pub fn copy_code(&mut self, original: Gc<Code>) -> Gc<Code> {
        let unit = original.unit.clone();
        let mut copy = self.code_object(&unit, original.filename);
        copy.original = original.value();
        copy
    }

    /// Runs module-like code with these globals and locals.
    pub fn run_code(&mut self, code: Gc<Code>, globals: Gc<Dict>, locals: Value) -> R {
        self.run_code_with(code, Value::UNDEF, globals, locals)
    }

    /// As `run_code` for code that has a function object (class bodies with closures).
    pub fn run_code_with(
        &mut self,
        code: Gc<Code>,
        func: Value,
        globals: Gc<Dict>,
        locals: Value,
    ) -> R {
        self.check_native_stack()?;
        let name = self.names.builtins.0;
        if self.dict_find_name(globals, name).is_none() {
            let b = self.builtins.value();
            self.dict_set_name(globals, name, b);
        }
        let at = self.stack_top();
        self.push_code_frame(code, func, globals, locals, at)?;
        self.run_nested()
    }

    /// Compiles source text to a code object, or raises SyntaxError.
    pub fn compile_source(
        &mut self,
        source: &str,
        filename: &str,
        mode: adder_compile::Mode,
    ) -> R<Gc<Code>> {
        let options = adder_compile::Options {
            clock_loops: self.config.clock_loops,
            clock_calls: self.config.clock_calls.clone(),
            ..Default::default()
        };
        match adder_compile::compile_module(source, filename, mode, options) {
            Ok(unit) => {
                if !unit.warnings.is_empty() {
                    crate::builtins::exceptions::syntax_warnings(self, filename, source, &unit);
                }
                let filename = self.intern(filename);
                Ok(self.code_object(&unit, filename))
            }
            Err(mut e) => {
                if e.late {
                    e.text = line_of_file(filename, e.lineno);
                }
                crate::builtins::exceptions::raise_syntax_error(self, filename, e)
            }
        }
    }

    /// Runs source text as the `__main__` module (or another globals dict).
    pub fn run_source(&mut self, source: &str, filename: &str, globals: Gc<Dict>) -> R {
        let code = self.compile_source(source, filename, adder_compile::Mode::Exec)?;
        // A host's program need not be a file: tracebacks show its lines all the same.
        self.sources.insert(filename.to_string(), source.into());
        self.run_code(code, globals, globals.value())
    }

    /// Inline slots to give instances of a class: the attributes its methods store through `self`.
    pub fn estimate_inline_slots(&self, ns: Gc<Dict>, inherited: u16) -> u16 {
        let mut names: Vec<Value> = Vec::new();
        for e in ns.iter() {
            let Some(f) = e.value.cast::<Function>() else { continue };
            for &k in &f.code.unit.self_attrs {
                let Some(&name) = f.code.names.get(k as usize) else { continue };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        // A data descriptor or class attribute of that name takes no slot, but guessing high by a
        // few words is cheaper than an overflow array.
        (names.len() as u16 + inherited).min(64)
    }

    /// Does a class's instances live in `Instance` cells?
    pub fn is_plain_class(&self, class: Gc<Class>) -> bool {
        class.instance_kind == Kind::Instance && !class.has(class_flags::BUILTIN)
    }
}

/// A line as CPython reads it from the file that a code object names, newline included.
fn line_of_file(filename: &str, line: u32) -> Option<String> {
    let bytes = std::fs::read(filename).ok()?;
    let text = adder_syntax::decode_source(&bytes, filename, adder_syntax::Origin::File).ok()?;
    let text = text.lines().nth((line as usize).checked_sub(1)?)?;
    Some(format!("{text}\n"))
}
