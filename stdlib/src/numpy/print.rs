//! `repr` and `str` of arrays, laid out as NumPy lays them out.
//!
//! Floats share one format: as many digits as the longest needs, at most `precision` behind the
//! point, scientific if the range is wide. Rows break at 75 characters; arrays of more than 1000
//! elements show three at each edge.

use super::dtype;
use super::memory::{self, Num};
use super::scalar::{self, Module};
use adder_vm::object::ndarray::{DType, NdArray};
use adder_vm::{Gc, Vm};

/// `np.set_printoptions`.
#[derive(Clone, Debug)]
pub struct Options {
    pub precision: usize,
    pub threshold: usize,
    pub edge: usize,
    pub width: usize,
    pub suppress: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { precision: 8, threshold: 1000, edge: 3, width: 75, suppress: false }
    }
}

/// How elements of one array are written.
enum Format {
    Plain { width: usize },
    Positional { left: usize, right: usize, precision: usize, single: bool },
    Scientific { left: usize, digits: usize, exponent: usize, single: bool },
}

/// Shortest digits of a float, cut and rounded at `precision` places behind the point; no trailing
/// zeroes, always a point.
fn positional(f: f64, precision: usize, single: bool) -> String {
    let s = if single { format!("{}", f as f32) } else { format!("{f}") };
    let places = s.split_once('.').map_or(0, |p| p.1.len());
    if places <= precision {
        return if places == 0 { format!("{s}.") } else { s };
    }
    let cut = format!("{f:.precision$}");
    if !cut.contains('.') {
        return format!("{cut}.");
    }
    cut.trim_end_matches('0').to_string()
}

/// Mantissa with `digits` places (None: as many as needed, at most `precision`) and exponent.
fn scientific(f: f64, precision: usize, digits: Option<usize>, single: bool) -> (String, i32) {
    let s = if single { format!("{:e}", f as f32) } else { format!("{f:e}") };
    let places =
        |s: &str| s.split_once('e').map_or(0, |p| p.0.split_once('.').map_or(0, |q| q.1.len()));
    let limit = digits.unwrap_or(precision);
    let s = if places(&s) > limit { format!("{f:.limit$e}") } else { s };
    let (m, e) = s.split_once('e').unwrap_or((&s, "0"));
    let (int, frac) = m.split_once('.').unwrap_or((m, ""));
    let frac = frac.trim_end_matches('0');
    let mut text = format!("{int}.{frac}");
    if let Some(d) = digits {
        text.push_str(&"0".repeat(d.saturating_sub(frac.len())));
    }
    (text, e.parse().unwrap_or(0))
}

fn exponent_text(e: i32, size: usize) -> String {
    let sign = if e < 0 { '-' } else { '+' };
    let size = size.max(2);
    format!("e{sign}{:0>size$}", e.abs())
}

