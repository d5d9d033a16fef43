import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { splitFileText, textOf } from '../../src/text/lines';
import { corpus, present } from '../corpus/corpus';

const folder = join(corpus, 'dev/transcripts');
const SETTINGS = { strictness: 'standard', severities: {} } as const;
const GROUPS = new Set(['reply-format', 'enhanced-code', 'security']);

/** What may be said of a session that ended well: that its credentials can be read. */
const CREDENTIALS =
  /^(?:credentials-visible|bearer-token-visible|offline-crackable-auth|auth-over-cleartext|starttls-offered-not-used|starttls-failed-continue-clear|secret-in-.*)$/;
/** True findings in recordings that were made to have them: servers that offer STARTTLS under TLS, on purpose or by mistake. */
const EXPECTED = /^ehlo-starttls-after-tls$/;

describe.skipIf(!present)('transcripts that ended well', () => {
  it('get no error and no warning about replies, enhanced codes and security but those of credentials', () => {
    const wrong: string[] = [];
    let sessions = 0;
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      if (text.length > 500_000) continue;
      const analysis = Analysis.of(textOf(splitFileText(text)));
      const well = [...analysis.sessions()].filter(({ session }) =>
        session.exchanges.every(({ replies }) => replies.every(({ code }) => code < 400)),
      );
      sessions += well.length;
      for (const { finding, start } of findingsOf(analysis, SETTINGS)) {
        const { rule, severity } = finding;
        const line = start + finding.at.line;
        if (severity !== 'error' && severity !== 'warning') continue;
        if (!GROUPS.has(rule.group) || CREDENTIALS.test(rule.id) || EXPECTED.test(rule.id)) continue;
        if (well.some((one) => one.start + one.session.firstLine <= line && line <= one.start + one.session.lastLine))
          wrong.push(`${name}:${line + 1} ${rule.id}`);
      }
    }
    console.log(`${sessions} sessions ended well, ${wrong.length} findings too many`);
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('what rules say of secrets', () => {
  const said = (text: string): string[] =>
    findingsOf(Analysis.of(textOf(splitFileText(text)), { explicit: true }), SETTINGS).flatMap(({ finding }) => [
      finding.message,
      ...finding.related.map(({ message }) => message),
    ]);

  it('never holds one', () => {
    const text = [
      'swaks --auth-user alice --auth-password tulip-4711',
      'S: 220 mx.example.net ESMTP',
      'C: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHR1bGlwLTQ3MTE=',
      'S: 535 5.7.8 no',
      'C: AUTH LOGIN',
      'S: 334 VXNlcm5hbWU6',
      'C: YWxpY2U=',
      'S: 334 UGFzc3dvcmQ6',
      'C: dHVsaXAtNDcxMQ==',
      'S: 535 5.7.8 no',
    ].join('\n');
    expect(said(text).length).toBeGreaterThan(2);
    expect(said(text).join('\n')).not.toMatch(/tulip|4711|dHVsaXAt|AGFsaWNl/);
  });

  it('is a hint where an RFC printed them', () => {
    const rules = findingsOf(
      Analysis.of(textOf(['C: AUTH PLAIN dGVzdAB0ZXN0ADEyMzQ=', 'S: 235 2.7.0 Authentication successful'])),
      SETTINGS,
    );
    expect(rules.filter(({ finding }) => finding.rule.id === 'credentials-visible').map(({ finding }) => finding.severity)).toEqual([
      'hint',
    ]);
  });
});
