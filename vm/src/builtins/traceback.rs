//! `traceback` and `frame` objects, and the report of uncaught exceptions.
//!
//! The texts are CPython 3.12's to the letter; the report itself is laid out in `report`, the
//! source line with its carets in `carets`, the "Did you mean" guesses in `suggest`.

pub mod carets;
pub mod report;
pub mod suggest;
mod width;

use crate::interp::frame::FrameObj;
use crate::object::exception::Traceback;
use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};

pub use report::{
    entry_text, exception_text, message_text, print_exception, report_unraisable, Writer,
};

pub fn register(vm: &mut Vm) {
    let c = vm.types.traceback;
    vm.add_methods(c, &[Def::static_method("__new__", new, 5, 5)]);
    vm.add_getset(c, "tb_next", |_, t| Ok(t.expect::<Traceback>().next), Some(set_next));
    vm.add_getset(c, "tb_lineno", |vm, t| Ok(vm.int(t.expect::<Traceback>().line as i64)), None);
    vm.add_getset(
        c,
        "tb_lasti",
        |vm, t| Ok(vm.int(t.expect::<Traceback>().instr as i64 * 2)),
        None,
    );
    vm.add_getset(c, "tb_frame", frame_of, None);
    let c = vm.types.frame;
    vm.add_getset(c, "f_code", |_, f| Ok(f.expect::<FrameObj>().code), None);
    vm.add_getset(c, "f_lineno", |vm, f| Ok(Value::small(i64::from(current(vm, f).line))), None);
    vm.add_getset(
        c,
        "f_lasti",
        |vm, f| Ok(Value::small(i64::from(current(vm, f).instr) * 2)),
        None,
    );
    vm.add_getset(c, "f_globals", |_, f| Ok(f.expect::<FrameObj>().globals), None);
    vm.add_getset(c, "f_builtins", |vm, _| Ok(vm.builtins.value()), None);
    vm.add_getset(c, "f_locals", |vm, f| vm.frame_object_locals(f.expect()), None);
    vm.add_getset(c, "f_back", |vm, f| Ok(vm.frame_object_back(f.expect())), None);
    vm.add_getset(c, "f_trace", |_, _| Ok(Value::NONE), None);
    vm.add_methods(c, &[Def::method("clear", |_, _| Ok(Value::NONE), 1, 1)]);
}

/// A frame object with its line and instruction up to date.
fn current(vm: &mut Vm, f: Value) -> Gc<FrameObj> {
    let f = f.expect::<FrameObj>();
    vm.refresh_frame_object(f);
    f
}

fn new(vm: &mut Vm, args: Args) -> R {
    let a = args.pos();
    let next = a[1];
    if !next.is_none() && next.cast::<Traceback>().is_none() {
        let t = vm.type_name(next);
        return vm.type_error(format!("expected traceback object or None, got '{t}'"));
    }
    let Some(f) = a[2].cast::<FrameObj>() else {
        let t = vm.type_name(a[2]);
        return vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {t}"));
    };
    let lasti = vm.arg_i64(a[3])?;
    let line = vm.arg_i64(a[4])?;
    let instr = u32::try_from(lasti / 2).unwrap_or(u32::MAX);
    let line = u32::try_from(line).unwrap_or(0);
    Ok(vm.new_traceback(next, f.code.expect(), f.value(), instr, line))
}

fn set_next(vm: &mut Vm, t: Value, v: Value) -> R<()> {
    if v.is_undef() {
        return vm.type_error("can't delete tb_next attribute");
    }
    let mut at = v;
    while let Some(n) = at.cast::<Traceback>() {
        if n.value() == t {
            return vm.value_error("traceback loop detected");
        }
        at = n.next;
    }
    if !at.is_none() {
        let name = vm.type_name(v);
        return vm.type_error(format!("expected traceback object or None, got '{name}'"));
    }
    let mut t = t.expect::<Traceback>();
    t.next = v;
    vm.heap.barrier(t);
    Ok(())
}

/// `tb_frame`: where frames were not kept, one that knows code and line.
fn frame_of(vm: &mut Vm, t: Value) -> R {
    let mut t = t.expect::<Traceback>();
    if !t.frame.is_none() {
        return Ok(t.frame);
    }
    let globals = globals_of_code(vm, t.code);
    let module = t.code.has_flag(adder_bytecode::CodeFlags::MODULE);
    let pin = vm.pin(&[globals, t.value()]);
    let hdr = Header::new(vm.types.frame.root_shape, Kind::FrameObj);
    let f = vm.alloc(
        FrameObj {
            hdr,
            back: Value::NONE,
            locals: if module { globals } else { Value::UNDEF },
            globals,
            code: t.code.value(),
            func: Value::UNDEF,
            saved: Value::UNDEF,
            line: t.line,
            instr: t.instr,
            raised: false,
        },
        0,
    );
    vm.unpin(pin);
    t.frame = f.value();
    vm.heap.barrier(t);
    Ok(t.frame)
}

/// Globals of the module a code object was compiled from, found by file name.
fn globals_of_code(vm: &mut Vm, code: Gc<Code>) -> Value {
    let file = vm.names.file.0;
    for e in vm.modules.iter() {
        let Some(m) = e.value.cast::<function::Module>() else {
            continue;
        };
        if let Some(f) = vm.dict_get_name(m.dict, file).and_then(|v| v.cast::<Str>()) {
            if code.filename.cast::<Str>().is_some_and(|n| n.bytes() == f.bytes()) {
                return m.dict.value();
            }
        }
    }
    vm.main_globals().value()
}

/// The object of the visible frame `depth` levels up, if there are so many. Its locals are kept, so
/// that they can be asked for when the frame is gone.
pub fn frame_object(vm: &mut Vm, depth: usize) -> R<Option<Value>> {
    vm.materialise_frames();
    let mut at = vm.frames.depth(vm.frame);
    for _ in 0..=depth {
        match vm.visible_frame(at) {
            Some(i) => at = i,
            None => return Ok(None),
        }
    }
    let o = vm.frame_object_at(at);
    vm.locals_of(at)?;
    vm.refresh_frame_object(o);
    Ok(Some(o.value()))
}
