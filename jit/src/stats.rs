//! What the JIT did, as numbers.

use crate::abort::Abort;
use crate::store::{Compiled, Store};
use crate::verify::Verifier;

#[derive(Default, Clone, Debug)]
pub struct Stats {
    pub recordings: u64,
    pub traces: u64,
    pub aborts: Vec<(Abort, u64)>,
    pub enters: u64,
    pub exits: u64,
    pub invalidated: u64,
    /// Times code memory was full and all traces were dropped.
    pub flushes: u64,
    pub compile_ns: u64,
    pub code_bytes: u64,
    pub recorded_ops: u64,
    /// Places of traces that are gone, as many as are kept.
    pub gone: Vec<Place>,
    /// Of the traces compiled first, as many as are kept.
    pub compiled: Vec<Compilation>,
}

/// One trace's way from the end of its recording to its installation.
#[derive(Clone, Copy, Debug)]
pub struct Compilation {
    /// Instructions of the IR as recorded.
    pub recorded: u32,
    /// Instructions of the optimised IR.
    pub optimised: u32,
    pub ns: u64,
}

/// Compilations remembered one by one.
const MAX_COMPILED: usize = 4096;

/// Places remembered of traces that are gone: programs that compile for ever must not fill memory.
const MAX_GONE: usize = 256;

/// What was compiled for one loop or function entry.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub function: String,
    /// A function's entry, not a loop.
    pub entry: bool,
    /// Root and side traces.
    pub traces: u64,
    /// Times a root was entered from the interpreter.
    pub enters: u64,
}

impl Place {
    /// The places of all traces, in the order they were compiled.
    pub fn all(store: &Store, gone: &[Place]) -> Vec<Place> {
        let mut places = gone.to_vec();
        for c in store.iter() {
            Place::of(c).join(&mut places, usize::MAX);
        }
        places
    }

    fn of(c: &Compiled) -> Place {
        Place {
            file: c.file.clone(),
            line: c.line,
            function: c.function.clone(),
            entry: c.entry,
            traces: 1,
            enters: c.enters,
        }
    }

    /// Adds itself to the sums of its place; a new place only if there are fewer than `limit`.
    fn join(self, places: &mut Vec<Place>, limit: usize) {
        let same = |p: &&mut Place| {
            (p.line, &p.file, &p.function, p.entry)
                == (self.line, &self.file, &self.function, self.entry)
        };
        let room = places.len() < limit;
        match places.iter_mut().find(same) {
            Some(p) => {
                p.traces += self.traces;
                p.enters += self.enters;
            }
            None if room => places.push(self),
            None => {}
        }
    }

    fn json(&self) -> String {
        let quoted = |s: &str| {
            let plain = |c: char| match c {
                '"' | '\\' => format!("\\{c}"),
                c if c < ' ' => format!("\\u{:04x}", c as u32),
                c => c.to_string(),
            };
            format!("\"{}\"", s.chars().map(plain).collect::<String>())
        };
        format!(
            "{{\"function\": {}, \"file\": {}, \"line\": {}, \"entry\": {}, \"traces\": {}, \"enters\": {}}}",
            quoted(&self.function),
            quoted(&self.file),
            self.line,
            self.entry,
            self.traces,
            self.enters
        )
    }
}

impl Compilation {
    fn json(&self) -> String {
        format!(
            "{{\"recorded\": {}, \"optimised\": {}, \"us\": {:.1}}}",
            self.recorded,
            self.optimised,
            self.ns as f64 / 1e3
        )
    }
}

impl Stats {
    /// A trace is about to be freed: its sums stay.
    pub fn bury(&mut self, c: &Compiled) {
        Place::of(c).join(&mut self.gone, MAX_GONE);
    }

    pub fn abort(&mut self, why: Abort) {
        match self.aborts.iter_mut().find(|a| a.0 == why) {
            Some(a) => a.1 += 1,
            None => self.aborts.push((why, 1)),
        }
    }

    pub fn installed(&mut self, c: &Compiled, ns: u64) {
        self.traces += 1;
        self.recorded_ops += c.recorded_ops as u64;
        self.compile_ns += ns;
        self.code_bytes += c.code.len as u64;
        if self.compiled.len() < MAX_COMPILED {
            self.compiled.push(Compilation {
                recorded: c.recorded.insts.len() as u32,
                optimised: c.trace.insts.len() as u32,
                ns,
            });
        }
    }

    /// One JSON object.
    pub fn json(
        &self,
        executed: u64,
        reentries: u64,
        places: &[Place],
        verifier: Option<&Verifier>,
    ) -> String {
        let places: Vec<String> = places.iter().map(Place::json).collect();
        let aborts: Vec<String> =
            self.aborts.iter().map(|(a, n)| format!("\"{}\": {n}", a.name())).collect();
        let compiled: Vec<String> = self.compiled.iter().map(Compilation::json).collect();
        let checked = match verifier {
            None => String::new(),
            Some(v) => format!(
                ", \"stretches\": {}, \"iterations_checked\": {}, \"iterations_unchecked\": {}",
                v.counts.stretches, v.counts.checked, v.counts.unchecked
            ),
        };
        format!(
            "{{\"traces\": {}, \"traces_executed\": {executed}, \"reentries\": {reentries}, \"recordings\": {}, \"aborts\": {{{}}}, \"enters\": {}, \"exits\": {}, \"invalidated\": {}, \"flushes\": {}, \"compile_ms\": {:.3}, \"code_bytes\": {}, \"recorded_ops\": {}{checked}, \"compiled\": [{}], \"places\": [{}]}}",
            self.traces,
            self.recordings,
            aborts.join(", "),
            self.enters,
            self.exits,
            self.invalidated,
            self.flushes,
            self.compile_ns as f64 / 1e6,
            self.code_bytes,
            self.recorded_ops,
            compiled.join(", "),
            places.join(", ")
        )
    }

    /// Lines for people.
    pub fn text(&self, executed: u64, verifier: Option<&Verifier>) -> String {
        let mut out = format!(
            "traces {} (executed {executed}), recordings {}, entered {} times, left {} times, invalidated {}, flushed {} times\ncompile time {:.3} ms, code {} bytes, recorded instructions {}\n",
            self.traces,
            self.recordings,
            self.enters,
            self.exits,
            self.invalidated,
            self.flushes,
            self.compile_ns as f64 / 1e6,
            self.code_bytes,
            self.recorded_ops
        );
        if let Some(v) = verifier {
            let c = v.counts;
            out.push_str(&format!(
                "checked {} iterations in {} stretches, unchecked {} ({:.1} % checked)\n",
                c.checked,
                c.stretches,
                c.unchecked,
                c.share() * 100.0
            ));
        }
        for (a, n) in &self.aborts {
            out.push_str(&format!("aborted {n}x {}: {}\n", a.name(), a.text()));
        }
        out
    }
}

/// Names a piece of code for `perf` (`/tmp/perf-PID.map`).
pub fn perf_map(address: u64, len: usize, name: &str) {
    use std::io::Write;
    let path = format!("/tmp/perf-{}.map", std::process::id());
    if let Ok(mut f) = std::fs::OpenOptions::new().create(true).append(true).open(path) {
        // Profiling aid: failure to write is not an error of the program.
        let _ = writeln!(f, "{address:x} {len:x} {name}");
    }
}
