//! Public keys for SSH.

use std::fmt;
use std::ops::Range;

use base64ct::{Base64, Encoding};
use ssh_key::{EcdsaCurve, PublicKey};

use super::ssh_key_options;

/// A public key for SSH: a line of `authorized_keys`.
///
/// ```
/// use vmspec::model::SshPublicKey;
///
/// let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6 ops@example.com";
/// let key = SshPublicKey::parse(line)?;
/// assert_eq!(key.key_type, "ssh-ed25519");
/// assert_eq!(key.comment, "ops@example.com");
/// assert_eq!(key.fingerprint(), "SHA256:trIhMOP3bp/nEnyH1+W4CSgODUqd+bMDxaMGn3MR+CQ");
///
/// let error = SshPublicKey::parse(&line.replace("/LoV", "/L-V")).unwrap_err();
/// assert_eq!(error.to_string(), "`-` is no letter of base64");
/// assert_eq!(error.range, 74..75);
/// # Ok::<(), vmspec::model::SshPublicKeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SshPublicKey<'t> {
    /// What stands before the type: options such as `from="10.0.0.0/8"` with commas between them, or nothing.
    pub options: &'t str,
    /// The type, by the name that is written in the key itself.
    pub key_type: &'static str,
    /// The length of the key in bits, where the type has one.
    pub bits: Option<u32>,
    /// What stands behind the key, usually whose it is.
    pub comment: &'t str,
    /// The key itself, decoded from base64.
    bytes: Vec<u8>,
}

/// Why a text is no public key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{fault}")]
#[non_exhaustive]
pub struct SshPublicKeyError {
    /// What is wrong.
    pub fault: SshPublicKeyFault,
    /// Where, in bytes of the text.
    pub range: Range<usize>,
}

