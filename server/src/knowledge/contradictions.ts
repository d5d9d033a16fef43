import { cite, type Source } from './source';

/** A place where RFCs (or two sections of one) say different things, and how the project reads it. */
export interface Contradiction {
  readonly subject: string;
  /** Verbs (or pseudo verbs) and codes that it concerns. Empty: none in particular. */
  readonly verbs: readonly string[];
  readonly codes: readonly number[];
  readonly texts: string;
  readonly advice: string;
  readonly sources: readonly Source[];
}

const row = (
  subject: string,
  verbs: string,
  codes: readonly number[],
  texts: string,
  advice: string,
  ...sources: readonly string[]
): Contradiction => ({ subject, verbs: verbs ? verbs.split(' ') : [], codes, texts, advice, sources: cite(...sources) });

export const contradictions: readonly Contradiction[] = [
  row(
    'EHLO refused',
    'EHLO',
    [550, 554],
    'RFC 1869 §4.2 names 550, its §4.4 names 554.',
    'RFC 5321 kept only 550: 554 is historic.',
    '1869 4.2, 4.4',
    '5321 4.3.2',
  ),
  row(
    'EHLO errors',
    'EHLO',
    [500, 501, 502, 504, 550],
    'RFC 5321 §4.1.4 names 500, 501, 502 and 550, its §4.3.2 names 502, 504 and 550.',
    'Any of them is right.',
    '5321 4.1.4, 4.3.2',
  ),
  row(
    'A second EHLO',
    'EHLO HELO',
    [503],
    'RFC 1869 §4.2 answers it with 503; RFC 5321 §4.1.4 allows it, and it acts as RSET.',
    '503 is the old answer; some servers still give it.',
    '1869 4.2',
    '5321 4.1.4',
  ),
  row('Bad characters in a command', '', [500, 501], 'RFC 5321 §2.4 names 500, its §4.1.2 names 501.', 'Either.', '5321 2.4, 4.1.2'),
  row(
    'VRFY not offered',
    'VRFY',
    [252, 500, 502],
    'RFC 5321 §3.5.3 names 500 or 502 rather than a false 250; §7.3 names 252; §4.5.1 requires VRFY.',
    '252 is the best answer; 502 is listed too.',
    '5321 3.5.3, 4.5.1, 7.3',
  ),
  row(
    'EXPN with 251 or 551',
    'EXPN',
    [251, 551],
    'RFC 5321 §3.5.3 mentions them, its table in §4.3.2 does not.',
    'Seen in practice.',
    '5321 3.5.3, 4.3.2',
  ),
  row(
    '451 to DATA',
    'DATA',
    [451],
    'RFC 821 and RFC 2821 list it for the first reply, RFC 5321 does not.',
    'Historic; greylisting at DATA makes it common.',
    '821 4.3',
    '2821 4.3.2',
    '5321 4.3.2',
  ),
  row(
    '452, 552 and 550 to DATA',
    'DATA',
    [452, 552, 550],
    'RFC 1870 §6.2, RFC 7293 §5.1.1 and RFC 6409 §6.3 want them; the table of RFC 5321 has 503 and 554 alone.',
    'Legal: those extensions define it.',
    '1870 6.2',
    '7293 5.1.1',
    '6409 6.3',
    '5321 4.3.2',
  ),
  row(
    'Where 530 is not allowed',
    'HELO EHLO RSET NOOP QUIT',
    [530],
    'RFC 4954 §6 excepts AUTH, EHLO, HELO, NOOP, RSET and QUIT; RFC 3207 §4 excepts NOOP, EHLO, STARTTLS and QUIT: HELO and RSET may get it.',
    'As an answer to HELO or RSET it is odd at most; to EHLO, NOOP or QUIT it is wrong.',
    '4954 6',
    '3207 4',
  ),
  row(
    'RSET always gets 250',
    'RSET',
    [503, 530],
    'RFC 5321 §4.1.1.5 requires it; RFC 3207 §4 allows 530, RFC 5321 §3.1 has 503 after a 554 greeting.',
    'The state of the session decides.',
    '5321 3.1, 4.1.1.5',
    '3207 4',
  ),
  row(
    '500 and 501 to NOOP, RSET and QUIT',
    'NOOP RSET QUIT',
    [500, 501],
    'The table by command has one code each; the rule for any command adds 421, 500 and 501.',
    '501 where an argument was given to DATA, RSET or QUIT.',
    '5321 4.3.2',
  ),
  row(
    'Too many recipients',
    'RCPT',
    [451, 452, 552],
    'RFC 821 has 552; RFC 5321 §4.5.3.1.10 has 452, and clients treat 552 as 452; the registry of X.5.3 names 451.',
    '452 is right, 552 old, 451 accepted.',
    '821 4.3',
    '5321 4.5.3.1.10',
  ),
  row(
    'QUIT answered with 250',
    'QUIT',
    [250],
    'RFC 5321 §4.1.1.10 requires 221; examples in RFC 1985 and RFC 6152 show 250.',
    'Harmless, but not what clients are told to expect.',
    '5321 4.1.1.10',
    '1985',
    '6152',
  ),
  row(
    'ETRN errors',
    'ETRN',
    [500, 501, 550, 551],
    'RFC 1985 §5.2 speaks of 550 and 551, its list in §5.1 has 500 and 501; a verified erratum (4130) says 500 and 501.',
    '500 and 501.',
    '1985 5.1, 5.2',
  ),
  row('UTF-8 header refused', 'DATA_END', [550, 554], 'RFC 6531 §3.5 has 554; the registration of X.6.9 has 550.', 'Either.', '6531 3.5'),
  row(
    'What X.7.8 means',
    'BURL',
    [554, 535],
    'RFC 4468 §5: a trust relationship is required; RFC 4954 §6: the credentials are invalid. RFC 5248 moved the first to X.7.14.',
    'X.7.8 is about credentials.',
    '4468 5',
    '4954 6',
    '5248 2.4',
  ),
  row(
    '421 as greeting',
    'CONNECT',
    [421],
    'RFC 821 lists it; the table of RFC 5321 has 554 alone, and 421 by the rule for any command.',
    'Legal.',
    '821 4.3',
    '5321 3.8, 4.3.2',
  ),
  row(
    'After a refused greeting',
    'CONNECT',
    [521, 554],
    '554: the server waits for QUIT and answers 503 to the rest; 521: it answers 521 again, or closes.',
    'The state of the session decides.',
    '5321 3.1',
    '7504 3',
  ),
  row('521 to RCPT', 'RCPT', [521, 556], 'RFC 1846 §3 has 521, RFC 7504 §4 has 556.', '521 is historic here.', '1846 3', '7504 4'),
  row(
    'Wrong domain at submission',
    'MAIL RCPT',
    [550, 554],
    'RFC 6409 §4 has 554 for domains that are not allowed, its §6 has 550 for rights.',
    'Both are right; the cause decides.',
    '6409 4.1, 4.2, 6.1, 6.2',
  ),
  row(
    'HELO in LMTP',
    'HELO EHLO LHLO',
    [500],
    'RFC 2033 §4.1: HELO and EHLO never get a success from an LMTP server, 500 is recommended.',
    'In LMTP say LHLO.',
    '2033 4.1',
  ),
  row(
    '538 to AUTH',
    'AUTH AUTH_CONTINUE',
    [538],
    'RFC 2554 defined it; RFC 4954 §6 keeps it only as history.',
    'Legal; new servers send 535 or 530.',
    '2554 6',
    '4954 6',
  ),
  row(
    'An AUTH line that is too long',
    'AUTH AUTH_CONTINUE',
    [500, 501],
    'RFC 4954 §4 has 500 (X.5.6) for the length and 501 for bad Base64.',
    'Both are right; the cause decides.',
    '4954 4',
  ),
  row(
    'Codes that only the registry knows',
    'AUTH AUTH_CONTINUE',
    [422, 430, 523, 524, 525, 533],
    'The registry of enhanced codes names them as associated codes; no RFC defines them for a command.',
    'Read the first digit and the enhanced code.',
    '5248 2.4',
  ),
];

/** Cases in which an enhanced code shows that the reply is about something narrower. */
const ONLY_FOR: Readonly<Record<string, readonly string[]>> = {
  'Too many recipients': ['5.3'],
  'Wrong domain at submission': ['1.8', '7.1'],
  'UTF-8 header refused': ['6.9'],
  'What X.7.8 means': ['7.8'],
  'An AUTH line that is too long': ['5.6'],
};

/** The contradictions that bear on a code after a verb (or pseudo verb); with an enhanced code, those alone that it leaves open. */
export const contradictionsOf = (verb: string, code: number, enhanced: string | null = null): readonly Contradiction[] =>
  contradictions.filter((one) => {
    if (!one.verbs.includes(verb) || !one.codes.includes(code)) return false;
    const only = ONLY_FOR[one.subject];
    return !only || (enhanced !== null && only.includes(enhanced.slice(2)));
  });
