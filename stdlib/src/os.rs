//! Natives of `os` (`python/os.py` has the rest): the file system and the process.
//!
//! Paths are bytes for the system; names that are no UTF-8 come back with their bad bytes as lone
//! surrogates, as `surrogateescape` has it, so that they can be handed in again.

use adder_text::codec::{self, Codec, Errors};
use adder_vm::builtins::file::path_arg;
use adder_vm::object::function::Module;
use adder_vm::object::Str;
use adder_vm::typedef::Def;
use adder_vm::{Args, Gc, Value, Vm, R};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

const FUNCTIONS: &[Def] = &[
    Def::function("_stat", stat, 2, 2),
    Def::function("_entries", entries, 1, 1),
    Def::function("_environment", environment, 0, 0),
    Def::function("chdir", |vm, a| on_path(vm, a, std::env::set_current_dir), 1, 1),
    Def::function("_chmod", chmod, 2, 2),
    Def::function("cpu_count", cpu_count, 0, 0),
    Def::function("_exit", exit, 1, 1),
    Def::function("getcwd", getcwd, 0, 0),
    Def::function("getpid", |vm, _| Ok(vm.uint(u64::from(std::process::id()))), 0, 0),
    Def::function(
        "getppid",
        |vm, _| Ok(vm.uint(u64::from(std::os::unix::process::parent_id()))),
        0,
        0,
    ),
    Def::function("_listdir", listdir, 1, 1),
    Def::function("_mkdir", mkdir, 2, 2),
    Def::function("readlink", readlink, 1, 1),
    Def::function("remove", |vm, a| on_path(vm, a, fs::remove_file), 1, 1),
    Def::function("_rename", |vm, a| on_paths(vm, a, fs::rename), 2, 2),
    Def::function("rmdir", |vm, a| on_path(vm, a, fs::remove_dir), 1, 1),
    Def::function("_strerror", strerror, 1, 1),
    Def::function("_symlink", |vm, a| on_paths(vm, a, std::os::unix::fs::symlink), 2, 2),
    Def::function("link", |vm, a| on_paths(vm, a, fs::hard_link), 2, 2),
    Def::function("system", system, 1, 1),
    Def::function("urandom", urandom, 1, 1),
];

/// What `os.path` needs.
const PATH: &[Def] = &[
    Def::function("_stat", stat, 2, 2),
    Def::function("_getcwd", getcwd, 0, 0),
    Def::function("_readlink", readlink, 1, 1),
];

/// Adds the natives to `posixpath`.
pub fn path_natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, PATH);
    Ok(())
}

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, FUNCTIONS);
    Ok(())
}

fn path(vm: &mut Vm, v: Value) -> R<PathBuf> {
    let given = path_arg(vm, v)?;
    let bytes = match v.cast::<Str>() {
        Some(_) => match codec::encode_with(Codec::Utf8, &given, Errors::SurrogateEscape) {
            Ok(b) => b,
            Err(_) => return vm.value_error("path cannot be encoded"),
        },
        None => given,
    };
    if bytes.contains(&0) {
        return vm.value_error("embedded null byte");
    }
    Ok(PathBuf::from(OsString::from_vec(bytes)))
}

/// A name as Python text.
fn text(vm: &mut Vm, name: &OsStr) -> Value {
    let decoded = codec::decode(Codec::Utf8, name.as_bytes(), true, |failure, data| {
        Errors::SurrogateEscape.decode(failure, data).ok_or_else(|| failure.clone())
    });
    match decoded {
        Ok((text, _)) => vm.str_bytes(&text),
        Err(_) => vm.str(&name.to_string_lossy()),
    }
}

fn checked<T>(vm: &mut Vm, r: std::io::Result<T>, file: Value) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(e) => vm.raise_os_error(&e, file),
    }
}

fn on_path(vm: &mut Vm, args: Args, f: fn(PathBuf) -> std::io::Result<()>) -> R {
    let p = path(vm, args.all[0])?;
    checked(vm, f(p), args.all[0])?;
    Ok(Value::NONE)
}

fn on_paths(vm: &mut Vm, args: Args, f: fn(PathBuf, PathBuf) -> std::io::Result<()>) -> R {
    let (a, b) = (path(vm, args.all[0])?, path(vm, args.all[1])?);
    checked(vm, f(a, b), args.all[0])?;
    Ok(Value::NONE)
}

/// `_stat(path, follow)`: the fields of `stat_result`.
fn stat(vm: &mut Vm, args: Args) -> R {
    let p = path(vm, args.all[0])?;
    let r = if args.all[1] == Value::FALSE { fs::symlink_metadata(p) } else { fs::metadata(p) };
    let s = checked(vm, r, args.all[0])?;
    let ns = |seconds: i64, ns: i64| seconds.saturating_mul(1_000_000_000).saturating_add(ns);
    let times = [
        ns(s.atime(), s.atime_nsec()),
        ns(s.mtime(), s.mtime_nsec()),
        ns(s.ctime(), s.ctime_nsec()),
    ];
    let mut fields = Vec::new();
    let pin = vm.pin(&[]);
    for x in
        [u64::from(s.mode()), s.ino(), s.dev(), s.nlink(), s.uid().into(), s.gid().into(), s.size()]
    {
        fields.push(vm.uint(x));
    }
    for t in times {
        let v = vm.int(t);
        vm.pin(&[v]);
        fields.push(v);
    }
    let t = vm.tuple(&fields);
    vm.unpin(pin);
    Ok(t)
}

