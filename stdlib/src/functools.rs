//! Natives of `functools`: `reduce`, `partial` and the `lru_cache` wrapper. The rest is Python
//! (`python/functools.py`).
//!
//! A cache hit is answered here; a miss continues in the prelude (`lru_miss`), so that the wrapped
//! function runs as an ordinary frame, and comes back through `store`. The cache is a dict whose
//! order is the order of use.

use crate::operator::call_as;
use crate::state::{class, make_class, publish, ClassSpec, Lib};
use adder_vm::object::class::class_flags::NO_DICT;
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{Class, Dict, Kind as K, NativeObj, Tuple};
use adder_vm::ops::class::{get_instance_dict, set_instance_dict};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;

const FUNCTIONS: &[Def] = &[Def::function("reduce", reduce, 2, 3)];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let module = vm.intern("_functools");
    for def in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(m.dict, name, f.value());
    }
    let c = make_class(vm, &PARTIAL);
    with_attributes(vm, c);
    vm.add_getset(c, "func", |_, o| Ok(partial_parts(o).map_or(Value::NONE, |p| p.func)), None);
    vm.add_getset(c, "args", |_, o| Ok(partial_parts(o).map_or(Value::NONE, |p| p.args)), None);
    vm.add_getset(
        c,
        "keywords",
        |_, o| Ok(partial_parts(o).map_or(Value::NONE, |p| p.kwargs)),
        None,
    );
    vm.refresh_class(c);
    publish(vm, m, c);
    let c = make_class(vm, &LRU);
    with_attributes(vm, c);
    vm.refresh_class(c);
    publish(vm, m, c);
    Ok(())
}

/// Lets instances of a library class have attributes.
fn with_attributes(vm: &mut Vm, mut c: Gc<Class>) {
    c.flags &= !NO_DICT;
    c.slot_names = vm.empty_tuple;
    vm.add_getset(c, "__dict__", get_instance_dict, Some(set_instance_dict));
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    let (f, items) = (args.all[0], args.all[1]);
    let it = match vm.iter(items) {
        Ok(it) => it,
        Err(e) => {
            if vm.exception_is(vm.types.type_error) {
                return vm.type_error("reduce() arg 2 must support iteration");
            }
            return Err(e);
        }
    };
    match args.get(2) {
        Some(initial) => vm.tail_prelude("reduce_from", &[f, it, initial]),
        None => vm.tail_prelude("reduce_of", &[f, it]),
    }
}

// --- partial ---

struct Partial {
    func: Value,
    /// Tuple.
    args: Value,
    /// Dict.
    kwargs: Value,
}

impl NativeObject for Partial {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.func);
        visit(self.args);
        visit(self.kwargs);
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

const PARTIAL: ClassSpec = ClassSpec {
    which: Lib::Partial,
    name: "functools.partial",
    module: "functools",
    kind: Kind::NativeObj,
    base: true,
    construct: None,
    methods: &[&[
        Def::static_method("__new__", partial_new, 1, ANY).kw(),
        Def::method("__call__", partial_call, 1, ANY).kw(),
        Def::method("__repr__", partial_repr, 1, 1),
    ]],
    doc: "partial(func, *args, **keywords) - new function with partial application of the given arguments and keywords.",
};

fn partial_parts(v: Value) -> Option<&'static mut Partial> {
    v.cast::<NativeObj>()?.data::<Partial>()
}

fn items(v: Value) -> &'static [Value] {
    match v.cast::<Tuple>() {
        Some(t) => t.items(),
        None => &[],
    }
}

fn partial_new(vm: &mut Vm, args: Args) -> R {
    let base = class(vm, Lib::Partial);
    let Some(c) = args.all[0].cast::<Class>().filter(|c| c.is_subclass_of(base)) else {
        return vm.type_error("partial.__new__(X): X is not a type object");
    };
    let Some(func) = args.get(1) else {
        return vm.type_error("type 'partial' takes at least one argument");
    };
    if !vm.callable(func) {
        return vm.type_error("the first argument must be callable");
    }
    let kwargs = vm.dict();
    let mut all = vm.list(&[]);
    let mut func = func;
    // A partial of a partial is flattened unless it has attributes of its own.
    if let Some(inner) = partial_parts(func) {
        if vm.class_of(func) == base && vm.attrs_of(func).is_undef() {
            all.items.extend_from_slice(items(inner.args));
            vm.heap.barrier(all);
            if let Some(d) = inner.kwargs.cast::<Dict>() {
                vm.dict_merge(kwargs, d)?;
            }
            func = inner.func;
        }
    }
    all.items.extend_from_slice(&args.pos()[2..]);
    vm.heap.barrier(all);
    for (name, v) in args.kw() {
        vm.dict_set_name(kwargs, name, v);
    }
    let positional = vm.tuple(&all.items);
    let data = Partial { func, args: positional, kwargs: kwargs.value() };
    Ok(vm.native_obj(c, Box::new(data)))
}

