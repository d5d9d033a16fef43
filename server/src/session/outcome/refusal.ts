import { codeOf, type Exchange, lastReply, type Reply } from '../model';

/** The reply by which the server refused an exchange (4xx or 5xx), or null. */
export function refusalOf(exchange: Exchange): Reply | null {
  const reply = lastReply(exchange);
  return reply && reply.code >= 400 ? reply : null;
}

/** Whether the server refused it (4xx or 5xx). */
export const wasRefused = (exchange: Exchange | undefined): boolean => codeOf(exchange) >= 400;

/** Whether the server accepted it: a 2xx or 3xx came. */
export function wasAccepted(exchange: Exchange): boolean {
  const reply = lastReply(exchange);
  return reply !== undefined && reply.code < 400;
}

/** The text of a reply without codes, its lines joined by spaces. */
export const textOfReply = (reply: Reply): string => reply.lines.map((line) => line.piece.text.slice(line.textAt)).join(' ');

/** Words that a server uses only about the form of what it read. */
const FORM_WORDS =
  /syntax|synta[ck]tic|malformed|not understood|cannot (?:be )?(?:understand|parsed?|read|decode)|\bpars(?:e|er|ing)\b|(?:illegal|invalid|bad|unexpected|unescaped|forbidden|disallowed|control|non-?ascii|8.?bit|special) (?:char|octet|byte|space|sequence of char)|invalid (?:format|base64|encoding|utf)|(?:in|with|from) the wrong format|(?:not|isn.t|no) (?:a )?(?:well.formed|(?:valid |conformant )?(?:rfc|base64)|conform)|not (?:a )?valid (?:rfc|e-?mail|address|mailbox|path)|rfc[- ]?(?:2?[58]2[12])\b|\b(?:angle|pointy)?.?brackets?\b|missing (?:colon|<|>|argument|@|domain|bracket|parameter)|domain (?:is )?missing|(?:white ?)?spaces? (?:are |is )?(?:not|after|before|between)|line too long|too long|decod|unrecogni[sz]ed|unknown (?:command|option|parameter)|bad (?:command|path|argument|(?:sender |recipient )?address syntax)|invalid (?:command|argument|path|parameter|option|character|helo|ehlo)|illegal (?:command|address|parameter)|unexpected (?:argument|parameter|command)|unsupported|not (?:implemented|supported)/i;

/** Words about another subject: a server that uses them does not criticise how the command was written. */
const ELSE_WORDS =
  /greylist|gr[ae]y.?list|try (?:again|later)|\blater\b|spam|block(?:ed|list)|black.?list|relay|authenticat|\bauth\b (?:first|required)|log ?in|polic(?:y|ies)|starttls|\bTLS\b|(?:helo|ehlo|hello|mail|rcpt|sender|recipient)\b.{0,12} (?:first|before)|(?:send|say|issue|need|expect\w*) (?:\w+ )?(?:helo|ehlo|mail|rcpt)|polite|(?:bad|wrong|out of|invalid) (?:sequence|order|state)|sequence of commands|not (?:owned|found|exist|local|allowed to|permitted|authori[sz]ed|logged)|does ?n.t exist|no such|unknown (?:user|recipient|mailbox|domain|host)|(?:user|recipient|mailbox|domain) (?:is )?(?:unknown|unavailable|disabled|full)|quota|over limit|too many|pipelin|nested|already|resolv|\bDNS\b|\bMX\b|\bSPF\b|\bDKIM\b|\bDMARC\b|reputation|denied|permission/i;

/** The enhanced code, if it says more than "something went wrong"; else null. */
const specific = ({ enhanced }: Pick<Reply, 'enhanced'>): string | null => (enhanced && !/^[45]\.0\.0$/.test(enhanced) ? enhanced : null);

/**
 * Whether a refusal can be about how the command was written: a code for syntax (500, 501, 553, 555) whose enhanced code and words name
 * no other subject, or words that name the form, whatever the code. A 503 is about the order, a 550 by policy about the sender.
 */
export function refusesSyntax(reply: Reply): boolean {
  if (reply.code === 421 || reply.code < 400) return false;
  const text = textOfReply(reply);
  if (reply.code === 503) return FORM_WORDS.test(text) && !ELSE_WORDS.test(text);
  if (reply.code >= 500 && FORM_WORDS.test(text)) return true;
  const enhanced = specific(reply);
  if (enhanced && !/^5\.(?:1\.[37]|5\.[0124]|6\.(?:7|9|10))$/.test(enhanced)) return false;
  if (ELSE_WORDS.test(text)) return false;
  return [500, 501, 553, 555].includes(reply.code) || (enhanced !== null && reply.code >= 500);
}

/** Which part of a command a refusal names, in its words or by its enhanced code (RFC 3463 §3.2, §3.7); null for none in particular. */
export function namedPart(reply: Reply): 'address' | 'parameter' | null {
  const text = textOfReply(reply);
  if (
    /\b(?:SMTPUTF8|BODY=|SIZE=|8BITMIME|BINARYMIME|ENVID|ORCPT|NOTIFY|REQUIRETLS|parameters?|options?|extensions?|advertised)\b/i.test(text)
  )
    return 'parameter';
  if (/^5\.1\.[37]$/.test(reply.enhanced ?? '') || /\b(?:address|mailbox|domain|local.?part|host ?name|user ?name)\b/i.test(text))
    return 'address';
  return null;
}

/**
 * Whether a refusal can be about the address itself: as {@link refusesSyntax}, an enhanced code for addresses (X.1.x), or words about
 * the address, and no policy.
 */
export function refusesAddress(reply: Reply): boolean {
  if (refusesSyntax(reply)) return true;
  if (reply.code < 450 || reply.code === 421) return false;
  const enhanced = specific(reply);
  if (enhanced) return /^[45]\.1\./.test(enhanced);
  return (
    [450, 504, 550, 553, 554].includes(reply.code) &&
    !/gr[ae]y.?list|try again|later|spam|block|relay|auth|policy/i.test(textOfReply(reply))
  );
}

/** Whether a refusal says that something is not offered here: unknown, not implemented, out of order, bad parameter. */
export function refusesFeature(reply: Reply): boolean {
  if (reply.code === 421 || reply.code < 400) return false;
  if ([500, 501, 502, 503, 504, 538, 555].includes(reply.code)) return true;
  return (
    reply.code >= 500 &&
    (/^5\.(?:5\.|7\.4$|6\.[37])/.test(reply.enhanced ?? '') ||
      /not (?:supported|enabled|available|implemented|offered|advertised|permitted)|unsupported|unrecogni[sz]ed|disabled/i.test(
        textOfReply(reply),
      ))
  );
}

/**
 * The severity of a slip: `hint` if the server refused the command for another reason (or refused something else), undefined if the
 * server's verdict decides.
 */
export function slipSeverity(exchange: Exchange, judges: (reply: Reply) => boolean = refusesSyntax): 'hint' | undefined {
  const refusal = refusalOf(exchange);
  return refusal && !judges(refusal) ? 'hint' : undefined;
}

/** Words of a refusal that say that a line is too long. */
export const LINE_TOO_LONG =
  /line(?:s)? (?:is |are )?too long|too long (?:a )?line|line length|maximum allowed length|lines? longer than|long lines?/i;

/** Whether the refusal of an exchange says that a line is too long. */
export const saysLineTooLong = (exchange: Exchange): boolean => {
  const refusal = refusalOf(exchange);
  return refusal !== null && LINE_TOO_LONG.test(textOfReply(refusal));
};
