//! Natives of `collections`: `deque`, `defaultdict` and helpers of the Python part
//! (`python/collections.py`).

pub mod defaultdict;
pub mod deque;
mod deque_methods;

use adder_bytecode::CodeFlags;
use adder_vm::object::function::Module;
use adder_vm::object::{Class, Dict};
use adder_vm::typedef::Def;
use adder_vm::{Args, Gc, Value, Vm, R};

const FUNCTIONS: &[Def] = &[
    Def::function("_count_elements", count_elements, 2, 2),
    Def::function("_move_to_front", move_to_front, 2, 2),
    Def::function("_caller_name", caller_name, 0, 0),
    Def::function("_library_class", library_class, 1, 1),
];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    deque::init(vm, m);
    defaultdict::init(vm, m);
    vm.add_functions(m, FUNCTIONS);
    Ok(())
}

/// `_count_elements(mapping, iterable)`: adds one per item; the iterable's iteration is native or it
/// runs nested.
fn count_elements(vm: &mut Vm, args: Args) -> R {
    let (mapping, items) = (args.all[0], args.all[1]);
    let Some(d) = mapping.cast::<Dict>() else {
        return vm.type_error("_count_elements() needs a dict");
    };
    vm.for_each(items, |vm, key| {
        let hash = vm.hash(key)? as u64;
        match vm.dict_find(d, key, hash)? {
            Some(i) => {
                let old = d.entries[i].value;
                let new = match old.is_int().then(|| Value::try_small(old.as_int() + 1)).flatten() {
                    Some(v) => v,
                    None => vm.binary(adder_vm::ops::BinOp::Add, old, Value::small(1))?,
                };
                vm.dict_set_hashed(d, key, hash, new)?;
            }
            None => vm.dict_push(d, key, hash, Value::small(1)),
        }
        Ok(true)
    })?;
    Ok(Value::NONE)
}

/// `_move_to_front(dict, key)`: makes the entry of a present key the first one.
fn move_to_front(vm: &mut Vm, args: Args) -> R {
    let (Some(d), key) = (args.all[0].cast::<Dict>(), args.all[1]) else {
        return vm.type_error("_move_to_front() needs a dict");
    };
    let hash = vm.hash(key)? as u64;
    let Some(at) = vm.dict_find(d, key, hash)? else {
        return vm.key_error(key);
    };
    let entry = vm.dict_remove_at(d, at);
    let pin = vm.pin(&[entry.key, entry.value]);
    let mut rest: Vec<_> = d.iter().collect();
    let values: Vec<Value> = rest.iter().flat_map(|e| [e.key, e.value]).collect();
    vm.pin(&values);
    vm.dict_clear(d);
    rest.insert(0, entry);
    for e in rest {
        vm.dict_push(d, e.key, e.hash, e.value);
    }
    vm.unpin(pin);
    Ok(Value::NONE)
}

/// Gives a class the dotted name that messages about classes written in C show.
fn library_class(vm: &mut Vm, args: Args) -> R {
    let Some(mut c) = args.all[0].cast::<Class>() else {
        return vm.type_error("_library_class() needs a class");
    };
    let path = adder_vm::builtins::type_::class_path(vm, c);
    c.name = vm.intern(&path);
    vm.heap.barrier(c);
    Ok(args.all[0])
}

/// `__name__` of the innermost module whose code is no library code.
fn caller_name(vm: &mut Vm, _: Args) -> R {
    vm.materialise_frames();
    let mut f = vm.frame;
    while !f.is_null() {
        // SAFETY: frames from the current one down to the first are live records of one array.
        let frame = unsafe { &*f };
        if !frame.code.has_flag(CodeFlags::HIDDEN) {
            let key = vm.names.name.0;
            return Ok(vm.dict_get_name(frame.globals, key).unwrap_or(Value::NONE));
        }
        if f == vm.frames.base {
            break;
        }
        // SAFETY: not the first frame.
        f = unsafe { f.sub(1) };
    }
    Ok(vm.names.main.0)
}
