import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { ladder } from '../../src/features/ladder';
import { storyLadder } from '../../src/features/story-ladder';
import { splitEditorText, textOf } from '../../src/text/lines';

const analysed = (text: string): Analysis => Analysis.of(textOf(splitEditorText(text)));
const sample = (name: string): Analysis => analysed(readFileSync(join(__dirname, '../../..', 'samples', name), 'utf8'));

function drawing(analysis: Analysis): string {
  const [first] = analysis.sessions();
  return ladder(first).svg;
}

function storyAt(analysis: Analysis, line: number) {
  const steps = storyLadder(analysis, line);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Class, document line (from 0) and visible text of each arrow. */
const arrows = (svg: string): [string, number, string][] =>
  [...svg.matchAll(/<g class="arrow (\w+)"[^>]*data-line="(\d+)"[^>]*>.*?<text x[^>]*>([^<]*)<\/text>/g)].map(
    ([, look, line, text]): [string, number, string] => [
      look,
      Number(line),
      text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)),
    ],
  );

/** Every tag is closed, and what is in it is quoted: a browser would show the drawing. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(/<style>[^<]*<\/style>/, '').replace(/<(\/?)(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/g, (_, end, name, __, empty) => {
    if (end) return open.pop() === name ? '' : '<';
    if (!empty) open.push(name);
    return '';
  });
  return open.length === 0 && !/[<>]/.test(rest);
}

describe('the drawing of a session', () => {
  const svg = drawing(sample('swaks-one-of-three.txt'));

  it('has an arrow for each command, reply and the mail data, in the order of the lines', () => {
    const all = arrows(svg);
    expect(all.map(([look]) => look)).toEqual(
      'good command good command good command good command permanent command temporary command more data good command good'.split(' '),
    );
    expect(all.map(([, line]) => line)).toEqual(all.map(([, line]) => line).sort((a, b) => a - b));
    expect(all[8]).toEqual(['permanent', 20, '✕ 550 5.1.1 The email account that you tried to reach does not exist. Ple…']);
  });

  it('tells a listener what it shows, and the rest of what it has no room for', () => {
    const heard = /data-line="20" aria-label="([^"]+)"/.exec(svg)?.[1].replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    expect(heard).toMatch(/^line 21, server: ✕ 550 5\.1\.1 The email account .* Ple… 550 5\.1\.1 The email account .* Please try/);
  });

  it('shows no secret, and nothing of a log that could be markup', () => {
    expect(isWellFormed(svg)).toBe(true);
    const secret = drawing(sample('smtplib-wrong-password.txt'));
    expect(secret).not.toMatch(/AGFsaWNlAHdyb25n|d3Jvbmc=/);
    const hostile = drawing(
      analysed('S: 220 mx <script>alert(1)</script> \u202e"\nC: EHLO "><image href=x>\nS: 250 mx\nC: QUIT\nS: 221 bye'),
    );
    expect(hostile).not.toMatch(/<script|<image|\u202e/);
    expect(isWellFormed(hostile)).toBe(true);
  });

  it('stays a picture: a session of thousands of commands is cut, and says so', () => {
    const many = Array.from({ length: 3000 }, (_, n) => `C: RCPT TO:<u${n}@example.net>\nS: 250 2.1.5 Ok`).join('\n');
    const long = drawing(analysed(`S: 220 mx.example.net ESMTP\nC: MAIL FROM:<a@example.org>\nS: 250 Ok\n${many}`));
    expect(arrows(long)).toHaveLength(1000);
    expect(long).toContain('>5003 more<');
  });
});

describe('the drawing of a message’s story', () => {
  const log = sample('mail.log');

  it('shows who handed it in, each attempt, and what came of it', () => {
    const story = storyAt(log, 7);
    expect(story?.title).toBe('349261B8932: 3 recipients: 2 sent, 1 bounced: recipient does not exist · 550 5.1.1 · 5 min 40 s');
    expect(story?.line).toBe(1);
    const all = arrows(story?.svg ?? '');
    expect(all).toContainEqual(['command', 7, '<nobody@example.net> mx.example.net']);
    expect(all).toContainEqual(['permanent', 7, '✕ 550 5.1.1 recipient does not exist']);
    expect(all).toContainEqual(['good', 21, '✓ 250 2.0.0 as 9A1C27F3']);
    expect(isWellFormed(story?.svg ?? '')).toBe(true);
  });

  it('draws a refusal as an arrow back to the client, and a failure without a server as this one’s word', () => {
    expect(arrows(storyAt(log, 15)?.svg ?? '').map(([look]) => look)).toContain('permanent');
    const timeout = arrows(storyAt(log, 19)?.svg ?? '');
    expect(timeout.filter(([look]) => look === 'temporary')).toHaveLength(1);
  });

  it('is nothing where a line has no message', () => {
    expect(storyAt(log, 0)).toBeNull();
    expect(storyAt(sample('good-session.smtp'), 3)).toBeNull();
  });
});

describe('an arrow of a reply', () => {
  it.each([
    [299, 'good'],
    [300, 'more'],
    [399, 'more'],
    [400, 'temporary'],
    [499, 'temporary'],
    [500, 'permanent'],
  ])('of code %i is %s', (code, look) => {
    const drawn = arrows(drawing(analysed(`C: EHLO client.example.org\nS: ${code} mx.example.net\nC: QUIT\nS: 221 bye`)));
    expect(drawn[1]).toEqual([look, 1, expect.stringContaining(String(code))]);
  });
});
