// Sessions of the engine: what they are told and what texts they hold, kept in step with what a call needs.

import { Session } from "../wasm/vmspec.js";
import { call, currentGeneration } from "./core.js";
import type { Settings } from "./types.js";

/** What a session is made from: settings, and steps that put a catalog over that of the platform. */
export interface Recipe {
  readonly settings: Settings;
  /** Tells recipes with other catalogs apart. */
  readonly catalog: string;
  readonly layCatalog: (session: Session) => void;
}

/** A session with its texts. The engine reads a text again only if it has changed. */
export class TextSession {
  readonly #recipe: Recipe;
  #session: Session | undefined;
  #generation = -1;
  #texts = new Map<string, string>();

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
  }

  /** Calls the engine with these texts, and no others. */
  with<T>(texts: ReadonlyMap<string, string>, work: (session: Session) => T): T {
    return call(() => {
      if (this.#session === undefined || this.#generation !== currentGeneration()) {
        this.#session = open(this.#recipe);
        this.#generation = currentGeneration();
        this.#texts = new Map();
      }
      this.#hold(this.#session, texts);
      return work(this.#session);
    });
  }

  /** Gives back the memory. A later call takes some again. */
  close(): void {
    if (this.#generation === currentGeneration()) this.#session?.free();
    this.#session = undefined;
  }

  #hold(session: Session, texts: ReadonlyMap<string, string>): void {
    const held = [...this.#texts.keys()];
    const wanted = [...texts.keys()];
    if (!held.every((name, index) => name === wanted[index])) {
      for (const name of held) session.remove(name);
      this.#texts.clear();
    }
    for (const [name, text] of texts) {
      if (this.#texts.get(name) === text) continue;
      session.put(name, text);
      this.#texts.set(name, text);
    }
  }
}

function open({ settings, layCatalog }: Recipe): Session {
  const session = new Session(settings.platform ?? "hikube");
  layCatalog(session);
  if (settings.complete !== undefined) session.setComplete(settings.complete);
  if (settings.stage !== undefined) session.setStage(settings.stage);
  for (const [selector, level] of Object.entries(settings.rules ?? {})) {
    if (level !== undefined) session.setLevel(selector, level);
  }
  return session;
}

/** Sessions that calls with the same settings share. */
const MOST_SESSIONS = 8;
const sessions = new Map<string, TextSession>();

/** The session for a recipe, one that is there already if possible. */
export function sessionFor(recipe: Recipe): TextSession {
  const { platform, complete, stage, rules } = recipe.settings;
  const key = JSON.stringify([platform, complete, stage, rules, recipe.catalog]);
  const session = sessions.get(key) ?? new TextSession(recipe);
  // The last one used goes to the end, so that the one at the start is the one to let go.
  sessions.delete(key);
  sessions.set(key, session);
  for (const [oldestKey, oldest] of sessions) {
    if (sessions.size <= MOST_SESSIONS) break;
    oldest.close();
    sessions.delete(oldestKey);
  }
  return session;
}
