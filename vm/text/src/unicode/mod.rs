//! Properties and case mappings of code points: Unicode 15.0, as CPython 3.12 sees it.
//!
//! Why own tables and not `char`'s methods or a crate: `str.isprintable`, `isidentifier`, `isdecimal`, `title` and
//! `casefold` must agree with CPython for every code point, lone surrogates included, and keep agreeing when a compiler
//! update brings a newer Unicode. The tables (about 40 KB) are read off CPython by `tests/gen_unicode_tables.py`.
//!
//! Functions take `u32`, not `char`, because a Python string may hold surrogates; above U+10FFFF everything is false.

mod tables;

use std::ops::Deref;
use tables as t;

#[inline]
fn property(cp: u32) -> (u16, u8) {
    if cp > 0x10ffff {
        return (0, 255);
    }
    let block = (cp >> t::SHIFT) as usize;
    let block = t::BLOCK[block.min(t::BLOCK.len() - 1)] as usize;
    let cell = (block << t::SHIFT) + (cp & ((1 << t::SHIFT) - 1)) as usize;
    t::PROPERTY[t::RECORD[cell] as usize]
}

#[inline]
fn has(cp: u32, mask: u16) -> bool {
    property(cp).0 & mask != 0
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident => $mask:expr;)*) => {
        $($(#[$doc])* #[inline] pub fn $name(cp: u32) -> bool { has(cp, $mask) })*
    };
}

predicates! {
    /// `str.isalpha` of one character.
    is_alpha => t::ALPHA;
    /// `str.isdecimal`: a digit of a positional decimal system.
    is_decimal => t::DECIMAL;
    /// `str.isdigit`: decimals and such as superscripts.
    is_digit => t::DIGIT;
    /// `str.isnumeric`: anything with a numeric value.
    is_numeric => t::NUMERIC;
    /// `str.isalnum` of one character.
    is_alnum => t::ALPHA | t::DECIMAL | t::DIGIT | t::NUMERIC;
    /// `str.isspace` of one character; also what `str.split()` and `str.strip()` drop.
    is_space => t::SPACE;
    /// What `str.splitlines` breaks at.
    is_linebreak => t::LINEBREAK;
    /// Whether `repr` shows the character as it is.
    is_printable => t::PRINTABLE;
    /// The derived property Lowercase.
    is_lower => t::LOWER;
    /// The derived property Uppercase.
    is_upper => t::UPPER;
    /// A titlecase letter (general category Lt).
    is_title => t::TITLE;
    /// The derived property Cased.
    is_cased => t::LOWER | t::UPPER | t::TITLE;
    /// The derived property Case_Ignorable.
    is_case_ignorable => t::CASE_IGNORABLE;
    /// May begin an identifier; the underscore included.
    is_id_start => t::ID_START;
    /// May continue an identifier.
    is_id_continue => t::ID_CONTINUE;
}

/// The value of a decimal digit of any script: what `int('٣')` reads.
#[inline]
pub fn decimal_value(cp: u32) -> Option<u8> {
    let (flags, value) = property(cp);
    (flags & t::DECIMAL != 0).then_some(value)
}

/// The value of a digit in the wider sense of `str.isdigit` (superscripts, circled digits).
#[inline]
pub fn digit_value(cp: u32) -> Option<u8> {
    let value = property(cp).1;
    (value != 255).then_some(value)
}

/// The result of a case mapping: one to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    points: [u32; 3],
    len: u8,
}

impl Mapped {
    #[inline]
    fn one(cp: u32) -> Mapped {
        Mapped {
            points: [cp, 0, 0],
            len: 1,
        }
    }
}

impl Deref for Mapped {
    type Target = [u32];

    #[inline]
    fn deref(&self) -> &[u32] {
        &self.points[..self.len as usize]
    }
}

type Runs = [(u32, u32, u32, i32)];
type Expansions = [(u32, [u32; 3])];

fn map(cp: u32, runs: &Runs, expansions: &Expansions) -> Mapped {
    if !has(cp, t::CASE_MAPPED) {
        return Mapped::one(cp);
    }
    let at = runs.partition_point(|run| run.1 < cp);
    if let Some(&(first, _, stride, delta)) = runs.get(at) {
        if first <= cp && (cp - first).is_multiple_of(stride) {
            return Mapped::one(cp.wrapping_add_signed(delta));
        }
    }
    match expansions.binary_search_by_key(&cp, |e| e.0) {
        Ok(i) => {
            let points = expansions[i].1;
            Mapped {
                points,
                len: if points[2] == 0 { 2 } else { 3 },
            }
        }
        Err(_) => Mapped::one(cp),
    }
}

/// Full lower case mapping, without the context rule for final sigma.
#[inline]
pub fn to_lower(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_lowercase()));
    }
    map(cp, &t::LOWER_RUNS, &t::LOWER_EXPANSIONS)
}

/// Full upper case mapping.
#[inline]
pub fn to_upper(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_uppercase()));
    }
    map(cp, &t::UPPER_RUNS, &t::UPPER_EXPANSIONS)
}

/// Full title case mapping.
#[inline]
pub fn to_title(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_uppercase()));
    }
    map(cp, &t::TITLE_RUNS, &t::TITLE_EXPANSIONS)
}

/// Full case folding.
#[inline]
pub fn to_fold(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_lowercase()));
    }
    map(cp, &t::FOLD_RUNS, &t::FOLD_EXPANSIONS)
}
