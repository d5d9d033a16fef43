import { fitsEnhanced } from './enhanced-pattern';
import { needlesOf } from './needle';
import { NeedleIndex } from './needle-index';
import { filters } from './providers/filters';
import { google } from './providers/google';
import { mailboxProviders } from './providers/mailbox-providers';
import { microsoft } from './providers/microsoft';
import type { Provider, ProviderReplyRow } from './providers/provider';
import { software } from './providers/software';

/** Providers and programs with wordings of their own. What many servers say alike is in wordings.ts. */
export const providers: readonly Provider[] = [...google, ...microsoft, ...mailboxProviders, ...filters, ...software];

export interface ProviderQuery {
  readonly code: number | null;
  readonly enhanced: string | null;
  /** The reply's text; lines of a multi-line reply joined by `\n` or a space, with or without the codes that begin them. */
  readonly text: string;
  /** What identifies the server: its host name, its greeting, the "said by" of a log line. */
  readonly hosts?: readonly string[];
}

export interface ProviderMatch {
  readonly provider: Provider;
  readonly row: ProviderReplyRow;
  /** The server is known to be this provider: by its name, its greeting, or a mark in the text. */
  readonly known: boolean;
}

interface Entry {
  readonly provider: Provider;
  readonly row: ProviderReplyRow;
  readonly order: number;
}

/** Longest stretch of a reply that is looked at, in UTF-16 units: patterns are short, and log text is hostile. */
const LONGEST = 2000;

const ANY = 0;
interface Index {
  readonly entries: readonly Entry[];
  /** By reply code, as it is asked for; rows for any code under 0. */
  readonly byCode: Map<number, readonly Entry[]>;
  /** By the literals of which a text must contain one before the pattern is worth a try. */
  readonly needles: NeedleIndex;
}

let index: Index | undefined;

/** Built once, when first asked for. */
function indexed(): Index {
  if (index) return index;
  const entries = providers.flatMap((provider) => provider.replies.map((row) => ({ provider, row, order: 0 })));
  for (const [order, entry] of entries.entries()) entry.order = order;
  const needles = new NeedleIndex(entries.map(({ row }) => (row.text ? needlesOf(row.text) : [])));
  index = { entries, byCode: new Map([[ANY, entries.filter(({ row }) => !row.code)]]), needles };
  return index;
}

/** The rows that name a code, in the order of the tables. */
function entriesOf(code: number): readonly Entry[] {
  const { entries, byCode } = indexed();
  let found = byCode.get(code);
  if (!found) {
    const naming = new Map<string, boolean>();
    const names = (pattern: string): boolean => {
      let known = naming.get(pattern);
      if (known === undefined) {
        known = codesOf(pattern).includes(code);
        naming.set(pattern, known);
      }
      return known;
    };
    found = entries.filter(({ row }) => row.code && names(row.code));
    // Codes of logs are hostile too: only those that there may be are remembered.
    if (code >= 200 && code < 600) byCode.set(code, found);
  }
  return found;
}

/** The codes that `450|550` or `5xx` stands for. */
export function codesOf(pattern: string): number[] {
  return pattern.split('|').flatMap((part) => {
    if (!part.endsWith('xx')) return [Number(part)];
    return Array.from({ length: 100 }, (_, i) => Number(part[0]) * 100 + i);
  });
}

