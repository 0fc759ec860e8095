//! Making objects: the one room where heap cells become typed objects.
//!
//! Every constructor may collect before it allocates, never after: what it returns is safe until
//! the next allocation even if nothing refers to it yet.

use crate::heap::{size_class, MAX_SMALL};
use crate::object::class::instance_size;
use crate::object::exception::{Exception, Traceback};
use crate::object::function::{Function, Wrapped};
use crate::object::iter::{ListIter, RangeIter, TupleIter};
use crate::object::native::{Native, NativeFn, NativeObj, NativeObject};
use crate::object::*;
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint::{IBig, Int, IntRef};
use std::mem::{size_of, ManuallyDrop};

impl Vm {
    /// A zeroed cell of at least `size` bytes. Runs out only at the memory limit or when the system
    /// refuses: that is a `MemoryError` for [`Vm::try_cell`], a panic-free abort path otherwise.
    #[inline(always)]
    fn cell(&mut self, size: usize) -> usize {
        if size <= MAX_SMALL {
            if let Some(at) = self.heap.try_bump(size_class(size)) {
                return at;
            }
        }
        self.cell_slow(size)
    }

    #[cold]
    #[inline(never)]
    fn cell_slow(&mut self, size: usize) -> usize {
        match self.try_cell_slow(size) {
            Some(at) => at,
            None => {
                self.collect(true);
                match self.try_cell_slow(size) {
                    Some(at) => at,
                    None => {
                        // Same end as CPython when even MemoryError cannot be made.
                        eprintln!("MemoryError: out of heap memory");
                        std::process::exit(1);
                    }
                }
            }
        }
    }

    fn try_cell_slow(&mut self, size: usize) -> Option<usize> {
        if self.heap.wants_collection() {
            self.collect(false);
        }
        if size <= MAX_SMALL {
            self.heap.refill(size_class(size))
        } else {
            self.heap.alloc_large(size)
        }
    }

    /// A cell for a size that a program chose: too big is a `MemoryError`.
    pub fn try_cell(&mut self, size: usize) -> R<usize> {
        if size <= MAX_SMALL {
            return Ok(self.cell(size));
        }
        match self.try_cell_slow(size) {
            Some(at) => Ok(at),
            None => self.raise_args(self.types.memory_error, &[]),
        }
    }

    /// A zeroed cell for compiled code, whose own allocation region ran out.
    pub fn raw_cell(&mut self, size: usize) -> usize {
        self.cell(size)
    }

    /// An array of the library's own class, whose operators are the library's?
    pub fn is_exact_array(&self, v: Value) -> bool {
        v.is_kind(Kind::NdArray) && v.header().shape == self.array_shape
    }

    /// Shape of NumPy scalars of a dtype, once the array module is loaded.
    pub fn scalar_shape(&self, dtype: ndarray::DType) -> Option<ShapeRef> {
        self.scalar_shapes.get(dtype as usize).copied().filter(|s| *s != ShapeRef::NONE)
    }

    /// As [`Vm::alloc`], if that takes no collection: then `object` need not be pinned.
    #[inline(always)]
    fn alloc_now<T: HeapObject>(&mut self, object: T, extra: usize) -> Result<Gc<T>, T> {
        let size = size_of::<T>() + extra;
        if size <= MAX_SMALL {
            if let Some(at) = self.heap.try_bump(size_class(size)) {
                let at = at as *mut T;
                // SAFETY: as in `alloc`.
                unsafe {
                    at.write(object);
                    return Ok(Gc::from_ptr(at));
                }
            }
        }
        Err(object)
    }

    /// Moves a struct into a new cell, with `extra` zeroed bytes behind it.
    #[inline(always)]
    pub fn alloc<T: HeapObject>(&mut self, object: T, extra: usize) -> Gc<T> {
        let at = self.cell(size_of::<T>() + extra) as *mut T;
        // SAFETY: the cell is zeroed, large enough and unoccupied; sizes are multiples of 8.
        unsafe {
            at.write(object);
            Gc::from_ptr(at)
        }
    }

    /// Header of an instance of `class`, which may be the built-in class or a subclass of it.
    /// Subclass instances have an attrs word, for which the caller allocates 8 more bytes.
    #[inline]
    pub fn header_for(&self, class: Gc<Class>, kind: Kind) -> Header {
        let mut h = Header::new(class.root_shape, kind);
        if self.attrs_bytes(class) != 0 {
            h.aux |= HAS_ATTRS;
        }
        h
    }

