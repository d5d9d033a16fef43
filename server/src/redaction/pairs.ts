import { isValue, type Stretch } from './settings';

/** The end of a name that people give to a secret, if the name is itself a value: of `name`, of `key`, of a column. */
const NAME = String.raw`[\w.-]{0,60}(?:pass(?:word|wd|phrase|code)?|passwd|pwd|secret|token|(?:api|access|secret|auth|private)[_.-]?key)\d?`;
const MEMBER = `(?:name|key|id|property|setting|option|variable|param(?:eter)?)`;
const OF_VALUE = `(?:value|val|content|default|data|string)`;
const IN_QUOTES = String.raw`(?:"((?:[^"\\\n]|\\.){3,1000})"|'((?:[^'\\\n]|\\.){3,1000})')`;

/** `"name": "smtpPassword", "value": "x"`, `<add key="SmtpPassword" value="x" />`, `<input type="password" name="p" value="x">`. */
const NAMED_FIRST = new RegExp(
  String.raw`(?:${MEMBER}|type)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?${NAME}["']?(?:[ \t,;/]{1,6}(?!${OF_VALUE}\b)[\w:-]{1,30}["']?[ \t]{0,4}[:=][ \t]{0,4}["'][^"'\n]{0,40}["']){0,2}[ \t,;]{1,6}["']?(?:parameter)?${OF_VALUE}["']?[ \t]{0,4}[:=][ \t]{0,4}(?:${IN_QUOTES}|([^\s"',;{}<>\]]{3,1000}))`,
  'dgi',
);
/** `value='x' WHERE name='smtp_password'`, `<input value="x" type="password">`. */
const NAMED_LAST = new RegExp(
  String.raw`\b${OF_VALUE}["']?[ \t]{0,4}[:=][ \t]{0,4}${IN_QUOTES}[ \t,]{1,6}[^"'<>\n]{0,60}\b(?:${MEMBER}|type)["']?[ \t]{0,4}[:=][ \t]{0,4}["']${NAME}["']`,
  'dgi',
);
/** `<key>SMTPPassword</key><string>x</string>`, `<td>EMAIL_HOST_PASSWORD</td><td>x</td>`. */
const IN_TAGS = new RegExp(
  String.raw`<(?:key|name|td|th|dt|param|member)(?: [^<>\n]{0,80})?>${NAME}<\/(?:key|name|td|th|dt|param|member)>[ \t]{0,20}(?:<[a-z]{1,10}(?: [^<>\n]{0,80})?>){1,3}["']?([^<\n]{3,1000}?)["']?<\/`,
  'dgi',
);
/** `s:9:"smtp_pass";s:12:"x";` as PHP serialises it. */
const SERIALISED = new RegExp(String.raw`"${NAME}";s:\d{1,5}:"([^"\n]{3,1000})"`, 'dgi');
/** `smtp_password | x |` of a table that a terminal or a wiki shows; `|pass|` without a space is a field of a report (OpenSMTPD's filters). */
const IN_TABLE = new RegExp(
  String.raw`(?<![\w.-])${NAME}(?:[ \t]{1,60}(?:\|\||[|\u2502])|\|\||[|\u2502](?=[ \t]))([^|\u2502\n]{3,300})`,
  'dgi',
);

/** Each with what it needs, which is quickly looked for: nearly every line lacks it. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/val|content|default|data|string/i, NAMED_FIRST],
  [/val|content|default|data|string/i, NAMED_LAST],
  [/<\/(?:key|name|td|th|dt|param|member)>/i, IN_TAGS],
  [/";s:\d/i, SERIALISED],
  [/[|\u2502]/, IN_TABLE],
];
/** A piece of each name of a secret. */
const NAMED = /pass|pwd|secret|token|key/i;

/** `(email, password) VALUES ('a@example.com', 'x')`. */
const ROWS = /\(([^()\n]{3,300})\)[ \t]{0,4}VALUES[ \t]{0,4}\(([^\n]{3,1000})/dgi;
const ROW_VALUE = /'((?:[^'\\\n]|\\.|''){0,1000})'|[^,'()\s][^,'()]{0,200}/dg;

/** The values of the columns that are for secrets, in the first row. */
function inRow(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!/VALUES/i.test(text)) return found;
  for (const { 1: columns, 2: values, indices } of text.matchAll(ROWS)) {
    const names = columns.split(',').map((name) => A_NAME.test(name.trim()));
    const cells = [...values.matchAll(ROW_VALUE)];
    for (const [n, secret] of names.entries()) {
      const [from, to] = cells[n]?.indices?.[1] ?? [0, 0];
      const at = indices?.[2]?.[0] ?? 0;
      if (secret && isValue(values.slice(from, to), true)) found.push({ from: at + from, to: at + to });
    }
  }
  return found;
}

/** Secrets whose name is beside them as a value of its own. Linear. */
export function inPairs(text: string): Stretch[] {
  if (!NAMED.test(text)) return [];
  const found = inRow(text);
  for (const [needed, pattern] of PAIRS) {
    if (!needed.test(text)) continue;
    for (const { indices } of text.matchAll(pattern)) {
      const [at, end] = indices?.slice(1).find((one) => one !== undefined) ?? [0, 0];
      const within = text.slice(at, end);
      const from = at + within.length - within.trimStart().length;
      const to = from + within.trim().length;
      if (isValue(text.slice(from, to), true) && !isHead(text, from, to)) found.push({ from, to });
    }
  }
  return found;
}

