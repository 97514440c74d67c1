// What the engine is asked, with settings that hold for all its calls or for one.

import type { Catalog, CatalogOverlay } from "./catalog-types.js";
import type { Meaning } from "./meaning-types.js";
import type { At, Range, Span } from "./positions.js";
import type {
  ChangedText,
  ChangedTexts,
  ChangeReport,
  CodeAction,
  CodeLens,
  Completions,
  DocumentSymbol,
  Fixed,
  FixedTexts,
  FormDocument,
  FormEdit,
  Hover,
  InlayHint,
  Json,
  Kind,
  Location,
  Migrated,
  MigratedTexts,
  Options,
  Platform,
  Report,
  Settings,
} from "./types.js";

/** How to fix. */
export interface FixOptions extends Options {
  /** Apply fixes as well that change what gets deployed. Default: `false`. */
  readonly unsafe?: boolean | undefined;
}

/**
 * What a report can be printed as.
 *
 * - `json`: what `vmspec check --format json` prints, byte for byte.
 * - `concise`: one line a finding.
 * - `markdown`: for the comment on a pull request, or an issue.
 * - `sarif`: SARIF 2.1.0, for code scanning; rules are described by the addresses of their pages.
 */
export type FormatName = "json" | "concise" | "markdown" | "sarif";

/** How to print. */
export interface FormatOptions extends Options {
  readonly as: FormatName;
}

/** Which places to find. */
export interface ReferenceOptions extends Options {
  /** Whether the place of the definition is among them. Default: `true`. */
  readonly definition?: boolean | undefined;
}

/** Which document of a text a form shows. */
export interface FormOptions extends Pick<Options, "positions"> {
  /** The index of the document in the text. That behind the last one is a new document. Default: 0. */
  readonly document?: number | undefined;
  /** What a document becomes that has nothing in it: its `apiVersion` and `kind` are written first. */
  readonly kind?: Kind | undefined;
}

/**
 * The engine with settings that hold for all its calls, such as a catalog.
 *
 * It holds nothing that has to be freed. No text ever makes a call throw; wrong use is a `TypeError`.
 */
export interface Engine {
  /** Judges the manifests in a text. */
  check(text: string, options?: Options): Report;
  /** Applies all fixes that are safe, and those that come to light by it. Comments stay. */
  fix(text: string, options?: FixOptions): Fixed;
  /** Judges a text and prints what was found. */
  format(text: string, options: FormatOptions): string;
  /** Rewrites a text for another platform, so that it means the same there. Comments stay. */
  migrate(text: string, to: Platform, options?: Options): Migrated;
  /** What each resource in a text means on the platform: sizes, disks, exposure, login. */
  resolve(text: string, options?: Options): readonly Meaning[];
  /** What could be written at a place, however broken the text is. */
  complete(text: string, at: At, options?: Options): Completions;
  /** What stands at a place: a field, a name from the catalog, a disk, a size, a key. */
  hover(text: string, at: At, options?: Options): Hover | null;
  /** What can be done about the findings at a range. */
  codeActions(text: string, range: Span | Range, options?: Options): readonly CodeAction[];
  /** The resources of a text with the fields of their specs. */
  symbols(text: string, options?: Options): readonly DocumentSymbol[];
  /** Where the disk is defined that is named at a place. */
  definition(text: string, at: At, options?: Options): Location | null;
  /** Where the disk is named that is defined or named at a place, in the order of the text. */
  references(text: string, at: At, options?: ReferenceOptions): readonly Location[];
  /** Gives the disk that is defined or named at a place another name, wherever it is named. */
  rename(text: string, at: At, newName: string, options?: Options): ChangedText;
  /** What to show behind names at a range: sizes of instance types, images and disks. */
  inlayHints(text: string, range: Span | Range, options?: Options): readonly InlayHint[];
  /** What to show above the disks: by whom they are used. */
  codeLenses(text: string, options?: Options): readonly CodeLens[];
  /** What applying a new text over an old one does. */
  diff(oldText: string, newText: string, options?: Options): ChangeReport;
  /** The documents of a text as values for forms. */
  readForm(text: string): readonly FormDocument[];
  /**
   * Gives a field of a document a value, or takes it away if the value is `undefined`. The path is as in
   * `spec.disks[0].name`; the empty path is the whole document. Comments and all that stays the same are kept, and where
   * nothing is written yet, a document is.
   */
  applyFormEdit(text: string, path: string, value: Json | undefined, options?: FormOptions): FormEdit;
  /** What the platform offers, for pickers. */
  catalog(options?: Pick<Options, "platform">): Catalog;
  /** The same engine with a catalog laid over that of the platform. */
  withCatalog(catalog: CatalogOverlay): Engine;
  /** The same engine with other settings. */
  withSettings(settings: Settings): Engine;
  /** Several texts that are judged together. */
  workspace(options?: Omit<Options, "filename">): Workspace;
}

/** Several texts and the references between them. A text that did not change is not read again. */
export interface Workspace {
  /** Puts a text in, in place of that with the same name if there is one. */
  set(name: string, text: string): void;
  /** Takes a text out; says whether it was there. */
  delete(name: string): boolean;
  /** The text with this name. */
  get(name: string): string | undefined;
  /** The names of the texts, in the order in which they were put in. */
  names(): string[];
  /** Judges all texts. */
  check(): Report;
  /** Judges all texts and prints what was found. */
  format(options: Pick<FormatOptions, "as">): string;
  /** What applying all safe fixes makes of the texts. Those in the workspace stay as they are. */
  fix(options?: Pick<FixOptions, "unsafe">): FixedTexts;
  /** What rewriting all texts for another platform makes of them. Those in the workspace stay as they are. */
  migrate(to: Platform): MigratedTexts;
  /** What each resource means on the platform. */
  resolve(): readonly Meaning[];
  /** What could be written at a place of a text, with the names of disks in all texts. */
  complete(name: string, at: At): Completions;
  /** What stands at a place of a text. */
  hover(name: string, at: At): Hover | null;
  /** What can be done about the findings at a range of a text. */
  codeActions(name: string, range: Span | Range): readonly CodeAction[];
  /** The resources of a text with the fields of their specs. */
  symbols(name: string): readonly DocumentSymbol[];
  /** Where the disk is defined that is named at a place of a text. */
  definition(name: string, at: At): Location | null;
  /** Where the disk is named that is defined or named at a place of a text, in all texts. */
  references(name: string, at: At, options?: Pick<ReferenceOptions, "definition">): readonly Location[];
  /** What another name for a disk makes of the texts. Those in the workspace stay as they are. */
  rename(name: string, at: At, newName: string): ChangedTexts;
  /** What to show behind names at a range of a text. */
  inlayHints(name: string, range: Span | Range): readonly InlayHint[];
  /** What to show above the disks of a text: by whom they are used. */
  codeLenses(name: string): readonly CodeLens[];
}
