//! Sharing of spill slots.
//!
//! A spilled value owns its slot over its whole hull, because it is stored once, where it is defined. Hulls are
//! intervals of the layout, so going through them by start and taking the first slot whose last owner has ended is
//! optimal. Slots that a side trace's parameters arrive in are given.

/// A value to be given a slot.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The value.
    pub value: u32,
    /// First position.
    pub start: u32,
    /// Last position; another value may start there.
    pub end: u32,
    /// The slot it must have.
    pub fixed: Option<u32>,
}

/// Assigns a slot to every item, returns how many slots are used. `items` gets sorted.
pub fn color(items: &mut [Item], mut assign: impl FnMut(u32, u32)) -> u32 {
    items.sort_unstable_by_key(|i| (i.fixed.is_none(), i.start, i.value));
    let mut until: Vec<u32> = Vec::new();
    // Where a given slot is needed at the entry, nobody may use it before either: the entry is position 0.
    for i in items.iter() {
        let slot = match i.fixed {
            Some(slot) => slot as usize,
            None => until
                .iter()
                .position(|&end| end <= i.start)
                .unwrap_or(until.len()),
        };
        if slot >= until.len() {
            until.resize(slot + 1, 0);
        }
        until[slot] = i.end.max(i.start + 1);
        assign(i.value, slot as u32);
    }
    until.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_shared_but_never_at_once() {
        let mut items = vec![
            Item {
                value: 0,
                start: 0,
                end: 10,
                fixed: Some(2),
            },
            Item {
                value: 1,
                start: 1,
                end: 5,
                fixed: None,
            },
            Item {
                value: 2,
                start: 5,
                end: 9,
                fixed: None,
            },
            Item {
                value: 3,
                start: 6,
                end: 12,
                fixed: None,
            },
            Item {
                value: 4,
                start: 10,
                end: 12,
                fixed: None,
            },
        ];
        let mut slots = [0; 5];
        let n = color(&mut items, |v, s| slots[v as usize] = s);
        assert_eq!(slots, [2, 0, 0, 1, 0]);
        assert_eq!(n, 3);
    }
}
