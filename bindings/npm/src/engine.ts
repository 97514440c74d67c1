// The engine with settings that hold for all its calls.

import { version as engineVersion, type Session } from "../wasm/vmspec.js";
import { object, place, places, readOptions, text as assertText, type ReadOptions } from "./arguments.js";
import type { Catalog, CatalogOverlay } from "./catalog-types.js";
import { call } from "./core.js";
import type { Meaning } from "./meaning-types.js";
import { NO_OVERLAY, readOverlay, type Overlay } from "./overlay.js";
import { sessionFor, TextSession, type Recipe } from "./session.js";
import type { At, Range, Span } from "./positions.js";
import type {
  ChangeReport,
  CodeAction,
  Completions,
  DocumentSymbol,
  Fixed,
  FixedTexts,
  FormDocument,
  FormEdit,
  Hover,
  Json,
  Options,
  Report,
  Settings,
} from "./types.js";
import {
  Places,
  type WireAction,
  type WireChangeReport,
  type WireCompletions,
  type WireFixed,
  type WireFormEdit,
  type WireHover,
  type WireReport,
  type WireSymbol,
} from "./wire.js";

/** How to fix. */
export interface FixOptions extends Options {
  /** Apply fixes as well that change what gets deployed. Default: `false`. */
  readonly unsafe?: boolean | undefined;
}

/** How to print. */
export interface FormatOptions extends Options {
  /** `json`: what `vmspec check --format json` prints, byte for byte. `concise`: one line a finding. */
  readonly as: "json" | "concise";
}

/** Which document of a text a form shows. */
export interface FormOptions extends Pick<Options, "positions"> {
  /** The index of the document in the text. Default: 0. */
  readonly document?: number | undefined;
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
  /** What applying a new text over an old one does. */
  diff(oldText: string, newText: string, options?: Options): ChangeReport;
  /** The documents of a text as values for forms. */
  readForm(text: string): readonly FormDocument[];
  /**
   * Gives a field of a document a value, or takes it away if the value is `undefined`. The path is as in
   * `spec.disks[0].name`; the empty path is the whole document. Comments and all that stays the same are kept.
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
}

/** Nobody else's JSON is parsed here: it is what the engine has just written. */
function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}

function one(name: string, text: string): ReadonlyMap<string, string> {
  return new Map([[name, text]]);
}

function readFlag(value: unknown, name: string): boolean {
  if (value !== undefined && typeof value !== "boolean") throw new TypeError(`\`options.${name}\`: expected a boolean`);
  return value ?? false;
}

function readFormat(as: unknown): FormatOptions["as"] {
  if (as !== "json" && as !== "concise") throw new TypeError("`options.as`: expected `json` or `concise`");
  return as;
}

/** @internal An engine. */
export function engine(base: Settings = {}, overlay: Overlay = NO_OVERLAY): Engine {
  const recipe = (settings: Settings): Recipe => ({ settings, catalog: overlay.key, layCatalog: overlay.lay });
  const session = ({ settings }: ReadOptions) => sessionFor(recipe(settings));

  return {
    check(text, options) {
      assertText(text);
      const read = readOptions(options, base);
      const texts = one(read.filename, text);
      const report = parse<WireReport>(session(read).with(texts, (session) => session.check()));
      return new Places(texts, read.encoding).report(report);
    },

    fix(text, options = {}) {
      assertText(text);
      object(options, "options");
      const { unsafe, ...rest } = options;
      const read = readOptions(rest, base);
      const andUnsafe = readFlag(unsafe, "unsafe");
      const { files, ...fixed } = fixedTexts(
        session(read).with(one(read.filename, text), (session) => session.fix(andUnsafe)),
        read.encoding,
      );
      return { text: files[0]?.text ?? text, ...fixed };
    },

    format(text, options) {
      assertText(text);
      object(options, "options");
      const { as, ...rest } = options;
      const read = readOptions(rest, base);
      const format = readFormat(as);
      return session(read).with(one(read.filename, text), (session) =>
        format === "json" ? session.check() : session.concise(),
      );
    },

    resolve(text, options) {
      assertText(text);
      const read = readOptions(options, base);
      return parse(session(read).with(one(read.filename, text), (session) => session.resolve()));
    },

    complete(text, at, options) {
      assertText(text);
      const read = readOptions(options, base);
      return new Assistant(session(read), one(read.filename, text), read).complete(read.filename, at);
    },

    hover(text, at, options) {
      assertText(text);
      const read = readOptions(options, base);
      return new Assistant(session(read), one(read.filename, text), read).hover(read.filename, at);
    },

    codeActions(text, range, options) {
      assertText(text);
      const read = readOptions(options, base);
      return new Assistant(session(read), one(read.filename, text), read).codeActions(read.filename, range);
    },

    symbols(text, options) {
      assertText(text);
      const read = readOptions(options, base);
      return new Assistant(session(read), one(read.filename, text), read).symbols(read.filename);
    },

    diff(oldText, newText, options) {
      assertText(oldText, "oldText");
      assertText(newText, "newText");
      const read = readOptions(options, base);
      const old = new TextSession(recipe(read.settings));
      const texts = one(read.filename, newText);
      const json = old.with(one(read.filename, oldText), (old) =>
        session(read).with(texts, (session) => session.diff(old)),
      );
      old.close();
      const names = new Map([...texts, [`${read.filename} (old)`, oldText]]);
      return new Places(names, read.encoding).changes(parse<WireChangeReport>(json));
    },

    readForm(text) {
      assertText(text);
      const { settings, filename } = readOptions(undefined, base);
      return parse(sessionFor(recipe(settings)).with(one(filename, text), (session) => session.readForm(filename)));
    },

    applyFormEdit(text, path, value, options = {}) {
      assertText(text);
      assertText(path, "path");
      object(options, "options");
      const { document = 0, ...rest } = options;
      if (!Number.isSafeInteger(document) || document < 0) {
        throw new TypeError("`options.document`: expected the index of a document");
      }
      const { settings, filename, encoding } = readOptions(rest, base);
      const json = value === undefined ? undefined : JSON.stringify(value);
      if (value !== undefined && json === undefined) throw new TypeError("`value` is nothing that JSON can hold");
      const texts = one(filename, text);
      const outcome = parse<WireFormEdit>(
        sessionFor(recipe(settings)).with(texts, (session) => session.editForm(filename, document, path, json)),
      );
      if ("reason" in outcome) return { applied: false, reason: outcome.reason };
      const inString = new Places(texts, "utf-16").edits(filename, outcome.edits);
      const edits = encoding === "utf-16" ? inString : new Places(texts, encoding).edits(filename, outcome.edits);
      return { applied: true, text: applyEdits(text, inString), edits };
    },

    catalog(options) {
      const { settings } = readOptions(options, base);
      return parse(sessionFor(recipe(settings)).with(new Map(), (session) => session.catalog()));
    },

    withCatalog(catalog) {
      const read = readOverlay(catalog);
      const both: Overlay = {
        key: overlay.key === "" ? read.key : `${overlay.key}\0${read.key}`,
        lay: (session) => {
          overlay.lay(session);
          read.lay(session);
        },
      };
      const made = engine(base, both);
      // What is wrong with a catalog is told here and not at the first text.
      made.catalog();
      return made;
    },

    withSettings(settings) {
      const made = engine(readOptions(settings, base).settings, overlay);
      made.catalog();
      return made;
    },

    workspace(options) {
      const read = readOptions(options, base);
      return workspace(new TextSession(recipe(read.settings)), read);
    },
  };
}

