//! Code and namespaces: `compile`, `eval`, `exec`, `globals`, `locals`, `__import__`,
//! `__build_class__`.

use crate::args::Params;
use crate::object::*;
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_compile::Mode;
use adder_syntax::{decode_source, Origin};

/// `globals()`.
pub fn globals(vm: &mut Vm, _: Args) -> R {
    Ok(frame_globals(vm).value())
}

/// The global namespace of the running Python code.
fn frame_globals(vm: &mut Vm) -> Gc<Dict> {
    vm.materialise_frames();
    if vm.frame.is_null() {
        return vm.main_globals();
    }
    // SAFETY: the current frame is live.
    unsafe { (*vm.frame).globals }
}

/// `locals()`.
pub fn locals(vm: &mut Vm, _: Args) -> R {
    frame_locals(vm)
}

/// The namespace of the running Python code: a live mapping in modules and class bodies, a
/// snapshot in functions.
pub fn frame_locals(vm: &mut Vm) -> R {
    vm.materialise_frames();
    if vm.frame.is_null() {
        return Ok(vm.main_globals().value());
    }
    let top = vm.frames.depth(vm.frame) - 1;
    vm.locals_of(top)
}

/// Source text of a `str`, `bytes` or `bytearray`; `None` for other values.
fn source_text(vm: &mut Vm, v: Value, filename: &str) -> R<Option<String>> {
    let text = match v.kind() {
        Some(Kind::Str) => v.expect::<Str>().to_string_lossy(),
        Some(Kind::Bytes) => return decode(vm, v.expect::<Bytes>().bytes(), filename).map(Some),
        Some(Kind::ByteArray) => {
            let data = v.expect::<ByteArray>().data.as_slice().to_vec();
            return decode(vm, &data, filename).map(Some);
        }
        _ => return Ok(None),
    };
    if text.contains('\0') {
        let class = vm.types.syntax_error;
        return vm.raise_msg(class, "source code string cannot contain null bytes");
    }
    Ok(Some(text))
}

fn decode(vm: &mut Vm, bytes: &[u8], filename: &str) -> R<String> {
    match decode_source(bytes, filename, Origin::Bytes) {
        Ok(text) => Ok(text),
        Err(e) => super::exceptions::raise_syntax_error(vm, filename, e),
    }
}

/// `compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)`.
pub fn compile(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<7> = Params::new(
        "compile",
        ["source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"],
    )
    .required(3)
    .kwonly(6);
    let [source, filename, mode, ..] = PARAMS.parse(vm, args)?;
    let filename = match filename.kind() {
        Some(Kind::Str) => filename.expect::<Str>().to_string_lossy(),
        Some(Kind::Bytes) => {
            String::from_utf8_lossy(filename.expect::<Bytes>().bytes()).into_owned()
        }
        _ => {
            let t = vm.type_name(filename);
            return vm.type_error(format!("expected str, bytes or os.PathLike object, not {t}"));
        }
    };
    let Some(mode) = mode.cast::<Str>() else {
        let t = vm.type_name(mode);
        return vm.type_error(format!("compile() argument 'mode' must be str, not {t}"));
    };
    let mode = match mode.bytes() {
        b"exec" => Mode::Exec,
        b"eval" => Mode::Eval,
        b"single" => Mode::Single,
        _ => return vm.value_error("compile() mode must be 'exec', 'eval' or 'single'"),
    };
    let Some(text) = source_text(vm, source, &filename)? else {
        return vm.type_error("compile() arg 1 must be a string, bytes or AST object");
    };
    let text = if mode == Mode::Eval { text.trim_start_matches([' ', '\t']) } else { &text };
    Ok(vm.compile_source(text, &filename, mode)?.value())
}

/// `eval(source, globals=None, locals=None, /)`.
pub fn eval(vm: &mut Vm, args: Args) -> R {
    let given = |i: usize| args.get(i).filter(|v| !v.is_none());
    if let Some(locals) = given(2) {
        if !is_mapping(vm, locals) {
            return vm.type_error("locals must be a mapping");
        }
    }
    if let Some(globals) = given(1) {
        if globals.cast::<Dict>().is_none() {
            let message = if is_mapping(vm, globals) {
                "globals must be a real dict; try eval(expr, {}, mapping)"
            } else {
                "globals must be a dict"
            };
            return vm.type_error(message);
        }
    }
    let (globals, locals) = namespaces(vm, given(1), given(2))?;
    run_source(vm, args.all[0], Mode::Eval, globals, locals)
}

