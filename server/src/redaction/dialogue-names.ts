import { type AuthStep, authDialoguesOf } from '../session/auth-dialogue';
import type { Session } from '../session/model';
import { argumentOf } from '../session/model';
import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import type { Piece } from '../text/span';
import type { Identities } from './identities';
import { secretsOf } from './secrets';

/** A name that only its place in a dialogue reveals, and its stand-in. Line from the unit's first; units of the piece. */
export interface PlacedName {
  readonly kind: 'host' | 'user';
  readonly line: number;
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

const HELLO = /^(?:EHLO|HELO|LHLO)$/;

/** Learns names from the dialogue: who greets whom, and who logs in. */
export function learnNames(session: Session, identities: Identities): void {
  for (const { command, kind, replies } of session.exchanges) {
    const hello = HELLO.test(command?.verb ?? '');
    if (command && hello) identities.learnHost(argumentOf(command).trim());
    const first = replies[0]?.lines[0];
    if (!first || first.code >= 300 || (kind !== 'greeting' && !hello)) continue;
    const name = /^\d{3}[ -]([\w.-]{1,255})(?=\s|$)/.exec(first.piece.text)?.[1];
    if (name?.includes('.')) identities.learnHost(name);
  }
  for (const { step, text } of authTexts(session)) if (step.asks === 'user') identities.learnUser(text);
  for (const { user } of secretsOf(session)) if (user) identities.learnUser(user);
}

/** Names in Base64, in a path without a domain, and short host names in a hello. */
export function* namesIn(session: Session, identities: Identities): Generator<PlacedName> {
  const { standIns } = identities;
  const secret = new Set(secretsOf(session).map(({ command }) => command));
  for (const { step, text } of authTexts(session)) {
    if (secret.has(step.command)) continue;
    const value = step.value.text.trim();
    const from = step.value.from + step.value.text.indexOf(value);
    const standIn = encodeBase64(step.asks === 'user' ? userRenamed(text, identities) : messageRenamed(text, identities));
    yield { kind: 'user', line: step.command.line, piece: step.command.piece, from, to: from + value.length, standIn };
  }
  for (const { command, replies } of session.exchanges) {
    const challenge = replies[0]?.code === 334 ? replies[0].lines[0] : undefined;
    const value = challenge?.piece.text.slice(4).trim() ?? '';
    const text = decodeBase64Text(value);
    if (challenge && text && /[.@]/.test(text)) {
      const from = challenge.piece.text.indexOf(value, 4);
      yield {
        kind: 'host',
        line: challenge.line,
        piece: challenge.piece,
        from,
        to: from + value.length,
        standIn: encodeBase64(identities.rename(text)),
      };
    }
    if (!command || command.masked || command.kind !== 'command') continue;
    const { line, piece, argumentAt } = command;
    const hello = HELLO.test(command.verb) ? /^\s*([\w-]{1,63})\s*$/.exec(argumentOf(command)) : null;
    if (hello) {
      const from = piece.text.indexOf(hello[1], argumentAt);
      yield { kind: 'host', line, piece, from, to: from + hello[1].length, standIn: standIns.host(hello[1]) };
    }
    const path = /^(?:MAIL|RCPT|VRFY|EXPN)$/.test(command.verb) ? /<([A-Za-z0-9._+-]{2,64})>/.exec(argumentOf(command)) : null;
    if (path && standIns.host(path[1]) !== path[1] && !/^(?:sender|recipient|from|to|user|address|email|mail)\d*$/i.test(path[1])) {
      const from = argumentAt + path.index + 1;
      yield { kind: 'user', line, piece, from, to: from + path[1].length, standIn: standIns.user(path[1]) };
    }
  }
}

/** A SASL message with its user names replaced: fields of PLAIN, `user=` of XOAUTH2, `a=` and `n=` of OAUTHBEARER and SCRAM, CRAM-MD5. */
export function messageRenamed(text: string, identities: Identities): string {
  if (/^[^\0]*\0[^\0]+\0/.test(text)) {
    const [identity, name, ...rest] = text.split('\0');
    return [userRenamed(identity, identities), userRenamed(name, identities), ...rest].join('\0');
  }
  const cram = /^(\S{1,300}) (0{32}|\/\* secret \*\/)$/.exec(text);
  if (cram) return `${userRenamed(cram[1], identities)} ${cram[2]}`;
  const user = /(^user=|^[nyp][^,]{0,60},a=|^[nyp][^,]{0,60},[^,]{0,300},n=|\busername=")([^,"\u0001]{1,300})/;
  return identities.rename(text.replace(user, (_, head: string, name: string) => head + userRenamed(name, identities)));
}

/** What the client sent in AUTH dialogues, decoded; masked values and those that are not text are left out. */
function* authTexts(session: Session): Generator<{ readonly step: AuthStep; readonly text: string }> {
  for (const { steps } of authDialoguesOf(session))
    for (const step of steps) {
      const text = step.command.masked ? null : decodeBase64Text(step.value.text.trim());
      if (text) yield { step, text };
    }
}

/** A login name, replaced unless it is the text of a missing value or already a stand-in. */
function userRenamed(name: string, identities: Identities): string {
  const account = /^([A-Za-z][\w.-]{1,255})\\([\w.+-]{2,64})$/.exec(name);
  if (account) return `${identities.standIns.host(account[1])}\\${identities.standIns.user(account[2])}`;
  const isNone = /^(?:undefined|null|none|false|REDACTED|x{3,}|\*+)$/i.test(name) || !/^[\w@.+-]+$/.test(name);
  return isNone ? name : identities.standIns.user(name);
}
