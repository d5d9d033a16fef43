import { t } from '../text/l10n';

/** Rows of two columns: what is typed, and what it does. */
export type Rows = readonly (readonly [option: string, meaning: string])[];

/** A command as `--help`, the manual page and the shells' completions describe it. */
export interface CommandPage {
  readonly name: string;
  /** What follows `smtp-lens NAME`. */
  readonly form: string;
  /** In a few words, for the list of commands. */
  readonly brief: string;
  /** One sentence. */
  readonly what: string;
  readonly options: Rows;
  /** Command lines, and what they show. */
  readonly examples: Rows;
  readonly more?: string;
}

const format = (...names: string[]) => [`--format ${names.join('|')}`, t('form of the output (text)')] as const;
const as = () => ['--as FORMAT', t('read as this format instead of recognising it, as in docs/formats.md')] as const;
const stdinName = () => ['--stdin-name NAME', t('name to use for standard input; its extension counts')] as const;
const exclude = () => ['--exclude GLOB', t('leave out files and folders, as in .gitignore; may be repeated')] as const;
const follow = () => ['--follow', t('continue reading as the file grows, even if it is rotated; Ctrl-C ends')] as const;
const jobs = () =>
  [
    '--jobs N',
    t('read in N threads (default: one; with four cores or more, one per core for large files); the output is the same'),
  ] as const;
const reading = () => [as(), stdinName(), exclude()] as const;

/** Every command, in the order of the list. Built when asked for: the texts are translated. */
export const commandPages = (): readonly CommandPage[] => [
  {
    name: 'why',
    form: '[OPTIONS] [FILE…]',
    brief: t('why mail was refused or delayed, and what to change'),
    what: t('Explains every refusal and failure and what to do about it, the most decisive first.'),
    options: [format('text', 'json'), follow(), jobs(), ...reading()],
    examples: [
      ['smtp-lens why mail.log', t('why mail was refused, and what to change')],
      ['swaks --to bo@example.org 2>&1 | smtp-lens why', t('what a test has just printed')],
    ],
  },
  {
    name: 'check',
    form: '[OPTIONS] FILE…',
    brief: t('what breaks the protocol, and where'),
    what: t('Says what breaks the protocol, and where.'),
    options: [
      ['--format FORMAT', t('text, full (with the lines; on a terminal), json, github, gitlab, junit, sarif, markdown')],
      ['--severity error|warning|information|hint', t('show nothing below this severity (hint)')],
      ['--fail-on error|warning|information|hint', t('least severity that makes the exit status 1 (error)')],
      ['--fix', t('fix in place what can be fixed safely (spacing, brackets, case), then check what is left')],
      ['--diff', t('show what --fix would change, and change nothing')],
      ['--watch', t('check again whenever a file is changed; Ctrl-C ends')],
      ['--exit-zero', t('exit with 0 even if something is found')],
      ['--statistics', t('count the findings by rule instead of listing them')],
      ['--strictness lenient|standard|pedantic', t('how much is shown')],
      ['--rule ID=SEVERITY', t('severity of a rule or a group: off, hint, information, warning, error; may be repeated')],
      follow(),
      jobs(),
      ...reading(),
    ],
    examples: [
      ['smtp-lens check session.txt', t('what is wrong in a transcript')],
      ['smtp-lens check --fail-on warning --format github .', t('annotations of a whole folder in CI')],
      ['smtp-lens check --diff session.txt', t('what --fix would write, as a diff')],
      ['smtp-lens check --statistics /var/log/mail.log', t('how often each rule finds something')],
    ],
    more: settingsNote(),
  },
  {
    name: 'messages',
    form: '[OPTIONS] FILE…',
    brief: t('one line for each message: who wrote to whom, and the outcome'),
    what: t(
      'Lists the messages of a log by time, with the outcome of each. Several files, including rotated and packed ones, are one log.',
    ),
    options: [
      ['--failed', t('only what did not reach everyone')],
      ['--to ADDRESS', t('only to recipients whose address contains this')],
      ['--from ADDRESS', t('only from senders whose address contains this')],
      ['--host NAME', t('only through a host or from a client whose name or address contains this')],
      ['--since TIME', t('only messages that begin at or after this time: 2026-11-23, 2026-11-23T19:24, "Nov 23 19:24"')],
      ['--until TIME', t('only messages that begin at or before this time')],
      ['--cause KIND', t('only failures of this kind, as in why --format json: mailbox-full, greylisted')],
      format('text', 'json'),
      follow(),
      ...reading(),
    ],
    examples: [
      ['smtp-lens messages --failed /var/log/mail.log*', t('what did not arrive, in all rotated files')],
      ['smtp-lens messages --to bo@example.org mail.log', t('what happened to mail to one person')],
      ['tail -f mail.log | smtp-lens messages --format json -', t('one object for each message, as it happens')],
    ],
    more: t('With --follow, or when the input pauses, a message is printed again if its outcome changes; the last line about it counts.'),
  },
  {
    name: 'summary',
    form: '[OPTIONS] FILE…',
    brief: t('summary of a log: totals, causes, servers, the slowest'),
    what: t('Counts a log: outcomes, causes, replies, other servers, the slowest deliveries. Several files are one log.'),
    options: [format('text', 'json'), jobs(), ...reading()],
    examples: [['smtp-lens summary mail.log mail.log.1.gz', t('the last days at a glance')]],
  },
  {
    name: 'story',
    form: '[OPTIONS] ID|ADDRESS|MESSAGE-ID FILE…',
    brief: t('what a log says about one message, across rotated files'),
    what: t('Tells what a log says about one message, by queue id, message id or address. Several files are one log that was rotated.'),
    options: [format('text', 'svg'), exclude()],
    examples: [
      ['smtp-lens story 349261B8932 mail.log', t('every line about a message, and what it means')],
      ['smtp-lens story bo@example.org mail.log*', t('the stories of all mail from or to an address')],
    ],
  },
  {
    name: 'explain',
    form: '[OPTIONS] TEXT…',
    brief: t('what a reply, a code, a command or a rule means'),
    what: t('Says what a reply, a code, a command, a keyword or a rule means: 550 5.1.1, STARTTLS, reply-code-impossible.'),
    options: [format('text', 'json')],
    examples: [['smtp-lens explain 550 5.7.1 Relaying denied', t('what a reply means')]],
  },
  {
    name: 'sessions',
    form: '[OPTIONS] FILE…',
    brief: t('the dialogue as it was read: every command with its replies'),
    what: t('Prints the dialogue as it was read: every command with its replies.'),
    options: [
      format('text', 'json', 'svg'),
      ['--session N', t('only the Nth session of each file; svg draws one (1)')],
      jobs(),
      ...reading(),
    ],
    examples: [['smtp-lens sessions --format svg dump.txt -o dump.svg', t('a picture of the first session')]],
    more: t('A reply without a command is printed in its place, after a ?.'),
  },
  {
    name: 'replies',
    form: '[OPTIONS] FILE…',
    brief: t('every reply found, in transcripts and logs'),
    what: t('Lists every reply found, in transcripts and logs.'),
    options: [format('text', 'json'), follow(), jobs(), ...reading()],
    examples: [['smtp-lens replies --format json --follow /var/log/mail.log', t('one object for each reply, as it comes')]],
  },
  {
    name: 'redact',
    form: '[OPTIONS] FILE',
    brief: t('a copy that is safe to share'),
    what: t('Prints a copy that is safe to share: credentials, names and mail text go, codes and order stay.'),
    options: [
      ['--keep-identities', t('leave addresses, hosts and IPs as they are')],
      ['--keep-mail-data', t('leave the text of messages as it is')],
      ['--report', t('list on standard error what was replaced, never the original text')],
      as(),
    ],
    examples: [['smtp-lens redact session.txt -o shareable.txt', t('a copy for a ticket')]],
  },
  {
    name: 'init',
    form: '',
    brief: t('write a .smtp-lens.json to start from'),
    what: t('Writes a .smtp-lens.json with every setting explained into the current folder, if there is none.'),
    options: [],
    examples: [['smtp-lens init', t('settings for everyone who works in this folder')]],
  },
  {
    name: 'completions',
    form: 'bash|zsh|fish',
    brief: t('completions for a shell'),
    what: t('Prints what a shell needs to complete commands and options.'),
    options: [],
    examples: [
      ['eval "$(smtp-lens completions bash)"', t('in ~/.bashrc')],
      ['smtp-lens completions fish > ~/.config/fish/completions/smtp-lens.fish', t('once')],
    ],
  },
  {
    name: 'lsp',
    form: '[--stdio]',
    brief: t('the language server (--stdio)'),
    what: t('Runs the language server, as smtp-language-server does.'),
    options: [['--stdio', t('speak over standard input and output')]],
    examples: [['smtp-lens lsp --stdio', t('as an editor starts it')]],
  },
  {
    name: 'mcp',
    form: '',
    brief: t('tools for an assistant (Model Context Protocol)'),
    what: t('Serves explain_reply, why, check_transcript, story and redact over standard input and output. What they show is redacted.'),
    options: [],
    examples: [['smtp-lens mcp', t('as an assistant starts it')]],
  },
];

