/**
 * Why a delivery or a session failed where no reply tells: what the writer of the log says in its own words. The keys are stable; the
 * sentences for people are in knowledge/failures.ts.
 */
export type Reason =
  | 'connection-refused'
  | 'connection-timeout'
  | 'network-unreachable'
  | 'connection-reset'
  | 'dns-not-found'
  | 'dns-temporary'
  | 'null-mx'
  | 'mail-loop'
  | 'forward-loop'
  | 'tls-handshake'
  | 'tls-certificate'
  | 'tls-required'
  | 'lost-connection'
  | 'conversation-timeout'
  | 'bad-reply'
  | 'suspended'
  | 'retry-not-yet'
  | 'retry-exhausted'
  | 'expired'
  | 'recipient-verification'
  | 'sender-verification'
  | 'user-unknown'
  | 'quota'
  | 'size'
  | 'command-failed'
  | 'transport-unavailable'
  | 'local-error'
  | 'authentication'
  | 'greylisted'
  | 'blocklisted'
  | 'pregreet'
  | 'pipelining'
  | 'non-smtp'
  | 'protocol-error'
  | 'too-many-errors'
  | 'rate-limit'
  | 'content'
  | 'held'
  | 'suppressed'
  | 'unrouteable';

/**
 * What the words of mail systems mean, tried in this order: the cause stands before what follows from it. `said` of Postfix (lower case
 * here), strerror of the C library, Exim's and OpenSMTPD's own sentences.
 */
const SENTENCES: readonly (readonly [string, Reason])[] = [
  ['loops back to myself', 'mail-loop'],
  ['mx points to self', 'mail-loop'],
  ['config error: mail loops', 'mail-loop'],
  ['lowest numbered mx record points to local host', 'mail-loop'],
  ['mail forwarding loop', 'forward-loop'],
  ['too many hops', 'forward-loop'],
  ['does not accept mail', 'null-mx'],
  ['nullmx', 'null-mx'],
  ['null mx', 'null-mx'],
  ['host not found, try again', 'dns-temporary'],
  ['host not found, try later', 'dns-temporary'],
  ['temporary lookup failure', 'dns-temporary'],
  ['temporary error while checking', 'dns-temporary'],
  ['host lookup did not complete', 'dns-temporary'],
  ['temporary mx resolution error', 'dns-temporary'],
  ['temporarily unable to resolve', 'dns-temporary'],
  ['name server timeout', 'dns-temporary'],
  ['host or domain name not found', 'dns-not-found'],
  ['name service error', 'dns-not-found'],
  ['host not found', 'dns-not-found'],
  ['host unknown', 'dns-not-found'],
  ["couldn't_find_any_host", 'dns-not-found'],
  ["couldn't find any host", 'dns-not-found'],
  ['dns hard error', 'dns-not-found'],
  ['no mx found', 'dns-not-found'],
  ['bad destination host', 'dns-not-found'],
  ['unable to look up host', 'dns-not-found'],
  ['all relevant mx records point to non-existent hosts', 'dns-not-found'],
  ['certificate', 'tls-certificate'],
  ['cannot start tls', 'tls-handshake'],
  ['ssl_accept error', 'tls-handshake'],
  ['ssl_connect error', 'tls-handshake'],
  ['tls handshake', 'tls-handshake'],
  ['tls error on connection', 'tls-handshake'],
  ['ssl negotiation', 'tls-handshake'],
  ['starttls failed', 'tls-handshake'],
  ['tls session', 'tls-handshake'],
  ['tls is required', 'tls-required'],
  ['tls required', 'tls-required'],
  ['requiretls', 'tls-required'],
  ['connection refused', 'connection-refused'],
  ['connection timed out', 'connection-timeout'],
  ['operation timed out', 'connection-timeout'],
  ["wasn't_able_to_establish_an_smtp", 'connection-timeout'],
  ["wasn't able to establish an smtp", 'connection-timeout'],
  ['no route to host', 'network-unreachable'],
  ['network is unreachable', 'network-unreachable'],
  ['network unreachable', 'network-unreachable'],
  ['host is down', 'network-unreachable'],
  ['network error on destination', 'network-unreachable'],
  ['connection reset', 'connection-reset'],
  ['broken pipe', 'connection-reset'],
  ['timed out while', 'conversation-timeout'],
  ['smtp timeout after', 'conversation-timeout'],
  ['smtp data timeout', 'conversation-timeout'],
  ['smtp command timeout', 'conversation-timeout'],
  ['timeout waiting for input', 'conversation-timeout'],
  ['lost connection', 'lost-connection'],
  ['lost input channel', 'lost-connection'],
  ['remote host closed connection', 'lost-connection'],
  ['connection closed', 'lost-connection'],
  ['connection_died', 'lost-connection'],
  ['connection died', 'lost-connection'],
  ['malformed smtp reply', 'bad-reply'],
  ['bad response', 'bad-reply'],
  ['protocol error', 'bad-reply'],
  ['retry time not reached', 'retry-not-yet'],
  ['retry timeout exceeded', 'retry-exhausted'],
  ['message is too old', 'expired'],
  ['message too old', 'expired'],
  ['been in the queue too long', 'expired'],
  ['delivery expired', 'expired'],
  ['delivery temporarily suspended', 'suspended'],
  ['unrouteable address', 'unrouteable'],
  ['unroutable address', 'unrouteable'],
  ['unknown user', 'user-unknown'],
  ['user unknown', 'user-unknown'],
  ['no_mailbox_here', 'user-unknown'],
  ['no mailbox here', 'user-unknown'],
  ['address rejected', 'user-unknown'],
  ['message size', 'size'],
  ['file size limit', 'size'],
  ['quota', 'quota'],
  ['mailbox is full', 'quota'],
  ['mailbox full', 'quota'],
  ['command died', 'command-failed'],
  ['command output', 'command-failed'],
  ['command failed', 'command-failed'],
  ['mail transport unavailable', 'transport-unavailable'],
  ['mail system configuration error', 'local-error'],
  ['server configuration problem', 'local-error'],
  ['local configuration error', 'local-error'],
  ['local data error', 'local-error'],
  ['no space left', 'local-error'],
  ['permission denied', 'local-error'],
  ['i/o error', 'local-error'],
];

/** The reason that a text in a mail system's own words gives; undefined where it gives none. At most 2,000 UTF-16 units are looked at. */
export function reasonIn(text: string): Reason | undefined {
  const low = text.slice(0, 2000).toLowerCase();
  for (const [sentence, reason] of SENTENCES) if (low.includes(sentence)) return reason;
  return undefined;
}
