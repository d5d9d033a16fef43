import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { type RedactOptions, redact } from '../../src/features/redact';
import { repliesOf } from '../../src/features/replies';
import { transcriptFormats } from '../../src/formats/transcripts';
import { nameOf } from '../../src/session/model';
import { encodeBase64 } from '../../src/syntax/base64';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

const read = (text: string): Analysis => Analysis.of(textOf(splitFileText(text)));
const copyOf = (text: string, options?: RedactOptions): string => redact(read(text), options).lines.join('\n');

/** What is said of credentials is said no more: they are gone. */
const CREDENTIALS = new Set([
  'credentials-visible',
  'bearer-token-visible',
  'offline-crackable-auth',
  'secret-in-url-or-option',
  'secret-in-stack-trace',
]);

/** What must be the same in the copy: findings by line, exchanges by line and code, formats, replies wherever they stand. */
function view(text: string): string[] {
  const analysis = read(text);
  const findings = findingsOf(analysis, STANDARD)
    .filter(({ finding }) => !CREDENTIALS.has(finding.rule.id))
    .map(({ finding, start }) => `${start + finding.at.line + 1} ${finding.severity} ${finding.rule.id}`);
  const exchanges = [...analysis.sessions()].flatMap(({ session, start }) =>
    session.exchanges.map((exchange) => {
      const replies = exchange.replies.map(({ code, enhanced }) => `${code} ${enhanced}`).join(', ');
      return `${session.format} ${nameOf(exchange)} ${exchange.command ? start + exchange.command.line : ''}: ${replies}`;
    }),
  );
  const replies = repliesOf(analysis).map(
    ({ line, code, enhanced, format, phase, id, status }) =>
      `${line} ${code} ${enhanced} ${format} ${phase} ${format === 'bounce' ? '' : (id ?? '')} ${status}`,
  );
  return [...findings, ...exchanges, ...replies];
}

/** Without keys: an address and a port may be one. */
const unkeyed = (lines: string[]): string[] => lines.map((line) => line.replace(/ (?:\[?[\d.:a-f]{7,}\]?(?:[:.]\d+)?){1}(?= )/, ' KEY'));

function* texts(): Generator<{ name: string; text: string }> {
  for (const format of transcriptFormats)
    for (const sample of format.samples) yield { name: `${format.id}: ${sample.title}`, text: sample.text };
  const folder = resolve(__dirname, '../samples');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.txt')))
    yield { name, text: readFileSync(join(folder, name), 'utf8') };
  const logs = resolve(__dirname, '../story/logs');
  for (const name of readdirSync(logs)) yield { name, text: readFileSync(join(logs, name), 'utf8') };
}

describe('a redacted copy', () => {
  for (const { name, text } of texts()) {
    it(`is read like the text: ${name}`, () => {
      const copy = copyOf(text);
      expect(copy.split('\n')).toHaveLength(splitFileText(text).length);
      expect(unkeyed(view(copy))).toEqual(unkeyed(view(text)));
      expect(copyOf(copy)).toBe(copy);
    });
  }
});

const session = (
  user: string,
  password: string,
): string => `$ swaks --to bob@contoso.de --server mail.corp-site.de --auth-user ${user} --auth-password ${password}
=== Trying mail.corp-site.de:587...
=== Connected to mail.corp-site.de.
<-  220 mail.corp-site.de ESMTP Postfix
 -> EHLO pc-alice
<-  250-mail.corp-site.de Hello pc-alice [10.1.2.3]
<-  250 AUTH PLAIN LOGIN
 -> AUTH LOGIN
<-  334 VXNlcm5hbWU6
 -> ${encodeBase64(user)}
<-  334 UGFzc3dvcmQ6
 -> ${encodeBase64(password)}
<** 535 5.7.8 Authentication failed: ${encodeBase64(password)}
 -> AUTH PLAIN ${encodeBase64(`\0${user}\0${password}`)}
<-  235 2.7.0 Ok
 -> MAIL FROM:<alice@corp-site.de> SIZE=100
<-  250 2.1.0 Ok
 -> RCPT TO:<bob@contoso.de>
<-  550 5.1.1 <bob@contoso.de>: unknown, see https://mail.corp-site.de/help
 -> RCPT TO:<carol@contoso.de>
<-  250 2.1.5 Ok
 -> DATA
<-  354 go ahead
 -> From: Alice Smith <alice@corp-site.de>
 -> To: "Carol" <carol@contoso.de>
 -> Subject: quarterly figures
 -> 
 -> Dear Carol, the password is ${password}
 -> ..dots
 -> .
<-  250 2.0.0 Ok: queued as 4F9D1A2B3C
 -> QUIT
<-  221 2.0.0 Bye
`;

