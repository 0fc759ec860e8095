//! Bytecode verifier.
