import { describe, expect, it } from 'vitest';
import { withoutOwnSecrets } from '../../src/redaction/gate';
import { KnownSecrets } from '../../src/redaction/known-secrets';

/** Lines with what is hidden in them drawn as `_` when a secret is known: the line, then what is left of it. */
const hidden = (secret: string, line: string): string => {
  const known = new KnownSecrets();
  known.add([secret]);
  let left = line;
  for (const { from, to } of known.in(line)) left = left.slice(0, from) + '_'.repeat(to - from) + left.slice(to);
  return left;
};

describe('a password that is repeated elsewhere', () => {
  it.each([
    ['of four letters', 'kiwi', 'no login with kiwi here', 'no login with ____ here'],
    ['of five letters', 'tulip', 'no login with tulip here', 'no login with _____ here'],
    ['of five letters at the end', 'tulip', 'you sent tulip', 'you sent _____'],
    ['of seven letters', 'hunters', 'hunters, said the server', '_______, said the server'],
    ['of eight letters in a word', 'hunters2', 'xhunters2x', 'x________x'],
    ['with marks in a word', 'tu&ip', 'atu&ipb', 'a_____b'],
    ['of more than twelve', 'correct horse battery', 'a correct horse battery b', 'a _____________________ b'],
    ['twice', 'tulip', 'tulip or tulip', '_____ or _____'],
    ['longer than sixty-four', 'Ab3'.repeat(30), `is ${'Ab3'.repeat(30)}.`, `is ${'_'.repeat(90)}.`],
  ])('%s is hidden', (_, secret, line, left) => {
    expect(hidden(secret, line)).toBe(left);
  });

  it.each([
    ['of three letters', 'fig', 'you sent fig'],
    ['that is a common word', 'admin', 'you sent admin'],
    ['that is a verb', 'EXPN', 'EXPN is not known'],
    ['that is a keyword', 'chunking', '250-chunking'],
    ['that is a number of five digits', '12345', 'port 12345'],
    ['of one letter over and over', 'xxxxxxxx', 'a xxxxxxxx b'],
    ['of letters, inside a word', 'tulip', 'a tulips b, a xtulip b'],
    ['of seven letters, inside a word', 'hunters', 'xhunters'],
    ['that is a longer word, inside another', 'printable', 'an unprintable, printables'],
    ['but for its last unit', 'correct horse battery', 'a correct horse batterz b'],
  ])('%s is left alone', (_, secret, line) => {
    expect(hidden(secret, line)).toBe(line);
  });

  it('is hidden in Base64, without its padding and in the alphabet of URLs', () => {
    for (const line of ['is dHVsaXAhPz8+ there', 'is dHVsaXAhPz8- there']) expect(hidden('tulip!??>', line)).toBe('is ____________ there');
    expect(hidden('tulips', 'is dHVsaXBz.')).toBe('is ________.');
  });

  it('is hidden in numbers, and behind backslashes', () => {
    expect(hidden('tulip', '74756c6970')).toBe('__________');
    expect(hidden('tu"lip', 'a tu\\"lip b')).toBe('a _______ b');
  });

  it('is hidden where it is the shorter or the longer of two that begin alike', () => {
    const known = new KnownSecrets();
    known.add(['correct horse one', 'correct horse one and two']);
    const found = (line: string): string[] => [...known.in(line)].map(({ from, to }) => line.slice(from, to));
    expect(found('a correct horse one, b')).toEqual(['correct horse one']);
    expect(found('a correct horse one and two, b')).toEqual(['correct horse one and two']);
  });

  it('is hidden as its octets are read, where it is not of ASCII', () => {
    expect(hidden('pässwörter', 'a pÃ¤sswÃ¶rter b')).toBe('a ____________ b');
  });

  it('leaves Base64 behind where it stood in Base64', () => {
    const standIns = (secret: string, line: string): string[] => {
      const known = new KnownSecrets();
      known.add([secret]);
      return [...known.in(line)].map(({ standIn }) => standIn);
    };
    expect(standIns('tulips', 'is dHVsaXBz.')).toEqual(['UkVEQUNURUQ=']);
    expect(standIns('tulips', 'is tulips.')).toEqual(['REDACTED']);
    expect(standIns('tulipsandroses12', 'is tulipsandroses1!2')).toEqual([]);
  });

  it.each([
    ['in two halves', 'the secret is correct horse', ' battery staple.', ['correct horse'], [' battery']],
    ['behind an indent', 'the secret is correct horse', '       battery staple.', ['correct horse'], [' battery']],
    ['but for three units', 'the secret is correct horse batt', 'ery staple.', ['correct horse batt'], []],
  ])('runs over the end of a line: %s', (_, line, next, first, second) => {
    const known = new KnownSecrets();
    known.add(['correct horse battery']);
    const found = known.across(line, next)!;
    expect(found.slice(0, 1).map(({ from, to }) => line.slice(from, to))).toEqual(first);
    expect(found.slice(1).map(({ from, to }) => next.slice(from, to))).toEqual(second);
  });

  it('does not run over where the next line goes on otherwise', () => {
    const known = new KnownSecrets();
    known.add(['correct horse battery']);
    expect(known.across('the secret is correct horse', ' shoe')).toBeNull();
    expect(known.across('the secret is correct horse', `${' '.repeat(62)}battery`)).toBeNull();
  });
});

it('takes only the command of that name for what prints', () => {
  const shown = (line: string): string => withoutOwnSecrets(line);
  expect(shown('Encode the text as quoted-printable or base64.')).toBe('Encode the text as quoted-printable or base64.');
  expect(shown('echo tulip-4711 | base64')).toBe('echo [hidden] | base64');
  expect(shown('$(printf tulip-4711 | base64)')).toBe('$(printf [hidden] | base64)');
});
