//! Identifiers of one compilation as small numbers, and private-name mangling.
//!
//! Example: inside `class _Tree`, `__left` is interned as `_Tree__left`.

use crate::hash::FastMap;
use std::borrow::Cow;

/// An interned (and already mangled) identifier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Name(pub u32);

/// All identifiers of one compilation.
#[derive(Default)]
pub struct Interner<'a> {
    ids: FastMap<Cow<'a, str>, Name>,
    texts: Vec<Cow<'a, str>>,
}

impl<'a> Interner<'a> {
    /// The id of `text`.
    pub fn intern(&mut self, text: &'a str) -> Name {
        if let Some(&name) = self.ids.get(text) {
            return name;
        }
        self.add(Cow::Borrowed(text))
    }

    /// The id of `text` as seen in a class called `class`.
    pub fn mangled(&mut self, class: Option<&str>, text: &'a str) -> Name {
        match mangle(class, text) {
            None => self.intern(text),
            Some(owned) => match self.ids.get(owned.as_str()) {
                Some(&name) => name,
                None => self.add(Cow::Owned(owned)),
            },
        }
    }

    fn add(&mut self, text: Cow<'a, str>) -> Name {
        let name = Name(self.texts.len() as u32);
        self.texts.push(text.clone());
        self.ids.insert(text, name);
        name
    }

    /// The id of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Name> {
        self.ids.get(text).copied()
    }

    /// The identifier itself.
    pub fn text(&self, name: Name) -> &str {
        &self.texts[name.0 as usize]
    }
}

/// The mangled form of a private name, `None` where mangling does not apply.
fn mangle(class: Option<&str>, text: &str) -> Option<String> {
    let class = class?;
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
        return None;
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() {
        return None;
    }
    Some(format!("_{class}{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mangling_follows_the_reference() {
        assert_eq!(mangle(Some("A"), "__x").as_deref(), Some("_A__x"));
        assert_eq!(mangle(Some("__A"), "__x").as_deref(), Some("_A__x"));
        assert_eq!(mangle(Some("_"), "__x"), None);
        assert_eq!(mangle(Some("A"), "__x__"), None);
        assert_eq!(mangle(Some("A"), "__a.b"), None);
        assert_eq!(mangle(None, "__x"), None);
    }
}
