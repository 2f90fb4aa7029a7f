//! `joltlab new` and `joltlab build`: whole folders or none, and errors that say what to install. Compilers here are shell scripts;
//! `guests/check-new.sh` builds and proves with those that are installed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir(folder.path().join("bin")).expect("a folder");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program that the search path leads to.
    fn program(&self, name: &str, script: &str) {
        let file = self.path("bin").join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("rights");
    }

    fn joltlab(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_joltlab"));
        command.args(arguments).current_dir(self.folder.path()).env("PATH", self.path("bin")).output().expect("the program starts")
    }

    fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.joltlab(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a text")
    }

    /// Fails with status 2 and a last line on stderr that has each of `words`; there is no other line unless a compiler wrote it.
    fn refused(&self, arguments: &[&str], words: &[&str]) {
        let output = self.joltlab(arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("compiler:")).collect();
        assert_eq!(lines.len(), 1, "{arguments:?}: {text}");
        for word in words {
            assert!(lines[0].contains(word), "{arguments:?}: `{word}` is not in: {text}");
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder");
        let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a text")).collect();
        names.sort();
        names
    }

    /// A rustc that answers questions about itself, and a cargo that writes its arguments to `arguments` and builds `built/sum`.
    fn rust(&self) {
        let sysroot = self.path("sysroot");
        let root = sysroot.display();
        self.program("rustc", &format!("case \"$*\" in *sysroot) echo {root};; *) echo {root}/libraries;; esac"));
        fs::create_dir_all(self.path("built")).expect("a folder");
        fs::write(self.path("built/sum"), "the program").expect("a file");
        let message = format!(r#"{{"target":{{"name":"sum","kind":["bin"]}},"executable":"{}"}}"#, self.path("built/sum").display());
        let record = self.path("arguments");
        self.program("cargo", &format!("echo \"$RUSTC_BOOTSTRAP $*\" >{}\necho '{message}'", record.display()));
    }

    fn file(&self, path: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, "").expect("a file");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text")
    }
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[test]
fn new_writes_a_guest_that_names_itself() {
    let world = World::new();
    for (language, main) in [("rust", "src/main.rs"), ("c", "main.c")] {
        let name = format!("sum-{language}");
        let said = world.succeeds(&["new", &name, "--lang", language]);
        assert!(said.contains(main) && said.contains(&format!("joltlab build {name}")), "{said}");
        assert!(world.text(&format!("{name}/{main}")).contains("fnv1a"));
        assert!(world.text(&format!("{name}/README.md")).contains(&format!("joltlab prove  {name}.elf")));
        assert!(files(&world.path(&name)) >= 10);
    }
    assert!(world.text("sum-rust/Cargo.toml").contains("name = \"sum-rust\""));
    assert!(world.text("sum-rust/.cargo/config.toml").contains("riscv32im-unknown-none-elf"));
    assert!(world.text("sum-c/Makefile").contains("sum-c.elf:"));
    assert_eq!(world.names(), ["bin", "sum-c", "sum-rust"]);
}

#[test]
fn new_overwrites_nothing() {
    let world = World::new();
    world.file("there/mine");
    world.file("file");
    world.refused(&["new", "there"], &["there exists already", "another name"]);
    world.refused(&["new", "file", "--lang", "c"], &["file exists already"]);
    assert_eq!(files(&world.path("there")), 1);
    assert_eq!(world.names(), ["bin", "file", "there"]);
}

#[test]
fn new_refuses_names_and_places() {
    let world = World::new();
    world.refused(&["new", "2sum"], &["`2sum` cannot be the name of a guest", "a letter first"]);
    world.refused(&["new", "a b"], &["`a b` cannot be", "ASCII letters"]);
    world.refused(&["new", "core"], &["`core` cannot be", "choose another"]);
    world.refused(&["new", ".."], &["names no new folder"]);
    world.refused(&["new", "absent/sum"], &["cannot write absent/sum", "no such file or folder"]);
    world.refused(&["new", "sum", "--lang", "cobol"], &["cobol", "rust"]);
    assert_eq!(world.names(), ["bin"]);
}

#[test]
fn build_says_what_a_guest_is() {
    let world = World::new();
    world.refused(&["build"], &["holds no guest", "Cargo.toml", "joltlab new"]);
    world.refused(&["build", "absent"], &["absent", "no such file or folder"]);
}

#[test]
fn build_says_what_to_install_for_c() {
    let world = World::new();
    world.succeeds(&["new", "sum", "--lang", "c"]);
    world.refused(&["build", "sum"], &["no C compiler for RISC-V", "sudo apt-get install gcc-riscv64-unknown-elf", "clang"]);
    world.program("clang", "echo '  x86  - 64-bit'");
    world.program("ld.lld", "");
    world.refused(&["build", "sum"], &["no C compiler for RISC-V"]);
    world.program("riscv64-unknown-elf-gcc", "echo libgcc.a");
    world.refused(&["build", "sum"], &["has no libgcc for rv32im/ilp32", "install"]);
    assert!(!world.path("sum/sum.elf").exists());
}

#[test]
fn build_says_what_to_install_for_rust() {
    let world = World::new();
    world.succeeds(&["new", "sum"]);
    world.refused(&["build", "sum"], &["no cargo on PATH", "rustup target add riscv32im-unknown-none-elf", "rust-src"]);
    world.rust();
    world.refused(&["build", "sum"], &["not for the target", "rustup target add riscv32im-unknown-none-elf", "rust-src"]);
    world.file("sysroot/libraries/libcore-0.rlib");
    world.refused(&["build", "sum"], &["no linker for RISC-V", "binutils-riscv64-unknown-elf"]);
}

#[test]
fn build_uses_the_installed_target() {
    let world = World::new();
    world.succeeds(&["new", "sum"]);
    world.rust();
    world.file("sysroot/libraries/libcore-0.rlib");
    world.file("sysroot/lib/rustlib/host/bin/rust-lld");
    let said = world.succeeds(&["build", "sum"]);
    assert!(said.contains("sum/sum.elf") && said.contains("joltlab prove sum/sum.elf"), "{said}");
    assert_eq!(world.text("sum/sum.elf"), "the program");
    let arguments = world.text("arguments");
    assert!(arguments.contains("--target riscv32im-unknown-none-elf") && arguments.contains("--remap-path-prefix="), "{arguments}");
    assert!(!arguments.contains("build-std") && !arguments.contains("linker"), "{arguments}");
}

#[test]
fn build_makes_the_core_library_from_its_source() {
    let world = World::new();
    world.succeeds(&["new", "sum"]);
    world.rust();
    world.file("sysroot/lib/rustlib/src/rust/library/core/Cargo.toml");
    world.program("riscv64-unknown-elf-ld", "");
    world.succeeds(&["build", "sum", "-o", "here.elf"]);
    assert_eq!(world.text("here.elf"), "the program");
    let arguments = world.text("arguments");
    for part in ["1 build", "-Zbuild-std=core,alloc", "-Clinker-flavor=ld", "-melf32lriscv", "riscv64-unknown-elf-ld"] {
        assert!(arguments.contains(part), "`{part}` is not in: {arguments}");
    }
}

#[test]
fn build_leaves_no_program_when_the_compiler_fails() {
    let world = World::new();
    world.succeeds(&["new", "rusty"]);
    world.succeeds(&["new", "plain", "--lang", "c"]);
    world.rust();
    world.file("sysroot/libraries/libcore-0.rlib");
    world.program("rust-lld", "");
    world.program("cargo", "echo 'compiler: no' >&2; exit 101");
    world.refused(&["build", "rusty"], &["cargo failed in", "messages are above"]);
    world.file("ilp32/libgcc.a");
    let library = world.path("ilp32/libgcc.a");
    let script = format!("case \"$*\" in *print*) echo {};; *) echo 'compiler: no' >&2; exit 1;; esac", library.display());
    world.program("riscv64-unknown-elf-gcc", &script);
    world.refused(&["build", "plain"], &["riscv64-unknown-elf-gcc failed in", "messages are above"]);
    assert!(!world.path("rusty/rusty.elf").exists() && !world.path("plain/plain.elf").exists());
}

#[test]
fn build_compiles_the_sources_in_order() {
    let world = World::new();
    world.succeeds(&["new", "sum", "--lang", "c"]);
    world.file("sum/more.c");
    world.file("ilp32/libgcc.a");
    let library = world.path("ilp32/libgcc.a");
    // The compiler's output is the list of its arguments.
    let script = format!("case \"$*\" in *print*) echo {};; *) echo \"$*\" >\"$3\";; esac", library.display());
    world.program("riscv64-unknown-elf-gcc", &script);
    world.succeeds(&["build", "sum"]);
    let arguments = world.text("sum/sum.elf");
    assert!(arguments.starts_with("@flags -o ") && arguments.trim_end().ends_with("-lgcc"), "{arguments}");
    assert!(arguments.contains(" main.c more.c runtime/"), "{arguments}");
}
