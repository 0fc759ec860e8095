//! The optimiser: a trace in, a better trace out, same meaning (as [`ir::eval`](crate::ir::eval) defines it).
//!
//! Passes, in order; each has a switch:
//!
//! | name | where | what |
//! |---|---|---|
//! | `wrap` | [`wrap`] | checks of numbers wanted modulo 2**64 only vanish |
//! | `fold` | [`fold`] | constants, identities, canonical forms |
//! | `cse` | [`emit`] | equal pure operations become one |
//! | `guard` | [`guard`] | guards implied by earlier ones vanish; what a guard proved is used |
//! | `range` | [`range`] | integer intervals and differences: overflow, bounds and fits checks vanish |
//! | `forward` | [`memory`] | loads see earlier loads and stores; redundant stores, barriers vanish |
//! | `peel` | [`peel`] | first iteration apart: what is invariant or known stays there |
//! | `sink` | [`sink`], [`sink_int`] | objects, boxes and big ints needed only at exits are built there |
//! | `dse` | [`dse`] | overwritten stores vanish |
//! | `dce` | [`dce`] | unused values, parameters, snapshots vanish |
//!
//! The first is an analysis of the trace as it comes; what it finds and the next six work while the trace is emitted anew, instruction by instruction, each instruction going through all
//! of them ([`emit`]); peeling emits the loop's body a second time with everything the first iteration has shown. The
//! others are passes over the finished trace. In debug builds the verifier runs after every pass.
//!
//! *Opt fuel* bounds the number of rewrites, to bisect a miscompilation to one of them.

mod dce;
mod dse;
mod emit;
mod fold;
mod guard;
mod memory;
mod peel;
mod range;
mod sink;
mod sink_int;
mod wrap;

use crate::ir::verify::{verify, VerifyError};
use crate::ir::Trace;

/// A pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Pass {
    /// Folding.
    Fold,
    /// Common subexpressions.
    Cse,
    /// Guard elimination.
    Guard,
    /// Integer ranges.
    Range,
    /// Load and store forwarding.
    Forward,
    /// Dead stores.
    Dse,
    /// Loop peeling.
    Peel,
    /// Allocation sinking.
    Sink,
    /// Dead code.
    Dce,
    /// Arithmetic modulo 2**64.
    Wrap,
}

impl Pass {
    /// Every pass.
    pub const ALL: [Pass; 10] = [
        Pass::Fold,
        Pass::Cse,
        Pass::Guard,
        Pass::Range,
        Pass::Forward,
        Pass::Dse,
        Pass::Peel,
        Pass::Sink,
        Pass::Dce,
        Pass::Wrap,
    ];

    /// Name in options.
    pub const fn name(self) -> &'static str {
        match self {
            Pass::Fold => "fold",
            Pass::Cse => "cse",
            Pass::Guard => "guard",
            Pass::Range => "range",
            Pass::Forward => "forward",
            Pass::Dse => "dse",
            Pass::Peel => "peel",
            Pass::Sink => "sink",
            Pass::Dce => "dce",
            Pass::Wrap => "wrap",
        }
    }

    /// The pass of that name.
    pub fn from_name(name: &str) -> Option<Pass> {
        Pass::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// A set of passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassSet(u16);

impl PassSet {
    /// None.
    pub const NONE: PassSet = PassSet(0);
    /// All.
    pub const ALL: PassSet = PassSet((1 << Pass::ALL.len()) - 1);

    /// Whether the pass is on.
    pub const fn has(self, pass: Pass) -> bool {
        self.0 & (1 << pass as u16) != 0
    }

    /// With the pass on.
    #[must_use]
    pub const fn with(self, pass: Pass) -> PassSet {
        PassSet(self.0 | 1 << pass as u16)
    }

    /// With the pass off.
    #[must_use]
    pub const fn without(self, pass: Pass) -> PassSet {
        PassSet(self.0 & !(1 << pass as u16))
    }
}

/// How to optimise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptOptions {
    /// Passes that are on.
    pub passes: PassSet,
    /// Number of rewrites allowed.
    pub fuel: u64,
    /// Verify after every pass.
    pub verify: bool,
}