/// What is wrong with a text that should be a public key. It repeats nothing of the text but a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error, Hash)]
#[non_exhaustive]
pub enum SshPublicKeyFault {
    /// There is nothing.
    #[error("the text is empty")]
    Empty,
    /// There are several lines.
    #[error("there is a line break")]
    LineBreak,
    /// There is no word for the type.
    #[error("there is no type such as `ssh-ed25519` before the key")]
    MissingType,
    /// The type is one that cloud-init leaves out.
    #[error("keys of type `{0}` are not let in")]
    RefusedType(&'static str),
    /// An option before the type is none that OpenSSH knows, or has a value that it does not take.
    #[error("there is an option that OpenSSH does not know")]
    UnknownOption,
    /// An option before the type has no value in double quotes.
    #[error("the value of an option does not stand in double quotes")]
    UnquotedOption,
    /// Nothing follows the type.
    #[error("nothing follows the type `{0}`")]
    MissingBody(&'static str),
    /// The body has a letter that base64 does not know, or one behind its end.
    #[error("`{0}` is no letter of base64")]
    Letter(char),
    /// The body ends too early.
    #[error("the key ends too early")]
    CutOff,
    /// The body is longer than the key.
    #[error("the key goes on after its end")]
    Overlong,
    /// The body says another type.
    #[error("the type is written as `{written}`, and the key is one of type `{encoded}`")]
    OtherType {
        /// The type that is written before the key.
        written: &'static str,
        /// The type that the key says.
        encoded: &'static str,
    },
    /// The body is something else.
    #[error("this is no key of type `{0}`")]
    Malformed(&'static str),
}

/// The types that cloud-init lets in; it leaves keys of all others out.
///
/// Source: `VALID_KEY_TYPES` in `cloudinit/ssh_util.py` of cloud-init 26.2.
const ACCEPTED_TYPES: [&str; 19] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-ed25519-cert-v01@openssh.com",
    "ssh-rsa-cert-v01@openssh.com",
    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
    "sk-ssh-ed25519-cert-v01@openssh.com",
    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "ssh-xmss@openssh.com",
    "ssh-xmss-cert-v01@openssh.com",
    "rsa",
    "ecdsa",
    "ed25519",
];

/// Other words that are written in the place of the type.
const REFUSED_TYPES: [&str; 6] =
    ["ssh-dss", "ssh-dss-cert-v01@openssh.com", "dsa", "rsa-sha2-256", "rsa-sha2-512", "ssh-ed448"];

impl<'t> SshPublicKey<'t> {
    /// Reads a line of `authorized_keys` as cloud-init and OpenSSH do. White space around it does not count.
    ///
    /// # Errors
    ///
    /// [`SshPublicKeyError`] if cloud-init would leave the line out, or OpenSSH would not understand the key.
    pub fn parse(text: &'t str) -> Result<Self, SshPublicKeyError> {
        let start = text.len() - text.trim_start().len();
        let line = text.trim();
        let fail = |fault, range: Range<usize>| SshPublicKeyError {
            fault,
            range: start + range.start..start + range.end,
        };
        if line.is_empty() {
            return Err(SshPublicKeyError { fault: SshPublicKeyFault::Empty, range: 0..text.len() });
        }
        if let Some(at) = line.find(['\n', '\r']) {
            return Err(fail(SshPublicKeyFault::LineBreak, at..at + 1));
        }
        let Some((options, type_range, written)) = find_type(line) else {
            return Err(fail(SshPublicKeyFault::MissingType, word_at(line, 0)));
        };
        if REFUSED_TYPES.contains(&written) {
            return Err(fail(SshPublicKeyFault::RefusedType(written), type_range));
        }
        let body_range = word_at(line, type_range.end);
        let body = line.get(body_range.clone()).unwrap_or_default();
        if body.is_empty() {
            return Err(fail(SshPublicKeyFault::MissingBody(written), type_range));
        }
        let comment = line.get(body_range.end..).unwrap_or_default().trim();
        let bytes = decode_base64(body).map_err(|(fault, range)| {
            fail(fault, body_range.start + range.start..body_range.start + range.end)
        })?;
        let (key_type, bits) = read_body(&bytes, written).map_err(|fault| {
            let place = match fault {
                SshPublicKeyFault::OtherType { .. } => type_range.clone(),
                SshPublicKeyFault::CutOff => last_letter(body, body_range.start),
                _ => body_range.clone(),
            };
            fail(fault, place)
        })?;
        if let Some((fault, range)) = ssh_key_options::fault(options) {
            return Err(fail(fault, range));
        }
        Ok(Self { options, key_type, bits, comment, bytes })
    }

    /// The SHA-256 hash as OpenSSH shows it: `SHA256:` and 43 letters. Of a certificate it is that of the whole.
    ///
    /// That of `ssh_key` would bring another hash function into the WebAssembly module.
    pub fn fingerprint(&self) -> String {
        use ssh_key::sha2::{Digest, Sha256};

        format!("SHA256:{}", base64ct::Base64Unpadded::encode_string(&Sha256::digest(&self.bytes)))
    }

    /// Whether both are the same key, whatever options and comments they have.
    pub fn is_same_key(&self, other: &SshPublicKey<'_>) -> bool {
        self.bytes == other.bytes
    }

    /// Whether it is an RSA key of fewer bits than that.
    pub fn is_rsa_below(&self, bits: u32) -> bool {
        self.key_type == "ssh-rsa" && self.bits.is_some_and(|own| own < bits)
    }
}

impl fmt::Debug for SshPublicKey<'_> {
    /// Shows neither options nor comment, which may be any text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SshPublicKey")
            .field("key_type", &self.key_type)
            .field("bits", &self.bits)
            .field("fingerprint", &self.fingerprint())
            .finish_non_exhaustive()
    }
}

/// The options, and the place and name of the type: the first word, or the one behind the options.
fn find_type(line: &str) -> Option<(&str, Range<usize>, &'static str)> {
    let known = |range: &Range<usize>| {
        let word = line.get(range.clone())?;
        ACCEPTED_TYPES.iter().chain(&REFUSED_TYPES).find(|name| **name == word).copied()
    };
    let first = word_at(line, 0);
    if let Some(name) = known(&first) {
        return Some(("", first, name));
    }
    let end = end_of_options(line);
    let second = word_at(line, end);
    known(&second).map(|name| (line.get(..end).unwrap_or_default(), second, name))
}

/// The end of the options at the start of a line. White space ends them, except between double quotes.
fn end_of_options(line: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if !escaped => quoted = !quoted,
            ' ' | '\t' if !quoted => return at,
            _ => {}
        }
        escaped = letter == '\\';
    }
    line.len()
}

/// The first word at or behind a place.
fn word_at(line: &str, from: usize) -> Range<usize> {
    let rest = line.get(from..).unwrap_or_default();
    let start = from + rest.len() - rest.trim_start().len();
    let word = rest.trim_start();
    start..start + word.find(char::is_whitespace).unwrap_or(word.len())
}

fn last_letter(body: &str, start: usize) -> Range<usize> {
    start + body.len().saturating_sub(1)..start + body.len()
}

