import { readHeaderLine } from '../syntax/header-line';
import { withoutEnd } from '../text/ends';
import { unsliced } from '../text/unsliced';

/** Stand-ins for a person's name, and for words that someone wrote. */
const PERSON = 'Name';
const TEXT = '(text)';

/** A stretch of a line and its replacement. Columns, `to` exclusive. */
export interface HeadEdit {
  readonly kind: 'user' | 'mail';
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

const PERSON_FIELDS = 'from|to|cc|bcc|sender|reply-to|resent-(?:from|to|cc)|errors-to';
const WRITTEN_FIELDS = 'subject|thread-topic|comments|keywords|organization';
const PERSONS = new RegExp(`^(?:${PERSON_FIELDS})$`);
const WRITTEN = new RegExp(`^(?:${WRITTEN_FIELDS})$`);
/** What a line with such a field begins with: this decides nearly all lines. */
const BEGINS = new RegExp(`^[>| \\t]{0,16}(?:${PERSON_FIELDS}|${WRITTEN_FIELDS})[ \\t]{0,20}:`, 'i');
/** Programs have names too, and bounces are recognised by them and by their subjects. */
const PROGRAM = /mail|deliver|system|daemon|postmaster|administrator|bounce|notif|robot|service|support|server|^name$/i;
const NOTICE =
  /^(?:un|re|auto)?\W?(?:deliver|return|fail|undeliver|mail (?:deliver|fail|system|status)|delivery|message (?:status|not|could)|could not|warning|delay|rejected|bounce|nicht|unzustellbar|non remis|\(text\))/i;
/** What a mail system or a mail program puts before the subject of the message it is about. */
const PREFIX = /^(?:(?:undeliver\w{1,8}|unzustellbar|non remis|delivery[^:]{0,40}|failure[^:]{0,40}|warning|re|aw|fwd?|wg)\s?:\s*)*/i;
const ADDRESS = /<[^<>\s]{1,320}>/g;
const IS_NAME = /^[\p{L}][\p{L}\p{M}.,'\u2019 -]{1,79}$|^(?:=\?[\w-]{2,20}\?[BQ]\?[^?\s]{1,100}\?=\s?){1,6}$/iu;
const MOST = 200;

/**
 * Names of persons and subjects in the header fields of a message that is quoted in a text, as in a non-delivery notice: there is no
 * dialogue that would show where the message begins. A name that was seen in a field is recognised wherever it is repeated.
 */
export class LetterHeads {
  private readonly names = new Set<string>();

  /** Whether a line names persons, and can be learned from. */
  teaches(line: string): boolean {
    return PERSONS.test(fieldOf(line)?.name ?? '');
  }

  /** Learns who is named in a line; lines may come in any order. */
  learn(line: string): void {
    const field = fieldOf(line);
    if (!field || !PERSONS.test(field.name)) return;
    for (const { name } of namesIn(field.value)) if (name.includes(' ') && this.names.size < MOST) this.names.add(unsliced(name));
  }

  /** What to replace in a line: names of persons, and what they wrote in a subject. */
  in(line: string): HeadEdit[] {
    const found: HeadEdit[] = [];
    const field = fieldOf(line);
    if (field && PERSONS.test(field.name))
      for (const { name, at } of namesIn(field.value))
        found.push({ kind: 'user', from: field.at + at, to: field.at + at + name.length, standIn: PERSON });
    if (field && WRITTEN.test(field.name) && !NOTICE.test(field.value)) found.push(subject(field.value, field.at));
    else if (field && WRITTEN.test(field.name) && PREFIX.exec(field.value)?.[0]) found.push(subject(field.value, field.at));
    for (const name of this.names)
      for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + name.length))
        found.push({ kind: 'user', from: at, to: at + name.length, standIn: PERSON });
    return found.filter(({ from, to, standIn }) => to > from && line.slice(from, to) !== standIn);
  }
}

function subject(value: string, at: number): HeadEdit {
  const prefix = PREFIX.exec(value)?.[0].length ?? 0;
  const bare = value.trimEnd().length;
  return { kind: 'mail', from: at + prefix, to: at + Math.max(prefix, bare), standIn: TEXT };
}

/** The text before each address in angle brackets, without its quotes. */
function* namesIn(value: string): Generator<{ readonly name: string; readonly at: number }> {
  let from = 0;
  for (const { index, 0: address } of value.matchAll(ADDRESS)) {
    const written = value.slice(from, index).trimEnd();
    const begin = written.endsWith('"') ? written.lastIndexOf('"', written.length - 2) : written.lastIndexOf(',');
    const name = withoutEnd(written.slice(begin + 1), '"').trim();
    if (IS_NAME.test(name) && !PROGRAM.test(name)) yield { name, at: from + begin + 1 + written.slice(begin + 1).indexOf(name) };
    from = index + address.length;
  }
}

/** A header field that is of interest here, even if the message is quoted or indented. */
function fieldOf(line: string): { readonly name: string; readonly value: string; readonly at: number } | null {
  if (!BEGINS.test(line)) return null;
  const quoted = /^(?:[>|][ \t]?){0,4}[ \t]{0,8}/.exec(line)?.[0].length ?? 0;
  const field = readHeaderLine(line.slice(quoted));
  if (field?.kind !== 'field') return null;
  const at = quoted + field.valueAt;
  return { name: field.name.toLowerCase(), value: line.slice(at), at };
}
