//! Buffered file descriptors and text decoding for file objects: plain Rust, no Python objects.
//!
//! A [`Raw`] is a descriptor with a read and a write buffer; several file objects may share it
//! (`f` and `f.buffer`). A [`Text`] turns its bytes into characters: it decodes chunk by chunk,
//! translates line ends and hands out lines or counts of characters. Unread bytes lie, in order,
//! in `Text::decoded`, `Text::pending`, `Raw::input`; all of them count when a position is asked
//! for or writing begins.

use adder_text::codec::{self, Codec, DecodeFailure, Errors};
use adder_text::wtf8;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// Bytes asked of the system at a time.
const CHUNK: usize = 1 << 16;

/// An error number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno(pub i32);

fn last_error() -> Errno {
    Errno(std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO))
}

/// A descriptor and its buffers.
pub struct Raw {
    fd: i32,
    /// Close the descriptor in the end.
    owns: bool,
    pub readable: bool,
    pub writable: bool,
    /// It is the VM's standard output: writes go to `vm.stdout`.
    pub standard: bool,
    /// Written through at once (standard error).
    pub unbuffered: bool,
    input: Vec<u8>,
    taken: usize,
    output: Vec<u8>,
    pub closed: bool,
}

impl Raw {
    pub fn new(fd: i32, owns: bool, readable: bool, writable: bool) -> Raw {
        Raw {
            fd,
            owns,
            readable,
            writable,
            standard: false,
            unbuffered: false,
            input: Vec::new(),
            taken: 0,
            output: Vec::new(),
            closed: false,
        }
    }

    pub fn fd(&self) -> i32 {
        self.fd
    }

    fn unread(&self) -> usize {
        self.input.len() - self.taken
    }

    /// Reads another chunk; false at the end of the file.
    fn fill(&mut self) -> Result<bool, Errno> {
        self.flush()?;
        if self.taken == self.input.len() {
            self.input.clear();
            self.taken = 0;
        }
        let old = self.input.len();
        self.input.resize(old + CHUNK, 0);
        let n = loop {
            let free = &mut self.input[old..];
            // SAFETY: the slice is valid for writes.
            let n = unsafe { libc::read(self.fd, free.as_mut_ptr().cast(), free.len()) };
            if n >= 0 {
                break Ok(n as usize);
            }
            let e = last_error();
            if e.0 != libc::EINTR {
                break Err(e);
            }
        };
        self.input.truncate(old + *n.as_ref().unwrap_or(&0));
        Ok(n? > 0)
    }

    fn take(&mut self, n: usize) -> Vec<u8> {
        let n = n.min(self.unread());
        let out = self.input[self.taken..self.taken + n].to_vec();
        self.taken += n;
        out
    }

    /// Up to `n` bytes, or all there are.
    pub fn read(&mut self, n: Option<usize>) -> Result<Vec<u8>, Errno> {
        loop {
            let have = self.unread();
            if n.is_some_and(|n| have >= n) || !self.fill()? {
                return Ok(self.take(n.unwrap_or(usize::MAX)));
            }
        }
    }

    /// What is buffered, or the next chunk; empty at the end.
    fn read_chunk(&mut self) -> Result<Vec<u8>, Errno> {
        if self.unread() == 0 {
            self.fill()?;
        }
        Ok(self.take(usize::MAX))
    }

    /// Bytes to the end of the line, at most `limit`.
    pub fn read_line(&mut self, limit: Option<usize>) -> Result<Vec<u8>, Errno> {
        let limit = limit.unwrap_or(usize::MAX);
        let mut searched = 0;
        loop {
            let rest = &self.input[self.taken..];
            let found = rest.iter().skip(searched).position(|&b| b == b'\n');
            if let Some(i) = found {
                return Ok(self.take((searched + i + 1).min(limit)));
            }
            searched = rest.len();
            if searched >= limit || !self.fill()? {
                return Ok(self.take(limit));
            }
        }
    }

