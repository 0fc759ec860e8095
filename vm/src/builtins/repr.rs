//! `repr` and `str` of the built-in types, by layout.
//!
//! Text is appended to one buffer; containers recurse directly into items of built-in kinds and ask
//! [`Vm::repr`] for the others. `vm.repr_enter` finds cycles (`[[...]]`), `vm.check_native_stack`
//! ends bottomless nesting. What has no text of its own answers `None`: the caller then asks the
//! class, which for most ends in [`default_repr`].

use super::{seq_ops, type_};
use crate::object::iter::{DictPart, DictView};
use crate::object::{dict, *};
use crate::ops::special::Special;
use crate::value::Value;
use crate::{Binding, Raised, Vm, R};
use adder_text::bigint::{self, IntRef};
use adder_text::{complex, float, repr as text};

/// Containers inside each other before it is an error; CPython's limit for nested lists.
const MAX_NESTING: usize = 1496;

/// `repr(v)` of a built-in kind (also of instances of its subclasses) as WTF-8.
pub fn repr_builtin(vm: &mut Vm, v: Value) -> R<Option<Vec<u8>>> {
    let mut out = Vec::new();
    Ok(if write(vm, v, &mut out)? { Some(out) } else { None })
}

/// `str(v)` of a built-in kind where it differs from `repr(v)`; `None` where it does not.
pub fn str_builtin(vm: &mut Vm, v: Value) -> R<Option<Vec<u8>>> {
    if v.is_int() {
        return repr_builtin(vm, v);
    }
    match v.kind() {
        Some(Kind::Str) => Ok(Some(v.expect::<Str>().bytes().to_vec())),
        Some(Kind::MappingProxy) => {
            let mapping = v.expect::<function::MappingProxy>().mapping;
            let s = vm.to_str(mapping)?;
            Ok(Some(s.bytes().to_vec()))
        }
        Some(Kind::Exception) => {
            let class = vm.class_of(v);
            let object = vm.types.object;
            match vm.special(class, Special::Str) {
                Some(f) if f.cast::<Native>().is_some_and(|n| n.owner() != Some(object)) => {
                    let r = vm.call_special(f, &[v])?;
                    let s = vm.check_text(r, "__str__")?;
                    Ok(Some(s.bytes().to_vec()))
                }
                _ => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// `object.__repr__`: `<module.Class object at 0x...>`.
pub fn default_repr(vm: &mut Vm, v: Value) -> String {
    let class = vm.class_of(v);
    let path = type_::class_path(vm, class);
    format!("<{path} object at {:#x}>", v.0)
}

fn push(out: &mut Vec<u8>, text: impl AsRef<[u8]>) {
    out.extend_from_slice(text.as_ref());
}

/// Appends the text of one item of a container.
fn item(vm: &mut Vm, v: Value, out: &mut Vec<u8>) -> R<()> {
    if !vm.has_custom_ops(v) && !vm.has_own_repr(v) && write(vm, v, out)? {
        return Ok(());
    }
    let s = vm.repr(v)?;
    push(out, s.bytes());
    Ok(())
}

/// Appends `repr(v)`; false where the class must be asked.
fn write(vm: &mut Vm, v: Value, out: &mut Vec<u8>) -> R<bool> {
    if v.is_int() {
        bigint::push_i64_bytes(out, v.as_int());
        return Ok(true);
    }
    if v.is_float() {
        push(out, float::repr(v.as_float()));
        return Ok(true);
    }
    let Some(kind) = v.kind() else {
        push(
            out,
            match v {
                Value::NONE => "None",
                Value::TRUE => "True",
                Value::FALSE => "False",
                Value::ELLIPSIS => "Ellipsis",
                _ => "NotImplemented",
            },
        );
        return Ok(true);
    };
    match kind {
        Kind::Str => push(out, text::repr_str(v.expect::<Str>().bytes())),
        Kind::HeapInt | Kind::BigInt | Kind::IntSub => match v.as_int_ref() {
            Some(IntRef::Small(i)) => bigint::push_i64_bytes(out, i),
            Some(big) => match bigint::to_decimal(big, vm.int_max_str_digits) {
                Ok(digits) => push(out, digits),
                Err(e) => return vm.text_error(e),
            },
            None => return Ok(false),
        },
        Kind::FloatSub => push(out, float::repr(v.expect::<FloatSub>().value)),
        Kind::Complex => {
            let c = v.expect::<Complex>();
            push(out, complex::repr(complex::Complex { re: c.re, im: c.im }));
        }
        Kind::Bytes => push(out, text::repr_bytes(v.expect::<Bytes>().bytes())),
        Kind::ByteArray => {
            push(out, vm.type_name(v));
            out.push(b'(');
            push(out, text::repr_bytes(&v.expect::<ByteArray>().data));
            out.push(b')');
        }
        Kind::List => guarded(vm, v, out, "[...]", |vm, out| sequence(vm, v, out, "[", "]"))?,
        Kind::Tuple => guarded(vm, v, out, "(...)", |vm, out| {
            let close = if v.expect::<Tuple>().len == 1 { ",)" } else { ")" };
            sequence(vm, v, out, "(", close)
        })?,
        Kind::Dict => guarded(vm, v, out, "{...}", |vm, out| mapping(vm, v.expect(), out))?,
        Kind::Set => {
            let name = vm.type_name(v);
            let again = format!("{name}(...)");
            guarded(vm, v, out, &again, |vm, out| set(vm, v.expect(), &name, out))?
        }
        Kind::DictView => guarded(vm, v, out, "...", |vm, out| view(vm, v.expect(), out))?,
        Kind::Range => {
            let r = v.expect::<Range>();
            push(out, "range(");
            item(vm, r.start, out)?;
            push(out, ", ");
            item(vm, r.stop, out)?;
            if r.step != Value::small(1) {
                push(out, ", ");
                item(vm, r.step, out)?;
            }
            out.push(b')');
        }
        Kind::Slice => {
            let s = v.expect::<Slice>();
            push(out, "slice(");
            nested(vm, s.start, out)?;
            push(out, ", ");
            nested(vm, s.stop, out)?;
            push(out, ", ");
            nested(vm, s.step, out)?;
            out.push(b')');
        }
        Kind::MappingProxy => {
            push(out, "mappingproxy(");
            nested(vm, v.expect::<function::MappingProxy>().mapping, out)?;
            out.push(b')');
        }
        Kind::Exception => {
            push(out, vm.type_name(v));
            let args = v.expect::<Exception>().args;
            match args.cast::<Tuple>() {
                Some(t) if t.len == 1 => {
                    out.push(b'(');
                    nested(vm, t.items()[0], out)?;
                    out.push(b')');
                }
                Some(_) => nested(vm, args, out)?,
                None => push(out, "()"),
            }
        }
        Kind::ClassMethod | Kind::StaticMethod => {
            let name = if kind == Kind::ClassMethod { "classmethod" } else { "staticmethod" };
            push(out, format!("<{name}("));
            nested(vm, v.expect::<function::Wrapped>().func, out)?;
            push(out, ")>");
        }
        Kind::BoundMethod => bound_method(vm, v, out)?,
        _ => match plain(vm, v, kind)? {
            Some(s) => push(out, s),
            None => return Ok(false),
        },
    }
    Ok(true)
}

/// An inner value, with the native stack watched.
fn nested(vm: &mut Vm, v: Value, out: &mut Vec<u8>) -> R<()> {
    check_depth(vm)?;
    item(vm, v, out)
}

fn check_depth(vm: &mut Vm) -> R<()> {
    if vm.repr_stack.len() > MAX_NESTING {
        return too_deep(vm);
    }
    if let Err(Raised) = vm.check_native_stack() {
        vm.take_exception();
        return too_deep(vm);
    }
    Ok(())
}

#[cold]
fn too_deep(vm: &mut Vm) -> R<()> {
    vm.recursion_error("maximum recursion depth exceeded while getting the repr of an object")
}

/// Runs `f` unless `v` is being printed already.
fn guarded(
    vm: &mut Vm,
    v: Value,
    out: &mut Vec<u8>,
    again: &str,
    f: impl FnOnce(&mut Vm, &mut Vec<u8>) -> R<()>,
) -> R<()> {
    check_depth(vm)?;
    if !vm.repr_enter(v) {
        push(out, again);
        return Ok(());
    }
    let r = f(vm, out);
    vm.repr_leave();
    r
}

fn sequence(vm: &mut Vm, v: Value, out: &mut Vec<u8>, open: &str, close: &str) -> R<()> {
    push(out, open);
    let mut i = 0;
    // By index: an item's __repr__ may change the list.
    while let Some(&x) = seq_ops::items(v).get(i) {
        if i > 0 {
            push(out, ", ");
        }
        item(vm, x, out)?;
        i += 1;
    }
    push(out, close);
    Ok(())
}

fn mapping(vm: &mut Vm, d: Gc<Dict>, out: &mut Vec<u8>) -> R<()> {
    out.push(b'{');
    let mut first = true;
    let mut at = 0;
    while let Some(e) = next_entry(d, &mut at) {
        if !first {
            push(out, ", ");
        }
        first = false;
        item(vm, e.key, out)?;
        push(out, ": ");
        item(vm, e.value, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// The next live entry of a dict that may change between the steps.
fn next_entry(d: Gc<Dict>, at: &mut usize) -> Option<dict::Entry> {
    while let Some(e) = d.entries.get(*at) {
        *at += 1;
        if !e.key.is_undef() {
            return Some(*e);
        }
    }
    None
}

fn set(vm: &mut Vm, s: Gc<Set>, name: &str, out: &mut Vec<u8>) -> R<()> {
    if s.used == 0 {
        push(out, format!("{name}()"));
        return Ok(());
    }
    let bare = vm.class_of(s.value()) == vm.types.set;
    if !bare {
        push(out, format!("{name}("));
    }
    out.push(b'{');
    // A copy of the keys, kept alive by a list: an item's __repr__ may change the set. A subclass
    // shows what its __iter__ gives.
    let keys = if vm.has_custom_ops(s.value()) {
        vm.collect_list(s.value())?
    } else {
        let mut keys = vm.list(&[]);
        for e in s.iter() {
            keys.items.push(e.key);
        }
        vm.heap.barrier(keys);
        keys
    };
    sequence(vm, keys.value(), out, "", "")?;
    out.push(b'}');
    if !bare {
        out.push(b')');
    }
    Ok(())
}

fn view(vm: &mut Vm, view: Gc<DictView>, out: &mut Vec<u8>) -> R<()> {
    push(out, vm.type_name(view.value()));
    push(out, "([");
    let mut first = true;
    let mut at = 0;
    while let Some(e) = next_entry(view.dict, &mut at) {
        if !first {
            push(out, ", ");
        }
        first = false;
        match view.part {
            DictPart::Keys => item(vm, e.key, out)?,
            DictPart::Values => item(vm, e.value, out)?,
            DictPart::Items => {
                out.push(b'(');
                item(vm, e.key, out)?;
                push(out, ", ");
                item(vm, e.value, out)?;
                out.push(b')');
            }
        }
    }
    push(out, "])");
    Ok(())
}

/// Text of a name attribute.
fn name_text(v: Value) -> String {
    v.cast::<Str>().map_or_else(|| "?".into(), |s| s.to_string_lossy())
}

fn bound_method(vm: &mut Vm, v: Value, out: &mut Vec<u8>) -> R<()> {
    let m = v.expect::<BoundMethod>();
    if let Some(n) = m.func.cast::<Native>() {
        let (name, of, at) = (name_text(n.name), vm.type_name(m.this), m.this.0);
        let slot = vm.class_of(m.func) == vm.types.wrapper_descriptor;
        push(
            out,
            if slot {
                format!("<method-wrapper '{name}' of {of} object at {at:#x}>")
            } else {
                format!("<built-in method {name} of {of} object at {at:#x}>")
            },
        );
        return Ok(());
    }
    let name = match m.func.cast::<Function>() {
        Some(f) => name_text(f.qualname),
        None => {
            let key = vm.names.qualname.0;
            match vm.try_attr(m.func, key)? {
                Some(q) => name_text(q),
                None => "?".into(),
            }
        }
    };
    push(out, format!("<bound method {name} of "));
    nested(vm, m.this, out)?;
    out.push(b'>');
    Ok(())
}

fn native(vm: &mut Vm, n: Gc<Native>) -> String {
    let name = name_text(n.name);
    let class = vm.class_of(n.value());
    let owner = n.owner();
    if class == vm.types.wrapper_descriptor {
        let of = owner.map_or_else(|| "?".into(), |c| c.name_str());
        return format!("<slot wrapper '{name}' of '{of}' objects>");
    }
    if class == vm.types.method_descriptor || class == vm.types.classmethod_descriptor {
        let of = owner.map_or_else(|| "?".into(), |c| c.name_str());
        return format!("<method '{name}' of '{of}' objects>");
    }
    if !n.this.is_undef() {
        let of = vm.type_name(n.this);
        return format!("<built-in method {name} of {of} object at {:#x}>", n.this.0);
    }
    match owner {
        Some(c) if n.binding == Binding::Static => {
            format!("<built-in method {name} of type object at {:#x}>", c.addr())
        }
        _ => format!("<built-in function {name}>"),
    }
}

fn module(vm: &mut Vm, m: Gc<function::Module>) -> String {
    let name = name_text(m.name);
    let file = vm.names.file.0;
    if let Some(f) = vm.dict_get_name(m.dict, file).and_then(|f| f.cast::<Str>()) {
        let shown = text::repr_str(f.bytes());
        return format!("<module '{name}' from {}>", String::from_utf8_lossy(&shown));
    }
    let native = matches!(name.as_str(), "builtins" | "sys")
        || vm.native_modules.iter().any(|d| d.name == name);
    if native {
        format!("<module '{name}' (built-in)>")
    } else {
        format!("<module '{name}'>")
    }
}

/// Objects whose text needs no item's text.
fn plain(vm: &mut Vm, v: Value, kind: Kind) -> R<Option<String>> {
    let at = v.0;
    Ok(Some(match kind {
        Kind::Function => {
            format!("<function {} at {at:#x}>", name_text(v.expect::<Function>().qualname))
        }
        Kind::Native => native(vm, v.expect()),
        Kind::Class => type_::class_repr(vm, v.expect()),
        Kind::Module => module(vm, v.expect()),
        Kind::Generator => {
            if vm.class_of(v) == vm.types.generator {
                let name = name_text(v.expect::<Generator>().qualname);
                format!("<generator object {name} at {at:#x}>")
            } else {
                default_repr(vm, v)
            }
        }
        Kind::Code => {
            let c = v.expect::<Code>();
            let file = c.filename.cast::<Str>().map_or_else(|| "?".into(), |s| s.to_string_lossy());
            let name = c.unit.name.clone();
            let line = c.unit.first_line;
            format!("<code object {name} at {at:#x}, file \"{file}\", line {line}>")
        }
        Kind::Cell => {
            let inner = v.expect::<Cell>().value;
            if inner.is_undef() {
                format!("<cell at {at:#x}: empty>")
            } else {
                let t = vm.type_name(inner);
                format!("<cell at {at:#x}: {t} object at {:#x}>", inner.0)
            }
        }
        Kind::Super => {
            let s = v.expect::<function::Super>();
            let class = s.class.name_str();
            if s.this.is_none() {
                format!("<super: <class '{class}'>, NULL>")
            } else {
                let of = s.this_class.cast::<Class>().unwrap_or_else(|| vm.class_of(s.this));
                format!("<super: <class '{class}'>, <{} object>>", of.name_str())
            }
        }
        Kind::Weakref => {
            let target = v.expect::<function::Weakref>().target;
            if target.is_none() || target.is_undef() {
                format!("<weakref at {at:#x}; dead>")
            } else {
                let t = vm.type_name(target);
                format!("<weakref at {at:#x}; to '{t}' at {:#x}>", target.0)
            }
        }
        Kind::Member => {
            let m = v.expect::<function::Member>();
            format!("<member '{}' of '{}' objects>", name_text(m.name), m.class.name_str())
        }
        Kind::GetSet => {
            let g = v.expect::<function::GetSet>();
            format!("<attribute '{}' of '{}' objects>", name_text(g.name), g.class.name_str())
        }
        Kind::ListIter
        | Kind::TupleIter
        | Kind::RangeIter
        | Kind::DictIter
        | Kind::SetIter
        | Kind::StrIter
        | Kind::SeqIter
        | Kind::CallIter
        | Kind::Enumerate
        | Kind::Reversed
        | Kind::Property
        | Kind::Traceback => default_repr(vm, v),
        _ => return Ok(None),
    }))
}
