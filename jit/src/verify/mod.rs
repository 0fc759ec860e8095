//! Verify mode: what every trace does is checked against the interpreter.
//!
//! ```text
//! LoopJit --- fork --> child: runs the machine code, rebuilds the state at its exit, waits
//!    |                                                                  ^
//!    +-> parent: the interpreter runs the same stretch  --- compare ----+--> goes on
//! ```
//! The two processes begin with the same memory, so nothing needs to be rolled back and nothing is
//! left out: recorder, optimiser, register allocation, lowering, snapshots, deoptimisation,
//! residual calls, side traces and links are all behind the state the child shows. The machine
//! code is that of normal runs but for one thing: every `Loop` op of the root frame counts down
//! a budget and leaves when it is used up, which ends a stretch and tells how far it went.
//!
//! The stretch. The child says how it left: number of `Loop` ops, depth of frames, place in the
//! code, exception or not. An observer lets the interpreter run until it is there ([`Stretch`]).
//! Inlined code may reach the same place several times between two `Loop` ops of the root frame;
//! then every time is a candidate, and one must match. Stretches begin with [`FIRST_STRETCH`]
//! iterations, so that the peeled body runs and not the preamble alone, and double up to
//! [`LONGEST_STRETCH`] while they end by budget.
//!
//! The comparison ([`compare`]) takes registers that are read again, frames, exceptions, pending
//! output, and every object that existed before; objects made meanwhile are matched by structure.
//! A difference is an internal error: it is reported with the trace, and the process ends with
//! [`STATUS`].
//!
//! What cannot be done twice (files, clocks, addresses of objects) ends the child ([`child`]);
//! iterations before it are checked by a shorter stretch, the one with it is left to the
//! interpreter and counts as unchecked.
//!
//! Invariants: no collection happens during a stretch; nothing else is entered, recorded or
//! counted meanwhile; the child writes nothing that is shared, code memory included.

pub mod child;
pub mod compare;
pub mod describe;

use adder_bytecode::{Instr, Op};
use adder_vm::object::{Code, Gc};
use adder_vm::Vm;
use child::{Answer, Child, Line, Shared};
use compare::{Failure, OBJECTS, OLD, STATE};
use describe::{Describer, LiveCache};
use std::collections::HashMap;
use std::rc::Rc;

/// Iterations of a loop's first stretch.
pub const FIRST_STRETCH: i64 = 4;
/// No stretch is longer.
pub const LONGEST_STRETCH: i64 = 4096;
/// A stretch that takes more memory than this is followed by a shorter one.
const MUCH_MEMORY: isize = 64 << 20;
/// Stretches of one place that are all checked, at least; then every fourth, and after five times as
/// many every sixteenth.
const ALL_CHECKED: u64 = 200;
/// Iterations a stretch has on average for which these numbers hold; longer ones are worth more.
const USUAL_STRETCH: u64 = 4;
/// Iterations after which an unchecked trace comes back to be drawn again.
const LONGEST_UNCHECKED: i64 = 64;
/// Exit status of an internal error (`EX_SOFTWARE`).
pub const STATUS: i32 = 70;

/// How a child left its trace: the message it sends first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Left {
    /// The root that was entered.
    pub root: u32,
    pub number: u32,
    pub depth: usize,
    /// Address of the next instruction (behind the one that raised).
    pub pc: usize,
    pub how: How,
}

/// What goes on where a trace was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// The next instruction.
    Resume,
    /// Unwinding.
    Raise,
    /// The frame that the trace was entered in returns this word.
    Return(u64),
}

impl Left {
    fn words(self) -> [u64; 6] {
        let Left { root, number, depth, pc, how } = self;
        let (how, value) = match how {
            How::Resume => (0, 0),
            How::Raise => (1, 0),
            How::Return(v) => (2, v),
        };
        [root.into(), number.into(), depth as u64, pc as u64, how, value]
    }

    fn from_words(w: &[u64]) -> Option<Left> {
        let &[root, number, depth, pc, how, value] = w else { return None };
        let how = match how {
            0 => How::Resume,
            1 => How::Raise,
            _ => How::Return(value),
        };
        Some(Left {
            root: root as u32,
            number: number as u32,
            depth: depth as usize,
            pc: pc as usize,
            how,
        })
    }
}

