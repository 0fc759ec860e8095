//! Code under construction: instructions with positions, labels and jumps, exception regions, loops.
//!
//! * Code is *live* or not. After an instruction that never falls through nothing is recorded until a label with
//!   jumps to it is bound, so unreachable code vanishes by itself.
//! * [`Emitter::set`] is the set of registers known to hold a value here; jumps carry it to their labels, where the
//!   paths' sets are intersected. That is the whole definite-assignment analysis.
//! * Jumps stay symbolic until [`Emitter::finish`], which threads jumps to jumps and, in the rare unit where 16 bits do
//!   not reach, puts the long form in: `JumpLt x -> L` becomes `JumpLt !x -> +1; Jump L`.
//! * An exception region is a list of instruction ranges: leaving a `try` through `return` pauses its region while
//!   the `finally` body is emitted. Rows are added when a region's handler is bound, so inner regions come first.

use crate::regs::{Reg, RegSet};
use adder_bytecode::ops::{flags, Kind};
use adder_bytecode::unit::LoopInfo;
use adder_bytecode::{ExcEntry, Instr, Op, Pos};

/// A jump target, bound once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// An exception region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region(u32);

const UNBOUND: u32 = u32::MAX;

struct LabelInfo {
    at: u32,
    /// Registers set on every path that jumps here; `None` before the first jump.
    set: Option<RegSet>,
}

#[derive(Default)]
struct RegionInfo {
    ranges: Vec<(u32, u32)>,
    open: Option<u32>,
}

/// The code of one unit while it is being written.
#[derive(Default)]
pub struct Emitter {
    pub code: Vec<Instr>,
    pub positions: Vec<Pos>,
    pub exc_table: Vec<ExcEntry>,
    pub loops: Vec<LoopInfo>,
    /// Registers known to be set at this point.
    pub set: RegSet,
    /// Whether control can reach this point.
    pub live: bool,
    labels: Vec<LabelInfo>,
    /// Jumps in instruction order.
    fixups: Vec<(u32, Label)>,
    regions: Vec<RegionInfo>,
    /// Highest instruction index that something refers to.
    anchor: u32,
}

impl Emitter {
    /// An empty, live emitter.
    pub fn new() -> Emitter {
        Emitter {
            live: true,
            ..Emitter::default()
        }
    }

    /// Index of the next instruction. Remembered as referred to.
    pub fn here(&mut self) -> u32 {
        self.anchor = self.code.len() as u32;
        self.anchor
    }

    /// Appends an instruction that is no jump.
    pub fn push(&mut self, pos: Pos, instr: Instr) {
        if !self.live {
            return;
        }
        self.code.push(instr);
        self.positions.push(pos);
        if instr.op().info().flags & flags::ENDS != 0 {
            self.live = false;
        }
    }

