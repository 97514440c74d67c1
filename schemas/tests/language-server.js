// The YAML language server, driven as an editor drives it: over its standard input and output.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { StreamMessageReader, StreamMessageWriter, createMessageConnection } from "vscode-jsonrpc/node.js";

const PROGRAM = fileURLToPath(import.meta.resolve("yaml-language-server/bin/yaml-language-server"));

/** A running server. `close` it, or the test program does not end. */
export class LanguageServer {
  #child;
  #connection;
  #waiting = new Map();
  #count = 0;

  /**
   * Starts a server with the settings that a person writes below `yaml`.
   *
   * VS Code fetches schemas for the server: `fetchSchema`, from an address to a text, stands for that.
   */
  static async start(settings, fetchSchema) {
    const server = new LanguageServer();
    await server.#start({ schemaStore: { enable: false }, ...settings }, fetchSchema);
    return server;
  }

  async #start(settings, fetchSchema) {
    this.#child = spawn(process.execPath, [PROGRAM, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.#connection.onRequest("workspace/configuration", ({ items }) =>
      items.map(({ section }) => (section === "yaml" ? settings : {})),
    );
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onRequest("vscode/content", (address) => fetchSchema(address));
    this.#connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.#waiting.get(uri)?.(diagnostics);
    });
    this.#connection.listen();
    const plain = { dynamicRegistration: false };
    await this.#connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: {
          completion: {
            completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] },
          },
          hover: { contentFormat: ["markdown", "plaintext"] },
          publishDiagnostics: { relatedInformation: true },
          synchronization: plain,
        },
      },
    });
    await this.#connection.sendNotification("initialized", {});
    if (fetchSchema) {
      await this.#connection.sendNotification("yaml/registerContentRequest", {});
    }
    await this.#connection.sendNotification("workspace/didChangeConfiguration", { settings: { yaml: settings } });
  }

  /** Opens a text under a name that `yaml.schemas` maps, and resolves to it with what the server says of it. */
  async open(text, name = "vm.yaml") {
    const uri = `file:///manifests/${++this.#count}/${name}`;
    const published = new Promise((resolve) => this.#waiting.set(uri, resolve));
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text },
    });
    const diagnostics = await published;
    return { uri, text, diagnostics };
  }

  /** Opens a text with `‸` where the cursor is, and resolves to what is offered there. */
  async complete(marked, name) {
    const { uri, position } = await this.#openAtCursor(marked, name);
    const { items } = await this.#connection.sendRequest("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    return items;
  }

  /** Opens a text with `‸` where the mouse is, and resolves to the Markdown that is shown there. */
  async hover(marked, name) {
    const { uri, position } = await this.#openAtCursor(marked, name);
    const hover = await this.#connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
    return hover?.contents.value ?? "";
  }

  async #openAtCursor(marked, name) {
    const [before, after] = marked.split("‸");
    const lines = before.split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const { uri } = await this.open(before + after, name);
    return { uri, position };
  }

  async close() {
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    this.#connection.dispose();
  }
}
