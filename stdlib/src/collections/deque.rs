//! `deque`: the type, its iterators and special methods. Named methods are in `deque_methods`.
//!
//! A ring buffer of values inside a native object. `version` counts changes of length or order;
//! iterators and searches compare it to notice that somebody else moved the items.

use super::deque_methods::METHODS;
use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_vm::args::Params;
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{Class, NativeObj};
use adder_vm::ops::CmpOp;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;
use std::collections::VecDeque;

/// The Rust value of a `deque`.
#[derive(Default)]
pub struct Deque {
    pub items: VecDeque<Value>,
    pub maxlen: Option<usize>,
    pub version: u64,
}

impl NativeObject for Deque {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.items.iter().for_each(|&v| visit(v));
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Deque {
    pub fn push_back(&mut self, v: Value) {
        self.version += 1;
        if self.maxlen == Some(0) {
            return;
        }
        self.items.push_back(v);
        if self.maxlen.is_some_and(|m| self.items.len() > m) {
            self.items.pop_front();
        }
    }

    pub fn push_front(&mut self, v: Value) {
        self.version += 1;
        if self.maxlen == Some(0) {
            return;
        }
        self.items.push_front(v);
        if self.maxlen.is_some_and(|m| self.items.len() > m) {
            self.items.pop_back();
        }
    }
}

struct DequeIter {
    /// The deque, or None at the end.
    deque: Value,
    /// Items given so far.
    given: usize,
    version: u64,
    reverse: bool,
}

impl NativeObject for DequeIter {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.deque);
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

const SPECIAL: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init_method, 1, ANY).kw(),
    Def::method("__len__", len, 1, 1),
    Def::method("__bool__", truth, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__delitem__", delitem, 2, 2),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__reversed__", reversed, 1, 1),
    Def::method("__contains__", contains, 2, 2),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__eq__", |vm, a| compare(vm, a, CmpOp::Eq), 2, 2),
    Def::method("__ne__", |vm, a| compare(vm, a, CmpOp::Ne), 2, 2),
    Def::method("__lt__", |vm, a| compare(vm, a, CmpOp::Lt), 2, 2),
    Def::method("__le__", |vm, a| compare(vm, a, CmpOp::Le), 2, 2),
    Def::method("__gt__", |vm, a| compare(vm, a, CmpOp::Gt), 2, 2),
    Def::method("__ge__", |vm, a| compare(vm, a, CmpOp::Ge), 2, 2),
];

const ITERATOR: &[Def] = &[
    Def::method("__iter__", crate::itertools::this, 1, 1),
    Def::method("__next__", advance, 1, 1),
    Def::method("__length_hint__", hint, 1, 1),
];

pub fn init(vm: &mut Vm, m: Gc<Module>) {
    let c = make_class(vm, &ClassSpec {
        which: Lib::Deque,
        name: "collections.deque",
        module: "collections",
        kind: Kind::NativeObj,
        base: true,
        construct: Some(construct),
        methods: &[SPECIAL, METHODS],
        doc: "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
    });
    vm.add_class_value(c, "__hash__", Value::NONE);
    vm.add_getset(
        c,
        "maxlen",
        |vm, o| match deque(o).and_then(|d| d.maxlen) {
            Some(n) => Ok(vm.int(n as i64)),
            None => Ok(Value::NONE),
        },
        None,
    );
    vm.refresh_class(c);
    make_class(
        vm,
        &ClassSpec {
            which: Lib::DequeIterator,
            name: "_collections._deque_iterator",
            module: "_collections",
            kind: Kind::NativeObj,
            base: false,
            construct: None,
            methods: &[ITERATOR],
            doc: "",
        },
    );
    publish(vm, m, c);
}

/// The Rust value of a deque object.
pub fn deque(v: Value) -> Option<&'static mut Deque> {
    v.cast::<NativeObj>()?.data::<Deque>()
}

/// The Rust value of `self`.
pub fn this(vm: &mut Vm, args: &Args) -> R<&'static mut Deque> {
    match deque(args.all[0]) {
        Some(d) => Ok(d),
        None => vm.type_error("descriptor requires a 'collections.deque' object"),
    }
}