/// The bytes that a body stands for. It is of the form that OpenSSH takes: with all its padding.
fn decode_base64(body: &str) -> Result<Vec<u8>, (SshPublicKeyFault, Range<usize>)> {
    let unpadded = body.trim_end_matches('=');
    let is_known = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/');
    if let Some((at, letter)) = unpadded.char_indices().find(|(_, letter)| !is_known(*letter)) {
        return Err((SshPublicKeyFault::Letter(letter), at..at + letter.len_utf8()));
    }
    let is_whole = unpadded.len().is_multiple_of(4);
    if is_whole && unpadded.len() < body.len() {
        return Err((SshPublicKeyFault::Letter('='), unpadded.len()..unpadded.len() + 1));
    }
    Base64::decode_vec(body).map_err(|_| (SshPublicKeyFault::CutOff, last_letter(body, 0)))
}

/// The type and length of a key.
fn read_body(bytes: &[u8], written: &'static str) -> Result<(&'static str, Option<u32>), SshPublicKeyFault> {
    let encoded = encoded_type(bytes)?.ok_or(SshPublicKeyFault::Malformed(written))?;
    let is_same = match written {
        "rsa" => encoded == "ssh-rsa",
        "ed25519" => encoded == "ssh-ed25519",
        "ecdsa" => encoded.starts_with("ecdsa-sha2-"),
        _ => encoded == written,
    };
    if !is_same {
        return Err(SshPublicKeyFault::OtherType { written, encoded });
    }
    if encoded.contains("-cert-") || encoded.starts_with("ssh-xmss") {
        return Ok((encoded, None));
    }
    match PublicKey::from_bytes(bytes) {
        Ok(key) => Ok((encoded, length_in_bits(&key))),
        Err(_) => Err(fault_of(bytes, encoded)),
    }
}

/// The first field of a key; nothing if it names no type.
fn encoded_type(bytes: &[u8]) -> Result<Option<&'static str>, SshPublicKeyFault> {
    let (name, _) = next_field(bytes).ok_or(SshPublicKeyFault::CutOff)?;
    let known = ACCEPTED_TYPES.iter().chain(&REFUSED_TYPES).find(|known| known.as_bytes() == name);
    Ok(known.copied())
}

/// What is wrong with a key that could not be read.
fn fault_of(mut bytes: &[u8], key_type: &'static str) -> SshPublicKeyFault {
    let fields = match key_type {
        "ssh-ed25519" => 2,
        "sk-ecdsa-sha2-nistp256@openssh.com" => 4,
        _ => 3,
    };
    for _ in 0..fields {
        match next_field(bytes) {
            Some((_, rest)) => bytes = rest,
            None => return SshPublicKeyFault::CutOff,
        }
    }
    if bytes.is_empty() { SshPublicKeyFault::Malformed(key_type) } else { SshPublicKeyFault::Overlong }
}

