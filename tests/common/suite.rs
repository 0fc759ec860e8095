//! Runs a folder of scripts in all planned modes on all cores, then reports every failure at once.
//!
//! Each failure is one block: script, mode, the command to repeat it, what differed. Failing names also go to
//! `target/test-failures-<mode>.txt` as `suite/name.py`, one a line; entries of scripts that did not run this time stay.

use super::mode::{Mode, Plan, NO_BUDGET};
use super::process::{Ended, Finished, Invocation};
use super::script::{self, Script};
use super::{diff, program, tests_dir};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// Enough for the slowest script under a checking mode on a loaded machine.
pub const TIMEOUT: Duration = Duration::from_secs(60);
pub const SLOW_TIMEOUT: Duration = Duration::from_secs(120);
/// Of the iterations that traces run in mode `verify`, so much must be checked (in percent).
const MIN_CHECKED: u64 = 80;
/// Fewer iterations than this say nothing about the share.
const ENOUGH_ITERATIONS: u64 = 10_000;

/// A folder of scripts below `tests/`.
pub struct Suite {
    pub name: &'static str,
    /// Pass `--jit-stats=json` and hold scripts to their `# jit: traces>=N`.
    pub counts_traces: bool,
}

/// What the statistics of all runs add up to.
#[derive(Default)]
struct Totals {
    checked: AtomicU64,
    unchecked: AtomicU64,
}

/// What the JIT says of one run.
#[derive(Default)]
struct Stats {
    executed: Option<u64>,
    reentries: Option<u64>,
    checked: u64,
    unchecked: u64,
}

struct Failure {
    script: String,
    mode: String,
    text: String,
}

impl Suite {
    /// Runs the suite; panics with the list of failures if a script outside the wishlist failed.
    pub fn run(&self) {
        let root = tests_dir().join(self.name);
        let scripts = script::find(&root).unwrap_or_else(|error| panic!("{error}"));
        let filter = std::env::var("ADDER_TEST_FILTER").unwrap_or_default();
        let scripts: Vec<Script> = scripts
            .into_iter()
            .filter(|s| format!("{}/{}", self.name, s.name).contains(&filter))
            .collect();
        assert!(
            !scripts.is_empty() || !filter.is_empty(),
            "no scripts below {}",
            root.display()
        );
        let plan = Plan::from_env();
        let jobs: Vec<(&Script, &Mode)> = plan
            .modes
            .iter()
            .flat_map(|mode| scripts.iter().map(move |script| (script, mode)))
            .collect();
        let taken = |job: &(&Script, &Mode)| {
            (plan.takes(job.1, &job.0.name) || (self.counts_traces && job.1.verifies))
                && !(job.1.stress && job.0.skip_stress)
                && !(job.1.verifies && job.0.skip_verify)
        };
        let jobs: Vec<(&Script, &Mode)> = jobs.into_iter().filter(taken).collect();
        let totals = Totals::default();
        let failures = self.run_jobs(&jobs, &totals);
        let share = self.share_checked(&totals);
        self.report(&root, &jobs, failures);
        if let Some(percent) = share {
            assert!(
                percent >= MIN_CHECKED,
                "{}: only {percent} % of the iterations in traces were checked",
                self.name
            );
        }
    }

    /// Percentage of the iterations in traces that mode `verify` checked, if there were enough to tell.
    fn share_checked(&self, totals: &Totals) -> Option<u64> {
        let checked = totals.checked.load(Ordering::Relaxed);
        let all = checked + totals.unchecked.load(Ordering::Relaxed);
        if all < ENOUGH_ITERATIONS {
            return None;
        }
        let note = format!(
            "{}: {checked} of {all} iterations in traces checked\n",
            self.name
        );
        let _ = io::stderr().write_all(note.as_bytes());
        Some(checked * 100 / all)
    }

