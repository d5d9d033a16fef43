import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { rules } from '../../src/rules/catalogue';
import { smtpLens } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

const schemas = join(__dirname, 'schemas');
const samples = join(__dirname, '../../../samples');

/** So many of the rules' examples are enough: what a report writes of a finding does not depend on the rule. */
const examples = rules.filter((_, at) => at % 3 === 0);

/** The samples, examples of rules, and names and lines that want to be something else. */
const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(readdirSync(samples).map((name) => [`samples/${name}`, readFileSync(join(samples, name), 'utf8')])),
  ...Object.fromEntries(examples.map((rule) => [`/rules/${rule.id}.smtp`, rule.examples.fires[0]])),
  'a name?#%20&<"\n>.smtp':
    'S: 220 mx ESMTP\nC: MAIL FROM: <a]]>&"\u001b[31m@example.org>\nS: 501 5.5.4 <b>no</b> ]]> \u0000\ud800\uffff\n',
};

const known = new Map<string, Promise<string>>();

/** What `check` writes of all of them. */
function written(format: string): Promise<string> {
  const args = ['check', '--strictness', 'pedantic', '--format', format, ...Object.keys(FILES)];
  const found = known.get(format) ?? smtpLens(FILES, ...args).then(({ out }) => out);
  known.set(format, found);
  return found;
}

describe('SARIF', () => {
  // Of draft-04, the schema uses nothing that later drafts read otherwise, but the name of its own id.
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(join(schemas, 'sarif-2.1.0-rtm.5.json'), 'utf8'));
  const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema);

  it('is valid by the official schema', async () => {
    const log = JSON.parse(await written('sarif'));
    expect(valid(log), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(log.runs[0].results.length).toBeGreaterThan(examples.length);
    for (const { ruleId, ruleIndex, relatedLocations = [], locations } of log.runs[0].results) {
      expect(log.runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
      for (const { physicalLocation } of [...locations, ...relatedLocations])
        expect(URL.canParse(physicalLocation.artifactLocation.uri, 'file:///project/')).toBe(true);
    }
    for (const { helpUri } of log.runs[0].tool.driver.rules) expect(new URL(helpUri).protocol).toBe('https:');
    expect(JSON.parse((await smtpLens({ a: '' }, 'check', '--format', 'sarif', 'a')).out).runs[0].results).toEqual([]);
  });

  it('would not pass with what the schema does not have', async () => {
    const log = JSON.parse(await written('sarif'));
    log.runs[0].results[0].level = 'hint';
    expect(valid(log)).toBe(false);
    expect(valid({ version: '2.1.0' })).toBe(false);
  });
});

describe('JUnit', () => {
  let problems: (xml: string) => string | null;
  beforeAll(async () => {
    const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
    const validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(join(schemas, 'jenkins-junit.xsd'), 'utf8')));
    problems = (xml) => {
      try {
        const document = XmlDocument.fromString(xml);
        validator.validate(document);
        return null;
      } catch (error) {
        return String(error);
      }
    };
  });

  it('is valid by the schema of Jenkins', async () => {
    const xml = await written('junit');
    expect(problems(xml)).toBeNull();
    const suites = [...xml.matchAll(/<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)"/g)];
    expect(suites.length).toBeGreaterThan(examples.length);
    const sum = (at: number): number => suites.reduce((total, suite) => total + Number(suite[at]), 0);
    expect(sum(1)).toBe(xml.match(/<testcase /g)?.length);
    expect(sum(2)).toBe(xml.match(/<failure /g)?.length);
    expect(problems((await smtpLens({ a: '' }, 'check', '--format', 'junit', 'a')).out)).toBeNull();
  });

  it('would not pass with what the schema does not have', () => {
    expect(problems('<testsuites><testcase name="x"/></testsuites>')).toMatch(/testcase/);
    expect(problems('<testsuites><testsuite name="x" tests="1"></testsuites>')).not.toBeNull();
  });
});

describe('GitLab', () => {
  const text = { type: 'string', minLength: 1 };
  const lines = {
    type: 'object',
    required: ['begin'],
    properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
  };
  // docs.gitlab.com, "Code Quality", "Code Quality report format".
  const valid = new Ajv({ allErrors: true }).compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
      properties: {
        description: text,
        check_name: text,
        fingerprint: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          // Relative to the repository, and not with ./ before it.
          properties: { path: { type: 'string', pattern: '^(?!\\./)' }, lines },
        },
      },
    },
  });

  it('is what its documentation asks for, each finding with a fingerprint of its own', async () => {
    const report = JSON.parse(await written('gitlab'));
    expect(valid(report), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(new Set(report.map((one: { fingerprint: string }) => one.fingerprint)).size).toBe(report.length);
    expect(valid([{ ...report[0], severity: 'error' }])).toBe(false);
    const { out } = await smtpLens({ 'a.smtp': FILES['samples/broken-session.smtp'] }, 'check', '--format', 'gitlab', './a.smtp');
    expect(JSON.parse(out)[0].location.path).toBe('a.smtp');
  });

  it('keeps a fingerprint when lines before it come', async () => {
    const prints = async (text: string): Promise<string[]> =>
      JSON.parse((await smtpLens({ 'a.smtp': text }, 'check', '--format', 'gitlab', 'a.smtp')).out).map(
        (one: { fingerprint: string }) => one.fingerprint,
      );
    const text = FILES['samples/broken-session.smtp'];
    expect(await prints(`\n\n${text}`)).toEqual(await prints(text));
  });
});
