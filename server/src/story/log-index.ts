import { type LinkKind, type LogEntry, type LogTraits, linkOf } from '../formats/log';
import { traitsOf } from '../formats/logs';
import { unsliced } from '../text/unsliced';
import { beginsAnother } from './another-life';

/**
 * Which lines of a log belong to one message. Ids are reused (a Postfix queue id and a qmail message number are inodes), so an id has
 * lives; sessions of an SMTP server are lives of their own, tied to the messages that came in through them.
 */

export interface Link {
  readonly id: string;
  readonly line: number;
  readonly kind: LinkKind;
}

/** The lines of one id from its first to its last, on one host. Lines count from 0, in the order in which they were assigned to it. */
export interface Life {
  readonly id: string;
  /** The format that its id belongs to. */
  readonly family: string;
  readonly host: string;
  /** It is the session of a server's process, not a message. */
  readonly session?: true;
  readonly lines: number[];
  /** The line with which it begins; its first line if absent. */
  readonly born?: number;
  /** The life before it of the same id, host and family; null where the log shows none. */
  readonly before: Life | null;
  /** Its end was seen (`removed`, `Completed`, `end msg`). */
  ended: boolean;
  readonly links: Link[];
}

/** How many lives before and after a line are considered: hosts may have the same id at the same time. */
const NEIGHBOURS = 8;
const OTHER_HOST = 1e9;

/** Ids are those of one family on one host. */
interface Scope {
  readonly host: string;
  readonly family: string;
  readonly open: Map<string, Life>;
}

const birthOf = (life: Life): number => life.born ?? life.lines[0] ?? 0;

export class LogIndex {
  /** Lives by id alone, in the order of their first lines: a link does not say whose id it is. */
  readonly lives = new Map<string, Life[]>();
  /** Links that point at an id. */
  readonly pointers = new Map<string, { readonly from: Life; readonly link: Link }[]>();
  /** The latest life of each id, by the host and the family that write it. */
  private readonly scopes = new Map<string, Scope>();
  private scope: Scope = { host: '', family: '', open: new Map<string, Life>() };
  private readonly asides = new Map<string, number[]>();
  /** By line, from `firstLine` on. */
  private byLine: (Life | undefined)[] = [];
  private firstLine = 0;

  /** The life that line `n` belongs to; null if the line belongs to no message and no session. */
  lifeAt(n: number): Life | null {
    return this.byLine[n - this.firstLine] ?? null;
  }

  /** Drops the lines so far, which are not asked for again: of a log read in parts only the lives themselves are kept. */
  forgetLines(): void {
    this.firstLine += this.byLine.length;
    this.byLine = [];
  }

  /** Drops an ended life and the lives before it: nothing asks for them again. */
  forget(life: Life): void {
    const open = this.openIn(life.host, life.family);
    if (open.get(life.id) === life) open.delete(life.id);
    const others = (this.lives.get(life.id) ?? []).filter((one) => one !== life);
    if (others.length > 0) this.lives.set(life.id, others);
    else this.lives.delete(life.id);
  }

