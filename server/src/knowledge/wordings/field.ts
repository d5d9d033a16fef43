import type { Answer } from '../answer';
import { cite, page } from '../source';
import { NOT_LOCAL, RELAY, UNKNOWN } from './recipient';
import type { Wording } from './wording';

const SEEN = page('replies in public mail logs and questions');

/**
 * A thing and what is wrong with it, in either order and at most 40 characters apart within a sentence. Both are alternatives of a pattern;
 * words are not delimited, because letters outside of ASCII have no `\b`.
 */
const near = (thing: string, complaint: string): RegExp =>
  new RegExp(`(?:${thing})[^.;]{0,40}(?:${complaint})|(?:${complaint})[^.;]{0,40}(?:${thing})`, 'i');

/** Words of the languages in which mail servers answer; those for recipients and full mailboxes stand in recipient.ts. */
const SENDER =
  'exp[eé]diteur|[eé]metteur|absender|remitente|remetente|mittente|afzender|nadawc|отправител|发件人|寄件人|送信者|差出人|발신자';
const MISSING =
  'inconnu|introuvable|n.existe|inexist|unbekannt|existiert nicht|nicht (?:gefunden|vorhanden|bekannt)|desconocid|desconhecid|no existe|não existe|non esiste|sconosciut|inesistent|onbekend|bestaat niet|nieznan|nie istnieje|не (?:найден|существует)|неизвест|不存在|存在しま|見つかり|존재하지';
const INVALID =
  'invalide|ung(?:ü|ue)ltig|inv[aá]lid|no (?:es )?v[aá]lid|não (?:é )?v[aá]lid|non (?:è )?valid|ongeldig|nieprawid|недействител|неверн|无效|無効';
const SECRET = 'mot de passe|passwor[dt]|kennwort|contrase|clave|senha|wachtwoord|hasł|пароль|пароля|密码|密碼|口令|パスワード|비밀번호';
const LOGIN =
  'authentifi|anmeldung|autenticaci[oó]n|autentica[cç]|autenticazione|zaloguj|uwierzyteln|авториз|аутентиф|身份验证|认证|認証|인증';
const FALSE =
  'incorrect|erron|faux|falsch|incorrett|errat|foutief|onjuist|nieprawid|невер|неправил|错误|错的|不正确|違い|正しくな|失敗|失败|[eé]chec|échou|fehlgeschlagen|fall[oó]|falhou|fallit|mislukt|не удалась|ошибк|실패';
const BIG =
  'volumineu|zu gro(?:ß|ss)|demasiado grande|muito grande|troppo grande|te groot|za duż|слишком больш|太大|过大|大小超|超过.{0,6}大小|大きすぎ|サイズ.{0,6}(?:超|制限)|크기';
const REFUSED =
  'refus|rejet|abgelehnt|verweigert|rechazad|recusad|rejeitad|rifiutat|geweigerd|odrzucon|отклон|отказан|запрещ|拒绝|拒否|거부';

const NO_REVERSE: Answer = {
  kind: 'reverse-dns',
  title: 'No reverse DNS for the client',
  cause: '{client} has no reverse DNS (PTR) record, or the name does not resolve back to the address.',
  who: 'sending-admin',
  advice: 'Ask the hosting provider of the IP address to set its PTR record. The name must have an A or AAAA record with the same address.',
};

const BAD_SENDER: Answer = {
  kind: 'sender-rejected',
  title: 'Sender address is not accepted',
  cause: 'The server does not accept {sender}; it finds the address or its domain wrong.',
  who: 'client',
  advice: 'Check the spelling of the sender, and that its domain has an MX or address record. Use the address of the account that logs in.',
};

/**
 * What the words of the field still tell when no sentence of the other tables is there: which thing is meant and what is wrong with it. These
 * rows come after every row that knows a whole sentence and before those that know no reason.
 */
