//! Encodings with a register-or-memory operand, for legacy and VEX instructions.
//!
//! dynasm gives dynamic bases a 32-bit displacement and needs one macro per operand shape; here the operand is data
//! ([`Rm`]) and displacements are as short as they can be. Every form is compared with dynasm's bytes (registers) and
//! run (memory) in the tests.
//!
//! Example: `a.alu(Alu::Add, RBX, Rm::slot(2))` is `add rbx, [rsp + 16]`.

use super::buffer::{Asm, Label};
use super::regs::{RBP, RSP};
use dynasmrt::DynasmApi;

/// A register or memory operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rm {
    /// Register (of the class the instruction takes).
    Reg(u8),
    /// `[base + index << scale + disp]`.
    Mem {
        /// Base register.
        base: u8,
        /// Index register (not rsp) and log2 of the scale.
        index: Option<(u8, u8)>,
        /// Displacement.
        disp: i32,
    },
    /// `[rip + label]`.
    Label(Label),
}

impl Rm {
    /// `[base + disp]`.
    pub const fn at(base: u8, disp: i32) -> Rm {
        Rm::Mem {
            base,
            index: None,
            disp,
        }
    }

    /// A spill slot.
    pub const fn slot(n: u32) -> Rm {
        Rm::at(RSP, n as i32 * 8)
    }
}

/// Which operand is a byte register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Byte {
    /// Neither.
    None,
    /// The register-or-memory one.
    Rm,
    /// The register one.
    Reg,
}

/// Two-operand integer instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Alu {
    Add = 0,
    Or = 1,
    And = 4,
    Sub = 5,
    Xor = 6,
    Cmp = 7,
}

/// Shifts by an immediate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Shift {
    Shl = 4,
    Shr = 5,
    Sar = 7,
}

/// Condition codes; `cc ^ 1` is the opposite.
pub mod cc {
    pub const O: u8 = 0;
    pub const B: u8 = 2;
    pub const AE: u8 = 3;
    pub const E: u8 = 4;
    pub const NE: u8 = 5;
    pub const BE: u8 = 6;
    pub const A: u8 = 7;
    pub const S: u8 = 8;
    pub const NS: u8 = 9;
    pub const P: u8 = 10;
    pub const L: u8 = 12;
    pub const GE: u8 = 13;
    pub const LE: u8 = 14;
    pub const G: u8 = 15;
}

/// A VEX opcode.
#[derive(Clone, Copy, Debug)]
pub struct Vex {
    /// 0: none, 1: 66, 2: F3, 3: F2.
    pub pp: u8,
    /// 1: 0F, 2: 0F38, 3: 0F3A.
    pub map: u8,
    /// VEX.W.
    pub w: bool,
    /// Opcode.
    pub op: u8,
}

impl Vex {
    /// Without W, map 0F.
    pub const fn new(pp: u8, op: u8) -> Vex {
        Vex {
            pp,
            map: 1,
            w: false,
            op,
        }
    }

    /// With W.
    pub const fn wide(pp: u8, map: u8, op: u8) -> Vex {
        Vex {
            pp,
            map,
            w: true,
            op,
        }
    }
}

fn extension_bits(rm: Rm) -> (u8, u8) {
    match rm {
        Rm::Reg(n) => (0, n >> 3),
        Rm::Mem { base, index, .. } => (index.map_or(0, |i| i.0 >> 3), base >> 3),
        Rm::Label(_) => (0, 0),
    }
}

impl Asm {
    fn modrm(&mut self, reg: u8, rm: Rm, tail: u8) {
        let r = (reg & 7) << 3;
        match rm {
            Rm::Reg(n) => self.push(0xC0 | r | n & 7),
            Rm::Label(label) => {
                self.push(r | 5);
                self.rel32(label, tail);
            }
            Rm::Mem { base, index, disp } => {
                let short = i8::try_from(disp);
                let mode = match short {
                    Ok(0) if base & 7 != RBP => 0,
                    Ok(_) => 0x40,
                    Err(_) => 0x80,
                };
                match index {
                    None if base & 7 == RSP => {
                        self.push(mode | r | 4);
                        self.push(0x24);
                    }
                    None => self.push(mode | r | base & 7),
                    Some((index, scale)) => {
                        debug_assert!(index != RSP && scale < 4);
                        self.push(mode | r | 4);
                        self.push(scale << 6 | (index & 7) << 3 | base & 7);
                    }
                }
                match (mode, short) {
                    (0, _) => {}
                    (_, Ok(d)) => self.push_i8(d),
                    (_, Err(_)) => self.push_i32(disp),
                }
            }
        }
    }

