import { Sign } from '../text/signs';
import { isPrintedHex, mayBeMessage, mayBePrinted, messagesIn, wrappedIn } from './tokens';

/**
 * What a line must contain for a reader of secrets to find anything, besides escapes and long words (see `mayHoldSecret`). Each
 * alternative is as narrow as possible: `connect` alone is in half the lines of a Postfix log, a call of it in none. First those whose
 * pieces (`MARKS`) are in many lines.
 */
const BY_MARKS = [
  String.raw`(?<![A-Za-z])(?:auth)?pw(?<!\.pw(?=[>,\])\s;[]|$))|\bP:\S|(?:^|[^\w.-])334(?:[^\w.:]|$)`,
  // Options and entries of password files.
  String.raw`(?:^|\s)--?[uwxapsml]|(?:[A-Za-z_.+@=-]:|\d:(?!\d))(?!\/\/)[^\s:"'<>](?:[^\s"'<>]|>(?=[^\s"'<>])){2,200}["']?[ \t]{0,8}(?:$|["'<])`,
  // URLs, and some tokens.
  String.raw`\/\/[^\s/:@"'<>]{0,200}:[^\s"'<>@]{1,300}@|1\/\/[\w-]{16}`,
  String.raw`(?:reset|invit|confirm|verif|activat|magic|unsub|opt-?out)[\w-]{0,60}[\/?]|\t`,
];
const BY_WORDS = [
  'pass|bindpw|pwd|psw|secret|token|key|psk|cred|mdp|mot de|contrase|senha|wacht|kennwort',
  // Only what is ASCII: a line with more is always read.
  'losenord|adgangsk|salasana|heslo|haslo|jelsz|parola|lozinka|kata sandi',
  String.raw`\b(?:PIN|OTP)\b|(?:time|ion) code|resp=|[?&]\w{0,12}(?:code|sig(?:nature)?)=`,
  // Calls, commands and challenges of a dialogue.
  String.raw`(?:auth|log(?:in|on)|sign_?in)\S{0,64}\(|connect(?:(?:::|\.|->)\w{1,40})?\(`,
  String.raw`\.auth(?:enticate|_login|_plain)?[ \t]|sql_servers|newdialer|transport\.send\(`,
  String.raw`(?:AUTH|X-EXPS|LOGIN)[ \t]|authori|-auth|bearer|cookie|client_send|urlauth=`,
  String.raw`base64|(?<![0-9A-F]{4})b64|btoa\(|openssl enc|mimencode`,
  // Tokens and keys.
  String.raw`\$\w{1,8}\$|\{\w{3,14}(?:\.\w{2,4})?\}`,
  String.raw`(?:^|["'>]|: )[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}(?:$|["'<])|\bhex|BEGIN |eyJ|A[KS]IA[0-9A-Z]{16}|SG\.|sib-|re_|ya29|GOCSPX|AIza`,
  String.raw`["'], ?["'][^"'\n]{6,200}["'] ?[)\]]|smtp\S{0,40}\(["']|@[\w.-]{3,255} \/ \S{6}|,p=|\^@`,
  String.raw`\/(?:hooks?|services|login|auth|session|accept)[\/?]|\/u\?|\/bot\d|X-Amz`,
  'gh[opsur]_|github_pat|glpat|xox|_(?:live|test)_|8Q~|_SECRET|CLIENT_RANDOM',
];
export const WORTH = new RegExp([...BY_MARKS, ...BY_WORDS].join('|'), 'i');
/** What `WORTH` and `ESCAPES` can match in a line without any of `WORDS`: a few alternatives are tried in a third of the time. */
export const MARKED = new RegExp([...BY_MARKS, String.raw`<[abip]\/`].join('|'), 'i');

