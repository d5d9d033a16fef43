import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { type Evidence, evidenceInSession } from '../../../src/meaning/evidence';
import { failuresOf } from '../../../src/session/outcome/refusals';
import { statesOf } from '../../../src/session/state';
import { textOf } from '../../../src/text/lines';
import { visibly } from '../../drawn';

/** What is there before a refusal: a step of a dialogue each, which can be left out, or written anew. */
const STEPS: Readonly<Record<string, string>> = {
  greeting: 'S: 220 mx.example.net ESMTP',
  hello: 'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 1000\nS: 250-STARTTLS\nS: 250 AUTH PLAIN LOGIN',
  login: 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: dHVsaXA0Nw==\nS: 235 2.7.0 Ok',
  mail: 'C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok',
  other: 'C: RCPT TO:<c@example.net>\nS: 250 2.1.5 Ok',
  rcpt: 'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 Unknown',
};
const CODES = [299, 300, 399, 400, 499, 500];
const coded = (step: string, from: RegExp, code: number): readonly [string, Readonly<Record<string, string>>] => [
  `${step} with ${code}`,
  { [step]: STEPS[step].replace(from, String(code)) },
];

/** Each way in which the dialogue is another one. */
const WAYS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['as it is', {}],
  ...Object.keys(STEPS)
    .filter((step) => step !== 'rcpt')
    .map((step) => [`without ${step}`, { [step]: '' }] as const),
  ...CODES.map((code) => coded('login', /235(?= 2\.7)/, code)),
  ...CODES.map((code) => coded('mail', /250(?= 2\.1)/, code)),
  ...CODES.map((code) => coded('other', /250(?= 2\.1)/, code)),
  ...CODES.map((code) => coded('hello', /250(?=[- ])/g, code)),
  ['another refused in the same words', { other: 'C: RCPT TO:<c@example.net>\nS: 550 5.1.1 Unknown' }],
  [
    'another refused in its own words',
    {
      other: 'C: RCPT TO:<c@example.net>\nS: 550 5.1.1 <c@example.net> Unknown',
      rcpt: 'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 <b@example.net> Unknown',
    },
  ],
  ['another refused in other words', { other: 'C: RCPT TO:<c@example.net>\nS: 550 5.7.1 No' }],
  ['the same twice', { other: STEPS.rcpt }],
  ['the null sender', { mail: 'C: MAIL FROM:<>\nS: 250 2.1.0 Ok' }],
  ['the bare postmaster', { rcpt: 'C: RCPT TO:<Postmaster>\nS: 550 5.1.1 Unknown' }],
  ['a postmaster with a domain', { rcpt: 'C: RCPT TO:<postmaster@example.net>\nS: 550 5.1.1 Unknown' }],
  ['no recipient', { rcpt: 'C: RCPT TO:<>\nS: 550 5.1.1 Unknown' }],
  ['no recipient of no sender', { mail: 'C: MAIL FROM:<>\nS: 250 2.1.0 Ok', rcpt: 'C: RCPT TO:<>\nS: 550 5.1.1 Unknown' }],
  ['parameters', { rcpt: 'C: RCPT TO:<b@example.net> NOTIFY=NEVER\nS: 550 5.1.1 Unknown' }],
  ['HELO', { hello: 'C: HELO client\nS: 250 mx.example.net' }],
  ...['pc', 'pc.local', 'pc.fritz.box', '[192.168.1.5]', '[192.0.2.5]', 'pc.example.org', 'a_b-1'].map(
    (name) => [`the name ${name}`, { hello: `C: EHLO ${name}\nS: 250 mx.example.net` }] as const,
  ),
  ['a size of nothing', { hello: 'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE' }],
  ['a login refused', { rcpt: '', mail: '', other: '', login: 'C: AUTH PLAIN AGFsaWNlAHR1bGlwNDc=\nS: 535 5.7.8 No' }],
  [
    'a login refused before the password',
    { rcpt: '', mail: '', other: '', login: 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 535 5.7.8 No' },
  ],
  [
    'a login in clear',
    {
      rcpt: '',
      mail: '',
      other: '',
      login: 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: alice-x\nS: 334 UGFzc3dvcmQ6\nC: tulip-47\nS: 535 5.7.8 No',
    },
  ],
  [
    'a login whose user is asked twice',
    { rcpt: '', mail: '', other: '', login: 'C: AUTH LOGIN YWxpY2U=\nS: 334 VXNlcm5hbWU6\nC: dHVsaXA0Nw==\nS: 535 5.7.8 No' },
  ],
  ['a login with another mechanism', { rcpt: '', mail: '', other: '', login: 'C: AUTH CRAM-MD5\nS: 504 5.5.4 No' }],
  ['a login given up', { rcpt: '', mail: '', other: '', login: 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 5.7.0 No' }],
  [
    'senders refused',
    { mail: 'C: MAIL FROM:<x@example.org>\nS: 550 5.7.1 No\nC: MAIL FROM:<a@example.org>\nS: 550 5.7.1 No', other: '', rcpt: '' },
  ],
  ['another accepted behind it', { other: '', rcpt: `${STEPS.rcpt}\n${STEPS.other}` }],
  ['another in the next transaction', { other: '', rcpt: `${STEPS.rcpt}\nC: RSET\nS: 250 2.0.0 Ok\n${STEPS.mail}\n${STEPS.other}` }],
  ['nothing before it', { greeting: '', hello: '', login: '', mail: '', other: '' }],
  ['a greeting refused', { greeting: 'S: 554 5.7.1 No' }],
  ['DATA refused', { rcpt: `${STEPS.rcpt}\nC: DATA\nS: 554 5.5.1 No valid recipients`, other: '' }],
];

const inWords = (evidence: Evidence): string =>
  Object.entries(evidence)
    .filter(([, value]) => value !== null && value !== false && value !== undefined)
    .map(([name, value]) =>
      typeof value === 'object'
        ? `${name} ${(value as { command?: { verb: string } | null }).command?.verb ?? '?'}`
        : value === true
          ? name
          : `${name} ${value}`,
    )
    .join(', ');
const unknowns = (evidence: Evidence): string =>
  Object.entries(evidence)
    .filter(([, value]) => value === null)
    .map(([name]) => name)
    .join(' ');

/** What is told of the refusals of a dialogue. */
const told = (lines: readonly string[]): string[] =>
  [...Analysis.of(textOf(lines), { explicit: true }).sessions()].flatMap(({ session }) =>
    failuresOf(session)
      .filter(({ exchange }) => exchange.index >= 0)
      .map((failure) => {
        const evidence = evidenceInSession(session, failure, statesOf(session)[failure.exchange.index]);
        return `  ${failure.exchange.command?.verb ?? failure.exchange.kind}: ${inWords(evidence)}; unknown ${unknowns(evidence)}`;
      }),
  );

/** OpenSSL kept a line that begins with R; so many commands came between it and the refusal. */
const kept = (commands: number): string[] => [
  ...['220 mx.example.net ESMTP', 'EHLO client.example.org', '250 mx.example.net', 'MAIL FROM:<a@example.org>', '250 2.1.0 Ok'],
  ...['RCPT TO:<b@example.net>', 'RENEGOTIATING'],
  ...Array.from({ length: commands }, () => ['NOOP', '250 2.0.0 Ok']).flat(),
  ...['DATA', '503 5.5.1 Error: need RCPT command', 'RCPT TO:<b@example.net>', 'RENEGOTIATING', 'QUIT', '221 2.0.0 Bye'],
];

describe('what a dialogue shows before a refusal, as drawn in drawn/evidence.txt', () => {
  it('in each of its ways', async () => {
    const rows = WAYS.flatMap(([way, change]) => {
      const lines = Object.keys(STEPS)
        .map((step) => change[step] ?? STEPS[step])
        .filter((part) => part !== '')
        .join('\n')
        .split('\n');
      return [`## ${way}`, ...told(lines)];
    });
    for (const commands of [0, 1, 2]) rows.push(`## a line that was not sent, ${commands} commands before`, ...told(kept(commands)));
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/evidence.txt');
  });
});
