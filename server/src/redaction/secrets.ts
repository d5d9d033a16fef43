import { type AuthDialogue, type AuthStep, authDialoguesOf } from '../session/auth-dialogue';
import type { Command, Session } from '../session/model';
import { argumentOf } from '../session/model';
import { decodeBase64, decodeBase64Text, encodeBase64, utf8Of } from '../syntax/base64';
import { isMasked } from '../syntax/masked';
import { isPlaceholderCredential } from '../syntax/placeholder';
import { readPlain } from '../syntax/sasl';
import { withoutEnd } from '../text/ends';
import type { Piece, Span } from '../text/span';
import { spanOf } from '../text/span';
import { passwordsIn } from './plain-message';
import { IDEOGRAPHS } from './settings';
import { spellings } from './spellings';
import { decodedLoosely } from './tokens';

/** What is shown in place of a secret. */
export const HIDDEN = '[hidden]';

/** The word that replaces a secret in a redacted copy: every reader of transcripts recognises it. */
export const STAND_IN = 'REDACTED';

/**
 * The argument of a command as it may be shown, logged or exported: everything after the mechanism of an AUTH, and every answer to a 334,
 * is left out (RFC 4954 §4: it contains the credentials).
 */
export function shownArgument(command: Command): string {
  if (command.kind === 'auth') return command.masked ? command.piece.text : HIDDEN;
  if (command.kind === 'data') return '';
  const argument = argumentOf(command);
  if (command.verb !== 'AUTH' && command.verb !== 'X-EXPS') return argument;
  const match = /^(\S+)[ \t]+(\S.*)$/.exec(argument);
  if (!match || match[2] === '=' || command.masked) return argument;
  return `${match[1]} ${HIDDEN}`;
}

/**
 * `password`: anyone who reads the line has it; `token`: a bearer token (RFC 6750); `digest`: a proof from which the password can be
 * guessed offline (RFC 5802 §9); `blob`: a ticket, or something that only its mechanism can read.
 */
export type SecretKind = 'password' | 'token' | 'digest' | 'blob';

/** A secret that the client sent in an AUTH dialogue. It contains the secret itself: never show, log or export `known`. */
export interface Secret {
  readonly kind: SecretKind;
  /** In upper case; null if the AUTH command is not shown. */
  readonly mechanism: string | null;
  readonly command: Command;
  readonly piece: Piece;
  /** Units of the piece that contain it, and their place: line from the unit's first, columns of the source. */
  readonly from: number;
  readonly to: number;
  readonly at: Span;
  /** The replacement: the line stays valid and shows that something was left out. */
  readonly standIn: string;
  readonly user: string | null;
  /** Forms in which the same secret may occur elsewhere in the document. */
  readonly known: readonly string[];
  /** An example from an RFC, printed a thousand times: not a leak. */
  readonly published: boolean;
  /** It looks shortened or masked: a copy leaves it out nevertheless, but no rule reports it. */
  readonly doubtful: boolean;
}

const READ = new WeakMap<Session, readonly Secret[]>();

/** The secrets of a session in the order of its lines, without values that are already stand-ins. Computed once per session. */
export function secretsOf(session: Session): readonly Secret[] {
  let found = READ.get(session);
  if (!found) {
    found = authDialoguesOf(session).flatMap((dialogue) => dialogue.steps.flatMap((step) => secretIn(dialogue, step) ?? []));
    READ.set(session, found);
  }
  return found;
}

/** The content of a step's value: the secret in it, and the same value without it. */
interface Content {
  readonly doubtful?: boolean;
  readonly kind: SecretKind;
  readonly standIn: string;
  readonly user: string | null;
  readonly known: readonly string[];
}

function secretIn(dialogue: AuthDialogue, step: AuthStep): Secret | null {
  const { command } = step;
  const raw = step.value.text;
  const value = raw.trim();
  if (command.masked || value === '' || value === '*' || value === '=') return null;
  const content = contentOf(dialogue, step, value);
  if (!content) return null;
  const from = step.value.from + raw.indexOf(value);
  const to = from + value.length;
  const known = [value, ...content.known].filter((text) => text !== '');
  return {
    kind: content.kind,
    mechanism: dialogue.mechanism,
    command,
    piece: command.piece,
    from,
    to,
    at: spanOf(command.line, command.piece, from, to),
    standIn: content.standIn,
    user: content.user,
    known,
    published: known.some((text) => PUBLISHED.has(text)),
    doubtful: content.doubtful === true,
  };
}

/** Credentials from RFC 2195, 4616, 4954, 4468, 5802 and 7628, as printed there: encoded lines and decoded passwords. */
const PUBLISHED: ReadonlySet<string> = new Set([
  'dGVzdAB0ZXN0ADEyMzQ=',
  'aGFycnkAaGFycnkAYWNjaW8=',
  'AGFsaWNlAHdvbmRlcmxhbmQ=',
  'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw',
  'tanstaaftanstaaf',
  'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==',
  'pencil',
]);

