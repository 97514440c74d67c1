// The engine with settings that hold for all its calls.

import { version as engineVersion, type Session } from "../wasm/vmspec.js";
import { object, readFlag, readOptions, text as assertText, type ReadOptions } from "./arguments.js";
import { Assistant } from "./assistant.js";
import { call } from "./core.js";
import type { Catalog } from "./catalog-types.js";
import type { Engine, FormatName, Workspace } from "./engine-types.js";
import { NO_OVERLAY, readOverlay, type Overlay } from "./overlay.js";
import type { PositionEncoding } from "./positions.js";
import { sessionFor, TextSession, type Recipe } from "./session.js";
import type { FixedTexts, MigratedTexts, Options, Settings } from "./types.js";
import {
  parse,
  Places,
  type WireChangeReport,
  type WireFormEdit,
  type WireReport,
  type WireRewritten,
} from "./wire.js";

function one(name: string, text: string): ReadonlyMap<string, string> {
  return new Map([[name, text]]);
}

/** What prints a report in each format. */
const RENDERERS: { readonly [format in FormatName]: (session: Session) => string } = {
  json: (session) => session.check(),
  concise: (session) => session.concise(),
  markdown: (session) => session.markdown(),
  sarif: (session) => session.sarif(),
};

function readFormat(as: unknown): (session: Session) => string {
  if (typeof as !== "string" || !Object.hasOwn(RENDERERS, as)) {
    throw new TypeError(`\`options.as\`: expected one of ${Object.keys(RENDERERS).join(", ")}`);
  }
  return RENDERERS[as as FormatName];
}

/** @internal An engine. */
export function engine(base: Settings = {}, overlay: Overlay = NO_OVERLAY): Engine {
  const recipe = (settings: Settings): Recipe => ({ settings, catalog: overlay.key, layCatalog: overlay.lay });
  const session = ({ settings }: ReadOptions) => sessionFor(recipe(settings));
  /** A text and what it is called, for the questions of editors. */
  const opened = (text: string, options: Options | undefined) => {
    assertText(text);
    const read = readOptions(options, base);
    return { view: new Assistant(session(read), one(read.filename, text), read), name: read.filename };
  };

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
      return session(read).with(one(read.filename, text), readFormat(as));
    },

    migrate(text, to, options) {
      assertText(text);
      assertText(to, "to");
      const read = readOptions(options, base);
      const { files, ...migrated } = migratedTexts(
        session(read).with(one(read.filename, text), (session) => session.migrate(to)),
        read.encoding,
      );
      return { text: files[0]?.text ?? text, ...migrated };
    },

    resolve(text, options) {
      assertText(text);
      const read = readOptions(options, base);
      return parse(session(read).with(one(read.filename, text), (session) => session.resolve()));
    },

    complete(text, at, options) {
      const { view, name } = opened(text, options);
      return view.complete(name, at);
    },

    hover(text, at, options) {
      const { view, name } = opened(text, options);
      return view.hover(name, at);
    },

    codeActions(text, range, options) {
      const { view, name } = opened(text, options);
      return view.codeActions(name, range);
    },

    symbols(text, options) {
      const { view, name } = opened(text, options);
      return view.symbols(name);
    },

    definition(text, at, options) {
      const { view, name } = opened(text, options);
      return view.definition(name, at);
    },

    references(text, at, options = {}) {
      assertText(text);
      object(options, "options");
      const { definition, ...rest } = options;
      const { view, name } = opened(text, rest);
      return view.references(name, at, definition);
    },

    rename(text, at, newName, options) {
      const { view, name } = opened(text, options);
      const outcome = view.rename(name, at, newName);
      if (!outcome.applied) return outcome;
      const [{ text: renamed, edits } = { text, edits: [] }] = outcome.files;
      return { applied: true, text: renamed, edits };
    },

    inlayHints(text, range, options) {
      const { view, name } = opened(text, options);
      return view.inlayHints(name, range);
    },

    codeLenses(text, options) {
      const { view, name } = opened(text, options);
      return view.codeLenses(name);
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
      const { document = 0, kind, ...rest } = options;
      if (!Number.isSafeInteger(document) || document < 0) {
        throw new TypeError("`options.document`: expected the index of a document");
      }
      if (kind !== undefined && kind !== "VMInstance" && kind !== "VMDisk") {
        throw new TypeError("`options.kind`: expected `VMInstance` or `VMDisk`");
      }
      const { settings, filename, encoding } = readOptions(rest, base);
      const json = value === undefined ? undefined : JSON.stringify(value);
      if (value !== undefined && json === undefined) throw new TypeError("`value` is nothing that JSON can hold");
      const texts = one(filename, text);
      const outcome = parse<WireFormEdit>(
        sessionFor(recipe(settings)).with(texts, (session) => session.editForm(filename, document, path, json, kind)),
      );
      if ("reason" in outcome) return { applied: false, reason: outcome.reason };
      const edits = outcome.edits.map((edit) => ({ file: filename, ...edit }));
      const [changed = { text, edits: [] }] = new Places(texts, encoding).changed(edits).files;
      return { applied: true, text: changed.text, edits: changed.edits };
    },

    catalog(options) {
      const { settings } = readOptions(options, base);
      return sessionFor(recipe(settings)).with(new Map(), (session) => session.catalog() as Catalog);
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
      const made = engine(readOptions(settings, base, "settings").settings, overlay);
      made.catalog();
      return made;
    },

    workspace(options) {
      const read = readOptions(options, base);
      return workspace(new TextSession(recipe(read.settings)), read);
    },
  };
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
      return session.with(texts, readFormat(options.as));
    },
    fix(options = {}) {
      object(options, "options");
      const andUnsafe = readFlag(options.unsafe, "unsafe");
      return fixedTexts(
        session.with(texts, (session) => session.fix(andUnsafe)),
        encoding,
      );
    },
    migrate(to) {
      assertText(to, "to");
      return migratedTexts(
        session.with(texts, (session) => session.migrate(to)),
        encoding,
      );
    },
    resolve: () => parse(session.with(texts, (session) => session.resolve())),
    complete: (name, at) => assistant(name).complete(name, at),
    hover: (name, at) => assistant(name).hover(name, at),
    codeActions: (name, range) => assistant(name).codeActions(name, range),
    symbols: (name) => assistant(name).symbols(name),
    definition: (name, at) => assistant(name).definition(name, at),
    references(name, at, options = {}) {
      object(options, "options");
      return assistant(name).references(name, at, options.definition);
    },
    rename: (name, at, newName) => assistant(name).rename(name, at, newName),
    inlayHints: (name, range) => assistant(name).inlayHints(name, range),
    codeLenses: (name) => assistant(name).codeLenses(name),
  };
}

function migratedTexts(json: string, encoding: PositionEncoding): MigratedTexts {
  const { open, report, ...fixed } = parse<WireRewritten>(json);
  const texts = new Map(fixed.files.map(({ name, text }) => [name, text]));
  const places = new Places(texts, encoding);
  return { ...fixed, open: places.diagnostics(open), report: places.report(report) };
}

function fixedTexts(json: string, encoding: PositionEncoding): FixedTexts {
  const { open, ...fixed } = migratedTexts(json, encoding);
  return fixed;
}

/** The version of the engine. */
export function readVersion(): string {
  return call(engineVersion);
}
