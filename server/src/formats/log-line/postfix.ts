import type { LocatedReply } from '../log';
import { repliesAt, replyAt } from './reply';

/** How Postfix words what happened: phases, stages, and the replies inside the reason of a delivery or a refusal. */

const PHASES: readonly (readonly [string, string])[] = [
  ['RCPT TO', 'RCPT'],
  ['MAIL FROM', 'MAIL'],
  ['end of DATA', 'data'],
  ['sending end of data', 'data'],
  ['DATA', 'DATA'],
  ['BDAT', 'BDAT'],
  ['XFORWARD', 'XFORWARD'],
  ['XCLIENT', 'XCLIENT'],
  ['EHLO', 'EHLO'],
  ['HELO', 'HELO'],
  ['LHLO', 'LHLO'],
  ['STARTTLS', 'STARTTLS'],
  ['AUTH', 'AUTH'],
  ['QUIT', 'QUIT'],
];

/** The phase in `(in reply to RCPT TO command)`; null if it names no known one. */
function phaseIn(words: string): string | null {
  for (const [start, phase] of PHASES) if (words.startsWith(start)) return phase;
  return null;
}

/** The stage that smtpd, postscreen and cleanup name in a reject. */
export function stagePhase(stage: string): string | null {
  if (stage === 'CONNECT') return 'greeting';
  if (stage === 'END-OF-MESSAGE' || stage.endsWith(' content')) return 'data';
  return /^[A-Z]{3,10}$/.test(stage) && stage !== 'UNKNOWN' ? stage : null;
}

const NOT_NETWORK = new Set(['local', 'virtual', 'pipe', 'discard', 'error', 'retry', 'bounce', 'qmgr', 'postdrop']);

const IN_REPLY = ' (in reply to ';

/**
 * The replies in the reason of a delivery, `[from, to)`: what the remote server said, or `250 …` directly if it accepted the message.
 * `daemon`: empty for a reason that was cut out of its line.
 */
export function reasonReplies(line: string, from: number, to: number, daemon: string): LocatedReply[] {
  const said = anchorEnd(line, from, to);
  const tail = line.lastIndexOf(IN_REPLY, to);
  const phase = tail > from ? phaseIn(line.slice(tail + IN_REPLY.length, tail + IN_REPLY.length + 24)) : null;
  if (said > 0) {
    const refused = line.startsWith('refused to talk', said - 23);
    const tls = line.startsWith('refused to start TLS: ', said - 22);
    const auth = line.lastIndexOf('SASL authentication failed', said) >= from;
    const end = tail > said ? tail : to;
    const replies = repliesAt(
      line,
      said,
      end,
      phase ?? (refused ? 'greeting' : tls ? 'STARTTLS' : auth ? 'AUTH' : null),
      'remote',
      'space',
    );
    return replies.length ? [...replies, ...filterReplies(line, replies[0].textFrom, end)] : replies;
  }
  if (NOT_NETWORK.has(daemon)) return [];
  const at = line.startsWith('filtered: ', from) ? from + 10 : from;
  const end = tail > at ? tail : to;
  // Without a daemon the words were cut out of their line: only its remark says what was answered.
  const replies = repliesAt(line, at, end, phase ?? (daemon === '' ? null : 'data'), 'remote', 'space');
  return replies.length ? [...replies, ...filterReplies(line, replies[0].textFrom, end)] : replies;
}

const STAGES: readonly (readonly [string, string])[] = [
  ['receiving the initial server greeting', 'greeting'],
  ['performing the EHLO', 'EHLO'],
  ['performing the HELO', 'HELO'],
  ['performing the LHLO', 'LHLO'],
  ['sending MAIL FROM', 'MAIL'],
  ['sending RCPT TO', 'RCPT'],
  ['sending DATA command', 'DATA'],
  ['sending message body', 'data'],
  ['sending end of data', 'data'],
  ['performing the TLS handshake', 'STARTTLS'],
  ['sending final RSET', 'RSET'],
  ['sending RSET probe', 'RSET'],
  ['sending QUIT', 'QUIT'],
];

/** The phase in `lost connection with H[ip] while sending RCPT TO` and `… after DATA (12 bytes) from H[ip]`. */
export function failurePhase(line: string, from: number, to: number): string | undefined {
  const text = line.slice(from, Math.min(to, from + 700));
  const at = text.indexOf(' while ');
  if (at >= 0) return STAGES.find(([stage]) => text.startsWith(stage, at + 7))?.[1];
  const after = / after (END-OF-MESSAGE|[A-Z]{4,8})\b/.exec(text.slice(0, 90))?.[1];
  return after ? (stagePhase(after) ?? undefined) : undefined;
}

/** End of `… said: `, `… refused to talk to me: `, `… refused to start TLS: ` after a host's `]`; -1 if a reason has none. */
function anchorEnd(line: string, from: number, to: number): number {
  for (let at = line.indexOf(']', from); at >= 0 && at < to; at = line.indexOf(']', at + 1)) {
    if (line.startsWith(': server refused to talk to me: ', at + 1)) return at + 33;
    if (line.charCodeAt(at + 1) !== 32) continue;
    if (line.startsWith('said: ', at + 2)) return at + 8;
    if (line.startsWith('refused to ', at + 2)) {
      if (line.startsWith('talk to me: ', at + 13)) return at + 25;
      if (line.startsWith('start TLS: ', at + 13)) return at + 24;
    }
  }
  // The address may have been removed before the line was shown.
  const said = line.startsWith('host ', from) ? line.indexOf(' said: ', from) : -1;
  return said > 0 && said < to ? said + 7 : -1;
}

/** The reply of the next hop that a content filter quotes: `250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok`. */
export function filterReplies(line: string, from: number, to: number): LocatedReply[] {
  const mta = line.indexOf('from MTA(', from);
  if (mta < 0 || mta > to) return [];
  const end = line.indexOf('): ', mta);
  const reply = end < 0 ? null : replyAt(line, end + 3, to, null, 'remote', 'nested');
  return reply ? [reply] : [];
}

/** The remote server's answer to an address probe, quoted in a refusal of this server. */
export function calloutReplies(line: string, from: number, to: number): LocatedReply[] {
  const said = anchorEnd(line, from, to);
  if (said < 0) return [];
  const tail = line.lastIndexOf(IN_REPLY, to);
  const phase = tail > said ? phaseIn(line.slice(tail + IN_REPLY.length, tail + IN_REPLY.length + 24)) : null;
  const reply = replyAt(line, said, tail > said ? tail : to, phase, 'remote', 'nested');
  return reply ? [reply] : [];
}

/** What smtpd says of a filter in front of the queue (smtpd_proxy_filter) that refused a command; the filter's reply follows in quotes. */
const PROXIED = /^warning: proxy \S{1,255} rejected "([A-Za-z]{4,8})\b[^"]{0,512}": "(?=[45]\d\d)/;

/** The reply of such a filter in a warning that begins at column `at`; none for any other line. */
export function proxyReplies(line: string, at: number, to: number): LocatedReply[] {
  const proxied = line.startsWith('proxy ', at + 9) ? PROXIED.exec(line.slice(at, at + 1000)) : null;
  const close = line.lastIndexOf('"', to);
  const reply = proxied && replyAt(line, at + proxied[0].length, close, proxied[1].toUpperCase(), 'remote');
  return reply ? [reply] : [];
}
