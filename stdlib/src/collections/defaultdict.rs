//! `defaultdict`: a dict with one more attribute, `default_factory`, in its attrs word.
//!
//! Being a built-in class of dict's kind it takes every fast path of `dict`; a missing key finds
//! `__missing__` here (`builtins::dict` looks for it in dicts that have an attrs word).

use crate::state::{class, make_class_on, publish, ClassSpec, Lib};
use adder_vm::object::function::{Member, Module};
use adder_vm::object::{Class, Dict, Header};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init_method, 1, ANY).kw(),
    Def::method("__missing__", missing, 2, 2)
        .doc("__missing__(key) # Called by __getitem__ for missing key"),
    Def::method("__repr__", repr, 1, 1),
    Def::method("copy", copy, 1, 1).doc("D.copy() -> a shallow copy of D."),
    Def::method("__copy__", copy, 1, 1),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", ror, 2, 2),
];

pub fn init(vm: &mut Vm, m: Gc<Module>) {
    let mut c = make_class_on(
        vm,
        vm.types.dict,
        &ClassSpec {
            which: Lib::DefaultDict,
            name: "collections.defaultdict",
            module: "collections",
            kind: Kind::Dict,
            base: true,
            construct: None,
            methods: &[METHODS],
            doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
        },
    );
    let name = vm.intern("default_factory");
    // A slot makes its instances carry an attrs word.
    c.slot_names = vm.tuple(&[name]);
    vm.heap.barrier(c);
    let hdr = Header::new(vm.types.member_descriptor.root_shape, Kind::Member);
    let member = vm.alloc(Member { hdr, name, class: c }, 0);
    vm.add_class_value(c, "default_factory", member.value());
    vm.refresh_class(c);
    publish(vm, m, c);
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = class(vm, Lib::DefaultDict);
    match args.all[0].cast::<Class>() {
        Some(c) if c.is_subclass_of(base) => {
            let d = vm.dict_of_class(c);
            set_factory(vm, d.value(), Value::NONE);
            Ok(d.value())
        }
        _ => vm.type_error("defaultdict.__new__(X): X is not a type object"),
    }
}

fn set_factory(vm: &mut Vm, o: Value, factory: Value) {
    let pin = vm.pin(&[o, factory]);
    let name = vm.intern("default_factory");
    vm.store_own(o, name, factory);
    vm.unpin(pin);
}

fn factory(vm: &mut Vm, o: Value) -> Value {
    let name = vm.intern("default_factory");
    vm.own_attr(o, name).unwrap_or(Value::NONE)
}

/// The factory, then what `dict.__init__` takes.
fn init_method(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let mut rest = args.rest();
    if let Some(f) = rest.get(0) {
        if !f.is_none() && !vm.callable(f) {
            return vm.type_error("first argument must be callable or None");
        }
        set_factory(vm, o, f);
        rest = rest.rest();
    }
    if rest.all.is_empty() {
        return Ok(Value::NONE);
    }
    if rest.pos().is_empty() {
        for (name, v) in rest.kw() {
            vm.dict_set_name(o.expect::<Dict>(), name, v);
        }
        return Ok(Value::NONE);
    }
    let init = vm.lookup_str(vm.types.dict, "__init__");
    let mut all = vec![o];
    all.extend_from_slice(rest.all);
    // The arguments also lie on the VM stack, as this native's own.
    vm.call_with(init, &all, rest.kwnames)
}

fn missing(vm: &mut Vm, args: Args) -> R {
    let (o, key) = (args.all[0], args.all[1]);
    let f = factory(vm, o);
    if f.is_none() {
        return vm.key_error(key);
    }
    let native =
        f.cast::<Class>().is_some_and(|c| c.has(adder_vm::object::class::class_flags::BUILTIN));
    if !native {
        return vm.tail_prelude("default_missing", &[f, o, key]);
    }
    let v = vm.call(f, &[])?;
    let pin = vm.pin(&[v]);
    let r = vm.set_item(o, key, v);
    vm.unpin(pin);
    r?;
    Ok(v)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    vm.check_native_stack()?;
    let plain = vm.lookup_str(vm.types.dict, "__repr__");
    let items = vm.call(plain, &[o])?;
    let pin = vm.pin(&[items]);
    let f = factory(vm, o);
    let text = if !vm.repr_enter(f) {
        Ok("...".to_string())
    } else {
        let r = vm.repr_string(f);
        vm.repr_leave();
        r
    };
    vm.unpin(pin);
    let (text, items) = (text?, vm.str_string(items)?);
    let c = vm.class_of(o);
    let name = c.qualname.cast::<adder_vm::object::Str>();
    let name = name.map_or_else(|| c.name_str(), |s| s.to_string_lossy());
    let short = name.rsplit('.').next().unwrap_or(&name);
    Ok(vm.str(&format!("{short}({text}, {items})")))
}

/// `type(d)(d.default_factory, d)`.
fn copy(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let c = vm.class_of(o);
    let f = factory(vm, o);
    vm.call(c.value(), &[f, o])
}

/// A copy of `first` of `like`'s class, with `second` merged in.
fn union(vm: &mut Vm, like: Value, first: Value, second: Value) -> R {
    let (Some(a), Some(b)) = (first.cast::<Dict>(), second.cast::<Dict>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let c = vm.class_of(like);
    let f = factory(vm, like);
    let new = vm.call(c.value(), &[f, a.value()])?;
    let Some(d) = new.cast::<Dict>() else {
        return vm.type_error("unexpected result of a defaultdict's class");
    };
    let pin = vm.pin(&[new]);
    let r = vm.dict_merge(d, b);
    vm.unpin(pin);
    r?;
    Ok(new)
}

fn or(vm: &mut Vm, args: Args) -> R {
    union(vm, args.all[0], args.all[0], args.all[1])
}

fn ror(vm: &mut Vm, args: Args) -> R {
    union(vm, args.all[0], args.all[1], args.all[0])
}
