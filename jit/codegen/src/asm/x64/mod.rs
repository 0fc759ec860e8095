//! The x86-64 back end (System V, AVX2 generation processors).
//!
//! - [`regs`]: register assignment, native frame
//! - [`enc`], [`buffer`]: bytes, labels
//! - [`select`]: what instructions read, folding of compares
//! - [`emit`]: the walk over the trace, moves, edges, exits
//! - `lower_int`, `lower_float`, `lower_mem`, `lower_call`, `lower_guard`: operations by family
//! - [`entry`]: trampoline, common exit code, prologue of roots
//!
//! Example: `guard_true (lt v1, 100)` becomes `cmp rbx, 100; jge exit`, with the jump's field patchable.

pub mod buffer;
pub mod emit;
pub mod enc;
pub mod entry;
mod lower_call;
mod lower_float;
mod lower_guard;
mod lower_int;
mod lower_mem;
pub mod regs;
pub mod select;

pub use lower_call::int_code;

use super::{Backend, CompileError, CompileOptions, Emitted, Stubs};
use crate::ir::{OpFlags, Trace};
use crate::regalloc::{Allocation, Machine, Selection};

/// The back end; keeps buffers between traces.
#[derive(Debug, Default)]
pub struct X64 {
    asm: buffer::Asm,
}

impl X64 {
    /// A back end for this processor.
    pub fn new() -> Result<X64, CompileError> {
        let has = [
            ("AVX2", std::is_x86_feature_detected!("avx2")),
            ("FMA", std::is_x86_feature_detected!("fma")),
            ("BMI1", std::is_x86_feature_detected!("bmi1")),
            ("BMI2", std::is_x86_feature_detected!("bmi2")),
            ("LZCNT", std::is_x86_feature_detected!("lzcnt")),
            ("POPCNT", std::is_x86_feature_detected!("popcnt")),
        ];
        match has.iter().find(|(_, there)| !there) {
            Some((name, _)) => Err(CompileError::Cpu(name)),
            None => Ok(X64::default()),
        }
    }
}

impl Backend for X64 {
    fn machine(&self) -> &Machine {
        &regs::MACHINE
    }

    fn select(&self, trace: &Trace, sel: &mut Selection) -> Result<(), CompileError> {
        select::select(trace, sel)
    }

    fn stubs(&self, address: u64) -> (Vec<u8>, Stubs) {
        entry::stubs(address)
    }

    fn emit(
        &mut self,
        trace: &Trace,
        sel: &Selection,
        alloc: &Allocation,
        options: &CompileOptions<'_>,
        stubs: &Stubs,
        address: u64,
    ) -> Result<Emitted, CompileError> {
        self.asm.clear();
        emit::Emitter::new(trace, sel, alloc, options, stubs, address, &mut self.asm).run()
    }

    fn jump_field(&self, field: u64, target: u64) -> Option<u32> {
        let rel = target.wrapping_sub(field.wrapping_add(4)) as i64;
        i32::try_from(rel).ok().map(|r| r as u32)
    }

    fn size_bound(&self, trace: &Trace, alloc: &Allocation) -> usize {
        let long = trace
            .insts
            .iter()
            .filter(|i| i.op.has(OpFlags::LIST))
            .map(|i| i.extra as usize)
            .sum::<usize>();
        trace.insts.len() * 128
            + long * 48
            + alloc.moves.len() * 24
            + alloc.exits.len() * 24
            + alloc.slow.len() * 640
            + trace.params.len() * 128
            + trace.blocks.len() * 48
            + trace.consts.len() * 16
            + 512
    }
}
