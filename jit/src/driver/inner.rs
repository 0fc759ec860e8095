//! When loops in inlined functions get traces of their own ([`crate::record::Start::Inner`]).
//!
//! A trace that met such a loop ended there. Its end is an exit like others, counted like others; when it is hot,
//! either a trace of the loop fits what the registers hold, and the side trace that is recorded will jump to it, or
//! the loop is recorded.
//!
//! Each chain of calls needs a trace of its own, so they are limited; a loop that has too many, or that cannot be
//! recorded, makes its function one that is called as a whole, and the trace that ended in it is given up.

use super::Jit;
use crate::record::{entry_type, InnerFrame, Recorder, Start, CONT_VALUE_SLOT};
use crate::store::{ChainFrame, Compiled, InnerRoot};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Type};
use adder_vm::interp::frame::Cont;
use adder_vm::object::{Code, Gc};
use adder_vm::{Value, Vm};

/// Traces of a loop in functions inlined through one chain of calls (by types).
const MAX_ALIKE: usize = 4;
/// Traces of a loop in functions inlined anywhere.
const MAX_INNER: usize = 16;

/// What an exit leads to.
pub(super) enum Leads {
    /// Not to a loop in an inlined function that needs a trace.
    Elsewhere,
    /// The recording of that loop has begun.
    Recording,
    /// The exit is no more.
    GivenUp,
}

/// A trace's end at the header of a loop in an inlined function.
struct End {
    header: *const Instr,
    code: Gc<Code>,
    chain: Vec<ChainFrame>,
    frames: Vec<InnerFrame>,
    /// Registers the trace has values for, by frame.
    registers: Vec<(u32, u32)>,
}

fn end(c: &Compiled, exit: usize) -> Option<End> {
    let info = &c.code.exits[exit];
    let t = &c.trace;
    if t.inst(info.inst).op != Ir::Exit {
        return None;
    }
    let frames = t.frames_of(info.snap);
    let top = frames.last().filter(|_| frames.len() > 1)?;
    let code = c.metas[top.code as usize].code;
    if code.unit.code.get(top.pc as usize)?.op() != Op::Loop {
        return None;
    }
    let entries = t.entries_of(info.snap);
    // Pseudo-registers describe frames that are no chain.
    if entries.iter().any(|e| e.slot >= CONT_VALUE_SLOT) {
        return None;
    }
    let mut end = End {
        header: code.code.wrapping_add(top.pc as usize),
        code,
        chain: Vec::with_capacity(frames.len()),
        frames: Vec::with_capacity(frames.len()),
        registers: entries.iter().map(|e| (e.frame, e.slot)).collect(),
    };
    for (k, f) in frames.iter().enumerate() {
        let meta = c.metas[f.code as usize];
        let last = k + 1 == frames.len();
        if k > 0 && (meta.cont != Cont::Dst || meta.func.is_undef()) {
            return None;
        }
        end.chain.push(ChainFrame {
            code: meta.code.id,
            func: meta.func.0,
            base: f.base,
            resume: if last { 0 } else { f.pc },
            ret: meta.ret,
        });
        end.frames.push(InnerFrame { meta, base: f.base, resume: f.pc });
    }
    Some(end)
}

/// Do the registers hold what a loop's trace takes? The interpreter is at the loop's header.
fn fits(vm: &Vm, root: &InnerRoot) -> bool {
    let depth = root.chain.len();
    root.params.iter().all(|p| {
        // SAFETY: the frames of the chain are the current ones, and have these registers.
        let v: Value = unsafe {
            let frame = vm.frame.sub(depth - 1 - p.frame as usize);
            *(*frame).base.add(p.reg as usize)
        };
        p.ty == Type::Val || p.ty == entry_type(v)
    })
}

impl Jit {
    /// A hot exit of trace `id` was taken, and the interpreter is where it leads.
    pub(super) fn start_inner(&mut self, vm: &mut Vm, id: u32, exit: usize) -> Leads {
        let Some(c) = self.store.get(id) else { return Leads::Elsewhere };
        let Some(end) = end(c, exit) else { return Leads::Elsewhere };
        let roots = self.store.links.borrow().inner(end.header, &end.chain);
        let unrolled = c.parent.is_some_and(|(parent, at, _)| {
            let parent = self.store.get(parent);
            parent.is_some_and(|p| p.trace.inst(p.code.exits[at as usize].inst).op == Ir::Exit)
        });
        // One that does not fit may do so after an iteration, when the loop's variables are set.
        if roots.iter().any(|r| fits(vm, r)) || !roots.is_empty() && !unrolled {
            return Leads::Elsewhere;
        }
        let all = self.store.links.borrow().count_inner(end.header);
        if roots.len() >= MAX_ALIKE || all >= MAX_INNER {
            self.call_whole(id, end.code);
            return Leads::GivenUp;
        }
        let start = Start::Inner { trace: id, exit: exit as u32 };
        let header = c.header;
        self.record_inner(vm, start, header, end.header, &end.frames, &end.registers);
        Leads::Recording
    }

    fn record_inner(
        &mut self,
        vm: &mut Vm,
        start: Start,
        family: *const Instr,
        pc: *const Instr,
        frames: &[InnerFrame],
        registers: &[(u32, u32)],
    ) {
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let name = self.name(frames[frames.len() - 1].meta.code, pc);
        let mut rec = Recorder::empty(vm, family, name, start, flag, self.liveness.clone());
        rec.enter_inner(vm, pc, frames, registers);
        self.begin(vm, rec, valid, Vec::new());
    }

    /// The recording of a loop in an inlined function found other types where the loop comes round: begins again
    /// there. False: that is not where it is.
    pub(super) fn record_inner_again(&mut self, vm: &mut Vm, pc: *const Instr) -> bool {
        let Some(rec) = &self.rec else { return false };
        let Some((frames, registers)) = rec.inner_again() else { return false };
        let (start, family) = (rec.start, rec.header);
        self.rec = None;
        self.record_inner(vm, start, family, pc, &frames, &registers);
        true
    }

    /// A loop in an inlined function is not to be recorded: trace `id`, which ends there, makes room for one that
    /// calls the function.
    pub(super) fn call_whole(&mut self, id: u32, mut code: Gc<Code>) {
        code.not_inlined = true;
        self.kill(id);
    }
}
