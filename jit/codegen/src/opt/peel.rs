//! Loop peeling: the first iteration apart, the loop with everything the first iteration has shown.
//!
//! A root trace as recorded is one block that jumps to itself. Its first iteration is emitted as the *preamble*. Then
//! the body is emitted a second time as the loop block, under the substitution *parameter -> argument of the
//! preamble's jump*, with the knowledge gathered so far. What depends on invariants only is found among the preamble's
//! operations, guards on it are known, loads of untouched locations are forwarded: all that is hoisted by not being
//! emitted again.
//!
//! A jump argument is carried into the loop as one of ([`Carry`]):
//! - *invariant*: the same value in every iteration, no parameter;
//! - *plain*: a parameter of the loop block;
//! - *box*: the unboxed number is the parameter, the box is made again inside (and is dead unless needed);
//! - *virtual*: an object nobody else has seen; its fields are carried, the object is made again inside (and is sunk
//!   unless needed).
//!
//! All of this, and the intervals and kinds of parameters and the contents of memory at the loop's start, is *assumed*
//! from the first iteration and *checked* at the end of the body: the next iteration must find it again (induction).
//! What fails is noted in [`Doubts`], the attempt is taken back and the body emitted once more. A memory location that
//! changes every iteration and is known at both ends becomes one more parameter, so that it is loaded only once.
//!
//! Guards of the preamble that the loop does not repeat speak of what never changes: they are conditions for entering
//! this loop at all. Those that come before anything has happened leave through the snapshot of the header (`entry`),
//! with nothing done: whoever entered may try another trace.
//!
//! Example: `block0(i, n): guard i < n; next = add_ovf i, 1; jump block0(next, n)` becomes the same as preamble with
//! `jump block1(next)`, and `block1(j): guard j < n; add j, 1; jump block1(..)`: `n` is invariant, `j < n` shows that
//! the sum fits.

use super::emit::Emitter;
use super::memory::{MemFact, MemState, Place};
use super::Pass;
use crate::ir::{AllocId, BlockId, Inst, MemId, Op, Ref, SnapFlags, Type};
use std::ops::Range;

/// How a value enters the loop.
#[derive(Debug)]
enum Carry {
    Invariant {
        init: Ref,
        key: Key,
    },
    Plain {
        init: Ref,
        param: Ref,
        key: Key,
    },
    Box {
        op: Op,
        key: Key,
        inner: std::boxed::Box<Carry>,
    },
    Virtual {
        alloc: AllocId,
        root: Ref,
        ty: Type,
        fields: Vec<(MemId, Carry)>,
    },
}

/// Names a carried value from attempt to attempt: argument number, then field numbers, as digits.
type Key = u64;

fn field_key(parent: Key, field: usize) -> Key {
    parent.wrapping_mul(0x1_0001).wrapping_add(field as u64 + 1) | MEMORY & parent
}

/// Marks the keys of contents of memory.
const MEMORY: Key = 1 << 63;

/// Parts of a fact that did not last.
const LO: u8 = 1;
const HI: u8 = 2;
const TAGS: u8 = 4;

/// What to do with a content of memory known at the end of the preamble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    Same,
    Carried,
    Not,
}

/// Assumptions that have failed.
#[derive(Debug, Default)]
struct Doubts {
    variant: Vec<Key>,
    no_virtual: Vec<Ref>,
    no_box: Vec<Key>,
    wide: Vec<(Key, u8)>,
    memory: Vec<Lasting>,
    /// Too many attempts: assume nothing.
    everything: bool,
}

impl Doubts {
    fn width(&self, key: Key) -> u8 {
        if self.everything {
            return LO | HI | TAGS;
        }
        self.wide
            .iter()
            .filter(|(w, _)| *w == key)
            .fold(0, |all, (_, bits)| all | bits)
    }
}

const MAX_ATTEMPTS: u32 = 8;
const MAX_DEPTH: u32 = 4;

