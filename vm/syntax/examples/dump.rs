use std::io::Read;
fn main() {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).unwrap();
    for p in input.split('\u{1e}') {
        match adder_syntax::parse_module(p, "f") {
            Ok(x) => println!("{:?}", x.tree),
            Err(e) => println!("ERR {e}"),
        }
    }
}
