//! What a person does, with Neovim where it is installed.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

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

/// Runs the script in Neovim on a file, and gives what it printed; nothing where there is no Neovim.
fn repair(folder: &Path, file: &str, person: &str) -> Option<String> {
    if !is_installed("nvim") {
        println!("skipped: nvim is not installed");
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lsp/neovim.lua");
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-n", "-c", &format!("luafile {script}"), file])
        .env("VMSPEC", binary())
        .env("VMSPEC_PERSON", person)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn vmspec(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(binary()).args(arguments).current_dir(folder).output().unwrap();
    let printed =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (printed, output.status.code())
}

#[test]
fn a_faulty_file_is_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vm.yaml");
    std::fs::write(&file, FAULTY).unwrap();
    if repair(folder.path(), "vm.yaml", "").is_none() {
        return;
    }
    let repaired =
        FAULTY.replace("running: true", "runStrategy: Always").replace("instancetype", "instanceType");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), repaired);
}

/// Somebody who has just installed vmspec, in an empty folder.
#[test]
fn a_new_user_gets_along() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let path = |name: &str| here.join(name);

    // A faulty manifest is repaired in the editor until nothing is found any more.
    let faulty = include_str!("../../../../examples/faulty.yaml");
    std::fs::write(path("vm.yaml"), faulty).unwrap();
    let (found, code) = vmspec(here, &["check", "--format", "concise"]);
    assert_eq!((found.matches(".yaml:").count(), code), (10, Some(1)), "{found}");
    if let Some(done) = repair(here, "vm.yaml", "patient") {
        for action in [
            "rename `storageclass` to `storageClass`",
            "set `storage: 11Gi`",
            "ignore `placeholder-ssh-key` here",
        ] {
            assert!(done.lines().any(|line| line == action), "{action} in\n{done}");
        }
        let (left, code) = vmspec(here, &["check", "vm.yaml"]);
        assert_eq!(code, Some(0), "{left}");
        assert!(!left.contains("vm.yaml:"), "{left}");
        let repaired = std::fs::read_to_string(path("vm.yaml")).unwrap();
        assert!(repaired.starts_with("# A web server that will not come up."), "{repaired}");
        assert!(repaired.contains("\n    - name: web-system\n"), "{repaired}");
    }

    // Faults of the blocks in a folder of documentation are told at their lines.
    std::fs::create_dir(path("docs")).unwrap();
    let page = format!(
        "# Machines\n\nText.\n\n1. Apply this:\n\n   ```yaml\n   {}   ```\n",
        FAULTY.replace('\n', "\n   ")
    );
    std::fs::write(path("docs/machines.md"), page).unwrap();
    let (found, code) = vmspec(here, &["check", "docs", "--markdown", "--format", "concise"]);
    assert!(found.contains("docs/machines.md:13:6: "), "{found}");
    assert!(found.contains("docs/machines.md:14:6: "), "{found}");
    assert_eq!(code, Some(0), "a warning and an advice: {found}");

    // A report for a code host is what its schema says.
    let (_, code) =
        vmspec(here, &["check", "vm.yaml", "docs", "--markdown", "--output", "sarif=report.sarif"]);
    assert_eq!(code, Some(0));
    let report: Value =
        serde_json::from_str(&std::fs::read_to_string(path("report.sarif")).unwrap()).unwrap();
    let schema = include_str!("../../../vmspec-report/tests/schemas/sarif-2.1.0.schema.json");
    // One of its patterns has a bracket too many.
    let schema = schema.replace("{2}]?$", "{2}$");
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let wrong: Vec<_> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let results = report["runs"][0]["results"].as_array().unwrap();
    let places = results.iter().map(|result| &result["locations"][0]["physicalLocation"]);
    let of_page = places.filter(|place| place["artifactLocation"]["uri"] == "docs/machines.md");
    let lines: Vec<_> = of_page.map(|place| place["region"]["startLine"].as_u64().unwrap()).collect();
    assert!(lines.contains(&13) && lines.contains(&14), "{lines:?}");
}

/// The Lua in docs/editors.md lists who uses a disk.
#[test]
fn the_documented_lens_leads_to_the_uses_of_a_disk() {
    if !is_installed("nvim") {
        println!("skipped: nvim is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let blocks: Vec<&str> = include_str!("../../../../docs/editors.md").split("```lua\n").skip(1).collect();
    let block = |start: &str| {
        let block = blocks.iter().find(|block| block.starts_with(start)).unwrap();
        block.split_once("```").unwrap().0
    };
    std::fs::write(path("command.lua"), block("vim.lsp.commands")).unwrap();
    std::fs::write(path("settings.lua"), format!("return {{\n{}}}\n", block("capabilities = "))).unwrap();
    let vm = FAULTY.replace("spec:\n", "spec:\n  disks:\n    - name: data\n");
    std::fs::write(path("vm.yaml"), vm).unwrap();
    let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {storage: 5Gi}\n";
    std::fs::write(path("disk.yaml"), disk).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lsp/lens.lua");
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-n", "-c", &format!("luafile {script}"), "disk.yaml"])
        .env("VMSPEC", binary())
        .env("VMSPEC_COMMAND", path("command.lua"))
        .env("VMSPEC_SETTINGS", path("settings.lua"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(listed.replace('\r', ""), "vm.yaml:7:13:     - name: data\nused by `web`\n");
}
