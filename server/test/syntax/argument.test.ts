import { describe, expect, it } from 'vitest';
import { base64Problem, decodeBase64, decodeBase64Text, encodeBase64 } from '../../src/syntax/base64';
import { readBdat } from '../../src/syntax/bdat';
import { readEhloLine } from '../../src/syntax/ehlo-line';
import { domainOfAddressField, readHeaderLine } from '../../src/syntax/header-line';
import { readParameters } from '../../src/syntax/parameter';
import { parameterValueProblem } from '../../src/syntax/parameter-value';
import { promptAsks, readPlain } from '../../src/syntax/sasl';
import { misspelledVerb, otherProtocolOf } from '../../src/syntax/verb';
import { decodeXtext, encodeXtext, xtextProblem } from '../../src/syntax/xtext';

describe('parameters', () => {
  it.each([
    ['SIZE=10 BODY=7BIT SMTPUTF8', 'SIZE=10|BODY=7BIT|SMTPUTF8=null', ''],
    ['SIZE = 100', 'SIZE=100', 'space-around-equals'],
    ['SIZE= 100', 'SIZE=100', 'space-around-equals'],
    ['SIZE =100 RET=HDRS', 'SIZE=100|RET=HDRS', 'space-around-equals'],
    ['SIZE= BODY=7BIT', 'SIZE=|BODY=7BIT', 'empty-value'],
    ['SIZE=', 'SIZE=', 'empty-value'],
    ['S_IZE=1', 'S_IZE=1', 'keyword'],
    ['FOO=a=b', 'FOO=a=b', 'value-character'],
    ['', '', ''],
  ])('%s', (text, values, problems) => {
    const read = readParameters(text, 0);
    expect(read.map((one) => `${one.name}=${one.value ? one.value.text : null}`).join('|')).toBe(values);
    expect(read.flatMap((one) => one.problems.map((problem) => problem.kind)).join(' ')).toBe(problems);
  });

  it.each([
    ['SIZE', '12', null],
    ['SIZE', '12k', 'digits'],
    ['BODY', '8bitmime', null],
    ['BODY', '8BIT', 'keyword'],
    ['NOTIFY', 'SUCCESS,FAILURE', null],
    ['NOTIFY', 'NEVER,FAILURE', 'never-alone'],
    ['NOTIFY', 'ALWAYS', 'keyword'],
    ['RET', null, 'value-missing'],
    ['SMTPUTF8', 'YES', 'no-value'],
    ['SMTPUTF8', null, null],
    ['BY', '120;R', null],
    ['BY', '-1;R', 'by-return-past'],
    ['BY', '120', 'by'],
    ['MT-PRIORITY', '-9', null],
    ['MT-PRIORITY', '10', 'priority'],
    ['ORCPT', 'rfc822;b@example.net', null],
    ['ORCPT', 'b@example.net', 'address-type'],
    ['ORCPT', 'rfc822;b+x@example.net', 'xtext-plus'],
    ['AUTH', '<>', null],
    ['AUTH', 'joe+x', 'xtext-plus'],
    ['ENVID', 'QQ314159', null],
    ['HOLDUNTIL', '2030-01-02T03:04:05Z', null],
    ['HOLDUNTIL', 'tomorrow', 'date'],
    ['XOORG', 'anything', null],
    ['constructor', 'x', null],
  ])('value of %s: %s', (name, value, problem) => expect(parameterValueProblem(name, value)).toBe(problem));

  it('xtext', () => {
    expect(encodeXtext('joe+x=1')).toBe('joe+2Bx+3D1');
    expect(decodeXtext('joe+2Bx+3D1')).toBe('joe+x=1');
    expect(xtextProblem('a+2b')?.kind).toBe('lower-hex');
    expect(xtextProblem('a+2B')).toBeNull();
    expect(decodeXtext(encodeXtext('žofie@example.org'))).toBe('žofie@example.org');
  });
});

