import { cite, type Source } from './source';

/** A SASL mechanism as AUTH names it. */
export interface SaslRow {
  /** As registered; `SCRAM-` and `GS2-` stand for their families. */
  readonly name: string;
  readonly meaning: string;
  /** What the client's answers hold, in order, with the secret named. */
  readonly steps: readonly string[];
  /** `plain`: whoever reads the line has the secret; `token`: a bearer token; `digest`: a proof that can be guessed off line; `none`. */
  readonly exposes: 'plain' | 'token' | 'digest' | 'none';
  readonly status: 'current' | 'limited' | 'obsolete';
  readonly sources: readonly Source[];
}

export const saslMechanisms: readonly SaslRow[] = [
  {
    name: 'PLAIN',
    meaning: 'User name and password in one Base64 line; only under TLS.',
    steps: ['identity to act as (may be empty), user name and password, separated by NUL'],
    exposes: 'plain',
    status: 'current',
    sources: cite('4616 2', '4954 4'),
  },
  {
    name: 'LOGIN',
    meaning: 'User name and password asked for one after the other; older than PLAIN and never standardised, kept for old clients.',
    steps: ['user name', 'password'],
    exposes: 'plain',
    status: 'obsolete',
    sources: cite('draft-murchison-sasl-login'),
  },
  {
    name: 'CRAM-MD5',
    meaning:
      'The server sends a challenge, and the client answers with its user name and a keyed MD5 digest of the challenge. The server must keep the password in clear.',
    steps: ['user name and digest'],
    exposes: 'digest',
    status: 'limited',
    sources: cite('2195 2'),
  },
  {
    name: 'DIGEST-MD5',
    meaning: 'Challenge and answer with MD5; moved to Historic.',
    steps: ['user name, realm, nonces and digest', 'empty answer'],
    exposes: 'digest',
    status: 'obsolete',
    sources: cite('2831 2', '6331'),
  },
  {
    name: 'SCRAM-',
    meaning: 'Salted challenge and answer: the password never crosses the wire, and the server proves that it knows it too.',
    steps: ['user name and client nonce', 'nonces and client proof'],
    exposes: 'digest',
    status: 'current',
    sources: cite('5802 5', '7677'),
  },
  {
    name: 'XOAUTH2',
    meaning:
      'Google’s and Microsoft’s form of OAuth 2.0: user name and bearer token in one line. A refusal comes as 334 with JSON, and the client must answer with an empty line to get the real error.',
    steps: ['user name and bearer token, separated by Ctrl-A', 'empty answer to the error'],
    exposes: 'token',
    status: 'limited',
    sources: [{ title: 'Google: OAuth 2.0 mechanism', url: 'https://developers.google.com/workspace/gmail/imap/xoauth2-protocol' }],
  },
  {
    name: 'OAUTHBEARER',
    meaning:
      'The standard form of OAuth 2.0 bearer tokens in SASL. A refusal comes as a challenge with JSON that the client answers with Ctrl-A.',
    steps: ['GS2 header with the user name, host, port and bearer token', 'Ctrl-A to the error'],
    exposes: 'token',
    status: 'current',
    sources: cite('7628 3.1, 3.2.2, 3.2.3'),
  },
  {
    name: 'GSSAPI',
    meaning: 'Kerberos V5: tickets, no password on the wire.',
    steps: ['tokens of the security layer, until both sides are done'],
    exposes: 'none',
    status: 'current',
    sources: cite('4752 3'),
  },
  {
    name: 'GS2-',
    meaning: 'Kerberos V5 through the GS2 bridge, with channel binding.',
    steps: ['GS2 header and tokens'],
    exposes: 'none',
    status: 'limited',
    sources: cite('RFC 5801'),
  },
  {
    name: 'NTLM',
    meaning: 'Microsoft’s challenge and answer: negotiate, challenge, authenticate. The answer can be cracked offline.',
    steps: ['negotiate message', 'authenticate message with user name and response'],
    exposes: 'digest',
    status: 'obsolete',
    sources: [{ title: 'Microsoft [MS-SMTPNTLM]', url: 'https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-smtpntlm' }],
  },
  {
    name: 'EXTERNAL',
    meaning: 'The login is that of the layer below: the TLS client certificate or the local user.',
    steps: ['identity to act as (may be empty)'],
    exposes: 'none',
    status: 'current',
    sources: cite('4422 3.1'),
  },
  {
    name: 'ANONYMOUS',
    meaning: 'No login: a trace string at most.',
    steps: ['trace information'],
    exposes: 'none',
    status: 'limited',
    sources: cite('4505 2'),
  },
];

/** The row of a mechanism, by its name in any case; members of a family (`SCRAM-SHA-256-PLUS`) have the family's row. */
export function saslMechanism(name: string): SaslRow | undefined {
  const wanted = name.toUpperCase();
  return saslMechanisms.find((row) => row.name === wanted || (row.name.endsWith('-') && wanted.startsWith(row.name)));
}
