//! Classes of the library, kept for the constructors that make their instances.

use adder_vm::object::class::class_flags::FINAL;
use adder_vm::object::{Class, Kind};
use adder_vm::typedef::Def;
use adder_vm::{Gc, NativeFn, Value, Vm};

/// A class of the library.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Lib {
    Accumulate,
    Batched,
    Chain,
    Combinations,
    CombinationsWithReplacement,
    Compress,
    Count,
    Cycle,
    DropWhile,
    FilterFalse,
    GroupBy,
    ISlice,
    Pairwise,
    Permutations,
    Product,
    Repeat,
    StarMap,
    TakeWhile,
    ZipLongest,
    AttrGetter,
    ItemGetter,
    MethodCaller,
    Deque,
    DequeIterator,
    DefaultDict,
    Partial,
    LruCache,
    Random,
    StringIO,
    BytesIO,
    LAST,
}

struct State {
    classes: [Gc<Class>; Lib::LAST as usize],
}

const KEY: &str = "adder-stdlib";

fn state(vm: &mut Vm) -> &mut State {
    let slot = vm
        .library
        .entry(KEY)
        .or_insert_with(|| Box::new(State { classes: [Gc::dangling(); Lib::LAST as usize] }));
    match slot.downcast_mut::<State>() {
        Some(state) => state,
        None => unreachable!("the key {KEY} belongs to this file"),
    }
}

/// A library class whose module has been imported.
pub fn class(vm: &mut Vm, which: Lib) -> Gc<Class> {
    state(vm).classes[which as usize]
}

/// What a library class is made of.
pub struct ClassSpec {
    pub which: Lib,
    /// As messages spell it: with the module in front.
    pub name: &'static str,
    pub module: &'static str,
    pub kind: Kind,
    /// May Python classes derive from it?
    pub base: bool,
    pub construct: Option<NativeFn>,
    pub methods: &'static [&'static [Def]],
    pub doc: &'static str,
}

/// Makes a library class, or finds the one made before.
pub fn make_class(vm: &mut Vm, spec: &ClassSpec) -> Gc<Class> {
    make_class_on(vm, vm.types.object, spec)
}

/// As [`make_class`], derived from a built-in class.
pub fn make_class_on(vm: &mut Vm, base: Gc<Class>, spec: &ClassSpec) -> Gc<Class> {
    let known = class(vm, spec.which);
    if !known.is_dangling() {
        return known;
    }
    let flags = if spec.base { 0 } else { FINAL };
    let mut c = vm.new_builtin_class(spec.name, base, spec.kind, flags);
    vm.roots.push(c.value());
    // Messages show the dotted name, `__name__` its last part.
    let short = spec.name.rsplit('.').next().unwrap_or(spec.name);
    c.qualname = vm.intern(short);
    state(vm).classes[spec.which as usize] = c;
    let module = vm.intern(spec.module);
    vm.add_class_value(c, "__module__", module);
    for defs in spec.methods {
        vm.add_methods(c, defs);
    }
    let doc = vm.str(spec.doc);
    c.doc = doc;
    vm.add_class_value(c, "__doc__", doc);
    c.construct = spec.construct;
    vm.heap.barrier(c);
    vm.refresh_class(c);
    c
}

/// Adds a class to a module under its name.
pub fn publish(vm: &mut Vm, m: Gc<adder_vm::object::function::Module>, c: Gc<Class>) {
    let name: Value = c.qualname;
    let dict = m.dict;
    vm.dict_set_name(dict, name, c.value());
}
