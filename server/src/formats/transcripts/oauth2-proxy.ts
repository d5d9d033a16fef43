import type { TranscriptFormat } from '../format';
import { quoted } from '../readers/quoted';

const sample = `2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587) --> [ Client connected ]
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     <-- b'220 smtp.example.net ESMTP ready\\r\\n'
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587) <-- b'220 smtp.example.net ESMTP ready\\r\\n'
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587) --> b'EHLO laptop\\r\\n'
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     --> b'EHLO laptop\\r\\n'
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     <-- b'250-smtp.example.net\\r\\n'
2026-10-10 23:49:56: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     <-- b'250 AUTH LOGIN XOAUTH2\\r\\n'
2026-10-10 23:49:57: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     --> b'AUTH XOAUTH2\\r\\n'
2026-10-10 23:49:57: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587)     <-- b'334 \\r\\n'
2026-10-10 23:49:57: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587; a@example.org)     --> b'[[ Credentials removed from proxy log ]]\\r\\n'
2026-10-10 23:49:58: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587; a@example.org)     <-- b'535 5.7.3 Authentication unsuccessful\\r\\n'
2026-10-10 23:49:58: SMTP (127.0.0.1:53878-{127.0.0.1:1587}-smtp.example.net:587) <-- [ Server disconnected ]
`;

const HEAD =
  '^(?:\\S{1,40} {1,3}\\| )?\\d{4}-\\d\\d-\\d\\d (?<time>\\d\\d:\\d\\d:\\d\\d(?:,\\d{3})?): SMTP \\((?<key>[^ ;)]{5,200})(?:[ ;][^)]{0,200})?\\)';

/** Email OAuth 2.0 Proxy with `--debug`: what it says to the server is indented, the rest is what it relays to the client. */
export const oauth2Proxy: TranscriptFormat = {
  id: 'oauth2-proxy',
  title: 'Email OAuth 2.0 Proxy --debug',
  row: '',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:\S{1,40} {1,3}\| )?\d{4}-\d\d-\d\d [\d:,]{8,12}: SMTP \([^)]{5,300}\) {1,8}(?:<--|-->) (?:b['"]|\[)/,
  notes: 'Every line passes the proxy and is printed twice; what is read is the side of the mail server.',
  samples: [{ title: 'a refused token', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 535'] }],
  reader: quoted({
    markers: [
      { pattern: new RegExp(`${HEAD} {2,8}<-- b(?=['"])['"]`), means: 'server' },
      { pattern: new RegExp(`${HEAD} {2,8}--> b(?=['"])['"]`), means: 'client' },
      { pattern: new RegExp(`${HEAD} {1,8}<-- \\[ Server disconnected`), means: 'close' },
      { pattern: new RegExp(HEAD), means: 'noise' },
    ],
    masked: /^\[\[ Credentials removed/,
  }),
};
