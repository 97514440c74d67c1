//! What transcripts can't show: exact bytes, links, permissions, pipes and the environment.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
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

fn git(args: &[&str], folder: &Path) {
    let names = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
    let output = Command::new("git")
        .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
        .args(args)
        .envs(names.map(|name| (name, "ann@example.org")))
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn only_what_has_changed_is_told_and_everything_is_read() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git");
        return;
    }
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let disk = |name: &str, more: &str| {
        let head = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: ";
        format!("{head}{name}\nspec:\n  storage: 20Gi\n{more}")
    };
    fs::create_dir(path("sub")).unwrap();
    fs::write(path("old.yaml"), disk("old", "  storageclass: local\n")).unwrap();
    fs::write(path("sub/both ü.yaml"), disk("both", "")).unwrap();
    fs::write(path("gone.yaml"), disk("gone", "")).unwrap();
    fs::write(path(".gitignore"), "ignored.yaml\n").unwrap();
    git(&["init", "-q"], folder.path());
    git(&["add", "."], folder.path());
    git(&["commit", "-qm", "one"], folder.path());
    git(&["branch", "other"], folder.path());
    let told = |args: &[&str], directory: &Path| {
        let output = run(&[&["check", "--format", "concise"][..], args].concat(), directory);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    assert_eq!(told(&["--changed"], folder.path()), (Some(0), "nothing to check: no files\n".to_owned()));

    // One file changed in a commit, one not yet committed, one that git does not know, and one that is gone.
    fs::write(path("sub/both ü.yaml"), disk("both", "  optical: maybe\n")).unwrap();
    git(&["commit", "-qam", "two"], folder.path());
    let clone = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: new\nspec:\n  source:\n    \
                 disk:\n      name: old\n  storage: 5Gi\n";
    fs::write(path("sub/new.yaml"), clone).unwrap();
    fs::remove_file(path("gone.yaml")).unwrap();
    for (args, directory, expected) in [
        (&["--changed"][..], folder.path(), &["sub/new.yaml:"][..]),
        (&["--changed=other"], folder.path(), &["sub/both ü.yaml:", "sub/new.yaml:"]),
        (&["--changed=other", ".."], &path("sub"), &["../sub/both ü.yaml:", "../sub/new.yaml:"]),
    ] {
        let (code, text) = told(args, directory);
        assert_eq!(code, Some(1), "{text}");
        let mut files: Vec<&str> = text.lines().filter_map(|line| line.split_inclusive(':').next()).collect();
        files.retain(|name| name.contains(".yaml"));
        files.dedup();
        assert_eq!(files, expected, "{text}");
        // The clone is judged by the disk in the file that has not changed.
        assert!(text.contains("20Gi"), "{text}");
    }

    let (code, text) = told(&["--changed=missing"], folder.path());
    assert_eq!(code, Some(2));
    assert!(text.contains("there is no commit `missing`"), "{text}");
    let elsewhere = self::folder();
    let (code, text) = told(&["--changed"], elsewhere.path());
    assert_eq!(code, Some(2));
    assert!(text.contains("can't tell what has changed"), "{text}");
}

#[test]
fn a_text_that_is_too_large_is_not_handed_on_in_part() {
    let folder = folder();
    let mut child = vmspec(&["fix", "--max-file-size", "100", "-"], folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FAULTY.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()), "{told}");
    assert!(told.contains("is larger than 100 bytes"), "{told}");
}

#[test]
fn a_file_that_is_too_large_is_an_error_and_not_judged() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    fs::write(folder.path().join("page.md"), format!("```yaml\n{FAULTY}```\n")).unwrap();
    for name in ["disk.yaml", "page.md"] {
        let output = run(&[name, "--format", "concise", "--max-file-size", "100"], folder.path());
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.starts_with(&format!("{name}:1:1: error[limit-exceeded]")) && !text.contains("storageclass")
        );
        let output = run(&[name, "--format", "concise", "--max-file-size", "1Mi"], folder.path());
        assert!(String::from_utf8(output.stdout).unwrap().contains("storageclass"));
    }
}

#[test]
fn shells_and_man_know_the_command_line() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell], folder.path());
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains("max-file-size"), "{shell}");
    }
    let page = String::from_utf8(run(&["man"], folder.path()).stdout).unwrap();
    assert!(page.contains(".TH vmspec 1") && page.contains("vmspec\\-check(1)"), "{page}");
    assert_eq!(run(&["man", "--output", "man/man1"], folder.path()).status.code(), Some(0));
    let page = fs::read_to_string(folder.path().join("man/man1/vmspec-check.1")).unwrap();
    assert!(page.contains("max\\-file\\-size"), "{page}");
}

