//! Machine code: from an optimised trace to bytes that run, and back out through exits.
//!
//! ```text
//! Trace --select--> Selection --regalloc--> Allocation --emit--> bytes in the arena
//! ```
//! [`Backend`] is the line between what every machine shares and one machine's encodings ([`x64`]). All traces run in
//! one native frame shape: [`CodeSpace::enter`] calls a trampoline that saves the C registers, reserves the spill area
//! and jumps to the trace, so a side trace finds its inputs exactly where its parent's exit left them. Leaving stores all
//! registers and the used spill slots in an [`ExitState`] and returns the exit's number.
//!
//! Numbers: every trace is compiled with an `exit_base`; its exit `k` (in the order of [`Trace::exits`]) has the number
//! `exit_base + k`, so one `u32` tells trace and exit. [`ENTRY_REFUSED`]: the prologue of a root met a value of another
//! type and nothing has happened.
//!
//! A publishing call stores its exit number (u64) to `[cx + publish_offset]` and the address of spill slot 0 to
//! `[cx + publish_offset + 8]`; [`read_published`] reads the values from there.
//!
//! Example: `let code = space.compile(&trace, &options)?; let exit = unsafe { space.enter(code.entry, cx, base, &mut
//! state) }; let value = state.read(loc, &trace)`.

pub mod arena;
#[cfg(target_arch = "x86_64")]
pub mod x64;

/// What [`Runtime::int_helper`](crate::abi::Runtime) is asked to do for an operation.
pub use x64::int_code;

#[cfg(all(test, target_arch = "x86_64"))]
mod tests;

use crate::abi::Runtime;
use crate::ir::{Ref, SnapId, Trace};
use crate::regalloc::{self, AllocError, Allocation, Loc, Machine, Selection};
use arena::{ArenaError, CodeArena};
use std::fmt;

/// Spill slots of the native frame.
pub const MAX_SLOTS: usize = 480;
/// What [`CodeSpace::enter`] returns when the prologue met a value of another type than the trace was made for.
pub const ENTRY_REFUSED: u32 = u32::MAX;

/// What [`CodeSpace::enter`] returns when the trace returned from its root frame; the word is [`ExitState::returned`].
pub const RETURNED: u32 = u32::MAX - 1;

/// Why a trace was not compiled. The text is stable: it is an abort reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// Register allocation gave up.
    Alloc(AllocError),
    /// No code memory.
    Arena(ArenaError),
    /// The processor lacks something.
    Cpu(&'static str),
    /// Something the back end cannot do.
    Unsupported(&'static str),
    /// The allocation is wrong: a bug of this crate, found by the checker.
    Check(String),
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompileError::Alloc(e) => e.fmt(f),
            CompileError::Arena(e) => e.fmt(f),
            CompileError::Cpu(what) => write!(f, "the processor lacks {what}"),
            CompileError::Unsupported(what) => write!(f, "not supported: {what}"),
            CompileError::Check(what) => write!(f, "register allocation is wrong: {what}"),
        }
    }
}

impl std::error::Error for CompileError {}

impl From<AllocError> for CompileError {
    fn from(e: AllocError) -> Self {
        CompileError::Alloc(e)
    }
}

impl From<ArenaError> for CompileError {
    fn from(e: ArenaError) -> Self {
        CompileError::Arena(e)
    }
}

/// The typed entry of a trace: where it is and where it takes its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedEntry {
    /// Address.
    pub address: u64,
    /// One per parameter of the entry block; `Loc::None` where the trace does not care.
    pub params: Vec<Loc>,
}

/// What a trace is compiled with.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompileOptions<'a> {
    /// Addresses and offsets of the VM.
    pub runtime: Runtime,
    /// Number of the trace's first exit.
    pub exit_base: u32,
    /// Side traces: where the parent's exit has each parameter.
    pub bindings: Option<&'a [Loc]>,
    /// Entries of the traces that `link` instructions jump to, by `LinkId`.
    pub links: &'a [TypedEntry],
    /// Make [`CompiledCode::listing`].
    pub listing: bool,
    /// Run the allocation checker (debug builds always do).
    pub check: bool,
}

