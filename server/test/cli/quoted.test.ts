import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { logSummary } from '../../src/features/log-summary';
import { whyIn, whyText } from '../../src/features/why';
import { HIDDEN } from '../../src/redaction/secrets';
import { smtpLens } from './terminal';

const line = (n: number, said: string): string => `Nov 23 10:00:${String(n % 60).padStart(2, '0')} mx ${said}`;
const quiet = Array.from({ length: 900 }, (_, n) => line(n, `postfix/smtpd[${n}]: connect from c.example.org[192.0.2.9]`));
/** Longer than a text whose secrets are known as a whole, with a refusal that repeats a password of letters. */
const LOG = [
  line(0, 'postfix/smtpd[77]: 4C4D21A2B3: client=c.example.org[192.0.2.9]'),
  ...quiet,
  line(1, 'app[3]: smtp_password=Trockener-Vogel'),
  line(
    2,
    'postfix/smtp[80]: 4C4D21A2B3: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.7.8, status=bounced (host mx.example.net[192.0.2.1] said: 535 5.7.8 Trockener-Vogel is not the password (in reply to AUTH command))',
  ),
  ...quiet,
  line(3, 'postfix/qmgr[79]: 4C4D21A2B3: removed'),
];

const done = <T>(steps: Generator<unknown, T>): T => {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};

describe('a password that a refusal in a long log repeats', () => {
  it.each([
    ['why'],
    ['why', '--format', 'json'],
    ['summary'],
    ['summary', '--format', 'json'],
    ['messages', '--format', 'json'],
    ['story', '4C4D21A2B3'],
    ['check', '--format', 'json'],
    ['replies', '--format', 'json'],
  ])('is not shown by %s', async (command, ...options) => {
    const { out } = await smtpLens({ '/a.log': `${LOG.join('\n')}\n` }, command, ...options, '/a.log');
    expect(out).toMatch(/535|auth-failed/);
    expect(out).not.toContain('Vogel');
  });

  it('is not shown on the pages of an editor', () => {
    const analysis = Analysis.of(LOG);
    expect(whyText(done(whyIn(analysis)))).toContain(`It said: ${HIDDEN} is not the password`);
    expect(done(logSummary(analysis))).toContain(`535 5.7.8 ${HIDDEN} is not the password`);
  });

  it('is hidden in a short text too, also where the dialogue gave it away', () => {
    const session = [
      ...[
        'S: 220 mx.example.net ESMTP',
        'C: EHLO client.example.org',
        'S: 250 AUTH LOGIN',
        'C: AUTH LOGIN',
        'S: 334 VXNlcm5hbWU6',
        'C: YWxpY2U=',
      ],
      ...['S: 334 UGFzc3dvcmQ6', `C: ${btoa('Trockener-Vogel')}`, 'S: 535 5.7.8 Trockener-Vogel is wrong', 'C: QUIT', 'S: 221 Bye'],
    ];
    const text = whyText(done(whyIn(Analysis.of(session))));
    expect(text).toContain('535');
    expect(text).not.toContain('Vogel');
  });
});