    /// Adds bytes to the write buffer.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Errno> {
        self.rewind_unread(0)?;
        self.output.extend_from_slice(bytes);
        if self.unbuffered || self.output.len() >= CHUNK {
            self.flush()?;
        }
        Ok(())
    }

    /// Moves the descriptor back over what was read ahead: `more` bytes and the input buffer.
    fn rewind_unread(&mut self, more: usize) -> Result<(), Errno> {
        let unread = self.unread() + more;
        if unread > 0 {
            // SAFETY: a system call on a descriptor.
            if unsafe { libc::lseek(self.fd, -(unread as libc::off_t), libc::SEEK_CUR) } < 0 {
                return Err(last_error());
            }
        }
        self.input.clear();
        self.taken = 0;
        Ok(())
    }

    /// Writes the write buffer out.
    pub fn flush(&mut self) -> Result<(), Errno> {
        if self.output.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.output);
        super::output::write_all(self.fd, &bytes).map_err(Errno)
    }

    /// Moves to a position; the new one.
    pub fn seek(&mut self, offset: i64, whence: i32) -> Result<u64, Errno> {
        self.flush()?;
        self.rewind_unread(0)?;
        // SAFETY: a system call on a descriptor.
        let at = unsafe { libc::lseek(self.fd, offset, whence) };
        u64::try_from(at).map_err(|_| last_error())
    }

    /// The position as Python code sees it, `ahead` bytes being decoded but unread.
    pub fn tell(&mut self, ahead: usize) -> Result<u64, Errno> {
        // SAFETY: a system call on a descriptor.
        let at = unsafe { libc::lseek(self.fd, 0, libc::SEEK_CUR) };
        let at = u64::try_from(at).map_err(|_| last_error())?;
        Ok((at + self.output.len() as u64).saturating_sub((self.unread() + ahead) as u64))
    }

    pub fn truncate(&mut self, size: u64) -> Result<(), Errno> {
        self.flush()?;
        // SAFETY: a system call on a descriptor.
        if unsafe { libc::ftruncate(self.fd, size as libc::off_t) } < 0 {
            return Err(last_error());
        }
        Ok(())
    }

    pub fn is_terminal(&self) -> bool {
        // SAFETY: a system call on a descriptor.
        unsafe { libc::isatty(self.fd) == 1 }
    }

    pub fn seekable(&self) -> bool {
        // SAFETY: a system call on a descriptor.
        unsafe { libc::lseek(self.fd, 0, libc::SEEK_CUR) >= 0 }
    }

    /// Flushes and closes. The descriptor is closed even if flushing fails.
    pub fn close(&mut self) -> Result<(), Errno> {
        if self.closed {
            return Ok(());
        }
        let r = self.flush();
        self.closed = true;
        if self.owns {
            // SAFETY: the descriptor is ours and closed once.
            unsafe { libc::close(self.fd) };
        }
        r
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // Nobody is left to hear of an error.
        let _ = self.close();
    }
}

/// Open files with something to flush at exit, and before another file is opened.
#[derive(Default)]
pub struct OpenFiles {
    files: Vec<Weak<RefCell<Raw>>>,
}

impl OpenFiles {
    pub fn add(&mut self, raw: &Rc<RefCell<Raw>>) {
        self.files.retain(|f| f.strong_count() > 0);
        self.files.push(Rc::downgrade(raw));
    }

    /// Programs that rely on a file being closed when it is forgotten find its contents written.
    pub fn flush(&self) {
        for f in self.files.iter().filter_map(Weak::upgrade) {
            if let Ok(mut raw) = f.try_borrow_mut() {
                if !raw.closed {
                    let _ = raw.flush();
                }
            }
        }
    }
}

/// The `newline` argument of `open`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// None: any line end is read as `\n`.
    Universal,
    /// `''`: any line end ends a line and is kept.
    Kept,
    Lf,
    Cr,
    CrLf,
}

/// Why reading text failed.
pub enum TextError {
    Os(Errno),
    /// The bytes being decoded and what is wrong with them.
    Decode(Vec<u8>, DecodeFailure),
}

impl From<Errno> for TextError {
    fn from(e: Errno) -> TextError {
        TextError::Os(e)
    }
}

/// The text side of a file.
pub struct Text {
    pub codec: Codec,
    /// As given to `open`.
    pub encoding: String,
    pub errors: Errors,
    pub errors_name: String,
    pub newline: Newline,
    pub line_buffering: bool,
    /// Decoded text from `pos` on is unread.
    decoded: Vec<u8>,
    pos: usize,
    /// Bytes of an unfinished character.
    pending: Vec<u8>,
    /// A carriage return at the end of a chunk: `\n` may follow.
    held_return: bool,
    ended: bool,
}

impl Text {
    pub fn new(codec: Codec, encoding: String, errors: Errors, errors_name: String) -> Text {
        Text {
            codec,
            encoding,
            errors,
            errors_name,
            newline: Newline::Universal,
            line_buffering: false,
            decoded: Vec::new(),
            pos: 0,
            pending: Vec::new(),
            held_return: false,
            ended: false,
        }
    }

    /// Decodes another chunk; false at the end.
    fn fill(&mut self, raw: &mut Raw) -> Result<bool, TextError> {
        if self.pos > 0 {
            self.decoded.drain(..self.pos);
            self.pos = 0;
        }
        let chunk = raw.read_chunk()?;
        let last = chunk.is_empty();
        if last && self.ended {
            return Ok(false);
        }
        self.ended = last;
        let mut data = std::mem::take(&mut self.pending);
        data.extend_from_slice(&chunk);
        let errors = self.errors;
        let decoded = codec::decode(self.codec, &data, last, |failure, data| {
            errors.decode(failure, data).ok_or_else(|| failure.clone())
        });
        match decoded {
            Ok((text, used)) => {
                self.pending = data.split_off(used.min(data.len()));
                self.add_text(&text, last);
                Ok(!last || self.pos < self.decoded.len())
            }
            Err(failure) => Err(TextError::Decode(data, failure)),
        }
    }