/// A patchable jump of an exit: offset of its 32-bit field in the arena.
pub type PatchSite = u32;

/// One exit of compiled code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitInfo {
    /// Number, `exit_base` included.
    pub number: u32,
    /// The instruction that leaves.
    pub inst: Ref,
    /// Its snapshot.
    pub snap: SnapId,
    /// First and number of the values in [`CompiledCode::exit_values`].
    pub values: regalloc::Range,
    /// First and number of the jumps in [`CompiledCode::patch_sites`]; none for publishing calls.
    pub sites: regalloc::Range,
}

/// A compiled trace.
#[derive(Clone, Debug, Default)]
pub struct CompiledCode {
    /// The boxed entry of a root: loads VM registers from the frame, tests and unboxes them. 0 for side traces.
    pub entry: u64,
    /// The typed entry.
    pub typed: TypedEntry,
    /// Offset in the arena.
    pub offset: usize,
    /// Bytes.
    pub len: usize,
    /// Exits in the order of [`Trace::exits`].
    pub exits: Vec<ExitInfo>,
    /// Locations of all exits' values, each value once per exit.
    pub exit_values: Vec<(Ref, Loc)>,
    /// Jumps of all exits.
    pub patch_sites: Vec<PatchSite>,
    /// Spill slots in use.
    pub num_slots: u32,
    /// Text, if asked for: IR line, then its bytes; addresses are shown as dots, so it is the same in every run.
    pub listing: Option<String>,
}

impl CompiledCode {
    /// The exit with that number.
    pub fn exit(&self, number: u32) -> Option<&ExitInfo> {
        let first = self.exits.first()?.number;
        self.exits.get(number.checked_sub(first)? as usize)
    }

    /// Values of an exit and where they are. A side trace binds its parameters to these locations.
    pub fn values_of(&self, exit: &ExitInfo) -> &[(Ref, Loc)] {
        &self.exit_values[exit.values.idx()]
    }
}

/// Registers and spill slots at an exit. Make one per [`CodeSpace::enter`], on the native stack, so that the collector
/// sees what is in it.
#[repr(C)]
pub struct ExitState {
    gpr: [u64; 32],
    fpr: [u64; 32],
    num_slots: u64,
    slots: [std::mem::MaybeUninit<u64>; MAX_SLOTS],
}

impl Default for ExitState {
    fn default() -> Self {
        ExitState {
            gpr: [0; 32],
            fpr: [0; 32],
            num_slots: 0,
            slots: [std::mem::MaybeUninit::uninit(); MAX_SLOTS],
        }
    }
}

impl ExitState {
    /// A copy of what the last exit wrote: whoever enters traces with one shared state copies it before anything else
    /// may enter. The copy belongs on the native stack, where the collector sees what is in it.
    pub fn taken(&self) -> ExitState {
        let mut copy = ExitState {
            gpr: self.gpr,
            fpr: self.fpr,
            num_slots: self.num_slots,
            ..ExitState::default()
        };
        let n = (self.num_slots as usize).min(MAX_SLOTS);
        copy.slots[..n].copy_from_slice(&self.slots[..n]);
        copy
    }

    /// The word a trace returned, after [`RETURNED`].
    pub fn returned(&self) -> u64 {
        self.gpr[0]
    }

    /// The bits of an exit value (bools 0 or 1; singles in the low half). `None` for a location no exit has.
    pub fn read(&self, loc: Loc, trace: &Trace) -> Option<u64> {
        match loc {
            Loc::Const(_) => read_const(loc, trace),
            loc => self.read_place(loc),
        }
    }

