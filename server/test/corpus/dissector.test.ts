import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import { corpus, present } from './corpus';

/**
 * Compares what we read in captured connections with tshark's dissector, item by item, and who answers whom with a count over the bytes of
 * each side. Where tshark and we differ the reason is checked, not believed. The corpus lies beside the checkout and is not part of it.
 */

interface Frame {
  readonly dir: 'C' | 'S';
  readonly info: string;
  readonly commands?: readonly string[];
  readonly reply_codes?: readonly number[];
}

interface Directions {
  /** One letter a line: the side that sent its first octet. */
  readonly dirs: string;
  readonly midline_changes: boolean;
  /** The file was cut. */
  readonly truncated: boolean;
}

const labels = <T>(name: string): Record<string, T> =>
  present ? JSON.parse(readFileSync(join(corpus, 'labels/dev', `${name}.json`), 'utf8')) : {};
const dissected = labels<{ readonly events: readonly Frame[] }>('pcap-tshark-smtp');
const directions = labels<Directions>('pcap-line-directions');

/** A command or a reply as one of the two sees it. */
interface Item {
  readonly what: string;
  /** Theirs: the frame; ours: the line, from 0. */
  readonly at: number;
}

const theirs = (frames: readonly Frame[], side: 'C' | 'S'): Item[] =>
  frames.flatMap((frame, at) =>
    (side === 'C' ? (frame.commands ?? []).map((verb) => verb.toUpperCase()) : (frame.reply_codes ?? []).map(String)).map((what) => ({
      what,
      at,
    })),
  );

const analysisOf = (file: string): Analysis => Analysis.of(textOf(splitFileText(readFileSync(join(corpus, 'dev', file), 'latin1'))));

function ours(file: string, side: 'C' | 'S'): Item[] {
  const items: Item[] = [];
  for (const { session, start } of analysisOf(file).sessions()) {
    for (const exchange of session.exchanges) {
      if (side === 'C' && exchange.command?.kind === 'command') items.push({ what: nameOf(exchange), at: exchange.command.line + start });
      if (side === 'S') for (const { code, lines } of exchange.replies) items.push({ what: String(code), at: lines[0].line + start });
    }
    if (side === 'S')
      for (const { reply } of session.strayReplies) items.push({ what: String(reply.code), at: reply.lines[0].line + start });
  }
  return items.sort((a, b) => a.at - b.at);
}

/** tshark knows a verb by its first four letters where it knows it at all. */
const same = (a: Item | undefined, b: Item | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  (a.what === b.what || (a.what.length === 4 && /^[A-Z]+$/.test(a.what) && b.what.startsWith(a.what)));

/** The longest common subsequence, and what each has besides; `before` is the frame of the last item in common. */
function differences(a: readonly Item[], b: readonly Item[]): { side: 'theirs' | 'ours'; item: Item; after: number; before: number }[] {
  const best = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i][j] = same(a[i], b[j]) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const found: { side: 'theirs' | 'ours'; item: Item; after: number; before: number }[] = [];
  let after = -1;
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (same(a[i], b[j])) {
      after = a[i].at;
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1])) {
      found.push({ side: 'theirs', item: a[i++], after, before: Number.POSITIVE_INFINITY });
    } else {
      found.push({ side: 'ours', item: b[j++], after, before: a[i]?.at ?? Number.POSITIVE_INFINITY });
    }
  }
  return found;
}

/** Why tshark and we differ; each is checked where it is claimed. */
type Reason = 'cut' | 'command taken for data' | 'reply in two frames' | 'reply inside a line of a chunk';

function reasonFor(file: string, side: 'C' | 'S', difference: ReturnType<typeof differences>[number]): Reason | string {
  const { dirs, truncated, midline_changes } = directions[file];
  const frames = dissected[file].events;
  const lines = readFileSync(join(corpus, 'dev', file), 'latin1').split('\n');
  const { item, after, before } = difference;
  if (difference.side === 'ours' && side === 'C') {
    // The client did send it, as the first word of a line, where tshark shows data.
    const sent = dirs[item.at] === 'C' && (item.what === '?' || lines[item.at].toUpperCase().startsWith(item.what));
    const data = frames.some((frame, at) => at >= after && at <= before && frame.dir === 'C' && !frame.commands);
    if (sent && data) return 'command taken for data';
  }
  if (difference.side === 'theirs') {
    const rest = theirs(frames, side).filter(({ at }) => at > item.at).length;
    const last = ours(file, side).length;
    if (truncated && theirs(frames, side).length - rest > last) return 'cut';
    // The frame before holds the first lines of a reply, and not its last.
    const begun = frames.slice(0, item.at + 1).filter((frame) => frame.dir === 'S');
    if (side === 'S' && begun.some((frame) => /^S: \d{3}-[^|]*$/.test(frame.info))) return 'reply in two frames';
    if (
      side === 'S' &&
      midline_changes &&
      lines.some((line, at) => dirs[at] === 'C' && new RegExp(`\\S${item.what} [A-Z]+\\r?$`).test(line))
    )
      return 'reply inside a line of a chunk';
  }
  return `unexplained: ${difference.side} ${side} ${item.what} at ${item.at}`;
}