    fn run_jobs(&self, jobs: &[(&Script, &Mode)], totals: &Totals) -> Vec<Failure> {
        let next = AtomicUsize::new(0);
        let failures = Mutex::new(Vec::new());
        let workers = thread::available_parallelism()
            .map_or(2, usize::from)
            .min(jobs.len().max(1));
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some((script, mode)) = jobs.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        if let Err(text) = self.run_one(script, mode, totals) {
                            let failure = Failure {
                                script: script.name.clone(),
                                mode: mode.name.clone(),
                                text,
                            };
                            failures
                                .lock()
                                .unwrap_or_else(|broken| broken.into_inner())
                                .push(failure);
                        }
                    }
                });
            }
        });
        let mut failures = failures
            .into_inner()
            .unwrap_or_else(|broken| broken.into_inner());
        failures.sort_by(|a, b| (&a.script, &a.mode).cmp(&(&b.script, &b.mode)));
        failures
    }

    fn run_one(&self, script: &Script, mode: &Mode, totals: &Totals) -> Result<(), String> {
        let mut flags = mode.flags.clone();
        let counts_traces = self.counts_traces && mode.expects_traces;
        // CPython knows no such option.
        let has_stats = !flags.is_empty();
        if has_stats && (counts_traces || mode.verifies || script.max_reentries.is_some()) {
            flags.push("--jit-stats=json".to_string());
        }
        if has_stats && counts_traces {
            flags.push(NO_BUDGET.to_string());
        }
        let invocation = Invocation {
            program: program(),
            args: flags
                .iter()
                .map(Into::into)
                .chain([script.file.clone().into()])
                .collect(),
            cwd: script.dir.clone(),
            hash_seed: script.hash_seed.clone(),
            timeout: if mode.stress || mode.verifies {
                SLOW_TIMEOUT
            } else {
                TIMEOUT
            },
            interrupt_after: None,
            hang_up_after: None,
        };
        let mut finished = invocation
            .run()
            .map_err(|error| format!("    could not start {}: {error}\n", program().display()))?;
        let stats = match invocation.args.contains(&"--jit-stats=json".into()) {
            true => split_stats(&mut finished.stderr),
            false => Stats::default(),
        };
        totals.checked.fetch_add(stats.checked, Ordering::Relaxed);
        totals
            .unchecked
            .fetch_add(stats.unchecked, Ordering::Relaxed);
        let mut text = compare(script, &finished);
        if counts_traces {
            match stats.executed {
                Some(count) if count >= script.min_traces => {}
                Some(count) => {
                    let _ = writeln!(
                        text,
                        "    {count} traces executed, expected at least {}",
                        script.min_traces
                    );
                }
                None => text.push_str("    no \"traces_executed\" in the statistics on stderr\n"),
            }
        }
        // Repeating what a trace did takes runs of its own.
        let limit = script.max_reentries.filter(|_| has_stats && !mode.verifies);
        if let Some(most) = limit {
            match stats.reentries {
                Some(count) if count <= most => {}
                Some(count) => {
                    let _ = writeln!(
                        text,
                        "    native code ran Python code {count} times, expected at most {most}"
                    );
                }
                None => text.push_str("    no \"reentries\" in the statistics on stderr\n"),
            }
        }
        if text.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{text}    repeat: {}\n",
            shell_line(&invocation, &script.dir)
        ))
    }

    fn report(&self, root: &Path, jobs: &[(&Script, &Mode)], failures: Vec<Failure>) {
        write_failure_lists(self.name, jobs, &failures);
        let wished: BTreeSet<String> = script::wishlist(root).into_iter().collect();
        let failed: BTreeSet<&str> = failures
            .iter()
            .map(|failure| failure.script.as_str())
            .collect();
        let ran: BTreeSet<&str> = jobs
            .iter()
            .map(|(script, _)| script.name.as_str())
            .collect();
        let mut note = String::new();
        for name in &wished {
            if failed.contains(name.as_str()) {
                let _ = writeln!(
                    note,
                    "{}: {name} fails, as {}/wishlist.txt says",
                    self.name, self.name
                );
            } else if ran.contains(name.as_str()) {
                let _ = writeln!(
                    note,
                    "{}: {name} passes in all modes of this run: take it off {}/wishlist.txt",
                    self.name, self.name
                );
            }
        }
        let fatal: Vec<&Failure> = failures
            .iter()
            .filter(|failure| !wished.contains(&failure.script))
            .collect();
        let scripts = fatal
            .iter()
            .map(|failure| &failure.script)
            .collect::<BTreeSet<_>>()
            .len();
        let _ = writeln!(
            note,
            "{}: {} runs of {} scripts, {} failed",
            self.name,
            jobs.len(),
            ran.len(),
            fatal.len()
        );
        // Straight to the stream: the test harness shows captured output of failing tests only.
        let _ = io::stderr().write_all(note.as_bytes());
        if fatal.is_empty() {
            return;
        }
        let mut text = format!(
            "{} of {} runs failed ({scripts} scripts)\n",
            fatal.len(),
            jobs.len()
        );
        for failure in &fatal {
            let _ = write!(
                text,
                "{}/{} [{}]\n{}",
                self.name, failure.script, failure.mode, failure.text
            );
        }
        panic!("{text}");
    }
}

