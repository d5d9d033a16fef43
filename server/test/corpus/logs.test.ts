import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/formats/log';
import { readLogLine } from '../../src/formats/logs/index';
import { corpus, present } from './corpus';

/** Measures the reading of logs against the labels of the public corpus, which lies beside the checkout and is not part of it. */

const cache = new Map<string, string[]>();
function linesOf(file: string): string[] {
  let found = cache.get(file);
  if (!found) {
    found = readFileSync(file, 'utf8').split(/\r*\n/);
    cache.set(file, found);
  }
  return found;
}
const line = (file: string, n: number) => linesOf(join(corpus, 'dev', file))[n - 1] ?? '';
const labels = <T>(name: string): Record<string, T[]> => JSON.parse(readFileSync(join(corpus, 'labels/dev', `${name}.json`), 'utf8'));
const field = (entry: LogEntry | null, name: string) => entry?.fields.find((f) => f.name === name)?.piece.text;

class Tally {
  private readonly counts = new Map<string, [number, number]>();
  readonly misses: string[] = [];
  add(key: string, holds: boolean, what: string): void {
    const pair = this.counts.get(key) ?? [0, 0];
    pair[1]++;
    if (holds) pair[0]++;
    else this.misses.push(`${key}: ${what}`);
    this.counts.set(key, pair);
  }
  /** Share of what holds, of all keys that begin with `start`. */
  share(start: string): number {
    let held = 0;
    let all = 0;
    for (const [key, [a, b]] of this.counts) if (key.startsWith(start)) [held, all] = [held + a, all + b];
    return all === 0 ? 1 : held / all;
  }
  print(title: string): void {
    console.log(`${title}\n${[...this.counts].map(([key, [a, b]]) => `  ${key}: ${a} of ${b}`).join('\n')}`);
    for (const miss of this.misses.slice(0, 12)) console.log(`  missed ${miss.slice(0, 400)}`);
  }
}

interface Verdict {
  line: number;
  mta: string;
  verdict: string;
  replycode?: string;
  enhanced?: string;
  dsn?: string;
  command?: string;
}

const STATUS: Record<string, string> = {
  sent: 'sent',
  deferred: 'deferred',
  bounced: 'bounced',
  expired: 'bounced',
  delivered: 'sent',
  'delivered (additional)': 'sent',
  'cut-through delivered': 'sent',
  'failed (permanent)': 'bounced',
  'deferred (temporary)': 'deferred',
  failed: 'bounced',
};

/** The phase that a label's words mean. */
function phaseOf(command: string): string | null {
  if (command.startsWith('end of')) return 'data';
  if (command.startsWith('initial')) return 'greeting';
  return /^[A-Z]{4,8}(?![A-Z])/.exec(command)?.[0] ?? null;
}