    /// Bytes of the attrs word for an instance of `class`: Python classes, and built-in ones with
    /// slots (`defaultdict`).
    #[inline]
    pub fn attrs_bytes(&self, class: Gc<Class>) -> usize {
        if class.has(crate::object::class::class_flags::BUILTIN) && class.slot_names.is_undef() {
            0
        } else {
            8
        }
    }

    // --- numbers ---

    /// An int.
    #[inline(always)]
    pub fn int(&mut self, i: i64) -> Value {
        match Value::try_small(i) {
            Some(v) => v,
            None => self.heap_int(i),
        }
    }

    #[cold]
    #[inline(never)]
    fn heap_int(&mut self, i: i64) -> Value {
        let hdr = Header::new(self.types.int.root_shape, Kind::HeapInt);
        self.alloc(HeapInt { hdr, value: i }, 0).value()
    }

    pub fn uint(&mut self, u: u64) -> Value {
        match i64::try_from(u) {
            Ok(i) => self.int(i),
            Err(_) => self.big(IBig::from(u)),
        }
    }

    /// An int of any size, in canonical form.
    pub fn big(&mut self, i: IBig) -> Value {
        match i64::try_from(&i) {
            Ok(small) => self.int(small),
            Err(_) => {
                let bytes = adder_text::bigint::bit_length(&i) as usize / 8;
                self.heap.note_external(bytes);
                let hdr = Header::new(self.types.bigint_shape, Kind::BigInt);
                self.alloc(BigInt { hdr, value: ManuallyDrop::new(i) }, 0).value()
            }
        }
    }

    pub fn int_value(&mut self, i: Int) -> Value {
        match i {
            Int::Small(i) => self.int(i),
            Int::Big(b) => self.big(b),
        }
    }

    pub fn complex(&mut self, re: f64, im: f64) -> Value {
        let hdr = Header::new(self.types.complex.root_shape, Kind::Complex);
        self.alloc(Complex { hdr, re, im }, 0).value()
    }

    // --- text ---

    pub fn str(&mut self, text: &str) -> Value {
        self.str_bytes(text.as_bytes())
    }

    /// A string of WTF-8 bytes.
    pub fn str_bytes(&mut self, bytes: &[u8]) -> Value {
        if bytes.len() == 1 && bytes[0] < 128 {
            if let Some(&v) = self.ascii_chars.get(bytes[0] as usize) {
                return v;
            }
        }
        let nchars =
            if bytes.is_ascii() { bytes.len() } else { adder_text::wtf8::char_count(bytes) };
        self.str_with(bytes, nchars)
    }

    /// A string whose character count is known.
    pub fn str_with(&mut self, bytes: &[u8], nchars: usize) -> Value {
        let hdr = Header::new(self.types.str.root_shape, Kind::Str);
        self.str_cell(hdr, bytes, nchars, 0).value()
    }

    /// A string of ASCII bytes.
    pub fn str_ascii(&mut self, bytes: &[u8]) -> Gc<Str> {
        if let [b] = *bytes {
            return self.ascii_char(b).expect();
        }
        let hdr = Header::new(self.types.str.root_shape, Kind::Str);
        self.str_cell(hdr, bytes, bytes.len(), 0)
    }

    /// A string of `class` (`str` or a subclass).
    pub fn str_of_class(&mut self, class: Gc<Class>, bytes: &[u8], nchars: usize) -> Gc<Str> {
        let hdr = self.header_for(class, Kind::Str);
        self.str_cell(hdr, bytes, nchars, self.attrs_bytes(class))
    }

    fn str_cell(&mut self, hdr: Header, bytes: &[u8], nchars: usize, attrs: usize) -> Gc<Str> {
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let extra = bytes.len().next_multiple_of(8) + attrs;
        let s = self.alloc(Str { hdr, hash: 0, len, nchars: nchars as u32 }, extra);
        // SAFETY: `extra` bytes behind the struct hold the text.
        unsafe {
            std::ptr::copy_nonoverlapping(
                bytes.as_ptr(),
                (s.as_ptr() as *mut u8).add(size_of::<Str>()),
                len as usize,
            );
        }
        s
    }

    /// The one-character string of an ASCII byte.
    #[inline]
    pub fn ascii_char(&self, b: u8) -> Value {
        self.ascii_chars[b as usize & 127]
    }

    pub fn bytes(&mut self, data: &[u8]) -> Value {
        let class = self.types.bytes;
        self.bytes_of_class(class, data).value()
    }

