import type { Exchange, Reply } from '../model';
import { textOfReply } from './refusal';

/** Why a server refused, in the words of a postmaster. */
export type RefusalKind =
  | 'too-many-errors'
  | 'tls-required'
  | 'tls-unavailable'
  | 'auth-failed'
  | 'auth-required'
  | 'message-size'
  | 'mailbox-full'
  | 'too-many-recipients'
  | 'greylisted'
  | 'null-mx'
  | 'unauthenticated-mail'
  | 'reverse-dns'
  | 'blocklisted'
  | 'helo-rejected'
  | 'sender-not-owned'
  | 'relay-denied'
  | 'delayed-reject'
  | 'rate-limited'
  | 'domain-lookup'
  | 'mailbox-unknown'
  | 'content-rejected'
  | 'protocol-error'
  | 'syntax-error'
  | 'other';

interface Row {
  readonly kind: RefusalKind;
  /** Against `code enhanced text`, at most 600 units of it. */
  readonly said?: RegExp;
  /** Names of exchanges (verb, `greeting`, `data`, `auth`) that it can be about; without, any. */
  readonly of?: RegExp;
}

/**
 * In order: the first row that fits decides. The more a row's words say, the earlier it stands; a bare code decides last. The words are
 * those of the MTAs' own sources and of the provider replies of knowledge/.
 */
