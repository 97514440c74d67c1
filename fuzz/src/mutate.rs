//! Changes to texts, all drawn from one number, so that what was found once is found again.

/// A sequence of numbers that looks random and depends on the seed alone (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The sequence of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// Pieces of text with a meaning in YAML or in manifests.
const TOKENS: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    ":",
    ": ",
    "- ",
    "? ",
    "---\n",
    "...\n",
    "#",
    " # c\n",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "!t ",
    "%YAML 1.2\n",
    "|\n",
    ">-\n",
    "|2+\n",
    "'",
    "''",
    "\"",
    "\\",
    "\\x41",
    "\\u0000",
    "[",
    "]",
    "{",
    "}",
    ",",
    "~",
    "null",
    "true",
    "yes",
    "0644",
    "1e3",
    ".inf",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "ü",
    "😀",
    "\0",
    "\u{7f}",
    "\u{1b}[31m",
    "spec:\n",
    "disks:\n",
    "- name: a\n",
    "  bus: sata\n",
    "running: ",
    "runStrategy: Always\n",
    "5Gi",
    "-1",
    "18446744073709551616",
    "kind: VMDisk\n",
    "apiVersion: apps.cozystack.io/v1alpha1\n",
    "cloudInit: |\n",
    "#cloud-config\n",
    "source:\n  image:\n    name: ubuntu\n",
    "sshKeys: [ssh-ed25519 AAAA]\n",
    "# vmspec: ignore[unknown-field, wrong-type] why\n",
];

/// A text made from `texts[which]` and pieces of the others by one to eight changes.
pub fn mutated(texts: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = numbers.pick(texts).cloned().unwrap_or_default();
    for _ in 0..=numbers.below(8) {
        change(&mut text, texts, numbers);
    }
    text
}

fn change(text: &mut Vec<u8>, texts: &[Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(text.len() + 1);
    match numbers.below(9) {
        0 => insert(text, at, numbers.pick(TOKENS).map_or(&[][..], |token| token.as_bytes())),
        1 => {
            let line = line_at(text, at);
            let token = numbers.pick(TOKENS).map_or(&[][..], |token| token.as_bytes());
            insert(text, line.start, token);
        }
        2 => drop(text.drain(line_at(text, at))),
        3 => {
            let line = line_at(text, at);
            let copy = text.get(line.clone()).unwrap_or_default().to_vec();
            insert(text, line.end, &copy);
        }
        4 => {
            let line = line_at(text, at);
            insert(text, line.start, b"  ");
        }
        5 => {
            let line = line_at(text, at);
            let spaces =
                text.get(line.clone()).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
            text.drain(line.start..line.start + spaces.min(2));
        }
        6 => {
            let end = (at + numbers.below(16)).min(text.len());
            text.drain(at..end);
        }
        7 => {
            let donor = numbers.pick(texts).map_or(&[][..], Vec::as_slice);
            let line = line_at(donor, numbers.below(donor.len() + 1));
            let line = donor.get(line).unwrap_or_default();
            let here = line_at(text, at).start;
            insert(text, here, line);
        }
        _ => {
            let flipped = 1 << numbers.below(8);
            if let Some(byte) = text.get_mut(at) {
                *byte ^= flipped;
            }
        }
    }
}

fn insert(text: &mut Vec<u8>, at: usize, piece: &[u8]) {
    text.splice(at..at, piece.iter().copied());
}

/// The bytes of the line that holds `at`, its line end included.
fn line_at(text: &[u8], at: usize) -> std::ops::Range<usize> {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end = after.iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| at + newline + 1);
    start..end
}
