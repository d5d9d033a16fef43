import { describe, expect, it, vi } from 'vitest';
import { startsBounce } from '../../../src/formats/bounces';
import { codeList, startsLone } from '../../../src/formats/bounces/lone-reply';
import { quotedReply } from '../../../src/formats/bounces/quoted-reply';
import type { LocatedReply } from '../../../src/formats/log';
import * as exim from '../../../src/formats/log-line/exim';
import { eximIdEnd, rejectedAt } from '../../../src/formats/log-line/exim-fields';
import { failureSaid, mayFail } from '../../../src/formats/log-line/failing';
import { angleEnd } from '../../../src/formats/log-line/fields';
import { rawText, rawValue } from '../../../src/formats/log-line/json';
import { isOwnWords } from '../../../src/formats/log-line/own-words';
import * as postfix from '../../../src/formats/log-line/postfix';
import { actionEnd } from '../../../src/formats/log-line/postfix-action';
import { queueIdEnd } from '../../../src/formats/log-line/postfix-fields';
import { quotedLog } from '../../../src/formats/log-line/quotation';
import { reasonIn } from '../../../src/formats/log-line/reason';
import { enhancedEnd, replyAt } from '../../../src/formats/log-line/reply';
import { aboutMail, loneWords, written } from '../../../src/formats/log-line/said';
import { mayQuote, spokenReplies } from '../../../src/formats/log-line/spoken';
import { laterCode, laterEnhanced } from '../../../src/formats/log-line/spoken-text';
import { bsdStamp, clockAt, epochStamp, isoStamp, taiStamp } from '../../../src/formats/log-line/time';
import { readLogLine } from '../../../src/formats/logs';
import { givingUp } from '../../../src/formats/readers/giving-up';
import { decodeLiteral } from '../../../src/formats/readers/literal';
import { clockOf, trimmedEnd, withoutLiteralEnds } from '../../../src/formats/readers/prefixed';
import { closingQuote, withoutQuote } from '../../../src/formats/readers/quoted';
import { linesOf } from '../../../src/text/lines';
import { visibly } from '../../drawn';
import { drawnProduction, type Production } from '../../productions';

vi.setConfig({ testTimeout: 60_000 });

const reply = ({ code, from, to, enhanced, textFrom, textTo, phase, by, role, continues }: LocatedReply): string =>
  `${code ?? '-'} ${from}-${to} ${enhanced ?? '-'} ${textFrom}-${textTo} ${[phase, by, role, continues && 'goes on'].filter(Boolean).join(' ')}`;
const replies = (found: readonly LocatedReply[]): string => found.map(reply).join('; ');
const whole = (text: string): readonly [number, number] => [0, text.length];

