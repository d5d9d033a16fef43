import type { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { redact } from '../../src/features/redact';
import { STANDARD } from '../settings';
import { analysed, difference, type Oracle, saidIn } from './oracle';

const copied = (analysis: Analysis): string => redact(analysis).lines.join('\n');

/** Rules about the shape of a secret, or about the length of lines: stand-ins have their own. */
const ABOUT_WHAT_IS_GONE =
  /^(?:secret-|auth-(?:not-base64|base64-wrapped|plain-malformed|login-prompt-mismatch|placeholder-credentials|double-encoded|trailing-newline|challenge-not-base64|user-)|offline-crackable-auth$|bearer-token-visible$|credentials-visible$|limit-(?:reply-line|command-line|text-line)$)/;

/** A copy of the copy is the copy, and it is read like the text. */
export const redaction: Oracle = (text, _, put) => {
  const analysis = analysed(text);
  const copy = copied(analysis);
  const again = analysed(copy);
  const twice = copied(again);
  if (twice !== copy) put('a copy of the copy differs', firstDifference(copy, twice));
  if (copy.split('\n').length !== analysis.lines.count) put('a copy has other lines');
  const [was, is] = [saidIn(analysis), saidIn(again)];
  if (was.join('\n') !== is.join('\n')) {
    put('a copy has other exchanges', { lost: difference(was, is), gained: difference(is, was) });
    return;
  }
  const rules = (one: Analysis): string[] =>
    findingsOf(one, STANDARD)
      .map(({ finding }) => finding.rule.id)
      .filter((id) => !ABOUT_WHAT_IS_GONE.test(id));
  const [before, after] = [rules(analysis), rules(again)];
  for (const id of new Set(difference(before, after))) put(`a copy lost ${id}`, firstDifference(text, copy));
  for (const id of new Set(difference(after, before))) put(`a copy gained ${id}`, firstDifference(text, copy));
};

function firstDifference(a: string, b: string): string {
  const [one, other] = [a.split('\n'), b.split('\n')];
  const n = one.findIndex((line, at) => line !== other[at]);
  return JSON.stringify({ line: n, was: one[n], is: other[n] });
}
