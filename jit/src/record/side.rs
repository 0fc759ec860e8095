//! Starting a recording at an exit of a compiled trace.

use super::{FrameMeta, GenFrame, RFrame, Recorder, SVal, Start};
use super::{CONT_VALUE_SLOT, FUNC_SLOT, GENERATOR_SLOT};
use crate::liveness::LivenessCache;
use crate::store::Compiled;
use adder_bytecode::Instr;
use adder_codegen::asm::ExitInfo;
use adder_codegen::ir::{AllocDesc, Build, MemDesc, Op as Ir, Ref, SnapVal, Type};
use adder_codegen::regalloc::Loc;
use adder_vm::Vm;
use std::collections::HashMap;
use std::rc::Rc;

impl Recorder {
    /// A recorder that continues exit `exit` of `parent`, whose state has just been rebuilt in the
    /// interpreter: parameters are the exit's values where they are, sunk objects are allocated
    /// again (and may be sunk again). The second result binds parameters to locations.
    pub fn side(
        vm: &Vm,
        parent: &Compiled,
        exit: u32,
        info: &ExitInfo,
        name: String,
        valid_flag: u64,
        liveness: Rc<LivenessCache>,
    ) -> Option<(Recorder, Vec<Loc>)> {
        let t = &parent.trace;
        let frames = t.frames_of(info.snap);
        let depth = vm.frames.depth(vm.frame);
        if frames.is_empty() || depth < frames.len() {
            return None;
        }
        let start = Start::Side { trace: parent.id, exit };
        let header: *const Instr = parent.header;
        let mut rec = Recorder::empty(vm, header, name, start, valid_flag, liveness);
        rec.continues = t.inst(info.inst).op == Ir::Exit;
        rec.root_depth = depth + 1 - frames.len();
        rec.start_frames = frames.len();
        rec.root_code = parent.metas[frames[0].code as usize].code;
        rec.b.begin_block();
        let mut map: HashMap<Ref, Ref> = HashMap::new();
        let mut bindings = Vec::new();
        for &(r, loc) in parent.code.values_of(info) {
            let k = match (r.is_const(), loc) {
                (true, _) => rec.copy_const(parent, r)?,
                (false, Loc::Const(c)) => rec.copy_const(parent, c)?,
                _ => {
                    let index = bindings.len() as u32;
                    bindings.push(loc);
                    rec.b.entry_param(t.ty(r), index, 0)
                }
            };
            map.insert(r, k);
        }
        rec.cx = rec.b.op0(Ir::Cx);
        // Sunk objects: allocate all, then fill.
        let virtuals = t.virtuals_of(info.snap);
        let mut objects = Vec::new();
        for v in virtuals {
            let alloc = match v.build {
                Build::Object(alloc) => alloc,
                Build::Int(op) => {
                    let mut operands: Vec<Ref> = Vec::new();
                    for f in t.fields_of(v) {
                        operands.push(match f.val {
                            SnapVal::Virtual(i) => *objects.get(i.index())?,
                            SnapVal::Ref(r) => *map.get(&r)?,
                        });
                    }
                    objects.push(rec.wide_again(op, &operands)?);
                    continue;
                }
            };
            let desc: AllocDesc = t.alloc_desc(alloc).clone();
            let fields = desc
                .fields
                .iter()
                .map(|m| {
                    let d: MemDesc = t.mem(*m).clone();
                    rec.b.mem(d)
                })
                .collect();
            let id = rec.b.alloc_desc(AllocDesc { fields, ..desc });
            objects.push(rec.b.alloc(id));
        }
        for (k, v) in virtuals.iter().enumerate().filter(|(_, v)| v.alloc().is_some()) {
            for f in t.fields_of(v) {
                let d: MemDesc = t.mem(f.mem).clone();
                let want = d.width.ty();
                let m = rec.b.mem(d);
                let r = match f.val {
                    SnapVal::Virtual(i) => {
                        let o = objects[i.index()];
                        if want == Type::Val && rec.b.trace().ty(o) == Type::Ptr {
                            rec.b.op1(Ir::PtrToVal, o)
                        } else {
                            o
                        }
                    }
                    SnapVal::Ref(r) => {
                        let s = SVal::new(*map.get(&r)?);
                        if want == Type::Val {
                            rec.boxed(s).ok()?
                        } else {
                            s.r
                        }
                    }
                };
                rec.b.store(m, objects[k], r);
            }
            // Allocating the others, or a box, may have made it old.
            rec.b.op1(Ir::Barrier, objects[k]);
        }
        let undef = SVal::new(rec.b.val(0));
        for (k, f) in frames.iter().enumerate() {
            let meta: FrameMeta = parent.metas[f.code as usize];
            let id = rec.meta(meta);
            let live = rec.liveness_of(meta.code);
            let n = meta.code.nregs as usize;
            let regs = if k == 0 { vec![None; n] } else { vec![Some(undef); n] };
            rec.frames.push(RFrame {
                meta: id,
                code: meta.code,
                live,
                base: f.base,
                regs,
                resume: f.pc,
                ret: meta.ret,
                cont: meta.cont,
                func: None,
                cont_value: None,
                generator: None,
            });
        }
        for e in t.entries_of(info.snap) {
            let s = match e.val {
                SnapVal::Virtual(i) => SVal::new(objects[i.index()]),
                SnapVal::Ref(r) => SVal { r: *map.get(&r)?, class: e.class },
            };
            let f = rec.frames.get_mut(e.frame as usize)?;
            if e.slot == CONT_VALUE_SLOT {
                f.cont_value = Some(s);
            } else if e.slot == FUNC_SLOT {
                f.func = Some(s);
            } else if e.slot == GENERATOR_SLOT {
                f.generator = Some(GenFrame::new(s));
            } else {
                *f.regs.get_mut(e.slot as usize)? = Some(s);
            }
        }
        Some((rec, bindings))
    }

    fn copy_const(&mut self, parent: &Compiled, r: Ref) -> Option<Ref> {
        let c = *parent.trace.constant(r)?;
        if c.root {
            if c.ty == Type::Val || c.ty == Type::Ptr {
                self.roots.push(adder_vm::Value(c.bits));
            }
            let n = self.roots.len();
            return Some(match c.ty {
                Type::Ptr => self.b.named_ptr(c.bits, true, format!("obj{n}")),
                _ => self.b.named_val(c.bits, true, format!("obj{n}")),
            });
        }
        Some(self.b.consts().intern(c.ty, c.bits))
    }
}
