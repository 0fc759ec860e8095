//! Globals, cells, attributes, subscription, displays.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use crate::fields::{self, Field};
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{self, AllocDesc, MemDesc, Op as Ir, Ref, SnapId, Type};
use adder_vm::heap::{size_class, Bump, Heap};
use adder_vm::object::class::Class;
use adder_vm::object::code::Cache;
use adder_vm::object::dict::WATCHED;
use adder_vm::object::{Dict, Gc, Header, Kind, List, ShapeRef, Tuple};
use adder_vm::watch::WatchId;
use adder_vm::{Value, Vm};
use std::mem::{offset_of, size_of};

impl Recorder {
    pub(super) fn cache(vm: &Vm, c: usize) -> &'static Cache {
        // SAFETY: cache index of the running code.
        unsafe { &*vm.code().caches.add(c) }
    }

    /// The trace depends on what a lookup of this attribute through this class finds.
    pub fn watch_attr(&mut self, class: Gc<Class>, name: Value) {
        self.watch_class(class);
        let id = WatchId::ClassAttr(class.addr(), name.0 as usize);
        if !self.watches.contains(&id) {
            self.watches.push(id);
            self.roots.push(name);
        }
    }

    /// The trace depends on the class's line and on its special methods.
    pub fn watch_class(&mut self, class: Gc<Class>) {
        let id = WatchId::Class(class.addr());
        if !self.watches.contains(&id) {
            self.watches.push(id);
            self.roots.push(class.value());
        }
    }

    pub fn watch(&mut self, id: WatchId) {
        if !self.watches.contains(&id) {
            self.watches.push(id);
        }
    }

    /// Records variable, attribute and item access. False: something else or not specialised.
    pub fn record_access(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        match i.op() {
            Op::LoadGlobal => self.record_load_global(vm, i),
            Op::LoadName if self.names_are_globals(vm) => self.record_load_global(vm, i),
            Op::StoreGlobal => self.record_store_global(vm, i),
            Op::StoreName if self.names_are_globals(vm) => self.record_store_global(vm, i),
            Op::MakeCell => {
                let s = self.get(i.a())?;
                let v = self.boxed(s)?;
                let cell = self.new_object(
                    "cell",
                    vm.types.cell,
                    Kind::Cell,
                    size_of::<adder_vm::object::Cell>(),
                    &[Field::CellValue.desc()],
                );
                self.store(Field::CellValue, cell, v);
                self.set_ref(i.a(), cell);
                Ok(true)
            }
            Op::CopyFree => {
                self.record_copy_free(i)?;
                Ok(true)
            }
            Op::LoadDeref => {
                let v = vm.get_reg(i.b()).expect::<adder_vm::object::Cell>().value;
                if v.is_undef() {
                    return Err(Abort::Raises);
                }
                let c = self.typed(vm, i.b())?;
                let r = self.load(Field::CellValue, c.r);
                let s = self.refine(SVal::new(r), v)?;
                self.set(i.a(), s);
                Ok(true)
            }
            Op::StoreDeref => {
                let c = self.typed(vm, i.a())?;
                let s = self.get(i.b())?;
                let v = self.boxed(s)?;
                self.store_value(Field::CellValue.desc(), c.r, v);
                Ok(true)
            }
            Op::LoadAttr | Op::LoadMethod => self.record_load_attr(vm, i),
            Op::LoadSuper => self.record_load_super(vm, i),
            Op::MakeFunction => self.record_make_function(vm, i),
            Op::StoreAttr => self.record_store_attr(vm, i),
            Op::GetItem => {
                let k = vm.get_reg(i.c());
                self.record_get_item(vm, i, k, Some(i.c()))
            }
            Op::GetItemI => self.record_get_item(vm, i, Value::small(i.sc() as i64), None),
            Op::SetItem => self.record_set_item(vm, i),
            Op::BuildTuple => {
                self.record_build_tuple(vm, i)?;
                Ok(true)
            }
            Op::Unpack => self.record_unpack(vm, i),
            Op::LoadAssertionError => {
                let k = self.konst(vm.types.assertion_error.value());
                self.set_ref(i.a(), k);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn names_are_globals(&self, vm: &Vm) -> bool {
        // SAFETY: the current frame is live.
        unsafe { (*vm.frame).locals == (*vm.frame).globals.value() }
    }

    /// Stores a boxed word into a field of an object, with the barrier.
    pub fn store_value(&mut self, desc: MemDesc, obj: Ref, v: Ref) {
        let m = self.b.mem(desc);
        self.b.store(m, obj, v);
        self.b.op1(Ir::Barrier, obj);
        self.state_changed();
    }

    /// An object pointer constant.
    pub fn object_const(&mut self, v: Value, name: &str) -> Ref {
        self.roots.push(v);
        let n = self.roots.len();
        self.b.named_ptr(v.0, true, format!("{name}{n}"))
    }

    /// The current frame's globals, a constant of the trace. One code object may run under many: the root frame's are guarded;
    /// an inlined function's come with the function.
    fn globals(&mut self, vm: &Vm) -> Gc<Dict> {
        // SAFETY: the current frame is live.
        let globals = unsafe { (*vm.frame).globals };
        if self.frames.len() == 1 && !std::mem::replace(&mut self.globals_known, true) {
            let frame = self.load(Field::RootFrame, self.cx);
            let now = self.load(Field::FrameGlobals, frame);
            let known = self.object_const(globals.value(), "globals");
            let snap = self.snapshot();
            self.b.guard2(Ir::GuardEq, now, known, snap);
        }
        globals
    }

    fn record_load_global(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let name = Self::cache(vm, i.c()).name;
        let globals = self.globals(vm);
        if let Some(at) = vm.dict_find_name(globals, name) {
            let r = self.dict_value(vm, globals, at, "globals")?;
            self.set(i.a(), r);
            return Ok(true);
        }
        if vm.own_builtins(globals).is_some() {
            return Err(Abort::Unsupported);
        }
        let builtins = vm.builtins;
        let Some(at) = vm.dict_find_name(builtins, name) else { return Err(Abort::Raises) };
        self.watch_absent(globals, name);
        // Nor may the module get builtins of its own.
        let own = vm.names.builtins.0;
        match vm.dict_find_name(globals, own) {
            Some(at) => self.watch_dict(globals, WatchId::DictEntry(globals.addr(), at as u32)),
            None => self.watch_absent(globals, own),
        }
        let r = self.dict_value(vm, builtins, at, "builtins")?;
        self.set(i.a(), r);
        Ok(true)
    }

    /// The trace depends on there being no key of this interned name.
    fn watch_absent(&mut self, d: Gc<Dict>, name: Value) {
        self.watch_dict(d, WatchId::DictKeys(d.addr()));
        self.roots.push(name);
        self.watch(WatchId::DictAbsent(d.addr(), name.0 as usize));
    }

    fn watch_dict(&mut self, mut d: Gc<Dict>, id: WatchId) {
        d.hdr.aux |= WATCHED;
        self.roots.push(d.value());
        self.watch(id);
    }

    /// A value of a dict by entry: a constant under a watchpoint, or a load if it changes often.
    pub(super) fn dict_value(
        &mut self,
        vm: &mut Vm,
        d: Gc<Dict>,
        at: usize,
        name: &str,
    ) -> Rec<SVal> {
        let id = WatchId::DictEntry(d.addr(), at as u32);
        let v = d.entries[at].value;
        let number = v.is_int() || v.is_float();
        if !number && !vm.watch.is_volatile(id) {
            self.watch_dict(d, id);
            self.watch_dict(d, WatchId::DictKeys(d.addr()));
            let k = self.konst(v);
            return self.refine(SVal::new(k), v);
        }
        let base = self.dict_entries(d, name);
        let m = self.b.mem(entry_desc(at));
        let r = self.b.load(m, base);
        self.refine(SVal::new(r), v)
    }

    /// Pointer to the entries of a constant dict whose keys stay as they are.
    fn dict_entries(&mut self, d: Gc<Dict>, name: &str) -> Ref {
        self.watch_dict(d, WatchId::DictKeys(d.addr()));
        let dict = self.object_const(d.value(), name);
        self.load(Field::DictEntries, dict)
    }

    fn record_store_global(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let name = Self::cache(vm, i.c()).name;
        let globals = self.globals(vm);
        let Some(at) = vm.dict_find_name(globals, name) else { return Ok(false) };
        let s = self.get(i.a())?;
        let v = self.boxed(s)?;
        // Values stored by traces must not be assumed constant by anyone.
        vm.watch.set_volatile(WatchId::DictEntry(globals.addr(), at as u32));
        self.store_entry(globals, at, v, "globals");
        Ok(true)
    }

    /// Overwrites the value of a constant dict's entry. Nobody may assume it constant.
    pub(super) fn store_entry(&mut self, d: Gc<Dict>, at: usize, v: Ref, name: &str) {
        let base = self.dict_entries(d, name);
        let m = self.b.mem(entry_desc(at));
        self.b.store(m, base, v);
        let dict = self.object_const(d.value(), name);
        self.b.op1(Ir::Barrier, dict);
        self.state_changed();
    }

    fn record_get_item(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        key: Value,
        key_reg: Option<usize>,
    ) -> Rec<bool> {
        let o = vm.get_reg(i.b());
        if !o.is_ptr() {
            return Ok(false);
        }
        match o.header().kind {
            Kind::List | Kind::Tuple if key.is_int() && !vm.has_custom_ops(o) => {}
            Kind::List | Kind::Tuple if key.is_kind(Kind::Slice) && !vm.has_custom_ops(o) => {
                return self.record_get_slice(vm, i, i.c());
            }
            Kind::NdArray if vm.is_exact_array(o) => {
                return self.record_array_get(vm, i, o, key, key_reg);
            }
            _ => return Ok(false),
        }
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, o)?;
        let index = match key_reg {
            Some(r) => self.typed(vm, r)?,
            None => SVal::new(self.b.i64(key.as_int())),
        };
        if self.ty(index) != Type::I64 || index.class != 0 {
            return Ok(false);
        }
        let list = o.is_kind(Kind::List);
        let len_now = if list { o.expect::<List>().items.len() } else { o.expect::<Tuple>().len };
        let len = self.load(if list { Field::ListLen } else { Field::TupleLen }, s.r);
        let Some(at) = self.bounded(index.r, key.as_int(), len, len_now) else {
            return Err(Abort::Raises);
        };
        let (base, field) = if list {
            (self.load(Field::ListItems, s.r), Field::ListItem)
        } else {
            (s.r, Field::TupleItem)
        };
        let m = self.mem(field);
        let r = self.b.load_at(m, base, at, 8);
        let now = if list {
            o.expect::<List>().items[vm.wrap_index(key, len_now).unwrap_or(0)]
        } else {
            o.expect::<Tuple>().items()[vm.wrap_index(key, len_now).unwrap_or(0)]
        };
        let v = self.refine(SVal::new(r), now)?;
        self.set(i.a(), v);
        self.note_read(i);
        Ok(true)
    }

    /// Guards that an index is in range, counting from the end if it does now.
    pub fn bounded(&mut self, index: Ref, now: i64, len: Ref, len_now: usize) -> Option<Ref> {
        let n = len_now as i64;
        if now >= 0 {
            if now >= n {
                return None;
            }
            let ok = self.b.op2(Ir::Ult, index, len);
            self.guard_true(ok);
            return Some(index);
        }
        if now + n < 0 {
            return None;
        }
        let zero = self.b.i64(0);
        let neg = self.b.op2(Ir::Lt, index, zero);
        self.guard_true(neg);
        let at = self.b.op2(Ir::Add, index, len);
        let ok = self.b.op2(Ir::Ult, at, len);
        self.guard_true(ok);
        Some(at)
    }

    fn record_set_item(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let o = vm.get_reg(i.a());
        let key = vm.get_reg(i.b());
        if !o.is_ptr() {
            return Ok(false);
        }
        match o.header().kind {
            Kind::List if key.is_int() && !vm.has_custom_ops(o) => {}
            Kind::List if key.is_kind(Kind::Slice) && !vm.has_custom_ops(o) => {
                return self.record_set_slice(vm, i);
            }
            Kind::NdArray if vm.is_exact_array(o) => {
                return self.record_array_set(vm, i, o, key);
            }
            _ => return Ok(false),
        }
        let s = self.typed(vm, i.a())?;
        self.guard_shape_of(s, o)?;
        let index = self.typed(vm, i.b())?;
        if self.ty(index) != Type::I64 || index.class != 0 {
            return Ok(false);
        }
        let len_now = o.expect::<List>().items.len();
        let len = self.load(Field::ListLen, s.r);
        let Some(at) = self.bounded(index.r, key.as_int(), len, len_now) else {
            return Err(Abort::Raises);
        };
        let v = self.get(i.c())?;
        let word = self.boxed(v)?;
        let items = self.load(Field::ListItems, s.r);
        let m = self.mem(Field::ListItem);
        self.b.store_at(m, items, at, 8, word);
        self.b.op1(Ir::Barrier, s.r);
        self.state_changed();
        Ok(true)
    }

    fn record_build_tuple(&mut self, vm: &mut Vm, i: Instr) -> Rec<()> {
        let mut values = Vec::with_capacity(i.c());
        for k in 0..i.c() {
            values.push(self.get(i.b() + k)?);
        }
        let t = self.new_tuple(vm, &values)?;
        self.set(i.a(), t);
        Ok(())
    }

    /// The cells of the running function's closure.
    fn record_copy_free(&mut self, i: Instr) -> Rec<()> {
        let top = self.frames.len() - 1;
        if let Some(g) = &self.frames[top].generator {
            let g = g.obj.r;
            self.copy_generator_free(i, g);
            return Ok(());
        }
        let mut function = self.frames[top].func;
        if matches!(self.start, super::Start::Entry) && top == 0 {
            // The trace belongs to the code; the frame record says which function runs it.
            let cx = self.cx;
            let frame = self.load(Field::VmFrame, cx);
            let f = self.load(Field::FrameFunc, frame);
            function = Some(SVal::new(self.b.op1(Ir::ValToPtr, f)));
        }
        if let Some(f) = function {
            let t = self.load(Field::FunctionClosure, f.r);
            let t = self.b.op1(Ir::ValToPtr, t);
            for k in 0..i.b() {
                let m = self.b.mem(fields::at(Field::TupleItem, k));
                let c = self.b.load(m, t);
                let c = self.b.op1(Ir::ValToPtr, c);
                self.set_ref(i.a() + k, c);
            }
            return Ok(());
        }
        let func = self.metas[self.frames[top].meta as usize].func;
        let Some(f) = func.cast::<adder_vm::object::Function>() else {
            return Err(Abort::Unsupported);
        };
        for (k, &c) in f.closure.expect::<Tuple>().items().iter().enumerate() {
            let r = self.konst(c);
            self.set_ref(i.a() + k, r);
        }
        Ok(())
    }

    /// A tuple of words.
    pub fn tuple_of(&mut self, vm: &Vm, words: &[Ref]) -> Ref {
        let n = words.len();
        let mut descs = vec![Field::TupleLen.desc()];
        descs.extend((0..n).map(|k| fields::at(Field::TupleItem, k)));
        let t = self.new_object(
            "tuple",
            vm.types.tuple,
            Kind::Tuple,
            size_of::<Tuple>() + 8 * n,
            &descs,
        );
        let len = self.b.i64(n as i64);
        self.store(Field::TupleLen, t, len);
        for (k, w) in words.iter().enumerate() {
            let m = self.b.mem(fields::at(Field::TupleItem, k));
            self.b.store(m, t, *w);
        }
        t
    }

    fn record_unpack(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let o = vm.get_reg(i.b());
        let n = i.c();
        let (items_now, len_field): (Vec<Value>, Field) = match o.kind() {
            Some(Kind::Tuple) if !vm.has_custom_ops(o) => {
                (o.expect::<Tuple>().items().to_vec(), Field::TupleLen)
            }
            Some(Kind::List) if !vm.has_custom_ops(o) => {
                (o.expect::<List>().items.to_vec(), Field::ListLen)
            }
            _ => return Ok(false),
        };
        if items_now.len() != n {
            return Err(Abort::Raises);
        }
        let s = self.typed(vm, i.b())?;
        self.guard_shape_of(s, o)?;
        let len = self.load(len_field, s.r);
        let want = self.b.i64(n as i64);
        let same = self.b.op2(Ir::Eq, len, want);
        self.guard_true(same);
        let tuple = len_field == Field::TupleLen;
        let base = if tuple { s.r } else { self.load(Field::ListItems, s.r) };
        let mut out = Vec::with_capacity(n);
        for (k, &now) in items_now.iter().enumerate() {
            let field = if tuple { Field::TupleItem } else { Field::ListItem };
            let r = if tuple {
                let m = self.b.mem(fields::at(field, k));
                self.b.load(m, base)
            } else {
                let m = self.mem(field);
                let at = self.b.i64(k as i64);
                self.b.load_at(m, base, at, 8)
            };
            out.push(self.refine(SVal::new(r), now)?);
        }
        for (k, s) in out.into_iter().enumerate() {
            self.set(i.a() + k, s);
        }
        Ok(true)
    }

    /// Allocates an object of a built-in or plain class; the caller stores every field listed.
    pub fn new_object(
        &mut self,
        name: &'static str,
        class: Gc<Class>,
        kind: Kind,
        size: usize,
        descs: &[MemDesc],
    ) -> Ref {
        self.new_with_shape(name, class.root_shape, kind, size, descs)
    }

    /// Allocates an object of a shape; the caller stores every field listed.
    pub fn new_with_shape(
        &mut self,
        name: &'static str,
        shape: ShapeRef,
        kind: Kind,
        size: usize,
        descs: &[MemDesc],
    ) -> Ref {
        let header = Header::new(shape, kind);
        // SAFETY: a header is eight plain bytes.
        let word = unsafe { std::mem::transmute::<Header, u64>(header) };
        let sc = size_class(size);
        let bump = offset_of!(Vm, heap) + offset_of!(Heap, bump) + sc * size_of::<Bump>();
        let fields = descs.iter().map(|d| self.b.mem(d.clone())).collect();
        let id = self.b.alloc_desc(AllocDesc {
            name: name.into(),
            size: adder_vm::heap::CLASS_SIZES[sc],
            header: word,
            fields,
            slow_helper: crate::helpers::new_cell(sc),
            cur_offset: (bump + offset_of!(Bump, cur)) as i32,
            end_offset: (bump + offset_of!(Bump, end)) as i32,
        });
        self.b.alloc(id)
    }

    /// A call that allocates and writes dicts, but neither raises nor runs Python code.
    pub(super) fn call_allocating(
        &mut self,
        name: &'static str,
        address: u64,
        args: &[Ref],
    ) -> Ref {
        let effects = ir::Effects {
            writes: fields::alias_set(fields::DICT_WRITES),
            reads: ir::AliasSet::ALL,
            writes_slots: true,
            allocs: true,
            pure: false,
            keeps_nothing: false,
            ..ir::Effects::PURE
        };
        let r = self.call_vm(name, address, args, Type::Val, effects);
        self.state_changed();
        r
    }

    /// As [`Self::call_plain`], of a helper that takes the VM before its arguments.
    pub(super) fn call_vm(
        &mut self,
        name: &'static str,
        address: u64,
        args: &[Ref],
        ret: Type,
        effects: ir::Effects,
    ) -> Ref {
        let mut all = vec![self.cx];
        all.extend_from_slice(args);
        let params: Vec<Type> = all.iter().map(|r| self.b.trace().ty(*r)).collect();
        self.call_plain(name, address, &params, ret, effects, &all)
    }

    /// Calls a C function. One that may run Python code may ask for the frames: it is told where
    /// they are described. Frames it pushes begin above the windows of the inlined ones.
    pub fn call_plain(
        &mut self,
        name: &'static str,
        address: u64,
        params: &[Type],
        ret: Type,
        effects: ir::Effects,
        args: &[Ref],
    ) -> Ref {
        let id = self.b.call_desc(ir::CallDesc {
            name: name.into(),
            address,
            params: params.to_vec(),
            ret,
            effects,
            publish: effects.may_run_python,
        });
        if !effects.may_run_python {
            return self.b.call(id, args, SnapId::NONE);
        }
        let snap = self.snapshot();
        // Whoever looks at the frames writes the registers to memory: a register that gets back what
        // memory held before must be written again.
        for (known, now) in self.in_memory.iter_mut().zip(&self.frames[0].regs) {
            if known != now {
                *known = None;
            }
        }
        if self.frames.len() == 1 {
            return self.b.call(id, args, snap);
        }
        let cx = self.cx;
        let top = self.top();
        let end = 8 * (top.base + top.code.nregs) as i64;
        let (frame, end) = (self.b.op0(Ir::Frame), self.b.i64(end));
        let end = self.b.op2(Ir::PtrAdd, frame, end);
        let before = self.load(Field::NativeTop, cx);
        self.store(Field::NativeTop, cx, end);
        let r = self.b.call(id, args, snap);
        self.store(Field::NativeTop, cx, before);
        r
    }
}

/// Value field of entry `at` of a dict's entry array.
fn entry_desc(at: usize) -> MemDesc {
    let mut d = Field::EntryValue.desc();
    d.offset += (at * size_of::<adder_vm::object::dict::Entry>()) as i32;
    d.name = format!("{}{at}", d.name).into();
    d
}
