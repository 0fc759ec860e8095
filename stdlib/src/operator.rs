//! `operator`: the operators as functions, and `itemgetter`, `attrgetter`, `methodcaller`.
//!
//! Functions compute natively as long as no operand's class is written in Python; else they hand
//! over to the prelude function that is the operator itself.

use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{NativeObj, Str, Tuple};
use adder_vm::ops::special::Special;
use adder_vm::ops::{BinOp, CmpOp};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;

macro_rules! binary {
    ($($name:ident $op:ident $prelude:literal;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let (a, b) = (args.all[0], args.all[1]);
            if vm.has_custom_ops(a) || vm.has_custom_ops(b) {
                return vm.tail_prelude($prelude, &[a, b]);
            }
            vm.binary(BinOp::$op, a, b)
        }
    )*};
}

macro_rules! inplace {
    ($($name:ident $op:ident $prelude:literal;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let (a, b) = (args.all[0], args.all[1]);
            if vm.has_custom_ops(a) || vm.has_custom_ops(b) {
                return vm.tail_prelude($prelude, &[a, b]);
            }
            vm.inplace(BinOp::$op, a, b)
        }
    )*};
}

macro_rules! compare {
    ($($name:ident $op:ident $prelude:literal;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let (a, b) = (args.all[0], args.all[1]);
            if vm.has_custom_ops(a) || vm.has_custom_ops(b) {
                return vm.tail_prelude($prelude, &[a, b]);
            }
            vm.compare(CmpOp::$op, a, b)
        }
    )*};
}

macro_rules! unary {
    ($($name:ident $op:ident $prelude:literal;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let v = args.all[0];
            if vm.has_custom_ops(v) {
                return vm.tail_prelude($prelude, &[v]);
            }
            vm.unary(Special::$op, v)
        }
    )*};
}

binary! {
    add Add "op_add"; sub Sub "op_sub"; mul Mul "op_mul"; truediv TrueDiv "op_truediv";
    floordiv FloorDiv "op_floordiv"; modulo Mod "op_mod"; pow Pow "op_pow";
    matmul MatMul "op_matmul"; lshift LShift "op_lshift"; rshift RShift "op_rshift";
    and_ And "op_and"; or_ Or "op_or"; xor Xor "op_xor";
}

inplace! {
    iadd Add "op_iadd"; isub Sub "op_isub"; imul Mul "op_imul"; itruediv TrueDiv "op_itruediv";
    ifloordiv FloorDiv "op_ifloordiv"; imod Mod "op_imod"; ipow Pow "op_ipow";
    imatmul MatMul "op_imatmul"; ilshift LShift "op_ilshift"; irshift RShift "op_irshift";
    iand And "op_iand"; ior Or "op_ior"; ixor Xor "op_ixor";
}

compare! {
    lt Lt "op_lt"; le Le "op_le"; eq Eq "op_eq"; ne Ne "op_ne"; gt Gt "op_gt"; ge Ge "op_ge";
}

unary! { neg Neg "op_neg"; pos Pos "op_pos"; invert Invert "op_invert"; }

fn abs(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("op_abs", args.all)
}

fn not_(vm: &mut Vm, args: Args) -> R {
    match vm.truth_fast(args.all[0]) {
        Some(b) => Ok(Value::bool(!b)),
        None => vm.tail_prelude("op_not", args.all),
    }
}

fn truth(vm: &mut Vm, args: Args) -> R {
    match vm.truth_fast(args.all[0]) {
        Some(b) => Ok(Value::bool(b)),
        None => vm.tail_prelude("op_truth", args.all),
    }
}

fn is_(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(vm.is_same(args.all[0], args.all[1])))
}

fn is_not(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(!vm.is_same(args.all[0], args.all[1])))
}

fn index(vm: &mut Vm, args: Args) -> R {
    vm.index(args.all[0])
}

fn is_sequence(vm: &mut Vm, v: Value) -> bool {
    let c = vm.class_of(v);
    !v.is_kind(Kind::Dict) && vm.special(c, Special::GetItem).is_some()
}

fn concat(vm: &mut Vm, args: Args) -> R {
    if !is_sequence(vm, args.all[0]) {
        let t = vm.type_name(args.all[0]);
        return vm.type_error(format!("'{t}' object can't be concatenated"));
    }
    add(vm, args)
}

fn iconcat(vm: &mut Vm, args: Args) -> R {
    if !is_sequence(vm, args.all[0]) {
        let t = vm.type_name(args.all[0]);
        return vm.type_error(format!("'{t}' object can't be concatenated"));
    }
    iadd(vm, args)
}