impl Emitter {
    /// Emits a trace of one block that jumps to itself.
    pub fn peel(&mut self) {
        let block = self.src.blocks[0];
        self.begin_block();
        for n in 0..block.nparams as usize {
            self.map[n] = self.push_param(self.src.insts[n].ty);
        }
        let preamble = self.emit_range(block.nparams, block.end - 1);
        if self.dead {
            return;
        }
        if !self.budget.spend(Pass::Peel) {
            self.emit_source(block.end as usize - 1);
            return;
        }
        let inits = self.jump_args();
        let start = self.mark();
        let mut memory = MemState::default();
        memory.copy_from(&self.mem);
        let (fuel, stats) = (self.budget.fuel, self.budget.stats);
        let mut doubts = Doubts {
            memory: vec![Lasting::Same; memory.facts.len()],
            ..Doubts::default()
        };
        let mut attempts = 1;
        let body = loop {
            if let Some(body) = self.attempt(&inits, &memory, &mut doubts) {
                break body;
            }
            self.roll_back(start);
            self.mem.copy_from(&memory);
            (self.budget.fuel, self.budget.stats) = (fuel, stats);
            attempts += 1;
            doubts.everything = attempts > MAX_ATTEMPTS;
        };
        self.budget.stats.peel_attempts = attempts;
        self.mark_conditions(&preamble, &body);
    }

    /// Emits source instructions; what each became.
    fn emit_range(&mut self, from: u32, to: u32) -> Vec<Range<usize>> {
        let mut made = Vec::with_capacity((to - from) as usize);
        for n in from..to {
            let start = self.t.insts.len();
            self.emit_source(n as usize);
            made.push(start..self.t.insts.len());
            if self.dead {
                break;
            }
        }
        made
    }

    /// Guards of the preamble that the loop does not need again leave through the header's snapshot, as long as
    /// nothing has happened before them.
    fn mark_conditions(&mut self, preamble: &[Range<usize>], body: &[Range<usize>]) {
        let mut made = preamble.iter().cloned().flatten();
        let first = made.find_map(|at| {
            let inst = self.t.insts[at];
            inst.has_snap().then_some(inst.snap)
        });
        let Some(entry) = first.filter(|s| self.t.snap(*s).flags.has(SnapFlags::ENTRY)) else {
            return;
        };
        // A loop that never comes round shows nothing about what it repeats.
        if body.len() < preamble.len() {
            return;
        }
        for (before, after) in preamble.iter().zip(body) {
            let again = after.clone().any(|at| is_condition(self.t.insts[at].op));
            for at in before.clone() {
                let inst = self.t.insts[at];
                if self.has_effect(&inst) {
                    return;
                }
                if is_condition(inst.op) && !again {
                    self.t.insts[at].snap = entry;
                }
            }
        }
    }

    /// Does an instruction change anything that somebody else can see?
    fn has_effect(&self, inst: &Inst) -> bool {
        let fresh = |r: Ref| self.t.def(r).is_some_and(|d| d.op == Op::New);
        match inst.op {
            Op::Store | Op::Barrier => !fresh(inst.args[0]),
            Op::StoreSlot => true,
            Op::Call => !self.t.call_desc(inst.call()).effects.pure,
            _ => false,
        }
    }

    fn jump_args(&self) -> Vec<Ref> {
        let last = self.src.insts[self.src.insts.len() - 1];
        let start = last.args[0].raw() as usize;
        self.src.lists[start..start + last.extra as usize]
            .iter()
            .map(|&r| self.translate(r))
            .collect()
    }

    /// Emits the loop under the assumptions not yet in doubt: what the source instructions became, or `None` if an
    /// assumption failed.
    fn attempt(
        &mut self,
        inits: &[Ref],
        memory: &MemState,
        doubts: &mut Doubts,
    ) -> Option<Vec<Range<usize>>> {
        self.forget_snaps();
        if doubts.everything {
            self.mem.forget_everything();
        }
        let shared = if doubts.everything {
            Vec::new()
        } else {
            self.shared_objects(inits)
        };
        let mut carries: Vec<Carry> = Vec::with_capacity(inits.len());
        for (i, &init) in inits.iter().enumerate() {
            let carry = self.carry(init, i as Key, &shared, doubts, MAX_DEPTH);
            carries.push(carry);
        }
        let mut contents: Vec<(usize, Carry)> = Vec::new();
        if !doubts.everything {
            for (i, fact) in memory.facts.iter().enumerate() {
                if doubts.memory[i] == Lasting::Carried {
                    contents.push((
                        i,
                        self.carry(fact.value, MEMORY | i as Key, &shared, doubts, 0),
                    ));
                }
            }
        }
        if self.lost_virtual(&carries, doubts) {
            return None;
        }
        let loop_block = BlockId::new(self.t.blocks.len() as u32);
        let mut args = Vec::new();
        for carry in carries.iter().chain(contents.iter().map(|(_, c)| c)) {
            flatten(carry, &mut args);
        }
        self.push_list(Op::Jump, loop_block.raw(), &args);
        self.begin_block();
        for carry in carries
            .iter_mut()
            .chain(contents.iter_mut().map(|(_, c)| c))
        {
            self.bind(carry, doubts);
        }
        self.assume_memory(memory, doubts);
        for (i, carry) in &contents {
            let value = self.materialise(carry);
            if let Some(fact) = self.mem.facts.iter_mut().find(|f| f.assumed == *i as u32) {
                fact.value = value;
            }
        }
        for (n, carry) in carries.iter().enumerate() {
            self.map[n] = self.materialise(carry);
        }
        let block = self.src.blocks[0];
        let made = self.emit_range(block.nparams, block.end - 1);
        if self.dead {
            // The loop never comes round: nothing to be found again.
            return Some(made);
        }
        let ends = self.jump_args();
        args.clear();
        let mut ok = true;
        let mut taken = Vec::new();
        for (carry, &end) in carries.iter().zip(&ends) {
            ok &= self.rejoin(carry, end, &mut args, &mut taken, doubts);
        }
        ok &= self.check_memory(memory, &contents, &mut args, doubts);
        for root in &taken {
            if !self.mem.is_private(root.1) {
                doubts.no_virtual.push(root.0);
                ok = false;
            }
        }
        if ok {
            self.push_list(Op::Jump, loop_block.raw(), &args);
        }
        ok.then_some(made)
    }

