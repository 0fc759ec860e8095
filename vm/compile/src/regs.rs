//! Register allocation: a stack of temporaries above the unit's variables, and the set of registers known to be set.
//!
//! Variables have fixed registers `0..base`. Temporaries are taken and given back in stack order: remember
//! [`Regs::mark`], allocate, [`Regs::release`] back to the mark. Example: for `f(a, b + c)` the call area is three
//! temporaries in a row; `b + c` is computed straight into the third one.

/// A register number.
pub type Reg = u16;

/// The temporaries of one unit.
#[derive(Default)]
pub struct Regs {
    base: u32,
    next: u32,
    max: u32,
}

impl Regs {
    /// An allocator whose first temporary is register `base`.
    pub fn new(base: u32) -> Regs {
        Regs {
            base,
            next: base,
            max: base,
        }
    }

    /// Takes one register.
    pub fn alloc(&mut self) -> Reg {
        self.alloc_n(1)
    }

    /// Takes `count` registers in a row and answers the first. Past 65,535 the number is meaningless; the unit is
    /// refused at its end because of [`Regs::size`].
    pub fn alloc_n(&mut self, count: usize) -> Reg {
        let first = self.next;
        self.next = self
            .next
            .saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.max = self.max.max(self.next);
        first as Reg
    }

    /// The current height, for [`Regs::release`].
    pub fn mark(&self) -> u32 {
        self.next
    }

    /// Gives back everything allocated since `mark`.
    pub fn release(&mut self, mark: u32) {
        debug_assert!(mark <= self.next && mark >= self.base);
        self.next = mark;
    }

    /// Whether `reg` belongs to a variable of the unit.
    pub fn is_variable(&self, reg: Reg) -> bool {
        u32::from(reg) < self.base
    }

    /// Number of registers that belong to variables.
    pub fn first_temporary(&self) -> u32 {
        self.base
    }

    /// Size of the register window.
    pub fn size(&self) -> u32 {
        self.max
    }
}

/// A set of registers. The first 64 need no allocation, so that copies at branches stay cheap.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct RegSet {
    low: u64,
    high: Vec<u64>,
}

impl RegSet {
    fn word(&self, at: usize) -> u64 {
        match at {
            0 => self.low,
            _ => self.high.get(at - 1).copied().unwrap_or(0),
        }
    }

    /// Whether `reg` is in the set.
    pub fn has(&self, reg: Reg) -> bool {
        self.word(reg as usize / 64) >> (reg % 64) & 1 != 0
    }

    /// Adds `reg`.
    pub fn insert(&mut self, reg: Reg) {
        let at = reg as usize / 64;
        let word = if at == 0 {
            &mut self.low
        } else {
            if self.high.len() < at {
                self.high.resize(at, 0);
            }
            &mut self.high[at - 1]
        };
        *word |= 1 << (reg % 64);
    }

    /// Takes `reg` out.
    pub fn remove(&mut self, reg: Reg) {
        let mask = !(1 << (reg % 64));
        match reg as usize / 64 {
            0 => self.low &= mask,
            at => {
                if let Some(word) = self.high.get_mut(at - 1) {
                    *word &= mask;
                }
            }
        }
    }

    /// Keeps what is in both.
    pub fn intersect(&mut self, other: &RegSet) {
        self.low &= other.low;
        self.high.truncate(other.high.len());
        for (word, other) in self.high.iter_mut().zip(&other.high) {
            *word &= other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_across_the_word_boundary() {
        let mut a = RegSet::default();
        [0, 63, 64, 200].iter().for_each(|&reg| a.insert(reg));
        let mut b = a.clone();
        b.remove(64);
        b.remove(0);
        b.remove(999);
        a.intersect(&b);
        assert!(a.has(63) && a.has(200) && !a.has(64) && !a.has(0) && !a.has(999));
        let low = RegSet {
            low: u64::MAX,
            high: Vec::new(),
        };
        a.intersect(&low);
        assert!(a.has(63) && !a.has(200));
    }

    #[test]
    fn the_window_is_as_high_as_the_stack_was() {
        let mut regs = Regs::new(2);
        let mark = regs.mark();
        assert_eq!((regs.alloc(), regs.alloc_n(3)), (2, 3));
        regs.release(mark);
        assert_eq!((regs.alloc(), regs.size()), (2, 6));
        assert!(regs.is_variable(1) && !regs.is_variable(2));
    }
}
