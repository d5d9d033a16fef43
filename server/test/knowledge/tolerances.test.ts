import { describe, expect, it } from 'vitest';
import { commands } from '../../src/knowledge/commands';
import { level } from '../../src/knowledge/levels';
import { legality, tolerances } from '../../src/knowledge/tolerances';
import type { Exchange, Reply } from '../../src/session/model';
import { fit } from '../../src/session/pairing/compatibility';
import { isForeign } from '../../src/session/reading/evidence';
import { AUTH_ANSWER, GREETING, isPlainReply, MAIL_DATA, plainExchange } from '../../src/session/reading/plain-exchange';

const codes = Array.from({ length: 400 }, (_, n) => n + 200);
const KINDS: Readonly<Record<string, Exchange['kind']>> = { CONNECT: 'greeting', AUTH_CONTINUE: 'auth', DATA_END: 'data' };
const PLAIN = { CONNECT: GREETING, AUTH_CONTINUE: AUTH_ANSWER, DATA_END: MAIL_DATA };

/** How a reply of nothing but its code fits a verb. */
function fitOf(verb: string, code: number): ReturnType<typeof fit> {
  const kind = KINDS[verb] ?? 'command';
  const exchange = { kind, command: kind === 'command' ? { verb } : null } as Exchange;
  return fit(exchange, { code, enhanced: null, lines: [{ piece: { text: String(code) } }] } as unknown as Reply);
}

describe('the legality of a code after a verb', () => {
  const pairs = commands.flatMap(({ verb }) => codes.map((code) => ({ verb, code })));

  it('is what the levels say, but for the tolerances', () => {
    const apart = pairs.filter(({ verb, code }) => (legality(verb, code) === 'possible') !== (level(verb, code) !== 'impossible'));
    expect(apart).toEqual([]);
  });

  it('is what pairing goes by', () => {
    const apart = pairs.filter(({ verb, code }) => {
      const stands = legality(verb, code);
      const fits = fitOf(verb, code);
      return (fits === 'impossible') !== (stands === 'impossible') || (stands === 'tolerated' && fits !== 'odd');
    });
    expect(apart).toEqual([]);
  });

  it('is what skimming goes by', () => {
    const apart = pairs.filter(({ verb, code }) => {
      const exchange = PLAIN[verb as keyof typeof PLAIN] ?? plainExchange(verb);
      return exchange && code < 400 && isPlainReply(exchange, code) && legality(verb, code) !== 'possible';
    });
    expect(apart).toEqual([]);
  });

  it('leaves no code of another protocol to a command of SMTP', () => {
    const apart = pairs.filter(({ verb, code }) => isForeign(code) && code !== 200 && level(verb, code) === 'listed');
    expect(apart).toEqual([]);
  });

  it('has no tolerance that tolerates nothing, and each with its reason and source', () => {
    for (const row of tolerances) {
      const used = pairs.filter(
        ({ verb, code }) => row.takes(code) && (row.verbs?.includes(verb) ?? true) && legality(verb, code) === 'tolerated',
      );
      expect(used, row.reason).not.toEqual([]);
      expect(row.sources, row.reason).not.toEqual([]);
      expect(row.reason.split(' ').length).toBeGreaterThan(4);
    }
  });

  it('knows nothing of what lies outside the codes', () => {
    expect([199, 600, Number.NaN].map((code) => legality('EHLO', code))).toEqual(['impossible', 'impossible', 'impossible']);
    expect(legality('FROBNICATE', 354)).toBe('possible');
  });
});
