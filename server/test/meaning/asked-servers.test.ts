import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { failuresIn } from '../../src/analysis/failures';
import { bare, type Located } from '../../src/meaning/located';
import { causeOf, type Meaning, meaningOf, titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';

/** The meaning of the first failure that a pasted text tells of. */
function first(text: string): Meaning | undefined {
  const analysis = Analysis.of(textOf(splitFileText(text)));
  return [...failuresIn(analysis)].flat()[0]?.meaning;
}

const answer = (meaning: Meaning | null | undefined): string =>
  meaning ? `${meaning.kind}: ${titleOf(meaning)}. ${causeOf(meaning)}` : 'nothing';

const postfix = (program: string, text: string): string => `Mar  7 09:12:44 mx1 postfix/${program}[4711]: ${text}`;
const deferred = (program: string, why: string, dsn = '4.4.1'): string =>
  postfix(program, `3F2A81C07D: to=<ida@example.org>, relay=none, delay=33, delays=33/0.01/0/0, dsn=${dsn}, status=deferred (${why})`);

describe('what administrators ask: lines of a log', () => {
  it.each([
    [
      'the content filter',
      deferred('smtp', 'connect to 127.0.0.1[127.0.0.1]:10026: Connection refused'),
      /^server-fault: The content filter/,
    ],
    [
      'the content filter, suspended',
      deferred('error', 'delivery temporarily suspended: connect to localhost[::1]:10024: Connection refused'),
      /^server-fault: The content filter/,
    ],
    ['the mail store', deferred('lmtp', 'connect to 10.9.0.7[10.9.0.7]:24: Connection refused'), /^server-fault: Mail store \(LMTP\)/],
    [
      'the mail store’s socket',
      deferred('lmtp', 'connect to mx1.example.org[private/dovecot-lmtp]: No such file or directory'),
      /^server-fault: Mail store \(LMTP\)/,
    ],
    [
      'another server',
      deferred('smtp', 'connect to mx.example.org[192.0.2.9]:25: Connection refused'),
      /^connection-failed: Connection refused/,
    ],
    [
      'no answer on port 25',
      deferred('smtp', 'connect to mx.example.org[192.0.2.9]:25: Connection timed out'),
      /^connection-failed: .*port 25/,
    ],
    [
      'a relay’s mechanisms',
      deferred(
        'smtp',
        'SASL authentication failed; cannot authenticate to server relay.example.net[192.0.2.3]: no mechanism available',
        '4.7.0',
      ),
      /^not-supported: No common login mechanism/,
    ],
    [
      'the service behind the login',
      postfix('smtpd', 'warning: host.example.net[192.0.2.8]: SASL PLAIN authentication failed: generic failure'),
      /^server-fault: Authentication service/,
    ],
    [
      'the service behind the login, lost',
      postfix('smtpd', 'warning: host.example.net[192.0.2.8]: SASL LOGIN authentication failed: Connection lost to authentication server'),
      /^server-fault: Authentication service/,
    ],
    [
      'a password',
      postfix('smtpd', 'warning: host.example.net[192.0.2.8]: SASL LOGIN authentication failed: authentication failure'),
      /^auth-failed: /,
    ],
    [
      'a permission of the delivery program',
      deferred(
        'local',
        'temporary failure. Command output: lda(ida): Error: net_connect_unix(/run/dovecot/stats-writer) failed: Permission denied ',
        '4.3.0',
      ),
      /^delivery-failed: Delivery program lacks a permission/,
    ],
    [
      'Zimbra’s mail store',
      deferred('lmtp', 'connect to store.example.org[192.0.2.5]:7025: Connection refused'),
      /^server-fault: Mail store/,
    ],
    [
      'the limit of a mailbox file',
      deferred(
        'virtual',
        'cannot update mailbox /var/mail/vhosts/ida for user ida@example.org. error writing message: File too large',
        '4.2.2',
      ),
      /^mailbox-full: /,
    ],
    [
      'a sender that Exim cannot route',
      '2024-05-05 10:00:00 H=web.example.net [192.0.2.61] sender verify fail for <www-data@web.example.net>: Unrouteable address',
      /^sender-rejected: Sender address cannot be routed/,
    ],
    ['a destination without DNSSEC', deferred('smtp', 'non DNSSEC destination', '4.7.5'), /^tls-failed: .*DNSSEC/],
    [
      'cPanel’s brake',
      '2024-05-05 10:00:00 1s3Xyz-0001Ab-2C ** ida@example.org R=enforce_mail_permissions: Domain example.com has exceeded the max defers and failures per hour (5/5 (100%)) allowed. Message discarded.',
      /^rate-limited: Too many failed deliveries/,
    ],
    [
      'AUTH that was not offered',
      '2024-05-05 10:00:00 SMTP protocol error in "AUTH LOGIN" H=(pc) [192.0.2.44] AUTH command used when not advertised',
      /^client-gave-up: Server offers no login here/,
    ],
    ['a domain that is held', '2024-05-05 10:00:00 1s3Xyz-0001Ab-2C == ida@example.org defer (-23): domain is held', /^policy: Held back/],
    [
      'a lookup of Exim’s router',
      '2024-05-05 10:00:00 1s3Xyz-0001Ab-2C == ida@example.org R=dbuser defer (-1): local_parts check lookup or other defer',
      /^server-fault: A lookup table/,
    ],
    [
      'sendmail’s own word for any 5yz',
      'Mar  7 09:12:44 mx1 sm-mta[4711]: 4271CecR004711: to=<ida@example.org>, delay=00:00:06, xdelay=00:00:06, mailer=esmtp, pri=120592, relay=mx.example.org. [192.0.2.9], dsn=5.0.0, stat=Service unavailable',
      /^other: Refused; this line lacks the reply/,
    ],
  ])('%s', (_, line, expected) => {
    expect(answer(first(line))).toMatch(expected);
  });

  it('a client that leaves after AUTH or STARTTLS', () => {
    const said = (text: string) => answer(meaningOf({ ...bare(null, null, text), by: 'local' }));
    expect(said('timeout after AUTH from host.example.net[192.0.2.8]')).toMatch(/Client left after AUTH/);
    expect(said('timeout after STARTTLS from host.example.net[192.0.2.8]')).toMatch(/Client left after STARTTLS/);
    expect(said('timeout after END-OF-MESSAGE from host.example.net[192.0.2.8]')).toMatch(/Other side stopped answering/);
  });

  it('sentences without a code', () => {
    const said = (text: string) => answer(meaningOf({ ...bare(null, null, text), by: 'local' }));
    expect(said('all relevant MX records point to non-existent hosts or (invalidly) to IP addresses')).toMatch(
      /^domain-lookup: MX record leads nowhere/,
    );
    expect(said('dnsblog reply timeout 10s for list.example.net')).toMatch(/^dns-failure: Block list does not answer/);
    expect(said('Warning: service(imap-login): process_limit (100) reached, client connections are being dropped')).toMatch(
      /^server-busy: /,
    );
  });
});

describe('what administrators ask: replies', () => {
  const reply = (code: number, enhanced: string | null, text: string, more: Partial<Located> = {}): string =>
    answer(meaningOf({ ...bare(code, enhanced, text), ...more }));

  it.each([
    [550, '5.7.1', 'Sender prohibited by SPF', 'DATA_END', /^unauthenticated-mail: .*SPF/],
    [554, null, 'INVALID IP FOR SENDING MAIL OF DOMAIN example.com', 'MAIL', /^unauthenticated-mail: .*SPF/],
    [421, null, 'Refused. Your reverse DNS entry does not resolve to an IP.', 'CONNECT', /^reverse-dns: .*does not match/],
    [554, null, 'Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.7', 'CONNECT', /^blocklisted: .*Proofpoint/],
    [554, '5.7.1', 'Gtube pattern', 'DATA_END', /^content-rejected: .*GTUBE/],
    [451, '4.5.3', 'Recipients belong to multiple regions ATTR38', 'RCPT', /^too-many-recipients: .*regions/],
    [
      550,
      null,
      'Your server requires confirmation. Visit http://confirm.example.net/ and try again',
      'DATA_END',
      /^recipient-restricted: /,
    ],
    [550, null, 'HELO is an IP address (See RFC2821 4.1.3)', 'RCPT', /^helo-rejected: /],
    [550, '5.4.300', 'Message expired -> 451 4.4.0 DNS query failed', null, /^domain-lookup: /],
    [535, '5.7.8', 'Error: authentication failed: Connection lost to authentication server', 'AUTH', /^server-fault: /],
    [550, null, 'Unknown', 'RCPT', /^mailbox-unknown: /],
    [554, null, 'Rcpt <ida@example.org> does not exist', 'DATA_END', /^mailbox-unknown: /],
    [421, null, 'mx1.example.org lost input connection', null, /^connection-lost: /],
  ])('%i %s %s', (code, enhanced, text, verb, expected) => {
    expect(reply(code, enhanced, text, { verb })).toMatch(expected);
  });

  it('“Delivery not authorized” is Microsoft’s only where Microsoft speaks', () => {
    const text = 'Delivery not authorized, message refused!';
    expect(reply(550, '5.7.1', text, { verb: 'DATA_END', by: 'local', hosts: ['postfix'] })).not.toMatch(/mail flow/);
    expect(reply(550, '5.7.1', text, { verb: 'DATA_END', hosts: ['example-org.mail.protection.outlook.com'] })).toMatch(/mail flow/);
  });

  it('“unknown” alone says nothing of a mailbox where no address was given', () => {
    expect(reply(550, null, 'Unknown', { verb: 'EHLO' })).not.toMatch(/^mailbox-unknown/);
  });
});