const KNOWN: Readonly<Record<string, readonly Reason[]>> = {
  'packets-mail-receiver-server-3-s0': ['command taken for data'],
  'packets-mail-sender-attachment-s0': ['cut'],
  'zeek-http-connect-with-smtp-s0': ['command taken for data'],
  'zeek-smtp-mail-transactions-invalid-s0': ['command taken for data'],
  'zeek-smtp-mime-header-size-limit-s0': ['cut'],
  'zeek-smtp-rfc3030-bdat-nonascii-s0': ['reply in two frames'],
  'zeek-smtp-smtp-bdat-cmd-chunk-size-overflow-s0': ['command taken for data'],
  'zeek-smtp-smtp-bdat-cmd-chunk-size-overflow2-s0': ['command taken for data'],
  'zeek-smtp-smtp-bdat-cmd-invalid-s0': ['command taken for data'],
  'zeek-smtp-smtp-bdat-cmd-invalid-s1': ['command taken for data'],
  'zeek-smtp-smtp-bdat-cmd-negative-chunk-size-s0': ['command taken for data'],
  'zeek-smtp-smtp-bdat-gap-s0': ['command taken for data', 'reply inside a line of a chunk'],
  'zeek-smtp-smtp-bdat-pipeline-8bitmime-s0': ['command taken for data'],
  'zeek-smtp-smtp-many-addresses-s0': ['cut'],
};

const shortName = (file: string): string => file.replace(/^transcripts\/pcap-|\.raw\.txt$/g, '');

describe.skipIf(!present)('commands and replies, as tshark sees them', () => {
  it.each(Object.keys(dissected).map((file) => [shortName(file), file]))('%s', (name, file) => {
    const reasons = (['C', 'S'] as const).flatMap((side) =>
      differences(theirs(dissected[file].events, side), ours(file, side)).map((difference) => reasonFor(file, side, difference)),
    );
    expect([...new Set(reasons)].sort()).toEqual(KNOWN[name] ?? []);
  });
});

/** `RCPT 250` for each reply, counted over the lines of each side: chunks by their octets, mail data until its dot. */
function counted(file: string): string[] {
  const { dirs } = directions[file];
  let owed: string[] = ['greeting'];
  const pairs: string[] = [];
  let body = false;
  let auth = false;
  let octets = 0;
  for (const [at, text] of readFileSync(join(corpus, 'dev', file), 'latin1')
    .split('\n')
    .entries()) {
    const line = text.replace(/\r$/, '');
    if (dirs[at] === 'C') {
      if (octets > 0) octets -= text.length + 1;
      else if (body) {
        if (line === '.') owed.push('data');
        body = line !== '.';
      } else if (line !== '') {
        owed.push(auth ? 'auth' : (/^[A-Za-z]+/.exec(line)?.[0].toUpperCase() ?? '?'));
        octets = Number(/^BDAT (\d+)/i.exec(line)?.[1] ?? 0);
        auth = false;
      }
    } else if (/^HTTP\/1\.\d 2/.test(line)) {
      // A proxy answered; what was asked of it is no SMTP.
      owed = ['greeting'];
    } else if (/^\d{3}(?: |$)/.test(line)) {
      const asked = owed.shift() ?? '?';
      pairs.push(`${asked} ${line.slice(0, 3)}`);
      body ||= asked === 'DATA' && line.startsWith('354');
      auth = line.startsWith('334');
    }
  }
  return pairs;
}

describe.skipIf(!present)('who answers whom, as the octets of each side count it', () => {
  const whole = Object.keys(directions).filter((file) => !directions[file].midline_changes);
  it.each(whole.map((file) => [shortName(file), file]))('%s', (_, file) => {
    const pairs = [...analysisOf(file).sessions()].flatMap(({ session, start }) => [
      ...session.exchanges.flatMap((each) =>
        each.replies.map((reply) => ({ at: reply.lines[0].line + start, pair: `${nameOf(each)} ${reply.code}` })),
      ),
      ...session.strayReplies.map(({ reply }) => ({ at: reply.lines[0].line + start, pair: `? ${reply.code}` })),
    ]);
    expect(pairs.sort((a, b) => a.at - b.at).map(({ pair }) => pair)).toEqual(counted(file));
  });
});
