import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { splitFileText, textOf } from '../../src/text/lines';
import type { Piece } from '../../src/text/span';
import { column } from '../../src/text/span';

const folder = join(__dirname, '../samples/captures');
const texts: [string, string][] = [
  ...transcriptFormats.flatMap((format): [string, string][] =>
    format.samples.map((sample) => [`${format.id}: ${sample.title}`, sample.text]),
  ),
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file): [string, string] => [file, readFileSync(join(folder, file), 'utf8')]),
];

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#039;': "'",
  '&#39;': "'",
  '&#x27;': "'",
};

/** What a stretch of the source stands for, read on its own: itself, an escape, an entity. */
function meant(shown: string): string {
  // Markup that is left out counts to the unit before it.
  const source = shown.replace(/(?<=.)(?:<\/?[a-z]+ ?\/?>)+$/, '');
  if (source.startsWith('&')) return ENTITIES[source] ?? source[0];
  if (!source.startsWith('\\') || source.length < 2) return source[0] ?? '';
  const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(source);
  if (hex) return String.fromCharCode(Number.parseInt(hex[1] ?? hex[2], 16));
  const octal = /^\\([0-7]{3})/.exec(source);
  if (octal) return String.fromCharCode(Number.parseInt(octal[1], 8));
  return { n: '\n', r: '\r', t: '\t', e: '\u001b' }[source[1]] ?? source[1];
}

function wrong(piece: Piece, line: string): string | null {
  if (!piece.map)
    return line.slice(piece.from, piece.to) === piece.text ? null : `${JSON.stringify(piece.text)} is not at ${piece.from}-${piece.to}`;
  for (let unit = 0; unit < piece.text.length; unit++) {
    const from = column(piece, unit);
    if (from > column(piece, unit + 1)) return `columns go back at ${unit} of ${JSON.stringify(piece.text)}`;
    const source = line.slice(from, column(piece, unit + 1));
    if (meant(source) !== piece.text[unit] && source[0] !== piece.text[unit])
      return `${JSON.stringify(source)} does not show ${JSON.stringify(piece.text[unit])}`;
  }
  return null;
}

/** These put back what the program left out (a code, a verb), so a part of the text has no source of its own. */
const RESTORED = new Set([
  'codeigniter',
  'echoed-verb',
  'smtp-cli',
  'tshark-list',
  'tshark-follow',
  'tshark-follow-hex',
  'socat',
  'system-net',
  'exchange-protocol',
  'iis-smtp',
  'mailenable',
  'mxtoolbox',
  'go-mail',
  'firstclass',
  'kerio',
  'smartermail',
  'hmailserver',
  'apple-mail',
  'outlook-log',
  'ironport-debug',
]);

/** Wrappers that decode, around the lines of a sample. */
const AROUND: Readonly<Record<string, (line: string) => string>> = {
  plain: (line) => line,
  JSON: (line) => JSON.stringify({ level: 20, msg: line }),
  HTML: (line) => `${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}<br>`,
  syslog: (line) => `Nov 23 19:22:41 host app[712]: ${line}`,
  'JSON in docker': (line) => `app_1  | ${JSON.stringify({ level: 20, msg: line })}`,
};

describe('a piece shows what stands at its columns', () => {
  for (const [around, wrap] of Object.entries(AROUND)) {
    it(around, () => {
      const bad: string[] = [];
      let seen = 0;
      for (const [name, text] of texts) {
        if (around === 'HTML' && text.includes('&lt;')) continue;
        const lines = splitFileText(text).map(wrap);
        for (const { session, start } of Analysis.of(textOf(lines)).sessions()) {
          if (RESTORED.has(session.format)) continue;
          for (const exchange of session.exchanges) {
            const { command } = exchange;
            const said = exchange.replies.flatMap((reply) => reply.lines.map((line) => ({ line: line.line, piece: line.piece })));
            if (command && exchange.kind !== 'data') said.push({ line: command.line, piece: command.piece });
            for (const { line, piece } of said) {
              seen++;
              const fault = wrong(piece, lines[start + line]);
              if (fault) bad.push(`${name} (${session.format}) line ${start + line + 1}: ${fault}`);
            }
          }
        }
      }
      expect(bad.slice(0, 10)).toEqual([]);
      expect(seen).toBeGreaterThan(1000);
    });
  }
});
