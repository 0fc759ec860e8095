//! Are the child's state (what the trace did) and this one (what the interpreter did) the same?
//!
//! Registers, frames and old objects are compared token by token. Two objects made since the fork
//! are the same if all that can be seen of them is: they are paired up where they are first met,
//! and each may have one partner only, so sharing and cycles must match, too.

use super::child::{Answer, Child, Shared};
use super::describe::{old_objects, Describer, LiveCache, Token, DIGEST, FRESH, INT, PLAIN};
use adder_vm::object::Kind;
use adder_vm::{Value, Vm};
use std::collections::HashMap;

/// Requests to the child.
pub const STATE: u64 = 1;
pub const OLD: u64 = 2;
pub const OBJECTS: u64 = 3;

/// Why the states are not the same, or cannot be compared.
pub enum Failure {
    Differs(String),
    /// The child is gone.
    Lost(String),
}

pub type Outcome = Result<(), Failure>;

/// Two objects to be compared: the interpreter's, the trace's, and how they were come by.
struct Pair {
    ours: u64,
    theirs: u64,
    path: String,
}

struct Comparison<'a> {
    vm: &'a Vm,
    live: &'a mut LiveCache,
    partners: HashMap<u64, u64>,
    back: HashMap<u64, u64>,
    todo: Vec<Pair>,
}

/// Compares everything from frame `first` up, and all old objects; `results` are words that the two
/// runs are about to return.
pub fn compare(
    vm: &Vm,
    live: &mut LiveCache,
    child: &mut Child,
    shared: &Shared,
    first: usize,
    results: Option<(u64, u64)>,
) -> Outcome {
    let mut c =
        Comparison { vm, live, partners: HashMap::new(), back: HashMap::new(), todo: Vec::new() };
    let request: Vec<u64> = [STATE, first as u64].into_iter().chain(results.map(|r| r.1)).collect();
    let theirs = tokens(&words(child.ask(shared, &request))?);
    let mut d = Describer::new(vm, c.live);
    d.state(first);
    results.iter().for_each(|r| d.word(r.0));
    let ours = std::mem::take(&mut d.out);
    c.rows(&ours, &theirs, "state")?;
    c.old(child, shared)?;
    while !c.todo.is_empty() {
        let pairs = std::mem::take(&mut c.todo);
        let request: Vec<u64> =
            [OBJECTS].into_iter().chain(pairs.iter().map(|p| p.theirs)).collect();
        let answer = words(child.ask(shared, &request))?;
        let mut rest = &answer[..];
        for p in pairs {
            let Some((&n, after)) = rest.split_first() else {
                return Err(Failure::Lost("a short answer".into()));
            };
            let (row, after) = after.split_at((n as usize * 2).min(after.len()));
            rest = after;
            let mut d = Describer::new(vm, c.live);
            d.object(p.ours);
            let ours = std::mem::take(&mut d.out);
            c.rows(&ours, &tokens(row), &p.path)?;
        }
    }
    Ok(())
}

fn words(answer: Answer) -> Result<Vec<u64>, Failure> {
    match answer {
        Answer::Words(w) => Ok(w),
        Answer::Stopped => Err(Failure::Lost("stopped".into())),
        Answer::Crashed(why) => Err(Failure::Lost(why)),
    }
}

fn tokens(words: &[u64]) -> Vec<Token> {
    words.chunks_exact(2).map(|c| [c[0], c[1]]).collect()
}

impl Comparison<'_> {
    /// Digests of the old objects, and which of them must be looked at closely.
    fn old(&mut self, child: &mut Child, shared: &Shared) -> Outcome {
        let theirs = words(child.ask(shared, &[OLD]))?;
        let mut theirs = theirs.chunks_exact(3).map(|c| (c[0], c[1], c[2] != 0)).peekable();
        for (at, digest, fresh) in old_objects(self.vm, self.live) {
            // What one side lists alone was a dead cell to the other: taken since, or never seen.
            while theirs.next_if(|t| t.0 < at).is_some() {}
            let Some((_, other, other_fresh)) = theirs.next_if(|t| t.0 == at) else { continue };
            if digest != other || fresh || other_fresh {
                let kind = Value(at).header().kind;
                let path = format!("{kind:?} at {at:#x}");
                self.todo.push(Pair { ours: at, theirs: at, path });
            }
        }
        Ok(())
    }

    fn rows(&mut self, ours: &[Token], theirs: &[Token], path: &str) -> Outcome {
        for (n, (a, b)) in ours.iter().zip(theirs).enumerate() {
            if a[0] == FRESH && b[0] == FRESH {
                self.pair(a[1], b[1], path, n)?;
            } else if a != b {
                return Err(self.differs(ours, n, *a, *b, path));
            }
        }
        if ours.len() != theirs.len() {
            return Err(Failure::Differs(format!(
                "{path}: the interpreter has {} words, the trace {}",
                ours.len(),
                theirs.len()
            )));
        }
        Ok(())
    }

    /// Both are new: they must be each other's only partner, and look the same.
    fn pair(&mut self, ours: u64, theirs: u64, path: &str, n: usize) -> Outcome {
        let known = self.partners.insert(ours, theirs);
        let back = self.back.insert(theirs, ours);
        if known.is_none() && back.is_none() {
            // Long chains make long paths: their beginning says enough.
            let path = match path.len() {
                0..=120 => format!("{path}, word {n}"),
                _ => path.to_string(),
            };
            self.todo.push(Pair { ours, theirs, path });
            return Ok(());
        }
        if known == Some(theirs) && back == Some(ours) {
            return Ok(());
        }
        Err(Failure::Differs(format!(
            "{path}, word {n}: objects shared in one run are different ones in the other"
        )))
    }

    fn differs(&self, ours: &[Token], n: usize, a: Token, b: Token, path: &str) -> Failure {
        let mut place = format!("{path}, word {n}");
        // Registers come with their number in front.
        if path == "state" && n > 0 && ours[n - 1][0] == PLAIN && ours[n - 1][1] < 1 << 16 {
            place.push_str(&format!(" (register {})", ours[n - 1][1]));
        }
        Failure::Differs(format!(
            "{place}: the interpreter has {}, the trace {}",
            self.show(a, true),
            self.show(b, false)
        ))
    }

    fn show(&self, t: Token, ours: bool) -> String {
        match t[0] {
            INT => format!("the int {}", t[1] as i64),
            DIGEST => format!("content with digest {:#x}", t[1]),
            FRESH if ours => format!("a new {:?}", Value(t[1]).header().kind),
            FRESH => "a new object".into(),
            _ => self.show_word(t[1]),
        }
    }

    fn show_word(&self, word: u64) -> String {
        let v = Value(word);
        if word >> 48 == 0 {
            return match self.vm.heap.find_object(word as usize) {
                Some(h) if h as u64 == word && v.header().kind != Kind::Free => {
                    format!("the {:?} at {word:#x}", v.header().kind)
                }
                _ => format!("the word {word:#x}"),
            };
        }
        if v.is_float() {
            return format!("the float {:?} ({:#x})", v.as_float(), v.as_float().to_bits());
        }
        if v.is_int() {
            return format!("the int {}", v.as_int());
        }
        format!("{v:?}")
    }
}
