//! `BaseException` and the classes whose constructors take plain arguments.
//!
//! Kind-specific values live in `Exception::payload` and `payload2`:
//!
//! | class | `payload` | `payload2` |
//! |---|---|---|
//! | StopIteration, SystemExit | value, code | |
//! | NameError | name | globals of the failing frame (for suggestions) |
//! | AttributeError | name | obj |
//! | ImportError | name | tuple (path, name_from) |
//! | OSError, SyntaxError, Unicode*Error | tuple of fields (see `exc_fields`) | |
//! | groups | tuple of exceptions | message |
//!
//! UNDEF stands for "never set"; Python sees None.

use crate::object::exception::{Exception, Traceback};
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::vm::tuple_items;
use crate::{Args, Vm, R};

const BASE: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("with_traceback", with_traceback, 2, 2)
        .doc("Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."),
    Def::method("add_note", add_note_method, 2, 2)
        .doc("Exception.add_note(note) --\n    add a note to the exception"),
    Def::method("__reduce__", reduce, 1, 1),
    Def::method("__setstate__", setstate, 2, 2),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.base_exception;
    vm.add_methods(c, BASE);
    vm.add_getset(c, "args", |_, e| Ok(e.expect::<Exception>().args), Some(set_args));
    vm.add_getset(c, "__cause__", |_, e| Ok(e.expect::<Exception>().cause), Some(set_cause));
    vm.add_getset(c, "__context__", |_, e| Ok(e.expect::<Exception>().context), Some(set_context));
    vm.add_getset(
        c,
        "__traceback__",
        |_, e| Ok(e.expect::<Exception>().traceback),
        Some(set_traceback),
    );
    vm.add_getset(
        c,
        "__suppress_context__",
        |_, e| Ok(Value::bool(e.expect::<Exception>().suppress_context)),
        Some(set_suppress),
    );
    vm.add_getset(c, "__dict__", |vm, e| Ok(vm.instance_dict(e).value()), Some(set_dict));

    let c = vm.types.stop_iteration;
    vm.add_methods(c, &[Def::method("__init__", init_payload, 1, ANY).kw()]);
    vm.add_getset(c, "value", payload, Some(set_payload));
    let c = vm.types.system_exit;
    vm.add_methods(c, &[Def::method("__init__", init_exit, 1, ANY).kw()]);
    vm.add_getset(c, "code", payload, Some(set_payload));
    let c = vm.types.key_error;
    vm.add_methods(c, &[Def::method("__str__", str_, 1, 1)]);
    let c = vm.types.name_error;
    vm.add_methods(c, &[Def::method("__init__", init_name_error, 1, ANY).kw()]);
    vm.add_getset(c, "name", payload, Some(set_payload));
    let c = vm.types.attribute_error;
    vm.add_methods(c, &[Def::method("__init__", init_attribute_error, 1, ANY).kw()]);
    vm.add_getset(c, "name", payload, Some(set_payload));
    vm.add_getset(c, "obj", payload2, Some(set_payload2));
    let c = vm.types.import_error;
    vm.add_methods(
        c,
        &[
            Def::method("__init__", init_import_error, 1, ANY).kw(),
            Def::method("__str__", str_, 1, 1),
        ],
    );
    vm.add_getset(c, "name", payload, Some(set_payload));
    vm.add_getset(
        c,
        "path",
        |_, e| Ok(import_field(e, 0)),
        Some(|vm, e, v| set_import_field(vm, e, 0, v)),
    );
    vm.add_getset(
        c,
        "name_from",
        |_, e| Ok(import_field(e, 1)),
        Some(|vm, e, v| set_import_field(vm, e, 1, v)),
    );
    vm.add_getset(c, "msg", |_, e| Ok(import_message(e)), None);
    super::exc_fields::register(vm);
    for row in crate::types::ROWS {
        let class = *(row.slot)(&mut vm.types);
        if let Ok(at) = super::exc_docs::DOCS.binary_search_by_key(&row.name, |d| d.0) {
            let doc = vm.str(super::exc_docs::DOCS[at].1);
            vm.add_class_value(class, "__doc__", doc);
        }
    }
}

/// What Python sees of an unset field.
pub(super) fn or_none(v: Value) -> Value {
    if v.is_undef() {
        Value::NONE
    } else {
        v
    }
}

