import { replyCode } from '../../knowledge';
import { rfc } from '../../knowledge/source';
import type { Exchange, Reply, Session } from '../../session/model';
import { codeSpan, replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** A reply code with a letter for a digit, too few or too many digits, or a word in its place. */
const BROKEN = /^(?:(?=\d{0,2}[OoIl])([0-9OoIl]{3})[ -]|(\d{1,2}|\d{4,6})[ -]\S|OK\b)/;

/** The code that was meant, where only letters are written for digits. */
function meant(text: string): string | null {
  const code = /^[0-9OoIl]{3}(?=[ -])/.exec(text)?.[0];
  const digits = code?.replace(/[Oo]/g, '0').replace(/[Il]/g, '1');
  return digits && /^[2-5][0-5]\d$/.test(digits) ? digits : null;
}

/** Lines of the server in place of a reply, or inside one. */
function* brokenLines(session: Session): Generator<{ at: Span; text: string; code: Span }> {
  for (const { side, text, span } of session.strayText) {
    if (side !== 'server' || !BROKEN.test(text)) continue;
    yield { at: span, text, code: { ...span, to: Math.min(span.to, span.from + text.search(/[ -]|$/)) } };
  }
  for (const exchange of session.exchanges)
    for (const reply of exchange.replies)
      for (const { separator, folded, line, piece } of reply.lines) {
        if (separator !== 'continues' || folded || !/^(?=\d{0,2}[OoIl])[0-9OoIl]{3}[ -]/.test(piece.text)) continue;
        yield { at: spanOf(line, piece), text: piece.text, code: spanOf(line, piece, 0, 3) };
      }
}

const replyCodeSyntax: Rule = {
  id: 'reply-code-syntax',
  group: 'reply-format',
  title: 'Reply without a proper code',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['stray-text', 'odd-lines'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2')],
  explains:
    'Every line that a server sends begins with exactly three digits, then a space or a hyphen. This one begins otherwise (letters for digits, two or four digits, a bare OK): a client cannot tell what the server means and gives up. Fix the server, or the proxy in front.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 25O mx.example.net
      #    ^^^ error: This is not a reply code: it has letters in place of digits. It should be 250.
      `,
      `
        S: 220 mx.example.net ESMTP
        C: NOOP
        S: OK
      #    ^^ error: Every reply begins with exactly three digits; this one does not, and clients give up here. Fix the server.
      `,
      `
        S: 25O OK
      #    ^^^ error: This is not a reply code: it has letters in place of digits. It should be 250.
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: NOOP\nS: 250 OK',
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: SIZE 1000\nS: 250 HELP',
    ],
  },
  check({ session }, report) {
    for (const { at, text, code } of brokenLines(session)) {
      const digits = meant(text);
      report({
        at: digits ? code : at,
        message: digits
          ? t('This is not a reply code: it has letters in place of digits. It should be {0}.', digits)
          : t('Every reply begins with exactly three digits; this one does not, and clients give up here. Fix the server.'),
        fixes: digits ? [{ title: t('Write {0}', digits), edits: [{ span: code, text: digits }], unsafe: true }] : [],
      });
    }
  },
};

/** Every reply once, with its exchange. */
function* replies(session: Session): Generator<{ reply: Reply; exchange?: Exchange }> {
  for (const exchange of session.exchanges) for (const reply of exchange.replies) yield { reply, exchange };
  for (const { reply } of session.strayReplies) yield { reply };
}