/** What shows that a line reads differently without an escaping (views.ts). */
export const ESCAPES =
  /\\|&(?:[a-z]{2,6};|#)|<\/?(?:a|b|i|p|br|hr|em|tt|li|td|tr|th|code|span|strong|font|pre|div|wbr)[ />]|\u001b\[|=3D|=0[AD]|=[C-F][0-9A-F]=[89AB][0-9A-F]|%[0-9A-Fa-f]{2}/i;

const SPECIAL = [...' "\'(<>,;:=-/\\.&?$@[]{*+~%\u0001'];
const NAMES = [...'abcdefghijklmnopqrstuvwxyz0123456789_.+@=-'];
const HEX = [...'0123456789abcdef'];

/** Pieces of the alternatives of `BY_MARKS`. */
const MARKS = new Sign([
  ...SPECIAL.flatMap((mark) => [`${mark}p:`, `${mark}pw`]),
  ...['0pw', '5pw', '_pw', '//', '334'],
  ...NAMES.flatMap((mark) =>
    [...NAMES, ...'(/\\&$?,{[*])%\u0001'].filter((next) => !/\d/.test(mark) || !/\d/.test(next)).map((next) => `${mark}:${next}`),
  ).filter((piece) => !/^[ps]:\/$/.test(piece)),
]);
/** A piece of each alternative of `BY_WORDS` and of `ESCAPES`. */
export const WORDS = new Sign([
  ...['pas', 'pwd', 'psw', 'sec', 'tok', 'key', 'psk', 'cre', 'mdp', 't d', 'ras', 'nha', 'wac', 'nwo', 'pin', 'otp', 'cod', 'sp='],
  ...['hpw', 'dpw', '?', '&', 'aut', 'ogi', 'ogo', 'n_i', 'gni', 'ct(', 't::', 'ct.', 't->', 'x-e', 'bea', 'coo', 'nt_'],
  ...['b64', 'e64', 'oa(', 'nss', 'mim', ' -u', ' -w', ' -x', ' -a', ' -p', ' -s', ' -m', ' -l', ' --'],
  ...['$', '{', 'hex', 'beg', 'eyj', 'aki', 'asi', 'sg.', 'ib-', 're_', 'a29', 'ocs', 'aiz', 'ho_', 'hp_', 'hs_', 'hu_', 'hr_'],
  ...[
    "',",
    "','",
    '",',
    ' / ',
    ',p=',
    '^@',
    '/re',
    '/pa',
    '/in',
    '/co',
    '/ve',
    '/ac',
    '/ma',
    '/un',
    '/op',
    '/to',
    '/ho',
    '/se',
    '/lo',
    '/au',
    '/u?',
    '/bo',
  ],
  ...['ql_', 'ewd', 't.s', 'eno', 'hes', 'asa', 'aro', 'rol', 'gsk', 'zin', 'els', 'asl', 'x-a', "('", '("', 'ndi'],
  ...['b_p', 'glp', 'xox', '_li', '_te', '8q~', '_se'],
  ...['\\', '</', '<a ', '<a>', '<b ', '<b>', '<br', '<i>', '<i ', '<p>', '<p ', '<hr', '<em', '<tt', '<li', '<td', '<tr', '<th'],
  ...['<co', '<sp', '<st', '<fo', '<pr', '<di', '<wb', '\u001b[', '%', '=3d', '=0a', '=0d'],
  ...HEX.flatMap((digit) => ['8', '9', 'a', 'b'].map((next) => `${digit}=${next}`)),
]);

const A = 65;
const DIGITS = 1;
const UPPER = 2;
const LOWER = 4;
/** In the alphabet of Base64, in any variant. */
const MARK = 8;
/** An upper-case letter after F: a word without one is a hexadecimal number, as queue ids are. */
const NO_DIGIT = 16;

const kinds = new Uint8Array(128);
for (let n = 0; n < 26; n++) {
  kinds[A + n] = n < 6 ? UPPER : UPPER | NO_DIGIT;
  kinds[A + 32 + n] = LOWER | NO_DIGIT;
}
for (let n = 0; n < 10; n++) kinds[48 + n] = DIGITS;
for (const mark of '+/_-') kinds[mark.charCodeAt(0)] = MARK;

const SPACE = 32;
const COLON = 58;
const T = 84;
/** What the loop below finds. */
const NOTHING = 0;
const LONG_WORD = 1;
const ODD = 2;

/**
 * What has no piece of its own: a long word that can be Base64, text beyond ASCII, four words of four letters (application passwords), a
 * colon between digits that does not belong to a clock time.
 */
function shapeOf(line: string): number {
  const { length } = line;
  let found = NOTHING;
  let fours = 0;
  for (let at = 0; at <= length; at++) {
    const from = at;
    let kind = 0;
    let unit = SPACE;
    for (; at < length; at++) {
      unit = line.charCodeAt(at);
      if (unit > 127) return ODD;
      if (kinds[unit] === 0) break;
      kind |= kinds[unit];
    }
    if (at === length) unit = SPACE;
    const run = at - from;
    if (run === 4 && (kind & (DIGITS | MARK)) === 0) {
      if (++fours === 4) return ODD;
    } else if (run > 0) fours = 0;
    if (unit !== SPACE) fours = 0;
    if (run >= 8 && (kind & UPPER) !== 0 && (kind & (LOWER | DIGITS)) !== 0 && (kind & NO_DIGIT) !== 0 && mayBeBase64(line.slice(from, at)))
      found = LONG_WORD;
    if (run >= LEAST_HEX && run % 2 === 0 && isPrintedHex(line.slice(from, at))) return ODD;
    if (unit === COLON && run > 0 && isDigit(line.charCodeAt(at + 1)) && isDigit(line.charCodeAt(at - 1)) && !isClock(line, at)) return ODD;
  }
  return found;
}

const LEAST_HEX = 24;

/** The id of a message as Exim makes it, of both lengths: every line of its log has one. */
const EXIM_ID = /^[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})$/;

const mayBeBase64 = (word: string): boolean =>
  !(word.charCodeAt(6) === 45 && EXIM_ID.test(word)) && (mayBePrinted(word) || mayBeMessage(word));

const isDigit = (unit: number): boolean => unit >= 48 && unit < 58;

/** Whether the digits before a colon are alone, or follow the T of a stamp. */
function isClock(line: string, colon: number): boolean {
  let at = colon - 1;
  while (isDigit(line.charCodeAt(at))) at--;
  const unit = line.charCodeAt(at);
  return at < 0 || unit === T || unit === COLON || unit === SPACE || unit === 91;
}

/** The line asked about last, and the answer: readers ask about the same line one after another. */
let asked = '';
let told = false;

/**
 * Whether a reader of secrets may find anything in a line, escapes included; never false if one does, but for a Base64 word in exactly the shape
 * of an Exim id. This check takes a fraction of the time that reading the line takes.
 */
export function mayHoldSecret(line: string): boolean {
  if (line !== asked) {
    told = looksWorth(line);
    asked = line;
  }
  return told;
}

function looksWorth(line: string): boolean {
  const shape = shapeOf(line);
  if (shape === ODD) return true;
  if (shape === LONG_WORD && (messagesIn(line).length > 0 || wrappedIn(line, mayHoldOne).length > 0)) return true;
  return WORDS.in(line) ? WORTH.test(line) || ESCAPES.test(line) : MARKS.in(line) && MARKED.test(line);
}

const mayHoldOne = (text: string): boolean => text.split('\n').some(mayHoldSecret);
