// Wrong use is told at once, as a TypeError that says what was expected.

import type { At, PositionEncoding, Range, Span } from "./positions.js";
import type { Options, Settings } from "./types.js";

const ENCODINGS: readonly PositionEncoding[] = ["utf-16", "utf-8", "utf-32"];

/** What options hold once they have been looked at. */
export interface ReadOptions {
  readonly settings: Settings;
  readonly filename: string;
  readonly encoding: PositionEncoding;
}

/** Throws unless the value is a string. */
export function text(value: unknown, name = "text"): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`\`${name}\` is no string`);
}

/** Throws unless the value is an object. */
export function object(value: unknown, name: string): asserts value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`\`${name}\` is no object`);
  }
}

/** A flag of the options, or what holds without it. */
export function readFlag(value: unknown, name: string, otherwise = false): boolean {
  if (value !== undefined && typeof value !== "boolean") throw new TypeError(`\`options.${name}\`: expected a boolean`);
  return value ?? otherwise;
}

const CHECKS: { readonly [option in keyof Required<Options>]: (value: unknown) => string | undefined } = {
  platform: (value) => (typeof value === "string" ? undefined : "expected a string"),
  complete: (value) => (typeof value === "boolean" ? undefined : "expected a boolean"),
  stage: (value) =>
    value === "production" || value === "development" ? undefined : "expected `production` or `development`",
  rules: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? undefined
      : "expected an object of rules and severities",
  filename: (value) => (typeof value === "string" ? undefined : "expected a string"),
  positions: (value) =>
    ENCODINGS.some((encoding) => encoding === value) ? undefined : "expected `utf-16`, `utf-8` or `utf-32`",
};

/** Options as given over those that hold anyway, or a TypeError. */
export function readOptions(given: Options | undefined, base: Settings = {}, called = "options"): ReadOptions {
  if (given === undefined) return { settings: base, filename: "manifest.yaml", encoding: "utf-16" };
  object(given, called);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(CHECKS, name)) {
      throw new TypeError(`\`${called}.${name}\` is no option: expected one of ${Object.keys(CHECKS).join(", ")}`);
    }
    const fault = value === undefined ? undefined : CHECKS[name as keyof Options](value);
    if (fault !== undefined) throw new TypeError(`\`${called}.${name}\`: ${fault}`);
  }
  return {
    settings: {
      platform: given.platform ?? base.platform,
      complete: given.complete ?? base.complete,
      stage: given.stage ?? base.stage,
      rules: given.rules === undefined ? base.rules : { ...base.rules, ...given.rules },
    },
    filename: given.filename ?? "manifest.yaml",
    encoding: given.positions ?? "utf-16",
  };
}

/** Throws unless the value is a place in a text. */
export function place(value: unknown, name = "at"): asserts value is At {
  const isCount = (count: unknown) => typeof count === "number" && Number.isSafeInteger(count) && count >= 0;
  if (isCount(value)) return;
  if (typeof value === "object" && value !== null && "line" in value && "character" in value) {
    if (isCount(value.line) && isCount(value.character)) return;
  }
  throw new TypeError(`\`${name}\`: expected an offset, or a line and a character`);
}

/** Throws unless the value is a range of places. */
export function places(value: unknown, name = "range"): asserts value is Span | Range {
  object(value, name);
  const { start, end } = value as { start?: unknown; end?: unknown };
  place(start, `${name}.start`);
  place(end, `${name}.end`);
}
