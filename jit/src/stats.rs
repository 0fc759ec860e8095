//! What the JIT did, as numbers.

use crate::abort::Abort;
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
}

impl Stats {
    pub fn abort(&mut self, why: Abort) {
        match self.aborts.iter_mut().find(|a| a.0 == why) {
            Some(a) => a.1 += 1,
            None => self.aborts.push((why, 1)),
        }
    }

    pub fn installed(&mut self, ops: usize, ns: u64, bytes: usize) {
        self.traces += 1;
        self.recorded_ops += ops as u64;
        self.compile_ns += ns;
        self.code_bytes += bytes as u64;
    }

    /// One JSON object.
    pub fn json(&self, executed: u64, verifier: Option<&Verifier>) -> String {
        let aborts: Vec<String> =
            self.aborts.iter().map(|(a, n)| format!("\"{}\": {n}", a.name())).collect();
        let checked = match verifier {
            None => String::new(),
            Some(v) => format!(
                ", \"stretches\": {}, \"iterations_checked\": {}, \"iterations_unchecked\": {}",
                v.counts.stretches, v.counts.checked, v.counts.unchecked
            ),
        };
        format!(
            "{{\"traces\": {}, \"traces_executed\": {executed}, \"recordings\": {}, \"aborts\": {{{}}}, \"enters\": {}, \"exits\": {}, \"invalidated\": {}, \"flushes\": {}, \"compile_ms\": {:.3}, \"code_bytes\": {}, \"recorded_ops\": {}{checked}}}",
            self.traces,
            self.recordings,
            aborts.join(", "),
            self.enters,
            self.exits,
            self.invalidated,
            self.flushes,
            self.compile_ns as f64 / 1e6,
            self.code_bytes,
            self.recorded_ops
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
