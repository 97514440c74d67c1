//! Quantity to the text that Kubernetes stores.

use super::decimal::Decimal;
use super::{Quantity, QuantityFormat, suffix};

impl Quantity {
    /// The text in which Kubernetes writes this quantity after reading it.
    ///
    /// Mostly that is the shortest whole number with the largest suffix that loses nothing: `1024Mi` becomes `1Gi`,
    /// `1.5` becomes `1500m`. Some other spellings are kept: `+1Gi` stays `+1Gi`.
    /// Where no suffix is large enough, an exponent is: `1000E` becomes `1e21`. (Older versions of Kubernetes lose the
    /// exponent there and write `1`.)
    ///
    /// Source: `pkg/api/resource/quantity.go` of k8s.io/apimachinery v0.35.0, compared by running it.
    pub fn canonical(&self) -> String {
        if self.text_is_canonical {
            return self.text.clone();
        }
        if self.number.is_zero() {
            return "0".to_owned();
        }
        match self.format {
            QuantityFormat::BinarySi if self.is_whole_and_at_least_1024() => self.binary_text(),
            QuantityFormat::BinarySi | QuantityFormat::DecimalSi => decimal_text(&self.number, false),
            QuantityFormat::DecimalExponent => decimal_text(&self.number, true),
        }
    }

    fn is_whole_and_at_least_1024(&self) -> bool {
        self.number.is_integer() && self.number.cmp_magnitude(&Decimal::from(1024)).is_ge()
    }

    fn binary_text(&self) -> String {
        // Numbers with a binary suffix are capped, so they fit.
        let mut number = self.number.to_i64_saturating();
        let mut unit = "";
        for (name, _) in suffix::BINARY {
            if number % 1024 != 0 {
                break;
            }
            number /= 1024;
            unit = name;
        }
        format!("{number}{unit}")
    }
}

fn decimal_text(number: &Decimal, as_exponent: bool) -> String {
    let exponent = number.exponent().div_euclid(3) * 3;
    let digits = number.integer_text(exponent);
    let letter = suffix::DECIMAL.iter().find(|(_, power)| *power == exponent);
    match letter {
        _ if exponent == 0 => digits,
        Some((letter, _)) if !as_exponent => format!("{digits}{letter}"),
        _ => format!("{digits}e{exponent}"),
    }
}