    /// A new label.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelInfo {
            at: UNBOUND,
            set: None,
        });
        Label(self.labels.len() as u32 - 1)
    }

    /// Appends a jump; its offset field is filled in later.
    pub fn jump(&mut self, pos: Pos, instr: Instr, target: Label) {
        if !self.live {
            return;
        }
        let label = &mut self.labels[target.0 as usize];
        if label.at == UNBOUND {
            match &mut label.set {
                Some(set) => set.intersect(&self.set),
                None => label.set = Some(self.set.clone()),
            }
        }
        self.fixups.push((self.code.len() as u32, target));
        self.push(pos, instr);
    }

    /// Binds a label here: code becomes live if any path jumps to it.
    pub fn bind(&mut self, label: Label) {
        // A jump to the next instruction is no jump.
        while let Some(&(at, target)) = self.fixups.last() {
            let last = self.code.len() as u32;
            if target != label
                || at + 1 != last
                || self.anchor >= last
                || self.code[at as usize].op() != Op::Jump
            {
                break;
            }
            self.code.pop();
            self.positions.pop();
            self.fixups.pop();
            self.live = true;
        }
        let at = self.here();
        let info = &mut self.labels[label.0 as usize];
        debug_assert_eq!(info.at, UNBOUND);
        info.at = at;
        if let Some(set) = info.set.take() {
            if self.live {
                self.set.intersect(&set);
            } else {
                self.set = set;
                self.live = true;
            }
        }
    }

    /// Binds a label that is only jumped to from further on (a loop's head), with this state.
    pub fn bind_head(&mut self, label: Label, live: bool, set: RegSet) {
        let at = self.here();
        self.labels[label.0 as usize].at = at;
        self.live = live;
        self.set = set;
    }

    /// Starts an exception region.
    pub fn region(&mut self) -> Region {
        let open = Some(self.here());
        self.regions.push(RegionInfo {
            ranges: Vec::new(),
            open,
        });
        Region(self.regions.len() as u32 - 1)
    }

    /// Ends the region's current range.
    pub fn pause(&mut self, region: Region) {
        let here = self.here();
        let info = &mut self.regions[region.0 as usize];
        if let Some(start) = info.open.take() {
            if start < here {
                info.ranges.push((start, here));
            }
        }
    }

    /// Starts another range of a paused region.
    pub fn resume(&mut self, region: Region) {
        let here = self.here();
        self.regions[region.0 as usize].open = Some(here);
    }

    /// Ends a region and starts its handler here, with the exception in `reg` and these registers set.
    pub fn handler(&mut self, region: Region, reg: Reg, set: RegSet) {
        debug_assert!(!self.live);
        self.pause(region);
        let handler = self.here();
        let ranges = std::mem::take(&mut self.regions[region.0 as usize].ranges);
        // Only code that can raise brings its handler to life.
        self.live = ranges.iter().any(|&(start, end)| {
            self.code[start as usize..end as usize]
                .iter()
                .any(|instr| instr.op().info().flags & flags::RAISES != 0)
        });
        self.set = set;
        if self.live {
            for (start, end) in ranges {
                self.exc_table.push(ExcEntry {
                    start,
                    end,
                    handler,
                    reg,
                });
            }
        }
    }

    /// Resolves all jumps.
    pub fn finish(&mut self) {
        self.thread();
        if self.code.len() >= i16::MAX as usize / 2 {
            self.lengthen();
        }
        for &(at, label) in &self.fixups {
            let offset = i64::from(self.labels[label.0 as usize].at) - i64::from(at) - 1;
            let instr = &mut self.code[at as usize];
            *instr = if is_long(*instr) {
                instr.with_bc(offset as i32)
            } else {
                instr.with_c(offset as i16 as u16)
            };
        }
    }

    /// Redirects jumps that lead to an unconditional jump.
    fn thread(&mut self) {
        for at in 0..self.fixups.len() {
            let mut label = self.fixups[at].1;
            // Bounded: `while True: pass` is a jump to a loop head, but a cycle of jumps is conceivable.
            for _ in 0..16 {
                let target = self.labels[label.0 as usize].at;
                match self.code.get(target as usize) {
                    Some(instr) if instr.op() == Op::Jump => {}
                    _ => break,
                }
                let Ok(next) = self.fixups.binary_search_by_key(&target, |fixup| fixup.0) else {
                    break;
                };
                if next == at {
                    break;
                }
                label = self.fixups[next].1;
            }
            self.fixups[at].1 = label;
        }
    }

    /// Gives every 16-bit jump that does not reach its long form.
    fn lengthen(&mut self) {
        let growth = |instr: Instr| if instr.op() == Op::ForIter { 2u32 } else { 1 };
        let mut long = vec![false; self.fixups.len()];
        let mut moved: Vec<u32>;
        loop {
            moved = Vec::with_capacity(self.code.len() + 1);
            let (mut shift, mut next) = (0, 0);
            for at in 0..=self.code.len() as u32 {
                moved.push(at + shift);
                if next < long.len() && self.fixups[next].0 == at {
                    if long[next] {
                        shift += growth(self.code[at as usize]);
                    }
                    next += 1;
                }
            }
            let mut changed = false;
            for (far, &(at, label)) in long.iter_mut().zip(&self.fixups) {
                if *far || is_long(self.code[at as usize]) {
                    continue;
                }
                let target = moved[self.labels[label.0 as usize].at as usize];
                let offset = i64::from(target) - i64::from(moved[at as usize]) - 1;
                if i16::try_from(offset).is_err() {
                    *far = true;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        self.rewrite(&long, &moved);
    }

    fn rewrite(&mut self, long: &[bool], moved: &[u32]) {
        let code = std::mem::take(&mut self.code);
        let positions = std::mem::take(&mut self.positions);
        let fixups = std::mem::take(&mut self.fixups);
        let mut next = 0;
        for (at, (instr, pos)) in code.into_iter().zip(positions).enumerate() {
            let mut put = |instr: Instr| {
                self.code.push(instr);
                self.positions.push(pos);
                self.code.len() as u32 - 1
            };
            let Some(&(_, label)) = fixups.get(next).filter(|fixup| fixup.0 as usize == at) else {
                put(instr);
                continue;
            };
            let far = long[next];
            next += 1;
            let jump = if !far {
                put(instr)
            } else if instr.op() == Op::ForIter {
                // ForIter -> +1; Jump +1 (exhausted); Jump head
                put(instr.with_c(1));
                put(Instr::abx(Op::Jump, 0, 1));
                put(Instr::abx(Op::Jump, 0, 0))
            } else {
                put(instr.with_x(instr.x() ^ 1).with_c(1));
                put(Instr::abx(Op::Jump, 0, 0))
            };
            self.fixups.push((jump, label));
        }
        for label in self.labels.iter_mut().filter(|label| label.at != UNBOUND) {
            label.at = moved[label.at as usize];
        }
        for row in &mut self.exc_table {
            row.start = moved[row.start as usize];
            row.end = moved[row.end as usize];
            row.handler = moved[row.handler as usize];
        }
        for info in &mut self.loops {
            info.header = moved[info.header as usize];
            info.end = moved[info.end as usize];
        }
    }
}

/// Whether a jump has the 32-bit offset.
fn is_long(instr: Instr) -> bool {
    instr.op().info().b == Kind::JumpLong
}