describe.skipIf(!present)('logs of the corpus', () => {
  it('reads what the mail systems decided', () => {
    const tally = new Tally();
    for (const [file, rows] of Object.entries(labels<Verdict>('mta-verdicts'))) {
      for (const row of rows) {
        const text = line(file, row.line);
        const entry = readLogLine(text);
        const what = `${file}:${row.line} ${text}`;
        const replies = entry?.replies ?? [];
        tally.add(`read ${row.mta}`, entry?.format === row.mta, what);
        if (row.replycode)
          tally.add(
            `code ${row.mta}`,
            replies.some((r) => String(r.code) === row.replycode),
            what,
          );
        if (row.enhanced)
          tally.add(
            `enhanced ${row.mta}`,
            replies.some((r) => r.enhanced === row.enhanced && r.role === 'reply'),
            what,
          );
        if (row.dsn)
          tally.add(
            `field dsn ${row.mta}`,
            replies.some((r) => r.enhanced === row.dsn && r.role === 'verdict'),
            what,
          );
        if (STATUS[row.verdict]) tally.add(`field status ${row.mta}`, entry?.status === STATUS[row.verdict], what);
        const phase = row.command ? phaseOf(row.command) : null;
        if (phase) {
          const seen = [entry?.phase ?? null, ...replies.map((r) => r.phase)];
          // LMTP's DATA is the answer to the dot (Exim names it by the command).
          tally.add(
            `field phase ${row.mta}`,
            seen.includes(phase) || (phase === 'DATA' && text.includes('LMTP') && seen.includes('data')),
            what,
          );
        }
      }
    }
    tally.print('mta-verdicts');
    expect(tally.share('code')).toBeGreaterThanOrEqual(0.99);
    expect(tally.share('enhanced')).toBeGreaterThanOrEqual(0.99);
    expect(tally.share('read')).toBeGreaterThanOrEqual(0.99);
    expect(tally.share('field')).toBeGreaterThanOrEqual(0.99);
  });

  it('reads the fields that other log parsers assert', () => {
    const tally = new Tally();
    type Row = { line: number; fields?: Record<string, string | number>; values?: Record<string, string> };
    const known: Record<string, (entry: LogEntry | null, value: string) => boolean> = {
      queueid: (e, v) => e?.id === v || (v === 'NOQUEUE' && e?.id === null),
      qid: (e, v) => e?.id === v || (v === 'NOQUEUE' && e?.id === null),
      bounce_queueid: (e, v) => field(e, 'newId') === v,
      'message-id': (e, v) => (field(e, 'messageId') ?? '') === v,
      status: (e, v) => (field(e, 'status') ?? '').startsWith(v.split(',')[0]),
      status_code: (e, v) => !!e?.replies.some((r) => String(r.code) === v),
      'result.code': (e, v) => !!e?.replies.some((r) => String(r.code) === v),
      proxy_status_code: (e, v) => !!e?.replies.some((r) => String(r.code) === v),
      status_code_enhanced: (e, v) => !!e?.replies.some((r) => r.enhanced === v),
      proxy_status_code_enhanced: (e, v) => !!e?.replies.some((r) => r.enhanced === v),
      'result.dsn': (e, v) => !!e?.replies.some((r) => r.enhanced === v),
      dsn: (e, v) => !!e?.replies.some((r) => r.enhanced === v),
      from: (e, v) => (field(e, 'from') ?? '') === v,
      sender: (e, v) => (field(e, 'from') ?? '') === v,
      to: (e, v) => field(e, 'to') === v,
      recipient: (e, v) => field(e, 'to') === v,
      orig_to: (e, v) => field(e, 'origTo') === v,
      helo: (e, v) => field(e, 'helo') === v,
      delay: (e, v) => field(e, 'delay') === v,
      smtp_response: (e, v) =>
        !/^[245]\d\d[ -]|said: [245]\d\d/.test(v) || !!e?.replies.some((r) => r.code !== null && v.includes(String(r.code))),
      'relay.msg': (e, v) => !!e?.replies.some((r) => r.code !== null && v.startsWith(String(r.code))),
    };
    for (const set of ['postfix-grok-fields', 'patterndb-values']) {
      for (const [file, rows] of Object.entries(labels<Row>(set))) {
        for (const row of rows) {
          const text = line(file, row.line);
          const entry = readLogLine(text);
          for (const [name, value] of Object.entries(row.fields ?? row.values ?? {})) {
            const holds = known[name.replace(/^postfix[._]/, '')];
            if (holds) tally.add(`${set} ${name}`, holds(entry, String(value)), `${value} in ${file}:${row.line} ${text}`);
          }
        }
      }
    }
    tally.print('fields');
    expect(tally.share('postfix-grok-fields')).toBeGreaterThanOrEqual(0.99);
    expect(tally.share('patterndb-values')).toBeGreaterThanOrEqual(0.99);
  });

  it('reads the mail lines of fail2ban and OSSEC', () => {
    const tally = new Tally();
    for (const set of ['fail2ban', 'ossec-rules']) {
      for (const [file, rows] of Object.entries(labels<{ line: number }>(set))) {
        for (const row of rows) {
          const text = line(file, row.line);
          // What a reader of the line would call its reply: a code and, after it, an enhanced code or the words of a refusal.
          const shown = /(?<![\w.\-/=@])([45]\d\d)[ -](?:[45]\.\d{1,3}\.\d{1,3} |<|Incorrect|User unknown|Authentication)/.exec(text);
          const entry = readLogLine(text);
          if (shown && !/warning: (?:non-SMTP|header)/.test(text)) {
            tally.add(`${set} code`, !!entry?.replies.some((r) => String(r.code) === shown[1]), `${file}:${row.line} ${text}`);
          }
        }
      }
    }
    tally.print('fail2ban and OSSEC');
    expect(tally.share('')).toBeGreaterThanOrEqual(0.99);
  });

  it('locates nothing that is not a reply', () => {
    // Written apart from the readers: what must stand before a reply code, in whichever log.
    const anchors =
      /(?: said: | refused to talk to me: | refused to start TLS: |status=\w+ \((?:filtered: )?|\]:?(?:\d+:)? +|C="|: |reply=|stat=(?:Deferred: |Sent \()|reject=|="|said:_|\\n|LED=|MTA\([^)]*\): |\('|response to \w[^"]*: "?|"code":|^'|,smtp;|,"?|error |BODY=\S+ (?:ENVID=\S+ )?|END-OF-MESSAGE: |response "|Response '|;|code = |=> |\/|(?<=[245]\d\d[- ].*) )$/;
    const tally = new Tally();
    const files = readdirSync(join(corpus, 'dev/logs')).map((name) => join(corpus, 'dev/logs', name));
    for (const file of files) {
      for (const text of linesOf(file)) {
        const entry = readLogLine(text);
        for (const reply of entry?.replies ?? []) {
          const holds =
            reply.code === null
              ? text.slice(reply.enhancedFrom, reply.enhancedTo) === reply.enhanced &&
                /(?:dsn=|: |\(#| - |'|,)$/.test(text.slice(0, reply.from))
              : text.slice(reply.from, reply.to) === String(reply.code) && anchors.test(text.slice(0, reply.from));
          tally.add(`precision ${entry?.format}`, holds, `${reply.code} ${text.slice(Math.max(0, reply.from - 60), reply.to + 30)}`);
        }
      }
    }
    tally.print('precision');
    expect(tally.share('precision')).toBeGreaterThanOrEqual(0.995);
  });

  it('is silent on what is no mail log', () => {
    const found: string[] = [];
    for (const name of readdirSync(join(corpus, 'negatives'))) {
      if (name === 'INDEX.json') continue;
      linesOf(join(corpus, 'negatives', name)).forEach((text, n) => {
        const entry = readLogLine(text);
        if (entry) found.push(`${name}:${n + 1} ${entry.format} ${text.slice(0, 120)}`);
      });
    }
    expect(found).toEqual([]);
  });
});
