import type { Lines } from '../../text/lines';
import type { BounceFormat, BounceReply } from '../bounce';
import { ADDRESS, afterQuotes } from '../bounce';
import type { LocatedReply, Status } from '../log';
import { enhancedAt, replyAt } from '../log-line/reply';
import { Folded, withWhole } from '../readers/folded';

const sample = `Final-Recipient: rfc822; nosuch@example.net
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.net
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does
 not exist. Please try 550 5.1.1 unnecessary spaces.
`;

const FIELD =
  /^(?:Reporting-MTA|Original-Envelope-Id|DSN-Gateway|Received-From-MTA|Arrival-Date|Original-Recipient|Final-Recipient|Action|Status|Remote-MTA|Diagnostic-Code|Last-Attempt-Date|Final-Log-ID|Will-Retry-Until|X-[A-Za-z][\w-]{1,40}) {0,2}:/i;
/** Fields of which at least one must be present: any mail may have the others. */
const TELLING = /^(?:Final-Recipient|Original-Recipient|Diagnostic-Code|Remote-MTA|Reporting-MTA|Action) {0,2}:/i;

const BY_ACTION: Readonly<Record<string, Status>> = {
  failed: 'bounced',
  delayed: 'deferred',
  delivered: 'sent',
  relayed: 'sent',
  expanded: 'sent',
};

interface Field {
  readonly name: string;
  readonly line: number;
  readonly value: Folded;
}

