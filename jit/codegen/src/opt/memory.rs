//! Load and store forwarding over an alias analysis.
//!
//! [`MemState`] lists locations with a known content. A load of such a location is its content; a store of what is
//! there already vanishes. Stores and calls revoke what they may overwrite:
//!
//! - fields of different alias classes never overlap; within a class, two accesses with the same base (and index) are
//!   compared by offset and width;
//! - an object allocated in this trace (*fresh*) differs from every pointer that existed before it, and, until it
//!   escapes, from every pointer that is not derived from it. It escapes when it is stored into an object that is not
//!   fresh and private itself, passed to a call that may keep it, written to a VM register, or passed to another block.
//!   A snapshot is no escape: after an exit the trace makes no more assumptions;
//! - objects of different known shapes differ, and so do pointers that a guard has compared;
//! - calls revoke the classes they write, all mutable memory if they may run Python; private objects are out of reach.
//!
//! Shapes, the trace's validity and "the barrier has been passed" are locations too: `guard_shape`, `guard_valid` and
//! `barrier` are loads of them. The latter is revoked by everything that may collect.
//!
//! Example: `store m0 v1, v2; store m0 v3, v4; v5 = load m0 v1` keeps the load, unless `v3` is fresh and `v1` older.

use super::emit::{Emitter, Step};
use crate::ir::{AliasClass, AllocId, Inst, MemId, Op, Ref, Type, Width};

/// What kind of location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A field or element.
    Field(MemId),
    /// An object's shape.
    Shape,
    /// The byte that says whether the trace is valid.
    Valid,
    /// Whether the barrier has been executed since the last collection may have been.
    Barrier,
    /// A VM register.
    Slot(u32),
}

/// A location and what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct MemFact {
    pub place: Place,
    /// The pointer as the trace has it, for `Place`s that have one.
    pub base: Ref,
    pub index: Ref,
    pub scale: u16,
    /// The content; `Ref::NONE` if the presence of the fact says all.
    pub value: Ref,
    /// Number of the assumption this is, while peeling; else `u32::MAX`.
    pub assumed: u32,
}

/// An object allocated in the trace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fresh {
    pub ptr: Ref,
    pub escaped: bool,
    /// Its kind, with the shape it has now.
    pub alloc: AllocId,
    /// Something was stored that header and fields of its kind do not tell, like part of a word.
    pub altered: bool,
}

/// What is known of memory.
#[derive(Clone, Debug, Default)]
pub(super) struct MemState {
    pub facts: Vec<MemFact>,
    pub fresh: Vec<Fresh>,
    /// Private container, private content.
    pub contains: Vec<(Ref, Ref)>,
    /// Pointers that `guard_ne` has found to be different: starts of objects, not places in them.
    pub distinct: Vec<(Ref, Ref)>,
    /// Assumptions that were relied on.
    pub used: Vec<bool>,
}

impl MemState {
    /// For the next trace.
    pub fn clear(&mut self) {
        self.facts.clear();
        self.fresh.clear();
        self.contains.clear();
        self.distinct.clear();
        self.used.clear();
    }

    /// Copies another state into this one's buffers.
    pub fn copy_from(&mut self, other: &MemState) {
        self.facts.clone_from(&other.facts);
        self.fresh.clone_from(&other.fresh);
        self.contains.clone_from(&other.contains);
        self.distinct.clone_from(&other.distinct);
        self.used.clone_from(&other.used);
    }

    /// Control may have come here on paths not followed.
    pub fn forget_everything(&mut self) {
        self.facts.clear();
        self.distinct.clear();
        for f in &mut self.fresh {
            f.escaped = true;
        }
    }

    /// Whether a pointer is an object of the trace's own that nobody else can reach.
    pub fn is_private(&self, root: Ref) -> bool {
        self.fresh.iter().rev().any(|f| f.ptr == root && !f.escaped)
    }

    /// The kind of a private object that is all that its kind and its fields' contents say, so that it can be made again
    /// from them.
    pub fn plain_kind(&self, root: Ref) -> Option<AllocId> {
        let fresh = self.fresh.iter().rev().find(|f| f.ptr == root)?;
        (!fresh.escaped && !fresh.altered).then_some(fresh.alloc)
    }

