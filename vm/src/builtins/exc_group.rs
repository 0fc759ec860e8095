//! Exception groups and `except*`.
//!
//! A group's `payload` is the tuple of its exceptions, `payload2` its message.

use crate::object::exception::Exception;
use crate::object::*;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::vm::tuple_items;
use crate::{Args, Raised, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("derive", derive, 2, 2),
    Def::method("split", split, 2, 2),
    Def::method("subgroup", subgroup, 2, 2),
    Def::method("__str__", str_, 1, 1),
    Def::class_method("__class_getitem__", class_getitem, 2, 2),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.base_exception_group;
    vm.add_methods(c, METHODS);
    vm.add_getset(c, "message", |_, e| Ok(e.expect::<Exception>().payload2), None);
    vm.add_getset(c, "exceptions", |_, e| Ok(e.expect::<Exception>().payload), None);
    // `class ExceptionGroup(BaseExceptionGroup, Exception)`.
    let mut c = vm.types.exception_group;
    let (base, exception) = (vm.types.base_exception_group, vm.types.exception);
    let mro = [c, base, exception, vm.types.base_exception, vm.types.object].map(|c| c.value());
    c.mro = vm.tuple(&mro).expect();
    c.bases = vm.tuple(&[base.value(), exception.value()]).expect();
    vm.heap.barrier(c);
}

fn class_getitem(_: &mut Vm, args: Args) -> R {
    Ok(args.pos()[0])
}

fn new(vm: &mut Vm, args: Args) -> R {
    let Some(mut class) = args.pos().first().and_then(|c| c.cast::<Class>()) else {
        return vm.type_error("BaseExceptionGroup.__new__(X): X is not a type object");
    };
    let a = &args.pos()[1..];
    if a.len() != 2 {
        let n = a.len();
        return vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"
        ));
    }
    if !a[0].is_kind(Kind::Str) {
        let t = vm.type_name(a[0]);
        return vm
            .type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {t}"));
    }
    let items: Vec<Value> = match a[1].kind() {
        Some(Kind::List) => a[1].expect::<List>().items.to_vec(),
        Some(Kind::Tuple) => tuple_items(a[1]).to_vec(),
        _ => {
            let class = vm.class_of(a[1]);
            let get = crate::ops::special::Special::GetItem;
            if vm.special(class, get).is_none() || a[1].is_kind(Kind::Dict) {
                return vm.type_error("second argument (exceptions) must be a sequence");
            }
            vm.collect_list(a[1])?.items.to_vec()
        }
    };
    if items.is_empty() {
        return vm.value_error("second argument (exceptions) must be a non-empty sequence");
    }
    let pin = vm.pin(&items);
    let mut plain = true;
    for (i, v) in items.iter().enumerate() {
        if !v.is_kind(Kind::Exception) {
            vm.unpin(pin);
            return vm.value_error(format!(
                "Item {i} of second argument (exceptions) is not an exception"
            ));
        }
        plain &= vm.is_instance(*v, vm.types.exception);
    }
    if class == vm.types.base_exception_group {
        if plain {
            class = vm.types.exception_group;
        }
    } else if class == vm.types.exception_group {
        if !plain {
            vm.unpin(pin);
            return vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup");
        }
    } else if !plain && class.is_subclass_of(vm.types.exception) {
        vm.unpin(pin);
        let n = class.name_str();
        return vm.type_error(format!("Cannot nest BaseExceptions in '{n}'"));
    }
    let inner = vm.tuple(&items);
    vm.pin(&[inner]);
    let t = vm.tuple(a);
    let mut e = vm.exception_of_class(class, t);
    e.payload = inner;
    e.payload2 = a[0];
    vm.unpin(pin);
    Ok(e.value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    super::exceptions::no_keywords(vm, &args)?;
    super::exceptions::store_args(vm, &args);
    Ok(Value::NONE)
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let text = str_text(vm, args.pos()[0].expect())?;
    Ok(vm.str_bytes(&text))
}

/// `message (n sub-exceptions)`.
pub fn str_text(vm: &mut Vm, e: Gc<Exception>) -> R<Vec<u8>> {
    let mut out = vm.to_str(e.payload2)?.bytes().to_vec();
    let n = tuple_items(e.payload).len();
    let s = if n == 1 { "" } else { "s" };
    out.extend_from_slice(format!(" ({n} sub-exception{s})").as_bytes());
    Ok(out)
}