fn payload(vm: &mut Vm, e: Value) -> R {
    let exc = e.expect::<Exception>();
    if exc.payload.is_undef()
        && (vm.is_instance(e, vm.types.stop_iteration) || vm.is_instance(e, vm.types.system_exit))
    {
        // Raised from Rust without `__init__`.
        return Ok(match tuple_items(exc.args) {
            [] => Value::NONE,
            [v] => *v,
            _ if vm.is_instance(e, vm.types.system_exit) => exc.args,
            [v, ..] => *v,
        });
    }
    Ok(or_none(exc.payload))
}

fn payload2(_: &mut Vm, e: Value) -> R {
    Ok(or_none(e.expect::<Exception>().payload2))
}

fn set_payload(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    let mut e = e.expect::<Exception>();
    e.payload = or_none(v);
    vm.heap.barrier(e);
    Ok(())
}

fn set_payload2(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    let mut e = e.expect::<Exception>();
    e.payload2 = or_none(v);
    vm.heap.barrier(e);
    Ok(())
}

fn import_field(e: Value, i: usize) -> Value {
    tuple_items(e.expect::<Exception>().payload2).get(i).copied().unwrap_or(Value::NONE)
}

fn set_import_field(vm: &mut Vm, e: Value, i: usize, v: Value) -> R<()> {
    let mut fields = [import_field(e, 0), import_field(e, 1)];
    fields[i] = or_none(v);
    let t = vm.tuple(&fields);
    set_payload2(vm, e, t)
}

fn import_message(e: Value) -> Value {
    match tuple_items(e.expect::<Exception>().args) {
        [m] => *m,
        _ => Value::NONE,
    }
}

fn exc_class(vm: &mut Vm, args: &Args) -> R<Gc<Class>> {
    match args.pos().first().and_then(|v| v.cast::<Class>()) {
        Some(c) if c.is_subclass_of(vm.types.base_exception) => Ok(c),
        Some(c) => {
            let n = c.name_str();
            vm.type_error(format!(
                "BaseException.__new__({n}): {n} is not a subtype of BaseException"
            ))
        }
        None => vm.type_error("BaseException.__new__(X): X is not a type object"),
    }
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = exc_class(vm, &args)?;
    let t = vm.tuple(&args.pos()[1..]);
    Ok(vm.exception_of_class(class, t).value())
}

/// Refuses keyword arguments as CPython's exceptions do.
pub(super) fn no_keywords(vm: &mut Vm, args: &Args) -> R<()> {
    if args.has_kw() {
        let t = vm.type_name(args.pos()[0]);
        return vm.type_error(format!("{t}() takes no keyword arguments"));
    }
    Ok(())
}

/// `args` becomes the positional arguments.
pub(super) fn store_args(vm: &mut Vm, args: &Args) -> Gc<Exception> {
    let mut e = args.pos()[0].expect::<Exception>();
    let rest = &args.pos()[1..];
    // `__new__` saw the same arguments: keep its tuple.
    if tuple_items(e.args) != rest {
        e.args = vm.tuple(rest);
        vm.heap.barrier(e);
    }
    e
}

fn init(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    store_args(vm, &args);
    Ok(Value::NONE)
}

fn init_payload(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    let mut e = store_args(vm, &args);
    e.payload = args.get(1).unwrap_or(Value::NONE);
    vm.heap.barrier(e);
    Ok(Value::NONE)
}

fn init_exit(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    let mut e = store_args(vm, &args);
    e.payload = match args.pos().len() {
        1 => Value::NONE,
        2 => args.pos()[1],
        _ => e.args,
    };
    vm.heap.barrier(e);
    Ok(Value::NONE)
}

/// Keyword arguments of constructors that accept some: values in the order of `names`.
fn keywords<const N: usize>(
    vm: &mut Vm,
    args: &Args,
    class: &str,
    names: [&str; N],
) -> R<[Value; N]> {
    let mut out = [Value::UNDEF; N];
    for (k, v) in args.kw() {
        let text = k.expect::<Str>().to_string_lossy();
        match names.iter().position(|n| *n == text) {
            Some(i) => out[i] = v,
            None => {
                return vm
                    .type_error(format!("'{text}' is an invalid keyword argument for {class}()"));
            }
        }
    }
    Ok(out)
}