    fn is_fresh(&self, root: Ref) -> bool {
        self.fresh.iter().any(|f| f.ptr == root)
    }

    /// Others can reach the object from now on, and what it contains.
    pub fn escape(&mut self, root: Ref) {
        let Some(f) = self.fresh.iter_mut().find(|f| f.ptr == root && !f.escaped) else {
            return;
        };
        f.escaped = true;
        self.escape_contents(root);
    }

    fn escape_contents(&mut self, container: Ref) {
        for i in 0..self.contains.len() {
            let (outer, inner) = self.contains[i];
            if outer == container {
                self.escape(inner);
            }
        }
    }
}

/// An address, taken apart. Equal ones are the same location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Loc {
    class: AliasClass,
    width: Width,
    root: Ref,
    /// Constant distance from the root (index part included).
    offset: i64,
    /// Variable part of the index, or `Ref::NONE`.
    index: Ref,
    scale: u16,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alias {
    No,
    May,
    Must,
}

impl Emitter {
    /// The object a pointer or word stands for: casts stripped.
    pub fn root_of(&self, mut r: Ref) -> Ref {
        while let Some(def) = self.t.def(r) {
            match def.op {
                Op::PtrToVal | Op::ValToPtr => r = def.args[0],
                _ => break,
            }
        }
        r
    }

    /// Casts and constant distances stripped.
    fn root_and_offset(&self, r: Ref) -> (Ref, i64) {
        let r = self.root_of(r);
        match self.t.def(r) {
            Some(def) if def.op == Op::PtrAdd => match self.int(def.args[1]) {
                Some(c) => {
                    let (root, offset) = self.root_and_offset(def.args[0]);
                    (root, offset.wrapping_add(c))
                }
                None => (r, 0),
            },
            _ => (r, 0),
        }
    }

    /// Every fresh object a pointer may lead into: also through variable distances.
    fn owner_of(&self, r: Ref) -> Ref {
        let (root, _) = self.root_and_offset(r);
        match self.t.def(root) {
            Some(def) if def.op == Op::PtrAdd => self.owner_of(def.args[0]),
            _ => root,
        }
    }

    fn loc(&self, mem: MemId, base: Ref, index: Ref, scale: u16) -> Loc {
        let desc = self.t.mem(mem);
        let (root, distance) = self.root_and_offset(base);
        let mut offset = distance.wrapping_add(i64::from(desc.offset));
        let mut index = index;
        // Addresses wrap, so a sum may be taken apart whether it wraps or not.
        while let Some(def) = self.t.def(index) {
            if !matches!(def.op, Op::Add | Op::AddOvf) {
                break;
            }
            let Some(c) = self.int(def.args[1]) else {
                break;
            };
            offset = offset.wrapping_add(c.wrapping_mul(i64::from(scale)));
            index = def.args[0];
        }
        if let Some(c) = self.int(index) {
            offset = offset.wrapping_add(c.wrapping_mul(i64::from(scale)));
            index = Ref::NONE;
        }
        let scale = if index.is_none() { 0 } else { scale };
        Loc {
            class: desc.alias,
            width: desc.width,
            root,
            offset,
            index,
            scale,
        }
    }

    fn fact_loc(&self, fact: &MemFact) -> Option<Loc> {
        match fact.place {
            Place::Field(mem) => Some(self.loc(mem, fact.base, fact.index, fact.scale)),
            _ => None,
        }
    }

    /// Whether a fact is about this very location. Most are not by their class alone, which is seen at once.
    fn is_at(&self, fact: &MemFact, loc: &Loc) -> bool {
        let Place::Field(mem) = fact.place else {
            return false;
        };
        let desc = self.t.mem(mem);
        (desc.alias, desc.width) == (loc.class, loc.width)
            && self.loc(mem, fact.base, fact.index, fact.scale) == *loc
    }

    fn alias(&self, a: &Loc, b: &Loc) -> Alias {
        if a.class != b.class {
            return Alias::No;
        }
        if a.root == b.root {
            if (a.index, a.scale) != (b.index, b.scale) {
                return Alias::May;
            }
            if a == b {
                return Alias::Must;
            }
            let apart = |x: &Loc, y: &Loc| {
                i128::from(x.offset) + i128::from(x.width.bytes()) <= i128::from(y.offset)
            };
            return if apart(a, b) || apart(b, a) {
                Alias::No
            } else {
                Alias::May
            };
        }
        if self.objects_differ(a.root, b.root) {
            Alias::No
        } else {
            Alias::May
        }
    }

