import MarkdownIt from 'markdown-it';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { LONGEST_LABEL } from '../../src/text/visible';
import { analysed } from './oracle';
import { inEditor, onCommandLine, type Shown } from './places';
import { Random } from './random';
import { wellFormed } from './xml';

const LINK = 'https://evil.example/x';

/** What somebody writes into a field who wants to be shown as something else. The names tell what each tries. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  'bidi override': 'a\u202eb\u202c',
  'bidi isolate': '\u2066a\u2069',
  'arabic letter mark': 'a\u061cb',
  'left-to-right mark': 'a\u200eb',
  'zero width space': 'a\u200bb',
  'zero width joiner': 'a\u200db',
  'word joiner': 'a\u2060b',
  'soft hyphen': 'a\u00adb',
  'byte order mark': 'a\ufeffb',
  'mongolian vowel separator': 'a\u180eb',
  'interlinear annotation': 'a\ufff9b\ufffbc',
  tags: 'a\u{e0041}\u{e007f}',
  'tag, not assigned': 'a\u{e0080}b',
  NUL: 'a\u0000b',
  bell: 'a\u0007b',
  backspace: 'a\u0008\u0008b',
  'terminal colour': 'a\u001b[31mb\u001b[0m',
  'terminal title': 'a\u001b]0;owned\u0007b',
  'terminal link': `\u001b]8;;${LINK}\u0007a\u001b]8;;\u0007`,
  'C1 CSI': 'a\u009b31mb',
  'C1 NEL': 'a\u0085b',
  'line separator': 'a\u2028b',
  'paragraph separator': 'a\u2029b',
  'carriage return': 'a\rb',
  'vertical tab': 'a\u000bb',
  'form feed': 'a\u000cb',
  delete: 'a\u007fb',
  'high surrogate': 'a\ud800b',
  'low surrogate': 'a\udc00b',
  noncharacter: 'a\ufffeb\uffff',
  'noncharacter of a plane': 'a\u{1fffe}b',
  'noncharacter of the block': 'a\ufdd0b',
  'private use': 'a\ue000b',
  'private plane': 'a\u{f0000}b',
  'markdown link': `[click](${LINK})`,
  'markdown link of a command': '[click](command:workbench.action.quit)',
  'markdown image': `![i](${LINK})`,
  'markdown autolink': `<${LINK}>`,
  'markdown reference': `[click]: ${LINK}`,
  'bare link': LINK,
  'link with a name': 'https://bank.example@evil.example/',
  'mail link': '<mailto:evil@evil.example>',
  'end of a code span': `\`[click](${LINK})\``,
  'end of two': `\`\`[click](${LINK})\`\``,
  'end of a fence': '```\n',
  'table cells': 'a|b|c',
  heading: '# a',
  HTML: `<img src="${LINK}" onerror="alert(1)">`,
  script: '<script>alert(1)</script>',
  'HTML link': `<a href="${LINK}">click</a>`,
  'HTML comment': '<!-- a --> b',
  'end of a text': '</text></svg><script>alert(1)</script>',
  CDATA: '<![CDATA[a]]>',
  entity: '&#x202e;&lt;b&gt;',
  'doctype entity': '&evil;',
  'SARIF placeholder': '{0} {1}',
  'SARIF link': '[click](1)',
  'GitHub command': '::error file=x::owned',
  'GitHub properties': 'a,line=1::b%0A::error::c',
  'JUnit end': ']]>"/></testsuite>',
  formula: '=HYPERLINK("https://evil.example")',
  'dollar signs': "$& $1 $' ${x}",
  long: 'a'.repeat(3000),
  'long and wide': '\u4e2d'.repeat(1500),
  'many marks': `a${'\u0301'.repeat(400)}`,
};

const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{e0000}-\u{e0fff}]/u;
const ON_LINES = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{e0000}-\u{e0fff}]/u;
/** Our own words stand around what is quoted. */
const LONGEST = 2 * LONGEST_LABEL;
const markdown = new MarkdownIt({ html: true, linkify: false });
const table = new MarkdownIt({ html: true, linkify: false }).enable('table');

const named = (found: RegExpExecArray | null): string | null =>
  found &&
  `U+${found[0].codePointAt(0)?.toString(16).toUpperCase()} in ${JSON.stringify(found.input.slice(Math.max(0, found.index - 30), found.index + 20))}`;
/** What a text makes of the reader's machine: an element that our own frames do not have, or a link to where we do not lead. */
const active = (html: string): string | null =>
  /<(?:script|img|iframe|svg|form|input|style|link|meta|b>|i>)|\son\w+=|href="(?:command:|javascript:|[^"]*evil\.example)|src="/i.exec(
    html,
  )?.[0] ?? null;