    fn add_text(&mut self, text: &[u8], last: bool) {
        if self.newline != Newline::Universal {
            self.decoded.extend_from_slice(text);
            return;
        }
        if !self.held_return && !text.contains(&b'\r') {
            self.decoded.extend_from_slice(text);
            return;
        }
        for &b in text {
            if self.held_return {
                self.held_return = false;
                self.decoded.push(b'\n');
                if b == b'\n' {
                    continue;
                }
            }
            if b == b'\r' {
                self.held_return = true;
            } else {
                self.decoded.push(b);
            }
        }
        if last && self.held_return {
            self.held_return = false;
            self.decoded.push(b'\n');
        }
    }

    fn take(&mut self, bytes: usize) -> Vec<u8> {
        let out = self.decoded[self.pos..self.pos + bytes].to_vec();
        self.pos += bytes;
        out
    }

    /// Up to `n` characters, or all there are.
    pub fn read(&mut self, raw: &mut Raw, n: Option<usize>) -> Result<Vec<u8>, TextError> {
        loop {
            let rest = &self.decoded[self.pos..];
            if let Some(n) = n {
                if rest.len() >= n && wtf8::char_count(rest) >= n {
                    let bytes = wtf8::byte_offset(rest, n);
                    return Ok(self.take(bytes));
                }
            }
            if !self.fill(raw)? {
                let all = self.decoded.len() - self.pos;
                return Ok(self.take(all));
            }
        }
    }

    /// Text to the end of the line, at most `limit` characters.
    pub fn read_line(&mut self, raw: &mut Raw, limit: Option<usize>) -> Result<Vec<u8>, TextError> {
        let mut searched = 0;
        let end = loop {
            let rest = &self.decoded[self.pos..];
            match self.line_end(rest, searched) {
                Some(end) => break end,
                None => searched = rest.len().saturating_sub(1),
            }
            if limit.is_some_and(|n| rest.len() >= n.saturating_mul(4)) {
                break rest.len();
            }
            if !self.fill(raw)? {
                break self.decoded.len() - self.pos;
            }
        };
        let end = match limit {
            Some(n) if n < end => wtf8::byte_offset(&self.decoded[self.pos..self.pos + end], n),
            _ => end,
        };
        Ok(self.take(end))
    }

    /// Offset behind the first line end in `rest`; `None`: not certain yet.
    fn line_end(&self, rest: &[u8], from: usize) -> Option<usize> {
        let at = |b: u8| rest.iter().skip(from).position(|&x| x == b).map(|i| i + from);
        match self.newline {
            Newline::Universal | Newline::Lf => at(b'\n').map(|i| i + 1),
            Newline::Cr => at(b'\r').map(|i| i + 1),
            Newline::CrLf => {
                rest.windows(2).skip(from).position(|w| w == b"\r\n").map(|i| i + from + 2)
            }
            Newline::Kept => {
                let i = rest.iter().skip(from).position(|&b| b == b'\n' || b == b'\r')? + from;
                match (rest[i], rest.get(i + 1)) {
                    (b'\r', Some(b'\n')) => Some(i + 2),
                    (b'\r', None) if !self.ended => None,
                    _ => Some(i + 1),
                }
            }
        }
    }

    /// Bytes of the file that were decoded but not yet read.
    pub fn ahead(&self) -> usize {
        let rest = &self.decoded[self.pos..];
        let encoded = match self.codec {
            Codec::Utf8 => rest.len(),
            _ => codec::encode_with(self.codec, rest, self.errors).map_or(rest.len(), |b| b.len()),
        };
        encoded + self.pending.len() + usize::from(self.held_return)
    }

    /// Forgets what was read ahead (after a seek).
    pub fn reset(&mut self) {
        self.decoded.clear();
        self.pos = 0;
        self.pending.clear();
        self.held_return = false;
        self.ended = false;
    }

    /// Makes the next write happen where reading stopped.
    pub fn before_write(&mut self, raw: &mut Raw) -> Result<(), Errno> {
        let ahead = self.ahead();
        if ahead > 0 {
            raw.rewind_unread(ahead)?;
        }
        self.reset();
        Ok(())
    }

    /// Line ends as they go into the file.
    pub fn translate_out(&self, text: &[u8]) -> Option<Vec<u8>> {
        let end: &[u8] = match self.newline {
            Newline::Cr => b"\r",
            Newline::CrLf => b"\r\n",
            _ => return None,
        };
        Some(with_line_ends(text, end))
    }
}

/// Text whose line ends are `end` instead of `\n`.
pub fn with_line_ends(text: &[u8], end: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 16);
    for &b in text {
        if b == b'\n' {
            out.extend_from_slice(end);
        } else {
            out.push(b);
        }
    }
    out
}
