import type { Stretch } from './settings';

/** Calls that log in: their last string is the password. */
const CALL =
  /(?:auth\w{0,20}|login|logon|sign_?in|credentials?|connect|withBasicAuth|basicAuth|plainAuth|withCredentials|setCredentials|usernamePassword\w{0,20})(?:::\w{1,40}|\.\w{1,40}|->\w{1,40})?\(/giu;
const STRING = /(?<!\\)"((?:[^"\\\n]|\\.)*)"|(?<!\\)'((?:[^'\\\n]|\\.)*)'/gu;
/** Strings that are arguments of such calls but not passwords. */
const OTHER =
  /^(?:|plain|login|cram-md5|xoauth2|ntlm|utf-?8|ascii|tls|ssl|starttls|smtps?|true|false|null|none|basic|AUTH|[\w.-]+\.(?:com|net|org|local)|[\w.+-]{1,64}@[\w.-]{1,255}|\d{1,5})$/i;
const LONGEST_CALL = 600;

/** Passwords among the arguments of a call: the last string of two or more that is not the name of a mechanism. */
export function inCalls(text: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const { index, 0: head } of text.matchAll(CALL)) {
    if (index < end) continue;
    const from = index + head.length;
    const close = closing(text, from);
    const strings = [...text.slice(from, close).matchAll(STRING)].map((match) => ({
      from: from + match.index + 1,
      text: match[1] ?? match[2],
    }));
    const needed = /connect/i.test(head) ? 3 : 2;
    const others = strings.length < needed ? [] : strings.filter((one, n) => n > 0 && !OTHER.test(one.text));
    // `Credential(user, password, domain)`.
    const last = /cred/i.test(head) && strings.length === 3 ? others[0] : others.at(-1);
    if (!last || last.text.length < 3) continue;
    found.push({ from: last.from, to: last.from + last.text.length });
    end = close;
  }
  return found;
}

