//! The `Vm`: one Python world.
//!
//! Fields that machine code reads come first (offsets in `layout`). Everything else is grouped by
//! who uses it. There is no global state: several VMs may live in one process.

use crate::heap::{Heap, Marker, Roots};
use crate::intern::InternTable;
use crate::interp::call::Tail;
use crate::interp::frame::{Frame, FrameStack, ValueStack};
use crate::object::shape::ShapeArena;
use crate::object::{Class, Code, Dict, Gc, Tuple};
use crate::ops::attr::MethodCache;
use crate::tier::{Door, Tier};
use crate::types::Types;
use crate::value::Value;
use crate::watch::WatchTable;
use crate::R;
use adder_text::hash::HashKey;
use std::sync::atomic::{AtomicU32, Ordering};

/// Why the poll word is set. Bits.
pub mod poll {
    /// Ctrl-C.
    pub const INTERRUPT: u32 = 1;
    /// Fuel or deadline ran out; stop was asked from another thread.
    pub const STOP: u32 = 2;
    /// Finalisers wait to be run.
    pub const FINALIZE: u32 = 4;
    /// Watchpoints tripped; the tier wants to know before the next trace.
    pub const INVALIDATE: u32 = 8;
}

/// How to set up a VM.
#[derive(Clone, Debug)]
pub struct Config {
    /// `PYTHONHASHSEED`; `None` is random.
    pub hash_seed: Option<u32>,
    pub recursion_limit: usize,
    /// Collect at every allocation.
    pub gc_stress: bool,
    /// Compile code that reads the clock at loop entry and exit (profiles).
    pub clock_loops: bool,
    /// Functions whose code reads the clock at call and return.
    pub clock_calls: Option<std::rc::Rc<adder_compile::ClockedCalls>>,
    /// Heap limit in bytes, 0 for none.
    pub max_bytes: usize,
    pub argv: Vec<String>,
    /// Directories searched by `import`.
    pub path: Vec<String>,
    /// Values of tier options, for modules that show them.
    pub jit: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            hash_seed: None,
            recursion_limit: 1000,
            gc_stress: false,
            clock_loops: false,
            clock_calls: None,
            max_bytes: 0,
            argv: vec![String::new()],
            path: Vec::new(),
            jit: true,
        }
    }
}

#[repr(C)]
pub struct Vm {
    /// First: machine code bumps its allocation regions.
    pub heap: Heap,
    /// Non-zero asks the next back edge or call to look.
    pub poll: AtomicU32,
    /// Written by traces before a call that may ask for frames: number of the exit that describes
    /// them (0: none), address of its values.
    pub published_exit: u64,
    pub published_slots: *const u64,
    /// The current frame.
    pub frame: *mut Frame,
    /// Pending exception (UNDEF: none).
    pub exception: Value,
    /// The exception being handled (`sys.exc_info`), or None.
    pub handled: Value,

    pub types: Types,
    pub shapes: ShapeArena,
    pub interned: InternTable,
    pub stack: ValueStack,
    pub frames: FrameStack,
    pub method_cache: MethodCache,
    pub attr_caches: crate::interp::slow_attr::AttrCaches,
    /// Shapes of exact lists and tuples (`interp::fast`).
    pub exact_list: crate::object::ShapeRef,
    pub exact_tuple: crate::object::ShapeRef,
    pub watch: WatchTable,
    pub tier: Option<Box<dyn Tier>>,
    /// Told before a native looks at or changes what lies outside the VM and cannot be seen by who
    /// watches system calls: clocks, addresses of objects.
    pub outside: Option<fn()>,
    /// Times that native code (the program's start included) ran Python code.
    pub reentries: u64,
    /// A recording is in progress: hot counters stay silent.
    pub recording: bool,
    /// Back edges until a loop is offered to the tier; 0 without a tier.
    pub loop_threshold: u32,
    /// The tier's door; `Code::entry_code` is null without one.
    pub door: Option<Door>,
    /// Frames that a trace may inline without counting them: near the recursion limit traces are not
    /// entered, and the interpreter raises RecursionError exactly where it is due.
    pub trace_depth: usize,
    /// Calls until a function's entry is offered to the tier; 0 without a tier.
    pub entry_threshold: u32,
    /// The instruction being recorded is a call that the trace makes as a whole: the recording copy
    /// of the loop runs the callee to its end instead of pushing its frame.
    pub call_whole: bool,

