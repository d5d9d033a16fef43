import { cite } from '../../knowledge/source';
import { bodyOf, fieldsOf, fieldValue, type Message, messagesOf } from '../../session/reading/messages';
import { t } from '../../text/l10n';
import { type Span, spanOf } from '../../text/span';
import type { Rule } from '../rule';

interface Fault {
  readonly at: Span;
  readonly message: string;
}

/** The boundary of a multipart field; empty where it names none, null where it is no multipart. */
function boundaryOf(value: string): string | null {
  if (!/^\s{0,8}multipart\//i.test(value)) return null;
  const match = /;\s{0,8}boundary\s{0,4}=\s{0,4}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(value);
  return match ? (match[1] ?? match[2]) : '';
}

function faultOf(message: Message): Fault | null {
  const [type] = fieldsOf(message, 'content-type');
  const body = bodyOf(message);
  if (type) {
    const span = spanOf(type.at.line, type.at.piece, type.valueAt);
    const boundary = boundaryOf(fieldValue(message, type));
    if (boundary === '') return { at: span, message: t('A multipart message names its boundary here; this one does not.') };
    if (boundary !== null) return boundaryFault(body, boundary, span);
  }
  const [encoding] = fieldsOf(message, 'content-transfer-encoding');
  if (!encoding || !/^\s{0,8}base64\b/i.test(fieldValue(message, encoding))) return null;
  const odd = body.find(({ piece }) => piece.text.trim() !== '' && !/^[A-Za-z0-9+/]*={0,2}\s{0,4}$/.test(piece.text));
  if (odd) return { at: spanOf(odd.line, odd.piece), message: t('The body is declared as base64, but this line is not base64.') };
  const long = body.find(({ piece }) => piece.text.length > 76);
  return long ? { at: spanOf(long.line, long.piece), message: t('Lines of base64 have at most 76 characters.') } : null;
}

function boundaryFault(body: Message['lines'], boundary: string, at: Span): Fault | null {
  const used = body.find(({ piece }) => piece.text.trimEnd() === `--${boundary}`);
  const closed = body.some(({ piece }) => piece.text.trimEnd() === `--${boundary}--`);
  if (!used) return { at, message: t('The boundary that is named here never appears in the body.') };
  return closed
    ? null
    : { at: spanOf(used.line, used.piece), message: t('The last part is not closed: the boundary followed by two hyphens is missing.') };
}

export const mimeStructure: Rule = {
  id: 'mime-structure',
  group: 'message',
  title: 'Inconsistent MIME structure',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('2046 5.1.1', '2045 6.8'),
  explains:
    'A multipart message names a boundary in its header, puts it before each part, and closes the last with two more hyphens. Here the boundary is missing, never used or never closed, or the content is not in the declared encoding. Readers then show the source, or lose an attachment.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
        C: Content-Type: multipart/mixed; boundary=x
        C:
        C: --x
      #    ^^^ hint: The last part is not closed: the boundary followed by two hyphens is missing.
        C:
        C: text
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
        C: Content-Type: multipart/mixed
      #                  ^^^^^^^^^^^^^^^ hint: A multipart message names its boundary here; this one does not.
        C:
        C: text
        C: .
        S: 250 OK
      `,
      `
        C: Content-Type: multipart/mixed; boundary=x
        C:
        C: --x
      #    ^^^ hint: The last part is not closed: the boundary followed by two hyphens is missing.
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: Content-Type: multipart/mixed; boundary="x"\nC: \nC: --x\nC: \nC: text\nC: --x--\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Content-Type: text/plain\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const fault = message.whole && message.blankAt >= 0 ? faultOf(message) : null;
      if (fault) report({ ...fault, exchange: message.exchange });
    }
  },
};
