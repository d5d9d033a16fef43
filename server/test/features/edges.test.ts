import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { failuresIn } from '../../src/analysis/failures';
import { logMessages } from '../../src/analysis/log-messages';
import { nameAt } from '../../src/analysis/names';
import { findingsOf } from '../../src/features/diagnostics';
import { folds } from '../../src/features/folding';
import { hints } from '../../src/features/hints';
import { lenses, lensesAround } from '../../src/features/lens';
import { links } from '../../src/features/links';
import { logSummary } from '../../src/features/log-summary';
import { references } from '../../src/features/references';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { whyIn, whyText } from '../../src/features/why';
import { findSymbols } from '../../src/features/workspace-symbols';
import { verdict } from '../../src/meaning/of-session';
import { splitEditorText, textOf } from '../../src/text/lines';
import { visibly } from '../drawn';
import { PEDANTIC } from '../settings';
import { done } from './marked';

vi.setConfig({ testTimeout: 60_000 });

const SWITCHES = { codes: true, times: true, userNames: true };

/** How many places a finding names beside its own; the most are 20. */
const besides = (count: number): string =>
  count === 0 ? '' : count < 20 ? ', with others' : count === 20 ? ', with very many' : ', with too many';

/** All that is shown of a text, a line for each; places are left out, because they move with every line that is more. */
function told(text: string, explicit: boolean): string[] {
  const analysis = Analysis.of(textOf(splitEditorText(text)), explicit ? { explicit } : {});
  const outline = (entries: readonly OutlineEntry[]): string[] =>
    entries.flatMap(({ name, detail, children }) => [`outline: ${name}, ${detail ?? ''}`, ...outline(children ?? [])]);
  return [
    ...[...analysis.unitsIn()].flatMap(({ unit }) => (unit.choice ? [`format: ${unit.choice.format.id}`] : [])),
    ...[...analysis.sessions()].map(({ session }) => `session: ${verdict(session)}`),
    ...outline(done(symbols(analysis))),
    ...findingsOf(analysis, PEDANTIC).map(
      ({ finding }) => `${finding.severity} ${finding.rule.id}: ${finding.message}${besides(finding.related.length)}`,
    ),
    ...done(lenses(analysis)).map(({ title }) => `lens: ${title}`),
    ...hints(analysis, 0, analysis.lines.count, SWITCHES).map(({ label, tooltip }) => `hint: ${label}, ${tooltip ?? ''}`),
    ...done(folds(analysis)).map(({ kind, startLine, endLine }) => `fold: ${kind ?? '-'} of ${endLine - startLine + 1}`),
    ...whyText(done(whyIn(analysis)))
      .split('\n')
      .map((line) => `why: ${line.trim()}`),
    ...(done(logSummary(analysis)) ?? '').split('\n').map((line) => `summary: ${line.trim().replace(/\s+/g, ' ')}`),
  ];
}

const LONGEST = 240;
/** How a duration is printed is told elsewhere (server/test/text). */
const DURATION = /\b0 (?:ms|s|min|h|d|days?)(?: 0 (?:ms|s|min|h))*(?![\w/])/g;

/** What of it is there whatever the number is: lines that differ in numbers alone are one. */
const shapeOf = (lines: readonly string[]): string[] => [
  ...new Set(
    lines.map((line) =>
      line
        .replace(/\d+(?:\.\d+)?/g, '0')
        .replace(DURATION, '0 s')
        .replace(/x+/gi, 'x')
        .slice(0, LONGEST),
    ),
  ),
];

/** Where the answer changes between numbers: those of `probes` first, then between two that differ by halves. In order. */
function changes(probes: readonly number[], ask: (n: number) => string[]): { n: number; shape: string[] }[] {
  const known = new Map<number, string[]>();
  const of = (n: number): string[] => {
    const shape = known.get(n) ?? shapeOf(ask(n));
    known.set(n, shape);
    return shape;
  };
  const same = (a: number, b: number): boolean => of(a).join('\n') === of(b).join('\n');
  const found = [{ n: probes[0], shape: of(probes[0]) }];
  const between = (from: number, to: number): void => {
    if (same(from, to)) return;
    if (to - from === 1) found.push({ n: to, shape: of(to) });
    else {
      const middle = Math.floor((from + to) / 2);
      between(from, middle);
      between(middle, to);
    }
  };
  for (let at = 1; at < probes.length; at++) between(probes[at - 1], probes[at]);
  return found;
}

