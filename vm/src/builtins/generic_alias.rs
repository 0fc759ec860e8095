//! `types.GenericAlias` (`list[int]`) and `types.UnionType` (`int | None`).
//!
//! Both only describe types: annotations evaluate them, `isinstance` understands unions, calling an
//! alias calls its origin. Type parameters are not substituted.

use crate::object::class::class_flags::{FINAL, NO_NEW};
use crate::object::native::NativeObject;
use crate::object::{Class, Gc, Kind, NativeObj, Str};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use std::any::Any;

/// `origin[args]`.
struct Alias {
    origin: Value,
    /// A tuple.
    args: Value,
}

impl NativeObject for Alias {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.origin);
        visit(self.args);
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// `a | b | ...`: a flat tuple without duplicates.
struct Union {
    args: Value,
}

impl NativeObject for Union {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.args);
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// The two classes, kept in `vm.library`.
#[derive(Clone, Copy)]
struct Classes {
    alias: Gc<Class>,
    union: Gc<Class>,
}

const LIBRARY_KEY: &str = "builtins.generic_alias";

fn classes(vm: &Vm) -> Option<Classes> {
    vm.library.get(LIBRARY_KEY)?.downcast_ref::<Classes>().copied()
}

/// `types.GenericAlias`, for library modules.
pub fn alias_class(vm: &Vm) -> Option<Gc<Class>> {
    classes(vm).map(|c| c.alias)
}

/// `types.UnionType`, for library modules.
pub fn union_class(vm: &Vm) -> Option<Gc<Class>> {
    classes(vm).map(|c| c.union)
}

fn alias(v: Value) -> Option<&'static mut Alias> {
    v.cast::<NativeObj>()?.data::<Alias>()
}

fn union_args(v: Value) -> Option<&'static [Value]> {
    let u = v.cast::<NativeObj>()?.data::<Union>()?;
    Some(crate::vm::tuple_items(u.args))
}

/// `origin[item]` as an alias object.
pub fn make_alias(vm: &mut Vm, origin: Value, item: Value) -> R {
    let args = if item.is_kind(Kind::Tuple) { item } else { vm.tuple(&[item]) };
    match alias_class(vm) {
        Some(class) => Ok(vm.native_obj(class, Box::new(Alias { origin, args }))),
        None => vm.system_error("generic aliases are not set up"),
    }
}

/// `__class_getitem__` of the built-in generic classes.
fn class_getitem(vm: &mut Vm, args: Args) -> R {
    make_alias(vm, args.all[0], args.all[1])
}

/// May this stand in a union?
fn is_type_like(v: Value) -> bool {
    v.is_none() || v.is_kind(Kind::Class) || alias(v).is_some() || union_args(v).is_some()
}

/// `a | b` for types; `None` is NotImplemented.
pub fn union(vm: &mut Vm, a: Value, b: Value) -> R<Option<Value>> {
    if !is_type_like(a) || !is_type_like(b) || a.is_none() && b.is_none() {
        return Ok(None);
    }
    let members = vm.list(&[]);
    for side in [a, b] {
        let one = [side];
        for &v in union_args(side).unwrap_or(&one) {
            let v = if v.is_none() { vm.types.none.value() } else { v };
            if !super::seq_ops::contains(vm, members.value(), v)? {
                super::seq_ops::push(vm, members, v);
            }
        }
    }
    if members.items.len() == 1 {
        return Ok(Some(members.items[0]));
    }
    let args = vm.tuple(&members.items);
    match union_class(vm) {
        Some(class) => Ok(Some(vm.native_obj(class, Box::new(Union { args })))),
        None => Ok(None),
    }
}

