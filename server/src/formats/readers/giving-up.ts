import { failureIn } from '../../knowledge/failures';

/**
 * Why a program gave up a session. `lost`: the connection ended unexpectedly; `timeout`: it waited in vain; `tls`: the handshake
 * failed; `missing`: the server does not offer what the program was told to use.
 */
export type GivingUp = 'lost' | 'timeout' | 'tls' | 'missing';

/** Longer lines are not exceptions of a library. */
const MOST_UNITS = 400;

/** Every line that a row below matches contains one of these. */
const NEAR = /connect|clos|fail|accept|tim(?:e|ed)|TLS|SSL|EOF|ECONN|EPIPE|pipe|x509|certificate|AUTH|auth|SMTPServerDisconnected/i;

/**
 * What programs and libraries print when they give up, in their own words: swaks, curl, telnet, smtplib, PHPMailer, Nodemailer, JavaMail,
 * Go's net/smtp, Ruby's Net::SMTP, MailKit, OpenSSL, Exim. The first row that matches decides.
 */
const ROWS: readonly (readonly [GivingUp, RegExp])[] = [
  [
    'missing',
    /extension not supported by server|Host did not advertise|server doesn't support (?:AUTH|STARTTLS)|STARTTLS is required but|No suitable authentication method|No authentication mechani\w{1,5} supported|does not support (?:authentication|STARTTLS)\b/i,
  ],
  [
    'tls',
    /TLS startup failed|SSL certificate problem|CERTIFICATE_VERIFY_FAILED|certificate verify failed|(?:SSL|TLS)\s?Handshake(?:Exception| fail)|Could not convert socket to TLS|Failed to start TLS|Error initiating TLS|WRONG_VERSION_NUMBER|wrong version number|\bx509: |crypto\(\): |tls: (?:failed|first record|handshake|bad|unknown)|TLS fatal alert|TLS negotiation failed|SSL_(?:connect|accept)\b(?:(?!SSL_).){0,40}(?:error|fail)|STARTTLS (?:command )?failed|Unable to start (?:TLS|SSL)/i,
  ],
  [
    'timeout',
    /\bE(?:SOCKET)?TIMEDOUT\b|i\/o timeout|Net::(?:Read|Open)Timeout|Timeout(?:Error|Exception)\b|socket\.timeout|\b(?:read|operation|connection|socket|command) (?:has )?timed? ?out\b|Greeting never received|Timeout \(\d{1,6} secs?\) waiting|\bSMTP timeout\b|timed out waiting|^\W{0,4}(?:connection |session )?time-?out\W{0,4}$|(?:MAIL FROM|RCPT TO|DATA|DATA END|EHLO|STARTTLS) command failed: {0,4}$|\bdata not accepted\b(?: from server)?[.:]? {0,4}$/i,
  ],
  [
    'lost',
    /SMTPServerDisconnected|Connection unexpectedly closed|Connection (?:was )?reset\b|ECONNRESET|EPIPE|Broken pipe|Remote host closed connection|Connection (?:was )?closed (?:unexpectedly|by (?:the )?(?:foreign|remote) (?:host|side)|by peer)|Connection lost|Lost connection|unexpected EOF|end of file reached|\bEOFError\b|EOF caught|forcibly closed|server (?:has )?(?:unexpectedly )?(?:closed the connection|disconnected)|Connection to host lost|Connection died|\[EOF\]$|: EOF$|Could not connect to SMTP host|SMTP connect\(\) failed/i,
  ],
];

/** What a line of a program, beside the dialogue, says about why it gave up; null if it does not say that. Linear. */
export function givingUp(line: string): GivingUp | null {
  if (line.length > MOST_UNITS || !NEAR.test(line)) return null;
  for (const [why, words] of ROWS) if (words.test(line)) return why;
  // Messages about a certificate are known in one place only.
  return /certificate|alt ?names?/i.test(line) && failureIn(line)?.kind === 'tls-failed' ? 'tls' : null;
}
