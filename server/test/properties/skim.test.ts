import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transcriptFormats } from '../../src/formats/transcripts';
import { readDialogue } from '../../src/session/reading/dialogue';
import { weigh } from '../../src/session/reading/evidence';
import { Recogniser } from '../../src/session/reading/recognise';
import { skim } from '../../src/session/reading/skim';
import { linesOf } from '../../src/text/lines';
import { samples } from './samples';

/** A window that cuts some sessions in two. */
const WINDOW = 20;
const formats = transcriptFormats.filter((format) => !format.fallback);
const documents: readonly (readonly string[])[] = [
  ...samples.map((sample) => sample.lines),
  ...transcriptFormats.flatMap((format) => format.samples.map((sample) => sample.text.split('\n'))),
];

/** How often a skim came to an end; fails where it is not the end that reading comes to. */
function agreement(text: readonly string[]): number {
  const lines = linesOf(text);
  let count = 0;
  for (const format of formats) {
    for (let start = 0; start < text.length; start++) {
      if (!format.hint.test(text[start])) continue;
      const choice = { format, wrappers: [] };
      const skimmed = skim(lines, start, choice, WINDOW);
      if (!skimmed) continue;
      count++;
      const { end, readTo } = readDialogue(lines, start, choice);
      expect({ end: skimmed.end, readTo: skimmed.readTo }, `${format.id}, line ${start + 1}`).toEqual({ end, readTo });
      if (skimmed.sure)
        expect(weigh(readDialogue(lines, start, choice, start + WINDOW), {}), `${format.id}, line ${start + 1}`).toBeGreaterThanOrEqual(
          skimmed.score,
        );
    }
  }
  return count;
}

/** What is recognised at every line; `plain`: skimmed where that can be. */
function recognised(text: readonly string[], plain: boolean): unknown[] {
  const lines = linesOf(text);
  const recogniser = new Recogniser(lines, {}, plain);
  return text.map((_, start) => {
    const { found, readTo } = recogniser.at(start);
    return [found && [found.choice.format.id, found.choice.wrappers.map(({ id }) => id), found.end], readTo];
  });
}

const COMMANDS: readonly (readonly [command: string, ...replies: string[]])[] = [
  ['EHLO client.example.org', '250-mx.example.net|250 PIPELINING', '250 mx.example.net', '502 5.5.1 no', '421 4.3.2 no'],
  ['helo client.example.org', '250 mx.example.net', '220 mx.example.net ESMTP'],
  ['STARTTLS', '220 2.0.0 Ready', '454 4.7.0 later', '250 Ok'],
  ['AUTH LOGIN', '334 VXNlcm5hbWU6', '235 2.7.0 Ok', '535 5.7.8 no', '334 VXNlcm5hbWU6|334 x'],
  ['AUTH PLAIN <redacted>', '235 2.7.0 Ok'],
  ['MAIL FROM:<a@example.org>', '250 2.1.0 Ok', '250 2.1.5 Ok', '250 2.0.0 queued as 1', '550 5.7.1 no', '445 no', '554 no'],
  ['RCPT TO:<b@example.net>', '250 2.1.5 Ok', '251 forwarded', '250 2.1.0 Ok', '550-5.1.1 no|550 5.1.1 no', '354 go ahead'],
  ['DATA', '354 go ahead', '354-go|354 ahead', '554 5.5.1 no', '250 Ok'],
  ['RSET', '250 2.0.0 Ok', '250 2.1.0 Ok'],
  ['NOOP', '250', '220 x'],
  ['QUIT', '221 2.0.0 Bye', '250 Ok', '500 no', '221-a|221 b'],
  ['BDAT 3 LAST', '250 Ok'],
  ['dXNlcg==', '235 2.7.0 Ok', '334 UGFzc3dvcmQ6', '535 no'],
  ['Subject: hi', '250 Ok'],
  ['.', '250 2.0.0 Ok: queued as 1', '550 5.7.1 no', '354 go ahead'],
  ['', '500 no'],
  ['...', '250 Ok'],
  ['3 lines sent', '250 Ok'],
];

