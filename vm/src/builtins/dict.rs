//! `dict`.
//!
//! Hashing, lookup and storage are `ops::dict`; here are subscription with `__missing__`, merging,
//! comparison, operators and the method table. Methods work by layout (see `list`).

use super::{dict_views, list, seq_ops};
use crate::object::function::MappingProxy;
use crate::object::iter::{DictPart, DictView};
use crate::object::{Class, Dict, Gc, Kind};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Raised, Recipe, Vm, R};

/// `d[k]`, natively (`__missing__` of a subclass included).
pub fn get_item(vm: &mut Vm, d: Gc<Dict>, k: Value) -> R {
    if let Some(v) = vm.dict_get(d, k)? {
        return Ok(v);
    }
    match missing(vm, d.value()) {
        Some(f) => vm.call_special(f, &[d.value(), k]),
        None => vm.key_error(k),
    }
}

/// `__missing__`, which only dicts of other classes have: those with an attrs word.
fn missing(vm: &mut Vm, d: Value) -> Option<Value> {
    if d.header().aux & crate::object::HAS_ATTRS == 0 {
        return None;
    }
    let class = vm.class_of(d);
    vm.special(class, Special::Missing)
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    let (this, k) = (args.all[0], args.all[1]);
    if let Some(v) = vm.dict_get(this.expect(), k)? {
        return Ok(v);
    }
    match missing(vm, this) {
        Some(f) if matches!(f.kind(), Some(Kind::Function | Kind::Native)) => {
            vm.tail_call(f, &[this, k])
        }
        Some(f) => vm.call_special(f, &[this, k]),
        None => vm.key_error(k),
    }
}

/// `item in view`.
pub fn view_contains(vm: &mut Vm, view: Gc<DictView>, item: Value) -> R<bool> {
    dict_views::contains(vm, view, item)
}

/// `==` and `!=` of dicts; order does not matter.
pub fn compare(vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(None);
    }
    let equal = seq_ops::nested_compare(vm, |vm| equal(vm, a.expect(), b.expect()))?;
    Ok(Some(equal == (op == CmpOp::Eq)))
}

