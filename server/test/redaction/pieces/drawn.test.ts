import { describe, expect, it, vi } from 'vitest';
import { inCalls, inEntries, inMailCalls } from '../../../src/redaction/calls';
import { secretsOfLines } from '../../../src/redaction/document';
import { encodedByHand } from '../../../src/redaction/encoders';
import { Identities } from '../../../src/redaction/identities';
import { isOctetRow } from '../../../src/redaction/octet-rows';
import { inOptions } from '../../../src/redaction/options';
import { inPairs } from '../../../src/redaction/pairs';
import { isStandIn } from '../../../src/redaction/secrets';
import { secretsInText } from '../../../src/redaction/secrets-in-text';
import { isValue, settingsIn } from '../../../src/redaction/settings';
import { isNameStandIn, isTelling, StandIns, sameLength } from '../../../src/redaction/stand-ins';
import { decodedLoosely, isPrintedHex, isRowOfText, mayBePrinted, messagesIn, tokensIn } from '../../../src/redaction/tokens';
import { viewsOf } from '../../../src/redaction/views';
import { mayHoldSecret } from '../../../src/redaction/worth';
import { linesOf } from '../../../src/text/lines';
import { drawnLengths, drawnWear } from '../../damage';
import { drawnLine, visibly } from '../../drawn';
import { drawnProduction, type Production, runs } from '../../productions';
import { TEXTS } from '../planted';
import { NAME_LINES, SECRET_TEXTS, TOKEN_TEXTS } from './texts';

vi.setConfig({ testTimeout: 60_000 });

/** The names in a line, with what the line itself reveals by its places. */
function names(text: string): string {
  const identities = new Identities(new StandIns(() => false));
  identities.learn(text);
  return identities
    .in(text)
    .map(({ kind, from, to, standIn }) => `${kind} ${from + 1}-${to} ${standIn.length}`)
    .join(', ');
}