/// A stretch the interpreter is to repeat.
pub struct Stretch {
    child: Child,
    pub left: Left,
    /// `Loop` ops of the root frame that the trace passed, and the interpreter has passed.
    count: i64,
    done: i64,
    /// The trace left because its budget was used up, not at an exit of its own.
    pub out_of_budget: bool,
    /// Frame the trace was entered in.
    root_depth: usize,
    root_code: Gc<Code>,
    header: usize,
    /// Natives that run Python: what runs inside is not looked at.
    in_native: u32,
    /// The difference at the first candidate that did not match.
    mismatch: Option<String>,
    /// Budget of the trace that made the call in which this stretch runs.
    outer_budget: i64,
}

/// What the observer says to an instruction.
#[derive(Debug)]
pub enum Verdict {
    /// The stretch is not over.
    Go,
    /// Over, and equal.
    Equal,
    /// Ctrl-C: the stretch is given up.
    GivenUp,
    Wrong(String),
}

/// What a trial run of a loop's traces came to.
pub enum Trial {
    /// No trace took the types at hand.
    Refused,
    /// The interpreter must do this iteration alone.
    Alone,
    /// Repeat this stretch.
    Repeat,
    /// The machine code failed by itself.
    Crashed(String),
}

/// Iterations of traces, by what came of them.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counts {
    pub stretches: u64,
    pub checked: u64,
    pub unchecked: u64,
}

impl Counts {
    /// Share of the iterations that were checked, of 1.
    pub fn share(&self) -> f64 {
        let all = self.checked + self.unchecked;
        if all == 0 {
            1.0
        } else {
            self.checked as f64 / all as f64
        }
    }
}

/// What is known of a loop's stretches.
#[derive(Clone, Copy, Default)]
struct Habit {
    length: i64,
    /// Iterations in a row that could not be checked, and how many to let pass untried.
    failures: u32,
    pass: u32,
    /// Times its traces were to be entered; stretches checked, and their iterations.
    entries: u32,
    stretches: u32,
    iterations: u64,
}

/// The verifier of a VM.
pub struct Verifier {
    pub shared: Rc<Shared>,
    pub counts: Counts,
    pub stretch: Option<Stretch>,
    habits: HashMap<usize, Habit>,
    live: LiveCache,
}

impl Verifier {
    pub fn new() -> std::io::Result<Verifier> {
        Ok(Verifier {
            shared: Rc::new(Shared::new()?),
            counts: Counts::default(),
            stretch: None,
            habits: HashMap::new(),
            live: LiveCache::default(),
        })
    }

    /// Is this entry of a place's traces one that is checked? A place that is entered thousands of
    /// times shows what it does in some of them.
    pub fn draws(&mut self, place: *const Instr) -> bool {
        let habit = self.habits.entry(place as usize).or_default();
        habit.entries = habit.entries.saturating_add(1);
        let average = habit.iterations / u64::from(habit.stretches.max(1));
        let all = ALL_CHECKED * (average / USUAL_STRETCH).clamp(1, 20);
        match u64::from(habit.entries) {
            n if n < all => true,
            n if n < all * 5 => n % 4 == 0,
            n => n % 16 == 0,
        }
    }

    /// Traces run in this very process, unchecked: `run` enters them.
    pub fn unchecked<T>(shared: &Shared, run: impl FnOnce() -> Option<T>) -> Option<(T, u64)> {
        let outer = shared.swap_budget(LONGEST_UNCHECKED);
        let result = run();
        let passed = LONGEST_UNCHECKED - shared.swap_budget(outer);
        result.map(|r| (r, passed.max(1) as u64))
    }

