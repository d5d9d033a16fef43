import type { Answer } from '../answer';
import { cite, page } from '../source';
import type { Wording } from './wording';

const POSTFIX = page('Postfix 3.7.11: src/smtpd/smtpd.c, smtpd_check.c, smtpd_sasl_proto.c', 'https://www.postfix.org');
const SENDMAIL = page(
  'sendmail 8.18.2 source: srvrsmtp.c, cf/m4/proto.m4',
  'https://www.proofpoint.com/us/products/email-protection/open-source-email-solution',
);
const EXIM = page('Exim 4.100.1: smtp_in.c, receive.c, verify.c, configure.default', 'https://www.exim.org');
const EXCHANGE = page(
  'Microsoft: NDR codes of Exchange Online',
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online',
);
const SISIMAI = page('Sisimai reason rules', 'https://github.com/sisimai/p5-sisimai');
const CLAMAV = page('clamav-milter');
const GOOGLE = page('Google: Gmail SMTP errors and codes', 'https://support.google.com/a/answer/3726730');
const RSPAMD = page('rspamd 4.1.5 conf/worker-proxy.inc');
const SMUGGLING = page('postfix.org/smtp-smuggling.html', 'https://www.postfix.org/smtp-smuggling.html');
const SPAMASS = page('spamass-milter 0.4.0');
const SEEN = page('replies in public mail logs and questions');

const SPAM: Answer = {
  kind: 'content-rejected',
  title: 'Message looks like spam',
  cause: 'The server’s spam filter refuses the message.',
  who: 'sender',
  advice:
    'Check links, attachments and wording, and that SPF, DKIM and PTR are right. Then ask the receiving server’s administrator for the reason.',
};