    /// Values that only Rust memory holds for the moment (see `Vm::pin`).
    pub pins: Vec<Value>,
    /// Long-lived roots of library modules and embedders.
    pub roots: Vec<Value>,
    /// A call that a native asked to be run in its place: function and arguments.
    pub tail: Option<crate::interp::call::Tail>,
    /// The next raise continues an exception's flight: no context, no double traceback.
    pub reraising: bool,
    /// Words of the value stack in use above the current window (arguments of natives).
    pub native_top: *mut Value,
    /// `object.__new__` and `object.__init__`.
    pub object_new: Value,
    pub object_init: Value,

    pub builtins: Gc<Dict>,
    /// `sys.modules`.
    pub modules: Gc<Dict>,
    pub empty_tuple: Value,
    pub ascii_chars: Vec<Value>,
    /// Interned names of special methods, by `Special`.
    pub special_names: Vec<Value>,
    /// Names the VM itself looks up.
    pub names: crate::ops::special::Names,
    /// Functions of the prelude by name, compiled on first use.
    pub prelude: crate::interp::prelude::Prelude,
    pub hash_key: HashKey,
    pub class_version: u32,
    pub dict_epoch: u32,
    pub code_ids: u32,
    pub recursion_limit: usize,
    /// The first frame record past the recursion limit.
    pub frame_limit: *mut Frame,
    /// Inlined frames below the current one that have no records: they count for the recursion limit.
    pub hidden_frames: usize,
    /// Native stack address below which native recursion is refused.
    pub native_limit: usize,
    /// Comparisons of containers inside one another (`seq_ops::nested_compare`).
    pub compare_depth: usize,
    /// Objects whose repr is in progress (cycle detection).
    pub repr_stack: Vec<Value>,
    pub config: Config,
    /// Native modules by name.
    pub native_modules: Vec<crate::module::ModuleDef>,
    /// Names of the modules whose code is running for the first time, outermost first.
    pub importing: Vec<String>,
    /// Where `print` goes when `sys.stdout` is the built-in stream; buffered.
    pub stdout: crate::builtins::output::Output,
    pub int_max_str_digits: usize,
    /// The program names `tb_frame`: tracebacks keep the frames they pass (`interp::frame_object`).
    pub keeps_frames: bool,
    /// Fuel left in back edges and calls, if metered.
    pub fuel: Option<u64>,
    /// Script-level files by name, for tracebacks (source text cache).
    pub sources: std::collections::HashMap<String, std::rc::Rc<str>>,
    pub exit_hooks: Vec<Value>,
    /// Shapes of NumPy scalar classes by dtype (filled by the array module).
    pub scalar_shapes: Vec<crate::object::ShapeRef>,
    /// Shape of arrays of the library's own class.
    pub array_shape: crate::object::ShapeRef,
    /// Per-library state, by module name.
    pub library: std::collections::HashMap<&'static str, Box<dyn std::any::Any>>,
    /// Character tables of the texts indexed last.
    pub char_tables: crate::builtins::str_ops::CharTables,
    /// Times of loops, when code is compiled with clocks.
    pub clock: Option<Box<crate::clock::LoopClock>>,
}