const REPEATED = /(^|\s)([245]\d\d)[- ](?:([245]\.\d{1,3}\.\d{1,3})(?![\w.])[ :]*)?/g;
const LEADING = /^[\s#:(]*([245]\.\d{1,3}\.\d{1,3})(?![\w.])[\s:)]*/;

/**
 * A reply's text as patterns want it: one line, single spaces, without the code and the enhanced code that MTAs leave at each line of a
 * reply they fold into one (`550-5.7.26 This mail … 550-5.7.26 has been blocked`). Cut to 2000 units.
 */
export function plainText(code: number | null, enhanced: string | null, text: string): string {
  const short = text.slice(0, LONGEST);
  const bare = short.replace(REPEATED, (all, before: string, digits: string) => (code === null || Number(digits) === code ? before : all));
  const leading = LEADING.exec(bare);
  const rest = leading && (enhanced === null || leading[1] === enhanced) ? bare.slice(leading[0].length) : bare;
  return rest.replace(/\s+/g, ' ').trim();
}

/** Length of the longest suffix in `provider.hosts` that one of the names ends with; 0 when none does. */
function hostFit(provider: Provider, names: readonly string[]): number {
  let best = 0;
  for (const suffix of provider.hosts ?? []) {
    const bare = suffix.startsWith('.') ? suffix.slice(1) : suffix;
    if (bare.length > best && names.some((name) => name === bare || name.endsWith(`.${bare}`))) best = bare.length;
  }
  return best;
}

const lowerMarks = new Map<Provider, readonly string[]>();

function marksOf(provider: Provider): readonly string[] {
  let marks = lowerMarks.get(provider);
  if (!marks) {
    marks = provider.marks?.map((mark) => mark.toLowerCase()) ?? [];
    lowerMarks.set(provider, marks);
  }
  return marks;
}

let owned: ReadonlySet<string> | undefined;

/** Whether a name of a server is one of a known provider's or filter's. */
function ownedBySomebody(name: string): boolean {
  owned ??= new Set(
    providers
      .filter(({ kind }) => kind === 'provider' || kind === 'filter')
      .flatMap(({ hosts }) => hosts?.map((suffix) => (suffix.startsWith('.') ? suffix.slice(1) : suffix)) ?? []),
  );
  for (let at = 0; at >= 0 && at < name.length; at = name.indexOf('.', at) + 1 || -1) if (owned.has(name.slice(at))) return true;
  return false;
}

const namesIn = (hosts: readonly string[]): string[] =>
  hosts.flatMap((host) =>
    host
      .slice(0, 500)
      .toLowerCase()
      .split(/[^a-z0-9._-]+/)
      .map((name) => name.replace(/\.$/, '')),
  );

/** How the provider was identified: 3 by its name, 2 by a mark in its greeting, 1 by a mark in the text, 0 not at all. */
type Acquaintance = 0 | 1 | 2 | 3;

interface Candidate extends Entry {
  readonly acquaintance: Acquaintance;
  /** How many of code, enhanced code and text the row names; an exact code or enhanced code counts more than a list or a range. */
  readonly keys: number;
  /** Length of the server's name that told the provider. */
  readonly host: number;
  /** Length of the text that the pattern found. */
  readonly found: number;
}

/** Where nobody is known, the software that ships a wording comes before the provider that runs it. */
const native = (candidate: Candidate): number => Number(candidate.acquaintance === 0 && candidate.provider.kind === 'software');

/** Negative when `a` is the more specific. */
function compare(a: Candidate, b: Candidate): number {
  const known = Math.min(b.acquaintance, 2) - Math.min(a.acquaintance, 2);
  return known || b.keys - a.keys || native(b) - native(a) || b.host - a.host || b.found - a.found || a.order - b.order;
}

/**
 * The row that says what a provider or a piece of software means by a reply: the most specific one, never by its code alone. Null where
 * nothing fits. Cost: one pass over the text for the literals of all rows, then a short pattern for the few that have one.
 */
export function providerReply(query: ProviderQuery): ProviderMatch | null {
  const text = plainText(query.code, query.enhanced, query.text);
  const lower = text.toLowerCase();
  const greetings = (query.hosts ?? []).map((host) => host.slice(0, 500).toLowerCase());
  const names = namesIn(query.hosts ?? []);
  const acquaintances = new Map<Provider, { readonly level: Acquaintance; readonly host: number }>();
  const acquaintance = (provider: Provider) => {
    let known = acquaintances.get(provider);
    if (!known) {
      const host = hostFit(provider, names);
      const marks = marksOf(provider);
      const level = host
        ? 3
        : marks.some((mark) => greetings.some((greeting) => greeting.includes(mark)))
          ? 2
          : marks.some((mark) => lower.includes(mark))
            ? 1
            : 0;
      known = { level, host };
      acquaintances.set(provider, known);
    }
    return known;
  };
  const strangers = names.some(ownedBySomebody);
  const said = greetings.filter((greeting) => greeting.includes(' '));
  const greeted =
    said.length > 0 && providers.some((one) => one.mta && marksOf(one).some((mark) => said.some((line) => line.includes(mark))));
  const { entries, needles } = indexed();
  const worth = new Set(needles.in(lower));

  let best: Candidate | null = null;
  const consider = (entry: Entry): void => {
    const { row, provider } = entry;
    if (row.enhanced && (query.enhanced === null || !fitsEnhanced(row.enhanced, query.enhanced))) return;
    if (!worth.has(entry.order)) return;
    const { level, host } = acquaintance(provider);
    if (row.needsHost && level === 0) return;
    if (!row.text && !row.enhanced) return;
    // The server belongs to another provider: what this one means by the words does not matter.
    if (strangers && provider.kind === 'provider' && level === 0) return;
    // The server greets as another one.
    if (greeted && provider.mta && level === 0) return;
    const match = row.text?.exec(text);
    if (row.text && !match) return;
    const candidate: Candidate = {
      ...entry,
      acquaintance: level,
      host,
      keys:
        (row.text ? 2 : 0) +
        (row.enhanced ? (row.enhanced === query.enhanced ? 2 : 1) : 0) +
        (row.code ? (row.code === String(query.code) ? 2 : 1) : 0),
      found: match ? match[0].length : 0,
    };
    if (!best || compare(candidate, best) < 0) best = candidate;
  };
  if (query.code === null) {
    for (const entry of entries) consider(entry);
  } else {
    for (const entry of entriesOf(query.code)) consider(entry);
    for (const entry of entriesOf(ANY)) consider(entry);
  }
  const found = best as Candidate | null;
  return found && { provider: found.provider, row: found.row, known: found.acquaintance > 0 };
}

/** Whether a refusal has words that only a known provider or program says. */
export const isProviderWording = (code: number, text: string, enhanced: string | null = null): boolean =>
  (providerReply({ code, enhanced, text })?.row.text ?? null) !== null;