/** What the server has against the message. */
export const messageWordings: readonly Wording[] = [
  {
    said: /(?:message|mail|e-?mail) (?:has|contains|with|had) (?:no|an empty) (?:body|text|content)|(?:empty|missing|no) (?:message )?body(?! (?:check|hash|type))|body (?:is|was) (?:empty|missing)/i,
    kind: 'message-format',
    title: 'Message has no body',
    cause: 'The message ends after its header or has an empty text, and the server does not accept that.',
    who: 'client',
    advice: 'Put an empty line between header and text, and send some text. Check that the program fills in the template.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /missing final ['"`]?@domain/i,
    kind: 'message-format',
    title: 'Address in header lacks its domain',
    cause: 'An address in a header field such as `From:`, `To:` or `Reply-To:` has no `@domain`.',
    who: 'client',
    advice: 'Write complete addresses in all header fields. Names that are not ASCII must be encoded (RFC 2047).',
    confidence: 'high',
    sources: [SEEN],
  },
  // Loops and hops.
  {
    said: /too many (?:hops|"?received"? (?:headers|lines|fields)|forwards|relays)|hop count (?:\w+ )?(?:exceeded|too|limit|\d)|(?:maximum|max) hop|(?:mail|routing|forward\w*|message|delivery|smtp)? ?loop(?:ing|s)?\b(?: (?:detected|back|to|error|condition)|\)?$|:)|loop detected|mail loop|loops back|possible (?:mail )?loop|delivered-to/i,
    kind: 'mail-loop',
    title: 'Message is in a loop',
    cause: 'The message passes the same servers again and again.',
    who: 'sending-admin',
    advice: 'Read the Received lines, then break the loop: a forwarding rule, an alias, or an MX record that points back.',
    confidence: 'high',
    sources: [POSTFIX, SENDMAIL, EXIM, ...cite('5321 6.3')],
  },
  {
    said: /(?:message|delivery|mail|queue|envelope|retry)\b[^.]{0,30}(?:expired|timed? ?out\b(?! (?:waiting|while))|time ?out exceeded|lifetime)|retry (?:time ?out|time) exceeded|(?:could|can|was) ?not (?:be )?deliver\w*.{0,30}(?:for|within|in|after) (?:\d+|too|the last)|been in the queue too long|too old|deliver-?by (?:time|deadline)/i,
    kind: 'message-expired',
    title: 'Message expired in a queue',
    cause: 'A server could not deliver the message within the time that it keeps mail queued.',
    who: 'sender',
    advice: 'Look for the earlier temporary errors, fix that cause, and send the message again.',
    confidence: 'medium',
    sources: [EXCHANGE, SISIMAI],
  },
  // Viruses, files and links.
  {
    said: /\bgtube\b/i,
    kind: 'content-rejected',
    title: 'Spam test pattern (GTUBE) found',
    cause: 'The message contains GTUBE, the text that every spam filter must refuse: the filter works.',
    who: 'sender',
    advice: 'Nothing needs to change if this was a test. Otherwise remove the pattern from the message.',
    confidence: 'high',
    sources: [RSPAMD],
  },
  {
    said: /virus(?! (?:scan\w*|check\w*)[^.]{0,20}(?:unavail|fail|error|not|down))|malware|\binfected\b|trojan|\bworm\b|phish\w*|clamav|eicar|malicious|ransomware|exploit|suspicious (?:attachment|file|link|url)/i,
    kind: 'content-rejected',
    title: 'Virus or phishing suspected',
    cause: 'A scanner of the server found or suspects malicious content in the message.',
    who: 'sender',
    advice: 'Scan the sending computer and remove the file or link. If it is a false alarm, ask the receiving server’s administrator.',
    confidence: 'high',
    sources: [SISIMAI, CLAMAV],
  },
  {
    said: /(?:attachments?|file(?: ?name| ?type| ?extension)?|extension|executable|\.exe|zip|archive|mime.?type|macro)\w*\b[^.]{0,60}(?:not (?:allowed|permitted|accepted)|banned|block|prohibit|reject|forbidden|illegal|denied|disallow|refus|dangerous|security (?:issue|risk|reasons)|encrypted|password.?protected)|(?:banned|prohibited|forbidden|illegal|blocked|unacceptable|dangerous|disallowed|bad|invalid) (?:\w+ )?(?:attachment|file|extension|name|mime)|(?:not allowed|reject\w*|refus\w*|block\w*|prohibit\w*|cannot accept|do not accept)\b[^.]{0,40}(?:\battachments?\b|\bfiles? (?:of|with)\b|\.exe\b)|(?:attachments?|file ?(?:name|type|extension)s?|mime.?types?)\b[^.]{0,40}\b(?:not (?:currently )?supported|unsupported)|unsupported (?:\w+ )?(?:attachment|file|mime)|potential security issue|security risk/i,
    kind: 'content-rejected',
    title: 'Attachment type is not allowed',
    cause: 'The server does not accept a file that is attached to the message.',
    who: 'sender',
    advice: 'Send a link instead, or the file in a type that is allowed. Renaming or zipping often does not help.',
    confidence: 'medium',
    sources: [GOOGLE, SISIMAI],
  },
  {
    code: '4xx',
    said: /(?:spam|virus|content|mail|message|av|antivirus|anti-?spam|scan\w*)\b.{0,20}(?:filter|scan\w*|check\w*|engine|daemon|milter|service|inspection)\b.{0,40}(?:unavail|fail|error|not (?:avail|respond|work|run)|down|timed? ?out|busy|malfunction|problem|cannot|unreach)|(?:cannot|could not|unable to|failed to) (?:scan|check|filter)|(?:scanner|milter|filter|amavis|rspamd|clamd|spamd|clamav)\b.{0,40}(?:unavail|fail|down|timed? ?out|not )/i,
    kind: 'server-fault',
    title: 'Server’s filter does not work',
    cause: 'The spam or virus filter of {server} does not answer, and the server accepts no mail for now.',
    who: 'receiving-admin',
    advice: 'Ask the receiving server’s administrator to check the filter service (milter, amavis, rspamd, clamd). Queued mail is retried.',
    retry: 'hours',
    confidence: 'medium',
    sources: [RSPAMD, SISIMAI],
  },
  {
    said: /(?:unsupported|unknown|banned|forbidden|prohibited|disallowed|blocked|unacceptable|illegal|invalid|foreign) (?:\w+ ){0,2}(?:charset|character.?(?:set|encoding))|(?:charset|character.?(?:set|encoding))s?\b[^.]{0,40}(?:unsupported|not (?:\w+ )?(?:supported|allowed|accept\w*|permitted|recogni[sz]ed)|unknown|banned|reject|refus|block|prohibit|forbidden|disallow)|(?:not|n't|no longer) (?:accept|support|allow|take|want)\w* (?:[\w-]+ ){0,4}(?:charset|character.?(?:set|encoding)|(?:gb2312|gbk|big5|koi8-r|iso-\d{4}-\w{1,3}|windows-125\d|utf-?8) encod)/i,
    kind: 'content-rejected',
    title: 'Character set is not accepted',
    cause: 'The server does not accept the character set of the message or of its header.',
    who: 'sender',
    advice:
      'Send the message in UTF-8, named in `Content-Type` and in the encoded words of the header. If it was, ask the server’s administrator.',
    confidence: 'medium',
    sources: [SEEN, ...cite('2045 5.2')],
  },
  // The form of the message.
  {
    said: /bare (?:<?(?:lf|cr)>?|newline|line.?feed|carriage|linefeed)|stray (?:line ?feeds|lf|cr|newline)|(?:lf|newline|line ?feed)s? (?:without|not preceded)|(?:naked|lone|isolated) (?:lf|cr|newline)|smtp smuggling|smtplf|line ending/i,
    kind: 'message-format',
    title: 'Line endings must be CR LF',
    cause: 'The message has lines that end in LF or CR alone, which the server refuses as possible SMTP smuggling.',
    who: 'client',
    advice: 'Send every line with CR LF; let the mail library write the message instead of pasting text.',
    confidence: 'high',
    sources: [SMUGGLING, POSTFIX, ...cite('5321 2.3.8')],
  },
  {
    said: /(?:improper|invalid|illegal|raw|unencoded|non-?encoded|use of) (?:use of )?(?:8.?bit|non-?ascii|utf-?8)|(?:8.?bit|non-?ascii|unencoded|nul\b|null|control) (?:data|characters?|bytes?)\b|(?:nul|null|zero) (?:byte|character|octet)s?|invalid characters? in (?:the )?(?:message|header)/i,
    kind: 'message-format',
    title: 'Characters are not encoded',
    cause: 'The message or its header has characters that must be encoded, such as raw 8-bit or NUL characters.',
    who: 'client',
    advice: 'Encode header fields as RFC 2047 (`=?UTF-8?…?=`) and the body as quoted-printable or base64.',
    confidence: 'high',
    sources: [EXIM, ...cite('6532')],
  },
  {
    of: ['DATA_END', 'DATA'],
    said: /(?:missing|no|without|lacks?|lacking|requires?|must (?:have|contain)|empty|bad|invalid|malformed|duplicate|multiple|more than one|several|two|badly formed|unparsable|illegal|unacceptable)[^.]{0,30}(?:\b(?:from|date|message-?id|subject|to|sender|reply-to|dkim-signature|received|content-type|mime-version)\b[^.]{0,20}(?:header|field|line|:)|headers?\b|message-?id\b|header field)|(?:from|date|message-?id|subject|to|sender|header)s?:? (?:header |field |line )?(?:is |are |was )?(?:missing|invalid|malformed|duplicated?|empty|required|too long|unparseable|not (?:valid|allowed|rfc))|headers? (?:syntax|error|too|line|is ridiculously|are)|header (?:size|length)|multiple addresses in from|duplicate headers?|bad header|missing required header/i,
    kind: 'message-format',
    title: 'A header field is wrong',
    cause: 'A header field of the message is missing, duplicated or malformed.',
    who: 'client',
    advice: 'Send exactly one valid From, Date, Message-ID and Subject field, and build the header with a mail library.',
    confidence: 'high',
    sources: [GOOGLE, EXIM, ...cite('5322 3.6')],
  },
  {
    said: /(?:rfc.?(?:2822|5322|822|2045|2046|2047|5321|2821)|mime|non-?rfc|not rfc)\b[^.]{0,40}(?:compliant|complian|conform|violat|error|invalid|malformed|broken|fail)|(?:violat|not compl|not conform|malformed|broken|invalid|illegal|bad)\w*[^.]{0,30}(?:rfc.?\d{3,4}|mime|multipart|message (?:format|structure)|content-type|boundary)|(?:message|mail|header) (?:does not|doesn'?t) (?:conform|comply|follow|adhere)|(?:message|mail) (?:is |was )?(?:malformed|ill.?formed|not well.?formed|corrupt)|badly formatted message|data format error/i,
    kind: 'message-format',
    title: 'Message breaks the format rules',
    cause: 'The message does not follow the format rules (RFC 5322 or MIME).',
    who: 'client',
    advice: 'Build the message with a mail library, with one of each header field and correct MIME parts.',
    confidence: 'high',
    sources: [GOOGLE, SISIMAI],
  },
  {
    of: ['DATA_END', 'DATA'],
    said: /8.?bit ?mime.{0,20}not|conversion (?:required|not)|cannot convert|binarymime/i,
    kind: 'not-supported',
    title: 'Server cannot carry this encoding',
    cause: 'The message uses 8-bit or binary content that the next server does not support.',
    who: 'client',
    advice: 'Encode the body as quoted-printable or base64 before sending.',
    confidence: 'high',
    sources: cite('3030 3'),
  },
  // Spam.
  {
    said: /\bspam|\bube\b|\buce\b|unsolicited|\bjunk ?(?:mail)?\b|bulk (?:e-?)?mail|mass ?mail|spammer|\bspams\b|antispam|bayes/i,
    ...SPAM,
    confidence: 'medium',
    sources: [SISIMAI, SPAMASS],
  },
  {
    said: /спам|нежелательн|垃圾邮件|垃圾郵件|广告邮件|迷惑メール|スパム|spam-?verdacht|courrier ind.{1,3}sirable|correo no deseado|incident de spam/i,
    ...SPAM,
    confidence: 'low',
    sources: [SEEN],
  },
  // Content in general.
  {
    said: /(?:message|mail|e-?mail|your)?\s?(?:content|contents|body|text|subject|wording|language|charset|character set|keyword|phrase|words?)\b[^.]{0,40}(?:reject|refus|denied|block|not (?:allowed|accept|permit)|prohibit|forbidden|unacceptable|banned|disallow|policy|filter|violat)|(?:content|body|subject|keyword) (?:filter|filtering|reject|rejection|policy|scan)|(?:reject|refus|block|filter|denied)\w* (?:by|due to|because of|for) (?:\w+ ){0,2}(?:content|filter|rule|keyword|subject|body)|message filtered|(?:unacceptable|prohibited|forbidden|objectionable|inappropriate) (?:content|language|words?)/i,
    kind: 'content-rejected',
    title: 'Content filter refuses the message',
    cause: 'A content filter of the server refuses the text, a link or a file of the message.',
    who: 'sender',
    advice: 'Change the text, links or attachment and send again, or ask the receiving server’s administrator which rule applies.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
  {
    said: /\b(?:url|urls|link|links|hyperlink|shortener)\b[^.]{0,40}(?:block|not (?:allowed|accept)|reject|suspicious|prohibit|bad)/i,
    kind: 'content-rejected',
    title: 'Link in the message is refused',
    cause: 'The server refuses a link in the message.',
    who: 'sender',
    advice: 'Remove the link or use one to a well-known domain without a shortener, then send again.',
    confidence: 'medium',
    sources: [SISIMAI],
  },
];
