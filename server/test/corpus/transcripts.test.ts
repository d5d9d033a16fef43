import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import { corpus, present } from './corpus';

/** Measures the reading of transcripts and bounces against the labels of the public corpus, which lies beside the checkout and is not part of it. */
const captures = process.env.SMTP_LENS_CAPTURES ?? join(corpus, '../captures');

const figures: string[] = [];
afterAll(() => {
  if (figures.length > 0) console.log(figures.join('\n'));
});

const textOfFile = (file: string): string => readFileSync(file, 'utf8');
const analysisOf = (file: string): Analysis => Analysis.of(textOf(splitFileText(textOfFile(file))));
const labels = <T>(name: string): Record<string, T> => JSON.parse(readFileSync(join(corpus, 'labels/dev', `${name}.json`), 'utf8'));

interface Said {
  readonly name: string;
  /** Line of the command, from 1; 0 where it is not shown. */
  readonly line: number;
  readonly replies: readonly { readonly code: number; readonly lines: readonly number[] }[];
}

function saidIn(analysis: Analysis): { formats: Set<string>; said: Said[] } {
  const formats = new Set<string>();
  const said: Said[] = [];
  for (const { session, start } of analysis.sessions()) {
    formats.add(session.format);
    const linesOf = (reply: { lines: readonly { line: number }[] }): number[] => reply.lines.map(({ line }) => line + start + 1);
    for (const exchange of session.exchanges) {
      const replies = exchange.replies.map((reply) => ({ code: reply.code, lines: linesOf(reply) }));
      said.push({ name: nameOf(exchange), line: exchange.command ? exchange.command.line + start + 1 : 0, replies });
    }
    for (const { reply } of session.strayReplies) said.push({ name: '?', line: 0, replies: [{ code: reply.code, lines: linesOf(reply) }] });
  }
  return { formats, said };
}

const percent = (part: number, whole: number): string => `${((100 * part) / (whole || 1)).toFixed(2)} % of ${whole}`;

