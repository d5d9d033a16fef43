import { describe, expect, it } from 'vitest';
import { rfcRow, rfcTitle, type Source, saslMechanisms } from '../../src/knowledge';
import { anyCommand } from '../../src/knowledge/any-command';
import { commands } from '../../src/knowledge/commands';
import { contradictions } from '../../src/knowledge/contradictions';
import { enhancedClasses, enhancedCodes, enhancedSubjects, unregisteredCodes } from '../../src/knowledge/enhanced-codes';
import { keywordRows } from '../../src/knowledge/extensions';
import { firstGroups } from '../../src/knowledge/first-table';
import { parameterRows } from '../../src/knowledge/parameters';
import { replyCodes } from '../../src/knowledge/reply-codes';
import { rfcs } from '../../src/knowledge/rfcs';
import { sourceLabel } from '../../src/knowledge/source';

const rows: readonly { readonly name: string; readonly sources: readonly Source[] }[] = [
  ...replyCodes.map((row) => ({ name: String(row.code), sources: row.sources })),
  ...[...enhancedCodes, ...unregisteredCodes].map((row) => ({ name: row.code, sources: row.sources })),
  ...enhancedClasses.map((row) => ({ name: row.title, sources: row.sources })),
  ...enhancedSubjects.map((row) => ({ name: row.title, sources: row.sources })),
  ...commands.flatMap((row) => [
    { name: row.verb, sources: row.sources },
    ...[...row.replies, ...(row.historic ?? [])].map((reply) => ({ name: `${row.verb} ${reply.code}`, sources: reply.sources })),
  ]),
  ...anyCommand.map((row) => ({ name: `any ${row.code}`, sources: row.sources })),
  ...parameterRows.map((row) => ({ name: row.name, sources: row.sources })),
  ...keywordRows.map((row) => ({ name: row.name, sources: row.sources })),
  ...saslMechanisms.map((row) => ({ name: row.name, sources: row.sources })),
  ...contradictions.map((row) => ({ name: row.subject, sources: row.sources })),
  ...firstGroups.map((row) => ({ name: row.verb, sources: row.sources })),
];

describe('sources', () => {
  it('counts what the tables hold', () => {
    expect([
      replyCodes.length,
      enhancedCodes.length,
      unregisteredCodes.length,
      commands.length,
      parameterRows.length,
      keywordRows.length,
    ]).toEqual([88, 81, 7, 36, 29, 83]);
  });

  it('stand in every row', () => {
    expect(
      rows.filter((row) => row.sources.length === 0 || row.sources.some((source) => sourceLabel(source) === '')).map((row) => row.name),
    ).toEqual([]);
  });

  it('cite sections that the table of RFCs knows', () => {
    const unknown = rows.flatMap(({ name, sources }) =>
      sources
        .filter(
          (source) => source.rfc && (!rfcTitle(source.rfc) || (source.section && !rfcRow(source.rfc)?.sections.includes(source.section))),
        )
        .map((source) => `${name}: ${sourceLabel(source)}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name RFCs once, in order', () => {
    const numbers = rfcs.map((row) => row.rfc);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const row of rfcs) expect(new Set(row.sections).size, `RFC ${row.rfc}`).toBe(row.sections.length);
  });

  it('have no duplicate rows', () => {
    for (const names of [
      replyCodes.map((row) => row.code),
      enhancedCodes.map((row) => row.code),
      commands.map((row) => row.verb),
      keywordRows.map((row) => row.name),
      parameterRows.map((row) => row.name),
    ])
      expect(new Set<string | number>(names).size).toBe(names.length);
  });
});
