// Asks for a line of JSON, `{ "tool": NAME, "input": {…} }`, and shows what the tool answers in a new document: what a language model would get.
const vscode = require('vscode');

async function ask() {
  const line = await vscode.window.showInputBox({ prompt: 'JSON' });
  const { tool, input } = JSON.parse(line ?? '{}');
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  const document = await vscode.workspace.openTextDocument({
    content: content.map(({ value }) => value).join('\n'),
    language: 'plaintext',
  });
  await vscode.window.showTextDocument(document);
}

exports.activate = ({ subscriptions }) => subscriptions.push(vscode.commands.registerCommand('toolCaller.ask', ask));