const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINRuq+5FtHg5jBENM+rc1yrawibCMB1ViD6m1kJh2DQo ops: a@example.com";

#[test]
fn a_first_manifest_is_clean_wherever_it_goes() {
    let folder = folder();
    fs::write(folder.path().join("key.pub"), format!("{KEY}\n")).unwrap();
    for platform in ["hikube", "cozystack", "cozystack@1.6", "cozystack@1.4"] {
        let args = ["init", "--platform", platform, "--ssh-key-file", "key.pub", "--force"];
        let output = run(&args, folder.path());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let args = ["web.yaml", "--platform", platform, "--complete", "--stage", "development"];
        let output = run(&args, folder.path());
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "no findings; 2 documents checked\n",
            "{platform}"
        );
    }
    let text = fs::read_to_string(folder.path().join("web.yaml")).unwrap();
    let printed =
        run(&["init", "-", "--platform", "cozystack@1.4", "--ssh-key-file", "key.pub"], folder.path());
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), text);
}

#[test]
fn a_first_manifest_is_not_written_over_another_or_with_errors() {
    let folder = folder();
    fs::write(folder.path().join("key.pub"), KEY).unwrap();
    fs::write(folder.path().join("web.yaml"), "mine").unwrap();
    let key = ["--ssh-key-file", "key.pub"];
    for (args, code, expected) in [
        (&["init"][..], 2, "--force overwrites it"),
        (&["init", "--name", "db", "--image", "nope"], 1, "error[unknown-image]"),
        (&["init", "--name", "a: b\nc"], 1, "error[invalid-name]"),
    ] {
        let output = run(&[args, &key].concat(), folder.path());
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
        assert!(text.contains(expected), "{text}");
    }
    let output = vmspec(&["init", "x.yaml"], folder.path()).env("HOME", folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("ssh-keygen"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(fs::read_to_string(folder.path().join("web.yaml")).unwrap(), "mine");
}

#[test]
fn a_migration_is_told_as_json() {
    let folder = folder();
    let manifest = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  running: false # now\n";
    let (path, rewritten) =
        (folder.path().join("vm.yaml"), manifest.replace("running: false", "runStrategy: Halted"));
    let told = |args: &[&str], stdin: &str| -> serde_json::Value {
        let args = [&["migrate", "--to", "cozystack@1.6", "--format", "json", "--quiet"], args].concat();
        let mut child = vmspec(&args, folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), stdin.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    fs::write(&path, manifest).unwrap();
    let report = told(&["--diff", "vm.yaml"], "");
    assert_eq!(fs::read_to_string(&path).unwrap(), manifest);
    assert_eq!(report["applied"][0]["rule"], "deprecated-running");
    assert_eq!(told(&["vm.yaml"], ""), report);
    assert_eq!(fs::read_to_string(&path).unwrap(), rewritten);
    assert_eq!(told(&["vm.yaml"], "")["files"][0]["changed"], false);
    assert_eq!(told(&["-"], manifest)["files"][0]["text"], rewritten);
}

#[test]
fn pages_are_not_compared() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    fs::write(folder.path().join("page.md"), format!("> ```yaml\n{FAULTY}```\n")).unwrap();
    for args in [["diff", "disk.yaml", "page.md"], ["diff", "page.md", "disk.yaml"]] {
        let output = run(&args, folder.path());
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.starts_with("error: can't compare `page.md`"), "{told}");
    }
}

#[test]
fn watching_checks_again_when_a_file_changes() {
    let folder = folder();
    fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
    let args = ["--watch", "--format", "concise", "--output", "json=report.json", "."];
    let mut child =
        vmspec(&args, folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    // The first report, and one more each time, although the check reads all files and writes one itself.
    assert!(lines.next().unwrap().contains("storageclass"));
    assert!(lines.next().unwrap().starts_with("1 warning in 1 file"));
    assert!(lines.next().unwrap().starts_with("1 can be fixed"));
    // As editors save, so that there is no moment in which half of it is there.
    let save = |name: &str, text: String| {
        fs::write(folder.path().join("unsaved"), text).unwrap();
        fs::rename(folder.path().join("unsaved"), folder.path().join(name)).unwrap();
    };
    save("disk.yaml", FAULTY.replace("storageclass: local", "storageClass: replicated"));
    // The report of before is none of the files that are read.
    assert_eq!(lines.next().unwrap(), "no findings; 1 document checked");
    save("new.yaml", FAULTY.replace("\"data\"", "\"other\""));
    let line = lines.next().unwrap();
    assert!(line.starts_with("new.yaml:7:3: warning[unknown-field]"), "{line}");
    child.kill().unwrap();
    child.wait().unwrap();

    let output = run(&["--watch", "-"], folder.path());
    assert_eq!(output.status.code(), Some(2));
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