    /// Whether two pointers lead into different objects for sure.
    pub fn objects_differ(&self, a: Ref, b: Ref) -> bool {
        let (a, b) = (self.owner_of(a), self.owner_of(b));
        if a == b {
            return false;
        }
        if self.differs_from_fresh(a, b) || self.differs_from_fresh(b, a) {
            return true;
        }
        if self
            .mem
            .distinct
            .iter()
            .any(|&d| d == (a, b) || d == (b, a))
        {
            return true;
        }
        match (self.known_shape_quietly(a), self.known_shape_quietly(b)) {
            (Some(x), Some(y)) => x != y,
            _ => false,
        }
    }

    fn differs_from_fresh(&self, fresh: Ref, other: Ref) -> bool {
        if !self.mem.is_fresh(fresh) {
            return false;
        }
        other.is_const() || other < fresh || self.mem.is_private(fresh) || self.mem.is_fresh(other)
    }

    /// The shape an object is known to have (a constant).
    pub fn known_shape(&mut self, ptr: Ref) -> Option<Ref> {
        let root = self.root_of(ptr);
        let at = self.find_shape(root)?;
        self.use_fact(at)
    }

    fn known_shape_quietly(&self, root: Ref) -> Option<Ref> {
        self.find_shape(root)
            .filter(|&at| self.mem.facts[at].assumed == u32::MAX)
            .map(|at| self.mem.facts[at].value)
    }

    fn find_shape(&self, root: Ref) -> Option<usize> {
        self.mem
            .facts
            .iter()
            .rposition(|f| f.place == Place::Shape && f.base == root)
    }

    fn use_fact(&mut self, at: usize) -> Option<Ref> {
        let fact = self.mem.facts[at];
        if fact.assumed != u32::MAX {
            self.mem.used[fact.assumed as usize] = true;
        }
        Some(fact.value)
    }

    /// Whether the trace is known to be valid here.
    pub fn is_known_valid(&mut self, flag: Ref) -> bool {
        let at = self
            .mem
            .facts
            .iter()
            .position(|f| f.place == Place::Valid && f.base == flag);
        at.and_then(|at| self.use_fact(at)).is_some()
    }

    /// What is known of a location of memory makes of an instruction.
    pub fn simplify_memory(&mut self, inst: &Inst) -> Step {
        match inst.op {
            Op::Load => match self.find_field(inst) {
                Some(at) => self.use_fact(at).map_or(Step::Keep, Step::Value),
                None => Step::Keep,
            },
            Op::Store => match self.find_field(inst) {
                Some(at) if self.mem.facts[at].value == inst.stored() => {
                    self.use_fact(at);
                    Step::Drop
                }
                _ => Step::Keep,
            },
            Op::LoadSlot => match self.find_slot(inst.slot()) {
                Some(at) => self.use_fact(at).map_or(Step::Keep, Step::Value),
                None => Step::Keep,
            },
            Op::StoreSlot => match self.find_slot(inst.slot()) {
                Some(at) if self.mem.facts[at].value == inst.args[0] => {
                    self.use_fact(at);
                    Step::Drop
                }
                _ => Step::Keep,
            },
            Op::Barrier => {
                let root = self.root_of(inst.args[0]);
                match self
                    .mem
                    .facts
                    .iter()
                    .position(|f| f.place == Place::Barrier && f.base == root)
                {
                    Some(at) => {
                        self.use_fact(at);
                        Step::Drop
                    }
                    None => Step::Keep,
                }
            }
            _ => Step::Keep,
        }
    }

    fn find_field(&self, inst: &Inst) -> Option<usize> {
        let loc = self.loc(inst.mem(), inst.base(), inst.index(), inst.extra);
        self.mem.facts.iter().rposition(|f| self.is_at(f, &loc))
    }

    fn find_slot(&self, slot: u32) -> Option<usize> {
        self.mem
            .facts
            .iter()
            .position(|f| f.place == Place::Slot(slot))
    }

