import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import type { Session } from '../../src/session/model';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';

interface Found {
  readonly format: string;
  readonly key: string | null;
  /** First and last line, from 1. */
  readonly lines: readonly [number, number];
  readonly said: readonly string[];
}

const saidIn = (session: Session): string[] =>
  session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`));
const found = (text: string): Found[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].map(({ session, start }) => ({
    format: session.format,
    key: session.key,
    lines: [start + session.firstLine + 1, start + session.lastLine + 1],
    said: saidIn(session),
  }));
const sample = (id: string): string => transcriptFormats.find((format) => format.id === id)?.samples[0].text ?? '';

describe('recognition is by region, not by file', () => {
  it('prose, two transcripts in two formats, a log', () => {
    const text = [
      '# Mail is refused',
      '',
      'Since Monday the server says 550 to everybody, see below.',
      '',
      '```',
      sample('swaks').trimEnd(),
      '```',
      '',
      'With Python it is the same:',
      '',
      ...sample('smtplib')
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
      '',
      'and the log has 250 lines like',
      '',
      'Nov 23 19:22:41 mx postfix/smtp[712]: 4C4D21A2B3: to=<bob@example.net>, relay=mail.example.net[192.0.2.25]:25, delay=1, dsn=5.1.1, status=bounced (host mail.example.net[192.0.2.25] said: 550 5.1.1 no (in reply to RCPT TO command))',
    ].join('\n');
    const sessions = found(text);
    expect(sessions.map(({ format }) => format)).toEqual(['swaks', 'smtplib']);
    expect(sessions[0].lines).toEqual([6, 18]);
    expect(sessions[1].lines).toEqual([24, 40]);
  });

  it('two unfinished sessions in two code blocks are two', () => {
    const part = '220 mail.example.net ESMTP\nEHLO client.example.org\n250 mail.example.net';
    expect(
      found(`\`\`\`\n${part}\n\`\`\`\nIt hangs here. And then:\n\`\`\`\nMAIL FROM:<a@example.org>\n250 2.1.0 Ok\n\`\`\`\n`).map(
        ({ said }) => said,
      ),
    ).toEqual([['greeting 220', 'EHLO 250'], ['MAIL 250']]);
  });

  it('SMTP in the first half, FTP in the second', () => {
    const ftp =
      '220 ftp.example.net FTP server ready\nUSER bob\n331 Password required\nPASS x\n230 Logged in\nRETR a.txt\n150 Opening\n226 Done\nQUIT\n221 Goodbye\n';
    const sessions = found(`${sample('bare')}\n\n${ftp}`);
    expect(sessions.map(({ format }) => format)).toEqual(['bare']);
    expect(sessions[0].lines[1]).toBeLessThanOrEqual(sample('bare').split('\n').length);
    expect(found(ftp)).toEqual([]);
  });

  it('IMAP, POP3 and NNTP behind the letters of the RFCs', () => {
    expect(
      found(
        'S: * OK IMAP4rev1 Service Ready\nC: a001 login mrc secret\nS: a001 OK LOGIN completed\nC: a002 select inbox\nS: * 18 EXISTS\n',
      ),
    ).toEqual([]);
    expect(found('S: +OK POP3 server ready\nC: USER bob\nS: +OK\nC: PASS x\nS: -ERR no\nC: QUIT\nS: +OK\n')).toEqual([]);
    expect(
      found(
        'S: 200 news.example.net ready\nC: GROUP misc.test\nS: 211 1234 3000234 3002322 misc.test\nC: ARTICLE 1\nS: 220 1 <a@b> article\nC: QUIT\nS: 205 bye\n',
      ),
    ).toEqual([]);
  });
});

describe('what a wrapper tells keeps sessions apart', () => {
  const left = [
    '=== Connected to mx.example.net.',
    '<-  220 mx.example.net ESMTP',
    ' -> EHLO a.example.org',
    '<-  250 mx.example.net',
    ' -> QUIT',
    '<-  221 Bye',
  ];
  const right = [
    '=== Connected to mx.example.net.',
    '<-  220 mx.example.net ESMTP',
    ' -> HELO b.example.org',
    '<-  550 no',
    ' -> QUIT',
    '<-  221 Bye',
  ];
  const interleaved = (wrap: (line: string, side: 0 | 1) => string): string =>
    left.flatMap((line, n) => [wrap(line, 0), wrap(right[n], 1)]).join('\n');
  const expected = [
    ['greeting 220', 'EHLO 250', 'QUIT 221'],
    ['greeting 220', 'HELO 550', 'QUIT 221'],
  ];
  const CARRIERS: Readonly<Record<string, (line: string, side: 0 | 1) => string>> = {
    'pids of syslog': (line, side) => `Nov 23 19:22:41 host swaks[${712 + side}]: ${line}`,
    containers: (line, side) => `mailer-${side}  | ${line}`,
    pods: (line, side) => `[pod/mail-${side}/app] ${line}`,
    threads: (line, side) => `2026-11-23 19:22:41,123 INFO  [worker-${side}] ${line}`,
    'fields of JSON': (line, side) => JSON.stringify({ level: 20, sid: `c${side}`, msg: line }),
  };
  for (const [name, wrap] of Object.entries(CARRIERS))
    it(name, () => expect(found(interleaved(wrap)).map(({ said }) => said)).toEqual(expected));
});
