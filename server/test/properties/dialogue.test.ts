import { describe, expect, it } from 'vitest';
import type { PlacedFinding } from '../../src/features/diagnostics';
import { nameOf } from '../../src/session/model';
import { onWire, recorded } from './recordings';
import { analysisOf, idsOf, judged, samples } from './samples';

const pairs = (text: readonly string[]): string[] =>
  [...analysisOf(text).sessions()].flatMap((placed) =>
    placed.session.exchanges.map((each) => `${nameOf(each)} ${each.replies.map((reply) => reply.code)}`),
  );

describe('4: credentials that were taken out change nothing', () => {
  for (const { name, lines, session, start } of recorded) {
    const secret = session.exchanges.filter((exchange) => exchange.kind === 'auth' && exchange.command);
    if (secret.length === 0) continue;
    it(name, () => {
      const redacted = [...lines];
      for (const { command } of secret) {
        if (!command) continue;
        const line = command.line + start;
        redacted[line] = `${lines[line].slice(0, command.piece.from)}UkVEQUNURUQ=${lines[line].slice(command.piece.to)}`;
      }
      expect(pairs(redacted)).toEqual(pairs(lines));
      const ids = (text: readonly string[]): string[] =>
        idsOf(judged(text)).filter((id) => !/credential|placeholder|auth-|offline-crackable/.test(id));
      expect(ids(redacted)).toEqual(ids(lines));
    });
  }
});

type Write = (side: 'C' | 'S', text: string) => string;

const literal = (text: string): string => text.replace(/[\\']/g, '\\$&');

const DIALECTS: Readonly<Record<string, Write>> = {
  rfc: (side, text) => `${side}: ${text}`,
  swaks: (side, text) => (side === 'C' ? ` -> ${text}` : `<-  ${text}`),
  curl: (side, text) => `${side === 'C' ? '>' : '<'} ${text}`,
  smtplib: (side, text) => (side === 'C' ? `send: '${literal(text)}\\r\\n'` : `reply: b'${literal(text)}\\r\\n'`),
  exim: (side, text) => `  SMTP${side === 'C' ? '>>' : '<<'} ${text}`,
  nodemailer: (side, text) => `[2026-11-23 19:18:38] DEBUG [abcdef] ${side}: ${text}`,
  pear: (side, text) => `DEBUG: ${side === 'C' ? 'Send' : 'Recv'}: ${text}`,
  phpmailer: (side, text) => `2026-11-23 19:18:38\t${side === 'C' ? 'CLIENT -> SERVER' : 'SERVER -> CLIENT'}: ${text}`,
  perl: (side, text) => `Net::SMTP=GLOB(0x55d0c0)${side === 'C' ? '>>>' : '<<<'} ${text}`,
  msmtp: (side, text) => `${side === 'C' ? '-->' : '<--'} ${text}`,
};

/** The format tells what it needs: octets, order, time, or (swaks) that the connection is not encrypted. */
const needsMore = ({ finding: { rule } }: PlacedFinding): boolean =>
  rule.id === 'auth-over-cleartext' ||
  rule.id === 'auth-advertised-cleartext' ||
  ('gates' in rule && rule.gates.some((gate) => gate === 'raw' || gate === 'order' || gate === 'time'));

describe('5: the same session gives the same findings and pairs in every dialect', () => {
  it('there are sessions enough', () => expect(onWire.length).toBeGreaterThan(90));

  it.each(onWire.map(({ name, said }) => [name, said] as const))('%s', (_, said) => {
    const read = (write: Write): object => {
      const text = said.map(([side, line]) => write(side, line));
      return { pairs: pairs(text), ids: idsOf(judged(text).filter((each) => !needsMore(each))) };
    };
    const first = read(DIALECTS.rfc);
    for (const [dialect, write] of Object.entries(DIALECTS)) expect(read(write), dialect).toEqual(first);
  });
});

describe('6: two sessions one behind the other give what each of them gives', () => {
  for (const one of samples) {
    for (const other of samples.slice(0, 4)) {
      it(`${one.name} and ${other.name}`, () => {
        const joined = [...one.lines, '', ...other.lines];
        expect(idsOf(judged(joined))).toEqual([...idsOf(judged(one.lines)), ...idsOf(judged(other.lines))]);
      });
    }
  }
});

describe('8: verbs in lower case change nothing', () => {
  for (const { name, lines, session, start } of recorded) {
    it(name, () => {
      const lower = [...lines];
      for (const { command, kind } of session.exchanges) {
        if (!command || kind !== 'command' || command.piece.map) continue;
        const line = command.line + start;
        const to = command.piece.from + command.verbTo;
        lower[line] =
          lines[line].slice(0, command.piece.from) + lines[line].slice(command.piece.from, to).toLowerCase() + lines[line].slice(to);
      }
      expect(idsOf(judged(lower))).toEqual(idsOf(judged(lines)));
    });
  }
});
