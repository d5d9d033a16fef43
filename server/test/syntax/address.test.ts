import { describe, expect, it } from 'vitest';
import { readAddressLiteral } from '../../src/syntax/address-literal';
import { readDomain } from '../../src/syntax/domain';
import { isIPv4, isIPv6 } from '../../src/syntax/ip-address';
import { needlesslyQuoted, readMailbox } from '../../src/syntax/mailbox';
import { isMasked, isMaskedAddress } from '../../src/syntax/masked';
import { isPlaceholderAddress, isPlaceholderCredential } from '../../src/syntax/placeholder';

describe('addresses', () => {
  it.each([
    ['192.0.2.1', true],
    ['192.0.2.256', false],
    ['192.0.2', false],
  ])('IPv4 %s', (text, good) => expect(isIPv4(text)).toBe(good));

  it.each([
    ['2001:db8::1', true],
    ['::1', true],
    ['::', true],
    ['2001:db8:0:0:0:0:0:1', true],
    ['::ffff:192.0.2.1', true],
    ['2001:db8::1::2', false],
    ['2001:db8:0:0:0:0:0', false],
    ['1:2:3:4:5:6:7:8:9', false],
    ['192.0.2.1::', false],
    ['12:30', false],
  ])('IPv6 %s', (text, good) => expect(isIPv6(text)).toBe(good));

  it.each([
    ['[192.0.2.1]', 'IPv4', ''],
    ['[IPv6:2001:db8::1]', 'IPv6', ''],
    ['[2001:db8::1]', 'IPv6', 'no-tag'],
    ['[192.0.2.300]', 'IPv4', 'range'],
    ['192.0.2.300', 'IPv4', 'range'],
    ['192.0.2.3', 'IPv4', 'no-brackets'],
    ['[192.0.2.1', 'IPv4', 'unclosed'],
    ['[x25:12]', 'general', ''],
    ['[hello]', null, 'content'],
  ])('literal %s', (text, family, problems) => {
    const read = readAddressLiteral(text);
    expect(read?.family).toBe(family);
    expect(read?.problems.map((problem) => problem.kind).join(' ')).toBe(problems);
  });

  it('a name is no literal', () => expect(readAddressLiteral('example.com')).toBeNull());

  it.each([
    ['example.com', ''],
    ['žena.example', ''],
    ['example', 'single-label'],
    ['example.com.', 'trailing-dot'],
    ['ex_ample..net', 'underscore empty-label'],
    ['-a.example', 'hyphen'],
    ['a b.example', 'space'],
    ['a!.example', 'character'],
    [`${'a'.repeat(64)}.example`, 'label-long'],
    ['', 'empty'],
    ['..', 'empty-label empty-label empty-label'],
  ])('domain %s', (text, problems) => {
    expect(
      readDomain(text)
        .problems.map((problem) => problem.kind)
        .join(' '),
    ).toBe(problems);
  });

  it.each([
    ['bob@example.net', ''],
    ['bob..smith@example.net', 'double-dot'],
    ['.bob@example.net', 'leading-dot'],
    ['bob.@example.net', 'trailing-dot'],
    ['bob smith@example.net', 'space'],
    ['bob(x)@example.net', 'character'],
    ['@example.net', 'empty'],
    ['"a b"@example.net', ''],
    ['"a\\"b"@example.net', ''],
    ['"a"b"@example.net', 'character'],
    ['"a@example.net', 'unclosed-quote'],
  ])('local part of %s', (text, problems) => {
    expect(
      readMailbox(text)
        .local.problems.map((problem) => problem.kind)
        .join(' '),
    ).toBe(problems);
  });

  it('says which quotes are needless', () => {
    expect(needlesslyQuoted(readMailbox('"bob"@example.net').local)).toBe(true);
    expect(needlesslyQuoted(readMailbox('"b b"@example.net').local)).toBe(false);
    expect(needlesslyQuoted(readMailbox('bob@example.net').local)).toBe(false);
  });

  it.each([
    '<redacted>',
    '***',
    '[email protected]',
    'xxx@example.com',
    '[redacted]',
    'u…@example.com',
    'sender',
    'a***@example.com',
    'user',
    'email',
  ])('%s is masked', (text) => expect(isMaskedAddress(text)).toBe(true));

  it.each(['a@example.com', 'bob', 'b@[192.0.2.1]', 'b@[IPv6:2001:db8::1]', 'bob..smith@example.net', 'root', 'postmaster'])(
    '%s is not',
    (text) => expect(isMaskedAddress(text)).toBe(false),
  );

  it.each([
    '[credentials hidden]',
    '********',
    'Lyogc2VjcmV0ICov',
    'UFJPVklERURfQlVUX1JFTU9WRUQ=',
    '<b64>',
    '{{secret}}',
    'xxxxx',
    '[REDACTED]',
  ])('%s is a masked value', (text) => expect(isMasked(text)).toBe(true));

  it.each(['YWxpY2U6c2VjcmV0', 'alice', '', 'VXNlcm5hbWU6'])('%s is a plain value', (text) => expect(isMasked(text)).toBe(false));

  it('knows unfilled variables', () => {
    for (const text of ['undefined', '${to}', '{{email}}', '[object Object]', 'null@example.com', 'a@undefined', '%s', '%(to)s'])
      expect(isPlaceholderAddress(text), text).toBe(true);
    for (const text of ['none@example.com', 'a@example.com', 'nullable@example.com', '100%@example.com'])
      expect(isPlaceholderAddress(text), text).toBe(false);
    for (const text of ['undefined', 'None', 'your_password', '$SMTP_PASS', '${PASS}'])
      expect(isPlaceholderCredential(text), text).toBe(true);
    for (const text of ['alice', 'hunter2', '$ecret']) expect(isPlaceholderCredential(text), text).toBe(false);
  });
});