/** How texts are written by programs and in markup, and what they mean. */
const PRODUCTIONS: Readonly<Record<string, Production>> = {
  views: {
    ask: (text) => viewsOf(text).map((view) => view.text),
    texts: [
      'a &quot;b&quot; &#61; &#x3d; &lt;c&gt; &amp;amp; &nbsp;',
      '&#000061;x &#0000061;x &#x0003d;x &#x00003d;x',
      '&equals; &colon; &sol; &hellip; &b; &abcdefg;',
      'a \\"b\\" \\x3d \\u003d \\u{3d} \\u{1f600} \\n \\t \\\\ \\000x',
      '<b>a</b><br/><span class="x">b</span><x>c',
      'pass=3Dword=20a=\n b',
      'a%3Db%20c%2',
      '&#6§;',
      '&l§;',
      '\\x3§',
      '\\§',
      '=3§',
      '%3§',
      '&#x¶3d;',
      '<b¶>a',
    ],
  },
  'names in a line': {
    ask: names,
    texts: [
      'see FILE.PY and file.py in a.DE',
      'host mx.example.NET said',
      'java.net.SocketException in Com.Example.Mail.send',
      'by mail-out3b.kestrel and kestrel7',
      'alice@example.org \\@b <a%40example.org> a&#64;b.example',
      'SRS0=ab=cd=example.org=alice@example.net prvs=1=bob@example.org list+alice=example.org@example.net',
      '192.0.2.1 1.2.3.4.5 version 1.2.3.4 build=1.2.3.4 x1.2.3.4 [192.0.2.9]',
      'IP 192.0.2.1.25 > 192.0.2.2.smtp:',
      '2001:db8::1 ::1 12:34:56 IPv6:2001:db8::2 a:b:c',
      '250-mx.example.net 5.1.1mx.example.net %3Cmx.example.net',
      'sasl_username=alice47, A=plain:bobby, LOGIN:carol9',
      'connect from unknown-host7[192.0.2.1]',
      'C: EHLO kestrel-7',
      'кипарис.example.org @пример.испытание xn--p1ai.xn--p1ai',
      'a.§§ b',
      'a@b.§e',
      '§a@b.example',
      '192.0.2.1§',
      '§192.0.2.1',
      'mx.example.net§',
      'a@[192.0.2.1]',
      'mx¶.example.net',
      'a¶@example.org',
    ],
  },
  'names anew': {
    ask: (text) => {
      const standIns = new StandIns(() => false);
      return [standIns.host(text), standIns.user(text), standIns.local(text), standIns.address(text, 'example.org'), standIns.host(text)];
    },
    texts: [
      'mx.example.net',
      'MX.Example.NET.',
      'localhost',
      'alice',
      'ab',
      'postmaster',
      'a.b.c.d.example.co.uk',
      'x1',
      '[192.0.2.1]',
      'mx§.de',
      'a¶.example',
    ],
  },
  'addresses anew': {
    ask: (text) => new StandIns(() => false).ip(text),
    texts: [
      '192.0.2.1',
      '127.0.0.1',
      '10.0.0.1',
      '2001:db8::1',
      '::1',
      'fe80::1',
      '0.0.0.0',
      '255.255.255.255',
      '172.16.0.1',
      '172.32.0.1',
      '192.168.1.1',
      '169.254.1.1',
    ],
  },
  'stand-ins': { ask: isStandIn, texts: ['REDACTED', '[hidden]', '***', '*¶', 'x¶', '<password>', 'secret', 'UkVEQUNURUQ=', '[redacte§]'] },
  'stand-ins of names': { ask: isNameStandIn, texts: ['user1', 'person2x', 'host1.example.net', 'üser3', 'user', 'user1§', 'usér1'] },
  'telling names': { ask: isTelling, texts: ['alice', 'a', 'postmaster', 'admin', 'info', 'root', 'noreply', 'ab', 'abc§', '123'] },
  'same length': { ask: sameLength, texts: ['a', 'abcdef', 'a¶', 'ab cd', 'é😀'] },
  'values unquoted': {
    ask: (text) => isValue(text, false),
    texts: [
      'tulip4711',
      'true',
      'none',
      '12',
      '123456',
      '$PASS',
      '${PASS}',
      '%(pw)s',
      'a',
      'ab',
      'yes',
      'required',
      'process.env.X',
      'abc§',
      '§abc',
      'a¶',
      '1¶',
    ],
  },
  'values quoted': {
    ask: (text) => isValue(text, true),
    texts: ['tulip', 'true', '12', '$PASS', 'a', 'ab', '{{pw}}', 'two words', 'abc§', 'a¶', '1¶'],
  },
  'loosely decoded': {
    ask: decodedLoosely,
    texts: ['dHVsaXA0NzEx', 'dHVsaXA0NzEx==', 'dHVs aXA', '747c6c69703437', 'dHVsaXA0Nz§', 'dHV§aXA0NzEx'],
  },
  'printed hex': { ask: isPrintedHex, texts: ['74756c6970', '74:75:6c', '7475 6c69', '747', 'tulip', '74756c697§', '0a0d'] },
  'printed octets': { ask: mayBePrinted, texts: ['dHVsaXA=', '74756c', 'tulip', 'a§', 'ab¶'] },
  'rows of text': {
    ask: isRowOfText,
    texts: ['dHVsaXA0NzExdHVsaXA0NzExdHVsaXA0NzExdHVsaXA0NzEx', '  dHVsaXA0NzExdHVs ', 'dHVs¶', 'dHVs§dHVs'],
  },
  'rows of octets': {
    ask: isOctetRow,
    texts: [
      '0000   45 00 00 34 1c 46 40 00  40 06 b1 e6',
      '0x0010:  4500 0034 1c46',
      '45 00 00 34',
      '0000  41 42 |AB|',
      '00§0   45 00 00 34 1c 46 40 00',
      '0000 4§ 00 00 34 1c 46 40 00',
      '{"message":"0000  41 5c 42  |A\\\\B|"}',
      'DEBUG 0000: 415c 42§  A\\B§',
      'DEBUG 0000: 41 42 43  ABD',
    ],
  },
  'secrets by a character': {
    ask: (text) =>
      secretsOfLines(linesOf(text.split('\n')), [])
        .placed.map(({ line, from, to, kind }) => `${kind} ${line + 1}: ${to - from}`)
        .join(', ') || foundOf(text),
    texts: SECRET_TEXTS,
  },
  'tokens by their shape': {
    ask: (text) => tokensIn(text).map(({ from, to }) => ({ from, to })),
    texts: TOKEN_TEXTS,
  },
  'worth a look': {
    ask: mayHoldSecret,
    texts: [
      'password: a',
      'pass§word',
      'AUTH PLAIN',
      'Nov 23 mx postfix',
      '-----BEGIN',
      'token=a',
      '535 5.7.8',
      'p¶',
      'secret',
      'hunter2',
      'Authorization: a',
      ...[
        'abcd efgh ijkl mnop',
        'abcd efgh ijkl mno',
        'abcd efgh a ijkl mnop',
        'abcd efgh  ijkl mnop',
        'abcd,efgh ijkl mnop',
        'ab12 efgh ijkl mnop',
      ],
      ...[
        'abcd efgh ijkl ab mnop',
        'xx abcd efgh ijkl mnop.',
        'é',
        '1:2',
        '12:30',
        '12:30:45',
        'a1:2',
        ':1',
        '1:',
        'x:1',
        '192.0.2.1:25',
        '10:99',
      ],
      ...[
        'ABCDEFgh',
        'ABCDEFg',
        'abcdefgh',
        'ABCDEFGH',
        'ABCDEF12',
        'ABCDEG12',
        'ab12cd34',
        'QUJDREVG',
        '1xVZhV-0002xq-2G',
        'QUJD-REVG_',
        'QUJ+REVG/',
      ],
      ...['deadbeefdeadbeefdeadbeef', 'deadbeefdeadbeefdeadbee', 'deadbeefdeadbeefdeadbe', 'DEADBEEFDEADBEEFDEADBEEF', 'a§ A1'],
    ],
  },
};

