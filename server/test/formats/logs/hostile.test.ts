import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logFormats, readLogLine } from '../../../src/formats/logs/index';

const codes = (line: string) => (readLogLine(line)?.replies ?? []).map((r) => `${r.code ?? '-'} ${r.enhanced ?? '-'}`);

describe('hostile text', () => {
  it.each([
    [
      'a HELO that imitates a reply (Postfix)',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <x@example.com>: Relay access denied; from=<a@example.org> to=<x@example.com> proto=ESMTP helo=<host mx[1] said: 250 2.0.0 Ok>',
      ['554 5.7.1'],
    ],
    [
      'an address that imitates a status (Postfix)',
      'Nov 23 19:24:48 mail postfix/smtp[1]: 4F9D1A2B3C: to=<", status=sent (250 2.0.0 Ok"@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command))',
      ['- 5.1.1', '550 5.1.1'],
    ],
    [
      'pipelined text that imitates a reply (Postfix)',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: improper command pipelining after EHLO from unknown[192.0.2.9]: 550 5.1.1 x\\r\\n',
      [],
    ],
    [
      'a HELO that imitates a refusal (Exim)',
      '2026-11-23 19:29:00 H=(x rejected RCPT <a@b>: 250 2.0.0 fine) [192.0.2.9]:51748 F=<a@example.org> rejected RCPT <x@example.com>: 550 5.7.1 blocked',
      ['550 5.7.1'],
    ],
    [
      'a user name that imitates a reply (Exim)',
      '2026-11-23 19:29:00 plain authenticator failed for (x) [192.0.2.9]: 535 Incorrect authentication data (set_id=a: 235 2.7.0 fine)',
      ['535 -'],
    ],
    [
      'an address that imitates a reply (Exim)',
      '2026-11-23 19:29:00 1xVZiV-0003HW-2p ** "x>: 250 2.0.0 y"@example.net R=r T=smtp H=mx [192.0.2.1]:25: SMTP error from remote mail server after RCPT TO:<"x>: 250 2.0.0 y"@example.net>: 550 5.1.1 no DT=0s',
      ['550 5.1.1'],
    ],
    [
      'an argument that imitates a refusal (Sendmail)',
      'Nov 23 19:41:01 mail sm-mta[9]: 6ANJf1xx088390: ruleset=check_rcpt, arg1=<x, reject=250 2.0.0 y@example.net>, relay=c [192.0.2.133], reject=550 5.7.1 denied',
      ['550 5.7.1'],
    ],
    [
      'a command that imitates a result (OpenSMTPD)',
      'Nov 23 20:00:01 mx smtpd[4]: 88166f7f21c951f4 smtp failed-command command="RCPT TO:<x result="250 ok">" result="550 5.1.1 no"',
      ['550 5.1.1'],
    ],
    [
      'numbers of all kinds',
      'Nov 23 19:24:48 mail postfix/qmgr[550]: 5501234567: from=<550@example.com>, size=550550, nrcpt=250 (queue active)',
      [],
    ],
    [
      'an errno',
      "2026-11-23 19:28:49 1xVZib-0003II-13 == sz@example.net R=r T=smtp defer (421) DT=550s: retry time not reached for any host for '550.example'",
      [],
    ],
    [
      'a program’s output',
      'Nov 23 19:24:48 mail postfix/pipe[1]: 4F9D1A2B3C: to=<x@example.com>, relay=p, delay=1, dsn=5.1.1, status=bounced (user unknown. Command output: 550 5.1.1 no)',
      ['- 5.1.1'],
    ],
    ['a timeout of an appliance', "Info: Bounced: DCID 1 MID 2 to RID 0 - 5.4.7 - Delivery expired ('000', ['timeout'])", ['- 5.4.7']],
    ['an address after its code', 'Nov 23 19:24:48 mail postfix/smtp[1]: 4F9D1A2B3C: host mx[192.0.2.1] said: 550 5.1.1.2 no', ['550 -']],
  ])('%s', (_, line, expected) => {
    expect(codes(line)).toEqual(expected);
  });
});

