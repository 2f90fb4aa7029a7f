//! What measures, and on what machine: nothing that names the machine, its users or its folders.

use crate::machine::{commit_of, processor};
use crate::record::Provenance;
use crate::resources::memory_bytes;
use crate::sources::digest_of_sources;
use std::path::Path;
use std::time::SystemTime;
use std::{env, fs, thread};

/// What stands before the compiler's version in what it makes.
const COMPILER: &[u8] = b"rustc version ";

/// Digest of the sources that this program is built from ([`digest_of_sources`]).
pub const SOURCES: &str = env!("JOLTLAB_SOURCES");

/// The commit that is checked out where this program was built, and whether tracked files differ from it; none if the sources there are no
/// longer those that it was built from.
fn commit() -> Option<(String, bool)> {
    let member = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = digest_of_sources(member.parent()?).ok()?;
    if sources == SOURCES { commit_of(member) } else { None }
}

/// Of this process; what cannot be found out is none. `time` is now.
pub fn detect(seed: u64) -> Provenance {
    let (commit, dirty) = commit().unzip();
    Provenance {
        commit,
        dirty,
        version: env!("CARGO_PKG_VERSION").into(),
        sources: SOURCES.into(),
        rustc: env::current_exe().and_then(fs::read).ok().and_then(|bytes| compiler(&bytes)),
        target: target(),
        target_features: target_features(),
        profile: if cfg!(debug_assertions) { "dev" } else { "release" }.into(),
        cpu: fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| processor(&text)),
        cores: thread::available_parallelism().map_or(1, |cores| cores.get() as u32),
        memory_bytes: memory_bytes("MemTotal"),
        allocator: "system".into(),
        governor: fs::read_to_string("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").ok().map(|text| text.trim().into()),
        units: None,
        seed,
        time: now(),
    }
}

/// Now, as records say it.
pub fn now() -> String {
    utc(SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs()))
}

/// So many seconds after 1970.
fn utc(seconds: u64) -> String {
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}Z", crate::machine::date(seconds / 86400), seconds % 60)
}

/// The version, up to the first space, that a program's compiler left in it.
fn compiler(program: &[u8]) -> Option<String> {
    let version = program.windows(COMPILER.len()).enumerate().filter(|(_, window)| *window == COMPILER).find_map(|(at, _)| {
        let rest = &program[at + COMPILER.len()..];
        rest.first().filter(|byte| byte.is_ascii_digit())?;
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b".-".contains(byte))?;
        String::from_utf8(rest[..end].to_vec()).ok()
    });
    version.filter(|version| version.len() < 40)
}

fn target() -> String {
    let library = [("gnu", cfg!(target_env = "gnu")), ("musl", cfg!(target_env = "musl")), ("msvc", cfg!(target_env = "msvc"))];
    let library = library.iter().find(|(_, here)| *here).map(|(name, _)| format!("-{name}")).unwrap_or_default();
    format!("{}-{}{library}", env::consts::ARCH, env::consts::OS)
}

/// Those that matter to arithmetic on wide integers.
fn target_features() -> Vec<String> {
    macro_rules! enabled {
        ($($name:literal),*) => { [$(($name, cfg!(target_feature = $name))),*] };
    }
    let known = enabled!["sse2", "sse4.2", "avx", "avx2", "bmi1", "bmi2", "adx", "fma", "avx512f", "avx512ifma", "neon", "sve"];
    known.into_iter().filter(|(_, on)| *on).map(|(name, _)| name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(now().len(), 20);
    }

    #[test]
    fn this_process_says_what_it_is() {
        let found = detect(7);
        assert_eq!((found.seed, found.profile.is_empty()), (7, false));
        // Tests run on the sources that they are built from.
        assert_eq!(digest_of_sources(Path::new("..")).unwrap(), found.sources);
        assert!(found.cores > 0);
        if cfg!(target_os = "linux") {
            assert!(found.rustc.as_ref().is_some_and(|version| version.starts_with("1.")), "{:?}", found.rustc);
            assert!(found.memory_bytes > Some(1 << 27));
        }
    }

    #[test]
    fn the_compiler_is_read_from_the_program() {
        assert_eq!(compiler(b"..rustc version {}..rustc version 1.95.0 (5980)\0").as_deref(), Some("1.95.0"));
        assert_eq!(compiler(b"nothing here, rustc version "), None);
    }
}
