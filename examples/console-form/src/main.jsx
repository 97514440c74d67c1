// A form beside the text that it shows. Whoever changes the one sees it in the other; comments stay.

import Form from "@rjsf/core";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { applyFormEdit, check, readForm } from "vmspec";
import { formSchema, vmspecValidator } from "vmspec/rjsf";

const START = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: data # of the shop
spec:
  storage: 20Gi # grows every month
`;

const schema = await formSchema("VMDisk");
const validator = vmspecValidator({ kind: "VMDisk" });

function Disk() {
  const [text, setText] = useState(START);
  const [document] = readForm(text);

  function onChange({ formData }) {
    const edit = applyFormEdit(text, "spec", formData, { document: document?.document ?? 0 });
    if (edit.applied) setText(edit.text);
  }

  return (
    <>
      <textarea aria-label="Text" rows={12} cols={60} value={text} onChange={(event) => setText(event.target.value)} />
      <ul>
        {check(text).diagnostics.map(({ span, rule, message }) => (
          <li key={`${span.start} ${rule}`}>{message}</li>
        ))}
      </ul>
      <Form schema={schema} validator={validator} formData={document?.value?.spec ?? {}} liveValidate onChange={onChange} />
    </>
  );
}

createRoot(window.document.querySelector("#root")).render(
  <StrictMode>
    <Disk />
  </StrictMode>,
);