impl Format {
    fn of(dtype: DType, values: &[Num], o: &Options, scalar: bool) -> Format {
        if dtype == DType::Bool {
            return Format::Plain { width: if scalar { 0 } else { 5 } };
        }
        if !dtype::is_float(dtype) {
            let width = values.iter().map(|n| int_text(*n).len()).max().unwrap_or(0);
            return Format::Plain { width };
        }
        let single = dtype == DType::Float32;
        let all: Vec<f64> = values.iter().map(|n| n.to_f64()).collect();
        let finite: Vec<f64> = all.iter().copied().filter(|f| f.is_finite()).collect();
        let sizes: Vec<f64> = finite.iter().map(|f| f.abs()).filter(|f| *f != 0.0).collect();
        let max = sizes.iter().copied().fold(0.0, f64::max);
        let min = sizes.iter().copied().fold(f64::INFINITY, f64::min);
        let ratio = if single { ((max as f32) / (min as f32)) as f64 } else { max / min };
        let wide =
            !sizes.is_empty() && (max >= 1e8 || (!o.suppress && (min < 0.0001 || ratio > 1000.0)));
        let (mut left, right);
        let mut format = if finite.is_empty() {
            (left, right) = (0, 0);
            Format::Positional { left, right, precision: o.precision, single }
        } else if wide {
            let parts: Vec<(String, i32)> =
                finite.iter().map(|&f| scientific(f, o.precision, None, single)).collect();
            let digits = parts
                .iter()
                .map(|p| p.0.split_once('.').map_or(0, |q| q.1.len()))
                .max()
                .unwrap_or(0);
            left = parts.iter().map(|p| p.0.find('.').unwrap_or(0)).max().unwrap_or(0);
            let exponent =
                parts.iter().map(|p| p.1.abs().to_string().len().max(2)).max().unwrap_or(2);
            right = exponent + 2 + digits;
            Format::Scientific { left, digits, exponent, single }
        } else {
            let parts: Vec<String> =
                finite.iter().map(|&f| positional(f, o.precision, single)).collect();
            left = parts.iter().map(|s| s.find('.').unwrap_or(0)).max().unwrap_or(0);
            right = parts.iter().map(|s| s.len() - s.find('.').unwrap_or(0) - 1).max().unwrap_or(0);
            Format::Positional { left, right, precision: o.precision, single }
        };
        if finite.len() != all.len() {
            // Room for "nan" and "-inf".
            let nan = all.iter().any(|f| f.is_nan());
            let inf = all.iter().any(|f| f.is_infinite());
            let neg = all.contains(&f64::NEG_INFINITY) as usize;
            let offset = right + 1;
            if nan {
                left = left.max(3usize.saturating_sub(offset));
            }
            if inf {
                left = left.max((3 + neg).saturating_sub(offset));
            }
            match &mut format {
                Format::Positional { left: l, .. } | Format::Scientific { left: l, .. } => {
                    *l = left
                }
                Format::Plain { .. } => {}
            }
        }
        format
    }

    fn text(&self, n: Num, dtype: DType) -> String {
        match *self {
            Format::Plain { width } => {
                let s = if dtype == DType::Bool {
                    if n.to_f64() != 0.0 {
                        "True".to_string()
                    } else {
                        "False".to_string()
                    }
                } else {
                    int_text(n)
                };
                format!("{s:>width$}")
            }
            Format::Positional { left, right, precision, single } => {
                let f = n.to_f64();
                if !f.is_finite() {
                    return format!("{:>1$}", special(f), left + right + 1);
                }
                let s = positional(f, precision, single);
                let point = s.find('.').unwrap_or(0);
                let behind = s.len() - point - 1;
                format!(
                    "{}{s}{}",
                    " ".repeat(left.saturating_sub(point)),
                    " ".repeat(right.saturating_sub(behind))
                )
            }
            Format::Scientific { left, digits, exponent, single } => {
                let f = n.to_f64();
                if !f.is_finite() {
                    return format!("{:>1$}", special(f), left + digits + exponent + 3);
                }
                let (m, e) = scientific(f, digits, Some(digits), single);
                let point = m.find('.').unwrap_or(0);
                format!(
                    "{}{m}{}",
                    " ".repeat(left.saturating_sub(point)),
                    exponent_text(e, exponent)
                )
            }
        }
    }
}

fn special(f: f64) -> &'static str {
    if f.is_nan() {
        "nan"
    } else if f > 0.0 {
        "inf"
    } else {
        "-inf"
    }
}

fn int_text(n: Num) -> String {
    match n {
        Num::I(i) => i.to_string(),
        Num::U(u) => u.to_string(),
        Num::F(f) => f.to_string(),
    }
}

struct Printer<'a> {
    a: Gc<NdArray>,
    format: Format,
    separator: &'a str,
    summary: bool,
    edge: isize,
}

