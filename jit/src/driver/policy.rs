//! When a place is recorded, how often, and when it is given up.

use super::{Jit, LoopInfo, MAX_ATTEMPTS, MAX_LESSONS};
use crate::abort::Abort;
use crate::record::{Recorder, Start, MAX_UNROLL};
use crate::store::{entry_place, MAX_EXIT_ATTEMPTS};
use adder_bytecode::{Instr, Op};
use adder_codegen::regalloc::Loc;
use adder_vm::object::code::LoopState;
use adder_vm::object::iter::{ListIter, RangeIter, TupleIter};
use adder_vm::object::{Code, Gc, Kind, List};
use adder_vm::tier::TraceExit;
use adder_vm::Vm;

/// How often a short loop is left to the code around it.
const MAX_PUT_OFF: u32 = 3;

/// What the iterator of a `for` loop shows of how often the loop runs.
struct Trip {
    /// Items from its first to its last one; for a range, as if it began at 0: too many rather than
    /// too few for the usual ones.
    items: i64,
    /// Where it ends: the same for every run of a loop that always runs equally often.
    end: i64,
}

/// `None`: no `for` loop over a range, list or tuple.
fn trip(vm: &Vm, code: Gc<Code>, l: &adder_bytecode::unit::LoopInfo) -> Option<Trip> {
    // The `ForIter` that jumps back to the header ends the loop.
    let i = code.unit.code.get((l.end as usize).checked_sub(1)?)?;
    if i.op() != Op::ForIter {
        return None;
    }
    let it = vm.get_reg(i.b());
    let all = |n: i64| Some(Trip { items: n, end: n });
    match it.kind()? {
        Kind::RangeIter => {
            let it = it.expect::<RangeIter>();
            let done = if it.step > 0 { it.next / it.step } else { it.remaining };
            Some(Trip {
                items: done.saturating_abs().saturating_add(it.remaining),
                end: it.next.wrapping_add(it.remaining.wrapping_mul(it.step)),
            })
        }
        Kind::ListIter => all(it.expect::<ListIter>().list.cast::<List>()?.items.len() as i64),
        Kind::TupleIter => all(it.expect::<TupleIter>().tuple.len as i64),
        _ => None,
    }
}

impl Jit {
    /// What is known of a place.
    pub(super) fn place(&mut self, code: Gc<Code>, place: *const Instr) -> &mut LoopInfo {
        let info = self.loops.entry(place as usize).or_default();
        if info.code_id != code.id {
            let (file, line, function) = Self::describe(code, place);
            *info = LoopInfo { file, line, function, code_id: code.id, ..LoopInfo::default() };
            self.places.entry(code.id).or_default().push(place as usize);
        }
        info
    }

    /// Is a loop that has become hot to be left to the code around it?
    ///
    /// A loop of few items is dear as a trace of its own: each run of it enters and leaves machine
    /// code. Whatever runs it again and again (a loop around it, or a loop that calls the function it
    /// is in) will soon be hot, too, and unrolls it: then its tests fold, its iterator is never made,
    /// and no run of it leaves the trace. What is unrolled must be few items, or the recording grows
    /// too long. If nothing around gets hot, the loop gets a trace after all: it waits
    /// [`MAX_PUT_OFF`] times at most.
    ///
    /// Example: `for j in range(n): ...; for k in range(3): ...`. The loop over `k` is hot after 60
    /// iterations, when the one over `j` has made 20. It has 3 items, so it waits; 40 rounds later the
    /// loop over `j` is recorded with three copies of it.
    ///
    /// Ranges do not say where they began. One that seems too long (`range(i, i + 3)`) may still be
    /// short: the rounds that the loop around has made meanwhile tell how often it runs on average,
    /// which is believed unless the range ends elsewhere than the last time.
    pub(super) fn waits_for_outer(&mut self, vm: &Vm, code: Gc<Code>, pc: *const Instr) -> bool {
        let at = code.index_of(pc);
        let loops = &code.unit.loops;
        let Some(this) = loops.iter().find(|l| l.header as usize == at) else { return false };
        let Some(Trip { items, end }) = trip(vm, code, this) else { return false };
        let threshold = self.options.loop_threshold.max(1);
        let mut average = i64::MAX;
        if let Some(parent) = this.parent {
            // SAFETY: loop states and loops have the same order; the header is an instruction.
            let (left, header) = unsafe {
                let header = loops[parent as usize].header as usize;
                ((*code.loops.add(parent as usize)).counter, code.code.add(header))
            };
            let outer = self.loops.get(&(header as usize));
            if outer.is_some_and(|i| i.blacklisted) {
                return false;
            }
            // With a trace, the loop around does not count any more.
            let rounds = threshold.saturating_sub(left);
            if rounds > 0 && outer.is_none_or(|i| i.roots.is_empty()) {
                average = i64::from(threshold.div_ceil(rounds));
            }
        }
        let info = self.place(code, pc);
        let same = info.last_item.replace(end).is_none_or(|before| before == end);
        let trip = if same { items.min(average) } else { items };
        let waits = trip <= i64::from(MAX_UNROLL) && info.put_off < MAX_PUT_OFF;
        info.put_off += u32::from(waits);
        waits
    }