    /// Lets a child run the traces of the loop at `header`; `run` does so, in the child, and tells
    /// how it left.
    pub fn attempt(
        &mut self,
        vm: &mut Vm,
        header: *const Instr,
        mut run: impl FnMut(&mut Vm) -> Option<Left>,
    ) -> Trial {
        let habit = self.habits.entry(header as usize).or_default();
        if habit.pass > 0 {
            habit.pass -= 1;
            self.counts.unchecked += 1;
            return Trial::Alone;
        }
        let mut length = habit.length.max(FIRST_STRETCH);
        let outer_budget = self.shared.budget();
        while length > 0 {
            self.shared.set_budget(length);
            vm.heap.begin_fresh();
            match child::fork(&self.shared) {
                Ok(child::Side::Child(line)) => {
                    vm.outside = Some(child::stop);
                    let left = run(vm);
                    self.serve(vm, &line, left);
                }
                Ok(child::Side::Parent(mut child)) => match child.answer(&self.shared) {
                    Answer::Words(w) if w.is_empty() => {
                        vm.heap.end_fresh();
                        self.shared.set_budget(outer_budget);
                        return Trial::Refused;
                    }
                    Answer::Words(w) => {
                        let Some(left) = Left::from_words(&w) else {
                            return Trial::Crashed("a garbled answer".into());
                        };
                        self.begin(vm, header, child, left, (length, outer_budget));
                        return Trial::Repeat;
                    }
                    Answer::Stopped => {
                        vm.heap.end_fresh();
                        // The iteration it stopped in was counted, too.
                        let passed = length - self.shared.budget();
                        length = (passed - 1).min(length - 1);
                    }
                    Answer::Crashed(why) => return Trial::Crashed(why),
                },
                Err(_) => {
                    vm.heap.end_fresh();
                    break;
                }
            }
        }
        self.shared.set_budget(outer_budget);
        let habit = self.habits.entry(header as usize).or_default();
        habit.length = FIRST_STRETCH;
        habit.failures = (habit.failures + 1).min(10);
        // A loop that prints in every iteration is not tried in every iteration.
        habit.pass = (1 << habit.failures.saturating_sub(4)) - 1;
        self.counts.unchecked += 1;
        Trial::Alone
    }

    fn begin(
        &mut self,
        vm: &Vm,
        header: *const Instr,
        child: Child,
        left: Left,
        (length, outer_budget): (i64, i64),
    ) {
        let remaining = self.shared.budget();
        self.stretch = Some(Stretch {
            child,
            left,
            count: length - remaining,
            done: 0,
            out_of_budget: remaining == 0 && left.how == How::Resume,
            root_depth: vm.frames.depth(vm.frame),
            root_code: vm.code(),
            header: header as usize,
            in_native: 0,
            mismatch: None,
            outer_budget,
        });
    }

    /// The child's life after its trace: answering questions.
    fn serve(&mut self, vm: &mut Vm, line: &Line, left: Option<Left>) -> ! {
        let first: &[u64] = match &left {
            Some(left) => &left.words(),
            None => &[],
        };
        if !line.send(first) {
            child::leave(0);
        }
        while let Some(request) = line.receive() {
            let mut out: Vec<u64> = Vec::new();
            match request.split_first() {
                Some((&STATE, rest)) => {
                    let mut d = Describer::new(vm, &mut self.live);
                    d.state(rest.first().map_or(0, |n| *n as usize));
                    rest.iter().skip(1).for_each(|&w| d.word(w));
                    out.extend(d.out.iter().flatten());
                }
                Some((&OLD, _)) => {
                    for (at, digest, fresh) in describe::old_objects(vm, &mut self.live) {
                        out.extend([at, digest, fresh.into()]);
                    }
                }
                Some((&OBJECTS, rest)) => {
                    for &at in rest {
                        let mut d = Describer::new(vm, &mut self.live);
                        d.object(at);
                        out.push(d.out.len() as u64);
                        out.extend(d.out.iter().flatten());
                    }
                }
                _ => break,
            }
            if !line.send(&out) {
                break;
            }
        }
        child::leave(0)
    }

    /// The interpreter is about to execute the instruction at `pc`.
    pub fn before_op(&mut self, vm: &mut Vm, pc: *const Instr) -> Verdict {
        if vm.poll_bits() & adder_vm::poll::INTERRUPT != 0 {
            self.give_up(vm);
            return Verdict::GivenUp;
        }
        let Some(s) = &mut self.stretch else { return Verdict::GivenUp };
        if s.in_native > 0 {
            return Verdict::Go;
        }
        let depth = vm.frames.depth(vm.frame);
        // SAFETY: the instruction is about to be executed.
        let op = unsafe { (*pc).op() };
        let here = match s.left.how {
            How::Resume => pc as usize == s.left.pc,
            How::Return(_) => op == Op::Return && vm.code() == s.root_code,
            How::Raise => false,
        };
        if here && s.done == s.count && depth == s.left.depth {
            if let Some(verdict) = self.candidate(vm) {
                return verdict;
            }
        }
        let Some(s) = &mut self.stretch else { return Verdict::GivenUp };
        if depth < s.root_depth.min(s.left.depth) {
            return self.missed(vm, "the interpreter left the function");
        }
        let counts = matches!(op, Op::Loop | Op::LoopJit);
        if counts && depth == s.root_depth && vm.code() == s.root_code {
            if s.done == s.count {
                return self.missed(vm, "the interpreter begins another iteration");
            }
            s.done += 1;
        }
        Verdict::Go
    }