pub fn changed(vm: &mut Vm, o: Value) {
    vm.heap.barrier_value(o);
}

pub fn empty(vm: &mut Vm, class: Gc<Class>, maxlen: Option<usize>) -> Value {
    vm.native_obj(class, Box::new(Deque { maxlen, ..Default::default() }))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = class(vm, Lib::Deque);
    match args.all[0].cast::<Class>() {
        Some(c) if c.is_subclass_of(base) => Ok(empty(vm, c, None)),
        _ => vm.type_error("deque.__new__(X): X is not a type object"),
    }
}

fn parse(vm: &mut Vm, args: Args) -> R<(Value, Option<usize>)> {
    const P: Params<2> = Params::new("deque", ["iterable", "maxlen"]).required(0);
    let n = args.all.len();
    if n > 2 {
        return vm.type_error(format!("deque() takes at most 2 arguments ({n} given)"));
    }
    let [items, maxlen] = P.parse(vm, args)?;
    if maxlen.is_undef() || maxlen.is_none() {
        return Ok((items, None));
    }
    if !maxlen.is_int_like() {
        return vm.type_error("an integer is required");
    }
    match vm.arg_i64(maxlen)? {
        n if n < 0 => vm.value_error("maxlen must be non-negative"),
        n => Ok((items, Some(n as usize))),
    }
}

fn construct(vm: &mut Vm, args: Args) -> R {
    let (items, maxlen) = parse(vm, args)?;
    let c = class(vm, Lib::Deque);
    let o = empty(vm, c, maxlen);
    extend(vm, o, items, o)
}

fn init_method(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let (items, maxlen) = parse(vm, args.rest())?;
    let d = this(vm, &args)?;
    d.items.clear();
    d.maxlen = maxlen;
    d.version += 1;
    extend(vm, o, items, Value::NONE)
}

/// Appends all items of an iterable (none for UNDEF), then gives `result`.
pub fn extend(vm: &mut Vm, o: Value, items: Value, result: Value) -> R {
    if items.is_undef() {
        return Ok(result);
    }
    let pin = vm.pin(&[o, items]);
    let r = extend_from(vm, o, items, result);
    vm.unpin(pin);
    r
}

fn extend_from(vm: &mut Vm, o: Value, items: Value, result: Value) -> R {
    let custom_iter = {
        let (own, c) = (class(vm, Lib::Deque), vm.class_of(items));
        let s = adder_vm::ops::special::Special::Iter;
        vm.special(own, s) != vm.special(c, s)
    };
    if let (false, Some(from)) = (custom_iter, deque(items)) {
        let all: Vec<Value> = from.items.iter().copied().collect();
        if let Some(d) = deque(o) {
            all.iter().for_each(|&v| d.push_back(v));
        }
        changed(vm, o);
        return Ok(result);
    }
    if vm.iteration_is_native(items) {
        vm.for_each(items, |vm, v| {
            if let Some(d) = deque(o) {
                d.push_back(v);
                changed(vm, o);
            }
            Ok(true)
        })?;
        return Ok(result);
    }
    let own = class(vm, Lib::Deque);
    let append = vm.lookup_str(own, "append");
    vm.tail_prelude("deque_extend", &[append, o, items, result])
}

fn len(vm: &mut Vm, args: Args) -> R {
    let n = this(vm, &args)?.items.len();
    Ok(vm.int(n as i64))
}

fn truth(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(!this(vm, &args)?.items.is_empty()))
}

/// Position of an index argument.
fn position(vm: &mut Vm, key: Value, len: usize) -> R<usize> {
    if !key.is_int() {
        let c = vm.class_of(key);
        let special = adder_vm::ops::special::Special::Index;
        if !key.is_int_like() && vm.special(c, special).is_none() {
            let t = vm.type_name(key);
            return vm.type_error(format!("sequence index must be integer, not '{t}'"));
        }
    }
    let key = vm.index(key)?;
    match vm.wrap_index(key, len) {
        Some(i) => Ok(i),
        None => vm.index_error("deque index out of range"),
    }
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    let i = position(vm, args.all[1], d.items.len())?;
    match d.items.get(i) {
        Some(&v) => Ok(v),
        None => vm.index_error("deque index out of range"),
    }
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    let i = position(vm, args.all[1], d.items.len())?;
    if let Some(slot) = d.items.get_mut(i) {
        *slot = args.all[2];
    }
    changed(vm, args.all[0]);
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, args: Args) -> R {
    let d = this(vm, &args)?;
    let i = position(vm, args.all[1], d.items.len())?;
    d.items.remove(i);
    d.version += 1;
    Ok(Value::NONE)
}