/** What is wrong with what is shown; null where nothing is. */
export function leakIn({ shape, text }: Shown): string | null {
  switch (shape) {
    case 'label':
      return named(HOSTILE.exec(text)) ?? (text.length > LONGEST ? `a label of ${text.length} units` : null);
    case 'text':
      return named(ON_LINES.exec(text));
    case 'markdown':
      return named(ON_LINES.exec(text)) ?? active(markdown.render(text));
    case 'svg':
    case 'xml':
      return named(ON_LINES.exec(text)) ?? (text === '' ? null : wellFormed(text.replace(/^<\?xml[^>]*>\n/, ''))) ?? activeXml(text);
    case 'json':
    case 'sarif':
      return named(ON_LINES.exec(text)) ?? (text === '' ? null : unread(text)) ?? (shape === 'sarif' && text !== '' ? inSarif(text) : null);
    case 'json-lines':
      return named(ON_LINES.exec(text)) ?? text.split('\n').filter(Boolean).map(unread).find(Boolean) ?? null;
    case 'terminal':
      return named(ON_LINES.exec(text.replace(/\u001b\[[\d;]{0,12}m/g, '')));
    case 'github':
      return (
        named(ON_LINES.exec(text)) ??
        text
          .split('\n')
          .filter(Boolean)
          .find(
            (line) =>
              !/^::(?:error|warning|notice) file=a\.smtp,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=SMTP Lens%3A [\w-]+::/.test(line),
          ) ??
        null
      );
    case 'markdown-table': {
      const rows = text.split('\n').filter(Boolean);
      const html = table.render(text);
      return (
        named(ON_LINES.exec(text)) ??
        active(html) ??
        (rows.length > 1 && html.match(/<tr>/g)?.length !== rows.length - 1 ? 'other rows than lines' : null) ??
        /<a /.exec(html)?.[0] ??
        null
      );
    }
  }
}

const activeXml = (text: string): string | null => /<(?:script|foreignObject|image|a)\b|<[^<>]*\s(?:on\w+|href)="/i.exec(text)?.[0] ?? null;

function unread(json: string): string | null {
  try {
    JSON.parse(json);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** SARIF 2.1.0 §3.11.5 and §3.11.6: braces around a number are a placeholder, brackets before parentheses a link, where no backslash stands before. */
function inSarif(json: string): string | null {
  const log = JSON.parse(json) as {
    runs: { results: { message: { text: string }; relatedLocations?: { message: { text: string } }[] }[] }[];
  };
  for (const { message, relatedLocations } of log.runs.flatMap(({ results }) => results))
    for (const { text } of [message, ...(relatedLocations ?? []).map((one) => one.message)]) {
      const odd = /(?<![{\\])\{\d+\}(?!\})|(?<!\\)\[(?:[^\]\\]|\\.)*\]\(/.exec(text);
      if (odd) return odd[0];
    }
  return null;
}

/** Places of a text in which a payload may stand: its words. */
function fieldsOf(text: string): [number, number][] {
  return [...text.matchAll(/[A-Za-z0-9][\w.+-]*/g)].map(({ index, 0: word }) => [index, index + word.length]);
}

export interface Looks {
  readonly looks: number;
  /** By place and payload, with the text that leaked. */
  readonly leaks: ReadonlyMap<string, string>;
}

const SAMPLES = [...transcriptFormats, ...logFormats]
  .flatMap(({ samples }) => samples.map(({ text }) => text))
  .filter((text) => text.length < 6000);

/**
 * Plants payloads in fields of samples and looks at everything that is shown, until there are as many looks; the same for the same seed. On the
 * command line each `commandLine`th document is shown.
 */
export async function hostileLooks(seed: number, most: number, commandLine = 4): Promise<Looks> {
  const random = new Random(seed);
  const names = Object.keys(PAYLOADS);
  const leaks = new Map<string, string>();
  let looks = 0;
  for (let n = 0; looks < most; n++) {
    const sample = SAMPLES[n % SAMPLES.length];
    const name = names[(n * 7 + Math.floor(n / names.length)) % names.length];
    const [from, to] = random.pick(fieldsOf(sample));
    const keeps = random.chance(0.4);
    const text = sample.slice(0, keeps ? to : from) + PAYLOADS[name] + sample.slice(to);
    const line = sample.slice(0, from).split('\n').length - 1;
    const column = from - (sample.lastIndexOf('\n', from - 1) + 1);
    const analysis = analysed(text);
    const positions = [
      { line, character: column + 1 },
      { line, character: 0 },
      { line: random.below(analysis.lines.count), character: random.below(40) },
    ];
    const look = (shown: Shown): void => {
      looks++;
      const leak = leakIn(shown);
      if (leak !== null)
        leaks.set(`${shown.place}: ${name}`, `${leak}   in   ${JSON.stringify(text.slice(Math.max(0, from - 60), from + 60))}`);
    };
    for (const shown of inEditor(analysis, positions)) look(shown);
    if (n % commandLine === 0) for await (const shown of onCommandLine(text)) look(shown);
  }
  return { looks, leaks };
}
