// A module that breaks is replaced. It must never break, so these tests break it.

import assert from "node:assert/strict";
import { test } from "node:test";

const instances = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    instances.push(this);
  }
};

const { check, diff, EngineError, workspace } = await import("vmspec");
const { DISK } = await import("../fixtures.js");

const TEXT = `${DISK}  storage: 5GB\n  storageclass: replicated\n`;

/** Overwrites the memory of the engine. */
function spoil() {
  new Uint8Array(instances.at(-1).exports.memory.buffer).fill(0xff);
}

test("after a trap the next call works again, in workspaces too", () => {
  const files = workspace();
  files.set("disk.yaml", TEXT);
  const [expected, together] = [check(TEXT), files.check()];
  for (let round = 0; round < 3; round += 1) {
    spoil();
    assert.throws(() => check(TEXT.repeat(2)), EngineError);
    assert.deepEqual(check(TEXT), expected);
    assert.deepEqual(files.check(), together);
  }
  assert.ok(instances.length >= 4);
});

test("memory does not grow with the number of calls", () => {
  const { memory } = instances.at(-1).exports;
  const texts = Array.from({ length: 20 }, (_, index) => TEXT.replace("5GB", `${index}GB`));
  const round = (count) => {
    for (let index = 0; index < count; index += 1) {
      check(texts[index % texts.length]);
      if (index % 10 === 0) diff(texts[index % texts.length], TEXT);
    }
  };
  round(1_000);
  const before = memory.buffer.byteLength;
  round(10_000);
  assert.equal(memory.buffer.byteLength, before);
});
