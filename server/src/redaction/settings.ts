/** A stretch of a text that is a secret. Units, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const PASSWORDS = 'pass(?:word|wort|wd|wrd|phrase|code)?|passwd|pwd|psw|(?<![A-Za-z])(?:auth)?pw';
const KEYS = String.raw`secret(?:[_ -]?(?:access[_ -]?)?key)?|token|api[_ -]?key|(?<![a-z-])x-[a-z-]{0,12}key|private[_ -]?key|(?:auth|account|access|master|shared|sas|primary)[_ -]?key|resumption psk|bindpw|bindcred\w{0,8}|cred(?:ential)?s?`;
/** What a password is called in other languages. */
const ELSEWHERE = [
  'kennwort',
  '(?:mot de passe|mdp)',
  String.raw`contrase(?:\u00f1|n)a`,
  'senha',
  'wachtwoord',
  String.raw`l(?:\u00f6|o)senord`,
  'passord',
  'adgangskode',
  'salasana',
  'heslo',
  String.raw`has(?:\u0142|l)o`,
  String.raw`jelsz(?:\u00f3|o)`,
  String.raw`\u015fifre`,
  'parola',
  'lozinka',
  String.raw`m\u1ead?t kh\u1ea9u`,
  String.raw`\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2`,
  String.raw`\u043f\u0430\u0440\u043e\u043b\u044c`,
  String.raw`\u5bc6\u7801`,
  String.raw`\u5bc6\u78bc`,
  String.raw`\u53e3\u4ee4`,
  String.raw`\u6388\u6743\u7801`,
  String.raw`\u30d1\u30b9\u30ef\u30fc\u30c9`,
  String.raw`\ube44\ubc00\ubc88\ud638`,
  String.raw`\u0643\u0644\u0645\u0629 \u0627\u0644(?:\u0645\u0631\u0648\u0631|\u0633\u0631)`,
  String.raw`\u05e1\u05d9\u05e1\u05de\u05d4`,
  'kata sandi',
  String.raw`\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19`,
  String.raw`\u0631\u0645\u0632 \u0639\u0628\u0648\u0631`,
];
const CODES = String.raw`\bP:(?=\S)|\b(?:PIN|OTP)\b(?: code)?|one-time code|verification code|\bresp(?==)`;
/**
 * A name that people give to a secret, in code, configuration, a log or prose: the word itself decides, whatever is joined to it
 * (`MAIL_PASSWORD`, `smtp_sasl_password_maps`, `userPassword`).
 */
const KEY = new RegExp(`(?:${[PASSWORDS, KEYS, ...ELSEWHERE, CODES].join('|')})`, 'giu');

