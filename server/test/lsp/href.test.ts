import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { rulePath } from '../../src/knowledge/home';
import { startEditor } from './editor';

const site = vi.hoisted(() => ({ home: '', actual: '' }));
vi.mock('../../src/knowledge/home', async (original) => {
  const actual = await original<{ HOME: string }>();
  site.actual = actual.HOME;
  return {
    ...actual,
    get HOME() {
      return site.home;
    },
  };
});

const TEXT = 'C: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM: <a@example.org>\nS: 501 5.5.4 Syntax error\n';

/** Where the code of the finding about the space leads, with the site at an address. */
async function hrefWith(home: string): Promise<string | undefined> {
  site.home = home;
  const editor = await startEditor();
  try {
    const textDocument = { uri: editor.open(TEXT) };
    const { items } = await editor.ask<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    return items.find(({ code }) => code === 'path-space-after-colon')?.codeDescription?.href;
  } finally {
    editor.stop();
  }
}

describe('the link of a finding', () => {
  it('leads to the RFC while the site has no address', async () => {
    expect(await hrefWith('')).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc5321#section-[\d.]+$/);
  });
  it('leads to the page of the rule once it has one', async () => {
    expect(await hrefWith('https://lens.example.org/')).toBe('https://lens.example.org/rules/path-space-after-colon.html');
  });
  it('is set in one place, whole and with its last slash', () => {
    expect(rulePath('path-space-after-colon')).toBe('rules/path-space-after-colon.html');
    expect(site.actual).toMatch(/^(?:https:\/\/[^\s"<>]+\/)?$/);
  });
});