const replyCodeRange: Rule = {
  id: 'reply-code-range',
  group: 'reply-format',
  title: 'Reply code outside the range of SMTP',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['odd-code'],
  gates: [],
  sources: [rfc(5321, '4.2'), rfc(5321, '4.2.1')],
  explains:
    'The first digit of a reply code is 2 to 5, and the second 0 to 5. A client has to treat any other first digit as a failure. Codes such as 1yz belong to other protocols; check the port, or the program that plays the server.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 150 wait
      #    ^^^ warning: SMTP has no reply code 150: the first digit is 2, 3, 4 or 5. Clients treat it as a failure.
      `,
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 690 no
      #    ^^^ warning: SMTP has no reply code 690: the first digit is 2, 3, 4 or 5. Clients treat it as a failure.
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 571 Delivery not authorized'],
  },
  check({ session }, report) {
    for (const { reply, exchange } of replies(session)) {
      const { code } = reply;
      if (code < 200 || code > 599)
        report({
          at: codeSpan(reply),
          message: t('SMTP has no reply code {0}: the first digit is 2, 3, 4 or 5. Clients treat it as a failure.', code),
          exchange,
        });
      else if (Math.floor(code / 10) % 10 > 5 && !replyCode(code))
        report({
          at: codeSpan(reply),
          message: t('The second digit of a reply code is 0 to 5; clients go by the first digit of {0}.', code),
          exchange,
          severity: 'information',
        });
    }
  },
};

/** What the first digit alone says (RFC 5321 §4.2.1). */
function classMeaning(code: number): string {
  if (code < 300) return t('done');
  if (code < 400) return t('more is needed');
  return code < 500 ? t('temporarily refused') : t('permanently refused');
}

const replyCodeUnregistered: Rule = {
  id: 'reply-code-unregistered',
  group: 'reply-format',
  title: 'Reply code that no RFC defines',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['odd-code'],
  gates: [],
  sources: [rfc(5321, '4.2'), rfc(5321, '4.3.2')],
  explains:
    'No RFC defines this reply code. It works, because a client goes by its first digit. A server should use the codes of the standard, because log readers and some strict clients know no others.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 422 4.2.0 recipient over quota
      #    ^^^ hint: No RFC defines 422. Its first digit counts: temporarily refused.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 452 4.2.2 recipient over quota',
      'C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first',
    ],
  },
  check({ session }, report) {
    for (const { reply, exchange } of replies(session)) {
      const { code } = reply;
      if (code < 200 || code > 599) continue;
      const row = replyCode(code);
      if (row ? row.status === 'standard' || row.status === 'obsolete' : Math.floor(code / 10) % 10 > 5) continue;
      report({
        at: codeSpan(reply),
        message: t('No RFC defines {0}. Its first digit counts: {1}.', code, classMeaning(code)),
        exchange,
      });
    }
  },
};

const WEB = /^\s{0,8}(?:<!DOCTYPE html|<html\b|<\?xml\b|\{\s{0,4}"\w{1,40}"\s{0,4}:)|<(?:html|body|head)>/i;

const replyHtml: Rule = {
  id: 'reply-html',
  group: 'reply-format',
  title: 'A web page in place of a reply',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  tier: 1,
  on: ['stray-text', 'odd-reply'],
  gates: [],
  sources: [rfc(5321, '4.2')],
  explains:
    'A web server, a proxy or the login page of a network answers here, not a mail server: the text is HTML or JSON. Check host name and port, and whether the network allows port 25 or 587 at all.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: HTTP/1.1 400 Bad Request
      #    ^^^^^^^^^^^^^^^^^^^^^^^^ information: This is the answer of a web server or proxy, not of a mail server. Check host and port.
      `,
      `
        C: EHLO client.example.org
        S: 500 <html><body>Forbidden</body></html>
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: This is the answer of a web server or proxy, not of a mail server. Check …
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 500 <client.example.org> not known'],
  },
  check({ session }, report) {
    const message = t('This is the answer of a web server or proxy, not of a mail server. Check host and port.');
    const stray = session.strayText.find(
      ({ side, text, after }) => side === 'server' && (WEB.test(text) || (after >= 0 && /^HTTP\/\d/.test(text))),
    );
    if (stray) return report({ at: stray.span, message });
    for (const { reply, exchange } of replies(session)) {
      if (!reply.lines.some((line) => WEB.test(line.piece.text.slice(line.textAt)))) continue;
      return report({ at: replySpan(reply), message, exchange });
    }
  },
};

export const codeRules: readonly Rule[] = [replyCodeSyntax, replyCodeRange, replyCodeUnregistered, replyHtml];
