import { isVerb, keyword } from '../knowledge';
import { isIPv4 } from '../syntax/ip-address';
import { eachMatch } from '../text/matches';
import { unsliced } from '../text/unsliced';
import { addressesIn } from './addresses';
import { hostIn, type Looks, looksOf } from './host-names';
import { eachIPv4, eachIPv6 } from './ip-addresses';
import { ACCOUNT, BRACKETED, HOST_PLACES, LOGIN_PLACE, type NamePlace, USER_PLACES, WORD_PLACES } from './name-places';
import { dottedRuns, eachWord } from './runs';
import { isTelling, type StandIns } from './stand-ins';

export type IdentityKind = 'address' | 'host' | 'ip' | 'user';

/** A name in a line and its stand-in. Columns of the line, `to` exclusive. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

type Add = (kind: IdentityKind, from: number, to: number, standIn: string) => void;

/** By what the names of a document are recognised, besides their shape. */
export class Identities {
  /** Names of organisations, in lower case, as two or three labels; hosts under them are renamed whatever their top-level domain. */
  private readonly domains = new Set<string>();
  /** Names of one label, in lower case, and login names: only whole words match. */
  private readonly words = new Map<string, 'host' | 'user'>();
  /** By the first unit of such a word, in either case: a bit for each length that one has. Most words of a line are none. */
  private readonly lengths = new Uint32Array(128);
  /** Names that were learned: a log has the same ones on every line. */
  private readonly learned = new Set<string>();
  private readonly looks = new Map<string, Looks>();
  private readonly ipv4s = new Map<string, boolean>();

  constructor(readonly standIns: StandIns) {}

  /** Learns the names that a line reveals by their place in it. */
  learn(line: string): void {
    for (const place of HOST_PLACES) eachAt(place, line, ({ 1: name }) => this.learnHost(name));
    for (const { to } of dottedRuns(line)) if (line[to] === '[') this.learnBracketed(line, to);
    for (const { domain, dot } of addressesIn(line)) if (dot === undefined || looksOf(domain).host) this.learnHost(domain);
    eachAccount(line, (match) => this.learnUser(match[2]));
    const user = LOGIN_PLACE.sign?.in(line) && LOGIN_PLACE.pattern.exec(line)?.[1];
    if (user) this.learnUser(user);
  }

  /** Learns the host name that ends at a bracket. */
  private learnBracketed(line: string, bracket: number): void {
    let from = bracket;
    while (from > 0 && /[\w.-]/.test(line[from - 1])) from--;
    BRACKETED.lastIndex = from;
    const name = BRACKETED.exec(line)?.[1];
    if (name) this.learnHost(name);
  }

  /** Learns a host name from a place where only a host name can be. */
  learnHost(name: string): void {
    if (this.learned.has(name)) return;
    this.learned.add(unsliced(name));
    const plain = name.toLowerCase().replace(/\.$/, '');
    if (isIPv4(plain) || plain.startsWith('[')) return;
    const labels = plain.split('.');
    if (labels.length > 1) this.domains.add(labels.slice(-2).join('.'));
    else if (isTelling(plain) && plain.length >= 4 && /[\d_-]/.test(plain) && !ORDINARY.test(plain)) this.learnWord(plain, 'host');
  }

  /** Learns a login name. */
  learnUser(account: string): void {
    const name = account.slice(account.lastIndexOf('\\') + 1);
    if (!name.includes('@') && name.length >= 4 && !ORDINARY.test(name)) this.learnWord(name.toLowerCase(), 'user');
  }

  private learnWord(word: string, kind: 'host' | 'user'): void {
    if (
      this.words.has(word) ||
      isVerb(word) ||
      keyword(word) ||
      this.words.size >= MOST_WORDS ||
      !/^[\w.-]+$/.test(word) ||
      /^\d+$/.test(word)
    )
      return;
    this.words.set(unsliced(word), kind);
    for (const first of [word[0], word[0].toUpperCase()]) this.lengths[first.charCodeAt(0)] |= lengthBit(word.length);
  }

  /** The names in a line, left to right, without overlaps. Linear in the line's length. */
  in(line: string): Identity[] {
    const found: Identity[] = [];
    const add: Add = (kind, from, to, standIn) => {
      found.push({ kind, from, to, standIn });
    };
    for (const { from, to, local, domain, sign, dot } of addressesIn(line)) {
      // Written out, it is one only if its domain looks like one: `list[at]index.length`.
      if (dot !== undefined && !this.isHost(domain)) continue;
      const standIn = this.standIns.address(local, domain);
      add('address', from, to, dot !== undefined ? dressed(standIn, sign, dot) : sign === '@' ? standIn : standIn.replace('@', sign));
    }
    const runs = dottedRuns(line);
    eachIPv4(line, runs, (from, text) => {
      if (this.isIPv4(text)) add('ip', from, from + text.length, this.standIns.ip(text));
    });
    eachIPv6(line, (from, text) => add('ip', from, from + text.length, this.standIns.ip(text)));
    for (const run of runs) {
      const host = hostIn(line, run);
      if (host && (host.isUrl ? host.text.includes('.') && !this.isIPv4(host.text) : this.isHost(host.text)))
        add('host', host.from, host.from + host.text.length, this.standIns.host(host.text));
    }
    this.accounts(line, add);
    this.placed(line, add);
    if (this.words.size > 0) this.known(line, add);
    return found.length === 0 ? found : apart(found).filter(({ from, to, standIn }) => line.slice(from, to) !== standIn);
  }

