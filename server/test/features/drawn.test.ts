import { describe, expect, it, vi } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis';
import { caretAt } from '../../src/analysis/caret';
import { nameAt } from '../../src/analysis/names';
import { subjectAt } from '../../src/analysis/subject';
import { completions } from '../../src/features/completion';
import { definitions } from '../../src/features/pair';
import { signature } from '../../src/features/signature';
import { tokens } from '../../src/features/tokens';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import type { Position, Range } from '../../src/text/range';
import { DIALOGUES } from '../dialogues';
import { drawnLine, type Place } from '../drawn';
import { LOG, read, SESSION } from './marked';

vi.setConfig({ testTimeout: 60_000 });

/** A session with what the other one has not: extensions with values, chunks, answers to a login, headers in two lines. */
const RICH = `S: 220 mx.example.net ESMTP
C: EHLO [192.0.2.10]
S: 250-mx.example.net Hello
S: 250-SIZE\t35882577
S: 250-AUTH=PLAIN LOGIN
S: 250-AUTH PLAIN  XOAUTH2
S: 250-DELIVERBY 240
S: 250-LIMITS RCPTMAX=20 MAILMAX=5
S: 250-CHUNKING
S: 250-X-FROB one two 
S: 250 SMTPUTF8
C: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAGh1bnRlcjI=
S: 535-5.7.8 Error: authentication failed
S: 535 5.7.8 see example.com
C: AUTH CRAM-MD5
S: 334 PDEuMkBteC5leGFtcGxlLm5ldD4=
C: *
S: 501 5.7.0 Cancelled
C: MAIL FROM:<"a b"@example.org> SIZE=2048 RET=HDRS ENVID=QQ314159 BY=120;R
S: 250 2.1.0 Sender ok
C: RCPT TO:<@relay.example.com:b@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b+2Bc@example.net
S: 452-4.2.2 The box of b@example.net is full;
S: 452 4.2.2 try again
C: RCPT TO:<postmaster>
S: 250 2.1.5 Ok
C: BDAT 25 LAST
C: Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
C:  =?utf-8?B?YW4gYWxsZQ==?= and more
C: Received: from a.example.org (192.0.2.3) by b.example.org with ESMTPS
C: \tid 1xVZhV-0002xq-2G; Mon, 23 Nov 2026 19:27:41 +0000
C:
C: 550 5.1.1 this is text
S: 250 2.0.0 Ok: queued as 4F9D1A2B3C
C: VRFY postmaster
S: 252 2.1.5 Cannot verify
C: RSET
S: 250 2.0.0 Ok
C: FROB
S: 500 5.5.2 Unknown
C: QUIT
S: 221 2.0.0 Bye`;

const range = ({ start, end }: Range): string =>
  `${start.line + 1}:${start.character + 1}-${end.line === start.line ? '' : `${end.line + 1}:`}${end.character + 1}`;

/** What a place of the text is to the features, each in its words; empty where it is nothing to one. */
const ASKED: readonly ((analysis: Analysis, at: Position) => string)[] = [
  (analysis, at) => {
    const found = subjectAt(analysis, at);
    if (!found) return '';
    const { kind, span, ...more } = found;
    const told = Object.entries(more).filter(([, value]) => value === null || typeof value !== 'object' || Array.isArray(value));
    return `${kind} ${span.from + 1}-${span.to + 1} ${told.map(([name, value]) => `${name} ${String(value)}`).join(', ')}`.trimEnd();
  },
  (analysis, at) => {
    const found = nameAt(analysis, at);
    return found ? `named ${found.kind} ${found.text} ${found.span.from + 1}-${found.span.to + 1}` : '';
  },
  (analysis, at) => {
    const found = definitions(analysis, at);
    return found.length > 0 ? `goes to ${found.map(range).join(' ')}` : '';
  },
];

/** What is offered to someone who types at a place. */
const TYPED: readonly ((analysis: Analysis, at: Position) => string)[] = [
  (analysis, at) => {
    const caret = caretAt(analysis, at);
    return caret ? `caret: ${caret.side ?? 'no side'}${caret.open ? `, in a reply of ${caret.open.code}` : ''}` : '';
  },
  (analysis, at) => {
    const items = [...completions(analysis, at)].sort((a, b) => a.rank - b.rank);
    if (items.length === 0) return '';
    const [first] = items;
    return `${items.length} to choose, for ${range(first.range)}: ${items
      .slice(0, 4)
      .map(({ label, text }) => `${label}${text === undefined ? '' : ` ${JSON.stringify(text)}`}`)
      .join(' ')}`;
  },
  (analysis, at) => {
    const found = signature(analysis, at);
    return found ? `${found.label}, part ${found.active}` : '';
  },
];

/** Neighbouring columns of which the same is told, as one place. */
function runs(analysis: Analysis, line: number, length: number, ask: (analysis: Analysis, at: Position) => string): Place[] {
  const found: Place[] = [];
  for (let character = 0; character <= length; character++) {
    const words = ask(analysis, { line, character });
    const last = found.at(-1);
    if (last && last.to === character && last.words === words) found[found.length - 1] = { ...last, to: character + 1 };
    else if (words !== '') found.push({ from: character, to: character + 1, words });
  }
  return found;
}

function drawnText(text: string, explicit: boolean, asked: typeof ASKED): string[] {
  const analysis = read(text, explicit);
  const colours = tokens(analysis);
  return text
    .split('\n')
    .flatMap((line, n) =>
      drawnLine(line, [
        ...colours
          .filter((one) => one.line === n)
          .map(({ from, to, type, modifiers }) => ({ from, to, words: [type, ...modifiers].join(' ') })),
        ...asked.flatMap((ask) => runs(analysis, n, line.length, ask)),
      ]),
    );
}

describe('what each column of a line is, as drawn in drawn/', () => {
  it.each([
    ['session', SESSION],
    ['rich', RICH],
    ['log', LOG],
    ...Object.entries(DIALOGUES).map(([name, lines]) => [name.replaceAll(' ', '-').toLowerCase(), lines.join('\n')]),
  ])('in the text %s', async (name, text) => {
    await expect(drawnText(text, true, ASKED).join('\n')).toMatchFileSnapshot(`drawn/${name}.txt`);
  });

  it.each([
    ['transcripts', transcriptFormats.filter((_, at) => at % 4 === 0)],
    ['logs', logFormats.filter((_, at) => at % 3 === 0)],
  ] as const)('in the first sample of %s', async (name, formats) => {
    const rows = formats.flatMap(({ id, samples }) => [`## ${id}`, ...drawnText(samples[0].text, false, ASKED)]);
    await expect(rows.join('\n')).toMatchFileSnapshot(`drawn/${name}.txt`);
  });
});

describe('what is offered in each column of a line, as drawn in drawn/', () => {
  it.each([
    ['session', SESSION],
    ['rich', RICH],
  ])('in the text %s', async (name, text) => {
    await expect(drawnText(text, true, TYPED).join('\n')).toMatchFileSnapshot(`drawn/${name}-typed.txt`);
  });
});