fn contains(vm: &mut Vm, args: Args) -> R {
    let (o, item) = (args.all[0], args.all[1]);
    match vm.contains_fast(o, item)? {
        Some(b) => Ok(Value::bool(b)),
        None => vm.tail_prelude("op_contains", args.all),
    }
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    match vm.get_item_fast(args.all[0], args.all[1])? {
        Some(v) => Ok(v),
        None => vm.tail_prelude("op_getitem", args.all),
    }
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("op_setitem", args.all)
}

fn delitem(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("op_delitem", args.all)
}

fn count_of(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("op_count_of", args.all)
}

fn index_of(vm: &mut Vm, args: Args) -> R {
    vm.tail_prelude("op_index_of", args.all)
}

fn length_hint(vm: &mut Vm, args: Args) -> R {
    let default = args.get(1).unwrap_or(Value::small(0));
    vm.tail_prelude("op_length_hint", &[args.all[0], default])
}

fn call(vm: &mut Vm, args: Args) -> R {
    call_as(vm, args.all[0], args.rest())
}

/// Calls `f` in place of the running native, with all its arguments.
pub fn call_as(vm: &mut Vm, f: Value, args: Args) -> R {
    if !args.has_kw() {
        return vm.tail_call(f, args.pos());
    }
    let kwargs = vm.dict();
    for (name, v) in args.kw() {
        vm.dict_set_name(kwargs, name, v);
    }
    let positional = vm.tuple(args.pos());
    vm.tail_prelude("call_spread", &[f, positional, kwargs.value()])
}

// --- getters ---

enum Getter {
    /// Keys to subscribe with; one gives the item itself, more a tuple.
    Items(Value),
    /// Tuples of name parts; `names` as given, for the repr.
    Attrs {
        names: Value,
        paths: Value,
    },
    Method {
        name: Value,
        args: Value,
        kwargs: Value,
    },
}

impl NativeObject for Getter {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match *self {
            Getter::Items(v) => visit(v),
            Getter::Attrs { names, paths } => {
                visit(names);
                visit(paths);
            }
            Getter::Method { name, args, kwargs } => {
                visit(name);
                visit(args);
                visit(kwargs);
            }
        }
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

macro_rules! getters {
    ($($which:ident $name:literal $construct:ident $new:ident $call:ident $repr:ident $doc:literal;)*) => {
        $(
            fn $new(vm: &mut Vm, args: Args) -> R {
                $construct(vm, args.rest())
            }
        )*

        const CLASSES: &[ClassSpec] = &[$(ClassSpec {
            which: Lib::$which,
            name: concat!("operator.", $name),
            module: "operator",
            kind: Kind::NativeObj,
            base: true,
            construct: Some($construct),
            methods: &[&[
                Def::static_method("__new__", $new, 1, ANY).kw(),
                Def::method("__call__", $call, 1, ANY).kw(),
                Def::method("__repr__", $repr, 1, 1),
            ]],
            doc: $doc,
        }),*];
    };
}

getters! {
    ItemGetter "itemgetter" itemgetter itemgetter_new itemgetter_call itemgetter_repr "Return a callable object that fetches the given item(s) from its operand.";
    AttrGetter "attrgetter" attrgetter attrgetter_new attrgetter_call attrgetter_repr "Return a callable object that fetches the given attribute(s) from its operand.";
    MethodCaller "methodcaller" methodcaller methodcaller_new methodcaller_call methodcaller_repr "Return a callable object that calls the given method on its operand.";
}

fn getter(v: Value) -> Option<&'static mut Getter> {
    v.cast::<NativeObj>()?.data::<Getter>()
}

/// The one operand of a getter's call.
fn operand(vm: &mut Vm, args: Args, name: &str) -> R {
    if args.has_kw() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    if args.all.len() != 2 {
        let n = args.all.len() - 1;
        return vm.type_error(format!("{name} expected 1 argument, got {n}"));
    }
    Ok(args.all[1])
}

fn itemgetter(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("itemgetter() takes no keyword arguments");
    }
    if args.all.is_empty() {
        return vm.type_error("itemgetter expected 1 argument, got 0");
    }
    let keys = vm.tuple(args.all);
    let c = class(vm, Lib::ItemGetter);
    Ok(vm.native_obj(c, Box::new(Getter::Items(keys))))
}

