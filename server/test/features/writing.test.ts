import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatted } from '../../src/features/formatting';
import { onType } from '../../src/features/on-type';
import { signature } from '../../src/features/signature';
import { edited, marked, read, SESSION } from './marked';

const typed = (text: string, ch: string): string => {
  const { analysis, at, lines } = marked(text);
  return edited(lines.join('\n'), onType(analysis, at, ch));
};

describe('typing closes a reply of several lines', () => {
  const open = 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-PIPELINING\n';
  it('Enter on an empty continuation ends it, as in a list', () => {
    expect(typed(`${open}S: 250-\n|`, '\n')).toBe(`${open.replace('250-PIPE', '250 PIPE')}C: `);
  });
  it('C: behind an open reply ends it', () => {
    expect(typed(`${open}C:|`, ':')).toBe(`${open.replace('250-PIPE', '250 PIPE')}C:`);
  });
  it('writes the client’s marker of this transcript', () => {
    const swaks =
      '=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.net\n<-  250-PIPELINING\n<-  250-\n|';
    expect(typed(swaks, '\n').split('\n').slice(-2)).toEqual(['<-  250 PIPELINING', ' -> ']);
  });
  it.each([
    ['a line that is not empty', `${open}S: 250-SIZE\n|`, '\n'],
    ['a reply that is closed', `${open}S: 250 SIZE\n|`, '\n'],
    ['no reply above', 'S: 250-\n|', '\n'],
    ['what stands behind the caret', `${open}S: 250-\n|C: MAIL`, '\n'],
    ['a colon in a command', `${open}S: 250 SIZE\nC: MAIL FROM:|`, ':'],
    ['the server’s marker', `${open}S:|`, ':'],
    ['the first line', '|', '\n'],
  ])('leaves %s', (_, text, ch) => {
    expect(typed(text, ch)).toBe(text.replace('|', ''));
  });
});

describe('formatting', () => {
  const format = (text: string): string => edited(text, formatted(read(text)));
  it('writes markers alike', () => {
    expect(format('  s:220 mx.example.net ESMTP\n\tC:EHLO c\nS:\t250 ok\nC: QUIT\nS: 221 bye')).toBe(
      'S: 220 mx.example.net ESMTP\nC: EHLO c\nS: 250 ok\nC: QUIT\nS: 221 bye',
    );
  });
  it('leaves blanks that were sent, trailing ones too', () => {
    const text = 'S: 220 mx.example.net ESMTP\nC:  EHLO c \nS: 250 ok  \nC: QUIT\nS: 221 bye';
    expect(format(text)).toBe(text);
  });
  it('touches no other format and no prose', () => {
    for (const text of ['<-  220 mx ESMTP\n -> EHLO c\n<-  250 ok', 'C:one\nS:two', '220 mx ESMTP\nEHLO c\n250 ok', ''])
      expect(edited(text, formatted(read(text, false)))).toBe(text);
  });
  it('formats a range only', () => {
    const text = 'S:220 mx.example.net ESMTP\nC:EHLO c\nS:250 ok';
    expect(edited(text, formatted(read(text), 1, 2))).toBe('S:220 mx.example.net ESMTP\nC: EHLO c\nS:250 ok');
  });
  it('changes nothing that was said, and nothing the second time', () => {
    // What a line says: everything behind the marker and one blank (RFC style).
    const spoken = (text: string): string[] => text.split('\n').map((one) => one.replace(/^[ \t]*([SC]):[ \t]?/, '$1 '));
    const gap = fc.constantFrom('', ' ', '  ', '\t');
    const line = fc.constantFrom(...SESSION.split('\n').map((one) => [one.slice(0, 1), one.slice(3)] as const));
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, line, fc.constantFrom('', ' ', '\t', ' \t')), { maxLength: 25 }), (rows) => {
        const text = `S: 220 mx.example.net ESMTP\n${rows.map(([indent, [side, wire], blank]) => `${indent}${side}:${blank}${wire}`).join('\n')}`;
        const once = format(text);
        expect(spoken(once)).toEqual(spoken(text));
        expect(format(once)).toBe(once);
      }),
      {
        numRuns: 200,
        // An indented part between lines that are not: one more part was formatted each time.
        examples: [
          [
            [
              ['\t', ['C', 'aHVudGVyMg=='], ''],
              ['\t', ['S', '220 mx.example.net ESMTP'], ''],
              ['\t', ['C', 'EHLO client.example.org'], ''],
              ['', ['C', 'aHVudGVyMg=='], ''],
            ],
          ],
        ],
      },
    );
  });
});

describe('signature of MAIL and RCPT', () => {
  const help = (line: string) => {
    const { analysis, at } = marked(`S: 220 mx\nC: EHLO c\nS: 250-mx\nS: 250-SIZE 100\nS: 250 8BITMIME\n${line}`);
    const found = signature(analysis, at);
    return found && { label: found.label, active: found.label.slice(...found.parameters[found.active].label) };
  };
  it('lists what was offered, and marks the part at the caret', () => {
    expect(help('C: MAIL FROM:<a@|example.org>')).toEqual({
      label: 'MAIL FROM:<reverse-path> [SIZE=…] [BODY=…]',
      active: '<reverse-path>',
    });
    expect(help('C: MAIL FROM:<a@example.org> |')?.active).toBe('[SIZE=…]');
    expect(help('C: MAIL FROM:<a@example.org> BODY=8|')?.active).toBe('[BODY=…]');
    expect(help('C: MAIL FROM:<a@example.org> SIZE=10 |')?.active).toBe('[BODY=…]');
    expect(help('C: mail |')?.active).toBe('<reverse-path>');
    expect(help('C: RCPT TO:<|')).toEqual({ label: 'RCPT TO:<forward-path>', active: '<forward-path>' });
  });
  it('is silent elsewhere', () => {
    expect(help('C: EHLO |')).toBeNull();
    expect(help('C: MA|IL')).toBeNull();
    expect(help('S: 250 MAIL |')).toBeNull();
    expect(help('please MAIL |')).toBeNull();
  });
});
