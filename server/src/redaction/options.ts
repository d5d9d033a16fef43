import type { Stretch } from './settings';

/**
 * `-u user:password`, `--auth-password X`, `-pass X`, `-ap "X Y"`, `-xp X`, `-w X`. `hint`: what a line must have for the pattern to be worth a
 * try.
 */
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
      /\b(?:echo|printf)[ \t]{1,4}(?:-\w{1,3}[ \t]{1,4})?(?:"([^"\n]{3,300})"|'([^'\n]{3,300})'|([^\s"'|]{3,300}))[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:saslpasswd2|docker secret create|(?:ch)?passwd\b|[\w./-]{1,40}[^|\n]{0,200}--?pass(?:word)?-(?:std)?in)/giu,
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
];

/** Programs, each with the option that is followed by a password. */
const PROGRAMS = [
  ['testsaslauthd|gsasl|sshpass|doveadm[ \\t]{1,4}pw', '-p[ \\t]{0,3}'],
  ['(?:im|smtp|pop3|siv|lmtp|nntp)test', '-w[ \\t]{0,3}'],
  ['mysql(?:dump|admin|check|import)?', '-p'],
  ['redis-cli', '-a[ \\t]{1,3}'],
  ['smbclient|rpcclient|smbmap', '-U[ \\t]{0,3}[\'"]?[^\\s%\'"]{1,100}%'],
  ['lftp|ncftp\\w{0,3}', '-u[ \\t]{0,3}[\'"]?[^\\s,\'"]{1,100},'],
  ['openssl[ \\t]{1,4}passwd', '(?:-\\w{1,8}[ \\t]{1,3}){1,3}'],
  ['saslpasswd2|chpasswd|passwd', '<<<[ \\t]{0,3}'],
];
const ANY_PROGRAM = new RegExp(`\\b(?:${PROGRAMS.map(([program]) => program).join('|')})\\b`);
const OF_PROGRAMS = PROGRAMS.map(([program, option]) => ({
  hint: undefined,
  pattern: new RegExp(
    `(?<![\\w.-])(?:${program})(?=[ \\t])[^\\n|;,]{0,200}?[ \\t]${option}(?:"([^"\\n]{3,300})"|'([^'\\n]{3,300})'|([^\\s"'-][^\\s"']{2,300}))`,
    'gu',
  ),
}));

/** Passwords in the options of a command. */
export function inOptions(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { hint, pattern } of ANY_PROGRAM.test(text) ? [...OPTIONS, ...OF_PROGRAMS] : OPTIONS) {
    if (hint && !hint.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[2] ?? match[3];
      const at = match.index + match[0].lastIndexOf(value);
      found.push({ from: at, to: at + value.length });
    }
  }
  return found;
}
