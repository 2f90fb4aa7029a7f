//! The file as it is written, with the places of its values.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub name: Spanned<String>,
    pub description: Option<String>,
    pub seed: Option<u64>,
    pub repeats: Option<Spanned<u32>>,
    pub warm_ups: Option<Spanned<u32>>,
    pub verifications: Option<Spanned<u32>>,
    pub operations: Option<bool>,
    #[serde(default)]
    pub measure: Vec<Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub programs: Option<Spanned<Vec<Spanned<String>>>>,
    pub elf: Option<Spanned<String>>,
    pub isa: Option<Spanned<String>>,
    pub log_cycles: Option<Spanned<Vec<Spanned<u32>>>>,
    pub input_str: Option<Spanned<String>>,
    pub input_hex: Option<Spanned<String>>,
    pub input_file: Option<Spanned<String>>,
    pub configurations: Option<Spanned<Vec<Spanned<String>>>>,
    pub threads: Option<Spanned<Vec<Spanned<u32>>>>,
}
