//! The command `adder`.

mod cli;

fn main() {
    cli::main();
}
