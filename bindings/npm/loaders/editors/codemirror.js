import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { vmspec } from "vmspec/codemirror";

const doc = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # 😀
spec:
  running: true
  instanceType: u1.
`;

globalThis.view = new EditorView({
  parent: document.querySelector("#editor"),
  state: EditorState.create({
    doc,
    extensions: [vmspec({ delay: 10, onReport: (report) => (globalThis.report = report) })],
  }),
});
globalThis.result = true;