/// `exec(source, globals=None, locals=None, /, *, closure=None)`.
pub fn exec(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    for (name, v) in args.kw() {
        let text = name.expect::<Str>();
        if text.bytes() != b"closure" {
            let t = text.to_string_lossy();
            return vm.type_error(format!("exec() got an unexpected keyword argument '{t}'"));
        }
        if !v.is_none() {
            return vm.type_error("closure can only be used when source is a code object");
        }
    }
    if pos.is_empty() {
        return vm.type_error("exec() takes at least 1 positional argument (0 given)");
    }
    if pos.len() > 3 {
        let n = pos.len();
        return vm.type_error(format!("exec() takes at most 3 positional arguments ({n} given)"));
    }
    let given = |i: usize| args.get(i).filter(|v| !v.is_none());
    if let Some(globals) = given(1) {
        if globals.cast::<Dict>().is_none() {
            let t = vm.type_name(globals);
            return vm.type_error(format!("exec() globals must be a dict, not {t}"));
        }
    }
    if let Some(locals) = given(2) {
        if !is_mapping(vm, locals) {
            let t = vm.type_name(locals);
            return vm.type_error(format!("locals must be a mapping or None, not {t}"));
        }
    }
    let (globals, locals) = namespaces(vm, given(1), given(2))?;
    run_source(vm, pos[0], Mode::Exec, globals, locals)?;
    Ok(Value::NONE)
}

/// Can it be subscripted?
fn is_mapping(vm: &mut Vm, v: Value) -> bool {
    let class = vm.class_of(v);
    vm.special(class, Special::GetItem).is_some()
}

fn namespaces(vm: &mut Vm, globals: Option<Value>, locals: Option<Value>) -> R<(Gc<Dict>, Value)> {
    Ok(match (globals, locals) {
        (None, None) => {
            let locals = frame_locals(vm)?;
            (frame_globals(vm), locals)
        }
        (None, Some(locals)) => (frame_globals(vm), locals),
        (Some(globals), locals) => (globals.expect(), locals.unwrap_or(globals)),
    })
}

fn run_source(vm: &mut Vm, source: Value, mode: Mode, globals: Gc<Dict>, locals: Value) -> R {
    let func = if mode == Mode::Eval { "eval" } else { "exec" };
    let code = match source.cast::<Code>() {
        Some(code) => {
            if !code.unit.freevars.is_empty() {
                return vm.type_error(format!(
                    "code object passed to {func}() may not contain free variables"
                ));
            }
            code
        }
        None => {
            let Some(text) = source_text(vm, source, "<string>")? else {
                return vm
                    .type_error(format!("{func}() arg 1 must be a string, bytes or code object"));
            };
            let text =
                if mode == Mode::Eval { text.trim_start_matches([' ', '\t']) } else { &text };
            vm.compile_source(text, "<string>", mode)?
        }
    };
    let pin = vm.pin(&[code.value(), globals.value(), locals]);
    let r = vm.run_code(code, globals, locals);
    vm.unpin(pin);
    r
}

/// `__import__(name, globals=None, locals=None, fromlist=(), level=0)`.
pub fn import(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<5> =
        Params::new("__import__", ["name", "globals", "locals", "fromlist", "level"]).required(1);
    let [name, globals, _, fromlist, level] = PARAMS.parse(vm, args)?;
    let Some(text) = name.cast::<Str>() else {
        return vm.type_error("module name must be a string");
    };
    if text.len == 0 {
        return vm.value_error("Empty module name");
    }
    let globals = match globals.cast::<Dict>() {
        Some(d) => d,
        None => frame_globals(vm),
    };
    let level = if level.is_undef() { 0 } else { vm.arg_i64(level)? };
    let Ok(level) = usize::try_from(level) else {
        return vm.value_error("level must be >= 0");
    };
    let fromlist = if fromlist.is_undef() || fromlist.is_none() {
        vm.empty_tuple
    } else {
        let names = vm.collect_list(fromlist)?;
        vm.tuple(&names.items)
    };
    let name = vm.intern_value(text);
    vm.import_name(name, globals, fromlist, level)
}

// --- classes ---

/// `__build_class__(func, name, /, *bases, [metaclass], **kwds)`.
pub fn build_class(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    if pos.len() < 2 {
        return vm.type_error("__build_class__: not enough arguments");
    }
    let Some(func) = pos[0].cast::<Function>() else {
        return vm.type_error("__build_class__: func must be a function");
    };
    let name = pos[1];
    if !name.is_kind(Kind::Str) {
        return vm.type_error("__build_class__: name is not a string");
    }
    let written = &pos[2..];
    let resolved = resolve_bases(vm, written)?;
    let bases: &[Value] = match resolved {
        Some(t) => t.items(),
        None => written,
    };
    let mut metaclass = Value::UNDEF;
    let mut keywords: smallvec::SmallVec<[(Value, Value); 4]> = smallvec::SmallVec::new();
    for (k, v) in args.kw() {
        if k == vm.names.metaclass.0 {
            metaclass = v;
        } else {
            keywords.push((k, v));
        }
    }
    if metaclass.is_undef() {
        metaclass = match bases.first() {
            Some(&b) => vm.class_of(b).value(),
            None => vm.types.type_.value(),
        };
    }
    if let Some(m) = metaclass.cast::<Class>() {
        metaclass = vm.calculate_metaclass(m, bases)?.value();
    }
    let pin = vm.pin(&[metaclass, resolved.map_or(Value::NONE, |t| t.value())]);
    let r = build(vm, func, name, bases, written, metaclass, &keywords);
    vm.unpin(pin);
    r
}

