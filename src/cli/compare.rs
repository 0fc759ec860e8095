//! `adder compare FILE`: the same program in object mode and with the JIT, and what that gains.
//!
//! Every run is a process of its own (this executable), with the same hash seed, the same entropy
//! and an empty standard input, in turns: object mode, JIT, then both again with `--loop-times` (see `loop_times`), and
//! the next round. The program's times are medians of the plain runs, a loop's times medians of the profiled ones.
//!
//! A profile reads the clock at loop entry and exit. What a reading costs is measured in the same process, and every loop's
//! time is corrected by the readings in it:
//!
//! ```text
//! loop at line 3: 1.000 s measured, 100,000 inner loops begun in it, 50 ns for each -> 0.995 s
//! ```

use super::compare_table;
use super::flags::{Options, Source};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// Loops below this share of the program's time in object mode are not hot.
const HOT_SHARE: f64 = 0.01;

/// A loop's time must be this share of the clock readings that were taken off it.
const RESOLUTION: f64 = 0.5;

/// Totals of the program.
pub struct Program {
    pub object_mode_s: f64,
    pub jit_s: f64,
    pub compile_s: f64,
    pub same_output: bool,
}

impl Program {
    pub fn speedup(&self) -> f64 {
        self.object_mode_s / self.jit_s.max(1e-9)
    }
}

/// One hot loop. Absent: not measurable, the note says why.
pub struct Loop {
    pub file: String,
    pub line: u32,
    pub function: String,
    pub object_mode_s: Option<f64>,
    pub jit_s: Option<f64>,
    pub compile_s: f64,
    pub break_even_iterations: Option<u64>,
    pub note: String,
}

impl Loop {
    pub fn speedup(&self) -> Option<f64> {
        Some(self.object_mode_s? / self.jit_s?.max(1e-9))
    }
}

pub struct Report {
    pub program: Program,
    pub loops: Vec<Loop>,
    /// What the reader must know besides: differences, exit statuses, missing profiles.
    pub remarks: Vec<String>,
}

/// One finished process.
struct Ran {
    seconds: f64,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    status: ExitStatus,
}

/// A loop as `loop_times` wrote it.
#[derive(Default)]
struct Measured {
    file: String,
    line: u32,
    function: String,
    entries: u64,
    iterations: u64,
    seconds: f64,
    /// Seconds of clock readings that were taken off.
    readings: f64,
    compile_s: f64,
    traced: bool,
    enters: u64,
    suspends: bool,
    why: String,
}

#[derive(Default)]
struct Profile {
    compile_s: f64,
    loops: Vec<Measured>,
}

/// A file that goes with its owner.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // A program that ended early has not written it.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Runs the command; the result is its exit status: 0, 1 if the outputs differ, 2 if there is nothing
/// to compare.
pub fn run(program: &str, options: &Options) -> i32 {
    let Source::File(file) = &options.source else {
        eprintln!("{program}: compare needs a file");
        return 2;
    };
    if let Err(e) = readable(file) {
        eprintln!("{program}: can't open file '{file}': {e}");
        return 2;
    }
    match compare(file, options) {
        Ok(report) => {
            if options.compare.json {
                println!("{}", compare_table::json(&report));
                for r in &report.remarks {
                    eprintln!("{r}");
                }
            } else {
                print!("{}", compare_table::text(&report));
            }
            i32::from(!report.program.same_output)
        }
        Err(e) => {
            eprintln!("{program}: compare: {e}");
            2
        }
    }
}

/// Opens the program's file once, so that a wrong name is told once.
fn readable(file: &str) -> std::io::Result<()> {
    let path = Path::new(file);
    if path.is_dir() {
        return std::fs::File::open(path.join("__main__.py")).map(|_| ());
    }
    std::fs::File::open(path).map(|_| ())
}

