//! Searches for an input that breaks [`vmspec_fuzz::keys`]; without libFuzzer, replays the files given.

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| vmspec_fuzz::keys(data));

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    vmspec_fuzz::replay(vmspec_fuzz::keys)
}