describe('BDAT', () => {
  it.each([
    ['10', 10, false, ''],
    ['10 LAST', 10, true, ''],
    ['0 last ', 0, true, ''],
    ['LAST 10', 10, true, 'last-first'],
    ['10LAST', 10, true, 'last-glued'],
    ['LAST', null, true, 'no-size'],
    ['', null, false, 'no-size'],
    ['-1', null, false, 'size'],
    ['0x10', null, false, 'size'],
    ['10 FIRST', 10, false, 'junk'],
  ])('%s', (text, size, last, problems) => {
    const read = readBdat(text, 0);
    expect([read.size, read.last, read.problems.map((problem) => problem.kind).join(' ')]).toEqual([size, last, problems]);
  });
});

describe('SASL', () => {
  it.each([
    ['YWxpY2U=', null],
    ['', null],
    ['YWxpY2U', 'padding'],
    ['alice@example.com', 'character'],
    ['YW xp', 'blank'],
    ['YWxp-_==', 'url-alphabet'],
    ['YWxpY', 'length'],
    ['YWxp=', 'length'],
  ])('base64 %s', (text, problem) => expect(base64Problem(text)).toBe(problem));

  it.each([
    ['\0alice\0secret', null],
    ['alice\0alice\0secret', null],
    ['alice:secret', 'colon'],
    ['alice secret', 'no-nul'],
    ['alice\0secret', 'one-nul'],
    ['\\0alice\\0secret', 'literal-escape'],
    ['\ufffdalice\ufffdsecret', 'replacement'],
    ['\0a\0b\0c', 'too-many'],
    ['\0\0secret', 'empty-user'],
    ['\0a\0l\0i\0c\0e\0:', 'utf-16'],
  ])('PLAIN %j', (text, problem) => expect(readPlain(new TextEncoder().encode(text)).problem).toBe(problem));

  it('decodes', () => {
    expect(decodeBase64Text(encodeBase64('žofie'))).toBe('žofie');
    expect(decodeBase64('alice')).toBeNull();
    expect(promptAsks('Username:')).toBe('user');
    expect(promptAsks('User Name\0')).toBe('user');
    expect(promptAsks('Password:')).toBe('password');
    expect(promptAsks('<1.2@example.com>')).toBeNull();
  });
});

describe('verbs', () => {
  it.each([
    ['MIAL', 'MAIL'],
    ['EHLLO', 'EHLO'],
    ['QIUT', 'QUIT'],
    ['RCTP', 'RCPT'],
    ['STARTTL', 'STARTTLS'],
    ['EHLO', null],
    ['FROO', null],
    ['HEAD', null],
  ])('%s', (verb, meant) => expect(misspelledVerb(verb)).toBe(meant));

  it.each([
    ['GET / HTTP/1.1', 'http'],
    ['\x16\x03\x01\x02', 'tls'],
    ['SSH-2.0-OpenSSH_9.6', 'ssh'],
    ['a1 LOGIN alice x', 'imap'],
    ['EHLO client.example', null],
    ['HELP', null],
  ])('%j', (line, protocol) => expect(otherProtocolOf(line)).toBe(protocol));
});

describe('lines', () => {
  it('header lines', () => {
    expect(readHeaderLine('Subject: hi')).toMatchObject({ kind: 'field', name: 'subject', colonAt: 7, valueAt: 9 });
    expect(readHeaderLine('Subject : hi')).toMatchObject({ kind: 'field', nameTo: 7, colonAt: 8 });
    expect(readHeaderLine(' folded').kind).toBe('folded');
    expect(readHeaderLine('').kind).toBe('empty');
    expect(readHeaderLine('Hello world').kind).toBe('other');
    expect(domainOfAddressField('Alice <a@Example.com>')).toBe('example.com');
    expect(domainOfAddressField('a@example.com')).toBe('example.com');
    expect(domainOfAddressField('undisclosed')).toBeNull();
  });

  it('EHLO lines', () => {
    expect(readEhloLine('AUTH PLAIN LOGIN')).toEqual({ keyword: 'AUTH', parameters: ['PLAIN', 'LOGIN'], equals: false });
    expect(readEhloLine('AUTH=PLAIN')).toEqual({ keyword: 'AUTH', parameters: ['PLAIN'], equals: true });
    expect(readEhloLine('size 10')).toMatchObject({ keyword: 'SIZE', parameters: ['10'] });
    expect(readEhloLine('!')).toBeNull();
  });
});
