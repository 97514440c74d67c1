// Starts `vmspec lsp` and connects it with the editor. What there is to say is said by the server.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function start() {
  const command = vscode.workspace.getConfiguration("vmspec").get("path") || "vmspec";
  const server = { command, args: ["lsp"] };
  client = new LanguageClient("vmspec", "vmspec", server, {
    documentSelector: [
      { language: "yaml", scheme: "file" },
      { language: "yaml", scheme: "untitled" },
    ],
    synchronize: { configurationSection: "vmspec" },
  });
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

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("vmspec.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("vmspec.path")) {
        void restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
