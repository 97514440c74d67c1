//! An address that the importer refuses, or that can't be meant.
//!
//! The importer parses it with Go's `url.ParseRequestURI` and takes three schemes. Nothing is fetched here.

use fluent_uri::Iri;

use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    INVALID_URL = "invalid-url", Storage, Error;
    "an address that can't be downloaded from";
    Check::Disk(check)
}

/// Source: CDI v1.64.0, `pkg/apiserver/webhooks/util.go`.
const SCHEMES: [&str; 3] = ["http", "https", "gs"];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(url) = disk.resolved.url() else { return };
    // `empty-source` speaks of an empty one.
    if url.is_empty() {
        return;
    }
    let Some(reason) = fault(url) else { return };
    let path = source_field("http", "url");
    let template = "the disk can't be downloaded: {reason}";
    findings.add(INVALID_URL.finding(disk.id, path, template, &[("reason", &reason)]));
}

/// What is wrong with an address, never quoting it: it may hold a password.
fn fault(url: &str) -> Option<String> {
    if url.contains("${") || url.contains("{{") || url.contains('<') {
        return Some("the address holds a placeholder that was not filled in".to_owned());
    }
    if url.contains(char::is_whitespace) {
        return Some("the address holds a blank".to_owned());
    }
    let Ok(iri) = Iri::parse(url) else {
        return Some("this is no absolute address, expected a form like `https://host/path`".to_owned());
    };
    let scheme = iri.scheme().as_str().to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return Some(format!("the scheme is `{scheme}`, expected `http`, `https` or `gs`"));
    }
    let host = iri.authority().map(|authority| authority.host()).unwrap_or_default();
    if !host.contains(char::is_alphanumeric) {
        return Some("the address names no host".to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn addresses() {
        let sound = [
            "https://example.com/a.qcow2",
            "HTTP://10.0.0.1:8080/a",
            "gs://bucket/object",
            "https://[::1]/a?x=y#z",
            "https://müller.example/ü.img",
            "https://user:secret@example.com/a",
        ];
        for url in sound {
            assert_eq!(fault(url), None, "{url}");
        }
        let faulty = [
            ("https://...", "names no host"),
            ("ftp://example.com/a", "the scheme is `ftp`"),
            ("s3://bucket/a", "the scheme is `s3`"),
            ("example.com/a.iso", "no absolute address"),
            ("/a.iso", "no absolute address"),
            ("https://example.com/a b", "a blank"),
            ("https://<host>/a", "a placeholder"),
            ("${URL}", "a placeholder"),
            ("https://example.com/{{ version }}", "a placeholder"),
            ("PUT_URL_HERE", "no absolute address"),
        ];
        for (url, reason) in faulty {
            let found = fault(url);
            assert!(found.as_deref().is_some_and(|found| found.contains(reason)), "{url}: {found:?}");
        }
    }
}
