import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { whyIn } from '../../src/features/why';
import type { Meaning } from '../../src/meaning/meaning';
import { isGuessedGreeting } from '../../src/session/guessed';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';

interface Sample {
  readonly text: string;
  readonly code?: number | null;
  readonly enhanced?: string | null;
  readonly phase?: string | null;
}

/** The sentences of the shared wordings, each as a reply with its codes. */
const samples = (JSON.parse(readFileSync(join(__dirname, '../knowledge/wording-samples.json'), 'utf8')) as Sample[]).flatMap(
  ({ text, code, enhanced, phase }) =>
    code && !text.includes('\n') && !text.startsWith(`${enhanced} `)
      ? [{ code, enhanced: enhanced ?? null, phase: phase ?? null, said: `${code} ${enhanced ? `${enhanced} ` : ''}${text}` }]
      : [],
);

const first = (text: string): Meaning | undefined => done(whyIn(Analysis.of(textOf(splitFileText(`${text}\n`)))))[0]?.meaning;

/** Where the same reply may stand; none of these places shows which command it answers. */
const PLACES: Readonly<Record<string, (reply: (typeof samples)[number]) => string>> = {
  'after the mark of a speaker': ({ said }) => `S: ${said}`,
  'in a line of Postfix': ({ said, code, enhanced }) =>
    `Nov 23 10:00:00 relay postfix/smtp[4]: 4F9D1A2B3C: to=<bo@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=${enhanced ?? `${String(code)[0]}.0.0`}, status=${code < 500 ? 'deferred' : 'bounced'} (host mx.example.net[192.0.2.1] said: ${said})`,
  'in a line of sendmail': ({ said, code, enhanced }) =>
    `Nov 23 10:00:00 relay sendmail[123]: x1AA1234567890: to=<bo@example.net>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=1, relay=mx.example.net. [192.0.2.1], dsn=${enhanced ?? `${String(code)[0]}.0.0`}, reply=${said}, stat=${code < 500 ? 'Deferred' : 'Service unavailable'}`,
  'as the diagnostic of a bounce, under its status': ({ said, code, enhanced }) =>
    `Reporting-MTA: dns; relay.example.org\n\nFinal-Recipient: rfc822; bo@example.net\nAction: ${code < 500 ? 'delayed' : 'failed'}\nStatus: ${enhanced ?? `${String(code)[0]}.0.0`}\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; ${said}`,
  'in an exception of Python': ({ said, code }) =>
    `smtplib.SMTPResponseException: (${code}, ${JSON.stringify(said.slice(4)).replace(/^/, 'b')})`,
  'in a message of PHP': ({ said, code }) => `Expected response code "250" but got code "${code}", with message "${said}".`,
  'in an exception of Java': ({ said }) => `jakarta.mail.MessagingException: ${said}`,
  'in an exception of .NET': ({ said }) => `MailKit.Net.Smtp.SmtpCommandException: ${said}`,
  'in an exception of Ruby': ({ said }) => `Net::SMTPFatalError (${said}):`,
  'in a log of Go': ({ said }) => `level=error ts=2026-01-02T10:00:00Z msg="could not send mail" err=${JSON.stringify(said)}`,
  'in a JSON object': ({ said, code }) => JSON.stringify({ level: 'error', code: 'EMESSAGE', response: said, responseCode: code }),
};

describe.each(Object.entries(PLACES))('a reply %s', (_place, write) => {
  it('has the cause that it has alone, or a more specific one', () => {
    const other: string[] = [];
    for (const sample of samples) {
      const alone = first(sample.said);
      if (!alone) continue;
      const there = first(write(sample));
      if (there?.kind !== alone.kind && !(alone.general && there && !there.general))
        other.push(`${sample.said}: ${alone.kind}, ${there?.kind}`);
    }
    expect(samples.length).toBeGreaterThan(450);
    expect(other).toEqual([]);
  }, 60_000);
});

describe('a reply that comes first', () => {
  const REFUSED = 'S: 554 5.7.1 Message rejected as spam';
  it.each([
    ['alone', REFUSED, 'content-rejected', null],
    ['before QUIT', `${REFUSED}\nC: QUIT\nS: 221 bye`, 'content-rejected', null],
    [
      'with words on some of its lines',
      'S: 554-mx.example.net (mx1) Nemesis ESMTP Service not available\nS: 554 Bad DNS PTR resource record.',
      'reverse-dns',
      'greeting',
    ],
    ['of a client that said hello next', `${REFUSED}\nC: EHLO app.example.org\nS: 503 no`, 'client-refused', 'greeting'],
  ])('is taken for a greeting only where it is one: %s', (_name, text, kind, step) => {
    const [cause] = done(whyIn(Analysis.of(text.split('\n'), { explicit: true })));
    expect([cause.meaning.kind, cause.places[0].step]).toEqual([kind, step]);
  });

  it('is a greeting after a line that shows the connection', () => {
    const [{ session }] = [...Analysis.of([REFUSED, 'C: QUIT', 'S: 221 bye'], { explicit: true }).sessions()];
    const [greeting] = session.exchanges;
    const connect = { kind: 'connect', span: { line: 0, from: 0, to: 1 }, text: 'Connected', after: -1 } as const;
    expect(isGuessedGreeting(session, greeting)).toBe(true);
    expect(isGuessedGreeting({ exchanges: session.exchanges, marks: [connect] }, greeting)).toBe(false);
  });
});