/** Calls whose name says nothing: their strings have a mailbox, or a server, and then what no one else could know. */
const ANY_CALL = /[\w>]\(/g;
const TWO_STRINGS = /["'][^"']{0,2000}["'][^"']{0,2000}["'][^"']{0,2000}["']/;
const ABOUT_MAIL = /smtp|mail|gmail|outlook|sender|dial|relay|transport/i;

/** Passwords behind the user in the arguments of a call about mail. */
export function inMailCalls(text: string): Stretch[] {
  if (!text.includes('(') || !TWO_STRINGS.test(text) || !ABOUT_MAIL.test(text)) return [];
  const found: Stretch[] = [];
  let end = 0;
  for (const { index, 0: head } of text.matchAll(ANY_CALL)) {
    const from = index + head.length;
    if (from < end || !/["']/.test(text.slice(from, from + 200))) continue;
    const close = closing(text, from);
    const strings = [...text.slice(from, close).matchAll(STRING)].map((match) => ({
      at: from + match.index + 1,
      text: match[1] ?? match[2],
    }));
    if (strings.length < 2 || strings.length > 5) continue;
    const { at, text: last } = strings[strings.length - 1];
    const user = strings[strings.length - 2].text;
    const server = strings.length > 2 && /^[\w-]+(?:\.[\w-]+){1,5}$/.test(strings[0].text);
    if (!(/^[^\s@]{1,64}@[\w.-]{3,255}$/.test(user) || (server && /^[\w.+-]{1,64}$/.test(user)))) continue;
    if (
      OTHER.test(last) ||
      last.length < 6 ||
      /^[\w.+-]+@|:\/\/|^[\w.-]{1,30}=[^=]|^[A-Za-z]+[.:!?]?$|^<?[\w.-]+\.[a-z]{2,}>?$/.test(last) ||
      (/\s/.test(last) && !server)
    )
      continue;
    found.push({ from: at, to: at + last.length });
    end = close;
  }
  return found;
}

/** Unit of the bracket that closes the one opened before `from`; strings are skipped. */
function closing(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_CALL);
  let depth = 1;
  let quote = '';
  for (let at = from; at < limit; at++) {
    const unit = text[at];
    if (quote !== '') {
      if (unit === '\\') at++;
      else if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '(') depth++;
    else if (unit === ')' && --depth === 0) return at;
  }
  return limit;
}

const ENCODES = /base64|b64encode|encode_?base64|ToBase64String|btoa\(|openssl enc|mimencode/i;
const TYPED =
  /(?:(?<![\w-])(?:echo|printf|print)(?=[ \t])|<<<)(?:[ \t]{1,3}-[neE]{1,3}){0,2}[ \t]{0,3}(?:["']?%s(?:\\n)?["']?[ \t]{1,3})?([^\s"'|<>$;`(][^\s|<>;`]{2,300})/giu;

/** What a shell or a script passes to a Base64 encoder: beside a dialogue, people encode credentials by hand. */
export function encodedByHand(text: string): Stretch[] {
  if (!ENCODES.test(text) && !/\\0/.test(text)) return [];
  const found: Stretch[] = [];
  const command = ENCODES.test(text);
  for (const match of text.matchAll(STRING)) {
    const inside = match[1] ?? match[2];
    const credentials = /(?:\\0(?!\d\d)|\\x00|\\u0000|\\000|\^@)[^\\^]{1,200}(?:\\0(?!\d\d)|\\x00|\\u0000|\\000|\^@)./.test(inside);
    if (inside.length < 3 || (!credentials && (!command || /^%s?(?:\\n)?$|^utf-?8$/i.test(inside)))) continue;
    found.push({ from: match.index + 1, to: match.index + 1 + inside.length });
  }
  if (command)
    for (const match of text.matchAll(TYPED)) {
      const at = match.index + match[0].length - match[1].length;
      found.push({ from: at, to: at + match[1].length });
    }
  return found;
}

const HOST = String.raw`(?:\[?(?:\*\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}\]?|\*|\[[\d.:a-fA-F]{3,45}\])`;
/** Password files, one entry per line: `[host]:port user:password` (Postfix), `host:user:password` (Exim), `label user:password`. */
const ENTRIES: readonly { readonly hint?: RegExp; readonly mixed?: boolean; readonly pattern: RegExp }[] = [
  { pattern: /(?:^|: |> |["'>])[a-z]{2,20}\d{0,3}[ \t]{1,20}([\w.+@-]{1,128}):([^\s:"'<>][^\s"'<>]{2,200})[ \t]{0,8}(?:$|["'<])/d },
  {
    pattern: new RegExp(
      String.raw`(?:^|[\s"'>|])(?:@?${HOST}|[\w.+-]{1,64}@${HOST})(?::\d{2,5})?[ \t]{1,20}["']?([\w.+@=-]{1,128}):([^\s:"'<>][^\s"'<>]{2,200})["']?[ \t]{0,8}(?:$|["'<])`,
      'd',
    ),
  },
  {
    pattern: new RegExp(
      String.raw`(?:^|[\s"'>|])(?:${HOST}):([A-Za-z][\w.+@=-]{0,127}):([^\s:"'<>][^\s"'<>]{2,200})[ \t]{0,8}(?:$|["'<])`,
      'd',
    ),
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
    if (!match || !at || NO_USER.test(match[1])) continue;
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

/** `-u user:password`, `--auth-password X`, `-pass X`, `-ap "X Y"`, `-xp X`, `-w X`. */
/** `hint`: what a line must have for the pattern to be worth a try. */
const OPTIONS: readonly { readonly hint?: RegExp; readonly pattern: RegExp }[] = [
  {
    pattern:
      /(?:^|\s)--?(?:a(?:uth)?-?p(?:ass(?:word)?)?|ap|xp|smtp-?pass(?:word|wd)?|mail-?pass(?:word|wd)?|pass(?:word|wd)?|pw)(?:=|[ \t]{1,4})(?:"([^"\n]{1,300})"|'([^'\n]{1,300})'|([^\s"'-][^\s"']{1,300}))/giu,
  },
  { pattern: /(?:^|\s)(?:-u|--user|--proxy-user|--login)(?:=|[ \t]{0,4})["']?[^\s:"']{1,200}:([^\s"']{1,300})/giu },
  {
    hint: /doveadm|htpasswd/i,
    pattern:
      /\b(?:doveadm[ \t]{1,4}auth[ \t]{1,4}(?:test|login)(?:[ \t]{1,4}-[\w=]{1,20}(?:[ \t]{1,4}\w+=\S{1,40})?){0,3}|htpasswd[ \t]{1,4}-\w{0,6}b\w{0,6}(?:[ \t]{1,4}-\w{1,6}){0,3}[ \t]{1,4}\S{1,200})[ \t]{1,4}\S{1,200}[ \t]{1,4}(?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"']{3,300}))/giu,
  },
  {
    hint: /ldap/i,
    pattern:
      /\bldap(?:search|modify|add|delete|whoami|passwd|compare)\b(?:(?!ldap)[^\n]){0,300}?[ \t]-w[ \t]{0,3}(?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"'-][^\s"']{2,300}))/giu,
  },
  {
    hint: /\|/,
    pattern:
      /\b(?:echo|printf)[ \t]{1,4}(?:-\w{1,3}[ \t]{1,4})?(?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"'|]{3,300}))[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:saslpasswd2|docker secret create|passwd\b|[\w./-]{1,40}[^|\n]{0,200}--?pass(?:word)?-(?:std)?in)/giu,
  },
  {
    hint: /SecureString/i,
    pattern:
      /\bConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?(?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"'$()-][^\s"'()]{2,300}))/giu,
  },
  {
    hint: /--name/i,
    pattern:
      /--name[ =]["']?[\w./-]{0,80}(?:pass(?:word|wd)?|secret|token|key)["']?[ \t](?:(?!--name)[^\n]){0,120}?--value[ =](?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"'-][^\s"']{2,300}))/giu,
  },
  { hint: /testsasl/i, pattern: /\btestsaslauthd\b(?:(?!testsasl)[^\n]){0,200}?[ \t]-p[ \t]{1,3}["']?([^\s"']{3,300})/giu },
];

/** Passwords in the options of a command. */
export function inOptions(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { hint, pattern } of OPTIONS) {
    if (hint && !hint.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[2] ?? match[3];
      const at = match.index + match[0].lastIndexOf(value);
      found.push({ from: at, to: at + value.length });
    }
  }
  return found;
}
