import { isValue, type Stretch, UNIT } from './settings';

/** Calls that log in: their last string is the password. */
const CALL =
  /(?:auth\w{0,20}|login(?:smtp|mail|as)?|logon|sign_?in|credentials?|connect|withBasicAuth|basicAuth|plainAuth|withCredentials|setCredentials|usernamePassword\w{0,20}|new(?:Plain|Login)Client|yagmail\.smtp|transport\.send|smtp\.start)(?:::\w{1,40}|\.\w{1,40}|->\w{1,40})?\(|\bauth["']?[ \t]{0,2}(?:=>|[:=])[ \t]{0,2}[([](?=["'])/giu;
/** Calls whose second argument is a password wherever the first one is a variable, and no other text. */
const TAKES_PASSWORD =
  /(?:(?<![a-z])(?:login|logon|authenticate(?:Async)?|auth)|auth_(?:login|plain)|NetworkCredential|PasswordAuthentication|DefaultAuthenticator|Credentials(?:::new)?|PlainAuth|CRAMMD5Auth|New(?:Plain|Login)Client)\($/i;
const MAIL_CONNECT = /(?:transport|store|smtp\w{0,10}|mail\w{0,10})(?:->|\.|::)(?:connect|send)\($/i;
/** The same without brackets, as Ruby has it. */
const WORDS_CALL =
  /\b(?:smtp|mail)\w{0,10}\.(?:authenticate|auth_login|auth_plain|login)[ \t]{1,3}[^\s,()]{1,200},[ \t]{0,4}(?:"([^"\n]{3,300})"|'([^'\n]{3,300})')/dg;
const STRING = /(?<!\\)"((?:[^"\\\n]|\\.)*)"|(?<!\\)'((?:[^'\\\n]|\\.)*)'/gu;
/** Strings that are arguments of such calls but not passwords. */
const OTHER =
  /^(?:|plain|login|cram-md5|xoauth2|ntlm|utf-?8|ascii|tls|ssl|starttls|smtps?|true|false|null|none|basic|AUTH|[\w.-]+\.(?:com|net|org|local)|[\w.+-]{1,64}@[\w.-]{1,255}|\d{1,5})$/i;
const LONGEST_CALL = 600;

/** An argument of a call that is one string; its text without the quotes, and where that begins. */
interface Text {
  readonly n: number;
  readonly from: number;
  readonly text: string;
}

/** The strings of a call whose arguments are `[from, to)`, each with the number of its argument, and how many arguments there are. */
function argumentsOf(text: string, from: number, to: number): { readonly strings: readonly Text[]; readonly count: number } {
  const strings: Text[] = [];
  let n = 0;
  let at = from;
  const passed = (end: number): void => {
    let depth = 0;
    for (; at < end; at++) {
      const unit = text[at];
      if (unit === '(' || unit === '[' || unit === '{') depth++;
      else if (unit === ')' || unit === ']' || unit === '}') depth--;
      else if (unit === ',' && depth <= 0) n++;
    }
  };
  for (const match of text.slice(from, to).matchAll(STRING)) {
    passed(from + match.index);
    strings.push({ n, from: from + match.index + 1, text: match[1] ?? match[2] });
    at = from + match.index + match[0].length;
  }
  passed(to);
  return { strings, count: n + 1 };
}

/** Passwords among the arguments of a call: the last string of two or more that is not the name of a mechanism. */
export function inCalls(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { indices } of text.matchAll(WORDS_CALL)) {
    const [from, to] = indices?.[1] ?? indices?.[2] ?? [0, 0];
    if (isValue(text.slice(from, to), true)) found.push({ from, to });
  }
  let end = 0;
  for (const { index, 0: head } of text.matchAll(CALL)) {
    if (index < end) continue;
    const from = index + head.length;
    const close = closing(text, from);
    const { strings, count } = argumentsOf(text, from, close);
    const three = /(?:connect|transport\.send)/i.test(head);
    const needed = three ? 3 : 2;
    const others = strings.length < needed ? [] : strings.filter((one, n) => n > 0 && !OTHER.test(one.text));
    // `Credential(user, password, domain)`.
    const last = (/cred/i.test(head) && strings.length === 3 ? others[0] : others.at(-1)) ?? behindVariables(text, from, strings, count);
    if (!last || last.text.length < 3) continue;
    found.push({ from: last.from, to: last.from + last.text.length });
    end = close;
  }
  return found;
}

