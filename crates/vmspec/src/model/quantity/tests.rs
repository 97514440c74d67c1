use super::*;

#[test]
fn small_table() {
    for (text, bytes, canonical) in [("1.5Gi", 1_610_612_736, "1536Mi"), ("0", 0, "0"), ("5", 5, "5")] {
        let quantity: Quantity = text.parse().unwrap();
        assert_eq!(quantity.as_bytes_ceil(), bytes);
        assert_eq!(quantity.canonical(), canonical);
    }
}
