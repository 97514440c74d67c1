//! What is said of things at a cursor.

use vmspec::analysis::assist::hover;
use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::platform::Platform;

use super::support::split;

const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\n";
const DISK: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n  source: {image: {name: ubuntu-2404}}\n  storage: 20Gi\n---\n";
const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6 ops@example.com";

/// What is explained, and the explanation.
fn explained(marked: &str, options: &Options) -> Option<(String, String)> {
    let (text, offset) = split(marked);
    let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
    let workspace = Workspace::new(&files, options);
    let hover = hover(&workspace, 0, offset)?;
    Some((hover.span.slice(&text).to_owned(), hover.markdown))
}

/// A part with a cursor, what is explained, and words of the explanation in order.
#[test]
fn explanations() {
    let key = format!("{VM}spec:\n  sshKeys:\n    - {}‸{}\n", &KEY[..20], &KEY[20..]);
    let table: Vec<(String, &str, &[&str])> = vec![
        (
            format!("{VM}spec:\n  run‸Strategy: Halted\n"),
            "runStrategy",
            &["When the VM runs", "Default: `Always`", "`Once`", "Here: `Halted`"],
        ),
        (format!("{VM}spec:\n  runStrategy: Hal‸ted\n"), "Halted", &["stopped and stays so"]),
        (
            format!("{VM}spec:\n  instance‸Type: u1.large\n"),
            "instanceType",
            &["Default: `u1.medium`", "Here: 2 vCPU, 8Gi memory"],
        ),
        (
            format!("{VM}spec:\n  instanceType: u1.lar‸ge # für 🚀\n"),
            "u1.large",
            &["2 vCPU, 8 GiB", "hikube catalog ("],
        ),
        (format!("{VM}spec:\n  instanceProfile: ubu‸ntu\n"), "ubuntu", &["Ubuntu", "2 GiB"]),
        (
            format!("{VM}spec:\n  external: true\n  external‸Ports: [22, 443]\n"),
            "externalPorts",
            &["Default: `[22]`", "TCP ports 22, 443"],
        ),
        (
            format!("{DISK}{VM}spec:\n  disks:\n  - name: da‸ta\n"),
            "data",
            &["20Gi, image ubuntu-2404", "`it.yaml`"],
        ),
        (format!("{DISK}{VM}spec:\n  disks:\n  - da‸ta\n"), "data", &["20Gi, image ubuntu-2404"]),
        (DISK.replace("20Gi", "2‸0Gi"), "20Gi", &["21,474,836,480 bytes", "20.0 GiB", "21.5 GB"]),
        (DISK.replace("ubuntu-2404", "ubuntu‸-2404"), "ubuntu-2404", &["at least", "user `ubuntu`"]),
        (DISK.replace("kind: VMDisk", "kind: VM‸Disk"), "VMDisk", &["disk"]),
        (
            key,
            KEY,
            &["`ssh-ed25519`", "`SHA256:trIhMOP3bp/nEnyH1+W4CSgODUqd+bMDxaMGn3MR+CQ`", "ops@example.com"],
        ),
        (
            format!("{VM}spec:\n  cloudInit: |\n    #cloud-config\n    pack‸ages: [nginx]\n"),
            "packages",
            &["Packages to install"],
        ),
        (
            format!(
                "{VM}spec:\n  cloudInit: |\n    #cloud-config\n    users:\n    - name: ü\n      lock_‸passwd: true\n"
            ),
            "lock_passwd",
            &["no login by password"],
        ),
        (
            format!("{VM}spec:\n  cloudInit: |\n    #cloud-config\n    power_state: {{mode: reb‸oot}}\n"),
            "reboot",
            &["It starts again"],
        ),
    ];
    for (marked, span, words) in table {
        let (found, markdown) =
            explained(&marked, &Options::default()).unwrap_or_else(|| panic!("nothing of\n{marked}"));
        assert_eq!(found, span, "{marked}");
        let mut rest = markdown.as_str();
        for word in words {
            let at = rest.find(word).unwrap_or_else(|| panic!("no {word:?} in {markdown:?} of\n{marked}"));
            rest = &rest[at..];
        }
    }
}

#[test]
fn the_platform_is_heeded() {
    let marked = format!("{VM}spec:\n  run‸ning: true\n");
    for (platform, said) in [("hikube", false), ("cozystack@1.6", true), ("cozystack@0.40", false)] {
        let options = Options::new(platform.parse::<Platform>().expect("a platform"));
        let (_, markdown) = explained(&marked, &options).expect("an explanation");
        assert_eq!(markdown.contains("Not read by"), said, "{platform}: {markdown}");
    }
}

#[test]
fn texts_that_may_be_secret_are_not_repeated() {
    for marked in [
        format!("{VM}spec:\n  cloudInit: |\n    #cloud-config\n    password: hunt‸er2\n"),
        format!("{VM}spec:\n  cloudInit: |\n    #cloud-config\n    pass‸word: hunter2\n"),
        format!("{VM}spec:\n  cloud‸Init: hunter2\n"),
        format!("{VM}spec:\n  cloudInit: hunt‸er2\n"),
        format!("{VM}spec:\n  sshKeys: [hunt‸er2]\n"),
        format!("{VM}spec:\n  cloudInitSeed: hunt‸er2\n"),
        format!("{VM}  labels: {{a: hunt‸er2}}\n"),
    ] {
        let said = explained(&marked, &Options::default()).map(|(_, markdown)| markdown).unwrap_or_default();
        assert!(!said.contains("hunter2"), "{said} of\n{marked}");
    }
}

/// Markdown in a name is text.
#[test]
fn names_are_no_markdown() {
    let disk = DISK.replace("name: data", "name: \"a[b](http://x)<img>`\"");
    let marked = format!("{disk}{VM}spec:\n  disks:\n  - name: \"a‸[b](http://x)<img>`\"\n");
    let (_, markdown) = explained(&marked, &Options::default()).expect("an explanation");
    assert!(markdown.starts_with("**a\\[b\\]\\(http://x\\)\\<img\\>\\`**"), "{markdown}");
}
