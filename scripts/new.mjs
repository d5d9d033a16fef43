// Makes the files of a new rule, format or provider and enters them where they are listed.
//   npm run new -- rule GROUP/ID | format ID | provider NAME
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const camel = (id) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const title = (id) => id[0].toUpperCase() + id.slice(1).replaceAll('-', ' ');

const RULE = (group, id) => `import { cite } from '../../knowledge/source';
import { spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

export const ${camel(id)}: Rule = {
  id: '${id}',
  group: '${group}',
  title: '${title(id)}',
  severity: 'hint',
  value: 'B',
  kind: 'note',
  on: ['QUIT'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.1.1.10'),
  explains:
    'What goes wrong where this is found, in two or three sentences: what the RFC says, what servers do, and what to change.',
  examples: {
    fires: ['C: QUIT now\\nS: 221 bye'],
    silent: ['C: QUIT\\nS: 221 bye'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.verb !== 'QUIT' || command.piece.text.trim().length === 4) continue;
      report({ at: spotIn(command, 0, command.piece.text.length), message: t('QUIT takes no argument.'), exchange });
    }
  },
};
`;

const FORMAT = (id) => `import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = \`${id}> 220 mx.example.net ESMTP
${id}< QUIT
${id}> 221 2.0.0 Bye
\`;

/** What prints this, and the page or the source that says how. */
export const ${camel(id)}: TranscriptFormat = {
  id: '${id}',
  title: '${title(id)}',
  row: '',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^${id}[<>] /,
  samples: [{ title: 'a session', text: sample, exchanges: ['greeting 220', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^${id}> /, means: 'server' },
      { pattern: /^${id}< /, means: 'client' },
    ],
  }),
};
`;

const PROVIDER = (id) => `import { page } from '../source';
import type { Provider } from './provider';

const DOCUMENTATION = page('${title(id)}: replies', 'https://www.example.com/');

/** Replies of ${title(id)}. */
export const ${camel(id)}: readonly Provider[] = [
  {
    name: '${title(id)}',
    kind: 'provider',
    hosts: ['${id}.example'],
    sources: [DOCUMENTATION],
    replies: [
      {
        code: '550',
        text: /words that only ${id.replaceAll('-', ' ')} says/i,
        kind: 'policy',
        title: 'Title of six words at most',
        cause: 'What the server means by it.',
        who: 'sending-admin',
        advice: 'What to change.',
        retry: 'change',
        confidence: 'high',
        sources: [DOCUMENTATION],
      },
    ],
  },
];
`;

/** Adds an import, sorted as the linter wants it, and a name in front of what closes a list. */
function entered(text, name, from, list) {
  const line = `import { ${name} } from '${from}';`;
  const lines = text.split('\n');
  const imports = lines.filter((one) => /^import .* from '\.\/.*';$/.test(one));
  const next = imports.find((one) => one.slice(one.indexOf(" from '")) > line.slice(line.indexOf(" from '"))) ?? imports.at(-1);
  lines.splice(lines.indexOf(next) + Number(next.slice(next.indexOf(" from '")) < line.slice(line.indexOf(" from '"))), 0, line);
  const body = lines.join('\n');
  if (!list.test(body)) throw new Error('the list to enter it in was not found');
  return body.replace(
    list,
    (_, before, after) => `${before}${after === '];' && before.endsWith('\n') ? `  ${name},\n` : `, ...${name}`}${after}`,
  );
}

/**
 * Makes the files below \`root\`; returns their paths relative to it, the new one first. Throws with a sentence for people where a name is no
 * good or taken.
 */
export function make(root, kind, name) {
  const [group, id] = kind === 'rule' ? (name ?? '').split('/') : ['', name];
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id ?? '')) throw new Error('a name is in kebab-case; that of a rule is GROUP/ID');
  const at = {
    rule: [
      'rules',
      join('rules', group, 'index.ts'),
      /(rules: readonly Rule\[\] = \[\n(?: {2}.*\n)*)(\];)/,
      `./${id}`,
      join('rules', group, `${id}.ts`),
    ],
    format: [
      'formats',
      'formats/transcripts/index.ts',
      /(transcriptFormats: readonly TranscriptFormat\[\] = \[\n(?: {2}.*\n)*)(\];)/,
      `./${id}`,
      `formats/transcripts/${id}.ts`,
    ],
    provider: [
      'knowledge',
      'knowledge/provider-replies.ts',
      /(providers: readonly Provider\[\] = \[[^\]]*)(\];)/,
      `./providers/${id}`,
      `knowledge/providers/${id}.ts`,
    ],
  }[kind];
  if (!at) throw new Error('usage: npm run new -- rule GROUP/ID | format ID | provider NAME');
  const [, index, list, from, file] = at;
  const path = (one) => join(root, 'server/src', one);
  if (!existsSync(path(index))) throw new Error(`there is no group ${group}`);
  if (existsSync(path(file))) throw new Error(`${file} is there already`);
  const text = entered(readFileSync(path(index), 'utf8'), camel(id), from, list);
  writeFileSync(path(file), { rule: () => RULE(group, id), format: () => FORMAT(id), provider: () => PROVIDER(id) }[kind]());
  writeFileSync(path(index), text);
  return [file, index].map((one) => join('server/src', one));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const made = make(fileURLToPath(new URL('..', import.meta.url)), ...process.argv.slice(2, 4));
    console.log(`${made.join('\n')}\n\nCONTRIBUTING.md says what comes next.`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
