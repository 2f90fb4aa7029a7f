//! `joltlab new`: the folder of a guest that builds and proves.

use crate::arguments::New;
use crate::error::Failure;
use crate::report;
use crate::template::{NameError, check_name, files};
use std::fs;
use std::io;
use std::path::Path;

/// Writes the folder: whole, or not at all.
pub fn new(arguments: &New) -> Result<(), Failure> {
    let path = &arguments.path;
    let name = path.file_name().ok_or(NameError::Missing).map_err(Failure::input)?.to_string_lossy();
    check_name(&name).map_err(Failure::input)?;
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Input(format!("{} exists already, and nothing in it is changed; give another name", path.display())));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new().prefix(".joltlab-new").tempdir_in(parent).map_err(|error| unwritable(path, &error))?;
    let folder = temporary.path().join(&*name);
    for (file, text) in files(arguments.lang) {
        write(&folder.join(file), &text.replace("{{name}}", &name)).map_err(|error| unwritable(path, &error))?;
    }
    fs::rename(&folder, path).map_err(|error| unwritable(path, &error))?;
    let shown = path.display();
    report::table(&[
        ("created", format!("{shown}: {} and a runtime; README.md says more", arguments.lang.main())),
        ("next", format!("joltlab build {shown}")),
    ])
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    crate::files::failure(path, error)
}
