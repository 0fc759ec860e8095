//! Options of the JIT.

use adder_codegen::opt::OptOptions;

/// What the JIT may do, and what it reports.
#[derive(Clone, Debug)]
pub struct Options {
    /// Back edges before a loop is recorded.
    pub loop_threshold: u32,
    /// Times an exit is taken before a side trace is recorded.
    pub exit_threshold: u32,
    pub opt: OptOptions,
    /// Bytes of code memory.
    pub max_code: usize,
    pub dump: Dump,
    /// Where dumps go (standard error if `None`).
    pub dump_file: Option<String>,
    pub perf_map: bool,
    /// Check every trace against the interpreter.
    pub verify: bool,
    /// Throw traces away that are measured slower than the interpreter.
    pub eviction: bool,
    /// Compile no longer than the program's running time pays for.
    pub budget: bool,
}

/// Stages to print.
#[derive(Clone, Copy, Default, Debug)]
pub struct Dump {
    pub bytecode: bool,
    pub trace: bool,
    pub ir: bool,
    pub snapshots: bool,
    pub regs: bool,
    pub asm: bool,
    pub exits: bool,
    /// Recordings that were given up: why, and at which instruction.
    pub aborts: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            // Compiling costs about what so many iterations, or exits, cost in object mode: 0009 in
            // docs/decisions.
            loop_threshold: 90,
            exit_threshold: 30,
            opt: OptOptions::default(),
            max_code: 64 << 20,
            dump: Dump::default(),
            dump_file: None,
            perf_map: false,
            verify: false,
            eviction: true,
            budget: true,
        }
    }
}
