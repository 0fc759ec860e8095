//! Machine code for traces: IR, optimiser, register allocation, back ends.
//!
//! This crate knows nothing of the virtual machine. Everything that is the VM's business (classes, shapes, code objects,
//! helper functions) reaches it as ids, offsets and addresses inside descriptors, so the whole pipeline can be driven
//! from text in tests. The one thing shared with the VM is the layout of a boxed word, restated in [`abi`].
//!
//! - [`abi`]: the boxed word and the object header, as constants
//! - [`ir`]: traces in SSA form, their text, their verifier and their reference executor
//! - [`opt`]: the optimiser passes
//! - [`regalloc`]: locations for values
//! - [`asm`]: code bytes, exit stubs, code memory

pub mod abi;
pub mod asm;
pub mod ir;
pub mod opt;
pub mod regalloc;
