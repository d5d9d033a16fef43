import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { textOf } from '../../src/text/lines';

const folder = join(__dirname, '../samples/captures/wire');

interface Said {
  readonly s: number;
  readonly d: string;
  readonly l: string;
}

/** The wire of recordings whose client waits for each reply, session by session. */
const sessions: readonly (readonly Said[])[] = readdirSync(folder)
  .filter((name) =>
    /^(?:swaks-(?:good|grey451|rcpt550-multi|auth-plain)|python-smtplib-d1-rcpt|ruby-netsmtp-tls|jakarta-mail-grey|perl-netsmtp-auth|curl-v-vrfy)\./.test(
      name,
    ),
  )
  .flatMap((name) => {
    const bySession = new Map<number, Said[]>();
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line === '') continue;
      const said = JSON.parse(line) as Said;
      if (said.d === 'C' || said.d === 'S') bySession.set(said.s, [...(bySession.get(said.s) ?? []), said]);
    }
    return [...bySession.values()];
  });

const exchangesOf = (lines: readonly string[]): string[] =>
  [...Analysis.of(textOf(lines)).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`)),
  );

const stamp = (n: number): string => `2026-11-23 19:22:${String(n % 60).padStart(2, '0')}`;
const marked =
  (client: string, server: string) =>
  ({ d, l }: Said): string =>
    (d === 'C' ? client : server) + l;

/** Programs that do not exist. */
const INVENTED: Readonly<Record<string, (said: Said, n: number) => string>> = {
  'words, sender’s view': marked('Sending: ', 'Received: '),
  'words, receiver’s view': marked('<read> ', '<write> '),
  'arrows as clients print them': marked('=> ', '<= '),
  'the same arrows as servers print them': marked('<= ', '=> '),
  'one sign and no blank': marked('>', '<'),
  'letters in brackets': marked('[out] ', '[in] '),
  'a logger that it has never seen': ({ d, l }, n) => `${stamp(n)} #${n} {mailer} ${d === 'C' ? 'snd' : 'rcv'}| ${l}`,
  'the session in the prefix': ({ s, d, l }, n) => `[${stamp(n)}] (session ${s}) ${d === 'C' ? 'C' : 'S'}| ${l}`,
  'one prefix for both sides': ({ l }, n) => `${stamp(n)} smtp: ${l}`,
  'addresses for markers': ({ d, l }, n) =>
    `${stamp(n)} ${d === 'C' ? '192.0.2.5:40122 > 192.0.2.25:25' : '192.0.2.25:25 > 192.0.2.5:40122'}: ${l}`,
  'string literals': ({ d, l }) => `${d === 'C' ? 'tx' : 'rx'}: ${JSON.stringify(`${l}\r\n`)}`,
  'a line in quotes behind a logger, the side inside': ({ d, l }) => `debug: "${d === 'C' ? 'sent' : 'recv'}: ${l}"`,
  'line ends written out': ({ d, l }) => `${d === 'C' ? 'write' : 'read'}: ${l}[CRLF]`,
  'rows of a table in HTML': ({ d, l }) =>
    `<tr><td>${d}</td><td>${l.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</td></tr>`,
  'bytes with their number': ({ d, l }) => `${d === 'C' ? 'Sent' : 'Got'} ${l.length + 2} bytes: b'${l.replace(/'/g, "\\'")}\\r\\n'`,
};

describe('a program that nobody has named is read by what each side says', () => {
  const plain = sessions.map((said) => exchangesOf(said.map(marked('C: ', 'S: '))));
  it('there are enough sessions', () => expect(plain.flat().length).toBeGreaterThan(60));
  for (const [name, print] of Object.entries(INVENTED)) {
    it(name, () => {
      expect(sessions.map((said) => exchangesOf(said.map(print)))).toEqual(plain);
    });
  }
});
