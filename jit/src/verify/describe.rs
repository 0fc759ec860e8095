//! What an object, or the whole state of a run, looks like: rows of tokens that two processes can
//! compare.
//!
//! A token is a kind and a word. Words stand for themselves, but for pointers to objects made
//! since the fork: their addresses mean nothing to the other process, so they are marked, and the
//! comparison pairs them up. Integers beyond the word and NumPy scalars are shown by value: traces
//! hold them unboxed, and which of several equal boxes a register holds is nobody's business.
//!
//! What a program cannot see is left out: hashes computed on demand, versions, inline caches,
//! capacities, the collector's bits, registers that are not read again.

use crate::liveness::Liveness;
use adder_bytecode::{CodeFlags, Op};
use adder_vm::interp::frame::{Cont, FrameObj};
use adder_vm::object::class::{Class, Instance};
use adder_vm::object::exception::{Exception, Traceback};
use adder_vm::object::function::{BoundMethod, Function, Module, Weakref};
use adder_vm::object::generator::GenState;
use adder_vm::object::iter::{DictIter, DictView, SetIter};
use adder_vm::object::ndarray::{Buffer, NdArray, NpScalar};
use adder_vm::object::{
    BigInt, ByteArray, Bytes, Code, Dict, Gc, Generator, Header, HeapInt, Kind, List, Native,
    NativeObj, Set, Str, Tuple, HAS_ATTRS,
};
use adder_vm::{Value, Vm};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

/// A word that stands for itself.
pub const PLAIN: u64 = 0;
/// The address of an object made since the fork.
pub const FRESH: u64 = 1;
/// The value of a boxed 64-bit integer.
pub const INT: u64 = 2;
/// A digest of a number or text.
pub const DIGEST: u64 = 3;

/// Kind and word.
pub type Token = [u64; 2];

/// Liveness of the code objects met, computed once.
#[derive(Default)]
pub struct LiveCache(HashMap<u32, Rc<Liveness>>);

impl LiveCache {
    pub fn of(&mut self, code: Gc<Code>) -> Rc<Liveness> {
        self.0.entry(code.id).or_insert_with(|| Rc::new(Liveness::new(&code.unit))).clone()
    }
}

