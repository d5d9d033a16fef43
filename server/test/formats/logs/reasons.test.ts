import { describe, expect, it } from 'vitest';
import { reasonIn } from '../../../src/formats/log-line/reason';
import { readLogLine } from '../../../src/formats/logs/index';
import { failure, failures } from '../../../src/knowledge/failures';

describe('failures that carry no reply', () => {
  it('each have a text for people', () => {
    expect(failures.length).toBeGreaterThan(60);
    for (const { id, title, cause, advice } of failures) {
      expect(failure(id)?.id).toBe(id);
      for (const text of [title, cause, advice]) expect(text, id).toMatch(/\S \S/);
    }
  });

  it.each([
    ['connect to mx.example.net[192.0.2.1]:25: Connection refused', 'connection-refused'],
    ['connect to mx.example.net[192.0.2.1]:25: Connection timed out', 'port-25-blocked'],
    ['connect to mx.example.net[2001:db8::1]:25: Network is unreachable', 'network-unreachable'],
    ['Host or domain name not found. Name service error for name=x.example type=MX: Host not found, try again', 'dns-temporary'],
    ['Host or domain name not found. Name service error for name=x.example type=A: Host not found', 'dns-not-found'],
    ['mail for x.example loops back to myself', 'mail-loop'],
    ['Domain x.example does not accept mail (nullMX)', 'null-mx'],
    ['Cannot start TLS: handshake failure', 'tls-handshake'],
    ['Server certificate not verified', 'tls-certificate-untrusted'],
    ['TLS is required, but was not offered by host mx[192.0.2.1]', 'starttls-not-offered'],
    ['lost connection with mx[192.0.2.1] while sending RCPT TO', 'lost-connection'],
    ['conversation with mx[192.0.2.1] timed out while sending message body', 'lost-at-data'],
    ['unknown user: "x"', 'user-unknown'],
    ['mail transport unavailable', 'transport-unavailable'],
    ['delivered to mailbox', undefined],
  ])('%s', (text, reason) => {
    expect(reasonIn(text)).toBe(reason);
  });

  it('name the phase', () => {
    const line = (text: string) =>
      `Nov 23 19:24:36 mail postfix/smtp[1]: 2710A1B896: to=<b@example.net>, relay=mx[192.0.2.1]:25, delay=1, dsn=4.4.2, status=deferred (${text})`;
    expect(readLogLine(line('lost connection with mx[192.0.2.1] while sending RCPT TO'))).toMatchObject({
      reason: 'lost-connection',
      phase: 'RCPT',
    });
    expect(readLogLine(line('conversation with mx[192.0.2.1] timed out while receiving the initial server greeting'))).toMatchObject({
      phase: 'greeting',
    });
    expect(
      readLogLine('2026-11-23 19:30:03 1xVZjn-0003Vq-2K H=mx [192.0.2.1]: Remote host closed connection in response to end of data'),
    ).toMatchObject({ phase: 'data' });
    expect(readLogLine('Nov 23 19:25:01 mail postfix/smtpd[1]: lost connection after AUTH from x[192.0.2.7]')).toMatchObject({
      reason: 'lost-connection',
      phase: 'AUTH',
    });
  });
});
