import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/formats/log';
import { readLogLine } from '../../src/formats/logs/index';
import { indexLog } from '../../src/story/log-index';
import { storyNotes } from '../../src/story/notes';
import { type Story, storyAt, storyOf, storyOfId, summarise } from '../../src/story/story';
import { plain, storyText, summaryLine } from '../../src/story/text';

function load(lines: readonly string[]) {
  const entries = lines.map(readLogLine);
  const index = indexLog(entries.flatMap((entry, line) => (entry ? [{ line, entry }] : [])));
  const entry = (n: number): LogEntry | null => entries[n] ?? null;
  return { lines, index, entry, text: (n: number) => lines[n] ?? '' };
}
const file = (name: string) => load(readFileSync(join(__dirname, 'logs', name), 'utf8').split('\n'));
const shown = (log: ReturnType<typeof load>, story: Story | null) => (story?.lines ?? []).map(log.text);

/**
 * The lines of each message as Postfix's own collate script groups them: by queue id, with the server's session before it and what the
 * delivering process said before the delivery. (The script prints a group at `removed`, so a later `disconnect` is not in it.)
 */
function collate(lines: readonly string[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  const servers = new Map<string, { log: string[]; id: string | null }>();
  const clients = new Map<string, string[]>();
  const add = (id: string, ...more: string[]) => {
    const group = groups.get(id) ?? new Set<string>();
    for (const line of more) group.add(line);
    groups.set(id, group);
  };
  for (const line of lines) {
    const m = /^\S+ +\S+ \S+ \S+ postfix(?:\/\S+)*\/(\w+)\[(\d+)\]: (?:([0-9A-F]{9,}): )?(.*)/.exec(line);
    if (!m) continue;
    const [, daemon, pid, id, rest] = m;
    if (daemon === 'smtpd') {
      if (rest.startsWith('connect from ')) servers.set(pid, { log: [], id: null });
      const server = servers.get(pid);
      server?.log.push(line);
      if (server && id && rest.startsWith('client=')) {
        server.id = id;
        add(id, ...server.log);
      } else if (server?.id) add(server.id, line);
    } else if (daemon === 'smtp' || daemon === 'lmtp') {
      const before = clients.get(pid) ?? [];
      clients.set(pid, [...before, line]);
      if (!id || !rest.startsWith('to=')) continue;
      add(id, ...before, line);
      clients.delete(pid);
    } else if (id) add(id, line);
  }
  return groups;
}

describe('stories of the generated logs', () => {
  it('hold what Postfix’s collate script gives, and go on to the notification', () => {
    const log = file('postfix.log');
    const groups = collate(log.lines);
    expect(groups.size).toBeGreaterThan(80);
    for (const [id, group] of groups) {
      const story = storyOfId(log.index, id);
      const all = new Set(shown(log, story));
      for (const line of group) expect(all.has(line), `${id}: ${line}`).toBe(true);
      // Nothing of its own beside that.
      for (const line of story?.chapters[0].life.lines ?? []) expect(group.has(log.text(line)), `${id}: ${log.text(line)}`).toBe(true);
      const notice = log.lines.find((line) => line.includes(`: ${id}: sender non-delivery notification: `));
      if (notice) {
        const child = notice.slice(notice.lastIndexOf(' ') + 1);
        for (const line of groups.get(child) ?? []) expect(all.has(line), `${id}: ${line}`).toBe(true);
      }
    }
  });

  it('hold what exigrep gives, and go back to the message that a bounce is about', () => {
    const log = file('exim-mainlog.log');
    let ids = 0;
    for (const [id, lives] of log.index.lives) {
      ids++;
      // exigrep: every line of every message of which a line holds the id.
      const messages = new Set(log.lines.filter((line) => line.includes(id)).map((line) => line.slice(20, 36)));
      const parents = new Set(
        [...messages].flatMap((m) => log.lines.filter((l) => l.startsWith(m, 20)).flatMap((l) => / <= <> R=(\S+)/.exec(l)?.[1] ?? [])),
      );
      const found = log.lines.filter((line) => messages.has(line.slice(20, 36)) || parents.has(line.slice(20, 36)));
      expect(shown(log, storyOf(log.index, lives[0]))).toEqual(found);
    }
    expect(ids).toBeGreaterThan(100);
  });

  it('hold every line of Sendmail that names the id', () => {
    const log = file('sendmail.log');
    for (const [id, lives] of log.index.lives) {
      const all = new Set(shown(log, storyOf(log.index, lives[0])));
      for (const line of log.lines) if (line.includes(id)) expect(all.has(line), line).toBe(true);
      for (const life of lives) for (const line of life.lines) expect(log.text(line)).toContain(id);
    }
  });
});

const reused = [
  'Nov 23 10:00:00 mx postfix/smtpd[1]: connect from a.example.com[192.0.2.1]',
  'Nov 23 10:00:00 mx postfix/smtpd[1]: 4F9D1A2B3C: client=a.example.com[192.0.2.1]',
  'Nov 23 10:00:00 mx postfix/cleanup[2]: 4F9D1A2B3C: message-id=<1@example.com>',
  'Nov 23 10:00:00 mx postfix/qmgr[3]: 4F9D1A2B3C: from=<a@example.com>, size=10, nrcpt=1 (queue active)',
  'Nov 23 10:00:41 mx postfix/smtp[4]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=41, delays=0/0/40/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 77AA)',
  'Nov 23 10:00:41 mx postfix/qmgr[3]: 4F9D1A2B3C: removed',
  'Nov 23 10:00:42 other postfix/qmgr[3]: 4F9D1A2B3C: from=<x@example.com>, size=10, nrcpt=1 (queue active)',
  'Nov 23 10:05:00 mx postfix/smtpd[1]: 4F9D1A2B3C: client=a.example.com[192.0.2.1]',
  'Nov 23 10:05:00 mx postfix/qmgr[3]: 4F9D1A2B3C: from=<c@example.com>, size=10, nrcpt=1 (queue active)',
  'Nov 23 10:05:01 mx postfix/qmgr[3]: 4F9D1A2B3C: removed',
  'Nov 23 10:05:01 mx postfix/smtpd[1]: disconnect from a.example.com[192.0.2.1]',
];

describe('one story', () => {
  it('ends where its id is used again, and stays on its host', () => {
    const log = load(reused);
    expect(storyAt(log.index, 3)?.lines).toEqual([0, 1, 2, 3, 4, 5, 10]);
    expect(storyAt(log.index, 8)?.lines).toEqual([0, 7, 8, 9, 10]);
    expect(storyAt(log.index, 6)?.lines).toEqual([6]);
  });

  it('takes a notice, and what it is about, from its own host', () => {
    const on = (host: string): string[] => [
      `Nov 23 10:00:00 ${host} postfix/smtpd[1]: connect from a.example.com[192.0.2.1]`,
      `Nov 23 10:00:00 ${host} postfix/smtpd[1]: AAAA1111: client=a.example.com[192.0.2.1]`,
      `Nov 23 10:00:01 ${host} postfix/qmgr[3]: AAAA1111: from=<a@example.com>, size=10, nrcpt=1 (queue active)`,
      `Nov 23 10:00:02 ${host} postfix/bounce[5]: AAAA1111: sender non-delivery notification: BBBB2222`,
      `Nov 23 10:00:02 ${host} postfix/qmgr[3]: BBBB2222: from=<>, size=20, nrcpt=1 (queue active)`,
      `Nov 23 10:00:03 ${host} postfix/qmgr[3]: BBBB2222: removed`,
      `Nov 23 10:00:03 ${host} postfix/smtpd[1]: disconnect from a.example.com[192.0.2.1]`,
    ];
    // Two hosts say the same at the same time, line by line.
    const [one, two] = [on('mx1'), on('mx2')];
    const { index } = load(one.flatMap((line, n) => [line, two[n]]));
    const of = (line: number) => storyAt(index, line)?.chapters.map(({ life, role }) => `${role} ${life.host} ${life.id}`);
    for (const [n, host] of ['mx1', 'mx2'].entries()) {
      const session = `session ${host} smtpd[1]`;
      expect(of(4 + n)).toEqual([`message ${host} AAAA1111`, session, `notice ${host} BBBB2222`]);
      expect(of(8 + n)).toEqual([`message ${host} BBBB2222`, `about ${host} AAAA1111`, session]);
      expect(of(n)).toEqual([`message ${host} smtpd[1]`, `next ${host} AAAA1111`, `notice ${host} BBBB2222`]);
    }
  });

  it('goes through a content filter', () => {
    const log = load([
      'Dec  4 16:50:00 mx postfix/smtpd[1]: 46D715F949: client=c.example.org[192.0.2.2]',
      'Dec  4 16:50:00 mx postfix/qmgr[2]: 46D715F949: from=<a@example.org>, size=2712, nrcpt=1 (queue active)',
      'Dec  4 16:50:15 mx postfix/smtpd[3]: 64F41606CC: client=localhost[127.0.0.1]',
      'Dec  4 16:50:15 mx postfix/qmgr[2]: 64F41606CC: from=<a@example.org>, size=3149, nrcpt=1 (queue active)',
      'Dec  4 16:50:15 mx amavis[9]: (01154-06) Passed CLEAN {RelayedInternal}, LOCAL [192.0.2.2]:53116 <a@example.org> -> <b@example.com>, Queue-ID: 46D715F949, mail_id: 1q3m3ELchbKb, Hits: -0.999, size: 2712, queued_as: 64F41606CC, 15111 ms',
      'Dec  4 16:50:15 mx postfix/smtp[4]: 46D715F949: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=15, delays=0.1/0/0/15, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 64F41606CC)',
      'Dec  4 16:50:15 mx postfix/qmgr[2]: 46D715F949: removed',
      'Dec  4 16:50:56 mx postfix/local[5]: 64F41606CC: to=<bob@example.com>, orig_to=<b@example.com>, relay=local, delay=41, delays=0/0/0/41, dsn=4.2.2, status=deferred (mailbox is full)',
    ]);
    for (const line of [0, 7]) expect(storyAt(log.index, line)?.lines).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const story = storyAt(log.index, 0) as Story;
    const summary = summarise(story, log.entry);
    expect(summary.recipients.map((r) => [r.to, r.origTo, r.status, r.reply, r.reason])).toEqual([
      ['bob@example.com', 'b@example.com', 'deferred', '4.2.2', 'quota'],
    ]);
    expect(summaryLine(summary, log)).toBe('deferred: mailbox is full · 4.2.2 · 56 s');
  });

  it('reads qmail, whose deliveries have numbers of their own', () => {
    const log = load([
      '@400000006aa8e01a2c3ca000 new msg 100',
      '@400000006aa8e01a2c3ca000 info msg 100: bytes 10 from <a@example.com> qp 1 uid 89',
      '@400000006aa8e01a2c3ca001 starting delivery 1: msg 100 to remote x@example.net',
      '@400000006aa8e01b2c3ca002 delivery 1: success: 192.0.2.1_accepted_message./Remote_host_said:_250_ok/',
      '@400000006aa8e01b2c3ca003 end msg 100',
      '@400000006aa8e01b2c3ca004 new msg 100',
    ]);
    expect(storyAt(log.index, 3)?.lines).toEqual([0, 1, 2, 3, 4]);
    expect(storyAt(log.index, 5)?.lines).toEqual([5]);
  });

  it('tells several recipients apart', () => {
    const log = load([
      'Nov 23 10:00:00 mx postfix/qmgr[3]: 4F9D1A2B3C: from=<a@example.com>, size=10, nrcpt=3 (queue active)',
      ...['b', 'c'].map(
        (who) =>
          `Nov 23 10:00:05 mx postfix/smtp[4]: 4F9D1A2B3C: to=<${who}@example.net>, relay=mx[192.0.2.9]:25, delay=5, delays=0/0/4/1, dsn=2.0.0, status=sent (250 Ok)`,
      ),
      'Nov 23 10:00:41 mx postfix/smtp[4]: 4F9D1A2B3C: to=<d@example.net>, relay=mx[192.0.2.9]:25, delay=41, delays=0/0/40/1, dsn=4.2.0, status=deferred (host mx[192.0.2.9] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))',
    ]);
    expect(summaryLine(summarise(storyAt(log.index, 0) as Story, log.entry), log)).toMatch(
      /^3 recipients: 2 sent, 1 deferred: greylist.* · 450 4\.2\.0 · 41 s$/,
    );
  });

  it('is plain text with line numbers, times and meanings', () => {
    const log = load(reused);
    const text = storyText(storyAt(log.index, 3) as Story, log);
    expect(text).toContain('Story of 4F9D1A2B3C\n');
    expect(text).toContain('From: <a@example.com> (a.example.com[192.0.2.1])');
    expect(text).toContain('Outcome: sent · 41 s');
    expect(text).toMatch(/^ 5 +\+41 s {2}Handed over for b@example\.net; the next server’s id is 77AA$/m);
    expect(text).not.toContain('c@example.com');
  });

  it('shows no control character and no credentials', () => {
    const hostile = `Nov 23 10:00:00 mx postfix/smtpd[1]: 4F9D1A2B3C: client=\u001b[31mx\u0007\u202e[192.0.2.1], helo AUTH PLAIN AGFsaWNlAHR1bGlw`;
    const log = load([hostile]);
    const text = storyText(storyAt(log.index, 0) as Story, log);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).not.toContain('AGFsaWNlAHR1bGlw');
    expect(plain('AUTH LOGIN dXNlcg==')).toBe('AUTH LOGIN [hidden]');
  });

  it('has nothing to tell where there is no id', () => {
    const log = load(['nothing here', 'Nov 23 10:00:00 mx sshd[1]: Accepted publickey for x']);
    expect(storyAt(log.index, 1)).toBeNull();
    expect(storyOfId(log.index, '4F9D1A2B3C')).toBeNull();
  });
});

