import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInto } from '../built';

const folder = mkdtempSync(join(tmpdir(), 'smtp-lens-mcp-'));
const sample = (name: string): string => readFileSync(join(__dirname, '../../../samples', name), 'utf8');
const client = new Client({ name: 'test', version: '1.0.0' });

beforeAll(async () => {
  await buildInto(folder, ['server/dist/cli', 'server/dist/mcp']);
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [join(folder, 'server/dist/cli.js'), 'mcp'] }));
}, 120_000);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function called(name: string, given: Record<string, unknown>): Promise<string> {
  const { content, isError } = (await client.callTool({ name, arguments: given })) as {
    content: { type: string; text: string }[];
    isError?: boolean;
  };
  expect(isError ?? false, content[0]?.text).toBe(false);
  return content.map(({ text }) => text).join('\n');
}

describe('an assistant', () => {
  it('finds five tools that only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['check_transcript', 'explain_reply', 'redact', 'story', 'why']);
    for (const { annotations, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
      expect(description?.length).toBeGreaterThan(20);
    }
  });

  it('has a reply and a rule explained', async () => {
    expect(await called('explain_reply', { reply: '550 5.1.1' })).toContain('mailbox');
    expect(await called('explain_reply', { reply: 'reply-code-impossible' })).toContain('reply-code-impossible');
    expect(await called('explain_reply', { reply: 'no such thing at all' })).toBe('Nothing is known of this.');
  });

  it('sees stand-ins, and real names only where it asks for them', async () => {
    const text = sample('broken-session.smtp');
    const safe = await called('check_transcript', { text });
    expect(safe).toContain('9:4: error: 354 cannot answer MAIL');
    expect(safe).not.toContain('bob@example.net');
    expect(await called('redact', { text })).not.toMatch(/alice|bob@/);
    const log = sample('mail.log');
    expect(await called('story', { id: 'bob@example.net', text: log })).toContain('Story of 349261B8932');
    expect(await called('story', { id: 'bob@example.net', text: log })).not.toContain('bob@example.net');
    expect(await called('story', { id: 'bob@example.net', text: log, reveal: true })).toContain('bob@example.net');
    expect(await called('why', { text: log })).not.toContain('alice@');
    expect(await called('why', { text: sample('curl-user-unknown.txt'), reveal: true })).toContain('Recipient does not exist');
  });

  it('never sees a password', async () => {
    const text = sample('smtplib-wrong-password.txt');
    const secrets = [...text.matchAll(/AUTH PLAIN (\S{8,})/g)].map(([, secret]) => secret.replace(/['\\].*/, ''));
    expect(secrets.length).toBeGreaterThan(0);
    for (const name of ['why', 'check_transcript', 'redact'])
      for (const secret of secrets)
        expect(await called(name, { text, ...(name === 'redact' ? {} : { reveal: true }) })).not.toContain(secret);
  });

  it('is told of arguments that are wrong', async () => {
    const answer = (await client.callTool({ name: 'why', arguments: { text: 7 } }).catch((error: Error) => ({ isError: true, error }))) as {
      isError?: boolean;
    };
    expect(answer.isError).toBe(true);
  });
});