fn iterator(vm: &mut Vm, args: Args, reverse: bool) -> R {
    let version = this(vm, &args)?.version;
    let c = class(vm, Lib::DequeIterator);
    Ok(vm.native_obj(c, Box::new(DequeIter { deque: args.all[0], given: 0, version, reverse })))
}

fn iter(vm: &mut Vm, args: Args) -> R {
    iterator(vm, args, false)
}

fn reversed(vm: &mut Vm, args: Args) -> R {
    iterator(vm, args, true)
}

fn advance(vm: &mut Vm, args: Args) -> R {
    let Some(it) = args.all[0].cast::<NativeObj>().and_then(|o| o.data::<DequeIter>()) else {
        return vm.type_error("__next__() needs an iterator");
    };
    let Some(d) = deque(it.deque) else {
        return vm.stop_iteration(Value::NONE);
    };
    if d.version != it.version {
        it.deque = Value::NONE;
        return vm.runtime_error("deque mutated during iteration");
    }
    let n = d.items.len();
    if it.given >= n {
        it.deque = Value::NONE;
        return vm.stop_iteration(Value::NONE);
    }
    let at = if it.reverse { n - 1 - it.given } else { it.given };
    it.given += 1;
    Ok(d.items[at])
}

fn hint(vm: &mut Vm, args: Args) -> R {
    let left = args.all[0]
        .cast::<NativeObj>()
        .and_then(|o| o.data::<DequeIter>())
        .and_then(|it| deque(it.deque).map(|d| d.items.len().saturating_sub(it.given)))
        .unwrap_or(0);
    Ok(vm.int(left as i64))
}

fn contains(vm: &mut Vm, args: Args) -> R {
    let found = super::deque_methods::find(vm, &args, 0, usize::MAX)?;
    Ok(Value::bool(found.is_some()))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    vm.check_native_stack()?;
    if !vm.repr_enter(o) {
        return Ok(vm.str("[...]"));
    }
    let r = repr_items(vm, &args);
    vm.repr_leave();
    let mut text = r?;
    if let Some(n) = this(vm, &args)?.maxlen {
        text.extend_from_slice(format!(", maxlen={n}").as_bytes());
    }
    text.push(b')');
    Ok(vm.str_bytes(&text))
}

fn repr_items(vm: &mut Vm, args: &Args) -> R<Vec<u8>> {
    let c = vm.class_of(args.all[0]);
    let name = c.qualname.cast::<adder_vm::object::Str>();
    let name = name.map_or_else(|| c.name_str(), |s| s.to_string_lossy());
    let short = name.rsplit('.').next().unwrap_or(&name);
    let mut text = format!("{short}([").into_bytes();
    let mut i = 0;
    while let Some(&v) = this(vm, args)?.items.get(i) {
        if i > 0 {
            text.extend_from_slice(b", ");
        }
        let item = vm.repr(v)?;
        text.extend_from_slice(item.bytes());
        i += 1;
    }
    text.push(b']');
    Ok(text)
}

fn compare(vm: &mut Vm, args: Args, op: CmpOp) -> R {
    let (Some(a), Some(b)) = (deque(args.all[0]), deque(args.all[1])) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    vm.check_native_stack()?;
    if a.items.len() != b.items.len() && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    let mut i = 0;
    loop {
        let (Some(&x), Some(&y)) = (a.items.get(i), b.items.get(i)) else {
            return Ok(Value::bool(op.of(a.items.len(), b.items.len())));
        };
        if !vm.same_or_equal(x, y)? {
            return match op {
                CmpOp::Eq => Ok(Value::FALSE),
                CmpOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(op, x, y),
            };
        }
        i += 1;
    }
}
