import { type LogEntry, linkOf } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { phraseOf } from '../meaning/meaning';
import { entryMeaning } from '../meaning/of-entry';
import { HIDDEN } from '../redaction/secrets';
import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { visibleLine } from '../text/visible';
import type { StoryNote } from './notes';
import { type Recipient, replyText, type Story, type StorySummary, summarise } from './story';

/** A log as stories need it: lines from 0. */
export interface LogText {
  text(line: number): string;
  entry(line: number): LogEntry | null;
  /** How people find a line (from 0); without it, its number from 1. For several files: `mail.log.1:12`. */
  place?(line: number): string;
}

/**
 * Log text that may be shown on a line of plain text: hostile characters are replaced (text/visible.ts), and what follows
 * `AUTH MECHANISM` is left out (RFC 4954 §4: it contains the credentials).
 */
export function plain(text: string): string {
  return visibleLine(text)
    .replace(/\b(AUTH (?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|NTLM) )([A-Za-z0-9+/=]{4,})/gi, (_, start: string) => start + HIDDEN)
    .replace(/\b(authentication failed: )(?!UGFzc3dvcmQ6|VXNlcm5hbWU6)([A-Za-z0-9+/]{16,}=*)/g, (_, start: string) => start + HIDDEN);
}

/** Why a line (from 0) reports a failure, in two to six words; null if it reports none. */
export function whyAt(log: Pick<LogText, 'text' | 'entry'>, line: number): string | null {
  const entry = log.entry(line);
  const found = entry && entryMeaning(entry, log.text(line));
  return found ? phraseOf(found.meaning) : null;
}

const plural = (recipients: readonly Recipient[], status: Recipient['status'], log: LogText): string => {
  const of = recipients.filter((r) => r.status === status);
  if (of.length === 0) return '';
  const causes = new Set(of.map((r) => [whyAt(log, r.line), r.reply].filter(Boolean).join(' · ')));
  const shown = status !== 'sent' && causes.size === 1 && !causes.has('') ? `${t(': ')}${plain([...causes][0])}` : '';
  const alone = { sent: t('sent'), deferred: t('deferred'), bounced: t('bounced'), rejected: t('rejected') };
  if (recipients.length === 1) return alone[status] + shown;
  const words = {
    sent: t('{0} sent', of.length),
    deferred: t('{0} deferred', of.length),
    bounced: t('{0} bounced', of.length),
    rejected: t('{0} rejected', of.length),
  };
  return words[status] + shown;
};

/** `3 recipients: 2 sent, 1 deferred 450 4.2.0 · 41 s`, `deferred 4.2.2 · 56 s`: one line for a code lens. */
export function summaryLine(summary: StorySummary, log: LogText): string {
  const { recipients, took } = summary;
  const parts = (['sent', 'deferred', 'bounced', 'rejected'] as const).map((status) => plural(recipients, status, log)).filter(Boolean);
  const time = !took ? '' : ` · ${duration(took)}`;
  if (recipients.length === 0) return summary.ended ? t('no delivery in this log') : t('no outcome in this log');
  const count = recipients.length === 1 ? '' : `${t('{0} recipients', recipients.length)}${t(': ')}`;
  return `${count}${parts.join(t(', '))}${time}`;
}

/** What a line of a story means, in one sentence; empty if it would only repeat the line. */
export function lineSays(entry: LogEntry, why: string | null): string {
  const value = (name: string) => {
    const found = entry.fields.find((f) => f.name === name)?.piece.text;
    return found === undefined ? null : plain(found);
  };
  const to = value('to');
  const newId = value('newId');
  const reply = entry.replies.find((r) => r.role === 'reply') ?? null;
  const codes = replyText(entry.replies);
  const told = [codes, why].filter(Boolean).join(t(', '));
  switch (entry.status) {
    case 'sent':
      return newId ? t('Handed over for {0}; the next server’s id is {1}', to ?? '?', newId) : t('Delivered to {0}', to ?? '?');
    case 'deferred':
      return t('Not yet for {0}: {1}', to ?? '?', told || t('it will be tried again'));
    case 'bounced':
      return t('Given up for {0}: {1}', to ?? value('from') ?? '?', told || t('the sender is told'));
    case 'rejected':
      return t('Refused here: {0}', told || t('no code in the line'));
    default:
  }
  if (entry.life === 'end') return entry.id === null ? t('The client left') : t('Done: nothing left to deliver');
  if (entry.life === 'begin')
    return entry.id === null
      ? t('A client connected: {0}', value('client') ?? '?')
      : t('Taken in from {0}', value('client') ?? t('this host'));
  if (reply && told) return t('Said: {0}', told);
  if (why) return why;
  if (newId)
    return linkOf(entry, traitsOf(entry.format)) === 'about'
      ? t('A message about {0}', newId)
      : t('The notification about it is message {0}', newId);
  const from = value('from');
  if (from !== null) return value('size') ? t('In the queue: from <{0}>, {1} octets', from, value('size') ?? '') : t('From <{0}>', from);
  return value('messageId') ? t('Its Message-ID') : '';
}

