//! Compiles the reference's own library, where it is installed: no panic, code that verifies, and no errors but those
//! about constructs that are left out on purpose.

use adder_compile::{compile_module, Mode, Options};
use std::path::PathBuf;

fn library() -> Option<PathBuf> {
    let path =
        PathBuf::from(std::env::var_os("HOME")?).join(".pyenv/versions/3.12.1/lib/python3.12");
    path.is_dir().then_some(path)
}

#[test]
fn every_file_of_the_library_compiles() {
    let Some(folder) = library() else {
        eprintln!("skipped: no CPython 3.12.1 here");
        return;
    };
    // Trees of the library nest less than 100 deep, but debug frames are large.
    let work = move || {
        let mut problems = Vec::new();
        let mut compiled = 0;
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("readable")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        files.sort();
        for path in files
            .iter()
            .filter(|path| path.extension().is_some_and(|ext| ext == "py"))
        {
            let source = std::fs::read_to_string(path).expect("UTF-8");
            let name = path.to_string_lossy();
            match compile_module(&source, &name, Mode::Exec, Options::default()) {
                Ok(unit) => {
                    if let Err(problem) = adder_bytecode::verify::verify(&unit) {
                        problems.push(format!("{name}: {problem}"));
                    }
                    compiled += 1;
                }
                Err(error) if error.msg.ends_with("is not supported yet") => {}
                Err(error) => problems.push(format!("{name}: {error}")),
            }
        }
        (compiled, problems)
    };
    let thread = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(work)
        .expect("a thread");
    let (compiled, problems) = thread.join().expect("no panic");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(compiled > 100, "only {compiled} files compiled");
}