    /// Whether carrying the other values made an object visible that was to be carried as virtual.
    fn lost_virtual(&self, carries: &[Carry], doubts: &mut Doubts) -> bool {
        let before = doubts.no_virtual.len();
        fn visit(e: &Emitter, carry: &Carry, doubts: &mut Doubts) {
            if let Carry::Virtual { root, fields, .. } = carry {
                if !e.mem.is_private(*root) {
                    doubts.no_virtual.push(*root);
                }
                for (_, field) in fields {
                    visit(e, field, doubts);
                }
            }
        }
        for carry in carries {
            visit(self, carry, doubts);
        }
        doubts.no_virtual.len() > before
    }

    /// Private objects that are reached twice from the jump's arguments. (Private objects not reached from there are
    /// gone in the loop: its values come from the arguments, constants, and memory that private objects are not in.)
    fn shared_objects(&self, inits: &[Ref]) -> Vec<Ref> {
        let mut reached: Vec<Ref> = Vec::new();
        let mut work: Vec<Ref> = inits.to_vec();
        while let Some(r) = work.pop() {
            if !matches!(self.t.ty(r), Type::Val | Type::Ptr) {
                continue;
            }
            let root = self.root_of(r);
            if !self.mem.is_private(root) {
                continue;
            }
            let again = reached.contains(&root);
            reached.push(root);
            if again {
                continue;
            }
            for &mem in &self.t.alloc_desc(self.t.inst(root).alloc()).fields {
                if let Some(content) = self.field_content(root, mem) {
                    work.push(content);
                }
            }
        }
        let twice = |&(i, root): &(usize, &Ref)| reached[..i].contains(root);
        reached
            .iter()
            .enumerate()
            .filter(twice)
            .map(|(_, root)| *root)
            .collect()
    }

    fn carry(&mut self, init: Ref, key: Key, shared: &[Ref], doubts: &Doubts, depth: u32) -> Carry {
        // A content of memory is carried because it does change.
        let may_last = (init.is_const() || self.t.inst(init).op == Op::Param) && key & MEMORY == 0;
        if may_last && !doubts.everything && !doubts.variant.contains(&key) {
            return Carry::Invariant { init, key };
        }
        let ty = self.t.ty(init);
        let root = if depth > 0 && matches!(ty, Type::Val | Type::Ptr) {
            self.root_of(init)
        } else {
            Ref::NONE
        };
        let kind = (!root.is_none() && !doubts.everything).then(|| self.mem.plain_kind(root));
        let kind = kind.flatten();
        let alone = !shared.contains(&root) && !doubts.no_virtual.contains(&root);
        if let Some(alloc) = kind.filter(|_| alone) {
            let mems = self.t.alloc_desc(alloc).fields.clone();
            let contents: Option<Vec<(MemId, Ref)>> = mems
                .iter()
                .map(|&m| self.field_content(root, m).map(|c| (m, c)))
                .collect();
            if let Some(contents) = contents {
                let contents = contents.into_iter().enumerate();
                let fields = contents
                    .map(|(i, (m, c))| {
                        (
                            m,
                            self.carry(c, field_key(key, i), shared, doubts, depth - 1),
                        )
                    })
                    .collect();
                return Carry::Virtual {
                    alloc,
                    root,
                    ty,
                    fields,
                };
            }
        }
        let boxed = self.t.def(init).filter(|d| is_box(d.op)).copied();
        if let Some(def) = boxed.filter(|_| !doubts.everything && !doubts.no_box.contains(&key)) {
            let inner = self.carry(def.args[0], field_key(key, 0), shared, doubts, 0);
            let op = if def.op == Op::BoxSmall {
                Op::BoxInt
            } else {
                def.op
            };
            return Carry::Box {
                op,
                key,
                inner: std::boxed::Box::new(inner),
            };
        }
        self.escape_value(init);
        Carry::Plain {
            init,
            param: Ref::NONE,
            key,
        }
    }

