import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { hints } from '../../src/features/hints';
import { redact } from '../../src/features/redact';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const dialogue = (first: string, second: string): string[] => [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250 AUTH LOGIN',
  'C: AUTH LOGIN',
  'S: 334 VXNlcm5hbWU6',
  `C: ${first}`,
  'S: 334 UGFzc3dvcmQ6',
  `C: ${second}`,
  'S: 535 5.7.8 Authentication failed',
];

describe('a password sent where the user name is asked for', () => {
  const user = b64('al@example.org');
  it.each([
    ['as it is', user],
    ['with its padding in quoted-printable', user.replace('=', '=3D')],
    ['cut off', user.slice(0, -5)],
    ['with something behind it', `${user};`],
  ])('is known by the address in the other answer, %s', (_, second) => {
    const lines = dialogue(b64('hunter2024'), second);
    const analysis = Analysis.of(lines, { explicit: true });
    const shown = gateOf(analysis).within(hints(analysis, 0, lines.length, { codes: true, times: true, userNames: true }));
    expect(JSON.stringify(shown)).not.toContain('hunter2024');
    expect(JSON.stringify(shown)).toContain('[hidden]');
    expect(redact(analysis).lines.join('\n')).not.toContain(b64('hunter2024'));
  });
});
