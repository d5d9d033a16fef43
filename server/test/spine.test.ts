import { describe, expect, it } from 'vitest';
import { Analysis } from '../src/analysis/analysis';
import { transcriptFormats } from '../src/formats/transcripts';
import { nameOf } from '../src/session/model';
import { splitFileText, textOf } from '../src/text/lines';

const exchangesOf = (text: string): string[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`)),
  );

describe('every format reads its own samples', () => {
  for (const format of transcriptFormats) {
    for (const sample of format.samples) {
      it(`${format.id}: ${sample.title}`, () => {
        const analysis = Analysis.of(textOf(splitFileText(sample.text)));
        expect([...analysis.sessions()].map(({ session }) => session.format)).toContain(format.id);
        expect(exchangesOf(sample.text)).toEqual(sample.exchanges);
      });
    }
  }
});
