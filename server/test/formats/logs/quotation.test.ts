import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../../src/formats/logs/index';

const found = (line: string) => {
  const entry = readLogLine(line);
  return entry && [entry.id, entry.status, ...entry.replies.map((r) => `${r.from}:${line.slice(r.from, r.to)}`)];
};

const REJECT = 'NOQUEUE: reject: RCPT from mx.example.net[192.0.2.7]: 554 5.7.1 <x@example.com>: Relay access denied';
const SENT = '9F2B3C4D5E: to=<b@example.net>, relay=mx.example.net[192.0.2.5]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok)';

describe('a log line that stands in something else', () => {
  it('is read in a string, with the columns of the whole line', () => {
    const line = `REJECT = "${REJECT}"`;
    expect(found(line)).toEqual([null, 'rejected', `${line.indexOf('554 ')}:554`]);
    const key = `    "data": "${SENT}",`;
    expect(found(key)).toEqual(['9F2B3C4D5E', 'sent', `${key.indexOf('2.0.0')}:2.0.0`, `${key.indexOf('250 ')}:250`]);
  });

  it('is read behind the mark of a comment, a list or a call', () => {
    for (const before of [
      '#TD ',
      '// ',
      '  # ',
      ' * ',
      '- ',
      "assert(parse('",
      'rcpt \t= "',
      'time="2026-09-06T13:13:16Z" level=info msg="',
      '\t\t_, payload, err := Parse(string(`',
      '\tText line = new Text("Oct  7 10:20:30 mx postfix/smtpd[7]: ',
    ]) {
      const line = before + REJECT;
      expect(found(line), before).toEqual([null, 'rejected', `${line.indexOf('554 ')}:554`]);
    }
  });

  it('ends with its string, whatever stands behind it', () => {
    const exim =
      '2026-10-04 14:22:39 1rAbCd-000Xyz-Ef ** a@example.com R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx [192.0.2.1]: 550 no such user';
    expect(readLogLine(`\t\t{"exim bounced", "${exim}", "1rAbCd-000Xyz-Ef", "bounced", true},`)?.replies[0].textTo).toBe(
      `\t\t{"exim bounced", "${exim}`.length,
    );
    for (const before of ['-- Example: ', 'my $line = q{'])
      expect(found(before + exim)?.slice(0, 2), before).toEqual(['1rAbCd-000Xyz-Ef', 'bounced']);
  });

  it('keeps its queue id', () => {
    expect(found(`#TD ${SENT}`)?.[0]).toBe('9F2B3C4D5E');
    expect(found(`msg = """Oct  7 10:20:30 mx postfix/smtp[7]: ${SENT}"""`)?.[0]).toBe('9F2B3C4D5E');
  });

  it('is not found where nothing of it stands', () => {
    for (const line of [
      '# the reply 550 5.1.1 is what a server says, and 250 Ok is another',
      'total = "550 of 250 items at 2026-10-07 10:20:30 in the list of all"',
      '- 2026-10-07 10:20:30 HTTP 550 in 421 ms from=<a> status=sent to all of them',
    ])
      expect(found(line), line).toBeNull();
  });
});

describe('seconds since 1970 before a host and a program', () => {
  it('are a stamp like any other', () => {
    const entry = readLogLine(`1757675281 smtp1 postfix/smtp[139]: ${SENT}`);
    expect([entry?.id, entry?.host, entry?.time]).toEqual(['9F2B3C4D5E', 'smtp1', 1757675281000]);
    expect(readLogLine('1757675281 smtp1 job[139]: 550 of 250 done')).toBeNull();
  });
});

describe('the level of a container log in the place of the host', () => {
  it('is passed over', () => {
    const line = `2026-08-15T03:20:51.940525+02:00 INFO    postfix/smtp[139]: ${SENT}`;
    const entry = readLogLine(line);
    expect([entry?.id, entry?.host, entry?.daemon]).toEqual(['9F2B3C4D5E', undefined, 'smtp']);
  });
});