    /// A function without traces was called often.
    pub(super) fn hot_entry(
        &mut self,
        vm: &mut Vm,
        mut code: Gc<Code>,
        place: *const Instr,
    ) -> TraceExit {
        if self.place(code, place).blacklisted {
            code.entry_counter = u32::MAX;
            return TraceExit::Refused;
        }
        // In a deep recursion each call would give up its caller's recording for its own.
        let again = self.options.loop_threshold.max(1);
        let info = self.place(code, place);
        info.starts += 1;
        code.entry_counter = again.saturating_mul(1 << info.starts.min(16));
        self.start_entry(vm);
        TraceExit::Record
    }

    /// Begins recording the function whose frame was just pushed.
    pub(super) fn start_entry(&mut self, vm: &mut Vm) {
        let code = vm.code();
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let name = self.name(code, entry_place(code));
        let rec = Recorder::entry(vm, name, flag, self.liveness.clone());
        self.begin(vm, rec, valid, Vec::new());
    }

    /// Begins recording at the loop header `pc`; registers in `unsigned` are held as unsigned ints.
    pub(super) fn start_root(&mut self, vm: &mut Vm, pc: *const Instr, unsigned: Vec<u32>) {
        let code = vm.code();
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let mut rec =
            Recorder::root(vm, pc, self.name(code, pc), flag, unsigned, self.liveness.clone());
        // A loop of very few iterations, or one shared by many callers, like those of the prelude.
        rec.may_return = self.place(code, pc).last_abort == Some(Abort::LeavesFrame);
        self.begin(vm, rec, valid, Vec::new());
    }

    /// A recording that waits for a call it made to end is given up for the new one: what is called
    /// goes first, and the next recording calls its trace.
    pub(super) fn begin(
        &mut self,
        vm: &mut Vm,
        mut rec: Recorder,
        valid: Box<u8>,
        bindings: Vec<Loc>,
    ) {
        if self.rec.is_some() {
            self.stats.abort(Abort::Superseded);
        }
        rec.links = self.store.links.clone();
        rec.loop_budget = self.verifier.as_ref().map(|v| v.shared.budget_address());
        self.sweep(vm);
        self.rec_valid = Some(valid);
        self.rec = Some(Box::new(rec));
        self.rec_bindings = bindings;
        self.retries = 0;
        vm.call_whole = false;
        vm.recording = true;
        vm.watch.begin_log();
        self.stats.recordings += 1;
    }

    /// Begins recording where exit `exit` of trace `id` has just left. False: not possible.
    pub(super) fn start_side(&mut self, vm: &mut Vm, id: u32, exit: usize) -> bool {
        let Some(parent) = self.store.get(id) else { return false };
        let info = parent.code.exits[exit].clone();
        let header = parent.header;
        let root_code = {
            let t = &parent.trace;
            let frames = t.frames_of(info.snap);
            let Some(f) = frames.first() else { return false };
            parent.metas[f.code as usize].code
        };
        let name = self.name(root_code, header);
        let valid = Box::new(0u8);
        let flag = &*valid as *const u8 as u64;
        let Some(parent) = self.store.get(id) else { return false };
        let started =
            Recorder::side(vm, parent, exit as u32, &info, name, flag, self.liveness.clone());
        let Some((rec, bindings)) = started else { return false };
        self.begin(vm, rec, valid, bindings);
        true
    }

