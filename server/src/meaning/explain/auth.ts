import { saslMechanism } from '../../knowledge/index';
import { cite } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { code, type Explanation, fill, type Part } from './explanation';

/** One step of an AUTH dialogue, decoded by the caller. It has no field for a secret, so none can be shown. */
export interface AuthQuery {
  /** As the client named it; null if the AUTH command is not shown. */
  readonly mechanism: string | null;
  /** What the pointer is on: the mechanism's name (in the server's list: `offer`), what the client sent, or the server's challenge. */
  readonly on: 'mechanism' | 'offer' | 'answer' | 'challenge';
  /** What the answer contains. */
  readonly holds?: 'user' | 'password' | 'both' | 'cancel' | 'empty' | null;
  /** The user name, if it could be read. */
  readonly user?: string | null;
  /** The identity to act as, if one is given and differs. */
  readonly identity?: string | null;
  /** A placeholder is shown instead of what was sent. */
  readonly masked?: boolean;
  /** The decoded challenge (never one that holds a secret: a server's words, or its JSON). */
  readonly challenge?: string | null;
  /** Counts answers from 1; 0 for an initial response. */
  readonly step?: number;
}

/** What happens in an AUTH dialogue: mechanism, step, user name; never the password, the token or the digest. */
export function explainAuth(query: AuthQuery): Explanation {
  const row = query.mechanism === null ? undefined : saslMechanism(query.mechanism);
  const name = query.mechanism ?? 'AUTH';
  const parts: Part[] = [];
  if (query.user) parts.push({ kind: 'paragraph', label: t('User name'), text: [code(query.user)] });
  if (query.identity) parts.push({ kind: 'paragraph', label: t('Acts as'), text: [code(query.identity)] });
  if (query.challenge) parts.push(...challengeParts(query.challenge));
  if (row) {
    parts.push({ kind: 'paragraph', text: [t(row.meaning)] });
    if (query.on === 'mechanism')
      parts.push({ kind: 'paragraph', label: t('The client sends'), text: [row.steps.map((one) => t(one)).join(t('; '))] });
    const exposed = {
      plain: t('Anyone who can read the line can read the password.'),
      token: t('Anyone who can read the line can use the token.'),
      digest: t('The password can be guessed from it offline.'),
      none: '',
    }[row.exposes];
    if (exposed && query.on !== 'challenge') parts.push({ kind: 'paragraph', text: [exposed] });
  }
  return { heading: headingOf(query, name), summary: summaryOf(query), parts, sources: [...(row?.sources ?? []), ...cite('4954 4')] };
}

function headingOf({ on, step }: AuthQuery, name: string): Explanation['heading'] {
  if (on === 'mechanism' || on === 'offer') return [{ strong: name }, ` ${t('SASL mechanism')}`];
  if (on === 'challenge') return [{ strong: '334' }, ` ${t('challenge of {0}', name)}`];
  return [{ strong: name }, ` ${step === 0 ? t('initial response') : step ? t('answer {0}', step) : t('answer')}`];
}

function summaryOf({ on, holds, masked, mechanism, challenge }: AuthQuery): Explanation['summary'] {
  if (on === 'mechanism')
    return [
      mechanism !== null && saslMechanism(mechanism) ? t('The client asks to log in this way.') : t('No known table lists this mechanism.'),
    ];
  if (on === 'challenge') return [challenge ? t('The server asks, in base64.') : t('The server waits for the client’s answer.')];
  if (masked) return [t('What was sent is not shown in this text.')];
  switch (holds) {
    case 'user':
      return [t('The user name, in base64.')];
    case 'password':
      return [t('The password, in base64. It is not shown here.')];
    case 'both':
      return [t('The user name and the secret, in base64. The secret is not shown here.')];
    case 'cancel':
      return fill(t('The client gives up: {0} cancels the dialogue, and the server answers 501.'), code('*'));
    case 'empty':
      return [t('An empty answer.')];
    default:
      return [t('An answer in base64. It may contain a secret and is not shown here.')];
  }
}

/** The JSON in which OAuth servers say what is wrong (RFC 7628 §3.2.2), or the text of the prompt. */
function challengeParts(challenge: string): Part[] {
  const parts: Part[] = [{ kind: 'paragraph', label: t('Decoded'), text: [code(challenge.slice(0, 500))] }];
  const status = /"status"\s{0,5}:\s{0,5}"([^"]{1,60})"/.exec(challenge)?.[1];
  if (!status) return parts;
  const known = oauthStatus();
  const key = status.toLowerCase();
  const meaning = Object.hasOwn(known, key) ? known[key] : undefined;
  parts.push({ kind: 'paragraph', label: t('Status'), text: meaning ? [code(status), ` ${meaning}`] : [code(status)] });
  parts.push({
    kind: 'paragraph',
    text: [t('The client answers this with an empty line (XOAUTH2) or Ctrl-A (OAUTHBEARER); the real refusal follows.')],
  });
  return parts;
}

const oauthStatus = (): Readonly<Record<string, string>> => ({
  '400': t('The token is malformed, or it is for another service or scope.'),
  '401': t('The token is invalid or has expired.'),
  invalid_token: t('The token is invalid or has expired.'),
  invalid_request: t('The request is malformed.'),
  insufficient_scope: t('The token does not carry the scope for mail.'),
});
