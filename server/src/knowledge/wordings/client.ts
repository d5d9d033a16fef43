import type { Answer } from '../answer';
import { cite, page } from '../source';
import type { Wording } from './wording';

const SPAMHAUS = page('Spamhaus: DNSBL return codes', 'https://www.spamhaus.org/faqs/dnsbl-usage/');
const POSTFIX = page('Postfix 3.7.11: src/smtpd/smtpd.c, smtpd_check.c, smtpd_sasl_proto.c', 'https://www.postfix.org');
const SISIMAI = page('Sisimai reason rules', 'https://github.com/sisimai/p5-sisimai');
const CLOSED_LISTS = page('shut-down notices of SORBS (2024), NiX Spam (2025), NJABL, AHBL, ORDB');
const SENDMAIL = page(
  'sendmail 8.18.2 source: srvrsmtp.c, cf/m4/proto.m4',
  'https://www.proofpoint.com/us/products/email-protection/open-source-email-solution',
);
const FASTAPI_MAIL = page('fastapi-mail issue 205: EHLO name of a laptop', 'https://github.com/sabuhish/fastapi-mail/issues/205');
const OPENSMTPD = page('OpenSMTPD issue 1054: invalid domain name in HELO', 'https://github.com/OpenSMTPD/OpenSMTPD/issues/1054');
const CISCO = page('Cisco Secure Email: default HAT reject text');
const GOOGLE = page('Google: Gmail SMTP errors and codes', 'https://support.google.com/a/answer/3726730');
const EXIM = page('Exim 4.100.1: smtp_in.c, receive.c, verify.c, configure.default', 'https://www.exim.org');
const CPANEL = page('docs.cpanel.net', 'https://docs.cpanel.net');
const YAHOO = page('Yahoo sender hub: SMTP error codes', 'https://senders.yahooinc.com/smtp-error-codes/');
const CSA = page(
  'Exim specification: Client SMTP authorization checks',
  'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-access_control_lists.html',
);
const GREYLISTERS = page('postgrey 1.37, sqlgrey 1.8.0, milter-greylist 4.6.4 source');

const SEEN = page('replies in public mail logs and questions');

const REFUSED: Answer = {
  kind: 'client-refused',
  title: 'Server refuses this client',
  cause: 'The server refuses every connection from {client} and gives no reason.',
  who: 'sending-admin',
  advice:
    'Check reputation and PTR record of the address, and whether this is the right server. Then ask the receiving server’s administrator.',
};

const LISTED_IP: Answer = {
  kind: 'blocklisted',
  title: 'Sending IP on a block list',
  cause: '{client} is listed on {list}, which the receiving server uses.',
  who: 'sending-admin',
  advice: 'Look the IP address up on that list, stop what got it listed, then ask for removal.',
};
const LOCAL_BLOCK: Answer = {
  kind: 'blocklisted',
  title: 'Sending IP is blocked here',
  cause: 'The server has {client} on its own block list.',
  who: 'sending-admin',
  advice: 'Stop any spam from that address, then ask the receiving server’s administrator to unblock it.',
};
const NO_PTR: Answer = {
  kind: 'reverse-dns',
  title: 'No reverse DNS for the client',
  cause: '{client} has no reverse DNS (PTR) record, or the name does not resolve back to the address.',
  who: 'sending-admin',
  advice: 'Ask the hosting provider of the IP address to set its PTR record. The name must have an A or AAAA record with the same address.',
};
const HELO_NAME: Answer = {
  kind: 'helo-rejected',
  title: 'EHLO name is not acceptable',
  cause: 'The name that the client gives in EHLO is not a valid full host name.',
  who: 'client',
  advice: 'Set the client’s host name to one that exists in the DNS (in Postfix `myhostname` or `smtp_helo_name`).',
};
const RATE: Answer = {
  kind: 'rate-limited',
  title: 'Too much mail too fast',
  cause: 'The client, account or domain sent more in a short time than the server allows.',
  who: 'sending-admin',
  advice: 'Send more slowly, with fewer connections and messages per hour. Queued mail is retried automatically.',
  retry: 'hours',
};

