import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { LogLives } from '../../src/analysis/life-findings';
import { partsOf } from '../../src/cli/parts';
import { everyFinding, findingsOf } from '../../src/features/diagnostics';
import { lifeRules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { STANDARD } from '../../src/rules/judge';
import { splitFileText, textOf } from '../../src/text/lines';

const read = (text: string): Analysis => Analysis.of(textOf(splitFileText(text)));

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

/** What is said of whole messages, with the log read in parts of about `window` bytes. */
async function inParts(text: string, window: number): Promise<{ said: (readonly unknown[])[]; parts: number }> {
  const lives = new LogLives();
  let parts = 0;
  for await (const { analysis, first, last } of partsOf(chunksOf(text), {}, { window })) {
    everyFinding(analysis, STANDARD, false, (line, entry, one) => lives.add(first + line, entry, one));
    lives.part(analysis.lines, first, analysis.end);
    if (!last) lives.leave();
    parts++;
  }
  return { said: lives.findings(STANDARD).map(({ rule, at, message, related }) => [rule.id, at, message, related]), parts };
}

describe('a log that is longer than what is read at once', () => {
  it('has its messages judged by all their lines', async () => {
    for (const rule of lifeRules) {
      for (const example of rule.examples.fires.map(exampleText)) {
        const text = example.replaceAll('\n', `\n${'Nov 23 10:00:00 mx systemd[1]: Started something else.\n'.repeat(400)}`);
        const whole = findingsOf(read(text), STANDARD)
          .filter(({ finding }) => lifeRules.some(({ id }) => id === finding.rule.id))
          .map(({ finding: { rule: by, at, message, related } }) => [by.id, at, message, related]);
        const { said, parts } = await inParts(text, 2000);
        expect(parts, rule.id).toBeGreaterThan(1);
        expect(said, rule.id).toEqual(whole);
        expect(
          said.map(([id]) => id),
          rule.id,
        ).toContain(rule.id);
      }
    }
  });
});

describe('a session with a long message', () => {
  it('is one session to its end, however it is marked', () => {
    const mail = Array.from({ length: 60_000 }, (_, n) => `line ${n} of an attachment`);
    const said = (mark: (side: string, text: string) => string) => [
      mark('S', '220 mx.example.net ESMTP'),
      mark('C', 'EHLO client.example.org'),
      mark('S', '250 mx.example.net'),
      mark('C', 'MAIL FROM:<a@example.org>'),
      mark('S', '250 2.1.0 Ok'),
      mark('C', 'RCPT TO:<b@example.net>'),
      mark('S', '250 2.1.5 Ok'),
      mark('C', 'DATA'),
      mark('S', '354 go ahead'),
      ...mail.map((line) => mark('C', line)),
      mark('C', '.'),
      mark('S', '552 5.3.4 too big'),
    ];
    for (const mark of [(side: string, text: string) => `${side}: ${text}`, (_: string, text: string) => text]) {
      const lines = said(mark);
      const sessions = [...Analysis.of(textOf(lines), {}, lines).sessions()];
      expect(sessions.map(({ session }) => session.lastLine)).toEqual([lines.length - 1]);
    }
  });
});

describe('a dump of packets', () => {
  const PACKETS =
    `19:37:04.232047 IP 192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 1:30, ack 1, win 64, length 30: SMTP: 220 mail.example.net ESMTP one
E..eF.@.@.o.................D..f...@.......
...~_...220 mail.example.net ESMTP one

19:37:04.232132 IP 198.51.100.7.39192 > 192.0.2.25.25: Flags [P.], seq 1:26, ack 49, win 64, length 25: SMTP: EHLO client.example.org
E..M.|@.@...............D..f...>...@.r.....
_......~EHLO client.example.org

19:37:04.232498 IP 192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 49:237, ack 26, win 64, length 36: SMTP: 250-mail.example.net
E...F.@.@.o?...............>D......@.......
...._...250-mail.example.net
250 CHUNKING
`.split('\n');
  const BRIEF = PACKETS.filter((line) => line.includes(' Flags '));
  const NOTES = [
    'We then asked the provider,',
    'who said to try again.',
    'May  1 19:37:05 mx postfix/smtpd[77]: disconnect from unknown[198.51.100.7]',
  ];

  it('ends where its last record ends', () => {
    for (const [packets, end] of [
      [PACKETS, PACKETS.length - 1],
      [BRIEF, BRIEF.length],
    ] as const) {
      const analysis = Analysis.of(textOf([...packets, ...NOTES]), {}, [...packets, ...NOTES]);
      expect([...analysis.sessions()].map(({ session }) => session.lastLine)).toEqual([end - 1]);
      expect(analysis.entryAt(packets.length + 2)?.format).toBe('postfix');
    }
  });
});
