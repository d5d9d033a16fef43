import { isLoopback } from '../../syntax/ip-address';
import type { Exchange, Session } from '../model';
import type { State } from '../state';

/** Who the other end is, as far as the text shows. */
export interface Peer {
  readonly port: number | null;
  /** The connection does not leave the machine. */
  readonly local: boolean;
}

const PORT = /(?:\bport[ =:]{0,3}|(?<=[\w.\]]):|\s)(25|465|587|588|2465|2525|2587)(?![.:]?\d)/i;
const LOCAL = /(?<![\w.-])(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?|unix socket|\/\S{1,200}\.sock)(?![\w.-])/i;
const ADDRESS = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1/;

const PEERS = new WeakMap<Session, Peer>();

/** The peer of a session, from the marks of its connection and from the server's own name for itself. */
export function peerOf(session: Session): Peer {
  let peer = PEERS.get(session);
  if (!peer) {
    const marks = session.marks.filter(({ kind, after }) => kind === 'connect' || (kind === 'note' && after < 0));
    const port = marks.map(({ text }) => PORT.exec(text)?.[1]).find((found) => found !== undefined);
    const greeting = session.exchanges[0]?.kind === 'greeting' ? (session.exchanges[0].replies[0]?.lines[0].piece.text ?? '') : '';
    const named = marks.some(({ text }) => LOCAL.test(text) || isLoopback(ADDRESS.exec(text)?.[0] ?? ''));
    peer = { port: port === undefined ? null : Number(port), local: named || /^220[ -](?:localhost|127\.|\[127\.)/i.test(greeting) };
    PEERS.set(session, peer);
  }
  return peer;
}

/** telnet prints how to leave it; it has no TLS. */
const byHand = (session: Session): boolean =>
  session.marks.some(({ kind, text }) => kind === 'connect' && text.startsWith('Escape character is'));

/**
 * Whether what was said in an exchange could be read on the way. `clear` only if that is certain: the format says so, the port is one
 * that begins in clear, or the server offered STARTTLS in the reply in force (RFC 3207 §4.2 forbids that under TLS). Debug logs often do
 * not show a handshake; everything else is therefore unknown.
 */
export function protectionOf(session: Session, states: readonly State[], exchange: Exchange): 'clear' | 'tls' | 'unknown' {
  const state = states[exchange.index];
  if (!state || state.epoch > 0 || exchange.command?.tls === true) return 'tls';
  if (session.marks.some(({ kind, after }) => kind === 'tls' && after < exchange.index)) return 'tls';
  const { port } = peerOf(session);
  if (port === 465 || port === 2465) return 'tls';
  if (session.exchanges.some(({ index, command }) => index < exchange.index && command?.tls === true)) return 'tls';
  if (exchange.command?.tls === false || state.capabilities?.has('STARTTLS') || byHand(session)) return 'clear';
  return port !== null && session.begins === 'greeting' ? 'clear' : 'unknown';
}
