import { cite, page } from '../source';
import type { Provider } from './provider';

const SISIMAI_REASON_USERUNKNOWN = page('Sisimai Reason/UserUnknown.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_MAILBOXFULL = page('Sisimai Reason/MailboxFull.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_MESGTOOBIG = page('Sisimai Reason/MesgTooBig.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_SUSPEND = page('Sisimai Reason/Suspend.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_NORELAYING = page('Sisimai Reason/NoRelaying.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_HOSTUNKNOWN = page('Sisimai Reason/HostUnknown.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_BLOCKED = page('Sisimai Reason/Blocked.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_REQUIREPTR = page('Sisimai Reason/RequirePTR.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_AUTHFAILURE = page('Sisimai Reason/AuthFailure.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_SPAMDETECTED = page('Sisimai Reason/SpamDetected.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_VIRUSDETECTED = page('Sisimai Reason/VirusDetected.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_CONTENTERROR = page('Sisimai Reason/ContentError.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_POLICYVIOLATION = page('Sisimai Reason/PolicyViolation.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_TOOMANYCONN = page('Sisimai Reason/TooManyConn.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_NETWORKERROR = page('Sisimai Reason/NetworkError.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_EXPIRED = page('Sisimai Reason/Expired.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_SECURITYERROR = page('Sisimai Reason/SecurityError.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_REJECTED = page('Sisimai Reason/Rejected.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_NOTCOMPLIANTRFC = page('Sisimai Reason/NotCompliantRFC.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_SYSTEMERROR = page('Sisimai Reason/SystemError.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_NOTACCEPT = page('Sisimai Reason/NotAccept.pm', 'https://github.com/sisimai/p5-sisimai');
const SISIMAI_REASON_SYNTAXERROR = page('Sisimai Reason/SyntaxError.pm', 'https://github.com/sisimai/p5-sisimai');

/** Wordings common to many servers, tried last, in this order. */
export const commonWordings: readonly Provider[] = [
  {
    name: 'Any server (common wording)',
    kind: 'fallback',
    sources: cite('Sisimai Reason rules'),
    replies: [
      {
        code: '5xx',
        text: /(user|recipient|mailbox|account|address)s? (is )?(unknown|not found|does ?n.t exist|does not exist|invalid|not exist)|(unknown|no such|invalid|bad|non-existent) (user|recipient|mailbox|account|address|person)|not our (user|customer)|not a registered/i,
        meaning: 'The address does not exist on that server.',
        action: 'Check the spelling; take the address off lists.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_USERUNKNOWN],
      },
      {
        code: '4xx',
        text: /(user|recipient|mailbox) (is )?(unknown|not found)|unknown (user|recipient)|no such user/i,
        meaning: 'The server says unknown for now: a lookup failed or the state is set to be soft.',
        action: 'Retry; if it goes on for days treat the address as dead.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_USERUNKNOWN],
      },
      {
        code: '4xx|5xx',
        text: /mailbox (is )?full|over ?quota|quota exceeded|exceeded (storage|quota)|out of (storage|space)|insufficient (mailbox )?space/i,
        meaning: 'The mailbox has no room.',
        action: 'Retry later; tell the recipient by another way.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_MAILBOXFULL],
      },
      {
        code: '5xx',
        text: /(message|mail|header|body)s?( size| length)?( is)? (too (large|big|long)|exceeds)|size (limit )?exceed|too much (mail )?data|headers too large/i,
        meaning: 'The message or its headers are over a size limit.',
        action: 'Send less, or a link in place of the attachment.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_MESGTOOBIG],
      },
      {
        code: '4xx|5xx',
        text: /(account|mailbox|user)( .{0,25})? (is )?(disabled|suspended|inactive|locked|frozen|discontinued|blocked|terminated|expired)|temporar(y|il?y) locked/i,
        meaning: 'The account exists but is switched off or locked.',
        action: 'Reach the recipient by another way.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SUSPEND],
      },
      {
        code: '5xx',
        text: /relay(ing)? (access )?(denied|not (permitted|allowed))|not permitted to relay|unable to relay|unauthenticated senders/i,
        meaning: "The server neither hosts the recipient's domain nor lets you relay.",
        action: "Log in, or check the recipient's domain and its MX.",
        confidence: 'medium',
        sources: [SISIMAI_REASON_NORELAYING],
      },
      {
        code: '5xx',
        text: /(host|domain)( .{0,40})? (unknown|not found|invalid|does not (exist|accept mail)|unreachable|not reachable)|(unknown|invalid|no such) (host|domain)|no mx/i,
        meaning: "The recipient's domain cannot be found or takes no mail.",
        action: "Check the domain's spelling and DNS.",
        confidence: 'medium',
        sources: [SISIMAI_REASON_HOSTUNKNOWN],
      },
      {
        code: '4xx',
        text: /(host|domain|name)( .{0,40})? (not found|lookup failed|does not resolve)/i,
        meaning: 'A DNS lookup failed for now.',
        action: 'Retry; check DNS of the domain named.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_HOSTUNKNOWN],
      },
      {
        code: '4xx|5xx',
        text: /black ?list|block ?list|listed (in|at|by|on)|dnsbl|\brbl\b|blocked using|spamhaus|spamcop|barracudacentral|sorbs|blacklisted|denylist/i,
        meaning: 'The sending IP or domain is on a list the server uses.',
        action: 'Find the list in the text, look the IP up there, cure the cause, ask for removal.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_BLOCKED],
      },
      {
        code: '4xx|5xx',
        text: /(client|your) (host|ip|ip address|server)( .{0,30})? (rejected|refused|denied|blocked|not allowed)|access denied|not allowed to (connect|send)|connection refused/i,
        meaning: 'The server refuses this client.',
        action: 'Check reputation, PTR and HELO; contact the postmaster.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_BLOCKED],
      },
      {
        code: '4xx|5xx',
        text: /reverse (dns|hostname|lookup)|\bptr\b|ip name lookup failed|rdns/i,
        meaning: 'The sending IP has no PTR record or one that does not match.',
        action: 'Let the owner of the IP set a PTR that resolves back.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_REQUIREPTR],
      },
      {
        code: '4xx|5xx',
        text: /\bspf\b/i,
        meaning: 'SPF failed for the envelope sender or HELO name.',
        action: 'Put the sending IP into the SPF record, or send through a listed host.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_AUTHFAILURE],
      },
      {
        code: '4xx|5xx',
        text: /\bdkim\b/i,
        meaning: 'The DKIM signature is missing, broken or refused.',
        action: 'Check selector record and signing; nothing may change the message afterwards.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_AUTHFAILURE],
      },
      {
        code: '4xx|5xx',
        text: /\bdmarc\b/i,
        meaning: 'The message fails the DMARC policy of the From domain.',
        action: 'Align SPF or DKIM with the From domain.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_AUTHFAILURE],
      },
      {
        code: '4xx|5xx',
        text: /\bspam\b|\bube\b|unsolicited|junk|bulk mail/i,
        meaning: 'The message was judged to be spam.',
        action: 'Review content, links and list hygiene; contact the postmaster.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SPAMDETECTED],
      },
      {
        code: '4xx|5xx',
        text: /virus|malware|infected|phish|trojan/i,
        meaning: 'A scanner found or suspects malicious content.',
        action: 'Scan the sending machine; send the file another way.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_VIRUSDETECTED],
      },
      {
        code: '5xx',
        text: /(message )?content( .{0,12})? (rejected|refused|denied|not (allowed|accepted))|message (filtered|rejected|not allowed)|(banned|prohibited) (file|attachment|content)/i,
        meaning: 'A content filter refused the message.',
        action: 'Change content or attachment; ask the postmaster which rule it was.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_CONTENTERROR],
      },
      {
        code: '4xx|5xx',
        text: /(local )?polic(y|ies)( violation| reasons?)?/i,
        meaning: 'Refused by a rule of the receiver that is not spelled out.',
        action: 'Ask the postmaster.',
        confidence: 'low',
        sources: [SISIMAI_REASON_POLICYVIOLATION],
      },
      {
        code: '4xx',
        text: /gr[ea]y ?list/i,
        meaning: 'Greylisting: first contact is put off on purpose.',
        action: 'Let the queue retry from the same IP after some minutes.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_BLOCKED],
      },
      {
        code: '4xx|5xx',
        text: /(rate|connection)s?( .{0,20})? (limit|exceeded|throttl)|too many (connections|messages|sessions|concurrent)|throttl|too fast|slow down/i,
        meaning: 'A rate limit was hit.',
        action: 'Send slower and with fewer connections.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_TOOMANYCONN],
      },
      {
        code: '4xx|5xx',
        text: /too many recipients/i,
        meaning: 'More recipients than one transaction may have.',
        action: 'Split the message; the rest goes into the next transaction.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_TOOMANYCONN],
      },
      {
        code: '4xx|5xx',
        text: /too many hops|routing loop|mail loop|loop detected|hop count exceeded|mail loops back/i,
        meaning: 'The message goes round in circles.',
        action: 'Check forwards, MX records and relay settings.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_NETWORKERROR],
      },
      {
        code: '4xx|5xx',
        text: /(message|delivery) (has )?(expired|timed? ?out)|expired|retry time(out)? exceeded/i,
        meaning: 'The message waited in a queue until its time ran out.',
        action: 'See the earlier errors; send again once the destination works.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_EXPIRED],
      },
      {
        code: '5xx',
        text: /auth(entication|orization)? (is )?(required|needed)|must (be )?(authenticate|log ?in)|smtp authentication/i,
        meaning: 'Login is needed before mail may be sent.',
        action: 'Switch on SMTP authentication, use port 587 or 465.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SECURITYERROR],
      },
      {
        code: '5xx',
        text: /(authentication|login|credentials|password)( .{0,20})? (failed|failure|invalid|incorrect|rejected|unsuccessful)|(invalid|bad|wrong) (credentials|password|login)/i,
        meaning: 'The login was refused.',
        action: 'Check user name and password or app password.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SECURITYERROR],
      },
      {
        code: '4xx|5xx',
        text: /\b(start)?tls\b/i,
        meaning: 'Something about encryption: needed, refused or failed.',
        action: 'Enable TLS; check certificates and versions.',
        confidence: 'low',
        sources: [SISIMAI_REASON_SECURITYERROR],
      },
      {
        code: '4xx|5xx',
        text: /sender( address)?( .{0,40})? (rejected|refused|denied|invalid|unknown)|(invalid|bad) sender|sender verify failed|callout/i,
        meaning: 'The sender address is refused or could not be verified.',
        action: 'Use a sender address that exists in a domain with working DNS.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_REJECTED],
      },
      {
        code: '4xx|5xx',
        text: /(helo|ehlo)( .{0,40})? (rejected|invalid|denied|required|mismatch|needed)|(invalid|bad) helo/i,
        meaning: 'The name given in HELO or EHLO displeases the server.',
        action: 'Greet with the fully-qualified name that belongs to the IP.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_BLOCKED],
      },
      {
        code: '5xx',
        text: /(non-?rfc|not rfc|rfc ?[2-8]\d{2,3})( .{0,30})? compliant|improper use of 8-bit|bare (lf|newline|cr)|duplicate header|missing (from|date|message-id)|header error|bad header/i,
        meaning: 'The message breaks the format rules.',
        action: 'Repair the headers or line ends named in the text.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_NOTCOMPLIANTRFC],
      },
      {
        code: '4xx|5xx',
        text: /(system|configuration|config|internal|local|server) (error|problem|failure)|system config error|misconfigur/i,
        meaning: 'A fault on the receiving side.',
        action: 'Retry if 4yz; else tell the postmaster.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SYSTEMERROR],
      },
      {
        code: '4xx',
        text: /temporar(y|ily)|try again|later|unavailable|deferred/i,
        meaning: 'The server asks to come back; the text gives no more.',
        action: 'Let the queue retry.',
        confidence: 'low',
        sources: [SISIMAI_REASON_SYSTEMERROR],
      },
      {
        code: '5xx',
        text: /service (currently )?unavailable|not accepting (mail|messages)|no smtp service|does not accept mail/i,
        meaning: 'The host takes no mail now or at all.',
        action: 'Check the MX; retry later by hand.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_NOTACCEPT],
      },
      {
        code: '5xx',
        text: /(command|parameter)s? (parameter )?(not (implemented|recogni[sz]ed)|unrecogni[sz]ed|unknown)|syntax error|(improper|bad) (command )?sequence|sequence of commands/i,
        meaning: 'The server did not follow the command.',
        action: 'See the session log; a proxy or firewall may be altering it.',
        confidence: 'medium',
        sources: [SISIMAI_REASON_SYNTAXERROR],
      },
      {
        code: '5xx',
        text: /^(.{0,60})?(rejected|denied|refused|transaction failed)\.?$/i,
        meaning: 'A refusal without a reason.',
        action: 'Ask the postmaster; check reputation and authentication meanwhile.',
        confidence: 'low',
        sources: [SISIMAI_REASON_REJECTED],
      },
    ],
  },
];