/// Mixes a word into a digest.
pub fn mix(digest: u64, word: u64) -> u64 {
    (digest.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

pub fn digest_bytes(bytes: &[u8]) -> u64 {
    let mut h = DefaultHasher::new();
    bytes.hash(&mut h);
    h.finish()
}

/// Writes descriptions.
pub struct Describer<'a> {
    vm: &'a Vm,
    live: &'a mut LiveCache,
    pub out: Vec<Token>,
    /// Words are shown as they are: enough to see that nothing has changed.
    rough: bool,
}

impl<'a> Describer<'a> {
    pub fn new(vm: &'a Vm, live: &'a mut LiveCache) -> Describer<'a> {
        Describer { vm, live, out: Vec::new(), rough: false }
    }

    fn raw(&mut self, word: u64) {
        self.out.push([PLAIN, word]);
    }

    /// A word of a register or field.
    pub fn word(&mut self, word: u64) {
        let token = self.token(word);
        self.out.push(token);
    }

    fn token(&self, word: u64) -> Token {
        if word >> 48 != 0 || word == 0 {
            return [PLAIN, word];
        }
        if self.rough {
            let fresh = self.vm.heap.is_fresh(word as usize);
            return [if fresh { FRESH } else { PLAIN }, word];
        }
        match self.vm.heap.find_object(word as usize) {
            Some(h) if h as u64 == word => {}
            _ => return [PLAIN, word],
        }
        let v = Value(word);
        match v.header().kind {
            Kind::HeapInt => [INT, v.expect::<HeapInt>().value as u64],
            Kind::BigInt => {
                let mut h = DefaultHasher::new();
                v.expect::<BigInt>().get().hash(&mut h);
                [DIGEST, h.finish()]
            }
            Kind::NpScalar => {
                let s = v.expect::<NpScalar>();
                [DIGEST, mix(mix(s.bits, s.bits2), s.dtype as u64)]
            }
            _ if self.vm.heap.is_fresh(word as usize) => [FRESH, word],
            _ => [PLAIN, word],
        }
    }

    fn value(&mut self, v: Value) {
        self.word(v.0);
    }

    fn values(&mut self, vs: &[Value]) {
        for v in vs {
            self.word(v.0);
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.raw(bytes.len() as u64);
        self.out.push([DIGEST, digest_bytes(bytes)]);
    }

    /// Class and attribute layout; the address of a shape may differ.
    fn shape(&mut self, v: Value) {
        let s = v.header().shape.get();
        self.word(s.class.addr() as u64);
        self.raw(u64::from(s.inline_cap) << 32 | u64::from(s.flags) << 16 | s.keys.len() as u64);
        for k in 0..s.keys.len() {
            self.value(s.keys[k]);
        }
    }

    /// Does this kind of old object stay as it is, as far as programs can tell?
    pub fn is_constant(kind: Kind) -> bool {
        matches!(
            kind,
            Kind::Free
                | Kind::HeapInt
                | Kind::BigInt
                | Kind::Complex
                | Kind::Str
                | Kind::Bytes
                | Kind::TextBuffer
                | Kind::Code
                | Kind::Native
                | Kind::GetSet
                | Kind::Member
                | Kind::NpScalar
        )
    }

    /// Appends the description of the object at an address.
    pub fn object(&mut self, at: u64) {
        let v = Value(at);
        let h: Header = *v.header();
        // The other bits of `aux` are caches and sharing.
        self.raw(h.kind as u64 | u64::from(h.aux & HAS_ATTRS) << 8);
        self.shape(v);
        self.body(v, h.kind);
        if h.aux & HAS_ATTRS != 0 {
            // SAFETY: the header says that the object has such a word.
            let attrs = unsafe { *adder_vm::object::attrs_word(v) };
            self.value(attrs);
        }
    }

    fn body(&mut self, v: Value, kind: Kind) {
        match kind {
            Kind::List => {
                let l = v.expect::<List>();
                self.raw(l.items.len() as u64);
                self.values(&l.items);
            }
            Kind::Tuple => self.values(v.expect::<Tuple>().items()),
            Kind::Dict => {
                let d = v.expect::<Dict>();
                self.raw(d.len as u64);
                for e in d.iter() {
                    self.values(&[e.key, e.value]);
                }
            }
            Kind::Set => self.set(v.expect::<Set>()),
            Kind::Str => self.bytes(v.expect::<Str>().bytes()),
            Kind::Bytes => self.bytes(v.expect::<Bytes>().bytes()),
            Kind::ByteArray => self.bytes(&v.expect::<ByteArray>().data),
            Kind::Buffer => {
                let b = v.expect::<Buffer>();
                // SAFETY: a buffer has `len` bytes of data.
                let bytes = unsafe { std::slice::from_raw_parts(b.data(), b.len) };
                self.bytes(bytes);
            }
            Kind::NdArray => self.array(v.expect::<NdArray>()),
            Kind::Instance => {
                let o = v.expect::<Instance>();
                self.value(o.attrs);
                for i in 0..o.hdr.shape.get().inline_cap as usize {
                    // SAFETY: an instance has as many inline slots as its shape says.
                    let slot = unsafe { *o.inline_slot(i) };
                    self.value(slot);
                }
            }
            Kind::Function => {
                let f = v.expect::<Function>();
                self.word(f.code.addr() as u64);
                self.word(f.globals.addr() as u64);
                self.values(&[f.defaults, f.kwdefaults, f.closure, f.name, f.qualname]);
                self.values(&[f.doc, f.module, f.annotations]);
            }
            Kind::BoundMethod => {
                let m = v.expect::<BoundMethod>();
                self.values(&[m.func, m.this]);
            }
            Kind::Code => {
                let c = v.expect::<Code>();
                self.values(&[c.name, c.filename]);
                self.raw(c.unit.code.len() as u64);
            }
            Kind::Native => {
                let n = v.expect::<Native>();
                self.values(&[n.name, n.class, n.this]);
                self.raw(n.func as usize as u64);
            }
            Kind::Class => {
                let c = v.expect::<Class>();
                self.values(&[c.name, c.qualname, c.doc, c.slot_names]);
                for at in [c.dict.addr(), c.bases.addr(), c.mro.addr()] {
                    self.word(at as u64);
                }
                self.raw(u64::from(c.flags));
            }
            Kind::Module => {
                let m = v.expect::<Module>();
                self.word(m.dict.addr() as u64);
                self.value(m.name);
            }
            Kind::Generator => self.generator(v.expect::<Generator>()),
            Kind::Exception => {
                let e = v.expect::<Exception>();
                self.values(&[e.args, e.cause, e.context, e.traceback, e.payload, e.payload2]);
                self.raw(u64::from(e.suppress_context));
            }
            Kind::Traceback => {
                let t = v.expect::<Traceback>();
                self.word(t.code.addr() as u64);
                self.values(&[t.next, t.frame]);
                self.raw(u64::from(t.instr) << 32 | u64::from(t.line));
            }
            Kind::FrameObj => {
                let f = v.expect::<FrameObj>();
                self.values(&[f.back, f.locals, f.globals, f.code, f.func, f.saved]);
                self.raw(u64::from(f.instr) << 32 | u64::from(f.line));
            }
            Kind::NativeObj => {
                let n = v.expect::<NativeObj>();
                let mut inside = Vec::new();
                n.data.trace(&mut |v| inside.push(v));
                self.values(&inside);
            }
            Kind::DictIter => {
                let d = v.expect::<DictIter>();
                self.value(d.dict);
                self.raw(d.pos as u64);
                self.raw(d.left as u64);
            }
            Kind::DictView => self.word(v.expect::<DictView>().dict.addr() as u64),
            Kind::SetIter => {
                let s = v.expect::<SetIter>();
                self.word(s.set.addr() as u64);
                self.raw(s.pos as u64);
                self.raw(u64::from(s.done));
            }
            Kind::Weakref => {
                let w = v.expect::<Weakref>();
                self.values(&[w.target, w.callback]);
            }
            Kind::Free | Kind::TextBuffer => {}
            // What is left consists of whole words: values, counters, numbers.
            _ => {
                let size = self.vm.heap.cell_size(v.0 as usize);
                for at in (8..size).step_by(8) {
                    // SAFETY: a word inside the object's cell.
                    let word = unsafe { *((v.0 as usize + at) as *const u64) };
                    self.word(word);
                }
            }
        }
    }

    /// The members, whatever their order: it follows from addresses if members are hashed by them.
    fn set(&mut self, s: Gc<Set>) {
        self.raw(s.used as u64);
        let mut known = Vec::new();
        let mut fresh = Vec::new();
        for e in s.iter() {
            let t = self.token(e.key.0);
            if t[0] == FRESH {
                fresh.push(t)
            } else {
                known.push(t)
            }
        }
        known.sort_unstable();
        self.out.extend(known);
        self.raw(fresh.len() as u64);
        // Several new members cannot be paired up without knowing their order.
        if fresh.len() == 1 {
            self.out.extend(fresh);
        }
    }

    fn array(&mut self, a: Gc<NdArray>) {
        let data = a.data as u64;
        match self.vm.heap.find_object(data as usize) {
            Some(h) => {
                self.word(h as u64);
                // A buffer's data begin at an address that is round, not at a fixed distance.
                let buffer = Value(h as u64).cast::<Buffer>();
                let start = buffer.map_or(h as u64, |b| b.data() as u64);
                self.raw(data - start);
            }
            None => self.raw(data),
        }
        self.value(a.base);
        self.raw(a.size as u64);
        self.raw(a.dtype as u64 | u64::from(a.ndim) << 8 | u64::from(a.flags) << 16);
        for k in 0..a.ndim as usize {
            self.raw(a.shape()[k] as u64);
            self.raw(a.strides()[k] as u64);
        }
    }

    /// A generator at rest; what a running one does is in its frame.
    fn generator(&mut self, g: Gc<Generator>) {
        self.word(g.func.addr() as u64);
        self.values(&[g.name, g.qualname]);
        self.raw(g.state as u64);
        if !matches!(g.state, GenState::Created | GenState::Suspended) {
            return;
        }
        self.raw(g.pc as u64);
        self.value(g.handled);
        let code = g.func.code;
        let live = self.live.of(code);
        // What a resumption overwrites before anyone reads it is not state.
        let sent = (g.state == GenState::Suspended)
            .then(|| crate::record::sent_register(&code.unit.code, g.pc));
        // A step without a frame leaves variables of the prelude's functions as they were: nobody sees those.
        let seen = if code.has_flag(CodeFlags::HIDDEN) { 0 } else { code.nvars as usize };
        for r in 0..g.nregs {
            let read = r < seen || live.live(g.pc, r);
            if read && sent != Some(r) {
                self.value(g.regs()[r]);
            }
        }
    }

    /// Everything outside the heap: what the VM as a whole holds, then the frames from number
    /// `first` up.
    pub fn state(&mut self, first: usize) {
        let vm = self.vm;
        self.values(&[vm.exception, vm.handled]);
        self.raw(u64::from(vm.tail.is_some()) | u64::from(vm.reraising) << 1);
        self.raw(vm.native_top as u64);
        self.bytes(vm.stdout.pending());
        let depth = vm.frames.depth(vm.frame);
        let below = vm.frames.at(first.min(depth - 1)).base;
        // SAFETY: the stack is mapped from its bottom to any frame's window.
        let outer = unsafe {
            let words = below.offset_from(vm.stack.base) as usize;
            std::slice::from_raw_parts(vm.stack.base, words)
        };
        self.out.push([DIGEST, outer.iter().fold(0, |d, v| mix(d, v.0))]);
        self.raw(depth as u64);
        for n in first..depth {
            self.frame(n, n + 1 == depth);
        }
    }

    fn frame(&mut self, n: usize, top: bool) {
        let vm = self.vm;
        let f = vm.frames.at(n);
        let code = f.code;
        self.raw(code.addr() as u64);
        self.value(f.func);
        self.word(f.globals.addr() as u64);
        self.raw(f.base as u64);
        self.raw(code.index_of(f.pc) as u64);
        self.raw((f.cont as u64) << 8 | u64::from(f.stage));
        // Operators find the register of their result in the instruction.
        if matches!(f.cont, Cont::Dst | Cont::Construct) {
            self.raw(u64::from(f.ret));
        }
        self.values(&[f.locals, f.generator, f.cont_value]);
        if !f.generator.is_undef() {
            self.value(f.saved_handled);
        }
        // An exception is about to leave the instruction before.
        let at = code.index_of(f.pc) - usize::from(top && !vm.exception.is_undef());
        let live = self.live.of(code);
        // The callee's result will go there.
        let awaited = match (top, vm.frames.at(n + usize::from(!top)).cont) {
            (true, _) | (_, Cont::Native) => 0..0,
            (_, Cont::Dst | Cont::Construct) => {
                let ret = vm.frames.at(n + 1).ret as usize;
                ret..ret + 1
            }
            (_, Cont::Op) => {
                // SAFETY: the instruction before the pc made the call.
                let i = unsafe { *f.pc.sub(1) };
                i.a()..i.a() + 1 + usize::from(i.op() == Op::LoadMethod)
            }
        };
        for r in 0..code.nregs as usize {
            let named = r < code.nvars as usize;
            let handled = !top && at > 0 && live.live_if_raised(at - 1, r);
            if !awaited.contains(&r) && (named || handled || live.live(at, r)) {
                // SAFETY: a register of a live frame.
                let v = unsafe { *f.base.add(r) };
                // Which register a word belongs to, for reports.
                self.raw(r as u64);
                self.value(v);
            }
        }
    }
}

/// Old objects that can change, by address, with a digest each: `(address, digest, mentions fresh
/// objects)`. Equal digests without fresh objects mean that the object looks the same; different
/// ones may be due to boxes of equal numbers.
pub fn old_objects(vm: &Vm, live: &mut LiveCache) -> Vec<(u64, u64, bool)> {
    let mut found = Vec::new();
    vm.heap.for_each_live(&mut |h| {
        // SAFETY: the heap shows headers of live objects.
        let kind = unsafe { (*h).kind };
        if !Describer::is_constant(kind) && !vm.heap.is_fresh(h as usize) {
            found.push(h as u64);
        }
    });
    let mut d = Describer { vm, live, out: Vec::new(), rough: true };
    let mut list = Vec::with_capacity(found.len());
    for at in found {
        d.out.clear();
        d.object(at);
        let fresh = d.out.iter().any(|t| t[0] == FRESH);
        let digest = d.out.iter().fold(0, |sum, t| {
            let word = if t[0] == FRESH { 0 } else { t[1] };
            mix(mix(sum, t[0]), word)
        });
        list.push((at, digest, fresh));
    }
    list
}
