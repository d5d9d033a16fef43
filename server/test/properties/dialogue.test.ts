import { describe, expect, it } from 'vitest';
import type { PlacedFinding } from '../../src/features/diagnostics';
import { nameOf } from '../../src/session/model';
import { analysisOf, clean, idsOf, judged, samples, spokenLines } from './samples';

/** What is said about who answers whom; a code that is merely not listed says nothing about that. */
const aboutPairing = (findings: readonly PlacedFinding[]): PlacedFinding[] =>
  findings.filter(({ finding }) => finding.rule.group === 'pairing' && finding.rule.id !== 'reply-code-unusual');
const errors = (findings: readonly PlacedFinding[]): PlacedFinding[] => findings.filter(({ finding }) => finding.severity === 'error');

const without = (lines: readonly string[], gone: readonly number[]): string[] => lines.filter((_, at) => !gone.includes(at));

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    yield x >>> 8;
  }
}

const smtp = clean.filter((sample) => sample.session.protocol === 'smtp');

it('there are enough clean samples to try', () => expect(smtp.length).toBeGreaterThan(6));

describe('1: a text that lost up to three lines says so at most once and blames nobody', () => {
  // LMTP is left out: one reply too few after its final dot is what a broken server looks like (lmtp-reply-count).
  for (const { name, lines, session, start } of smtp) {
    it(name, () => {
      const spoken = spokenLines(session, start);
      const random = numbers(spoken.length);
      const pick = (): number => spoken[(random.next().value ?? 0) % spoken.length];
      const cuts: number[][] = spoken.flatMap((_, i) => [spoken.slice(i, i + 1), spoken.slice(i, i + 2), spoken.slice(i, i + 3)]);
      for (let n = 0; n < 40; n++) cuts.push([pick(), pick(), pick()]);
      const bad = cuts.filter((cut) => {
        const found = judged(without(lines, cut));
        return aboutPairing(found).length > 1 || errors(found).length > 0;
      });
      expect(bad.map((cut) => cut.map((line) => `${line + 1}: ${lines[line]}`))).toEqual([]);
    });
  }
});

describe('2: a reply that stands there twice is told once', () => {
  // PHPMailer joins the lines of a reply without showing where one ends: two multi-line replies in a row are one to it.
  for (const { name, lines, session, start } of smtp.filter((sample) => sample.session.format !== 'phpmailer')) {
    it(name, () => {
      const replies = session.exchanges
        .flatMap((exchange) => exchange.replies)
        .filter((reply) => reply.code !== 221 && reply.code !== 354 && reply.code !== 334 && reply.code !== 220);
      for (const reply of replies) {
        const from = reply.lines[0].line + start;
        const to = reply.lines[reply.lines.length - 1].line + start + 1;
        const doubled = [...lines.slice(0, to), ...lines.slice(from, to), ...lines.slice(to)];
        const told = aboutPairing(judged(doubled));
        expect(idsOf(told), lines[from]).toEqual([expect.stringMatching(/^(?:duplicate-final-reply|reply-unsolicited|lines-missing)$/)]);
      }
    });
  }
});

describe('3: a mark that lines are missing makes no new error', () => {
  for (const { name, lines, session, start } of clean) {
    it(name, () => {
      for (const at of spokenLines(session, start))
        expect(idsOf(errors(judged([...lines.slice(0, at), '...', ...lines.slice(at)])))).toEqual([]);
    });
  }
});

