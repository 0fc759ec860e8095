//! Reads the expectations and compares with them.

use adder_rng::RngError;

/// Runs every case of `text` through `draw`, which gets the case's words and answers the bits of all values. Panics with a
/// list of the cases that differ. `minimum` guards against an empty or truncated file.
pub fn check(text: &str, minimum: usize, draw: impl Fn(&[&str]) -> Result<Vec<u64>, RngError>) {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in text.lines() {
        let (case, expected) = line.split_once(" = ").expect("a case and its values");
        let words: Vec<&str> = case.split(' ').collect();
        let got = match words[0] {
            "error" => match draw(&words[1..]) {
                Err(e) => e.to_string(),
                Ok(values) => format!("no error but {} values", values.len()),
            },
            _ => match draw(&words) {
                Ok(values) => describe(&values),
                Err(e) => e.to_string(),
            },
        };
        if got != expected.trim_end() {
            wrong.push(format!("{case}\n   got      {got}\n   expected {expected}"));
        }
        cases += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {cases} cases differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(cases >= minimum, "only {cases} cases");
}

fn describe(values: &[u64]) -> String {
    let digest = values.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, v| {
        (h ^ v).wrapping_mul(0x100_0000_01b3)
    });
    let first: String = values.iter().take(6).map(|v| format!(" {v:x}")).collect();
    format!("{} {digest:016x}{first}", values.len())
}

/// A number of a case line.
pub fn arg<T: std::str::FromStr>(words: &[&str], index: usize) -> T {
    words[index]
        .parse()
        .unwrap_or_else(|_| panic!("{} is not a number of the kind wanted", words[index]))
}

/// The words of a decimal number, least significant first.
pub fn big(decimal: &str) -> Vec<u32> {
    let mut words: Vec<u32> = Vec::new();
    for digit in decimal.bytes() {
        let mut carry = u64::from(digit - b'0');
        for w in &mut words {
            let x = u64::from(*w) * 10 + carry;
            *w = x as u32;
            carry = x >> 32;
        }
        if carry > 0 {
            words.push(carry as u32);
        }
    }
    words
}

/// `count` results of `draw` as bits.
pub fn repeat(
    count: usize,
    mut draw: impl FnMut() -> Result<f64, RngError>,
) -> Result<Vec<u64>, RngError> {
    (0..count).map(|_| Ok(draw()?.to_bits())).collect()
}
