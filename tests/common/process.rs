//! One child process: what to start, how long it may take, and what came of it.
//!
//! Output is drained by two threads while the main one waits, so a child that fills a pipe cannot block, and a child that never ends is killed and
//! reported as `TimedOut` with whatever it had printed.

use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// More output than this of one stream is not read: the child then gets a broken pipe.
const OUTPUT_LIMIT: u64 = 64 << 20;

/// A program to run.
#[derive(Clone, Debug)]
pub struct Invocation {
    pub program: PathBuf,
    pub args: Vec<OsString>,
    pub cwd: PathBuf,
    pub hash_seed: String,
    pub timeout: Duration,
    /// Send SIGINT this long after the start.
    pub interrupt_after: Option<Duration>,
    /// Read this many bytes of stdout, then close the pipe.
    pub hang_up_after: Option<u64>,
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Code(i32),
    Signal(i32),
    TimedOut,
}

impl Ended {
    /// The status a shell would show: `128 + n` for signal `n` (CPython dies of SIGINT after an uncaught KeyboardInterrupt: 130).
    pub fn shell_status(self) -> Option<i32> {
        match self {
            Ended::Code(code) => Some(code),
            Ended::Signal(signal) => Some(128 + signal),
            Ended::TimedOut => None,
        }
    }
}

impl From<ExitStatus> for Ended {
    fn from(status: ExitStatus) -> Ended {
        match (status.code(), status.signal()) {
            (Some(code), _) => Ended::Code(code),
            (None, Some(signal)) => Ended::Signal(signal),
            (None, None) => Ended::TimedOut,
        }
    }
}

/// What a child printed and how it ended.
#[derive(Debug)]
pub struct Finished {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub ended: Ended,
}

impl Invocation {
    /// Starts the program and waits for its end or the time limit. `Err` only if it could not be started.
    pub fn run(&self) -> io::Result<Finished> {
        let mut command = Command::new(&self.program);
        command.args(&self.args).current_dir(&self.cwd);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PYTHON")
                || name.to_string_lossy().starts_with("ADDER_")
            {
                command.env_remove(name);
            }
        }
        command
            .env("PYTHONHASHSEED", &self.hash_seed)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("LC_ALL", "C.UTF-8");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let stdout = drain(
            child.stdout.take(),
            self.hang_up_after.unwrap_or(OUTPUT_LIMIT),
        );
        let stderr = drain(child.stderr.take(), OUTPUT_LIMIT);
        let ended = self.wait(&mut child);
        Ok(Finished {
            stdout: collected(stdout),
            stderr: collected(stderr),
            ended: ended?,
        })
    }

    fn wait(&self, child: &mut Child) -> io::Result<Ended> {
        let started = Instant::now();
        let mut interrupt_at = self.interrupt_after;
        let mut pause = Duration::from_micros(500);
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status.into());
            }
            let elapsed = started.elapsed();
            if interrupt_at.is_some_and(|at| elapsed >= at) {
                interrupt_at = None;
                Command::new("kill")
                    .arg("-INT")
                    .arg(child.id().to_string())
                    .status()?;
            }
            if elapsed >= self.timeout {
                child.kill()?;
                child.wait()?;
                return Ok(Ended::TimedOut);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(8));
        }
    }
}

fn drain(stream: Option<impl Read + Send + 'static>, limit: u64) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // A read error ends the output early, and the comparison then shows where.
            let _ = stream.take(limit).read_to_end(&mut bytes);
        }
        bytes
    })
}

fn collected(reader: JoinHandle<Vec<u8>>) -> Vec<u8> {
    reader.join().unwrap_or_default()
}