fn or(vm: &mut Vm, args: Args) -> R {
    Ok(union(vm, args.all[0], args.all[1])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn ror(vm: &mut Vm, args: Args) -> R {
    Ok(union(vm, args.all[1], args.all[0])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// A type as annotations show it.
fn type_text(vm: &mut Vm, v: Value) -> R<String> {
    if v == Value::ELLIPSIS {
        return Ok("...".into());
    }
    if v == vm.types.none.value() {
        return Ok("None".into());
    }
    let Some(class) = v.cast::<Class>() else {
        return vm.repr_string(v);
    };
    let name =
        class.qualname.cast::<Str>().map_or_else(|| class.name_str(), |s| s.to_string_lossy());
    let module = vm.get_attr(v, vm.names.module.0)?;
    Ok(match module.cast::<Str>() {
        Some(m) if m.bytes() != b"builtins" => format!("{}.{name}", m.to_string_lossy()),
        _ => name,
    })
}

fn joined(vm: &mut Vm, items: &[Value], separator: &str) -> R<String> {
    let mut out = String::new();
    for (i, &v) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        out.push_str(&type_text(vm, v)?);
    }
    Ok(out)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    vm.check_native_stack()?;
    let text = if let Some(a) = alias(this) {
        let (origin, items) = (a.origin, crate::vm::tuple_items(a.args));
        let head = type_text(vm, origin)?;
        let inner = if items.is_empty() { "()".into() } else { joined(vm, items, ", ")? };
        format!("{head}[{inner}]")
    } else {
        joined(vm, union_args(this).unwrap_or(&[]), " | ")?
    };
    Ok(vm.str(&text))
}

fn eq(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.all[0], args.all[1]);
    if let (Some(x), Some(y)) = (alias(a), alias(b)) {
        let same = vm.same_or_equal(x.origin, y.origin)? && vm.same_or_equal(x.args, y.args)?;
        return Ok(Value::bool(same));
    }
    let (Some(x), Some(y)) = (union_args(a), union_args(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if x.len() != y.len() {
        return Ok(Value::FALSE);
    }
    let other = vm.list(y).value();
    for &v in x {
        if !super::seq_ops::contains(vm, other, v)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    let h = if let Some(a) = alias(this) {
        let (origin, items) = (a.origin, a.args);
        vm.hash(origin)? ^ vm.hash(items)?
    } else {
        // Order does not matter to equality.
        let mut h = 0;
        for &v in union_args(this).unwrap_or(&[]) {
            h ^= vm.hash(v)?;
        }
        h
    };
    Ok(vm.int(h))
}

fn call(vm: &mut Vm, args: Args) -> R {
    let Some(a) = alias(args.all[0]) else {
        return Ok(Value::NONE);
    };
    let origin = a.origin;
    let rest = args.rest();
    if rest.has_kw() {
        return vm.call_with(origin, rest.all, rest.kwnames);
    }
    vm.tail_call(origin, rest.all)
}

fn mro_entries(vm: &mut Vm, args: Args) -> R {
    let origin = alias(args.all[0]).map_or(Value::NONE, |a| a.origin);
    Ok(vm.tuple(&[origin]))
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    let text = vm.repr_string(args.all[0])?;
    vm.type_error(format!("{text} is not a generic class"))
}

fn alias_check(vm: &mut Vm, function: &str) -> R {
    vm.type_error(format!("{function}() argument 2 cannot be a parameterized generic"))
}

fn alias_instancecheck(vm: &mut Vm, _args: Args) -> R {
    alias_check(vm, "isinstance")
}

fn alias_subclasscheck(vm: &mut Vm, _args: Args) -> R {
    alias_check(vm, "issubclass")
}

fn union_instancecheck(vm: &mut Vm, args: Args) -> R {
    for &c in union_args(args.all[0]).unwrap_or(&[]) {
        if vm.isinstance(args.all[1], c)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn union_subclasscheck(vm: &mut Vm, args: Args) -> R {
    for &c in union_args(args.all[0]).unwrap_or(&[]) {
        if vm.issubclass(args.all[1], c)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

const SHARED: &[Def] = &[
    Def::method("__repr__", repr, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", ror, 2, 2),
];

const ALIAS: &[Def] = &[
    Def::method("__call__", call, 1, ANY).kw(),
    Def::method("__mro_entries__", mro_entries, 2, 2),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__instancecheck__", alias_instancecheck, 2, 2),
    Def::method("__subclasscheck__", alias_subclasscheck, 2, 2),
];

const UNION: &[Def] = &[
    Def::method("__instancecheck__", union_instancecheck, 2, 2),
    Def::method("__subclasscheck__", union_subclasscheck, 2, 2),
];

fn origin(_vm: &mut Vm, this: Value) -> R {
    Ok(alias(this).map_or(Value::NONE, |a| a.origin))
}

fn type_args(vm: &mut Vm, this: Value) -> R {
    if let Some(a) = alias(this) {
        return Ok(a.args);
    }
    let items = union_args(this).unwrap_or(&[]);
    Ok(vm.tuple(items))
}

pub fn register(vm: &mut Vm) {
    let object = vm.types.object;
    let alias = vm.new_builtin_class("GenericAlias", object, Kind::NativeObj, NO_NEW);
    let union = vm.new_builtin_class("UnionType", object, Kind::NativeObj, FINAL | NO_NEW);
    vm.roots.extend([alias.value(), union.value()]);
    vm.library.insert(LIBRARY_KEY, Box::new(Classes { alias, union }));
    let types = vm.str("types");
    for class in [alias, union] {
        vm.add_methods(class, SHARED);
        vm.add_getset(class, "__args__", type_args, None);
        vm.add_getset(class, "__parameters__", |vm, _| Ok(vm.empty_tuple), None);
        vm.add_class_value(class, "__module__", types);
    }
    vm.add_methods(alias, ALIAS);
    vm.add_getset(alias, "__origin__", origin, None);
    vm.add_methods(union, UNION);
    let generic = [
        vm.types.list,
        vm.types.tuple,
        vm.types.dict,
        vm.types.set,
        vm.types.frozenset,
        vm.types.enumerate,
        vm.types.type_,
    ];
    for class in generic {
        vm.add_methods(class, &[Def::class_method("__class_getitem__", class_getitem, 2, 2)]);
    }
}