    /// A recording ended without a trace.
    pub(super) fn abort(&mut self, vm: &mut Vm, why: Abort) {
        vm.recording = false;
        vm.watch.end_log();
        let Some(mut rec) = self.rec.take() else { return };
        self.rec_valid = None;
        self.stats.abort(why);
        if self.options.dump.aborts {
            self.dumper.write(&rec.describe_abort(why));
        }
        // Not inlining is something learnt: the next attempt is another one, and soon. But not for
        // ever: a loop that calls new functions all the time learns nothing.
        let mut learnt = why == Abort::NotInlined || rec.blame(why);
        if learnt && matches!(rec.start, Start::Root | Start::Entry) {
            let info = self.place(rec.root_code, rec.header);
            info.learnt += 1;
            learnt = info.learnt <= MAX_LESSONS;
        }
        self.penalise(&rec, why, u32::from(!learnt));
    }

    /// A recording failed: its place waits, longer each time, and is left alone at last.
    pub(super) fn penalise(&mut self, rec: &Recorder, why: Abort, attempts: u32) {
        let threshold = self.options.loop_threshold.max(1);
        match rec.start {
            Start::Root | Start::Entry => {
                let entry = matches!(rec.start, Start::Entry);
                let mut code = rec.root_code;
                let info = self.place(code, rec.header);
                info.last_abort = Some(why);
                info.attempts += attempts;
                info.blacklisted = info.attempts >= MAX_ATTEMPTS;
                let wait = if info.blacklisted {
                    u32::MAX
                } else if attempts == 0 {
                    2
                } else {
                    threshold.saturating_mul(1 << info.attempts)
                };
                if entry {
                    if code.entry_trace == 0 {
                        code.entry_counter = wait;
                    }
                } else {
                    set_counter(code, rec.header, wait);
                }
            }
            Start::Side { trace, exit } | Start::Inner { trace, exit } => {
                let Some(c) = self.store.get_mut(trace) else { return };
                let e = &mut c.exits[exit as usize];
                e.attempts += attempts;
                e.count = 0;
                let hopeless = e.attempts >= MAX_EXIT_ATTEMPTS;
                if let Some(code) = rec.inner_code().filter(|_| hopeless) {
                    self.call_whole(trace, code);
                }
            }
        }
    }
}

/// Rewrites a loop header's instruction.
pub fn patch_loop(code: Gc<Code>, header: *const Instr, op: Op) {
    let at = code.index_of(header);
    // SAFETY: the header is an instruction of this code; instructions are plain words.
    unsafe {
        let p = code.code.add(at);
        *p = (*p).with_op(op);
    }
}

pub fn set_counter(code: Gc<Code>, header: *const Instr, n: u32) {
    // SAFETY: the header is a loop's; loop states are plain words.
    unsafe { (*loop_state(code, header)).counter = n };
}

/// Counter and handle of the loop whose `Loop` (or `LoopJit`) instruction is at `header`.
///
/// # Safety
/// `header` is such an instruction of `code`.
pub unsafe fn loop_state(code: Gc<Code>, header: *const Instr) -> *mut LoopState {
    let i = *header;
    code.loops.offset(i.bc())
}

/// A root died: the code object's handle goes to another root of the place, or to none. A loop
/// or entry without roots counts again, from `again` on.
pub fn forget_root(
    mut code: Gc<Code>,
    place: *const Instr,
    entry: bool,
    id: u32,
    other: (u32, *const u8),
    again: u32,
) {
    if entry {
        if code.entry_trace == id {
            (code.entry_trace, code.entry_code) = other;
        }
        if other.0 == 0 {
            code.entry_counter = again;
        }
        return;
    }
    // SAFETY: the place of a loop's root is its header.
    let state = unsafe { &mut *loop_state(code, place) };
    if state.trace == id {
        state.trace = other.0;
    }
    if other.0 == 0 {
        state.counter = again;
        patch_loop(code, place, Op::Loop);
    }
}
