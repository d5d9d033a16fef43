import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { planted } from '../redaction/planted';

/** The texts that inputs are made of: recordings, the samples that a newcomer opens, those of every format, and some that hold a password. */
export function seedsIn(root: string): readonly string[] {
  const files = ['samples', 'server/test/samples', 'server/test/samples/captures'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((one) => one.isFile() && /\.(?:txt|smtp|log)$/.test(one.name))
      .map(({ name }) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const samples = [...transcriptFormats, ...logFormats].flatMap((format) => format.samples.map(({ text }) => text));
  const secrets = [...planted(9)].filter((_, n) => n % 40 === 0).map(({ text }) => text);
  return [...files, ...samples, ...secrets];
}
