//! Leaving a trace: the interpreter's frames and registers are rebuilt from the exit's snapshot.
//!
//! The root frame exists already: only registers the trace changed are written. Inlined frames are
//! pushed. Objects the optimiser did not allocate are built first, all of them empty, then filled,
//! because they may refer to each other.

use crate::record::{FrameMeta, CONT_VALUE_SLOT};
use crate::store::Compiled;
use adder_codegen::asm::{ExitInfo, ExitState};
use adder_codegen::ir::{Build, Op, Ref, SnapFlags, SnapVal, Type, Width, CLASS_UINT};
use adder_codegen::regalloc::Loc;
use adder_vm::interp::frame::Frame;
use adder_vm::object::Function;
use adder_vm::{Value, Vm};

/// What the interpreter does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    Resume,
    Raised,
}

/// Bits of a value at the exit.
fn bits(c: &Compiled, info: &ExitInfo, state: &ExitState, r: Ref) -> u64 {
    if r.is_const() {
        return c.trace.constant(r).map_or(0, |k| k.bits);
    }
    let loc = c.code.values_of(info).iter().find(|(v, _)| *v == r).map_or(Loc::None, |(_, l)| *l);
    state.read(loc, &c.trace).unwrap_or(0)
}

/// The boxed word of a value at the exit.
fn word(
    vm: &mut Vm,
    c: &Compiled,
    info: &ExitInfo,
    state: &ExitState,
    r: Ref,
    class: u32,
) -> Value {
    let b = bits(c, info, state, r);
    let ty = c.trace.ty(r);
    if class == CLASS_UINT {
        return vm.uint(b);
    }
    if class != 0 {
        // SAFETY: the helper takes the live VM.
        return Value(unsafe { crate::helpers::np_scalar(vm, class as i64 - 1, b) });
    }
    match ty {
        Type::I64 => vm.int(b as i64),
        Type::F64 => Value::float(f64::from_bits(b)),
        Type::F32 => Value::float(f32::from_bits(b as u32) as f64),
        Type::Bool => Value::bool(b & 1 != 0),
        _ => Value(b),
    }
}