const pieces = [
  'postfix/smtp[1]: ',
  'Nov 23 19:24:48 ',
  'mail ',
  '4F9D1A2B3C: ',
  'to=<',
  '>, relay=',
  ', dsn=5.1.1',
  ', status=bounced (',
  '] said: ',
  '550',
  '-',
  ' ',
  '5.1.1 ',
  '\\n',
  '"',
  '<',
  '(',
  ')',
  ': ',
  'H=(',
  ' rejected RCPT ',
  ' C="',
  '{"response":{"code":',
  '"enhanced_code":',
  'LED=',
  'delivery 1: failure: ',
  'Remote_host_said:_',
  '/',
  ', stat=Deferred: ',
  'sm-mta[2]: ',
  '2026-11-23 19:28:49 ',
  '1xVZib-0003II-13 ',
  '** ',
  '@400000006aa8e01a2c3ca000 ',
  'smtpd[3]: 88166f7f21c951f4 ',
  'result="',
  "('",
  '\u0000',
  '\ud800',
  'é',
  '\t{"smtp_code":',
];

describe('any line', () => {
  it('that was cut off behind a key has no reply without a width', () => {
    for (const { replies } of logFormats.flatMap((format) => format.read('mx 4F9D1A2B3C: \t{"smtp_code":') ?? []))
      for (const { from, to } of replies) expect(from).toBeLessThan(to);
    for (const rest of ['', '000,"smtp_enchcode":', '<!--,"smtp_enchcode":'])
      expect(readLogLine(`smtp: RCPT error\t{"msg_id":"1405ac4c","smtp_code":${rest}`)?.replies, rest).toEqual([]);
  });
  it('never throws, and columns stay in the line', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 30 }).map((a) => a.join('')),
    );
    fc.assert(
      fc.property(line, (text) => {
        for (const read of [readLogLine, ...logFormats.map((f) => (l: string) => f.read(l))]) {
          const entry = read(text);
          if (!entry) continue;
          for (const r of entry.replies) {
            expect(r.from).toBeGreaterThanOrEqual(0);
            expect(r.from).toBeLessThan(r.to);
            expect(Math.max(r.to, r.enhancedTo, r.textTo)).toBeLessThanOrEqual(text.length);
            expect(r.textFrom).toBeLessThanOrEqual(r.textTo);
          }
          for (const f of entry.fields) expect(text.slice(f.piece.from, f.piece.to)).toBe(f.piece.text);
          expect(typeof entry.time).toBe('number');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('takes time that grows with the line, not faster', () => {
    const heads = logFormats.flatMap((format) => format.samples.flatMap((sample) => sample.text.split('\n')));
    const tails = [
      ' ',
      '] ',
      ': ',
      '<',
      '(',
      '550 ',
      '550-',
      '\\n550-',
      '/550-',
      ', reject=',
      '"',
      'rejected ',
      ' message to ',
      'a',
      '{"',
      '"code":',
      'LED=550-',
      "('",
    ];
    const slow: string[] = [];
    for (const head of new Set(heads)) {
      for (const tail of tails) {
        const line = head + tail.repeat(Math.ceil(200_000 / tail.length));
        const start = process.cpuUsage();
        const entry = readLogLine(line);
        void entry?.fields;
        const took = process.cpuUsage(start).user / 1000;
        if (took > 250) slow.push(`${Math.round(took)} ms: ${head.slice(0, 80)} … ${tail}`);
      }
    }
    expect(slow).toEqual([]);
  }, 120_000);

  it('reads a line of ten million units in a blink', () => {
    const line = `Nov 23 19:24:48 mail postfix/smtp[1]: 4F9D1A2B3C: host mx[192.0.2.1] said: 550-5.1.1 ${'x 550 '.repeat(1_700_000)}`;
    const start = performance.now();
    expect(readLogLine(line)?.replies[0]?.code).toBe(550);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
