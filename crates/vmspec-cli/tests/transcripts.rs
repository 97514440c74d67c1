//! Transcripts: what is typed, what is printed, and how it ends. `TRYCMD=overwrite` writes them anew.

#[test]
fn transcripts() {
    let cases = trycmd::TestCases::new();
    // The same whether a person runs them or a pipeline.
    for name in ["GITHUB_ACTIONS", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        cases.env(name, "");
    }
    cases.case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}
