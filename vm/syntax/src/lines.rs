//! Byte offsets to lines and columns.
//!
//! The tree's ranges are byte offsets into [`crate::Parsed::source`]. CPython's `lineno` counts from 1 and its
//! `col_offset` counts UTF-8 bytes from the start of the line, so one table of line starts answers both. Example: in
//! `"a\nbc"` offset 3 (`c`) is line 2, column 1.

/// Start offset of every line of one source text.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A position as CPython's code objects record it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// UTF-8 bytes since the start of the line, from 0.
    pub column: u32,
}

impl LineIndex {
    /// Finds the lines of `source`, whose newlines must already be `\n` only.
    pub fn new(source: &str) -> LineIndex {
        let bytes = source.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        let mut at = 0;
        // `position` over the rest compiles to a vectorised search.
        while let Some(step) = bytes[at..].iter().position(|&b| b == b'\n') {
            at += step + 1;
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        LineIndex { starts }
    }

    /// The line (from 1) that contains byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// Line and byte column of `offset`.
    pub fn locate(&self, offset: u32) -> LineColumn {
        let line = self.line(offset);
        LineColumn {
            line,
            column: offset - self.starts[line as usize - 1],
        }
    }

    /// Byte offset at which `line` (from 1) starts; `None` past the last line.
    pub fn start_of(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// Number of lines; a text that ends in a newline has an empty last line.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The text of `line` (from 1) without its newline; empty past the end.
    pub fn text<'s>(&self, source: &'s str, line: u32) -> &'s str {
        let Some(start) = self.start_of(line) else {
            return "";
        };
        let rest = &source[start as usize..];
        match rest.as_bytes().iter().position(|&b| b == b'\n') {
            Some(end) => &rest[..end],
            None => rest,
        }
    }
}