    pub fn bytes_of_class(&mut self, class: Gc<Class>, data: &[u8]) -> Gc<Bytes> {
        let hdr = self.header_for(class, Kind::Bytes);
        let extra = data.len().next_multiple_of(8) + self.attrs_bytes(class);
        let b = self.alloc(Bytes { hdr, hash: 0, len: data.len() }, extra);
        // SAFETY: `extra` bytes behind the struct hold the data.
        unsafe {
            std::ptr::copy_nonoverlapping(
                data.as_ptr(),
                (b.as_ptr() as *mut u8).add(size_of::<Bytes>()),
                data.len(),
            );
        }
        b
    }

    pub fn bytearray(&mut self, data: &[u8]) -> Value {
        let class = self.types.bytearray;
        self.bytearray_of_class(class, data).value()
    }

    pub fn bytearray_of_class(&mut self, class: Gc<Class>, data: &[u8]) -> Gc<ByteArray> {
        let hdr = self.header_for(class, Kind::ByteArray);
        let extra = self.attrs_bytes(class);
        let data = ObjVec::from_slice(data);
        self.heap.note_external(data.bytes());
        self.alloc(ByteArray { hdr, data }, extra)
    }

    // --- containers ---

    pub fn list(&mut self, items: &[Value]) -> Gc<List> {
        self.list_from(ObjVec::from_slice(items))
    }

    /// A list that takes over a vector. The vector's values must be reachable until this returns
    /// (arguments on the VM stack, another container): they are pinned here by the collector's
    /// pause.
    pub fn list_from(&mut self, items: ObjVec<Value>) -> Gc<List> {
        let class = self.types.list;
        self.list_of_class(class, items)
    }

    pub fn list_of_class(&mut self, class: Gc<Class>, items: ObjVec<Value>) -> Gc<List> {
        let hdr = self.header_for(class, Kind::List);
        let extra = self.attrs_bytes(class);
        self.heap.note_external(items.bytes());
        match self.alloc_now(List { hdr, items }, extra) {
            Ok(list) => list,
            Err(List { items, .. }) => self.list_collecting(hdr, items, extra),
        }
    }

    #[cold]
    #[inline(never)]
    fn list_collecting(&mut self, hdr: Header, items: ObjVec<Value>, extra: usize) -> Gc<List> {
        // The items may live nowhere else: allocate the object first, empty, then hand them over;
        // a collection inside `alloc` must still see them.
        let pins = self.pin(&items);
        let mut list = self.alloc(List { hdr, items: ObjVec::new() }, extra);
        self.unpin(pins);
        list.items = items;
        list
    }

    pub fn tuple(&mut self, items: &[Value]) -> Value {
        if items.is_empty() {
            return self.empty_tuple;
        }
        let hdr = Header::new(self.types.tuple.root_shape, Kind::Tuple);
        self.tuple_cell(hdr, items, 0).value()
    }

    pub fn tuple_of_class(&mut self, class: Gc<Class>, items: &[Value]) -> Gc<Tuple> {
        let hdr = self.header_for(class, Kind::Tuple);
        self.tuple_cell(hdr, items, self.attrs_bytes(class))
    }

    fn tuple_cell(&mut self, hdr: Header, items: &[Value], attrs: usize) -> Gc<Tuple> {
        let extra = items.len() * 8 + attrs;
        match self.alloc_now(Tuple { hdr, len: items.len() }, extra) {
            Ok(t) => {
                match (t.items(), items) {
                    // Most are pairs: no call of `memcpy` for them.
                    ([a, b], &[x, y]) => (*a, *b) = (x, y),
                    (slots, items) => slots.copy_from_slice(items),
                }
                t
            }
            Err(empty) => self.tuple_collecting(empty, items, extra),
        }
    }

    #[cold]
    #[inline(never)]
    fn tuple_collecting(&mut self, empty: Tuple, items: &[Value], extra: usize) -> Gc<Tuple> {
        // The slice may belong to an object that only this slice refers to: a collection inside
        // `alloc` would free it. The pinned copies stay.
        let pins = self.pin(items);
        let t = self.alloc(empty, extra);
        t.items().copy_from_slice(&self.pins[pins..]);
        self.unpin(pins);
        t
    }

    pub fn dict(&mut self) -> Gc<Dict> {
        let class = self.types.dict;
        self.dict_of_class(class)
    }

    pub fn dict_of_class(&mut self, class: Gc<Class>) -> Gc<Dict> {
        let hdr = self.header_for(class, Kind::Dict);
        let extra = self.attrs_bytes(class);
        self.dict_epoch = self.dict_epoch.wrapping_add(0x1_0001);
        let keys_version = self.dict_epoch;
        self.alloc(
            Dict {
                hdr,
                entries: ObjVec::new(),
                len: 0,
                keys_version,
                str_keys: true,
                index: dict_index::DictIndex::new(),
            },
            extra,
        )
    }

