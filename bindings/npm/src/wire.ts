// The JSON that the engine writes, where it differs from what this package gives: places are bytes there.

import { text as assertText } from "./arguments.js";
import { TextIndex, type PositionEncoding, type Span } from "./positions.js";
import type {
  ChangedTexts,
  ChangeReport,
  CodeAction,
  CodeLens,
  Completions,
  Diagnostic,
  DocumentSymbol,
  Edit,
  Fix,
  FormEdit,
  Hover,
  InlayHint,
  Label,
  Location,
  MigratedTexts,
  Report,
  Suppressed,
} from "./types.js";

interface WireEdit extends Span {
  readonly text: string;
}

type WireFix = Omit<Fix, "edits"> & { readonly edits: readonly WireEdit[] };
type WireDiagnostic = Omit<Diagnostic, "fix" | "alternatives"> & {
  readonly fix: WireFix | null;
  readonly alternatives: readonly WireFix[];
};

type WireSuppressed = Omit<Suppressed, "diagnostic"> & { readonly diagnostic: WireDiagnostic };

export type WireReport = Omit<Report, "diagnostics" | "suppressed"> & {
  readonly diagnostics: readonly WireDiagnostic[];
  readonly suppressed: readonly WireSuppressed[];
};
export type WireChangeReport = Omit<ChangeReport, "diagnostics"> & {
  readonly diagnostics: readonly WireDiagnostic[];
};
export type WireRewritten = Omit<MigratedTexts, "report" | "open"> & {
  readonly report: WireReport;
  readonly open: readonly WireDiagnostic[];
};
export type WireFormEdit = { readonly edits: readonly WireEdit[] } | Extract<FormEdit, { reason: string }>;

export type WireCompletions = Omit<Completions, "range" | "repair"> & { readonly repair: WireEdit | null };
export type WireHover = Omit<Hover, "range">;
type Finding = NonNullable<CodeAction["finding"]>;
export type WireAction = Omit<CodeAction, "edits" | "finding"> & {
  readonly edits: readonly WireEdit[];
  readonly finding: Omit<Finding, "range"> | null;
};
export type WireSymbol = Omit<DocumentSymbol, "range" | "selection" | "children"> & {
  readonly selection: Span;
  readonly children: readonly WireSymbol[];
};

export type WireLocation = Omit<Location, "range">;
export type WireHint = Pick<InlayHint, "offset" | "label">;
export type WireLens = Omit<CodeLens, "range" | "places"> & { readonly places: readonly WireLocation[] };
type WireFileEdit = WireEdit & { readonly file: string };
export type WireRename = { readonly edits: readonly WireFileEdit[] } | Extract<ChangedTexts, { reason: string }>;

/** Nobody else's JSON is parsed here: it is what the engine has just written. */
export function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}

/** Turns the places of one answer of the engine into those of the caller. */
export class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #encoding: PositionEncoding;
  readonly #indices = new Map<string, TextIndex>();

  constructor(texts: ReadonlyMap<string, string>, encoding: PositionEncoding) {
    this.#texts = texts;
    this.#encoding = encoding;
  }

  /** Where the characters of a text are. */
  of(file: string): TextIndex {
    let index = this.#indices.get(file);
    if (index === undefined) {
      index = new TextIndex(this.#texts.get(file) ?? "", this.#encoding);
      this.#indices.set(file, index);
    }
    return index;
  }

  report(report: WireReport): Report {
    const suppressed = report.suppressed.map((one) => ({ ...one, diagnostic: this.#diagnostic(one.diagnostic) }));
    return { ...report, diagnostics: this.diagnostics(report.diagnostics), suppressed };
  }

  changes(report: WireChangeReport): ChangeReport {
    return { ...report, diagnostics: this.diagnostics(report.diagnostics) };
  }

  diagnostics(diagnostics: readonly WireDiagnostic[]): Diagnostic[] {
    return diagnostics.map((diagnostic) => this.#diagnostic(diagnostic));
  }

  edits(file: string, edits: readonly WireEdit[]): Edit[] {
    const index = this.of(file);
    return edits.map((edit) => ({ span: index.span(edit), range: index.range(edit), text: edit.text }));
  }

  /** The texts that edits change, with the edits and what comes of them. */
  changed(edits: readonly WireFileEdit[]): Extract<ChangedTexts, { applied: true }> {
    const inStrings = this.#encoding === "utf-16" ? this : new Places(this.#texts, "utf-16");
    const files = [...new Set(edits.map(({ file }) => file))].map((name) => {
      const here = edits.filter(({ file }) => file === name);
      const text = applyEdits(this.#texts.get(name) ?? "", inStrings.edits(name, here));
      return { name, text, edits: this.edits(name, here) };
    });
    return { applied: true, files };
  }

  completions(file: string, { span, repair, items }: WireCompletions): Completions {
    const edit = repair === null ? undefined : this.edits(file, [repair])[0];
    return { ...this.#place({ file, span }), repair: edit ?? null, items };
  }

  hover(file: string, { span, markdown }: WireHover): Hover {
    return { ...this.#place({ file, span }), markdown };
  }

  action(file: string, action: WireAction): CodeAction {
    const finding = action.finding;
    return {
      ...action,
      edits: this.edits(file, action.edits),
      finding: finding === null ? null : { ...finding, ...this.#place({ file, span: finding.span }) },
    };
  }

  symbol(file: string, symbol: WireSymbol): DocumentSymbol {
    return {
      ...symbol,
      ...this.#place({ file, span: symbol.span }),
      selection: this.of(file).range(symbol.selection),
      children: symbol.children.map((child) => this.symbol(file, child)),
    };
  }

  location(location: WireLocation): Location {
    return { ...location, ...this.#place(location) };
  }

  lens(file: string, lens: WireLens): CodeLens {
    const places = lens.places.map((place) => this.location(place));
    return { ...lens, ...this.#place({ file, span: lens.span }), places };
  }

  #diagnostic(diagnostic: WireDiagnostic): Diagnostic {
    const fix = (fix: WireFix): Fix => ({ ...fix, edits: this.edits(diagnostic.file, fix.edits) });
    return {
      ...diagnostic,
      ...this.#place(diagnostic),
      labels: diagnostic.labels.map((label) => ({ ...label, ...this.#place(label) })),
      fix: diagnostic.fix === null ? null : fix(diagnostic.fix),
      alternatives: diagnostic.alternatives.map(fix),
    };
  }

  #place({ file, span }: Pick<Label, "file" | "span">): Pick<Label, "span" | "range"> {
    const index = this.of(file);
    return { span: index.span(span), range: index.range(span) };
  }
}

/** A text with edits applied whose spans are those of `utf-16`, the default. */
export function applyEdits(text: string, edits: readonly { span: { start: number; end: number }; text: string }[]): string {
  assertText(text);
  if (!Array.isArray(edits)) throw new TypeError("`edits` is no list");
  let result = "";
  let done = 0;
  for (const edit of [...edits].sort((one, other) => one.span.start - other.span.start)) {
    if (edit.span.start < done || edit.span.end > text.length) continue;
    result += text.slice(done, edit.span.start) + edit.text;
    done = edit.span.end;
  }
  return result + text.slice(done);
}