/** Whether a value repeats the same unit, apart from padding. */
function isOneUnit(value: string): boolean {
  const plain = withoutEnd(value, '=');
  const text = plain === '' ? value : plain;
  return text.length > 5 && text === text[0].repeat(text.length);
}

function contentOf(dialogue: AuthDialogue, step: AuthStep, value: string): Content | null {
  if (isOneUnit(value)) return null;
  const mechanism = dialogue.mechanism ?? '';
  const octets = decodeBase64(value);
  const text = octets && utf8Of(octets);
  if (octets === null) return undecoded(dialogue, step, value);
  if (mechanism === 'PLAIN' || (text !== null && /^[^\0]{0,255}\0[^\0]{1,255}\0[^\0]{1,255}$/.test(text)))
    return plain(octets, text, value);
  if (mechanism.startsWith('X') && text !== null && BEARER.test(text)) return bearer(text);
  switch (mechanism.replace(/^(SCRAM|GS2|NTLM|OAUTHBEARER).*/, '$1')) {
    case 'LOGIN':
      return step.asks === 'user' && isUserName(dialogue, step, text ?? value) ? null : password(text ?? value, value);
    case 'CRAM-MD5':
      return cram(text);
    case 'DIGEST-MD5':
      return digest(text);
    case 'SCRAM':
      return scram(text);
    case 'NTLM':
      return ntlm(octets);
    case 'XOAUTH2':
    case 'OAUTHBEARER':
      return text === null ? blob(value) : bearer(text);
    case 'EXTERNAL':
    case 'ANONYMOUS':
      return null;
    case '':
      if (step.asks === 'password') return password(text ?? value, value);
      if (text !== null && BEARER.test(text)) return bearer(text);
      return text !== null && /^[^ ]{1,255} [0-9a-f]{32}$/.test(text) ? cram(text) : null;
    default:
      return blob(value);
  }
}

/**
 * Whether the answer to a question for a user name is one. People answer in the wrong order, and some clients send the password first: if
 * the other answer is an address, or a word while this one has digits or symbols, this one is the password.
 */
function isUserName({ steps }: AuthDialogue, step: AuthStep, text: string): boolean {
  if (isAddress(text) || isStandIn(text)) return true;
  const others = steps.filter((one) => one !== step).map(({ value }) => answerOf(value.text.trim()));
  if (step.step === 0 && steps.some((one) => one !== step && one.asks === 'user')) return false;
  if (/[^\w.@+=\\/-]/.test(text) || others.some(isAddress)) return false;
  return !(/[^A-Za-z._-]/.test(text) && others.some((other) => /^[A-Za-z._-]{2,64}$/.test(other) && !isStandIn(other)));
}

/** What an answer says, also where a carrier damaged its end (`=3D` for the padding); the answer itself if it is not Base64. */
function answerOf(value: string): string {
  const letters = /^[A-Za-z0-9+/]+/.exec(value)?.[0] ?? '';
  return decodeBase64Text(value) ?? decodeBase64Text(letters.slice(0, letters.length - (letters.length % 4))) ?? value;
}

const isAddress = (text: string): boolean => /^[^\s@]{1,64}@[\w.-]{1,255}$/.test(text);

/** Whether a value is exactly a stand-in for a secret, of ours or of another program; a password that only contains such a word is not. */
export const isStandIn = (secret: string): boolean =>
  /^(?:REDACTED|PROVIDED_BUT_REMOVED|\/\* secret \*\/|[[(<{]?(?:redacted|hidden|removed|masked|secret|password|credentials hidden|snip|omitted)[\])>}]?|<[^<>]*>|\{\{[^{}]*\}\}|\*+|x{3,}|X{3,}|0+|\.{3,}|…|█+|•+|-{3,}|_{3,}|#{3,})$/i.test(
    secret,
  ) || isPlaceholderCredential(secret);

function password(secret: string, value: string): Content | null {
  if (isStandIn(secret) || isStandIn(secret.trim())) return null;
  return { kind: 'password', standIn: encodeBase64(STAND_IN), user: null, known: [...spellings(secret), value] };
}

function plain(octets: Uint8Array, text: string | null, value: string): Content | null {
  const { user, password: secret } = readPlain(octets);
  if (text === null || user === null || secret === null) {
    return isStandIn(text ?? '') || isMaskedText(text)
      ? null
      : { kind: 'password', standIn: encodeBase64(`\0\0${STAND_IN}`), user: null, known: partsOf(text, value) };
  }
  if (isStandIn(secret) || isStandIn(secret.trim())) return null;
  const identity = text.split('\0')[0];
  return { kind: 'password', standIn: encodeBase64(`${identity}\0${user}\0${STAND_IN}`), user, known: spellings(secret) };
}

/** Of a message that is not a proper PLAIN: the password in it, and the text as a whole. */
const partsOf = (text: string | null, value: string): string[] =>
  text === null ? [value] : [...passwordsIn(text).flatMap(spellings), text.replace(/^\0+/, ''), value];

