/**
 * What the words around a number show: whether they announce a reply, whether a mail server would speak like that, and what else such a
 * number may be (HTTP, FTP, a count, a list, a configuration). Patterns only; spoken.ts weighs them.
 */

/** Directly before a reply: a word that says that something was said, with any quotes and brackets after it. */
const ANNOUNCED =
  /(?:(?:\b|_)(?:said|says|saying|was|were|responded|response|responses|respond|reply|replied|replies|failed|failure|failing|fail|error|err|errors|exception|code|status|returned|returns|got|received|recv|with|rejected|rejects|refused|denied|reason|message|msg|result|answer|answered|answers|server|by|Rcpt|rcpt to|stat|transfail|detail|details|data|deferred|bounced|output|fatal|warning|ehlo|helo|mail from|auth|greeting|resp|lastresponse|smtpreply|diagnostic|description|cause|disconnect|stderr|stdout|info|erreur|erro|errore|fehler|fehlermeldung|foutmelding|antwort|respuesta|resposta|risposta|r[ée]ponse)|[a-z](?:Error|Exception|Refused|Busy|Failure|Response|Reply|Code|Message|Reason|Result|Status))(?: (?:is|was|of|the|DATA|RCPT|MAIL|AUTH|EHLO|HELO|command|server|text|line))?["'*]{0,2}(?:\s{0,3}(?::|=>|->|=|,|\|)\s{0,3}|\s{1,3}|\[|\()?(?:\\?["'`]|[[({<]|b(?=["'])|smtp; ?|\\[nr]|SMTP ){0,6}$/i;

/** A report of something that did not work, up to its colon. */
const FAILED =
  /\b(?:could not|couldn't|cannot|can't|unable to|failed|failure|error|exception|rejected|refused|permanent_failure|temporary_failure|_error)\b.{0,110}(?::\s{1,2}|, ?<{0,2})(?:\\?["'(]|<<")?$/i;

/** A host with its address, up to its colon; the code that a program got, given twice; the place in the program that logs it. */
const NAMED =
  /\b[\w-]{1,60}\.(?:go|py|rb|php|[jt]sx?|java|cs|rs|pl|ex|exs|erl):\d{1,6}: $|\b(?:host |H=)\S{1,255} ?\[[\d.:a-fA-F]{3,45}\](?::\d{1,5})?: $|\bGot: \d{3} \| $/;

/** Directly before a reply: a marker of the server's lines in a dump, if nothing else is on the line. */
const MARKED =
  /(?:^|[\s\])>])(?:S:|<<<|<-|<--|<[*~]{1,2}|<=|<<|SMTP<<|Recv:?|RECV:?|\d{1,2}<|\d{1,2} ?R:|-> ?Server:|Server:|S >|From server:|→|->)[ \t]{0,3}(?:<- ?)?$/;

