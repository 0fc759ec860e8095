//! Registers of x86-64, System V.
//!
//! | register | use |
//! |---|---|
//! | rsp | native frame: spill slot n at `[rsp + 8n]` |
//! | r14 | frame base (VM registers) |
//! | r15 | context |
//! | rax, r11, xmm15 | scratch inside one instruction's code; r11 and xmm15 also for cyclic moves |
//! | rbx rbp r12 r13 | values, kept by calls |
//! | the other 7, xmm0-xmm14 | values, lost in calls |

use crate::asm::MAX_SLOTS;
use crate::regalloc::{Machine, RegClass};

pub const RAX: u8 = 0;
pub const RCX: u8 = 1;
pub const RDX: u8 = 2;
pub const RBX: u8 = 3;
pub const RSP: u8 = 4;
pub const RBP: u8 = 5;
pub const RSI: u8 = 6;
pub const RDI: u8 = 7;
pub const R8: u8 = 8;
pub const R9: u8 = 9;
pub const R10: u8 = 10;
pub const R11: u8 = 11;
pub const R12: u8 = 12;
pub const R13: u8 = 13;
/// The frame base.
pub const FRAME: u8 = 14;
/// The context.
pub const CX: u8 = 15;
/// Scratch vector register.
pub const XMM15: u8 = 15;

const fn set(regs: &[u8]) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < regs.len() {
        bits |= 1 << regs[i];
        i += 1;
    }
    bits
}

/// Registers that hold values.
pub const GPRS: &[u8] = &[RCX, RDX, RBX, RBP, RSI, RDI, R8, R9, R10, R12, R13];
/// Integer arguments of a C call.
pub const INT_ARGS: &[u8] = &[RDI, RSI, RDX, RCX, R8, R9];
/// Floating-point arguments of a C call.
pub const FLOAT_ARGS: &[u8] = &[0, 1, 2, 3, 4, 5, 6, 7];

/// The machine description.
pub const MACHINE: Machine = Machine {
    gpr: RegClass {
        allocatable: set(GPRS),
        callee_saved: set(&[RBX, RBP, R12, R13, FRAME, CX]),
        scratch: R11,
        args: INT_ARGS,
    },
    fpr: RegClass {
        allocatable: 0x7FFF,
        callee_saved: 0,
        scratch: XMM15,
        args: FLOAT_ARGS,
    },
    context: Some(CX),
    max_slots: MAX_SLOTS as u32,
};

// The native frame, from rsp upwards: spill slots, where slow paths save registers, two words of the stubs.
/// Registers saved around slow calls: general register n, then vector register n.
pub const SAVE_GPR: i32 = MAX_SLOTS as i32 * 8;
/// See [`SAVE_GPR`].
pub const SAVE_FPR: i32 = SAVE_GPR + 8 * 14;
/// Exit number while registers are stored.
pub const SAVE_EXIT: i32 = SAVE_FPR + 8 * 15;
/// Address of the `ExitState`.
pub const STATE_PTR: i32 = SAVE_EXIT + 8;
/// Size: with the return address and six pushes a multiple of 16.
pub const FRAME_BYTES: i32 = (STATE_PTR + 8 + 15) / 16 * 16 + 8;

const _: () = assert!((FRAME_BYTES + 56) % 16 == 0 && FRAME_BYTES >= STATE_PTR + 8);
