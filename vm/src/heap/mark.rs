//! Marking.
//!
//! `Marker::value` is the single entry: it sets the mark bit of an unmarked object and queues it;
//! `drain` visits the queued objects' fields by kind.

use super::{roots, Heap, CLASS_SIZES};
use crate::layout::{GC_OLD, GC_REMEMBERED};
use crate::object::class::Instance;
use crate::object::{self, Class, Gc, Header, HeapObject, Kind, ShapeRef, HAS_ATTRS};
use crate::value::Value;

pub struct Marker<'h> {
    heap: &'h mut Heap,
    queue: Vec<*mut Header>,
    marked_bytes: usize,
}

impl<'h> Marker<'h> {
    pub(super) fn new(heap: &'h mut Heap) -> Marker<'h> {
        Marker { heap, queue: Vec::with_capacity(256), marked_bytes: 0 }
    }

    /// Marks a value found in a precise place.
    #[inline(always)]
    pub fn value(&mut self, v: Value) {
        if v.is_ptr() && !v.is_undef() {
            self.header(v.0 as *mut Header);
        }
    }

    pub fn values(&mut self, vs: &[Value]) {
        for &v in vs {
            self.value(v);
        }
    }

    pub fn gc<T: HeapObject>(&mut self, g: Gc<T>) {
        if !g.is_dangling() {
            self.header(g.as_ptr() as *mut Header);
        }
    }

    #[inline(always)]
    fn header(&mut self, h: *mut Header) {
        // SAFETY: precise roots and fields hold live objects only.
        unsafe {
            if (*h).gc & GC_OLD == 0 {
                (*h).gc |= GC_OLD;
                self.queue.push(h);
            }
        }
    }

    /// Marks whatever object a word of unknown meaning points into.
    pub fn word(&mut self, word: usize) {
        if let Some(h) = self.heap.find_object(word) {
            self.header(h);
        }
    }

    pub(super) fn mark_remembered(&mut self) {
        let remembered = std::mem::take(&mut self.heap.remembered);
        for h in remembered {
            // SAFETY: remembered objects are old, hence live until a full collection.
            unsafe { (*h).gc &= !GC_REMEMBERED };
            self.visit(h);
        }
    }

    pub(super) fn mark_native_stack(&mut self) {
        let top = self.heap.stack_top;
        roots::scan_native_stack(top, &mut |w| self.word(w));
    }

    pub(super) fn drain(&mut self) {
        while let Some(h) = self.queue.pop() {
            self.visit(h);
        }
    }

    /// Clears weak references to dead objects and queues dead finalizable ones.
    pub(super) fn process_weak(&mut self) {
        let dead = |v: Value| v.is_ptr() && !v.is_undef() && v.header().gc & GC_OLD == 0;
        // Objects with __del__ come back to life for one last call.
        let finalizable = std::mem::take(&mut self.heap.finalizable);
        let mut keep = Vec::new();
        let mut resurrected = Vec::new();
        for v in finalizable {
            if dead(v) {
                resurrected.push(v);
            } else {
                keep.push(v);
            }
        }
        let weakrefs = std::mem::take(&mut self.heap.weakrefs);
        let mut live_refs = Vec::new();
        for w in weakrefs {
            if dead(w) {
                continue;
            }
            if let Some(mut r) = w.cast::<object::function::Weakref>() {
                if dead(r.target) {
                    r.target = Value::NONE;
                    if !r.callback.is_none() {
                        self.heap.to_finalize.push(w);
                    }
                    continue;
                }
            }
            live_refs.push(w);
        }
        self.heap.weakrefs = live_refs;
        for &v in &resurrected {
            self.value(v);
        }
        self.heap.finalizable = keep;
        self.heap.to_finalize.extend(resurrected);
        let queued = self.heap.to_finalize.clone();
        self.values(&queued);
        self.drain();
    }

    /// Takes dead classes off their bases' lists of subclasses. Old classes die in full collections only.
    pub(super) fn forget_dead_classes(&mut self, full: bool) {
        let alive = |c: &Gc<Class>| c.hdr.gc & GC_OLD != 0;
        let from = if full { 0 } else { self.heap.old_classes };
        let candidates = self.heap.classes.split_off(from);
        let (living, dead): (Vec<_>, Vec<_>) = candidates.into_iter().partition(alive);
        self.heap.classes.extend(living);
        self.heap.old_classes = self.heap.classes.len();
        // Nothing has been swept yet: what the dead refer to can still be read.
        let bases = dead.iter().filter(|c| !c.bases.is_dangling()).flat_map(|c| c.bases.items());
        let mut bases: Vec<Gc<Class>> = bases.map(|b| b.expect()).filter(alive).collect();
        bases.sort_unstable_by_key(|b| b.addr());
        bases.dedup();
        for mut base in bases {
            base.subclasses.retain(alive);
        }
    }

    pub(super) fn finish(self) -> usize {
        self.marked_bytes
    }

    fn shape(&mut self, s: ShapeRef) {
        if s != ShapeRef::NONE {
            let shape = s.get();
            self.gc(shape.class);
            // Keys are interned names of the class's shapes; the class marks its whole tree.
        }
    }

    fn shape_tree(&mut self, root: ShapeRef) {
        if root == ShapeRef::NONE {
            return;
        }
        let mut work = vec![root];
        while let Some(r) = work.pop() {
            let s = r.get();
            self.values(&s.keys);
            work.extend(s.transitions.iter().map(|t| t.1));
            for t in &s.transitions {
                self.value(t.0);
            }
        }
    }

    fn visit(&mut self, h: *mut Header) {
        // SAFETY: `h` is a live object; its kind tells its struct.
        unsafe {
            let hdr = *h;
            self.shape(hdr.shape);
            let v = Value(h as u64);
            let mut size = 32;
            macro_rules! as_ {
                ($ty:ty) => {
                    Gc::from_ptr(h as *mut $ty)
                };
            }
            match hdr.kind {
                Kind::Free
                | Kind::HeapInt
                | Kind::FloatSub
                | Kind::Complex
                | Kind::Bytes
                | Kind::TextBuffer
                | Kind::Buffer
                | Kind::NpScalar
                | Kind::BigInt
                | Kind::ByteArray
                | Kind::RangeIter => {}
                Kind::Str => {
                    if hdr.aux & object::text::SHARED != 0 {
                        self.gc(as_!(object::Str).buffer());
                    }
                }
                Kind::IntSub => self.value(as_!(object::IntSub).value),
                Kind::List => {
                    let l = as_!(object::List);
                    size += l.items.bytes();
                    self.values(&l.items);
                }
                Kind::Tuple => {
                    let t = as_!(object::Tuple);
                    size += t.len * 8;
                    self.values(t.items());
                }
                Kind::Dict => {
                    let d = as_!(object::Dict);
                    size += d.entries.bytes();
                    for e in d.entries.iter() {
                        self.value(e.key);
                        self.value(e.value);
                    }
                }
                Kind::Set => {
                    let s = as_!(object::Set);
                    size += s.table.bytes();
                    for e in s.table.iter() {
                        self.value(e.key);
                    }
                }
                Kind::Range => {
                    let r = as_!(object::Range);
                    self.values(&[r.start, r.stop, r.step, r.len]);
                }
                Kind::Slice => {
                    let s = as_!(object::Slice);
                    self.values(&[s.start, s.stop, s.step]);
                }
                Kind::Function => {
                    let f = as_!(object::Function);
                    self.gc(f.code);
                    self.gc(f.globals);
                    self.values(&[
                        f.defaults,
                        f.kwdefaults,
                        f.closure,
                        f.name,
                        f.qualname,
                        f.doc,
                        f.module,
                        f.annotations,
                        f.dict,
                    ]);
                }
                Kind::Code => {
                    let c = as_!(object::Code);
                    self.values(&c.const_vec);
                    self.values(&c.names);
                    self.values(&c.varnames);
                    self.values(&c.trace_roots);
                    self.values(&[c.name, c.qualname, c.filename, c.original]);
                    for e in c.cache_vec.iter() {
                        self.values(&[e.name, e.value]);
                        self.shape(e.shape);
                        if e.kind == object::code::CacheKind::AddInline {
                            self.shape(e.new_shape());
                        }
                    }
                }
                Kind::Native => {
                    let n = as_!(object::Native);
                    self.values(&[n.name, n.class, n.module, n.this]);
                }
                Kind::BoundMethod => {
                    let m = as_!(object::BoundMethod);
                    self.values(&[m.func, m.this]);
                }
                Kind::Class => {
                    let c = as_!(object::Class);
                    self.values(&[c.name, c.qualname, c.doc, c.slot_names]);
                    self.gc(c.dict);
                    self.gc(c.bases);
                    self.gc(c.mro);
                    self.shape_tree(c.root_shape);
                    self.shape_tree(c.dict_shape);
                    for i in 0..c.old_roots.len() {
                        self.shape_tree(c.old_roots[i]);
                    }
                    self.values(&c.variables);
                    if let Some(s) = &c.specials {
                        self.values(s);
                    }
                }
                Kind::Instance => {
                    let o = as_!(Instance);
                    self.value(o.attrs);
                    let cap = hdr.shape.get().inline_cap as usize;
                    size += cap * 8;
                    for i in 0..cap {
                        self.value(*o.inline_slot(i));
                    }
                }
                Kind::AttrArray => self.values(as_!(object::AttrArray).slots()),
                Kind::Module => {
                    let m = as_!(object::function::Module);
                    self.gc(m.dict);
                    self.value(m.name);
                }
                Kind::Generator => {
                    let g = as_!(object::Generator);
                    self.gc(g.func);
                    self.gc(g.code);
                    self.values(&[g.handled, g.name, g.qualname]);
                    size += g.nregs * 8;
                    self.values(g.regs());
                }
                Kind::Exception => {
                    let e = as_!(object::Exception);
                    self.values(&[e.args, e.cause, e.context, e.traceback, e.payload, e.payload2]);
                }
                Kind::Traceback => {
                    let t = as_!(object::Traceback);
                    self.gc(t.code);
                    self.values(&[t.next, t.frame]);
                }
                Kind::Cell => self.value(as_!(object::Cell).value),
                Kind::Property => {
                    let p = as_!(object::function::Property);
                    self.values(&[p.get, p.set, p.del, p.doc, p.name]);
                }
                Kind::ClassMethod | Kind::StaticMethod => {
                    self.value(as_!(object::function::Wrapped).func)
                }
                Kind::Super => {
                    let s = as_!(object::function::Super);
                    self.gc(s.class);
                    self.values(&[s.this, s.this_class]);
                }
                Kind::ListIter => self.value(as_!(object::iter::ListIter).list),
                Kind::TupleIter => self.gc(as_!(object::iter::TupleIter).tuple),
                Kind::DictIter => self.value(as_!(object::iter::DictIter).dict),
                Kind::SetIter => self.gc(as_!(object::iter::SetIter).set),
                Kind::StrIter => self.value(as_!(object::iter::StrIter).text),
                Kind::SeqIter => self.value(as_!(object::iter::SeqIter).seq),
                Kind::CallIter => {
                    let c = as_!(object::iter::CallIter);
                    self.values(&[c.callable, c.sentinel]);
                }
                Kind::Enumerate => {
                    let e = as_!(object::iter::Enumerate);
                    self.values(&[e.iter, e.count]);
                }
                Kind::Reversed => self.value(as_!(object::iter::Reversed).seq),
                Kind::DictView => self.gc(as_!(object::iter::DictView).dict),
                Kind::MappingProxy => self.value(as_!(object::function::MappingProxy).mapping),
                // The target of a weak reference is not traced.
                Kind::Weakref => {
                    let w = as_!(object::function::Weakref);
                    self.values(&[w.callback, w.hash]);
                }
                Kind::NativeObj => {
                    let n = as_!(object::NativeObj);
                    n.data.trace(&mut |v| self.value(v));
                }
                Kind::NdArray => self.value(as_!(object::ndarray::NdArray).base),
                Kind::FrameObj => {
                    let f = as_!(crate::interp::frame::FrameObj);
                    self.values(&[f.back, f.locals, f.globals, f.code, f.func, f.saved]);
                }
                Kind::Member => {
                    let m = as_!(object::function::Member);
                    self.value(m.name);
                    self.gc(m.class);
                }
                Kind::GetSet => {
                    let g = as_!(object::function::GetSet);
                    self.value(g.name);
                    self.gc(g.class);
                }
            }
            if hdr.aux & HAS_ATTRS != 0 {
                self.value(*crate::object::attrs_word(v));
            }
            self.marked_bytes += size;
        }
    }
}

const _: () = assert!(CLASS_SIZES[0] == 16);
