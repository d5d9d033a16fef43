import type { Caret } from '../../analysis/caret';
import { type Proposal, type Proposals, wordAt } from '../../analysis/proposal';
import { command, keyword, keywords, replyCode, saslMechanisms } from '../../knowledge';
import { enhancedCodes } from '../../knowledge/enhanced-codes';
import { level } from '../../knowledge/levels';
import { pseudoVerb, type Reply } from '../../session/model';
import { readEhloLine } from '../../syntax/ehlo-line';
import { t } from '../../text/l10n';

/** What the server may answer at the caret; null if nothing can be proposed. */
export function proposeReply(caret: Caret): Proposals | null {
  const { piece, unit } = caret;
  const { text } = piece;
  const verb = pendingVerb(caret);
  const said = /^([2-5]\d\d)([ -])/.exec(text.slice(0, unit));
  if (!said) {
    if (!/^\d{0,3}$/.test(text.slice(0, unit))) return null;
    const to = wordAt(text, unit, /[\d -]/).to;
    return { from: 0, to, items: caret.open ? codesAgain(caret.open) : codes(verb) };
  }
  const code = Number(said[1]);
  if (verb === 'EHLO' || verb === 'LHLO') return caret.open && code === 250 ? proposeKeyword(caret, caret.open) : null;
  return proposeEnhanced(caret, code, verb);
}

/** Verb or pseudo verb that the server has to answer; null if there is none. */
function pendingVerb({ session, pending }: Caret): string | null {
  if (!session) return 'CONNECT';
  return pending ? pseudoVerb(pending, session) : null;
}

/** Codes that answer a verb: those of its RFCs, those that may follow any command, those that real servers send. */
function codes(verb: string | null): Proposal[] {
  const row = verb === null ? undefined : command(verb);
  const ranked = new Map<number, number>();
  // 353 and 355 need extensions that hardly any server has.
  for (const { code } of row?.replies ?? []) ranked.set(code, code < 300 || code === 354 || code === 334 ? 0 : code < 400 ? 2 : 1);
  if (row?.kind === 'command')
    for (const code of [500, 501, 502, 503]) if (level(row.verb, code) === 'any-command') ranked.set(code, ranked.get(code) ?? 2);
  for (const { code } of row?.practice ?? []) ranked.set(code, ranked.get(code) ?? 3);
  ranked.set(421, ranked.get(421) ?? 2);
  const found: Proposal[] = [...ranked].map(([code, rank]) => ofCode(code, ' ', rank, verb));
  if (row && (row.verb === 'EHLO' || row.verb === 'LHLO')) found.push(ofCode(250, '-', 0, verb));
  return found;
}

function ofCode(code: number, separator: ' ' | '-', rank: number, verb: string | null): Proposal {
  const title = replyCode(code)?.title;
  return {
    kind: 'code',
    label: separator === '-' ? `${code}-` : String(code),
    text: `${code}${separator}`,
    detail: separator === '-' ? t('more lines follow') : title && t(title),
    rank,
    goesOn: true,
    verb: verb ?? undefined,
  };
}

/** A multi-line reply continues with its own code (RFC 5321 §4.2.1). */
function codesAgain({ code }: Reply): Proposal[] {
  return [{ ...ofCode(code, '-', 0, null) }, { ...ofCode(code, ' ', 1, null), label: `${code} `, detail: t('the last line') }];
}

/** Keywords of the reply to EHLO that are not there yet, and what may follow AUTH. */
function proposeKeyword({ piece, unit }: Caret, open: Reply): Proposals | null {
  const { text } = piece;
  const word = wordAt(text, unit);
  const before = text.slice(4, word.from).trim();
  if (before !== '') {
    if (!/^AUTH\b/i.test(before)) return null;
    const given = new Set(before.toUpperCase().split(/\s+/));
    const items = saslMechanisms
      .filter(({ name }) => !given.has(name) && !name.endsWith('-'))
      .map(({ name, status }): Proposal => ({ kind: 'mechanism', label: name, rank: status === 'current' ? 0 : 1 }));
    return { ...word, items };
  }
  const there = new Set(open.lines.slice(1).map((line) => readEhloLine(line.piece.text.slice(4))?.keyword));
  const items = keywords()
    .filter(({ name, status }) => !there.has(name) && (status === 'standard' || status === 'vendor'))
    .map(({ name, meaning, status }): Proposal => {
      const takes = name === 'SIZE' || name === 'AUTH' || name === 'DELIVERBY' || name === 'LIMITS';
      return {
        kind: 'keyword',
        label: name,
        text: takes ? `${name} ` : name,
        detail: t(meaning),
        rank: status === 'standard' ? (keyword(name)?.verbs?.includes('SEND') ? 2 : 0) : 1,
        goesOn: name === 'AUTH',
      };
    });
  return { from: word.from, to: word.to, items };
}

/** Enhanced codes for a reply code, if the server said that it sends them; greetings and 3yz replies have none (RFC 2034 §3). */
function proposeEnhanced({ piece, unit, state }: Caret, code: number, verb: string | null): Proposals | null {
  const { text } = piece;
  const digit = Math.floor(code / 100);
  if (digit === 3 || verb === 'CONNECT' || verb === 'HELO' || !state?.capabilities?.has('ENHANCEDSTATUSCODES')) return null;
  if (!/^[ -][\d.]*$/.test(text.slice(3, unit))) return null;
  const items = enhancedCodes
    .filter((row) => row.classes.includes(digit) && /^X\.\d+\.\d+$/.test(row.code) && !row.deprecated)
    .map(
      (row): Proposal => ({
        kind: 'enhanced',
        label: `${digit}${row.code.slice(1)}`,
        text: `${digit}${row.code.slice(1)} `,
        detail: t(row.title),
        rank: row.basic.includes(code) ? 0 : 1,
        verb: verb ?? undefined,
      }),
    );
  return { from: 4, to: wordAt(text, unit, /[\d.]/).to, items };
}
