// Bytes of the engine to the positions that editors use, and back.

/**
 * How characters are counted, in columns and in offsets into the text.
 *
 * - `utf-16`: as JavaScript, browsers and most editors do, so that `text.slice(span.start, span.end)` is the place.
 * - `utf-8`: bytes.
 * - `utf-32`: Unicode code points.
 */
export type PositionEncoding = "utf-16" | "utf-8" | "utf-32";

/** A place in a text. Both numbers count from 0. */
export interface Position {
  readonly line: number;
  /** The column, in characters of the {@link PositionEncoding} that was asked for. */
  readonly character: number;
}

/** A half-open range of positions. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A half-open range of offsets into the text, from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text: an offset, or a line and a character. */
export type At = number | Position;

interface Place {
  readonly offset: number;
  readonly position: Position;
}

const ASCII = /^[\0-\x7f]*$/;

/** Where the characters of a text are, in bytes of UTF-8 and in an encoding of the caller's. */
export class TextIndex {
  readonly #text: string;
  readonly #encoding: PositionEncoding;
  readonly #isAscii: boolean;
  /** The length of the text in bytes. */
  readonly #bytes: number;
  /** The index into the string, the byte and the offset of each line's first character. */
  readonly #lines: { at: number; byte: number; offset: number }[] = [{ at: 0, byte: 0, offset: 0 }];
  /** Where the last look-up ended: most look-ups go forward from there. */
  #last = { line: 0, at: 0, byte: 0, offset: 0 };

  constructor(text: string, encoding: PositionEncoding) {
    this.#text = text;
    this.#encoding = encoding;
    this.#isAscii = ASCII.test(text);
    if (this.#isAscii) {
      this.#bytes = text.length;
      for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) {
        const at = index + end.length;
        this.#lines.push({ at, byte: at, offset: at });
      }
      return;
    }
    let byte = 0;
    let offset = 0;
    for (let at = 0; at < text.length; ) {
      const step = this.#step(at);
      byte += step.bytes;
      offset += step.units;
      const code = text.charCodeAt(at);
      at += step.length;
      if (code === 10 || (code === 13 && text.charCodeAt(at) !== 10)) this.#lines.push({ at, byte, offset });
    }
    this.#bytes = byte;
  }

  /** The character that starts at an index into the string: its length there, in bytes, and in the encoding. */
  #step(at: number): { length: number; bytes: number; units: number } {
    if (this.#isAscii) return { length: 1, bytes: 1, units: 1 };
    const code = this.#text.codePointAt(at) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    // A lone surrogate is written as U+FFFD, which has three bytes.
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const units = this.#encoding === "utf-8" ? bytes : this.#encoding === "utf-32" ? 1 : length;
    return { length, bytes, units };
  }

  /** The place of a byte. */
  place(byte: number): Place {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.byte ?? 0) <= byte) low = middle;
      else high = middle - 1;
    }
    const first = this.#lines[low] ?? { at: 0, byte: 0, offset: 0 };
    if (this.#isAscii) return { offset: byte, position: { line: low, character: byte - first.byte } };
    let place = first;
    if (this.#last.line === low && this.#last.byte <= byte) place = this.#last;
    while (place.byte < byte && place.at < this.#text.length) {
      const step = this.#step(place.at);
      if (place.byte + step.bytes > byte) break;
      place = { at: place.at + step.length, byte: place.byte + step.bytes, offset: place.offset + step.units };
    }
    this.#last = { line: low, ...place };
    return { offset: place.offset, position: { line: low, character: place.offset - first.offset } };
  }

  /** The byte at an offset, or at a position. What lies beyond the text or the line is taken as its end. */
  byte(place: number | Position): number {
    const isOffset = typeof place === "number";
    if (isOffset && this.#isAscii) return Math.min(place, this.#bytes);
    const line = isOffset ? this.#lineOf(place) : this.#lines[place.line];
    if (line === undefined) return this.#bytes;
    const wanted = isOffset ? place : line.offset + place.character;
    let { at, byte, offset } = line;
    while (at < this.#text.length && offset < wanted) {
      const code = this.#text.charCodeAt(at);
      if (!isOffset && (code === 10 || code === 13)) break;
      const step = this.#step(at);
      if (offset + step.units > wanted) break;
      at += step.length;
      byte += step.bytes;
      offset += step.units;
    }
    return byte;
  }

  #lineOf(offset: number): { at: number; byte: number; offset: number } | undefined {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#lines[low];
  }

  span(bytes: Span): Span {
    return { start: this.place(bytes.start).offset, end: this.place(bytes.end).offset };
  }

  range(bytes: Span): Range {
    return { start: this.place(bytes.start).position, end: this.place(bytes.end).position };
  }
}