    /// Same location as a fact from another point of the trace.
    pub fn find_same_place(&self, fact: &MemFact) -> Option<&MemFact> {
        let loc = self.fact_loc(fact);
        self.mem.facts.iter().rev().find(|f| match &loc {
            Some(loc) => self.is_at(f, loc),
            None => f.place == fact.place && f.base == fact.base,
        })
    }

    fn learn_place(&mut self, place: Place, base: Ref, value: Ref) {
        self.mem
            .facts
            .retain(|f| !(f.place == place && f.base == base));
        let (index, scale, assumed) = (Ref::NONE, 0, u32::MAX);
        self.mem.facts.push(MemFact {
            place,
            base,
            index,
            scale,
            value,
            assumed,
        });
    }

    /// Escapes and revocations of an instruction about to be appended.
    pub fn note_effects(&mut self, inst: &Inst) {
        match inst.op {
            Op::Store => self.note_store(inst),
            Op::Call => self.note_call(inst),
            Op::StoreSlot | Op::Ret => self.escape_value(inst.args[0]),
            Op::Jump | Op::Br | Op::Link => {
                for i in 0..self.t.operands_of(inst).len() {
                    let r = self.t.operands_of(inst)[i];
                    self.escape_value(r);
                }
            }
            Op::Select => {
                self.escape_value(inst.args[1]);
                self.escape_value(inst.args[2]);
            }
            Op::PtrToInt => self.escape_value(inst.args[0]),
            Op::Load => {
                // A content that was not forwarded may be any of those put there.
                let owner = self.owner_of(inst.base());
                self.mem.escape_contents(owner);
            }
            Op::New | Op::BoxInt | Op::BoxUint => self.revoke(|_, f| f.place == Place::Barrier),
            op if op.is_big() => self.revoke(|_, f| f.place == Place::Barrier),
            _ => {}
        }
    }

    /// A value flows where it is no longer followed.
    pub fn escape_value(&mut self, r: Ref) {
        if matches!(self.t.ty(r), Type::Ptr | Type::Val) {
            let owner = self.owner_of(r);
            self.mem.escape(owner);
        }
    }

    fn revoke(&mut self, dies: impl Fn(&Emitter, &MemFact) -> bool) {
        let mut i = 0;
        while i < self.mem.facts.len() {
            if dies(self, &self.mem.facts[i]) {
                self.mem.facts.swap_remove(i);
            } else {
                i += 1;
            }
        }
    }

    fn note_alteration(&mut self, inst: &Inst, container: Ref) {
        let Some(at) = self.mem.fresh.iter().rposition(|f| f.ptr == container) else {
            return;
        };
        if let Some(shape) = self.t.stored_shape(inst) {
            self.mem.fresh[at].alloc = self.t.alloc_with_shape(self.mem.fresh[at].alloc, shape);
            return;
        }
        let fields = &self.t.alloc_desc(self.mem.fresh[at].alloc).fields;
        let is_field = fields.contains(&inst.mem()) && inst.index().is_none();
        if !is_field || !super::sink::is_whole(&self.t, inst.mem()) {
            self.mem.fresh[at].altered = true;
        }
    }

    fn note_store(&mut self, inst: &Inst) {
        let container = self.owner_of(inst.base());
        self.note_alteration(inst, container);
        let (content, class) = (inst.stored(), self.t.mem(inst.mem()).alias);
        if matches!(self.t.ty(content), Type::Ptr | Type::Val) {
            let content = self.owner_of(content);
            if self.mem.is_private(container) {
                if self.mem.is_private(content) {
                    self.mem.contains.push((container, content));
                }
            } else {
                self.mem.escape(content);
            }
        }
        let loc = self.loc(inst.mem(), inst.base(), inst.index(), inst.extra);
        let immutable = self.t.mem(inst.mem()).immutable;
        self.revoke(|e, f| match f.place {
            Place::Field(mem) => {
                if e.t.mem(mem).alias != class {
                    return false;
                }
                let alias = e.alias(&loc, &e.loc(mem, f.base, f.index, f.scale));
                // Nobody has read an immutable field before it is written: only the very same location matters.
                alias == Alias::Must
                    || alias == Alias::May && !(immutable && e.t.mem(mem).immutable)
            }
            Place::Shape => class == AliasClass::SHAPE && !e.objects_differ(f.base, loc.root),
            _ => false,
        });
    }