    /// Legacy instruction: prefix byte (0 for none), REX.W, opcode bytes, operands. `tail`: bytes of immediate to come.
    /// `byte`: the operand that is a byte register, for which sil, dil and bpl need a prefix.
    pub fn legacy(
        &mut self,
        prefix: u8,
        w: bool,
        opcode: &[u8],
        reg: u8,
        rm: Rm,
        tail: u8,
        byte: Byte,
    ) {
        if prefix != 0 {
            self.push(prefix);
        }
        let (x, b) = extension_bits(rm);
        let rex = u8::from(w) << 3 | (reg >> 3) << 2 | x << 1 | b;
        let low_byte = match byte {
            Byte::None => false,
            Byte::Rm => matches!(rm, Rm::Reg(4..)),
            Byte::Reg => reg >= 4,
        };
        if rex != 0 || low_byte {
            self.push(0x40 | rex);
        }
        self.extend(opcode.iter());
        self.modrm(reg, rm, tail);
    }

    /// VEX instruction, 128 bits or scalar; `vvvv` is 0 where unused.
    pub fn vex(&mut self, op: Vex, reg: u8, vvvv: u8, rm: Rm, tail: u8) {
        let (x, b) = extension_bits(rm);
        let last = (!vvvv & 15) << 3 | op.pp;
        if op.map == 1 && !op.w && x == 0 && b == 0 {
            self.push(0xC5);
            self.push((!(reg >> 3) & 1) << 7 | last);
        } else {
            self.push(0xC4);
            self.push((!(reg >> 3) & 1) << 7 | (!x & 1) << 6 | (!b & 1) << 5 | op.map);
            self.push(u8::from(op.w) << 7 | last);
        }
        self.push(op.op);
        self.modrm(reg, rm, tail);
    }

    /// `op reg, rm` on 64 bits.
    pub fn alu(&mut self, op: Alu, reg: u8, rm: Rm) {
        self.legacy(0, true, &[(op as u8) << 3 | 3], reg, rm, 0, Byte::None);
    }

    /// `op rm, imm` on 64 bits.
    pub fn alu_imm(&mut self, op: Alu, rm: Rm, imm: i32) {
        self.alu_imm_sized(op, rm, imm, true);
    }

    /// `op rm, imm` on 64 or 32 bits.
    pub fn alu_imm_sized(&mut self, op: Alu, rm: Rm, imm: i32, wide: bool) {
        if let Ok(short) = i8::try_from(imm) {
            self.legacy(0, wide, &[0x83], op as u8, rm, 1, Byte::None);
            self.push_i8(short);
        } else {
            self.legacy(0, wide, &[0x81], op as u8, rm, 4, Byte::None);
            self.push_i32(imm);
        }
    }

    /// `cmp byte rm, imm8`.
    pub fn cmp_byte(&mut self, rm: Rm, imm: i8) {
        self.legacy(0, false, &[0x80], 7, rm, 1, Byte::Rm);
        self.push_i8(imm);
    }

    /// `test byte rm, imm8`.
    pub fn test_byte(&mut self, rm: Rm, imm: u8) {
        self.legacy(0, false, &[0xF6], 0, rm, 1, Byte::Rm);
        self.push(imm);
    }

    /// `test a, b`.
    pub fn test(&mut self, a: u8, b: u8) {
        self.legacy(0, true, &[0x85], b, Rm::Reg(a), 0, Byte::None);
    }

    /// `mov reg, rm` on 64 bits; nothing if it is the same register.
    pub fn mov(&mut self, reg: u8, rm: Rm) {
        if rm != Rm::Reg(reg) {
            self.legacy(0, true, &[0x8B], reg, rm, 0, Byte::None);
        }
    }

    /// `mov rm, reg` on 64 bits.
    pub fn store(&mut self, rm: Rm, reg: u8) {
        self.legacy(0, true, &[0x89], reg, rm, 0, Byte::None);
    }