impl Vm {
    /// A fresh VM with the built-in types and the `builtins` and `sys` modules.
    pub fn new(config: Config) -> std::io::Result<Box<Vm>> {
        let key = match config.hash_seed {
            Some(seed) => HashKey::from_seed(seed),
            None => {
                let mut bytes = [0u8; 16];
                crate::boot::os_random(&mut bytes);
                HashKey::from_bytes(bytes)
            }
        };
        let mut vm = Box::new(Vm {
            heap: Heap::new()?,
            poll: AtomicU32::new(0),
            published_exit: 0,
            published_slots: std::ptr::null(),
            frame: std::ptr::null_mut(),
            exception: Value::UNDEF,
            handled: Value::NONE,
            types: Types::unset(),
            shapes: ShapeArena::new()?,
            interned: InternTable::default(),
            stack: ValueStack::new()?,
            frames: FrameStack::new()?,
            method_cache: MethodCache::new(),
            attr_caches: Default::default(),
            exact_list: crate::object::ShapeRef::NONE,
            exact_tuple: crate::object::ShapeRef::NONE,
            watch: WatchTable::default(),
            tier: None,
            outside: None,
            reentries: 0,
            recording: false,
            loop_threshold: 0,
            entry_threshold: 0,
            door: None,
            trace_depth: 0,
            call_whole: false,
            pins: Vec::new(),
            roots: Vec::new(),
            tail: None,
            reraising: false,
            native_top: std::ptr::null_mut(),
            object_new: Value::UNDEF,
            object_init: Value::UNDEF,
            builtins: Gc::dangling(),
            modules: Gc::dangling(),
            empty_tuple: Value::UNDEF,
            ascii_chars: Vec::new(),
            special_names: Vec::new(),
            names: Default::default(),
            prelude: Default::default(),
            hash_key: key,
            class_version: 0,
            dict_epoch: 1,
            code_ids: 0,
            recursion_limit: config.recursion_limit,
            frame_limit: std::ptr::null_mut(),
            hidden_frames: 0,
            native_limit: 0,
            compare_depth: 0,
            repr_stack: Vec::new(),
            native_modules: Vec::new(),
            importing: Vec::new(),
            stdout: Default::default(),
            int_max_str_digits: 4300,
            keeps_frames: false,
            fuel: None,
            sources: Default::default(),
            exit_hooks: Vec::new(),
            scalar_shapes: Vec::new(),
            array_shape: crate::object::ShapeRef::NONE,
            library: Default::default(),
            char_tables: Default::default(),
            clock: config.clock_loops.then(Default::default),
            config,
        });
        vm.use_this_thread();
        vm.set_recursion_limit(vm.recursion_limit);
        vm.heap.no_gc = 1;
        crate::boot::boot(&mut vm);
        vm.heap.no_gc = 0;
        vm.heap.stress = vm.config.gc_stress;
        vm.heap.max_bytes = vm.config.max_bytes;
        Ok(vm)
    }

    /// Records the calling thread's stack: where conservative scanning ends and recursion stops.
    /// Call when a VM moves to another thread.
    pub fn use_this_thread(&mut self) {
        let (low, high) = crate::boot::thread_stack();
        self.heap.stack_top = high;
        // Leaves room for natives, the collector and error reporting.
        self.native_limit = low + ((high - low) / 8).clamp(256 << 10, 2 << 20);
    }

    /// Frames beyond this many raise RecursionError; so do those beyond the room there is for records.
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_limit = limit;
        self.set_hidden_frames(self.hidden_frames);
    }

    /// So many frames below the current one are inlined in traces: they count, but have no records.
    pub fn set_hidden_frames(&mut self, n: usize) {
        self.hidden_frames = n;
        self.frame_limit = self.frames.at_most(self.recursion_limit.saturating_sub(n));
    }

    /// Asks running code to stop at the next back edge (signal handlers, other threads).
    pub fn poll_word(&self) -> &AtomicU32 {
        &self.poll
    }

    #[inline(always)]
    pub fn poll_bits(&self) -> u32 {
        self.poll.load(Ordering::Relaxed)
    }

    pub fn set_poll(&self, bits: u32) {
        self.poll.fetch_or(bits, Ordering::Relaxed);
    }

    /// Class of any value.
    #[inline(always)]
    pub fn class_of(&self, v: Value) -> Gc<Class> {
        if v.is_ptr() {
            debug_assert!(!v.is_undef());
            return v.header().shape.class();
        }
        self.class_of_unboxed(v)
    }

    fn class_of_unboxed(&self, v: Value) -> Gc<Class> {
        if v.is_int() {
            self.types.int
        } else if v.is_float() {
            self.types.float
        } else if v.is_bool() {
            self.types.bool
        } else if v.is_none() {
            self.types.none
        } else if v == Value::ELLIPSIS {
            self.types.ellipsis
        } else {
            self.types.not_implemented
        }
    }

    /// Name of a value's class, for messages.
    pub fn type_name(&self, v: Value) -> String {
        self.class_of(v).name_str()
    }

    /// `isinstance(v, class)` by real classes, no hooks.
    #[inline]
    pub fn is_instance(&self, v: Value, class: Gc<Class>) -> bool {
        self.class_of(v).is_subclass_of(class)
    }

    /// Runs a collection now.
    #[cold]
    #[inline(never)]
    pub fn collect(&mut self, full: bool) {
        if self.heap.no_gc > 0 {
            return;
        }
        let mut roots = VmRoots { vm: self };
        // SAFETY: `VmRoots` reads the VM's tables, never the heap's own fields, while the heap
        // collects; both are reached through the same raw pointer.
        let heap = unsafe { &mut (*roots.vm).heap };
        heap.collect(&mut roots, full);
        let dead_shapes = std::mem::take(&mut self.heap.dead_shapes);
        for s in dead_shapes {
            if s != crate::object::ShapeRef::NONE {
                self.shapes.free_tree(s);
            }
        }
        if !self.heap.dead_codes.is_empty() {
            let dead = std::mem::take(&mut self.heap.dead_codes);
            if let Some(tier) = &mut self.tier {
                tier.codes_died(&dead);
            }
        }
        if !self.heap.to_finalize.is_empty() {
            self.set_poll(poll::FINALIZE);
        }
    }

    /// A native is about to look at something that another run of the same program would see
    /// differently.
    #[inline]
    pub fn touch_outside(&self) {
        if let Some(tell) = self.outside {
            tell();
        }
    }

    /// Is native recursion about to run out of stack? Raises RecursionError then.
    #[inline]
    pub fn check_native_stack(&mut self) -> R<()> {
        let here = 0u8;
        if (&here as *const u8 as usize) < self.native_limit {
            return self.recursion_error("maximum recursion depth exceeded");
        }
        Ok(())
    }

    /// Has native recursion room for another nested run and what it may call?
    #[inline]
    pub fn native_room(&self) -> bool {
        let here = 0u8;
        (&here as *const u8 as usize) > self.native_limit + NESTED_RUN
    }

    /// May a trace run in the current frame? It needs native stack and frames to inline.
    #[inline]
    pub fn trace_room(&self) -> bool {
        let used = self.frame as usize - self.frames.base as usize;
        let usable = self.recursion_limit.saturating_sub(self.hidden_frames + self.trace_depth + 1);
        used < usable * std::mem::size_of::<Frame>() && self.native_room()
    }

    /// Line that the current frame runs, 0 outside Python code.
    pub fn current_line(&self) -> u32 {
        if self.frame.is_null() {
            return 0;
        }
        // SAFETY: the current frame is live; outside the loop its pc is behind the instruction.
        let (code, pc) = unsafe { ((*self.frame).code, (*self.frame).pc) };
        let at = code.index_of(pc).saturating_sub(1);
        code.unit.positions.get(at).map_or(0, |p| p.line)
    }

    /// Code object of the current frame, if any Python code runs.
    pub fn current_code(&self) -> Option<Gc<Code>> {
        if self.frame.is_null() {
            return None;
        }
        // SAFETY: the current frame is live.
        Some(unsafe { (*self.frame).code })
    }
}