/// Rebuilds the interpreter's state for an exit taken from the root frame `vm.frame`.
pub fn restore(vm: &mut Vm, c: &Compiled, info: &ExitInfo, state: &ExitState) -> After {
    let t = &c.trace;
    let snap = *t.snap(info.snap);
    let pins = vm.pin(&[]);
    // Sunk objects.
    let virtuals = t.virtuals_of(info.snap);
    let mut objects: Vec<Value> = Vec::with_capacity(virtuals.len());
    for v in virtuals {
        let alloc = match v.build {
            Build::Object(alloc) => alloc,
            Build::Int(op) => {
                // Virtual operands are ints that come earlier.
                let mut operands = [0; 2];
                for (o, f) in operands.iter_mut().zip(t.fields_of(v)) {
                    *o = match f.val {
                        SnapVal::Virtual(i) => objects[i.index()].0,
                        SnapVal::Ref(r) if op == Op::BoxUint => bits(c, info, state, r),
                        SnapVal::Ref(r) => word(vm, c, info, state, r, 0).0,
                    };
                    vm.pin(&[Value(*o)]);
                }
                let code = adder_codegen::asm::int_code(op).unwrap_or(0);
                // SAFETY: the helper takes the live VM and words of ints.
                let int =
                    Value(unsafe { crate::helpers::int_op(vm, code, operands[0], operands[1]) });
                objects.push(int);
                vm.pin(&[int]);
                continue;
            }
        };
        let desc = t.alloc_desc(alloc);
        let at = vm.raw_cell(desc.size as usize);
        // SAFETY: a fresh zeroed cell of that size; the header makes it an object.
        unsafe { (at as *mut u64).write(desc.header) };
        objects.push(Value(at as u64));
        vm.pin(&[Value(at as u64)]);
    }
    for (k, v) in virtuals.iter().enumerate() {
        if v.alloc().is_none() {
            continue;
        }
        let at = objects[k].0 as usize;
        for f in t.fields_of(v) {
            let m = t.mem(f.mem);
            let value = match f.val {
                SnapVal::Virtual(i) => objects[i.index()].0,
                SnapVal::Ref(r) => match m.width {
                    Width::Val => word(vm, c, info, state, r, 0).0,
                    _ => bits(c, info, state, r),
                },
            };
            let p = (at as isize + m.offset as isize) as usize;
            // SAFETY: the field lies inside the cell just allocated.
            unsafe {
                match m.width.bytes() {
                    1 => (p as *mut u8).write(value as u8),
                    2 => (p as *mut u16).write(value as u16),
                    4 => (p as *mut u32).write(value as u32),
                    _ => (p as *mut u64).write(value),
                }
            }
        }
        vm.heap.barrier_value(objects[k]);
    }
    // Values first (boxing may collect), frames after.
    let entries = t.entries_of(info.snap);
    let mut words: Vec<Value> = Vec::with_capacity(entries.len());
    for e in entries {
        let v = match e.val {
            SnapVal::Virtual(i) => objects[i.index()],
            SnapVal::Ref(r) => word(vm, c, info, state, r, e.class),
        };
        vm.pin(&[v]);
        words.push(v);
    }
    let frames = t.frames_of(info.snap);
    let raised = snap.flags.has(SnapFlags::RAISE);
    // SAFETY: the root frame is live; windows of inlined frames lie above it on the reserved value
    // stack, where the interpreter would have put them.
    unsafe {
        let root = vm.frame;
        let base0 = (*root).base;
        for (k, f) in frames.iter().enumerate() {
            let top = k + 1 == frames.len();
            let meta: FrameMeta = c.metas[f.code as usize];
            let pc = f.pc as usize + (top && raised) as usize;
            let at = meta.code.code.add(pc);
            if k == 0 {
                (*root).pc = at;
                continue;
            }
            let window = base0.add(f.base as usize);
            let func = meta.func.cast::<Function>();
            for r in 0..meta.code.nregs as usize {
                *window.add(r) = Value::UNDEF;
            }
            let frame = vm.frame.add(1);
            frame.write(Frame {
                code: meta.code,
                func: meta.func,
                globals: func.map_or((*root).globals, |f| f.globals),
                base: window,
                pc: at,
                locals: Value::UNDEF,
                generator: Value::UNDEF,
                cont_value: Value::UNDEF,
                saved_handled: Value::NONE,
                frame_obj: Value::UNDEF,
                ret: meta.ret,
                cont: meta.cont,
                stage: meta.stage,
                flags: 0,
            });
            vm.frame = frame;
        }
        for (e, v) in entries.iter().zip(&words) {
            let frame = root.add(e.frame as usize);
            if e.slot == CONT_VALUE_SLOT {
                (*frame).cont_value = *v;
            } else {
                *(*frame).base.add(e.slot as usize) = *v;
            }
        }
    }
    vm.unpin(pins);
    if raised {
        After::Raised
    } else {
        After::Resume
    }
}

/// One line about an exit just taken: trace, exit, where it resumes, the registers it wrote.
pub fn describe(vm: &Vm, c: &Compiled, exit: usize, info: &ExitInfo) -> String {
    let t = &c.trace;
    let frames = t.frames_of(info.snap);
    let depth = frames.len();
    let pc = frames.last().map_or(0, |f| f.pc);
    let mut out = format!("exit {}:{exit} frames {depth} pc {pc}", c.name);
    for e in t.entries_of(info.snap) {
        if e.slot == CONT_VALUE_SLOT {
            continue;
        }
        // SAFETY: the frames were just rebuilt; the outermost is `depth - 1` below the current one.
        let v = unsafe {
            let f = vm.frame.sub(depth - 1 - e.frame as usize);
            *(*f).base.add(e.slot as usize)
        };
        out.push_str(&format!(" {}:{}={v:?}", e.frame, e.slot));
    }
    out
}