describe('what parts of a text are, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});

/** Who finds a secret in a line, each for itself. */
const FINDERS: Readonly<Record<string, (text: string) => readonly { readonly from: number; readonly to: number }[]>> = {
  'in text': secretsInText,
  setting: settingsIn,
  pair: inPairs,
  call: inCalls,
  'call about mail': inMailCalls,
  entry: inEntries,
  option: inOptions,
  'by hand': encodedByHand,
  token: tokensIn,
  message: messagesIn,
};
const found = (text: string): string =>
  Object.entries(FINDERS)
    .flatMap(([name, find]) =>
      find(text).map(({ from, to }) => (to === text.length ? `${name} from ${from + 1}` : `${name} ${from + 1}-${to}`)),
    )
    .join(', ') || 'nothing';

describe('who finds a password in a line, as drawn in drawn/finders.txt', () => {
  it('as it is typed', async () => {
    const PASSWORD = 'Tul!p47';
    const rows = Object.entries(TEXTS).flatMap(([kind, write]) => [
      `## ${kind}`,
      ...write(PASSWORD)
        .split('\n')
        .flatMap((line) =>
          drawnLine(
            line.replaceAll(PASSWORD, '*'.repeat(PASSWORD.length)),
            runs(Array.from({ length: line.length + 1 }, (_, length) => found(line.slice(0, length)))),
          ),
        ),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/finders.txt');
  });
});

/** The same without places, which move. */
const foundOf = (text: string): string =>
  Object.entries(FINDERS)
    .flatMap(([name, find]) => find(text).map(({ from, to }) => `${name} ${to - from}${to === text.length ? ' to the end' : ''}`))
    .join(', ');

/** Who finds something, and not how long it is, which changes with every word. */
const kindsOf = (text: string): string =>
  Object.entries(FINDERS)
    .map(([name, find]) => `${name} ${find(text).length}`)
    .join(', ');

describe('who finds a password in a line in which a word is gone, twice there or another one, as drawn in drawn/', () => {
  it('in each text', async () => {
    const PASSWORD = 'Tul!p47';
    const seen = new Set<string>();
    const rows = Object.entries(TEXTS).flatMap(([kind, write]) => [
      `## ${kind}`,
      ...write(PASSWORD)
        .split('\n')
        .filter((line) => foundOf(line) !== '' && !seen.has(line) && seen.add(line))
        .flatMap((line) => [
          ...drawnWear(line, foundOf, line.replaceAll(PASSWORD, '*'.repeat(PASSWORD.length))),
          ...drawnLengths(line, kindsOf),
        ]),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/finders-worn.txt');
  });
});

describe('the names in a line in which a word is gone, twice there or another one, as drawn in drawn/', () => {
  it('in each place', async () => {
    const kinds = (text: string): string => {
      const identities = new Identities(new StandIns(() => false));
      identities.learn(text);
      return identities
        .in(text)
        .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`)
        .join(', ');
    };
    const bareKinds = (text: string): string => kinds(text).replace(/ \S+/g, '');
    await expect(
      `${NAME_LINES.flatMap((line) => [...drawnWear(line, kinds), ...drawnLengths(line, bareKinds)]).join('\n')}\n`,
    ).toMatchFileSnapshot('drawn/name-places.txt');
  });
});
