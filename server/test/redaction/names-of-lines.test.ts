import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../src/redaction/addresses';
import { eachIPv4, eachIPv6, IPV4, IPV4_AND_PORT, IPV6 } from '../../src/redaction/ip-addresses';
import { HOST_PLACES, LOGIN_PLACE, USER_PLACES, WORD_PLACES } from '../../src/redaction/name-places';
import { beginOf, dottedRuns, eachWord } from '../../src/redaction/runs';
import { isIPv6 } from '../../src/syntax/ip-address';
import { madeOf, realLines } from './lines';

const real = realLines();
const made = fc.sample(
  madeOf([
    ...['.', '..', '-', '_', '@', '\\@', '%40', '&#64;', '\\u0040', ' ', ':', '::', '/', '"', '<', '>', '[', ']', '(', '=', '    ', '\t'],
    ...['mx', 'Mx7', 'example', 'com', 'pl', '\u00e4', '\u0301', '\ud835\udc00', '\ud800', '\u{1e130}', '\u0663', 'a', 'H', 'r', 'n'],
    ...['1', '10', '200', '999', '1.2.3.4', '10.20.30.40', '192.0.2.1.25 >', '2a02', 'fe80', 'IPv6:', 'u003d', 'version ', 'IP ', '> '],
    ...'helo=| helo=<mx1>|HELO |EHLO |H=|Hello |from |by |trying |connect to |Connected from |host |server |relay=|client=|://'.split('|'),
    ...'sasl_username=|LOGIN:|authenticated_id=|A=plain:|/home/|\\Users\\|/Users/|user=|set_id='.split('|'),
  ]),
  { numRuns: 30_000, seed: 7 },
);
const lines = [...real, ...made];

/** The lines on which two readings differ. */
const differing = (one: (line: string) => unknown, other: (line: string) => unknown): string[] =>
  lines.filter((line) => JSON.stringify(one(line)) !== JSON.stringify(other(line)));

describe('the sign of a place where a name is', () => {
  const places = [...new Set([...WORD_PLACES, ...HOST_PLACES, ...USER_PLACES, LOGIN_PLACE])].filter(({ sign }) => sign !== null);

  it.each(places.map((place) => [place.pattern.source, place] as const))('is on every line that has it: %s', (_, { sign, pattern }) => {
    const once = new RegExp(pattern.source, pattern.flags.replace('g', ''));
    const having = lines.filter((line) => once.test(line));
    expect(having.length).toBeGreaterThan(10);
    expect(having.filter((line) => !sign?.in(line))).toEqual([]);
  });
});

describe('what is found from its dots and signs', () => {
  it('are the runs that a search from the left finds', () =>
    expect(
      differing(
        (line) =>
          dottedRuns(line).flatMap(({ from, to }) => [line.slice(beginOf(line, from, to), to)].filter((text) => text.includes('.'))),
        (line) => (line.match(/[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]*/gu) ?? []).filter((text) => text.includes('.')),
      ),
    ).toEqual([]));

  it('are the words', () =>
    expect(
      differing(
        (line) => {
          const found: (readonly [number, string])[] = [];
          eachWord(line, (from, to) => found.push([from, line.slice(from, to)]));
          return found;
        },
        (line) =>
          [...line.matchAll(/(?<![\w@.-])\w[\w.-]*/g)]
            .filter(({ index, 0: run }) => line[index + run.length] !== '@')
            .map(({ index, 0: run }) => [index, run.replace(/\.+$/, '')]),
      ),
    ).toEqual([]));

  it('are the domains of addresses', () => {
    const domain = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]*|\[[A-Za-z0-9:.]{3,60}\]/uy;
    const at = (line: string, from: number): string => {
      domain.lastIndex = from;
      return (domain.exec(line)?.[0] ?? '').replace(/\.\..*/s, '').replace(/[.-]+$/, '');
    };
    const found = lines.flatMap((line) => addressesIn(line).map((one) => ({ line, ...one })));
    expect(found.length).toBeGreaterThan(1000);
    expect(found.filter(({ line, from, local, sign, domain }) => domain !== at(line, from + local.length + sign.length))).toEqual([]);
  });

  it('are the numbers of addresses of four octets', () => {
    const anywhere = [IPV4, IPV4_AND_PORT].map(({ source }) => new RegExp(source, 'g'));
    for (const pattern of anywhere) expect(lines.filter((line) => line.search(pattern) >= 0).length).toBeGreaterThan(20);
    expect(
      differing(
        (line) => {
          const texts: (readonly [number, string])[] = [];
          eachIPv4(line, dottedRuns(line), (from, text) => texts.push([from, text]));
          return texts;
        },
        (line) => anywhere.flatMap((pattern) => [...line.matchAll(pattern)].map(({ index, 0: text }) => [index, text])),
      ),
    ).toEqual([]);
  });

  it('are the addresses of sixteen octets', () =>
    expect(
      differing(
        (line) => {
          const texts: string[] = [];
          eachIPv6(line, (_, text) => texts.push(text));
          return texts;
        },
        (line) =>
          (line.match(IPV6) ?? []).filter((text) => isIPv6(text) && /\d|[a-f]{4}/i.test(text) && (text.includes('::') || text.length > 14)),
      ),
    ).toEqual([]));
});
