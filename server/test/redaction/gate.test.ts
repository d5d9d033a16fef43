import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { findingsOf } from '../../src/features/diagnostics';
import { hints } from '../../src/features/hints';
import { hover } from '../../src/features/hover';
import { ladder } from '../../src/features/ladder';
import { lenses } from '../../src/features/lens';
import { repliesOf } from '../../src/features/replies';
import { symbols } from '../../src/features/symbols';
import { withoutOwnSecrets } from '../../src/redaction/gate';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';
import { analysed } from '../fuzz/oracle';
import { inEditor, onCommandLine, type Shown } from '../fuzz/places';
import { PEDANTIC } from '../settings';
import { inSample, planted, readings } from './planted';
import { plantedKinds } from './planted-kinds';
import { plantedPlaces } from './planted-places';

const SOURCES = resolve(__dirname, '../../src');
/** Features whose answers hold no text of the document, or hold the copy that was made without its secrets. */
const NO_TEXT =
  /^(?:folding|selection|tokens|formatting|on-type|pair|references|redact|status|folder-settings|rule-page|explain|completion\/?\w*|log-lines)$/;

describe('the gate', () => {
  it('stands before every feature that shows text', () => {
    const round: string[] = [];
    let seen = 0;
    for (const folder of ['lsp', 'cli'])
      for (const file of readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
        const source = readFileSync(join(SOURCES, folder, file), 'utf8');
        const shown = [...source.matchAll(/^import (?!type ).* from '(?:\.\.\/)+features\/([\w/-]+)';$/gm)].filter(
          ([, name]) => !NO_TEXT.test(name),
        );
        seen += shown.length;
        if (shown.length > 0 && !/\bserved(?:\.| *,?\s*)on\(|served\.on[<(]|(?:gateOf|withoutSecretsNear)\(/.test(source))
          round.push(`${folder}/${file}: ${shown.map(([, name]) => name)}`);
      }
    expect(seen).toBeGreaterThan(10);
    expect(round).toEqual([]);
    expect(readFileSync(join(SOURCES, 'lsp/served.ts'), 'utf8')).toContain('gateOf(document.analysis).within(');
  });

  it('shows no octets of a secret in a row that it quotes', () => {
    const row = '00000000: 596f 7572 2050 494e 3a20 3233 3033 3830  Your PIN: 230380';
    const shown = `line 1 | ${row}`;
    expect(gateOf(Analysis.of([row])).text(shown)).toBe('line 1 | 00000000: 596f 7572 2050 494e 3a20 7878 7878 7878  Your PIN: xxxxxx');
    expect(gateOf(Analysis.of(['another document'])).text(shown)).toBe(shown);
  });

  it('leaves our own words alone, whatever the password is, and hides them where the line has them', () => {
    const analysis = Analysis.of(textOf(["s.login('alice', 'wrong')", "reply: b'535 5.7.8 no\\r\\n'"]));
    const gate = gateOf(analysis);
    const message = 'a program goes on with a wrong one';
    expect(gate.within({ message, range: { start: { line: 1 } } }).message).toBe(message);
    expect(gate.within({ message, range: { start: { line: 0 } } }).message).toContain('[hidden]');
    expect(gate.within({ label: message, range: { start: { line: 1 } } }).label).toContain('[hidden]');
  });

  it('finds no secret in our own texts, in which nobody has put one', () => {
    const texts = Object.entries(JSON.parse(readFileSync(resolve(__dirname, '../../../l10n/bundle.l10n.zh-cn.json'), 'utf8')));
    const lines = texts.flat().flatMap((text) => String(text).split('\n'));
    expect(lines.length).toBeGreaterThan(10_000);
    expect(lines.filter((line) => withoutOwnSecrets(line) !== line)).toEqual([]);
  });

  it('leaves the words of advice whole that a password consists of', () => {
    const analysis = Analysis.of(textOf(["s.login('alice', 'encode')", "s.login('bob', 'tulip47x')"]));
    expect(gateOf(analysis).told('encode it, as you did tulip47x')).toBe('encode it, as you did [hidden]');
  });

  it('lets no planted secret through', { timeout: 600_000 }, () => {
    const each = process.env.PLANTED === 'all' ? 1 : 20;
    const leaks = new Set<string>();
    let looks = 0;
    let count = 0;
    for (const { kind, around, text, secrets } of planted(4)) {
      if (!inSample(++count, each)) continue;
      const analysis = Analysis.of(textOf(splitFileText(text)), { explicit: true });
      const gate = gateOf(analysis);
      const look = (place: string, shown: unknown): void => {
        looks++;
        if (shown === null || shown === undefined) return;
        const seen = [...readings(JSON.stringify(gate.within(shown)))];
        if (secrets.some((secret) => seen.some((one) => one.includes(secret) || one.includes(JSON.stringify(secret).slice(1, -1)))))
          leaks.add(`${place}: ${kind} | ${around}`);
      };
      look('outline', done(symbols(analysis)));
      look('lens', done(lenses(analysis)));
      look(
        'hints',
        hints(analysis, 0, analysis.lines.count, { codes: true, times: true, userNames: true }).map(({ label, tooltip }) => ({
          label,
          tooltip,
        })),
      );
      look(
        'messages',
        findingsOf(analysis, PEDANTIC).map(({ finding }) => [finding.message, finding.related.map(({ message }) => message)]),
      );
      look(
        'replies',
        repliesOf(analysis).map(({ code, enhanced, id }) => [code, enhanced, id]),
      );
      for (const placed of analysis.sessions()) {
        look('drawing', ladder(placed).svg);
        look(
          'sessions',
          placed.session.exchanges.map(({ command, replies }) => [
            command?.kind === 'command' ? command.piece.text : '',
            replies.flatMap(({ lines }) => lines.map(({ piece }) => piece.text)),
          ]),
        );
      }
      for (let line = 0; line < analysis.lines.count; line++)
        for (let character = 0; character < Math.min(analysis.lines.line(line).length, 160); character += 12)
          look('hover', hover(analysis, { line, character }, { replies: [] })?.contents);
    }
    expect(looks).toBeGreaterThan(3000);
    expect([...leaks]).toEqual([]);
  });

  it('lets none through anywhere, in an editor or on the command line', { timeout: 600_000 }, async () => {
    const each = process.env.PLANTED === 'all' ? 1 : 67;
    const leaks = new Set<string>();
    let looks = 0;
    let count = 0;
    for (const { kind, around, text, secrets } of [...plantedPlaces(5), ...plantedKinds(5), ...planted(5)]) {
      if (count++ % each !== 0) continue;
      const analysis = analysed(text);
      const positions = Array.from({ length: analysis.lines.count }, (_, line) =>
        [0, 30, 60, 90].filter((character) => character < analysis.lines.line(line).length).map((character) => ({ line, character })),
      ).flat();
      const look = ({ place, text: shown }: Shown): void => {
        looks++;
        for (const one of readings(shown))
          if (secrets.some((secret) => one.includes(secret) || one.includes(JSON.stringify(secret).slice(1, -1))))
            leaks.add(`${place}: ${kind} | ${around}`);
      };
      for (const shown of inEditor(analysis, positions)) look(shown);
      for await (const shown of onCommandLine(text)) look(shown);
    }
    expect(looks).toBeGreaterThan(5000);
    expect([...leaks]).toEqual([]);
  });

  it('lets none through that a server repeats, in a text of which only what is near is known', { timeout: 600_000 }, async () => {
    // Eighteen looks at six hundred lines each: all of them take hours.
    const each = process.env.PLANTED === 'all' ? 23 : 601;
    const filler = 'Nov 23 19:24:48 mx postfix/anvil[9]: statistics: max cache size 1 at Nov 23 19:24:48\n'.repeat(320);
    const leaks = new Set<string>();
    let looks = 0;
    let count = 0;
    for (const { kind, around, text, secrets } of [...plantedPlaces(6), ...plantedKinds(6), ...planted(6)]) {
      const [secret] = secrets;
      // Of a proof, a token in a message or a part of a key nobody repeats just what was planted.
      if (count++ % each !== 0 || !/^[A-Za-z]{6}\d{3}$/.test(secret) || /^XOAUTH2|without NULs|^a link/.test(kind)) continue;
      // In a longer one the refusal is no longer near.
      if (text.split('\n').length > 60) continue;
      const told =
        `Nov 23 19:24:50 mx postfix/smtp[7]: 4ZxK2p1bHBz5V: to=<bob@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1, dsn=5.7.8, ` +
        `status=bounced (host mx.example.net[192.0.2.25] said: 535 5.7.8 ${secret} is not your password (in reply to MAIL FROM command))\n`;
      for await (const { place, text: shown } of onCommandLine(
        `${filler}${text}\n${told}S: 535 5.7.8 no such pair: ${secret}\n${filler}`,
      )) {
        looks++;
        for (const one of readings(shown)) if (one.includes(secret)) leaks.add(`${place}: ${kind} | ${around} | ${secret}`);
      }
    }
    expect(looks).toBeGreaterThan(50);
    expect([...leaks]).toEqual([]);
  });
});

describe('our own advice', () => {
  it('has no secret in “quoted-printable or base64”', () => {
    const advice = 'Encode the message as quoted-printable or base64.';
    expect(withoutOwnSecrets(advice)).toBe(advice);
    expect(withoutOwnSecrets("print 'hunter2hunter' | base64")).not.toContain('hunter2hunter');
  });
});
