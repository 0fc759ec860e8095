//! Leaving a trace: the interpreter's frames and registers are rebuilt from the exit's snapshot.
//!
//! The root frame exists already: only registers the trace changed are written. Inlined frames are
//! pushed. Objects the optimiser did not allocate are built first, all of them empty, then filled,
//! because they may refer to each other.
//!
//! [`force`] does the same in the middle of a call, for who looks at frames: the callee's own frames
//! move up to make room, and the trace leaves right after the call. That exit finds the frames and
//! objects made before ([`Forced`]), so that nothing is made twice.

use crate::record::{FrameMeta, CONT_VALUE_SLOT, FUNC_SLOT, GENERATOR_SLOT};
use crate::store::Compiled;
use adder_bytecode::Op as Bytecode;
use adder_codegen::asm::{read_published, ExitInfo, ExitState};
use adder_codegen::ir::{Build, Op, Ref, SnapFlags, SnapVal, Type, Width, CLASS_UINT};
use adder_codegen::regalloc::Loc;
use adder_vm::interp::frame::Frame;
use adder_vm::object::generator::Generator;
use adder_vm::object::Function;
use adder_vm::{Value, Vm};

/// What the interpreter does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    Resume,
    Raised,
}

/// Where the values of a snapshot are.
#[derive(Clone, Copy)]
enum Source<'a> {
    Exit(&'a ExitState),
    /// In the spill slots of a trace that is in a call.
    Published(*const u64),
}

/// Frames made for a trace that is still running.
#[derive(Debug)]
pub struct Forced {
    /// The trace that made the call.
    pub trace: u32,
    /// Number of inlined frames.
    pub inlined: usize,
    /// Sunk objects, by `Virtual::id`.
    pub objects: Vec<(u32, Value)>,
}

/// An exit's values: what it knows and where it finds them.
#[derive(Clone, Copy)]
struct Exit<'a> {
    c: &'a Compiled,
    info: &'a ExitInfo,
    source: Source<'a>,
}