impl Default for OptOptions {
    fn default() -> OptOptions {
        OptOptions {
            passes: PassSet::ALL,
            fuel: u64::MAX,
            verify: cfg!(debug_assertions),
        }
    }
}

impl OptOptions {
    /// Applies a list of switches, `-sink,+fold,fuel=100`; `all` and `none` are understood, e.g. `none,+fold`.
    pub fn apply(&mut self, switches: &str) -> Result<(), String> {
        for word in switches.split(',').map(str::trim).filter(|w| !w.is_empty()) {
            if let Some(fuel) = word.strip_prefix("fuel=") {
                self.fuel = fuel.parse().map_err(|_| format!("bad fuel `{fuel}`"))?;
                continue;
            }
            let (on, name) = match word.strip_prefix('-') {
                Some(name) => (false, name),
                None => (true, word.strip_prefix('+').unwrap_or(word)),
            };
            self.passes = match (name, Pass::from_name(name)) {
                ("all", _) => PassSet::ALL,
                ("none", _) => PassSet::NONE,
                (_, Some(pass)) if on => self.passes.with(pass),
                (_, Some(pass)) => self.passes.without(pass),
                _ => return Err(format!("no optimiser pass `{name}`")),
            };
        }
        Ok(())
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OptStats {
    /// Rewrites by pass, indexed by `Pass as usize`.
    pub rewrites: [u32; Pass::ALL.len()],
    /// Bodies emitted while peeling (1 unless assumptions failed).
    pub peel_attempts: u32,
}

/// Rewrites left and rewrites done.
#[derive(Debug)]
struct Budget {
    fuel: u64,
    stats: OptStats,
}

impl Budget {
    /// Whether one more rewrite is allowed; counts it.
    fn spend(&mut self, pass: Pass) -> bool {
        if self.fuel == 0 {
            return false;
        }
        self.fuel -= 1;
        self.stats.rewrites[pass as usize] += 1;
        true
    }
}

/// A pass broke an invariant: a bug of the optimiser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptError {
    /// The pass (of those working during emission: `fold`).
    pub pass: Pass,
    /// The invariant.
    pub error: VerifyError,
    /// The trace as the pass left it.
    pub trace: String,
}

impl std::fmt::Display for OptError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "after {}: {}\n{}",
            self.pass.name(),
            self.error,
            self.trace
        )
    }
}

impl std::error::Error for OptError {}

/// Buffers of the optimiser, to be reused from trace to trace.
#[derive(Debug, Default)]
pub struct OptCx {
    /// How to optimise.
    pub options: OptOptions,
    emitter: emit::Emitter,
    sinker: sink::Sinker,
    int_sinker: sink_int::IntSinker,
    eliminator: dce::Eliminator,
}

impl OptCx {
    /// With the given options.
    pub fn new(options: OptOptions) -> OptCx {
        OptCx {
            options,
            ..OptCx::default()
        }
    }

    /// Optimises a well-formed trace in place. An error means that a pass broke the trace (only with `verify`); the
    /// trace must then not be used.
    pub fn optimise(&mut self, t: &mut Trace) -> Result<OptStats, OptError> {
        let passes = self.options.passes;
        let mut budget = Budget {
            fuel: self.options.fuel,
            stats: OptStats::default(),
        };
        self.emitter.run(t, passes, &mut budget);
        self.check(t, Pass::Fold)?;
        if passes.has(Pass::Sink) {
            self.sinker.run(t, &mut budget);
            self.check(t, Pass::Sink)?;
            self.int_sinker.run(t, &mut budget);
            self.check(t, Pass::Sink)?;
        }
        if passes.has(Pass::Dse) {
            dse::run(t, &mut budget);
            self.check(t, Pass::Dse)?;
        }
        if passes.has(Pass::Dce) {
            self.eliminator.run(t, &mut budget);
            self.check(t, Pass::Dce)?;
        }
        Ok(budget.stats)
    }

    fn check(&self, t: &Trace, pass: Pass) -> Result<(), OptError> {
        if !self.options.verify {
            return Ok(());
        }
        verify(t).map_err(|error| OptError {
            pass,
            error,
            trace: t.to_string(),
        })
    }
}
