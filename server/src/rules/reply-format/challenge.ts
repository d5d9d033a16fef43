import { rfc } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import type { Exchange, Session } from '../../session/model';
import { lastReply } from '../../session/model';
import { codeSpan } from '../../session/spans';
import { base64Problem } from '../../syntax/base64';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** What became of the answer to a challenge: `wire` it is as on the wire, `shown` a logger decoded or hid it, null it is not there. */
function answerTo(session: Session, exchange: Exchange): 'wire' | 'shown' | null {
  const next = session.exchanges[exchange.index + 1];
  if (next?.kind !== 'auth' || !next.command) return null;
  const text = next.command.piece.text.trim();
  if (next.command.masked || isMasked(text)) return 'shown';
  return text === '*' || base64Problem(text) === null ? 'wire' : 'shown';
}

/** The dialogue that an exchange belongs to ended well: the client understood. */
const understood = (session: Session, exchange: Exchange): boolean =>
  authDialoguesOf(session).some(
    ({ begin, steps, outcome }) =>
      (begin === exchange || steps.some((step) => step.exchange === exchange)) && outcome !== null && outcome.code < 400,
  );

const authChallengeNotBase64: Rule = {
  id: 'auth-challenge-not-base64',
  group: 'reply-format',
  title: 'Challenge that is not base64',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['334'],
  gates: [],
  sources: [rfc(4954, '4')],
  explains:
    'What follows 334 is base64, also in AUTH LOGIN: “Username:” is sent as VXNlcm5hbWU6. A client that decodes plain text finds garbage and cancels. The server (often home-made, or a test double) has to encode its prompts.',
  examples: {
    fires: [
      `
        S: 334 Username:
      #        ^^^^^^^^^ error: The text after 334 must be base64; this is plain text, which strict clients cannot decode. Encode it in …
      `,
      `
        C: AUTH LOGIN
        S: 334 Username:
      #        ^^^^^^^^^ error: The text after 334 must be base64; this is plain text, which strict clients cannot decode. Encode it in …
        C: *
        S: 501 cancelled
      #    ~~~ The 501 here follows from it.
      `,
    ],
    silent: [
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: AUTH PLAIN\nS: 334 ',
      'C: AUTH LOGIN\nS: 334 Username:\nC: alice (decoded)\nS: 334 Password:',
    ],
  },
  check({ session }, report) {
    // A logger that decodes or hides the answers does the same with the challenges.
    const decoded = session.exchanges.some((exchange) => answerTo(session, exchange) === 'shown');
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (reply?.code !== 334 || reply.lines.length > 1) continue;
      const { line, piece } = reply.lines[0];
      const text = piece.text.slice(4).trim();
      const problem = base64Problem(text);
      if (problem === null || isMasked(text) || decoded) continue;
      const clear = problem === 'character' || problem === 'blank';
      report({
        at: spanOf(line, piece, Math.min(4, piece.text.length)),
        message: clear
          ? t('The text after 334 must be base64; this is plain text, which strict clients cannot decode. Encode it in the server.')
          : t('The text after 334 is not complete base64.'),
        exchange,
        severity: understood(session, exchange) ? 'hint' : clear ? undefined : 'information',
      });
    }
  },
};

const authChallengeMissingSpace: Rule = {
  id: 'auth-challenge-missing-space',
  group: 'reply-format',
  title: 'Empty challenge without its space',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['334'],
  gates: ['raw'],
  sources: [rfc(4954, '4')],
  explains:
    'An empty challenge is sent as 334 and a space. Without the space some clients refuse to go on. Most texts lose spaces at the end of a line when they are copied; this is only reported in formats that keep them.',
  examples: {
    fires: [
      String.raw`
        send: 'AUTH PLAIN\r\n'
        reply: b'334\r\n'
      #          ^^^ information: An empty challenge is 334 and a space; without it some clients do not go on.
        reply: retcode (334); Msg: b''
      `,
    ],
    silent: ["send: 'AUTH PLAIN\\r\\n'\nreply: b'334 \\r\\n'\nreply: retcode (334); Msg: b''", 'C: AUTH PLAIN\nS: 334'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (reply?.code !== 334 || reply.lines[0].piece.text !== '334') continue;
      const { line, piece } = reply.lines[0];
      report({
        at: codeSpan(reply),
        message: t('An empty challenge is 334 and a space; without it some clients do not go on.'),
        exchange,
        fixes: [{ title: t('Add the space'), edits: [{ span: spanOf(line, piece, 3, 3), text: ' ' }] }],
      });
    }
  },
};

export const challengeRules: readonly Rule[] = [authChallengeNotBase64, authChallengeMissingSpace];