/** What may follow the word within the name: `_maps`, `Value`, a digit, the bracket or quote that closes it, a type. */
const REST =
  /(?:_?(?:maps?|hash|base64|b64|raw|value|string|file|eval|val|text|plain|clear|new|old)|s|\d{1,2})?(?: \((?:hex|base64|b64|plain|encoded|decoded)\))?(?:["'`\])]|:(?:protected|private)|\\")*/iuy;
/** What separates it from the value. */
const DIVIDES =
  /[ \t]{0,20}(?:(?::? ?(?:String|str|string|securestring)\b)?[ \t]{0,4}(?:=>|:=|==|->|=|::(?=[ \t])|:|\uff1a|,|>|\()[ \t]{0,20}|[ \t]{1,20}(?:is|was|ist|est|lautet|es|to|\u662f)[: \t]{1,3}|[ \t]{1,20})(?:string\(\d{1,6}\)[ \t]{0,4}|static:|(?:new )?[A-Za-z.]{0,30}String\(|[A-Z][\w.:]{0,40}\((?=["'])|<<(?=")|ConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?(?=["'])|[fbrun@$]{1,2}(?=["'])|hex:|(?:Basic|Bearer|Token)[ \t]{1,4})?/iy;
/**
 * A unit of a value without quotes: `<` belongs to it unless a tag begins there; `>`, a bar and a backtick unless a space, a quote or the
 * end of the text follows.
 */
export const UNIT = String.raw`(?:[^\s"'\`<>|]|<(?![/!?A-Za-z])|<(?=[A-Za-z][\w:-]{0,30}(?![\w:>/ -]))|[>|\`](?=[^\s"'\`<>|,;)\]}]))`;

/** The value in quotes; without quotes, as much as can belong to it. */
const QUOTED =
  /"""([^\n]{1,1000}?)"""|"((?:[^"\\\n]|\\.){1,2000})"|'((?:[^'\\\n]|\\.){1,2000})'|`([^`\n]{1,2000})`|\u201c([^\u201d\n]{1,500})\u201d/y;
const BARE = new RegExp(`${UNIT}{1,8192}`, 'y');

/** Words that follow such a name in prose and in messages, and settings that are not secrets themselves. */
const WORD =
  /^(?:is|was|are|be|has|have|had|for|of|to|in|on|at|by|or|and|not|no|the|a|an|your|you|my|with|from|if|may|must|will|can|cannot|could|should|field|fields|change[ds]?|reset|file|files|prompt|hash|hint|protected|protection|required|missing|wrong|bad|invalid|incorrect|mismatch|expired|failed|failure|error|verification|verify|check|checking|authentication|auth|rejected|accepted|ok|correct|empty|unknown|string|text|char|varchar|bytes?|true|false|null|none|nil|undefined|yes|optional|encrypted|plain|normal|cleartext|type|policy|manager|store|database|db|maps?|expansion|lookup|attempts?|login|based|sent|given|used|set|function|return|len(?:gth)?|size|user(?:name)?|password|token|key|secret|response|hidden|redacted|masked|self|this|config|settings|options|env|input|value|params?|args?|request|data|info|smtp|mail|server|client|host|port|tls|ssl|starttls|login:|und|oder|nicht|falsch|ung(?:\u00fc|ue)ltig|abgelaufen|fehlt|gesperrt|zur(?:\u00fc|ue)cksetzen|(?:\u00e4|ae)ndern|incorrect[eoa]|inv(?:\u00e1|a)lid[eoa]|expir(?:\u00e9e?|ad[oa])|erron(?:\u00e9|e)e?|\u043d\u0435\S{0,14}|\u9519\u8bef|\u65e0\u6548|\d{1,3}|base-?64|x?oauth2?|sha-?\d{1,3}|b?crypt|(?:cram-)?md5|ntlm|utf-?8|fail2ban)[.,:;!?)`\u3002\uff0c\uff1b\uff1a]*$/i;

/** Chinese, Japanese and Korean words: they describe a value, nobody types them into a field that hides what is typed. */
export const IDEOGRAPHS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}/;

/** The name of a value, not the value: a variable, a call, a path, a template. */
const NAMED_VALUE =
  /^(?:\$[A-Za-z_({]|%\w+%$|@?\w{0,20}(?:process\.env|os\.environ|getenv|ENV\[|env\(|config\(|settings\.|self\.|this\.|argv)|<%|\{\{|\/(?:etc|var|run|usr|home|dev|proc)\/|(?:file|hash|lmdb|btree|proxy|pgsql|mysql|ldap|texthash|regexp|pcre|cdb|unix):|[A-Za-z_]\w{0,40}(?:\(\)|\[\w{0,20}\])?[;,)]*$(?<=\(\)[;,)]{0,3}|\][;,)]{0,3}))/;

/** What stands for a value (`your_password_here`), the name of a variable of the environment, a prompt, a call with a placeholder. */
const NO_VALUE =
  /^[<[]?(?:your|my|the|some|an?)[ _-](?:[a-z]{1,20}[ _-]){0,3}[a-z]{1,20}[>\]]?$|^[A-Z][A-Z0-9_]{0,100}_(?:PASS(?:WORD|WD)?|PWD|SECRET|TOKEN|KEY)$|: ?$|\(\?\)?$|^[[({]\d{1,4}$/;

/**
 * The values beside the name of a secret. A name before a colon or an equals sign is a setting; before a space it is one only if the line
 * contains nothing else, or if the value is in quotes or does not look like a word. Linear.
 */
export function settingsIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(KEY)) {
    const after = match.index + match[0].length;
    // The working directory of a shell.
    if (match[0] === 'PWD' && /^=[/~]/.test(text.slice(after, after + 2)) && !/[\w-]/.test(text[match.index - 1] ?? '')) continue;
    if (after < end || isResult(text, match.index, after)) continue;
    const value = match[0].endsWith(':') ? valueAt(text, after, match.index, '=') : follows(text, after, match.index);
    if (!value) continue;
    found.push(value);
    end = value.to;
  }
  return found;
}

/** `spf=pass smtp.mailfrom=…`, `?p=BadCredentials …`: the word is a value, or the end of one, not the name of one. */
const isResult = (text: string, from: number, to: number): boolean =>
  text[to] === ' ' &&
  text[beginOf(text, from) - 1] === '=' &&
  !text.slice(from, to).includes(' ') &&
  !/^ {1,4}(?:is|was|[=:])/.test(text.slice(to, to + 8));

function follows(text: string, after: number, key: number): Stretch | null {
  REST.lastIndex = after;
  const rest = REST.exec(text)?.[0].length ?? 0;
  DIVIDES.lastIndex = after + rest;
  const divides = DIVIDES.exec(text);
  if (!divides) return null;
  // A command that prints it, unless the command has it.
  if (/^_?eval/i.test(text.slice(after, after + 5)) && !/^["']?(?:echo|printf)\b/.test(text.slice(after + rest + divides[0].length)))
    return null;
  // An argument that follows a name in quotes; in `action=pass, reason=…` the word is a value itself.
  // The first argument of `Credential(…)` is the user.
  if (/^\(/.test(divides[0]) && /^cred/i.test(text.slice(key, key + 4))) return null;
  // But `{password,"x"}` of Erlang.
  const tuple = text[beginOf(text, key) - 1] === '{' && /["<]/.test(text[after + rest + divides[0].length] ?? '');
  // And `CURLOPT_PASSWORD, "x"`: the name of an option, as a constant.
  const constant =
    /["'b]/.test(text[after + rest + divides[0].length] ?? '') && /^[A-Z][A-Z\d]*_[A-Z_\d]*$/.test(text.slice(beginOf(text, key), after));
  if (/^[ \t]*,/.test(divides[0]) && !tuple && !constant && !/["'`]/.test(text[after + rest - 1])) return null;
  return valueAt(text, after + rest + divides[0].length, key, divides[0]);
}

/** Where the name begins whose word is at `key`. */
function beginOf(text: string, key: number): number {
  let at = key;
  while (at > 0 && key - at < 80 && /[\w.-]/.test(text[at - 1])) at--;
  return at;
}

function valueAt(text: string, at: number, key: number, divides: string): Stretch | null {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted) {
    const value = quoted[1] ?? quoted[2] ?? quoted[3] ?? quoted[4] ?? quoted[5];
    const from = at + (quoted[1] === undefined ? 1 : 3);
    return isValue(value, true) ? { from, to: from + value.length } : null;
  }
  // What looked like the prefix of a literal (`n"…"`) begins the value.
  if (/["']/.test(text[at] ?? '') && /[a-z]/.test(text[at - 1]) && /[\s=:]/.test(text[at - 2] ?? ''))
    return phrase(text, at - 1, key, divides);
  // The quote closes what the name was quoted in.
  if (/[\u201d\u2019\u00bb\u300d\uff09]/.test(text[at] ?? '')) return null;
  BARE.lastIndex = at;
  const whole = BARE.exec(text)?.[0];
  if (whole === undefined) return null;
  const bare = untilField(whole, text, at);
  // `value="…"`, `Some("…")`: what stands before a quote is a name.
  if (/[=(]\\{0,3}$/.test(bare) && /["'`]/.test(text[at + bare.length] ?? '')) return null;
  const value = trimmed(bare, text, at);
  const several = phrase(text, at, key, divides);
  if (several) return several;
  if (!isValue(value, false)) return null;
  if (IDEOGRAPHS.test(value) && !/[=:\uff1a]/.test(divides)) return null;
  const to = at + value.length;
  if (/[=:,>(\uff1a]/.test(divides)) {
    // Another setting follows.
    if (
      text[key + 1] !== ':' &&
      /^[ \t]{1,4}[A-Za-z][\w.-]{0,30}[:=]/.test(text.slice(to, to + 40)) &&
      value.length > 5 &&
      !/: /.test(divides)
    )
      return { from: at, to };
    // `(password, user)` and `Password:` before a sentence.
    if (/[,(]/.test(divides) && !mixed(value)) return null;
    // A variable that a shell sets for one command.
    if (divides === '=' && /^[A-Z_\d]{4,60}$/.test(text.slice(beginOf(text, key), at - 1)) && /^ [a-z]/.test(text.slice(to, to + 2)))
      return { from: at, to };
    if (/: /.test(divides) && /^[\w-]{2,40}=[^\s=]/.test(bare)) return null;
    return mixed(value) || /^[\s,;:})\]"'&<|\\]*(?:#.*)?$/.test(text.slice(to, to + 60)) || /^[,;&)}<"'\]]/.test(text.slice(to, to + 1))
      ? { from: at, to }
      : null;
  }
  const alone = text.slice(to, to + 40).trim() === '' && opens(text.slice(Math.max(0, key - 300), key));
  return mixed(value) || (alone && value.length > 5) ? { from: at, to } : null;
}

/** A bare value ends where the tag ends that it is in, and at a bar or a backtick if its line has more of them. */
function untilField(bare: string, text: string, at: number): string {
  let value = bare;
  const close = value.indexOf('>');
  if (close >= 0 && text.lastIndexOf('<', at) > text.lastIndexOf('>', at - 1)) value = value.slice(0, close);
  for (const mark of '|`') {
    const first = value.indexOf(mark);
    if (first >= 0 && (text.slice(0, at).includes(mark) || text.includes(mark, at + value.length))) value = value.slice(0, first);
  }
  return value;
}

const LONGEST_PHRASE = 80;
const ASKS =
  /^[\s>?*]*(?:(?:please )?(?:enter|type)|your|new|temporary|initial|e?-?mail|smtp|imap)(?: (?:your|the|new|smtp|mail|account))* $/i;
const SENTENCE = /[.!?](?:\s|$)|[:=>(]/;

/** Several words up to the end of the line or of the element, if the line begins with the name: a sentence has words that a password has not. */
function phrase(text: string, at: number, key: number, divides: string): Stretch | null {
  if (!/[=:>\uff1a]/.test(divides)) return null;
  const rest = text.slice(at, at + LONGEST_PHRASE + 1);
  const stop = rest.search(/[<\n]|[ \t]#/);
  if (/>[ \t]*$/.test(divides) && rest[stop] !== '<' && !/[=-]>/.test(divides)) return null;
  const value = (stop < 0 ? rest : rest.slice(0, stop)).trimEnd();
  if (/^(?:echo|printf) /.test(value)) return null;
  const words = value.split(/[ \t]+/);
  const before = text.slice(Math.max(0, key - 300), beginOf(text, key));
  // A quote inside the value of a line that has nothing else belongs to it.
  if (
    words.length === 1 &&
    /^[\s>]*$/.test(before) &&
    /^[^"'`(<{[]{1,60}["'`]/.test(value) &&
    /[^"'`,;)}\]]$/.test(value) &&
    !/=["'`]/.test(value)
  )
    return { from: at, to: at + value.length };
  if (words.length < 2 || words.length > 7 || value.length > LONGEST_PHRASE || SENTENCE.test(value) || /["'`|,;&[{]/.test(value))
    return null;
  if (!opens(text.slice(Math.max(0, key - 300), key)) && !/>$/.test(divides) && !ASKS.test(before)) return null;
  return words.every((word) => !WORD.test(word) || /^\d{1,3}$/.test(word)) && isValue(value, true)
    ? { from: at, to: at + value.length }
    : null;
}

/** Whether a setting may begin here: at the beginning of the line, after surrounding punctuation, or after the user of the same entry. */
function opens(before: string): boolean {
  let end = before.length;
  while (end > 0 && /[\w.-]/.test(before[end - 1])) end--;
  const head = before.slice(0, end).trimEnd();
  return (
    head === '' ||
    /[>:[\]|"',{]$/.test(head) ||
    /(?<!\S)(?:(?:login|user|account|machine|username) \S+|set(?: -\w{1,3})?|setx|export|config(?: --\w{1,10})?|env)$/i.test(head)
  );
}

/** A value without the punctuation around it. */
function trimmed(bare: string, text: string, at: number): string {
  let to = bare.length;
  const stop = bare.search(/[,;](?=[\w"']{1,40}[=:])|&(?=[\w-]{1,40}=)|[})\]]{1,4}[,;.]?$/);
  if (stop > 0) to = stop;
  while (to > 1 && /[,;]/.test(bare[to - 1])) to--;
  // The end of a sentence, after a code of digits.
  if (/^\d{4,10}[.!?]$/.test(bare.slice(0, to))) to--;
  if (to > 1 && /[.)\]}]/.test(bare[to - 1]) && !/[([{]/.test(bare.slice(0, to)) && text.slice(at + to).trim().length < 3) to--;
  return bare.slice(0, to);
}

/** Not a word of a language: it has digits or symbols among its letters, or changes case inside. */
function mixed(value: string): boolean {
  const head = value.slice(0, 200);
  return (/[A-Za-z]/.test(head) && /\d/.test(head)) || /[^\w.,:;!?'"()/-]|[a-z][A-Z]/.test(head) || /^\d{4,10}$/.test(value);
}

/** Whether a text beside the name of a secret can be its value: not a word of a message, nor the name of a value. */
export const isValue = (value: string, quoted: boolean): boolean =>
  value.trim().length > 2 &&
  !WORD.test(value) &&
  !NAMED_VALUE.test(value) &&
  !NO_VALUE.test(value) &&
  !/^[\s*.\u2022x_-]+$/i.test(value) &&
  !(quoted && /^(?:[\w-]{1,60}\.){2,}[\w-]{1,60}$/.test(value) && !/\d/.test(value));
