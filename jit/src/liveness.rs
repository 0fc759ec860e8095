//! Which registers are live where: backward dataflow over one code object's bytecode.
//!
//! Snapshots hold only live temporaries, so that dead ones do not keep values alive in a trace.
//! Named locals count as live everywhere: `locals()` and tracebacks may show them.

use adder_bytecode::ops::Kind;
use adder_bytecode::{CodeUnit, Instr, Op};
use adder_vm::object::{Code, Gc};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A set of registers per instruction.
pub struct Liveness {
    words: usize,
    live_in: Vec<u64>,
    /// Protected instructions: first, one past the last, handler, and the register it gets.
    handlers: Vec<(usize, usize, usize, usize)>,
}

/// The sets of code objects recorded before: a recording begins in a microsecond, this analysis takes
/// many.
#[derive(Default)]
pub struct LivenessCache {
    by_code: RefCell<HashMap<u32, Rc<Liveness>>>,
}

impl LivenessCache {
    pub fn of(&self, code: Gc<Code>) -> Rc<Liveness> {
        let mut by_code = self.by_code.borrow_mut();
        by_code.entry(code.id).or_insert_with(|| Rc::new(Liveness::new(&code.unit))).clone()
    }

    /// The code object is dead.
    pub fn forget(&self, code_id: u32) {
        self.by_code.borrow_mut().remove(&code_id);
    }
}

/// Registers an instruction reads and writes beyond its table kinds (ranges).
fn ranges(i: Instr, unit: &CodeUnit, read: &mut dyn FnMut(usize), write: &mut dyn FnMut(usize)) {
    let x = i.x() as usize;
    let mut reads = |from: usize, n: usize| (from..from + n).for_each(&mut *read);
    match i.op() {
        Op::Call => reads(i.b(), x + 1),
        Op::CallMethod => reads(i.b(), x + 2),
        Op::CallKw => reads(i.b(), x + 2),
        Op::CallEx => reads(i.b(), 4),
        Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString => reads(i.b(), i.c()),
        Op::BuildDict => reads(i.b(), 2 * i.c()),
        Op::BuildConstKeyMap => {
            let n = match unit.consts.get(i.c()) {
                Some(adder_bytecode::Const::Tuple(t)) => t.len(),
                _ => 0,
            };
            reads(i.b(), n)
        }
        Op::BuildSlice => reads(i.b(), x),
        Op::LoadSuper => {
            reads(i.b(), 3);
            if x == 1 {
                write(i.a() + 1);
            }
        }
        Op::Intrinsic => reads(i.b(), x),
        Op::MakeFunction => reads(i.b(), (x as u8).count_ones() as usize),
        Op::LoadMethod => {
            write(i.a());
            write(i.a() + 1);
        }
        Op::CopyFree => (i.a()..i.a() + i.b()).for_each(write),
        Op::Unpack => (i.a()..i.a() + i.c()).for_each(write),
        Op::UnpackEx => (i.a()..i.a() + x + 1 + i.c()).for_each(write),
        Op::MatchExcGroup => (i.a()..i.a() + 2).for_each(write),
        Op::LoadWith => (i.a()..i.a() + 4).for_each(write),
        Op::LoadExcInfo => (i.a()..i.a() + 3).for_each(write),
        _ => {}
    }
}

/// Register reads and writes of an instruction.
fn uses(i: Instr, unit: &CodeUnit, read: &mut dyn FnMut(usize), write: &mut dyn FnMut(usize)) {
    let info = i.op().info();
    for (kind, reg) in [(info.a, i.a()), (info.b, i.b()), (info.c, i.c())] {
        match kind {
            Kind::Src => read(reg),
            Kind::Dst => write(reg),
            Kind::SrcDst => {
                read(reg);
                write(reg);
            }
            _ => {}
        }
    }
    // The target of a generator's `yield` is written at resumption.
    ranges(i, unit, read, write);
}

fn targets(at: usize, i: Instr) -> (Option<usize>, bool) {
    let info = i.op().info();
    let next = at as isize + 1;
    let falls = info.flags & adder_bytecode::ops::flags::ENDS == 0;
    let target = match (info.b, info.c) {
        (Kind::JumpLong, _) => Some((next + i.bc()) as usize),
        (_, Kind::Jump) => Some((next + i.sc()) as usize),
        _ => None,
    };
    (target, falls)
}

impl Liveness {
    pub fn new(unit: &CodeUnit) -> Liveness {
        let n = unit.code.len();
        let words = (unit.nregs as usize).div_ceil(64).max(1);
        let handlers = unit.exc_table.iter();
        let handlers = handlers
            .map(|e| (e.start as usize, e.end as usize, e.handler as usize, e.reg as usize))
            .collect();
        let mut l = Liveness { words, live_in: vec![0; (n + 1) * words], handlers };
        // Handlers of an instruction, each with the register that unwinding writes.
        let mut handler_of: Vec<Vec<(u32, usize)>> = vec![Vec::new(); n];
        for e in &unit.exc_table {
            for slot in handler_of.iter_mut().take(e.end as usize).skip(e.start as usize) {
                slot.push((e.handler, e.reg as usize));
            }
        }
        let mut changed = true;
        let mut set = vec![0u64; words];
        while changed {
            changed = false;
            for at in (0..n).rev() {
                let i = unit.code[at];
                set.fill(0);
                let (target, falls) = targets(at, i);
                for t in target.into_iter() {
                    for (w, s) in set.iter_mut().enumerate() {
                        *s |= l.live_in[t * words + w];
                    }
                }
                // ForIter writes when it jumps.
                if i.op() == Op::ForIter {
                    if let Some(s) = set.get_mut(i.a() / 64) {
                        *s &= !(1 << (i.a() % 64));
                    }
                }
                if falls {
                    for (w, s) in set.iter_mut().enumerate() {
                        *s |= l.live_in[(at + 1) * words + w];
                    }
                }
                if i.op() != Op::ForIter {
                    uses(i, unit, &mut |_| {}, &mut |r| {
                        if let Some(s) = set.get_mut(r / 64) {
                            *s &= !(1 << (r % 64));
                        }
                    });
                }
                for &(h, exc) in &handler_of[at] {
                    for (w, s) in set.iter_mut().enumerate() {
                        let written = if w == exc / 64 { 1 << (exc % 64) } else { 0 };
                        *s |= l.live_in[h as usize * words + w] & !written;
                    }
                }
                uses(
                    i,
                    unit,
                    &mut |r| {
                        if let Some(s) = set.get_mut(r / 64) {
                            *s |= 1 << (r % 64);
                        }
                    },
                    &mut |_| {},
                );
                let old = &mut l.live_in[at * words..(at + 1) * words];
                if old != &set[..] {
                    old.copy_from_slice(&set);
                    changed = true;
                }
            }
        }
        l
    }

    /// Is the register needed if the instruction at `at` raises? A frame that waits for a call needs
    /// such registers, too, although what follows the call may not (`try: return f()`).
    pub fn live_if_raised(&self, at: usize, reg: usize) -> bool {
        self.handlers.iter().any(|&(start, end, handler, exc)| {
            (start..end).contains(&at) && reg != exc && self.live(handler, reg)
        })
    }

    /// Is the register live before the instruction at `at`?
    pub fn live(&self, at: usize, reg: usize) -> bool {
        let w = reg / 64;
        w < self.words
            && self.live_in.get(at * self.words + w).is_some_and(|s| s >> (reg % 64) & 1 != 0)
    }
}
