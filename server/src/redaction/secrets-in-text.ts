import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { isMasked } from '../syntax/masked';
import { passwordsIn } from './plain-message';
import { isStandIn, STAND_IN } from './secrets';
import { IDEOGRAPHS, isValue } from './settings';
import { spellings } from './spellings';

/**
 * A secret that one line of text reveals on its own, without a dialogue: in a URL, an option of a mail program, a setting, the arguments
 * in a stack trace, a provider's key, an AUTH command of a log. `login`, `plain`, `bearer` are values of AUTH.
 */
export interface TextSecret {
  readonly kind: 'url' | 'option' | 'setting' | 'trace' | 'key' | 'plain' | 'login' | 'bearer' | 'private-key';
  /** Columns of the line, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
  /** Forms in which the same secret may occur elsewhere. Never show them. */
  readonly known: readonly string[];
  /** It is about mail: only then may a rule report it. */
  readonly mail: boolean;
  /** It looks shortened or masked: a copy leaves it out nevertheless, but no rule reports it. */
  readonly doubtful: boolean;
}

interface Detector {
  readonly kind: TextSecret['kind'];
  /** Whether the line is worth examining: a literal or a short pattern. */
  readonly hint: RegExp;
  /** Its group `s` is the secret. Linear: no repetition inside a repetition. */
  readonly pattern: RegExp;
  readonly mail: RegExp | true | false;
}

const MAIL = /smtp|mailer|e?mail|swaks|sendmail|msmtp|postfix|exim/i;

/** The value of an option or a setting: in quotes, or up to a space. */
const VALUE = `(?:"(?<s1>[^"\\n]{1,300})"|'(?<s2>[^'\\n]{1,300})'|(?<s3>[^\\s"',;{}\\]]{1,300}))`;