fn listdir(vm: &mut Vm, args: Args) -> R {
    directory(vm, args, |vm, entry| text(vm, &entry.file_name()))
}

/// `_entries(path)`: name and kind ("d", "f", "l" or "?") of everything in a directory.
fn entries(vm: &mut Vm, args: Args) -> R {
    directory(vm, args, |vm, entry| {
        let kind = match entry.file_type() {
            Ok(t) if t.is_dir() => "d",
            Ok(t) if t.is_file() => "f",
            Ok(t) if t.is_symlink() => "l",
            _ => "?",
        };
        let name = text(vm, &entry.file_name());
        let inner = vm.pin(&[name]);
        let kind = vm.intern(kind);
        let pair = vm.tuple(&[name, kind]);
        vm.unpin(inner);
        pair
    })
}

/// A list of something of every entry of a directory.
fn directory(vm: &mut Vm, args: Args, of: fn(&mut Vm, &fs::DirEntry) -> Value) -> R {
    let p = path(vm, args.all[0])?;
    let found = checked(vm, fs::read_dir(p), args.all[0])?;
    let mut list = vm.list(&[]);
    let pin = vm.pin(&[list.value()]);
    for entry in found {
        let entry = checked(vm, entry, args.all[0])?;
        let item = of(vm, &entry);
        list.items.push(item);
        vm.heap.barrier(list);
    }
    vm.unpin(pin);
    Ok(list.value())
}

fn mkdir(vm: &mut Vm, args: Args) -> R {
    use std::os::unix::fs::DirBuilderExt;
    let p = path(vm, args.all[0])?;
    let mode = u32::try_from(vm.arg_i64(args.all[1])?).unwrap_or(0o777);
    let r = fs::DirBuilder::new().mode(mode).create(p);
    checked(vm, r, args.all[0])?;
    Ok(Value::NONE)
}

fn chmod(vm: &mut Vm, args: Args) -> R {
    let p = path(vm, args.all[0])?;
    let mode = u32::try_from(vm.arg_i64(args.all[1])?).unwrap_or(0);
    let r = fs::set_permissions(p, fs::Permissions::from_mode(mode));
    checked(vm, r, args.all[0])?;
    Ok(Value::NONE)
}

fn readlink(vm: &mut Vm, args: Args) -> R {
    let p = path(vm, args.all[0])?;
    let target = checked(vm, fs::read_link(p), args.all[0])?;
    Ok(text(vm, target.as_os_str()))
}

fn getcwd(vm: &mut Vm, _: Args) -> R {
    let p = checked(vm, std::env::current_dir(), Value::UNDEF)?;
    Ok(text(vm, p.as_os_str()))
}

fn cpu_count(vm: &mut Vm, _: Args) -> R {
    match std::thread::available_parallelism() {
        Ok(n) => Ok(vm.uint(n.get() as u64)),
        Err(_) => Ok(Value::NONE),
    }
}

/// The environment the process began with, as a dict.
fn environment(vm: &mut Vm, _: Args) -> R {
    let d = vm.dict();
    let pin = vm.pin(&[d.value()]);
    for (name, value) in std::env::vars_os() {
        let value = text(vm, &value);
        let inner = vm.pin(&[value]);
        let name = text(vm, &name);
        vm.pin(&[name]);
        vm.dict_set(d, name, value)?;
        vm.unpin(inner);
    }
    vm.unpin(pin);
    Ok(d.value())
}

fn strerror(vm: &mut Vm, args: Args) -> R {
    let n = i32::try_from(vm.arg_i64(args.all[0])?).unwrap_or(-1);
    Ok(vm.str(&adder_vm::builtins::exc_fields::strerror(n)))
}

/// Ends the process at once: nothing is flushed, nothing runs.
fn exit(vm: &mut Vm, args: Args) -> R {
    let code = vm.arg_i64(args.all[0])?;
    std::process::exit(code as i32)
}

/// `system(command)`: the wait status of a shell.
fn system(vm: &mut Vm, args: Args) -> R {
    use std::os::unix::process::ExitStatusExt;
    let command = path(vm, args.all[0])?;
    adder_vm::builtins::output::flush(vm)?;
    let r = std::process::Command::new("/bin/sh").arg("-c").arg(command).status();
    let status = checked(vm, r, Value::UNDEF)?;
    Ok(vm.int(i64::from(status.into_raw())))
}

fn urandom(vm: &mut Vm, args: Args) -> R {
    let n = vm.arg_i64(args.all[0])?;
    let Ok(n) = usize::try_from(n) else {
        return vm.value_error("negative argument not allowed");
    };
    let mut bytes = Vec::new();
    let r = fs::File::open("/dev/urandom").and_then(|f| f.take(n as u64).read_to_end(&mut bytes));
    checked(vm, r, Value::UNDEF)?;
    Ok(vm.bytes(&bytes))
}
