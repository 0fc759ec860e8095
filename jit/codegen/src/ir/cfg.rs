//! Control flow of a trace: predecessors, reachability, dominators.

use super::inst::Trace;
use super::types::BlockId;

/// Facts about the blocks of a trace.
#[derive(Clone, Debug, Default)]
pub struct Cfg {
    /// Predecessors of each block, one entry per edge.
    pub preds: Vec<Vec<BlockId>>,
    /// Immediate dominator; the entry's is itself, `BlockId::NONE` if unreachable.
    pub idom: Vec<BlockId>,
    /// Reachable blocks in reverse postorder.
    pub order: Vec<BlockId>,
}

impl Cfg {
    /// Computes everything. Edges to blocks that do not exist are ignored.
    pub fn new(t: &Trace) -> Cfg {
        let n = t.blocks.len();
        let mut cfg = Cfg {
            preds: vec![Vec::new(); n],
            idom: vec![BlockId::NONE; n],
            order: Vec::new(),
        };
        if n == 0 {
            return cfg;
        }
        for b in t.block_ids() {
            for (to, _) in t.successors(b) {
                if to.index() < n {
                    cfg.preds[to.index()].push(b);
                }
            }
        }
        cfg.order = reverse_postorder(t);
        cfg.compute_dominators(n);
        cfg
    }

    /// The iteration of Cooper, Harvey and Kennedy.
    fn compute_dominators(&mut self, n: usize) {
        let mut number = vec![u32::MAX; n];
        for (i, b) in self.order.iter().enumerate() {
            number[b.index()] = i as u32;
        }
        self.idom[0] = BlockId::new(0);
        let mut changed = true;
        while changed {
            changed = false;
            for &b in self.order.iter().skip(1) {
                let mut new = BlockId::NONE;
                for &p in &self.preds[b.index()] {
                    if self.idom[p.index()].is_none() {
                        continue;
                    }
                    new = if new.is_none() {
                        p
                    } else {
                        meet(&self.idom, &number, new, p)
                    };
                }
                if new != self.idom[b.index()] {
                    self.idom[b.index()] = new;
                    changed = true;
                }
            }
        }
    }

    /// Whether the block can be reached from the entry.
    pub fn is_reachable(&self, b: BlockId) -> bool {
        !self.idom[b.index()].is_none()
    }

    /// Whether every path to `b` goes through `a`.
    pub fn dominates(&self, a: BlockId, mut b: BlockId) -> bool {
        while b != a {
            let up = self.idom[b.index()];
            if up == b || up.is_none() {
                return false;
            }
            b = up;
        }
        true
    }
}

fn meet(idom: &[BlockId], number: &[u32], mut a: BlockId, mut b: BlockId) -> BlockId {
    while a != b {
        if number[a.index()] > number[b.index()] {
            a = idom[a.index()];
        } else {
            b = idom[b.index()];
        }
    }
    a
}

fn reverse_postorder(t: &Trace) -> Vec<BlockId> {
    let n = t.blocks.len();
    let mut seen = vec![false; n];
    let mut order = Vec::with_capacity(n);
    let mut stack = vec![(BlockId::new(0), 0)];
    seen[0] = true;
    while let Some((b, next)) = stack.pop() {
        match t.successors(b).nth(next) {
            None => order.push(b),
            Some((to, _)) => {
                stack.push((b, next + 1));
                if to.index() < n && !seen[to.index()] {
                    seen[to.index()] = true;
                    stack.push((to, 0));
                }
            }
        }
    }
    order.reverse();
    order
}