    /// The bits in a register or slot, for embedders that keep constants elsewhere; `None` for constants.
    pub fn read_place(&self, loc: Loc) -> Option<u64> {
        match loc {
            Loc::Gpr(n) => self.gpr.get(n as usize).copied(),
            Loc::Fpr(n) => self.fpr.get(n as usize).copied(),
            Loc::Spill(n) if u64::from(n) < self.num_slots => {
                // SAFETY: exits write `num_slots` slots before they return.
                self.slots
                    .get(n as usize)
                    .map(|s| unsafe { s.assume_init() })
            }
            _ => None,
        }
    }
}

fn read_const(loc: Loc, trace: &Trace) -> Option<u64> {
    match loc {
        Loc::Const(r) => trace.constant(r).map(|c| c.bits),
        _ => None,
    }
}

/// A value of a publishing call's exit, during the call.
///
/// # Safety
/// `slots` is the address the call published, and the call has not returned.
pub unsafe fn read_published(slots: *const u64, loc: Loc, trace: &Trace) -> Option<u64> {
    match loc {
        // SAFETY: per contract the native frame is alive, and locations of an exit are inside its spill area.
        Loc::Spill(n) if (n as usize) < MAX_SLOTS => Some(unsafe { slots.add(n as usize).read() }),
        loc => read_const(loc, trace),
    }
}

/// Code of one trace before it is placed.
#[derive(Debug, Default)]
pub struct Emitted {
    /// Bytes, for the address given.
    pub bytes: Vec<u8>,
    /// Offset of the boxed entry, if there is one.
    pub entry: Option<u32>,
    /// Offset of the typed entry.
    pub typed: u32,
    /// Per exit (by index): offsets of the 32-bit fields of its jumps.
    pub sites: Vec<(u32, u32)>,
    /// Offset where the code of each instruction begins; then the out-of-line part, with the instruction it serves.
    pub lines: Vec<(u32, u32)>,
    /// Offsets of 8-byte (true) or 4-byte fields that hold addresses.
    pub addresses: Vec<(u32, bool)>,
}

/// Addresses of the code all traces share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stubs {
    /// `extern "C" fn(cx, frame base, code, &mut ExitState) -> exit number`.
    pub enter: u64,
    /// Exits jump here; the back end's own convention.
    pub exit: u64,
    /// Refused entries jump here.
    pub refuse: u64,
    /// Returns from the root frame jump here; the back end's own convention.
    pub ret: u64,
}

/// What a machine must provide. Nothing above this trait knows which machine it is.
pub trait Backend {
    /// Registers.
    fn machine(&self) -> &Machine;
    /// Which values each instruction's machine code reads, and how; folds instructions into their users.
    fn select(&self, trace: &Trace, sel: &mut Selection) -> Result<(), CompileError>;
    /// The code all traces share, for that address.
    fn stubs(&self, address: u64) -> (Vec<u8>, Stubs);
    /// The code of a trace for that address.
    fn emit(
        &mut self,
        trace: &Trace,
        sel: &Selection,
        alloc: &Allocation,
        options: &CompileOptions<'_>,
        stubs: &Stubs,
        address: u64,
    ) -> Result<Emitted, CompileError>;
    /// Content of the field of a patchable jump at `field` that is to go to `target`.
    fn jump_field(&self, field: u64, target: u64) -> Option<u32>;
    /// More bytes than the code of a trace takes.
    fn size_bound(&self, trace: &Trace, alloc: &Allocation) -> usize;
}

/// Code memory, the shared code in it, and a back end.
#[derive(Debug)]
pub struct CodeSpace<B> {
    arena: CodeArena,
    backend: B,
    stubs: Stubs,
    selection: Selection,
}

impl<B: Backend> CodeSpace<B> {
    /// A space for at most `bytes` of code. It is mapped when the first trace is compiled: most short programs need
    /// none.
    pub fn new(backend: B, bytes: usize) -> CodeSpace<B> {
        CodeSpace {
            arena: CodeArena::unmapped(bytes),
            backend,
            stubs: Stubs::default(),
            selection: Selection::default(),
        }
    }