const difference = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((line) => !after.includes(line)).map((line) => `#   - ${line}`),
  ...after.filter((line) => !before.includes(line)).map((line) => `#   + ${line}`),
];

/** From which number on what is said no more and what is said instead: at first, of what is said of the `plain` text. */
function drawn(title: string, probes: readonly number[], write: (n: number) => string, plain: readonly string[]): string[] {
  const found = changes(probes, (n) => told(write(n), true));
  return [
    `## ${title}`,
    ...found.flatMap(({ n, shape }, at) => [`  ${n} on`, ...difference(at === 0 ? plain : found[at - 1].shape, shape)]),
  ];
}

const draw = async (name: string, rows: readonly string[]): Promise<void> => {
  await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`edges/${name}.txt`);
};

/** A dialogue in which one message is sent, in parts that can be repeated, replaced and lengthened. */
const PARTS: Readonly<Record<string, string>> = {
  greeting: 'S: 220 mx.example.net ESMTP',
  hello: 'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 10000\nS: 250-PIPELINING\nS: 250 AUTH PLAIN LOGIN',
  login: 'C: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHR1bGlwNDc=\nS: 235 2.7.0 Ok',
  mail: 'C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok',
  rcpt: 'C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok',
  data: 'C: DATA\nS: 354 Go ahead',
  headers:
    'C: Date: Mon, 23 Nov 2026 19:27:41 +0000\nC: From: <a@example.org>\nC: Message-ID: <1@client.example.org>\nC: Subject: hello\nC:',
  body: 'C: Hello',
  dot: 'C: .\nS: 250 2.0.0 Ok: queued as 4F9D1A2B3C',
  quit: 'C: QUIT\nS: 221 2.0.0 Bye',
};
const NAMES = Object.keys(PARTS);
const dialogue = (change: Readonly<Record<string, string>>): string =>
  NAMES.map((name) => change[name] ?? PARTS[name])
    .filter((part) => part !== '')
    .join('\n');
const times = (text: string, n: number): string => Array.from({ length: n }, () => text).join('\n');
const behind = (name: string, text: string, n: number): string =>
  dialogue({ [name]: n === 0 ? PARTS[name] : `${PARTS[name]}\n${times(text, n)}` });
const numbered = (text: string, n: number): string => Array.from({ length: n }, (_, at) => text.replaceAll('§', String(at + 1))).join('\n');

/** What is said of the dialogue as it is. */
const plain = shapeOf(told(dialogue({}), true));

const FEW = [0, 1, 2, 3, 4, 11];
const WHOLE = [0, 1, 2, 3];
const MANY = [0, 1, 2, 3, 22, 65, 130];