    /// `mov qword rm, imm32` (sign-extended).
    pub fn store_imm(&mut self, rm: Rm, imm: i32) {
        self.legacy(0, true, &[0xC7], 0, rm, 4, Byte::None);
        self.push_i32(imm);
    }

    /// `mov reg, imm` in the shortest form that leaves the flags alone.
    pub fn mov_imm(&mut self, reg: u8, imm: u64) {
        if let Ok(low) = u32::try_from(imm) {
            self.short_op(0xB8, reg, false);
            self.push_u32(low);
        } else if let Ok(low) = i32::try_from(imm as i64) {
            self.legacy(0, true, &[0xC7], 0, Rm::Reg(reg), 4, Byte::None);
            self.push_i32(low);
        } else {
            self.short_op(0xB8, reg, true);
            self.push_u64(imm);
        }
    }

    /// `mov reg, imm`; zero by xor, which changes the flags.
    pub fn set_imm(&mut self, reg: u8, imm: u64) {
        if imm == 0 {
            self.legacy(0, false, &[0x31], reg, Rm::Reg(reg), 0, Byte::None);
        } else {
            self.mov_imm(reg, imm);
        }
    }

    /// `mov reg, address`, noted as an address for dumps.
    pub fn mov_address(&mut self, reg: u8, address: u64) {
        let wide = address > u64::from(u32::MAX);
        self.short_op(0xB8, reg, wide);
        let at = self.here();
        self.addresses.push((at, wide));
        if wide {
            self.push_u64(address);
        } else {
            self.push_u32(address as u32);
        }
    }

    fn short_op(&mut self, op: u8, reg: u8, wide: bool) {
        let rex = u8::from(wide) << 3 | reg >> 3;
        if rex != 0 {
            self.push(0x40 | rex);
        }
        self.push(op | reg & 7);
    }

    /// `lea reg, rm`.
    pub fn lea(&mut self, reg: u8, rm: Rm) {
        self.legacy(0, true, &[0x8D], reg, rm, 0, Byte::None);
    }

    /// Shift by a constant.
    pub fn shift(&mut self, op: Shift, reg: u8, count: u8) {
        if count == 1 {
            self.legacy(0, true, &[0xD1], op as u8, Rm::Reg(reg), 0, Byte::None);
        } else {
            self.legacy(0, true, &[0xC1], op as u8, Rm::Reg(reg), 1, Byte::None);
            self.push(count);
        }
    }

    /// `shlx/shrx/sarx reg, rm, count` (BMI2).
    pub fn shift_by(&mut self, op: Shift, reg: u8, rm: Rm, count: u8) {
        let pp = match op {
            Shift::Shl => 1,
            Shift::Sar => 2,
            Shift::Shr => 3,
        };
        self.vex(Vex::wide(pp, 2, 0xF7), reg, count, rm, 0);
    }

    /// `imul reg, rm`.
    pub fn imul(&mut self, reg: u8, rm: Rm) {
        self.legacy(0, true, &[0x0F, 0xAF], reg, rm, 0, Byte::None);
    }

    /// `imul reg, rm, imm`.
    pub fn imul_imm(&mut self, reg: u8, rm: Rm, imm: i32) {
        if let Ok(short) = i8::try_from(imm) {
            self.legacy(0, true, &[0x6B], reg, rm, 1, Byte::None);
            self.push_i8(short);
        } else {
            self.legacy(0, true, &[0x69], reg, rm, 4, Byte::None);
            self.push_i32(imm);
        }
    }

    /// `neg reg`.
    pub fn neg(&mut self, reg: u8) {
        self.legacy(0, true, &[0xF7], 3, Rm::Reg(reg), 0, Byte::None);
    }

    /// `cmovcc reg, rm`.
    pub fn cmov(&mut self, cc: u8, reg: u8, rm: Rm) {
        self.legacy(0, true, &[0x0F, 0x40 | cc], reg, rm, 0, Byte::None);
    }

    /// `setcc` on the low byte of a register.
    pub fn setcc(&mut self, cc: u8, reg: u8) {
        self.legacy(0, false, &[0x0F, 0x90 | cc], 0, Rm::Reg(reg), 0, Byte::Rm);
    }

    /// `movzx reg, byte rm`.
    pub fn movzx_byte(&mut self, reg: u8, rm: Rm) {
        self.legacy(0, false, &[0x0F, 0xB6], reg, rm, 0, Byte::Rm);
    }

