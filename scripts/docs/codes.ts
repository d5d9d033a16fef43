import { anyCommand } from '../../server/src/knowledge/any-command';
import { type CommandRow, commands, type ListedReply } from '../../server/src/knowledge/commands';
import { contradictions } from '../../server/src/knowledge/contradictions';
import { enhancedClasses, enhancedCodes, enhancedSubjects, unregisteredCodes } from '../../server/src/knowledge/enhanced-codes';
import { firstCodes, firstCodesChanged, firstGroups } from '../../server/src/knowledge/first-table';
import { level } from '../../server/src/knowledge/levels';
import { type ReplyCodeRow, replyCodes } from '../../server/src/knowledge/reply-codes';
import { inForceFirst, type Source } from '../../server/src/knowledge/source';
import { escaped, sourceMarkdown } from '../../server/src/meaning/explain/markdown';
import { spokenVerb } from '../../server/src/meaning/explain/places';

const cell = (text: string): string => escaped(text).replace(/\n/g, ' ');
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const cited = (sources: readonly Source[], most = 3): string => inForceFirst(sources).slice(0, most).map(sourceMarkdown).join(', ');

const titled = ({ code, title, origin }: ReplyCodeRow): string => `**${code}** ${cell(title)}${origin ? ` (${cell(origin)})` : ''}`;

export function statusOf({ status, maturity, code }: ReplyCodeRow): string {
  if (status === 'nonstandard') return 'no RFC';
  if (status === 'registered') return 'IANA registry alone';
  if (status === 'obsolete') return 'obsolete';
  return maturity === 'experimental' ? 'experimental' : code === 538 ? 'kept for history' : 'standard';
}

/** When it may be tried again. */
const retried = ({ code, retry }: ReplyCodeRow): string => (code < 400 ? '' : retry ? 'temporary' : 'permanent');

function numerical(): string {
  const rows = replyCodes.map((code) => {
    const first = firstCodes.includes(code.code);
    const changed = first ? (firstCodesChanged[code.code] ?? 'Nothing.') : '';
    const verbs = code.verbs.includes('*') ? 'any' : code.verbs.map((verb) => `\`${verb}\``).join(' ');
    return [titled(code), cell(code.meaning), retried(code), verbs, statusOf(code), cited(code.sources), cell(changed)];
  });
  return table(['Code', 'Meaning', 'Class', 'Answers', 'Status', 'Source', 'Changed since 2009'], rows);
}

const titleOf = (code: number): string => replyCodes.find((one) => one.code === code)?.title ?? '';

function letterOf({ code }: ListedReply): string {
  if (code < 300) return 'S';
  return code < 400 ? 'I' : 'E';
}

function group(command: CommandRow): string {
  const rows = command.replies.map((reply) => [
    letterOf(reply),
    `**${reply.code}** ${cell(titleOf(reply.code))}${reply.note ? ` (${cell(reply.note)})` : ''}`,
    cited(reply.sources),
  ]);
  const any = anyCommand.filter((one) => level(command.verb, one.code) === 'any-command').map((one) => one.code);
  const historic = (command.historic ?? []).filter((one) => level(command.verb, one.code) === 'historic');
  const first = firstGroups.find((one) => one.verb === command.verb);
  const status = command.status === 'standard' ? '' : ` (${command.statusNote ?? command.status})`;
  const name = command.kind === 'pseudo' ? spokenVerb(command.verb) : command.verb;
  return [
    `### ${name}`,
    `${cell(command.title)}${cell(status)}. Syntax: \`${command.syntax}\`; ${cell(command.when)}. ${cited(command.sources)}`,
    table(['', 'Reply', 'Source'], rows),
    any.length > 0 ? `After nearly any command: ${[...new Set(any)].join(', ')}.` : '',
    historic.length > 0 ? `Historic: ${historic.map((one) => `${one.code} (${cited(one.sources)})`).join(', ')}.` : '',
    command.practice?.length ? `Seen in practice: ${command.practice.map((one) => `${one.code} (${cell(one.seen)})`).join(', ')}.` : '',
    command.note ? cell(command.note) : '',
    first ? `*Changed since 2009:* ${cell(first.changed)} ${cited(first.sources, 5)}` : '',
  ]
    .filter((one) => one !== '')
    .join('\n\n');
}

function enhanced(): string {
  const rows = [...enhancedCodes, ...unregisteredCodes].map((code) => [
    `**${cell(code.code)}** ${cell(code.title)}`,
    cell(code.meaning),
    code.classes.join(' '),
    code.basic.join(' '),
    cell((code.otherUses ?? []).map((use) => `${use.who} ${use.code}: ${use.meaning}`).join('; ')),
    cited(code.sources),
  ]);
  return table(['Code', 'Meaning', 'Classes', 'With', 'Used otherwise by', 'Source'], rows);
}

/** The page docs/codes.md, from the rows of knowledge/. */
export function codesPage(): string {
  return `${[
    '<!-- Made by scripts/docs.mjs from server/src/knowledge: change the rows, not this page. -->',
    '# Reply codes of SMTP',
    `${replyCodes.length} reply codes, ${enhancedCodes.length} registered enhanced status codes, ${commands.length} commands and places where a server replies. It began as a table of 2009 with ${firstCodes.length} codes and ${firstGroups.length} groups; “changed since 2009” says what has become of each of its rows.`,
    'A client acts on the first digit alone (RFC 5321 §4.2.1): 2 done, 3 go on, 4 not now, 5 no. The second digit is the subject: 0 syntax, 1 information, 2 connection, 5 mail system.',
    '## In numerical order',
    numerical(),
    '## By command',
    'Letters as in RFC 5321 §4.3.2: S success, I intermediate, E error. These may follow nearly any command:',
    table(
      ['Code', 'When', 'Not after', 'Source'],
      anyCommand.map((one) => [
        `**${one.code}**`,
        cell(one.condition),
        one.except.map((verb) => `\`${verb}\``).join(' '),
        cited(one.sources),
      ]),
    ),
    ...commands.map(group),
    '## Enhanced status codes',
    'Class (the first digit) and subject (the second):',
    table(
      ['Class', 'Meaning'],
      enhancedClasses.map((one) => [`**${one.digit}** ${cell(one.title)}`, cell(one.meaning)]),
    ),
    table(
      ['Subject', 'Meaning'],
      enhancedSubjects.map((one) => [`**X.${one.subject}** ${cell(one.title)}`, cell(one.meaning)]),
    ),
    enhanced(),
    '## Where the RFCs contradict each other',
    table(
      ['Subject', 'The texts', 'How it is read here', 'Source'],
      contradictions.map((one) => [cell(one.subject), cell(one.texts), cell(one.advice), cited(one.sources, 6)]),
    ),
  ].join('\n\n')}\n`;
}
