import { cite, type Source } from './source';

/**
 * The table of replies that this project started from (a page of 2009): its 24 codes, and its 17 groups by command. Kept so that
 * docs/codes.md can say of each row what has changed since, and so that a test sees every row explained.
 */
export const firstCodes: readonly number[] = [
  200, 211, 214, 220, 221, 250, 251, 354, 421, 450, 451, 452, 500, 501, 502, 503, 504, 521, 530, 550, 551, 552, 553, 554,
];

/** What has changed since then, by code. */
export const firstCodesChanged: Readonly<Record<number, string>> = {
  200: 'Never legal: RFC 876 counts it among the faults of the hosts that it surveyed.',
  251: 'Still defined, but it reveals an address; RFC 5321 §7.4 warns.',
  421: 'May follow any command, also unasked.',
  521: 'Was Experimental (RFC 1846). On the Standards Track since RFC 7504, for the greeting alone; at RCPT the code is 556.',
  530: 'No invention of sendmail: RFC 2487 and RFC 2554 (1999), today RFC 3207 §4 and RFC 4954 §6.',
  551: 'Still defined, but it reveals an address; RFC 5321 §7.4 warns.',
  552: 'Means a message that is too large, too (RFC 1870).',
};

export interface FirstGroup {
  readonly verb: string;
  /** Letter of RFC 821 §4.3 (S success, I intermediate, F failure, E error) and code; `@` and an RFC where that was not RFC 821. */
  readonly rows: string;
  readonly changed: string;
  readonly sources: readonly Source[];
}

export const firstGroups: readonly FirstGroup[] = [
  {
    verb: 'CONNECT',
    rows: 'S220 F421',
    changed:
      '554 (a refused connection that stays open until QUIT) and 521 (a host that takes no mail) have been added; 421 is now in the list of any command.',
    sources: cite('5321 3.1, 4.3.2', '7504 3'),
  },
  {
    verb: 'HELO',
    rows: 'S250 E500 E501 E504 E521@1846 E421',
    changed:
      '521 is wrong here today: it belongs to the greeting, and to later commands of such a session only. 502 and 550 have been added.',
    sources: cite('7504 3', '5321 4.3.2'),
  },
  {
    verb: 'EHLO',
    rows: 'S250@1869 F550@1869 E500@1869 E501@1869 E504@1869 E421@1869',
    changed:
      '502 is missing, although the page’s own source names it. “Not implemented” is 502; 550 today means refused by policy. 554 was dropped again in RFC 2821.',
    sources: cite('1869 4.2, 4.4, 4.5', '5321 4.3.2'),
  },
  {
    verb: 'MAIL',
    rows: 'S250 F552 F451 F452 E500 E501 E421',
    changed: '550, 553 and 503 have been added, 455 and 555 for parameters, 530 for authentication and TLS.',
    sources: cite('5321 4.1.1.11, 4.3.2', '4954 6', '3207 4'),
  },
  {
    verb: 'RCPT',
    rows: 'S250 S251 F550 F551 F552 F553 F450 F451 F452 E500 E501 E503 E521@1846 E421',
    changed: '521 has been replaced by 556. 455, 555 and 530 have been added. Too many recipients is 452 now; clients treat 552 as 452.',
    sources: cite('7504 4', '5321 4.3.2, 4.5.3.1.10'),
  },
  {
    verb: 'DATA',
    rows: 'I354 F451 F554 E500 E501 E503 E421',
    changed:
      '451 has gone from the list of the first reply (greylisting at DATA makes it common all the same). 452 and 552 come from the SIZE extension, 550 and 530 from others.',
    sources: cite('5321 4.3.2', '1870 6.2'),
  },
  {
    verb: 'DATA_END',
    rows: 'S250 F552 F554 F451 F452',
    changed: '450 and 550, for policy, have been added.',
    sources: cite('5321 4.3.2'),
  },
  {
    verb: 'RSET',
    rows: 'S200@876 S250 E500 E501 E504 E421',
    changed: '200 was never legal. The list holds 250 alone, 504 has gone.',
    sources: cite('876', '5321 4.3.2'),
  },
  {
    verb: 'SEND',
    rows: 'S250 F552 F451 F452 E500 E501 E502 E421',
    changed: 'Obsolete. A server answers 502 or 500.',
    sources: cite('5321 F.6'),
  },
  {
    verb: 'SOML',
    rows: 'S250 F552 F451 F452 E500 E501 E502 E421',
    changed: 'Obsolete, as SEND.',
    sources: cite('5321 F.6'),
  },
  {
    verb: 'SAML',
    rows: 'S250 F552 F451 F452 E500 E501 E502 E421',
    changed: 'Obsolete, as SEND.',
    sources: cite('5321 F.6'),
  },
  {
    verb: 'VRFY',
    rows: 'S250 S251 F550 F551 F553 E500 E501 E502 E504 E421',
    changed: '252, the answer of a server that will not tell but will try, is missing.',
    sources: cite('1123 5.2.3', '5321 3.5.3, 7.3'),
  },
  {
    verb: 'EXPN',
    rows: 'S250 F550 E500 E501 E502 E504 E421',
    changed: '252 is missing.',
    sources: cite('5321 4.3.2'),
  },
  {
    verb: 'HELP',
    rows: 'S211 S214 E500 E501 E502 E504 E421',
    changed: 'Nothing; 500 and 501 may follow any command now.',
    sources: cite('5321 4.3.2'),
  },
  {
    verb: 'NOOP',
    rows: 'S200@876 S250 E500 E421',
    changed: '200 was never legal.',
    sources: cite('876'),
  },
  {
    verb: 'QUIT',
    rows: 'S221 E500',
    changed: '501, for an argument, has been added.',
    sources: cite('5321 4.3.2'),
  },
  {
    verb: 'TURN',
    rows: 'S250 F502 E500 E503',
    changed: 'Obsolete: deprecated for its lack of authentication; ETRN and ATRN took its place.',
    sources: cite('5321 F.1', '1985', '2645'),
  },
];

export interface FirstPair {
  readonly verb: string;
  readonly letter: 'S' | 'I' | 'F' | 'E';
  readonly code: number;
  /** The RFC that put the code there. */
  readonly rfc: number;
}

/** Every pair of command and code of the groups, in their order. */
export function firstPairs(): FirstPair[] {
  return firstGroups.flatMap(({ verb, rows }) =>
    rows.split(' ').map((row) => {
      const [pair, by] = row.split('@');
      return { verb, letter: pair[0] as FirstPair['letter'], code: Number(pair.slice(1)), rfc: Number(by ?? 821) };
    }),
  );
}