/** The fields of a delivery status notification (RFC 3464 §2), one recipient's or the message's. */
export const deliveryStatus: BounceFormat = {
  id: 'delivery-status',
  title: 'Delivery status notification (RFC 3464)',
  row: 'F79',
  notes:
    'Long fields are folded; a reply of several lines is joined, each line with its code, or keeps its lines. `Status:` is the judgement of the MTA that writes, `Diagnostic-Code:` what the other one said.',
  samples: [
    {
      title: 'a failed recipient',
      text: sample,
      replies: ['3:9 - 5.1.1 - bounced -', '5:24 550 5.1.1 - bounced -', '6:24 550 5.1.1 - bounced -'],
    },
  ],
  read(lines, at) {
    if (!FIELD.test(inside(lines, at))) return null;
    const fields: Field[] = [];
    let next = at;
    while (next < lines.count && next - at < 200) {
      const match = FIELD.exec(inside(lines, next));
      if (!match) break;
      const field = fieldAt(lines, next, match[0]);
      fields.push(field.field);
      next = field.next;
    }
    if (!fields.some((field) => TELLING.test(`${field.name}:`))) return null;
    const action =
      fields
        .find((field) => field.name === 'action')
        ?.value.text.trim()
        .toLowerCase()
        .split(/[ ;(]/)[0] ?? '';
    const status = Object.hasOwn(BY_ACTION, action) ? BY_ACTION[action] : null;
    const host = /^dns ?; ?([\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.[a-z][\w-]{0,62})\.?$/i.exec(
      fieldText(fields, 'remote-mta')?.trim() ?? '',
    )?.[1];
    const replies = fields.flatMap((field) => repliesOf(field, status)).map((one) => (host ? saidBy(one, host) : one));
    const verdict = replies.find(({ reply }) => reply.role === 'verdict');
    if (!verdict || status === 'sent') return { lines: next - at, replies };
    const said = replies.find(({ reply }) => reply.role === 'reply');
    if (said) {
      const about = { ...said.reply, whole: said.reply.whole ?? lines.line(said.line).slice(said.reply.textFrom, said.reply.textTo) };
      return { lines: next - at, replies: replies.map((one) => (one === verdict ? { ...one, about } : one)) };
    }
    return { lines: next - at, replies, unexplained: { line: verdict.line, recipient: recipientOf(fields), words: diagnosticOf(fields) } };
  },
};

/** Whose reply it is: `Remote-MTA` names the server that was asked (RFC 3464 §2.3.5). */
const saidBy = (one: BounceReply, host: string): BounceReply =>
  one.reply.role === 'verdict' || one.reply.host !== undefined ? one : { ...one, reply: { ...one.reply, host } };

const fieldText = (fields: readonly Field[], name: string): string | undefined => fields.find((field) => field.name === name)?.value.text;

/** The address in lower case; null if there is none (Exim may name a pipe or a file). */
function recipientOf(fields: readonly Field[]): string | null {
  const value = fieldText(fields, 'original-recipient') ?? fieldText(fields, 'final-recipient') ?? '';
  return ADDRESS.exec(value)?.[0].toLowerCase() ?? null;
}

/** The words of the diagnostic, without their type and without what a program's exit status says. */
const diagnosticOf = (fields: readonly Field[]): string =>
  (fieldText(fields, 'diagnostic-code') ?? '').replace(/^[\w.-]{1,30} ?; ?/, '').slice(0, 1000);

const inside = (lines: Lines, n: number): string => {
  const line = lines.line(n);
  return line.slice(afterQuotes(line), 2000);
};

/** A field and its folded lines; a line that begins with a space or tab continues the field. */
function fieldAt(lines: Lines, at: number, head: string): { field: Field; next: number } {
  const parts: { line: number; text: string; from: number }[] = [];
  let next = at;
  for (; next < lines.count && next - at < 60; next++) {
    const line = lines.line(next);
    const quoted = afterQuotes(line);
    const soft = parts.length > 0 && parts[parts.length - 1].text.endsWith('=');
    if (next > at && !soft && (!/^[ \t]+\S/.test(line.slice(quoted)) || FIELD.test(line.slice(quoted).trimStart()))) break;
    const from = next === at ? quoted + head.length : quoted;
    const blanks = line.slice(from).length - line.slice(from).trimStart().length;
    parts.push({ line: next, text: line.slice(from + blanks).trimEnd(), from: from + blanks });
  }
  return { field: { name: head.slice(0, -1).trim().toLowerCase(), line: at, value: new Folded(parts) }, next };
}

function repliesOf({ name, value }: Field, status: Status | null): BounceReply[] {
  const { text } = value;
  if (name === 'status') {
    const at = text.search(/\d\.\d{1,3}\.\d{1,3}/);
    const verdict = at === -1 || at > 20 ? null : enhancedAt(text, at, text.length, null, 'local');
    return verdict ? value.place(verdict, status) : [];
  }
  // Cisco's gateways put the reply into a field of their own: `<mx.example.net #5.1.1 smtp; 550 …>`.
  const own = name.startsWith('x-') ? / #[45]\.\d{1,3}\.\d{1,3} smtp; ?/.exec(text.slice(0, 400)) : null;
  if (own)
    return withWhole(value, repliesIn(text.replace(/>\s*$/, ''), own.index + own[0].length)).flatMap((reply) => value.place(reply, status));
  if (name !== 'diagnostic-code') return [];
  const type = /^[\w.-]{1,30} ?; ?/.exec(text);
  // What a program's exit status says is not a reply.
  if (/^x-unix\b/i.test(text) && !/\d \d\.\d/.test(text)) return [];
  const found = repliesIn(text, type ? type[0].length : 0);
  return withWhole(value, found).flatMap((reply) => value.place(reply, status));
}

/** The replies of a diagnostic: at its beginning, at the beginning of a folded line or the end of a reply, or where code and enhanced code agree. */
function repliesIn(text: string, from: number): LocatedReply[] {
  const found: LocatedReply[] = [];
  const code = /[245]\d\d(?=[ -]|:|$)|[245]\.\d{1,3}\.\d{1,3}(?![.\d])/g;
  code.lastIndex = from;
  for (let match = code.exec(text); match && found.length < 40; match = code.exec(text)) {
    const at = match.index;
    const before = text.slice(0, at);
    const first = /^['"(<[#\s]*$/.test(before.slice(from)) && at - from < 6;
    if (match[0].length > 3) {
      const alone = first || /#\(?$|\(#$/.test(before) ? enhancedAt(text, at, text.length, null, 'remote', 'reply') : null;
      if (alone && (found.length === 0 || found[found.length - 1].enhanced === null)) found.push(alone);
      continue;
    }
    const reply = replyAt(text, at, text.length, null, 'remote');
    if (!reply || (at > 0 && /[\w.]/.test(text[at - 1]))) continue;
    const agrees = reply.enhanced !== null && reply.enhanced[0] === text[at];
    const anchored = /(?:['":;>(]|said|with|error|smtp|code) ?['"(]?$/i.test(before);
    const continues = found.length > 0 && text.startsWith(`${found[0].code ?? ''}`, at) && text[found[found.length - 1].to] === '-';
    if (!first && !agrees && !anchored && !continues) continue;
    found.push(continues ? { ...reply, continues: true } : reply);
    code.lastIndex = reply.enhancedTo > 0 ? reply.enhancedTo : at + 3;
  }
  return found.map((reply, index) => ({ ...reply, textTo: Math.min(reply.textTo, found[index + 1]?.from ?? text.length) }));
}
