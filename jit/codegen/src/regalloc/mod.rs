//! Register allocation: where every value of a trace lives at every point.
//!
//! The allocator is arch-neutral. A back end describes its registers ([`Machine`]) and says, per instruction, which
//! values the machine code of that instruction reads and how ([`Selection`]: compares folded into their guard are
//! charged to the guard). The result ([`Allocation`]) gives a location to each operand, each result and each snapshot
//! value, plus moves to execute before instructions and along edges.
//!
//! The scheme: one walk in layout order with a register file. A value that loses its register is *stored once, where it
//! is defined* (SSA: the slot then holds it for good), so eviction costs nothing at the point of eviction and exits may
//! always read the slot. Victims are chosen by furthest next use, seen around back edges. Each block fixes, when its
//! first edge is seen, which values it expects in which registers; later edges shuffle to that. Constants never occupy
//! registers: the back end materialises them at each use.
//!
//! - [`liveness`]: uses, live sets, hulls
//! - [`scan`]: the walk
//! - [`slots`]: sharing of spill slots
//! - [`moves`]: parallel moves put in sequence
//! - [`check`]: symbolic proof that an allocation is right, run on every trace in debug builds
//!
//! Example: in `v1 = add_ovf v0, 1 ; snap [v0]` the snapshot still needs `v0` when the addition overflows, so the result
//! gets another register than `v0`; in a loop the back edge then moves it over.

pub mod check;
pub mod liveness;
pub mod moves;
pub mod scan;
pub mod slots;

#[cfg(test)]
mod tests;

use crate::ir::{BlockId, Ref, SnapId, Trace};
use std::fmt;

/// Where a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Loc {
    /// Nowhere (no result, or never used).
    #[default]
    None,
    /// General register.
    Gpr(u8),
    /// Floating-point register.
    Fpr(u8),
    /// Spill slot (8 bytes each).
    Spill(u32),
    /// A constant of the pool.
    Const(Ref),
}

impl Loc {
    /// Number of the register among all registers (general ones first), if it is one.
    pub(crate) fn reg(self) -> Option<usize> {
        match self {
            Loc::Gpr(n) => Some(n as usize),
            Loc::Fpr(n) => Some(FPR_BASE + n as usize),
            _ => None,
        }
    }

    pub(crate) fn from_reg(reg: usize) -> Loc {
        if reg < FPR_BASE {
            Loc::Gpr(reg as u8)
        } else {
            Loc::Fpr((reg - FPR_BASE) as u8)
        }
    }
}

impl fmt::Display for Loc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loc::None => f.write_str("-"),
            Loc::Gpr(n) => write!(f, "r{n}"),
            Loc::Fpr(n) => write!(f, "f{n}"),
            Loc::Spill(n) => write!(f, "[{n}]"),
            Loc::Const(r) => write!(f, "{r:?}"),
        }
    }
}

/// Floating-point registers are numbered from here when both classes share a table.
pub(crate) const FPR_BASE: usize = 32;
/// Registers of both classes.
pub(crate) const NUM_REGS: usize = 64;

/// One class of registers, as bit sets over register numbers.
#[derive(Clone, Copy, Debug)]
pub struct RegClass {
    /// May hold values.
    pub allocatable: u32,
    /// Survive calls.
    pub callee_saved: u32,
    /// Free for the move solver; not allocatable.
    pub scratch: u8,
    /// Registers of the first arguments of a C call.
    pub args: &'static [u8],
}

/// The registers of a machine.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// General registers.
    pub gpr: RegClass,
    /// Floating-point registers.
    pub fpr: RegClass,
    /// The general register that always holds the context, if there is one: not allocatable, and where the (first)
    /// `cx` of a trace lives.
    pub context: Option<u8>,
    /// Spill slots of the native frame.
    pub max_slots: u32,
}

impl Machine {
    fn allocatable(&self) -> u64 {
        u64::from(self.gpr.allocatable) | u64::from(self.fpr.allocatable) << FPR_BASE
    }

    fn callee_saved(&self) -> u64 {
        u64::from(self.gpr.callee_saved) | u64::from(self.fpr.callee_saved) << FPR_BASE
    }
}

/// How an instruction can read an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// From a register.
    Reg,
    /// From a register or a spill slot.
    Any,
}

/// One value read by the machine code of an instruction.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Which value; constants are passed through as [`Loc::Const`].
    pub value: Ref,
    /// How.
    pub policy: Policy,
}

/// What the machine code demands of the result's register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shape {
    /// Anything goes: all operands are read before the result is written.
    #[default]
    Free,
    /// Best in the register of operand 0; must differ from the other operands.
    Tied,
    /// Best in the register of operand 0 or 1.
    TiedComm,
    /// Must differ from all operands.
    Early,
}