describe('credentials', () => {
  it('become valid stand-ins, in the dialogue and wherever they are repeated', () => {
    const copy = copyOf(session('alice@corp-site.de', 'tulip-4711'));
    expect(copy).not.toMatch(/tulip|dHVsaXAtNDcxMQ|4711/);
    expect(copy).toContain('--auth-password REDACTED');
    expect(copy).toContain(` -> ${encodeBase64('REDACTED')}\n`);
    expect(copy).toContain('AUTH PLAIN AHVzZXI');
  });

  it('go even where names are kept', () => {
    const copy = copyOf(session('alice@corp-site.de', 'tulip-4711'), { keepIdentities: true, keepMailData: true });
    expect(copy).toContain(`AUTH PLAIN ${encodeBase64('\0alice@corp-site.de\0REDACTED')}`);
    expect(copy).toContain('Subject: quarterly figures');
    expect(copy).not.toContain('tulip');
  });

  const shapes: [string, (user: string, password: string) => string][] = [
    ['PLAIN at once', (user, password) => `C: AUTH PLAIN ${encodeBase64(`\0${user}\0${password}`)}\nS: 235 OK\nC: NOOP ${password}`],
    [
      'PLAIN in two steps',
      (user, password) => `C: AUTH PLAIN\nS: 334 \nC: ${encodeBase64(`${user}\0${user}\0${password}`)}\nS: 535 no ${password}`,
    ],
    [
      'LOGIN',
      (user, password) =>
        `S: 220 x ESMTP\nC: AUTH LOGIN ${encodeBase64(user)}\nS: 334 UGFzc3dvcmQ6\nC: ${encodeBase64(password)}\nS: 235 OK`,
    ],
    [
      'LOGIN without its prompts',
      (user, password) => `AUTH LOGIN\n${encodeBase64(user)}\n${encodeBase64(password)}\nMAIL FROM:<a@example.org>`,
    ],
    [
      'XOAUTH2',
      (user, password) =>
        `C: AUTH XOAUTH2 ${encodeBase64(`user=${user}\u0001auth=Bearer ya29.${password}\u0001\u0001`)}\nS: 334 eyJzdGF0dXMiOiI0MDAifQ==\nC: \nS: 535 5.7.8 no`,
    ],
    [
      'Python literals',
      (user, password) =>
        `send: 'AUTH PLAIN ${encodeBase64(`\0${user}\0${password}`)}\\r\\n'\nreply: b'235 2.7.0 ok\\r\\n'\nreply: retcode (235); Msg: b'2.7.0 ok'`,
    ],
    [
      'a URL and a setting',
      (user, password) =>
        `MAILER_DSN=smtp://${user.replace('@', '%40')}:${encodeURIComponent(password)}@mail.example.org:587\nSMTP_PASSWORD=${password}`,
    ],
    [
      'a stack trace',
      (user, password) =>
        `#3 Swift_Transport_Esmtp_AuthHandler->authenticate(Object(Swift_SmtpTransport), '${user}', '${password}')\n#4 login failed for ${password}`,
    ],
    [
      'a log line',
      (user, password) =>
        `Jul  3 10:00:00 mx postfix/smtpd[9]: < unknown[198.51.100.9]: AUTH PLAIN ${encodeBase64(`\0${user}\0${password}`)}`,
    ],
    [
      'inside HTML',
      (user, password) => `<p>C: AUTH PLAIN ${encodeBase64(`\0${user}\0${password}`).replace(/=/g, '&#61;')}</p>\n<p>S: 235 OK</p>`,
    ],
  ];
  const secret = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.!_-]{8,20}[A-Za-z0-9]$/);
  for (const [name, write] of shapes) {
    it(`are left nowhere in the copy: ${name}`, () => {
      fc.assert(
        fc.property(secret, (password) => {
          const copy = copyOf(write('alice@corp-site.de', password));
          const whole = encodeBase64(password).replace(/=+$/, '');
          expect(copy).not.toContain(password);
          expect(copy).not.toContain(whole);
          for (const token of copy.match(/[A-Za-z0-9+/]{8,}={0,2}/g) ?? [])
            if (token.length % 4 === 0) expect(atob(token)).not.toContain(password);
        }),
        { numRuns: 40 },
      );
    });
  }

  it('are found behind numbers too', () => {
    const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
    const rows = `Follow: tcp,raw\n${hex('220 mail.example.net ESMTP\r\n')}\n\t${hex(`AUTH PLAIN ${encodeBase64('\0alice\0tulip-4711')}\r\n`)}\n${hex('235 2.7.0 ok\r\n')}\n`;
    const copy = copyOf(rows);
    expect(Buffer.from(copy.split('\n')[2].trim(), 'hex').toString('latin1')).toMatch(/^AUTH PLAIN [A-Za-z0-9+/]+={0,2}\r\n$/);
    expect(copy).not.toContain(hex('dHVsaXAtNDcxMQ'));
    expect(copy.split('\n').map((line) => line.length)).toEqual(rows.split('\n').map((line) => line.length));
    expect(copyOf(copy)).toBe(copy);
  });

  it('that are stand-ins already stay', () => {
    for (const text of [
      'C: AUTH PLAIN AHVzZXIxQGV4YW1wbGUuY29tAFJFREFDVEVE\nS: 235 OK',
      'C: AUTH LOGIN\nS: 334 UGFzc3dvcmQ6\nC: Lyogc2VjcmV0ICov\nS: 235 OK',
      'C: AUTH PLAIN ********\nS: 235 OK',
    ])
      expect(copyOf(text)).toBe(text);
  });

  it('of a key file go as a whole', () => {
    const copy = copyOf('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nABCDEFGHIJKLMNOP\n-----END PRIVATE KEY-----\n');
    expect(copy).toBe('-----BEGIN PRIVATE KEY-----\nREDACTED\nREDACTED\n-----END PRIVATE KEY-----\n');
  });
});

