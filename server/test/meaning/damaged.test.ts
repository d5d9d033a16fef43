import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { bare } from '../../src/meaning/located';
import { meaningOf } from '../../src/meaning/meaning';
import { drawnDamage, drawnWear } from '../damage';

vi.setConfig({ testTimeout: 60_000 });

interface Sample {
  readonly text: string;
  readonly code?: number | null;
  readonly enhanced?: string | null;
  readonly phase?: string | null;
}
const samples = JSON.parse(readFileSync(join(__dirname, '../knowledge/wording-samples.json'), 'utf8')) as Sample[];

/** Replies that name something: a host, an address, a list, a limit, a page. */
const NAMING: readonly Sample[] = [
  { text: '<b@mx-1.example.net>: Recipient address rejected: User unknown in virtual mailbox table', code: 550, enhanced: '5.1.1' },
  {
    text: 'Service unavailable; Client host [192.0.2.77] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.77',
    code: 554,
  },
  { text: 'Client host rejected: cannot find your reverse hostname, [198.51.100.7]', code: 450, enhanced: '4.7.25' },
  { text: '<client.example.org>: Helo command rejected: Host not found', code: 450, enhanced: '4.7.1', phase: 'RCPT' },
  { text: 'Message size exceeds fixed limit of 10240000 bytes', code: 552, enhanced: '5.3.4' },
  { text: 'Greylisted for 300 seconds, see http://postgrey.schweikert.ch/help/example.net.html', code: 450, enhanced: '4.2.0' },
  { text: 'The mail address "b@example.net" is over quota (1024 MB)', code: 452, enhanced: '4.2.2' },
  { text: 'Host or domain name not found. Name service error for name=mx-2.example.net type=MX: Host not found' },
  { text: 'connect to mx.example.net[192.0.2.20]:25: Connection timed out' },
  { text: 'SPF check failed for <a@example.org>: 192.0.2.9 is not allowed to send mail from example.org', code: 550, enhanced: '5.7.23' },
  { text: 'Client host [2001:db8:1:2:3:4:5:6] blocked using dnsbl.example.org', code: 554, enhanced: '5.7.1' },
  { text: 'Client host [2001:db8::7] refused, see https://example.org/?ip=2001:db8::7', code: 554 },
  { text: 'DMARC policy of example.org (p=reject) does not permit this message', code: 550, enhanced: '5.7.1' },
  { text: 'unable to verify certificate of mx.example.net: certificate has expired', code: 454, enhanced: '4.7.5', phase: 'STARTTLS' },
];

const inWords = (value: unknown): string => (value === null ? '' : ` ${JSON.stringify(value)}`);

/** Which kind it is and on what that is based; how long what it names is, so that another character in a name says nothing. */
function said({ code, enhanced, phase }: Sample, text: string): string {
  const meaning = meaningOf({ ...bare(code ?? null, enhanced ?? null, text), verb: phase ?? null });
  if (!meaning) return '';
  const named = Object.entries(meaning.names).filter(([, value]) => value !== null && value !== '');
  return [
    `${meaning.kind}: ${meaning.answer.title}`,
    `by ${meaning.basis}${meaning.certain ? '' : ', not certain'}`,
    ...named.map(([name, value]) => `${name} of ${String(value).length}`),
  ].join(', ');
}

const drawnWith =
  (draw: typeof drawnDamage) =>
  (sample: Sample): string[] => [
    `## ${inWords(sample.code ?? null)}${inWords(sample.enhanced ?? null)}${inWords(sample.phase ?? null)}`.replace('##  ', '## '),
    ...draw(sample.text, (text) => said(sample, text)),
  ];
const drawn = drawnWith(drawnDamage);
const drawnWorn = drawnWith(drawnWear);

/** One sentence of so many is drawn; longer ones say the same again. */
const EACH = 6;
const LONGEST = 110;

describe('what a reply means in which one character is another, as drawn in damaged/', () => {
  it('of wordings', async () => {
    const rows = samples.filter(({ text }, at) => at % EACH === 0 && text.length <= LONGEST).flatMap(drawn);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('damaged/wordings.txt');
  });

  it('of replies that name something', async () => {
    await expect(`${NAMING.flatMap(drawn).join('\n')}\n`).toMatchFileSnapshot('damaged/naming.txt');
  });
});

describe('what a reply means in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it('of wordings', async () => {
    const rows = samples.filter(({ text }, at) => at % EACH === EACH / 2 && text.length <= LONGEST).flatMap(drawnWorn);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('worn/wordings.txt');
  });

  it('of replies that name something', async () => {
    await expect(`${NAMING.flatMap(drawnWorn).join('\n')}\n`).toMatchFileSnapshot('worn/naming.txt');
  });
});