impl Exit<'_> {
    /// Bits of a value.
    fn bits(self, r: Ref) -> u64 {
        let t = &self.c.trace;
        if r.is_const() {
            return t.constant(r).map_or(0, |k| k.bits);
        }
        let values = self.c.code.values_of(self.info);
        let loc = values.iter().find(|(v, _)| *v == r).map_or(Loc::None, |(_, l)| *l);
        let bits = match self.source {
            Source::Exit(state) => state.read(loc, t),
            // SAFETY: the call that published them has not returned.
            Source::Published(slots) => unsafe { read_published(slots, loc, t) },
        };
        bits.unwrap_or(0)
    }

    /// The boxed word of a value.
    fn word(self, vm: &mut Vm, r: Ref, class: u32) -> Value {
        let b = self.bits(r);
        if class == CLASS_UINT {
            return vm.uint(b);
        }
        if class != 0 {
            // SAFETY: the helper takes the live VM.
            return Value(unsafe { crate::helpers::np_scalar(vm, class as i64 - 1, b) });
        }
        match self.c.trace.ty(r) {
            Type::I64 => vm.int(b as i64),
            Type::F64 => Value::float(f64::from_bits(b)),
            Type::F32 => Value::float(f32::from_bits(b as u32) as f64),
            Type::Bool => Value::bool(b & 1 != 0),
            _ => Value(b),
        }
    }

    /// The sunk objects of the snapshot, all pinned. Those in `known` exist already.
    fn objects(self, vm: &mut Vm, known: &[(u32, Value)]) -> Vec<Value> {
        let t = &self.c.trace;
        let virtuals = t.virtuals_of(self.info.snap);
        let old = |id: u32| known.iter().find(|(k, _)| *k == id).map(|(_, o)| *o);
        let mut objects: Vec<Value> = Vec::with_capacity(virtuals.len());
        for (_, o) in known {
            vm.pin(&[*o]);
        }
        for v in virtuals {
            let alloc = match v.build {
                Build::Object(alloc) => alloc,
                Build::Int(op) => {
                    // Virtual operands are ints that come earlier.
                    let mut operands = [0; 2];
                    for (o, f) in operands.iter_mut().zip(t.fields_of(v)) {
                        *o = match f.val {
                            SnapVal::Virtual(i) => objects[i.index()].0,
                            SnapVal::Ref(r) if op == Op::BoxUint => self.bits(r),
                            SnapVal::Ref(r) => self.word(vm, r, 0).0,
                        };
                        vm.pin(&[Value(*o)]);
                    }
                    let code = adder_codegen::asm::int_code(op).unwrap_or(0);
                    let [a, b] = operands;
                    // SAFETY: the helper takes the live VM and words of ints.
                    let int = Value(unsafe { crate::helpers::int_op(vm, code, a, b) });
                    objects.push(int);
                    vm.pin(&[int]);
                    continue;
                }
            };
            if let Some(o) = old(v.id) {
                objects.push(o);
                continue;
            }
            let desc = t.alloc_desc(alloc);
            let at = vm.raw_cell(desc.size as usize);
            // SAFETY: a fresh zeroed cell of that size; the header makes it an object.
            unsafe { (at as *mut u64).write(desc.header) };
            objects.push(Value(at as u64));
            vm.pin(&[Value(at as u64)]);
        }
        for (k, v) in virtuals.iter().enumerate() {
            if v.alloc().is_none() || old(v.id).is_some() {
                continue;
            }
            let at = objects[k].0 as usize;
            for f in t.fields_of(v) {
                let m = t.mem(f.mem);
                let value = match f.val {
                    SnapVal::Virtual(i) => objects[i.index()].0,
                    SnapVal::Ref(r) => match m.width {
                        Width::Val => self.word(vm, r, 0).0,
                        _ => self.bits(r),
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
        objects
    }

    /// The words of the snapshot's entries, all pinned.
    fn words(self, vm: &mut Vm, objects: &[Value]) -> Vec<Value> {
        let entries = self.c.trace.entries_of(self.info.snap);
        let mut words = Vec::with_capacity(entries.len());
        for e in entries {
            let v = match e.val {
                SnapVal::Virtual(i) => objects[i.index()],
                SnapVal::Ref(r) => self.word(vm, r, e.class),
            };
            vm.pin(&[v]);
            words.push(v);
        }
        words
    }

    /// Writes the records of the snapshot's frames from `root` on, and those registers of theirs
    /// for which `mine` holds. `step`: 1 if the top frame is in the middle of its instruction.
    /// `made` records exist already: what programs were given of them stays.
    ///
    /// # Safety
    /// `root` is the trace's first frame; the records above it are free.
    unsafe fn write(
        self,
        vm: &Vm,
        root: *mut Frame,
        words: &[Value],
        step: usize,
        made: usize,
        mine: &dyn Fn(*mut Value) -> bool,
    ) {
        let t = &self.c.trace;
        let frames = t.frames_of(self.info.snap);
        let base0 = (*root).base;
        for (k, f) in frames.iter().enumerate() {
            let top = k + 1 == frames.len();
            let meta: FrameMeta = self.c.metas[f.code as usize];
            let at = meta.code.code.add(f.pc as usize + if top { step } else { 0 });
            if k == 0 {
                (*root).pc = at;
                continue;
            }
            let window = base0.add(f.base as usize);
            let func = meta.func.cast::<Function>();
            for r in 0..meta.code.nregs as usize {
                if mine(window.add(r)) {
                    *window.add(r) = Value::UNDEF;
                }
            }
            let frame = root.add(k);
            let frame_obj = if k <= made { (*frame).frame_obj } else { Value::UNDEF };
            let globals = func.map_or((*root).globals, |f| f.globals);
            frame.write(Frame {
                pc: at,
                frame_obj,
                ret: meta.ret,
                cont: meta.cont,
                stage: meta.stage,
                ..Frame::fresh(meta.code, meta.func, globals, window)
            });
        }
        for (e, v) in t.entries_of(self.info.snap).iter().zip(words) {
            let frame = root.add(e.frame as usize);
            match e.slot {
                CONT_VALUE_SLOT => (*frame).cont_value = *v,
                GENERATOR_SLOT => {
                    let g = v.expect::<Generator>();
                    (*frame).generator = *v;
                    (*frame).func = g.func.value();
                    (*frame).globals = g.func.globals;
                    (*frame).saved_handled = vm.handled;
                }
                FUNC_SLOT => {
                    (*frame).func = *v;
                    (*frame).globals = v.expect::<Function>().globals;
                }
                slot => {
                    let register = (*frame).base.add(slot as usize);
                    if mine(register) {
                        *register = *v;
                    }
                }
            }
        }
    }
}

/// Rebuilds the interpreter's state for an exit taken from the root frame `vm.frame`.
pub fn restore(
    vm: &mut Vm,
    c: &Compiled,
    info: &ExitInfo,
    state: &ExitState,
    forced: Option<&Forced>,
) -> After {
    let raised = c.trace.snap(info.snap).flags.has(SnapFlags::RAISE);
    let exit = Exit { c, info, source: Source::Exit(state) };
    let pins = vm.pin(&[]);
    let root = vm.frame;
    for k in 1..=forced.map_or(0, |f| f.inlined) {
        // SAFETY: the record was made when the frames were asked for and nothing was pushed since.
        let kept = unsafe { (*root.add(k)).frame_obj };
        vm.pin(&[kept]);
    }
    let objects = exit.objects(vm, forced.map_or(&[], |f| &f.objects));
    // Values first (boxing may collect), frames after.
    let words = exit.words(vm, &objects);
    let made = forced.map_or(0, |f| f.inlined);
    // SAFETY: the root frame is live; windows of inlined frames lie above it on the reserved value
    // stack, where the interpreter would have put them.
    unsafe {
        exit.write(vm, root, &words, raised as usize, made, &|_| true);
        vm.frame = root.add(c.trace.frames_of(info.snap).len() - 1);
    }
    vm.unpin(pins);
    if raised {
        After::Raised
    } else {
        After::Resume
    }
}

/// Makes the frames of a trace that is in a call, whose exit `info` describes them.
///
/// # Safety
/// `slots` is what the trace published before that call, `root` its first frame.
pub unsafe fn force(
    vm: &mut Vm,
    c: &Compiled,
    info: &ExitInfo,
    slots: *const u64,
    root: *mut Frame,
) -> Forced {
    let t = &c.trace;
    let exit = Exit { c, info, source: Source::Published(slots) };
    let pins = vm.pin(&[]);
    let objects = exit.objects(vm, &[]);
    let words = exit.words(vm, &objects);
    let frames = t.frames_of(info.snap);
    let inlined = frames.len() - 1;
    // Windows of the callee's frames and its arguments overlap the top window, and the unused ends
    // of the windows below it: hands off.
    let callee = (vm.frame > root).then(|| (*root.add(1)).base);
    let top = frames[inlined];
    let instr = c.metas[top.code as usize].code.code_vec[top.pc as usize];
    let arguments = match instr.op() {
        Bytecode::Call | Bytecode::CallMethod | Bytecode::CallKw | Bytecode::CallEx => {
            Some((*root).base.add(top.base as usize + instr.b()))
        }
        _ => None,
    };
    let mine = |register: *mut Value| {
        callee.is_none_or(|c| register < c) && arguments.is_none_or(|a| register < a)
    };
    let above = (vm.frame as usize - root as usize) / std::mem::size_of::<Frame>();
    std::ptr::copy(root.add(1), root.add(1 + inlined), above);
    vm.frame = vm.frame.add(inlined);
    exit.write(vm, root, &words, 1, 0, &mine);
    vm.unpin(pins);
    let made = t.virtuals_of(info.snap).iter().zip(objects);
    let objects = made.filter(|(v, _)| v.alloc().is_some()).map(|(v, o)| (v.id, o)).collect();
    Forced { trace: c.id, inlined, objects }
}

/// One line about an exit just taken: trace, exit, where it resumes, the registers it wrote.
pub fn describe(vm: &Vm, c: &Compiled, exit: usize, info: &ExitInfo) -> String {
    let t = &c.trace;
    let frames = t.frames_of(info.snap);
    let depth = frames.len();
    let pc = frames.last().map_or(0, |f| f.pc);
    let mut out = format!("exit {}:{exit} frames {depth} pc {pc}", c.name);
    for e in t.entries_of(info.snap) {
        if matches!(e.slot, CONT_VALUE_SLOT | FUNC_SLOT | GENERATOR_SLOT) {
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
