import { describe, expect, it } from 'vitest';
import { providerReply } from '../../src/knowledge';
import { needleOf, needlesOf } from '../../src/knowledge/needle';
import { codesOf, plainText, providers } from '../../src/knowledge/provider-replies';
import type { Provider, ProviderReplyRow } from '../../src/knowledge/providers/provider';
import { sampleOf } from './sample';

/** An enhanced code that a row's pattern fits. */
const enhancedOf = (pattern: string): string => pattern.replace('[45]', '5').replace(/[,-].*$/, '');

const rows = providers.flatMap((provider) => provider.replies.map((row) => ({ provider, row })));

const name = (found: { provider: Provider; row: ProviderReplyRow } | null) =>
  found ? `${found.provider.name}: ${found.row.code ?? '-'} ${found.row.enhanced ?? '-'} ${found.row.text ?? '-'}` : 'nothing';

/** The reply that a row describes, said by its own provider. */
function ask(provider: Provider, row: ProviderReplyRow, known: boolean) {
  const text = row.text ? sampleOf(row.text.source) : 'text';
  const host =
    provider.hosts?.[0]?.replace(/^\./, 'mx1.') ?? (provider.marks?.[0] ? `mx.example.net ESMTP ${provider.marks[0]}` : undefined);
  const enhanced = row.enhanced ? enhancedOf(row.enhanced) : null;
  const code = row.code ? codesOf(row.code)[0] : enhanced?.startsWith('4') ? 450 : 550;
  return providerReply({ code, enhanced, text, hosts: known && host ? [host] : [] });
}

