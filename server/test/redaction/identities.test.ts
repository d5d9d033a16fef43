import { describe, expect, it } from 'vitest';
import { redact } from '../../src/features/redact';
import { analysed } from '../fuzz/oracle';

const copyOf = (text: string): string => redact(analysed(text)).lines.join('\n');

const TOPS =
  'io dev app it pl de fr in to is me id cloud online museum wiki ly ai shop xyz travel photography nl ch br jp au africa bank pharmacy ninja ca us xn--p1ai co.uk com.br ac.jp'.split(
    ' ',
  );
/** Places in which a text names a host, whatever its top-level domain is. */
const PLACES: Readonly<Record<string, (host: string) => string>> = {
  'connect from': (host) => `Nov 23 19:18:38 mx postfix/smtpd[42]: connect from ${host}[10.20.30.40]`,
  said: (host) => `host ${host} said: 550 5.7.1 no`,
  'a greeting': (host) => `S: 220 ${host} ESMTP`,
  EHLO: (host) => `C: EHLO ${host}\nS: 250 ok`,
  'an address': (host) => `C: MAIL FROM:<anna@${host}>\nS: 250 ok`,
  'a URL': (host) => `see https://${host}/why`,
  'a notice': (host) => `Remote-MTA: dns; ${host}`,
  relay: (host) =>
    `Nov 23 19:18:38 mx postfix/smtp[42]: 4C4D21A2B3: to=<anna@${host}>, relay=${host}[10.20.30.40]:25, delay=1, dsn=2.0.0, status=sent (250 ok)`,
};

describe('a host in a copy', () => {
  it.each(Object.entries(PLACES))('has a stand-in under every top-level domain: %s', (_, place) => {
    const left = TOPS.filter((top) => copyOf(place(`mx7.kestrel-mail.${top}`)).includes('kestrel-mail'));
    expect(left).toEqual([]);
  });

  it.each([
    'smtplib.py has foo.bar.baz and java.lang.String',
    'os.path.join, console.log(app.get), postfix/main.cf',
    'exim version 1.2.3.4 of 2026',
    'file mail.log of /var/log, main.go:12, config.rb',
  ])('is no name of a file or a version: %s', (text) => expect(copyOf(text)).toBe(text));
});

describe('an IP address in a copy', () => {
  it.each([
    'x_10.20.30.40_y',
    'from ::ffff:10.20.30.40 port 2',
    'S: 250 [IPv6:::ffff:10.20.30.40]',
    '[IPv6:2a10:20:30:40::17]',
    '10.20.30.40:25',
    '(10.20.30.40)',
    '10.20.30.40/32,',
    '"ip":"10.20.30.40"',
    'addr\\u003d10.20.30.40',
    'u003d10.20.30.40',
    'ip10-20-30-40.dyn.example.dev',
    'X-Originating-IP: [10.20.30.40]',
    'client.address=10.20.30.40.',
  ])('has a stand-in in every dress: %s', (text) => expect(copyOf(text)).not.toMatch(/10.20.30.40|2a10:20/));

  it.each(['2a02:26f0:1234::17', '[2a02:26f0:1234::18]:25', 'fe80::1ff:fe23:4567:890a%eth0', '2a02:26f0:1234:5678:9abc:def0:1234:5678'])(
    'has one, of sixteen octets too: %s',
    (text) => expect(copyOf(`peer ${text} gone`)).not.toMatch(/2a02|fe23|9abc/),
  );
});

describe('an address in a copy', () => {
  it.each([
    'from=<"anna b"@mx.kestrel.dev>',
    'to "anna.b c"@kestrel.dev now',
    'anna%kestrel.dev@relay.kestrel.app',
    'user=anna@kestrel.dev&x',
    'mailto:anna@kestrel.dev?subject=x',
    'anna\\@kestrel.dev',
    'anna%40kestrel.dev',
    'anna@kestrel',
    'SRS0=abcd=xy=kestrel.dev=anna@relay.example.net',
    '\u00e4nna@k\u00e4strel.example',
    'anna&#64;kestrel.dev',
    'anna\\u0040kestrel.dev',
    'd=x.example; i=@kestrel.dev; s=s1',
  ])('has a stand-in in every dress: %s', (text) => expect(copyOf(text)).not.toMatch(/anna|nna@|kestrel|strel/));
});

