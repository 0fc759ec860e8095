//! A short account of how two outputs differ: the first differing line, a little before it, and a few lines of each side.

use std::fmt::Write;

const BEFORE: usize = 2;
const SHOWN: usize = 6;
const WIDTH: usize = 200;

/// `None` if equal, else at most a dozen lines that show the first difference.
pub fn first_difference(stream: &str, expected: &[u8], got: &[u8]) -> Option<String> {
    if expected == got {
        return None;
    }
    let (expected, got) = (
        String::from_utf8_lossy(expected),
        String::from_utf8_lossy(got),
    );
    let old: Vec<&str> = expected.split('\n').collect();
    let new: Vec<&str> = got.split('\n').collect();
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let longest_tail = old.len().min(new.len()) - same;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(longest_tail)
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = format!(
        "    {stream} differs at line {} (expected {} lines, got {}):\n",
        same + 1,
        old.len() - 1,
        new.len() - 1
    );
    for line in &old[same.saturating_sub(BEFORE)..same.min(old.len())] {
        let _ = writeln!(text, "      {}", clipped(line));
    }
    side(&mut text, '-', &old[same..old.len() - tail]);
    side(&mut text, '+', &new[same..new.len() - tail]);
    Some(text)
}

fn side(text: &mut String, mark: char, lines: &[&str]) {
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "    {mark} {}", clipped(line));
    }
    if lines.len() > SHOWN {
        let _ = writeln!(text, "    {mark} ... {} more lines", lines.len() - SHOWN);
    }
}

fn clipped(line: &str) -> String {
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{} ... ({} bytes)", &line[..end], line.len()),
        None => line.to_string(),
    }
}
