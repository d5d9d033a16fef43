import type { ExtensionContext } from 'vscode';
import { activateWhenSeen } from './activation';

/** The client is in the bundle for the web, which is the larger part: only one copy ships. */
const client = (): typeof import('./extension.browser') => require('./extension.browser.js');

let loaded = false;

/** Desktop and remote hosts: the server is a Node process of its own. */
export function activate(context: ExtensionContext): void {
  activateWhenSeen(context, () => {
    loaded = true;
    return client().onNode;
  });
}

export async function deactivate(): Promise<void> {
  if (loaded) await client().deactivate();
}
