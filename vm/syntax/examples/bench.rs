use std::time::Instant;
use rustpython_parser::{ast, Parse};
fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    let bytes: usize = files.iter().map(|f| f.len()).sum();
    for round in 0..3 {
        let t = Instant::now();
        let mut n = 0;
        for f in &files { n += ast::Suite::parse(f, "f").is_ok() as u32; }
        let raw = t.elapsed();
        let t = Instant::now();
        let mut m = 0;
        for f in &files { m += adder_syntax::parse_module(f, "f").is_ok() as u32; }
        let ours = t.elapsed();
        println!("{round}: raw {n} {:.1} MB/s  ours {m} {:.1} MB/s of {bytes}", bytes as f64 / raw.as_secs_f64() / 1e6, bytes as f64 / ours.as_secs_f64() / 1e6);
    }
    let t = Instant::now();
    for _ in 0..10000 { adder_syntax::parse_module("x = 1\n", "f").unwrap(); }
    println!("tiny {:?}", t.elapsed() / 10000);
    let t = Instant::now();
    for _ in 0..10000 { ast::Suite::parse("x = 1\n", "f").unwrap(); }
    println!("tiny raw {:?}", t.elapsed() / 10000);
}