fn compare(file: &str, options: &Options) -> std::io::Result<Report> {
    let mut object = Vec::new();
    let mut jit = Vec::new();
    let scratch = |kind: &str| {
        let name = format!("adder-compare-{}-{kind}", std::process::id());
        Scratch(std::env::temp_dir().join(name))
    };
    let (object_file, jit_file) = (scratch("object"), scratch("jit"));
    let functions = scratch("functions");
    let child = |jit: bool, times: Option<&Path>| {
        let mut flags = vec![(if jit { "--jit=on" } else { "--jit=off" }).into()];
        match times {
            Some(times) => {
                flags.push(flag("--loop-times=", times));
                flags.push(flag("--clock-functions=", &functions.0));
            }
            None if jit => flags.push(flag("--hot-functions=", &functions.0)),
            None => {}
        }
        child(file, &options.args, &flags)
    };
    let mut remarks = Vec::new();
    let mut profiled = Vec::new();
    let mut profiles = (Vec::new(), Vec::new());
    for _ in 0..options.compare.runs {
        object.push(child(false, None)?);
        jit.push(child(true, None)?);
        profiled.push((
            child(false, Some(&object_file.0))?,
            child(true, Some(&jit_file.0))?,
        ));
        profiles
            .0
            .extend(profile(&object_file.0, "object mode", &mut remarks));
        profiles
            .1
            .extend(profile(&jit_file.0, "the JIT", &mut remarks));
    }
    let object_s = median(object.iter().map(|r: &Ran| r.seconds).collect());
    let jit_s = median(jit.iter().map(|r: &Ran| r.seconds).collect());
    let (object_profile, jit_profile) = (middle(profiles.0), middle(profiles.1));
    let loops = loops(&object_profile, &jit_profile, object_s);
    for (o, j) in profiled {
        object.push(o);
        jit.push(j);
    }
    let same_output = same(&object, &jit, &mut remarks);
    Ok(Report {
        program: Program {
            object_mode_s: object_s,
            jit_s,
            compile_s: jit_profile.compile_s,
            same_output,
        },
        loops,
        remarks,
    })
}

fn flag(name: &str, file: &Path) -> OsString {
    let mut flag = OsString::from(name);
    flag.push(file);
    flag
}

fn child(file: &str, args: &[String], flags: &[OsString]) -> std::io::Result<Ran> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(flags);
    command.arg("--").arg(file).args(args).stdin(Stdio::null());
    for (name, value) in [("PYTHONHASHSEED", "0"), ("ADDER_ENTROPY", "1")] {
        // A number that the user chose is as good as ours; "random" is not.
        let fixed = std::env::var(name).is_ok_and(|v| v.parse::<u32>().is_ok());
        if !fixed {
            command.env(name, value);
        }
    }
    let start = Instant::now();
    let output = command.output()?;
    Ok(Ran {
        seconds: start.elapsed().as_secs_f64(),
        stdout: output.stdout,
        stderr: output.stderr,
        status: output.status,
    })
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    match times.len() {
        0 => 0.0,
        n if n % 2 == 1 => times[n / 2],
        n => (times[n / 2 - 1] + times[n / 2]) / 2.0,
    }
}

fn profile(path: &Path, mode: &str, remarks: &mut Vec<String>) -> Option<Profile> {
    let parsed = std::fs::read_to_string(path)
        .ok()
        .and_then(|text| parse(&text));
    // What is there now is not to be taken for the next run's.
    let _ = std::fs::remove_file(path);
    if parsed.is_none() {
        let remark = format!("a run in {mode} ended before it could write its loop times");
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    parsed
}

/// One profile of several: the first, with the median times.
fn middle(mut profiles: Vec<Profile>) -> Profile {
    if profiles.is_empty() {
        return Profile::default();
    }
    let mut first = profiles.remove(0);
    for m in &mut first.loops {
        let twins = || {
            profiles
                .iter()
                .filter_map(|p| p.loops.iter().find(|other| same_place(m, other)))
        };
        let times = twins().map(|t| t.seconds).chain([m.seconds]).collect();
        let compile = twins().map(|t| t.compile_s).chain([m.compile_s]).collect();
        (m.seconds, m.compile_s) = (median(times), median(compile));
    }
    let compile = profiles.iter().map(|p| p.compile_s);
    first.compile_s = median(compile.chain([first.compile_s]).collect());
    first
}

/// Reads what `loop_times::report` wrote.
fn parse(text: &str) -> Option<Profile> {
    let mut profile = Profile::default();
    let (mut inside, mut around) = (0.0, 0.0);
    for line in text.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        match f.as_slice() {
            ["cost", in_row, in_others, compile] => {
                inside = in_row.parse::<f64>().ok()? / 1e9;
                around = in_others.parse::<f64>().ok()? / 1e9;
                profile.compile_s = seconds(compile)?;
            }
            ["loop", line, entries, iterations, ns, own, nested, compile, traced, enters, suspends, why, function, file] =>
            {
                let (own, nested): (u64, u64) = (own.parse().ok()?, nested.parse().ok()?);
                let time = seconds(ns)?;
                let readings = own as f64 * inside + nested as f64 * around;
                let row = Measured {
                    file: file.to_string(),
                    line: line.parse().ok()?,
                    function: function.to_string(),
                    entries: entries.parse().ok()?,
                    iterations: iterations.parse().ok()?,
                    // The cost is a mean: it may exceed the time of a loop that hardly runs.
                    seconds: (time - readings).max(0.0),
                    readings,
                    compile_s: seconds(compile)?,
                    traced: *traced == "1",
                    enters: enters.parse().ok()?,
                    suspends: *suspends == "1",
                    why: why.to_string(),
                };
                merge(&mut profile.loops, row);
            }
            _ => return None,
        }
    }
    Some(profile)
}