describe('4: credentials that were taken out change nothing', () => {
  for (const { name, lines, session, start } of clean) {
    const secret = session.exchanges.filter((exchange) => exchange.kind === 'auth' && exchange.command);
    if (secret.length === 0) continue;
    it(name, () => {
      const redacted = [...lines];
      for (const { command } of secret) {
        if (!command) continue;
        const line = command.line + start;
        redacted[line] = `${lines[line].slice(0, command.piece.from)}UkVEQUNURUQ=${lines[line].slice(command.piece.to)}`;
      }
      const pairs = (text: readonly string[]): string[] =>
        [...analysisOf(text).sessions()].flatMap((placed) =>
          placed.session.exchanges.map((each) => `${nameOf(each)} ${each.replies.map((reply) => reply.code)}`),
        );
      expect(pairs(redacted)).toEqual(pairs(lines));
      const ids = (text: readonly string[]): string[] => idsOf(judged(text)).filter((id) => !/credential|placeholder|auth-/.test(id));
      expect(ids(redacted)).toEqual(ids(lines));
    });
  }
});

type Line = readonly ['C' | 'S', string];

const DIALOGUES: Readonly<Record<string, readonly Line[]>> = {
  'a message that is taken': [
    ['S', '220 mx.example.net ESMTP'],
    ['C', 'EHLO client.example.org'],
    ['S', '250-mx.example.net'],
    ['S', '250 SIZE 1000'],
    ['C', 'MAIL FROM:<a@example.org>'],
    ['S', '250 2.1.0 Ok'],
    ['C', 'RCPT TO:<b@example.net>'],
    ['S', '250 2.1.5 Ok'],
    ['C', 'QUIT'],
    ['S', '221 2.0.0 Bye'],
  ],
  'DATA without a recipient': [
    ['S', '220 mx.example.net ESMTP'],
    ['C', 'EHLO client.example.org'],
    ['S', '250 mx.example.net'],
    ['C', 'MAIL FROM:<a@example.org>'],
    ['S', '250 2.1.0 Ok'],
    ['C', 'DATA'],
    ['S', '503 5.5.1 Error: need RCPT command'],
    ['C', 'QUIT'],
    ['S', '221 2.0.0 Bye'],
  ],
  'a reply that MAIL can never get': [
    ['S', '220 mx.example.net ESMTP'],
    ['C', 'EHLO client.example.org'],
    ['S', '250 mx.example.net'],
    ['C', 'MAIL FROM:<a@example.org>'],
    ['S', '354 go ahead'],
    ['C', 'QUIT'],
    ['S', '221 2.0.0 Bye'],
  ],
};

const DIALECTS: Readonly<Record<string, (line: Line) => string>> = {
  rfc: ([side, text]) => `${side}: ${text}`,
  swaks: ([side, text]) => (side === 'C' ? ` -> ${text}` : `<-  ${text}`),
  curl: ([side, text]) => `${side === 'C' ? '>' : '<'} ${text}`,
  smtplib: ([side, text]) => (side === 'C' ? `send: '${text}\\r\\n'` : `reply: b'${text}\\r\\n'`),
};

describe('5: the same session gives the same findings in every dialect', () => {
  for (const [title, dialogue] of Object.entries(DIALOGUES)) {
    it(title, () => {
      const found = Object.entries(DIALECTS).map(([dialect, write]) => [dialect, idsOf(judged(dialogue.map(write)))] as const);
      const [, first] = found[0];
      for (const [dialect, ids] of found) expect(ids, dialect).toEqual(first);
    });
  }
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

describe('7: replies one command late are told once', () => {
  it('from the greeting on', () => {
    const said = DIALOGUES['a message that is taken'];
    const replies: Line[][] = [];
    const commands: Line[] = [];
    for (const line of said) {
      if (line[0] === 'C') commands.push(line);
      else if (said[said.indexOf(line) - 1]?.[0] === 'S') replies[replies.length - 1].push(line);
      else replies.push([line]);
    }
    const shifted = commands.flatMap((command, i) => [command, ...replies[i]]);
    const found = judged([...shifted, ...replies[replies.length - 1]].map(DIALECTS.rfc));
    expect(idsOf(found.filter(({ finding }) => finding.severity !== 'hint'))).toEqual(['reply-shift']);
  });
});

describe('8: verbs in lower case change nothing', () => {
  for (const { name, lines, session, start } of clean) {
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
