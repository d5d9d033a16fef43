import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import { corpus, present } from './corpus';

/** Compares who answers whom with what Zeek found in the same captures. The corpus lies beside the checkout and is not part of it. */

interface ZeekEvent {
  readonly dir: 'C' | 'S';
  readonly cmd: string;
  readonly code?: number;
  readonly more?: boolean;
}

const NAMES: Readonly<Record<string, string>> = { '>': 'greeting', AUTH_ANSWER: 'auth', '.': 'data' };

/** `RCPT 250` for each reply, as Zeek counts. */
const zeekPairs = (events: readonly ZeekEvent[]): string[] =>
  events
    .filter((event) => event.dir === 'S' && !event.more)
    .map((event) => `${NAMES[event.cmd] ?? event.cmd} ${event.code}`)
    // Some of its baselines have a line of the EHLO reply each.
    .filter((pair, at, pairs) => pair !== 'EHLO 250' || pairs[at - 1] !== pair);

const ourPairs = (file: string): string[] => {
  const text = readFileSync(join(corpus, 'dev/transcripts', file), 'latin1');
  return [...Analysis.of(textOf(splitFileText(text))).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`)),
  );
};

const baselines: Record<string, { readonly events?: readonly ZeekEvent[]; readonly trace?: string }> = present
  ? JSON.parse(readFileSync(join(corpus, 'labels/dev/zeek-baselines.json'), 'utf8'))
  : {};
const files = present ? readdirSync(join(corpus, 'dev/transcripts')) : [];

describe.skipIf(!present)('who answers whom, as Zeek sees it', () => {
  it.each(Object.entries(baselines).filter(([, { events }]) => events?.some((event) => event.dir === 'S')))(
    '%s',
    (name, { events = [], trace = '' }) => {
      const begin = `pcap-zeek-${trace.replace(/\.pcap(?:ng)?$/, '').replace('/', '-')}`;
      const own = files.filter((file) => file.startsWith(begin) && /^-s\d+\.raw\.txt$/.test(file.slice(begin.length))).sort();
      if (own.length === 0) return console.log(`${name}: its capture is not in the corpus (${begin})`);
      const wanted = zeekPairs(events);
      const found = own.flatMap(ourPairs);
      console.log(`${name}: ${wanted.length} pairs in ${own.length} files`);
      expect(found).toEqual(wanted);
    },
  );
});
