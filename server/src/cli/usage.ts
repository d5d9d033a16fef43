import { t } from '../text/l10n';

/** What `smtp-lens --help` prints. */
export const usage = (): string => `${t('usage')}: smtp-lens COMMAND [OPTIONS] FILE…

  check      ${t('what breaks the protocol, and where')}
  why        ${t('why mail was refused or delayed, and what to change')}
  explain    ${t('what a reply, a code, a command or a rule means')}
  sessions   ${t('the dialogue as it was read: every command with its replies')}
  replies    ${t('every reply found, in transcripts and logs')}
  story      ${t('what a log says about one message, across rotated files')}
  redact     ${t('a copy that is safe to share')}
  lsp        ${t('the language server (--stdio)')}

${t('smtp-lens COMMAND --help tells the options of a command.')} ${t('FILE - is standard input; .gz is unpacked.')}
${t('--language LOCALE (zh-cn) speaks another language; English is the one to parse.')}
${t('Exit status: 0 nothing found, 1 findings, 2 wrong usage or a file that cannot be read.')}
`;

type Rows = readonly (readonly [option: string, meaning: string])[];

const page = (form: string, what: string, rows: Rows, more = ''): string => {
  const width = Math.max(...rows.map(([option]) => option.length)) + 2;
  return `${t('usage')}: smtp-lens ${form}\n\n${what}\n\n${rows.map(([option, meaning]) => `  ${option.padEnd(width)}${meaning}\n`).join('')}${more && `\n${more}\n`}`;
};

const format = (...names: string[]) => [`--format ${names.join('|')}`, t('form of the output (text)')] as const;
const as = () => ['--as FORMAT', t('read as this format instead of recognising it, as in docs/formats.md')] as const;
const stdinName = () => ['--stdin-name NAME', t('what standard input is called; the ending counts')] as const;

/** What `smtp-lens COMMAND --help` prints, by command. */
export const HELP: Readonly<Record<string, () => string>> = {
  check: () =>
    page(
      'check [OPTIONS] FILE…',
      t('Says what breaks the protocol, and where.'),
      [
        format('text', 'json', 'github', 'sarif'),
        ['--fail-on error|warning|information|hint', t('least severity that makes the exit status 1 (error)')],
        ['--strictness lenient|standard|pedantic', t('how much is said')],
        ['--rule ID=SEVERITY', t('severity of a rule or a group: off, hint, information, warning, error; may be repeated')],
        as(),
        stdinName(),
      ],
      t('The nearest .smtp-lens.json in the folder of a file or above counts too; the command line counts more.'),
    ),
  why: () =>
    page('why [OPTIONS] [FILE…]', t('Says of every refusal and failure what it means and what to do, the most decisive first.'), [
      format('text', 'json'),
      as(),
      stdinName(),
    ]),
  explain: () =>
    page(
      'explain [OPTIONS] TEXT…',
      t('Says what a reply, a code, a command, a keyword or a rule means: 550 5.1.1, STARTTLS, reply-code-impossible.'),
      [format('text', 'json')],
    ),
  sessions: () =>
    page(
      'sessions [OPTIONS] FILE…',
      t('Prints the dialogue as it was read: every command with its replies.'),
      [format('text', 'json', 'svg'), ['--session N', t('only the Nth session of each file; svg draws one (1)')], as(), stdinName()],
      t('A reply that no command was waiting for stands behind ?, in its place.'),
    ),
  replies: () =>
    page('replies [OPTIONS] FILE…', t('Lists every reply found, in transcripts and logs.'), [format('text', 'json'), as(), stdinName()]),
  story: () =>
    page(
      'story [OPTIONS] ID FILE…',
      t('Tells what a log says about one message, by queue id or message id. Several files are one log that was rotated.'),
      [format('text', 'svg')],
    ),
  redact: () =>
    page('redact [OPTIONS] FILE', t('Prints a copy that is safe to share: credentials, names and mail text go, codes and order stay.'), [
      ['--keep-identities', t('leave addresses, hosts and IPs as they are')],
      ['--keep-mail-data', t('leave the text of messages as it is')],
      ['--report', t('list on standard error what was replaced, never what stood there')],
      as(),
    ]),
  lsp: () =>
    page('lsp [--stdio]', t('Is the language server, as smtp-language-server is.'), [
      ['--stdio', t('speak over standard input and output')],
    ]),
};
