/** A stretch of a text that is a secret. Units, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * A name that people give to a secret, in code, configuration, a log or prose: the word itself decides, whatever is joined to it
 * (`MAIL_PASSWORD`, `smtp_sasl_password_maps`, `userPassword`).
 */
const KEY =
  /(?:pass(?:word|wort|wd|wrd|phrase|code)?|passwd|(?<![A-Za-z])(?:auth)?pw|pwd|psw|secret(?:[_ -]?(?:access[_ -]?)?key)?|token|api[_ -]?key|(?<![a-z-])x-[a-z-]{0,30}key|private[_ -]?key|(?:auth|account|access|master|shared|sas|primary)[_ -]?key|resumption psk|bindpw|bindcred\w{0,8}|cred(?:ential)?s?|kennwort|(?:mot de passe|mdp)|contrase(?:\u00f1|n)a|senha|wachtwoord|\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u53e3\u4ee4|\u30d1\u30b9\u30ef\u30fc\u30c9|\bP:(?=\S)|\b(?:PIN|OTP)\b(?: code)?|one-time code|verification code|\bresp(?==))/giu;

/** What may follow the word within the name: `_maps`, `Value`, a digit, the bracket or quote that closes it, a type. */
const REST =
  /(?:_?(?:maps?|hash|base64|b64|raw|value|string|file|eval|val|text|plain|clear|new|old)|s|\d{1,2})?(?:["'`\])]|:(?:protected|private)|\\")*/iuy;
/** What separates it from the value. */
const DIVIDES =
  /[ \t]{0,20}(?:(?::(?:String|str)\b)?[ \t]{0,4}(?:=>|:=|==|->|=|:|\uff1a|,|>|\()[ \t]{0,20}|[ \t]{1,20}(?:is|was|ist|est|lautet|es|to|\u662f)[: \t]{1,3}|[ \t]{1,20})(?:string\(\d{1,6}\)[ \t]{0,4}|static:|(?:new )?[A-Za-z.]{0,30}String\(|[fbrun@]{1,2}(?=["'])|hex:|(?:Basic|Bearer|Token)[ \t]{1,4})?/iy;
/** The value in quotes; without quotes, as much as can belong to it. */
const QUOTED = /"((?:[^"\\\n]|\\.){1,2000})"|'((?:[^'\\\n]|\\.){1,2000})'|`([^`\n]{1,2000})`|\u201c([^\u201d\n]{1,500})\u201d/y;
const BARE = /[^\s"'`<>|]{1,8192}/y;

/** Words that follow such a name in prose and in messages, and settings that are not secrets themselves. */
const WORD =
  /^(?:is|was|are|be|has|have|had|for|of|to|in|on|at|by|or|and|not|no|the|a|an|your|you|my|with|from|if|may|must|will|can|cannot|could|should|field|fields|change[ds]?|reset|file|files|prompt|hash|hint|protected|protection|required|missing|wrong|bad|invalid|incorrect|mismatch|expired|failed|failure|error|verification|verify|check|checking|authentication|auth|rejected|accepted|ok|correct|empty|unknown|string|text|char|varchar|bytes?|true|false|null|none|nil|undefined|yes|optional|encrypted|plain|normal|cleartext|type|policy|manager|store|database|db|maps?|expansion|lookup|attempts?|login|based|sent|given|used|set|function|return|len(?:gth)?|size|user(?:name)?|password|token|key|secret|response|hidden|redacted|masked|self|this|config|settings|options|env|input|value|params?|args?|request|data|info|smtp|mail|server|client|host|port|tls|ssl|starttls|login:|\d{1,3})[.,:;!?)]*$/i;

/** The name of a value, not the value: a variable, a call, a path, a template. */
const NAMED_VALUE =
  /^(?:\$[A-Za-z_({]|%\w+%$|@?\w{0,20}(?:process\.env|os\.environ|getenv|ENV\[|env\(|config\(|settings\.|self\.|this\.|argv)|<%|\{\{|\/(?:etc|var|run|usr|home|dev|proc)\/|(?:file|hash|lmdb|btree|proxy|pgsql|mysql|ldap|texthash|regexp|pcre|cdb|unix):|[A-Za-z_]\w{0,40}(?:\(\)|\[\w{0,20}\])?[;,)]*$(?<=\(\)[;,)]{0,3}|\][;,)]{0,3}))/;

/**
 * The values beside the name of a secret. A name before a colon or an equals sign is a setting; before a space it is one only if the line
 * contains nothing else, or if the value is in quotes or does not look like a word. Linear.
 */
export function settingsIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(KEY)) {
    const after = match.index + match[0].length;
    if (after < end || isResult(text, match.index, after)) continue;
    const value = match[0].endsWith(':') ? valueAt(text, after, match.index, '=') : follows(text, after, match.index);
    if (!value) continue;
    found.push(value);
    end = value.to;
  }
  return found;
}

/** `spf=pass smtp.mailfrom=…`: the word is a value, not the name of one. */
const isResult = (text: string, from: number, to: number): boolean =>
  text[from - 1] === '=' && text[to] === ' ' && /^pass$/i.test(text.slice(from, to));

function follows(text: string, after: number, key: number): Stretch | null {
  REST.lastIndex = after;
  const rest = REST.exec(text)?.[0].length ?? 0;
  DIVIDES.lastIndex = after + rest;
  const divides = DIVIDES.exec(text);
  if (!divides) return null;
  // An argument that follows a name in quotes; in `action=pass, reason=…` the word is a value itself.
  if (/^[ \t]*,/.test(divides[0]) && !/["'`]/.test(text[after + rest - 1])) return null;
  return valueAt(text, after + rest + divides[0].length, key, divides[0]);
}

function valueAt(text: string, at: number, key: number, divides: string): Stretch | null {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted) {
    const value = quoted[1] ?? quoted[2] ?? quoted[3] ?? quoted[4];
    return isValue(value, true) ? { from: at + 1, to: at + 1 + value.length } : null;
  }
  BARE.lastIndex = at;
  const bare = BARE.exec(text)?.[0];
  if (bare === undefined) return null;
  const value = trimmed(bare, text, at);
  if (value.length < 3 || !isValue(value, false)) return null;
  const to = at + value.length;
  if (/[=:,>(\uff1a]/.test(divides)) {
    // `(password, user)` and `Password:` before a sentence.
    if (/[,(]/.test(divides) && !mixed(value)) return null;
    if (/: /.test(divides) && /^[\w-]{2,40}=\S/.test(bare)) return null;
    return mixed(value) || /^[\s,;:})\]"'&<|\\]*(?:#.*)?$/.test(text.slice(to, to + 60)) || /^[,;&)}<"'\]]/.test(text.slice(to, to + 1))
      ? { from: at, to }
      : null;
  }
  const alone = text.slice(to, to + 40).trim() === '' && opens(text.slice(Math.max(0, key - 300), key));
  return mixed(value) || (alone && value.length > 5) ? { from: at, to } : null;
}

/** Whether a setting may begin here: at the beginning of the line, after surrounding punctuation, or after the user of the same entry. */
function opens(before: string): boolean {
  let end = before.length;
  while (end > 0 && /[\w-]/.test(before[end - 1])) end--;
  const head = before.slice(0, end).trimEnd();
  return head === '' || /[>:\]|"',{]$/.test(head) || /(?<!\S)(?:login|user|account|machine|username) \S+$/i.test(head);
}

/** A value without the punctuation around it. */
function trimmed(bare: string, text: string, at: number): string {
  let to = bare.length;
  const stop = bare.search(/[,;](?=[\w"']{1,40}[=:])|&(?=[\w-]{1,40}=)|[})\]]{1,4}[,;.]?$/);
  if (stop > 0) to = stop;
  while (to > 1 && /[,;]/.test(bare[to - 1])) to--;
  if (to > 1 && /[.)\]}]/.test(bare[to - 1]) && !/[([{]/.test(bare.slice(0, to)) && text.slice(at + to).trim().length < 3) to--;
  return bare.slice(0, to);
}

/** Not a word of a language: it has digits or symbols among its letters, or changes case inside. */
function mixed(value: string): boolean {
  const head = value.slice(0, 200);
  return (/[A-Za-z]/.test(head) && /\d/.test(head)) || /[^\w.,:;!?'"()/-]|[a-z][A-Z]/.test(head) || /^\d{4,10}$/.test(value);
}

const isValue = (value: string, quoted: boolean): boolean =>
  value.trim().length > 2 &&
  !WORD.test(value) &&
  !NAMED_VALUE.test(value) &&
  !/^[\s*.\u2022x_-]+$/i.test(value) &&
  !(quoted && /^(?:[\w-]{1,60}\.){2,}[\w-]{1,60}$/.test(value) && !/\d/.test(value));