describe('provider replies', () => {
  it('has more than a thousand rows, each with a source', () => {
    expect(rows.length).toBeGreaterThan(1000);
    for (const { provider, row } of rows) {
      expect(row.sources.length, name({ provider, row })).toBeGreaterThan(0);
      expect(row.sources.every((source) => source.rfc || source.title || source.url)).toBe(true);
    }
    for (const provider of providers) expect(provider.sources.length, provider.name).toBeGreaterThan(0);
  });

  it('writes samples that their own pattern matches', () => {
    const wrong = rows.filter(({ row }) => row.text && !row.text.test(sampleOf(row.text.source)));
    expect(wrong.map(name)).toEqual([]);
  });

  it('finds each row by its own sample reply first', () => {
    const missed = rows.flatMap(({ provider, row }) => {
      const found = ask(provider, row, true);
      // A row for any code may be another form of one for a certain code: the answer is what counts.
      return found?.row === row || (found?.provider === provider && found.row.kind === row.kind)
        ? []
        : [`${name({ provider, row })}  <-  ${name(found)}`];
    });
    expect(missed).toEqual([]);
  });

  it('never names another provider while the server is unknown', () => {
    const wrong = rows.flatMap(({ provider, row }) => {
      const found = ask(provider, row, false);
      const fair = !found || found.row === row || found.provider.kind === 'software';
      return fair ? [] : [`${name({ provider, row })}  <-  ${name(found)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('gives no row for a bare code, nor for an empty text', () => {
    for (let code = 200; code < 600; code++) expect(providerReply({ code, enhanced: null, text: '', hosts: ['mx.google.com'] })).toBeNull();
    expect(providerReply({ code: null, enhanced: null, text: '' })).toBeNull();
  });

  it('prefers the provider whose server it is', () => {
    const query = { code: 554, enhanced: '5.7.1', text: '<b@example.net>: Relay access denied' };
    expect(providerReply({ ...query, hosts: ['mx01.mail.icloud.com'] })?.provider.name).toBe('Apple iCloud');
    expect(providerReply({ ...query, hosts: ['mx.example.net ESMTP Postfix (Debian/GNU)'] })?.provider.name).toBe('Postfix (built-in)');
    expect(providerReply(query)?.provider.kind).toBe('software');
    // Google's server does not speak Apple's words.
    expect(providerReply({ ...query, hosts: ['gmail-smtp-in.l.google.com'] })?.provider.name).not.toBe('Apple iCloud');
  });

  it('does not take a look-alike domain for the provider', () => {
    const query = { code: 550, enhanced: '5.1.1', text: 'that mailbox does not exist' };
    expect(providerReply({ ...query, hosts: ['mx.notgoogle.com'] })?.provider.kind ?? 'software').toBe('software');
    expect(providerReply({ ...query, hosts: ['mx.google.com'] })?.provider.name).toBe('Google (Gmail, Workspace)');
    expect(providerReply({ ...query, hosts: ['mx.google.com.example.net'] })?.provider.kind ?? 'software').toBe('software');
  });

  it('reads a reply that was folded into one log line', () => {
    const folded =
      '550-5.7.26 Your email has been\n    blocked because the sender is unauthenticated. 550-5.7.26 Authenticate with either SPF 550-5.7.26 or DKIM. 550 5.7.26 - gsmtp';
    expect(plainText(550, '5.7.26', folded)).toBe(
      'Your email has been blocked because the sender is unauthenticated. Authenticate with either SPF or DKIM. - gsmtp',
    );
    expect(providerReply({ code: 550, enhanced: '5.7.26', text: folded })?.provider.name).toBe('Google (Gmail, Workspace)');
  });

  it('stays quick on hostile text', () => {
    const bad = [
      'a'.repeat(100_000),
      '550-5.7.1 '.repeat(20_000),
      'domain of sender address '.repeat(5_000),
      ' '.repeat(100_000),
      '('.repeat(50_000),
    ];
    for (const text of bad) {
      const start = performance.now();
      providerReply({ code: 550, enhanced: '5.7.1', text, hosts: [text] });
      providerReply({ code: null, enhanced: null, text });
      expect(performance.now() - start).toBeLessThan(250);
    }
  });
});

describe('needles', () => {
  it('are literals that every sample of their pattern contains', () => {
    const wrong = rows.filter(({ row }) => row.text && !sampleOf(row.text.source).toLowerCase().includes(needleOf(row.text)));
    expect(wrong.map(name)).toEqual([]);
    expect(rows.filter(({ row }) => row.text && needleOf(row.text) !== '').length).toBeGreaterThan(500);
  });

  it.each([
    [/abc|def/, ''],
    [/(x|y) relay denied/i, ' relay denied'],
    [/colou?rs/, 'colo'],
    [/a{2}bcd/, 'bcd'],
    [/\bfoo\.bar\b/, 'foo.bar'],
    [/[abc]def+gh/, 'def'],
    [/x\d+yzzy/, 'yzzy'],
    [/(a(b[)]c)d)efg/, 'efg'],
  ])('%s: %j', (pattern, needle) => {
    expect(needleOf(pattern)).toBe(needle);
  });
});

describe('Yahoo’s tags', () => {
  const yahoo = (code: number, enhanced: string | null, text: string) => providerReply({ code, enhanced, text })?.row.cause ?? '';

  it('tell enough by themselves', () => {
    expect(yahoo(421, '4.7.0', '[TSS04] Messages from …')).toContain('defers');
    expect(yahoo(421, '4.7.1', '[TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.')).not.toBe(
      yahoo(421, '4.7.0', '[TSS04] Messages from 192.0.2.1 temporarily deferred'),
    );
  });
});

describe('needles of alternatives', () => {
  it('are literals of which every sample of their pattern contains one', () => {
    const wrong = rows.filter(({ row }) => {
      const needles = row.text ? needlesOf(row.text) : [];
      return (
        needles.length > 0 &&
        row.text &&
        !needles.some((needle) =>
          sampleOf(row.text?.source ?? '')
            .toLowerCase()
            .includes(needle),
        )
      );
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it.each([
    [/(?:over|no) quota|mailbox full/i, [' quota', 'mailbox full']],
    [/a (?:very)? long word/, [' long word']],
    [/\b(?:spam|virus)\b/, ['spam', 'virus']],
    [/spam|\d{3}/, []],
    [/(?:x)?/, []],
    [/(?!never)only this/, ['only this']],
  ])('%s: %j', (pattern, needles) => {
    expect(needlesOf(pattern)).toEqual(needles);
  });
});
