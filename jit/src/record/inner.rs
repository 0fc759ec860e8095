//! Loops in inlined functions: traces that begin in the middle of a chain of inlined frames.
//!
//! A trace that inlines a function cannot contain the function's loop, unless that is a few iterations. It ends
//! where it meets the loop's header; when that exit has become hot, the loop is recorded from there with the frames
//! around it still inlined ([`super::Start::Inner`]), as a loop of its own that machine code alone enters. Every trace
//! that comes to the header through the same chain of calls jumps into it, with the values in registers, and where
//! the loop ends, side traces go on in the caller: no frame is ever made.
//!
//! ```text
//!     for b in range(n):           trace 1:  ... inline gcd ... -> link trace 2 (a, b)
//!         total += gcd(a, b)       trace 2:  while b: a, b = b, a % b
//!                                  trace 3:  (an exit of trace 2) return, total += .. -> link trace 1
//! ```
//!
//! Parameters are the registers that the first exit to lead here had in machine registers, of all frames; whatever
//! else the first frame has is in memory, where every trace that jumps here leaves it.
//!
//! A chain is the same if its functions, the places of its calls and its windows are: all that exits take for
//! granted when they make the frames. Frames that are described by more than that (generators, constructors,
//! closures) are no chains; a function with such a loop is called as a whole.

use super::{entry_type, FrameMeta, RFrame, Rec, Recorder, SVal, Step};
use crate::abort::Abort;
use crate::store::{ChainFrame, InnerParam, InnerRoot};
use adder_bytecode::Instr;
use adder_codegen::ir::{BlockId, LinkDesc, Type};
use adder_vm::interp::frame::Cont;
use adder_vm::object::{Code, Gc};
use adder_vm::{Value, Vm};

/// A frame that a recording begins in.
pub struct InnerFrame {
    pub meta: FrameMeta,
    pub base: u32,
    pub resume: u32,
}

/// The loop that a recording is of.
pub(super) struct InnerStart {
    header: *const Instr,
    chain: Vec<ChainFrame>,
    code: Gc<Code>,
}

/// What becomes of a recording at the header of a loop in an inlined function.
pub(super) enum Arrival {
    Done(Step),
    /// It goes on: an iteration is unrolled.
    Unroll,
    /// The frames are no chain.
    NoChain,
}

impl Recorder {
    /// The frames of the recording as a chain, if they are one.
    pub fn chain(&self) -> Option<Vec<ChainFrame>> {
        let depth = self.frames.len();
        let describe = |(k, f): (usize, &RFrame)| {
            let plain = f.func.is_none() && f.cont_value.is_none() && f.generator.is_none();
            let returns = k == 0 || f.cont == Cont::Dst;
            let meta = &self.metas[f.meta as usize];
            (plain && returns).then(|| ChainFrame {
                code: f.code.id,
                func: meta.func.0,
                base: f.base,
                resume: if k + 1 == depth { 0 } else { f.resume },
                ret: f.ret,
            })
        };
        self.frames.iter().enumerate().map(describe).collect()
    }

    /// The header of a loop in an inlined function. `linked`: the loop has traces of its own.
    pub(super) fn arrive(&mut self, vm: &Vm, linked: bool) -> Rec<Arrival> {
        let Some(chain) = self.chain() else { return Ok(Arrival::NoChain) };
        let first = self.count == 1;
        if !first && self.is_round(&chain) {
            return self.close_inner(vm).map(Arrival::Done);
        }
        let roots = self.links.borrow().inner(self.pc, &chain);
        let separate = linked || !roots.is_empty() || self.links.borrow().is_separate(self.pc);
        // A side trace that starts here goes through one iteration, as one in the first frame does; but not if it
        // continues a trace that only ended here.
        if !separate || first && !self.continues {
            return Ok(Arrival::Unroll);
        }
        for root in &roots {
            if let Some(step) = self.link_inner(vm, root)? {
                return Ok(Arrival::Done(step));
            }
        }
        // A variable that the loop is the first to assign is set when it comes round.
        let here = self.pc as usize;
        if !roots.is_empty() && !self.inner.contains_key(&here) {
            return Ok(Arrival::Unroll);
        }
        self.leave_here().map(Arrival::Done)
    }

    /// Is this the header of the loop that is recorded, in the same frames?
    fn is_round(&self, chain: &[ChainFrame]) -> bool {
        let start = self.inner_start.as_ref();
        start.is_some_and(|s| s.header == self.pc && *s.chain == *chain)
    }

    /// The value a register of frame `k` has in the interpreter.
    fn register_now(&self, vm: &Vm, k: usize, reg: usize) -> Value {
        let up = self.frames.len() - 1 - k;
        // SAFETY: the interpreter has real frames for those of the recording, and registers of their codes.
        unsafe { *(*vm.frame.sub(up)).base.add(reg) }
    }

    /// Shadow of a register of frame `k`; `None` if it has none.
    fn register(&mut self, k: usize, reg: usize) -> Option<SVal> {
        let known = (*self.frames.get(k)?.regs.get(reg)?).or_else(|| {
            let lazy = k == 0 && self.begins_inside();
            lazy.then(|| self.load_register(reg))
        })?;
        if k == 0 {
            if let Some(t) = self.touched.get_mut(reg) {
                *t = true;
            }
        }
        Some(known)
    }

