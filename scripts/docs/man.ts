import { version } from '../../package.json';
import { type CommandPage, commandPages, commonOptions, exitStatus, fileNote, type Rows } from '../../server/src/cli/usage';

/** Text as roff takes it: no character of it is a command, hyphens are those that a shell takes, and all is US-ASCII. */
function text(plain: string): string {
  const escaped = plain
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/[^\n -~]/gu, (char) => `\\[u${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`);
  return escaped.replace(/^([.'])/gm, '\\&$1');
}

/** `--severity error|warning`: what is typed as it stands is bold, what stands for something is in italics. */
function option(row: string): string {
  return row
    .split(/([ ,|=[\]]+)/)
    .map((part) =>
      /^-/.test(part) || /^[a-z]/.test(part) ? `\\fB${text(part)}\\fR` : /^[A-Z]/.test(part) ? `\\fI${text(part)}\\fR` : text(part),
    )
    .join('');
}

const options = (rows: Rows): string => rows.map(([name, meaning]) => `.TP\n${option(name)}\n${sentence(meaning)}\n`).join('');

const sentence = (meaning: string): string => text(`${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`);

function command(page: CommandPage): string {
  const examples = page.examples.map(([line, answers]) => `.PP\n${sentence(answers)}\n.PP\n.RS 4\n.nf\n${text(line)}\n.fi\n.RE\n`);
  return [
    `.SS "${text(page.name)}"\n`,
    `\\fBsmtp\\-lens ${text(page.name)}\\fR ${option(page.form)}\n`.replace(/ \n$/, '\n'),
    `.PP\n${text(page.what)}\n`,
    page.more ? `.PP\n${text(page.more)}\n` : '',
    options(page.options),
    ...examples,
  ].join('');
}

/** `smtp-lens.1`, from the rows that `--help` prints. */
export function manPage(): string {
  return `.\\" Made from server/src/cli/usage.ts by node scripts/docs.mjs.
.TH SMTP\\-LENS 1 "" "smtp\\-lens ${version}" "User Commands"
.SH NAME
smtp\\-lens \\- why mail was refused, from transcripts and mail logs
.SH SYNOPSIS
\\fBsmtp\\-lens\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIFILE\\fR...
.br
\\fBsmtp\\-lens\\fR \\fICOMMAND\\fR \\fB\\-\\-help\\fR
.SH DESCRIPTION
Reads SMTP transcripts, mail logs, bounces and the errors of programs, and says why mail was refused and what to change.
What is SMTP is told by content; everything else is left alone.
.PP
${text(fileNote())}
.SH COMMANDS
${commandPages().map(command).join('')}.SH "OPTIONS OF EVERY COMMAND"
${options(commonOptions())}.SH FILES
.TP
\\fI.smtp\\-lens.json\\fR
Settings for everyone who works in a folder: \\fBsmtp\\-lens init\\fR writes one to begin with.
The nearest one in the folder of a file or above counts; the command line counts more.
.SH ENVIRONMENT
.TP
\\fBNO_COLOR\\fR
Where it is set and not empty, nothing is coloured.
.TP
\\fBFORCE_COLOR\\fR
Colours also what goes into a pipe; 0 or false turns colours off.
.SH "EXIT STATUS"
${exitStatus()
  .map(([status, meaning]) => `.TP\n\\fB${status}\\fR\n${sentence(meaning)}\n`)
  .join('')}.SH "SEE ALSO"
\\fBpflogsumm\\fR(1), \\fBexigrep\\fR(8), \\fBswaks\\fR(1), RFC 5321, RFC 3463
`;
}