    /// Maps the memory and writes the shared code.
    fn map(&mut self) -> Result<(), CompileError> {
        self.arena.map()?;
        let (probe, _) = self.backend.stubs(0);
        let at = self.arena.alloc(probe.len())?;
        let (code, stubs) = self.backend.stubs(self.arena.address(at));
        self.arena.write(at, &code);
        self.stubs = stubs;
        Ok(())
    }

    /// The arena, for statistics and dumps.
    pub fn arena(&self) -> &CodeArena {
        &self.arena
    }

    /// The machine, for dumps.
    pub fn machine(&self) -> &Machine {
        self.backend.machine()
    }

    /// Compiles and installs a trace.
    pub fn compile(
        &mut self,
        trace: &Trace,
        options: &CompileOptions<'_>,
    ) -> Result<CompiledCode, CompileError> {
        if self.stubs.enter == 0 {
            self.map()?;
        }
        let sel = &mut self.selection;
        sel.nodes.clear();
        sel.uses.clear();
        sel.avoid = 0;
        self.backend.select(trace, sel)?;
        let alloc = regalloc::allocate(trace, sel, self.backend.machine(), options.bindings)?;
        if options.check || cfg!(debug_assertions) {
            regalloc::check::check(trace, sel, &alloc, self.backend.machine())
                .map_err(CompileError::Check)?;
        }
        let bound = self.backend.size_bound(trace, &alloc);
        let offset = self.arena.alloc(bound)?;
        let address = self.arena.address(offset);
        let emitted = match self
            .backend
            .emit(trace, sel, &alloc, options, &self.stubs, address)
        {
            Ok(e) if e.bytes.len() <= bound => e,
            Ok(_) => {
                self.arena.release(offset, bound);
                return Err(CompileError::Unsupported(
                    "trace code larger than estimated",
                ));
            }
            Err(e) => {
                self.arena.release(offset, bound);
                return Err(e);
            }
        };
        self.arena.write(offset, &emitted.bytes);
        self.arena.shrink(offset, bound, emitted.bytes.len());
        let listing = options.listing.then(|| listing(trace, &alloc, &emitted));
        Ok(finish(
            trace, alloc, emitted, options, offset, address, listing,
        ))
    }

    /// Makes all jumps of an exit go to `target` (a side trace's typed entry) or, with `None`, back to its exit stub's
    /// recorded place. Returns whether the exit has jumps and all reach.
    pub fn patch_exit(&self, code: &CompiledCode, exit: &ExitInfo, target: u64) -> bool {
        let sites = &code.patch_sites[exit.sites.idx()];
        let field = |s: PatchSite| {
            self.backend
                .jump_field(self.arena.address(s as usize), target)
        };
        if sites.is_empty() || sites.iter().any(|&s| field(s).is_none()) {
            return false;
        }
        for &site in sites {
            if let Some(value) = field(site) {
                self.arena.patch32(site as usize, value);
            }
        }
        true
    }

    /// Where an exit's jumps go now; save it before patching to be able to undo.
    pub fn exit_target(&self, code: &CompiledCode, exit: &ExitInfo) -> Option<u64> {
        let site = *code.patch_sites[exit.sites.idx()].first()?;
        let bytes = self.arena.read(site as usize, 4);
        let field = i32::from_le_bytes(bytes.try_into().ok()?);
        Some(
            self.arena
                .address(site as usize)
                .wrapping_add(4)
                .wrapping_add(field as i64 as u64),
        )
    }

    /// Gives the memory of a trace back. Nobody may be running it or be linked to it.
    pub fn free(&mut self, code: &CompiledCode) {
        self.arena.release(code.offset, code.len);
    }