    fn note_call(&mut self, inst: &Inst) {
        let effects = self.t.call_desc(inst.call()).effects;
        let args = self.t.operands_of(inst).len();
        if !effects.keeps_nothing {
            for i in 0..args {
                let r = self.t.operands_of(inst)[i];
                self.escape_value(r);
            }
        }
        if effects.pure {
            return;
        }
        // Objects lent to the callee are in its reach, with their contents.
        let mut lent: Vec<Ref> = Vec::new();
        if effects.keeps_nothing {
            for &r in self.t.operands_of(inst) {
                let owner = self.owner_of(r);
                if self.mem.is_private(owner) {
                    lent.push(owner);
                }
            }
            let mut i = 0;
            while i < lent.len() {
                let outer = lent[i];
                for &(container, content) in &self.mem.contains {
                    if container == outer && !lent.contains(&content) {
                        lent.push(content);
                    }
                }
                i += 1;
            }
        }
        let python = effects.may_run_python;
        self.revoke(|e, f| {
            let in_reach = |base: Ref| {
                let owner = e.owner_of(base);
                !e.mem.is_private(owner) || lent.contains(&owner)
            };
            match f.place {
                Place::Field(mem) => {
                    let desc = e.t.mem(mem);
                    !desc.immutable
                        && (python || effects.writes.contains(desc.alias))
                        && in_reach(f.base)
                }
                Place::Shape => {
                    (python || effects.writes.contains(AliasClass::SHAPE)) && in_reach(f.base)
                }
                Place::Valid => python,
                Place::Barrier => python || effects.allocs,
                Place::Slot(_) => python || effects.writes_slots,
            }
        });
    }

    /// What an appended instruction tells about memory.
    pub fn note_memory(&mut self, r: Ref, inst: &Inst) {
        let constant = Ref::NONE;
        match inst.op {
            Op::Load => self.learn_field(inst, r),
            Op::Store => {
                let width = self.t.mem(inst.mem()).width;
                if width.ty() != Type::I64 || self.survives(inst.stored(), width) {
                    self.learn_field(inst, inst.stored());
                }
                if let Some(shape) = self.t.stored_shape(inst) {
                    let root = self.root_of(inst.base());
                    let shape = self.t.consts.ptr(u64::from(shape));
                    self.learn_place(Place::Shape, root, shape);
                }
            }
            Op::LoadSlot => self.learn_place(Place::Slot(inst.slot()), constant, r),
            Op::StoreSlot => self.learn_place(Place::Slot(inst.slot()), constant, inst.args[0]),
            Op::GuardShape => {
                let root = self.root_of(inst.args[0]);
                self.learn_place(Place::Shape, root, inst.args[1]);
            }
            Op::GuardNe if self.t.ty(inst.args[0]) == Type::Ptr => {
                let pair = (self.root_of(inst.args[0]), self.root_of(inst.args[1]));
                self.mem.distinct.push(pair);
            }
            Op::GuardValid => self.learn_place(Place::Valid, inst.args[0], constant),
            Op::Barrier => {
                let root = self.root_of(inst.args[0]);
                self.learn_place(Place::Barrier, root, constant);
            }
            Op::New => {
                self.mem.fresh.push(Fresh {
                    ptr: r,
                    escaped: false,
                    alloc: inst.alloc(),
                    altered: false,
                });
                let shape = self.t.alloc_desc(inst.alloc()).header & 0xFFFF_FFFF;
                let shape = self.t.consts.ptr(shape);
                self.learn_place(Place::Shape, r, shape);
                self.learn_place(Place::Barrier, r, constant);
            }
            _ => {}
        }
    }

    fn learn_field(&mut self, inst: &Inst, value: Ref) {
        self.mem.facts.push(MemFact {
            place: Place::Field(inst.mem()),
            base: inst.base(),
            index: inst.index(),
            scale: inst.extra,
            value,
            assumed: u32::MAX,
        });
    }

    /// What a private object's field holds.
    pub fn field_content(&self, root: Ref, mem: MemId) -> Option<Ref> {
        let loc = self.loc(mem, root, Ref::NONE, 0);
        let find = |f: &&MemFact| self.is_at(f, &loc);
        self.mem.facts.iter().rev().find(find).map(|f| f.value)
    }
}