/** Options that every command takes. */
export const commonOptions = (): Rows => [
  ['-o, --output FILE', t('write the results to a file')],
  ['-q, --quiet', t('print nothing but results')],
  ['--color auto|always|never', t('colour the output (auto; NO_COLOR and FORCE_COLOR count)')],
  ['--language LOCALE', t('use another language (zh-cn); programs should parse the English')],
];

/** What each exit status means. */
export const exitStatus = (): Rows => [
  ['0', t('nothing found')],
  ['1', t('findings')],
  ['2', t('wrong usage, a file that cannot be read, or nothing recognised')],
];

/** What can be given in place of a file. */
export const fileNote = (): string => t('FILE may be a folder, or - for standard input; .gz is unpacked.');

/** Where settings come from. */
const settingsNote = (): string => t('The nearest .smtp-lens.json in a file’s folder or above is used too; the command line overrides it.');

const table = (rows: Rows): string => {
  const width = Math.max(...rows.map(([option]) => option.length)) + 2;
  return rows.map(([option, meaning]) => `  ${option.padEnd(width)}${meaning}\n`).join('');
};

/** What `smtp-lens --help` prints. */
export const usage = (): string => `${t('usage')}: smtp-lens COMMAND [OPTIONS] FILE…

${table(commandPages().map(({ name, brief }) => [name, brief]))}
${t('for example')}:
  smtp-lens why mail.log

${t('smtp-lens COMMAND --help lists the options of a command.')} ${fileNote()}
${table(commonOptions())}
${t('Exit status')}${t(': ')}${exitStatus()
  .map((row) => row.join(' '))
  .join(t(', '))}.
`;

/** What `smtp-lens COMMAND --help` prints; null for an unknown command. */
export function help(command: string): string | null {
  const page = commandPages().find(({ name }) => name === command);
  if (!page) return null;
  const parts = [`${t('usage')}: smtp-lens ${`${page.name} ${page.form}`.trim()}\n`, `${page.what}\n`];
  if (page.options.length > 0) parts.push(table(page.options));
  if (page.more) parts.push(`${page.more}\n`);
  parts.push(`${t('for example')}:\n${page.examples.map(([line, answers]) => `  ${line}\n      ${answers}\n`).join('')}`);
  return parts.join('\n');
}