export const fieldWordings: readonly Wording[] = [
  // Answers in other languages.
  {
    said: near(`${SECRET}|${LOGIN}`, `${FALSE}|${INVALID}`),
    kind: 'auth-failed',
    title: 'Login is not accepted',
    cause: 'The server does not accept the login of the client, often because user name or password is wrong.',
    who: 'client',
    advice:
      'Check user name and password in the mail program; the user name is often the full address. Some providers want an app password.',
    retry: 'change',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /authentifi\w+ (?:requise|n[eé]cessaire|erforderlich)|(?:debe|necesita|precisa|deve|é necess[aá]rio) (?:se )?autentic|bitte authentifi|anmeldung erforderlich|autenticaci[oó]n requerida|autentica[cç][aã]o (?:necess|requerida|obrigat)|autenticazione (?:richiesta|necessaria)|требуется (?:авториз|аутентиф)|需要(?:身份)?(?:验证|认证)|認証が必要/i,
    kind: 'auth-required',
    title: 'Login is required',
    cause: 'The server accepts mail from this client only after a login.',
    who: 'client',
    advice: 'Turn on SMTP authentication in the client and use port 587 or 465.',
    retry: 'change',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: new RegExp(BIG, 'i'),
    kind: 'message-size',
    title: 'Message is too large',
    cause: 'The message is larger than the server accepts.',
    who: 'sender',
    advice: 'Send a smaller message, or share the attachment through a link.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /relais (?:refus|interdit|non autoris)|(?:weiterleitung|relay\w*) (?:ist )?(?:nicht erlaubt|verweigert|nicht gestattet)|(?:retransmisi[oó]n|reenv[ií]o|retransmiss[aã]o|encaminhamento) (?:no permitid|denegad|n[aã]o permitid|negad|prohibid)|relay (?:non consentito|negato|denegado|no permitido|negado)|中继(?:被拒绝|不允许)|リレー(?:が)?拒否|中継(?:が)?拒否|пересылка запрещ/i,
    ...RELAY,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: near(
      '\\bip\\b|ip-?adres|direcci[oó]n ip|endere[cç]o ip|ip地址|ipアドレス',
      'bloqu|gesperrt|geblockt|blockiert|bloccat|geblokkeerd|zablokow|заблокир|被封|被拒|ブロック|nicht akzept|blacklist|liste noire|lista negra|чёрн|черн',
    ),
    kind: 'blocklisted',
    title: 'Sending IP is blocked here',
    cause: 'The server has {client} on a block list.',
    who: 'sending-admin',
    advice:
      'Stop any spam from that address, look it up on public block lists, then ask the receiving server’s administrator to unblock it.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: near(SENDER, `${INVALID}|${MISSING}|${REFUSED}`),
    ...BAD_SENDER,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /trop de (?:connexions|sessions)|zu viele (?:verbindungen|sitzungen)|demasiadas conexiones|muitas conex|troppe connessioni|слишком много соединений|连接(?:数)?过多|接続(?:数)?が多/i,
    kind: 'rate-limited',
    title: 'Too many connections at a time',
    cause: 'The client has too many connections to the server open at the same time.',
    who: 'sending-admin',
    advice: 'Limit the parallel connections to this server. The queue tries again later.',
    retry: 'hours',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /(?:veuillez|merci de) (?:re)?(?:essayer|tenter)[^.]{0,20}plus tard|versuchen sie es (?:bitte )?(?:später|spaeter|sp.ter)|int[eé]ntelo m[aá]s tarde|tente novamente mais tarde|riprova(?:re)? pi[uù] tardi|попробуйте позже|повторите попытку|稍后再试|稍後再試|後でもう一度|later opnieuw/i,
    code: '4xx',
    kind: 'server-busy',
    title: 'Server asks to try later',
    cause: 'The server cannot or will not accept the message now and asks to try again later.',
    who: 'nobody',
    advice: 'Let the queue retry. If it lasts for more than a day, slow down and ask the receiving server’s administrator.',
    retry: 'hours',
    confidence: 'medium',
    sources: [SEEN],
  },
  // The recipient's side.
  {
    said: /(?:mail ?list|mailing list|distribution list|list|group|alias)\b[^;]{0,80} (?:is|are|has) (?:null|empty|without|no (?:members|subscribers|recipients))/i,
    kind: 'mailbox-disabled',
    title: 'Mailing list has no members',
    cause: 'The address is a mailing list or group of the receiving side that has no members.',
    who: 'receiving-admin',
    advice: 'Ask the administrator of the recipient’s domain to add members to the list, or write to a person.',
    confidence: 'high',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\b(?:group|list|forum|topic|ticket|case|thread|conversation)(?: \S{1,60})? (?:is |was |has been )(?:now )?(?:closed|archived|locked|moderated|frozen|read.only)\b/i,
    kind: 'recipient-restricted',
    title: 'List or group takes no mail',
    cause: 'The address is a list, group or ticket that is closed for new mail.',
    who: 'recipient',
    advice: 'Ask the owner of the list or group to open it, or use another address.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:white|allow|safe).?list\w* (?:is |are )?(?:required|needed|only)|on the (?:approved|allowed|permitted|safe) senders? list|(?:requires?|needs?|wants?|uses?) (?:\w+ )?(?:white|allow|safe).?list|only (?:\w+ )?(?:accepts?|receives?|takes?|allows?) (?:\w+ )?(?:e-?mails?|mail|messages?) from (?:registered|known|verified|listed|approved|trusted|its|certain|specific)|(?:refus|reject)\w* to (?:receive|accept)|(?:refuses?|rejects?|declines?) to receive mail/i,
    kind: 'recipient-restricted',
    title: 'Recipient takes only known senders',
    cause: '{recipient} accepts mail only from senders that it knows or has approved.',
    who: 'recipient',
    advice: 'Ask the recipient another way to allow your address.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\b(?:has |have )?left (?:the|our|this) (?:company|organi[sz]ation|firm|university|school|business)|no longer (?:works?|employed|with (?:us|the|our)|here\b|an? (?:employee|member|customer|student))|(?:former|ex-?) ?(?:employee|user|customer|member)\b/i,
    ...UNKNOWN,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /\b(?:recipient|rcpt|user|address)\b[^.;]{0,20}\bnot (?:in|on|listed in|part of) (?:the |our |any )?(?:\w+ ){0,2}(?:list|table|directory|map|database)\b|^<?[\w.+-]{1,64}@[\w.-]{1,255}>?:? (?:is )?unknown\b|\b(?:no|not a) (?:mail ?drop|such id)\b|don'?t know (?:that|this|the|any) (?:user|person|recipient|address|mailbox)|invalid local.?part/i,
    ...UNKNOWN,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\b(?:account|mail[ -]?box|user|address) (?:has |have |was |is )?(?:not |un)(?:been )?(?:used|accessed|logged in|active)\b[^.;]{0,20}\b(?:for|since|long|days|months)/i,
    kind: 'mailbox-disabled',
    title: 'Mailbox is disabled',
    cause: 'The mailbox of {recipient} exists but is disabled, locked or expired.',
    who: 'recipient',
    advice: 'Only the recipient or the receiving server’s administrator can activate it. Use another address meanwhile.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:recipient|rcpt|user|account|person|mail[ -]?box|address|customer|id|e-?mail)s?\b[^.;]{0,30}\b(?:wrong|nonexist\w*|unrecogni[sz]ed|not (?:found|known|exist|registered|valid|recogni[sz]ed|understood)|unregistered|deleted|removed)\b|\b(?:wrong|nonexistent|unrecogni[sz]ed|unregistered|not found|no such) (?:\w+ )?(?:recipient|rcpt|user|account|person|mail[ -]?box|address|customer|id)\b/i,
    of: ['RCPT', 'VRFY', 'DATA_END', 'DATA'],
    ...UNKNOWN,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:mail (?:for|to) )?(?:this |the |recipient'?s? )domain(?: \S{3,80})? (?:is |was |has |has been )?(?:disabled|suspended|expired|locked|parked|blocked|inactive|on hold)|(?:e-?mail|mail)(?: service)? (?:for|of) (?:this|the) domain (?:\S{3,80} )?(?:is |was |has been )?(?:disabled|suspended|expired|switched off|turned off|stopped)/i,
    kind: 'mailbox-disabled',
    title: 'Recipient’s domain is switched off',
    cause: 'The server knows {domain}, but mail for the domain is suspended or expired there.',
    who: 'recipient',
    advice: 'Only the owner of the domain can change this: tell the recipient another way.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:does not|doesn'?t|do not|don'?t|cannot|can'?t|will not|won'?t|not) (?:accept|handle|take|receive|relay|deliver)(?:ing)? (?:any )?(?:mail|e-?mails?|messages?) (?:for|to) (?:\w+ )?(?:external|foreign|other|remote|this|that|these|those|your) (?:\w+ )?(?:domains?|hosts?|recipients?)/i,
    ...NOT_LOCAL,
    confidence: 'medium',
    sources: [SEEN],
  },
  // The client's side.
  {
    said: /\b(?:bad|abusive|abnormal|unusual|malicious|poor) (?:\w+ )?(?:behaviou?rs?|traffic|conduct)|misbehav/i,
    kind: 'client-refused',
    title: 'Client’s behavior is the reason',
    cause: 'The server refuses {client} for what it sent lately, often spam or many wrong addresses.',
    who: 'sending-admin',
    advice: 'Stop spam and mail to dead addresses, and send slower. Check the address at public reputation services before the next try.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /(?:real|valid|full|proper|correct) (?:host ?name|domain|name)[^.;]{0,30}\b(?:helo|ehlo)\b|\b(?:helo|ehlo)\b[^.;]{0,40}\b(?:contains?|is|must|should|has|bad|wrong|an? ip|denied|rejected|refused|invalid)\b/i,
    of: ['EHLO', 'HELO', 'MAIL', 'RCPT', 'CONNECT', 'DATA'],
    kind: 'helo-rejected',
    title: 'EHLO name is not acceptable',
    cause: 'The server does not accept the name that the client gives in EHLO.',
    who: 'client',
    advice: 'Set the client’s host name to a full one that resolves to its address, such as `mail.example.org`.',
    confidence: 'medium',
    sources: cite('5321 4.1.4'),
  },
  {
    said: /\b(?:host|client|server|ip|address|machine)\b[^.;]{0,20}\b(?:has|have|having|without|with) (?:no|any|a valid)? ?(?:host ?name|name|dns name|reverse|rdns|ptr)\b/i,
    of: ['CONNECT', 'EHLO', 'HELO', 'MAIL', 'RCPT', 'DATA', 'DATA_END'],
    ...NO_REVERSE,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:message|mail|e-?mail|it) (?:is |was |must be )?(?:not |un|not properly )(?:dkim[ -])?signed|domain owner|owner of (?:the|this) (?:\w+ )?domain|(?:not|un)authenticated (?:mail|e-?mail|message)/i,
    kind: 'unauthenticated-mail',
    title: 'Message is not authenticated',
    cause: 'The message passes neither SPF nor DKIM for the sender’s domain, or the owner of the domain asks to refuse it.',
    who: 'sending-admin',
    advice: 'Sign with DKIM for the From domain and list the sending server in its SPF record. Do not send with a foreign From address.',
    confidence: 'medium',
    sources: cite('7372'),
  },
  {
    code: '5xx',
    said: /\bhost impersonating\b/i,
    kind: 'helo-rejected',
    title: 'EHLO name belongs to another host',
    cause: 'The client greets with a name or address that belongs to the receiving server or to another host.',
    who: 'client',
    advice: 'Set the EHLO name to the client’s own host name (in Postfix `myhostname` or `smtp_helo_name`).',
    confidence: 'high',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /impersonat/i,
    kind: 'content-rejected',
    title: 'Message looks like a forgery',
    cause: 'The server thinks that the message pretends to come from somebody else.',
    who: 'sender',
    advice:
      'Send with your own address and name through its domain’s server. Check links in the text; then ask the recipient’s administrator.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\b(?:sender|from|mail ?from)\b[^.;]{0,20}\bdomain\b[^.;]{0,20}\b(?:resolve|dns|lookup)\b[^.;]{0,10}(?:fail|error)|domain (?:\S{3,80} )?is (?:a )?dead\b/i,
    ...BAD_SENDER,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\b(?:smtp|sending|mail|outgoing mail) (?:access|service|login|auth\w*) (?:is |was )?(?:denied|disabled|not (?:enabled|allowed|permitted)|restricted|blocked|turned off|switched off)\b[^.;]{0,20}\b(?:account|user|plan|domain)\b/i,
    kind: 'account-suspended',
    title: 'Account may not send by SMTP',
    cause: 'The provider does not allow the account to send by SMTP, or has switched it off.',
    who: 'sender',
    advice: 'Switch SMTP on in the settings of the mailbox, or ask the provider’s support.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /\b(?:sender|client|your|source|connecting) (?:ip|host|address)\b[^.;]{0,20}\b(?:must resolve|does(?: not|n'?t) resolve|not resolvable|unresolvable|has no (?:ptr|reverse|dns))/i,
    ...NO_REVERSE,
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /\bhttps?:\/\/(?:[\w-]{1,40}\.){0,4}(?:spamhaus|spamcop|sorbs|uceprotect|barracudacentral|abuseat|mailspike|senderbase|talosintelligence|trendmicro|invaluement|spamrats|surbl|uribl|backscatterer|spfbl|dnsrbl|psbl|multirbl|cloudmark)\./i,
    kind: 'blocklisted',
    title: 'Listed on a block list',
    cause: 'The reply points to the page of a block list or reputation service, which lists the client or a name in the message.',
    who: 'sending-admin',
    advice: 'Open the page and look up the IP address and the sender’s domain. Stop what got it listed, then ask for removal.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /not (?:allowed|permitted|authori[sz]ed|welcome) to (?:send|connect|mail|deliver|submit)\b[^.;]{0,20}\bto (?:this|our|the|my) (?:host|server|system|site|network|machine)\b/i,
    kind: 'client-refused',
    title: 'Server refuses this client',
    cause: 'The server takes no mail from {client}; a list of its own is often the reason.',
    who: 'sending-admin',
    advice: 'Check the address on public block lists, then ask the receiving server’s administrator.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /(?:mail|e-?mails?|messages?) (?:is |are )?(?:not |un)(?:accepted|wanted|welcome|allowed) from (?:this|your|the) (?:domain|sender|address)|(?:do not|don'?t|will not|won'?t) accept (?:mail|e-?mails?|messages?) from (?:this|your|that) (?:domain|sender|address)/i,
    kind: 'sender-rejected',
    title: 'Sender’s domain is not wanted',
    cause: 'The server takes no mail from the domain of {sender}.',
    who: 'receiving-admin',
    advice: 'Ask the recipient or the receiving server’s administrator why, or send from an address of another domain.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\bfrom\b[^.;]{0,20}\b(?:envelope|mail from|return.?path|sender)\b[^.;]{0,30}\b(?:differ|mismatch|do(?:es)? not match|don'?t match|not the same|not equal)/i,
    kind: 'sender-rejected',
    title: 'From and envelope sender differ',
    cause: 'The address in the From field is not the envelope sender, and the server wants them to be equal.',
    who: 'client',
    advice: 'Send with the same address in From and as envelope sender (`-f`, return path).',
    confidence: 'medium',
    sources: [SEEN],
  },
  // The message and the server.
  {
    code: '5xx',
    said: /\b(?:html|rich text)\b[^.;]{0,20}\b(?:not (?:accepted|allowed|permitted)|rejected|refused)|\bonly (?:accepts? |takes? )?plain.?text\b/i,
    kind: 'content-rejected',
    title: 'Only plain text is accepted',
    cause: 'The server or the recipient does not accept messages in HTML.',
    who: 'sender',
    advice: 'Send the message as plain text without attachments.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\bquarantin|\b(?:discarded|dropped|caught) by (?:\w+ )?(?:filter|rule)/i,
    kind: 'content-rejected',
    title: 'A filter holds the message back',
    cause: 'A filter of the receiving side keeps or drops the message; it does not say why.',
    who: 'receiving-admin',
    advice: 'Ask the recipient or their administrator to release the message, and to allow the sender.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /too many (?:\w+ )?(?:failed|bad|invalid|unknown|wrong) commands?\b/i,
    kind: 'too-many-errors',
    title: 'Closed after too many errors',
    cause: 'The server closes the connection because the client sent too many bad commands.',
    who: 'client',
    advice: 'Look for the first command that the server refused, and fix that.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\bduplicate (?:message|mail|e-?mail)|(?:message|mail) (?:is |was )?(?:a )?duplicate|already (?:received|delivered|seen) this (?:message|mail)/i,
    kind: 'content-rejected',
    title: 'Server had this message before',
    cause: 'The server already has a message with the same Message-ID or content.',
    who: 'client',
    advice: 'Check whether the first copy arrived. Let the program make a new Message-ID for each message.',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    code: '5xx',
    said: /\bmaintenance\b/i,
    kind: 'server-busy',
    title: 'Server is under maintenance',
    cause: 'The server accepts no mail while it is maintained.',
    who: 'receiving-admin',
    advice: 'Send again later by hand: the code is permanent, and a mail server gives up. If it lasts, tell the administrator.',
    retry: 'hours',
    confidence: 'medium',
    sources: [SEEN],
  },
  {
    said: /(?:recipient|rcpt|address)(?:es|s)? list\w* (?:is )?too long|(?:too|so) many (?:recipients|addresses)|list of (?:recipients|addresses) (?:is )?too long|one recipient at a time/i,
    kind: 'too-many-recipients',
    title: 'Too many recipients',
    cause: 'The message has more recipients than the server accepts at once.',
    who: 'client',
    advice: 'Send to fewer recipients at a time.',
    confidence: 'medium',
    sources: cite('5321 4.5.3.1.8'),
  },
  {
    said: /\b(?:daemon|filter|milter|scanner|anti-?virus|anti-?spam|backend|back-end|policy (?:service|server)|content check\w*)\b[^.;]{0,25}\b(?:unavailable|not (?:available|responding|reachable)|down|offline|unreachable|fail\w*|crashed|timed? ?out)/i,
    kind: 'server-fault',
    title: 'Receiver’s filter not working',
    cause: 'A filter or policy service of {server} is down or fails, and the server cannot accept the mail.',
    who: 'receiving-admin',
    advice: 'Let the queue retry. On a server of your own, check that its filters run and are reachable.',
    retry: 'hours',
    confidence: 'medium',
    sources: [SEEN],
  },
];