fn seconds(ns: &str) -> Option<f64> {
    Some(ns.parse::<u64>().ok()? as f64 / 1e9)
}

/// One place in the source may be several code objects (a closure's body compiled again by `exec`).
fn merge(rows: &mut Vec<Measured>, new: Measured) {
    match rows.iter_mut().find(|r| same_place(r, &new)) {
        Some(old) => {
            old.entries += new.entries;
            old.iterations += new.iterations;
            old.seconds += new.seconds;
            old.readings += new.readings;
            old.compile_s += new.compile_s;
            old.enters += new.enters;
            if new.traced && !old.traced {
                old.traced = true;
                old.why = new.why;
            }
        }
        None => rows.push(new),
    }
}

fn same_place(a: &Measured, b: &Measured) -> bool {
    a.line == b.line && a.file == b.file && a.function == b.function
}

fn loops(object: &Profile, jit: &Profile, total: f64) -> Vec<Loop> {
    let mut rows = Vec::new();
    for m in &object.loops {
        let twin = jit.loops.iter().find(|j| same_place(m, j));
        let compile_s = twin.map_or(0.0, |t| t.compile_s);
        let hot = !m.suspends && m.seconds >= total * HOT_SHARE || compile_s > 0.0;
        if hot || m.suspends && m.iterations > 1000 {
            rows.push(row(m, twin));
        }
    }
    rows.sort_by(|a, b| {
        let key = |l: &Loop| l.object_mode_s.unwrap_or(0.0);
        key(b).total_cmp(&key(a))
    });
    rows
}

fn row(m: &Measured, twin: Option<&Measured>) -> Loop {
    let mut l = Loop {
        file: m.file.clone(),
        line: m.line,
        function: m.function.clone(),
        object_mode_s: (!m.suspends).then_some(m.seconds),
        jit_s: None,
        compile_s: twin.map_or(0.0, |t| t.compile_s),
        break_even_iterations: None,
        note: String::new(),
    };
    let Some(t) = twin else {
        l.note = "not reached with the JIT".to_string();
        return l;
    };
    l.note = t.why.clone();
    let Some(object_s) = l.object_mode_s else {
        return l;
    };
    if [m, t].iter().any(|x| x.seconds < x.readings * RESOLUTION) {
        l.note = "so short that reading the clock takes as long as the loop".to_string();
        return l;
    }
    let jit_s = t.seconds;
    l.jit_s = Some(jit_s);
    // The JIT time contains the compile time, which does not recur.
    let saved = (object_s - (jit_s - l.compile_s).max(0.0)) / m.iterations.max(1) as f64;
    if l.compile_s > 0.0 && saved > 0.0 {
        l.break_even_iterations = Some((l.compile_s / saved).ceil() as u64);
    }
    if !t.traced && object_s > jit_s * 1.5 {
        l.note = "has no trace of its own: it runs inside another loop's trace".to_string();
    }
    if t.traced && object_s < jit_s * 1.5 {
        l.note = match l.break_even_iterations {
            Some(n) if n > m.iterations => {
                "too few iterations to earn back its compile time".into()
            }
            _ if t.enters > t.entries.saturating_mul(4) => format!(
                "its trace is left for the interpreter often ({} entries)",
                t.enters
            ),
            _ => {
                "compiled, but its time is spent in calls or memory that a trace does not speed up"
                    .into()
            }
        };
    }
    l
}

