//! Natives of `gc`, `atexit` and `traceback`: the collector, the functions called at exit, the texts of
//! reports.
//!
//! The collector is not CPython's: `collect()` runs it in full and calls the finalisers it found, but
//! what it reclaims is not counted, and `disable()` is remembered only.

use adder_vm::builtins::traceback;
use adder_vm::module::ModuleDef;
use adder_vm::object::function::Module;
use adder_vm::object::Traceback;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};

/// The module `gc`, for registration.
pub const GC: ModuleDef = ModuleDef { name: "gc", init: init_gc };

const COLLECTOR: &[Def] = &[
    Def::function("collect", collect, 0, ANY).kw().doc("Run the garbage collector."),
    Def::function("disable", |vm, _| enable(vm, false), 0, 0)
        .doc("Disable automatic garbage collection."),
    Def::function("enable", |vm, _| enable(vm, true), 0, 0)
        .doc("Enable automatic garbage collection."),
    Def::function("isenabled", |vm, _| Ok(Value::bool(is_enabled(vm))), 0, 0)
        .doc("Returns true if automatic garbage collection is enabled."),
    Def::function("get_count", |vm, _| zeros(vm), 0, 0),
    Def::function("get_threshold", |vm, _| zeros(vm), 0, 0),
    Def::function("set_threshold", |_, _| Ok(Value::NONE), 1, 3),
    Def::function("freeze", |_, _| Ok(Value::NONE), 0, 0),
    Def::function("unfreeze", |_, _| Ok(Value::NONE), 0, 0),
    Def::function("is_tracked", |_, a| Ok(Value::bool(a.all[0].is_ptr())), 1, 1),
];

const EXIT: &[Def] = &[Def::function("_at_exit", at_exit, 1, 1)];

const TRACEBACK: &[Def] = &[
    Def::function("_report", report, 1, 1),
    Def::function("_message", message, 1, 1),
    Def::function("_levels", levels, 1, 1),
];

const DISABLED: &str = "gc-disabled";

fn init_gc(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, COLLECTOR);
    let garbage = vm.list(&[]).value();
    vm.add_value(m, "garbage", garbage);
    let callbacks = vm.list(&[]).value();
    vm.add_value(m, "callbacks", callbacks);
    Ok(())
}

/// Adds the natives to `atexit`.
pub fn exit_natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, EXIT);
    Ok(())
}

/// Adds the natives to `traceback`.
pub fn traceback_natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, TRACEBACK);
    Ok(())
}

/// `_report(exc)`: what an uncaught exception would print.
fn report(vm: &mut Vm, args: Args) -> R {
    let text = traceback::exception_text(vm, traceback::Writer::Library, args.all[0]);
    Ok(vm.str(&text))
}

/// `_message(exc)`: the end of that.
fn message(vm: &mut Vm, args: Args) -> R {
    let text = traceback::message_text(vm, args.all[0]);
    Ok(vm.str(&text))
}

/// `_levels(tb)`: file, line, function and text of each level of a traceback.
fn levels(vm: &mut Vm, args: Args) -> R {
    let mut list = vm.list(&[]);
    let pin = vm.pin(&[list.value(), args.all[0]]);
    let mut at = args.all[0];
    while let Some(t) = at.cast::<Traceback>() {
        let text = traceback::entry_text(vm, t);
        let text = vm.str(&text);
        let inner = vm.pin(&[text]);
        let level =
            vm.tuple(&[t.code.filename, Value::small(i64::from(t.line)), t.code.name, text]);
        vm.unpin(inner);
        list.items.push(level);
        vm.heap.barrier(list);
        at = t.next;
    }
    vm.unpin(pin);
    Ok(list.value())
}

fn collect(vm: &mut Vm, args: Args) -> R {
    if let Some(generation) = args.get(0) {
        if !(0..=2).contains(&vm.arg_i64(generation)?) {
            return vm.value_error("invalid generation");
        }
    }
    vm.collect(true);
    vm.poll_slow()?;
    Ok(Value::small(0))
}

fn enable(vm: &mut Vm, on: bool) -> R {
    vm.library.insert(DISABLED, Box::new(!on));
    Ok(Value::NONE)
}

fn is_enabled(vm: &Vm) -> bool {
    !vm.library.get(DISABLED).and_then(|b| b.downcast_ref::<bool>()).is_some_and(|off| *off)
}

fn zeros(vm: &mut Vm) -> R {
    Ok(vm.tuple(&[Value::small(0); 3]))
}

/// Has a callable called when the program ends.
fn at_exit(vm: &mut Vm, args: Args) -> R {
    vm.exit_hooks.push(args.all[0]);
    Ok(Value::NONE)
}
