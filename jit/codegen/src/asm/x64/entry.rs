//! Ways in and out: trampoline, common exit code, refused entries, and the prologue of root traces.
//!
//! The trampoline builds the native frame that all traces share (see [`super::regs`]). An exit stub puts the exit's
//! number in eax and the trace's number of spill slots in r11d and comes to the common exit code, which stores every
//! value register and those slots in the `ExitState` and returns through the trampoline's frame. A `ret` comes to the
//! return stub with its word in rax; the word goes to the first general register's place of the `ExitState`, which no
//! exit uses, and the number is `RETURNED`.
//!
//! The prologue takes each parameter from its VM register: an i64 from an inline int or heap int64, an f64 from a float,
//! a bool from a bool, a ptr from a heap pointer, a val from anything; an i64 of the class of unsigned integers from an
//! int in 0..2**64. A mismatch returns `ENTRY_REFUSED`.

use super::buffer::Label;
use super::emit::Emitter;
use super::enc::{cc, v, Alu, Rm, Shift};
use super::regs::*;
use crate::abi::{self, int_codes};
use crate::asm::{CompileError, ExitState, Stubs};
use crate::ir::{BlockId, Type, CLASS_UINT};
use crate::regalloc::Loc;
use dynasmrt::{dynasm, DynasmApi, DynasmLabelApi};
use std::mem::offset_of;

/// Code all traces share, for that address.
pub fn stubs(address: u64) -> (Vec<u8>, Stubs) {
    use dynasmrt::x64::X64Relocation;
    let mut ops: dynasmrt::VecAssembler<X64Relocation> =
        dynasmrt::VecAssembler::new(address as usize);
    let (gpr, fpr) = (
        offset_of!(ExitState, gpr) as i32,
        offset_of!(ExitState, fpr) as i32,
    );
    let (count, slots) = (
        offset_of!(ExitState, num_slots) as i32,
        offset_of!(ExitState, slots) as i32,
    );
    // enter(rdi = cx, rsi = frame base, rdx = code, rcx = state)
    let enter = ops.offset();
    dynasm!(ops
        ; .arch x64
        ; push rbp
        ; push rbx
        ; push r12
        ; push r13
        ; push r14
        ; push r15
        ; sub rsp, FRAME_BYTES
        ; mov [rsp + STATE_PTR], rcx
        ; mov [rsp], rcx // touches the frame, which is about as large as a guard page
        ; mov r15, rdi
        ; mov r14, rsi
        ; jmp rdx
        ; .align 16
    );
    let exit = ops.offset();
    dynasm!(ops ; .arch x64 ; mov [rsp + SAVE_EXIT], rax ; mov rax, [rsp + STATE_PTR]);
    // dynasm converts register numbers with `Into<u8>`, which these already are.
    #[allow(clippy::useless_conversion)]
    for &r in GPRS {
        dynasm!(ops ; .arch x64 ; mov [rax + gpr + i32::from(r) * 8], Rq(r));
    }
    #[allow(clippy::useless_conversion)]
    for x in 0..15u8 {
        dynasm!(ops ; .arch x64 ; vmovsd QWORD [rax + fpr + i32::from(x) * 8], Rx(x));
    }
    dynasm!(ops
        ; .arch x64
        ; mov [rax + count], r11
        ; test r11d, r11d
        ; jz >done
        ; again:
        ; mov rcx, [rsp + r11 * 8 - 8]
        ; mov [rax + r11 * 8 + slots - 8], rcx
        ; dec r11d
        ; jnz <again
        ; done:
        ; mov eax, [rsp + SAVE_EXIT]
        ; leave_frame:
        ; add rsp, FRAME_BYTES
        ; pop r15
        ; pop r14
        ; pop r13
        ; pop r12
        ; pop rbx
        ; pop rbp
        ; ret
        ; .align 16
    );
    let refuse = ops.offset();
    dynasm!(ops ; .arch x64 ; mov eax, -1 ; jmp <leave_frame ; .align 16);
    let ret = ops.offset();
    dynasm!(ops
        ; .arch x64
        ; mov r11, [rsp + STATE_PTR]
        ; mov [r11 + gpr], rax
        ; mov eax, -2
        ; jmp <leave_frame
    );
    let at = |o: dynasmrt::AssemblyOffset| address + o.0 as u64;
    let stubs = Stubs {
        enter: at(enter),
        exit: at(exit),
        refuse: at(refuse),
        ret: at(ret),
    };
    // Local labels inside one fixed sequence always resolve.
    (ops.finalize().expect("stubs assemble"), stubs)
}

