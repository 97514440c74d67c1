//! "Did you mean": the names that a person most likely meant.

/// Names longer than this are not compared: nobody mistypes them, and the cost grows with the square of the length.
const LONGEST: usize = 80;

/// The most that is worth offering to a person.
const MOST: usize = 3;

/// The candidates that look most like `name`, best first, at most three.
///
/// The case of ASCII letters does not count. A candidate is near if a third of its letters or fewer would have to be
/// inserted, left out, exchanged, or swapped with a neighbour; among equally many the one with the longer common
/// beginning goes first, and then the one that was given first. Those that differ in case and punctuation only leave no
/// room for others.
///
/// ```
/// use vmspec::nearest::nearest;
///
/// assert_eq!(nearest("storageclass", ["source", "storage", "storageClass"]), ["storageClass"]);
/// assert_eq!(nearest("u1.lareg", ["u1.large", "m1.large"]), ["u1.large", "m1.large"]);
/// assert!(nearest("color", ["source", "storage"]).is_empty());
/// ```
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    nearest_of(name, &mut candidates.into_iter())
}

/// Compiled once, and not for each kind of list.
fn nearest_of<'c>(name: &str, candidates: &mut dyn Iterator<Item = &'c str>) -> Vec<&'c str> {
    let length = name.chars().count();
    if length == 0 || length > LONGEST {
        return Vec::new();
    }
    let name = name.to_ascii_lowercase();
    // Best first, and those alone that will be offered.
    let mut near: Vec<(usize, f64, &str)> = Vec::new();
    for candidate in candidates {
        let candidate_length = candidate.chars().count();
        let allowed = (length.max(candidate_length) / 3).max(1);
        if candidate_length > LONGEST || length.abs_diff(candidate_length) > allowed {
            continue;
        }
        let lowercase = candidate.to_ascii_lowercase();
        let distance =
            if letters(&name).eq(letters(&lowercase)) { 0 } else { strsim::osa_distance(&name, &lowercase) };
        // One letter that is another one is no slip of the finger.
        if distance <= allowed && distance < length {
            let likeness = strsim::jaro_winkler(&name, &lowercase);
            let place = near.partition_point(|better| {
                better.0.cmp(&distance).then(likeness.total_cmp(&better.1)).is_le()
            });
            near.insert(place, (distance, likeness, candidate));
            near.truncate(MOST);
        }
    }
    // `storageClass` for `storageclass`, `debian-12` for `debian12`: that is the one that was meant.
    if near.first().is_some_and(|best| best.0 == 0) {
        near.retain(|(distance, ..)| *distance == 0);
    }
    near.into_iter().map(|(.., candidate)| candidate).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|character| character.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn table() {
        const FIELDS: [&str; 6] =
            ["externalPorts", "externalMethod", "sshKeys", "storage", "storageClass", "disks"];
        const TYPES: [&str; 5] = ["u1.medium", "u1.large", "m1.large", "u1.xlarge", "u1.2xlarge"];
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("storageclass", &FIELDS, &["storageClass"]),
            ("SSHKEYS", &FIELDS, &["sshKeys"]),
            ("sshKey", &FIELDS, &["sshKeys"]),
            ("storag", &FIELDS, &["storage"]),
            ("disk", &FIELDS, &["disks"]),
            ("dsiks", &FIELDS, &["disks"]),
            ("externalPort", &FIELDS, &["externalPorts"]),
            ("u1.larg", &TYPES, &["u1.large", "u1.xlarge", "m1.large"]),
            ("U1.Large", &TYPES, &["u1.large"]),
            ("ssh_keys", &FIELDS, &["sshKeys"]),
            ("debian12", &["debian-11", "debian-12", "debian-13"], &["debian-12"]),
            ("t3.micro", &["u1.nano", "o1.large"], &[]),
            ("", &FIELDS, &[]),
            ("x", &["y", "z"], &[]),
            ("größe", &["grösse", "größen"], &["größen", "grösse"]),
        ];
        for (name, candidates, expected) in cases {
            assert_eq!(nearest(name, candidates.iter().copied()), *expected, "{name}");
        }
    }

    #[test]
    fn equally_near_names_keep_their_order() {
        assert_eq!(
            nearest("rocky-7", ["rocky-8", "rocky-9", "rocky-1", "rocky-2"]),
            ["rocky-8", "rocky-9", "rocky-1"]
        );
    }

    #[test]
    fn endless_names_are_not_compared() {
        let endless = "a".repeat(1_000_000);
        assert!(nearest(&endless, [endless.as_str()]).is_empty());
        assert!(nearest("a", [endless.as_str()]).is_empty());
    }
}
