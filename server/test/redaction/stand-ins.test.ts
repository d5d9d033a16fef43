import { describe, expect, it } from 'vitest';
import { isNameStandIn, StandIns } from '../../src/redaction/stand-ins';

const none = (): boolean => false;
/** Names in the order in which a document has them, each with what stands in for it. */
const drawn = (text: string, stand: (standIns: StandIns, name: string) => string, taken: (standIn: string) => boolean = none): void => {
  const standIns = new StandIns(taken);
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  expect(rows.map(([name]) => `${name} ${stand(standIns, name)}`)).toEqual(rows.map(([name, wanted]) => `${name} ${wanted}`));
};

describe('what stands in', () => {
  it('for hosts is the same for the same host, and says what is common', () => {
    drawn(
      `
      mx1.acme.test.com          mx1.host1.example.com
      MX1.ACME.TEST.COM          mx1.host1.example.com
      mx2.acme.test.com          mx2.host1.example.com
      mx3.acme.test.com.         mx3.host1.example.com.
      alpha.other.co.uk          host2.example.net
      other.co.uk                example.net
      co.uk                      example.org
      beta.third.io              host3.domain4.example
      fourth.io                  domain5.example
      bücher.de                  dömain1.example
      web1.fifth.de              host4.domain6.example
      www12.fifth.de             www12.domain6.example
      alpha.fifth.de             host2.domain6.example
      gate_way.fifth.de          host_5.domain6.example
      printer                    host6
      mail                       mail
      server.lan                 server.lan
      nas.home                   host7.home
      localhost                  localhost
      unknown                    unknown
      redacted                   redacted
      localhost.localdomain      localhost.localdomain
      xxx.xxxxx.xx               xxx.xxxxx.xx
      host9.example.com          host9.example.com
      `,
      (standIns, name) => standIns.host(name),
    );
  });

  it('for hosts of a public service keeps the service', () => {
    drawn(
      `
      mx.google.com                                  mx.google.com
      gmail-smtp-in.l.google.com                     gmail-smtp-in.l.google.com
      acme-com.mail.protection.outlook.com           host1.mail.protection.outlook.com
      outlook.com                                    outlook.com
      smtp.outlook.com                               smtp.outlook.com
      mx0a-00123401.pphosted.com                     mx0a-00123401.pphosted.com
      1.2.0.192.zen.spamhaus.org                     host2.zen.spamhaus.org
      1.2.0.spamhaus.org                             1.2.0.spamhaus.org
      `,
      (standIns, name) => standIns.host(name),
    );
  });

  it('for addresses of machines is one of the documentation nets', () => {
    drawn(
      `
      8.8.8.8                    192.0.2.1
      8.8.4.4                    192.0.2.2
      8.8.8.8                    192.0.2.1
      127.0.0.1                  127.0.0.1
      192.0.2.7                  192.0.2.7
      203.0.113.9                203.0.113.9
      239.1.2.3                  239.1.2.3
      240.1.2.3                  192.0.2.3
      2a00:1450::1               2001:db8::1
      2A00:1450::1               2001:db8::1
      2a00:1450::2               2001:db8::2
      ::1                        ::1
      2001:db8::77               2001:db8::77
      ff02::1                    ff02::1
      8.8.8.999                  8.8.8.999
      `,
      (standIns, name) => standIns.ip(name),
    );
  });

  it('for very many addresses of machines goes on in the next net', () => {
    const standIns = new StandIns(none);
    const made = Array.from({ length: 131_834 }, (_, n) => standIns.ip(`9.${n >> 16}.${(n >> 8) & 255}.${n & 255}`));
    expect(new Set(made).size).toBe(made.length);
    expect([253, 254, 507, 508, 761, 762, 1017, 1018, 66_297, 66_298].map((n) => made[n])).toEqual([
      '192.0.2.254',
      '198.51.100.1',
      '198.51.100.254',
      '203.0.113.1',
      '203.0.113.254',
      '198.18.0.0',
      '198.18.0.255',
      '198.18.1.0',
      '198.18.255.255',
      '198.19.0.0',
    ]);
  });

  it('for people is a number, and the same for the address as for the login', () => {
    drawn(
      `
      alice@example.org          user1@example.org
      Alice@example.org          user1@example.org
      alice                      person1
      bob                        person2
      "bob"@example.org          "user2"@example.org
      jürgen@example.org         üser3@example.org
      jürgen                     pérson3
      postmaster@example.org     postmaster@example.org
      no-reply@example.org       no-reply@example.org
      root                       root
      user7@example.org          user7@example.org
      person7                    person7
      xxx                        xxx
      carol@[8.8.8.8]            user4@[192.0.2.1]
      carol@[IPv6:2a00:1450::1]  person4@[IPv6:2001:db8::1]
      dave@printer               person5@host1
      `,
      (standIns, name) => standIns.user(name),
    );
  });

  it('is none that the document has already', () => {
    const taken = new Set(['user1', 'person2', 'host1', 'example.com', '192.0.2.1', 'domain4.example']);
    const standIns = new StandIns((one) => taken.has(one));
    expect(standIns.user('alice')).toBe('person3');
    expect(standIns.host('alpha.acme.org')).toBe('host2.example.net');
    expect(['b.io', 'c.io', 'd.io'].map((name) => standIns.host(name))).toEqual(['example.org', 'domain5.example', 'domain6.example']);
    expect(standIns.ip('8.8.8.8')).toBe('192.0.2.2');
  });

  it('is as long as the name where that is longer than sixty units', () => {
    const standIns = new StandIns(none);
    expect([60, 61, 80].map((length) => standIns.local('a'.repeat(length - 1).concat('b')).length)).toEqual([5, 61, 80]);
    expect(standIns.local(`"${'c'.repeat(70)}"`)).toMatch(/^"user4x{65}"$/);
  });

  it('is known for what it is', () => {
    for (const word of ['user1', 'üser2', 'person10', 'pérson3x', 'host7', 'host_7', 'höst7xxx'])
      expect(isNameStandIn(word), word).toBe(true);
    for (const word of ['user', 'username1', 'hostx', 'host7a', 'myhost7', 'persona1']) expect(isNameStandIn(word), word).toBe(false);
  });
});
