/**
 * The one filter for hostile text. A log, a transcript or a file name may contain characters that imitate something else: control
 * characters and terminal escapes, marks that change the direction of writing, characters without width, line separators, private
 * characters, halves of surrogate pairs (Unicode TR 36 §3, TR 39 §3). They are recognised by category: a new one is caught without
 * a list. The block of tags is named because most of it is unassigned.
 */
const HOSTILE = '\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}\\p{Noncharacter_Code_Point}\\u{e0000}-\\u{e0fff}';
const ON_ONE_LINE = new RegExp(`[${HOSTILE}]`, 'gu');
const ON_LINES = new RegExp(`(?![\\n\\t])[${HOSTILE}]`, 'gu');
/** Most texts are printable US-ASCII, which can be tested without looking up categories. */
const ODD = /[^ -~]/;

/** Longer labels are cut: a label has one line of an editor. */
export const LONGEST_LABEL = 200;

/** A text of the log that may have several lines: hostile characters become U+FFFD; line feeds and tabs are kept. */
export const visible = (text: string): string => (ODD.test(text) ? text.replace(ON_LINES, '\ufffd') : text);

/** A text of the log on one line: as {@link visible}, and line feeds and tabs become U+FFFD too. */
export const visibleLine = (text: string): string => (ODD.test(text) ? text.replace(ON_ONE_LINE, '\ufffd') : text);

/** A text of the log as a label: on one line, at most `most` UTF-16 units long. */
export const label = (text: string, most = LONGEST_LABEL): string => visibleLine(head(text, most));

/**
 * A text of the log as it may be quoted in a message: hostile characters as escapes (`\x1b`, `\u202e`, `\u{e0041}`), cut after `limit`
 * units. Never call it on a secret.
 */
export function shown(text: string, limit = 60): string {
  const cut = text.length > limit ? `${head(text, limit)}…` : text;
  return ODD.test(cut) ? cut.replace(ON_ONE_LINE, escapeOf) : cut;
}

/**
 * A value as JSON, for programs: nothing is lost, but hostile characters are escaped (`\\u202e`), so that printing the text cannot
 * deceive its reader. `indent`: spaces per level; without it the text is one line.
 */
export function jsonOf(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (!ODD.test(text)) return text;
  return text.replace(ON_LINES, (odd) => {
    let units = '';
    for (let n = 0; n < odd.length; n++) units += `\\u${odd.charCodeAt(n).toString(16).padStart(4, '0')}`;
    return units;
  });
}

function escapeOf(odd: string): string {
  const code = odd.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

/** The first `most` UTF-16 units of a text, or one fewer if the cut would split a surrogate pair. */
export function head(text: string, most: number): string {
  const splits = /[\ud800-\udbff]/.test(text[most - 1] ?? '') && /[\udc00-\udfff]/.test(text[most]);
  return text.slice(0, splits ? most - 1 : most);
}

/** A text of our own that mentions control characters: each becomes its picture (Unicode, "Control Pictures"); tabs and line ends stay. */
export const pictured = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (unit) =>
    unit === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + unit.charCodeAt(0)),
  );
