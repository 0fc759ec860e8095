//! Guard elimination: a guard that earlier guards imply vanishes, one they refute leaves for good.
//!
//! What a passed guard proves is noted on the value: a condition *is* `true` afterwards, a word compared with a
//! constant *is* the constant, a word's possible kinds shrink ([`tags`]). Shapes and the trace's validity are facts
//! about memory, hence kept in [`memory`](super::memory), where stores and calls revoke them. Integer comparisons
//! teach [`range`](super::range).

use super::emit::{Emitter, Step};
use super::Pass;
use crate::abi;
use crate::ir::{Inst, Op, Ref, Tag, Type};

/// Kinds of word, as bits of `Fact::tags`.
pub(super) mod tags {
    /// Inline int.
    pub const INT: u8 = 1;
    /// Heap int64.
    pub const HEAP_INT: u8 = 2;
    /// Float.
    pub const FLOAT: u8 = 4;
    /// Pointer to any other object.
    pub const OBJECT: u8 = 8;
    /// None.
    pub const NONE: u8 = 16;
    /// True or False.
    pub const BOOL: u8 = 32;
    /// UNDEF.
    pub const UNDEF: u8 = 64;
    /// Any other immediate.
    pub const OTHER: u8 = 128;
}

/// The kinds of word a tag admits.
fn tag_mask(tag: Tag) -> u8 {
    match tag {
        Tag::Int => tags::INT,
        Tag::IntAny => tags::INT | tags::HEAP_INT,
        Tag::Float => tags::FLOAT,
        Tag::Ptr => tags::HEAP_INT | tags::OBJECT,
        Tag::None => tags::NONE,
        Tag::Bool => tags::BOOL,
        Tag::Undef => tags::UNDEF,
    }
}

impl Emitter {
    /// Kinds of a constant word.
    pub fn const_tags(&self, word: u64) -> u8 {
        match word {
            abi::UNDEF => tags::UNDEF,
            abi::NONE => tags::NONE,
            w if abi::is_bool(w) => tags::BOOL,
            w if abi::is_small(w) => tags::INT,
            w if abi::is_float(w) => tags::FLOAT,
            w if abi::is_ptr(w) => tags::HEAP_INT | tags::OBJECT,
            _ => tags::OTHER,
        }
    }

    /// Kinds of a result.
    pub fn result_tags(&self, inst: &Inst) -> u8 {
        match inst.op {
            Op::BoxInt => tags::INT | tags::HEAP_INT,
            Op::BoxUint => tags::INT | tags::HEAP_INT | tags::OBJECT,
            op if op.is_big() => tags::INT | tags::HEAP_INT | tags::OBJECT,
            Op::BoxSmall => tags::INT,
            Op::BoxFloat => tags::FLOAT,
            Op::BoxBool => tags::BOOL,
            Op::PtrToVal if self.is_new(inst.args[0]) => tags::OBJECT,
            Op::PtrToVal => tags::OBJECT | tags::HEAP_INT | tags::UNDEF,
            Op::Select => self.fact(inst.args[1]).tags | self.fact(inst.args[2]).tags,
            _ => 0xFF,
        }
    }

    fn is_new(&self, r: Ref) -> bool {
        self.t.def(r).is_some_and(|d| d.op == Op::New)
    }

    /// Whether the word has the tag, if that is known.
    fn decide_tag(&self, v: Ref, tag: Tag) -> Option<bool> {
        let (have, want) = (self.fact(v).tags, tag_mask(tag));
        if have & !want == 0 {
            Some(true)
        } else if have & want == 0 {
            Some(false)
        } else {
            None
        }
    }

