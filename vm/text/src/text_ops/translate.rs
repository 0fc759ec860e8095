//! `str.translate`: the walk over the text; looking a character up in the table is the caller's.

use crate::wtf8;

/// What a table says about a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// Not in the table.
    Keep,
    /// `None`.
    Delete,
    /// An integer: that character.
    Char(u32),
    /// A str.
    Text(Vec<u8>),
}

/// Translates every character. An ASCII character is looked up once, as in CPython.
pub fn translate<E>(
    text: &[u8],
    mut lookup: impl FnMut(u32) -> Result<Translation, E>,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(text.len());
    let mut known: [Option<Translation>; 128] = [const { None }; 128];
    for cp in wtf8::code_points(text) {
        let fresh;
        let translation = match known.get_mut(cp as usize) {
            Some(slot) => match slot {
                Some(translation) => &*translation,
                None => slot.insert(lookup(cp)?),
            },
            None => {
                fresh = lookup(cp)?;
                &fresh
            }
        };
        match translation {
            Translation::Keep => wtf8::push(&mut out, cp),
            Translation::Delete => {}
            Translation::Char(to) => wtf8::push(&mut out, *to),
            Translation::Text(to) => out.extend_from_slice(to),
        }
    }
    Ok(out)
}