fn init_name_error(vm: &mut Vm, args: Args) -> R {
    let [name] = keywords(vm, &args, "NameError", ["name"])?;
    let mut e = store_args(vm, &args);
    e.payload = or_none(name);
    vm.heap.barrier(e);
    Ok(Value::NONE)
}

fn init_attribute_error(vm: &mut Vm, args: Args) -> R {
    let [name, obj] = keywords(vm, &args, "AttributeError", ["name", "obj"])?;
    let mut e = store_args(vm, &args);
    e.payload = or_none(name);
    e.payload2 = or_none(obj);
    vm.heap.barrier(e);
    Ok(Value::NONE)
}

fn init_import_error(vm: &mut Vm, args: Args) -> R {
    let [name, path, name_from] =
        keywords(vm, &args, "ImportError", ["name", "path", "name_from"])?;
    let mut e = store_args(vm, &args);
    let t = vm.tuple(&[or_none(path), or_none(name_from)]);
    e.payload = or_none(name);
    e.payload2 = t;
    vm.heap.barrier(e);
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let text = repr_text(vm, args.pos()[0].expect())?;
    Ok(vm.str_bytes(&text))
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let text = str_text(vm, args.pos()[0].expect())?;
    Ok(vm.str_bytes(&text))
}

/// `BaseException.__repr__`: the class's name and the arguments.
pub fn repr_text(vm: &mut Vm, e: Gc<Exception>) -> R<Vec<u8>> {
    vm.check_native_stack()?;
    let mut out = e.hdr.shape.class().name_str().into_bytes();
    out.push(b'(');
    let items = tuple_items(e.args);
    for (k, &v) in items.iter().enumerate() {
        if k > 0 {
            out.extend_from_slice(b", ");
        }
        let s = vm.repr(v)?;
        out.extend_from_slice(s.bytes());
    }
    out.push(b')');
    Ok(out)
}

/// `str(exc)` by layout: what the nearest built-in class of the exception prints.
pub fn str_text(vm: &mut Vm, e: Gc<Exception>) -> R<Vec<u8>> {
    let class = e.hdr.shape.class();
    if let Some(text) = super::exc_fields::special_str(vm, e, class)? {
        return Ok(text);
    }
    let items = tuple_items(e.args);
    match items {
        [] => Ok(Vec::new()),
        [one] if class.is_subclass_of(vm.types.key_error) => Ok(vm.repr(*one)?.bytes().to_vec()),
        [one] => Ok(vm.to_str(*one)?.bytes().to_vec()),
        _ if class.is_subclass_of(vm.types.base_exception_group) => {
            Ok(super::exc_group::str_text(vm, e)?)
        }
        _ => Ok(vm.repr(e.args)?.bytes().to_vec()),
    }
}

fn set_args(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    if v.is_undef() {
        return vm.type_error("args may not be deleted");
    }
    let list = vm.collect_list(v)?;
    let t = vm.tuple(&list.items);
    let mut e = e.expect::<Exception>();
    e.args = t;
    vm.heap.barrier(e);
    Ok(())
}

fn linked(vm: &mut Vm, v: Value, attr: &str, what: &str) -> R {
    if v.is_undef() {
        return vm.type_error(format!("{attr} may not be deleted"));
    }
    if v.is_none() || v.is_kind(Kind::Exception) {
        return Ok(v);
    }
    vm.type_error(format!("exception {what} must be None or derive from BaseException"))
}

fn set_cause(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    let v = linked(vm, v, "__cause__", "cause")?;
    let mut e = e.expect::<Exception>();
    e.cause = v;
    e.suppress_context = true;
    vm.heap.barrier(e);
    Ok(())
}

fn set_context(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    let v = linked(vm, v, "__context__", "context")?;
    let mut e = e.expect::<Exception>();
    e.context = v;
    vm.heap.barrier(e);
    Ok(())
}

fn set_traceback(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    if v.is_undef() {
        return vm.type_error("__traceback__ may not be deleted");
    }
    if !v.is_none() && v.cast::<Traceback>().is_none() {
        return vm.type_error("__traceback__ must be a traceback or None");
    }
    let mut e = e.expect::<Exception>();
    e.traceback = v;
    vm.heap.barrier(e);
    Ok(())
}