  /** The life of queue ID `id` whose lines are nearest to line `n` (0-based); one of host `host` is preferred if it is near by. */
  nearest(id: string, n: number, host: string | null = null): Life | null {
    const all = this.lives.get(id) ?? [];
    // Lives are in the order of their births: the last one born before the line, and the first one born after it.
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (birthOf(all[middle]) <= n) low = middle + 1;
      else high = middle;
    }
    let best: Life | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (let i = Math.max(0, low - NEIGHBOURS); i < Math.min(all.length, low + NEIGHBOURS); i++) {
      const life = all[i];
      const born = birthOf(life);
      const last = life.lines[life.lines.length - 1] ?? born;
      const away = host !== null && life.host !== host ? OTHER_HOST : 0;
      const distance = (n < born ? born - n : n > last ? n - last : 0) + away;
      if (distance < least) [best, least] = [life, distance];
    }
    return best;
  }

  /** Adds the next line. Lines must come in ascending order. */
  add(n: number, entry: LogEntry): void {
    const traits = traitsOf(entry.format);
    const family = traits.family ?? entry.format;
    const host = entry.host ?? '';
    if (traits.processOf) this.process(n, entry, host, family, traits.processOf(entry.daemon));
    if (traits.deliveryNumbers && this.delivery(n, entry, host, family)) return;
    if (entry.id === null) return;
    const life = this.lifeFor(n, entry, host, family, entry.id);
    this.put(life, n);
    if (entry.life === 'end') life.ended = true;
    this.links(n, entry, life, traits);
  }

  private put(life: Life, n: number): void {
    life.lines.push(n);
    this.tie(life, n);
  }

  private tie(life: Life, n: number): void {
    const at = n - this.firstLine;
    // Every later line has its place: the list has no gaps.
    while (this.byLine.length < at) this.byLine.push(undefined);
    if (at >= 0) this.byLine[at] = life;
  }

  private openIn(host: string, family: string): Map<string, Life> {
    if (this.scope.host === host && this.scope.family === family) return this.scope.open;
    const key = `${host}\n${family}`;
    let scope = this.scopes.get(key);
    if (!scope) {
      scope = { host: unsliced(host), family, open: new Map() };
      this.scopes.set(key, scope);
    }
    this.scope = scope;
    return scope.open;
  }

  private lifeFor(n: number, entry: LogEntry, host: string, family: string, id: string): Life {
    const current = this.openIn(host, family).get(id);
    if (current && !beginsAnother({ begun: current.lines.length > 0, ended: current.ended }, entry, family)) return current;
    return this.birth(id, family, host, n);
  }

  private birth(name: string, family: string, of: string, born: number, session?: true): Life {
    const open = this.openIn(of, family);
    const { host } = this.scope;
    const id = unsliced(name);
    const rest = { lines: [], born, before: open.get(id) ?? null, ended: false, links: [] };
    const life: Life = session ? { id, family, host, session, ...rest } : { id, family, host, ...rest };
    open.set(id, life);
    const all = this.lives.get(id);
    if (all) all.push(life);
    else this.lives.set(id, [life]);
    return life;
  }

  private link(from: Life, link: Link): void {
    if (link.id === from.id && link.kind !== 'session') return;
    from.links.push(link);
    const all = this.pointers.get(link.id);
    if (all) all.push({ from, link });
    else this.pointers.set(link.id, [{ from, link }]);
  }

  private links(n: number, entry: LogEntry, life: Life, traits: LogTraits): void {
    const kind = linkOf(entry, traits);
    // Fields are read only where a line can name another id.
    if (kind === null && !traits.sessionIds) return;
    for (const { name, piece } of entry.fields) {
      if (name === 'newId') {
        if (kind !== null) this.link(life, { id: unsliced(piece.text), line: n, kind });
      } else if (name === 'session' && traits.sessionIds && piece.text !== life.id)
        this.link(life, { id: unsliced(piece.text), line: n, kind: 'session' });
    }
  }

  /** What a process says without the id of a message. */
  private process(n: number, entry: LogEntry, host: string, family: string, role: 'server' | 'client' | null): void {
    const pid = role && entry.session;
    if (!pid) return;
    if (role === 'server') this.serverSession(n, entry, host, family, `${entry.daemon}[${pid}]`);
    else this.clientAside(n, entry, host, family, `${host}\n${entry.daemon ?? ''}\n${pid}`);
  }

  /** The lines of a server process from one connection to its end are a life, with the process as its id. */
  private serverSession(n: number, entry: LogEntry, host: string, family: string, id: string): void {
    const current = this.openIn(host, family).get(id);
    if (entry.id !== null) {
      if (!current || current.ended || entry.life !== 'begin') return;
      this.link(this.lifeFor(n, entry, host, family, entry.id), { id, line: n, kind: 'session' });
      return;
    }
    const session = current && !current.ended && entry.life !== 'begin' ? current : this.birth(id, family, host, n, true);
    this.put(session, n);
    if (entry.life === 'end') session.ended = true;
  }

  /**
   * What a client process logs before a delivery (`connect to mx: Connection refused`, a TLS handshake) belongs to that delivery.
   */
  private clientAside(n: number, entry: LogEntry, host: string, family: string, k: string): void {
    const asides = this.asides.get(k);
    if (entry.id === null) {
      if (!asides) this.asides.set(k, [n]);
      else if (asides.length < 100) asides.push(n);
      return;
    }
    if (!asides || entry.status === null) return;
    const life = this.lifeFor(n, entry, host, family, entry.id);
    for (const line of asides) {
      life.lines.push(line);
      this.tie(life, line);
    }
    this.asides.delete(k);
  }

  /** `delivery 12:` belongs to the message that `starting delivery 12: msg M` named. */
  private delivery(n: number, entry: LogEntry, host: string, family: string): boolean {
    const number = entry.session;
    if (!number) return false;
    const open = this.openIn(host, family);
    const k = `delivery ${number}`;
    if (entry.id !== null) {
      open.set(k, this.lifeFor(n, entry, host, family, entry.id));
      return false;
    }
    const life = open.get(k);
    if (life) this.put(life, n);
    return true;
  }
}

/** The index of a log, in one pass. */
export function indexLog(entries: Iterable<{ readonly line: number; readonly entry: LogEntry }>): LogIndex {
  const index = new LogIndex();
  for (const { line, entry } of entries) index.add(line, entry);
  return index;
}
