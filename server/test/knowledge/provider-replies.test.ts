import { describe, expect, it } from 'vitest';
import { providerReply } from '../../src/knowledge';
import { needleOf } from '../../src/knowledge/needle';
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
  it('has all 752 rows, each with a source, a meaning and something to do', () => {
    expect(rows.length).toBe(752);
    for (const { provider, row } of rows) {
      expect(row.sources.length, name({ provider, row })).toBeGreaterThan(0);
      expect(row.sources.every((source) => source.rfc || source.title || source.url)).toBe(true);
      expect(row.meaning).not.toBe('');
      expect(row.action).not.toBe('');
    }
    for (const provider of providers) expect(provider.sources.length, provider.name).toBeGreaterThan(0);
  });

  it('writes samples that their own pattern matches', () => {
    const wrong = rows.filter(({ row }) => row.text && !row.text.test(sampleOf(row.text.source)));
    expect(wrong.map(name)).toEqual([]);
  });

  it('finds at least 745 rows by their own sample reply', () => {
    const missed = rows.flatMap(({ provider, row }) => {
      const found = ask(provider, row, true);
      return found?.row === row ? [] : [`${name({ provider, row })}  <-  ${name(found)}`];
    });
    expect(rows.length - missed.length, missed.join('\n')).toBeGreaterThanOrEqual(745);
  });

  it('never names another provider while the server is unknown', () => {
    const wrong = rows.flatMap(({ provider, row }) => {
      const found = ask(provider, row, false);
      const fair = !found || found.row === row || found.provider.kind === 'fallback' || found.provider.kind === 'software';
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
    expect(providerReply(query)?.provider.kind).toBe('fallback');
    // Google's server does not speak Apple's words.
    expect(providerReply({ ...query, hosts: ['gmail-smtp-in.l.google.com'] })?.provider.name).not.toBe('Apple iCloud');
  });

  it('does not take a look-alike domain for the provider', () => {
    const query = { code: 550, enhanced: '5.1.1', text: 'that mailbox does not exist' };
    expect(providerReply({ ...query, hosts: ['mx.notgoogle.com'] })?.provider.kind ?? 'fallback').toBe('fallback');
    expect(providerReply({ ...query, hosts: ['mx.google.com'] })?.provider.name).toBe('Google (Gmail, Workspace)');
    expect(providerReply({ ...query, hosts: ['mx.google.com.example.net'] })?.provider.kind ?? 'fallback').toBe('fallback');
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
  const yahoo = (code: number, enhanced: string | null, text: string) => providerReply({ code, enhanced, text })?.row.meaning ?? '';

  it('tell enough by themselves', () => {
    expect(yahoo(421, '4.7.0', '[TSS04] Messages from …')).toContain('deferred');
    expect(yahoo(421, '4.7.1', '[TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.')).not.toBe(
      yahoo(421, '4.7.0', '[TSS04] Messages from 192.0.2.1 temporarily deferred'),
    );
  });
});