/** What the server has against the connecting client: block lists, name, address, rate. */
export const clientWordings: readonly Wording[] = [
  // The list is broken, not the client.
  {
    said: /open resolver|public resolver|public dns|127\.255\.255\.\d|returnc\/|excessive (?:number of )?quer|query (?:limit|volume|quota|refused)|querys? (?:via|from) public|too many queries|(?:dnsbl|rbl|black ?list|block ?list).{0,40}(?:lookup (?:fail|error)|query (?:fail|error)|temporarily unavailable|unavailable|unreachable|timed? ?out)/i,
    kind: 'server-fault',
    title: 'Server’s block-list lookup is broken',
    cause: 'The block list refuses the DNS resolver of {server} and answers with an error code; {client} is not listed.',
    who: 'receiving-admin',
    advice:
      'Ask the receiving server’s administrator to query the list through a resolver of their own (not a public one) and to ignore 127.255.255.x.',
    confidence: 'high',
    sources: [SPAMHAUS, POSTFIX],
  },
  // Block lists.
  {
    of: ['DATA_END', 'DATA'],
    said: /(?:\burl\b|\burls\b|\buris?\b|link|body|web ?site)[^.]{0,50}(?:black.?list|block.?list|listed|blocked|surbl|uribl|dbl\b)|(?:blacklisted|forbidden|malicious|prohibited|disallowed) (?:urls?|links?|uris?)\b|\b(?:urls?|links?|uris?)\b[^.]{0,30}(?:forbidden|prohibited|not allowed|not permitted|malicious)|\b(?:surbl|uribl|ivmuri)\b/i,
    kind: 'content-rejected',
    title: 'Link in the message is block-listed',
    cause: 'The message contains a link whose domain is on a block list for spam.',
    who: 'sender',
    advice: 'Remove the link or use another domain, and check the domain at the list. A hacked web site can be the reason.',
    confidence: 'medium',
    sources: [SPAMHAUS, SISIMAI],
  },
  {
    said: /(?:\bdomain|mail ?from)\b[^.]{0,60}(?:listed (?:in|on|at|by)|black.?listed|block.?listed)|(?:sender address|helo command|domain)\b.{0,90}blocked (?:using|by) [\w-]{1,60}\.|\bdbl\b|spamhaus dbl|dbl\.spamhaus|\brhsbl\b|(?:black|block).?listed (?:sender )?domain/i,
    kind: 'blocklisted',
    title: 'Sender’s domain on a block list',
    cause: 'The sender’s domain (or the EHLO name) is on {list}, which the receiving server uses.',
    who: 'sending-admin',
    advice: 'Look the domain up on that list, stop what got it listed, then ask for removal.',
    confidence: 'medium',
    sources: [SPAMHAUS],
  },
  {
    said: /\bpbl\b|policy block list|query\/ip.{0,60}pbl|dynablock|dul\.dnsbl/i,
    kind: 'blocklisted',
    title: 'Sending IP is a dial-up address',
    cause: '{client} is on the Policy Block List, which lists end-user addresses that should not send mail directly.',
    who: 'sending-admin',
    advice:
      'Send through the mail provider’s server with a login (port 587). For a real mail server, ask the network’s owner or Spamhaus to remove the address.',
    confidence: 'high',
    sources: [SPAMHAUS],
  },
  {
    said: /\bxbl\b|\bcbl\b|abuseat\.org|(?:spam|mal)?ware.infected|(?:infected|compromised|hacked) (?:host|machine|computer|system|server)|botnet|\bcss\b.{0,20}spamhaus|open proxy|open prox/i,
    kind: 'blocklisted',
    title: 'Sending host seems to be infected',
    cause: '{client} is listed because a machine behind that address seems infected, hijacked or badly configured.',
    who: 'sending-admin',
    advice: 'Find and clean the machine (also behind NAT), allow port 25 only for the mail server, then ask the list for removal.',
    confidence: 'high',
    sources: [SPAMHAUS],
  },
  {
    said: /uceprotect|dnsbl-[123]\.uce|(?:whole|entire|your) (?:network|subnet|asn|isp|provider|range|netblock).{0,30}(?:black|block|list|ban)|\/(?:24|16)\b.{0,30}(?:black|block).?list/i,
    kind: 'blocklisted',
    title: 'The whole network is listed',
    cause: 'The list blocks the network or provider of {client}, probably because of other hosts there.',
    who: 'sending-admin',
    advice:
      'Ask the network’s provider to stop the abuse, or send through another network. Ask the recipient’s administrator for an exception.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /sorbs\.net|\bsorbs\b|ix\.dnsbl\.manitu|\bnjabl\b|ahbl\.org|\bordb\b/i,
    kind: 'blocklisted',
    title: 'A discontinued block list is used',
    cause: 'The server still asks a block list that has been shut down.',
    who: 'receiving-admin',
    advice: 'Ask the receiving server’s administrator to remove that list; its answers no longer mean anything.',
    confidence: 'high',
    sources: [CLOSED_LISTS],
  },
  {
    code: '5xx',
    of: ['RCPT', 'DATA_END'],
    said: /\bby user(?:'s|’s) reject list|^user in (?:black|block)list/i,
    kind: 'recipient-restricted',
    title: 'Recipient blocks this sender',
    cause: 'A rule of {recipient} refuses this mail.',
    who: 'recipient',
    advice: 'Ask the recipient another way to allow your address in the mailbox rules.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /block(?:ed|ing)? (?:using|by|via|through|due to) [\w-]{0,60}(?:\.[\w-]+)+|(?:is |are |was )?listed (?:at|in|by|on) (?:the )?[\w-]{0,60}(?:\.[\w-]+)+|spamhaus|spamcop|barracudacentral|\bdnsbl\b|\brbls?\b|spamrats|invaluement|abusix|mailspike|backscatterer|psbl\.org|blocklist\.de|truncate\.gbudb|hostkarma|lashback/i,
    ...LISTED_IP,
    confidence: 'high',
    sources: [POSTFIX, SENDMAIL, SISIMAI],
  },
  {
    said: /(?:black|block).?listed (?:ip|host|client)\b|\bips? (?:address )?(?:\S{3,45} )?(?:is|are|has been|was) (?:black|block).?listed|black ip address/i,
    ...LISTED_IP,
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /(?:url|link|content|body|attachment|subject|file)[^.]{0,30}(?:black|block).?list/i,
    kind: 'content-rejected',
    title: 'Content is on a block list',
    cause: 'The message contains a link, file or text that the server has on a block list.',
    who: 'sender',
    advice: 'Remove the link or attachment and send again, or ask the receiving server’s administrator which part is blocked.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /(?:sender|\bfrom|e-?mail address|domain)\b[^.]{0,30}(?:black|block|deny|reject).?list|(?:black|block)list(?:ed)? (?:sender|e-?mail)|badmailfrom/i,
    kind: 'sender-rejected',
    title: 'Sender is on a block list',
    cause: 'The server or the recipient has {sender} on a block list of their own.',
    who: 'recipient',
    advice: 'Ask the recipient or the receiving server’s administrator to remove the address from the block list.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /(?:black|block|deny|reject|drop).?list(?:ed|s|ing)?\b|(?:^|[^a-z])blacklist/i,
    ...LISTED_IP,
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /(?:poor|low|bad|negative|insufficient|unknown|no|very low) (?:\w+ ){0,2}reputation|reputation\b.{0,60}(?:low|poor|bad|block|reject|refus|insufficient|suspicious|too)|due to .{0,20}reputation|(?:ip|domain|sender|sending|mta'?s?|host|network|sbrs)\b.{0,20}(?:reputation|score too low)/i,
    kind: 'blocklisted',
    title: 'Sender has a poor reputation',
    cause: 'The server’s reputation service rates {client} or the sender’s domain as a source of spam.',
    who: 'sending-admin',
    advice: 'Stop spam and mail to dead addresses, set SPF, DKIM and PTR, and send slowly. Ask the service named in the text for a review.',
    confidence: 'medium',
    sources: [CISCO, GOOGLE, SISIMAI],
  },
  {
    said: /\bdynamic\w* (?:ip|address|assigned|host|pool|client|range|dns|or)|dial-?up|\bdsl\b.{0,30}(?:not|block|reject|denied|refus)|residential|(?:generic|dynamic).?(?:looking )?(?:ptr|rdns|reverse|host ?name|dns)|(?:ptr|rdns|reverse).{0,40}(?:generic|dynamic|contains? (?:your|the|an?) ip\b)|end.?user (?:ip|address|range)|(?:use|via|through) (?:your |the )?(?:isp|provider)(?:'s|’s)? (?:\w+ )?(?:mail|smtp|server|relay)|smtp server of your isp|direct.to.mx|must (?:use|send (?:through|via)|relay (?:through|via)) (?:our|your|the) (?:smart ?host|relay|outgoing|isp|provider)/i,
    kind: 'client-refused',
    title: 'Dynamic IP addresses are refused',
    cause: '{client} looks like a dynamic or home address, and the server refuses mail directly from such addresses.',
    who: 'sending-admin',
    advice: 'Send through the provider’s mail server with a login (port 587), or get a static IP address with its own PTR name.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /(?:country|geo.?(?:ip|location|block)|region)\b.{0,40}(?:block|reject|denied|not (?:allowed|accept|permit)|refus|ban)|(?:block|reject|ban)\w* .{0,20}\b(?:country|geoip)/i,
    kind: 'client-refused',
    title: 'Sending country is blocked',
    cause: 'The server refuses connections from the country or region of {client}.',
    who: 'receiving-admin',
    advice: 'Ask the receiving server’s administrator for an exception, or send through a server in another country.',
    confidence: 'high',
    sources: [POSTFIX, EXIM],
  },
  // Relaying, where the client could not be identified.
  {
    code: '4xx',
    said: /relay(?:ing)? (?:access )?(?:is )?(?:temporarily )?(?:denied|not (?:allowed|permitted)|prohibited|refused|disabled)|(?:unable|not (?:permitted|allowed)|cannot|can'?t|refus\w+) to relay|relay .{0,30}(?:denied|not allowed)/i,
    kind: 'relay-denied',
    title: 'Relaying denied for now',
    cause: '{server} does not relay for {client}; the refusal is marked temporary and the mail stays queued.',
    who: 'client',
    advice: 'Log in on port 587 or 465, or let the server’s administrator add the client (`mynetworks`) or the domain (`relay_domains`).',
    confidence: 'high',
    sources: [POSTFIX, SENDMAIL],
  },
  {
    said: /relaying denied\.? (?:ip name (?:lookup failed|possibly forged)|proper authentication)/i,
    kind: 'relay-denied',
    title: 'Relaying denied, no login',
    cause: '{server} relays only for clients it knows, and it could not identify {client} by login or PTR record.',
    who: 'client',
    advice: 'Turn on SMTP authentication and use port 587 or 465.',
    confidence: 'high',
    sources: [SENDMAIL],
  },
  // Reverse DNS.
  {
    code: '4xx',
    said: /cannot find your (?:reverse )?hostname/i,
    kind: 'reverse-dns',
    title: 'No reverse DNS for the client',
    cause: '{client} has no reverse DNS (PTR) record, its name does not resolve back, or the lookup failed for now.',
    who: 'sending-admin',
    advice:
      'Ask the hosting provider of the IP address to set its PTR record. The name must have an A or AAAA record with the same address.',
    confidence: 'high',
    sources: [POSTFIX],
  },
  {
    code: '4xx',
    said: /(?:reverse (?:dns|lookup)|\bptr\b|\brdns\b|client (?:ip )?(?:address|host)|ip name).{0,40}(?:temporar|try again|timed? ?out|servfail|lookup fail)|(?:resol|lookup|look up).{0,20}(?:your|client).{0,20}(?:ip|address|host).{0,30}(?:temporar|later)/i,
    kind: 'reverse-dns',
    title: 'Reverse DNS lookup failed for now',
    cause: 'The server could not look up the PTR record of {client}, or the record does not resolve back.',
    who: 'sending-admin',
    advice: 'Check that the PTR record and its forward record exist and that the name servers answer. Retry later.',
    confidence: 'medium',
    sources: [SENDMAIL, SISIMAI],
  },
  {
    said: /(?:possibly|may be) forged|forged (?:host ?name|rdns|ptr|reverse)|(?:ptr|rdns|reverse|host ?name|forward|paranoid)\b.{0,60}(?:mismatch|does(?: not|n'?t) match|not match|do not match|inconsistent|does not point (?:back )?to|does(?: not|n'?t) resolve\b|not confirmed)|fcrdns|forward.confirmed|forward.{0,20}reverse.{0,30}(?:dns|match)/i,
    kind: 'reverse-dns',
    title: 'Reverse DNS name does not match',
    cause: 'The PTR name of {client} does not resolve back to the same address.',
    who: 'sending-admin',
    advice: 'Give the PTR name an A or AAAA record with that address, or set the PTR record to the server’s real name.',
    confidence: 'high',
    sources: [SENDMAIL],
  },
  {
    said: /\bptr\b|reverse (?:dns|host ?name|lookup|map|record|resolution|name|address)|\brdns\b|\brevdns\b|cannot find your (?:reverse )?hostname|ip name lookup failed|no dns (?:entry|name|record) for (?:your )?(?:ip|host|address|\[?\d)|(?:ip|address) (?:address )?(?:has no|without) (?:a )?(?:dns|host ?name|name)|(?:resolve|lookup|look up) (?:the )?(?:host ?name|name) (?:of|for) (?:your )?(?:ip|address|\[?\d)|(?:unverif|unresolv)\w* (?:sending |client )?(?:ips?\b|host|client)|fix (?:your )?(?:reverse )?dns/i,
    ...NO_PTR,
    confidence: 'high',
    sources: [POSTFIX, SENDMAIL, SISIMAI, ...cite('7372 3.3')],
  },
  // The EHLO name.
  {
    said: /(?:helo|ehlo)\b.{0,60}(?:fully.?qualified|fqdn|must contain|not (?:a )?(?:full|qualified)|need a (?:full|real))|fully.?qualified (?:host ?name|domain ?name) .{0,20}(?:required|needed|helo|ehlo)|need fully-qualified hostname/i,
    kind: 'helo-rejected',
    title: 'EHLO name is not fully qualified',
    cause: 'The client greets with a short name instead of a full host name.',
    who: 'client',
    advice: 'Set the client’s host name to a full one such as `mail.example.org` (in Postfix `myhostname` or `smtp_helo_name`).',
    confidence: 'high',
    sources: [POSTFIX],
  },
  {
    said: /(?:helo|ehlo)\b.{0,60}(?:host not found|not found|does not (?:exist|resolve)|no (?:a|mx|dns|address) |unresolv|cannot (?:be )?resolve|not resolv|unknown|lookup|no such)|(?:unresolv\w+|nonexistent|unknown) (?:helo|ehlo)/i,
    kind: 'helo-rejected',
    title: 'EHLO name is not in DNS',
    cause: 'The name that the client gives in EHLO has no address in the DNS.',
    who: 'client',
    advice: 'Set the EHLO name to a host name that exists, or add an A or AAAA record for it.',
    confidence: 'high',
    sources: [POSTFIX, SISIMAI],
  },
  {
    said: /(?:helo|ehlo)\b.{0,60}(?:(?:is|as) (?:my|our|this|me\b|mine)|my (?:own )?(?:name|ip|host|address|domain)|local(?:host| domain| name)|forged|bogus|fake|spoof|impersonat|pretend|lying|you are not)|you are not (?:me|us)|(?:my|our) own (?:name|ip|domain|host ?name)|(?:bogus|fake|forged) (?:helo|ehlo)/i,
    kind: 'helo-rejected',
    title: 'EHLO name belongs to another host',
    cause: 'The client greets with a name that is not its own, for example the server’s or `localhost`.',
    who: 'client',
    advice: 'Set the EHLO name to the client’s own host name (in Postfix `myhostname` or `smtp_helo_name`).',
    confidence: 'medium',
    sources: [EXIM, SISIMAI],
  },
  {
    said: /(?:helo|ehlo)\b.{0,60}(?:mismatch|not match|does not (?:match|belong|correspond|equal)|differ|unequal|must match)/i,
    kind: 'helo-rejected',
    title: 'EHLO name does not match',
    cause: 'The EHLO name does not match the address or reverse DNS name of {client}.',
    who: 'client',
    advice: 'Make the EHLO name, its A record and the PTR record of the address agree.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    of: ['EHLO', 'MAIL', 'RCPT', 'DATA', 'DATA_END'],
    said: /(?:helo|ehlo|lhlo)\b[^.]{0,40}(?:reject|invalid|denied|refus|not (?:allowed|accepted|acceptable|valid)|illegal|bad|malformed|syntactically|argument)|(?:invalid|bad|illegal|syntactically invalid|malformed|unacceptable|reject\w*|wrong|numeric) (?:\w+ ){0,2}(?:helo|ehlo|lhlo)\b|(?:helo|ehlo)\b(?: name)? (?:is|was|looks like) (?:an? )?(?:ip|numeric|bare|raw)\b|invalid domain name (?:in|for) helo|underscore.{0,30}host/i,
    ...HELO_NAME,
    confidence: 'high',
    sources: [EXIM, POSTFIX, SISIMAI],
  },
  // Exchange Online and OpenSMTPD say this of the EHLO name alone; of addresses they say more.
  {
    code: '501',
    enhanced: '5.5.4',
    of: ['EHLO'],
    said: /^(?:invalid command arguments: )?invalid domain name(?: \[|\W*$)/i,
    ...HELO_NAME,
    confidence: 'medium',
    sources: [FASTAPI_MAIL, OPENSMTPD],
  },
  {
    code: '5xx',
    of: ['EHLO'],
    sure: true,
    said: /invalid (?:domain|host) ?name|(?:domain|host) ?name (?:is )?(?:invalid|required|rejected)|my name was rejected|requires (?:a )?(?:valid )?(?:domain|host)/i,
    ...HELO_NAME,
    confidence: 'medium',
    sources: [SENDMAIL],
  },
  // Rate limits.
  {
    said: /\boutgoing (?:mail|messages?)\b.{0,60}\blimit (?:is |was |has been )?(?:exceeded|reached)|\bsend(?:er|ing) rate\b.{0,40}\bexceed|(?:domain|account|user|sender|you|client)\b.{0,60}(?:exceeded|reached|hit|over).{0,40}(?:per hour|hourly|per day|daily|per minute|sending|outgoing|e-?mails?\/|messages?\/|24 hours)|(?:daily|hourly|monthly|sending|send|outbound|submission|outgoing) (?:\w+ ){0,3}(?:quota|limit|rate|allowance|allotment)s?\b.{0,30}(?:exceed|reach|hit|over|used)|(?:exceed\w*|reached|over|hit) .{0,40}(?:daily|hourly|monthly|sending|send|outbound|outgoing|relay) (?:\w+ ){0,3}(?:quota|limit|rate)|(?:quota|limit) (?:\w+ ){0,2}(?:per|an?) (?:day|hour|minute)|(?:recipients?|messages?|e-?mails?) (?:per|an?) (?:day|hour|minute)|max(?:imum)? (?:\w+ ){0,3}(?:e-?mails|messages|recipients) (?:per|an?)|too many (?:recipients|messages) (?:were |have been )?(?:received|accepted|sent) (?:from|by) |(?:reached|exceeded|hit|used up) (?:the|your|its) (?:max\w*|limit|allowance|allowed)(?: \w+){0,4} (?:e-?mails|messages|mails|recipients)\b/i,
    kind: 'rate-limited',
    title: 'Sending limit is reached',
    cause: 'The account or domain has sent as many messages or recipients as it may in this period.',
    who: 'sender',
    advice: 'Wait until the period is over, or ask the provider for a higher limit. If you did not send that much, change the password.',
    retry: 'hours',
    confidence: 'medium',
    sources: [CPANEL],
  },
  {
    said: /too many (?:\w+ ){0,2}(?:connections?|sessions|clients)|(?:connection|session|concurren\w+|client)s? ?(?:\w+ )?(?:limit|rate|count|frequency)\b.{0,30}(?:exceed|reach|hit|over|limit)|(?:max(?:imum)?|exceeded) (?:\w+ ){0,3}(?:connections?|sessions|concurren\w+)\b|concurren\w+ (?:\w+ ){0,2}(?:limit|exceed|too)|connection (?:rate|frequency) (?:limit|too)|connections? (?:from|per) .{0,40}(?:limit|exceed|too many)/i,
    kind: 'rate-limited',
    title: 'Too many connections at once',
    cause: '{client} opens more connections at the same time, or more per minute, than the server allows.',
    who: 'sending-admin',
    advice:
      'Lower the number of parallel connections (in Postfix `default_destination_concurrency_limit`) and reuse a connection for several messages.',
    retry: 'minutes',
    confidence: 'high',
    sources: [POSTFIX, EXIM, SENDMAIL],
  },
  {
    said: /(?:rate.?limited|slowed|throttled|deferred|delayed) because .{0,80}\b(?:spf|dkim|dmarc)\b/i,
    kind: 'unauthenticated-mail',
    title: 'Slowed down: authentication fails',
    cause: 'The server slows this mail down because SPF, DKIM or DMARC does not pass.',
    who: 'sending-admin',
    advice: 'Make the check that the reply names pass for the sender’s domain. Sending more slowly does not help.',
    retry: 'change',
    confidence: 'high',
    sources: [GOOGLE],
  },
  {
    said: /too (?:much mail|many (?:recipients|messages|mails|e-?mails|auth\w* commands|new tls sessions|deliver\w+|requests|transactions|addresses)) (?:from|in (?:this|the|a|one|single) (?:\w+ )?(?:hour|minute|day|period|interval|time|last)|per |for (?:this|your)|recently|sent|today)|too many messages (?:in|on|per|for) (?:this|one|a|single) (?:connection|session)|too many (?:messages|mails|e-?mails)\b(?! (?:on|in) (?:the |your |his |my )?(?:server|mail|inbox|user))/i,
    ...RATE,
    confidence: 'high',
    sources: [POSTFIX],
  },
  {
    code: '4xx',
    said: /temporarily deferred due to|user complaints|(?:deferred|delayed|rejected|refused) (?:due to|because of) (?:\w+ )?(?:complaints|volume|spam|abuse|suspicious)/i,
    kind: 'rate-limited',
    title: 'Deferred for complaints or volume',
    cause: 'The server holds this sender back because of user complaints or unexpected volume.',
    who: 'sending-admin',
    advice: 'Send less and only to people who want it; remove dead addresses. Queued mail is retried automatically.',
    retry: 'hours',
    confidence: 'medium',
    sources: [YAHOO],
  },
  {
    said: /throttl|rate.?limit\w*|\brate\b[^.]{0,40}(?:exceed|too high|limit|unusual|reach)|(?:unusual|unexpected|excessive|high|abnormal) (?:\w+ ){0,2}(?:rate|volume|amount|traffic|number of)|too (?:fast|frequent|quickly|often)|slow down|(?:frequency|speed|volume|traffic)\b.{0,30}(?:limit|exceed|too)|(?:limit|limits) (?:has been |was |is )?exceeded for (?:your|this|the) (?:ip|host|client|sender|domain)|(?:at|exceed\w*) (?:a |the )?(?:allowed |permitted |maximum )?rate\b|sending (?:too )?(?:much|many|fast)|receiving mail (?:too quickly|at a rate)/i,
    ...RATE,
    confidence: 'medium',
    sources: [GOOGLE, YAHOO, SISIMAI],
  },
  // Greylisting.
  {
    code: '4xx',
    said: /gr[ea]y.?list|first contact\b|post.?grey|sqlgrey|milter-greylist|(?:first|initial|unknown) (?:contact|delivery|time|connection|attempt)\b.{0,40}(?:delay|defer|retry|try|later|wait)|not (?:yet )?been seen before|(?:come|try|retry)[^.]{0,30}(?:after|in) (?:\d{1,5}|a few|some|several) (?:more )?(?:s\b|sec|min|m\b)|deferred? (?:for )?(?:first|new|unknown)|temporar\w+ (?:delay|defer)\w* (?:for|of) (?:new|unknown|first)/i,
    kind: 'greylisted',
    title: 'Greylisted: try again later',
    cause: 'The server defers mail from senders that it does not know yet.',
    who: 'nobody',
    advice: 'Wait: a mail server retries automatically. A program that sends once must retry after some minutes with the same addresses.',
    retry: 'minutes',
    confidence: 'high',
    sources: [GREYLISTERS, ...cite('6647')],
  },
  // Names of clients.
  {
    code: '5xx',
    said: /\bcsa (?:status|check|verif\w+|record|result)|client smtp authori[sz]ation/i,
    kind: 'helo-rejected',
    title: 'CSA record forbids this client',
    cause: 'The SRV record `_client._smtp` of the EHLO name does not authorize this client.',
    who: 'sending-admin',
    advice: 'Correct or remove the SRV record `_client._smtp` of the EHLO name, or let the client give a name that allows it.',
    confidence: 'high',
    sources: [CSA],
  },
  // Refused as a client.
  {
    code: '4xx',
    said: /may not be mail exchanger|(?:secondary|backup|wrong|fake) mx\b|try (?:the )?(?:primary|other|another|lower|next|higher) mx|not (?:the |a )?mail exchanger/i,
    kind: 'client-refused',
    title: 'This MX host accepts no mail',
    cause: '{server} is a backup MX that accepts no mail from {client} while the primary works.',
    who: 'nobody',
    advice: 'Let the queue retry: the next try uses another MX host. If it repeats, check which MX is chosen.',
    retry: 'minutes',
    confidence: 'high',
    sources: [POSTFIX],
  },
  {
    said: /client host (?:\[?[\w.:-]*\]?[:,]? )?(?:was |is )?rejected: access denied|client host rejected/i,
    kind: 'client-refused',
    title: 'Server refuses this client',
    cause: 'An access list of the server refuses {client}.',
    who: 'receiving-admin',
    advice:
      'Ask the receiving server’s administrator to remove the entry (in Postfix `check_client_access`). Check first that the address sends no spam.',
    confidence: 'high',
    sources: [POSTFIX],
  },
  {
    code: '5xx',
    said: /your (?:isp|provider|hosting(?: provider)?|subnet|net) (?:is |was |has been )?(?:not |un)(?:welcome|wanted|allowed|accepted)|(?:your|this|client|sending|source) (?:ip|host|server|network|isp|provider|ip address|address|mta|mail server|connection|system)(?: \S{1,60})?(?: \w+){0,3} (?:blocked|banned|barred|black-?listed|rejected|refused|denied|not (?:allowed|permitted|welcome|authori[sz]ed|trusted))|(?:blocked|banned|rejected|refused)[^.]{0,20}(?:your|client|sender|source) (?:ip|host|server|network)|\bip\b[^.]{0,40}(?:is |has been |was )?(?:blocked|banned|barred)|\d\.\d{1,3}\]? (?:is|was|has been) (?:blocked|banned|barred)|your ip ?\(?[\d.]{0,15}\)? is filtered|action not taken: invalid ip\b|^ip is (?:hangup|rejected)|no access (?:for|from) (?:this|your) (?:ip|host|address)|(?:denied|refused|blocked) (?:for|to) your (?:ip|host|address|network)\b|blocked (?:ip|for (?:spam|abuse|sending))|(?:blocked|banned) (?:due to|because of|for) (?:\w+ ){0,3}(?:spam(?! content| score)|abuse|attack|malicious)|(?:spam|abuse)\w*.{0,30}(?:from|by) (?:your|this|the) (?:ip|host|network|server|address)/i,
    ...LOCAL_BLOCK,
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    code: '4xx',
    said: /(?:your|this|client|sending|source) (?:ip|host|server|network|ip address|address)(?: \S{1,60})?(?: \w+){0,3} (?:blocked|banned|barred|temporarily rejected|not (?:allowed|permitted|trusted))|\bip\b[^.]{0,40}(?:blocked|banned|barred)|your ip ?\(?[\d.]{0,15}\)? is filtered|temporar\w+ (?:ip )?(?:block|ban)/i,
    kind: 'client-refused',
    title: 'Sending IP is blocked for now',
    cause: 'The server blocks {client} for a while, often because of too much mail or failed logins.',
    who: 'sending-admin',
    advice: 'Wait, then send less and without errors. If the block returns, ask the receiving server’s administrator why.',
    retry: 'hours',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    code: '5xx',
    // The words of RFC 5321 §3.1 for a server that refuses at the greeting: they show where they were said.
    said: /\bno e?smtp service\b/i,
    ...REFUSED,
    confidence: 'medium',
    sources: cite('5321 3.1'),
  },
  {
    of: ['CONNECT', 'EHLO'],
    sure: true,
    said: /access denied|access (?:is )?(?:not )?(?:restricted|forbidden|allowed|permitted)|not (?:allowed|permitted|authori[sz]ed|welcome)|reject|denied|refus|(?:esmtp|smtp) not accepting|no (?:smtp|mail|access|service)\b|go away|prohibited|forbidden|blocked|banned|do not|does not accept|unauthori[sz]ed/i,
    ...REFUSED,
    confidence: 'medium',
    sources: [POSTFIX, SISIMAI],
  },
  {
    code: '5xx',
    said: /not (?:allowed|permitted|authori[sz]ed|accepting) (?:to )?connect\w*|connections? (?:from .{0,60})?(?:is |are |was )?(?:not (?:allowed|accepted|permitted)|refused|rejected|denied|blocked|dropped)|refus\w+ (?:your )?connection|(?:esmtp|smtp|server|host) not accepting connections|not accepting (?:any )?(?:mail|connections|messages) from (?:you|your|this)|(?:no|don'?t (?:want|accept|like)) (?:any )?(?:mail|e-?mail|messages) from (?:you|your|this (?:host|ip))/i,
    ...REFUSED,
    confidence: 'medium',
    sources: [SISIMAI],
  },
];