/// Whether both kinds printed the same, lines that differ among the object-mode runs left out, and
/// ended the same way.
fn same(object: &[Ran], jit: &[Ran], remarks: &mut Vec<String>) -> bool {
    let lines = |r: &Ran| -> Vec<Vec<u8>> {
        r.stdout
            .split(|b| *b == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    };
    let texts: Vec<_> = object.iter().map(lines).collect();
    let first = &texts[0];
    let mut unstable = BTreeSet::new();
    for other in &texts[1..] {
        for i in 0..first.len().max(other.len()) {
            if first.get(i) != other.get(i) {
                unstable.insert(i);
            }
        }
    }
    if !unstable.is_empty() {
        let shown: Vec<String> = unstable
            .iter()
            .take(8)
            .map(|i| (i + 1).to_string())
            .collect();
        let more = match unstable.len() - shown.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        remarks.push(format!(
            "output lines that differ between runs in object mode, left out: {}{more}",
            shown.join(", ")
        ));
    }
    let mut same = true;
    for other in jit.iter().map(lines) {
        let differs = (0..first.len().max(other.len()))
            .find(|i| !unstable.contains(i) && first.get(*i) != other.get(*i));
        if let Some(i) = differs {
            remarks.push(format!("the outputs differ at line {}", i + 1));
            same = false;
            break;
        }
    }
    let status = object[0].status;
    if jit.iter().any(|r| r.status != status) && object.iter().all(|r| r.status == status) {
        remarks.push(format!(
            "the program ends with {status} in object mode, otherwise with the JIT"
        ));
        same = false;
    } else if !status.success() {
        let stderr = String::from_utf8_lossy(&object[0].stderr);
        let last = stderr.lines().last().unwrap_or_default().to_string();
        remarks.push(format!("the program ends with {status}: {last}"));
    }
    same
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    fn ran(stdout: &str, status: i32) -> Ran {
        Ran {
            seconds: 1.0,
            stdout: stdout.into(),
            stderr: Vec::new(),
            status: ExitStatus::from_raw(status << 8),
        }
    }

    #[test]
    fn unstable_lines_are_left_out_and_others_are_not() {
        let mut remarks = Vec::new();
        let object = [ran("a\n1\nb\n", 0), ran("a\n2\nb\n", 0)];
        assert!(same(&object, &[ran("a\n3\nb\n", 0)], &mut remarks));
        assert!(remarks[0].ends_with("left out: 2"), "{remarks:?}");
        assert!(!same(&object, &[ran("a\n3\nc\n", 0)], &mut remarks));
        assert!(!same(&object, &[ran("a\n3\nb\n", 1)], &mut remarks));
        assert!(!same(&object, &[ran("a\n3\n", 0)], &mut remarks));
    }

    #[test]
    fn a_loops_time_is_corrected_and_its_break_even_follows() {
        // The readings cost 10 ms of object mode's 1010 ms.
        let object =
            "cost\t20\t1000\t0\nloop\t3\t1\t1000\t1010000000\t0\t10000\t0\t0\t0\t0\tfew\tf\tx.py\n";
        let jit =
            "cost\t20\t50\t5000000\nloop\t3\t1\t0\t105000000\t1\t0\t5000000\t1\t1\t0\t\tf\tx.py\n";
        let (object, jit) = (parse(object).unwrap(), parse(jit).unwrap());
        let rows = loops(&object, &jit, 1.0);
        assert_eq!(rows.len(), 1);
        let l = &rows[0];
        assert!((l.object_mode_s.unwrap() - 1.0).abs() < 1e-9);
        assert!((l.speedup().unwrap() - 1.0 / 0.105).abs() < 1e-4);
        // 0.9 s saved by 1000 iterations, 5 ms to earn back.
        assert_eq!(l.break_even_iterations, Some(6));
        assert_eq!(l.note, "");
        assert!(parse("loop\tx").is_none());
    }
}