    /// Runs machine code until it leaves; returns the exit's number or [`ENTRY_REFUSED`].
    ///
    /// # Safety
    /// `code` is an entry of installed code whose trace may run with this context and frame (for a typed entry: one
    /// without parameters).
    pub unsafe fn enter(
        &self,
        code: u64,
        cx: *mut u8,
        base: *mut u64,
        state: &mut ExitState,
    ) -> u32 {
        // SAFETY: the stub was assembled with this signature.
        let enter: extern "C" fn(*mut u8, *mut u64, u64, *mut ExitState) -> u32 =
            unsafe { std::mem::transmute(self.stubs.enter as *const u8) };
        enter(cx, base, code, state)
    }

    /// The trampoline, for embedders that cache it: `extern "C" fn(cx, base, code, &mut ExitState) -> u32`.
    pub fn enter_address(&self) -> u64 {
        self.stubs.enter
    }
}

fn finish(
    trace: &Trace,
    alloc: Allocation,
    emitted: Emitted,
    options: &CompileOptions<'_>,
    offset: usize,
    address: u64,
    listing: Option<String>,
) -> CompiledCode {
    let mut sites = emitted.sites;
    sites.sort_unstable();
    let mut exits = Vec::with_capacity(alloc.exits.len());
    let mut at = 0;
    for (k, e) in alloc.exits.iter().enumerate() {
        let start = at as u32;
        while sites.get(at).is_some_and(|s| s.0 == k as u32) {
            at += 1;
        }
        exits.push(ExitInfo {
            number: options.exit_base + k as u32,
            inst: Ref::inst(e.inst),
            snap: e.snap,
            values: e.values,
            sites: regalloc::Range {
                start,
                end: at as u32,
            },
        });
    }
    let params = match trace.blocks.first() {
        Some(_) => trace
            .block_params(crate::ir::BlockId::new(0))
            .map(|p| alloc.result[p.index()])
            .collect(),
        None => Vec::new(),
    };
    CompiledCode {
        entry: emitted.entry.map_or(0, |e| address + u64::from(e)),
        typed: TypedEntry {
            address: address + u64::from(emitted.typed),
            params,
        },
        offset,
        len: emitted.bytes.len(),
        exits,
        exit_values: alloc.exit_values,
        patch_sites: sites.iter().map(|s| s.1 + offset as u32).collect(),
        num_slots: alloc.num_slots,
        listing,
    }
}

/// IR lines with locations and bytes.
fn listing(trace: &Trace, alloc: &Allocation, emitted: &Emitted) -> String {
    use fmt::Write;
    let mut text = String::new();
    let mut hidden = vec![false; emitted.bytes.len()];
    for &(at, wide) in &emitted.addresses {
        let end = (at as usize + if wide { 8 } else { 4 }).min(hidden.len());
        hidden[at as usize..end].fill(true);
    }
    let ends = emitted
        .lines
        .iter()
        .skip(1)
        .map(|l| l.0)
        .chain([emitted.bytes.len() as u32]);
    for (&(start, inst), end) in emitted.lines.iter().zip(ends) {
        if start == end {
            continue;
        }
        match trace.insts.get(inst as usize) {
            Some(_) => {
                let r = Ref::inst(inst);
                let _ = write!(
                    text,
                    "{:5x}  {}",
                    start,
                    crate::ir::display::ShowInst(trace, r)
                );
                match alloc.result[inst as usize] {
                    Loc::None => {}
                    loc => {
                        let _ = write!(text, "  -> {loc}");
                    }
                }
                text.push('\n');
            }
            None => {
                let _ = writeln!(
                    text,
                    "{start:5x}  ({})",
                    if inst == u32::MAX { "shared" } else { "data" }
                );
            }
        }
        text.push_str("        ");
        let range = start as usize..end as usize;
        for (byte, hidden) in emitted.bytes[range.clone()].iter().zip(&hidden[range]) {
            let _ = match hidden {
                true => write!(text, " .."),
                false => write!(text, " {byte:02x}"),
            };
        }
        text.push('\n');
    }
    text
}
