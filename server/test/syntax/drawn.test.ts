import { describe, expect, it, vi } from 'vitest';
import { readAddressLiteral } from '../../src/syntax/address-literal';
import { base64Problem, decodeBase64Text, isCanonicalBase64, isTypedInClear } from '../../src/syntax/base64';
import { marksLast, readBdat } from '../../src/syntax/bdat';
import { commandLikeness, readCommandLine } from '../../src/syntax/command-line';
import { readDomain } from '../../src/syntax/domain';
import { readEhloLine } from '../../src/syntax/ehlo-line';
import { decodeWords, encodedWords } from '../../src/syntax/encoded-word';
import { readEnhancedCode } from '../../src/syntax/enhanced-code';
import { domainOfAddressField, isKnownHeader, readHeaderLine } from '../../src/syntax/header-line';
import { isIPv4, isIPv6, isLoopback, looksLikeIPv4 } from '../../src/syntax/ip-address';
import { needlesslyQuoted, readMailbox } from '../../src/syntax/mailbox';
import { isMasked, isMaskedAddress } from '../../src/syntax/masked';
import { readParameters } from '../../src/syntax/parameter';
import { parameterValueProblem } from '../../src/syntax/parameter-value';
import { readPathArgument } from '../../src/syntax/path';
import { isPlaceholderAddress, isPlaceholderCredential } from '../../src/syntax/placeholder';
import { octetsOf, trimmedEnd } from '../../src/syntax/problem';
import { queueIdTime } from '../../src/syntax/queue-id';
import { looksLikeReply, readReplyLine } from '../../src/syntax/reply-line';
import { isMechanismName, promptAsks, readPlain } from '../../src/syntax/sasl';
import { isHello, misspelledVerb, otherGreetingOf, otherProtocolOf } from '../../src/syntax/verb';
import { decodeXtext, encodeXtext, xtextProblem } from '../../src/syntax/xtext';
import { drawnLine, type Place, visibly } from '../drawn';

vi.setConfig({ testTimeout: 60_000 });

const NOW = Date.UTC(2026, 10, 23);

/** What a production reads in a text, and texts for it: `§` is where every character is tried, `¶` where one is repeated. */
interface Production {
  readonly ask: (text: string) => unknown;
  readonly texts: readonly string[];
}

