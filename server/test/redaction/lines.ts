import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { corpus, present } from '../corpus/corpus';
import { samples } from '../properties/samples';
import { planted } from './planted';

const corpusLines = (): string[] =>
  present
    ? readdirSync(join(corpus, 'dev'), { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'))
    : [];

/** Lines of transcripts and logs, each once: of samples and recordings, with secrets planted in them, and of the corpus where it is. */
export const realLines = (): string[] => [
  ...new Set([
    ...samples.flatMap(({ lines }) => lines),
    ...[...transcriptFormats, ...logFormats].flatMap((format) => format.samples.flatMap(({ text }) => text.split('\n'))),
    ...[...planted(40)].flatMap(({ text }) => text.split('\n')),
    ...corpusLines(),
  ]),
];

/** Lines made of pieces that matter to a reader, in any order, with a unit of any kind between some. */
export const madeOf = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) }),
      {
        maxLength: 14,
      },
    )
    .map((parts) => parts.join(''));