impl Emitter<'_> {
    /// The boxed entry: falls into the typed entry.
    pub(super) fn prologue(&mut self) -> Result<(), CompileError> {
        let refuse = self.asm.label();
        let trace = self.trace;
        let params = trace.block_params(BlockId::new(0));
        if params.len() != trace.params.len() {
            return Err(CompileError::Unsupported(
                "entry parameters without VM registers",
            ));
        }
        // Reading an int beyond i64 calls the VM: these first, into memory, as long as no register holds anything.
        let mut unsigned = 0;
        for (p, from) in trace.block_params(BlockId::new(0)).zip(&trace.params) {
            if from.class == CLASS_UINT && self.alloc.result[p.index()] != Loc::None {
                let word = vm_register(from.slot)?;
                self.read_uint(word, refuse);
                let to = keep_uint(unsigned)?;
                self.asm.store(to, RAX);
                unsigned += 1;
            }
        }
        unsigned = 0;
        for (p, from) in params.zip(&trace.params) {
            let loc = self.alloc.result[p.index()];
            // A parameter nobody reads may still be one whose type the trace relies on.
            if loc == Loc::None && trace.ty(p) == Type::Val {
                continue;
            }
            let word = vm_register(from.slot)?;
            if from.class == CLASS_UINT {
                let kept = keep_uint(unsigned)?;
                self.asm.mov(RAX, kept);
                unsigned += 1;
                self.enter_with(loc);
                continue;
            }
            let a = &mut *self.asm;
            match trace.ty(p) {
                Type::Val => a.mov(RAX, word),
                Type::Ptr => {
                    a.mov(RAX, word);
                    a.lea(R11, Rm::at(RAX, -1));
                    a.shift(Shift::Shr, R11, 48);
                    a.jcc(cc::NE, refuse);
                }
                Type::I64 => {
                    let (big, done) = (a.label(), a.label());
                    a.mov(RAX, word);
                    a.mov(R11, Rm::Reg(RAX));
                    a.shift(Shift::Sar, R11, 48);
                    a.alu_imm(Alu::Cmp, Rm::Reg(R11), -1);
                    a.jcc(cc::NE, big);
                    a.shift(Shift::Shl, RAX, 16);
                    a.shift(Shift::Sar, RAX, 16);
                    a.jmp(done);
                    a.bind(big);
                    a.lea(R11, Rm::at(RAX, -1));
                    a.shift(Shift::Shr, R11, 48);
                    a.jcc(cc::NE, refuse);
                    let shape = self.options.runtime.heap_int_shape;
                    a.alu_imm_sized(
                        Alu::Cmp,
                        Rm::at(RAX, abi::SHAPE_OFFSET),
                        shape as i32,
                        false,
                    );
                    a.jcc(cc::NE, refuse);
                    a.mov(RAX, Rm::at(RAX, abi::HEAP_INT_PAYLOAD));
                    a.bind(done);
                }
                Type::F64 => {
                    a.mov_imm(RAX, abi::FLOAT_OFFSET.wrapping_neg());
                    a.alu(Alu::Add, RAX, word);
                    a.mov(R11, Rm::Reg(RAX));
                    a.shift(Shift::Shr, R11, 48);
                    let limit = ((abi::IMMEDIATE_BASE - abi::FLOAT_OFFSET) >> 48) as i32;
                    a.alu_imm_sized(Alu::Cmp, Rm::Reg(R11), limit, false);
                    a.jcc(cc::AE, refuse);
                }
                Type::Bool => {
                    a.mov_imm(RAX, abi::FALSE.wrapping_neg());
                    a.alu(Alu::Add, RAX, word);
                    a.alu_imm(Alu::Cmp, Rm::Reg(RAX), 1);
                    a.jcc(cc::A, refuse);
                }
                _ => return Err(CompileError::Unsupported("entry parameter type")),
            }
            self.enter_with(loc);
        }
        let start = self.asm.label();
        self.asm.jmp(start);
        self.asm.bind(refuse);
        self.asm.jmp_to(self.address, self.stubs.refuse);
        self.typed_entry = Some(start);
        Ok(())
    }

    /// The parameter in rax to its place.
    fn enter_with(&mut self, loc: Loc) {
        match loc {
            Loc::Gpr(d) => self.asm.mov(d, Rm::Reg(RAX)),
            Loc::Fpr(d) => self.asm.vex(v::MOVQ_TO_X, d, 0, Rm::Reg(RAX), 0),
            Loc::Spill(s) => self.asm.store(Rm::slot(s), RAX),
            Loc::None | Loc::Const(_) => {}
        }
    }

    /// An int in 0..2**64 from a word to rax.
    fn read_uint(&mut self, word: Rm, refuse: Label) {
        let (heap, done) = (self.asm.label(), self.asm.label());
        let a = &mut *self.asm;
        a.mov(RAX, word);
        a.mov(R11, Rm::Reg(RAX));
        a.shift(Shift::Sar, R11, 48);
        a.alu_imm(Alu::Cmp, Rm::Reg(R11), -1);
        a.jcc(cc::NE, heap);
        a.shift(Shift::Shl, RAX, 16);
        a.shift(Shift::Sar, RAX, 16);
        a.jcc(cc::S, refuse);
        a.jmp(done);
        a.bind(heap);
        for code in [int_codes::IS_UINT, int_codes::LOW] {
            self.asm.mov(RDI, Rm::Reg(CX));
            self.asm.mov_imm(RSI, code);
            self.asm.mov(RDX, word);
            self.call_address(self.options.runtime.int_helper);
            if code == int_codes::IS_UINT {
                self.asm.test(RAX, RAX);
                self.asm.jcc(cc::E, refuse);
            }
        }
        self.asm.bind(done);
    }
}

/// A VM register in memory.
fn vm_register(slot: u32) -> Result<Rm, CompileError> {
    let disp = i32::try_from(i64::from(slot) * 8)
        .map_err(|_| CompileError::Unsupported("VM register number out of range"))?;
    Ok(Rm::at(FRAME, disp))
}

/// Where the n-th unsigned parameter waits for the others: where slow paths save registers.
fn keep_uint(n: i32) -> Result<Rm, CompileError> {
    let at = SAVE_GPR + 8 * n;
    if at >= SAVE_EXIT {
        return Err(CompileError::Unsupported("too many unsigned parameters"));
    }
    Ok(Rm::at(RSP, at))
}
