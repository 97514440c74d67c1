//! What transcripts can't show: exact bytes, links, permissions, pipes and the environment.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const FAULTY: &str = "apiVersion: apps.cozystack.io/v1alpha1\r\nkind: VMDisk\r\nmetadata:\r\n  name: \"data\"   # quoted\r\n\
                      spec:\r\n  storage: 20Gi\r\n  storageclass: local\r\n";

fn vmspec(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vmspec"));
    command.args(args).current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "FORCE_HYPERLINK", "GITHUB_ACTIONS"]
    {
        command.env_remove(name);
    }
    command
}

fn run(args: &[&str], folder: &Path) -> Output {
    vmspec(args, folder).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn line_ends_comments_and_quotes_stay() {
    let folder = folder();
    let path = folder.path().join("disk.yaml");
    fs::write(&path, FAULTY).unwrap();
    let fixed = FAULTY.replace("storageclass", "storageClass");
    assert_eq!(run(&["fix", "--unsafe", "disk.yaml"], folder.path()).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).unwrap(), fixed);

    let mut child = vmspec(&["fix", "--unsafe", "-"], folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FAULTY.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), fixed);
}

#[test]
fn nothing_is_written_without_need() {
    let folder = folder();
    let path = folder.path().join("disk.yaml");
    fs::write(&path, FAULTY).unwrap();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    for args in
        [&["fix", "--diff", "--unsafe", "disk.yaml"][..], &["fix", "disk.yaml"], &["check", "disk.yaml"]]
    {
        run(args, folder.path());
        assert_eq!(fs::read_to_string(&path).unwrap(), FAULTY, "{args:?}");
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    let target = folder.path().join("target.yaml");
    let link = folder.path().join("link.yaml");
    fs::write(&target, FAULTY).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("target.yaml", &link).unwrap();
    run(&["fix", "--unsafe", "link.yaml"], folder.path());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&target).unwrap().contains("storageClass"));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);

    fs::write(&target, FAULTY).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
    let output = run(&["fix", "--unsafe", "target.yaml"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("can't write `target.yaml`: permission denied"));
    assert_eq!(fs::read_to_string(&target).unwrap(), FAULTY);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let folder = folder();
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/disk.yaml"), FAULTY).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("sub/loop")).unwrap();
    std::os::unix::fs::symlink("disk.yaml", folder.path().join("sub/same.yaml")).unwrap();
    let output = run(&["check", "--format", "concise", ".", "sub", "sub/disk.yaml"], folder.path());
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches("storageclass").count(), 1, "{text}");
}

#[test]
fn bytes_that_are_not_text_are_reported_and_never_written() {
    let folder = folder();
    let bytes = [FAULTY.as_bytes(), b"# \xff\n"].concat();
    fs::write(folder.path().join("disk.yaml"), &bytes).unwrap();
    let output = run(&["check", "disk.yaml"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("UTF-8"));
    let output = run(&["fix", "--unsafe", "disk.yaml"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("disk.yaml")).unwrap(), bytes);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder();
    let many = format!("{FAULTY}---\n").repeat(300);
    fs::write(folder.path().join("many.yaml"), many).unwrap();
    let mut child =
        vmspec(&["many.yaml"], folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colour_is_asked_for() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    let is_coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = vmspec(args, folder.path());
        command.envs(variables.iter().copied());
        command.output().unwrap().stdout.contains(&0x1b)
    };
    let plain = ["disk.yaml"];
    let always = ["disk.yaml", "--color", "always"];
    let never = ["disk.yaml", "--color", "never"];
    for (args, variables, expected) in [
        (&plain[..], &[][..], false),
        (&plain, &[("CLICOLOR_FORCE", "1")], true),
        (&plain, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&plain, &[("FORCE_COLOR", "1")], true),
        (&plain, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&plain, &[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], false),
        (&always, &[], true),
        (&always, &[("NO_COLOR", "1")], true),
        (&never, &[("CLICOLOR_FORCE", "1")], false),
    ] {
        assert_eq!(is_coloured(args, variables), expected, "{args:?} {variables:?}");
    }
}

#[test]
fn rule_names_link_to_their_pages_where_the_terminal_has_links() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    for (args, variables, expected) in [
        (&["disk.yaml"][..], &[("FORCE_HYPERLINK", "1")][..], false),
        (&["disk.yaml", "--color", "always"], &[], false),
        (&["disk.yaml", "--color", "always"], &[("FORCE_HYPERLINK", "1")], true),
    ] {
        let output = vmspec(args, folder.path()).envs(variables.iter().copied()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.contains("\u{1b}]8;;https://vmspec.dev/rules/unknown-field"), expected, "{args:?}");
    }
}

#[test]
fn a_github_workflow_gets_annotations_unless_it_asks_for_something_else() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    for (args, value, expected) in [
        (&["disk.yaml"][..], "true", "::warning title=vmspec (unknown-field),file=disk.yaml,line=7,"),
        (&["disk.yaml"], "", "warning[unknown-field]: unknown field"),
        (&["disk.yaml", "--format", "concise"], "true", "disk.yaml:7:3: warning[unknown-field]"),
    ] {
        let output = vmspec(args, folder.path()).env("GITHUB_ACTIONS", value).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(expected), "{args:?} {value}: {text}");
    }
}

#[test]
fn reports_name_files_from_the_root_of_the_repository() {
    let folder = folder();
    let below = folder.path().join("infra/vms");
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("disk.yaml"), FAULTY).unwrap();
    fs::write(folder.path().join("other.yaml"), FAULTY).unwrap();
    let args = ["vms", "../other.yaml", "--format", "gitlab"];
    let output = run(&args, &folder.path().join("infra"));
    let text = String::from_utf8(output.stdout).unwrap();
    for path in ["\"infra/vms/disk.yaml\"", "\"other.yaml\""] {
        assert!(text.contains(path), "{text}");
    }
}

#[test]
fn reports_go_to_files_beside_standard_output() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    let files = ["--output", "sarif=reports/vmspec.sarif", "--output", "junit=vmspec.xml"];
    let output = run(&[&["disk.yaml", "--color", "always"][..], &files].concat(), folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.contains(&0x1b));
    let sarif = fs::read_to_string(folder.path().join("reports/vmspec.sarif")).unwrap();
    assert!(sarif.contains("\"uri\": \"disk.yaml\"") && !sarif.contains('\u{1b}'), "{sarif}");
    assert!(fs::read_to_string(folder.path().join("vmspec.xml")).unwrap().contains("<testsuites"));

    // A folder is no file: that fails, and the report is printed all the same.
    let output = run(&["disk.yaml", "--output", "sarif=reports"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("can't write `reports`"));
}

#[test]
fn hostile_names_and_texts_do_not_reach_the_terminal() {
    let folder = folder();
    let name = "\u{1b}]0;owned\u{7}.yaml";
    let text = FAULTY.replace("storageclass", "\"\\e[31mred\"").replace("# quoted", "# \u{202e}");
    if fs::write(folder.path().join(name), text).is_err() {
        // A file system that refuses such names protects its users already.
        return;
    }
    for format in vmspec_report::Format::ALL {
        let output = run(&["check", "--format", format.name(), ".", "missing\u{1b}[31m.yaml"], folder.path());
        for stream in [output.stdout, output.stderr] {
            let stream = String::from_utf8(stream).unwrap();
            assert!(!stream.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format}: {stream:?}");
            assert!(!stream.is_empty());
        }
    }
}