fn partial_call(vm: &mut Vm, args: Args) -> R {
    let Some(p) = partial_parts(args.all[0]) else {
        return vm.type_error("partial is not initialised");
    };
    let (func, kwargs) = (p.func, p.kwargs);
    let mut all: Vec<Value> = items(p.args).to_vec();
    all.extend_from_slice(&args.pos()[1..]);
    let stored = kwargs.cast::<Dict>();
    if stored.is_none_or(|d| d.len == 0) && !args.has_kw() {
        return vm.tail_call(func, &all);
    }
    let positional = vm.tuple(&all);
    let merged = match stored {
        Some(d) => vm.dict_copy(d),
        None => vm.dict(),
    };
    for (name, v) in args.kw() {
        vm.dict_set_name(merged, name, v);
    }
    vm.tail_prelude("call_spread", &[func, positional, merged.value()])
}

fn partial_repr(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let Some(p) = partial_parts(o) else {
        return vm.type_error("partial is not initialised");
    };
    if !vm.repr_enter(o) {
        return Ok(vm.str("..."));
    }
    let r = partial_text(vm, o, p);
    vm.repr_leave();
    let text = r?;
    Ok(vm.str(&text))
}

fn partial_text(vm: &mut Vm, o: Value, p: &Partial) -> R<String> {
    let c = vm.class_of(o);
    let mut text = adder_vm::builtins::type_::class_path(vm, c);
    text.push('(');
    text.push_str(&vm.repr_string(p.func)?);
    for &v in items(p.args) {
        text.push_str(", ");
        text.push_str(&vm.repr_string(v)?);
    }
    if let Some(d) = p.kwargs.cast::<Dict>() {
        let entries: Vec<(Value, Value)> = d.iter().map(|e| (e.key, e.value)).collect();
        for (key, v) in entries {
            let key = vm.str_string(key)?;
            text.push_str(&format!(", {key}={}", vm.repr_string(v)?));
        }
    }
    text.push(')');
    Ok(text)
}

// --- lru_cache ---

struct LruCache {
    func: Value,
    cache: Gc<Dict>,
    /// None: unbounded.
    maxsize: Option<usize>,
    typed: bool,
    hits: u64,
    misses: u64,
    /// Stands between positional and keyword arguments in keys.
    mark: Value,
    /// `store` as a function object for the prelude.
    store: Value,
    /// No entry before this one is live.
    first: usize,
}

impl NativeObject for LruCache {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.func);
        visit(self.cache.value());
        visit(self.mark);
        visit(self.store);
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

const LRU: ClassSpec = ClassSpec {
    which: Lib::LruCache,
    name: "functools._lru_cache_wrapper",
    module: "functools",
    kind: Kind::NativeObj,
    base: false,
    construct: Some(lru_construct),
    methods: &[&[
        Def::method("__call__", lru_call, 1, ANY).kw(),
        Def::method("__get__", lru_get, 2, 3),
        Def::method("cache_info", lru_info, 1, 1).doc("Report cache statistics"),
        Def::method("cache_clear", lru_clear, 1, 1).doc("Clear the cache and cache statistics"),
        Def::method("__copy__", crate::itertools::this, 1, 1),
        Def::method("__deepcopy__", crate::itertools::this, 2, 2),
    ]],
    doc: "Create a cached callable that wraps another function.",
};

fn lru(v: Value) -> Option<&'static mut LruCache> {
    v.cast::<NativeObj>()?.data::<LruCache>()
}

/// `_lru_cache_wrapper(function, maxsize, typed)`
fn lru_construct(vm: &mut Vm, args: Args) -> R {
    let &[func, maxsize, typed] = args.all else {
        return vm.type_error("_lru_cache_wrapper() takes three arguments");
    };
    let maxsize = match maxsize.is_none() {
        true => None,
        false => Some(vm.arg_i64(maxsize)?.max(0) as usize),
    };
    let typed = vm.truth(typed)?;
    let c = class(vm, Lib::LruCache);
    let cache = vm.dict();
    let mark = vm.new_instance(vm.types.object);
    let store = vm
        .native_from_def(&Def::function("store", lru_store, 3, 3), Value::UNDEF, Value::NONE)
        .value();
    let data = LruCache { func, cache, maxsize, typed, hits: 0, misses: 0, mark, store, first: 0 };
    Ok(vm.native_obj(c, Box::new(data)))
}

