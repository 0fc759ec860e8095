//! Traces thrown away because they are slower than the interpreter.
//!
//! A trace of a loop pays for every entry and every exit, so one that is left again and again before it has come round
//! once may cost more than it saves. Whether it does is measured, not guessed: when most visits of a root have ended in
//! its first iteration, through exits that get no side traces, the place is put on *trial*. Windows of [`WINDOW`]
//! arrivals at its header take turns, with the trace and without, and the clock is read at their borders only. In both
//! kinds of window an arrival is an iteration, and all else the program does there is in both, so the times compare.
//! The fastest window of each kind counts. A trace that loses is killed and its place blacklisted ([`Abort::Slower`]);
//! one that wins is asked again after twice as many such visits.
//!
//! Invariants: a visit that came round ends the trial (its window would compare many iterations with one). Only exits of
//! the peeled iteration of roots that nothing links to are known to be in the first iteration. Steady loops pay nothing;
//! a visit pays a comparison of two numbers. Off in verify mode and when something is dumped, because the outcome depends on
//! the clock.
//!
//! Example: a loop whose recorded path ends at an `import` that was skipped when it was recorded.

use super::Jit;
use crate::abort::Abort;
use crate::driver::policy::set_counter;
use crate::store::Compiled;
use adder_bytecode::Instr;
use adder_codegen::ir::{BlockId, Op, Trace};
use adder_vm::Vm;
use std::time::{Duration, Instant};

/// Visits that end in the first iteration, less four for each other one, before the first trial.
const SUSPICIOUS: u32 = 256;
/// Arrivals in a window.
const WINDOW: u32 = 64;
/// Windows of each kind.
const ROUNDS: u32 = 4;
/// Visits elsewhere that would have begun a trial before one that does not get on is given up.
const IMPATIENT: u32 = 1000;

/// What is known of the visits to a root.
#[derive(Clone, Copy, Default, Debug)]
pub struct Visits {
    /// Instructions before this one belong to the first iteration only.
    first_iteration: u32,
    /// Visits that ended there, see [`SUSPICIOUS`].
    short: u32,
    /// Trials it has won.
    trials: u32,
}

impl Visits {
    /// Of a trace not visited yet. Its first block is its first iteration, unless the loop comes back to it.
    pub fn new(t: &Trace) -> Visits {
        let again = t.block_ids().any(|b| t.successors(b).any(|(to, _)| to == BlockId::new(0)));
        let first_iteration = if again { 0 } else { t.blocks.first().map_or(0, |b| b.end) };
        Visits { first_iteration, short: 0, trials: 0 }
    }
}

/// A comparison in progress.
#[derive(Debug)]
pub(super) struct Trial {
    place: *const Instr,
    trace: u32,
    /// Windows that are over; in those of odd number the interpreter runs the loop.
    window: u32,
    /// Arrivals left in this one.
    left: u32,
    since: Instant,
    /// Shortest window with the trace and without.
    best: [Duration; 2],
    /// Other places that waited.
    waited: u32,
}

impl Jit {
    /// Root `id` was entered at a loop header and left through exit `number`.
    pub(super) fn visited(&mut self, number: u32, id: u32) {
        if !self.options.eviction {
            return;
        }
        let Some(c) = self.store.get_mut(id).filter(|c| !c.entry) else { return };
        if !is_first_iteration(c, number) {
            c.visits.short = c.visits.short.saturating_sub(4);
            // Whichever root of the place it was.
            if self.trial.as_ref().is_some_and(|t| t.place == c.header) {
                self.trial = None;
            }
            return;
        }
        c.visits.short += 1;
        if c.visits.short < SUSPICIOUS << c.visits.trials.min(16) {
            return;
        }
        if let Some(t) = &mut self.trial {
            t.waited += 1;
            if t.waited < IMPATIENT {
                return;
            }
        }
        c.visits.short = 0;
        c.visits.trials += 1;
        self.trial = Some(Trial {
            place: c.header,
            trace: id,
            window: 0,
            left: WINDOW,
            since: Instant::now(),
            best: [Duration::MAX; 2],
            waited: 0,
        });
    }

    /// Control is at loop header `pc`, which has a trace. True: the interpreter is to go on.
    pub(super) fn sits_out(&mut self, vm: &mut Vm, pc: *const Instr) -> bool {
        let Some(t) = self.trial.as_mut().filter(|t| t.place == pc) else { return false };
        t.left -= 1;
        if t.left == 0 {
            let now = Instant::now();
            let best = &mut t.best[(t.window % 2) as usize];
            *best = (*best).min(now - t.since);
            (t.window, t.left, t.since) = (t.window + 1, WINDOW, now);
            if t.window == 2 * ROUNDS {
                let (trace, [with, without]) = (t.trace, t.best);
                self.trial = None;
                // An eighth is what two measurements of the same thing differ by.
                if with > without + without / 8 {
                    self.evict(vm, trace, pc);
                    return true;
                }
                return false;
            }
        }
        self.trial.as_ref().is_some_and(|t| t.window % 2 == 1)
    }

    /// The trace is slower than the interpreter: it goes, and its place gets no other.
    fn evict(&mut self, vm: &mut Vm, id: u32, pc: *const Instr) {
        self.notice_deaths(vm);
        if self.store.get(id).is_none_or(|c| c.dead || c.header != pc) {
            return;
        }
        self.stats.abort(Abort::Slower);
        self.kill(id);
        let info = self.place(vm.code(), pc);
        info.blacklisted = true;
        info.last_abort = Some(Abort::Slower);
        if info.roots.is_empty() {
            set_counter(vm.code(), pc, u32::MAX);
        }
    }
}

/// Is the exit in the first iteration of this very trace, which cannot have been run before in the same visit?
fn is_first_iteration(c: &Compiled, number: u32) -> bool {
    let exit = number.checked_sub(c.exit_base).and_then(|k| c.code.exits.get(k as usize));
    exit.is_some_and(|e| {
        e.inst.index() < c.visits.first_iteration as usize
            && !matches!(c.trace.inst(e.inst).op, Op::Poll | Op::GuardValid)
            && c.linked_from.is_empty()
    })
}
