//! The byte buffer: dynasm writes fixed sequences into it, [`super::enc`] the forms with a register-or-memory operand.
//!
//! Labels are numbers; references are rel32 fields resolved at the end. Padding can be inserted *before* the compare of
//! a compare-and-branch pair after the fact, so that the branch's field becomes patchable without separating the two
//! (processors fuse them).

use dynasmrt::{AssemblyOffset, DynasmApi};

/// A place in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(u32);

#[derive(Clone, Copy, Debug)]
struct Fixup {
    at: u32,
    label: Label,
    /// Bytes of the instruction after the field.
    tail: u8,
}

const UNBOUND: u32 = u32::MAX;

/// Bytes, labels, references.
#[derive(Debug, Default)]
pub struct Asm {
    bytes: Vec<u8>,
    labels: Vec<u32>,
    fixups: Vec<Fixup>,
    /// Fields that hold addresses: 8 bytes (true) or 4.
    pub addresses: Vec<(u32, bool)>,
}

impl Extend<u8> for Asm {
    fn extend<T: IntoIterator<Item = u8>>(&mut self, iter: T) {
        self.bytes.extend(iter);
    }
}

impl<'a> Extend<&'a u8> for Asm {
    fn extend<T: IntoIterator<Item = &'a u8>>(&mut self, iter: T) {
        self.bytes.extend(iter);
    }
}

impl DynasmApi for Asm {
    fn offset(&self) -> AssemblyOffset {
        AssemblyOffset(self.bytes.len())
    }

    fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn align(&mut self, alignment: usize, with: u8) {
        let len = self.bytes.len().next_multiple_of(alignment);
        self.bytes.resize(len, with);
    }
}

/// Recommended no-ops of 1 to 9 bytes.
const NOPS: [&[u8]; 9] = [
    &[0x90],
    &[0x66, 0x90],
    &[0x0F, 0x1F, 0x00],
    &[0x0F, 0x1F, 0x40, 0x00],
    &[0x0F, 0x1F, 0x44, 0x00, 0x00],
    &[0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00],
    &[0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00],
    &[0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    &[0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

impl Asm {
    /// Empties it, keeping the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.labels.clear();
        self.fixups.clear();
        self.addresses.clear();
    }

    /// Current offset.
    pub fn here(&self) -> u32 {
        self.bytes.len() as u32
    }

    /// A label to be bound later.
    pub fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds a label here.
    pub fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.here();
    }

    /// A label here.
    pub fn here_label(&mut self) -> Label {
        let l = self.label();
        self.bind(l);
        l
    }

    /// Where a bound label is.
    pub fn offset_of(&self, label: Label) -> u32 {
        self.labels[label.0 as usize]
    }

    /// A rel32 field; `tail` bytes of its instruction follow.
    pub fn rel32(&mut self, label: Label, tail: u8) {
        self.fixups.push(Fixup {
            at: self.here(),
            label,
            tail,
        });
        self.bytes.extend_from_slice(&[0; 4]);
    }

    /// Pads with long no-ops.
    pub fn align_code(&mut self, alignment: usize) {
        let mut pad = self.bytes.len().next_multiple_of(alignment) - self.bytes.len();
        while pad > 0 {
            let n = pad.min(9);
            self.bytes.extend_from_slice(NOPS[n - 1]);
            pad -= n;
        }
    }

    /// Makes sure that a 4-byte field `ahead` bytes from here will not cross an 8-byte boundary, by no-ops inserted at
    /// `start`, an instruction boundary after which no label has been bound.
    pub fn pad_for_patch(&mut self, start: u32, ahead: u32) {
        let rest = (self.here() + ahead) % 8;
        if rest <= 4 {
            return;
        }
        let pad = 8 - rest as usize;
        let at = start as usize;
        self.bytes.splice(at..at, NOPS[pad - 1].iter().copied());
        for f in self.fixups.iter_mut().rev().take_while(|f| f.at >= start) {
            f.at += pad as u32;
        }
        for a in self.addresses.iter_mut().rev().take_while(|a| a.0 >= start) {
            a.0 += pad as u32;
        }
        debug_assert!(
            self.labels.iter().all(|&l| l == UNBOUND || l <= start),
            "label inside a padded pair"
        );
    }

    /// Resolves all references and hands out the bytes; `None` if a label was never bound.
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        for f in &self.fixups {
            let target = self.labels[f.label.0 as usize];
            if target == UNBOUND {
                return None;
            }
            let rel = i64::from(target) - (i64::from(f.at) + 4 + i64::from(f.tail));
            self.bytes[f.at as usize..f.at as usize + 4]
                .copy_from_slice(&(rel as i32).to_le_bytes());
        }
        Some(self.bytes.clone())
    }
}