/** The password of a call that has the user, and the server, in variables. */
function behindVariables(text: string, from: number, strings: readonly Text[], count: number): Text | undefined {
  const head = text.slice(Math.max(0, from - 60), from);
  const connects = MAIL_CONNECT.test(head);
  if (!connects && !TAKES_PASSWORD.test(head)) return undefined;
  const able = strings.filter(({ n, text }) => n > 0 && !OTHER.test(text));
  const one = connects ? able.at(-1) : able[0];
  if (!one || count > (/plain/i.test(head) ? 4 : 3) || one.n < (connects ? 2 : 1)) return undefined;
  // Nothing but the string, and not a message: `login(user, "is locked")`.
  const alone = /,[ \t]{0,4}$/.test(text.slice(from, one.from - 1)) && /^["'][ \t]{0,4}[,)]/.test(text.slice(one.from + one.text.length));
  return alone && one.text.length > 5 && !/\s/.test(one.text) && isValue(one.text, true) ? one : undefined;
}

/** Calls whose name says nothing: their strings have a mailbox, or a server, and then what no one else could know. */
const ANY_CALL = /[\w>]\(/g;
const A_STRING = /["'][^"']{0,2000}["']/;
const ABOUT_MAIL = /smtp|mail|gmail|outlook|sender|dial|relay|transport/i;
/** The server and its port, which a password follows at the end, behind the user. */
const TO_PORT =
  /^[ \t]{0,4}(?:["'][\w.-]{1,255}["']|[\w.$>-]{1,60}),[ \t]{0,4}(?:\d{2,5}|["']\d{2,5}["']|[\w.$>-]{0,40}port[\w.$>()-]{0,20}),/i;

/** Passwords behind the user in the arguments of a call about mail. */
export function inMailCalls(text: string): Stretch[] {
  if (!text.includes('(') || !A_STRING.test(text) || !ABOUT_MAIL.test(text)) return [];
  const found: Stretch[] = [];
  let end = 0;
  for (const { index, 0: head } of text.matchAll(ANY_CALL)) {
    const from = index + head.length;
    if (from < end || !/["']/.test(text.slice(from, from + 200))) continue;
    const close = closing(text, from);
    const { strings, count } = argumentsOf(text, from, close);
    const last = TO_PORT.test(text.slice(from, from + 400)) ? behindPort(strings, count) : behindUser(strings);
    if (!last) continue;
    found.push({ from: last.from, to: last.from + last.text.length });
    end = close;
  }
  return found;
}

function behindPort(strings: readonly Text[], count: number): Text | undefined {
  const last = strings.findLast(({ text }) => !OTHER.test(text));
  return last && last.n > 2 && last.n >= count - 2 && count < 8 && last.text.length > 3 && isValue(last.text, true) ? last : undefined;
}

function behindUser(all: readonly Text[]): Text | undefined {
  // The server may come last.
  const strings = all.length > 2 && /^[\w-]+(?:\.[\w-]+){1,5}$/.test(all[all.length - 1].text) ? all.slice(0, -1) : all;
  if (strings.length < 2 || strings.length > 5) return undefined;
  const secret = strings[strings.length - 1];
  const last = secret.text;
  const user = strings[strings.length - 2].text;
  const server = strings.length > 2 && /^[\w-]+(?:\.[\w-]+){1,5}$/.test(strings[0].text);
  if (!(/^[^\s@]{1,64}@[\w.-]{3,255}$/.test(user) || (server && /^[\w.+-]{1,64}$/.test(user)))) return undefined;
  const none =
    OTHER.test(last) ||
    last.length < 6 ||
    /^[\w.+-]+@|:\/\/|^[\w.-]{1,30}=[^=]|^[A-Za-z]+[.:!?]?$|^<?[\w.-]+\.[a-z]{2,}>?$/.test(last) ||
    (/\s/.test(last) && !server);
  return none ? undefined : secret;
}

/**
 * Unit of the bracket that closes the one opened before `from`; brackets in strings do not count. At most `longest` units further, where it may
 * be missing.
 */
export function closing(text: string, from: number, longest = LONGEST_CALL): number {
  const limit = Math.min(text.length, from + longest);
  let depth = 1;
  let quote = '';
  for (let at = from; at < limit; at++) {
    const unit = text[at];
    if (quote !== '') {
      if (unit === '\\') at++;
      else if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '(' || unit === '[') depth++;
    else if ((unit === ')' || unit === ']') && --depth === 0) return at;
  }
  return limit;
}

const HOST = String.raw`(?:\[?(?:\*\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}\]?|\*|\[[\d.:a-fA-F]{3,45}\])`;
/** A password of such a file, and what may follow it. */
const ENTRY = String.raw`([^\s:"'<>]${UNIT}{2,200})`;
const ENTRY_END = String.raw`[ \t]{0,8}(?:$|["'<])`;
/** Password files, one entry per line: `[host]:port user:password` (Postfix), `host:user:password` (Exim), `label user:password`. */
const ENTRIES: readonly { readonly hint?: RegExp; readonly mixed?: boolean; readonly pattern: RegExp }[] = [
  {
    pattern: new RegExp(String.raw`(?:^|: |> |["'>])[a-z]{2,20}\d{0,3}[ \t]{1,20}([\w.+@-]{1,128}):${ENTRY}${ENTRY_END}`, 'd'),
  },
  {
    pattern: new RegExp(
      String.raw`(?:^|[\s"'>|])(?:@?${HOST}|[\w.+-]{1,64}@${HOST})(?::\d{2,5})?[ \t]{1,20}["']?([\w.+@=-]{1,128}):${ENTRY}["']?${ENTRY_END}`,
      'd',
    ),
  },
  {
    pattern: new RegExp(String.raw`(?:^|[\s"'>|])(?:${HOST}):([A-Za-z][\w.+@=-]{0,127}):${ENTRY}${ENTRY_END}`, 'd'),
  },
  { hint: /client_send/, pattern: /\bclient_send\b[ :^<;="]{1,9}([^\s:^=]{1,128})[ \t]{0,3}[:^][ \t]{0,3}([^\s:^"]{3,200})/d },
  // `user:password` alone, as `postmap -q` prints it, `user|host:password` (dma), `user / password`.
  {
    hint: /@/,
    mixed: true,
    pattern:
      /(?:^[ \t>|]{0,8}|: |["'>])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:\|[\w.-]{1,255})?):([^\s:"'<>/@][^\s"'<>/@:]{5,200})[ \t]{0,8}(?:$|["'<])/d,
  },
  {
    hint: / \/ /,
    mixed: true,
    pattern: /(?:^|[\s"'(])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}) \/ ([^\s"'<>/@:,()]{6,200})(?=$|[\s"',)])/d,
  },
  { hint: / \/ /, pattern: /(?:cred(?:ential)?s?|login|account): ([\w.+@-]{1,128}) \/ ([^\s"'<>/]{6,200})(?=$|[\s"',)])/di },
  // Saved logins of a mail program; data sources of Perl; sendmail's authinfo.
  { hint: /\t/, pattern: /^[ \t>]{0,8}(?:smtp|imap|mailbox)s?:\/\/[^\s()]{1,255} \([^()\s]{1,255}\)\t([^\t]{1,200})\t([^\t]{3,300})$/d },
  // A server of Exim's lookups, a table of OpenSMTPD, an authenticator of Exim, a list of Emacs.
  {
    hint: /_servers/,
    pattern:
      /\b(?:mysql|pgsql|oracle|ibase)_servers[ \t]{0,4}=[^\n/]{0,200}(?:\([^()\n]{1,200}\)[^\n/]{0,20})?\/([\w-]{1,64}\/[\w.-]{1,64})\/([^\s/:"']{3,200})(?=$|[\s:"'])/d,
  },
  {
    hint: /\btable\b/,
    pattern:
      /\btable[ \t]{1,4}<?\w{0,20}(?:pass|cred|secret|auth)\w{0,12}>?[ \t]{0,4}\{[ \t]{0,4}"?([\w.+@-]{1,64})"?[ \t]{0,4}=[ \t]{0,4}"?(?:[\w.+@-]{1,64}:)?([^\s",{}]{3,200})/d,
  },
  { hint: /\$auth3\}/, pattern: /(\beq)\{\$auth3\}\{([^{}\s]{3,200})\}/d },
  { hint: /^(?!.*\$auth3\}).*\$auth2\}/, pattern: /(\beq)\{\$auth2\}\{([^{}\s]{3,200})\}/d },
  {
    hint: /auth-credentials/,
    pattern: /"[\w.-]{1,255}"[ \t]{1,4}(?:\d{2,5}|"\d{2,5}")[ \t]{1,4}"([^"\n]{1,200})"[ \t]{1,4}"([^"\n]{3,300})"/d,
  },
  { hint: /dbi:/i, pattern: /["']dbi:[^"'\n]{1,300}["'],[ \t]{0,4}["']([^"'\n]{1,100})["'],[ \t]{0,4}["']([^"'\n]{3,300})["']/di },
  { hint: /"P[:=]/, pattern: /"[UI][:=]([^"\n]{1,128})"[^\n]{0,200}"P[:=]([^"\n]{3,300})"/d },
];
const MIXED = /^(?=[^A-Za-z]{0,60}[A-Za-z])(?:[^\d]{0,60}\d|[^\w]{0,60}[#$%^&*!~])|^\d{6,}$/;

/** Words that come before a colon in a log but are not users. */
const NO_USER =
  /^(?:error|warning|info|debug|notice|fatal|status|code|line|port|https?|smtps?|from|to|cc|date|subject|received|reply|said|host|server|client|relay|id|message|time|utc|gmt|\d+)$/i;

/** The password of a line of a password file. */
export function inEntries(text: string): Stretch[] {
  for (const [n, { hint, mixed = false, pattern }] of ENTRIES.entries()) {
    const match = hint && !hint.test(text) ? null : pattern.exec(text);
    const at = match?.indices?.[2];
    // A letter before a backslash is a drive.
    if (!match || !at || NO_USER.test(match[1]) || (match[1].length === 1 && match[2].startsWith('\\'))) continue;
    if (mixed && !MIXED.test(match[2])) continue;
    // Longer than a port.
    const number = /^\d{6,}$/.test(match[2]) && (n > 0 || /\bsecrets\b/.test(text));
    if (
      (/^[\d.:-]+$|^\/\//.test(match[2]) && !number) ||
      (/^[a-z]+[.,]?$/.test(match[2]) && !match[1].includes('@') && match[2].length < 6)
    )
      continue;
    return [{ from: at[0], to: at[1] }];
  }
  return [];
}
