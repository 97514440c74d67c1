//! Kubernetes quantities: `20Gi`, `500m`, `1e3`.
//!
//! Start reading at [`Quantity`]. Its arithmetic is in [`decimal`], its text in [`parse`] and [`canonical`].

mod canonical;
mod decimal;
mod error;
mod parse;
mod serde_impls;
mod suffix;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use decimal::Decimal;
pub use error::{ParseQuantityError, ParseQuantityErrorKind};

/// A Kubernetes quantity: an exact number with a unit prefix, such as `20Gi` bytes of storage or `500m` of a CPU.
///
/// The number is never a floating point number: `0.1Gi` is exactly 107374182.4.
/// As in Kubernetes, what is finer than 10^-9 is rounded away from zero to that, and a number with a binary suffix is
/// at most 2^63 - 1.
///
/// # Syntax
///
/// An optional sign, digits with an optional point, and an optional suffix:
///
/// | suffix | factor |
/// |---|---|
/// | `Ki` `Mi` `Gi` `Ti` `Pi` `Ei` | 2^10, 2^20, 2^30, 2^40, 2^50, 2^60 |
/// | `k` `M` `G` `T` `P` `E` | 10^3, 10^6, 10^9, 10^12, 10^15, 10^18 |
/// | `m` `u` `n` | 10^-3, 10^-6, 10^-9 |
/// | `e3` `E-3` | a power of ten as a number, at most ±999 |
///
/// There is no `B`, no blank, and upper and lower case differ: `20GB`, `20 Gi` and `20gi` are not quantities.
/// As in Kubernetes, a number without any digit is zero (`e3`, `Gi`); the charts of the platform do not take those.
///
/// Manifests may also hold a whole number without quotes (`storage: 5`), which counts bytes.
/// Such a quantity remembers that it was a number, see [`is_bare_number`](Self::is_bare_number).
///
/// # Text
///
/// A quantity keeps the text that it was read from: [`Display`](fmt::Display) and serialisation give it back
/// unchanged. What Kubernetes would store is [`canonical`](Self::canonical).
///
/// # Ordering
///
/// Quantities are compared, and hashed, by their exact number, never by their text: `1024Mi` equals `1Gi`.
///
/// ```
/// use vmspec::model::Quantity;
///
/// let storage: Quantity = "1.5Gi".parse()?;
/// assert_eq!(storage.as_bytes_ceil(), 1_610_612_736);
/// assert_eq!(storage.to_string(), "1.5Gi");
/// assert_eq!(storage.canonical(), "1536Mi");
/// assert!(storage < Quantity::from_gibibytes(2));
///
/// let error = "20GB".parse::<Quantity>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`20GB` has the unknown suffix `GB`, expected a quantity such as `20Gi`",
/// );
/// # Ok::<(), vmspec::model::ParseQuantityError>(())
/// ```
///
/// Source: `pkg/api/resource/quantity.go` of k8s.io/apimachinery v0.35.0, compared by running it.
#[derive(Clone)]
pub struct Quantity {
    text: String,
    bare_number: bool,
    /// Whether Kubernetes would give the text back as it is.
    text_is_canonical: bool,
    number: Decimal,
    format: QuantityFormat,
}

/// The family of suffixes in which a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuantityFormat {
    /// Powers of ten: `20G`, `500m`, `5`.
    DecimalSi,
    /// Powers of ten as numbers: `20e9`.
    DecimalExponent,
    /// Powers of two: `20Gi`.
    BinarySi,
}

impl Quantity {
    /// What a quantity is, as error messages put it.
    ///
    /// Every error message about a malformed quantity ends with it, and so does the expectation that is reported when
    /// something else than text or a whole number stands in its place.
    pub const EXPECTED: &'static str = "a quantity such as `20Gi`";

    /// The longest text that is read, in bytes.
    pub const MAX_TEXT_BYTES: usize = 128;

    /// So many bytes, in the largest binary unit that divides them.
    pub fn from_bytes(bytes: u64) -> Self {
        let mut number = bytes;
        let mut unit = "";
        for (name, _) in suffix::BINARY {
            if number == 0 || !number.is_multiple_of(1024) {
                break;
            }
            number /= 1024;
            unit = name;
        }
        Self::from_valid_text(&format!("{number}{unit}"))
    }

    /// So many gibibytes (2^30 bytes), written with `Gi`.
    pub fn from_gibibytes(gibibytes: u32) -> Self {
        Self::from_valid_text(&format!("{gibibytes}Gi"))
    }

    /// So many pieces of what is counted, such as virtual CPUs.
    pub fn from_count(count: u64) -> Self {
        Self::from_valid_text(&count.to_string())
    }

    /// The text as it was written, or as the constructor chose it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the manifest has it as a number without quotes.
    ///
    /// It means the same bytes as the quoted text, but the platform's template for growing a disk can't handle it.
    ///
    /// Source: `templates/pvc-resize-hook.yaml` of the chart vm-disk, Cozystack v1.6.2.
    pub fn is_bare_number(&self) -> bool {
        self.bare_number
    }

    /// The family of suffixes in which it is written.
    ///
    /// A binary quantity between -1 and 1 has become a decimal one, as in Kubernetes.
    pub fn format(&self) -> QuantityFormat {
        self.format
    }

    /// The number of bytes, rounded away from zero to a whole number.
    ///
    /// What doesn't fit becomes the nearest limit of `i64`. (The corresponding `Value()` of Kubernetes overflows
    /// there.)
    pub fn as_bytes_ceil(&self) -> i64 {
        self.number.rounded_away_from_zero(0).to_i64_saturating()
    }

    /// The number of pieces, rounded away from zero to a whole number: the same as [`Self::as_bytes_ceil`] for
    /// quantities that count, such as virtual CPUs.
    pub fn as_count_ceil(&self) -> i64 {
        self.as_bytes_ceil()
    }

    /// The number in thousandths, rounded away from zero to a whole number.
    ///
    /// What doesn't fit becomes the nearest limit of `i64`. (The corresponding `MilliValue()` of Kubernetes overflows
    /// there.)
    pub fn as_millis_ceil(&self) -> i64 {
        self.number.times_power_of_ten(3).rounded_away_from_zero(0).to_i64_saturating()
    }

    /// The exact number in decimal digits: `107374182.4` for `0.1Gi`.
    pub fn to_plain_decimal(&self) -> String {
        self.number.plain_text()
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.number.is_zero()
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.number.is_negative()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.bare_number { "number " } else { "" };
        write!(f, "Quantity({kind}{})", self.text)
    }
}

/// Zero, written `0`.
impl Default for Quantity {
    fn default() -> Self {
        Self::from_count(0)
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Quantity {}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
