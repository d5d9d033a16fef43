import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from '../../../site/src/examples';
import { explainedAt } from '../../../site/src/explained';
import { analysed, type Reading, reading, readingOf } from '../../../site/src/reading';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { splitEditorText } from '../../src/text/lines';
import { planted, readings } from '../redaction/planted';

const SAMPLES = [...examples, ...transcriptFormats.flatMap(({ samples }) => samples), ...logFormats.flatMap(({ samples }) => samples)].map(
  ({ text }) => text,
);

/** Every text in a value that people read. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* texts(one);
}

/** A reading without the copy, whose text is that of the person who pasted it. */
const shownOf = (text: string): Omit<Reading, 'copy'> => {
  const { copy: _copy, ...shown } = reading(text);
  return shown;
};

/** What is said at every sixth column of a text. */
const hovered = (analysis: ReturnType<typeof analysed>, text: string): unknown[] =>
  splitEditorText(text).flatMap((one, line) =>
    Array.from({ length: Math.ceil(one.length / 6) }, (_, at) => explainedAt(analysis, line, at * 6)),
  );

describe('what the page shows of a text', () => {
  it('is the cause, who acts and what to do, with the way to the pages', () => {
    const told = examples.map(({ text }) => {
      const { title, codes, passing, pages } = reading(text).causes[0];
      return { title, codes, passing, pages: pages.map(({ to }) => to) };
    });
    expect(told).toEqual([
      {
        title: 'Neither SPF nor DKIM passes',
        codes: '550 5.7.26',
        passing: false,
        pages: ['codes/550.html', 'enhanced/x.7.26.html', 'providers/google.html', 'rules/verdict-unauthenticated-mail.html'],
      },
      {
        title: 'Mailbox is full',
        codes: '552 5.2.2',
        passing: false,
        pages: ['codes/552.html', 'enhanced/x.2.2.html', 'rules/verdict-mailbox-full.html'],
      },
      {
        title: 'Relaying denied, no login',
        codes: '554 5.7.1',
        passing: false,
        pages: ['codes/554.html', 'enhanced/x.7.1.html', 'providers/postfix.html', 'rules/verdict-relay-denied.html'],
      },
    ]);
  });

  it('has names as quotations and our words as words', () => {
    const [{ cause }] = reading(examples[1].text).causes;
    expect(cause.filter(({ quoted }) => quoted).map(({ text }) => text)).toEqual(['bo@example.net']);
    expect(cause.map(({ text }) => text).join('')).toBe('The mailbox of bo@example.net has no space left.');
  });

  it('tells the causes before the rest', () => {
    let first: Reading | undefined;
    const whole = readingOf(analysed(examples[2].text), (early) => {
      first = early;
    });
    expect(first?.causes).toEqual(whole.causes);
    expect(first?.findings).toEqual(whole.findings);
    expect(first?.copy).toBeNull();
    expect(whole.ladders).toHaveLength(1);
    expect(whole.copy?.text).not.toContain('alice@');
    expect(whole.copy?.replaced.address).toBeGreaterThan(0);
  });

  it('draws the message of a log where there is no dialogue', () => {
    expect(reading(examples[1].text).ladders.map(({ svg }) => /5\.2\.2/.test(svg))).toEqual([true]);
  });

  it('is nothing where there is no SMTP', () => {
    expect(reading('Dear all,\nthe meeting on 21 May is in room 550.\n')).toEqual({
      formats: [],
      sessions: 0,
      causes: [],
      findings: [],
      explained: [],
      ladders: [],
      copy: null,
      colours: [],
    });
  });

  it('is what a code or a command means that is typed alone', () => {
    const [code] = reading('550').explained;
    expect(code.heading.map(({ text }) => text).join('')).toContain('550');
    expect(code.pages).toEqual([{ text: 'Code 550', to: 'codes/550.html' }]);
    expect(reading('5.7.26').explained[0].pages[0].to).toBe('enhanced/x.7.26.html');
    expect(reading('PIPELINING').explained).toHaveLength(1);
    expect(reading('Hello, is anybody there?').explained).toEqual([]);
  });

  it('is what stands under the pointer', () => {
    const analysis = analysed(examples[2].text);
    const line = examples[2].text.split('\n').findIndex((one) => one.includes('554 5.7.1'));
    const found = explainedAt(analysis, line, 5);
    expect(found).toMatchObject({ line, from: 4, to: 13 });
    expect(found?.explained.heading.map(({ text }) => text).join('')).toContain('554');
    expect(explainedAt(analysis, 0, 0)).toBeNull();
  });

  it('stays inside the text, whatever it is', () => {
    const piece = fc.oneof(fc.constantFrom(...SAMPLES.flatMap((text) => text.split('\n'))), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const known = splitEditorText(text);
        const { causes, findings, colours } = reading(text);
        const spans = [...causes.flatMap(({ places }) => places), ...findings, ...colours.map(([line, from, to]) => ({ line, from, to }))];
        for (const { line, from, to } of spans) {
          expect(line).toBeLessThan(known.length);
          expect(from).toBeLessThanOrEqual(to);
          expect(to).toBeLessThanOrEqual(known[line].length);
        }
        for (let at = 1; at < colours.length; at++) {
          const [before, now] = [colours[at - 1], colours[at]];
          expect(now[0] > before[0] || now[1] >= before[2]).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('text that is meant to deceive', () => {
  it('is shown without what could imitate something else', () => {
    const hostile = '\u202e\u200b\u0007\u001b[31m\u{e0041}\u2028';
    const bad: string[] = [];
    for (const text of SAMPLES) {
      const marked = text.replace(/(@|refused|said: \d{3}|user)/gi, `$1${hostile}`);
      for (const one of texts(shownOf(marked))) if (/[\u202e\u200b\u0007\u001b\u2028]|[\u{e0000}-\u{e0fff}]/u.test(one)) bad.push(one);
    }
    expect(bad).toEqual([]);
  }, 60_000);

  it('is no markup in a drawing', () => {
    const { ladders } = reading(examples[2].text.replace('Relay access denied', '<script>alert(1)</script>]]><!--'));
    expect(ladders[0].svg).toContain('&#60;script');
    expect(ladders[0].svg).not.toMatch(/<script|<!--|\]\]>/);
  });
});

describe('credentials in a text', () => {
  it('are nowhere in what the page shows or lets download', { timeout: 120_000 }, () => {
    const left: string[] = [];
    let count = 0;
    let read = 0;
    for (const { kind, around, text, secrets } of planted(1)) {
      if (++count % 40 !== 0) continue;
      read++;
      const analysis = analysed(text);
      const shown = [...texts(readingOf(analysis)), ...texts(hovered(analysis, text))].join('\n');
      const found = [...readings(shown)];
      if (secrets.some((secret) => found.some((one) => one.includes(secret)))) left.push(`${kind} | ${around}`);
    }
    expect(read).toBeGreaterThan(40);
    expect(left).toEqual([]);
  });
});
