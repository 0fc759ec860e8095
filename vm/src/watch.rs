//! Watchpoints: compiled code assumes that something does not change; when it does change, the
//! tier is told and throws the code away. Assumptions cost nothing while they hold.

use crate::object::{Class, Dict, Function, Gc};
use crate::value::Value;
use std::collections::HashMap;

/// One assumption.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WatchId {
    /// The class keeps its bases, and so do its own; special methods found through it stay (address of the class).
    Class(usize),
    /// What a lookup of this attribute through this class finds stays (addresses of class and name). Only
    /// together with the class itself.
    ClassAttr(usize, usize),
    /// The value at this entry of this dict stays (address of the dict, entry number).
    DictEntry(usize, u32),
    /// A function keeps its code, its defaults and its dict of keyword defaults (address of the function).
    Function(usize),
    /// Entries of this dict keep their numbers, and all keys that it gets are plain strings.
    DictKeys(usize),
    /// The dict gets no key of this name (addresses of dict and interned name). Only together with its `DictKeys`.
    DictAbsent(usize, usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Some code depends on it.
    Watched,
    /// It changed once while watched: not worth assuming again.
    Volatile,
}

/// All assumptions in force.
#[derive(Default)]
pub struct WatchTable {
    states: HashMap<WatchId, State>,
    /// Changes not yet reported to the tier.
    pub tripped: Vec<WatchId>,
    /// What has changed since the recording in progress began, watched or not: its assumptions are
    /// registered only when it is compiled, and the recorded iteration itself may break them.
    log: Option<Vec<WatchId>>,
}

impl WatchTable {
    /// Starts watching; false when this thing has changed before under watch.
    pub fn watch(&mut self, id: WatchId) -> bool {
        *self.states.entry(id).or_insert(State::Watched) == State::Watched
    }

    /// Nobody may assume this thing constant any more; who did is told.
    pub fn set_volatile(&mut self, id: WatchId) {
        self.trip(id, true);
        self.states.insert(id, State::Volatile);
    }

    pub fn is_volatile(&self, id: WatchId) -> bool {
        self.states.get(&id) == Some(&State::Volatile)
    }

    fn trip(&mut self, id: WatchId, volatile: bool) {
        if let Some(log) = &mut self.log {
            if !log.contains(&id) {
                log.push(id);
            }
        }
        if self.states.get(&id) == Some(&State::Watched) {
            if volatile {
                self.states.insert(id, State::Volatile);
            } else {
                self.states.remove(&id);
            }
            self.tripped.push(id);
        }
    }

    /// A recording begins.
    pub fn begin_log(&mut self) {
        self.log = Some(Vec::new());
    }

    /// What changed since `begin_log`; nothing more is noted.
    pub fn end_log(&mut self) -> Vec<WatchId> {
        self.log.take().unwrap_or_default()
    }

    /// The line of a class or a special method that it finds there changed, or anything may have.
    pub fn class_changed(&mut self, class: Gc<Class>) {
        self.trip(WatchId::Class(class.addr()), false);
    }

    /// A lookup of this name through this class finds something else.
    pub fn class_attr_changed(&mut self, class: Gc<Class>, name: Value) {
        self.trip(WatchId::ClassAttr(class.addr(), name.0 as usize), false);
    }

    /// `f.__code__`, `f.__defaults__` or `f.__kwdefaults__` was assigned.
    pub fn function_changed(&mut self, f: Gc<Function>) {
        self.trip(WatchId::Function(f.addr()), false);
    }

    /// The value of an entry of a watched dict changes.
    pub fn entry_changed(&mut self, dict: Gc<Dict>, entry: usize) {
        self.trip(WatchId::DictEntry(dict.addr(), entry as u32), true);
    }

    /// A watched dict got a key (interned).
    pub fn key_added(&mut self, dict: Gc<Dict>, name: Value) {
        self.trip(WatchId::DictAbsent(dict.addr(), name.0 as usize), false);
    }

    /// Entry numbers of a watched dict change meaning, or it got a key that is no plain string.
    pub fn keys_changed(&mut self, dict: Gc<Dict>) {
        self.trip(WatchId::DictKeys(dict.addr()), false);
    }
}
