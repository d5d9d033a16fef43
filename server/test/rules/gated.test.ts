import { describe, expect, it } from 'vitest';
import { transcriptFormats } from '../../src/formats/transcripts';
import { losses } from '../properties/recordings';
import { analysisOf, idsOf, judged } from '../properties/samples';

/** Rules that need the order of the lines, or the octets on the wire, in the formats that keep them. */
type Line = readonly ['C' | 'S', string];
type Write = (lines: readonly Line[]) => string[];

const CLIENT = '198.51.100.7';
const SERVER = '192.0.2.25';
const each =
  (client: (text: string) => string, server: (text: string) => string): Write =>
  (lines) =>
    lines.map(([side, text]) => (side === 'C' ? client(text) : server(text)));
const hexOf = (text: string): string => Array.from(text, (unit) => unit.charCodeAt(0).toString(16).padStart(2, '0')).join('');
const stamp = '2026-11-23T15:59:51.433Z,EX01\\Default,08DB53EC62278461,1,192.0.2.10:25,198.51.100.33:56026';
const packets =
  (head: (from: string, to: string, text: string) => string[]): Write =>
  (lines) =>
    lines.flatMap(([side, text]) =>
      side === 'C' ? head(`${CLIENT}.39192`, `${SERVER}.25`, text) : head(`${SERVER}.25`, `${CLIENT}.39192`, text),
    );

const ORDERED: Readonly<Record<string, Write>> = {
  rfc: each(
    (text) => `C: ${text}`,
    (text) => `S: ${text}`,
  ),
  recordio: each(
    (text) => `150 < ${text} `,
    (text) => `150 > ${text} `,
  ),
  'sendmail-traffic': (lines) => [
    '00196 === CONNECT mail.example.net.',
    ...each(
      (text) => `00196 >>> ${text}`,
      (text) => `00196 <<< ${text}`,
    )(lines),
  ],
  tcpdump: packets((from, to, text) => [
    `19:37:04.232047 IP ${from} > ${to}: Flags [P.], seq 1:50, ack 1, win 64, length ${text.length + 2}: SMTP, length: ${text.length + 2}`,
    `\t${text}`,
  ]),
  ngrep: packets((from, to, text) => [`T ${from.replace(/\.(\d+)$/, ':$1')} -> ${to.replace(/\.(\d+)$/, ':$1')} [AP] #4`, `${text}.`, '']),
  'tshark-follow-hex': (lines) => [
    'Follow: tcp,raw',
    ...each(
      (text) => hexOf(`${text}\r\n`),
      (text) => `\t${hexOf(`${text}\r\n`)}`,
    )(lines),
  ],
  'exim-server': each(
    (text) => `SMTP<< ${text}`,
    (text) => `SMTP>> ${text}`,
  ),
  'exchange-protocol': each(
    (text) => `${stamp},<,${text},`,
    (text) => `${stamp},>,${text},`,
  ),
  swaks: each(
    (text) => ` -> ${text}`,
    (text) => `<-  ${text}`,
  ),
  msmtp: each(
    (text) => `--> ${text}`,
    (text) => `<-- ${text}`,
  ),
  phpmailer: each(
    (text) => `2026-01-02 10:00:00 CLIENT -> SERVER: ${text}`,
    (text) => `2026-01-02 10:00:00 SERVER -> CLIENT: ${text}`,
  ),
  'opensmtpd-filter': each(
    (text) => `filter-debug: report_protocol_client: line=${text}`,
    (text) => `filter-debug: report_protocol_server: line=${text}`,
  ),
  'opensmtpd-server': each(
    (text) => `smtp: 0x5654c91df440: <<< ${text}`,
    (text) => `smtp: 0x5654c91df440: >>> ${text}`,
  ),
  mdaemon: each(
    (text) => `Sat 2014-07-26 12:58:47: 02: [514116] <-- ${text}`,
    (text) => `Sat 2014-07-26 12:58:47: 03: [514116] --> ${text}`,
  ),
};