fn items_of(v: Value) -> &'static [Value] {
    match v.cast::<Tuple>() {
        Some(t) => t.items(),
        None => &[],
    }
}

fn itemgetter_call(vm: &mut Vm, args: Args) -> R {
    let o = operand(vm, args, "itemgetter")?;
    let Some(Getter::Items(keys)) = getter(args.all[0]) else {
        return vm.type_error("itemgetter is not initialised");
    };
    let keys = *keys;
    if let [key] = items_of(keys) {
        return match vm.get_item_fast(o, *key)? {
            Some(v) => Ok(v),
            None => vm.tail_prelude("op_getitem", &[o, *key]),
        };
    }
    vm.tail_prelude("get_items", &[o, keys])
}

fn itemgetter_repr(vm: &mut Vm, args: Args) -> R {
    let Some(Getter::Items(keys)) = getter(args.all[0]) else {
        return vm.type_error("itemgetter is not initialised");
    };
    let keys = *keys;
    let text = list_repr(vm, items_of(keys))?;
    Ok(vm.str(&format!("operator.itemgetter({text})")))
}

/// Reprs with commas between.
fn list_repr(vm: &mut Vm, items: &[Value]) -> R<String> {
    let mut parts = Vec::new();
    for &v in items {
        parts.push(vm.repr_string(v)?);
    }
    Ok(parts.join(", "))
}

fn attrgetter(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("attrgetter() takes no keyword arguments");
    }
    if args.all.is_empty() {
        return vm.type_error("attrgetter expected 1 argument, got 0");
    }
    let mut paths = vm.list(&[]);
    for &name in args.all {
        let Some(s) = name.cast::<Str>() else {
            return vm.type_error("attribute name must be a string");
        };
        let text = s.to_string_lossy();
        let mut path = vm.list(&[]);
        for part in text.split('.') {
            let part = vm.intern(part);
            path.items.push(part);
            vm.heap.barrier(path);
        }
        let path = vm.tuple(&path.items);
        paths.items.push(path);
        vm.heap.barrier(paths);
    }
    let names = vm.tuple(args.all);
    let paths = vm.tuple(&paths.items);
    let c = class(vm, Lib::AttrGetter);
    Ok(vm.native_obj(c, Box::new(Getter::Attrs { names, paths })))
}

fn attrgetter_call(vm: &mut Vm, args: Args) -> R {
    let o = operand(vm, args, "attrgetter")?;
    let Some(Getter::Attrs { paths, .. }) = getter(args.all[0]) else {
        return vm.type_error("attrgetter is not initialised");
    };
    let paths = *paths;
    if let [path] = items_of(paths) {
        if let [name] = items_of(*path) {
            if let Some(v) = plain_attr(vm, o, *name) {
                return Ok(v);
            }
        }
    }
    vm.tail_prelude("get_attrs", &[o, paths])
}

/// An attribute stored in the object itself that no class attribute hides.
fn plain_attr(vm: &mut Vm, o: Value, name: Value) -> Option<Value> {
    if !o.is_kind(Kind::Instance) {
        return None;
    }
    match vm.find_attr(o, name) {
        adder_vm::ops::attr::Attr::Value(v) => Some(v),
        _ => None,
    }
}

fn attrgetter_repr(vm: &mut Vm, args: Args) -> R {
    let Some(Getter::Attrs { names, .. }) = getter(args.all[0]) else {
        return vm.type_error("attrgetter is not initialised");
    };
    let names = *names;
    let text = list_repr(vm, items_of(names))?;
    Ok(vm.str(&format!("operator.attrgetter({text})")))
}

fn methodcaller(vm: &mut Vm, args: Args) -> R {
    let Some(name) = args.get(0) else {
        return vm.type_error("methodcaller needs at least one argument, the method name");
    };
    let Some(s) = name.cast::<Str>() else {
        return vm.type_error("method name must be a string");
    };
    let name = vm.intern_value(s);
    let kwargs = vm.dict();
    for (key, v) in args.kw() {
        vm.dict_set_name(kwargs, key, v);
    }
    let positional = vm.tuple(&args.pos()[1..]);
    let c = class(vm, Lib::MethodCaller);
    let data = Getter::Method { name, args: positional, kwargs: kwargs.value() };
    Ok(vm.native_obj(c, Box::new(data)))
}

fn methodcaller_call(vm: &mut Vm, args: Args) -> R {
    let o = operand(vm, args, "methodcaller")?;
    let Some(Getter::Method { name, args, kwargs }) = getter(args.all[0]) else {
        return vm.type_error("methodcaller is not initialised");
    };
    let (name, args, kwargs) = (*name, *args, *kwargs);
    vm.tail_prelude("call_method", &[o, name, args, kwargs])
}