    /// An exception leaves the current instruction, in the frame it was raised in.
    pub fn raised(&mut self, vm: &mut Vm) -> Verdict {
        let Some(s) = &mut self.stretch else { return Verdict::GivenUp };
        // SAFETY: the current frame is live.
        let pc = unsafe { (*vm.frame).pc };
        if s.in_native == 0
            && s.left.how == How::Raise
            && s.done == s.count
            && vm.frames.depth(vm.frame) == s.left.depth
            && pc as usize == s.left.pc
        {
            if let Some(verdict) = self.candidate(vm) {
                return verdict;
            }
        }
        Verdict::Go
    }

    /// A native begins or has ended to run Python.
    pub fn native(&mut self, begins: bool) {
        if let Some(s) = &mut self.stretch {
            s.in_native = if begins { s.in_native + 1 } else { s.in_native.saturating_sub(1) };
        }
    }

    /// The interpreter is where the trace left. `None`: not equal, but there may be a later place.
    fn candidate(&mut self, vm: &mut Vm) -> Option<Verdict> {
        let s = self.stretch.as_mut()?;
        let first = s.root_depth.min(s.left.depth) - 1;
        // A frame that returns has no registers any more, only its result.
        let (first, results) = match s.left.how {
            // SAFETY: the instruction about to be executed is a `Return` of the current frame.
            How::Return(theirs) => {
                (first + 1, Some((vm.get_reg(unsafe { (*(*vm.frame).pc).a() }).0, theirs)))
            }
            _ => (first, None),
        };
        match compare::compare(vm, &mut self.live, &mut s.child, &self.shared, first, results) {
            Ok(()) => {
                let iterations = s.count.max(1);
                self.counts.stretches += 1;
                self.counts.checked += iterations as u64;
                let habit = self.habits.entry(s.header).or_default();
                habit.failures = 0;
                habit.stretches = habit.stretches.saturating_add(1);
                habit.iterations += iterations as u64;
                let length = habit.length.max(FIRST_STRETCH);
                if vm.heap.budget < -MUCH_MEMORY {
                    habit.length = (length / 2).max(FIRST_STRETCH);
                } else if s.out_of_budget {
                    habit.length = (length * 2).min(LONGEST_STRETCH);
                }
                Some(Verdict::Equal)
            }
            Err(Failure::Differs(why)) => {
                s.mismatch.get_or_insert(why);
                None
            }
            Err(Failure::Lost(why)) => {
                Some(Verdict::Wrong(format!("the trace's process ended: {why}")))
            }
        }
    }

    /// The place where the trace left was not reached.
    fn missed(&mut self, vm: &Vm, how: &str) -> Verdict {
        let Some(s) = &self.stretch else { return Verdict::GivenUp };
        let what = match &s.mismatch {
            Some(why) => why.clone(),
            None => format!(
                "{how} (line {}, depth {}) before it came to where the trace left (depth {}{})",
                vm.current_line(),
                vm.frames.depth(vm.frame) - s.root_depth.min(vm.frames.depth(vm.frame)),
                s.left.depth as isize - s.root_depth as isize,
                match s.left.how {
                    How::Resume => "",
                    How::Raise => ", with an exception",
                    How::Return(_) => ", returning",
                },
            ),
        };
        Verdict::Wrong(format!("after {} iterations, {what}", s.count))
    }

    /// Ends the stretch, whatever came of it.
    pub fn finish(&mut self, vm: &mut Vm) -> Option<Left> {
        vm.heap.end_fresh();
        let s = self.stretch.take()?;
        self.shared.set_budget(s.outer_budget);
        Some(s.left)
    }

    fn give_up(&mut self, vm: &mut Vm) {
        if let Some(s) = &self.stretch {
            self.counts.unchecked += s.count.max(1) as u64;
        }
        self.finish(vm);
    }
}