const FORMAT_WIDTH = 12;

/** A line of a story, and what whoever lays it out has to know. */
export interface StoryLine {
  readonly text: string;
  /** What a part of it that goes on below begins with. */
  readonly hang: string;
  readonly is: 'title' | 'field' | 'recipient' | 'note' | 'step' | 'log' | 'space';
  /** What became of the message, or of the recipient, or what this step decided. */
  readonly status: Recipient['status'] | null;
}

/** What is worst decides how a story ended. */
const WORST: readonly Recipient['status'][] = ['bounced', 'rejected', 'deferred', 'sent'];

/**
 * The story as plain text for a ticket: its outcome, then each line with its number (from 1), the time since the line before and its
 * meaning. It contains no control character of the log. `notes` (see storyNotes) come below the outcome.
 */
export const storyText = (story: Story, log: LogText, notes: readonly StoryNote[] = []): string =>
  `${storyLines(story, log, notes)
    .map(({ text }) => text)
    .join('\n')}\n`;

/** The lines of that text; none holds a line end. */
export function storyLines(story: Story, log: LogText, notes: readonly StoryNote[] = []): StoryLine[] {
  const summary = summarise(story, (line) => log.entry(line));
  const out: StoryLine[] = [];
  const put = (is: StoryLine['is'], text: string, hang = '  ', status: StoryLine['status'] = null): void => {
    out.push({ is, text, hang, status });
  };
  put('title', t('Story of {0}', plain(story.id)));
  put('space', '');
  const place = (line: number) => log.place?.(line) ?? String(line + 1);
  const address = (text: string | null) => (text === null ? t('unknown') : `<${plain(text)}>`);
  put('field', `${t('From')}${t(': ')}${address(summary.from)}${summary.client ? ` (${plain(summary.client)})` : ''}`);
  if (summary.messageId) put('field', `${t('Message-ID')}${t(': ')}${address(summary.messageId)}`);
  const outcome = WORST.find((status) => summary.recipients.some((one) => one.status === status)) ?? null;
  put('field', `${t('Outcome')}${t(': ')}${summaryLine(summary, log)}`, '  ', outcome);
  for (const r of summary.recipients) {
    const attempts = r.attempts > 1 ? `${t(', ')}${t('{0} attempts', r.attempts)}` : '';
    const origTo = r.origTo ? ` (${t('for')} <${plain(r.origTo)}>)` : '';
    const relay = r.relay && r.relay !== 'none' ? ` ${t('through {0}', plain(r.relay))}` : '';
    const detail = [r.reply, whyAt(log, r.line)].filter(Boolean).join(t(', '));
    put(
      'recipient',
      `  <${plain(r.to)}>${origTo}${t(': ')}${word(r.status)}${relay}${detail ? `${t(', ')}${plain(detail)}` : ''}${attempts} (${t('line {0}', place(r.line))})`,
      '    ',
      r.status,
    );
  }
  const others = story.chapters.slice(1).filter(({ role }) => role !== 'session');
  if (others.length > 0)
    put('field', `${t('Tied to')}${t(': ')}${others.map(({ life, role }) => `${plain(life.id)} (${roleWord(role)})`).join(t(', '))}`);
  for (const note of notes) put('note', `${t('Note')}${t(': ')}${plain(note.message)} (${t('line {0}', place(note.line))})`);
  put('space', '');
  let before = Number.NaN;
  const width = Math.max(0, ...story.lines.map((line) => place(line).length));
  for (const line of story.lines) {
    const entry = log.entry(line);
    const time = entry?.time ?? Number.NaN;
    const passed = Number.isNaN(time - before)
      ? ''
      : time < before
        ? t('earlier')
        : time === before
          ? '+0 s'
          : `+${duration(time - before)}`;
    if (!Number.isNaN(time)) before = time;
    const says = entry ? lineSays(entry, whyAt(log, line)) : '';
    const head = `${place(line).padStart(width)}  ${passed.padStart(FORMAT_WIDTH)}  `;
    put('step', `${head}${says || '·'}`, ' '.repeat(head.length), entry?.status ?? null);
    put('log', `${' '.repeat(width)}  | ${plain(log.text(line))}`, `${' '.repeat(width)}  | `);
  }
  return out;
}

function word(status: Recipient['status']): string {
  return { sent: t('sent'), deferred: t('deferred'), bounced: t('bounced'), rejected: t('rejected') }[status];
}

function roleWord(role: Story['chapters'][number]['role']): string {
  switch (role) {
    case 'next':
      return t('the next hop’s id');
    case 'before':
      return t('where it came from');
    case 'notice':
      return t('a notification about it');
    case 'about':
      return t('what it is about');
    default:
      return t('session');
  }
}
