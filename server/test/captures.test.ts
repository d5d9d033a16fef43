import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../src/analysis/analysis';
import { nameOf } from '../src/session/model';
import { splitFileText, textOf } from '../src/text/lines';

const folder = join(__dirname, 'samples/captures');
const names = readdirSync(join(folder, 'wire')).map((name) => name.replace(/\.jsonl$/, ''));
const contentOf = (name: string): string =>
  readFileSync(join(folder, readdirSync(folder).find((file) => file.startsWith(`${name}.`)) ?? ''), 'utf8');

interface Said {
  readonly s: number;
  readonly d: 'C' | 'S' | 'B' | '*';
  readonly l: string;
}

/** One exchange as it was on the wire, and the last line of its reply. */
interface Truth {
  readonly name: string;
  readonly reply: string;
}

/** The exchanges of a recording, session by session: counted, with one reply a recipient where LMTP owes them (RFC 2033 §4.2). */
function truthOf(name: string): Truth[] {
  const sessions = new Map<number, Said[]>();
  for (const line of readFileSync(join(folder, 'wire', `${name}.jsonl`), 'utf8').split('\n')) {
    if (line === '') continue;
    const said = JSON.parse(line) as Said;
    sessions.set(said.s, [...(sessions.get(said.s) ?? []), said]);
  }
  return [...sessions.values()].flatMap(exchangesOnWire);
}

function exchangesOnWire(lines: readonly Said[]): Truth[] {
  const found: Truth[] = [];
  const owed = ['greeting'];
  let body = false;
  let auth = false;
  let lmtp = false;
  let accepted = 0;
  for (const { d, l } of lines) {
    if (d === 'C') {
      const verb = /^([A-Za-z][A-Za-z0-9-]*)/.exec(l)?.[1]?.toUpperCase() ?? '?';
      if (body) {
        if (l !== '.') continue;
        for (let n = 0; n < (lmtp ? accepted : 1); n++) owed.push('data');
        body = false;
        accepted = 0;
      } else if (auth) {
        owed.push('auth');
        auth = false;
      } else {
        if (verb === 'LHLO') lmtp = true;
        owed.push(verb);
      }
    } else if (d === 'S' && /^\d{3}( |$)/.test(l)) {
      const code = Number(l.slice(0, 3));
      const name = owed.shift() ?? '?';
      found.push({ name: `${name} ${code}`, reply: l.trimEnd() });
      if (name === 'RCPT' && code === 250) accepted++;
      if (name === 'DATA' && code === 354) body = true;
      if (code === 334) auth = true;
    } else if (d === '*' && /tls/i.test(l)) auth = false;
  }
  return found;
}

const read = (name: string): string[] =>
  [...Analysis.of(textOf(splitFileText(contentOf(name)))).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`)),
  );

/** Length of the longest common subsequence. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const each of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = each === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    row = next;
  }
  return row[b.length];
}

/** The exchanges whose reply the program printed: nobody can read the others out of it. */
function printed(name: string): Truth[] {
  const text = contentOf(name)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#039;/g, "'");
  const left = new Map<string, number>();
  return truthOf(name).filter(({ reply }) => {
    const seen = left.get(reply) ?? text.split(reply).length - 1;
    left.set(reply, seen - 1);
    return seen > 0;
  });
}

/** What a file holds besides, or in another shape than a session: how many exchanges differ, and why. */
const KNOWN: Readonly<Record<string, { readonly missing?: number; readonly extra?: number; readonly why: string }>> = {
  'sendmail-bs-verb': { extra: 9, why: 'the outer session, with sendmail itself, was not on the recorded wire' },
  'jakarta-mail-auth535': { missing: 1, why: 'the reply stands in the text of an exception only' },
  'nodemailer-nodebug-good': { missing: 1, why: 'no transcript, only the last reply in a sentence' },
  'symfony-mailer-auth535': { missing: 3, why: 'getDebug() is empty after a refused login; the replies stand in exceptions' },
};

describe('the exchanges of every recorded session, wherever the program prints them', () => {
  let truth = 0;
  let got = 0;
  let hit = 0;
  for (const name of names) {
    it(name, () => {
      const there = printed(name).map((each) => each.name);
      const all = truthOf(name).map((each) => each.name);
      const said = read(name);
      const shared = common(all, said);
      const known = KNOWN[name];
      truth += there.length;
      got += said.length - (known?.extra ?? 0);
      hit += shared;
      expect(said.length - shared, `too many: ${said.join(', ')}`).toBeLessThanOrEqual(known?.extra ?? 0);
      expect(there.length - common(there, said), `too few: ${said.join(', ')} of ${there.join(', ')}`).toBeLessThanOrEqual(
        known?.missing ?? 0,
      );
    });
  }
  it('precision and recall', () => {
    expect(hit / got).toBeGreaterThanOrEqual(0.99);
    expect(Math.min(hit, truth) / truth).toBeGreaterThanOrEqual(0.97);
  });
});