fn set_suppress(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    if v.is_undef() {
        return vm.type_error("can't delete numeric/char attribute");
    }
    if !v.is_bool() {
        return vm.type_error("attribute value type must be bool");
    }
    let mut e = e.expect::<Exception>();
    e.suppress_context = v == Value::TRUE;
    Ok(())
}

fn set_dict(vm: &mut Vm, e: Value, v: Value) -> R<()> {
    let Some(d) = v.cast::<Dict>() else {
        let t = vm.type_name(or_none(v));
        return vm.type_error(format!("__dict__ must be set to a dictionary, not a '{t}'"));
    };
    let own = vm.instance_dict(e);
    if own != d {
        vm.dict_clear(own);
        vm.dict_merge(own, d)?;
    }
    Ok(())
}

fn with_traceback(vm: &mut Vm, args: Args) -> R {
    set_traceback(vm, args.pos()[0], args.pos()[1])?;
    Ok(args.pos()[0])
}

fn add_note_method(vm: &mut Vm, args: Args) -> R {
    let (e, note) = (args.pos()[0], args.pos()[1]);
    if !note.is_kind(Kind::Str) {
        let t = vm.type_name(note);
        return vm.type_error(format!("note must be a str, not '{t}'"));
    }
    let name = vm.names.notes.0;
    match vm.try_attr(e, name)? {
        None => {
            let list = vm.list(&[note]).value();
            vm.set_attr(e, name, list)?;
        }
        Some(v) => match v.cast::<List>() {
            Some(mut l) => {
                l.items.push(note);
                vm.heap.barrier(l);
            }
            None => return vm.type_error("Cannot add note: __notes__ is not a list"),
        },
    }
    Ok(Value::NONE)
}

/// Adds a note to the pending exception.
pub fn add_note(vm: &mut Vm, text: &str) {
    let exc = vm.take_exception();
    if exc.is_kind(Kind::Exception) {
        let pin = vm.pin(&[exc]);
        let note = vm.str(text);
        // A class that refuses notes keeps its exception as it is.
        let _ = add_note_method(vm, Args::positional(&[exc, note]));
        vm.unpin(pin);
    }
    vm.exception = exc;
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[0];
    let e = v.expect::<Exception>();
    let class = vm.class_of(v).value();
    let has_attrs = !vm.attrs_of(v).is_undef();
    if has_attrs {
        let d = vm.instance_dict(v).value();
        return Ok(vm.tuple(&[class, e.args, d]));
    }
    Ok(vm.tuple(&[class, e.args]))
}

fn setstate(vm: &mut Vm, args: Args) -> R {
    let (e, state) = (args.pos()[0], args.pos()[1]);
    if state.is_none() {
        return Ok(Value::NONE);
    }
    let Some(d) = state.cast::<Dict>() else {
        return vm.type_error("state is not a dictionary");
    };
    let mut i = 0;
    while i < d.entries.len() {
        let entry = d.entries[i];
        i += 1;
        if let Some(s) = entry.key.cast::<Str>() {
            let name = vm.intern_value(s);
            vm.set_attr(e, name, entry.value)?;
        }
    }
    Ok(Value::NONE)
}

/// Raises what the parser or compiler reports.
pub fn raise_syntax_error<T>(vm: &mut Vm, filename: &str, e: adder_syntax::SyntaxError) -> R<T> {
    super::exc_fields::raise_syntax_error(vm, filename, e)
}

/// Shows the SyntaxWarnings of a compilation on stderr.
pub fn syntax_warnings(vm: &mut Vm, filename: &str, source: &str, unit: &adder_bytecode::CodeUnit) {
    let mut text = String::new();
    for (line, message) in &unit.warnings {
        text.push_str(&format!("{filename}:{line}: SyntaxWarning: {message}\n"));
        let shown = source.lines().nth((*line as usize).saturating_sub(1)).unwrap_or("").trim();
        if !filename.starts_with('<') && !shown.is_empty() {
            text.push_str(&format!("  {shown}\n"));
        }
    }
    super::sys_::write_stderr(vm, &text);
}