describe('names', () => {
  it('have the same stand-in everywhere, two names two', () => {
    const copy = copyOf(session('alice@corp-site.de', 'tulip-4711'));
    expect(copy).not.toMatch(/corp-site|contoso|pc-alice|10\.1\.2\.3|alice|carol|Smith/i);
    expect(copy).toMatch(/MAIL FROM:<(user\d+@example\.\w+)>[\s\S]*From: .*<\1>/);
    expect(copy).toMatch(/EHLO (host\d+)\n.*Hello \1 \[192\.0\.2\.1\]/);
    expect(new Set(copy.match(/user\d+@example\.\w+/g)).size).toBe(3);
  });

  it('are renamed in mail logs, queue ids and codes kept', () => {
    const log =
      'Jul  3 10:00:00 mailhost7 postfix/smtp[99]: 4F9D1A2B3C: to=<bob@contoso.de>, relay=mx1.contoso.de[93.184.216.34]:25, delay=1, dsn=5.1.1, status=bounced (host mx1.contoso.de[93.184.216.34] said: 550 5.1.1 <bob@contoso.de>: unknown (in reply to RCPT TO command))';
    expect(copyOf(log)).toBe(
      'Jul  3 10:00:00 host1 postfix/smtp[99]: 4F9D1A2B3C: to=<user1@example.com>, relay=mx1.example.com[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx1.example.com[192.0.2.1] said: 550 5.1.1 <user1@example.com>: unknown (in reply to RCPT TO command))',
    );
  });

  it('of files, versions, programs and public services stay', () => {
    for (const line of [
      'file /etc/postfix/main.cf, line 7',
      'smtplib.py line 750, in sendmail',
      'Postfix 3.4.13 (Debian/GNU)',
      'at com.sun.mail.smtp.SMTPTransport.rcptTo',
      'https://support.google.com/mail/?p=NoSuchUser',
      'version 1.2.3.4',
      '10:20:30 took 5 s',
      'localhost [127.0.0.1]',
    ])
      expect(copyOf(line)).toBe(line);
  });

  it('do not become a stand-in that names somebody else', () => {
    const copy = copyOf('C: MAIL FROM:<alice@corp-site.de>\nS: 250 OK\nC: RCPT TO:<user1@example.com>\nS: 250 OK');
    expect(copy).toBe('C: MAIL FROM:<user2@example.net>\nS: 250 OK\nC: RCPT TO:<user1@example.com>\nS: 250 OK');
  });
});

describe('messages', () => {
  it('lose their text, not their lines', () => {
    const copy = copyOf(session('alice@corp-site.de', 'tulip-4711'));
    expect(copy).toContain(' -> Subject: (text)\n -> \n -> (text)\n -> ..(text)\n -> .\n');
  });

  it('keep the octets that BDAT announced', () => {
    const chunk = 'Subject: hi\r\n\r\nHello Carol\r\n';
    const text = `C: EHLO a.example.org\nS: 250-b.example.org\nS: 250 CHUNKING\nC: MAIL FROM:<a@example.org>\nS: 250 OK\nC: RCPT TO:<b@example.org>\nS: 250 OK\nC: BDAT ${chunk.length} LAST\nC: Subject: hi\nC: \nC: Hello Carol\nS: 250 OK\nC: QUIT\nS: 221 Bye`;
    const copy = copyOf(text);
    expect(copy).toContain('C: Subject: xx\nC: \nC: xxxxx xxxxx\n');
    expect(view(copy)).toEqual(view(text));
  });
});

describe('what was replaced', () => {
  it('is listed in order, without what stood there', () => {
    const text = session('alice@corp-site.de', 'tulip-4711');
    const lines = splitFileText(text);
    const { replaced, lines: copy } = redact(read(text));
    for (const [at, one] of replaced.entries()) {
      expect(copy[one.line]).toContain(one.standIn);
      expect(lines[one.line].length).toBeGreaterThanOrEqual(one.to);
      const before = replaced[at - 1];
      if (before) expect(before.line < one.line || before.to <= one.from).toBe(true);
    }
    expect(JSON.stringify(replaced)).not.toMatch(/tulip|corp-site|dHVsaXAt/);
    expect(new Set(replaced.map(({ kind }) => kind))).toEqual(new Set(['password', 'repeated', 'address', 'host', 'ip', 'user', 'mail']));
  });

  it('never makes the reading fail, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('C: AUTH PLAIN', 'S: 334 ', 'AUTH LOGIN', '@', '<a@b>', '4142', '::1', '%40')), {
          maxLength: 12,
        }),
        (lines) => {
          const { lines: copy } = redact(read(lines.join('\n')));
          expect(copy).toHaveLength(splitFileText(lines.join('\n')).length);
        },
      ),
      { numRuns: 150 },
    );
  });
});