/** An exchange as one of some producers prints it; mostly in step, with whatever may stand between. */
interface Printer {
  readonly client: string;
  readonly server: string;
  readonly between: readonly string[];
}
const PRINTERS: readonly Printer[] = [
  {
    client: 'C: ',
    server: 'S: ',
    between: [
      '',
      '...',
      '* Connected to mx.example.net',
      '<TLS negotiation>',
      '(connection closed)',
      '```',
      'S: 220 mx.example.net ESMTP',
      'C: .',
    ],
  },
  {
    client: ' -> ',
    server: '<-  ',
    between: [
      '',
      '=== Trying mx.example.net:25...',
      '=== Connected to mx.example.net.',
      '=== TLS started',
      '=== Connection closed with remote host.',
      '*** Error',
      ' ->',
      '<-  220 mx.example.net ESMTP',
    ],
  },
  { client: '--> ', server: '<-- ', between: ['', '<-- 220 mx.example.net', '--> QUIT'] },
  {
    client: '',
    server: '',
    between: ['', 'Connected to mx.example.net.', 'Connection closed by foreign host.', '220 mx.example.net', '...'],
  },
  {
    client: 'CLIENT -> SERVER: ',
    server: 'SERVER -> CLIENT: ',
    between: ['', 'Connection: opened', 'Connection: closed', '250 2.0.0 Ok', 'SMTP ERROR: Failed to connect'],
  },
  { client: '2020-01-01 00:00:00 C: ', server: '2020-01-01 00:00:00 S: ', between: ['', 'words', '2020-01-01 00:00:00 '] },
  {
    client: 'mail_1  | C: ',
    server: 'mail_1  | S: ',
    between: [
      '',
      'mail_2  | S: 220 mx.example.net ESMTP',
      'mail_2  | C: EHLO client.example.org',
      'mail_1  | * Connected to a',
      'mail_1  | ',
    ],
  },
  {
    client: 'Nov 23 10:00:00 mx postfix/smtp[123]: > mx.example.net[192.0.2.1]:25: ',
    server: 'Nov 23 10:00:00 mx postfix/smtp[123]: < mx.example.net[192.0.2.1]:25: ',
    between: [
      'Nov 23 10:00:00 mx postfix/smtp[124]: < mx.example.net[192.0.2.1]:25: 220 mx.example.net ESMTP',
      'Nov 23 10:00:00 mx postfix/smtp[123]: connect to mx.example.net',
    ],
  },
];

/** What may be between the lines of any of them: text that may continue the line before it. */
const BESIDE = ['  and more', '\tand more', 'and more', '250 and more'];
const beside = (between: readonly string[]): readonly string[] => [...between, ...BESIDE];

const said = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.nat({ max: 3 }), fc.nat({ max: 30 }), fc.nat({ max: 20 }))
  .map(([[command, ...replies], which, odd, gap]) => ({ command, reply: replies[which % replies.length], odd, gap }));
/** Commands in the order of a session that goes well, so that a good part of the texts is plain. */
const session = fc
  .array(said, { maxLength: 4 })
  .map((strange) => [
    ...[0, 5, 6, 7, 13, 14].map((n) => ({ command: COMMANDS[n][0], reply: n === 13 ? '' : COMMANDS[n][1], odd: 30, gap: 20 })),
    ...strange,
    { command: 'QUIT', reply: '221 2.0.0 Bye', odd: 30, gap: 20 },
  ]);
const exchanges = fc.oneof({ weight: 3, arbitrary: session }, { weight: 1, arbitrary: fc.array(said, { maxLength: 12 }) });
const printed = fc
  .tuple(fc.constantFrom(...PRINTERS), fc.array(exchanges, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat({ max: 11 })))
  .map(([{ client, server, between }, sessions, random]) =>
    sessions.flatMap((all) => [
      `${server}220 mx.example.net ESMTP`,
      ...all.flatMap(({ command, reply, odd, gap }) => [
        ...(odd === 0 ? [] : [`${client}${command}`]),
        ...(odd === 1 || reply === '' ? [] : reply.split('|').map((line) => `${server}${line}`)),
        ...(gap < 2
          ? [beside(between)[(random.next().value ?? 0) % (between.length + BESIDE.length)]]
          : gap === 2
            ? Array<string>(35).fill('')
            : []),
      ]),
      '',
    ]),
  );

const damage = fc.record({ at: fc.nat(), remove: fc.nat({ max: 2 }), copy: fc.nat(), cut: fc.nat({ max: 30 }) });
const damaged = fc
  .tuple(fc.constantFrom(...documents), fc.constantFrom(...documents), fc.array(damage, { maxLength: 4 }))
  .map(([one, other, blows]) => {
    const text = [...one, ...other];
    for (const { at, remove, copy, cut } of blows) {
      const copied = text[copy % text.length];
      text.splice(at % text.length, remove, cut < 20 ? copied.slice(0, cut) : copied);
      if (text.length === 0) text.push('');
    }
    return text;
  });

describe('a skim comes to the end that reading comes to', () => {
  it('in every recorded transcript and sample', () => {
    const count = documents.reduce((sum, text) => sum + agreement(text), 0);
    expect(count).toBeGreaterThan(25);
  });

  it('in what printers print', () => {
    let count = 0;
    fc.assert(
      fc.property(printed, (text) => {
        count += agreement(text);
      }),
      { numRuns: 400 },
    );
    expect(count).toBeGreaterThan(200);
  });

  it('in damaged transcripts', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        agreement(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is recognised with a skim is what is recognised without', () => {
  it('in every recorded transcript and sample', () => {
    for (const text of documents) expect(recognised(text, true)).toEqual(recognised(text, false));
  }, 60_000);

  it('in what printers print', () => {
    fc.assert(
      fc.property(printed, (text) => {
        expect(recognised(text, true)).toEqual(recognised(text, false));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