fn methodcaller_repr(vm: &mut Vm, args: Args) -> R {
    let Some(Getter::Method { name, args, kwargs }) = getter(args.all[0]) else {
        return vm.type_error("methodcaller is not initialised");
    };
    let (name, args, kwargs) = (*name, *args, *kwargs);
    let mut text = vm.repr_string(name)?;
    if !items_of(args).is_empty() {
        text.push_str(", ");
        text.push_str(&list_repr(vm, items_of(args))?);
    }
    if let Some(d) = kwargs.cast::<adder_vm::object::Dict>() {
        let entries: Vec<(Value, Value)> = d.iter().map(|e| (e.key, e.value)).collect();
        for (key, v) in entries {
            let key = vm.str_string(key)?;
            let v = vm.repr_string(v)?;
            text.push_str(&format!(", {key}={v}"));
        }
    }
    Ok(vm.str(&format!("operator.methodcaller({text})")))
}

macro_rules! functions {
    ($($name:literal $dunder:literal $func:ident $min:literal $max:literal;)*) => {
        const FUNCTIONS: &[(Def, &str)] = &[$((Def::function($name, $func, $min, $max), $dunder)),*];
    };
}

// Name, dunder alias (empty: none), function, arity.
functions! {
    "abs" "__abs__" abs 1 1; "add" "__add__" add 2 2; "and_" "__and__" and_ 2 2;
    "concat" "__concat__" concat 2 2; "contains" "__contains__" contains 2 2;
    "countOf" "" count_of 2 2; "delitem" "__delitem__" delitem 2 2; "eq" "__eq__" eq 2 2;
    "floordiv" "__floordiv__" floordiv 2 2; "ge" "__ge__" ge 2 2;
    "getitem" "__getitem__" getitem 2 2; "gt" "__gt__" gt 2 2; "iadd" "__iadd__" iadd 2 2;
    "iand" "__iand__" iand 2 2; "iconcat" "__iconcat__" iconcat 2 2;
    "ifloordiv" "__ifloordiv__" ifloordiv 2 2; "ilshift" "__ilshift__" ilshift 2 2;
    "imatmul" "__imatmul__" imatmul 2 2; "imod" "__imod__" imod 2 2; "imul" "__imul__" imul 2 2;
    "index" "__index__" index 1 1; "indexOf" "" index_of 2 2; "inv" "__inv__" invert 1 1;
    "invert" "__invert__" invert 1 1; "ior" "__ior__" ior 2 2; "ipow" "__ipow__" ipow 2 2;
    "irshift" "__irshift__" irshift 2 2; "is_" "" is_ 2 2; "is_not" "" is_not 2 2;
    "isub" "__isub__" isub 2 2; "itruediv" "__itruediv__" itruediv 2 2;
    "ixor" "__ixor__" ixor 2 2; "le" "__le__" le 2 2; "length_hint" "" length_hint 1 2;
    "lshift" "__lshift__" lshift 2 2; "lt" "__lt__" lt 2 2; "matmul" "__matmul__" matmul 2 2;
    "mod" "__mod__" modulo 2 2; "mul" "__mul__" mul 2 2; "ne" "__ne__" ne 2 2;
    "neg" "__neg__" neg 1 1; "not_" "__not__" not_ 1 1; "or_" "__or__" or_ 2 2;
    "pos" "__pos__" pos 1 1; "pow" "__pow__" pow 2 2; "rshift" "__rshift__" rshift 2 2;
    "setitem" "__setitem__" setitem 3 3; "sub" "__sub__" sub 2 2;
    "truediv" "__truediv__" truediv 2 2; "truth" "" truth 1 1; "xor" "__xor__" xor 2 2;
}

/// Fills the module.
pub fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let module = vm.intern("_operator");
    for (def, dunder) in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(m.dict, name, f.value());
        if !dunder.is_empty() {
            vm.dict_set_str(m.dict, dunder, f.value());
        }
    }
    let f = vm.native_from_def(&Def::function("call", call, 1, ANY).kw(), Value::UNDEF, module);
    vm.dict_set_str(m.dict, "call", f.value());
    vm.dict_set_str(m.dict, "__call__", f.value());
    for spec in CLASSES {
        let c = make_class(vm, spec);
        publish(vm, m, c);
    }
    Ok(())
}
