import { rfc } from '../../knowledge/source';
import { textOfReply } from '../../session/outcome/refusal';
import { codeSpan } from '../../session/spans';
import { decodeBase64, utf8Of } from '../../syntax/base64';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** The status in the JSON of a bearer mechanism's error challenge, or null. */
function statusIn(text: string): string | null {
  // Tools and people cut long challenges: what is there is enough.
  const whole = /^[A-Za-z0-9+/]*/.exec(text.trim())?.[0] ?? '';
  const octets = decodeBase64(whole.slice(0, whole.length - (whole.length % 4)));
  const decoded = octets && utf8Of(octets);
  return decoded ? (/"status"\s*:\s*"?([\w-]{1,40})/.exec(decoded)?.[1] ?? null) : null;
}

const CHALLENGE = 'eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJtYWlsIn0=';

export const xoauth2Verdicts: readonly Rule[] = [
  {
    id: 'verdict-xoauth2-error',
    group: 'verdict',
    kind: 'fact',
    tier: 5,
    value: 'B',
    severity: 'information',
    gates: [],
    title: 'The token was refused, and why stands in the challenge',
    sources: [rfc(7628, '3.2.2')],
    explains:
      'After XOAUTH2 or OAUTHBEARER a 334 with text is an error: base64 of a JSON object with a status. 400 says that the string was malformed or the wrong kind of token; 401 that the token is expired, revoked, for another account or lacks the scope. The client answers with an empty line and gets its 535.',
    examples: {
      fires: [
        `C: AUTH XOAUTH2 dXNlcj1hAWF1dGg9QmVhcmVyIFJFREFDVEVEAQE=\nS: 334 ${CHALLENGE}\nC: \nS: 535 5.7.8 Username and Password not accepted`,
      ],
      silent: ['C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6'],
    },
    check({ session }, report) {
      for (const exchange of session.exchanges) {
        for (const reply of exchange.replies) {
          if (reply.code !== 334) continue;
          const status = statusIn(textOfReply(reply));
          if (!status) continue;
          const message =
            status === '400'
              ? t('The token was refused (400): the string is malformed, or it is another kind of token than an access token.')
              : t('The token was refused ({0}): expired, revoked, for another account, or without the scope for SMTP.', status);
          report({ at: codeSpan(reply), message, exchange, reply });
        }
      }
    },
  },
];
