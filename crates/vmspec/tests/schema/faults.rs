//! Manifests made faulty on purpose: which flavour refuses them, and that the rules report each.
//!
//! The files in `schemas/tests/faulty` say so themselves, in comments at their beginning.

use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use vmspec::analysis::{Options, check};
use vmspec::diagnostic::Severity;
use vmspec::platform::{Platform, Provider};
use vmspec::rules::Scope;
use vmspec::schema::{Draft, Flavour, Kind, manifests, schema};
use vmspec_yaml::{Limits, parse};

use crate::fixtures::{files, json_of, texts};

/// The schemas of a platform, in both drafts: that of files of several kinds, and those of the kinds.
struct Flavoured {
    flavour: Flavour,
    manifests: [Validator; 2],
    kinds: Vec<(Kind, [Validator; 2])>,
}

impl Flavoured {
    fn of(platform: &Platform) -> Vec<Self> {
        let compile = |schema: Value| jsonschema::validator_for(&schema).unwrap();
        let flavoured = |flavour: Flavour| Self {
            flavour,
            manifests: Draft::ALL.map(|draft| compile(manifests(platform, flavour, draft))),
            kinds: Kind::ALL
                .map(|kind| (kind, Draft::ALL.map(|draft| compile(schema(kind, platform, flavour, draft)))))
                .into(),
        };
        Flavour::ALL.iter().copied().map(flavoured).collect()
    }

    /// Whether the schemas refuse a document, upon which they agree.
    fn refuses(&self, document: &Value, context: &str) -> bool {
        let kind = document.get("kind").and_then(Value::as_str);
        let of_kind = self.kinds.iter().filter(|(of, _)| Some(of.name()) == kind);
        let validators = self.manifests.iter().chain(of_kind.flat_map(|(_, validators)| validators));
        let verdicts: Vec<bool> = validators.map(|validator| validator.is_valid(document)).collect();
        let is_valid = verdicts.contains(&true);
        assert!(!is_valid || !verdicts.contains(&false), "{context}: {:?} disagree", self.flavour);
        !is_valid
    }
}

fn documents(text: &str) -> Vec<Value> {
    let tree = parse(text, &Limits::default());
    let roots = (0..tree.documents().len()).filter_map(|index| tree.root(index));
    roots.filter_map(json_of).collect()
}

fn options(platform: &Platform, scope: Scope) -> Options {
    let mut options = Options::default();
    options.platform = platform.clone();
    options.scope = scope;
    options
}

/// What a file says of itself.
fn stated<'t>(text: &'t str, what: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(what))
}

