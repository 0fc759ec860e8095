//! Compiled traces: what is kept of each, and how exits find their trace.

use crate::driver::trial::Visits;
use crate::helpers::{CallSite, Handover};
use crate::record::FrameMeta;
use adder_bytecode::Instr;
use adder_codegen::asm::{CompiledCode, ExitInfo};
use adder_codegen::ir::{CallDesc, Inst, Ref, SnapEntry, Snapshot, Trace, Type};
use adder_codegen::regalloc::Loc;
use adder_vm::object::{Code, Gc};
use adder_vm::watch::WatchId;
use adder_vm::Value;
use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::mem::size_of;
use std::rc::Rc;

/// Traces recorded from one exit before it is left alone.
pub const MAX_EXIT_ATTEMPTS: u32 = 3;

/// A parameter of a trace's typed entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkParam {
    /// VM register.
    pub slot: u32,
    pub ty: Type,
    pub class: u32,
    /// The loop changes it: exits write those only, the others must be in memory when the entry is
    /// linked to.
    pub modified: bool,
}

/// The place of a function's entry, where traces of loops have the address of their `Loop`
/// instruction: inside the first instruction, so that it is nobody else's. Never dereferenced.
pub fn entry_place(code: Gc<Code>) -> *const Instr {
    (code.code as *const u8).wrapping_add(1).cast()
}

/// State of one exit.
#[derive(Clone, Copy, Default, Debug)]
pub struct ExitState {
    pub count: u32,
    pub attempts: u32,
    /// Side trace that continues here (handle + 1; 0: none).
    pub side: u32,
}

/// An installed trace.
pub struct Compiled {
    pub id: u32,
    pub name: String,
    /// The optimised IR, for snapshots.
    pub trace: Trace,
    /// The IR as recorded, for later tiers.
    pub recorded: Trace,
    pub code: CompiledCode,
    pub metas: Vec<FrameMeta>,
    /// What the trace's whole calls refer to.
    pub sites: Vec<Box<CallSite>>,
    /// What natives called by the trace hand over to.
    pub handovers: Vec<Box<Handover>>,
    pub exits: Vec<ExitState>,
    /// First exit number.
    pub exit_base: u32,
    /// The loop header of the family's root, or [`entry_place`].
    pub header: *const Instr,
    /// Id of the code object the trace starts in.
    pub code_id: u32,
    pub root: bool,
    /// A root of a function's entry.
    pub entry: bool,
    /// The header of the loop in an inlined function that the trace is of.
    pub inner: Option<*const Instr>,
    /// The code object the trace starts in; not to be touched once it died.
    pub root_code: Gc<Code>,
    /// Side traces: the exit they continue, and where its jump went before it was patched.
    pub parent: Option<(u32, u32, u64)>,
    pub params: Params,
    /// Traces that end in a jump to this one.
    pub linked_from: Vec<u32>,
    /// Heap objects the code mentions; `Code::trace_roots` keeps them alive.
    pub roots: Vec<Value>,
    pub watches: Vec<WatchId>,
    /// Byte the code tests: 0 while its assumptions hold.
    pub valid: Box<u8>,
    pub dead: bool,
    pub enters: u64,
    pub visits: Visits,
    pub compile_ns: u64,
    pub recorded_ops: usize,
    pub file: String,
    pub line: u32,
    pub function: String,
}

impl Compiled {
    /// About how much memory the trace takes.
    pub fn bytes(&self) -> usize {
        let ir = |t: &Trace| {
            t.insts.len() * size_of::<Inst>()
                + t.snaps.len() * size_of::<Snapshot>()
                + t.snap_entries.len() * size_of::<SnapEntry>()
                + (t.mems.len() + t.calls.len()) * size_of::<CallDesc>()
        };
        let exits = self.exits.len() * (size_of::<ExitState>() + size_of::<ExitInfo>());
        let values = self.code.exit_values.len() * size_of::<(Ref, Loc)>();
        size_of::<Compiled>()
            + self.code.len
            + exits
            + values
            + ir(&self.trace)
            + ir(&self.recorded)
    }
}

