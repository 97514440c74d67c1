//! An address that carries a password or a signature. It ends up readable in the release, and signatures expire while
//! the importer still tries.

use fluent_uri::Iri;

use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    SECRET_IN_URL = "secret-in-url", Storage, Warning;
    "an address that carries a password or a signature";
    Check::Disk(check)
}

/// Names of query parameters that sign a request, in small letters.
const SIGNATURES: [&str; 8] = [
    "x-amz-signature",
    "x-goog-signature",
    "signature",
    "sig",
    "token",
    "access_token",
    "x-amz-security-token",
    "key",
];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(url) = disk.resolved.url() else { return };
    let Some((what, help)) = secret(url) else { return };
    let path = source_field("http", "url");
    let template = "the address carries {what}, which anybody can read who may read the disk";
    findings.add(SECRET_IN_URL.finding(disk.id, path, template, &[("what", &what)]).help(help));
}

/// What an address carries that it should not, never quoting it.
fn secret(url: &str) -> Option<(&'static str, &'static str)> {
    let iri = Iri::parse(url).ok()?;
    if iri.authority().is_some_and(|authority| authority.userinfo().is_some()) {
        return Some((
            "a user name or password",
            "a `VMDisk` has no field for credentials: offer the image without, or upload it",
        ));
    }
    let query = iri.query()?.as_str();
    let is_signed = query.split('&').any(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        SIGNATURES.into_iter().any(|known| known.eq_ignore_ascii_case(name))
    });
    is_signed.then_some((
        "a signature",
        "a signed address expires, and the import with it: offer the image without, or upload it",
    ))
}

#[cfg(test)]
mod tests {
    use super::secret;
    use crate::analysis::{Options, check};

    #[test]
    fn passwords_and_signatures() {
        assert!(
            secret("https://user:geheim@example.com/a.img")
                .is_some_and(|(what, _)| what.contains("password"))
        );
        assert!(
            secret("https://example.com/a.img?X-Amz-Signature=abc")
                .is_some_and(|(what, _)| what == "a signature")
        );
        assert!(secret("https://example.com/a.img?sig=abc&x=y").is_some());
        assert!(secret("https://example.com/a.img?version=12").is_none());
        assert!(secret("https://example.com/sig=1").is_none());
    }

    #[test]
    fn the_secret_is_not_repeated() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {http: {url: 'https://u:geheim@example.com/a.img'}}, storage: 5Gi}\n";
        for found in check("d.yaml", text, &Options::default()).diagnostics {
            assert!(!format!("{} {:?} {:?}", found.message, found.args, found.help).contains("geheim"));
        }
    }
}