/** Length of the longest common subsequence. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const x of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = x === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    row = next;
  }
  return row[b.length];
}

describe.skipIf(!present)('transcripts of the corpus', () => {
  it('names the speaker of captured connections by what they say', () => {
    const truth = labels<{ dirs: string; midline_changes: boolean; truncated: boolean }>('pcap-line-directions');
    let right = 0;
    let all = 0;
    let found = 0;
    let replies = 0;
    for (const [file, { dirs, midline_changes, truncated }] of Object.entries(truth)) {
      if (midline_changes || truncated) continue;
      const path = join(corpus, 'dev', file);
      const server = new Set<number>();
      const client = new Set<number>();
      for (const one of saidIn(analysisOf(path)).said) {
        if (one.line > 0) client.add(one.line);
        for (const reply of one.replies) for (const line of reply.lines) server.add(line);
      }
      for (const line of server) right += dirs[line - 1] === 'S' ? 1 : 0;
      for (const line of client) right += dirs[line - 1] === 'C' ? 1 : 0;
      all += server.size + client.size;
      readFileSync(path, 'latin1')
        .split('\n')
        .forEach((line, index) => {
          if (dirs[index] !== 'S' || !/^\d{3}[ -]/.test(line)) return;
          replies++;
          if (server.has(index + 1)) found++;
        });
    }
    figures.push(`raw connections: speaker right ${percent(right, all)}, reply lines found ${percent(found, replies)}`);
    expect(right / all).toBeGreaterThanOrEqual(0.995);
    expect(found / replies).toBeGreaterThanOrEqual(0.97);
  });

  it('finds the commands and codes that the dissector found', () => {
    const truth = labels<{ events: { dir: string; commands?: string[]; reply_codes?: number[] }[]; truncated: boolean }>(
      'pcap-tshark-smtp',
    );
    let hit = 0;
    let all = 0;
    for (const [file, { events, truncated }] of Object.entries(truth)) {
      if (truncated) continue;
      const want = events.flatMap(({ commands, reply_codes }) => [
        ...(commands ?? []).map((verb) => verb.toUpperCase()),
        ...(reply_codes ?? []).map(String),
      ]);
      const { said } = saidIn(analysisOf(join(corpus, 'dev', file)));
      const got = said.flatMap(({ name, line, replies }) => [
        ...(line > 0 ? [{ at: line, what: name }] : []),
        ...replies.map(({ code, lines }) => ({ at: lines[0], what: String(code) })),
      ]);
      got.sort((a, b) => a.at - b.at);
      hit += common(
        want,
        got.map(({ what }) => what),
      );
      all += want.length;
    }
    figures.push(`dissector's commands and codes: ${percent(hit, all)}`);
    expect(hit / all).toBeGreaterThanOrEqual(0.97);
  });

  it("reads both sides of Exim's test client", () => {
    const truth = labels<{ n: number; role: string }[]>('exim-client-lines');
    let found = 0;
    let all = 0;
    let turned = 0;
    for (const [file, rows] of Object.entries(truth)) {
      const role = new Map(rows.map((row) => [row.n, row.role]));
      const server = new Set<number>();
      for (const one of saidIn(analysisOf(join(corpus, 'dev', file))).said) {
        if (role.get(one.line) === 'server' || role.get(one.line) === 'expected-pattern') turned++;
        for (const reply of one.replies) {
          for (const line of reply.lines) {
            server.add(line);
            if (role.get(line) === 'client' || role.get(line) === 'expected-pattern') turned++;
          }
        }
      }
      for (const row of rows) {
        if (row.role !== 'server') continue;
        all++;
        if (server.has(row.n)) found++;
      }
    }
    figures.push(`Exim test client: replies found ${percent(found, all)}, sides turned round ${turned}`);
    expect(found / all).toBeGreaterThanOrEqual(0.99);
    expect(turned).toBeLessThanOrEqual(2);
  });

  it('reads sessions of which only the replies were kept', () => {
    const root = join(corpus, 'dev/transcripts');
    let found = 0;
    let all = 0;
    for (const name of readdirSync(root).filter((file) => file.startsWith('exim-bh-'))) {
      const path = join(root, name);
      const server = new Set(saidIn(analysisOf(path)).said.flatMap(({ replies }) => replies.flatMap(({ lines }) => lines)));
      splitFileText(textOfFile(path)).forEach((line, index) => {
        if (!/^[2-5]\d\d[ -]/.test(line)) return;
        all++;
        if (server.has(index + 1)) found++;
      });
    }
    figures.push(`replies alone: found ${percent(found, all)}`);
    expect(found / all).toBeGreaterThanOrEqual(0.99);
  });

  it('names the format', () => {
    const expected: readonly (readonly [RegExp, RegExp])[] = [
      [/^exim-client-/, /^exim-test-client$/],
      [/^exim-debug-/, /^exim-(?:client|server)$/],
      [/^exim-bh-/, /^(?:exim-session|bare)$/],
      [/\.raw\.txt$/, /^bare$/],
      [/\.follow\.txt$/, /^tshark-follow$/],
      [/\.tshark-summary\.txt$/, /^tshark-list$/],
      [/^swaks_/, /^swaks$/],
      [/^mailkit-/, /^(?:mailkit|bare)$/],
      [/^postfix-readme/, /^bare$/],
      [/^rfc/, /^(?:rfc|sender-receiver)/],
    ];
    let right = 0;
    let all = 0;
    const wrong: string[] = [];
    const root = join(corpus, 'dev/transcripts');
    for (const name of readdirSync(root)) {
      const pattern = expected.find(([file]) => file.test(name))?.[1];
      if (!pattern) continue;
      const { formats } = saidIn(analysisOf(join(root, name)));
      if (formats.size === 0) continue;
      all++;
      if ([...formats].some((format) => pattern.test(format))) right++;
      else wrong.push(`${name}: ${[...formats].join(', ')}`);
    }
    figures.push(`format named: ${percent(right, all)}`);
    expect(wrong.length / all, wrong.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('finds the replies that bounces quote', () => {
    interface Row {
      readonly replycode: string;
      readonly deliverystatus: string;
    }
    const asserted = labels<{ rows: Row[] }>('sisimai-expected');
    const decoded = labels<Row[]>('sisimai-decoded');
    const parsed = labels<{ smtp_code: string; todo: boolean }>('bounceparser-test-expectations');
    let codes = 0;
    let codesFound = 0;
    let states = 0;
    let statesFound = 0;
    for (const name of readdirSync(join(corpus, 'dev/bounces'))) {
      const file = `bounces/${name}`;
      const path = join(corpus, 'dev', file);
      const text = textOfFile(path);
      const rows = [...(asserted[file]?.rows ?? []), ...(decoded[file] ?? [])];
      const wanted = new Set(rows.map((row) => row.replycode));
      if (parsed[file] && !parsed[file].todo) wanted.add(parsed[file].smtp_code);
      const analysis = analysisOf(path);
      const replies = [...analysis.entries()].flatMap(({ entry }) => entry.replies);
      const got = new Set([
        ...replies.map(({ code }) => String(code)),
        ...saidIn(analysis).said.flatMap((one) => one.replies.map(({ code }) => String(code))),
      ]);
      const enhanced = new Set(replies.map((reply) => reply.enhanced));
      for (const { session } of analysis.sessions())
        for (const exchange of session.exchanges) for (const reply of exchange.replies) enhanced.add(reply.enhanced);
      // The referees also guess codes that stand nowhere in the text.
      for (const code of wanted) {
        if (!/^\d{3}$/.test(code) || !new RegExp(`(?:^|\\D)${code}(?:\\D|$)`).test(text)) continue;
        codes++;
        if (got.has(code)) codesFound++;
      }
      for (const status of new Set(rows.map((row) => row.deliverystatus))) {
        if (!status || !text.includes(status)) continue;
        states++;
        if (enhanced.has(status)) statesFound++;
      }
    }
    figures.push(`bounces: reply codes found ${percent(codesFound, codes)}, status codes found ${percent(statesFound, states)}`);
    expect(codesFound / codes).toBeGreaterThanOrEqual(0.98);
    expect(statesFound / states).toBeGreaterThanOrEqual(0.98);
  });

  it('is silent where nothing is SMTP', () => {
    const root = join(corpus, 'negatives');
    const index: { file: string }[] = JSON.parse(readFileSync(join(root, 'INDEX.json'), 'utf8'));
    const noisy = index
      .filter((entry) => !JSON.stringify(entry).includes('AMBIGUOUS'))
      .map(({ file }) => file)
      .filter((file) => {
        const analysis = analysisOf(join(root, file));
        return !analysis.sessions().next().done || !analysis.entries().next().done;
      });
    figures.push(`negatives that are not silent: ${noisy.length}`);
    expect(noisy).toEqual([]);
  });
});

describe.skipIf(!existsSync(join(captures, 'wire')))('recordings of forty programs', () => {
  it('reads the exchanges that crossed the wire', () => {
    let wire = 0;
    let read = 0;
    let hit = 0;
    const byProgram = new Map<string, [number, number, number]>();
    for (const name of readdirSync(captures)) {
      const truth = join(captures, 'wire', name.replace(/\.[^.]+$/, '.jsonl'));
      if (!existsSync(truth)) continue;
      const want = wireExchanges(textOfFile(truth));
      // A server's own recording has no wire of ours to be compared with.
      if (want.length === 0) continue;
      const got = saidIn(analysisOf(join(captures, name))).said.flatMap((one) => one.replies.map(({ code }) => `${one.name} ${code}`));
      const same = common(want, got);
      wire += want.length;
      read += got.length;
      hit += same;
      const program = name.replace(/[-.].*$/, '');
      const [a, b, c] = byProgram.get(program) ?? [0, 0, 0];
      byProgram.set(program, [a + want.length, b + got.length, c + same]);
    }
    const programs = [...byProgram].map(([program, [a, b, c]]) => `${program} ${c}/${b} of ${a}`).join(', ');
    figures.push(`recordings: exchanges right ${percent(hit, read)}, of those on the wire ${percent(hit, wire)}\n  ${programs}`);
    expect(hit / read).toBeGreaterThanOrEqual(0.97);
    expect(hit / wire).toBeGreaterThanOrEqual(0.92);
  });
});

/** What crossed the wire, as `VERB CODE`; in LMTP the final dot has a reply for each accepted recipient. */
function wireExchanges(text: string): string[] {
  const sessions = new Map<number, [string, string][]>();
  for (const line of text.split('\n')) {
    if (!line) continue;
    const { s, d, l } = JSON.parse(line);
    sessions.set(s, [...(sessions.get(s) ?? []), [d, l]]);
  }
  const out: string[] = [];
  for (const lines of sessions.values()) {
    const owed = ['greeting'];
    let body = false;
    let auth = false;
    let lmtp = false;
    let accepted = 0;
    for (const [d, l] of lines) {
      if (d === 'C') {
        if (body) {
          if (l !== '.') continue;
          for (let i = 0; i < (lmtp ? accepted : 1); i++) owed.push('data');
          body = false;
        } else if (auth) {
          owed.push('auth');
          auth = false;
        } else {
          const verb = /^([A-Za-z][A-Za-z0-9-]*)/.exec(l)?.[1]?.toUpperCase() ?? '?';
          if (verb === 'LHLO') lmtp = true;
          if (verb === 'MAIL') accepted = 0;
          owed.push(verb);
        }
      } else if (d === 'S' && /^\d{3}( |$)/.test(l)) {
        const code = Number(l.slice(0, 3));
        const verb = owed.shift() ?? '?';
        out.push(`${verb} ${code}`);
        if (verb === 'RCPT' && code < 300) accepted++;
        if (verb === 'DATA' && code === 354) body = true;
        if (code === 334) auth = true;
      } else if (d === '*' && /tls/i.test(String(l))) auth = false;
    }
  }
  return out;
}