const isMaskedText = (text: string | null): boolean =>
  text !== null && text.length < 64 && /^[^A-Za-z0-9]{0,4}(?:REDACTED|\*{3,}|x{4,})[^A-Za-z0-9]{0,4}$/i.test(text.replace(/^.*[\0:]/s, ''));

function cram(text: string | null): Content | null {
  const match = text === null ? null : /^(.{1,300}) ([0-9A-Za-z/* ]{1,64})$/s.exec(text);
  if (!match)
    return text === null || isStandIn(text)
      ? null
      : { kind: 'digest', standIn: encodeBase64(`- ${'0'.repeat(32)}`), user: null, known: [text] };
  if (isStandIn(match[2]) || /secret/.test(match[2])) return null;
  return { kind: 'digest', standIn: encodeBase64(`${match[1]} ${'0'.repeat(32)}`), user: match[1], known: [match[2]] };
}

function digest(text: string | null): Content | null {
  const response = text === null ? null : /\bresponse=([0-9a-f]{32})/i.exec(text);
  if (text === null || !response || isStandIn(response[1])) return null;
  const user = /(?:^|,)username="([^"]{1,300})"/.exec(text)?.[1] ?? null;
  return { kind: 'digest', standIn: encodeBase64(text.replace(response[1], '0'.repeat(32))), user, known: [response[1]] };
}

function scram(text: string | null): Content | null {
  const proof = text === null ? null : /,p=([A-Za-z0-9+/]{8,}={0,2})$/.exec(text);
  if (text === null || !proof || /^A+=*$/.test(proof[1])) return null;
  const zeros = 'A'.repeat(withoutEnd(proof[1], '=').length) + proof[1].slice(withoutEnd(proof[1], '=').length);
  return { kind: 'digest', standIn: encodeBase64(text.slice(0, proof.index + 3) + zeros), user: null, known: [proof[1]] };
}

/** The third message (MS-NLMP 2.2.1.3) contains the proof; the first two contain nothing secret. */
function ntlm(octets: Uint8Array): Content | null {
  const head = String.fromCharCode(...octets.slice(0, 7));
  if (head !== 'NTLMSSP' || octets[8] !== 3) return null;
  const rest = octets.slice(12);
  if (rest.every((octet) => octet === 0)) return null;
  const zeroed = Uint8Array.from(octets, (octet, at) => (at < 12 ? octet : 0));
  return { kind: 'digest', standIn: btoa(Array.from(zeroed, (octet) => String.fromCharCode(octet)).join('')), user: null, known: [] };
}

const BEARER = /\bauth=Bearer ([^\u0001]{1,8192})/i;

function bearer(text: string): Content | null {
  const token = BEARER.exec(text)?.[1];
  if (token === undefined || isStandIn(token)) return null;
  const user = (/^user=([^\u0001]{1,300})\u0001/.exec(text) ?? /^[nyp][^,]{0,60},a=([^,\u0001]{1,300}),/.exec(text))?.[1] ?? null;
  return { kind: 'token', standIn: encodeBase64(text.replace(token, STAND_IN)), user, known: spellings(token), doubtful: isMasked(token) };
}

function blob(value: string): Content | null {
  const text = decodeBase64Text(value);
  if (value.length < 12 || (text !== null && isStandIn(text))) return null;
  return { kind: 'blob', standIn: encodeBase64(STAND_IN), user: null, known: [] };
}

/** A value that is no Base64: cut off, wrapped, or typed in clear. */
function undecoded(dialogue: AuthDialogue, step: AuthStep, value: string): Content | null {
  const mechanism = dialogue.mechanism ?? '';
  if (
    isStandIn(value) ||
    IDEOGRAPHS.test(value) ||
    (isMasked(value) && !/[A-Za-z0-9+/]{8}/.test(value)) ||
    (step.asks !== 'password' &&
      step.asks !== 'both' &&
      /^(?:LOGIN|EXTERNAL|ANONYMOUS)$/.test(mechanism) &&
      isUserName(dialogue, step, value))
  )
    return null;
  if (mechanism === '' && step.asks !== 'password') return null;
  const inner = decodedLoosely(value) ?? decodeBase64Text(withoutEnd(value.slice(0, value.length - (value.length % 4)), '='));
  const kind = mechanism === 'LOGIN' || mechanism === 'PLAIN' || step.asks === 'password' ? 'password' : 'blob';
  return {
    kind,
    standIn: encodeBase64(mechanism === 'PLAIN' ? `\0\0${STAND_IN}` : STAND_IN),
    user: null,
    known: [
      ...spellings(value),
      ...(mechanism === 'PLAIN'
        ? [...passwordsIn(value).filter((one) => !/\s/.test(one)), ...partsOf(inner, value)]
        : (inner?.split('\0') ?? [])),
    ],
    doubtful: isMasked(value),
  };
}
