// Places of texts in Monaco, which counts lines and columns from 1, and back.

import type * as Monaco from "monaco-editor";

import type { Edit, Position, Range } from "./index.js";

/** The text with line feeds, which have the same lines and characters as any other line ends. */
export function textOf(model: Monaco.editor.ITextModel): string {
  return model.getLinesContent().join("\n");
}

export function toPosition({ lineNumber, column }: Monaco.IPosition): Position {
  return { line: lineNumber - 1, character: column - 1 };
}

export function fromRange(range: Monaco.IRange): Range {
  return {
    start: toPosition({ lineNumber: range.startLineNumber, column: range.startColumn }),
    end: toPosition({ lineNumber: range.endLineNumber, column: range.endColumn }),
  };
}

export function toRange({ start, end }: Range): Monaco.IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function workspaceEdit(model: Monaco.editor.ITextModel, { range, text }: Edit): Monaco.languages.IWorkspaceTextEdit {
  return { resource: model.uri, versionId: model.getVersionId(), textEdit: { range: toRange(range), text } };
}