/** What is repeated, and where. */
const COUNTED: Readonly<Record<string, readonly [readonly number[], (n: number) => string]>> = {
  'lines of a greeting': [MANY, (n) => dialogue({ greeting: `${times('S: 220-mx.example.net', n)}\n${PARTS.greeting}`.trim() })],
  'lines of an EHLO reply': [
    MANY,
    (n) =>
      dialogue({
        hello: `C: EHLO client.example.org\nS: 250-mx.example.net\n${numbered('S: 250-X-§', n)}\nS: 250 SIZE`.replace('\n\n', '\n'),
      }),
  ],
  'the same EHLO': [FEW, (n) => behind('hello', PARTS.hello, n)],
  'logins refused': [FEW, (n) => behind('hello', 'C: AUTH PLAIN AGFsaWNlAHR1bGlwNDc=\nS: 535 5.7.8 Error: authentication failed', n)],
  'recipients accepted': [MANY, (n) => dialogue({ rcpt: numbered('C: RCPT TO:<b§@example.net>\nS: 250 2.1.5 Ok', n) })],
  'recipients refused': [FEW, (n) => behind('rcpt', numbered('C: RCPT TO:<c§@example.net>\nS: 550 5.1.1 User unknown', n), n && 1)],
  'recipients put off': [FEW, (n) => behind('rcpt', numbered('C: RCPT TO:<c§@example.net>\nS: 450 4.2.0 Greylisted', n), n && 1)],
  'all recipients refused': [
    FEW.slice(1),
    (n) =>
      dialogue({
        rcpt: numbered('C: RCPT TO:<c§@example.net>\nS: 550 5.1.1 User unknown', n),
        data: 'C: DATA\nS: 554 5.5.1 No valid recipients',
        headers: '',
        body: '',
        dot: '',
      }),
  ],
  'the same recipient': [FEW, (n) => behind('rcpt', PARTS.rcpt, n)],
  'senders put off': [FEW, (n) => behind('login', 'C: MAIL FROM:<a@example.org>\nS: 451 4.3.0 Try again later', n)],
  'unknown commands': [FEW, (n) => behind('login', 'C: FROB\nS: 500 5.5.2 Unknown command', n)],
  VRFY: [FEW, (n) => behind('login', 'C: VRFY alice\nS: 252 2.0.0 Cannot verify', n)],
  NOOP: [FEW, (n) => behind('login', 'C: NOOP\nS: 250 2.0.0 Ok', n)],
  RSET: [FEW, (n) => behind('login', 'C: RSET\nS: 250 2.0.0 Ok', n)],
  messages: [WHOLE, (n) => behind('dot', ['mail', 'rcpt', 'data', 'headers', 'body', 'dot'].map((name) => PARTS[name]).join('\n'), n)],
  'messages refused': [
    WHOLE,
    (n) => behind('dot', [PARTS.mail, PARTS.rcpt, PARTS.data, PARTS.headers, 'C: .\nS: 554 5.7.1 Spam message rejected'].join('\n'), n),
  ],
  'replies that nobody asked for': [FEW, (n) => behind('mail', 'S: 250 2.0.0 Ok', n)],
  'commands without a reply': [FEW, (n) => behind('mail', numbered('C: RCPT TO:<c§@example.net>', n), n && 1)],
  'lines of a refusal': [
    MANY,
    (n) =>
      behind(
        'rcpt',
        `C: RCPT TO:<c@example.net>\n${times('S: 550-5.1.1 See below', n)}\nS: 550 5.1.1 User unknown`.replace('\n\n', '\n'),
        1,
      ),
  ],
  'Received fields': [
    MANY,
    (n) =>
      dialogue({
        headers:
          `${times('C: Received: from a.example.org by b.example.org; Mon, 23 Nov 2026 19:27:41 +0000', n)}\n${PARTS.headers}`.trim(),
      }),
  ],
  'lines of mail data': [MANY, (n) => dialogue({ body: times('C: Hello', n) })],
  'empty lines in a dialogue': [MANY, (n) => behind('mail', '', n)],
  'other lines in a dialogue': [MANY, (n) => behind('mail', 'something else is here', n)],
  'other lines before a dialogue': [MANY, (n) => `${numbered('line § of something else', n)}\n${dialogue({})}`],
  'empty lines between dialogues': [FEW, (n) => `${dialogue({})}\n${times('', n)}\n${dialogue({})}`],
  dialogues: [WHOLE, (n) => times(dialogue({}), n)],
  'dialogues that end in a refusal': [
    WHOLE,
    (n) => times(dialogue({ rcpt: 'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 User unknown', data: '', headers: '', body: '', dot: '' }), n),
  ],
  'final dots': [FEW, (n) => behind('body', 'C: .', n)],
  'closing replies': [FEW, (n) => behind('quit', 'S: 421 4.4.2 Timeout', n)],
};

describe('what is said of more and more of something, as drawn in edges/', () => {
  it('in a dialogue', async () => {
    await draw(
      'counts',
      Object.entries(COUNTED).flatMap(([title, [probes, write]]) => drawn(title, probes, write, plain)),
    );
  });
});

