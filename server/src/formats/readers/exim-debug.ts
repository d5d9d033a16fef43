import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';
import { trimmedEnd } from './prefixed';

/** What Exim's debug output puts before its own text: `-bh`'s arrow, time, pid. */
const PREFIX = /^(?:>>> {1,2})?(?:\d\d:\d\d:\d\d(?:\.\d{1,6})? +)?(?: {0,6}p?\d{1,7} )?/;
const LINE = /^( *)(?:SMTP|LMTP)(>>|<<|\|>|\+>|>\||>-|\([^()]{0,60}\)(?:>>|<<)) ?/;
const CONTINUED = /^ {6,9}(\d{3}[ -])/;
const CONNECT = /^(?:\d\d:\d\d:\d\d {1,9})?(?:\d{1,9} )? {0,40}Connecting to \S{1,255} \[[0-9A-Za-z.:]{2,60}\](?::\w+)? ?\.\.\./;
const SECRET = /^(?:AUTH \S+ )?\*{4,}$/;
const BODY_SENT = /^\(writing message\)|^writing message and terminating/;
const ELIDED = /^ *(?:\.{5,}|\[\.\.\.\]|<snip>|\[snip\]|…) *$/;

/** Debug output between two lines of a dialogue can be long; after more than this, the dialogue is over. */
const MOST_TALK = 2000;

/**
 * Reads the dialogue in Exim's debug output (`smtp_out.c`, `smtp_in.c`). As a client Exim indents its lines by two spaces and `SMTP<<` is
 * the reply; as a server it does not indent and `SMTP<<` is the command. A server that verifies an address prints both: the second role
 * gets a session of its own.
 */
export function eximDebug(): Reader {
  let first: Side | null = null;
  let last: Side | null = null;
  let written = false;
  let talk = 0;
  /** Lines of the client were seen indented: a line without indentation is the server's. */
  let indented = false;
  let margin = 0;
  let both = false;
  /** The client spoke before it connected (PIPECONNECT), and nothing was received yet. */
  let early = false;
  const keyOf = (printer: Side): string | undefined => {
    if (printer === first) return both ? '' : undefined;
    both = true;
    return printer === 'client' ? 'callout' : 'server';
  };
  return {
    read(line, view: DialogueView): readonly Reading[] | null {
      const from = PREFIX.exec(line)?.[0].length ?? 0;
      const rest = line.slice(from, from + 120);
      const end = trimmedEnd(line);
      const match = LINE.exec(rest);
      if (match) {
        talk = 0;
        const at = Math.min(from + match[0].length, end);
        const piece = pieceOf(line, at, end);
        const received = match[2] === '<<';
        const told: Side = received === looksLikeReply(piece.text) ? 'client' : 'server';
        const sure = looksLikeReply(piece.text) || commandLikeness(piece.text) > 0;
        // All of it may have been indented when it was pasted: the first line that shows it defines the server's indentation.
        if (!first && sure && told === 'server') margin = match[1].length;
        const deep = match[1].length >= margin + 2;
        indented ||= deep;
        const printer: Side = deep ? 'client' : indented ? 'server' : (last ?? told);
        first ??= printer;
        last = printer;
        const key = keyOf(printer);
        // What a server does after its client is gone (`421 … lost input connection`) belongs to the same session.
        if (match[2].startsWith('(')) {
          const closes = printer === 'client' && match[2].startsWith('(clos');
          return closes ? [{ kind: 'mark', mark: 'close', piece: pieceOf(line, from, end), key }] : NOISE;
        }
        if (match[2] === '>-' || (printer === 'server' && piece.text === '')) return NOISE;
        const side: Side = received === (printer === 'client') ? 'server' : 'client';
        if (side === 'client' && printer === 'client') {
          if (BODY_SENT.test(piece.text)) {
            written = true;
            return view.expecting(key) === 'body' ? [{ kind: 'mark', mark: 'body', piece, key }] : NOISE;
          }
          if (piece.text === '.' && written) {
            written = false;
            return NOISE;
          }
        }
        if (printer === 'client')
          early = side === 'client' && (early || view.expecting(key) === 'idle' || view.expecting(key) === 'closed');
        const masked = side === 'client' && SECRET.test(piece.text) ? true : undefined;
        const said: Reading = { kind: 'wire', side, piece, key, masked };
        // As a client Exim never shows the mail data, so the octets of a chunk do not follow.
        const chunk = side === 'client' && printer === 'client' && /^BDAT \d/i.test(piece.text);
        return chunk ? [said, { kind: 'mark', mark: 'body', piece, key }] : [said];
      }
      const continued = last ? CONTINUED.exec(rest) : null;
      if (last && continued && view.expecting(keyOf(last)) === 'open')
        return [{ kind: 'wire', side: 'server', piece: pieceOf(line, from + continued[0].length - 4, end), key: keyOf(last) }];
      if (CONNECT.test(line)) {
        if (early) return NOISE;
        first ??= 'client';
        last = 'client';
        return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, 0, end), key: keyOf('client') }];
      }
      if (last && ELIDED.test(rest)) return [{ kind: 'mark', mark: 'elided', piece: pieceOf(line, 0, end), key: keyOf(last) }];
      if (!last || talk++ > MOST_TALK) return null;
      const expecting = view.expecting(keyOf(last));
      return expecting === 'closed' || expecting === 'idle' ? null : NOISE;
    },
  };
}