fn build(
    vm: &mut Vm,
    func: Gc<Function>,
    name: Value,
    bases: &[Value],
    written: &[Value],
    metaclass: Value,
    keywords: &[(Value, Value)],
) -> R {
    let plain = metaclass == vm.types.type_.value();
    let ns = if plain { vm.dict().value() } else { prepare(vm, metaclass, name, bases, keywords)? };
    vm.pin(&[ns]);
    let cell = vm.run_code_with(func.code, func.value(), func.globals, ns)?;
    vm.pin(&[cell]);
    if bases.as_ptr() != written.as_ptr() {
        let original = vm.tuple(written);
        let key = vm.names.orig_bases.0;
        vm.set_item(ns, key, original)?;
    }
    let class = match ns.cast::<Dict>() {
        Some(d) if plain => vm.new_class(metaclass.expect(), name, bases, d, keywords)?.value(),
        _ => {
            let bases = vm.tuple(bases);
            let mut all = vec![name, bases, ns];
            all.extend(keywords.iter().map(|k| k.1));
            let pin = vm.pin(&all);
            let kwnames = keyword_names(vm, keywords);
            let r = vm.call_with(metaclass, &all, kwnames);
            vm.unpin(pin);
            r?
        }
    };
    check_cell(vm, name, class, cell)?;
    Ok(class)
}

fn keyword_names(vm: &mut Vm, keywords: &[(Value, Value)]) -> Option<Gc<Tuple>> {
    if keywords.is_empty() {
        return None;
    }
    let names: Vec<Value> = keywords.iter().map(|k| k.0).collect();
    vm.tuple(&names).cast()
}

/// The namespace a metaclass wants.
fn prepare(
    vm: &mut Vm,
    metaclass: Value,
    name: Value,
    bases: &[Value],
    keywords: &[(Value, Value)],
) -> R {
    let attr = vm.special_names[Special::Prepare as usize];
    let Some(f) = vm.try_attr(metaclass, attr)? else {
        return Ok(vm.dict().value());
    };
    let pin = vm.pin(&[f]);
    let bases = vm.tuple(bases);
    let mut all = vec![name, bases];
    all.extend(keywords.iter().map(|k| k.1));
    vm.pin(&all);
    let kwnames = keyword_names(vm, keywords);
    let r = vm.call_with(f, &all, kwnames);
    vm.unpin(pin);
    let ns = r?;
    if ns.cast::<Dict>().is_none() && !is_mapping(vm, ns) {
        let t = vm.type_name(ns);
        let m = match metaclass.cast::<Class>() {
            Some(c) => c.name_str(),
            None => "<metaclass>".to_string(),
        };
        return vm.type_error(format!("{m}.__prepare__() must return a mapping, not {t}"));
    }
    Ok(ns)
}

/// The class body handed out its `__class__` cell: the metaclass must have passed it on.
fn check_cell(vm: &mut Vm, name: Value, class: Value, cell: Value) -> R<()> {
    let (Some(cell), true) = (cell.cast::<Cell>(), class.is_kind(Kind::Class)) else {
        return Ok(());
    };
    if cell.value == class {
        return Ok(());
    }
    let (n, c) = (vm.repr_string(name)?, vm.repr_string(class)?);
    if cell.value.is_undef() {
        return vm.runtime_error(format!(
            "__class__ not set defining {n} as {c}. Was __classcell__ propagated to type.__new__?"
        ));
    }
    let got = vm.repr_string(cell.value)?;
    vm.type_error(format!("__class__ set to {got} defining {n} as {c}"))
}

/// Bases after `__mro_entries__`; `None` when they are all classes already.
fn resolve_bases(vm: &mut Vm, bases: &[Value]) -> R<Option<Gc<Tuple>>> {
    if bases.iter().all(|b| b.is_kind(Kind::Class)) {
        return Ok(None);
    }
    let attr = vm.special_names[Special::MroEntries as usize];
    let mut out = vm.list(&[]);
    let mut changed = false;
    for &b in bases {
        if !b.is_kind(Kind::Class) {
            if let Some(f) = vm.try_attr(b, attr)? {
                let all = vm.tuple(bases);
                let r = vm.call(f, &[all])?;
                let Some(t) = r.cast::<Tuple>() else {
                    return vm.type_error("__mro_entries__ must return a tuple");
                };
                out.items.extend_from_slice(t.items());
                vm.heap.barrier(out);
                changed = true;
                continue;
            }
        }
        out.items.push(b);
        vm.heap.barrier(out);
    }
    if !changed {
        return Ok(None);
    }
    // A fresh tuple even when empty: its address tells it from the written bases.
    let class = vm.types.tuple;
    Ok(Some(vm.tuple_of_class(class, &out.items)))
}