const LENGTHS = [1, 3, 9, 40, 65, 130, 256, 513, 1001, 1100];
/** Where something becomes longer and longer. */
const LONG: Readonly<Record<string, (text: string) => string>> = {
  'a greeting': (text) => dialogue({ greeting: `S: 220 mx.example.net ${text}` }),
  'the name in EHLO': (text) => dialogue({ hello: PARTS.hello.replace('client', `c${text}`) }),
  'a keyword of EHLO': (text) => dialogue({ hello: PARTS.hello.replace('PIPELINING', `X${text}`) }),
  'a local part': (text) => dialogue({ mail: PARTS.mail.replace('a@', `a${text}@`) }),
  'a label of a domain': (text) => dialogue({ rcpt: PARTS.rcpt.replace('example', `e${text}`) }),
  'a parameter': (text) => dialogue({ mail: PARTS.mail.replace('>', `> X=${text}`) }),
  'a reply': (text) => dialogue({ rcpt: PARTS.rcpt.replace('Ok', `Ok ${text}`) }),
  'a refusal': (text) => dialogue({ rcpt: `C: RCPT TO:<b@example.net>\nS: 550 5.7.1 Blocked ${text}` }),
  'an unknown command': (text) => behind('mail', `C: FROB${text}\nS: 500 5.5.2 Unknown`, 1),
  'an argument': (text) => behind('mail', `C: NOOP ${text}\nS: 250 2.0.0 Ok`, 1),
  'a line of mail data': (text) => dialogue({ body: `C: ${text}` }),
  'a header field': (text) => dialogue({ headers: `C: Subject: ${text}\n${PARTS.headers}` }),
  'the name of a header field': (text) => dialogue({ headers: `C: X${text}: a\n${PARTS.headers}` }),
  'a queue id': (text) => dialogue({ dot: PARTS.dot.replace('4F9D1A2B3C', `4F${text}`) }),
  'a password': (text) => dialogue({ login: `C: AUTH PLAIN ${Buffer.from(`\0alice\0${text}`).toString('base64')}\nS: 235 2.7.0 Ok` }),
};

describe('what is said of something longer and longer, as drawn in edges/', () => {
  it('in a dialogue', async () => {
    await draw(
      'lengths',
      Object.entries(LONG).flatMap(([title, write]) => drawn(title, LENGTHS, (n) => write('x'.repeat(n)), plain)),
    );
  });
});

/** Each command, with its reply given anew. */
const ANSWERED: Readonly<Record<string, (code: number) => string>> = {
  greeting: (code) => dialogue({ greeting: `S: ${code} mx.example.net` }),
  EHLO: (code) => dialogue({ hello: `C: EHLO client.example.org\nS: ${code} mx.example.net` }),
  AUTH: (code) => dialogue({ login: PARTS.login.replace('235 2.7.0', String(code)) }),
  'AUTH before its password': (code) => behind('hello', `C: AUTH LOGIN\nS: ${code} said`, 1),
  STARTTLS: (code) => behind('hello', `C: STARTTLS\nS: ${code} said`, 1),
  MAIL: (code) => dialogue({ mail: PARTS.mail.replace('250 2.1.0', String(code)) }),
  RCPT: (code) => dialogue({ rcpt: PARTS.rcpt.replace('250 2.1.5', String(code)) }),
  'RCPT, with a code for success': (code) => dialogue({ rcpt: PARTS.rcpt.replace('250', String(code)) }),
  'RCPT, with a code for failure': (code) => dialogue({ rcpt: PARTS.rcpt.replace('250 2.1.5', `${code} 5.1.1`) }),
  DATA: (code) => dialogue({ data: PARTS.data.replace('354', String(code)) }),
  'mail data': (code) => dialogue({ dot: PARTS.dot.replace('250 2.0.0', String(code)) }),
  RSET: (code) => behind('login', `C: RSET\nS: ${code} said`, 1),
  VRFY: (code) => behind('login', `C: VRFY alice\nS: ${code} said`, 1),
  QUIT: (code) => dialogue({ quit: PARTS.quit.replace('221 2.0.0', String(code)) }),
  'no command': (code) => behind('mail', `S: ${code} said`, 1),
};
/** Both sides of each border between classes, and codes that mean something of their own. */
const CODES = [199, 200, 220, 250, 299, 300, 354, 399, 400, 421, 450, 499, 500, 550, 599, 600];

