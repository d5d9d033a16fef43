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

export const xoauth2Verdicts: readonly Rule[] = [
  {
    id: 'verdict-xoauth2-error',
    group: 'verdict',
    kind: 'fact',
    tier: 5,
    since: '0.1.0',
    severity: 'information',
    on: ['334'],
    gates: [],
    title: 'The challenge says why the token is refused',
    sources: [rfc(7628, '3.2.2')],
    explains:
      'After XOAUTH2 or OAUTHBEARER a 334 with text is an error: base64 of a JSON object with a status. 400 means that the token has the wrong type or scope, or is malformed; 401 that it is expired, revoked, for another account or lacks the scope. The client answers with an empty line and gets its 535.',
    examples: {
      fires: [
        `
          C: AUTH XOAUTH2 dXNlcj1hAWF1dGg9QmVhcmVyIFJFREFDVEVEAQE=
          S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJtYWlsIn0=
        #    ^^^ information: The token is refused (401): it is expired, revoked, for another account, or lacks the scope for SMTP. …
          C:
          S: 535 5.7.8 Username and Password not accepted
        #    ~~~ The server does not accept this user name with this password. Check both; many providers want the full address as user …
        `,
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
              ? t(
                  'The token is refused (400): it is not an access token for SMTP, has another scope, or is malformed. Request a token with the scope that the challenge names.',
                )
              : t(
                  'The token is refused ({0}): it is expired, revoked, for another account, or lacks the scope for SMTP. Request a new token with the SMTP scope.',
                  status,
                );
          report({ at: codeSpan(reply), message, exchange, reply });
        }
      }
    },
  },
];