fn equal(vm: &mut Vm, a: Gc<Dict>, b: Gc<Dict>) -> R<bool> {
    if a.len != b.len {
        return Ok(false);
    }
    let mut i = 0;
    while let Some(&e) = a.entries.get(i) {
        i += 1;
        if e.key.is_undef() {
            continue;
        }
        let Some(at) = vm.dict_find(b, e.key, e.hash)? else {
            return Ok(false);
        };
        let other = b.entries[at].value;
        if !seq_ops::equal(vm, e.value, other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The dict behind a dict or a mapping proxy of one.
fn dict_behind(v: Value) -> Option<Gc<Dict>> {
    match v.cast::<MappingProxy>() {
        Some(p) => p.mapping.cast(),
        None => v.cast(),
    }
}

/// `|`; `None` is NotImplemented.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let (BinOp::Or, Some(x), Some(y)) = (op, dict_behind(a), dict_behind(b)) else {
        return Ok(None);
    };
    // `defaultdict` has operators of its own.
    for (v, method) in [(a, Special::Or), (b, Special::Ror)] {
        if v.header().aux & crate::object::HAS_ATTRS != 0 && !vm.has_custom_ops(v) {
            let class = vm.class_of(v);
            if let Some(f) = vm.special(class, method) {
                let other = if method == Special::Or { b } else { a };
                return vm.call_special(f, &[v, other]).map(Some);
            }
        }
    }
    let d = vm.dict_copy(x);
    vm.dict_merge(d, y)?;
    Ok(Some(d.value()))
}

/// `|=` of a dict: any mapping or iterable of pairs will do.
pub fn inplace(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    if op != BinOp::Or {
        return Ok(None);
    }
    let d = a.expect::<Dict>();
    match source(vm, b)? {
        Source::Dict(from) => vm.dict_merge(d, from)?,
        Source::Mapping => {
            let keys = vm.get_attr(b, vm.names.keys.0)?;
            let keys = vm.call(keys, &[])?;
            vm.for_each(keys, |vm, k| {
                let v = vm.get_item(b, k)?;
                vm.dict_set(d, k, v)?;
                Ok(true)
            })?;
        }
        Source::Pairs => add_pairs(vm, d, b)?,
    }
    Ok(Some(a))
}

/// How the argument of `dict()` or `update()` is read.
enum Source {
    /// Straight from the entries.
    Dict(Gc<Dict>),
    /// Through `keys()` and `[]`.
    Mapping,
    Pairs,
}

fn source(vm: &mut Vm, v: Value) -> R<Source> {
    if let Some(d) = v.cast::<Dict>() {
        // A subclass that iterates as dicts do is read directly too.
        let class = vm.class_of(v);
        let own = vm.types.dict;
        if class == own || vm.special(class, Special::Iter) == vm.special(own, Special::Iter) {
            return Ok(Source::Dict(d));
        }
        return Ok(Source::Mapping);
    }
    if let Some(d) = v.cast::<MappingProxy>().and_then(|p| p.mapping.cast()) {
        return Ok(Source::Dict(d));
    }
    if !vm.has_custom_ops(v) && matches!(v.kind(), None | Some(Kind::List | Kind::Tuple)) {
        return Ok(Source::Pairs);
    }
    let keys = vm.names.keys.0;
    Ok(match vm.try_attr(v, keys)? {
        Some(_) => Source::Mapping,
        None => Source::Pairs,
    })
}

fn add_pairs(vm: &mut Vm, d: Gc<Dict>, pairs: Value) -> R<()> {
    let mut n = 0;
    vm.for_each(pairs, |vm, pair| {
        add_pair(vm, d, pair, n)?;
        n += 1;
        Ok(true)
    })
}

/// Stores item `n` of an iterable of pairs.
fn add_pair(vm: &mut Vm, d: Gc<Dict>, pair: Value, n: i64) -> R<()> {
    let is_plain = matches!(pair.kind(), Some(Kind::List | Kind::Tuple));
    let items = if is_plain && !vm.has_custom_ops(pair) {
        pair
    } else {
        let it = match vm.iter(pair) {
            Ok(it) => it,
            Err(Raised) if vm.exception_is(vm.types.type_error) => {
                vm.take_exception();
                return vm.type_error(format!(
                    "cannot convert dictionary update sequence element #{n} to a sequence"
                ));
            }
            Err(Raised) => return Err(Raised),
        };
        vm.collect_list(it)?.value()
    };
    match *seq_ops::items(items) {
        [k, v] => vm.dict_set(d, k, v),
        ref other => {
            let len = other.len();
            vm.value_error(format!(
                "dictionary update sequence element #{n} has length {len}; 2 is required"
            ))
        }
    }
}

/// Intrinsic: stores the pair `args[1]`, item number `args[2]`, in dict `args[0]`.
pub fn add_pair_intrinsic(vm: &mut Vm, args: &[Value]) -> R {
    if let Some(d) = args[0].cast::<Dict>() {
        add_pair(vm, d, args[1], args[2].to_i64().unwrap_or(0))?;
    }
    Ok(Value::NONE)
}

/// `update(d, arg, **kw)` and the constructors: fills `d`, then returns `result`.
fn update_with(vm: &mut Vm, d: Gc<Dict>, args: Args, name: &str, result: Value) -> R {
    let n = args.pos().len();
    if n > 1 {
        return vm.type_error(format!("{name} expected at most 1 argument, got {n}"));
    }
    if let Some(from) = args.get(0) {
        let name = match source(vm, from)? {
            Source::Dict(from) => {
                vm.dict_merge(d, from)?;
                None
            }
            Source::Mapping => Some("dict_update_mapping"),
            Source::Pairs if vm.iteration_is_native(from) => {
                add_pairs(vm, d, from)?;
                None
            }
            Source::Pairs => Some("dict_update_pairs"),
        };
        if let Some(name) = name {
            let mut keywords = Value::NONE;
            if args.has_kw() {
                let kw = vm.dict();
                store_keywords(vm, kw, args);
                keywords = kw.value();
            }
            return vm.tail_prelude(name, &[d.value(), from, keywords, result]);
        }
    }
    store_keywords(vm, d, args);
    Ok(result)
}

fn store_keywords(vm: &mut Vm, d: Gc<Dict>, args: Args) {
    for (name, v) in args.kw() {
        vm.dict_set_name(d, name, v);
    }
}

fn construct(vm: &mut Vm, args: Args) -> R {
    if let (1, false, Some(from)) = (args.all.len(), args.has_kw(), args.get(0)) {
        if let (Some(d), false) = (from.cast::<Dict>(), vm.has_custom_ops(from)) {
            return Ok(vm.dict_copy(d).value());
        }
    }
    let d = vm.dict();
    update_with(vm, d, args, "dict", d.value())
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.dict)?;
    Ok(vm.dict_of_class(class).value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    update_with(vm, args.all[0].expect(), args.rest(), "dict", Value::NONE)
}

fn update(vm: &mut Vm, args: Args) -> R {
    update_with(vm, args.all[0].expect(), args.rest(), "update", Value::NONE)
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    vm.dict_set(args.all[0].expect(), args.all[1], args.all[2])?;
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, args: Args) -> R {
    match vm.dict_del(args.all[0].expect(), args.all[1])? {
        Some(_) => Ok(Value::NONE),
        None => vm.key_error(args.all[1]),
    }
}

fn iter(vm: &mut Vm, args: Args) -> R {
    Ok(vm.dict_iter(args.all[0].expect(), DictPart::Keys))
}

fn reversed(vm: &mut Vm, args: Args) -> R {
    Ok(dict_views::reverse_iter(vm, args.all[0].expect(), DictPart::Keys))
}

fn get(vm: &mut Vm, args: Args) -> R {
    let found = vm.dict_get(args.all[0].expect(), args.all[1])?;
    Ok(found.or(args.get(2)).unwrap_or(Value::NONE))
}

fn setdefault(vm: &mut Vm, args: Args) -> R {
    let (d, k) = (args.all[0].expect::<Dict>(), args.all[1]);
    let hash = vm.hash(k)? as u64;
    if let Some(i) = vm.dict_find(d, k, hash)? {
        return Ok(d.entries[i].value);
    }
    let v = args.get(2).unwrap_or(Value::NONE);
    vm.dict_push(d, k, hash, v);
    Ok(v)
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let (d, k) = (args.all[0].expect::<Dict>(), args.all[1]);
    // An empty dict does not even hash the key.
    let found = if d.len == 0 { None } else { vm.dict_del(d, k)? };
    match found.or(args.get(2)) {
        Some(v) => Ok(v),
        None => vm.key_error(k),
    }
}

fn popitem(vm: &mut Vm, args: Args) -> R {
    let d = args.all[0].expect::<Dict>();
    match d.entries.iter().rposition(|e| !e.key.is_undef()) {
        Some(at) => {
            let e = vm.dict_remove_at(d, at);
            Ok(vm.tuple(&[e.key, e.value]))
        }
        None => vm.key_error_msg("popitem(): dictionary is empty"),
    }
}

fn clear(vm: &mut Vm, args: Args) -> R {
    vm.dict_clear(args.all[0].expect());
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    Ok(vm.dict_copy(args.all[0].expect()).value())
}

fn fromkeys(vm: &mut Vm, args: Args) -> R {
    let class = args.all[0];
    let it = args.all[1];
    let value = args.get(2).unwrap_or(Value::NONE);
    if class != vm.types.dict.value() || !vm.iteration_is_native(it) {
        if !class.is_kind(Kind::Class) {
            return vm.type_error("fromkeys() needs a class");
        }
        return vm.tail_prelude("dict_fromkeys", &[class, it, value]);
    }
    let d = vm.dict();
    vm.for_each(it, |vm, k| {
        vm.dict_set(d, k, value)?;
        Ok(true)
    })?;
    Ok(d.value())
}

fn or(vm: &mut Vm, args: Args) -> R {
    let r = binary(vm, BinOp::Or, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn ror(vm: &mut Vm, args: Args) -> R {
    let r = binary(vm, BinOp::Or, args.all[1], args.all[0])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn ior(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    update_with(vm, this.expect(), args.rest(), "update", this)
}

fn keys(vm: &mut Vm, args: Args) -> R {
    Ok(dict_views::view(vm, args.all[0].expect(), DictPart::Keys))
}

fn values(vm: &mut Vm, args: Args) -> R {
    Ok(dict_views::view(vm, args.all[0].expect(), DictPart::Values))
}

fn items(vm: &mut Vm, args: Args) -> R {
    Ok(dict_views::view(vm, args.all[0].expect(), DictPart::Items))
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let d = args.all[0].expect::<Dict>();
    let bytes = d.entries.bytes() + d.index.bytes() + 64;
    Ok(vm.int(bytes as i64))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__delitem__", delitem, 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", ror, 2, 2),
    Def::method("__ior__", ior, 2, 2),
    Def::method("__reversed__", reversed, 1, 1)
        .doc("Return a reverse iterator over the dict keys."),
    Def::method("__sizeof__", sizeof, 1, 1),
    Def::method("get", get, 2, 3)
        .recipe(Recipe::DictGet)
        .doc("Return the value for key if key is in the dictionary, else default."),
    Def::method("setdefault", setdefault, 2, 3)
        .doc("Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."),
    Def::method("pop", pop, 2, 3)
        .doc("D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."),
    Def::method("popitem", popitem, 1, 1)
        .doc("Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty."),
    Def::method("keys", keys, 1, 1)
        .doc("D.keys() -> a set-like object providing a view on D's keys"),
    Def::method("items", items, 1, 1)
        .doc("D.items() -> a set-like object providing a view on D's items"),
    Def::method("values", values, 1, 1)
        .doc("D.values() -> an object providing a view on D's values"),
    Def::method("update", update, 1, ANY).kw()
        .doc("D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]"),
    Def::class_method("fromkeys", fromkeys, 2, 3)
        .doc("Create a new dictionary with keys from iterable and values set to value."),
    Def::method("clear", clear, 1, 1).doc("D.clear() -> None.  Remove all items from D."),
    Def::method("copy", copy, 1, 1).doc("D.copy() -> a shallow copy of D"),
];

pub fn register(vm: &mut Vm) {
    let mut class: Gc<Class> = vm.types.dict;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    vm.add_class_value(class, "__hash__", Value::NONE);
    class.construct = Some(construct);
    let doc = vm.str("dict(mapping_or_pairs=(), /, **names) -> a mapping of hashable keys to values, in the order of insertion");
    vm.add_class_value(class, "__doc__", doc);
}