/// What the allocator must know of one instruction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// First of its uses.
    pub first_use: u32,
    /// Number of uses.
    pub num_uses: u16,
    /// Demands on the result.
    pub shape: Shape,
    /// Produces code (or is folded into its user, or is no instruction at all).
    pub emitted: bool,
    /// Clobbers all registers that are not callee-saved.
    pub call: bool,
    /// Snapshot values must be in spill slots or constants.
    pub publish: bool,
    /// Has a slow path that saves the live registers around a call, or saves those it destroys itself.
    pub slow: bool,
    /// Another instruction whose computation is folded into this one, for the back end; `Ref::NONE` raw if none.
    pub folded: u32,
}

/// The back end's view of a trace.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// One per instruction.
    pub nodes: Vec<Node>,
    /// Uses of all of them.
    pub uses: Vec<Use>,
    /// General registers that some instructions of the trace destroy: used last.
    pub avoid: u32,
}

impl Selection {
    /// Uses of instruction `i`.
    #[inline]
    pub fn uses_of(&self, i: usize) -> &[Use] {
        let n = &self.nodes[i];
        &self.uses[n.first_use as usize..n.first_use as usize + n.num_uses as usize]
    }
}

/// A copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Register or slot.
    pub dst: Loc,
    /// Register, slot or constant.
    pub src: Loc,
}

/// A range in one of the allocation's vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// First.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Range {
    /// For slicing.
    #[inline]
    pub fn idx(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Locations of a snapshot's values.
#[derive(Clone, Copy, Debug)]
pub struct ExitLocs {
    /// The instruction that can leave.
    pub inst: u32,
    /// Its snapshot.
    pub snap: SnapId,
    /// Into [`Allocation::exit_values`].
    pub values: Range,
}

/// Moves along an edge, already in sequence.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The terminator.
    pub from: u32,
    /// Which of its edges: 0, or 1 for the else edge of `br`.
    pub which: u8,
    /// The block entered.
    pub to: BlockId,
    /// Into [`Allocation::moves`].
    pub moves: Range,
}

/// Live registers around a slow path.
#[derive(Clone, Copy, Debug)]
pub struct LiveRegs {
    /// The instruction.
    pub inst: u32,
    /// General registers.
    pub gpr: u32,
    /// Floating-point registers.
    pub fpr: u32,
}

/// The result.
#[derive(Clone, Debug, Default)]
pub struct Allocation {
    /// Location of each result just after its definition; for parameters, where edges must put them.
    pub result: Vec<Loc>,
    /// Slot each result is stored to just after its definition, `u32::MAX` for none.
    pub store: Vec<u32>,
    /// Locations of operands, parallel to [`Selection::uses`].
    pub operands: Vec<Loc>,
    /// Moves before each instruction.
    pub before: Vec<Range>,
    /// All moves.
    pub moves: Vec<Move>,
    /// Edges in layout order of their terminators.
    pub edges: Vec<Edge>,
    /// Exits in layout order.
    pub exits: Vec<ExitLocs>,
    /// Values of exits, each mentioned once.
    pub exit_values: Vec<(Ref, Loc)>,
    /// Live caller-saved registers at slow paths, in layout order.
    pub slow: Vec<LiveRegs>,
    /// Slots used.
    pub num_slots: u32,
}

/// Why a trace cannot be allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocError {
    /// More spill slots than the native frame has.
    TooManySlots,
    /// A side trace's input location is impossible (wrong class, twice the same).
    BadBinding,
    /// More operands in registers than there are registers.
    TooManyOperands,
    /// A block no edge reaches from above.
    Unreachable(BlockId),
    /// Vector values.
    VectorType,
}

impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AllocError::TooManySlots => {
                f.write_str("more spilled values than the native frame has room for")
            }
            AllocError::BadBinding => {
                f.write_str("an input of the side trace is bound to an impossible location")
            }
            AllocError::TooManyOperands => {
                f.write_str("an instruction needs more registers than there are")
            }
            AllocError::Unreachable(b) => write!(f, "{b} is entered only from below"),
            AllocError::VectorType => {
                f.write_str("vector values are not supported by this back end")
            }
        }
    }
}

impl std::error::Error for AllocError {}

/// Allocates a trace. `bindings`: locations of the entry parameters of a side trace, given by its parent's exit.
pub fn allocate(
    trace: &Trace,
    sel: &Selection,
    machine: &Machine,
    bindings: Option<&[Loc]>,
) -> Result<Allocation, AllocError> {
    let live = liveness::Liveness::compute(trace, sel);
    scan::run(trace, sel, machine, &live, bindings)
}
