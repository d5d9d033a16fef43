import type { Answer, Kind } from '../knowledge/answer';
import type { Evidence } from './evidence';
import type { Located } from './located';
import type { Found } from './lookup';

/** How evidence beside a refusal changes an answer. Rows are tried in order; the first that matches replaces what it names. */
export interface Refinement extends Partial<Answer> {
  /** The kinds of answers that it refines; absent: any. */
  readonly of?: readonly Kind[];
  when(evidence: Evidence, located: Located, found: Pick<Found, 'general' | 'basis'>): boolean;
}

/** Each row says only what the text shows for certain. */
export const refinements: readonly Refinement[] = [
  // The server is at fault where RFC 5321 says so.
  {
    when: (evidence, { code, enhanced }) =>
      evidence.barePostmaster === true && code !== null && code >= 500 && !/^5\.7\./.test(enhanced ?? ''),
    kind: 'mailbox-unknown',
    title: 'Server refuses postmaster without a domain',
    cause: 'The server refuses `<postmaster>`, an address that every mail server must accept without a domain (RFC 5321 §4.5.1).',
    who: 'receiving-admin',
    advice: 'Ask the receiving server’s administrator to accept postmaster. Until then add the domain: `<postmaster@domain>`.',
  },
  {
    of: ['protocol-error'],
    when: ({ mailAccepted, nullSender }, { verb, text }) =>
      mailAccepted === true && nullSender === true && verb !== 'MAIL' && /sender|MAIL/i.test(text),
    title: 'Server forgot the null sender',
    cause: 'The server accepted `MAIL FROM:<>` and then says that no sender was given: it mishandles the null sender.',
    who: 'receiving-admin',
    advice: 'Ask the server’s administrator to accept the null sender; bounces and RFC 5321 §4.5.5 need it.',
  },
  {
    of: ['protocol-error'],
    when: ({ unsent }) => unsent === true,
    kind: 'client-gave-up',
    title: 'OpenSSL took the line for itself',
    cause: 'The command before this one never reached the server: `openssl s_client` takes a line that begins with R as its own command.',
    who: 'client',
    advice: 'Type it in lower case (`rcpt to:`, `rset`), or start `openssl s_client` with `-quiet`, which passes every line on.',
  },
  {
    of: ['not-supported'],
    when: ({ offersTls }, { verb, code }) => offersTls === true && verb === 'STARTTLS' && code !== null && code >= 500,
    kind: 'tls-unavailable',
    title: 'Server offers STARTTLS and refuses it',
    cause:
      'The EHLO reply lists STARTTLS, and the server then refuses it: its TLS is not set up, or something between changes the dialogue.',
    who: 'receiving-admin',
    advice:
      'Ask the server’s administrator to set up certificate and key, or to stop offering STARTTLS. Until then try TLS from the first byte on port 465.',
  },
  // Postfix names what it looked up: not always the recipient’s domain.
  {
    of: ['domain-lookup'],
    when: (_, { text, recipient }) => {
      const name = /name service error for name=([^\s;]{1,255}) type=/i.exec(text)?.[1].toLowerCase();
      const domain = recipient?.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
      return name !== undefined && domain !== undefined && domain !== name && !/try again/i.test(text);
    },
    title: 'Next hop not found',
    cause: 'The host that this mail was to go to next does not exist; it is not the recipient’s domain that was looked up.',
    who: 'sending-admin',
    advice:
      'Look for the name behind `name=` in `relayhost` and `transport_maps` and correct it. If it is not there, the MX record of the recipient’s domain names it: tell its owner.',
  },
  // RFC 7505 gives a null MX at RCPT the code 556; a 550 with the same enhanced code is Exchange’s unknown recipient.
  {
    of: ['null-mx'],
    when: (_, { code, text }, { basis }) => code === 550 && basis === 'enhanced' && !/\bmx\b|null/i.test(text),
    kind: 'mailbox-unknown',
    title: 'Recipient does not exist',
    cause: '{server} has no mailbox for {recipient}.',
    who: 'sender',
    advice: 'Check the spelling of the address. If it was valid once, ask the recipient for the new one and remove it from lists.',
  },
  {
    of: ['content-rejected', 'policy', 'other', 'message-format'],
    when: ({ contentRule }) => contentRule === true,
    kind: 'content-rejected',
    title: 'Header or body rule refuses it',
    cause: 'A rule in `header_checks` or `body_checks` of this server matches the line of the message that the log quotes.',
    who: 'receiving-admin',
    advice: 'Change the rule if the message was wanted. The sender can only avoid the words that it matches.',
  },
  // RFC 5321 §4.1.1.2: MAIL names the sender, and no recipient is known yet.
  {
    of: ['mailbox-unknown'],
    when: (_, { verb, text, recipient }) =>
      verb === 'MAIL' &&
      !/recipient|rcpt/i.test(text) &&
      !(recipient !== null && text.toLowerCase().includes(recipient.toLowerCase().replace(/^<|>$/g, ''))),
    kind: 'sender-rejected',
    title: 'Sender is unknown to the server',
    cause: '{server} answers MAIL: it is the sender {sender} that it does not know, not a recipient.',
    who: 'client',
    advice: 'Check the envelope sender: it must be an address that exists, and usually that of the account which logs in.',
  },
  // Consequences of an earlier refusal.
  {
    of: ['protocol-error', 'other', 'content-rejected', 'policy'],
    when: ({ noRecipient }, { verb, code, text }) =>
      noRecipient === true &&
      (verb === 'DATA' || verb === 'DATA_END' || verb === 'BDAT_LAST' || verb === 'BDAT') &&
      (code === 503 || code === 554) &&
      !/spam|virus|content|policy/i.test(text),
    kind: 'protocol-error',
    title: 'No recipient was accepted',
    cause: 'DATA is refused because every recipient was; see the replies to RCPT.',
    who: 'client',
    advice: 'Fix what the replies to RCPT name; the client should not send DATA without an accepted recipient.',
  },
  {
    of: ['protocol-error'],
    when: ({ earlier }) => earlier !== null && earlier !== undefined,
    title: 'Follows from an earlier refusal',
    cause: 'The server refuses this command because an earlier one was refused.',
    who: 'client',
    advice: 'Fix the earlier refusal first; this one then goes away.',
  },
  {
    of: ['too-many-errors'],
    when: ({ earlier }) => earlier !== null && earlier !== undefined,
    title: 'Closed after too many errors',
    cause: 'The server closes the connection because too many commands were refused; the first refusal is the cause.',
    who: 'client',
    advice: 'Fix what the first refusal names. Let the client stop after a refusal instead of going on.',
  },
  {
    of: ['protocol-error'],
    when: ({ login, hello, earlier }, { verb, code, text }) =>
      verb === 'MAIL' &&
      code === 503 &&
      login === 'none' &&
      (hello === 'HELO' || hello === 'EHLO') &&
      !earlier &&
      !/nested|already|sender|hello|helo|ehlo/i.test(text),
    kind: 'auth-required',
    title: 'Login probably expected before MAIL',
    cause: 'The client said hello and nothing was refused before; a 503 to MAIL then usually means that a login is missing.',
    who: 'client',
    advice: 'Send EHLO (not HELO), STARTTLS if it is offered, then AUTH before MAIL. Set user name and password in the client.',
  },
  {
    of: ['syntax-error', 'mailbox-unknown', 'other', 'policy'],
    when: ({ emptyRecipient }, { verb }) => emptyRecipient === true && verb === 'RCPT',
    kind: 'syntax-error',
    title: 'Recipient address is empty',
    cause: 'The client sent `RCPT TO:<>`, a recipient without an address.',
    who: 'client',
    advice: 'Check the list of recipients in the program for an empty entry, such as a trailing comma or an unset variable.',
  },
  {
    of: ['protocol-error'],
    when: ({ noRecipient, mailAccepted }, { verb, code, text }) =>
      verb === 'DATA' &&
      code === 503 &&
      noRecipient === undefined &&
      mailAccepted === undefined &&
      /sequence|order|recipient|rcpt/i.test(text),
    title: 'DATA without an accepted recipient',
    cause: 'DATA is out of order: no recipient was accepted before it.',
    who: 'client',
    advice: 'See the replies to RCPT: the reason is there. Send DATA only after at least one recipient was accepted.',
  },
  // What an argument is: parameters, or the address alone.
  {
    of: ['syntax-error', 'not-supported'],
    when: ({ parameters }, { verb, code, text }, { basis }) =>
      parameters === false &&
      (verb === 'MAIL' || verb === 'RCPT') &&
      (code === 501 || code === 504 || code === 555) &&
      (/\bargument|\bparam/i.test(text) || basis === 'enhanced'),
    kind: 'syntax-error',
    title: 'Address form is not accepted',
    cause: 'The command has no parameters; the server does not accept the form in which its address is written.',
    who: 'client',
    advice: 'Write one full address in angle brackets, without a space after the colon and without a display name: `<name@example.org>`.',
  },
  {
    of: ['syntax-error'],
    when: ({ parameters }, { verb, code, text }) =>
      parameters === true &&
      (verb === 'MAIL' || verb === 'RCPT') &&
      (code === 501 || code === 504 || code === 555) &&
      /\bargument/i.test(text),
    kind: 'not-supported',
    title: 'Parameter is not supported',
    cause: 'The server does not support a parameter of this command.',
    who: 'client',
    advice: 'Send only parameters whose extension the EHLO reply lists (SIZE, BODY, SMTPUTF8, RET, NOTIFY).',
  },
  // Logging in.
  {
    of: ['auth-failed', 'syntax-error', 'protocol-error', 'other'],
    when: ({ userAskedTwice }, { verb, code }) =>
      userAskedTwice === true && (verb === 'AUTH' || verb === 'AUTH_CONTINUE') && (code ?? 0) >= 500,
    kind: 'auth-failed',
    title: 'Server ignores the initial response',
    cause: 'The server asks for the user name again although `AUTH LOGIN` already carried it; the login gets out of step.',
    who: 'receiving-admin',
    advice: 'Let the client send `AUTH LOGIN` without the user name, or use `AUTH PLAIN`. Update the server if it is yours.',
  },
  {
    of: ['auth-failed', 'not-supported', 'other', 'syntax-error'],
    when: ({ cancelled }) => cancelled === true,
    kind: 'auth-failed',
    title: 'The client cancelled the login',
    cause: 'The client cancelled the login with `*`; the server only confirms it.',
    who: 'client',
    advice: 'Look at the challenge before it: the client could not answer it, often because it has no password or token.',
  },
  {
    of: ['auth-failed', 'syntax-error', 'other'],
    when: ({ typedInClear }, { code }) => typedInClear === true && (code ?? 0) >= 500,
    kind: 'auth-failed',
    title: 'Login was not base64',
    cause: 'User name or password was typed as it is; after `AUTH LOGIN` the server expects both in base64.',
    who: 'client',
    advice:
      'Encode each one separately, such as `printf %s NAME | base64`, and send one per line. Only then does a 535 say anything about the password.',
  },
  {
    of: ['auth-failed', 'not-supported', 'policy', 'other'],
    when: ({ mechanism, mechanismOffered, passwordSent }, { code }) =>
      Boolean(mechanism) && mechanismOffered === false && (passwordSent !== true || code === 504 || code === 534),
    kind: 'not-supported',
    title: 'Login mechanism is not offered',
    cause: 'The client asks for a login mechanism that the server does not offer.',
    who: 'client',
    advice: 'Use one of the mechanisms in the AUTH line of the EHLO reply; if there is none, start TLS first or use port 587.',
  },
  {
    of: ['auth-failed'],
    // A bearer token is not a password; and words that name the cause are believed.
    when: ({ passwordSent, mechanism }, { verb, code, text }) =>
      passwordSent === false &&
      (mechanism === 'LOGIN' || mechanism === 'PLAIN') &&
      (verb === 'AUTH' || verb === 'AUTH_CONTINUE') &&
      (code ?? 0) >= 500 &&
      !/TLS|encrypt|disabled|app|browser|web|expired|locked|mechanism|pass(?:word|wd)|user ?name|credential|code|authentication data/i.test(
        text,
      ),
    title: 'Login refused before the password',
    cause: 'The server refuses the login before a password was sent: the password cannot be the reason.',
    who: 'client',
    advice: 'Check the mechanism, the form of the user name (base64), and whether the server allows AUTH on this port.',
  },
  {
    // Whose address it may use is a question only after a login.
    of: ['sender-not-owned'],
    when: ({ login }, { code, by }) => login === 'none' && by !== 'remote' && (code ?? 0) >= 500,
    kind: 'auth-required',
    title: 'Login is required for this sender',
    cause: 'The client did not log in, and {server} lets only clients with a login, or with a permission of its own, send as {sender}.',
    who: 'client',
    advice:
      'Set user name and password in the client. If it should send without a login, the server’s administrator must allow it this sender.',
  },
  {
    of: ['auth-required'],
    when: ({ login }) => login === 'failed',
    title: 'Login failed before',
    cause: 'The server wants a login, and the login before it failed: that is the cause.',
    who: 'client',
    advice: 'Fix the login first; see the reply to AUTH for its reason.',
  },
  {
    of: ['auth-required'],
    when: ({ offersAuth, offersTls }) => offersAuth === false && offersTls === true,
    title: 'Login required, after STARTTLS',
    cause: 'The server wants a login, and offers AUTH only after STARTTLS.',
    who: 'client',
    advice: 'Send STARTTLS, then EHLO again, then AUTH. In most libraries: switch `starttls` on and set user name and password.',
  },
  {
    of: ['client-gave-up'],
    when: ({ offersAuth, offersTls }, { text }) => offersAuth === false && offersTls === true && !/TLS/i.test(text),
    title: 'Login is offered only after STARTTLS',
    cause: 'The client wants to log in, and the server offers AUTH only after STARTTLS.',
    who: 'client',
    advice: 'Switch STARTTLS on in the client (`starttls`, `tls on`, `SMTPSecure`), usually with port 587.',
  },
  {
    of: ['not-supported', 'syntax-error'],
    when: (_, { verb, code }) => verb === 'STARTTLS' && (code === 500 || code === 502),
    kind: 'tls-unavailable',
    title: 'Server offers no STARTTLS',
    cause: 'The server does not know STARTTLS on this port, or it is switched off.',
    who: 'client',
    advice: 'Check host and port: 465 uses TLS at once, 587 STARTTLS. On a server of your own, set up TLS.',
  },
  {
    of: ['tls-required'],
    when: ({ offersTls }) => offersTls === true,
    title: 'TLS required first',
    cause: 'The server accepts this only over TLS, and offers STARTTLS.',
    who: 'client',
    advice: 'Send STARTTLS after EHLO, then EHLO again. In most libraries a switch (`starttls`, `SMTPSecure`, `requireTLS`) does it.',
  },
  {
    of: ['relay-denied'],
    when: ({ login }) => login === 'failed',
    title: 'Relaying denied, login failed',
    cause: 'The server relays only for clients that log in, and the login failed.',
    who: 'client',
    advice: 'Fix the login first; see the reply to AUTH for its reason.',
  },
  {
    of: ['relay-denied'],
    when: ({ login }) => login === 'done',
    title: 'Relaying denied despite the login',
    cause: 'The client is logged in, but this server does not relay to {domain}.',
    who: 'receiving-admin',
    advice: 'Ask the server’s administrator to allow relaying for this account, or use the account’s own outgoing server.',
  },
  {
    of: ['relay-denied'],
    when: ({ offersAuth }) => offersAuth === true,
    title: 'Relaying denied, no login',
    cause: 'The server does not relay to {domain} for strangers, and the client did not log in although AUTH is offered.',
    who: 'client',
    advice: 'Set user name and password in the client so that it sends AUTH before MAIL, usually on port 587.',
  },
  {
    of: ['relay-denied'],
    when: ({ personalHello, login }) => personalHello === true && login === 'none',
    title: 'Relaying denied, no login',
    cause: 'The client did not log in, and it looks like a mail program rather than a mail server.',
    who: 'client',
    advice: 'Set port 587 (or 465), TLS, user name and password in the mail program instead of port 25.',
  },
  {
    of: ['client-refused', 'sender-rejected', 'policy', 'recipient-restricted', 'delayed-reject'],
    when: ({ offersAuth, login }, { verb, text }) =>
      offersAuth === true && login !== 'done' && login !== null && verb === 'RCPT' && /rejected: access denied/i.test(text),
    kind: 'auth-required',
    title: 'Access denied, probably login missing',
    cause: 'The server offers AUTH, and the client is not logged in; a submission server then refuses everybody with “Access denied”.',
    who: 'client',
    advice: 'Set user name and password in the client. If it should send without a login, ask the server’s administrator to allow it.',
  },
  // Said at RCPT, although it is not about the recipient (Postfix: smtpd_delay_reject).
  {
    of: ['client-refused', 'policy'],
    when: (_, { verb, text }) => (verb === 'RCPT' || verb === 'DATA') && /client (?:host|address) rejected: access denied/i.test(text),
    kind: 'delayed-reject',
    title: 'Client is refused, not the recipient',
    cause: 'The server refuses {client} itself, not the recipient; it waited until RCPT to say so.',
    who: 'receiving-admin',
    advice: 'Ask the receiving server’s administrator to allow the client, or send through a server that is allowed.',
  },
  {
    of: ['sender-rejected', 'policy'],
    when: (_, { verb, text }) => (verb === 'RCPT' || verb === 'DATA') && /sender address rejected: access denied/i.test(text),
    kind: 'delayed-reject',
    title: 'Sender is refused, not the recipient',
    cause: 'The server refuses {sender}, not the recipient; it waited until RCPT to say so.',
    who: 'receiving-admin',
    advice: 'Use another sender address, or ask the receiving server’s administrator why this one is refused.',
  },
  // What the server did with the others of the same kind, where its words say nothing.
  {
    of: ['other', 'policy', 'recipient-restricted'],
    when: ({ others }, { verb, code }, { general }) => general && verb === 'RCPT' && others === 'accepted' && (code ?? 0) >= 500,
    kind: 'recipient-restricted',
    title: 'Only this recipient is refused',
    cause:
      'The server refuses {recipient} without a reason and accepts another recipient of the same message: client and sender may send there.',
    who: 'sender',
    advice: 'Check the spelling of this address. If it is right, ask the receiving server’s administrator which rule refuses it.',
  },
  {
    of: ['other', 'policy', 'recipient-restricted', 'greylisted'],
    when: ({ others }, { verb, code }, { general }) => general && verb === 'RCPT' && others === 'accepted' && (code ?? 500) < 500,
    kind: 'recipient-restricted',
    title: 'Only this recipient is deferred',
    cause:
      'The server defers {recipient} without a reason and accepts another recipient of the same message: client and sender may send there.',
    who: 'nobody',
    advice:
      'Let the queue try again for this recipient. If it fails for hours, ask the server’s administrator, quoting the time and the recipient.',
  },
  {
    of: ['other', 'policy'],
    when: ({ others }, { verb }, { general }) => general && verb === 'RCPT' && others === 'refused alike',
    kind: 'policy',
    title: 'All recipients are refused alike',
    cause: 'The server refuses every recipient in the same words and gives no reason: it is not about one mailbox.',
    who: 'client',
    advice: 'Check whether the client must log in, whether it may use this sender, and whether this server is responsible for the domain.',
  },
  {
    of: ['other', 'sender-rejected'],
    when: ({ others }, { verb }, { general }) => general && verb === 'MAIL' && others === 'accepted',
    kind: 'sender-rejected',
    title: 'Only this sender is refused',
    cause: 'The server refuses {sender} without a reason and accepts another sender in the same session.',
    who: 'client',
    advice: 'Use a sender that the server accepts, or ask its administrator which rule refuses this one.',
  },
  // Who the client is.
  {
    of: ['client-refused', 'sender-rejected', 'policy', 'recipient-restricted', 'delayed-reject', 'relay-denied'],
    when: ({ submission, login }, { verb, text }) =>
      submission === true && login !== 'done' && /\brejected: access denied/i.test(text) && (verb === 'RCPT' || verb === 'CONNECT'),
    kind: 'auth-required',
    title: 'Submission service refuses without login',
    cause: 'This service accepts mail only from clients that are logged in, and the client is not.',
    who: 'client',
    advice:
      'Set user name and password in the client. If it is refused before it can log in, set `smtpd_delay_reject = yes`, and check that logins work at all.',
  },
  {
    of: ['reverse-dns', 'helo-rejected', 'blocklisted', 'client-refused'],
    when: ({ client }, { by }) => client === 'private' && by === 'local',
    title: 'Real client hidden by a gateway',
    cause: '{client} is an address of a private network, such as a container’s gateway: the real client is hidden behind it.',
    who: 'receiving-admin',
    advice:
      'Pass the real address on (host networking, or PROXY protocol with `postscreen_upstream_proxy_protocol`), or put the network into `mynetworks`.',
  },
  {
    of: ['connection-lost', 'protocol-error'],
    when: ({ client }, { by }) => client === 'loopback' && by === 'local',
    title: 'Local health check, probably',
    cause: 'The client is this machine itself: probably a health check that connects and leaves.',
    who: 'nobody',
    advice: 'Nothing needs to change. If it fills the log, let the health check send QUIT.',
  },
];