/// A frame of a chain of inlined calls: what traces that begin in there take for granted of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainFrame {
    /// Id of the code object.
    pub code: u32,
    /// Word of the function.
    pub func: u64,
    pub base: u32,
    /// Where it goes on after the call it waits in (0 for the last one).
    pub resume: u32,
    pub ret: u32,
}

/// A parameter of an inner loop's trace: a register of one of its frames.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InnerParam {
    pub frame: u32,
    pub reg: u32,
    pub ty: Type,
}

/// A trace of a loop in an inlined function.
#[derive(Clone, Debug)]
pub struct InnerRoot {
    pub id: u32,
    pub chain: Rc<[ChainFrame]>,
    pub params: Rc<[InnerParam]>,
}

/// Loops that a recording may end in: live roots by header, and what their entries take.
#[derive(Default)]
pub struct Links {
    heads: HashMap<usize, Vec<u32>>,
    params: HashMap<u32, Params>,
    /// Traces of loops in inlined functions, by header.
    inner: HashMap<usize, Vec<InnerRoot>>,
    /// Headers of loops too long to be unrolled.
    separate: HashSet<usize>,
}

/// Typed entry parameters.
pub type Params = Rc<[LinkParam]>;

impl Links {
    pub fn roots(&self, header: *const Instr) -> Vec<u32> {
        self.heads.get(&(header as usize)).cloned().unwrap_or_default()
    }

    pub fn params(&self, id: u32) -> Params {
        self.params.get(&id).cloned().unwrap_or_default()
    }

    /// The traces of a loop in a function inlined through `chain`.
    pub fn inner(&self, header: *const Instr, chain: &[ChainFrame]) -> Vec<InnerRoot> {
        let all = self.inner.get(&(header as usize)).map_or(&[][..], |v| v);
        all.iter().filter(|r| *r.chain == *chain).cloned().collect()
    }

    /// How many traces a loop has in functions inlined anywhere.
    pub fn count_inner(&self, header: *const Instr) -> usize {
        self.inner.get(&(header as usize)).map_or(0, |v| v.len())
    }

    pub fn add_inner(&mut self, header: *const Instr, root: InnerRoot) {
        self.inner.entry(header as usize).or_default().push(root);
    }

    /// Is a loop known to be too long to be unrolled?
    pub fn is_separate(&self, header: *const Instr) -> bool {
        self.separate.contains(&(header as usize))
    }

    pub fn separate(&mut self, header: *const Instr) {
        self.separate.insert(header as usize);
    }

    fn add(&mut self, c: &Compiled) {
        self.heads.entry(c.header as usize).or_default().insert(0, c.id);
        self.params.insert(c.id, c.params.clone());
    }

    /// The root that fitted last is the likeliest to fit.
    pub fn prefer(&mut self, header: *const Instr, id: u32) {
        if let Some(ids) = self.heads.get_mut(&(header as usize)) {
            if let Some(k) = ids.iter().position(|t| *t == id) {
                ids[..=k].rotate_right(1);
            }
        }
    }

    fn remove(&mut self, c: &Compiled) {
        self.params.remove(&c.id);
        if let Some(Entry::Occupied(mut e)) = c.inner.map(|h| self.inner.entry(h as usize)) {
            e.get_mut().retain(|r| r.id != c.id);
            if e.get().is_empty() {
                e.remove();
            }
        }
        if let Entry::Occupied(mut e) = self.heads.entry(c.header as usize) {
            e.get_mut().retain(|id| *id != c.id);
            if e.get().is_empty() {
                e.remove();
            }
        }
    }
}

