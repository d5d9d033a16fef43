import { Analysis } from '../../src/analysis/analysis';
import { splitEditorText, textOf } from '../../src/text/lines';
import type { Position, Range, TextEdit } from '../../src/text/range';

/** A text with a `|` where the caret stands; `explicit`: the document's language is `smtp`. */
export function marked(text: string, explicit = true): { analysis: Analysis; at: Position; lines: string[] } {
  const caret = text.indexOf('|');
  if (caret < 0) throw new Error('no | in the text');
  const before = splitEditorText(text.slice(0, caret));
  const lines = splitEditorText(text.slice(0, caret) + text.slice(caret + 1));
  return {
    analysis: read(lines.join('\n'), explicit),
    at: { line: before.length - 1, character: before[before.length - 1].length },
    lines,
  };
}

export const read = (text: string, explicit = true): Analysis => Analysis.of(textOf(splitEditorText(text)), { explicit });

/** Runs a feature that may pause to its end. */
export function done<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The text of a range within one line, or from its first to its last line. */
export function textAt(analysis: Analysis, { start, end }: Range): string {
  const lines: string[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const text = analysis.lines.line(line);
    lines.push(text.slice(line === start.line ? start.character : 0, line === end.line ? end.character : undefined));
  }
  return lines.join('\n');
}

/** A text after edits, which must not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = splitEditorText(text);
  const offset = ({ line, character }: Position): number => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  let result = lines.join('\n');
  for (const { range, newText } of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)))
    result = result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end));
  return result;
}

/** A session with a little of everything. */
export const SESSION = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250-mx.example.net
S: 250-SIZE 10240000
S: 250-8BITMIME
S: 250-AUTH PLAIN LOGIN
S: 250 ENHANCEDSTATUSCODES
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YWxpY2VAZXhhbXBsZS5jb20=
S: 334 UGFzc3dvcmQ6
C: aHVudGVyMg==
S: 235 2.7.0 Authentication successful
C: MAIL FROM:<a@example.org> SIZE=2048
S: 250 2.1.0 Ok
C: RCPT TO:<b@example.net>
S: 250 2.1.5 Ok
C: RCPT TO:<c@example.net>
S: 550-5.1.1 <c@example.net>: Recipient address rejected
S: 550 5.1.1 User unknown, see https://www.example.net/help?id=1.
C: DATA
S: 354 End data with <CR><LF>.<CR><LF>
C: Subject: hello
C: Message-ID: <1@client.example.org>
C:
C: Hello, b@example.net
C: .
S: 250 2.0.0 Ok: queued as 4F9D1A2B3C
C: QUIT
S: 221 2.0.0 Bye`;

const at = (second: number): string => `Jan  5 10:00:${String(second).padStart(2, '0')} mx1`;

/** Two messages of a Postfix log, and a client that was turned away. */
export const LOG = `${at(0)} postfix/smtpd[100]: connect from client.example.org[192.0.2.10]
${at(1)} postfix/smtpd[100]: 4F9D1A2B3C: client=client.example.org[192.0.2.10]
${at(1)} postfix/cleanup[101]: 4F9D1A2B3C: message-id=<1@client.example.org>
${at(1)} postfix/qmgr[102]: 4F9D1A2B3C: from=<a@example.org>, size=2048, nrcpt=2 (queue active)
${at(2)} postfix/smtpd[100]: disconnect from client.example.org[192.0.2.10] ehlo=1 mail=1 rcpt=2 data=1 quit=1 commands=6
${at(3)} postfix/smtpd[103]: connect from unknown[203.0.113.7]
${at(3)} postfix/smtpd[103]: NOQUEUE: reject: RCPT from unknown[203.0.113.7]: 554 5.7.1 <x@example.com>: Relay access denied; from=<z@example.org> to=<x@example.com> proto=ESMTP helo=<spam.example.org>
${at(4)} postfix/smtp[104]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.20]:25, delay=3, delays=0.1/0/1/2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A6B7C8D9E)
${at(5)} postfix/smtp[104]: 4F9D1A2B3C: to=<c@example.net>, relay=mx.example.net[192.0.2.20]:25, delay=4, delays=0.1/0/1/3, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.20] said: 550 5.1.1 <c@example.net>: User unknown (in reply to RCPT TO command))
${at(5)} postfix/qmgr[102]: 4F9D1A2B3C: removed
${at(6)} kernel: something else`;
