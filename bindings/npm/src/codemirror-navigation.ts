// Disks in CodeMirror: where they are defined and used, and other names for them.

import { EditorSelection, type Extension } from "@codemirror/state";
import { type Command, EditorView, keymap, showDialog } from "@codemirror/view";

import { changes } from "./codemirror-changes.js";
import { diskName } from "./disk-name.js";
import type { Engine, Options, Span } from "./index.js";

/** What an engine is asked for. */
export type NavigationEngine = Pick<Engine, "definition" | "references" | "rename">;

interface Context {
  readonly engine: NavigationEngine;
  /** How to judge the text. */
  readonly read: () => Omit<Options, "positions">;
}

/** F12 goes to the disk that is named at the cursor, and from there to its first use; F2 gives it another name. */
export function navigation({ engine, read }: Context): Extension {
  const goToDisk: Command = (view) => {
    const text = view.state.doc.toString();
    const { head } = view.state.selection.main;
    const definition = engine.definition(text, head, read());
    if (definition === null) return false;
    const [use] = engine.references(text, head, { ...read(), definition: false });
    const { span } = isIn(definition.span, head) && use !== undefined ? use : definition;
    const selection = EditorSelection.single(span.start, span.end);
    view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: "center" }) });
    return true;
  };

  const renameDisk: Command = (view) => {
    const { doc, selection } = view.state;
    const text = doc.toString();
    const { head } = selection.main;
    const here = engine.references(text, head, read()).find(({ span }) => isIn(span, head));
    if (here === undefined) return false;
    const { result, close } = showDialog(view, {
      label: "New name of the disk",
      input: { name: "name", value: diskName(text, here), autocomplete: "off", spellcheck: "false" },
      submitLabel: "Rename",
      focus: true,
      class: "cm-vmspec-rename",
    });
    void result.then((form) => {
      // What was to be renamed is elsewhere, if the text has changed meanwhile.
      if (form === null || !view.state.doc.eq(doc)) return;
      const newName = String(new FormData(form).get("name"));
      const renamed = engine.rename(text, head, newName, read());
      if (renamed.applied) {
        view.dispatch({ changes: changes(renamed.edits), effects: close, userEvent: "input.rename" });
        view.focus();
      } else {
        showDialog(view, { label: renamed.reason, focus: true, class: "cm-vmspec-rename" });
      }
    });
    return true;
  };

  return keymap.of([
    { key: "F12", run: goToDisk },
    { key: "F2", run: renameDisk },
  ]);
}

function isIn({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
