//! What PyYAML makes of texts: a table, and a comparison with PyYAML itself where `python3` has it.

#![allow(clippy::unwrap_used, reason = "tests fail by panics")]

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};
use vmspec_yaml::ScalarStyle::Plain;
use vmspec_yaml::scalar::Value;
use vmspec_yaml::{Dialect, Limits, decode, parse_as};

fn read(text: &str) -> Value<'_> {
    Dialect::PyYaml.read(text, Plain, None).unwrap_or(Value::Str("refused"))
}

#[test]
fn scalars() {
    let table = [
        ("yes", Value::Bool(true)),
        ("Off", Value::Bool(false)),
        ("y", Value::Str("y")),
        ("", Value::Null),
        ("0644", Value::Int(420)),
        ("0o17", Value::Str("0o17")),
        ("08", Value::Str("08")),
        ("-0b1_1", Value::Int(-3)),
        ("0xFF", Value::Int(255)),
        ("0XFF", Value::Str("0XFF")),
        ("1_000", Value::Int(1000)),
        ("22:22", Value::Int(1342)),
        ("-1:30", Value::Int(-90)),
        ("01:30", Value::Str("01:30")),
        ("1:60", Value::Str("1:60")),
        ("20:30.5", Value::Float(1230.5)),
        ("1e3", Value::Str("1e3")),
        ("1.0e+3", Value::Float(1000.0)),
        ("1.0e3", Value::Str("1.0e3")),
        ("1.", Value::Float(1.0)),
        (".5", Value::Float(0.5)),
        ("-.5", Value::Str("-.5")),
        ("-.inf", Value::Float(f64::NEG_INFINITY)),
        ("2026-01-31", Value::Timestamp("2026-01-31")),
        ("2026-1-31", Value::Str("2026-1-31")),
        ("2026-01-31 12:00:00", Value::Timestamp("2026-01-31 12:00:00")),
        ("10.0.0.1", Value::Str("10.0.0.1")),
        ("18446744073709551615", Value::Uint(u64::MAX)),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn of_keys_written_twice_the_last_counts() {
    let table = [
        ("a: 1\nb: 2\na: 3\n", json!({"a": 3, "b": 2})),
        (
            "base: &base {a: 1, b: 1}\nall:\n  <<: *base\n  a: 2\n",
            json!({"base": {"a": 1, "b": 1}, "all": {"a": 2, "b": 1}}),
        ),
    ];
    for (text, expected) in table {
        let tree = parse_as(text, Dialect::PyYaml, &Limits::default());
        let root = tree.root(0).unwrap();
        assert_eq!(decode::<Json>(root, &Limits::default()).value, Some(expected), "{text}");
        let span = root.get("a").map(|node| node.span().slice(text));
        assert_eq!(span, text.starts_with('a').then_some("3"), "{text}");
    }
}

#[test]
fn faults_are_those_of_pyyaml() {
    let table = [
        ("a: .nan\n", None),
        ("1: one\n", None),
        ("a: 1\na: 2\n", Some("`a` is given twice: the last one counts")),
        ("a: !secret x\n", Some("a tag that PyYAML does not read: expected none, or one like `!!str`")),
        ("? [a]\n: 1\n", Some("a key cannot be a list or a mapping: expected text")),
    ];
    for (text, expected) in table {
        let tree = parse_as(text, Dialect::PyYaml, &Limits::default());
        let problems = tree.documents()[0].problems();
        assert_eq!(problems.first().map(|problem| problem.message.as_str()), expected, "{text}");
    }
}

/// Says of each text of a JSON list what `safe_load` makes of it.
const SCRIPT: &str = r"
import datetime, json, math, sys, yaml

def described(value):
    if isinstance(value, bool): return ['bool', value]
    if isinstance(value, int): return ['int', str(value)]
    if isinstance(value, float):
        return ['float', 'inf' if math.isinf(value) else 'nan' if math.isnan(value) else '%.6g' % value]
    if isinstance(value, str): return ['str', value]
    if isinstance(value, datetime.date): return ['date']
    return ['null'] if value is None else ['other']

def read(text):
    try: return described(yaml.safe_load('a: ' + text + '\n')['a'])
    except (ValueError, yaml.YAMLError): return ['error']

print(json.dumps([read(text) for text in json.load(sys.stdin)]))
";

/// The answers of PyYAML, or nothing where it is not installed.
fn ask_pyyaml(texts: &[String]) -> Option<Vec<Json>> {
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    python.stdin.take()?.write_all(&serde_json::to_vec(texts).ok()?).ok();
    let output = python.wait_with_output().ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

fn described(value: Value<'_>) -> Json {
    match value {
        Value::Null => json!(["null"]),
        Value::Bool(value) => json!(["bool", value]),
        Value::Int(value) => json!(["int", value.to_string()]),
        Value::Uint(value) => json!(["int", value.to_string()]),
        Value::Float(value) if value.is_infinite() => json!(["float", "inf"]),
        Value::Float(value) if value.is_nan() => json!(["float", "nan"]),
        Value::Float(value) => json!(["float", value]),
        Value::Timestamp(_) => json!(["date"]),
        Value::Str(text) => json!(["str", text]),
    }
}

/// Every text of up to five characters that numbers, dates and times are made of would be too many: these are all of
/// up to four, and longer ones put together from parts.
fn texts() -> Vec<String> {
    let characters = ["0", "1", "7", "8", "_", ":", ".", "-", "+", "e", "x", "b", "o"];
    let mut texts = vec![String::new()];
    let mut shorter = texts.clone();
    for _ in 0..4 {
        shorter = shorter
            .iter()
            .flat_map(|start| characters.iter().map(move |character| format!("{start}{character}")))
            .collect();
        texts.extend(shorter.iter().cloned());
    }
    let dates = ["2026-01-31", "2026-1-3", "202-01-31", "2026-01-31x"];
    let times =
        ["", " 12:00:00", "T1:02:03.5", "t01:02:03Z", " 1:2:3", "T01:02:03 +1", " 01:02:03 -01:30", "T01:02"];
    texts.extend(dates.iter().flat_map(|date| times.iter().map(move |time| format!("{date}{time}"))));
    let numbers = ["1", "12", "0", "08", "190", "1_0"];
    let tails = ["", ".5", ".5e+3", ".e-1", "e3", ":20", ":59:1", ":60", ":20.5", ":20:30.15_0"];
    texts.extend(numbers.iter().flat_map(|number| tails.iter().map(move |tail| format!("-{number}{tail}"))));
    texts.extend(
        ["yes", "Yes", "yEs", "y", "N", "~", "null", "nULL", ".inf", "+.Inf", ".NaN", "-.nan"]
            .map(str::to_owned),
    );
    // These are no scalars.
    texts.retain(|text| {
        !text.ends_with(':')
            && !text.starts_with(": ")
            && text != "-"
            && !text.starts_with("--")
            && !text.starts_with(':')
    });
    texts
}

#[test]
fn scalars_agree_with_pyyaml() {
    let texts = texts();
    let Some(answers) = ask_pyyaml(&texts) else {
        println!("skipped: no python3 with PyYAML");
        return;
    };
    assert_eq!(answers.len(), texts.len());
    let mut differing = Vec::new();
    for (text, answer) in texts.iter().zip(answers) {
        let mut found = described(read(text));
        let both_floats = (found[0] == "float" && answer[0] == "float").then(|| {
            let number = |value: &Json| value[1].as_f64().or_else(|| value[1].as_str()?.parse().ok());
            number(&found).zip(number(&answer))
        });
        if let Some(Some((ours, theirs))) = both_floats
            && (ours - theirs).abs() <= theirs.abs() * 1e-5
        {
            found = answer.clone();
        }
        // Underscores alone behind `0x`, and days that no month has, are errors of Python's.
        if found != answer && answer[0] != "error" {
            differing.push(format!("{text:?}: {found}, PyYAML {answer}"));
        }
    }
    assert!(
        differing.is_empty(),
        "{} differ:\n{}",
        differing.len(),
        differing[..differing.len().min(30)].join("\n")
    );
    println!("{} scalars agree with PyYAML", texts.len());
}