/** What the readers of formats share: where a code, a time, an id or a quotation is in a line. */
const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'a list of codes': {
    ask: (text) => codeList(linesOf(text.split('\n')), 0),
    texts: [
      '421 busy\n450 later\n550 no',
      '550 no\n551 not here',
      '| 550 no |\n| 551 not here |',
      '| 250 ok |\n| 550 no |',
      '220 a\n250 b\n450 c\n550 d',
      '211 a\n220 b\n250 c\n450 d\n550 e',
      '211 a\n220 b\n250 c\n450 d\n550 e\n551 f',
      '450 a\n\n\n550 b\n\n551 c',
      '450 a\n\n\n\n550 b\n551 c',
      '450 a\n450 4.1.1 b\n450 4.10.1 c\n450 4.2.1 d',
      '550 a\n450 b\n551 c',
      '450 a\n550 b@c\n551 d',
      '- 450 a\n- 550 b\n- 551 c',
      '1. 450 a\n2. 550 b\n3) 551 c',
      '`450` a\n**550** b\n"551" c',
      '450 a\n550 b\n55§ c',
      '450 a\n550 b\n551§c',
      '450 a\n550 b [192.0.2§1]\n551 c',
      ' ¶450 a\n550 b\n551 c',
    ],
  },
  'reply in its place': {
    ask: (text) => {
      const found = replyAt(text, 0, text.length, null, null);
      return found && reply(found);
    },
    texts: [
      '550 5.1.1 User unknown',
      '550-5.1.1 a',
      '550: 5.1.1 a',
      '250',
      '099 a',
      '999 a',
      '550.1',
      '550. a',
      '550§a',
      '§50 a',
      '5§0 a',
      '550 §.1.1',
      '550 5.1.1§a',
      '550 5.1¶.1 a',
    ],
  },
  'end of an enhanced code': {
    ask: (text) => enhancedEnd(text, 0, text.length),
    texts: ['5.1.1', '5.1.1.1', '5.123.456', '5.1234.1', '3.1.1', '5.1.', '5.1.1234', '5.1.1§', '§.1.1', '5§1.1', '5.1§1'],
  },
  'replies in words': {
    ask: (text) => replies(spokenReplies(text)),
    texts: [
      'host mx said: 550 5.1.1 User unknown (in reply to RCPT)',
      'error 550 and then 421 4.7.0 later',
      '(code: 550, response: 5.1.1 no)',
      'Remote server returned "554 5.7.1 <b>: Relay denied"',
      'SMTP error 550§5.1.1 no',
      'said§550 no',
      "said: '550 no' and more",
      'took 550 ms, 250 lines, port 587',
      '[550] no',
      '550 no',
      'SMTPRecipientsRefused: {"b@example.net": (550, b"5.1.1 no")}',
      'smtp; 550 5.1.1 no',
      '#5.1.1 SMTP; 550',
    ],
  },
  'may quote': { ask: (text) => mayQuote(text, 0), texts: ['said: 550 no', 'code 550', 'nothing', '(550', '550§', '§550 a'] },
  'enhanced code behind a code': {
    ask: (text) => laterEnhanced(550, text),
    texts: [' no (#5.1.1)', ' no 5.1.1', ' (4.1.1)', ' no [5.1.1]', ' no (#5.1.1§', ' a¶ (#5.1.1)'],
  },
  'code behind an enhanced code': {
    ask: laterCode,
    texts: [' SMTP code: 550', ' (550)', ' code=550', ' error code 550', ' 550', ' code: 55§', ' a¶ SMTP code: 550'],
  },
  'id of Exim': {
    ask: (text) => eximIdEnd(text, 0),
    texts: [
      '1xVZhV-0002xq-2G a',
      '1xVZhV-00000002xqA-2Gab a',
      '1xVZhV-0002xq-2G',
      '1xVZh§-0002xq-2G ',
      '1xVZhV-0002xq-2G§',
      '1xVZhV§0002xq-2G ',
    ],
  },
  'id of Postfix': {
    ask: (text) => queueIdEnd(text, 0),
    texts: ['4F9D1A2B3C: a', '4dKJZ62Gm9z3qL: a', 'NOQUEUE: a', 'ABC: a', '4F9D1A2§: a', '4F9D1A2B3C§a', 'A¶: a', '4dKJZ6b¶: a'],
  },
  'refusal of Exim': {
    ask: (text) => rejectedAt(text, ...whole(text)),
    texts: [
      'H=a rejected RCPT <b>: no',
      'rejected after DATA: no',
      'temporarily rejected RCPT',
      'prejected',
      'a§rejected RCPT',
      'rejected§RCPT',
    ],
  },
  'reply in an error of Exim': {
    ask: (text) => replies(exim.repliesInError(text, ...whole(text))),
    texts: [
      'R=a T=b: SMTP error from remote mail server after RCPT TO:<b@example.net>: host mx [192.0.2.1]: 550 5.1.1 no',
      ': 550 5.1.1 no',
      'SMTP error from remote mail server after end of data: 554 no',
      'SMTP error from remote mail server after initial connection: host a [b]: 421 no',
      'C="250 Ok"',
      'SMTP error from remote mail server after MAIL FROM:<> SIZE=1: 5§0 no',
    ],
  },
  'step of a failure of Exim': {
    ask: (text) => exim.failurePhase(text, ...whole(text)),
    texts: [
      'after RCPT TO:<b>: a',
      'after MAIL FROM:<a> SIZE=1: a',
      'after end of data: a',
      'after pipelined DATA: a',
      'after initial connection: a',
      'after STARTTLS',
      'after EHLO mx',
      'after §ATA',
    ],
  },
  'replies in a reason of Postfix': {
    ask: (text) => replies(postfix.reasonReplies(text, ...whole(text), 'smtp')),
    texts: [
      'host mx[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command)',
      'host mx[a] refused to talk to me: 554 no',
      'host mx[a] said: 450-4.2.0 a 450 4.2.0 b (in reply to end of DATA command)',
      '250 2.0.0 Ok: queued as 1',
      'TLS is required, but was not offered by host mx[a]',
      'SASL authentication failed; server mx[a] said: 535 5.7.8 no',
      'host mx[a] said: 550§5.1.1 no',
      'delivery temporarily suspended: host mx[a] said: 421 4.7.0 no',
      'lost connection with mx[a] while receiving the initial server greeting',
    ],
  },
  'replies of others in a reason of Postfix': {
    ask: (text) => [postfix.filterReplies, postfix.calloutReplies].map((ask) => replies(ask(text, ...whole(text)))),
    texts: [
      '250 2.7.0 Ok, discarded, id=1 - spam',
      'from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok',
      'undeliverable address: host mx[a] said: 550 5.1.1 no (in reply to RCPT TO command)',
      '554 5.7.0 Reject, id=1 - INFECTED',
      'from MTA(smtp:[127.0.0.1]:10025): 55§ no',
    ],
  },
  'step of a failure of Postfix': {
    ask: (text) => postfix.failurePhase(text, ...whole(text)),
    texts: [
      'lost connection with mx[a] while sending RCPT TO',
      'conversation with mx[a] timed out while sending end of data -- message may be sent more than once',
      'lost connection with mx[a] while receiving the initial server greeting',
      'while performing the EHLO handshake',
      'while sending message body',
      'while sending §ATA',
    ],
  },
  'stage of Postfix': {
    ask: postfix.stagePhase,
    texts: ['CONNECT', 'END-OF-MESSAGE', 'RCPT', 'UNKNOWN', 'message content', 'AB', 'A¶', 'DAT§'],
  },
  'end of an action of Postfix': {
    ask: (text) => actionEnd(text, 0),
    texts: [
      'reject: RCPT from',
      'milter-reject: END-OF-MESSAGE',
      'warning: a',
      'hold: a',
      'discard: a',
      'reject_warning: a',
      'x§: a',
      'rejec§: a',
      'a¶: b',
    ],
  },
  'end of an angle': {
    ask: (text) => angleEnd(text, 0, text.length),
    texts: ['<a@b> c', '<"a>b"@c> d', '<a', '<"a\\"b>"@c> d', '<>', '<§>', '<a¶>'],
  },
  'value of JSON': {
    ask: (text) => rawText(text, rawValue(text, 'a')),
    texts: [
      '{"a":"b\\"c","d":1}',
      '{"b":1, "a" : 12}',
      '{"a":null}',
      '{"a":["x","y"]}',
      '{"a":{"b":1}}',
      '{"xa":1,"a":2}',
      '{"a":"\\u0041\\n"}',
      '{"a"§1}',
      '{"a":§}',
      '{"a":"b§"}',
      '{"b":"\\"a\\":1","a":2}',
    ],
  },
  'own words': {
    ask: isOwnWords,
    texts: ['Nov 23 19:22:41 mx postfix/smtp[7126]: a', '2026-11-23 19:30:02 1xVZjm-0003Va-0z => b', 'S: 220 a', 'mx postfix/smtpd[1]: §'],
  },
  'quoted log': {
    ask: (text) => JSON.stringify(quotedLog(text)),
    texts: [
      '> Nov 23 19:22:41 mx postfix/smtp[7126]: 4F9D1A2B3C: removed',
      '"Nov 23 19:22:41 mx postfix/smtp[7126]: a"',
      '  - `Nov 23 19:22:41 mx a: b`',
      'see: Nov 23 19:22:41 mx postfix/smtp[1]: a',
    ],
  },
  reason: { ask: reasonIn, texts: ['Connection timed out', 'Connection refused', 'Host not found', 'lost connection', 'nothing'] },
  'failure said': {
    ask: failureSaid,
    texts: [
      'smtp: connect timed out',
      'SMTPException: could not connect to host',
      'mail: certificate verify failed',
      'dial tcp 192.0.2.1:25: connection refused',
      'timeout of 5 s',
    ],
  },
  'may fail': { ask: (text) => mayFail(text, 0), texts: ['Connection timed out', 'error', 'refused', 'nothing here', 'TLS handshake'] },
  'words alone': { ask: loneWords, texts: ['User unknown', 'Connection timed out', 'a', 'Mailbox full', 'it works'] },
  'about mail': { ask: aboutMail, texts: ['smtp: a', 'postfix', 'mail sent', 'RCPT', 'database', 'nodemailer', '§mtp'] },
  'written by a program': {
    ask: written,
    texts: [
      'Traceback (most recent call last):',
      '  at java.lang.Thread.run',
      'throw new Error("550 no")',
      'if (code === 550)',
      '// 550 a',
      '550 a',
      'const a = "550"',
    ],
  },
  'stamp of syslog': {
    ask: (text) => bsdStamp(text, 0),
    texts: [
      'Nov 23 19:22:41 a',
      'Nov  3 09:02:01 a',
      'Nov 3 19:22:41',
      'Xov 23 19:22:41 a',
      'Nov 23 19:22:4§ a',
      'Nov §3 19:22:41 a',
      'Nov 23 §9:22:41 a',
      'Nov 23 19:22:41.123 a',
      'Nov 23 2026 19:22:41 a',
      'Nov 23 19§22:41 a',
      '§ov 23 19:22:41',
    ],
  },
  'stamp of ISO 8601': {
    ask: (text) => isoStamp(text, 0),
    texts: [
      '2026-11-23T19:22:41.123+01:00 a',
      '2026-11-23 19:22:41,5 a',
      '2026-11-23T19:22:41Z',
      '2026/11/23 19:22:41 a',
      '2026-11-23T19:22 a',
      '2026-11-23T19:22:41§',
      '2026-1§-23T19:22:41 ',
      '2026-11-23§19:22:41 ',
      '2026-11-23T19:22:41.1¶ a',
      '2026-11-23T19:22:41+0100 a',
      '2026-11-23T19:22:41-§1:00 ',
    ],
  },
  'other stamps': {
    ask: (text) => [clockAt(text, 0), epochStamp(text, 0), taiStamp(text, 0)].join(' '),
    texts: [
      '19:22:41 a',
      '19:2§:41',
      '§9:22:41',
      '1795461761 a',
      '1795461761.123 a',
      '179546176§ a',
      '17954617¶ a',
      '@400000006aa8e01a2c3ca000 a',
      '@400000006aa8e01a2c3ca00§',
      '@¶',
    ],
  },
  'giving up': {
    ask: (text) => JSON.stringify(givingUp(text)),
    texts: [
      'Connection lost',
      'curl: (56) Recv failure: Connection reset by peer',
      'SMTPServerDisconnected: Connection unexpectedly closed',
      'Error: Timeout',
      'msmtp: cannot connect to mx, port 25: Connection refused',
      '*** Error',
      'connection closed',
      'a¶ Connection timed out',
      'error§timed out',
    ],
  },
  literal: {
    ask: (text) => decodeLiteral(text, 0, text.length).text,
    texts: ['a\\r\\nb', 'a\\\'b\\"c', '\\x41\\u0042\\103', '\\\\n', '\\§', '\\x4§', '\\u004§', '\\10§', 'a\\'],
  },
  clock: { ask: clockOf, texts: ['19:22:41', 'at 19:22:41.5 b', '19:22:41,123456789', '9:22:41', '19:22:4§', '00:00:00.1¶'] },
  'end of a line': {
    ask: (text) => [trimmedEnd(text), withoutLiteralEnds(text, text.length)].join(' '),
    texts: ['a \t', 'a\\r\\n', 'a\\n', 'a\\\\n', 'a\\r', 'a\r', 'a§', 'a\\§'],
  },
  'closing quote': {
    ask: (text) => [closingQuote(text, 1, text.charCodeAt(0)), withoutQuote(text, 1, text.length)].join(' '),
    texts: ['"a\\"b" c', "'a' b", '"a', '"a\\\\" b', '"§"', '"a"§'],
  },
  'first line of a bounce': {
    ask: startsBounce,
    texts: [
      'Reporting-MTA: dns; mx.example.net',
      'This is the mail system at host mx.example.net.',
      'Delivery has failed to these recipients',
      'The following address failed:',
      'Hi. This is the qmail-send program at',
      'Final-Recipient: rfc822;b@example.net',
      'Subject: hello',
      'Reporting-MTA§ dns',
      '> Reporting-MTA: dns; a',
    ],
  },
  'a reply in the prose of a bounce': {
    ask: (text) =>
      quotedReply
        .read(linesOf(text.split('\n')), 0)
        ?.replies.map(
          ({ line, status, reply }) =>
            `${line + 1}:${reply.from + 1} ${reply.code} ${reply.enhanced ?? ''} ${reply.phase ?? ''} ${status ?? ''}`,
        ) ?? null,
    texts: [
      'Remote host said: 550 5.1.1 no',
      'it said 550: Mailbox full',
      '550: Mailbox full',
      'a 550: Mailbox full',
      '550 550 sorry (#5.1.1)',
      '550 550 5.1.1 no',
      '550-5.1.1 a\n550 5.1.1 b',
      'no (#5.1.1§ a',
      'status 5.1.1, and',
      "Server returned '550 5.1.10 no'",
      'ERROR_CODE :550, no',
      'ResponseCode: 452',
      'a ResponseCode §550',
      '<<< 550 no such user',
      '-> 550 No',
      'a@example.net 550 full',
      "5.3.0 - Other problem 550-'Unknown'",
      `5.3.0 - Other${' '.repeat(70)}550-'Unknown'`,
      `5.3.0 - Other${' '.repeat(71)}550-'Unknown'`,
      '250 2.0.0 Ok',
      'it said 250 2.0.0',
      '550 20 Sorry',
      '550 b@example.net no',
      'a §50 5.1.1 no',
      '550§Mailbox full',
      '550 §ailbox full',
      '§550 5.1.1 no',
      'a§550 Mailbox full',
      'said§550 Mailbox full',
      'after RCPT TO: 550 5.1.1 no (in reply to RCPT TO command) 452 4.2.2 full',
    ],
  },
  'a recipient that a library names': {
    ask: (text) => {
      const entry = readLogLine(`mailer: said: 550 5.1.1 no, ${text}`);
      const address = entry?.fields.find(({ name }) => name === 'to')?.piece.text;
      return address === undefined ? 'nobody' : address === 'a@example.net' ? 'that one' : 'another';
    },
    texts: [
      'RCPT TO:<a@example.net>',
      'RCPT TO: a@example.net',
      "recipient: 'a@example.net'",
      'recipient a@example.net',
      'rcpt="a@example.net"',
      'rcpt: a@example.net, and',
      "{'a@example.net': 1}",
      '"email": ["a@example.net"]',
      '"to":"a@example.net"',
      '"recipient" : "a@example.net"',
      '§recipient: a@example.net',
      '§rcpt: a@example.net',
      'rcpt§a@example.net',
      '"to"§"a@example.net"',
      '{§a@example.net',
      'rcpt: a§b@example§net',
      'rcpt: a¶@example.net',
      'rcpt: a@e¶.net',
    ],
  },
  'a reply alone': {
    ask: startsLone,
    texts: [
      '550 5.1.1 User unknown',
      '550-5.1.1 a',
      '550',
      '550 a',
      '250 Ok',
      '550 people came',
      '5.1.1 a',
      '550§5.1.1 no',
      '§50 5.1.1 no',
      '> 550 5.1.1 no',
    ],
  },
};

describe('what is read of a piece of a line, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});