    /// Makes the parameters, with what is assumed of them.
    fn bind(&mut self, carry: &mut Carry, doubts: &Doubts) {
        match carry {
            Carry::Invariant { .. } => {}
            Carry::Plain { init, param, key } => {
                *param = self.push_param(self.t.ty(*init));
                let (mut fact, wide) = (self.fact(*init), doubts.width(*key));
                fact.equal = Ref::NONE;
                if wide & LO != 0 {
                    fact.lo = i64::MIN;
                }
                if wide & HI != 0 {
                    fact.hi = i64::MAX;
                }
                if wide & TAGS != 0 {
                    fact.tags = 0xFF;
                }
                self.set_fact(*param, fact);
            }
            Carry::Box { inner, .. } => self.bind(inner, doubts),
            Carry::Virtual { fields, .. } => {
                for (_, field) in fields {
                    self.bind(field, doubts);
                }
            }
        }
    }

    /// Memory at the start of the loop: what is known at the end of the preamble, on approval.
    fn assume_memory(&mut self, memory: &MemState, doubts: &Doubts) {
        self.mem.facts.clear();
        self.mem.used.clear();
        if doubts.everything {
            return;
        }
        self.mem.used.resize(memory.facts.len(), false);
        for (i, fact) in memory.facts.iter().enumerate() {
            if doubts.memory[i] != Lasting::Not {
                self.mem.facts.push(MemFact {
                    assumed: i as u32,
                    ..*fact
                });
            }
        }
    }

    /// The value inside the loop.
    fn materialise(&mut self, carry: &Carry) -> Ref {
        match carry {
            Carry::Invariant { init, .. } => *init,
            Carry::Plain { param, .. } => *param,
            Carry::Box { op, inner, .. } => {
                let value = self.materialise(inner);
                self.emit(Inst {
                    args: [value, Ref::NONE, Ref::NONE],
                    ..Inst::new(*op, Type::Val)
                })
            }
            Carry::Virtual {
                alloc, ty, fields, ..
            } => {
                let values: Vec<(MemId, Ref)> = fields
                    .iter()
                    .map(|(m, f)| (*m, self.materialise(f)))
                    .collect();
                let object = self.emit(Inst {
                    imm: alloc.raw(),
                    ..Inst::new(Op::New, Type::Ptr)
                });
                for (mem, value) in values {
                    let args = [object, value, Ref::NONE];
                    self.emit(Inst {
                        args,
                        imm: mem.raw(),
                        ..Inst::new(Op::Store, Type::Void)
                    });
                }
                if *ty == Type::Ptr {
                    return object;
                }
                self.emit(Inst {
                    args: [object, Ref::NONE, Ref::NONE],
                    ..Inst::new(Op::PtrToVal, Type::Val)
                })
            }
        }
    }

