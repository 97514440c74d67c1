// Answers what an editor asks while someone writes.

import type { Session } from "../wasm/vmspec.js";
import { place, places, readFlag, text as assertText, type ReadOptions } from "./arguments.js";
import type { At, Range, Span } from "./positions.js";
import type { TextSession } from "./session.js";
import type {
  ChangedTexts,
  CodeAction,
  CodeLens,
  Completions,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
} from "./types.js";
import {
  Places,
  type WireAction,
  type WireCompletions,
  type WireHint,
  type WireHover,
  type WireLens,
  type WireLocation,
  type WireRename,
  type WireSymbol,
} from "./wire.js";

/** Asks one session about its texts, and gives places as they were asked for. */
export class Assistant {
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

  definition(name: string, at: At): Location | null {
    place(at);
    const byte = this.#places.of(name).byte(at);
    const found = this.#ask<WireLocation | null>((session) => session.definition(name, byte));
    return found === null ? null : this.#places.location(found);
  }

  references(name: string, at: At, definition: unknown): readonly Location[] {
    place(at);
    const withDefinition = readFlag(definition, "definition", true);
    const byte = this.#places.of(name).byte(at);
    const found = this.#ask<readonly WireLocation[]>((session) => session.references(name, byte, withDefinition));
    return found.map((one) => this.#places.location(one));
  }

  rename(name: string, at: At, newName: string): ChangedTexts {
    place(at);
    assertText(newName, "newName");
    const byte = this.#places.of(name).byte(at);
    const outcome = this.#ask<WireRename>((session) => session.rename(name, byte, newName));
    return "reason" in outcome ? { applied: false, reason: outcome.reason } : this.#places.changed(outcome.edits);
  }

  inlayHints(name: string, range: Span | Range): readonly InlayHint[] {
    places(range);
    const text = this.#places.of(name);
    const [start, end] = [text.byte(range.start), text.byte(range.end)];
    const hints = this.#ask<readonly WireHint[]>((session) => session.inlayHints(name, start, end));
    return hints.map(({ offset, label }) => ({ ...text.place(offset), label }));
  }

  codeLenses(name: string): readonly CodeLens[] {
    const lenses = this.#ask<readonly WireLens[]>((session) => session.codeLenses(name));
    return lenses.map((lens) => this.#places.lens(name, lens));
  }

  #ask<T>(question: (session: Session) => unknown): T {
    return this.#session.with(this.#texts, question) as T;
  }
}