/// Native stack that compiled code leaves free when it calls Python functions: below that, calls go
/// through the interpreter, which needs none.
const NESTED_RUN: usize = 128 << 10;

struct VmRoots {
    vm: *mut Vm,
}

impl Roots for VmRoots {
    fn mark_roots(&self, m: &mut Marker, full: bool) {
        // SAFETY: the VM outlives the collection; nothing else runs.
        let vm = unsafe { &*self.vm };
        vm.types.each(&mut |c| m.gc(c));
        m.values(&[vm.exception, vm.handled, vm.empty_tuple]);
        m.values(&vm.pins);
        m.values(&vm.roots);
        m.values(&vm.exit_hooks);
        m.values(&vm.ascii_chars);
        m.values(&vm.special_names);
        m.values(&vm.repr_stack);
        vm.names.each(&mut |v| m.value(v));
        vm.prelude.each(&mut |v| m.value(v));
        match &vm.tail {
            Some(Tail::Call(values) | Tail::Generator(values, _)) => m.values(values),
            Some(Tail::Resume { generator, sent, default }) => {
                m.values(&[generator.value(), *sent, *default])
            }
            None => {}
        }
        m.gc(vm.builtins);
        m.gc(vm.modules);
        vm.frames.mark(vm.frame, &vm.stack, vm.native_top, m);
        if !full {
            for s in vm.interned.iter() {
                m.value(s);
            }
        }
        if let Some(tier) = &vm.tier {
            tier.mark_roots(m);
        }
        if let Some(clock) = &vm.clock {
            clock.mark(m);
        }
    }

    fn after_mark(&mut self, full: bool) {
        // SAFETY: as above.
        let vm = unsafe { &mut *self.vm };
        vm.method_cache.clear();
        vm.attr_caches.clear();
        if full {
            vm.interned.drop_dead();
        }
    }
}

/// The items of a tuple value, or an empty slice.
pub fn tuple_items(v: Value) -> &'static [Value] {
    match v.cast::<Tuple>() {
        Some(t) => t.items(),
        None => &[],
    }
}
