import type { Caret } from '../../analysis/caret';
import { type Proposal, type Proposals, wordAt } from '../../analysis/proposal';
import { command, parameter, parameters, saslMechanisms, verbs } from '../../knowledge';
import type { State } from '../../session/state';
import { readParameters } from '../../syntax/parameter';
import { readPathArgument } from '../../syntax/path';
import { t } from '../../text/l10n';

/** What the client may say at the caret, in the state after the lines above; null if nothing can be proposed. */
export function proposeCommand(caret: Caret): Proposals | null {
  const { piece, unit, state, body } = caret;
  const { text } = piece;
  if (body) return text === '' ? whole(text, [{ kind: 'verb', label: '.', detail: t('end of the mail data'), rank: 0 }]) : null;
  if (state?.auth === 'dialogue') {
    return text === '' ? whole(text, [{ kind: 'verb', label: '*', detail: t('cancel the authentication'), rank: 0 }]) : null;
  }
  const verb = /^[ \t]*([A-Za-z0-9-]+)[ \t]+/.exec(text.slice(0, unit));
  if (verb) return proposeArgument(caret, verb[1].toUpperCase(), verb[0].length);
  const { from, to } = wordAt(text, unit, /[A-Za-z0-9-]/);
  if (text.slice(0, from).trim() !== '') return null;
  return { from, to, items: verbsIn(state, caret.session?.protocol === 'lmtp') };
}

const whole = (text: string, items: readonly Proposal[]): Proposals => ({ from: 0, to: text.length, items });

const TEMPLATES: Readonly<Record<string, Pick<Proposal, 'text' | 'snippet' | 'goesOn'>>> = {
  EHLO: { text: 'EHLO ', snippet: 'EHLO ${1:client.example.org}' },
  HELO: { text: 'HELO ', snippet: 'HELO ${1:client.example.org}' },
  LHLO: { text: 'LHLO ', snippet: 'LHLO ${1:client.example.org}' },
  MAIL: { text: 'MAIL FROM:<', snippet: 'MAIL FROM:<${1:sender@example.org}>' },
  RCPT: { text: 'RCPT TO:<', snippet: 'RCPT TO:<${1:recipient@example.com}>' },
  AUTH: { text: 'AUTH ', goesOn: true },
  BDAT: { text: 'BDAT ', snippet: 'BDAT ${1:1000} LAST' },
  VRFY: { text: 'VRFY ' },
  EXPN: { text: 'EXPN ' },
  ETRN: { text: 'ETRN ' },
};

/** Not needed today: proposed only if a server offers them (RFC 5321 §F.1, §F.6). */
const OLD = new Set(['SEND', 'SOML', 'SAML', 'TURN']);

function verbsIn(state: State | null, lmtp: boolean): Proposal[] {
  const found: Proposal[] = [];
  for (const verb of verbs()) {
    const rank = rankOf(verb, state, lmtp);
    if (rank === null) continue;
    const row = command(verb);
    found.push({ kind: 'verb', label: verb, detail: row && t(row.title), rank, ...TEMPLATES[verb] });
  }
  return found;
}

/** How likely a verb is in a state (0 is next); null if it is not allowed (RFC 5321 §4.1.4, §3.1; RFC 3207 §4; RFC 4954 §4; RFC 3030 §2). */
function rankOf(verb: string, state: State | null, lmtp: boolean): number | null {
  if (!state) return verb === (lmtp ? 'LHLO' : 'EHLO') ? 0 : verb === 'HELO' && !lmtp ? 1 : verb === 'QUIT' ? 2 : null;
  const { connection, greeted, hello, capabilities, transaction } = state;
  if (connection !== 'open') return null;
  if (greeted === 'refused') return verb === 'QUIT' ? 0 : null;
  const greets = hello === 'none';
  const inside = transaction !== 'none';
  const between = transaction === 'none' || transaction === 'unknown';
  const offers = (keyword: string): boolean | null =>
    capabilities === null ? null : capabilities.has(keyword) || [...capabilities.keys()].some((one) => one.startsWith(`${keyword}=`));
  switch (verb) {
    case 'EHLO':
      return lmtp ? null : greets ? 0 : 6;
    case 'HELO':
      return lmtp ? null : greets ? 1 : 7;
    case 'LHLO':
      return lmtp || greets ? (lmtp && greets ? 0 : 7) : null;
    case 'MAIL':
      return !greets && between ? (state.epoch === 0 && offers('STARTTLS') === true ? 1 : 0) : null;
    case 'RCPT':
      return inside ? 0 : null;
    case 'DATA':
      return takesData(state) ? 0 : null;
    case 'BDAT':
      return inside && recipients(state) && offers('CHUNKING') !== false ? 2 : null;
    case 'STARTTLS':
      return !greets && between && state.epoch === 0 && offers('STARTTLS') !== false ? (offers('STARTTLS') ? 0 : 4) : null;
    case 'AUTH':
      return !greets && hello !== 'helo' && between && state.auth !== 'done' && offers('AUTH') !== false ? (offers('AUTH') ? 1 : 4) : null;
    case 'QUIT':
      return inside ? 4 : 2;
    case 'RSET':
      return inside ? 3 : 5;
    case 'NOOP':
    case 'HELP':
    case 'VRFY':
      return 5;
    case 'EXPN':
      return offers('EXPN') === false ? 7 : 5;
    default:
      return OLD.has(verb) || command(verb)?.status !== 'standard' || command(verb)?.keyword
        ? offers(command(verb)?.keyword ?? verb) === true
          ? 5
          : null
        : 6;
  }
}