describe('notes about a story', () => {
  const notesOf = (lines: readonly string[], at = 0) => {
    const log = load(lines);
    const story = storyAt(log.index, at) as Story;
    const notes = storyNotes(story, log.index, log.entry, log.text);
    expect(
      storyText(story, log, notes)
        .split('\n')
        .filter((line) => line.startsWith('Note: ')),
    ).toHaveLength(notes.length);
    return notes.map(({ id, line }) => `${id} ${line}`);
  };
  const deferred = (minute: number) =>
    `Nov 23 10:${String(minute).padStart(2, '0')}:00 mx postfix/smtp[4]: 4F9D1A2B3C: to=<d@example.net>, relay=mx[192.0.2.9]:25, delay=41, delays=0/0/40/1, dsn=4.2.0, status=deferred (host mx[192.0.2.9] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))`;

  it('says where the clock goes back, what is missing, and what goes on for long', () => {
    expect(notesOf(reused, 3)).toEqual(['log-queue-id-reuse 7']);
    expect(notesOf([deferred(10), deferred(5)])).toEqual(['log-timestamp-backwards 1', 'log-queue-id-orphan 0']);
    expect(notesOf([1, 5, 20, 50].map(deferred))).toEqual(['log-deferred-loop 3', 'log-queue-id-orphan 0']);
  });

  it('counts the recipients', () => {
    const lines = reused.slice(0, 6).map((line) => line.replace('nrcpt=1', 'nrcpt=3'));
    expect(notesOf(lines, 1)).toEqual(['log-nrcpt-mismatch 3']);
    expect(notesOf(reused.slice(0, 6), 1)).toEqual([]);
    expect(notesOf(reused.slice(0, 5), 1)).toEqual(['log-queue-id-orphan 4']);
  });
});