describe('what is said of every class of replies, as drawn in edges/', () => {
  it('to each command', async () => {
    const rows = Object.entries(ANSWERED).flatMap(([title, write]) => {
      let before: readonly string[] = plain;
      return [
        `## ${title}`,
        ...CODES.flatMap((code) => {
          const shape = shapeOf(told(write(code), true));
          const row = [`  ${code}`, ...difference(before, shape)];
          before = shape;
          return row;
        }),
      ];
    });
    await draw('codes', rows);
  });
});

/** Seconds after ten o'clock, as a log writes the time. */
const stamp = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10) + second * 1000).toISOString().slice(0, 19);
const line = (second: number, program: string, text: string): string => `${stamp(second)}+00:00 mx1 postfix/${program}[71]: ${text}`;
const queued = (id: string, second = 0): string[] => [
  line(second, 'smtpd', `${id}: client=client.example.org[192.0.2.10]`),
  line(second, 'cleanup', `${id}: message-id=<${id}@client.example.org>`),
  line(second, 'qmgr', `${id}: from=<a@example.org>, size=2048, nrcpt=1 (queue active)`),
];
interface Tried {
  readonly to?: string;
  readonly delay?: number;
  readonly delays?: string;
  readonly said?: string;
}
const SENT = 'dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A6B7C8D9E)';
const PUT_OFF = 'dsn=4.2.0, status=deferred (host mx.example.net[192.0.2.20] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))';
const BOUNCED = 'dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.20] said: 550 5.1.1 User unknown (in reply to RCPT TO command))';
const tried = (id: string, second: number, { to = 'b', delay = second, delays = `0.1/0/1/${second}`, said = SENT }: Tried = {}): string =>
  line(second, 'smtp', `${id}: to=<${to}@example.net>, relay=mx.example.net[192.0.2.20]:25, delay=${delay}, delays=${delays}, ${said}`);
const removed = (id: string, second: number): string => line(second, 'qmgr', `${id}: removed`);
const ID = '4F9D1A2B3C';
const idOf = (n: number): string => `4F9D1A2${(n + 0x100).toString(16).toUpperCase()}`;
const each = (n: number, of: (n: number) => readonly string[]): string[] => Array.from({ length: n }, (_, at) => of(at)).flat();
const refused = (n: number): string =>
  line(
    n,
    'smtpd',
    `NOQUEUE: reject: RCPT from unknown[203.0.113.${n % 250}]: 554 5.7.1 <x${n}@example.com>: Relay access denied; from=<z@example.org> to=<x${n}@example.com> proto=ESMTP helo=<spam.example.org>`,
  );

const SECONDS = [0, 1, 6, 31, 61, 601, 3601, 86_401, 500_000];

/** A line at another time, in milliseconds after ten o'clock, and from another process. */
const moved = (row: string, ms: number, process = 71): string =>
  row.replace(/^\S+(?=\+00:00)/, new Date(Date.UTC(2026, 10, 23, 10) + ms).toISOString().slice(0, 23)).replace('[71]', `[${process}]`);
/** The same as a program without a zone writes it. */
const bsd = (row: string, second: number): string => {
  const [, month, day, time] =
    /(\w{3}) (\d\d) \d{4} ([\d:]{8})/.exec(
      new Date(Date.UTC(2026, 10, 23, 10) + second * 1000).toUTCString().replace(/(\d\d) (\w{3})/, '$2 $1'),
    ) ?? [];
  return row.replace(/^\S+/, `${month} ${day} ${time}`);
};
const DAY = 86_400_000;
const BACK = [0, 900, 1100, 59_000, 61_000, 3_100_000, 4_000_000, DAY, 299 * DAY, 301 * DAY];

