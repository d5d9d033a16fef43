import { cite, page, type Source } from './source';

/** Why a delivery or a session failed where no reply tells, in the words of people. Keys are those of formats/log-line/reason.ts. */
export interface FailureRow {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  readonly sources: readonly Source[];
}

const LOGS = page('documentation and source of the mail systems');
const row = (title: string, meaning: string, action: string, ...sources: readonly string[]): FailureRow => ({
  title,
  meaning,
  action,
  sources: sources.length > 0 ? cite(...sources) : [LOGS],
});

export const failures: Readonly<Record<string, FailureRow>> = {
  'connection-refused': row(
    'Connection refused',
    'The other host is there, but nothing answers at that port, or a firewall says so.',
    'Check host and port; the sender keeps trying.',
  ),
  'connection-timeout': row(
    'Connection timed out',
    'No answer at all: the host is down, or a firewall drops port 25 (many networks block it outwards).',
    'Test with another network; ask the provider whether port 25 is open.',
    '5321 4.5.3.2',
  ),
  'network-unreachable': row(
    'Network unreachable',
    'There is no route to that address; often IPv6 without IPv6 connectivity.',
    'Repair the route, or limit the client to IPv4.',
  ),
  'connection-reset': row(
    'Connection reset',
    'The other side, or something between, cut the connection.',
    'Look at the log of the other side; suspect a firewall that inspects SMTP.',
  ),
  'dns-not-found': row(
    'Domain not found',
    'The domain has no MX and no address record, or does not exist.',
    'Check the spelling of the domain.',
    '5321 5.1',
  ),
  'dns-temporary': row(
    'Name lookup failed for now',
    'The name server did not answer, so it is not known whether the domain exists.',
    'Wait; check the resolver of the sending host.',
    '5321 5.1',
  ),
  'null-mx': row('Domain takes no mail', 'The domain publishes a null MX record: it never takes mail.', 'Use another address.', '7505 4.1'),
  'mail-loop': row(
    'Mail loop',
    'The route of the message leads back to this server.',
    'Check the MX records and the list of domains that this server takes as its own.',
    '5321 6.3',
  ),
  'forward-loop': row(
    'Forwarding loop',
    'The message has passed too many servers, or this one before.',
    'Follow the Received lines; break the circle of forwarding rules.',
    '5321 6.3',
  ),
  'tls-handshake': row(
    'TLS handshake failed',
    'The two sides found no common version or cipher, or one of them spoke no TLS.',
    'Compare versions and ciphers; check that the port expects TLS from the start or STARTTLS.',
    '3207 4.1',
  ),
  'tls-certificate': row(
    'TLS certificate not accepted',
    'The certificate has expired, has the wrong name, or its issuer is not trusted.',
    'Renew it, or send to the name that it bears.',
    '7817',
  ),
  'tls-required': row(
    'TLS required',
    'A policy of this side demands TLS, and the other does not offer it as demanded.',
    'Repair TLS at the other side, or change the policy for it.',
    '8461',
    '8689 2',
  ),
  'lost-connection': row(
    'Connection lost',
    'The connection ended without QUIT. After the final dot nobody knows whether the message was taken.',
    'Wait for the retry; duplicates can follow.',
    '5321 3.8',
    '1047',
  ),
  'conversation-timeout': row(
    'Conversation timed out',
    'The other side stopped answering in the middle of the dialogue.',
    'Suspect an overloaded filter or a path that drops large packets.',
    '5321 4.5.3.2',
  ),
  'bad-reply': row('Reply not understood', 'What came back was no SMTP reply.', 'Check that the port is one of a mail server.', '5321 4.2'),
  suspended: row(
    'Delivery suspended',
    'Earlier failures of that destination hold this message back too.',
    'Look at the first failure of the destination.',
  ),
  'retry-not-yet': row(
    'Not yet time to retry',
    'The destination failed before, and its retry time has not come.',
    'Nothing; or force a queue run.',
    '5321 4.5.4.1',
  ),
  'retry-exhausted': row(
    'Retry time used up',
    'The destination failed for so long that the server gives up; the last reply may have been a temporary one.',
    'Repair the cause, then send again.',
    '5321 4.5.4.1',
  ),
  expired: row(
    'Expired in the queue',
    'The message could not be delivered within the time that the queue keeps messages.',
    'Look for the last temporary failure.',
    '5321 4.5.4.1',
  ),
  'recipient-verification': row(
    'Recipient could not be verified',
    'The server asked the next one whether the recipient exists, and did not get a yes.',
    'Look at the reply of the next server.',
  ),
  'sender-verification': row(
    'Sender could not be verified',
    'The server asked the sender’s own server whether that address exists, and did not get a yes.',
    'Make the sender’s address one that takes mail.',
  ),
  'user-unknown': row('Recipient unknown', 'The address is not in the tables of this server.', 'Check the spelling; update the tables.'),
  quota: row('Mailbox full', 'The recipient’s quota is used up.', 'The recipient makes room.'),
  size: row('Message too large', 'The message exceeds a limit.', 'Send a link, or a smaller message.', '1870 6.1'),
  'command-failed': row(
    'Delivery program failed',
    'The program that should have delivered the message ended with an error.',
    'Run it by hand; look at its own log.',
  ),
  'transport-unavailable': row(
    'Transport not available',
    'The part of the mail system that should deliver is not running or not configured.',
    'Look for its own error a few lines before.',
  ),
  'local-error': row(
    'Local trouble',
    'Something on this server failed: disk, permission, configuration.',
    'Look for the error that comes before it.',
  ),
  authentication: row(
    'Login failed',
    'The client’s name and secret were not accepted, or the back end did not answer.',
    'Check the credentials; look at the log of the authentication service.',
    '4954 6',
  ),
  greylisted: row(
    'Greylisted',
    'First contact of this sender, address and recipient: come back later.',
    'Nothing: a real server retries by itself.',
    '6647',
  ),
  blocklisted: row(
    'On a blocklist',
    'The client’s address stands on a list that this server asks.',
    'Look the address up on that list; follow its way of removal.',
  ),
  pregreet: row(
    'Spoke before the greeting',
    'The client sent a command before the server had greeted: most who do are bots.',
    'Repair the client: wait for 220.',
    '5321 4.3.1',
  ),
  pipelining: row(
    'Pipelining without permission',
    'The client sent commands ahead although the server had not offered PIPELINING, or where a group must end.',
    'Wait for the replies where the RFC says so.',
    '2920 3.1',
  ),
  'non-smtp': row('Not SMTP', 'The client spoke another protocol, HTTP most often.', 'Nothing: a scanner or a misdirected client.'),
  'protocol-error': row('Protocol error', 'The client broke the order or the syntax of SMTP.', 'Look at the transcript of the session.'),
  'too-many-errors': row(
    'Too many errors',
    'The client made more errors in one session than the server bears.',
    'Look at the errors before it.',
  ),
  'rate-limit': row('Too fast', 'The client went over a limit of connections, messages or recipients.', 'Send more slowly.'),
  content: row('Content refused', 'A filter or a rule of this server refused the message.', 'Look up the rule that is named.'),
  held: row('Held', 'The message waits in the hold queue for somebody to release it.', 'Release or delete it.'),
  suppressed: row(
    'Suppressed',
    'The sending service does not try this address, because it failed before.',
    'Remove it from the suppression list once it works.',
  ),
  unrouteable: row(
    'No route to the address',
    'No rule of this server says where mail for that address goes.',
    'Check the domain’s spelling and the routing configuration.',
  ),
};

/** The row of a reason, or undefined. */
export const failure = (reason: string): FailureRow | undefined => (Object.hasOwn(failures, reason) ? failures[reason] : undefined);