/** Directly before a number: a word that makes it a quantity or a noun of a sentence. */
const NOUN =
  /(?:\b(?:a|an|any|each|every|no|of|port|line|lines|than|about|over|and|or|to|for|is|are|via|section|rfc|in|at|item)|§|#|~|≈)[ \t]{0,2}$/i;

/** Directly after a reply's codes: the sentence continues about the codes. */
const ABOUT =
  /^[ \t]{0,3}(?:(?:errors?|repl(?:y|ies)|responses?|codes?|status(?:es)?|bounces?|rejections?|messages?)\b(?! (?:reject|refus|content|size|exceed|for|too|was|has|body|is|contains|header|from|classif|block|den[iy]|not|could|cannot|can't|looks?|appears?|identif|detect|filter|quarantin|flagged|failed|violat|considered|deemed|submission|rate)|:)|(?:means|mean|and|or|is|are|was|were|when|if|instead|that|which|should|indicates?|says?|then|but|as well|because|usually|typically|may|can|will|returned)\b|in (?:the|this|that|response)\b|SMTP (?:error|reply|response)s?\b(?!:))/;
/** Directly after a code alone: the sentence continues with something else. */
const GOES_ON =
  /^[ \t](?:the|an?|while|for|from|to|at|by|this|these|our|its|their|so|after|before|during|with|of|it|we|you|they|not)\b(?! (?:found|accepted|allowed|permitted|authori[sz]ed|our customer|local))/;
/** Directly after: the number is an item of a list, a cell, an operand, a range. */
const LISTED = /^(?:[ \t]{0,3}[|–—…&]|[ \t]{0,3}(?:\/|,)[ \t]{0,2}#?[245]\d?\d?[.\d]|\.{2,})/;
/** The same for a code alone. */
const GLOSSED = /^[ \t]{1,3}(?:-|=>?|:)[ \t]/;

/** The words of a line that is nothing but a reply: no count, no list and no page of another protocol has them. */
const LONE_WORDS =
  /\b(?:relay(?:ing)? (?:access|denied|not|is)|relay(?:ing)?\b.{0,40}\b(?:denied|permitted|prohibited|allowed)|(?:unable|not permitted|not allowed) to relay|(?:recipient|sender|client|helo|mail|address|message|domain|ip)s?\b.{0,60}\b(?:reject|refus|denied|unknown|not (?:found|accepted|allowed|exist)|invalid|blocked|verif|unable|fail|too)|(?:user|mailbox|recipient|account)\b.{0,60}\b(?:unknown|not (?:found|exist|available)|does(?: not|n't)|unavailable|disabled|full|inactive|over quota|suspended)|(?:unknown|no such|invalid|bad) (?:user|recipient|mailbox|sender|address|domain)\b|(?:need|send|expecting|polite people say|first say|requires?) (?:a )?(?:mail|rcpt|helo|ehlo|auth|starttls)\b|bad sequence of commands|syntax error.{0,40}(?:command|parameter|argument)s?|syntactically invalid|(?:ehlo|helo|starttls|rcpt|mail from)\b|transaction failed|gr[ea]ylist\w*|spf|dkim|dmarc|dnsbl|rbl|spamhaus|blacklist\w*|blocklist\w*|spam(?:mers?)?\b|smtp|\bno permission\b|\bqq (?:trouble|write|read|out of|timeout|crashed|unable)|\bIP is (?:rejected|hangup)\b|(?:reject|refus|den)\w*\b.{0,40}\bpolic(?:y|ies)|(?:no|missing|invalid|cannot find|without) (?:a )?(?:ptr|reverse dns|rdns|mx)|over quota|quota exceeded|mailbox|authentication (?:failed|required|unsuccessful|credentials)|incorrect authentication|(?:username|user name) and password|too many (?:connections|recipients|messages|emails?|errors)|unrout[e]?able|closing transmission channel|requested (?:mail )?action|try again later|sender verify failed|verification failed|messages? (?:refused|content|size|exceeds|for|to|too)|e-?mails?\b.{0,40}\b(?:reject|refus|block|limit|denied)|recipients?\b|does not (?:resolve|accept mail)|command (?:not|rejected|unrecogni[sz]ed)|unrecogni[sz]ed command|delivery not|not our customer|no valid recipients|administrative prohibition|local problem|queue)\b/i;

/** The line is about mail: its client, its library, its server, its commands. */
const MAIL_LINE =
  /smtp|e-?mail|\bmail|mail(?:er|ing|box)|\bMAIL\b|\bRCPT\b|\bE?HLO\b|\brecipient|\bsender\b|postfix|exim|qmail|swift|MAILER|\bMX\b|\bmx\d?\.|dovecot|lettre|Invalid login|SendMail\b|(?:permanent|temporary)_failure|no_more_hosts|\bstat=|@[\w-]+\.\w/i;

const OTHER_PROTOCOL =
  /\bHTTPS?\b(?!:)|\bhttps?\b(?!:)|\b(?:GET|POST|PUT|PATCH|DELETE) \/|\bs?ftps?\b|\bPASV\b|\bNNTP\b|\bSIP\b|\bRTSP\b|\bnginx\b|\bapache\b|\bgateway time|\bredis\b|\bXHR\b|\bAPI\b/i;
/** What HTTP and FTP say after a code that SMTP has too. */
const OTHER_TEXT =
  /^[ \t"':-]{0,4}(?!qq )(?:Internal Server Error|Bad (?:Gateway|Request)|Method Not Allowed|(?:Unauthorized|Forbidden|Conflict)\s*["']?\)?$|Service (?:Temporarily )?Unavailable\b(?!;)|Gateway Time-?out|Not Found|Misdirected|Unprocessable|Request Header|Not Implemented\s*["']?$|HTTP Version|Network Authentication|Unavailable For Legal|OOPS|Can't open|Data connection|.{0,60}\b(?:director(?:y|ies)|No such file|file (?:unavailable|not found)|data connection|Login incorrect|Login with USER|PORT command|not a plain file|anonymous|Create directory|Not logged in)\b)/i;

/** A line of a program, of a configuration or of a filter's rules, where a code is what a program should say. */
const WRITTEN = [
  /^[+-]?\s*(?:\/\/|#{1,6} |--\[|\/\*|\* @|<!--)/,
  /^\s*\|.*\|/,
  /^\s*\/(?:[^/\\]|\\.){1,300}\/\w{0,4}\s/,
  /^\s*(?:(?:if|elsif|require|stop)\b.*[{;\]]|e?reject (?:text:|["']|$)|vacation\b|discard\b|keep;)/,
  /\bERROR:\d\.\d\.\d:\d{3}|(?:^|\s)(?:REJECT|DISCARD|DEFER_IF_\w+|HOLD) [45]\d\d\b/,
  /^[+-]?\s*(?:return|throw|if|else|elif|elsif|unless|case|switch|when|for|while|def|func|function|fn|let|const|var|val|public|private|protected|static|final|import|from|use|using|assert\w*|expect\w*|self\.assert\w*|print\w*|puts|raise|echo|printf|fprintf|sprintf|warn|die|yield|await|new|class|struct|enum|describe|it|test|#define)\b\s*(?:\(|["'`$!]|[\w.*]+\s?(?:\(|=|\[\w+\]\s?=)|new )/,
  /^[+-]?\s*[\w.$>-]{1,60}\((?:[^()]|\([^()]*\)){0,300}\)?\s*[;{,]?\s*(?:\/\/.*)?$/,
  /^\s*(?:\$|@|%)?[A-Za-z_][\w.$>[\]'-]{0,60}\s(?:=|:=|\+=|==|=~)\s.*;\s*$/,
  /\b\w+_(?:code|codes|reply|status)\s*=\s*[45]\d\d\b/,
  /^\s*(?:case\s+)?["']?[45]\d\d["']?\s*(?:=>|:)\s*["'{[(]/,
] as const;

/** Whether `before` ends in words that announce a reply. Bounded: give at most 120 UTF-16 units. */
export const announced = (before: string): boolean =>
  (ANNOUNCED.test(before) || FAILED.test(before) || NAMED.test(before)) && !NOUN.test(before);
/** Whether `before` ends in a marker of a server's line. */
export const marked = (before: string): boolean => MARKED.test(before);
/** Whether a number between `before` and `after` is a word of a sentence, a cell or an item rather than a quotation. */
export const mentioned = (before: string, after: string, sure: boolean): boolean =>
  ABOUT.test(after) ||
  LISTED.test(after) ||
  (!sure && GLOSSED.test(after)) ||
  /\b(?:an?|any|every|each|no|like) ["'`*]{0,2}$/i.test(before);
/** Whether the sentence continues after a code alone. */
export const goesOn = (after: string): boolean => GOES_ON.test(after);
/** Whether only a mail server would say this. */
export const loneWords = (text: string): boolean => LONE_WORDS.test(text);
/** Whether a line is about mail at all. */
export const aboutMail = (line: string): boolean => MAIL_LINE.test(line);
/** Whether another protocol with such codes is mentioned in the line, or the text is one of its texts. */
export const otherProtocol = (line: string, text: string): boolean =>
  !/smtp/i.test(line) && (OTHER_PROTOCOL.test(line) || OTHER_TEXT.test(text));
/** Whether the line was written to make a program say something. */
export const written = (line: string): boolean => WRITTEN.some((pattern) => pattern.test(line));

const PHASES: readonly (readonly [RegExp, string])[] = [
  [
    /\bRCPT\b|SMTPAddress\w*Exception|Recipients?Refused|\brecipients? (?:was|were|refused|failed|<|')|(?:add|adding) recipient|\brcpt\b|recipient\(s\)|\{u?['"][^\s'"]{1,64}@[^\s'"]{1,255}['"]: \($/i,
    'RCPT',
  ],
  [/\bMAIL FROM\b|MAIL command|SMTPSenderFailed|Sender(?:Failed|Refused)|Mail command failed|set sender|sender rejected/i, 'MAIL'],
  [/DATA END|end of data|\bMessage failed\b|SMTPDataError|after sending (?:message|data)|DATA not accepted/i, 'data'],
  [/\bDATA command\b|Data command failed|after DATA\b|resp\. to DATA/i, 'DATA'],
  [/Authentication\w*(?:Exception|Error)|Invalid login|\bAUTH\b|[lL]ogin ?Auth|auth(?:entication)? failed|\bcmd=auth\b/, 'AUTH'],
  // What a library expects tells what it sent: only DATA is answered by 354, only AUTH by 334 and 235.
  [/expected (?:response )?(?:code )?\\?["']?354\b/i, 'DATA'],
  [/expected (?:response )?(?:code )?\\?["']?(?:334|235)\b/i, 'AUTH'],
  [/Invalid greeting|SMTPConnectError|Negative greeting|initial (?:connection|greeting)|\bbanner\b/i, 'greeting'],
  [/SMTPHeloError|\b(?:EHLO|HELO) (?:not accepted|command)|after (?:EHLO|HELO)|hello failed/i, 'EHLO'],
  [/STARTTLS (?:failed|not accepted|command)|after STARTTLS/i, 'STARTTLS'],
];

/** What a reply answered, by the words before it (or those directly after it): a verb, `greeting`, `data`; null if they do not say. */
export function phaseSaid(before: string, behind: string): string | null {
  let found: string | null = null;
  let furthest = -1;
  for (const [pattern, phase] of PHASES) {
    const at = before.search(pattern);
    if (at > furthest) [found, furthest] = [phase, at];
  }
  const reply = /in (?:reply|response) to (?:the )?(end of DATA|RCPT|MAIL|DATA|AUTH|EHLO|HELO|STARTTLS)\b/i.exec(behind);
  if (!reply) return found;
  return /^end/i.test(reply[1]) ? 'data' : reply[1].toUpperCase() === 'HELO' ? 'EHLO' : reply[1].toUpperCase();
}

const HOSTS = [
  /\bhost ([\w-]+(?:\.[\w-]+)+)\s?[[(]/gi,
  /\bServer at ([\w-]+(?:\.[\w-]+)+) \(/gi,
  /_failure, ?["']([\w-]+(?:\.[\w-]+)+)["']/g,
  /\b(?:from|by|server|talking to) ([\w-]+(?:\.[\w-]+)+)[.:]?(?: \(|\[|: ?$| (?:said|says|returned|replied))/gi,
] as const;

/** The server that the words before a reply name as its author; undefined if they name none. */
export function hostSaid(before: string): string | undefined {
  for (const pattern of HOSTS) {
    const found = [...before.matchAll(pattern)].at(-1)?.[1];
    if (found && /[a-z]/i.test(found.slice(found.lastIndexOf('.')))) return found;
  }
  return undefined;
}