/** Whether the transaction has a recipient that was not refused, or may have one. */
function recipients({ transaction }: State): boolean {
  return (
    transaction === 'unknown' ||
    (transaction !== 'none' && transaction.recipients.some(({ verdict }) => verdict === 'accepted' || verdict === 'pending'))
  );
}

const takesData = (state: State): boolean =>
  recipients(state) && (typeof state.transaction === 'string' || state.transaction.bdat === 'none');

function proposeArgument({ piece, unit, state }: Caret, verb: string, argumentAt: number): Proposals | null {
  const { text } = piece;
  const word = wordAt(text, unit);
  const typed = text.slice(argumentAt, unit);
  const propose = (items: readonly Proposal[]): Proposals | null => (items.length > 0 ? { ...word, items } : null);
  switch (verb) {
    case 'MAIL':
    case 'RCPT':
      if (!typed.includes(':')) return typed.includes(' ') ? null : propose([pathOf(verb)]);
      return proposeParameters(text, unit, argumentAt, verb, state);
    case 'AUTH':
      return typed.includes(' ') ? null : propose(mechanisms(state));
    case 'HELP':
      return typed.includes(' ') ? null : propose(verbs().map((one) => ({ kind: 'argument', label: one, rank: 0 })));
    case 'BDAT':
      return /^\d+[ \t]+\S*$/.test(typed) ? propose([{ kind: 'argument', label: 'LAST', detail: t('the last chunk'), rank: 0 }]) : null;
    default:
      return null;
  }
}

const pathOf = (verb: 'MAIL' | 'RCPT'): Proposal =>
  verb === 'MAIL'
    ? { kind: 'argument', label: 'FROM:<>', text: 'FROM:<', snippet: 'FROM:<$1>', detail: t('the sender'), rank: 0 }
    : { kind: 'argument', label: 'TO:<>', text: 'TO:<', snippet: 'TO:<$1>', detail: t('the recipient'), rank: 0 };

/** The mechanisms that were offered; those in use today if that is not known. */
function mechanisms(state: State | null): Proposal[] {
  const offered =
    state?.capabilities &&
    [...state.capabilities].flatMap(([name, value]) =>
      name === 'AUTH' ? value.split(/\s+/) : name.startsWith('AUTH=') ? [name.slice(5), ...value.split(/\s+/)] : [],
    );
  const names = offered
    ? [...new Set(offered.filter((name) => name !== '').map((name) => name.toUpperCase()))]
    : saslMechanisms.filter(({ name, status }) => status !== 'obsolete' && !name.endsWith('-')).map(({ name }) => name);
  return names.map((name) => ({ kind: 'mechanism', label: name, rank: 0 }));
}

function proposeParameters(text: string, unit: number, argumentAt: number, verb: 'MAIL' | 'RCPT', state: State | null): Proposals | null {
  const argument = readPathArgument(text, argumentAt, verb);
  if (argument.path.text === '' || unit <= argument.path.to || /[^ \t]/.test(text.slice(argument.path.to, argument.path.to + 1)))
    return null;
  const there = readParameters(text, argument.path.to);
  const here = there.find((one) => one.from <= unit && unit <= one.to);
  if (here?.value && unit >= here.value.from) {
    const values = valuesOf(here.name, text.slice(here.value.from, unit));
    const from = here.name === 'NOTIFY' ? text.lastIndexOf(',', unit - 1) + 1 : 0;
    return values.length > 0 ? { from: Math.max(from, here.value.from), to: here.to, items: values } : null;
  }
  const used = new Set(there.filter((one) => one !== here).map(({ name }) => name));
  const { capabilities = null } = state ?? {};
  const items = parameters()
    .filter(
      ({ name, on, keyword, status }) =>
        on.includes(verb) && !used.has(name) && (capabilities ? capabilities.has(keyword) : status === 'standard'),
    )
    .map(
      ({ name, value, meaning }, at): Proposal => ({
        kind: 'parameter',
        label: value ? `${name}=` : name,
        detail: t(meaning),
        rank: at,
        goesOn: value !== undefined,
      }),
    );
  return items.length > 0 ? { ...wordAt(text, unit), items } : null;
}

/** The words that the grammar of a parameter's value names (RFC 6152, RFC 3461). */
function valuesOf(name: string, typed: string): Proposal[] {
  const grammar = parameter(name)?.value ?? '';
  const words = [...grammar.matchAll(/"([A-Z0-9]{2,})"/g)].map((match) => match[1]);
  const given = new Set(typed.split(',').slice(0, -1));
  // NEVER is used alone (RFC 3461 §4.1).
  return words
    .filter((word) => !given.has(word) && !(word === 'NEVER' && given.size > 0))
    .map((word, rank) => ({ kind: 'value', label: word, rank }));
}
