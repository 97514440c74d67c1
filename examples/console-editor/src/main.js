// An editor that knows what the cluster offers, and a picker with the same names.

import { yaml } from "@codemirror/lang-yaml";
import { EditorView, basicSetup } from "codemirror";
import { applyFormEdit, init, withCatalog } from "vmspec";
import { vmspec } from "vmspec/codemirror";

/** What a cluster answers to a list of `options.core.cozystack.io`; a console asks its own. */
const OPTIONS = {
  items: [
    {
      metadata: { name: "instancetype" },
      spec: { items: [{ value: "u1.medium" }, { value: "u1.large", default: true }, { value: "u1.xlarge" }] },
    },
  ],
};

const TEXT = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  instanceType: m1.large # chosen by hand
  disks:
    - name: web-system
`;

await init();
const engine = withCatalog(OPTIONS);
const options = () => ({ platform: "cozystack@1.6" });

const editor = new EditorView({
  parent: document.querySelector("#editor"),
  doc: TEXT,
  extensions: [
    basicSetup,
    yaml(),
    vmspec({
      engine,
      options,
      onReport({ summary }) {
        document.querySelector("#summary").textContent = `${summary.errors} errors, ${summary.warnings} warnings`;
      },
    }),
  ],
});

const sizes = document.querySelector("#sizes");
for (const { name, vcpus, memory } of engine.catalog(options()).instanceTypes.entries) {
  sizes.append(new Option(`${name}: ${vcpus} vCPU, ${memory}`, name));
}
sizes.addEventListener("change", () => {
  const edit = applyFormEdit(editor.state.doc.toString(), "spec.instanceType", sizes.value);
  if (!edit.applied) return;
  const changes = edit.edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text }));
  editor.dispatch({ changes });
});