    /// Finds the arguments of the next iteration for a carried value; `false` (and a doubt) if it does not have the
    /// assumed form any more.
    fn rejoin(
        &mut self,
        carry: &Carry,
        end: Ref,
        args: &mut Vec<Ref>,
        taken: &mut Vec<(Ref, Ref)>,
        doubts: &mut Doubts,
    ) -> bool {
        match carry {
            Carry::Invariant { init, key } => {
                if *init != end {
                    doubts.variant.push(*key);
                }
                *init == end
            }
            Carry::Plain { init, key, .. } => {
                args.push(end);
                self.escape_value(end);
                // What was assumed is the initial value's fact, widened; the parameter's own may have been narrowed by
                // guards since.
                let (start, width, found) = (self.fact(*init), doubts.width(*key), self.fact(end));
                let mut wide = 0;
                if found.lo < start.lo && width & LO == 0 {
                    wide |= LO;
                }
                if found.hi > start.hi && width & HI == 0 {
                    wide |= HI;
                }
                if found.tags & !start.tags != 0 && width & TAGS == 0 {
                    wide |= TAGS;
                }
                if wide != 0 {
                    doubts.wide.push((*key, wide));
                }
                wide == 0
            }
            Carry::Box { op, key, inner } => match self.unbox(*op, end) {
                Some(value) => self.rejoin(inner, value, args, taken, doubts),
                None => {
                    doubts.no_box.push(*key);
                    false
                }
            },
            Carry::Virtual {
                alloc,
                root,
                fields,
                ..
            } => {
                let object = self.root_of(end);
                let is_same_kind = self.mem.plain_kind(object) == Some(*alloc);
                if !is_same_kind || taken.iter().any(|(_, o)| *o == object) {
                    doubts.no_virtual.push(*root);
                    return false;
                }
                taken.push((*root, object));
                let mut ok = true;
                for (mem, field) in fields {
                    let Some(content) = self.field_content(object, *mem) else {
                        doubts.no_virtual.push(*root);
                        return false;
                    };
                    ok &= self.rejoin(field, content, args, taken, doubts);
                }
                ok
            }
        }
    }

    /// The number in a word that is carried unboxed.
    fn unbox(&mut self, op: Op, word: Ref) -> Option<Ref> {
        if let Some(def) = self.t.def(word) {
            if def.op == op || (op == Op::BoxInt && def.op == Op::BoxSmall) {
                return Some(def.args[0]);
            }
        }
        let tags = self.fact(word).tags;
        let (unbox, ty) = match op {
            Op::BoxFloat if tags & !super::guard::tags::FLOAT == 0 => (Op::UnboxFloat, Type::F64),
            Op::BoxInt if tags & !super::guard::tags::INT == 0 => (Op::UnboxInt, Type::I64),
            Op::BoxBool if tags & !super::guard::tags::BOOL == 0 => (Op::UnboxBool, Type::Bool),
            _ => return None,
        };
        Some(self.emit(Inst {
            args: [word, Ref::NONE, Ref::NONE],
            ..Inst::new(unbox, ty)
        }))
    }

    /// Whether the contents of memory that were relied on are there again.
    fn check_memory(
        &mut self,
        memory: &MemState,
        contents: &[(usize, Carry)],
        args: &mut Vec<Ref>,
        doubts: &mut Doubts,
    ) -> bool {
        let mut ok = true;
        if doubts.everything {
            return true;
        }
        for (i, carry) in contents {
            let end = self.find_same_place(&memory.facts[*i]).map(|f| f.value);
            match end {
                Some(end) => ok &= self.rejoin(carry, end, args, &mut Vec::new(), doubts),
                None => {
                    doubts.memory[*i] = Lasting::Not;
                    ok = false;
                }
            }
        }
        for (i, fact) in memory.facts.iter().enumerate() {
            if doubts.memory[i] != Lasting::Same || !self.mem.used[i] {
                continue;
            }
            let lasting = match self.find_same_place(fact) {
                Some(f) if f.value == fact.value => Lasting::Same,
                Some(_) if matches!(fact.place, Place::Field(_) | Place::Slot(_)) => {
                    Lasting::Carried
                }
                _ => Lasting::Not,
            };
            if lasting != Lasting::Same {
                doubts.memory[i] = lasting;
                ok = false;
            }
        }
        ok
    }
}

/// A guard on the state of the program, not on interrupts or the trace's own validity.
fn is_condition(op: Op) -> bool {
    matches!(
        op,
        Op::GuardTrue | Op::GuardFalse | Op::GuardTag | Op::GuardShape | Op::GuardEq | Op::GuardNe
    )
}

fn is_box(op: Op) -> bool {
    matches!(op, Op::BoxInt | Op::BoxSmall | Op::BoxFloat | Op::BoxBool)
}

/// The values of the first iteration's jump.
fn flatten(carry: &Carry, into: &mut Vec<Ref>) {
    match carry {
        Carry::Invariant { .. } => {}
        Carry::Plain { init, .. } => into.push(*init),
        Carry::Box { inner, .. } => flatten(inner, into),
        Carry::Virtual { fields, .. } => {
            for (_, field) in fields {
                flatten(field, into);
            }
        }
    }
}