/// All traces by handle (1-based; slot 0 unused).
#[derive(Default)]
pub struct Store {
    pub links: Rc<RefCell<Links>>,
    /// Traces by the code object they start in, dead ones included.
    by_code: HashMap<u32, Vec<u32>>,
    /// Dead traces, to be freed when nothing runs.
    pub graveyard: Vec<u32>,
    traces: Vec<Option<Box<Compiled>>>,
    /// Traces that ran and are gone.
    executed_before: u64,
    /// Traces there are.
    live: usize,
    /// (first exit number, handle), ascending.
    ranges: Vec<(u32, u32)>,
    next_exit: u32,
}

impl Store {
    pub fn new() -> Store {
        Store { traces: vec![None], next_exit: 1, ..Store::default() }
    }

    /// The number the next trace's exits start from.
    pub fn next_exit_base(&self) -> u32 {
        self.next_exit
    }

    pub fn next_id(&self) -> u32 {
        self.traces.len() as u32
    }

    pub fn add(&mut self, c: Box<Compiled>) -> u32 {
        let id = c.id;
        self.ranges.push((c.exit_base, id));
        self.next_exit = c.exit_base + c.code.exits.len().max(1) as u32;
        if c.root && !c.entry {
            self.links.borrow_mut().add(&c);
        }
        self.by_code.entry(c.code_id).or_default().push(id);
        self.live += 1;
        self.traces.push(Some(c));
        id
    }

    /// Marks a trace dead: nobody links to it or finds it any more. False if it was.
    pub fn bury(&mut self, id: u32) -> bool {
        let Some(c) = self.traces.get_mut(id as usize).and_then(|t| t.as_deref_mut()) else {
            return false;
        };
        if std::mem::replace(&mut c.dead, true) {
            return false;
        }
        *c.valid = 1;
        self.links.borrow_mut().remove(c);
        self.graveyard.push(id);
        true
    }

    /// Takes a dead trace out.
    pub fn take(&mut self, id: u32) -> Option<Box<Compiled>> {
        let c = self.traces.get_mut(id as usize)?.take()?;
        self.live -= 1;
        self.executed_before += u64::from(c.enters > 0);
        if let Some(ids) = self.by_code.get_mut(&c.code_id) {
            ids.retain(|t| *t != id);
        }
        // Numbers of exits are never used again, but places in the table are.
        if self.ranges.len() > 64 && self.live * 2 < self.ranges.len() {
            let traces = &self.traces;
            self.ranges.retain(|r| traces[r.1 as usize].is_some());
        }
        Some(c)
    }

    /// Traces of a code object.
    pub fn of_code(&self, code: u32) -> Vec<u32> {
        self.by_code.get(&code).cloned().unwrap_or_default()
    }

    /// A code object died.
    pub fn forget_code(&mut self, code: u32) {
        self.by_code.remove(&code);
    }

    pub fn get(&self, id: u32) -> Option<&Compiled> {
        self.traces.get(id as usize)?.as_deref()
    }

    pub fn get_mut(&mut self, id: u32) -> Option<&mut Compiled> {
        self.traces.get_mut(id as usize)?.as_deref_mut()
    }

    /// Trace an exit number belongs to.
    pub fn trace_of_exit(&self, number: u32) -> Option<u32> {
        let at = self.ranges.partition_point(|r| r.0 <= number);
        at.checked_sub(1).map(|i| self.ranges[i].1)
    }

    /// Traces that ran (side traces are not counted: they are entered by jumps).
    pub fn executed(&self) -> u64 {
        // Traces go with their code objects, once those are known to have died.
        let ran = |c: &&Compiled| {
            c.enters > 0
                || c.entry
                    && !c.dead
                    && c.root_code.entry_trace == c.id
                    && c.root_code.entry_runs > 0
        };
        self.executed_before + self.iter().filter(ran).count() as u64
    }

    pub fn iter(&self) -> impl Iterator<Item = &Compiled> {
        self.traces.iter().filter_map(|t| t.as_deref())
    }
}