    /// An empty `set` or `frozenset` (or subclass) object.
    pub fn set_of_class(&mut self, class: Gc<Class>, frozen: bool) -> Gc<Set> {
        let mut hdr = self.header_for(class, Kind::Set);
        if frozen {
            hdr.aux |= crate::object::set::FROZEN;
        }
        let extra = self.attrs_bytes(class);
        self.alloc(
            Set { hdr, table: ObjVec::new(), fill: 0, used: 0, hash: 0, version: 0, finger: 0 },
            extra,
        )
    }

    pub fn slice(&mut self, start: Value, stop: Value, step: Value) -> Value {
        let hdr = Header::new(self.types.slice.root_shape, Kind::Slice);
        self.alloc(Slice { hdr, start, stop, step }, 0).value()
    }

    pub fn new_cell(&mut self, value: Value) -> Gc<Cell> {
        let hdr = Header::new(self.types.cell.root_shape, Kind::Cell);
        self.alloc(Cell { hdr, value }, 0)
    }

    // --- iterators that the interpreter makes ---

    pub fn list_iter(&mut self, list: Gc<List>) -> Value {
        let hdr = Header::new(self.types.list_iterator.root_shape, Kind::ListIter);
        self.alloc(ListIter { hdr, list: list.value(), index: 0 }, 0).value()
    }

    pub fn tuple_iter(&mut self, tuple: Gc<Tuple>) -> Value {
        let hdr = Header::new(self.types.tuple_iterator.root_shape, Kind::TupleIter);
        self.alloc(TupleIter { hdr, tuple, index: 0 }, 0).value()
    }

    pub fn range_iter(&mut self, next: i64, step: i64, remaining: i64) -> Value {
        let hdr = Header::new(self.types.range_iterator.root_shape, Kind::RangeIter);
        self.alloc(RangeIter { hdr, next, step, remaining }, 0).value()
    }

    // --- functions, methods, instances ---

    /// The class of a bound method of this function.
    pub fn bound_method_class(&self, func: Value) -> Gc<Class> {
        match func.cast::<Native>() {
            None => self.types.method,
            Some(n) if n.hdr.shape == self.types.wrapper_descriptor.root_shape => {
                self.types.method_wrapper
            }
            Some(_) => self.types.builtin_method,
        }
    }

    pub fn bound_method(&mut self, func: Value, this: Value) -> Value {
        let class = self.bound_method_class(func);
        let hdr = Header::new(class.root_shape, Kind::BoundMethod);
        self.alloc(BoundMethod { hdr, func, this }, 0).value()
    }

    pub fn function(&mut self, f: Function) -> Gc<Function> {
        self.alloc(f, 0)
    }

    pub fn classmethod(&mut self, func: Value) -> Value {
        let hdr = Header::new(self.types.classmethod.root_shape, Kind::ClassMethod);
        self.alloc(Wrapped { hdr, func }, 0).value()
    }

    pub fn staticmethod(&mut self, func: Value) -> Value {
        let hdr = Header::new(self.types.staticmethod.root_shape, Kind::StaticMethod);
        self.alloc(Wrapped { hdr, func }, 0).value()
    }

    /// A native function object that is not a method.
    pub fn native_function(
        &mut self,
        name: &str,
        func: NativeFn,
        arity: crate::Arity,
    ) -> Gc<Native> {
        let name = self.intern(name);
        let hdr = Header::new(self.types.builtin_function.root_shape, Kind::Native);
        self.alloc(
            Native {
                hdr,
                func,
                name,
                class: Value::UNDEF,
                module: Value::NONE,
                this: Value::UNDEF,
                binding: crate::Binding::Function,
                arity,
                effects: crate::object::native::effects::ANY,
                recipe: crate::Recipe::Opaque,
                doc: None,
                signature: None,
                closure: None,
            },
            0,
        )
    }

    /// An instance of a Python class with no attributes yet.
    #[inline(always)]
    pub fn instance(&mut self, class: Gc<Class>) -> Gc<Instance> {
        let shape = class.root_shape;
        let extra = instance_size(class.inline_cap) - size_of::<Instance>();
        let hdr = Header::new(shape, Kind::Instance);
        self.alloc(Instance { hdr, attrs: Value::UNDEF }, extra)
    }

    pub fn attr_array(&mut self, cap: usize) -> Gc<AttrArray> {
        let hdr = Header::new(self.types.attr_array_shape, Kind::AttrArray);
        self.alloc(AttrArray { hdr, cap }, cap * 8)
    }

