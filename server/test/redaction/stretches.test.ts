import { describe, expect, it } from 'vitest';
import { secretsOfLines, stretchFrom } from '../../src/redaction/document';
import { KnownSecrets } from '../../src/redaction/known-secrets';
import { linesOf } from '../../src/text/lines';
import { samples } from '../properties/samples';

/** Secrets that reach over several lines, one behind the other. */
const REACHING: readonly (readonly string[])[] = [
  ['-----BEGIN PRIVATE KEY-----', 'MIIEpAIBAAKCAQEAabcd3456 ', '(still it)', 'MIIEpAIBAAKCAQEAefgh7890 ', '-----END PRIVATE KEY-----'],
  ['-> AUTH LOGIN', '<- 334 VXNlcm5hbWU6', '-> YWxpY2VAZXhhbXBsZS5vcmc=', '<- 334 UGFzc3dvcmQ6', '-> aHVudGVyMi1zZXZlbg==', '<- 235 Ok'],
  [
    '00000000  41 55 54 48 20 50 4c 41 49 4e 20 41 47 46 73 61',
    '00000010  57 4e 6c 41 48 4e 6c 59 33 4a 6c 64 43 30 30 4d',
    '00000020  7a 49 78 0d 0a',
  ],
  [
    '00000000  41 55 54 48 20 4c 4f 47 49 4e 0d 0a',
    'and then',
    '00000000  59 57 78 70 59 32 55 74 59 57 35 6b 4c 57 4a 76',
    '00000010  59 67 3d 3d 0d 0a',
    'and then',
    '00000000  5a 32 56 6f 5a 57 6c 74 4c 54 6b 34 4e 7a 59 3d',
    '00000010  0d 0a',
  ],
  ['payload: !!binary |', '# in rows', '    QVVUSCBQTEFJTiBBR0p2WWdCdmRHaGxjaTAyTlRReg==', '    '],
  ['00000000  33 33 34 20 55 47 46 7a 63 33 64 76 63 6d 51 36', 'and then', '00000000  5a 32 56 6f 5a 57 6c 74 4c 54 6b 34 4e 7a 59 3d'],
  ['c210cF91c2VyPWFsaWNlIHNtdHBfcGFzc3dvcmQ9c3BsaXQt', 'b3Zlci1yb3dzLTI0NjggYW5kIG1vcmU='],
];

function done<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

describe('the stretches of a text', () => {
  it('know together what the whole text gives away', () => {
    const texts = [...REACHING, ...samples.map(({ lines }) => lines)];
    let cuts = 0;
    let telling = 0;
    for (const text of texts) {
      const lines = linesOf(text);
      const all = new KnownSecrets();
      for (let at = 0; at < text.length; cuts++) {
        const { to, known } = done(stretchFrom(lines, at, at + 1, text.length, new Set()));
        all.merge(known);
        at = to;
      }
      const { known } = secretsOfLines(lines, []);
      if (!known.isEmpty) telling++;
      expect(all.sameAs(known), text.join('\n')).toBe(true);
    }
    expect(cuts).toBeGreaterThan(10 * texts.length);
    expect(telling).toBeGreaterThanOrEqual(REACHING.length);
  }, 60_000);
});
