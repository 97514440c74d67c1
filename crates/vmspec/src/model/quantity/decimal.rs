//! An exact decimal number of any size.

use std::cmp::Ordering;

/// A decimal number: `digits` times ten to the power of `exponent`.
///
/// It is always normalised: the digits neither begin nor end with zero, and zero is no digits, exponent 0 and positive.
/// So equal numbers have equal fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    negative: bool,
    /// Most significant digit first, each from 0 to 9.
    digits: Vec<u8>,
    exponent: i32,
}

impl Decimal {
    /// The number that these digits (values from 0 to 9) and the exponent of the last one make.
    pub(super) fn new(negative: bool, digits: impl IntoIterator<Item = u8>, exponent: i32) -> Self {
        let digits = digits.into_iter().skip_while(|digit| *digit == 0).collect();
        Self { negative, digits, exponent }.normalised()
    }

    fn normalised(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
            self.exponent += 1;
        }
        if self.digits.is_empty() {
            return Self { negative: false, digits: Vec::new(), exponent: 0 };
        }
        self
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(super) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether it is less than ten to the power of `power` away from zero.
    pub(super) fn is_below_power_of_ten(&self, power: i32) -> bool {
        i32::try_from(self.digits.len()).is_ok_and(|digits| digits.saturating_add(self.exponent) <= power)
    }

    /// This number times two to the power of `power`.
    pub(super) fn times_power_of_two(&self, power: u32) -> Self {
        let mut digits = self.digits.clone();
        for _ in 0..power {
            double(&mut digits);
        }
        Self::new(self.negative, digits, self.exponent)
    }

    /// This number times ten to the power of `power`.
    pub(super) fn times_power_of_ten(&self, power: i32) -> Self {
        Self::new(self.negative, self.digits.iter().copied(), self.exponent.saturating_add(power))
    }

    /// The nearest multiple of ten to the power of `exponent` that is not nearer to zero.
    pub(super) fn rounded_away_from_zero(&self, exponent: i32) -> Self {
        let excess = exponent.saturating_sub(self.exponent);
        let Some(excess) = usize::try_from(excess).ok().filter(|excess| *excess > 0) else {
            return self.clone();
        };
        if self.is_zero() {
            return self.clone();
        }
        let kept = self.digits.len().saturating_sub(excess);
        let mut digits: Vec<u8> = self.digits.iter().copied().take(kept).collect();
        // The last digit is never zero, so something was cut off.
        add_one(&mut digits);
        Self::new(self.negative, digits, exponent)
    }

    /// The number as an integer; what does not fit becomes the nearest limit.
    ///
    /// It must be an integer.
    pub(super) fn to_i64_saturating(&self) -> i64 {
        let limit = if self.negative { i64::MIN } else { i64::MAX };
        let zeros = std::iter::repeat_n(0, usize::try_from(self.exponent).unwrap_or(0).min(20));
        let mut result: i64 = 0;
        for digit in self.digits.iter().copied().chain(zeros) {
            let digit = if self.negative { -i64::from(digit) } else { i64::from(digit) };
            match result.checked_mul(10).and_then(|result| result.checked_add(digit)) {
                Some(next) => result = next,
                None => return limit,
            }
        }
        result
    }

    /// The digits without a point, ending with as many zeros as it takes for the exponent to be `exponent`.
    pub(super) fn integer_text(&self, exponent: i32) -> String {
        let zeros = usize::try_from(self.exponent.saturating_sub(exponent)).unwrap_or(0);
        let mut text = String::with_capacity(self.digits.len() + zeros + 1);
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits.iter().map(|digit| char::from(b'0' + digit)));
        text.extend(std::iter::repeat_n('0', zeros));
        if self.is_zero() {
            text.push('0');
        }
        text
    }

    /// The power of ten of the last digit.
    pub(super) fn exponent(&self) -> i32 {
        self.exponent
    }

    /// All digits, with a point if there is a fraction.
    pub(super) fn plain_text(&self) -> String {
        if self.is_integer() {
            return self.integer_text(0);
        }
        let decimals = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
        let whole = self.digits.len().saturating_sub(decimals);
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits.iter().take(whole).map(|digit| char::from(b'0' + digit)));
        if whole == 0 {
            text.push('0');
        }
        text.push('.');
        text.extend(std::iter::repeat_n('0', decimals.saturating_sub(self.digits.len())));
        text.extend(self.digits.iter().skip(whole).map(|digit| char::from(b'0' + digit)));
        text
    }

    /// Compares the distances from zero.
    pub(super) fn cmp_magnitude(&self, other: &Self) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return self.digits.len().cmp(&other.digits.len());
        }
        // Without leading zeros the number whose first digit stands for more is greater, and without trailing zeros
        // two numbers of the same length compare like words.
        self.leading_place().cmp(&other.leading_place()).then_with(|| self.digits.cmp(&other.digits))
    }

    fn leading_place(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(i64::MAX).saturating_add(i64::from(self.exponent))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.cmp_magnitude(other),
            (true, true) => other.cmp_magnitude(self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        let text = number.unsigned_abs().to_string();
        Self::new(number < 0, text.bytes().map(|digit| digit - b'0'), 0)
    }
}

fn double(digits: &mut Vec<u8>) {
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        let doubled = *digit * 2 + carry;
        *digit = doubled % 10;
        carry = doubled / 10;
    }
    if carry > 0 {
        digits.insert(0, carry);
    }
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}