const DETECTORS: readonly Detector[] = [
  {
    kind: 'url',
    hint: /:\/\/[^\s/]{0,400}@/,
    pattern: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'<>]{0,200}:(?<s>[^\s/@"'<>]{1,300})@/gi,
    mail: /\b(?:smtps?|submissions?|lmtps?|[a-z]+\+smtps?|smtps?\+[a-z]+):\/\/|mail/i,
  },
  {
    kind: 'option',
    hint: /(?:^|\s)-{1,2}(?:auth|ap\b|a-?p|xp\b|pass|smtp|mail|p\b)/i,
    pattern: new RegExp(
      `(?:^|\\s)(?:--?(?:auth-?pass(?:word)?|ap|smtp-?pass(?:word|wd)?|mail-?pass(?:word|wd)?)|--pass(?:word|wd)?)(?:=|[ \\t]{1,4})${VALUE}`,
      'gi',
    ),
    mail: /swaks|smtp|mail|(?:^|\s)--?(?:auth-?pass|ap[= ])/i,
  },
  { kind: 'option', hint: /sendemail/i, pattern: new RegExp(`(?:^|\\s)-xp[ \\t]{1,4}${VALUE}`, 'gi'), mail: true },
  {
    kind: 'option',
    hint: /\bcurl\b/,
    pattern: /(?:^|\s)(?:-u|--user)(?:=|[ \t]{0,4})["']?[^\s:"']{1,200}:(?<s>[^\s"']{1,300})/gi,
    mail: /smtps?:/i,
  },
  {
    kind: 'setting',
    hint: /pass|pwd|secret|token|api_?key/i,
    pattern: new RegExp(
      `(?<![a-z_.-])(?=[a-z_.-]{0,60}(?:smtp|mail|ses|sasl|relay))(?:[a-z_.-]{0,80}(?:pass(?:word|wd)?|pwd|secret|token|api_?key))["']?[ \\t]{0,4}(?:=>?|:)[ \\t]{0,4}${VALUE}`,
      'gi',
    ),
    mail: true,
  },
  {
    kind: 'setting',
    hint: /pass|pwd/i,
    pattern: new RegExp(
      `(?<![\\w-])(?!PWD=[/~])["']?(?:pass(?:word|wd|phrase)?|pwd)(?:["'][ \\t]{0,4}(?:=>?|:)[ \\t]{0,4}|=)${VALUE}`,
      'gi',
    ),
    mail: MAIL,
  },
  {
    kind: 'setting',
    hint: /pass|pwd/i,
    pattern: /(?<![\w-])(?:pass(?:word|wd|phrase)?|pwd):[ \t]{1,4}(?:"(?<s1>[^"\n]{1,300})"|'(?<s2>[^'\n]{1,300})')/gi,
    mail: MAIL,
  },
  {
    kind: 'setting',
    hint: /pass|pwd/i,
    pattern: /^[ \t]{0,40}(?:- )?(?:pass(?:word|wd|phrase)?|pwd)[ \t]{0,4}[:=][ \t]{1,4}(?<s>[^\s"'#]{1,300})[ \t]{0,8}$/gi,
    mail: MAIL,
  },
  { kind: 'setting', hint: /^\[/, pattern: /^\[[\w.-]{1,255}\](?::\d{2,5})?[ \t]{1,8}[^\s:]{1,255}:(?<s>\S{1,300})$/g, mail: true },
  {
    kind: 'trace',
    hint: /\(/,
    pattern:
      /(?:authenticat\w{0,10}|(?:smtp|plain|cram|xoauth2?)_?auth\w{0,10}|isAuthenticated|\blogin|auth_?login)\((?:[^'"()]|\([^'"()]{0,60}\)){0,60}(?:'[^']{0,200}'|"[^"]{0,200}"),\s{0,3}(?:'(?<s1>[^']{1,300})'|"(?<s2>[^"]{1,300})")/gi,
    mail: /swift|smtp|mail|authenticat|isAuthenticated|login\(\s?['"][^'"@\s]{1,64}@/i,
  },
  { kind: 'trace', hint: /setpassword\(/i, pattern: /\bsetPassword\((?:'(?<s1>[^']{1,300})'|"(?<s2>[^"]{1,300})")/gi, mail: MAIL },
  {
    kind: 'bearer',
    hint: /bearer/i,
    pattern: /\bBearer[ \t]+(?<s>[A-Za-z0-9._~+/-]{8,8192}=*)/gi,
    mail: /auth=Bearer|oauth|smtp|mail/i,
  },
  {
    kind: 'key',
    hint: /SG\.|key-|xkeysib-|re_|ya29\.|eyJ|AKIA|GOCSPX|xox|ghp_/,
    pattern:
      /(?<![\w.-])(?:SG\.|key-|xkeysib-|xsmtpsib-|re_|ya29\.|GOCSPX-|xox[bp]-|ghp_|(?=eyJ[\w-]{8,2000}\.eyJ)eyJ)(?<s>[\w-]{16,4000}(?:\.[\w-]{10,4000}){0,2})(?![\w-])/g,
    mail: /SG\.|key-|sib-/,
  },
  {
    kind: 'key',
    hint: /CLIENT_RANDOM|_SECRET/,
    pattern:
      /\b(?:CLIENT_RANDOM|(?:CLIENT|SERVER)_(?:HANDSHAKE_)?TRAFFIC_SECRET(?:_0)?|EXPORTER_SECRET) [0-9a-f]{64} (?<s>[0-9a-f]{64,128})\b/g,
    mail: false,
  },
  {
    kind: 'setting',
    hint: /token|code=|key=|sig/i,
    pattern: /[?&](?:access_|reset_?|auth_?|verif\w{0,8}_?)?(?:token|code|key|sig(?:nature)?|secret)=(?<s>[\w.~%+/-]{12,2000})/gi,
    mail: false,
  },
];

/** The secrets of a line read on its own, left to right, without overlaps. Linear in the line's length. */
export function secretsInText(line: string): TextSecret[] {
  const found: TextSecret[] = [];
  for (const { kind, hint, pattern, mail } of DETECTORS) {
    if (!hint.test(line)) continue;
    for (const match of line.matchAll(pattern)) {
      const groups = match.groups ?? {};
      const secret = groups.s ?? groups.s1 ?? groups.s2 ?? groups.s3;
      if (
        secret === undefined ||
        isStandIn(secret) ||
        isVariable(secret) ||
        (kind === 'setting' ? !isValue(secret, true) : IDEOGRAPHS.test(secret))
      )
        continue;
      const at = match[0].lastIndexOf(secret) + match.index;
      found.push({
        kind,
        from: at,
        to: at + secret.length,
        standIn: STAND_IN,
        known: spellings(secret),
        mail: typeof mail === 'boolean' ? mail : mail.test(line),
        doubtful: isMasked(secret),
      });
    }
  }
  authOf(line, found);
  return withoutOverlaps(found);
}

const isVariable = (text: string): boolean =>
  /^[\W_]*$|^\$[A-Za-z_({]|^%\w+%$|^process\.env|^os\.environ|^getenv|^config\(|^env\(|^<%|^(?:true|false|null|none|required|optional|string|file:.*|\*+)$/i.test(
    text,
  );

/** AUTH with its value, and values that only PLAIN and OAuth have, wherever they are: a log, a mail, a line that was read as something else. */
function authOf(line: string, found: TextSecret[]): void {
  const auth =
    /\bAUTH[ \t]+(PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-[\w-]{1,20}|NTLM|GSSAPI)[ \t]+([A-Za-z0-9+/]{6,}={0,2})(?![\w@])/i.exec(
      line,
    );
  if (auth && /^(?:PLAIN|XOAUTH2|OAUTHBEARER)$/i.test(auth[1])) {
    const value = auth[2];
    const decoded = decodeBase64Text(value);
    const base64 = decoded !== null || /[+/=\d]/.test(value);
    if (base64 && !/REDACTED|\/\* secret|\*{3,}/.test(decoded ?? '') && !(decoded === null && isMasked(value))) {
      const from = auth.index + auth[0].length - value.length;
      found.push({
        kind: 'plain',
        from,
        to: from + value.length,
        standIn: standInOf(decoded),
        known: knownOf(decoded, value),
        mail: true,
        doubtful: false,
      });
    }
  }
  for (const match of line.matchAll(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{8,8192}={0,2}(?![A-Za-z0-9+/=])/g)) {
    const value = match[0];
    const decoded = mayHoldNul(value) ? decodeBase64Text(value) : null;
    if (decoded === null || !(/^[^\0]{0,255}\0[^\0]{1,255}\0[^\0]{1,255}$/.test(decoded) || /\u0001auth=Bearer /i.test(decoded))) continue;
    if (isStandIn(decoded.slice(decoded.lastIndexOf('\0') + 1)) || /Bearer REDACTED/.test(decoded)) continue;
    found.push({
      kind: 'plain',
      from: match.index,
      to: match.index + value.length,
      standIn: standInOf(decoded),
      known: knownOf(decoded, value),
      mail: true,
      doubtful: false,
    });
  }
}

/** Whether Base64 can be that of PLAIN or XOAUTH2, which contain NUL or Ctrl-A: decoding every long word of a log would take too long. */
function mayHoldNul(value: string): boolean {
  if (value.length % 4 !== 0 || !/[A-Z]/.test(value) || !/[a-z0-9]/.test(value)) return false;
  const octets = atob(value);
  return octets.includes('\0') || octets.includes('\u0001');
}

function standInOf(decoded: string | null): string {
  if (decoded !== null && /auth=Bearer /i.test(decoded)) return encodeBase64(decoded.replace(/(auth=Bearer )[^\u0001]+/i, `$1${STAND_IN}`));
  const fields = decoded?.split('\0') ?? [];
  return encodeBase64(fields.length === 3 ? `${fields[0]}\0${fields[1]}\0${STAND_IN}` : `\0\0${STAND_IN}`);
}

function knownOf(decoded: string | null, value: string): string[] {
  const token = decoded === null ? undefined : /auth=Bearer ([^\u0001]+)/i.exec(decoded)?.[1];
  return [value, ...(token ? spellings(token) : passwordsIn(decoded ?? '').flatMap(spellings))];
}

/** If detections overlap, the longer one is kept. */
function withoutOverlaps(found: TextSecret[]): TextSecret[] {
  if (found.length < 2) return found;
  const kept: TextSecret[] = [];
  for (const one of found.sort((a, b) => b.to - b.from - (a.to - a.from)))
    if (kept.every((other) => one.to <= other.from || one.from >= other.to)) kept.push(one);
  return kept.sort((a, b) => a.from - b.from);
}
