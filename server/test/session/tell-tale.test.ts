import { describe, expect, it } from 'vitest';
import { isSure } from '../../src/session/reading/recognise';

const AT = 'Nov 23 19:24:48 mx';

describe('a word that only SMTP uses', () => {
  it.each([
    'EHLO client.example.org',
    'helo client',
    'MAIL FROM:<a@example.org>',
    'rcpt to:<b@example.net>',
    '220 mx.example.net ESMTP',
    '250-PIPELINING',
    '354 Go ahead',
    'AUTH PLAIN AGEAYg==',
    'BDAT 10 LAST',
    'STARTTLS',
    'VRFY bob',
    'EXPN list',
    '550 5.1.1 no such user',
    'SERVER -> CLIENT: 250 OK',
    'SMTP<< 220 mx.example.net',
    '<** 550 no',
    'Follow: tcp,ascii',
    'peers:',
    `${AT} postfix/smtpd[4]: < client.example.org[192.0.2.9]: EHLO client.example.org`,
    `${AT} postfix/smtp[4]: > mx.example.net[192.0.2.25]:25: MAIL FROM:<a@example.org>`,
    '2026-11-23 10:00:00 SERVER -> CLIENT: 250-SIZE 1000',
    '2026-11-23 10:00:00 1xVZiV-0003HW-2p SMTP>> EHLO client.example.org',
    `${AT} sendmail[4]: 0ANJOmXx000004: <-- EHLO client.example.org`,
  ])('is in: %s', (line) => expect(isSure(line)).toBe(true));

  it.each([
    `${AT} postfix/smtpd[4]: connect from client.example.org[192.0.2.9]`,
    `${AT} postfix/smtpd[4]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 450 4.7.1 <x>: Helo command rejected: Host not found`,
    `${AT} sm-mta[4]: 0ANJOmXx000004: x.example.org [192.0.2.9]: EXPN root [rejected]`,
    '2026-11-23 10:00:00 H=(client.example.org) [192.0.2.7] rejected EHLO or HELO client.example.org: bad name',
    '2026-11-23 10:00:00 +0100 [42] SMTP protocol error in "AUTH LOGIN" H=(pc) [192.0.2.7] AUTH command used when not advertised',
    '2026-11-23 10:00:00 1xVZiV-0003HW-2p == b@example.net R=dnslookup T=remote_smtp defer (-44): SMTP error from remote mail server after RCPT TO:<b@example.net>: 451 4.7.1 later',
    'a line of prose that says hello',
  ])('is not in: %s', (line) => expect(isSure(line)).toBe(false));
});
