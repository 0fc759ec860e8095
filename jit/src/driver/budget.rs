//! How much time compiling may take.
//!
//! Nobody knows how long a program will run, so what it has run already pays for what may help it later: traces are recorded
//! while all compiling so far has taken no more than [`ALLOWANCE`] and an eighth of the time since the start. Programs of a few
//! milliseconds so lose a millisecond at most; one whose hundred traces would take as long as it runs itself gets the first
//! ones at once, the hottest, and the others one by one. A place that is refused asks again when it is hot once more.
//!
//! Off in verify mode and when something is dumped, because the outcome depends on the clock. Measured in docs/decisions/0010.

use std::time::{Duration, Instant};

/// What a program gets in advance: three to ten traces.
const ALLOWANCE: Duration = Duration::from_millis(1);
/// The share of the running time that compiling may take is one in so many.
const SHARE: u32 = 8;

/// Time spent and time earned.
#[derive(Debug)]
pub(super) struct Budget {
    start: Instant,
    spent: Duration,
}

impl Budget {
    /// The program starts now.
    pub fn new() -> Budget {
        Budget { start: Instant::now(), spent: Duration::ZERO }
    }

    /// Something has been compiled.
    pub fn spend(&mut self, time: Duration) {
        self.spent += time;
    }

    /// May something be compiled?
    pub fn is_left(&self) -> bool {
        self.spent <= ALLOWANCE + self.start.elapsed() / SHARE
    }
}