const greeting: Line = ['S', '220 mx.example.net ESMTP'];
const hello = (keyword: string): Line[] => [
  ['C', 'EHLO client.example.org'],
  ['S', '250-mx.example.net'],
  ['S', `250 ${keyword}`],
];
const group: readonly Line[] = [
  ['C', 'MAIL FROM:<a@example.org>'],
  ['C', 'RCPT TO:<b@example.net>'],
  ['C', 'DATA'],
  ['S', '250 2.1.0 Ok'],
  ['S', '250 2.1.5 Ok'],
  ['S', '354 End data with <CR><LF>.<CR><LF>'],
];
const message: readonly Line[] = [
  ['C', 'Subject: test'],
  ['C', ''],
  ['C', 'Hello'],
  ['C', '.'],
  ['S', '250 2.0.0 Ok: queued as 4C4D21A2B3'],
];
const end: readonly Line[] = [
  ['C', 'QUIT'],
  ['S', '221 2.0.0 Bye'],
];

const SLIPS: Readonly<Record<string, readonly Line[]>> = {
  'talk-before-greeting': [['C', 'EHLO client.example.org'], greeting, ['S', '250 mx.example.net'], ...end],
  'pipelining-not-advertised': [
    greeting,
    ...hello('SIZE 1000'),
    ['C', 'MAIL FROM:<a@example.org>'],
    ['C', 'RCPT TO:<b@example.net>'],
    ['S', '250 2.1.0 Ok'],
    ['S', '250 2.1.5 Ok'],
    ...end,
  ],
  'pipelining-group-order': [
    greeting,
    ...hello('PIPELINING'),
    ['C', 'NOOP'],
    ['C', 'MAIL FROM:<a@example.org>'],
    ['S', '250 2.0.0 Ok'],
    ['S', '554 5.5.0 Error: improper command pipelining'],
    ...end,
  ],
};

/** Nothing to complain of, in groups and one by one. */
const GOOD: Readonly<Record<string, readonly Line[]>> = {
  'in groups': [greeting, ...hello('PIPELINING'), ...group, ...message, ...group, ...message, ...end],
  'one by one': [greeting, ...hello('SIZE 1000'), ...[0, 3, 1, 4, 2, 5].map((at) => group[at]), ...message, ...end],
};

const needsOrder = (lines: readonly string[]): string[] =>
  idsOf(judged(lines).filter(({ finding: { rule } }) => 'gates' in rule && rule.gates.some((gate) => gate === 'order' || gate === 'raw')));

describe.each(Object.entries(ORDERED))('%s', (id, write) => {
  it('is read as such, and keeps the order', () => {
    expect([...analysisOf(write(GOOD['in groups'])).sessions()].map(({ session }) => session.format)).toEqual([id]);
    expect(transcriptFormats.find((format) => format.id === id)?.keeps).toContain('order');
  });

  it.each(Object.entries(SLIPS))('%s is told', (rule, lines) => expect(needsOrder(write(lines))).toContain(rule));

  it.each(Object.entries(GOOD))('nothing is told of what is right, nor of it with lines lost: %s', (_, lines) => {
    expect(needsOrder(write(lines))).toEqual([]);
    const bad = losses(Array.from(lines.keys()), 20)
      .map((cut) => lines.filter((_, at) => !cut.includes(at)))
      .filter((left) => needsOrder(write(left)).length > 0);
    expect(bad).toEqual([]);
  });
});

describe('octets', () => {
  const challenge = (text: string): string[] => [greeting, ...hello('AUTH PLAIN')].map(([, line]) => line).concat('AUTH PLAIN', text);
  it('are kept by Ruby and by a stream in hexadecimal: an empty challenge without its blank is told', () => {
    const ruby = (lines: string[]): string[] => lines.map((line) => `${/^\d/.test(line) ? '->' : '<-'} ${JSON.stringify(`${line}\r\n`)}`);
    const raw = (lines: string[]): string[] => [
      'Follow: tcp,raw',
      ...lines.map((line) => `${/^\d/.test(line) ? '\t' : ''}${hexOf(`${line}\r\n`)}`),
    ];
    for (const write of [ruby, raw]) {
      expect(needsOrder(write(challenge('334')))).toEqual(['auth-challenge-missing-space']);
      expect(needsOrder(write(challenge('334 ')))).toEqual([]);
    }
  });
});
