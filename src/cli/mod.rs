//! The command line: options (`flags`), running programs (`run`), the prompt (`repl`), signals.
//!
//! ```text
//! main -> flags::parse -> on a thread with a large stack: run::run -> exit status
//! ```

mod compare;
mod compare_table;
mod flags;
mod loop_times;
mod malloc;
mod repl;
mod run;
mod signals;
mod tier;

use flags::Action;

/// Address space for the interpreter thread's stack. Pages are touched on demand: natives that
/// recurse (comparison and repr of deep containers) need it, most programs use a few of them.
const STACK: usize = 256 << 20;

/// Runs the command and ends the process.
pub fn main() -> ! {
    malloc::prepare();
    let mut args = std::env::args_os().map(|a| a.to_string_lossy().into_owned());
    let program = args.next().unwrap_or_else(|| "adder".to_string());
    let options = match flags::parse(args) {
        Ok(options) => options,
        Err(message) => {
            eprint!("{program}: {message}\nTry `{program} --help' for more information.\n");
            std::process::exit(2);
        }
    };
    match options.action {
        Action::Help => {
            print!("{}", flags::help(&program));
            std::process::exit(0);
        }
        Action::Version => {
            println!("{}", run::version_text());
            std::process::exit(0);
        }
        Action::Compare => std::process::exit(compare::run(&program, &options)),
        Action::Run => {}
    }
    let worker = std::thread::Builder::new()
        .name("adder".to_string())
        .stack_size(STACK)
        .spawn(move || run::run(&program, options));
    let worker = match worker {
        Ok(w) => w,
        Err(e) => {
            eprintln!("adder: cannot start the interpreter thread: {e}");
            std::process::exit(1);
        }
    };
    // Ctrl-C must interrupt the interpreter thread's system calls, not this thread's wait.
    signals::block_here();
    match worker.join() {
        Ok(status) => status.leave(),
        // The panic's message is on stderr already.
        Err(_) => std::process::exit(101),
    }
}
