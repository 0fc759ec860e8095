//! Bootstrapping a VM: the type system, interned names, built-in methods, `builtins` and `sys`.

use crate::builtins;
use crate::object::class::class_flags::{BUILTIN, NO_DICT};
use crate::object::*;
use crate::types::ROWS;
use crate::value::Value;
use crate::Vm;

/// Fills a fresh VM. The collector is off meanwhile.
pub fn boot(vm: &mut Vm) {
    classes(vm);
    vm.note_exact_shapes();
    vm.intern_names();
    for row in ROWS {
        let mut c = *(row.slot)(&mut vm.types);
        let name = vm.intern(row.name);
        c.name = name;
        c.qualname = name;
    }
    for b in 0..128u8 {
        let s = vm.str_with(&[b], 1);
        vm.ascii_chars.push(s);
    }
    let class = vm.types.tuple;
    vm.empty_tuple = vm.tuple_of_class(class, &[]).value();
    vm.builtins = vm.dict();
    vm.modules = vm.dict();
    vm.prelude_epoch();
    for register in REGISTER {
        register(vm);
    }
    // With all that derives from it: every class.
    vm.refresh_class(vm.types.object);
    vm.object_new = vm.lookup_str(vm.types.object, "__new__");
    vm.object_init = vm.lookup_str(vm.types.object, "__init__");
    // Public classes go into the builtins module under their names.
    for row in ROWS {
        let c = *(row.slot)(&mut vm.types);
        if PRIVATE.contains(&row.name) {
            continue;
        }
        let builtins = vm.builtins;
        vm.dict_set_name(builtins, c.name, c.value());
    }
    let builtins = vm.builtins;
    for (name, v) in [
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("__debug__", Value::TRUE),
        ("EnvironmentError", vm.types.os_error.value()),
        ("IOError", vm.types.os_error.value()),
    ] {
        vm.dict_set_str(builtins, name, v);
    }
    let mut m = vm.new_module("builtins");
    let old = m.dict;
    for e in old.iter() {
        vm.dict_set_name(builtins, e.key, e.value);
    }
    m.dict = builtins;
    let modules = vm.modules;
    vm.dict_set_str(modules, "builtins", m.value());
    builtins::sys_::init(vm);
    debug_assert!(crate::interp::intrinsics::TABLE
        .iter()
        .map(|t| t.0)
        .eq(adder_compile::intrinsics::NAMES.iter().copied()));
}

/// Classes that have no name in `builtins`.
const PRIVATE: &[&str] = &[
    "NoneType",
    "NotImplementedType",
    "ellipsis",
    "function",
    "code",
    "builtin_function_or_method",
    "method_descriptor",
    "wrapper_descriptor",
    "classmethod_descriptor",
    "method",
    "method-wrapper",
    "module",
    "generator",
    "cell",
    "list_iterator",
    "tuple_iterator",
    "range_iterator",
    "longrange_iterator",
    "str_ascii_iterator",
    "bytes_iterator",
    "bytearray_iterator",
    "dict_keyiterator",
    "dict_valueiterator",
    "dict_itemiterator",
    "dict_reversekeyiterator",
    "dict_reversevalueiterator",
    "dict_reverseitemiterator",
    "dict_keys",
    "dict_values",
    "dict_items",
    "set_iterator",
    "iterator",
    "callable_iterator",
    "list_reverseiterator",
    "mappingproxy",
    "member_descriptor",
    "getset_descriptor",
    "traceback",
    "frame",
    "ReferenceType",
];

const REGISTER: &[fn(&mut Vm)] = &[
    builtins::object_::register,
    builtins::type_::register,
    builtins::int::register,
    builtins::bool::register,
    builtins::float::register,
    builtins::complex::register,
    builtins::str_::register,
    builtins::bytes_::register,
    builtins::bytearray::register,
    builtins::memoryview::register,
    builtins::list::register,
    builtins::tuple::register,
    builtins::dict::register,
    builtins::dict_views::register,
    builtins::mappingproxy::register,
    builtins::set::register,
    builtins::frozenset::register,
    builtins::range::register,
    builtins::slice::register,
    builtins::singletons::register,
    builtins::iterators::register,
    builtins::generic_alias::register,
    builtins::function::register,
    builtins::descriptors::register,
    builtins::method::register,
    builtins::module_::register,
    builtins::generator::register,
    builtins::property::register,
    builtins::super_::register,
    builtins::exceptions::register,
    builtins::exc_group::register,
    builtins::traceback::register,
    builtins::code_::register,
    builtins::weakref::register,
    builtins::functions::register,
];