/// What differs between a script's expectations and what happened; empty if nothing.
fn compare(script: &Script, finished: &Finished) -> String {
    let mut text = String::new();
    match finished.ended {
        Ended::TimedOut => text.push_str("    killed: ran past the time limit\n"),
        ended if ended.shell_status() != Some(script.exit) => {
            let _ = writeln!(
                text,
                "    exit status: expected {}, got {ended:?}",
                script.exit
            );
        }
        _ => {}
    }
    for (stream, expected, got) in [
        ("stdout", &script.stdout, &finished.stdout),
        ("stderr", &script.stderr, &finished.stderr),
    ] {
        let got = without_dir(got, &script.dir);
        text.extend(diff::first_difference(stream, expected, &got));
    }
    text
}

/// `bytes` with the folder's absolute path taken off file names, so that expectations hold wherever the checkout lies.
pub fn without_dir(bytes: &[u8], dir: &Path) -> Vec<u8> {
    let prefix = format!("{}/", dir.display()).into_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest
        .windows(prefix.len())
        .position(|window| window == prefix)
    {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + prefix.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// Cuts the statistics (the last line that begins with `{`, to the end) off stderr and reads them.
fn split_stats(stderr: &mut Vec<u8>) -> Stats {
    let text = String::from_utf8_lossy(stderr).into_owned();
    let start = match text.rfind("\n{") {
        Some(at) => at + 1,
        None if text.starts_with('{') => 0,
        None => return Stats::default(),
    };
    stderr.truncate(text[..start].len());
    let json = &text[start..];
    Stats {
        executed: number(json, "traces_executed"),
        reentries: number(json, "reentries"),
        checked: number(json, "iterations_checked").unwrap_or(0),
        unchecked: number(json, "iterations_unchecked").unwrap_or(0),
    }
}

/// The whole number behind a key of a flat JSON object.
fn number(json: &str, key: &str) -> Option<u64> {
    let after = json.split_once(&format!("\"{key}\""))?.1;
    let digits = after.trim_start_matches([':', ' ']);
    digits
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

fn shell_line(invocation: &Invocation, dir: &Path) -> String {
    let args: Vec<String> = invocation
        .args
        .iter()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    format!(
        "cd {} && PYTHONHASHSEED={} {} {}",
        dir.display(),
        invocation.hash_seed,
        invocation.program.display(),
        args.join(" ")
    )
}

fn write_failure_lists(suite: &str, jobs: &[(&Script, &Mode)], failures: &[Failure]) {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let mut by_mode: BTreeMap<&str, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (script, mode) in jobs {
        by_mode
            .entry(&mode.name)
            .or_default()
            .0
            .insert(format!("{suite}/{}", script.name));
    }
    for failure in failures {
        by_mode
            .entry(&failure.mode)
            .or_default()
            .1
            .insert(format!("{suite}/{}", failure.script));
    }
    for (mode, (ran, failed)) in by_mode {
        let path = target.join(format!("test-failures-{}.txt", mode.replace(':', "-")));
        let before = fs::read_to_string(&path).unwrap_or_default();
        let kept = before
            .lines()
            .filter(|line| !ran.contains(*line))
            .map(str::to_string);
        let lines: BTreeSet<String> = kept.chain(failed).collect();
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        // The lists are a convenience: a read-only target folder must not fail the tests.
        let _ = fs::create_dir_all(&target).and_then(|()| fs::write(&path, text));
    }
}