  /** Names that only their place shows. */
  private placed(line: string, add: Add): void {
    for (const place of WORD_PLACES)
      eachAt(place, line, ({ index, 0: text, 1: name }) => {
        if (name.includes('.') || !isTelling(name) || /^\d+$/.test(name) || isVerb(name)) return;
        const from = index + text.lastIndexOf(name);
        add('host', from, from + name.length, this.standIns.host(name));
      });
    for (const place of USER_PLACES)
      eachAt(place, line, ({ index, 0: text, 1: name }) => {
        if (!ORDINARY.test(name) && !IN_HOME.test(name))
          add('user', index + text.length - name.length, index + text.length, this.standIns.user(name));
      });
  }

  /** Accounts of a Windows domain, by the place of their names. */
  private accounts(line: string, add: Add): void {
    eachAccount(line, ({ index, 0: text, 1: domain, 2: user }) => {
      const head = text.slice(0, text.length - user.length);
      const from = head.lastIndexOf(domain);
      add(
        'user',
        index + from,
        index + text.length,
        this.standIns.host(domain) + head.slice(from + domain.length) + this.standIns.user(user),
      );
    });
  }

  /** Names of one label and login names that were learned. */
  private known(line: string, add: Add): void {
    eachWord(line, (from, to) => {
      if ((this.lengths[line.charCodeAt(from)] & lengthBit(to - from)) === 0) return;
      const text = line.slice(from, to);
      const kind = this.words.get(text.toLowerCase());
      if (kind) add(kind, from, to, kind === 'user' ? this.standIns.user(text) : this.standIns.host(text));
    });
  }

  /** A text with the names in it replaced. */
  rename(text: string): string {
    let out = '';
    let at = 0;
    for (const { from, to, standIn } of this.in(text)) {
      out += text.slice(at, from) + standIn;
      at = to;
    }
    return out + text.slice(at);
  }

  private isHost(text: string): boolean {
    let looks = this.looks.get(text);
    if (!looks) {
      looks = looksOf(text);
      this.looks.set(unsliced(text), looks);
    }
    return looks.host || (looks.domain !== null && this.domains.has(looks.domain));
  }

  private isIPv4(text: string): boolean {
    let known = this.ipv4s.get(text);
    if (known === undefined) {
      known = isIPv4(text);
      this.ipv4s.set(unsliced(text), known);
    }
    return known;
  }
}

/** Calls `use` with each account of a Windows domain: its domain is the first group, its user the second. */
function eachAccount(line: string, use: (match: RegExpExecArray) => void): void {
  if (!line.includes('\\')) return;
  eachMatch(ACCOUNT, line, (match) => {
    const { 0: text, 1: domain, 2: user } = match;
    // Behind a space, a word of a sentence may end a line there: `User unknown\\n550`.
    const named = /[:=]/.test(text) || domain.includes('.') || domain === domain.toUpperCase();
    if (named && !NO_DOMAIN.test(domain) && !ORDINARY.test(user)) use(match);
  });
}

/** An address, its @ and its dots as the original had them. */
function dressed(standIn: string, sign: string, dot: string): string {
  const at = standIn.lastIndexOf('@');
  return standIn.slice(0, at) + sign + standIn.slice(at + 1).replaceAll('.', dot);
}

/** Runs a place's pattern where its sign says that it may match. */
function eachAt({ sign, pattern }: NamePlace, line: string, use: (match: RegExpExecArray) => void): void {
  if (!sign || sign.in(line)) eachMatch(pattern, line, use);
}

const lengthBit = (length: number): number => 1 << Math.min(length, 31);

/** If names overlap, the one that begins first is kept; of those that begin together, the one found first. */
function apart(found: readonly Identity[]): readonly Identity[] {
  if (found.length === 1) return found;
  const kept: Identity[] = [];
  let end = 0;
  for (const one of [...found].sort((a, b) => a.from - b.from)) {
    if (one.from < end) continue;
    kept.push(one);
    end = one.to;
  }
  return kept;
}

/** A limit, because a log of a large site names more machines than one pattern can hold. */
const MOST_WORDS = 500;

/** Domains that every machine has. */
const NO_DOMAIN = /^(?:authority|builtin|service|local|workgroup|c|d)$/i;

/** Homes of programs and of services are not replaced. */
const IN_HOME =
  /^(?:node|runner|app|apps|www|web|deploy|vmail|git|linuxbrew|public|default|shared|circleci|jovyan|coder|vscode|ec2-user)$/i;

/** Words that are not names, although a machine or a login may have such a name. */
const ORDINARY =
  /^(?:admin|administrator|root|user|users|username|login|plain|test|testing|mail|mailer|smtp|esmtp|smtpd|postfix|exim|sendmail|dovecot|server|client|host|hostname|local|domain|example|hello|there|data|quit|auth|starttls|unknown|none|null|ubuntu|debian|centos|vagrant|docker|default|system|daemon|http|https|from|with|your|name|this|that|sender|recipient|message|queue|error|info|debug|\d+)$/i;