/** Answers what an editor asks while someone writes. */
class Assistant {
  readonly #session: TextSession;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #places: Places;

  constructor(session: TextSession, texts: ReadonlyMap<string, string>, { encoding }: ReadOptions) {
    this.#session = session;
    this.#texts = texts;
    this.#places = new Places(texts, encoding);
  }

  complete(name: string, at: At): Completions {
    place(at);
    const byte = this.#places.of(name).byte(at);
    return this.#places.completions(name, this.#ask<WireCompletions>((session) => session.complete(name, byte)));
  }

  hover(name: string, at: At): Hover | null {
    place(at);
    const byte = this.#places.of(name).byte(at);
    const hover = this.#ask<WireHover | null>((session) => session.hover(name, byte));
    return hover === null ? null : this.#places.hover(name, hover);
  }

  codeActions(name: string, range: Span | Range): readonly CodeAction[] {
    places(range);
    const text = this.#places.of(name);
    const [start, end] = [text.byte(range.start), text.byte(range.end)];
    const actions = this.#ask<readonly WireAction[]>((session) => session.codeActions(name, start, end));
    return actions.map((action) => this.#places.action(name, action));
  }

  symbols(name: string): readonly DocumentSymbol[] {
    const symbols = this.#ask<readonly WireSymbol[]>((session) => session.symbols(name));
    return symbols.map((symbol) => this.#places.symbol(name, symbol));
  }

  #ask<T>(question: (session: Session) => string): T {
    return parse(this.#session.with(this.#texts, question));
  }
}

function workspace(session: TextSession, read: ReadOptions): Workspace {
  const { encoding } = read;
  const texts = new Map<string, string>();
  const assistant = (name: string) => {
    assertText(name, "name");
    if (!texts.has(name)) throw new TypeError(`there is no text \`${name}\` in the workspace`);
    return new Assistant(session, texts, read);
  };
  return {
    set(name, text) {
      assertText(name, "name");
      assertText(text);
      texts.set(name, text);
    },
    delete(name) {
      assertText(name, "name");
      return texts.delete(name);
    },
    get(name) {
      assertText(name, "name");
      return texts.get(name);
    },
    names: () => [...texts.keys()],
    check: () =>
      new Places(texts, encoding).report(parse<WireReport>(session.with(texts, (session) => session.check()))),
    format(options) {
      object(options, "options");
      const as = readFormat(options.as);
      return session.with(texts, (session) => (as === "json" ? session.check() : session.concise()));
    },
    fix(options = {}) {
      object(options, "options");
      const andUnsafe = readFlag(options.unsafe, "unsafe");
      return fixedTexts(
        session.with(texts, (session) => session.fix(andUnsafe)),
        encoding,
      );
    },
    resolve: () => parse(session.with(texts, (session) => session.resolve())),
    complete: (name, at) => assistant(name).complete(name, at),
    hover: (name, at) => assistant(name).hover(name, at),
    codeActions: (name, range) => assistant(name).codeActions(name, range),
    symbols: (name) => assistant(name).symbols(name),
  };
}

function fixedTexts(json: string, encoding: ReadOptions["encoding"]): FixedTexts {
  const fixed = parse<WireFixed>(json);
  const texts = new Map(fixed.files.map(({ name, text }) => [name, text]));
  return { ...fixed, report: new Places(texts, encoding).report(fixed.report) };
}

/** A text with edits applied whose spans are those of `utf-16`, the default. */
export function applyEdits(text: string, edits: readonly { span: { start: number; end: number }; text: string }[]): string {
  assertText(text);
  let result = "";
  let done = 0;
  for (const edit of [...edits].sort((one, other) => one.span.start - other.span.start)) {
    if (edit.span.start < done || edit.span.end > text.length) continue;
    result += text.slice(done, edit.span.start) + edit.text;
    done = edit.span.end;
  }
  return result + text.slice(done);
}

/** The version of the engine. */
export function readVersion(): string {
  return call(engineVersion);
}