    /// `jcc label`, rel32.
    pub fn jcc(&mut self, cc: u8, label: Label) {
        self.push(0x0F);
        self.push(0x80 | cc);
        self.rel32(label, 0);
    }

    /// `jmp label`, rel32.
    pub fn jmp(&mut self, label: Label) {
        self.push(0xE9);
        self.rel32(label, 0);
    }

    /// A jump to an absolute address from code that will be at `base`; noted as an address for dumps.
    pub fn jmp_to(&mut self, base: u64, target: u64) {
        self.push(0xE9);
        let at = self.here();
        self.addresses.push((at, false));
        let next = base.wrapping_add(u64::from(at) + 4);
        self.push_u32(target.wrapping_sub(next) as u32);
    }
}

/// Scalar and logical vector instructions. For singles use `single(op)`.
pub mod v {
    use super::Vex;
    pub const MOV_LOAD: Vex = Vex::new(3, 0x10);
    pub const MOV_STORE: Vex = Vex::new(3, 0x11);
    pub const MOVAPS: Vex = Vex::new(0, 0x28);
    pub const ADD: Vex = Vex::new(3, 0x58);
    pub const MUL: Vex = Vex::new(3, 0x59);
    pub const SUB: Vex = Vex::new(3, 0x5C);
    pub const DIV: Vex = Vex::new(3, 0x5E);
    pub const SQRT: Vex = Vex::new(3, 0x51);
    pub const UCOMISD: Vex = Vex::new(1, 0x2E);
    pub const UCOMISS: Vex = Vex::new(0, 0x2E);
    pub const ANDPS: Vex = Vex::new(0, 0x54);
    pub const XORPS: Vex = Vex::new(0, 0x57);
    pub const ROUNDSD: Vex = Vex {
        pp: 1,
        map: 3,
        w: false,
        op: 0x0B,
    };
    /// Takes the register of its mask in the upper half of a byte behind it.
    pub const BLENDVPD: Vex = Vex {
        pp: 1,
        map: 3,
        w: false,
        op: 0x4B,
    };
    pub const ROUNDSS: Vex = Vex {
        pp: 1,
        map: 3,
        w: false,
        op: 0x0A,
    };
    pub const FMA231SD: Vex = Vex::wide(1, 2, 0xB9);
    pub const FMA231SS: Vex = Vex {
        pp: 1,
        map: 2,
        w: false,
        op: 0xB9,
    };
    pub const CVTSI2SD: Vex = Vex::wide(3, 1, 0x2A);
    pub const CVTTSD2SI: Vex = Vex::wide(3, 1, 0x2C);
    pub const CVTSD2SS: Vex = Vex::new(3, 0x5A);
    pub const CVTSS2SD: Vex = Vex::new(2, 0x5A);
    pub const MOVQ_TO_X: Vex = Vex::wide(1, 1, 0x6E);
    pub const MOVQ_TO_R: Vex = Vex::wide(1, 1, 0x7E);

    /// The single-precision form of an F2-prefixed instruction.
    pub const fn single(op: Vex) -> Vex {
        Vex { pp: 2, ..op }
    }
}

#[cfg(test)]
mod tests {
    use super::super::buffer::Asm;
    use super::*;
    use dynasmrt::{dynasm, SimpleAssembler};

    fn check(what: &str, ours: impl FnOnce(&mut Asm), theirs: impl FnOnce(&mut SimpleAssembler)) {
        let (mut a, mut b) = (Asm::default(), SimpleAssembler::new());
        ours(&mut a);
        theirs(&mut b);
        assert_eq!(a.finish().expect("labels bound"), b.finalize(), "{what}");
    }

