import type { BounceFormat } from '../../server/src/formats/bounce';
import { bounceFormats } from '../../server/src/formats/bounces';
import type { TranscriptFormat } from '../../server/src/formats/format';
import type { LogFormat } from '../../server/src/formats/log';
import { logFormats } from '../../server/src/formats/logs';
import { transcriptFormats } from '../../server/src/formats/transcripts';
import type { Wrapper } from '../../server/src/formats/wrapper';
import { wrappers } from '../../server/src/formats/wrappers';

export const VIEWPOINTS: Readonly<Record<TranscriptFormat['viewpoint'], string>> = {
  absolute: 'the markers name the parties',
  client: 'the markers are those of the client',
  server: 'the markers are those of the server',
  none: 'no markers: what is said tells who says it',
};

export const TRUST: Readonly<Record<TranscriptFormat['trust'], string>> = {
  certain: 'The markers decide alone.',
  likely: 'Other programs print the same markers: what each side says decides too.',
  weak: 'Only what is said decides.',
};

/** Text of a program inside a table or a sentence: nothing of it is markup. */
const plain = (text: string): string => text.replace(/\|/g, '\\|').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const fence = (text: string): string => `\`\`\`\`text\n${text.replace(/\n$/, '')}\n\`\`\`\``;
/** A control character is shown, not sent to the reader's screen. */
const shown = (text: string): string => text.replace(/\u001b/g, '␛').replace(/\t/g, '⇥');
const code = (text: string): string =>
  `\`\`${text.startsWith('`') || text.startsWith(' ') ? ' ' : ''}${shown(text)}${text.endsWith('`') || text.endsWith(' ') ? ' ' : ''}\`\``;

function transcriptSection(format: TranscriptFormat): string {
  const facts = [
    `Viewpoint: ${VIEWPOINTS[format.viewpoint]}. ${TRUST[format.trust]}`,
    format.elides && `Left out: ${format.elides}`,
    format.masks && `Masked: ${format.masks}`,
    format.notes,
  ].filter((fact) => fact !== undefined);
  const samples = format.samples
    .slice(0, 1)
    .map((sample) => `${sample.title}, read as ${sample.exchanges.join(', ') || 'commands without replies'}:\n\n${fence(sample.text)}`);
  return [`### ${format.id}`, `**${plain(format.title)}**`, ...facts.map((fact) => plain(fact)), ...samples].join('\n\n');
}

const wrapperRow = (wrapper: Wrapper): string =>
  `| \`${wrapper.id}\` | ${plain(wrapper.title)} | ${wrapper.samples.map(({ line }) => code(line).replace(/\|/g, '\\|')).join('<br>')} |`;

/** So many lines of a log are enough to know it by. */
export const LOG_LINES = 6;

function logSection(format: LogFormat): string {
  const sample = format.samples[0]?.text.split('\n').slice(0, LOG_LINES).join('\n');
  return [`### log: ${format.id}`, `**${plain(format.title)}**`, ...(sample ? [fence(sample)] : [])].join('\n\n');
}

function bounceSection(format: BounceFormat): string {
  const samples = format.samples.map((sample) => `${sample.title}:\n\n${fence(sample.text)}`);
  return [`### bounce: ${format.id}`, `**${plain(format.title)}**`, ...(format.notes ? [plain(format.notes)] : []), ...samples].join(
    '\n\n',
  );
}

/** docs/formats.md, from the rows of the formats themselves. */
export function formatsPage(): string {
  return `# Formats

<!-- Made from server/src/formats by node scripts/docs.mjs: change the formats, not this page. -->

SMTP Lens recognises ${transcriptFormats.length} ways in which programs write an SMTP dialogue, ${wrappers.length} shapes that are put around their lines, and the logs of
${logFormats.length} mail systems. Nothing needs to be set; \`smtpLens.format\` and \`--as\` take the id of a transcript format and read everything in it.

## Transcripts

| id | program | who the markers speak for |
| --- | --- | --- |
${transcriptFormats.map((format) => `| [\`${format.id}\`](#${format.id}) | ${plain(format.title)} | ${VIEWPOINTS[format.viewpoint]} |`).join('\n')}

${transcriptFormats.map(transcriptSection).join('\n\n')}

## Wrappers

Peeled in this order, the first outermost; up to four around one another. A process, thread or connection that a wrapper names tells
sessions apart. Ranges always point at the original characters. Fences of Markdown end a dialogue.

| id | what | a line |
| --- | --- | --- |
${wrappers.map(wrapperRow).join('\n')}

## Logs

Every line is read on its own; a reply is only looked for where the log's own words announce one.

${logFormats.map(logSection).join('\n\n')}

## Bounces

A bounce is read as one thing from the line on which it begins: folded fields and paragraphs are joined, the returned message is left
alone. What is found is explained, never judged: it is a quotation.

${bounceFormats.map(bounceSection).join('\n\n')}
`;
}
