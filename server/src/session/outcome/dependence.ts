import type { Exchange, Session } from '../model';
import { wasRefused } from './refusal';

/**
 * For each exchange, the earlier ones without which it could not succeed (RFC 5321 §4.1.4): RCPT needs its MAIL, MAIL the hello, the
 * hello the greeting, DATA the recipients, the final dot its DATA. A DATA with one accepted recipient needs no other.
 */
function dependence(session: Session): readonly (readonly number[])[] {
  const needs: number[][] = [];
  let base: number[] = [];
  let hello: number[] = [];
  let sender: number[] = [];
  let recipients: Exchange[] = [];
  let data: number[] = [];
  for (const exchange of session.exchanges) {
    const { index, kind } = exchange;
    const verb = kind === 'command' ? (exchange.command?.verb ?? '?') : kind;
    switch (verb) {
      case 'greeting':
        needs.push([]);
        base = [index];
        break;
      case 'EHLO':
      case 'HELO':
      case 'LHLO':
        needs.push(base);
        hello = [...base, index];
        break;
      case 'STARTTLS':
        needs.push(hello);
        base = [...base, index];
        break;
      case 'AUTH':
        needs.push(hello);
        break;
      case 'auth':
        needs.push(index > 0 ? [...hello, index - 1] : []);
        break;
      case 'MAIL':
        needs.push(hello);
        sender = [...hello, index];
        recipients = [];
        break;
      case 'RCPT':
        needs.push(sender);
        recipients.push(exchange);
        break;
      case 'DATA':
      case 'BDAT':
        needs.push(recipients.every(wasRefused) ? [...sender, ...recipients.map((each) => each.index)] : sender);
        data = [index];
        break;
      case 'data':
        needs.push([...data, ...sender]);
        break;
      case 'RSET':
        needs.push([]);
        sender = hello;
        recipients = [];
        break;
      default:
        needs.push([]);
    }
  }
  return needs;
}

/** For each exchange the index of the earliest one in its chain that went wrong (`wrong` decides), or its own index if none did. */
export function rootsOf(session: Session, wrong: (index: number) => boolean): readonly number[] {
  const needs = dependence(session);
  const roots: number[] = [];
  for (let i = 0; i < needs.length; i++) {
    const cause = needs[i].find((need) => need < i && (roots[need] !== need || wrong(need)));
    roots.push(cause === undefined ? i : roots[cause]);
  }
  return roots;
}