    /// dynasm's static forms use short displacements, as ours do.
    #[test]
    fn agrees_with_dynasm() {
        macro_rules! same {
            ($ours:expr, $($theirs:tt)*) => {
                check(stringify!($($theirs)*), $ours, |b| { dynasm!(b ; .arch x64 ; $($theirs)*); })
            };
        }
        use super::super::regs::*;
        same!(|a| a.alu(Alu::Add, RBX, Rm::slot(2)), add rbx, [rsp + 16]);
        same!(|a| a.alu(Alu::Sub, R12, Rm::at(R13, 0)), sub r12, [r13]);
        same!(|a| a.alu(Alu::Cmp, R9, Rm::at(RBP, 0)), cmp r9, [rbp]);
        same!(|a| a.alu(Alu::And, RCX, Rm::at(R12, 0x1234)), and rcx, [r12 + 0x1234]);
        same!(|a| a.mov(R10, Rm::Mem { base: RSI, index: Some((R9, 3)), disp: -8 }), mov r10, [rsi + r9 * 8 - 8]);
        same!(|a| a.mov(R10, Rm::Mem { base: R13, index: Some((RCX, 2)), disp: 0 }), mov r10, [r13 + rcx * 4]);
        same!(|a| a.store(Rm::at(RSP, 128), R8), mov[rsp + 128], r8);
        same!(|a| a.alu_imm(Alu::Xor, Rm::Reg(R11), -128), xor r11, BYTE -128);
        same!(|a| a.alu_imm(Alu::Or, Rm::Reg(RBX), 128), or rbx, DWORD 128);
        same!(|a| a.alu_imm_sized(Alu::Cmp, Rm::at(RDI, 0), 0x123456, false), cmp DWORD [rdi], 0x123456);
        same!(|a| a.cmp_byte(Rm::at(R8, 4), 0), cmp BYTE [r8 + 4], 0);
        same!(|a| a.test_byte(Rm::at(RSI, 5), 1), test BYTE [rsi + 5], 1);
        same!(|a| a.test(RDX, R9), test rdx, r9);
        same!(|a| a.store_imm(Rm::at(FRAME, 8), -5), mov QWORD [r14 + 8], -5);
        same!(|a| a.mov_imm(R9, 7), mov r9d, 7);
        same!(|a| a.mov_imm(RDX, u64::MAX), mov rdx, DWORD -1);
        same!(|a| a.mov_imm(R12, 0x1234_5678_9ABC), mov r12, QWORD 0x1234_5678_9ABC);
        same!(|a| a.set_imm(RDI, 0), xor edi, edi);
        same!(|a| a.lea(RBX, Rm::Mem { base: RBX, index: Some((RBP, 0)), disp: 100 }), lea rbx, [rbx + rbp + 100]);
        same!(|a| a.shift(Shift::Sar, R10, 48), sar r10, 48);
        same!(|a| a.shift(Shift::Shl, RCX, 2), shl rcx, 2);
        same!(|a| a.shift_by(Shift::Shl, RBX, Rm::Reg(R9), RCX), shlx rbx, r9, rcx);
        same!(|a| a.shift_by(Shift::Shr, R8, Rm::Reg(R9), R10), shrx r8, r9, r10);
        same!(|a| a.shift_by(Shift::Sar, RSI, Rm::at(RSP, 8), RDI), sarx rsi, [rsp + 8], rdi);
        same!(|a| a.imul(R9, Rm::Reg(RBX)), imul r9, rbx);
        same!(|a| a.imul_imm(RBX, Rm::Reg(R9), 1000), imul rbx, r9, DWORD 1000);
        same!(|a| a.imul_imm(RBX, Rm::Reg(R9), -3), imul rbx, r9, BYTE -3);
        same!(|a| a.neg(R13), neg r13);
        same!(|a| a.cmov(cc::L, RDX, Rm::Reg(R12)), cmovl rdx, r12);
        same!(|a| a.setcc(cc::A, RSI), seta sil);
        same!(|a| a.setcc(cc::E, RAX), sete al);
        same!(|a| a.setcc(cc::NE, R9), setne r9b);
        same!(|a| a.movzx_byte(RDI, Rm::Reg(RSI)), movzx edi, sil);
        same!(|a| a.vex(v::ADD, 3, 9, Rm::Reg(2), 0), vaddsd xmm3, xmm9, xmm2);
        same!(|a| a.vex(v::single(v::MUL), 13, 1, Rm::Reg(12), 0), vmulss xmm13, xmm1, xmm12);
        same!(|a| a.vex(v::SUB, 3, 4, Rm::slot(1), 0), vsubsd xmm3, xmm4, QWORD [rsp + 8]);
        same!(|a| a.vex(v::DIV, 3, 4, Rm::at(R12, 0), 0), vdivsd xmm3, xmm4, QWORD [r12]);
        same!(|a| a.vex(v::SQRT, 3, 3, Rm::Reg(9), 0), vsqrtsd xmm3, xmm3, xmm9);
        same!(|a| a.vex(v::MOV_LOAD, 8, 0, Rm::at(RDI, 16), 0), vmovsd xmm8, QWORD [rdi + 16]);
        same!(|a| a.vex(v::MOV_STORE, 8, 0, Rm::at(RDI, 16), 0), vmovsd QWORD [rdi + 16], xmm8);
        same!(|a| a.vex(v::MOVAPS, 8, 0, Rm::Reg(2), 0), vmovaps xmm8, xmm2);
        same!(|a| a.vex(v::UCOMISD, 1, 0, Rm::Reg(2), 0), vucomisd xmm1, xmm2);
        same!(|a| a.vex(v::UCOMISS, 1, 0, Rm::Reg(14), 0), vucomiss xmm1, xmm14);
        same!(|a| a.vex(v::XORPS, 1, 2, Rm::Reg(3), 0), vxorps xmm1, xmm2, xmm3);
        same!(|a| a.vex(v::ANDPS, 1, 2, Rm::Reg(3), 0), vandps xmm1, xmm2, xmm3);
        same!(|a| { a.vex(v::ROUNDSD, 1, 2, Rm::Reg(3), 1); a.push(9) }, vroundsd xmm1, xmm2, xmm3, 9);
        same!(|a| { a.vex(v::ROUNDSS, 1, 2, Rm::Reg(3), 1); a.push(10) }, vroundss xmm1, xmm2, xmm3, 10);
        same!(|a| { a.vex(v::BLENDVPD, 1, 12, Rm::Reg(3), 1); a.push(15 << 4) }, vblendvpd xmm1, xmm12, xmm3, xmm15);
        same!(|a| a.vex(v::FMA231SD, 1, 12, Rm::Reg(3), 0), vfmadd231sd xmm1, xmm12, xmm3);
        same!(|a| a.vex(v::FMA231SS, 1, 12, Rm::Reg(3), 0), vfmadd231ss xmm1, xmm12, xmm3);
        same!(|a| a.vex(v::CVTSI2SD, 1, 15, Rm::Reg(R9), 0), vcvtsi2sd xmm1, xmm15, r9);
        same!(|a| a.vex(v::CVTTSD2SI, R9, 0, Rm::Reg(3), 0), vcvttsd2si r9, xmm3);
        same!(|a| a.vex(v::CVTSD2SS, 1, 2, Rm::Reg(3), 0), vcvtsd2ss xmm1, xmm2, xmm3);
        same!(|a| a.vex(v::CVTSS2SD, 1, 2, Rm::Reg(3), 0), vcvtss2sd xmm1, xmm2, xmm3);
        same!(|a| a.vex(v::MOVQ_TO_X, 1, 0, Rm::Reg(R9), 0), vmovq xmm1, r9);
        same!(|a| a.vex(v::MOVQ_TO_R, 9, 0, Rm::Reg(RBX), 0), vmovq rbx, xmm9);
    }

    #[test]
    fn labels_before_and_after() {
        let mut a = Asm::default();
        let (top, end) = (a.here_label(), a.label());
        a.jcc(cc::E, end);
        a.jmp(top);
        a.bind(end);
        assert_eq!(
            a.finish().unwrap(),
            [0x0F, 0x84, 5, 0, 0, 0, 0xE9, 0xF5, 0xFF, 0xFF, 0xFF]
        );
        let unbound = a.label();
        a.jmp(unbound);
        assert_eq!(a.finish(), None);
    }

    #[test]
    fn padding_goes_before_the_compare() {
        for skew in 0..8 {
            let mut a = Asm::default();
            let out = a.label();
            for _ in 0..skew {
                a.push(0xCC);
            }
            let start = a.here();
            a.test(3, 3);
            a.pad_for_patch(start, 2);
            a.jcc(cc::E, out);
            let field = a.here() - 4;
            assert!(field % 8 <= 4);
            a.bind(out);
            let code = a.finish().unwrap();
            let at = field as usize;
            assert_eq!(
                code[at - 5..at - 2],
                [0x48, 0x85, 0xDB],
                "compare and jump side by side"
            );
            assert_eq!(code[at..at + 4], [0; 4]);
        }
    }
}
