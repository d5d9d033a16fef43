import { commandLikeness, readCommandLine } from '../syntax/command-line';
import { looksLikeReply } from '../syntax/reply-line';
import { pieceOf } from '../text/span';
import type { DialogueView } from './format';
import { trimmedEnd } from './prefixed';
import type { Reading, Side } from './reading';
import { NOISE } from './reading';

const CONNECT = /^(?:Connected to |Escape character is|Connection to .* succeeded!|Ncat: Connected to|CONNECTED\(|read R BLOCK)/;
const CLOSE = /^(?:Connection closed by foreign host|Connection to host lost|DONE$|closed$)/;
const ELIDED = /^[ \t]*(?:\.\.\.|\[\.\.\.\]|<snip>|\[snip\]|\(snip\)|…)[ \t]*$/i;

/**
 * Reads a line of a dialogue without markers: by what is expected there. `key` is the session that it belongs to, where lines of another
 * one stand between.
 */
export function readUnmarked(line: string, view: DialogueView, key?: string): readonly Reading[] | null {
  const piece = pieceOf(line, 0, trimmedEnd(line));
  const { text } = piece;
  const said = (side: Side): Reading[] => [{ kind: 'wire', side, piece, key }];
  const expecting = view.expecting(key);
  if (expecting === 'body') return bodyLine(text, view) ? said('client') : said('server');
  if (CONNECT.test(text)) return [{ kind: 'mark', mark: 'connect', piece, key }];
  if (CLOSE.test(text)) return [{ kind: 'mark', mark: 'close', piece, key }];
  if (text === '') return expecting === 'auth' ? said('client') : NOISE;
  if (looksLikeReply(text)) return said('server');
  switch (expecting) {
    case 'auth':
      return said('client');
    case 'idle':
    case 'closed':
      return commandLikeness(text) === 2 ? said('client') : null;
    default:
      if (ELIDED.test(text)) return [{ kind: 'mark', mark: 'elided', piece, key }];
      if (commandLikeness(text) > 0) return said('client');
      return answeredAsUnknown(text, view) ? said('client') : null;
  }
}

/**
 * Whether a line that only one format prints stands here or soon: `pattern` matches this line or one of the next eighty. For formats whose
 * other lines look like those of any unmarked session.
 */
export function foretold(line: string, view: DialogueView, pattern: RegExp): boolean {
  if (pattern.test(line)) return true;
  for (let k = 1; k <= 80; k++) if (pattern.test(view.peek(k))) return true;
  return false;
}

/** Mail data has no marker either; a reply right after the 354 means that whoever pasted this left the mail data out. */
function bodyLine(text: string, view: DialogueView): boolean {
  if (!/^(?:250|4\d\d|5\d\d)[ -]/.test(text)) return true;
  const next = view.peek(1);
  const closes = next === '' || /^(?:QUIT|RSET|MAIL FROM:|221[ -]|EHLO |HELO )/i.test(next) || /^[245]\d\d[ -]/.test(next);
  const before = view.peek(-1);
  return !(closes && /^354/.test(before));
}

/** A word that no RFC knows is a command where the server's next line calls it unknown. */
function answeredAsUnknown(text: string, view: DialogueView): boolean {
  return readCommandLine(text) !== null && /^5\d\d[ -]/.test(view.peek(1));
}