fn derive(vm: &mut Vm, args: Args) -> R {
    let e = args.pos()[0].expect::<Exception>();
    let class = vm.types.base_exception_group.value();
    vm.call(class, &[e.payload2, args.pos()[1]])
}

/// How to pick exceptions out of a group.
#[derive(Clone, Copy)]
enum Matcher {
    Class(Value),
    Predicate(Value),
    /// Leaves of this list (by identity).
    Leaves(Gc<List>),
}

fn matcher(vm: &mut Vm, v: Value) -> R<Matcher> {
    let is_exc_class = |vm: &Vm, v: Value| {
        v.cast::<Class>().is_some_and(|c| c.is_subclass_of(vm.types.base_exception))
    };
    if is_exc_class(vm, v)
        || v.cast::<Tuple>().is_some_and(|t| t.items().iter().all(|c| is_exc_class(vm, *c)))
    {
        return Ok(Matcher::Class(v));
    }
    if !v.is_kind(Kind::Class) && vm.callable(v) {
        return Ok(Matcher::Predicate(v));
    }
    vm.type_error("expected a function, exception type or tuple of exception types")
}

impl Matcher {
    fn accepts(self, vm: &mut Vm, exc: Value) -> R<bool> {
        match self {
            Matcher::Class(c) => Ok(vm.match_exc(exc, c)? == Value::TRUE),
            Matcher::Predicate(f) => {
                let r = vm.call(f, &[exc])?;
                vm.truth(r)
            }
            Matcher::Leaves(l) => Ok(!is_group(vm, exc) && l.items.contains(&exc)),
        }
    }
}

fn is_group(vm: &Vm, v: Value) -> bool {
    vm.is_instance(v, vm.types.base_exception_group)
}

/// Matching and remaining parts of an exception or group, None where empty.
fn split_by(vm: &mut Vm, exc: Value, m: Matcher, want_rest: bool) -> R<(Value, Value)> {
    vm.check_native_stack()?;
    if m.accepts(vm, exc)? {
        return Ok((exc, Value::NONE));
    }
    if !is_group(vm, exc) {
        return Ok((Value::NONE, exc));
    }
    let e = exc.expect::<Exception>();
    let mut yes = vm.list(&[]);
    let mut no = vm.list(&[]);
    let pin = vm.pin(&[exc, yes.value(), no.value()]);
    let r = (|| {
        for &inner in tuple_items(e.payload) {
            let (a, b) = split_by(vm, inner, m, want_rest)?;
            if !a.is_none() {
                yes.items.push(a);
                vm.heap.barrier(yes);
            }
            if want_rest && !b.is_none() {
                no.items.push(b);
                vm.heap.barrier(no);
            }
        }
        let a = subset(vm, e, yes)?;
        vm.pin(&[a]);
        let b = subset(vm, e, no)?;
        Ok((a, b))
    })();
    vm.unpin(pin);
    r
}

/// A group like `orig` around other exceptions, or None around nothing.
fn subset(vm: &mut Vm, orig: Gc<Exception>, items: Gc<List>) -> R {
    if items.items.is_empty() {
        return Ok(Value::NONE);
    }
    let r = vm.call_method(orig.value(), "derive", &[items.value()])?;
    if !is_group(vm, r) {
        return vm.type_error("derive must return an instance of BaseExceptionGroup");
    }
    let mut e = r.expect::<Exception>();
    e.traceback = orig.traceback;
    e.context = orig.context;
    e.cause = orig.cause;
    e.suppress_context |= orig.suppress_context;
    vm.heap.barrier(e);
    let name = vm.names.notes.0;
    if let Some(notes) = vm.try_attr(orig.value(), name)? {
        if let Some(l) = notes.cast::<List>() {
            let copy = vm.list(&l.items);
            vm.set_attr(r, name, copy.value())?;
        }
    }
    Ok(r)
}

fn split(vm: &mut Vm, args: Args) -> R {
    let m = matcher(vm, args.pos()[1])?;
    let (a, b) = split_by(vm, args.pos()[0], m, true)?;
    Ok(vm.tuple(&[a, b]))
}

fn subgroup(vm: &mut Vm, args: Args) -> R {
    let m = matcher(vm, args.pos()[1])?;
    Ok(split_by(vm, args.pos()[0], m, false)?.0)
}