/** In the head of a table the next cell is a name too. */
const isHead = (text: string, from: number, to: number): boolean => /[|\u2502]/.test(text) && ABOUT.test(text.slice(from, to).trim());

const ABOUT =
  /^(?:e-?mail|user(?:[ _-]?name)?|login|account|address|name|host(?:name)?|server|port|tls|ssl|security|status|role|comment|notes?|id)$/i;
const A_NAME = new RegExp(`^["'\`]?${NAME}["'\`]?$`, 'i');

/** A line that ends with the name of a secret, whose value the next line has. */
const ENDS_WITH_NAME: readonly RegExp[] = [
  new RegExp(String.raw`\b${MEMBER}["']?[ \t]{0,4}[:=][ \t]{0,4}["']?${NAME}["']?,?[ \t]{0,8}$`, 'i'),
  new RegExp(String.raw`^[\s>]{0,40}<(?:(?:key|name)>${NAME}<\/(?:key|name)|${NAME})>[ \t]{0,8}$`, 'i'),
  new RegExp(String.raw`\[["']?${NAME}["']?\][ \t]{0,4}=>[ \t]{0,8}$`, 'i'),
  new RegExp(String.raw`(?<![\w.-])${NAME}["']?[ \t]{0,4}[:=]?[ \t]{0,4}\{[ \t]{0,4}$`, 'i'),
  new RegExp(String.raw`(?<![\w.-])${NAME}["']?:[ \t]{1,4}[|>][+-]?[ \t]{0,4}$`, 'i'),
];
const NEXT = new RegExp(
  String.raw`^[\s>|]{0,40}(?:["']?${OF_VALUE}["']?[ \t]{0,4}[:=][ \t]{0,4}|<string>|string\(\d{1,6}\)[ \t]{1,4})?(?:${IN_QUOTES}|([^"'<>=:\s][^<>\n]{1,300}[^<>\s,]))`,
  'di',
);
/** A body of a form has an empty line between the name and the value. */
const MOST_LINES = 2;

/** What a line says about the next ones: that the name of a secret was given and its value comes, or in which column the secrets are. */
export class Awaited {
  private lines = 0;
  private column = -1;
  private cells = 0;
  private separator = '';

  get open(): boolean {
    return this.lines > 0 || this.column >= 0;
  }

  /** The secrets that the lines before said this one has; then what it says itself. */
  in(line: string): Stretch[] {
    const found = this.open ? [...this.value(line), ...this.cell(line)] : [];
    if (!NAMED.test(line)) return found;
    if (ENDS_WITH_NAME.some((one) => one.test(line))) this.lines = MOST_LINES;
    else this.head(line);
    return found;
  }

  private value(line: string): Stretch[] {
    if (this.lines === 0) return [];
    this.lines--;
    if (line.trim().length < 3) return [];
    this.lines = 0;
    const next = NEXT.exec(line);
    const [from, to] = next?.indices?.slice(1).find((one) => one !== undefined) ?? [0, 0];
    // Another member, not the value of this one.
    if (/^["'][ \t]?[:=]/.test(line.slice(to))) return [];
    if (/^[\w.-]{1,40}["']?[ \t]?[:=](?:[ \t]|$)/.test(line.slice(from))) return [];
    return isValue(line.slice(from, to), true) ? [{ from, to }] : [];
  }

  private cell(line: string): Stretch[] {
    if (this.column < 0) return [];
    const cells = cellsOf(line, this.separator);
    if (/^[\s>|:+-]+$/.test(line) && line.includes('-')) return [];
    if (cells.length !== this.cells) {
      this.column = -1;
      return [];
    }
    const { from, text } = cells[this.column];
    const begin = from + text.length - text.trimStart().length;
    const bare = /^(["'])(.*)\1$/.exec(text.trim())?.[2] ?? text.trim();
    const at = begin + (bare.length < text.trim().length ? 1 : 0);
    return isValue(bare, true) ? [{ from: at, to: at + bare.length }] : [];
  }

  /** The head of a table, if one of its columns is for secrets. */
  private head(line: string): void {
    if (line.length > 300) return;
    for (const separator of ['\t', '|', ',', ';']) {
      const cells = line.includes(separator) ? cellsOf(line, separator) : [];
      const column = cells.findIndex(({ text }) => A_NAME.test(text.trim()));
      if (cells.length < 2 || column < 0 || !cells.some(({ text }) => ABOUT.test(text.trim()))) continue;
      if (!cells.every(({ text }) => /^[\w ."'-]{0,40}$/.test(text.trim()))) continue;
      this.column = column;
      this.cells = cells.length;
      this.separator = separator;
      return;
    }
  }
}

function cellsOf(line: string, separator: string): { readonly from: number; readonly text: string }[] {
  let from = /^[ >]*/.exec(line)?.[0].length ?? 0;
  return line
    .slice(from)
    .split(separator)
    .map((text) => {
      const cell = { from, text };
      from += text.length + separator.length;
      return cell;
    });
}
