//! A label or annotation whose key grows too long when the platform copies it to the release.
//!
//! Concluded from the prefix in the code, not seen on a cluster, so a warning.

use super::field;
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    LONG_LABEL_KEY = "long-label-key", Metadata, Warning;
    "a label or annotation key that is too long once the platform has added its prefix";
    Check::Resource(check)
}

/// What the platform puts before each key on the release.
///
/// Source: `pkg/registry/apps/application/rest.go`, Cozystack v1.6.2.
const PREFIX: &str = "apps.cozystack.io-";
/// The longest name part of a key in Kubernetes.
const LONGEST: usize = 63;

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let Some(metadata) = resource.metadata() else { return };
    let labels = metadata.labels.iter().flatten().map(|(key, _)| ("labels", key));
    let annotations = metadata.annotations.iter().flatten().map(|(key, _)| ("annotations", key));
    for (place, key) in labels.chain(annotations) {
        if key.contains('/') || key.len() + PREFIX.len() <= LONGEST {
            continue;
        }
        let longest = LONGEST - PREFIX.len();
        let template = "the key has {length} characters, and with more than {longest} the release is refused";
        let args: [(&'static str, &dyn std::fmt::Display); 2] =
            [("length", &key.len()), ("longest", &longest)];
        let path = field(place).key(key.clone());
        findings.add(LONG_LABEL_KEY.finding(resource.id(), path, template, &args).on_key());
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn keys_with_a_prefix_of_their_own_are_not_judged() {
        let found = |key: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d, labels: {{{key}: x}}}}\nspec: {{storage: 1Gi}}\n"
            );
            !draw("long-label-key", &text, &Options::default()).is_empty()
        };
        assert!(!found(&"a".repeat(45)));
        assert!(found(&"a".repeat(46)));
        assert!(!found(&format!("example.com/{}", "a".repeat(46))));
    }
}
