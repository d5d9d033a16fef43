import { type AuthStep, authDialoguesOf } from '../session/auth-dialogue';
import type { Command, Session } from '../session/model';
import { decodeBase64, utf8Of } from '../syntax/base64';
import { readPlain } from '../syntax/sasl';
import type { Span } from '../text/span';

/** A part of an AUTH dialogue. It contains no secret. */
export type AuthSubject =
  | { readonly kind: 'challenge'; readonly span: Span; readonly mechanism: string | null; readonly challenge: string | null }
  | { readonly kind: 'auth-name'; readonly span: Span; readonly mechanism: string }
  | {
      readonly kind: 'answer';
      readonly span: Span;
      readonly mechanism: string | null;
      readonly step: number;
      readonly masked: boolean;
      readonly holds: 'user' | 'password' | 'both' | 'cancel' | 'empty' | null;
      readonly user: string | null;
      readonly identity: string | null;
    };

type Here = (from: number, to: number) => Span;

/** The mechanism's name at a unit of an AUTH command; null elsewhere. */
export function authName(session: Session, command: Command, unit: number, here: Here): AuthSubject | null {
  const name = authDialoguesOf(session).find((one) => one.begin?.command === command)?.name;
  if (!name || name.text === '' || unit < name.from || unit >= name.to) return null;
  return { kind: 'auth-name', span: here(name.from, name.to), mechanism: name.text };
}

/** What the client sent in a step of a dialogue: an initial response, or an answer to a 334. */
export function authAnswer(session: Session, command: Command, here: Here): AuthSubject | null {
  for (const dialogue of authDialoguesOf(session)) {
    const step = dialogue.steps.find((one) => one.command === command);
    if (!step) continue;
    const { from, to } = step.value;
    const about = { kind: 'answer' as const, span: here(from, to), mechanism: dialogue.mechanism, step: step.step };
    if (step.masked) return { ...about, masked: true, holds: step.asks, user: null, identity: null };
    return { ...about, masked: false, ...contentOf(step, dialogue.mechanism) };
  }
  if (command.kind !== 'auth') return null;
  return {
    kind: 'answer',
    span: here(0, command.piece.text.length),
    mechanism: null,
    step: 0,
    masked: command.masked,
    holds: null,
    user: null,
    identity: null,
  };
}

interface Content {
  readonly holds: 'user' | 'password' | 'both' | 'cancel' | 'empty' | null;
  readonly user: string | null;
  readonly identity: string | null;
}

const nothing = (holds: Content['holds']): Content => ({ holds, user: null, identity: null });

function contentOf(step: AuthStep, mechanism: string | null): Content {
  const value = step.value.text.trim();
  if (value === '*') return nothing('cancel');
  if (value === '' || value === '=') return nothing('empty');
  const octets = decodeBase64(value);
  if (!octets) return nothing(step.asks);
  if (mechanism === 'PLAIN') {
    const { user } = readPlain(octets);
    const identity = utf8Of(octets)?.split('\0')[0] ?? '';
    return { holds: 'both', user, identity: user !== null && identity !== '' && identity !== user ? identity : null };
  }
  const text = utf8Of(octets);
  if (text === null) return nothing(step.asks);
  if (step.asks === 'user') return { holds: 'user', user: text, identity: null };
  if (step.asks === 'password') return nothing('password');
  return { holds: mechanism === null ? null : 'both', user: mechanism === null ? null : userIn(mechanism, text), identity: null };
}

/** The user name in what a client sends, in the mechanism's own form; null if it has none. */
function userIn(mechanism: string, text: string): string | null {
  if (mechanism === 'CRAM-MD5') return /^(.{1,300}) [0-9a-f]{32}$/s.exec(text)?.[1] ?? null;
  if (mechanism === 'XOAUTH2') return /^user=([^\u0001]{1,300})\u0001auth=/.exec(text)?.[1] ?? null;
  if (mechanism === 'OAUTHBEARER') return /^[nyp][^,]{0,60},a=([^,\u0001]{1,300}),/.exec(text)?.[1] ?? null;
  if (mechanism === 'DIGEST-MD5') return /(?:^|,)username="([^"]{1,300})"/.exec(text)?.[1] ?? null;
  if (mechanism.startsWith('SCRAM-')) return /^[nyp][^,]{0,60},[^,]{0,300},n=([^,]{1,300}),r=/.exec(text)?.[1] ?? null;
  return null;
}
