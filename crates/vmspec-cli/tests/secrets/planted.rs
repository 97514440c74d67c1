//! Manifests with a secret in every place that can hold one.
//!
//! The files beside this one hold what stands in such a place, with `SECRET` for the secret and a line `%%` between two of
//! them.

use std::fmt::Write;

/// What is looked for in outputs. It is part of every form of the secret.
pub(crate) const MARKS: [&str; 2] = ["c4naryS3cret", "9081726354"];

/// What stands for `SECRET`: a word, a number, a hash, a token, and base64 that is longer than a line of an excerpt.
fn forms() -> [String; 5] {
    let [word, number] = MARKS;
    [
        word.to_owned(),
        number.to_owned(),
        format!("$6$rounds=4096${word}$"),
        format!("ghp_{word}{word}{word}"),
        format!("{word}{}", "qL8x3v".repeat(50)),
    ]
}

/// All manifests.
pub(crate) fn manifests() -> Vec<String> {
    let mut templates = Vec::new();
    for config in blocks(include_str!("cloud-configs.txt")) {
        templates.extend(cloud_inits(config).iter().map(|spec| manifest("VMInstance", "", spec)));
    }
    let specs = || blocks(include_str!("specs.txt"));
    templates.extend(specs().map(|spec| manifest("VMInstance", "", spec)));
    templates.extend(specs().map(|spec| manifest("VMDisk", "", spec)));
    templates.extend(blocks(include_str!("disks.txt")).map(|spec| manifest("VMDisk", "", spec)));
    for metadata in blocks(include_str!("metadata.txt")) {
        templates.push(manifest("VMInstance", metadata, "running: true"));
        templates.push(manifest("VMDisk", metadata, "storage: 5Gi"));
    }
    let planted = templates.iter().enumerate().flat_map(|(index, template)| {
        // Resources of one name would be judged together.
        let template = template.replace("name: web", &format!("name: web-{index}"));
        let [word, others @ ..] = forms();
        let other = others.iter().cycle().nth(index % others.len()).expect("another form");
        [&word, other].map(|form| template.replace("SECRET", form))
    });
    planted.collect()
}

fn blocks(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("\n%%\n").map(|block| block.trim_end_matches('\n'))
}

/// The ways in which a cloud-config may stand in a manifest, and some in which it is damaged.
fn cloud_inits(config: &str) -> [String; 7] {
    let lines = indented(config, 2);
    let quoted = format!("{:?}", format!("#cloud-config\n{config}\n"));
    [
        format!("cloudInit: |\n  #cloud-config{lines}"),
        format!("external: true\ncloudInit: {quoted}"),
        format!("cloudInit: >\n  #cloud-config\n{}", lines.replace('\n', "\n\n")),
        format!("{{external: true, cloudInit: {quoted}, sshkeys: []}}"),
        format!("cloudInit: |\n  #cloud-config{lines}\n  more: ["),
        format!("cloudInit: |\n  #cloud-config{lines}\n oops: ["),
        format!("cloudInit:\n  #cloud-config{lines}"),
    ]
}

fn indented(text: &str, indent: usize) -> String {
    text.lines().fold(String::new(), |mut indented, line| {
        let _ = write!(indented, "\n{:indent$}{line}", "");
        indented
    })
}

fn manifest(kind: &str, metadata: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: web{}\nspec:{}\n",
        indented(metadata, 2),
        indented(spec, 2)
    )
}
