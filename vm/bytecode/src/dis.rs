//! Disassembler (deterministic text).