describe('a person or a machine in a copy', () => {
  it.each([
    'EHLO KESTREL-7Q2K',
    'helo=KestrelLaptop) by mx.example.com',
    'imap-login: Login: user=<kestrel.anna>, method=PLAIN',
    '/home/kestrel/Maildir/new',
    'C:\\Users\\kestrel\\mail.log',
    'To: "Kestrel, Anna" <anna@example.com>',
    'From: =?utf-8?Q?K=65strel?= <anna@example.com>',
  ])('has a stand-in: %s', (text) => expect(copyOf(text)).not.toMatch(/kestrel|K=65/i));

  it.each(['503 5.5.1 Send HELO first', '/home/node/app/index.js', 'user=<root>', 'helo=<x>'])('is none: %s', (text) =>
    expect(copyOf(text)).toBe(text),
  );
});

describe('a notice of non-delivery in a copy', () => {
  const notice = `From: Mail Delivery System <mailer-daemon@mx.example.org>
To: Anna Kestrel <anna@example.net>
Subject: Undelivered Mail Returned to Sender

This is the mail system at host mx.example.org.

Your message to Bert Osprey could not be delivered:

<bert@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 <bert@example.com>: User unknown (in reply to RCPT TO command)

> From: "Anna Kestrel" <anna@example.net>
> To: Bert Osprey <bert@example.com>, Carla Finch <carla@example.com>
> Subject: Re: Salary of Bert for December
`;
  const copy = copyOf(notice);
  it('names nobody and has no subject', () => expect(copy).not.toMatch(/Anna|Kestrel|Bert|Osprey|Carla|Finch|Salary|December/));
  it('is still one, by its words', () => {
    expect(copy).toContain('From: Mail Delivery System <');
    expect(copy).toContain('Subject: Undelivered Mail Returned to Sender');
    expect(copy).toContain('> Subject: Re: (text)');
    expect(copy).toContain('550 5.1.1');
  });
  it('leaves the subject of a notice that Exchange writes, but for the one of the message', () =>
    expect(copyOf('From: Anna Kestrel <anna@example.net>\nSubject: Undeliverable: Salary of Bert')).toBe(
      'From: Name <user1@example.net>\nSubject: Undeliverable: (text)',
    ));
});

describe('an account of a Windows domain in a copy', () => {
  it.each([
    ['user=CORP\\jdoe rc=1', 'user=host1\\person1 rc=1'],
    ['login failed for user CORP\\jdoe, and jdoe again', 'login failed for user host1\\person1, and person1 again'],
    ['{"user":"CORP\\\\jdoe"}', '{"user":"host1\\\\person1"}'],
    ['account corp.kestrel.test\\jane.roe locked', 'account host1.host2.test\\person1 locked'],
  ])('has a stand-in for the domain and one for the person: %s', (text, copy) => {
    expect(copyOf(text)).toBe(copy);
    expect(copyOf(copy)).toBe(copy);
  });

  it('has them in an AUTH dialogue, and where a reply repeats it', () => {
    const b64 = (text: string): string => Buffer.from(text).toString('base64');
    const said = ['C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', `C: ${b64('CORP\\jdoe')}`, 'S: 334 UGFzc3dvcmQ6', `C: ${b64('tulip47x')}`];
    const copy = copyOf(['S: 220 mx ESMTP', 'C: EHLO c', 'S: 250 AUTH LOGIN', ...said, 'S: 535 5.7.8 no jdoe'].join('\n'));
    expect(copy).toContain(b64('host1\\person1'));
    expect(copy).not.toContain('jdoe');
  });

  it.each([
    'user NT AUTHORITY\\SYSTEM',
    '550-User unknown\\n550 see above',
    'user bob\\r\\n',
    'path C:\\Windows\\System32',
    'login ok\\n250 done',
  ])('is none in other texts with a backslash: %s', (text) => expect(copyOf(text)).toBe(text));
});

describe('an address that a person wrote out', () => {
  it.each([
    ['write to bob at kestrel dot com', 'write to user1 at example dot com'],
    ['bob[at]kestrel.com', 'user1[at]example.com'],
    ['bob (at) kestrel (dot) com', 'user1 (at) example (dot) com'],
    ['BOB AT KESTREL DOT COM', 'user1 AT example DOT com'],
    ['bob@kestrel[.]com', 'user1@example[.]com'],
    ['jim.doe [at] mail.kestrel [dot] co [dot] uk', 'user1 [at] mail [dot] example [dot] com'],
  ])('has the stand-in of that address, in its dress: %s', (text, copy) => {
    expect(copyOf(text)).toBe(copy);
    expect(copyOf(copy)).toBe(copy);
  });

  it('has the one of the address itself', () =>
    expect(copyOf('bob@kestrel.com, which is bob at kestrel dot com')).toBe('user1@example.com, which is user1 at example dot com'));

  it.each(['an array[at]index, a list[at]x.length', 'look at line 4', 'arrived at (dot) nothing', 'the dot at the end of a line (.)'])(
    'is none in a text about something else: %s',
    (text) => expect(copyOf(text)).toBe(text),
  );
});