    /// A library object of `class` around a Rust value.
    pub fn native_obj(&mut self, class: Gc<Class>, data: Box<dyn NativeObject>) -> Value {
        let hdr = self.header_for(class, Kind::NativeObj);
        let extra = self.attrs_bytes(class);
        // The boxed value's own values must survive a collection inside `alloc`.
        let mut pins = Vec::new();
        data.trace(&mut |v| pins.push(v));
        let n = self.pin(&pins);
        let o = self.alloc(NativeObj { hdr, data }, extra);
        self.unpin(n);
        o.value()
    }

    // --- exceptions ---

    /// An exception of `class` with these arguments (`__init__` is not run).
    pub fn new_exception(&mut self, class: Gc<Class>, args: &[Value]) -> Gc<Exception> {
        let args = self.tuple(args);
        self.exception_of_class(class, args)
    }

    pub fn exception_of_class(&mut self, class: Gc<Class>, args: Value) -> Gc<Exception> {
        let mut hdr = Header::new(class.root_shape, Kind::Exception);
        hdr.aux |= HAS_ATTRS;
        self.alloc(
            Exception {
                hdr,
                args,
                cause: Value::NONE,
                context: Value::NONE,
                traceback: Value::NONE,
                payload: Value::UNDEF,
                payload2: Value::UNDEF,
                suppress_context: false,
            },
            8,
        )
    }

    pub fn new_traceback(
        &mut self,
        next: Value,
        code: Gc<Code>,
        frame: Value,
        instr: u32,
        line: u32,
    ) -> Value {
        let hdr = Header::new(self.types.traceback.root_shape, Kind::Traceback);
        self.alloc(Traceback { hdr, next, code, instr, line, frame }, 0).value()
    }

    // --- pins: values that only Rust memory holds for the moment ---

    /// Keeps values alive until the matching [`Vm::unpin`]. Nests like a stack.
    #[inline]
    pub fn pin(&mut self, values: &[Value]) -> usize {
        let mark = self.pins.len();
        self.pins.extend_from_slice(values);
        mark
    }

    #[inline]
    pub fn unpin(&mut self, mark: usize) {
        self.pins.truncate(mark);
    }
}

impl Value {
    /// An exact or subclass int (bool included) as an integer reference; other values are `None`.
    #[inline]
    pub fn as_int_ref(&self) -> Option<IntRef<'_>> {
        let v = *self;
        if v.is_int() {
            return Some(IntRef::Small(v.as_int()));
        }
        if v.is_bool() {
            return Some(IntRef::Small((v == Value::TRUE) as i64));
        }
        match v.kind()? {
            Kind::HeapInt => Some(IntRef::Small(v.expect::<HeapInt>().value)),
            Kind::BigInt => {
                let big = v.expect::<BigInt>();
                // SAFETY: lifetime bounded by the object's reachability (access rule).
                Some(IntRef::Big(unsafe { &(*big.as_ptr()).value }))
            }
            Kind::IntSub => {
                let inner = v.expect::<IntSub>();
                // SAFETY: as above; `value` is a plain int.
                unsafe { (&(*inner.as_ptr()).value as *const Value).as_ref() }
                    .and_then(|v| v.as_int_ref())
            }
            _ => None,
        }
    }

    /// An int that fits 64 bits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        if self.is_int() {
            return Some(self.as_int());
        }
        match self.as_int_ref()? {
            IntRef::Small(i) => Some(i),
            IntRef::Big(_) => None,
        }
    }

    /// A float or an instance of a float subclass, NumPy's float64 included.
    #[inline]
    pub fn to_f64_exact(self) -> Option<f64> {
        if self.is_float() {
            return Some(self.as_float());
        }
        match self.kind()? {
            Kind::FloatSub => Some(self.expect::<FloatSub>().value),
            Kind::NpScalar => {
                let s = self.expect::<ndarray::NpScalar>();
                (s.dtype == ndarray::DType::Float64).then(|| f64::from_bits(s.bits))
            }
            _ => None,
        }
    }

    /// Is it an int in the sense of `isinstance(v, int)`?
    pub fn is_int_like(self) -> bool {
        self.is_int()
            || self.is_bool()
            || matches!(self.kind(), Some(Kind::HeapInt | Kind::BigInt | Kind::IntSub))
    }
}

/// Calls a native with positional arguments.
pub fn positional<'a>(args: &'a [Value]) -> Args<'a> {
    Args::positional(args)
}
