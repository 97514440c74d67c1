// Disks in Monaco: where they are defined and used, and other names for them; and what stands beside the text.

import type * as Monaco from "monaco-editor";

import { diskName } from "./disk-name.js";
import type { Engine, Location, Options } from "./index.js";
import { fromRange, textOf, toPosition, toRange, workspaceEdit } from "./monaco-places.js";

/** What an engine is asked for. */
export type NavigationEngine = Pick<Engine, "definition" | "references" | "rename" | "inlayHints" | "codeLenses">;

interface Context {
  readonly engine: NavigationEngine;
  /** Whether a model is one to speak of. */
  readonly isOurs: (model: Monaco.editor.ITextModel) => boolean;
  /** How to judge a text. */
  readonly read: (model: Monaco.editor.ITextModel) => Omit<Options, "positions">;
}

/** Registers all of it for a language. */
export function navigationProviders(
  monaco: typeof Monaco,
  language: string,
  { engine, isOurs, read }: Context,
): Monaco.IDisposable[] {
  /** Where the disk is named that is named at a place, its definition included. */
  const placesOf = (model: Monaco.editor.ITextModel, position: Monaco.IPosition, definition: boolean) =>
    isOurs(model) ? engine.references(textOf(model), toPosition(position), { ...read(model), definition }) : [];

  return [
    monaco.languages.registerDefinitionProvider(language, {
      provideDefinition: (model, position) => {
        const found = isOurs(model) ? engine.definition(textOf(model), toPosition(position), read(model)) : null;
        return found === null ? null : toLocation(model, found);
      },
    }),
    monaco.languages.registerReferenceProvider(language, {
      provideReferences: (model, position, { includeDeclaration }) =>
        placesOf(model, position, includeDeclaration).map((place) => toLocation(model, place)),
    }),
    monaco.languages.registerRenameProvider(language, {
      resolveRenameLocation: (model, position) => {
        const here = placesOf(model, position, true).find(({ range }) =>
          monaco.Range.containsPosition(toRange(range), position),
        );
        if (here !== undefined) return { range: toRange(here.range), text: diskName(textOf(model), here) };
        return { range: monaco.Range.fromPositions(position), text: "", rejectReason: "No disk is named here." };
      },
      provideRenameEdits: (model, position, newName) => {
        if (!isOurs(model)) return { edits: [] };
        const renamed = engine.rename(textOf(model), toPosition(position), newName, read(model));
        if (!renamed.applied) {
          showMessage(monaco, model, position, renamed.reason);
          return { edits: [], rejectReason: renamed.reason };
        }
        return { edits: renamed.edits.map((edit) => workspaceEdit(model, edit)) };
      },
    }),
    monaco.languages.registerInlayHintsProvider(language, {
      displayName: "vmspec",
      provideInlayHints: (model, range) => {
        const found = isOurs(model) ? engine.inlayHints(textOf(model), fromRange(range), read(model)) : [];
        const hints = found.map(({ position, label }) => ({
          position: { lineNumber: position.line + 1, column: position.character + 1 },
          label,
          paddingLeft: true,
        }));
        return { hints, dispose: () => {} };
      },
    }),
    monaco.languages.registerCodeLensProvider(language, {
      provideCodeLenses: (model) => {
        const found = isOurs(model) ? engine.codeLenses(textOf(model), read(model)) : [];
        const lenses = found.map(({ range, title, places }): Monaco.languages.CodeLens => {
          const { startLineNumber, startColumn } = toRange(range);
          const position = { lineNumber: startLineNumber, column: startColumn };
          const locations = places.map((place) => toLocation(model, place));
          return {
            range: toRange(range),
            command: {
              id: "editor.action.peekLocations",
              // A lens has no code in it.
              title: title.replaceAll("`", ""),
              arguments: [model.uri, position, locations],
            },
          };
        });
        return { lenses, dispose: () => {} };
      },
    }),
  ];
}

/** Shows why something can't be, which Monaco by itself tells the console only. */
function showMessage(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  position: Monaco.IPosition,
  message: string,
): void {
  const shown = monaco.editor.getEditors().filter((editor) => editor.getModel() === model);
  const editor = shown.find((editor) => editor.hasTextFocus()) ?? shown[0];
  editor?.getContribution<MessageController>("editor.contrib.messageController")?.showMessage?.(message, position);
}

interface MessageController extends Monaco.editor.IEditorContribution {
  showMessage?(message: string, position: Monaco.IPosition): void;
}

function toLocation(model: Monaco.editor.ITextModel, { range }: Location): Monaco.languages.Location {
  return { uri: model.uri, range: toRange(range) };
}
