import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/assistant/answers';
import { editorSchemaOf, TOOLS } from '../../src/assistant/tools';

const TALK = [
  'It went like this:',
  '',
  'S: 220 mx.acme-mail.de ESMTP',
  'C: EHLO client.example.org',
  'S: 250 mx.acme-mail.de',
  'C: MAIL FROM:<alice@acme-mail.de>',
  'S: 354 go ahead',
  'C: QUIT',
  'S: 221 Bye',
].join('\n');

describe('the answer to an assistant', () => {
  it('names lines and columns from 1, the verdict of a session first', () => {
    const [verdict, ...findings] = answerOf('check_transcript', { text: TALK }).split('\n');
    expect(verdict).toMatch(/^lines 3-9 \([\w-]+\): \S/);
    expect(findings.find((line) => line.includes('reply-code-impossible'))).toMatch(/^7:4: error: .+ \[reply-code-impossible\]$/);
  });

  it('has stand-ins unless it was asked to reveal', () => {
    expect(answerOf('check_transcript', { text: TALK })).not.toContain('acme-mail');
    const refused = TALK.replace('354 go ahead', '550 5.1.8 <alice@acme-mail.de>: Sender address rejected: Domain not found');
    expect(answerOf('why', { text: refused })).toMatch(/550 5\.1\.8/);
    for (const reveal of [undefined, false]) expect(answerOf('why', { text: refused, reveal })).not.toContain('acme-mail');
    expect(answerOf('why', { text: refused, reveal: true })).toContain('acme-mail.de');
    expect(answerOf('redact', { text: TALK, reveal: true })).not.toContain('acme-mail');
    const line =
      'Nov 23 19:24:32 mx postfix/smtp[7]: 349261B8932: to=<bob@acme-mail.de>, relay=none, delay=1, dsn=5.1.1, status=bounced (550 5.1.1 User unknown)';
    const asked = { id: '349261B8932', text: `\n${line}` };
    expect(answerOf('story', asked)).toMatch(/349261B8932/);
    expect(answerOf('story', asked)).not.toContain('bob@acme-mail.de');
    expect(answerOf('story', { ...asked, reveal: true })).toContain('bob@acme-mail.de');
  });

  it('says so where there is nothing to say', () => {
    expect(answerOf('check_transcript', { text: 'nothing of mail' })).toBe('Nothing of SMTP was found, or nothing is wrong.');
    expect(answerOf('explain_reply', {})).toBe('Nothing is known of this.');
    expect(answerOf('explain_reply', { reply: 'no such thing at all' })).toBe('Nothing is known of this.');
    expect(answerOf('story', { id: 'nobody@example.net', text: TALK })).toBe('No line of the log has it.');
  });

  it('explains a rule by its page and a reply by its codes', () => {
    expect(answerOf('explain_reply', { reply: ' reply-code-impossible ' })).toContain('reply-code-impossible');
    expect(answerOf('explain_reply', { reply: '550 5.1.1' })).toContain('5.1.1');
  });
});

describe('what an editor tells a model that a tool takes', () => {
  const schema = (name: string) =>
    editorSchemaOf(TOOLS.find((tool) => tool.name === name)!) as {
      properties: Record<string, { description: string }>;
      required: string[];
    };

  it('is all but reveal, and the text only where the editor’s own is not meant', () => {
    expect(Object.keys(schema('story').properties)).toEqual(['id', 'text']);
    expect(schema('story').required).toEqual(['id']);
    expect(schema('why').required).toEqual([]);
    expect(schema('explain_reply').required).toEqual(['reply']);
    expect(schema('why').properties.text.description).toMatch(/Without it the selected lines/);
    expect(schema('story').properties.id.description).not.toMatch(/Without it/);
  });
});
