//! Parallel moves put in sequence.
//!
//! All sources are read before any destination is written, as far as the outcome goes. A move is emitted as soon as
//! nobody still has to read its destination; what remains are cycles, each opened by copying one member to the scratch
//! register of its class. Slots are locations like registers (their scratch is the general one).
//!
//! Example: `r1 <- r2, r2 <- r1, r3 <- r1` becomes `r3 <- r1; scratch <- r1; r1 <- r2; r2 <- scratch`.

use super::{Loc, Machine, Move};

/// Reused buffers of the solver.
#[derive(Debug, Default)]
pub struct MoveSolver {
    pending: Vec<Move>,
}

impl MoveSolver {
    /// Appends to `out` a sequence with the effect of doing all of `parallel` at once. Destinations are distinct.
    pub fn solve(&mut self, parallel: &[Move], machine: &Machine, out: &mut Vec<Move>) {
        self.pending.clear();
        self.pending.extend(
            parallel
                .iter()
                .copied()
                .filter(|m| m.dst != m.src && m.dst != Loc::None),
        );
        let pending = &mut self.pending;
        while !pending.is_empty() {
            let mut progressed = false;
            let mut i = 0;
            while i < pending.len() {
                let m = pending[i];
                let blocked = pending
                    .iter()
                    .enumerate()
                    .any(|(j, o)| j != i && o.src == m.dst);
                if blocked {
                    i += 1;
                } else {
                    out.push(m);
                    pending.swap_remove(i);
                    progressed = true;
                }
            }
            if !progressed {
                // Only cycles are left, and in a cycle every location is read exactly once.
                let from = pending[0].src;
                let scratch = match from {
                    Loc::Fpr(_) => Loc::Fpr(machine.fpr.scratch),
                    _ => Loc::Gpr(machine.gpr.scratch),
                };
                out.push(Move {
                    dst: scratch,
                    src: from,
                });
                for m in pending.iter_mut().filter(|m| m.src == from) {
                    m.src = scratch;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Ref;
    use crate::regalloc::RegClass;

    const MACHINE: Machine = Machine {
        gpr: RegClass {
            allocatable: 0xFF,
            callee_saved: 0,
            scratch: 9,
            args: &[],
        },
        fpr: RegClass {
            allocatable: 0xFF,
            callee_saved: 0,
            scratch: 9,
            args: &[],
        },
        context: None,
        max_slots: 100,
    };

    fn index(l: Loc) -> usize {
        match l {
            Loc::Gpr(n) => n as usize,
            Loc::Fpr(n) => 20 + n as usize,
            Loc::Spill(n) => 40 + n as usize,
            _ => panic!("no place: {l}"),
        }
    }

    fn run(moves: &[Move]) {
        let mut out = Vec::new();
        MoveSolver::default().solve(moves, &MACHINE, &mut out);
        let mut state: Vec<u64> = (0..60).collect();
        let value = |state: &[u64], l: Loc| match l {
            Loc::Const(r) => 1000 + r.const_index() as u64,
            l => state[index(l)],
        };
        let start = state.clone();
        for m in &out {
            state[index(m.dst)] = value(&state, m.src);
        }
        for m in moves {
            assert_eq!(
                value(&state, m.dst),
                value(&start, m.src),
                "{moves:?} -> {out:?}"
            );
        }
        let written: Vec<usize> = moves.iter().map(|m| index(m.dst)).collect();
        for (i, (now, before)) in state.iter().zip(&start).enumerate() {
            assert!(
                written.contains(&i) || i == 9 || i == 29 || now == before,
                "clobbered {i}: {moves:?} -> {out:?}"
            );
        }
    }

    #[test]
    fn cycles_chains_and_fans() {
        let g = Loc::Gpr;
        let mv = |dst, src| Move { dst, src };
        run(&[mv(g(1), g(2)), mv(g(2), g(1)), mv(g(3), g(1))]);
        run(&[
            mv(g(1), g(2)),
            mv(g(2), g(3)),
            mv(g(3), g(1)),
            mv(g(4), Loc::Const(Ref::constant(7))),
        ]);
        run(&[
            mv(Loc::Spill(0), Loc::Spill(1)),
            mv(Loc::Spill(1), Loc::Spill(0)),
            mv(Loc::Fpr(1), Loc::Spill(0)),
        ]);
        run(&[
            mv(Loc::Fpr(0), Loc::Spill(3)),
            mv(Loc::Spill(3), Loc::Fpr(0)),
            mv(g(1), g(1)),
        ]);
        run(&[
            mv(g(0), g(1)),
            mv(g(1), g(0)),
            mv(g(2), g(3)),
            mv(g(3), g(2)),
        ]);
    }

    #[test]
    fn random_parallel_moves() {
        let mut seed = 12345u64;
        let mut next = |n: u64| {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (seed >> 33) % n
        };
        for _ in 0..5000 {
            let n = next(9) + 1;
            let mut places: Vec<Loc> = (0..8)
                .map(Loc::Gpr)
                .chain((0..3).map(Loc::Fpr))
                .chain((0..4).map(Loc::Spill))
                .collect();
            let all = places.clone();
            let moves: Vec<Move> = (0..n)
                .map(|_| {
                    let dst = places.swap_remove(next(places.len() as u64) as usize);
                    let src = match next(8) {
                        0 => Loc::Const(Ref::constant(next(5) as u32)),
                        _ => all[next(all.len() as u64) as usize],
                    };
                    Move { dst, src }
                })
                .collect();
            run(&moves);
        }
    }
}