/// A field and what follows it. A field is its length in four bytes, and as many bytes.
///
/// Source: RFC 4251, section 5.
fn next_field(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

fn length_in_bits(key: &PublicKey) -> Option<u32> {
    let data = key.key_data();
    if let Some(rsa) = data.rsa() {
        let modulus = rsa.n.as_positive_bytes()?;
        let unused = modulus.first().map_or(0, |byte| byte.leading_zeros());
        return Some(u32::try_from(modulus.len()).ok()?.checked_mul(8)?.saturating_sub(unused));
    }
    if let Some(ecdsa) = data.ecdsa() {
        return Some(match ecdsa.curve() {
            EcdsaCurve::NistP256 => 256,
            EcdsaCurve::NistP384 => 384,
            EcdsaCurve::NistP521 => 521,
        });
    }
    Some(256)
}

#[cfg(test)]
mod tests {
    use super::{SshPublicKey, SshPublicKeyFault as Fault};

    const ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6 ops@example.com";

    /// Keys and what `ssh-keygen -lf` says of them.
    #[test]
    fn facts_are_those_of_openssh() {
        for (line, bits, fingerprint) in [
            (ED25519, 256, "SHA256:trIhMOP3bp/nEnyH1+W4CSgODUqd+bMDxaMGn3MR+CQ"),
            (
                "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBClSbIywQlle2+RMcZdwtQSBPHocw/Y6bG2hAZxK8qlvHN3UOemNJnujZdEX4McwcJnkav7UP5RFJQv2qfi5xFc=",
                256,
                "SHA256:JsDI3H4iP0J8MAvJ40q4zHqYmrNsyycfADfsU6CHDTk",
            ),
            (
                "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBAmUzZsXnHL6B1chjksiCETp11wH+R1IBqNQhlsyxsRaB7D0RSMX85L/vHC1bzx/RzNYNNqFOupPvws1McP+mzanUMrNInChIrI93ZGZnDWtIj3YBdYn2AP6P7DjAegsQQ==",
                384,
                "SHA256:mtx8GIXyV3hrU6baHan0ws66GQCcdBrGDbtAAci/Tq0",
            ),
            (
                "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBADmqi4WD273j/vWcv7KTGkaLA79VaEaFFtwfWxompVBL9/dAYVUeAlwB881KStOC7zH492oaC87PUFPeKDB0jsFvwB5BN5mVAsoGeUY8r+iyXGVFWvzEwai9yj6g4bqve52ibnX6mwGrmY0jrfLqpatwE+6sLKy/HjP0EGorQC8l1PVmw==",
                521,
                "SHA256:VdfRemS8sCLWpoECAdfa99GVjTzIKBdrVBte5wVdUhc",
            ),
            (
                "rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCxqZsmV5jwQmpaUh4g8LXqNiyY+XL9hLSdEjmnDi/KT0jKX1YH6+QwLZ/y8J+a6JvdZAFzJVgt+uENbLDaJSLBIW0HpkFRr2VBbQUP683251dS38Aeaqw6AFslfmlNYpCAu1h+gQGlAAObxv7d62hVNznB9pO/d+Boo1j+cBpVdw==",
                1024,
                "SHA256:lHDuuJU/SriIXty2/ykymnWl/xgDzg4yP41jK6AlmK0",
            ),
        ] {
            let key = SshPublicKey::parse(line).unwrap();
            assert_eq!((key.bits, key.fingerprint().as_str()), (Some(bits), fingerprint), "{line}");
        }
    }

    #[test]
    fn options_and_comments_are_told_apart() {
        let body = ED25519.strip_suffix(" ops@example.com").unwrap();
        for (line, options, comment) in [
            (body.to_owned(), "", ""),
            (format!("  {body}  ann on her laptop \n"), "", "ann on her laptop"),
            (format!("restrict,pty {body} a"), "restrict,pty", "a"),
            (
                format!(r#"from="10.0.0.0/8",command="echo \"a b\"" {body}"#),
                r#"from="10.0.0.0/8",command="echo \"a b\"""#,
                "",
            ),
        ] {
            let key = SshPublicKey::parse(&line).unwrap();
            assert_eq!((key.options, key.comment), (options, comment), "{line}");
            assert!(!format!("{key:?}").contains("ann"), "{key:?}");
        }
    }

    #[test]
    fn faults_have_their_place() {
        let rsa = ED25519.replace("ssh-ed25519", "ssh-rsa");
        for (text, fault, place) in [
            ("", Fault::Empty, ""),
            ("  ", Fault::Empty, "  "),
            ("hello world", Fault::MissingType, "hello"),
            ("ssh-foo AAAA", Fault::MissingType, "ssh-foo"),
            (" ssh-ed25519 ", Fault::MissingBody("ssh-ed25519"), "ssh-ed25519"),
            ("a b\nc", Fault::LineBreak, "\n"),
            ("ssh-dss AAAA", Fault::RefusedType("ssh-dss"), "ssh-dss"),
            ("ssh-rsa AAAA_BBB x", Fault::Letter('_'), "_"),
            ("ssh-rsa AAAAé x", Fault::Letter('é'), "é"),
            ("ssh-rsa AA=A x", Fault::Letter('='), "="),
            ("ssh-rsa AAAA= x", Fault::Letter('='), "="),
            ("ssh-rsa AAAAB x", Fault::CutOff, "B"),
            ("ssh-rsa AAAAB3Nz x", Fault::CutOff, "z"),
            ("ssh-rsa AAAAA2FiYw== x", Fault::Malformed("ssh-rsa"), "AAAAA2FiYw=="),
            ("ssh-rsa AAAAB3NzaC1yc2E= x", Fault::CutOff, "="),
            (rsa.as_str(), Fault::OtherType { written: "ssh-rsa", encoded: "ssh-ed25519" }, "ssh-rsa"),
        ] {
            let error = SshPublicKey::parse(text).unwrap_err();
            assert_eq!((error.fault, &text[error.range]), (fault, place), "{text}");
        }
    }

    #[test]
    fn every_shortened_key_is_refused() {
        let end = ED25519.find(" ops").unwrap();
        for end in 0..end {
            assert!(SshPublicKey::parse(&ED25519[..end]).is_err(), "{end}");
        }
    }
}
