import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf, type PlacedFinding } from '../../src/features/diagnostics';
import { lastReply, nameOf, type Session } from '../../src/session/model';
import { outcomeOf } from '../../src/session/outcome/outcome';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';
import { corpus, present } from './corpus';

/** How sessions of the public corpus came out, which lies beside the checkout and is not part of it. */
const folder = join(corpus, 'dev/transcripts');

interface Judged {
  readonly name: string;
  readonly session: Session;
  readonly findings: readonly PlacedFinding[];
}

function* judged(): Generator<Judged> {
  for (const file of readdirSync(folder)) {
    const analysis = Analysis.of(textOf(splitFileText(readFileSync(join(folder, file), 'utf8'))));
    const findings = findingsOf(analysis, STANDARD);
    for (const { session, start } of analysis.sessions()) {
      const [first, last] = [start + session.firstLine, start + session.lastLine];
      const own = findings.filter((one) => one.start + one.finding.at.line >= first && one.start + one.finding.at.line <= last);
      yield { name: `${file}:${first + 1}`, session, findings: own };
    }
  }
}

const refusals = (session: Session) => session.exchanges.filter((each) => each.replies.some(({ code }) => code >= 400));

/** Why a session in which something was refused did not fail; null where none of this holds. */
function gotOver(session: Session): string | null {
  const { accepted, named, delivered } = outcomeOf(session);
  const refused = new Set(refusals(session).map(nameOf));
  const only = (...names: string[]): boolean => [...refused].every((name) => names.includes(name));
  const loggedIn = session.exchanges.some((each) => lastReply(each)?.code === 235);
  if (only('EHLO', 'HELO', 'STARTTLS', 'AUTH', 'auth', 'XCLIENT', 'VRFY') && delivered > 0 && accepted === named)
    return 'what was refused was not needed: every recipient got the message';
  if (only('AUTH', 'auth') && loggedIn) return 'a later login succeeded';
  const asked = (good: boolean): Set<string> =>
    new Set(
      session.exchanges
        .filter((each) => nameOf(each) === 'RCPT' && (lastReply(each)?.code ?? 500) < 400 === good)
        .map((each) => each.command?.piece.text.toLowerCase() ?? ''),
    );
  const taken = asked(true);
  if (only('RCPT') && delivered > 0 && [...asked(false)].every((recipient) => taken.has(recipient)))
    return 'every recipient that was refused was accepted at a later try';
  return null;
}

describe.skipIf(!present)('sessions of the corpus', () => {
  it('that failed have one verdict each', () => {
    const reasons = new Map<string, number>();
    const wrong: string[] = [];
    let failed = 0;
    for (const { name, session, findings } of judged()) {
      if (refusals(session).length === 0) continue;
      const verdicts = findings.filter(({ finding }) => finding.rule.group === 'verdict').length;
      const reason = verdicts === 0 ? gotOver(session) : null;
      if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      else failed++;
      if (!reason && verdicts !== 1) wrong.push(`${name}: ${verdicts}`);
    }
    console.log(
      `${failed} sessions failed; refused something and did not fail: ${[...reasons].map(([why, n]) => `${n}, ${why}`).join('; ')}`,
    );
    expect(wrong).toEqual([]);
    expect(failed).toBeGreaterThan(250);
  }, 60_000);

  it('that ended well get no error and no warning but those about secrets and TLS', () => {
    /** What is true of the recordings: secrets that can be read, TLS offered where there is one. */
    const expected =
      /^(?:credentials-visible|bearer-token-visible|offline-crackable-auth|auth-over-cleartext|starttls-offered-not-used|secret-in-.*|multiline-unterminated|ehlo-starttls-after-tls)$/;
    const wrong: string[] = [];
    let well = 0;
    for (const { name, session, findings } of judged()) {
      // A message whose final dot was never answered did not end well, whatever came before.
      const answered = session.exchanges.every((each) => each.kind !== 'data' || each.replies.length > 0 || session.ends === 'open');
      if (refusals(session).length > 0 || !answered) continue;
      well++;
      for (const { finding } of findings)
        if (/^(?:error|warning)$/.test(finding.severity) && !expected.test(finding.rule.id)) wrong.push(`${name}: ${finding.rule.id}`);
    }
    console.log(`${well} sessions ended well`);
    expect(wrong).toEqual([]);
    expect(well).toBeGreaterThan(450);
  }, 60_000);
});
