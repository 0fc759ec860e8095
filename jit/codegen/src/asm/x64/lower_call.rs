//! C calls and jumps to other traces.

use super::emit::Emitter;
use super::enc::{v, Alu, Rm};
use super::regs::*;
use crate::asm::CompileError;
use crate::ir::{Inst, Op, Ref, Type};
use crate::regalloc::{Loc, Move};
use dynasmrt::dynasm;

/// What the helper for ints of any size is asked to do, as its second argument.
pub fn int_code(op: Op) -> Option<u64> {
    use crate::abi::int_codes as code;
    Some(match op {
        Op::BigAdd => code::ADD,
        Op::BigSub => code::SUB,
        Op::BigMul => code::MUL,
        Op::BigAnd => code::AND,
        Op::BigOr => code::OR,
        Op::BigXor => code::XOR,
        Op::BigShl => code::SHL,
        Op::BigShr => code::SHR,
        Op::BoxUint => code::BOX_UINT,
        Op::IsUint => code::IS_UINT,
        Op::LowInt => code::LOW,
        _ => return None,
    })
}

impl Emitter<'_> {
    /// `helper(cx, code, a, b)`; the second operand of those that have one only is whatever lies there.
    pub(super) fn lower_int_call(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let Some(code) = int_code(inst.op) else {
            return Err(CompileError::Unsupported(inst.op.name()));
        };
        let node = &self.sel.nodes[i];
        let alloc = self.alloc;
        let locs = &alloc.operands[node.first_use as usize..][..node.num_uses as usize];
        self.parallel.clear();
        for (&src, &dst) in locs.iter().zip(&INT_ARGS[2..]) {
            let dst = Loc::Gpr(dst);
            self.parallel.push(Move { dst, src });
        }
        self.solve_parallel();
        self.asm.mov(RDI, Rm::Reg(CX));
        self.asm.mov_imm(RSI, code);
        self.call_address(self.options.runtime.int_helper);
        if let Loc::Gpr(d) = self.alloc.result[i] {
            self.asm.mov(d, Rm::Reg(RAX));
        }
        Ok(())
    }

    /// Emits the moves collected in `parallel`.
    fn solve_parallel(&mut self) {
        let mut sequence = std::mem::take(&mut self.sequence);
        sequence.clear();
        self.solver.solve(&self.parallel, &MACHINE, &mut sequence);
        self.moves(&sequence);
        self.sequence = sequence;
    }

    pub(super) fn lower_call(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let node = &self.sel.nodes[i];
        let alloc = self.alloc;
        let locs = &alloc.operands[node.first_use as usize..][..node.num_uses as usize];
        let args = self.trace.operands(Ref::inst(i as u32));
        if inst.op == Op::Link {
            return self.link(inst, locs);
        }
        let call = self.trace.call_desc(inst.call());
        if node.publish {
            let exit = self.options.exit_base.wrapping_add(self.exit_of(i)?);
            let at = self.options.runtime.publish_offset;
            let at_slots = at
                .checked_add(8)
                .ok_or(CompileError::Unsupported("publish offset out of range"))?;
            self.asm.mov_imm(RAX, u64::from(exit));
            self.asm.store(Rm::at(CX, at), RAX);
            self.asm.store(Rm::at(CX, at_slots), RSP);
        }
        // Registers for the first arguments of each class, the stack for the rest.
        let (mut ints, mut floats, mut stack) = (0usize, 0usize, 0i32);
        self.parallel.clear();
        let mut rest: smallvec::SmallVec<[Loc; 4]> = smallvec::SmallVec::new();
        for (&arg, &src) in args.iter().zip(locs) {
            let dst = if self.trace.ty(arg).is_float_class() {
                floats += 1;
                FLOAT_ARGS.get(floats - 1).map(|&x| Loc::Fpr(x))
            } else {
                ints += 1;
                INT_ARGS.get(ints - 1).map(|&r| Loc::Gpr(r))
            };
            match dst {
                Some(dst) => self.parallel.push(Move { dst, src }),
                None => {
                    rest.push(src);
                    stack += 8;
                }
            }
        }
        let stack = (stack + 15) & !15;
        if stack != 0 {
            self.asm.alu_imm(Alu::Sub, Rm::Reg(RSP), stack);
            self.rsp_shift = stack;
            for (k, &src) in rest.iter().enumerate() {
                let at = Rm::at(RSP, 8 * k as i32);
                match src {
                    Loc::Fpr(x) => self.asm.vex(v::MOV_STORE, x, 0, at, 0),
                    src => {
                        let r = self.gpr(src, RAX);
                        self.asm.store(at, r);
                    }
                }
            }
        }
        self.solve_parallel();
        self.call_address(call.address);
        if stack != 0 {
            self.asm.alu_imm(Alu::Add, Rm::Reg(RSP), stack);
            self.rsp_shift = 0;
        }
        match (self.alloc.result[i], inst.ty) {
            (Loc::Gpr(d), Type::Bool) => self.asm.movzx_byte(d, Rm::Reg(RAX)),
            (Loc::Gpr(d), _) => self.asm.mov(d, Rm::Reg(RAX)),
            (Loc::Fpr(d), _) => self.one_move(Move {
                dst: Loc::Fpr(d),
                src: Loc::Fpr(0),
            }),
            _ => {}
        }
        Ok(())
    }

    /// A call through rax (functions may be anywhere in the address space).
    pub(super) fn call_address(&mut self, address: u64) {
        self.asm.mov_address(RAX, address);
        let asm = &mut *self.asm;
        dynasm!(asm ; .arch x64 ; call rax);
    }

    /// Arguments to the places where the other trace's typed entry takes its parameters, then the jump.
    fn link(&mut self, inst: &Inst, locs: &[Loc]) -> Result<(), CompileError> {
        let links = self.options.links;
        let target = links
            .get(inst.link().index())
            .ok_or(CompileError::Unsupported(
                "link to a trace that is not compiled",
            ))?;
        if target.params.len() != locs.len() {
            return Err(CompileError::Unsupported(
                "link with another number of arguments than the entry takes",
            ));
        }
        self.parallel.clear();
        self.parallel.extend(
            target
                .params
                .iter()
                .zip(locs)
                .map(|(&dst, &src)| Move { dst, src }),
        );
        self.solve_parallel();
        let distance = target.address.wrapping_sub(self.address) as i64;
        if i32::try_from(distance).is_err() {
            return Err(CompileError::Unsupported("link out of reach"));
        }
        self.asm.jmp_to(self.address, target.address);
        Ok(())
    }
}
