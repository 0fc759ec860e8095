//! `super` objects. `super().name` in a method never makes one (`LoadSuper`); this is for
//! `s = super()`, `super(C, obj)` and unbound supers.

use crate::object::function::Super;
use crate::object::*;
use crate::ops::attr::Attr;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Binding, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__getattribute__", getattribute, 2, 2),
    Def::method("__get__", get, 2, 3),
    Def::method("__repr__", repr, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let c = vm.types.super_;
    vm.add_methods(c, METHODS);
    vm.add_getset(c, "__thisclass__", |_, s| Ok(s.expect::<Super>().class.value()), None);
    vm.add_getset(c, "__self__", |_, s| Ok(s.expect::<Super>().this), None);
    vm.add_getset(c, "__self_class__", |_, s| Ok(s.expect::<Super>().this_class), None);
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.super_;
    let class = match args.get(0).and_then(|c| c.cast::<Class>()) {
        Some(c) if c.is_subclass_of(base) => c,
        _ => return vm.type_error("super.__new__(X): X is not a subtype of super"),
    };
    let hdr = vm.header_for(class, Kind::Super);
    let extra = vm.attrs_bytes(class);
    let s = vm.alloc(Super { hdr, class: base, this: Value::NONE, this_class: Value::NONE }, extra);
    Ok(s.value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("super() takes no keyword arguments");
    }
    let mut s = args.pos()[0].expect::<Super>();
    let (class, this) = match &args.pos()[1..] {
        [] => {
            let (class, this) = from_frame(vm)?;
            (class.value(), this)
        }
        [class] => (*class, Value::NONE),
        [class, this] => (*class, *this),
        more => {
            let n = more.len();
            return vm.type_error(format!("super() expected at most 2 arguments, got {n}"));
        }
    };
    let Some(class) = class.cast::<Class>() else {
        let t = vm.type_name(class);
        return vm.type_error(format!("super() argument 1 must be a type, not {t}"));
    };
    s.class = class;
    s.this = this;
    if !this.is_none() {
        s.this_class = vm.super_start(class, this)?.value();
    }
    vm.heap.barrier(s);
    Ok(Value::NONE)
}

/// Class and instance for `super()` without arguments, from the calling frame.
fn from_frame(vm: &mut Vm) -> R<(Gc<Class>, Value)> {
    vm.materialise_frames();
    if vm.frame.is_null() {
        return vm.runtime_error("super(): no current frame");
    }
    // SAFETY: the current frame is live and its window has `nregs` registers.
    let (code, base) = unsafe { ((*vm.frame).code, (*vm.frame).base) };
    if code.argcount == 0 {
        return vm.runtime_error("super(): no arguments");
    }
    // SAFETY: there is a first parameter.
    let mut this = unsafe { *base };
    if code.unit.cellvars.iter().any(|c| c.1 == 0) {
        if let Some(c) = this.cast::<Cell>() {
            this = c.value;
        }
    }
    if this.is_undef() {
        return vm.runtime_error("super(): arg[0] deleted");
    }
    let Some(reg) = code.unit.freevars.iter().find(|f| &*f.0 == "__class__").map(|f| f.1) else {
        return vm.runtime_error("super(): __class__ cell not found");
    };
    // SAFETY: the compiler's register of the cell.
    let cell = unsafe { *base.add(reg as usize) };
    match cell.cast::<Cell>().map(|c| c.value) {
        Some(c) if c.is_undef() => vm.runtime_error("super(): empty __class__ cell"),
        Some(c) => match c.cast::<Class>() {
            Some(c) => Ok((c, this)),
            None => {
                let t = vm.type_name(c);
                vm.runtime_error(format!("super(): __class__ is not a type ({t})"))
            }
        },
        None => vm.runtime_error("super(): bad __class__ cell"),
    }
}

/// What reading `name` from a bound super object means; `None`: look at the object itself.
pub fn find(vm: &mut Vm, s: Gc<Super>, name: Value) -> Option<Attr> {
    if s.this_class.is_none() || name == vm.names.class.0 {
        return None;
    }
    let start = s.this_class.expect::<Class>();
    let raw = vm.super_lookup(s.class, start, name)?;
    let is_function = match raw.kind() {
        Some(Kind::Function) => true,
        Some(Kind::Native) => raw.expect::<Native>().binding == Binding::Method,
        _ => false,
    };
    if is_function && start.value() != s.this {
        return Some(Attr::Value(vm.bound_method(raw, s.this)));
    }
    // Anything else may run Python code: `super.__getattribute__` binds it.
    let class = vm.types.super_;
    vm.special(class, Special::GetAttribute).map(Attr::GetAttribute)
}

fn getattribute(vm: &mut Vm, args: Args) -> R {
    let o = args.pos()[0];
    let name = super::object_::attr_name(vm, args.pos()[1])?;
    let s = o.expect::<Super>();
    if !s.this_class.is_none() && name != vm.names.class.0 {
        let start = s.this_class.expect::<Class>();
        if let Some(raw) = vm.super_lookup(s.class, start, name) {
            return vm.super_bind(raw, s.this, start);
        }
    }
    let class = vm.class_of(o);
    let found = vm.find_own(o, class, name);
    match vm.finish_attr(o, name, found)? {
        Some(v) => Ok(v),
        None => vm.no_attribute(o, name),
    }
}

/// An unbound super object as a class attribute.
fn get(vm: &mut Vm, args: Args) -> R {
    let (s, o) = (args.pos()[0].expect::<Super>(), args.pos()[1]);
    if o.is_none() || !s.this.is_none() {
        return Ok(s.value());
    }
    let class = vm.class_of(s.value());
    vm.call(class.value(), &[s.class.value(), o])
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.pos()[0])?.value())
}