    /// Jumps into a loop's trace. `None`: its parameters have other types.
    fn link_inner(&mut self, vm: &Vm, root: &InnerRoot) -> Rec<Option<Step>> {
        let mut plan = Vec::with_capacity(root.params.len());
        for &InnerParam { frame, reg, ty } in root.params.iter() {
            let Some(s) = self.register(frame as usize, reg as usize) else { return Ok(None) };
            let have = if s.class != 0 { Type::Val } else { self.ty(s) };
            let v = self.register_now(vm, frame as usize, reg as usize);
            if have != ty && ty != Type::Val && !(have == Type::Val && entry_type(v) == ty) {
                return Ok(None);
            }
            plan.push((s, ty, v));
        }
        self.flush_first(&root.params)?;
        let mut args = Vec::with_capacity(plan.len());
        for (s, ty, v) in plan {
            args.push(self.coerce(s, ty, v)?);
        }
        let link = self.b.link_desc(LinkDesc {
            name: format!("trace{}", root.id).into(),
            target: root.id as u64,
            params: root.params.iter().map(|p| p.ty).collect(),
        });
        self.b.link(link, &args);
        self.linked = true;
        self.finish().map(Some)
    }

    /// The loop has come round.
    fn close_inner(&mut self, vm: &Vm) -> Rec<Step> {
        let params = self.inner_params.clone();
        let mut args = Vec::with_capacity(params.len());
        for &InnerParam { frame, reg, ty } in &params {
            let now = self.register(frame as usize, reg as usize).ok_or(Abort::Unstable)?;
            let v = self.register_now(vm, frame as usize, reg as usize);
            args.push(self.coerce(now, ty, v)?);
        }
        self.flush_first(&params)?;
        self.b.jump(BlockId::new(0), &args);
        self.finish()
    }

    /// Writes what the first frame has changed to memory, but for parameters.
    fn flush_first(&mut self, params: &[InnerParam]) -> Rec<()> {
        let regs = self.frames[0].regs.clone();
        let taken: Vec<u32> = params.iter().filter(|p| p.frame == 0).map(|p| p.reg).collect();
        self.flush_root(&regs, &taken)
    }

    /// Begins a recording at the header `pc` of a loop in an inlined function, where the interpreter is; its frames
    /// are `frames`. `registers`: those that are parameters, by frame.
    pub fn enter_inner(
        &mut self,
        vm: &Vm,
        pc: *const Instr,
        frames: &[InnerFrame],
        registers: &[(u32, u32)],
    ) {
        self.root_depth = vm.frames.depth(vm.frame) + 1 - frames.len();
        self.start_frames = frames.len();
        self.root_code = frames[0].meta.code;
        self.b.begin_block();
        for f in frames {
            let meta = self.meta(f.meta);
            let live = self.liveness_of(f.meta.code);
            self.frames.push(RFrame {
                meta,
                code: f.meta.code,
                live,
                base: f.base,
                regs: vec![None; f.meta.code.nregs as usize],
                resume: f.resume,
                ret: f.meta.ret,
                cont: f.meta.cont,
                func: None,
                cont_value: None,
                generator: None,
            });
        }
        for &(frame, reg) in registers {
            let v = self.register_now(vm, frame as usize, reg as usize);
            let (ty, slot) = (entry_type(v), self.frames[frame as usize].base + reg);
            let p = SVal::new(self.b.entry_param(ty, slot, 0));
            self.frames[frame as usize].regs[reg as usize] = Some(p);
            self.inner_params.push(InnerParam { frame, reg, ty });
        }
        self.cx = self.b.op0(adder_codegen::ir::Op::Cx);
        let undef = SVal::new(self.b.val(0));
        for f in self.frames.iter_mut().skip(1) {
            f.regs.iter_mut().filter(|r| r.is_none()).for_each(|r| *r = Some(undef));
        }
        let code = frames[frames.len() - 1].meta.code;
        self.inner_start = self.chain().map(|chain| InnerStart { header: pc, chain, code });
    }

    /// The types of the loop's variables have settled in its first iteration: what it takes to record it again
    /// from here, where it has come round.
    pub fn inner_again(&self) -> Option<(Vec<InnerFrame>, Vec<(u32, u32)>)> {
        if !self.is_round(&self.chain()?) {
            return None;
        }
        let frame = |f: &RFrame| InnerFrame {
            meta: self.metas[f.meta as usize],
            base: f.base,
            resume: f.resume,
        };
        let registers = self.inner_params.iter().map(|p| (p.frame, p.reg)).collect();
        Some((self.frames.iter().map(frame).collect(), registers))
    }

    /// The function whose loop is recorded.
    pub fn inner_code(&self) -> Option<Gc<Code>> {
        self.inner_start.as_ref().map(|s| s.code)
    }

    /// What the trace just recorded is to be found by.
    pub fn inner_root(&self, id: u32) -> Option<(*const Instr, InnerRoot)> {
        let InnerStart { header, chain, .. } = self.inner_start.as_ref()?;
        let params = self.inner_params.clone().into();
        Some((*header, InnerRoot { id, chain: chain.clone().into(), params }))
    }
}
