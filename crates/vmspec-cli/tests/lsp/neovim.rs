//! Neovim, where it is installed: a person opens a faulty file and repairs it with code actions.

use std::process::Command;

use super::client::{binary, is_installed};

const FAULTY: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # größe: 🚀
spec:
  running: true
  instancetype: u1.large
";

#[test]
fn a_faulty_file_is_repaired() {
    if !is_installed("nvim") {
        println!("skipped: nvim is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vm.yaml");
    std::fs::write(&file, FAULTY).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lsp/neovim.lua");
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-n", "-c", &format!("luafile {script}")])
        .arg(&file)
        .env("VMSPEC", binary())
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let repaired =
        FAULTY.replace("running: true", "runStrategy: Always").replace("instancetype", "instanceType");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), repaired, "{said}");
}
