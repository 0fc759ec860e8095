//! Methods of generators, shared by the iterator types that are hidden generators (`map`,
//! `filter`, `zip`). `__next__` and `send` run in place of the native call: no native recursion.

use crate::interp::frame::FrameObj;
use crate::object::exception::Traceback;
use crate::object::generator::GenState;
use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Recipe, Vm, R};
use adder_bytecode::Op;

const ITERATOR: &[Def] = &[
    Def::method("__iter__", |_, a| Ok(a.pos()[0]), 1, 1),
    Def::method("__next__", next, 1, 1).recipe(Recipe::Next),
];

const METHODS: &[Def] = &[
    Def::method("send", send, 2, 2).recipe(Recipe::Send),
    Def::method("throw", throw, 2, 4),
    Def::method("close", close, 1, 1),
    Def::method("__repr__", repr, 1, 1),
];

pub fn register(vm: &mut Vm) {
    for c in [vm.types.generator, vm.types.map, vm.types.filter, vm.types.zip] {
        vm.add_methods(c, ITERATOR);
    }
    let c = vm.types.generator;
    vm.add_methods(c, METHODS);
    vm.add_getset(c, "__name__", |_, g| Ok(g.expect::<Generator>().name), Some(set_name));
    vm.add_getset(
        c,
        "__qualname__",
        |_, g| Ok(g.expect::<Generator>().qualname),
        Some(set_qualname),
    );
    vm.add_getset(c, "gi_running", |_, g| Ok(Value::bool(state(g) == GenState::Running)), None);
    vm.add_getset(c, "gi_suspended", |_, g| Ok(Value::bool(state(g) == GenState::Suspended)), None);
    vm.add_getset(c, "gi_code", |_, g| Ok(g.expect::<Generator>().code.value()), None);
    vm.add_getset(c, "gi_yieldfrom", yield_from, None);
    vm.add_getset(c, "gi_frame", frame, None);
}

fn state(g: Value) -> GenState {
    g.expect::<Generator>().state
}

fn set_name(vm: &mut Vm, g: Value, v: Value) -> R<()> {
    if !v.is_kind(Kind::Str) {
        return vm.type_error("__name__ must be set to a string object");
    }
    let mut g = g.expect::<Generator>();
    g.name = v;
    vm.heap.barrier(g);
    Ok(())
}

fn set_qualname(vm: &mut Vm, g: Value, v: Value) -> R<()> {
    if !v.is_kind(Kind::Str) {
        return vm.type_error("__qualname__ must be set to a string object");
    }
    let mut g = g.expect::<Generator>();
    g.qualname = v;
    vm.heap.barrier(g);
    Ok(())
}

fn next(vm: &mut Vm, args: Args) -> R {
    vm.tail_resume(args.pos()[0].expect(), Value::NONE, Value::UNDEF)
}

fn send(vm: &mut Vm, args: Args) -> R {
    vm.tail_resume(args.pos()[0].expect(), args.pos()[1], Value::UNDEF)
}

fn throw(vm: &mut Vm, args: Args) -> R {
    let g = args.pos()[0].expect::<Generator>();
    let given = |i| args.get(i).filter(|v| !v.is_none());
    let (kind, value, tb) = (args.pos()[1], given(2), given(3));
    if let Some(tb) = tb {
        if tb.cast::<Traceback>().is_none() {
            return vm.type_error("throw() third argument must be a traceback object");
        }
    }
    let is_class = kind.cast::<Class>().is_some_and(|c| c.is_subclass_of(vm.types.base_exception));
    if !is_class && !kind.is_kind(Kind::Exception) {
        let t = vm.type_name(kind);
        return vm.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {t}"
        ));
    }
    let exc = match value {
        Some(_) if !is_class => {
            return vm.type_error("instance exception may not have a separate value");
        }
        Some(v) if vm.is_instance(v, kind.expect::<Class>()) => v,
        Some(v) => match v.cast::<Tuple>() {
            Some(t) => vm.call(kind, t.items())?,
            None => vm.call(kind, &[v])?,
        },
        None if is_class => vm.call(kind, &[])?,
        None => kind,
    };
    let message = "exceptions must be classes or instances deriving from BaseException";
    let mut exc = vm.make_exception(exc, message)?;
    if let Some(tb) = tb {
        exc.traceback = tb;
        vm.heap.barrier(exc);
    }
    vm.generator_throw(g, exc)
}

fn close(vm: &mut Vm, args: Args) -> R {
    // In 3.12 the value a generator returns while closing is dropped.
    vm.generator_close(args.pos()[0].expect())?;
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.pos()[0])?.value())
}

/// The iterator a suspended generator delegates to, or None.
fn yield_from(_: &mut Vm, g: Value) -> R {
    let g = g.expect::<Generator>();
    if g.state != GenState::Suspended {
        return Ok(Value::NONE);
    }
    let i = g.code.code_vec[g.pc];
    Ok(if i.op() == Op::YieldFrom { g.regs()[i.b()] } else { Value::NONE })
}

/// A frame object for a generator that is not finished.
fn frame(vm: &mut Vm, g: Value) -> R {
    let g = g.expect::<Generator>();
    if g.state == GenState::Finished {
        return Ok(Value::NONE);
    }
    let code = g.code;
    let d = vm.dict();
    let pin = vm.pin(&[d.value()]);
    for (k, &name) in code.varnames.iter().enumerate() {
        let v = g.regs()[k];
        let v = v.cast::<Cell>().map_or(v, |c| c.value);
        if !v.is_undef() {
            vm.dict_set_name(d, name, v);
        }
    }
    let at = g.pc.saturating_sub((g.state == GenState::Suspended) as usize);
    let line = match g.state {
        GenState::Created => code.unit.first_line,
        _ => code.unit.positions.get(at).map_or(0, |p| p.line),
    };
    let hdr = Header::new(vm.types.frame.root_shape, Kind::FrameObj);
    let f = vm.alloc(
        FrameObj {
            hdr,
            back: Value::NONE,
            locals: d.value(),
            globals: g.func.globals.value(),
            code: code.value(),
            func: g.func.value(),
            saved: Value::UNDEF,
            line,
            instr: at as u32,
            raised: false,
        },
        0,
    );
    vm.unpin(pin);
    Ok(f.value())
}