/// `except* class:` for an exception or group: the part that matches, always as a group, and the
/// rest; None where empty.
pub fn match_group(vm: &mut Vm, exc: Value, class: Value) -> R<(Value, Value)> {
    if exc.is_none() {
        return Ok((Value::NONE, Value::NONE));
    }
    check_star_classes(vm, class)?;
    if vm.match_exc(exc, class)? == Value::TRUE {
        if is_group(vm, exc) {
            return Ok((exc, Value::NONE));
        }
        // A naked exception is wrapped.
        let e = exc.expect::<Exception>();
        let empty = vm.str("");
        let group_class = vm.types.base_exception_group.value();
        let inner = vm.tuple(&[exc]);
        let g = vm.call(group_class, &[empty, inner])?;
        let mut group = g.expect::<Exception>();
        group.traceback = e.traceback;
        vm.heap.barrier(group);
        return Ok((g, Value::NONE));
    }
    if is_group(vm, exc) {
        return split_by(vm, exc, Matcher::Class(class), true);
    }
    Ok((Value::NONE, exc))
}

fn check_star_classes(vm: &mut Vm, class: Value) -> R<()> {
    let single = [class];
    let classes = if class.is_kind(Kind::Tuple) { tuple_items(class) } else { &single[..] };
    for c in classes {
        let Some(c) = c.cast::<Class>().filter(|c| c.is_subclass_of(vm.types.base_exception))
        else {
            return vm.type_error(
                "catching classes that do not inherit from BaseException is not allowed",
            );
        };
        if c.is_subclass_of(vm.types.base_exception_group) {
            return vm.type_error(
                "catching ExceptionGroup with except* is not allowed. Use except instead.",
            );
        }
    }
    Ok(())
}

/// Leaves of an exception.
fn leaves(vm: &Vm, exc: Value, out: &mut Vec<Value>) {
    if is_group(vm, exc) {
        for &e in tuple_items(exc.expect::<Exception>().payload) {
            leaves(vm, e, out);
        }
    } else {
        out.push(exc);
    }
}

/// The end of a `try` with `except*`: `list` holds what the handlers raised and what none
/// matched. The result is the exception to raise, or None.
pub fn reraise_star(vm: &mut Vm, orig: Value, list: Gc<List>) -> R {
    let items: Vec<Value> = list.items.iter().copied().filter(|v| !v.is_none()).collect();
    if items.is_empty() {
        return Ok(Value::NONE);
    }
    if !is_group(vm, orig) {
        // A naked exception was wrapped: at most one handler ran.
        return Ok(items[0]);
    }
    let original = orig.expect::<Exception>();
    let raised = vm.list(&[]);
    let unhandled = vm.list(&[]);
    let pin = vm.pin(&[orig, list.value(), raised.value(), unhandled.value()]);
    let r = (|| {
        for &v in &items {
            let e = v.expect::<Exception>();
            let same = is_group(vm, v)
                && e.traceback == original.traceback
                && e.cause == original.cause
                && e.context == original.context
                && {
                    let notes = vm.names.notes.0;
                    vm.own_attr(v, notes).is_none() == vm.own_attr(orig, notes).is_none()
                };
            let mut to = if same || v == orig { unhandled } else { raised };
            to.items.push(v);
            vm.heap.barrier(to);
        }
        let mut kept = Vec::new();
        for v in unhandled.items.iter() {
            leaves(vm, *v, &mut kept);
        }
        let kept = vm.list(&kept);
        vm.pin(&[kept.value()]);
        // The unhandled parts in the original's structure.
        let rest = split_by(vm, orig, Matcher::Leaves(kept), false)?.0;
        if raised.items.is_empty() {
            return Ok(rest);
        }
        let mut raised = raised;
        if !rest.is_none() {
            raised.items.push(rest);
            vm.heap.barrier(raised);
        }
        if raised.items.len() == 1 {
            return Ok(raised.items[0]);
        }
        let class = vm.types.exception_group.value();
        let empty = vm.str("");
        match vm.call(class, &[empty, raised.value()]) {
            Ok(v) => Ok(v),
            Err(Raised) if vm.exception_is(vm.types.type_error) => {
                vm.exception = Value::UNDEF;
                let class = vm.types.base_exception_group.value();
                vm.call(class, &[empty, raised.value()])
            }
            Err(e) => Err(e),
        }
    })();
    vm.unpin(pin);
    r
}