impl Printer<'_> {
    fn element(&self, offset: isize) -> String {
        let n = Num::of_bits(memory::read_bits(self.a, offset), self.a.dtype);
        self.format.text(n, self.a.dtype)
    }

    /// Positions of an axis that are shown; `None` stands for the dots.
    fn shown(&self, n: isize) -> Vec<Option<isize>> {
        if self.summary && n > 2 * self.edge {
            let mut v: Vec<Option<isize>> = (0..self.edge).map(Some).collect();
            v.push(None);
            v.extend((n - self.edge..n).map(Some));
            v
        } else {
            (0..n).map(Some).collect()
        }
    }

    fn block(&self, axis: usize, offset: isize, indent: &str, width: usize) -> String {
        let nd = self.a.ndim as usize;
        if axis == nd {
            return self.element(offset);
        }
        let (n, step) = (self.a.shape()[axis], self.a.strides()[axis]);
        let deeper = format!("{indent} ");
        let mut s = String::new();
        let items = self.shown(n);
        if nd - axis == 1 {
            let limit = width.saturating_sub(self.separator.trim_end().len().max(1));
            let mut line = indent.to_string();
            for (k, item) in items.iter().enumerate() {
                let word = match item {
                    Some(i) => self.element(offset + i * step),
                    None => "...".to_string(),
                };
                if line.len() + word.len() > limit && line.len() > indent.len() {
                    s.push_str(line.trim_end());
                    s.push('\n');
                    line = indent.to_string();
                }
                line.push_str(&word);
                if k + 1 < items.len() {
                    line.push_str(self.separator);
                }
            }
            s.push_str(&line);
        } else {
            let gap = format!("{}{}", self.separator.trim_end(), "\n".repeat(nd - axis - 1));
            for (k, item) in items.iter().enumerate() {
                s.push_str(indent);
                match item {
                    Some(i) => s.push_str(&self.block(
                        axis + 1,
                        offset + i * step,
                        &deeper,
                        width.saturating_sub(1),
                    )),
                    None => s.push_str("..."),
                }
                if k + 1 < items.len() {
                    s.push_str(&gap);
                }
            }
        }
        format!("[{}]", &s[indent.len().min(s.len())..])
    }

    /// Elements that decide the format.
    fn samples(&self, axis: usize, offset: isize, out: &mut Vec<Num>) {
        if axis == self.a.ndim as usize {
            out.push(Num::of_bits(memory::read_bits(self.a, offset), self.a.dtype));
            return;
        }
        for i in self.shown(self.a.shape()[axis]).into_iter().flatten() {
            self.samples(axis + 1, offset + i * self.a.strides()[axis], out);
        }
    }
}

fn layout(vm: &mut Vm, a: Gc<NdArray>, separator: &str, prefix: usize, suffix: usize) -> String {
    if a.size == 0 {
        return "[]".into();
    }
    let o = Module::of(vm).print.clone();
    let mut p = Printer {
        a,
        format: Format::Plain { width: 0 },
        separator,
        summary: a.size > o.threshold,
        edge: o.edge as isize,
    };
    let mut samples = Vec::new();
    p.samples(0, 0, &mut samples);
    p.format = Format::of(a.dtype, &samples, &o, a.ndim == 0);
    let indent = " ".repeat(prefix + 1);
    p.block(0, 0, &indent, o.width.saturating_sub(suffix))
}

/// `str(a)`.
pub fn str_text(vm: &mut Vm, a: Gc<NdArray>) -> String {
    if a.ndim == 0 {
        return scalar::text(a.dtype, memory::read_bits(a, 0));
    }
    layout(vm, a, " ", 0, 0)
}

/// `repr(a)`.
pub fn repr_text(vm: &mut Vm, a: Gc<NdArray>) -> String {
    let prefix = "array(";
    let o = Module::of(vm).print.clone();
    let body = layout(vm, a, ", ", prefix.len(), 1);
    let mut extras = Vec::new();
    if (a.size == 0 && a.shape() != [0]) || a.size > o.threshold {
        let parts: Vec<String> = a.shape().iter().map(|d| d.to_string()).collect();
        let comma = if parts.len() == 1 { "," } else { "" };
        extras.push(format!("shape=({}{comma})", parts.join(", ")));
    }
    let implied = matches!(a.dtype, DType::Bool | DType::Int64 | DType::Float64);
    if !implied || a.size == 0 {
        extras.push(format!("dtype={}", dtype::name(a.dtype)));
    }
    if extras.is_empty() {
        return format!("{prefix}{body})");
    }
    let text = format!("{prefix}{body},");
    let extra = format!("{})", extras.join(", "));
    let last = text.len() - text.rfind('\n').map_or(0, |i| i + 1);
    if last + extra.len() + 1 > o.width {
        return format!("{text}\n{}{extra}", " ".repeat(prefix.len()));
    }
    format!("{text} {extra}")
}