#[test]
fn faulty_manifests_are_refused_by_the_flavours_that_they_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/tests/faulty");
    let platforms = [Provider::Hikube, Provider::Cozystack].map(|provider| {
        let platform = Platform::new(provider);
        let flavoured = Flavoured::of(&platform);
        (platform, flavoured)
    });
    let (mut kinds, mut found_by_strict, mut wrong) = (0, 0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let provider: Provider = stated(&text, "platform: ").unwrap().parse().unwrap();
        let (platform, flavoured) =
            platforms.iter().find(|(platform, _)| platform.provider == provider).unwrap();

        let scope = if stated(&text, "complete").is_some() { Scope::Closed } else { Scope::Open };
        let options = options(platform, scope);
        let report = check(&name, &text, &options);
        let is_reported = report.diagnostics.iter().any(|found| found.severity >= Severity::Warning);
        if !is_reported {
            wrong.push(format!("{name}: no rule reports it"));
        }

        let documents = documents(&text);
        assert!(!documents.is_empty(), "{name}");
        let refusing = flavoured.iter().filter(|flavoured| {
            let context = format!("{name} on {provider}");
            documents.iter().any(|document| flavoured.refuses(document, &context))
        });
        let mut refusing: Vec<&str> = refusing.map(|flavoured| flavoured.flavour.name()).collect();
        kinds += 1;
        found_by_strict += usize::from(refusing.contains(&"strict"));
        if refusing.is_empty() {
            refusing.push("none");
        }
        let (refusing, stated) = (refusing.join(" "), stated(&text, "refused by: ").unwrap());
        if refusing != stated {
            wrong.push(format!("{name}: refused by {refusing}, and says {stated}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(kinds >= 40, "only {kinds} kinds of fault");
    let percent = found_by_strict * 100 / kinds;
    println!("the strict flavour refuses {found_by_strict} of {kinds} faulty manifests, {percent} %");
    // What is found today must not be lost tomorrow.
    assert!(percent >= LEAST_PERCENT, "the strict flavour refuses only {percent} %");
}

const LEAST_PERCENT: usize = 89;

/// A schema that refuses what the platform takes is worse than none.
#[test]
fn what_a_flavour_refuses_the_rules_report() {
    let platforms = [Provider::Hikube, Provider::Cozystack].map(Platform::new);
    let flavoured = platforms.each_ref().map(Flavoured::of);
    let (mut sound, mut refused) = (0, 0);
    for file in files() {
        for text in texts(&file) {
            for (platform, flavoured) in platforms.iter().zip(&flavoured) {
                let options = options(platform, Scope::Open);
                let report = check("fixture.yaml", &text, &options);
                let least_of_strict = Severity::Info;
                for schemas in flavoured {
                    // Editors show all that a schema says as an error.
                    let least =
                        if schemas.flavour == Flavour::Editor { Severity::Warning } else { least_of_strict };
                    let context = format!("{} on {platform}", file.display());
                    let is_refused =
                        documents(&text).iter().any(|document| schemas.refuses(document, &context));
                    let is_reported = report.diagnostics.iter().any(|found| found.severity >= least);
                    assert!(
                        !is_refused || is_reported,
                        "{context}: {:?} refuses what no rule reports:\n{text}\n{}",
                        schemas.flavour,
                        reasons(platform, schemas.flavour, &text),
                    );
                    sound += usize::from(!is_refused);
                    refused += usize::from(is_refused);
                }
            }
        }
    }
    assert!(sound > 100 && refused > 100, "{sound} accepted, {refused} refused");
    println!("{sound} texts accepted, {refused} refused");
}

fn reasons(platform: &Platform, flavour: Flavour, text: &str) -> String {
    let validator = jsonschema::validator_for(&manifests(platform, flavour, Draft::Draft07)).unwrap();
    let documents = documents(text);
    let errors = documents.iter().flat_map(|document| {
        let errors: Vec<String> = validator
            .iter_errors(document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        errors
    });
    errors.collect::<Vec<_>>().join("\n")
}

#[test]
fn keys_that_let_somebody_in_are_taken() {
    let body = "AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6";
    let keys = [
        (format!("ssh-ed25519 {body}"), true),
        (format!("ssh-ed25519 {body} ops@example.org"), true),
        (format!("from=\"10.0.0.0/8\",no-pty ssh-ed25519 {body} ops@example.org\n"), true),
        (format!("ssh-ed25519-cert-v01@openssh.com {body}"), true),
        (format!("ssh-dss {body}"), false),
        (body.to_owned(), false),
        ("ssh-ed25519 AAAA... you@host".to_owned(), false),
        (format!("ssh-ed25519\n{body}"), false),
    ];
    let schema = schema(Kind::VMInstance, &Platform::hikube(), Flavour::Strict, Draft::Draft07);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (key, is_taken) in keys {
        let manifest = serde_json::json!({
            "apiVersion": "apps.cozystack.io/v1alpha1",
            "kind": "VMInstance",
            "metadata": { "name": "web" },
            "spec": { "disks": [{ "name": "web-system" }], "sshKeys": [key] },
        });
        assert_eq!(validator.is_valid(&manifest), is_taken, "{key}");
    }
}