/** Logs, by a number: of lines, of seconds, or of milliseconds. */
const LOGGED: Readonly<Record<string, readonly [readonly number[], (n: number) => readonly string[]]>> = {
  'tries put off': [
    FEW,
    (n) => [...queued(ID), ...each(n, (at) => [tried(ID, 60 * at + 5, { said: PUT_OFF })]), tried(ID, 60 * n + 5), removed(ID, 60 * n + 6)],
  ],
  'tries put off, and no end': [FEW, (n) => [...queued(ID), ...each(n, (at) => [tried(ID, 60 * at + 5, { said: PUT_OFF })])]],
  'recipients sent to': [FEW, (n) => [...queued(ID), ...each(n, (at) => [tried(ID, 5, { to: `b${at}` })]), removed(ID, 6)]],
  'recipients bounced': [
    FEW,
    (n) => [...queued(ID), tried(ID, 5), ...each(n, (at) => [tried(ID, 5, { to: `b${at}`, said: BOUNCED })]), removed(ID, 6)],
  ],
  'messages sent': [WHOLE, (n) => each(n, (at) => [...queued(idOf(at), at), tried(idOf(at), at + 2), removed(idOf(at), at + 3)])],
  'messages bounced': [
    MANY,
    (n) => each(n, (at) => [...queued(idOf(at), at), tried(idOf(at), at + 2, { said: BOUNCED }), removed(idOf(at), at + 3)]),
  ],
  'clients refused': [FEW, (n) => each(n, (at) => [refused(at)])],
  'logins refused': [
    FEW,
    (n) => each(n, (at) => [line(at, 'smtpd', 'warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6')]),
  ],
  'lines of others': [
    MANY,
    (n) => [...queued(ID), ...each(n, (at) => [line(at, 'anvil', 'statistics: max cache size 1')]), tried(ID, n + 1), removed(ID, n + 2)],
  ],
  'milliseconds back in one process': [
    BACK,
    (n) => [
      ...queued(ID).map((row) => moved(row, -400 * DAY)),
      moved(tried(ID, 5, { said: PUT_OFF }), 0, 9),
      moved(tried(ID, 6), -n, 9),
      moved(removed(ID, 7), 60_000),
    ],
  ],
  'milliseconds back in another process': [
    BACK,
    (n) => [
      ...queued(ID).map((row) => moved(row, -400 * DAY)),
      moved(tried(ID, 5, { said: PUT_OFF }), 0, 8),
      moved(tried(ID, 6), -n, 9),
      moved(removed(ID, 7), 60_000),
    ],
  ],
  'seconds back without a zone': [
    [0, 50, 70, 2_900, 3_100, 3_650, 3_700, 7_300],
    (n) => [
      ...queued(ID).map((row) => bsd(row, -9000)),
      bsd(tried(ID, 5, { said: PUT_OFF }), 0),
      bsd(tried(ID, 6), -n),
      bsd(removed(ID, 7), 60),
    ],
  ],
  'recipients that the queue counts': [
    [0, 1, 2, 3, 4, 9],
    (n) => [...queued(ID), tried(ID, 5), tried(ID, 5, { to: 'c' }), removed(ID, 6)].map((row) => row.replace('nrcpt=1', `nrcpt=${n}`)),
  ],
  'days since the delay that it states': [
    [0, 1, 5, 6, 30, 40],
    (n) => [tried(ID, n * 86_400, { delay: n * 86_400 + 5, delays: `0.1/${n * 86_400}/0/1` }), removed(ID, n * 86_400 + 1)],
  ],
  'seconds until it was sent': [SECONDS, (n) => [...queued(ID), tried(ID, n), removed(ID, n)]],
  'seconds between two tries': [SECONDS, (n) => [...queued(ID), tried(ID, 1, { said: PUT_OFF }), tried(ID, n + 1), removed(ID, n + 1)]],
  'seconds before the queue': [SECONDS, (n) => [...queued(ID), tried(ID, n, { delays: `${n}/0/0/0.1` }), removed(ID, n)]],
  'seconds in the queue': [SECONDS, (n) => [...queued(ID), tried(ID, n, { delays: `0.1/${n}/0/0.1` }), removed(ID, n)]],
  'seconds to connect': [SECONDS, (n) => [...queued(ID), tried(ID, n, { delays: `0.1/0/${n}/0.1` }), removed(ID, n)]],
};