const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'address literal': {
    ask: readAddressLiteral,
    texts: [
      '[192.0.2.1]',
      '[IPv6:2001:db8::1]',
      '192.0.2.256',
      '[2001:db8::1]',
      '[x-tag:abc]',
      '2001:db8::1',
      '[§192.0.2.1]',
      '[192.0.2.1§]',
      '[§:a]',
      '[IPv6:2001:db8::§]',
    ],
  },
  base64: { ask: base64Problem, texts: ['YWJjZA==', 'YW-j', 'YW j', 'YW§j', 'YWI=§', 'Y¶'] },
  'text in base64': { ask: decodeBase64Text, texts: ['YWJjZA==', '77u/YQ==', 'gIA=', 'YW§j'] },
  'base64 that encodes to itself': { ask: isCanonicalBase64, texts: ['YWJjZA==', 'YWJjZB==', 'YW§='] },
  'typed in clear': {
    ask: isTypedInClear,
    texts: ['alice', 'hunter2', 'YWxpY2U=', 'password1234', 'YWxp¶', 'AA§A', 'ab==', 'Cwsx', 'CQ0K', 'fw==', 'aGk'],
  },
  'BDAT argument': {
    ask: (text) => readBdat(text, 5),
    texts: [
      'BDAT 86 LAST',
      'BDAT LAST 86',
      'BDAT 86LAST',
      'BDAT LAST',
      'BDAT 86 x',
      'BDAT -1',
      'BDAT 8\t LAST ',
      'BDAT §6',
      'BDAT 1¶',
      'BDAT 1¶LAST',
      'BDAT LAST 1¶',
      'BDAT 1¶ x',
    ],
  },
  'last chunk': { ask: marksLast, texts: ['BDAT 86 LAST ', 'BDAT 86 last', 'BDAT 8§LAST', 'BDAT 8 LAST§'] },
  'command line': { ask: readCommandLine, texts: [' \tMAIL  FROM:<a@b>', 'X-AB_1 c', '1AB', '§AIL', 'MA§IL x'] },
  'likeness to a command': {
    ask: commandLikeness,
    texts: [
      'EHLO a',
      'MAIL FROM:<a>',
      'rcpt \tto :',
      'AUTH PLAIN x',
      'AUTH P¶',
      'AUTH PLAIN§',
      'AUTH §LOG',
      'STARTTLS ',
      'BDAT 12',
      'XCLIENT NAME=a',
      'XFORWARD a=b',
      'ETRN a',
      'VRFY a',
      'EXPN a',
      'SAML FROM:',
      'BURL a',
      'DATA',
      'quit\t',
      'HELP me',
      'VERB',
      'QUEU',
      'X-EXPS GSSAPI',
      'XEXCH50 1',
      'X-LINK2STATE a',
      'HELO§',
      'DATA§',
      'MAIL §',
      '§ATA',
    ],
  },
  'domain name': {
    ask: (text) => readDomain(text, 3).problems,
    texts: [
      'mx.example.net',
      'localhost',
      'a..b',
      '.a',
      'a.',
      'a..',
      '-a.b',
      'a-.b',
      'a_b.c',
      'a§b.c',
      '§a.b',
      'a.b§',
      'a¶.b',
      `${'a23456789.'.repeat(24)}a¶`,
      'é¶.b',
    ],
  },
  'EHLO keyword': { ask: readEhloLine, texts: ['SIZE 100', 'AUTH=PLAIN LOGIN', ' \tAUTH  A\tB ', '-A', '§IZE', 'SI§E', 'SIZE§100', ' ¶A'] },
  'encoded words': {
    ask: encodedWords,
    texts: [
      'a =?utf-8?Q?Gr=C3=BC=_x?= b',
      '=?utf-8*en?b?YWJj?=',
      '=?x-none?Q?a?=',
      '=?utf-8?B?Y?=',
      '=?utf-8?X?a?=',
      '=?utf§8?q?a?=',
      '=?utf-8?q?=4§?=',
      '=?utf-8?q?a§b?=',
      '=?a¶?q?a?=',
      '=?utf-8*a¶?q?a?=',
    ],
  },
  'decoded words': { ask: decodeWords, texts: ['a =?utf-8?Q?b?= =?utf-8?Q?c?= d =?utf-8?Q?e?=', '=?utf-8?q?a?=x=?x-none?q?b?=', 'a'] },
  'enhanced code': {
    ask: (text) => readEnhancedCode(text, 1),
    texts: ['x5.1.1 a', 'x2.10.123', 'x5.1.1.1', '§5.1.1', 'x§.1.1', 'x5.1.1§', 'x5.1.1¶', 'x5.1¶.1'],
  },
  'header line': {
    ask: readHeaderLine,
    texts: ['Subject: a', 'X-A \t: \tb', ' folded', '\tfolded', '', 'none', 'A§: b', 'A:§b', 'A¶: b', 'A ¶: b'],
  },
  'known header': {
    ask: isKnownHeader,
    texts: [
      'content-type',
      'x-a1',
      'list-id',
      'thread-index',
      'arc-seal',
      'resent-to',
      'subject',
      'content-§',
      'x-§',
      'list-§',
      'thread-§',
      'arc-§',
      'resent-§',
      'fro',
      'frome',
      'mime-version',
      'sender',
    ],
  },
  'domain of an address field': {
    ask: domainOfAddressField,
    texts: [
      'A <a@B.example>',
      ' a@b.example ',
      'a@b, c@d',
      '<a@b§>',
      '<a§b@c>',
      'a§b@c',
      'a@b§',
      ' ¶a@b',
      'a@b ¶',
      'a¶@b',
      '<a¶@b>',
      'a@b¶',
      '<a@b¶>',
    ],
  },
  'IPv4 address': {
    ask: isIPv4,
    texts: ['192.0.2.1', '255.255.255.255', '256.0.2.1', '1.2.3.256', '1.2.3.4.5', '1.2.3.1¶', '§.2.3.4', '1.2.3.4§'],
  },
  'shape of an IPv4 address': { ask: looksLikeIPv4, texts: ['192.0.2.1', '1.2.3.1¶', '1¶.2.3.4', '1.2.3.§', '1.2.3.4.5'] },
  'IPv6 address': {
    ask: isIPv6,
    texts: [
      '2001:db8::1',
      '::',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '::ffff:192.0.2.1',
      '1:2:3:4:5:6:192.0.2.1',
      '1:2:3:4:5:6:7:192.0.2.1',
      '1:2:3:4:5:6:7::',
      '1:2:3:4:5:6:7:8::',
      '::1:2:3:4:5:6:7',
      ':1',
      '1:',
      '§::1',
      '::§',
      '::1¶',
      '192.0.2.1::1',
      '::192.0.2.1:1',
    ],
  },
  loopback: { ask: isLoopback, texts: ['127.0.0.1', '127.1.2.300', '::1', '12.7.0.0', '::§'] },
  mailbox: {
    ask: (text) => readMailbox(text),
    texts: [
      'a@b.example',
      '"a b"@c',
      '"a\\"b"@c',
      'a@b@c',
      'a',
      '@b',
      'a@',
      '.a@b',
      'a.@b',
      'a..b@c',
      '"a@b.c',
      'a"b@c',
      'a@[192.0.2.1]',
      'a§b@c',
      '"§"@c',
      '"\\§"@c',
      'a¶@b',
    ],
  },
  'needless quotes': {
    ask: (text) => needlesslyQuoted(readMailbox(text).local),
    texts: ['"a"@b', '"a b"@c', '""@b', '"a\\b"@c', '"a@b"@c', 'a@b', '"§"@c'],
  },
  masked: {
    ask: isMasked,
    texts: [
      '[redacted]',
      '***',
      'xxx',
      'xx',
      '....',
      '[email protected]',
      '<user>',
      '<@a>',
      '(a]',
      'aaa',
      'aa',
      'AAAAAAAAAA',
      'HHHHHHHHHHno',
      '{{a}}',
      '<<< your text >>>',
      '### a b ###',
      '~~~a~~~',
      'YOUR_PASSWORD',
      '${SMTP_PASSWORD}',
      '%API_KEY%',
      'MY_TOKEN_2',
      'UkVEQUNURUQ=',
      'eHh4eHg=',
      'c2VjcmV0',
      'KioqKio=',
      'aGlkZGVu',
      '§_TOKEN',
      'MY§TOKEN',
      'ABC_¶TOKEN',
      '[§]',
      '§[a]',
      '---a¶---',
      '--¶ a ---',
      '== a ==',
      '§§',
      'H¶o',
      'x¶',
      'ax¶',
      'a*¶',
      'a_¶',
      'a#¶',
      'a.¶',
      'a•¶',
      'a█',
      '*¶',
      '_¶',
      '#¶',
      '.¶',
      '•¶',
      'c2VjcmV0§',
    ],
  },
  'masked address': {
    ask: isMaskedAddress,
    texts: [
      '[email protected]',
      'email protected',
      'email§protected',
      '[emails]',
      '<sender>',
      'sender',
      'rcpt',
      'user1',
      'my-address',
      'your',
      'recipient_addr',
      'to email',
      'x',
      'xx',
      'xxxx',
      'xxxxx',
      'xy',
      'a1',
      '[a]',
      '(a)',
      'alice',
      '$user@b',
      '[a]@b',
      '{a}@b',
      '(a]@b',
      '*@b',
      'a@*',
      'a@b*',
      'a@(b',
      'a@[IPv6:::1]',
      'a@[192.0.2.1]',
      'a@[xyz',
      '[a@b]',
      'a@b•',
      '?a@b',
      'xxx@b',
      'user§',
      'my§mail',
      'e§mail',
      'a@b§',
      '§a@b',
      'a@§',
    ],
  },
  parameters: {
    ask: (text) => readParameters(text, 2),
    texts: [
      '. SIZE=100 BODY=8BITMIME',
      '. SIZE = 100',
      '. SIZE =100',
      '. SIZE= 100',
      '. A=b=c',
      '. =a',
      '. a= ',
      '. A\tB',
      '. A§B=1',
      '. A=b§c',
      `.${' A=1'.repeat(66)}`,
    ],
  },
  ...Object.fromEntries(
    ['SIZE', 'BODY', 'NOTIFY', 'ENVID', 'ORCPT', 'AUTH', 'BY', 'HOLDFOR', 'HOLDUNTIL', 'MT-PRIORITY', 'SMTPUTF8', 'NONE'].map((name) => [
      `value of ${name}`,
      {
        ask: (text: string) => parameterValueProblem(name, text === '-' ? null : text),
        texts: [
          '-',
          '',
          '12',
          '§',
          '1§',
          'rfc822;a',
          'utf-8;é',
          'r§c;a',
          'rfc822;a§',
          'rfc822;¶',
          '+2B',
          '+2b',
          '+2',
          '9¶',
          '120;R',
          '-1;NT',
          '120;§',
          '1¶;R',
          '2026-11-23T19:22:41.5Z',
          '-9',
          '-10',
          'NEVER,DELAY',
        ],
      },
    ]),
  ),
  'path of MAIL': {
    ask: (text) => readPathArgument(text, 5, 'MAIL'),
    texts: [
      'MAIL FROM:<a@b> SIZE=1',
      'MAIL FROM: <a@b>',
      'MAIL FROM:a@b',
      'MAIL FROM <a@b>',
      'MAIL FROM:<a@b',
      'MAIL FROM:a@b>',
      'MAIL FROM:<>',
      'MAIL FROM:',
      'MAIL :<a@b>',
      'MAIL FROM:, a@b, c@d',
      'MAIL FROM:a@b,c@d',
      'MAIL FROM:<a@b>,<c@d>',
      'MAIL FROM:<Al <a@b>>',
      'MAIL FROM:<<a@b>',
      'MAIL <a@b>',
      'MAIL TO:<a@b>',
      'MAIL FROM:Al <a@b>',
      'MAIL FROM:"A=b" <a@b>',
      'MAIL FROM:<<a@b>>',
      'MAIL FROM:< a@b >',
      'MAIL FROM:<@r:a@b>',
      'MAIL from : a@b',
      'MAIL FROM:<a@b>SIZE=1',
      'MAIL FROM:<"a>b"@c> X',
      'MAIL FROM=<a@b>',
      "MAIL FROM:'a@b'",
      'MAIL FROM:<a b@c>',
      'MAIL FROM:§<a@b>',
      'MAIL FROM§<a@b>',
      'MAIL FROM:<a@b>§',
    ],
  },
  'path of RCPT': {
    ask: (text) => readPathArgument(text, 5, 'RCPT'),
    texts: [
      'RCPT TO:<Postmaster>',
      'RCPT TO:postmaster',
      'RCPT FROM:<a@b>',
      'RCPT TO:<@r,@s:a@b> NOTIFY=NEVER',
      'RCPT TO:<a>',
      'RCPT TO:<mailto:a@b>',
    ],
  },
  'placeholder for an address': {
    ask: isPlaceholderAddress,
    texts: [
      'undefined',
      ' NULL ',
      'nan@b',
      'a@null',
      'none',
      'none@b',
      '${to}',
      '{{email}}',
      '%(to)s',
      '<%= a %>',
      '[object Object]',
      '%s',
      '${§}',
      '{{§}}',
      '%(§)s',
      '<%§%>',
      '%()s',
      '${¶}',
      '{{¶}}',
      '%(¶)s',
      '<%¶%>',
    ],
  },
  'placeholder for a credential': {
    ask: isPlaceholderCredential,
    texts: ['%USER%', '$USER', '$US', 'Your_Password ', 'changeme', 'nil', '%§%', '$US§', '$A¶'],
  },
  octets: { ask: octetsOf, texts: ['a', '\u007f', '\u0080', '\u07ff', '\u0800', '\u{1f600}', '\ud7ff', '\ue000'] },
  'end without spaces': { ask: (text) => trimmedEnd(text, 2), texts: ['ab \t', '    ', 'a', 'abc'] },
  'time in a queue id': {
    ask: (text) => queueIdTime(text, NOW),
    texts: [
      '1xVZhV-0002xq-2G',
      '1xVZhV-00000002xqA-2Gab',
      '6ANJf1xx088390',
      '6ANJf1xx0883901',
      '6ANJf1xx08839012',
      '4dKJZ62Gm9z3qL',
      '4dKJZ6ZZZZz3qL',
      '4F9D1A2B3C',
      '0xVZhV-0002xq-2G',
      '§xVZhV-0002xq-2G',
      '§ANJf1xx088390',
      '6§NJf1xx088390',
      '6A§Jf1xx088390',
      '6AN§f1xx088390',
      '6ANJ§1xx088390',
      '4dKJZ§2Gm9z3qL',
      '4dKJZ62Gm§z3qL',
      '4dKJZ62Gm9z3¶',
      '4dKJZ62Gm9z3§',
    ],
  },
  'shape of a reply': { ask: looksLikeReply, texts: ['250', '250 a', '25', '§50', '2§0 a', '25§', '250§a'] },
  'reply line': {
    ask: readReplyLine,
    texts: ['250', '250 2.1.0  Ok', '250-  5.1.1 a', '250  a', '250 ', '250-', '250§a', '250 5.1.1§a', '250 5.1.1 '],
  },
  'name of a mechanism': { ask: isMechanismName, texts: ['PLAIN', 'plain', 'A§B', 'A¶'] },
  'what a prompt asks': { ask: promptAsks, texts: ['Password:', 'User Name', 'login', 'name', 'VXNlcg'] },
  'PLAIN message': {
    ask: (text) => readPlain(Uint8Array.from(Buffer.from(text, 'latin1'))),
    texts: [
      '\0a\0b',
      'z\0a\0b',
      '\0\0b',
      'a\0b',
      'a\0b\0c\0d',
      'a:b',
      ':b',
      'ab',
      'a\\0b',
      'a\\x00b',
      'a\\u0000b',
      '\xff\0\xff\0',
      '\xff',
      '\xff\0',
      '\xff\0\0\0',
      'a\0b\0c\0d\0e\0',
      'a\0b\0c\0d\0',
      '\0a\0b\0c\0d\0e',
      'a\0b\0c\0dxe\0',
      'a\0b\0c\0d\0e\0f',
      'a\xef\xbf\xbdb',
    ],
  },
  'greeting verb': { ask: isHello, texts: ['EHLO', 'HELO', 'LHLO', 'AHLO'] },
  'misspelled verb': {
    ask: misspelledVerb,
    texts: [
      'EHOL',
      'HELLO',
      'MIAL',
      'RCTP',
      'DAT',
      'QUITT',
      'QUI',
      'DATE',
      'NOPE',
      'STARTTL',
      'STARTTSL',
      'AB',
      'MAIL',
      'MALI',
      'HLEO',
      'RESET',
      'EHELO',
      'XDATA',
      'DAAT',
      'AUT',
      '§ATA',
      'D§TA',
      'DAT§',
      'DATA§',
    ],
  },
  'other protocol': {
    ask: otherProtocolOf,
    texts: [
      'GET / HTTP/1.1',
      'Host: a',
      '\u0016\u0003\u0001',
      '\u0016\u0003§',
      '\\x16\\x03\\x01',
      '\\x16\\x03\\x0§',
      '\\026\\003',
      'SSH-2.0',
      'SSH-§.0',
      'a001 LOGIN a',
      '1 logout',
      'abcd1 LOGIN',
      'A1¶ LOGIN',
      'CAPA',
      'USER a',
      'RETR 1',
      'STAT',
      'APOP a 0123456789abcdef0123456789abcdef',
      'APOP a 0123456789abcdef0123456789abcde§',
      '\u0005§',
      'PRI * HTTP/2',
    ],
  },
  'other greeting': {
    ask: otherGreetingOf,
    texts: [
      'HTTP/1.1 200',
      '* OK a',
      '* BYE',
      '* PREAUTH',
      '+OK a',
      '+OKAY',
      'SSH-1.5',
      '\u0015\u0003§',
      '\u0016\u0003\u0000',
      '\\x15\\x03\\x0§',
      '220 a FTP',
      '220-FTPD',
      '220 ESMTP FTP',
      '220 ftp smtp',
      '220§FTP',
    ],
  },
  'problem of an xtext': { ask: xtextProblem, texts: ['a+2Bb', 'a+2bc', 'a+2', 'a+', 'a+GGb', 'a§b', '+2§', '+§B', 'a+2Bx='] },
  'encoded as xtext': { ask: encodeXtext, texts: ['a b+c=d', 'é', '§'] },
  'decoded xtext': { ask: decodeXtext, texts: ['a+2Bb+3D', '+C3+A9', '+2', '+2§', '+§B'] },
};