    /// What knowledge makes of tests and guards.
    pub fn simplify_guard(&mut self, inst: &Inst) -> Step {
        let [a, b, _] = inst.args;
        let verdict = |known: Option<bool>| match known {
            Some(true) => Step::Drop,
            Some(false) => Step::Leave,
            None => Step::Keep,
        };
        match inst.op {
            Op::IsTag => match self.decide_tag(a, inst.tag()) {
                Some(known) => Step::Value(self.t.consts.bool(known)),
                None => Step::Keep,
            },
            Op::GuardTag => verdict(self.decide_tag(a, inst.tag())),
            Op::GuardEq | Op::GuardNe if self.t.ty(a) == Type::Val => {
                let disjoint = self.fact(a).tags & self.fact(b).tags == 0;
                match (disjoint, inst.op) {
                    (true, Op::GuardEq) => Step::Leave,
                    (true, _) => Step::Drop,
                    _ => Step::Keep,
                }
            }
            Op::GuardNe if self.t.ty(a) == Type::Ptr && self.objects_differ(a, b) => Step::Drop,
            Op::Eq | Op::Ne
                if self.t.ty(a) == Type::Val && self.fact(a).tags & self.fact(b).tags == 0 =>
            {
                Step::Value(self.t.consts.bool(inst.op == Op::Ne))
            }
            Op::GuardShape => verdict(self.known_shape(a).map(|shape| shape == b)),
            Op::GuardValid if self.is_known_valid(a) => Step::Drop,
            _ => Step::Keep,
        }
    }

    fn set_equal(&mut self, r: Ref, constant: Ref) {
        // Using the constant from here on is a rewrite.
        if r.is_inst() && self.fact(r).equal != constant && self.budget.spend(Pass::Guard) {
            let mut fact = self.fact(r);
            fact.equal = constant;
            let known = self.fact(constant);
            (fact.lo, fact.hi, fact.tags) = (known.lo, known.hi, known.tags);
            self.set_fact(r, fact);
        }
    }

    /// Learns from a guard that was appended.
    pub fn note_guard(&mut self, inst: &Inst) {
        let [a, b, _] = inst.args;
        match inst.op {
            Op::GuardTrue | Op::GuardFalse => {
                let holds = inst.op == Op::GuardTrue;
                self.learn(a, holds);
                if self.passes.has(Pass::Range) {
                    self.assume_comparison(a, holds);
                }
            }
            Op::GuardTag => {
                let mut fact = self.fact(a);
                fact.tags &= tag_mask(inst.tag());
                self.set_fact(a, fact);
                match inst.tag() {
                    Tag::None => {
                        let none = self.t.consts.val(abi::NONE);
                        self.set_equal(a, none);
                    }
                    Tag::Undef => {
                        let undef = self.t.consts.val(abi::UNDEF);
                        self.set_equal(a, undef);
                    }
                    _ => {}
                }
            }
            Op::GuardEq => self.set_equal(a, b),
            Op::GuardNe if self.t.ty(a) == Type::I64 && self.passes.has(Pass::Range) => {
                self.assume_different(a, b)
            }
            Op::GuardNe if self.t.ty(a) == Type::Val => {
                // Different from the only word of its kind: not of that kind.
                let single = self.fact(b).tags & (tags::NONE | tags::UNDEF);
                let mut fact = self.fact(a);
                fact.tags &= !single;
                self.set_fact(a, fact);
            }
            _ => {}
        }
    }

    /// A condition came out as `holds`; so did those it is made of.
    fn learn(&mut self, cond: Ref, holds: bool) {
        let Some(&def) = self.t.def(cond) else { return };
        let constant = self.t.consts.bool(holds);
        self.set_equal(cond, constant);
        let [a, b, _] = def.args;
        match (def.op, holds) {
            (Op::Bnot, _) => self.learn(a, !holds),
            (Op::Band, true) | (Op::Bor, false) => {
                self.learn(a, holds);
                self.learn(b, holds);
            }
            (Op::Eq, true) | (Op::Ne, false) if b.is_const() => self.set_equal(a, b),
            (Op::IsTag, true) => {
                let mut fact = self.fact(a);
                fact.tags &= tag_mask(def.tag());
                self.set_fact(a, fact);
            }
            (Op::IsTag, false) => {
                let mut fact = self.fact(a);
                fact.tags &= !tag_mask(def.tag());
                self.set_fact(a, fact);
            }
            _ => {}
        }
    }
}