describe('what is said of a log, as drawn in edges/', () => {
  it('in which something is more and more', async () => {
    const rows = Object.entries(LOGGED).flatMap(([title, [probes, write]]) => drawn(title, probes, (n) => write(n).join('\n'), []));
    await draw('logs', rows);
  });
});

/** Where a dialogue waits, in the parts of the dialogue: before the client says something, and before the server does. */
const waiting = (name: string, side: 'C' | 'S', seconds: number): string => {
  let now = 0;
  const rows: string[] = [];
  for (const part of NAMES) {
    let waits = part === name;
    for (const said of PARTS[part].split('\n')) {
      if (waits && said.startsWith(side)) {
        now += seconds;
        waits = false;
      }
      rows.push(`${stamp(now).replace('T', ' ')} ${said.startsWith('C') ? 'CLIENT -> SERVER' : 'SERVER -> CLIENT'}: ${said.slice(3)}`);
    }
  }
  return rows.join('\n');
};

describe('what is said of a dialogue that waits, as drawn in edges/', () => {
  it('longer and longer', async () => {
    const still = shapeOf(told(waiting('', 'C', 0), true));
    const places = [
      ...['greeting', 'rcpt', 'dot'].map((name) => [name, 'S'] as const),
      ...['mail', 'body'].map((name) => [name, 'C'] as const),
    ];
    const rows = places.flatMap(([name, side]) =>
      drawn(`${side === 'C' ? 'the client' : 'the server'} at ${name}`, SECONDS.slice(0, 7), (n) => waiting(name, side, n), still),
    );
    await draw('waiting', rows);
  });
});

/** How much of a long text is given at once: the rest is left out of a list that would be too long to read. */
describe('how many are given of a long text, as drawn in edges/', () => {
  const LINE = 'S: 220 mx.example.net ESMTP https://www.example.net/';
  const LONG_TEXTS: Readonly<Record<string, string>> = {
    'short sessions': times(`${LINE}\nC: QUIT\nS: 221 Bye`, 1050),
    'refused sessions': times(`${LINE}\nC: HELO x\nS: 550 5.7.1 No, see https://www.example.net/\nC: QUIT\nS: 221 Bye`, 250),
    'messages of a log': each(1050, (at) => [tried(idOf(at), at, { said: BOUNCED })]).join('\n'),
    'messages of a log that were sent': each(5200, (at) => [queued(idOf(at), at)[0], tried(idOf(at), at)]).join('\n'),
  };
  it('of each kind', async () => {
    const rows = Object.entries(LONG_TEXTS).flatMap(([title, text]) => {
      const analysis = Analysis.of(textOf(splitEditorText(text)), title.includes('log') ? {} : { explicit: true });
      const name = nameAt(analysis, { line: 0, character: text.indexOf(title.includes('log') ? 'b@example' : 'mx.') });
      const outline = done(symbols(analysis));
      const given: Readonly<Record<string, number>> = {
        'symbols of the workspace': done(findSymbols(analysis, '')).length,
        'entries of the outline': outline.length,
        'entries inside one': Math.max(...outline.map(({ children }) => children?.length ?? 0)),
        'entries in sight': done(symbols(analysis, 300)).length,
        lenses: done(lenses(analysis)).length,
        'lenses in sight': lensesAround(done(lenses(analysis)), 300).length,
        links: done(links(analysis)).length,
        references: name ? done(references(analysis, name)).length : 0,
        messages: done(logMessages(analysis)).messages.length,
        'lines of messages': done(logMessages(analysis)).to,
        failures: [...failuresIn(analysis)].flat().length,
        'lines of why': whyText(done(whyIn(analysis))).split('\n').length,
        'lines of the summary': (done(logSummary(analysis)) ?? '').split('\n').length,
      };
      return [`## ${title}`, ...Object.entries(given).map(([what, count]) => `  ${count} ${what}`)];
    });
    await draw('limits', rows);
  });
});