/** An answer in one line: a part with its units (`a@b 5-8`), without what it has not; `shown` changes the texts in it. */
function said(answer: unknown, shown = (text: string): string => text): string {
  if (typeof answer === 'string') return JSON.stringify(shown(answer));
  if (typeof answer !== 'object' || answer === null) return String(answer);
  if (Array.isArray(answer)) return `[${answer.map((one) => said(one, shown)).join(', ')}]`;
  const { from, to, text, kind, ...more } = answer as Record<string, unknown>;
  const named = [text === undefined ? '' : said(text, shown), kind ?? '', from === undefined ? '' : `${from}-${to}`];
  const rest = Object.entries(more)
    .filter(([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${said(value, shown)}`);
  const all = [named.filter((part) => part !== '').join(' '), rest.join(', ')].filter((part) => part !== '').join(': ');
  return rest.length > 0 ? `{${all}}` : all;
}

/** Neighbours with the same answer, as places: a place is at the end of what was typed. */
function runs(answers: readonly string[]): Place[] {
  const found: Place[] = [];
  for (const [at, words] of answers.entries()) {
    const last = found.at(-1);
    if (last?.words === words) found[found.length - 1] = { ...last, to: at + 1 };
    else found.push({ from: at, to: at + 1, words });
  }
  return found;
}

const CHARACTERS = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  '\u0085',
  '\u00a0',
  'é',
  '\u2013',
  '\u2026',
  '\u{1f600}',
];

/** Characters in a row as `a-z`. */
function rangesOf(list: readonly string[]): string {
  const codes = list.map((one) => CHARACTERS.indexOf(one));
  const parts: string[] = [];
  for (let at = 0; at < codes.length; ) {
    let end = at;
    while (end + 1 < codes.length && codes[end + 1] === codes[end] + 1) end++;
    parts.push(end - at > 2 ? `${list[at]}…${list[end]}` : list.slice(at, end + 1).join(' '));
    at = end + 1;
  }
  return parts.join(' ').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** The characters by what is read with each of them, the rarer answers first. */
function byCharacter(ask: Production['ask'], template: string): string[] {
  const answers = new Map<string, string[]>();
  for (const sign of CHARACTERS) {
    const text = template.replaceAll('§', sign);
    // What repeats the character says nothing else of it.
    const words = said(ask(text), (value) => (text.toLowerCase().includes(value.toLowerCase()) ? value.split(sign).join('§') : value));
    answers.set(words, [...(answers.get(words) ?? []), sign]);
  }
  return [...answers].map(([words, signs]) => `#   ${rangesOf(signs)}: ${words}`);
}

/** By how many times the last character before `¶` is there. */
function byCount(ask: Production['ask'], text: string): string[] {
  const at = text.indexOf('¶');
  const many = (count: number): string => text.slice(0, at - 1) + text[at - 1].repeat(count) + text.slice(at + 1);
  // Where something is, and what it is, changes with every character; that it is read, and as what, does not.
  const plain = (count: number): string =>
    said(ask(many(count)))
      .replace(/\d+/g, '0')
      .replaceAll(
        JSON.stringify(text[at - 1])
          .slice(1, -1)
          .repeat(2),
        '',
      )
      .replace(/"[^"]{40,}"/g, '"…"');
  const found: string[] = [];
  let last = '';
  for (let count = 0; count <= 520; count++) {
    const words = plain(count);
    if (words !== last) found.push(`#   ${count} on: ${words}`);
    last = words;
    if (found.length > 12) break;
  }
  return found;
}

function drawn({ ask, texts }: Production): string[] {
  return texts.flatMap((text) => {
    if (text.includes('§')) return [`  ${visibly(text)}   with every character`, ...byCharacter(ask, text)];
    if (text.includes('¶')) return [`  ${visibly(text)}   with more and more characters`, ...byCount(ask, text)];
    const answers = Array.from({ length: text.length + 1 }, (_, length) => said(ask(text.slice(0, length))));
    return drawnLine(text, text.length > 200 ? [{ from: 0, to: 0, words: answers[text.length] }] : runs(answers));
  });
}

/** Productions of the grammar: what each reads as a text is typed, with any character in a place, and with more and more of one. */
describe('what is read, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('as %s', async (name, production) => {
    await expect(visibly(`${drawn(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  });
});
