import { commandLikeness, readCommandLine } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import { pieceOf, slice } from '../../text/span';
import type { DialogueView } from '../format';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';
import { trimmedEnd } from './prefixed';

const CONNECT =
  /^(?:Connected to |Escape character is|== (?:\d{3}\.){4}\d{5}-(?:\d{3}\.){4}\d{5}\s*$|(?:\S{0,80}[$#%>] )?(?:openssl s_client .{0,200}-connect|(?:telnet|nc|ncat)(?: -\w{1,8}| --?[\w-]{1,20}){0,4} [\w.:-]{1,255} (?:25|465|587|2525|smtps?|submissions?)\b)|Connection to .* succeeded!|Ncat: Connected to|CONNECTED\(|read R BLOCK)/;
const CLOSE = /^(?:Connection closed by foreign host|Connection to host lost|DONE$|closed$)/;
const DATA = /^DATA[ \t\r]*$/i;
/** Mail data begins with a header field (RFC 5322 §2.2). */
const HEADER_FIELD = /^[!-9;-~]{1,76}:[ \t]/;
/** A command of one word followed by a remark. */
const REMARKED = /^(?:QUIT|DATA|RSET|NOOP|STARTTLS)[ \t]{1,40}(?:<{2,}|<?[-=]{2,}|<-+|#|\/\/|\/\*|\u2190|\u21d0|\(\*|;;)/i;
/** A browser, or a program that looks for open proxies, talks to the port. */
const FOREIGN = /^(?:GET|HEAD|POST|PUT|OPTIONS|CONNECT) \S{1,400} HTTP\/\d/;
const ELIDED = /^[ \t]*(?:\.\.\.|\[\.\.\.\]|<snip>|\[snip\]|\(snip\)|…)[ \t]*$/i;

/**
 * Reads a line of a dialogue without markers, by what is expected there. `key` is the session that it belongs to, if lines of another
 * session are interleaved.
 */
export function readUnmarked(line: string, view: DialogueView, key?: string): readonly Reading[] | null {
  const piece = pieceOf(line, 0, trimmedEnd(line));
  const { text } = piece;
  const said = (side: Side): Reading[] => [{ kind: 'wire', side, piece, key }];
  const expecting = view.expecting(key);
  if (expecting === 'body') {
    const chunk = view.chunk(key);
    if (chunk) return chunkLine(piece, chunk, view, key);
    return bodyLine(text, view) ? said('client') : said('server');
  }
  if (CONNECT.test(text)) return [{ kind: 'mark', mark: 'connect', piece, key }];
  if (CLOSE.test(text)) return [{ kind: 'mark', mark: 'close', piece, key }];
  if (text.startsWith('R') && /^RENEGOTIATING\r?$/.test(view.peek(1))) return [{ kind: 'mark', mark: 'unsent', piece, key }];
  // An empty line is a command if the server complains about it.
  if (text === '') return expecting === 'auth' || (expecting === 'command' && /^500[ -]/.test(view.peek(1))) ? said('client') : NOISE;
  if (looksLikeReply(text)) return said('server');
  switch (expecting) {
    case 'auth':
      return said('client');
    case 'idle':
    case 'closed':
      return commandLikeness(text) === 2 ? said('client') : null;
    default:
      if (ELIDED.test(text)) return [{ kind: 'mark', mark: 'elided', piece, key }];
      if (commandLikeness(text) > 0 || REMARKED.test(text) || FOREIGN.test(text)) return said('client');
      // The server of another protocol answers.
      if (/^HTTP\/\d(?:\.\d)? \d{3}\b/.test(text)) return said('server');
      // The 354 is missing, or only the client was recorded.
      if (expecting === 'reply' && DATA.test(view.peek(-1)) && (HEADER_FIELD.test(text) || sentAhead(view)))
        return [{ kind: 'wire', side: 'client', piece, key, body: true }];
      return answeredAsUnknown(text, view) || (expecting === 'reply' && ofClientAlone(text, view)) ? said('client') : null;
  }
}

/** Mail data has no marker either; a reply right after the 354 means that the mail data was left out when this was pasted. */
function bodyLine(text: string, view: DialogueView): boolean {
  if (/^354[ -]/.test(text) && text === view.peek(-1).trimEnd()) return false;
  if (!/^(?:250|4\d\d|5\d\d)(?:[ -]|$)/.test(text)) return true;
  const next = view.peek(1);
  const closes = next === '' || /^(?:QUIT|RSET|MAIL FROM:|221[ -]|EHLO |HELO )/i.test(next) || /^[245]\d\d[ -]/.test(next);
  const queued = /^250 (?:2\.[06]\.\d .{0,200}\bqueued|OK id=)/i.test(text);
  return !(closes || queued) || (!/^354/.test(view.peek(-1)) && dotAhead(view));
}

/** Whether the client sent everything without waiting: the message continues to its dot before anything is answered. */
function sentAhead(view: DialogueView): boolean {
  for (let k = 0; k <= 60; k++) {
    const line = view.peek(k);
    if (line === '.' || line === '.\r') return /^[245]\d\d[ -]/.test(view.peek(k + 1));
    if (k > 0 && looksLikeReply(line)) return false;
  }
  return false;
}

/** Whether the mail data continues to a final dot that was answered: what looks like a reply before that is not one. */
function dotAhead(view: DialogueView): boolean {
  for (let k = 1; k <= 100; k++) {
    const line = view.peek(k);
    if (line === '.' || line === '.\r') return looksLikeReply(view.peek(k + 1));
    if (/^(?:354[ -]|DATA\r?$|221[ -])/i.test(line)) return false;
  }
  return false;
}

/** A line of a chunk (BDAT). Its last line may lack a line end: what is said next is then on the same line. */
function chunkLine(piece: Piece, chunk: { readonly least: number; readonly most: number }, view: DialogueView, key?: string): Reading[] {
  const { text } = piece;
  const body = (part: Piece): Reading => ({ kind: 'wire', side: 'client', piece: part, key, body: true });
  const cut = /^BDAT[ \t]/i.test(view.peek(-1)) && looksLikeReply(text);
  for (let at = cut ? 0 : Math.max(0, chunk.least); at <= Math.min(chunk.most, text.length - 3); at++) {
    const rest = slice(piece, at);
    const reply = /^[2-5]\d\d[ -]/.test(rest.text);
    if (!reply && commandLikeness(rest.text) < 2) continue;
    const said: Reading = { kind: 'wire', side: reply ? 'server' : 'client', piece: rest, key };
    return at === 0 ? [said] : [body(slice(piece, 0, at)), said];
  }
  return [body(piece)];
}

const SECRET = /^(?:[A-Za-z0-9+/]{2,}={0,2}|\*)\r?$/;
const ASKS = /^AUTH[ \t]+[\w-]{3,20}/i;

/** Where only the client's lines are shown: an answer to AUTH, or an unknown word of the client between two commands. */
function ofClientAlone(text: string, view: DialogueView): boolean {
  const before = view.peek(-1);
  if (SECRET.test(text) && (ASKS.test(before) || (SECRET.test(before) && ASKS.test(view.peek(-2))))) return true;
  const between = before.trimEnd() === '.' || commandLikeness(before) > 0;
  return between && /^[A-Z][A-Z0-9]{1,11}(?: \S{1,80})?\r?$/.test(text) && commandLikeness(view.peek(1)) > 0;
}

/** Whether a word that no RFC knows is a command, because the server's next line calls it unknown. */
function answeredAsUnknown(text: string, view: DialogueView): boolean {
  return (readCommandLine(text) !== null || text === '.') && /^5\d\d[ -]/.test(view.peek(1));
}
