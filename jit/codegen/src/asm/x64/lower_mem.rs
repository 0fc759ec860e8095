//! Memory: loads and stores with an index, VM registers, allocation, the write barrier.

use super::emit::Emitter;
use super::enc::{cc, v, Alu, Byte, Rm};
use super::regs::*;
use crate::abi;
use crate::asm::CompileError;
use crate::ir::{Inst, Op, Width};
use crate::regalloc::{Loc, Move};
use dynasmrt::DynasmApi;

impl Emitter<'_> {
    pub(super) fn lower_mem(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        let [a, b, c, ..] = self.locs(i);
        match inst.op {
            Op::Load => {
                let mem = self.trace.mem(inst.mem());
                let at = self.address_of(mem.offset, a, b, inst.extra);
                self.load(i, mem.width, at)
            }
            Op::Store => {
                let mem = self.trace.mem(inst.mem());
                let at = self.address_of(mem.offset, a, c, inst.extra);
                self.store(mem.width, at, b);
                Ok(())
            }
            Op::LoadSlot => {
                let at = vm_register(inst.slot())?;
                self.load(i, Width::Val, at)
            }
            Op::StoreSlot => {
                let at = vm_register(inst.slot())?;
                self.store(Width::Val, at, a);
                Ok(())
            }
            Op::New => {
                let d = self.dest(i)?;
                let alloc = self.trace.alloc_desc(inst.alloc());
                let size = i32::try_from(alloc.size)
                    .map_err(|_| CompileError::Unsupported("object of 2 GiB or more"))?;
                let (slow, back) = self.slow_path(i);
                self.asm.mov(d, Rm::at(CX, alloc.cur_offset));
                self.asm.lea(RAX, Rm::at(d, size));
                self.asm.alu(Alu::Cmp, RAX, Rm::at(CX, alloc.end_offset));
                self.asm.jcc(cc::A, slow);
                self.asm.store(Rm::at(CX, alloc.cur_offset), RAX);
                self.asm.bind(back);
                // The header holds an address: never shown in dumps.
                self.asm.mov_address(RAX, alloc.header);
                self.asm.store(Rm::at(d, 0), RAX);
                Ok(())
            }
            Op::Barrier => {
                let a = self.gpr(a, RAX);
                let (slow, back) = self.slow_path(i);
                self.asm
                    .test_byte(Rm::at(a, abi::GC_BYTE_OFFSET), abi::GC_OLD_BIT);
                self.asm.jcc(cc::NE, slow);
                self.asm.bind(back);
                Ok(())
            }
            _ => Err(CompileError::Unsupported(inst.op.name())),
        }
    }

    /// An operand for `base + index * scale + offset`. May use r11; rax stays free for a value.
    pub(super) fn address_of(&mut self, offset: i32, base: Loc, index: Loc, scale: u16) -> Rm {
        let scale = scale.max(1);
        if let Loc::Const(r) = index {
            let disp = (self.bits(r) as i64)
                .wrapping_mul(i64::from(scale))
                .wrapping_add(i64::from(offset));
            if let Ok(disp) = i32::try_from(disp) {
                return Rm::at(self.gpr(base, R11), disp);
            }
            // Neither fits a displacement: r11 = base + disp.
            match base {
                Loc::Const(b) => {
                    let address = self.bits(b).wrapping_add(disp as u64);
                    self.asm.mov_address(R11, address);
                }
                base => {
                    self.asm.mov_imm(R11, disp as u64);
                    let rm = self.int_rm(base, RAX);
                    self.asm.alu(Alu::Add, R11, rm);
                }
            }
            return Rm::at(R11, 0);
        }
        let base = self.gpr(base, R11);
        match index {
            Loc::Gpr(index) => Rm::Mem {
                base,
                index: Some((index, scale.trailing_zeros() as u8)),
                disp: offset,
            },
            _ => Rm::at(base, offset),
        }
    }

    fn load(&mut self, i: usize, width: Width, at: Rm) -> Result<(), CompileError> {
        let (opcode, wide): (&[u8], bool) = match width {
            Width::F64 => {
                let d = self.dest_float(i)?;
                self.asm.vex(v::MOV_LOAD, d, 0, at, 0);
                return Ok(());
            }
            Width::F32 => {
                let d = self.dest_float(i)?;
                self.asm.vex(v::single(v::MOV_LOAD), d, 0, at, 0);
                return Ok(());
            }
            Width::I8 => (&[0x0F, 0xBE], true),
            Width::U8 | Width::Bool => (&[0x0F, 0xB6], false),
            Width::I16 => (&[0x0F, 0xBF], true),
            Width::U16 => (&[0x0F, 0xB7], false),
            Width::I32 => (&[0x63], true),
            Width::U32 => (&[0x8B], false),
            _ => (&[0x8B], true),
        };
        let d = self.dest(i)?;
        self.asm.legacy(0, wide, opcode, d, at, 0, Byte::None);
        Ok(())
    }

    fn store(&mut self, width: Width, at: Rm, value: Loc) {
        match width {
            Width::F64 | Width::F32 => {
                let op = if width == Width::F32 {
                    v::single(v::MOV_STORE)
                } else {
                    v::MOV_STORE
                };
                let x = self.fpr(value, XMM15);
                self.asm.vex(op, x, 0, at, 0);
            }
            _ => {
                if let (8, Some(imm)) = (width.bytes(), self.imm32(value)) {
                    self.asm.store_imm(at, imm);
                    return;
                }
                let r = self.gpr(value, RAX);
                match width.bytes() {
                    1 => self.asm.legacy(0, false, &[0x88], r, at, 0, Byte::Reg),
                    2 => self.asm.legacy(0x66, false, &[0x89], r, at, 0, Byte::None),
                    4 => self.asm.legacy(0, false, &[0x89], r, at, 0, Byte::None),
                    _ => self.asm.store(at, r),
                }
            }
        }
    }

    /// `cmp field, 0` of any width.
    pub(super) fn test_field(&mut self, width: Width, at: Rm) {
        match width.bytes() {
            1 => self.asm.cmp_byte(at, 0),
            2 => {
                self.asm
                    .legacy(0x66, false, &[0x83], Alu::Cmp as u8, at, 1, Byte::None);
                self.asm.push(0);
            }
            bytes => self.asm.alu_imm_sized(Alu::Cmp, at, 0, bytes == 8),
        }
    }

    pub(super) fn slow_mem(&mut self, i: usize, inst: &Inst) -> Result<(), CompileError> {
        if inst.op == Op::New {
            let d = self.dest(i)?;
            let helper = self.trace.alloc_desc(inst.alloc()).slow_helper;
            self.call_keeping_registers(i, helper, None, Some(d))
        } else {
            let arg = self.locs(i)[0];
            let helper = self.options.runtime.barrier_helper;
            self.call_keeping_registers(i, helper, Some(arg), None)
        }
    }

    /// Calls `helper(cx, arg)` from a slow path; live registers survive, the result goes to `d`.
    pub(super) fn call_keeping_registers(
        &mut self,
        i: usize,
        helper: u64,
        arg: Option<Loc>,
        d: Option<u8>,
    ) -> Result<(), CompileError> {
        let at = self.alloc.slow.partition_point(|s| (s.inst as usize) < i);
        let live = match self.alloc.slow.get(at) {
            Some(s) if s.inst as usize == i => *s,
            _ => {
                return Err(CompileError::Unsupported(
                    "slow path without live registers",
                ))
            }
        };
        // The result may take the register of a value that had to give it up.
        let gprs = || (0..14u8).filter(move |&r| live.gpr >> r & 1 != 0 && d != Some(r));
        let fprs = || (0..15u8).filter(move |r| live.fpr >> r & 1 != 0);
        for r in gprs() {
            self.asm.store(Rm::at(RSP, SAVE_GPR + 8 * i32::from(r)), r);
        }
        for x in fprs() {
            self.asm.vex(
                v::MOV_STORE,
                x,
                0,
                Rm::at(RSP, SAVE_FPR + 8 * i32::from(x)),
                0,
            );
        }
        if let Some(arg) = arg {
            self.one_move(Move {
                dst: Loc::Gpr(RSI),
                src: arg,
            });
        }
        self.asm.mov(RDI, Rm::Reg(CX));
        self.call_address(helper);
        if let Some(d) = d {
            self.asm.mov(d, Rm::Reg(RAX));
        }
        for r in gprs() {
            self.asm.mov(r, Rm::at(RSP, SAVE_GPR + 8 * i32::from(r)));
        }
        for x in fprs() {
            self.asm.vex(
                v::MOV_LOAD,
                x,
                0,
                Rm::at(RSP, SAVE_FPR + 8 * i32::from(x)),
                0,
            );
        }
        Ok(())
    }
}

fn vm_register(n: u32) -> Result<Rm, CompileError> {
    let disp = i32::try_from(i64::from(n) * 8);
    disp.map(|d| Rm::at(FRAME, d))
        .map_err(|_| CompileError::Unsupported("VM register number out of range"))
}