/// Makes a class per table row; `object`, `type` and `dict` need each other and are patched.
fn classes(vm: &mut Vm) {
    for row in ROWS {
        let base = match row.name {
            "object" => Gc::dangling(),
            _ => (row.base)(&vm.types),
        };
        let c = vm.alloc_class(Value::UNDEF, base, row.kind, row.flags | BUILTIN | NO_DICT);
        *(row.slot)(&mut vm.types) = c;
    }
    let type_shape = vm.types.type_.root_shape;
    let dict_shape = vm.types.dict.root_shape;
    for row in ROWS {
        let mut c = *(row.slot)(&mut vm.types);
        c.hdr.shape = type_shape;
        let d = c.dict;
        d.header().shape = dict_shape;
        let mut chain = vec![c.value()];
        if row.name != "object" {
            let base = (row.base)(&vm.types);
            chain.extend_from_slice(base.mro.items());
            c.bases = vm.boot_tuple(&[base.value()]);
        } else {
            c.bases = vm.boot_tuple(&[]);
        }
        c.mro = vm.boot_tuple(&chain);
    }
    let int = vm.types.int;
    vm.types.bigint_shape = vm.shapes.alloc_root(int, 0, 0);
    let object = vm.types.object;
    vm.types.attr_array_shape = vm.shapes.alloc_root(object, 0, 0);
    let mut int = int;
    int.old_roots.push(vm.types.bigint_shape);
    let mut object = object;
    object.old_roots.push(vm.types.attr_array_shape);
}

impl Vm {
    fn boot_tuple(&mut self, items: &[Value]) -> Gc<Tuple> {
        let class = self.types.tuple;
        self.tuple_of_class(class, items)
    }

    fn prelude_epoch(&mut self) {
        // Dict key versions start apart from the zero that empty caches hold.
        self.dict_epoch = self.dict_epoch.wrapping_add(1);
    }

    /// A class attribute by text (boot and natives), or UNDEF.
    pub fn lookup_str(&mut self, class: Gc<Class>, name: &str) -> Value {
        let name = self.intern(name);
        self.lookup(class, name).unwrap_or(Value::UNDEF)
    }
}

/// Random bytes from the system, or those of the number in `ADDER_ENTROPY` (for runs that must not
/// differ: `adder compare`).
pub fn os_random(out: &mut [u8]) {
    if let Ok(Ok(seed)) = std::env::var("ADDER_ENTROPY").map(|s| s.parse::<u64>()) {
        fixed_random(seed, out);
        return;
    }
    // SAFETY: fills the slice it is given.
    let n = unsafe { libc::getrandom(out.as_mut_ptr() as *mut libc::c_void, out.len(), 0) };
    if n != out.len() as isize {
        // No entropy: the time will do for hash randomisation.
        let t = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |d| d.as_nanos() as u64);
        for (i, b) in out.iter_mut().enumerate() {
            *b = (t >> (i % 8 * 8)) as u8 ^ i as u8;
        }
    }
}

/// The next bytes of a process whose entropy is fixed (SplitMix64).
fn fixed_random(seed: u64, out: &mut [u8]) {
    use std::sync::atomic::{AtomicU64, Ordering};
    // Entropy belongs to the process, not to a VM: a second request must give other bytes.
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    for chunk in out.chunks_mut(8) {
        let n = DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let mut z = seed.wrapping_add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
    }
}

/// Lowest and highest address of the calling thread's stack.
pub fn thread_stack() -> (usize, usize) {
    // SAFETY: pthread queries about the calling thread, into initialised storage.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) == 0 {
            let mut low = std::ptr::null_mut();
            let mut size = 0;
            let ok = libc::pthread_attr_getstack(&attr, &mut low, &mut size) == 0;
            libc::pthread_attr_destroy(&mut attr);
            if ok {
                return (low as usize, low as usize + size);
            }
        }
    }
    let here = 0u8;
    let at = &here as *const u8 as usize;
    (at.saturating_sub(4 << 20), at + (64 << 10))
}
