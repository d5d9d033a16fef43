import { isOwnWords } from '../../formats/log-line/own-words';
import { Sign } from '../../text/signs';

/** Both cases of every letter: a case-insensitive pattern costs twice as much on the lines of a log. */
const anyCase = (word: string): string => word.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`);

/** Where a command or a reply may begin: not in the middle of a log's own words (`(250`, `size=220`). */
export const OPENS = new RegExp(
  `(?:^|[^\\w(=.-]|[\\d[]m)(?:(?:${anyCase('EHLO')}|${anyCase('LHLO')})\\b|${anyCase('HELO')}\\b|${anyCase('MAIL')}[ \\t]+${anyCase('F')}|${anyCase('RCPT')}[ \\t]+${anyCase('T')}|2[25]0[ +\\])-]|354[ -]|[45]\\d\\d[ -]|${anyCase('AUTH')} |BDAT|NOOP\\b|RSET\\b|(?<=[>] )DATA[ \\t\\r]*$|${anyCase('STARTTLS')}|${anyCase('VRFY')} |${anyCase('EXPN')} |C: \\.[ \\t\\r]*$|DEBUG(?: SMTPS?)?: |Connected to |=== Trying |smtps?://)|Follow: t(?:cp|ls),|^peers:|\\b(?:45484c4f20|RUhMTy)`,
);

const SURE = new RegExp(
  `(?:\\b|[\\d[]m)(?:(?:${anyCase('EHLO')}|${anyCase('HELO')}|${anyCase('LHLO')})(?:[ \\t]+[^ \\t,;]|\\\\r)|${anyCase('MAIL')}[ \\t]+${anyCase('FROM')}:|${anyCase('RCPT')}[ \\t]+${anyCase('TO')}:|220[ -](?:(?!220[ -]).){0,160}?\\b[Ee]?${anyCase('SMTP')}|250[ -](?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|HELP|DSN)|354[ -]|${anyCase('AUTH')} (?:PLAIN|LOGIN|plain|login|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|SCRAM-)|BDAT \\d|${anyCase('STARTTLS')}|(?:${anyCase('VRFY')}|${anyCase('EXPN')}) \\S)|^\\W{0,8}(?:S: ?)?[245]\\d\\d[ -](?:[245]\\.\\d\\.\\d|${anyCase('OK')}\\b)|(?:SERVER -> CLIENT|\\] S): [2-5]\\d\\d[ -]|<[-=~<]{0,3} ?(?:[45]\\d\\d[ -][45]\\.\\d|250-[45]?)|\\bSMTP(?:<<|>>) |,[<>],"?[245]\\d\\d[ -](?:[245]\\.\\d|<)|report_protocol_(?:server|client): line=|^[45]\\d\\d-[A-Za-z<]|^<\\*\\* |Follow: t(?:cp|ls),|^peers:$|\\b(?:45484c4f20|RUhMTy)`,
);

/** What every line that `SURE` can match contains, in the forms that are found fastest. */
const DIGITS = /(?:^|[^\w(=.-]|[\d[]m)(?:2[0-5]\d[ +-]|354[ -]|[45]\d\d[ -])/;
const LETTERS =
  /[HhEe][Ll][Oo][ \t\\]|FROM:|[Ff]rom:|TO:|[Tt]o:|STARTTLS|AUTH [PLXOCDNGS]|BDAT|VRFY |EXPN |SMTP[<>]{2} |^<\*\* |Follow: t|^peers:|45484c4f|RUhMT/;

const SIGN = new Sign([
  ...['lo ', 'lo\\', 'om:', 'to:', 'rtt', 'th ', 'bda', 'fy ', 'pn ', 'p<<', 'p>>', '<**', 'w: ', 'rs:', '454', 'rut', 'uhm'],
]);

/** Whether a line has a word that only SMTP uses: if there is none nearby, nothing is tried. */
export const isSure = (line: string): boolean =>
  (DIGITS.test(line) || (SIGN.in(line) && LETTERS.test(line))) && SURE.test(line) && !isOwnWords(line);