/// One exact int or str is its own key; anything else makes a tuple.
fn lru_key(vm: &mut Vm, c: &LruCache, args: Args) -> Value {
    let pos = &args.pos()[1..];
    if !c.typed && !args.has_kw() {
        if let [v] = pos {
            let plain = v.is_int() || matches!(v.kind(), Some(K::HeapInt | K::BigInt | K::Str));
            if plain && !vm.has_custom_ops(*v) {
                return *v;
            }
        }
        return vm.tuple(pos);
    }
    let mut parts = pos.to_vec();
    if args.has_kw() {
        parts.push(c.mark);
        for (name, v) in args.kw() {
            parts.push(name);
            parts.push(v);
        }
    }
    if c.typed {
        parts.extend(pos.iter().map(|&v| vm.class_of(v).value()));
        parts.extend(args.kw().map(|(_, v)| vm.class_of(v).value()));
    }
    vm.tuple(&parts)
}

fn lru_call(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let Some(c) = lru(o) else {
        return vm.type_error("lru_cache wrapper is not initialised");
    };
    if c.maxsize == Some(0) {
        c.misses += 1;
        return call_as(vm, c.func, args.rest());
    }
    let key = lru_key(vm, c, args);
    let pin = vm.pin(&[key]);
    let found = lru_find(vm, c, key);
    vm.unpin(pin);
    if let Some(v) = found? {
        c.hits += 1;
        return Ok(v);
    }
    c.misses += 1;
    let pin = vm.pin(&[key]);
    let kwargs = if args.has_kw() {
        let d = vm.dict();
        vm.pin(&[d.value()]);
        for (name, v) in args.kw() {
            vm.dict_set_name(d, name, v);
        }
        d.value()
    } else {
        Value::NONE
    };
    let positional = vm.tuple(&args.pos()[1..]);
    vm.unpin(pin);
    vm.tail_prelude("lru_miss", &[o, c.func, c.store, key, positional, kwargs])
}

/// A cached value, which becomes the one used last.
fn lru_find(vm: &mut Vm, c: &mut LruCache, key: Value) -> R<Option<Value>> {
    let hash = vm.hash(key)? as u64;
    let Some(at) = vm.dict_find(c.cache, key, hash)? else {
        return Ok(None);
    };
    let e = c.cache.entries[at];
    if c.maxsize.is_some() && at + 1 != c.cache.entries.len() {
        vm.dict_remove_at(c.cache, at);
        let pin = vm.pin(&[e.key, e.value]);
        append(vm, c, e.key, e.hash, e.value);
        vm.unpin(pin);
    }
    Ok(Some(e.value))
}

/// `store(wrapper, key, result)`
fn lru_store(vm: &mut Vm, args: Args) -> R {
    let Some(c) = lru(args.all[0]) else {
        return vm.type_error("lru_cache wrapper is not initialised");
    };
    let (key, v) = (args.all[1], args.all[2]);
    let hash = vm.hash(key)? as u64;
    if vm.dict_find(c.cache, key, hash)?.is_some() {
        // A recursive call computed it meanwhile.
        return Ok(Value::NONE);
    }
    if c.maxsize.is_some_and(|m| c.cache.len >= m) {
        drop_oldest(vm, c);
    }
    append(vm, c, key, hash, v);
    Ok(Value::NONE)
}

/// Adds an entry as the one used last.
fn append(vm: &mut Vm, c: &mut LruCache, key: Value, hash: u64, v: Value) {
    let before = c.cache.entries.len();
    vm.dict_push(c.cache, key, hash, v);
    if c.cache.entries.len() <= before {
        // The dict squeezed its holes out.
        c.first = 0;
    }
}

fn drop_oldest(vm: &mut Vm, c: &mut LruCache) {
    let mut at = if c.first < c.cache.entries.len() { c.first } else { 0 };
    while c.cache.entries.get(at).is_some_and(|e| e.key.is_undef()) {
        at += 1;
    }
    c.first = at;
    if at < c.cache.entries.len() {
        vm.dict_remove_at(c.cache, at);
    }
}

fn lru_get(vm: &mut Vm, args: Args) -> R {
    if args.all[1].is_none() {
        return Ok(args.all[0]);
    }
    Ok(vm.bound_method(args.all[0], args.all[1]))
}

fn lru_info(vm: &mut Vm, args: Args) -> R {
    let Some(c) = lru(args.all[0]) else {
        return vm.type_error("lru_cache wrapper is not initialised");
    };
    let module = vm.import_dotted("functools")?;
    let f = vm.get_attr_str(module, "_CacheInfo")?;
    let maxsize = match c.maxsize {
        Some(n) => vm.int(n as i64),
        None => Value::NONE,
    };
    let (hits, misses) = (vm.uint(c.hits), vm.uint(c.misses));
    let size = vm.int(c.cache.len as i64);
    vm.tail_call(f, &[hits, misses, maxsize, size])
}

fn lru_clear(vm: &mut Vm, args: Args) -> R {
    if let Some(c) = lru(args.all[0]) {
        c.hits = 0;
        c.misses = 0;
        c.first = 0;
        vm.dict_clear(c.cache);
    }
    Ok(Value::NONE)
}
