// Starts `vmspec lsp` and connects it with the editor. What there is to say is said by the server.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SHOW_REFERENCES = "vmspec.showReferences";

// Tells the server which commands of its lenses can be carried out here.
const commandsFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: [SHOW_REFERENCES] } };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

let client;

async function start() {
  const command = vscode.workspace.getConfiguration("vmspec").get("path") || "vmspec";
  const server = { command, args: ["lsp"] };
  client = new LanguageClient("vmspec", "vmspec", server, {
    documentSelector: [
      { language: "yaml", scheme: "file" },
      { language: "yaml", scheme: "untitled" },
    ],
    diagnosticPullOptions: { onChange: true, onTabs: true },
    synchronize: { configurationSection: "vmspec" },
  });
  client.registerFeature(commandsFeature);
  try {
    await client.start();
  } catch {
    client = undefined;
    vscode.window.showErrorMessage(
      `vmspec: \`${command}\` could not be started; the setting vmspec.path says where it is`,
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

// Lists the places that a lens speaks of. They come as the protocol has them.
function showReferences(uri, position, locations) {
  const convert = client?.protocol2CodeConverter;
  if (!convert) {
    return undefined;
  }
  const places = locations.map((location) => convert.asLocation(location));
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    convert.asUri(uri),
    convert.asPosition(position),
    places,
  );
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("vmspec.restart", restart),
    vscode.commands.registerCommand(SHOW_REFERENCES, showReferences),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("vmspec.path")) {
        void restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