const ROWS: readonly Row[] = [
  { kind: 'too-many-errors', said: /too many (?:errors|(?:invalid|bad|unrecogni[sz]ed|unknown|syntax|protocol|junk)\b)/i },
  { kind: 'tls-unavailable', of: /^STARTTLS$/, said: /^(?:4|5(?!0[0-4]))/ },
  { kind: 'tls-unavailable', said: /\bTLS (?:is )?(?:currently )?(?:not|un)\s?available/i },
  {
    kind: 'tls-required',
    said: /\bSTARTTLS\b|\bTLS (?:is )?(?:required|needed)|(?:encryption|secure connection|encrypted) (?:is )?(?:required|needed)|^\d{3} [45]\.7\.10\b/i,
  },
  {
    kind: 'rate-limited',
    of: /^(?:AUTH|auth)$/,
    said: /^4.*too many (?!failed)(?:\w+ )?(?:log ?ins?|attempts|auth\w*|connections|requests)\b/i,
  },
  { kind: 'auth-failed', of: /^(?:AUTH|auth)$/, said: /^(?:4|5(?:34|35|38|50|54|25|7))/ },
  { kind: 'auth-failed', said: /^53[458]\b/ },
  {
    kind: 'auth-required',
    said: /^530\b(?!.*\brelay)|\bauth(?:entication)? (?:is )?(?:required|needed)|turn on .{0,20}authentication|must (?:authenticate|log ?in|login)|(?:log ?in|authenticate) first|not (?:logged in|authenticated)\b|5\.7\.57\b|auth(?:entication)? first/i,
  },
  { kind: 'greylisted', said: /^4.*(?:gr[ea]y.?list|postgrey|try again in \d|retry in \d|first.?(?:time|contact)|delayed for)/i },
  {
    kind: 'rate-limited',
    said: /^\d{3} [45]\.4\.5\b|\b(?:daily|hourly|sending|send) (?:\w+ ){0,3}(?:quota|limit)|(?:quota|limit) (?:\w+ ){0,2}per (?:day|hour|minute)/i,
  },
  {
    kind: 'message-size',
    said: /^\d{3} [45]\.(?:3\.4|2\.3)\b|\b(?:message|size).{0,40}(?:exceed|too (?:large|big)|maximum)|\bmail (?:exceeds|is too)\b|too (?:large|big)\b/i,
  },
  { kind: 'too-many-recipients', said: /^\d{3} [45]\.5\.3\b|too many recipients/i },
  {
    kind: 'mailbox-full',
    said: /^\d{3} [45]\.2\.2\b|over.?quota|quota (?:exceeded|is full)|mailbox (?:is )?full|storage (?:exceeded|limit)/i,
  },
  { kind: 'null-mx', said: /^556\b|null ?mx|does not accept (?:e-?)?mail|^\d{3} 5\.7\.27\b/i },
  { kind: 'unauthenticated-mail', said: /^\d{3} [45]\.7\.(?:2[0-46]|515|509)\b|\b(?:SPF|DKIM|DMARC)\b|unauthenticated/i },
  {
    kind: 'reverse-dns',
    said: /^\d{3} [45]\.7\.25\b|\bPTR\b|reverse (?:dns|host|lookup|map)|\brdns\b|cannot find your (?:reverse )?hostname/i,
  },
  {
    kind: 'rate-limited',
    said: /^4.*(?:\brate\b|throttl|unusual|too (?:many|much)|too fast|limit exceeded|slow down|connection limit|concurrent|server (?:is )?(?:too )?busy)|^421 4\.7\.28\b|^\d{3} 4\.7\.(?:28|650)\b/i,
  },
  {
    kind: 'blocklisted',
    said: /block(?:ed|ing)? (?:using|by|list)|block.?list|black.?list|\b(?:dnsbl|rbl)\b|spamhaus|spamcop|sorbs|barracudacentral|reputation|\blisted (?:at|in|by|on)\b|\byour (?:IP|host|server|network|address)\b[^.]{0,30}\b(?:blocked|banned)\b|^\d{3} 5\.7\.(?:511|60[67])\b|\bS3140\b|\bS3150\b/i,
  },
  {
    kind: 'helo-rejected',
    said: /(?:helo|ehlo)[^.]{0,30}(?:reject|invalid|denied|need|must|required|name)|invalid (?:helo|ehlo|domain name in helo)|(?:reject|bad|invalid)[^.]{0,20}(?:helo|ehlo)\b/i,
  },
  {
    kind: 'sender-not-owned',
    said: /not owned by|send ?as\b|^\d{3} 5\.7\.60\b|not (?:allowed|authori[sz]ed|permitted) to send (?:as|from|with|this)|mail from\b.{0,30}\b(?:the )?same as\b|(?:sender|from)[^.]{0,40}(?:not match|mismatch|does not match|must match|not belong|is not allowed|verified)/i,
  },
  {
    kind: 'relay-denied',
    said: /\brelay(?:ing)?\b[^.]{0,40}(?:denied|not (?:allowed|permitted)|prohibited|forbidden|disabled)|(?:unable|not (?:permitted|allowed)|cannot|refus\w+|do(?:es)? not|won't) (?:to )?relay|^\d{3} 5\.7\.(?:54|64)\b|not (?:a )?local domain|\brcpthosts\b|\bnot a gateway\b/i,
  },
  { kind: 'delayed-reject', of: /^(?:RCPT|DATA)$/, said: /client host rejected|sender address rejected|client address/i },
  {
    kind: 'domain-lookup',
    said: /^\d{3} [45]\.(?:1\.8|4\.[34]|1\.2)\b|domain[^.]{0,20}(?:not found|not exist|does not resolve|invalid)|name service error|host not found|unroute?able|no mx|cannot (?:be )?resolve/i,
  },
  // A code that says the opposite of its words: what counts is the code, and that is what has to be said.
  {
    kind: 'other',
    said: /^4.*(?:unknown user|user unknown|no such (?:user|mailbox|recipient)|does not exist)|^5.*(?:try (?:again )?later|temporar)/i,
  },
  {
    kind: 'mailbox-unknown',
    said: /^\d{3} [45]\.1\.(?:1|6|10)\b|unknown (?:user|recipient|mailbox|address)|(?:user|recipient|mailbox|address|account)[^.]{0,40}(?:unknown|not (?:found|exist|here|listed)|does ?n[o']t exist|unavailable|invalid|disabled|inactive|reject)|no such|not a valid (?:user|mailbox)|no mailbox|^(?!50[0-4]).*\binvalid (?:recipient|mailbox|user)\b|^551\b|n[o']t have an? .{0,30}\baccount\b/i,
    of: /^(?:RCPT|data|MAIL|VRFY|greeting)?$/,
  },
  { kind: 'other', said: /^5\d\d 5\.3\.5\b/ },
  { kind: 'content-rejected', of: /^(?:data|BDAT)$/, said: /^5|spam|virus|content|attachment|header|policy/i },
  { kind: 'content-rejected', of: /^(?:greeting)?$/, said: /\bspam\b|virus|malware/i },
  {
    kind: 'protocol-error',
    said: /^503\b|^5(?:03|54) 5\.5\.[01]\b|synchroni[sz]ation|\btalk\w* (?:before|too)|before (?:my|our|the) (?:greeting|banner)|too soon|pipelin|out of (?:order|sequence)|bad sequence|nested|need (?:MAIL|RCPT|HELO|EHLO)/i,
  },
  { kind: 'syntax-error', said: /^(?:50[0124]|555)\b|syntax|^\d{3} 5\.5\.[24]\b/i },
];

const NAMES = (exchange: Exchange): string => (exchange.kind === 'command' ? (exchange.command?.verb ?? '') : exchange.kind);

/** Why `reply` refused what the exchange asked for; `other` where it does not say. Only for 4yz and 5yz replies. */
export function refusalKind(exchange: Exchange, reply: Reply): RefusalKind {
  const said = `${reply.code} ${reply.enhanced ? `${reply.enhanced} ` : ''}${textOfReply(reply)}`.slice(0, 600);
  if (cancels(exchange)) return 'auth-failed';
  const name = NAMES(exchange);
  for (const { kind, said: words, of } of ROWS) {
    if (of && !of.test(name)) continue;
    if (words?.test(said)) return kind;
  }
  return 'other';
}

/** The client broke the AUTH dialogue off with a `*`, and the refusal confirms it (RFC 4954 §4). */
export const cancels = (exchange: Exchange): boolean => exchange.kind === 'auth' && exchange.command?.piece.text.trim() === '*';

/** Commands whose refusal hurts nobody: what they ask for is not needed to send a message. */
const OPTIONAL = /^(?:VRFY|EXPN|HELP|NOOP|RSET|QUIT|XFORWARD|XCLIENT|ETRN|ATRN|TURN|VERB|ONEX|X-\S+)$/;

/** Whether the refusal of an exchange can decide how a session comes out. */
export function decides(exchange: Exchange): boolean {
  return exchange.kind !== 'command' || !OPTIONAL.test(exchange.command?.verb ?? '');
}
