//! IR, optimiser, register allocation, machine code.
