import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { escaped, html, prose } from '../../../site/pages/html';
import { allPages, reference, searchIndex } from '../../../site/pages/index';
import { codePath, enhancedPath, formatPath, providerPath, rulePath } from '../../../site/src/addresses';
import { bounceFormats } from '../../src/formats/bounces';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { enhancedCodes, unregisteredCodes } from '../../src/knowledge/enhanced-codes';
import { providers } from '../../src/knowledge/provider-replies';
import { replyCodes } from '../../src/knowledge/reply-codes';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';

const files = reference('');
const pageOf = (path: string): string => files.get(path) ?? '';
const linksOf = (text: string): string[] => [...text.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, to]) => to);
/** Where a link of a page leads, below the top. */
const target = (path: string, to: string): string => posix.join(posix.dirname(path), to.replace(/#.*$/, '')) || path;
const leads = (from: string, to: string): boolean => linksOf(pageOf(from)).some((link) => target(from, link) === to);

describe('the reference', () => {
  it('has one page for each rule, code, enhanced code, provider and format', () => {
    const wanted = [
      ...[...rules, ...logRules, ...lifeRules].map(({ id }) => rulePath(id)),
      ...replyCodes.map(({ code }) => codePath(code)),
      ...[...enhancedCodes, ...unregisteredCodes].map(({ code }) => enhancedPath(code)),
      ...providers.map(({ name }) => providerPath(name)),
      ...transcriptFormats.map(({ id }) => formatPath('transcript', id)),
      ...logFormats.map(({ id }) => formatPath('log', id)),
      ...bounceFormats.map(({ id }) => formatPath('bounce', id)),
    ];
    expect(new Set(wanted).size).toBe(wanted.length);
    for (const path of wanted) expect(path).toMatch(/^[a-z]+\/[a-z0-9.-]+\.html$/);
    const lists = ['rules', 'codes', 'providers', 'formats'].map((folder) => `${folder}/index.html`);
    expect(
      allPages()
        .map(({ path }) => path)
        .sort(),
    ).toEqual([...wanted, ...lists].sort());
  });

  it('has addresses that other pages may link to', () => {
    for (const path of [
      'rules/path-space-after-colon.html',
      'codes/550.html',
      'enhanced/x.7.26.html',
      'providers/google.html',
      'providers/microsoft-365.html',
      'formats/swaks.html',
      'formats/log-postfix.html',
      'formats/bounce-bounce.html',
    ])
      expect([...files.keys()]).toContain(path);
  });

  it('has no link that leads nowhere', () => {
    const broken: string[] = [];
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      for (const to of linksOf(text)) {
        if (/^https?:/.test(to)) continue;
        const [, anchor] = to.split('#');
        const at = to.startsWith('#') ? path : target(path, to);
        if (at === 'index.html') continue;
        if (!files.has(at) || (anchor && !pageOf(at).includes(`id="${anchor}"`))) broken.push(`${path}: ${to}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('leads from a code to rules and providers, and back', () => {
    expect(leads('codes/552.html', 'rules/verdict-mailbox-full.html')).toBe(true);
    expect(leads('rules/verdict-mailbox-full.html', 'codes/552.html')).toBe(true);
    expect(leads('enhanced/x.7.26.html', 'providers/google.html')).toBe(true);
    expect(leads('providers/google.html', 'enhanced/x.7.26.html')).toBe(true);
    expect(leads('providers/google.html', 'rules/verdict-mailbox-full.html')).toBe(true);
    expect(leads('rules/verdict-mailbox-full.html', 'providers/google.html')).toBe(true);
  });

  it('is found by what people look for', () => {
    const index = searchIndex(allPages());
    const found = (...words: string[]): string[] =>
      index.filter((row) => words.every((word) => row[3].includes(word))).map(([path]) => path);
    expect(found('5.7.26')).toContain('enhanced/x.7.26.html');
    expect(found('relay')).toContain('rules/verdict-relay-denied.html');
    expect(found('swaks')).toContain('formats/swaks.html');
    expect(index.map(([path]) => path).sort()).toEqual(
      [...files.keys()].filter((path) => path.endsWith('.html') && !path.endsWith('index.html')).sort(),
    );
  });

  it('has a map with whole addresses where the site has one, and none elsewhere', () => {
    expect(files.has('sitemap.xml')).toBe(false);
    const home = 'https://lens.example.org/';
    const there = reference(home);
    const places = [...(there.get('sitemap.xml') ?? '').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place]) => place);
    const pages = [...there.keys()].filter((path) => path.endsWith('.html'));
    expect(places.length).toBe(pages.length + 1);
    expect(places).toContain(home);
    expect(places).toContain(`${home}codes/550.html`);
    expect(places).toContain(`${home}codes/`);
    expect(there.get('codes/550.html')).toContain(`<link rel="canonical" href="${home}codes/550.html">`);
  });

  it('names itself, describes itself and has one heading of the first order a page', () => {
    const titles = new Set<string>();
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      expect(text.match(/<h1>/g), path).toHaveLength(1);
      expect(text, path).toMatch(/<meta name="description" content="[^"]{10,}">/);
      titles.add(/<title>([^<]+)<\/title>/.exec(text)?.[1] ?? '');
    }
    expect(titles.size).toBeGreaterThan(600);
  });
});

describe('markup', () => {
  it('holds text as text', () => {
    expect(escaped(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
    expect(html`<p>${'<b>'}${[html`<i>${'&'}</i>`, null, false]}</p>`.html).toBe('<p>&lt;b&gt;<i>&amp;</i></p>');
    expect(prose('set `<x>` & go').html).toBe('set <code>&lt;x&gt;</code> &amp; go');
  });
});
