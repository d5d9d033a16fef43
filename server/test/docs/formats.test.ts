import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatsPage } from '../../../scripts/docs/formats';
import { bounceFormats } from '../../src/formats/bounces';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { wrappers } from '../../src/formats/wrappers';

const page = formatsPage();

describe('docs/formats.md', () => {
  it('is what the formats say (node scripts/docs.mjs writes it)', () => {
    expect(readFileSync(join(__dirname, '../../../docs/formats.md'), 'utf8').replace(/\r\n/g, '\n')).toBe(page);
  });

  it('has every format, wrapper and log once', () => {
    const sections = [...page.matchAll(/^### (.+)$/gm)].map((match) => match[1]);
    expect(sections).toEqual([
      ...transcriptFormats.map(({ id }) => id),
      ...logFormats.map(({ id }) => `log: ${id}`),
      ...bounceFormats.map(({ id }) => `bounce: ${id}`),
    ]);
    for (const { id } of wrappers) expect(page).toContain(`| \`${id}\` |`);
    expect(new Set(transcriptFormats.map(({ id }) => id)).size).toBe(transcriptFormats.length);
  });
});
