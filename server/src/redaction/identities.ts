import { isVerb, keyword } from '../knowledge';
import { isIPv4, isIPv6 } from '../syntax/ip-address';
import { isTelling, type StandIns } from './stand-ins';

export type IdentityKind = 'address' | 'host' | 'ip' | 'user';

/** A name in a line and what stands in for it. Columns of the line, `to` exclusive. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

const LABEL = '[A-Za-z0-9_\\u00a1-\\uffff](?:[A-Za-z0-9_\\u00a1-\\uffff-]{0,70}[A-Za-z0-9_\\u00a1-\\uffff])?';
const NAME = `${LABEL}(?:\\.${LABEL}){0,9}`;

/** Where a name may begin: not behind these characters, but behind the code and the hyphen of a reply. */
const START = (not: string): string =>
  `(?:(?<![${not}])|(?<=(?<![\\w.-])\\d{3}-)|(?<=(?<![\\w.])[245]\\.\\d\\.\\d)(?=[A-Za-z]))(?!\\d{3}-|[245]\\.\\d\\.\\d[A-Za-z])`;

/** Addresses, with the forms in which a mailing list or a forwarder hides one in another; `%40` is @ in a URL. */
const ADDRESS = new RegExp(
  `${START('\\w.+%=-')}(?<local>"[^"\\s@]{1,64}"|(?:SRS[01]|prvs|btv1)[=+-][^\\s<>@"',;()]{1,200}|[A-Za-z0-9._-]{1,64}\\+[A-Za-z0-9._+-]{1,64}=[A-Za-z0-9.-]{1,200}|[A-Za-z0-9._%+~\\u00a1-\\uffff-]{1,120})(?:@|%40)(?<domain>${NAME}|\\[[A-Za-z0-9:.]{3,60}\\])`,
  'g',
);
const AFTER_EQUALS = new RegExp(`(?<==)(?<local>[A-Za-z0-9._%+~-]{1,120})(?:@|%40)(?<domain>${NAME}|\\[[A-Za-z0-9:.]{3,60}\\])`, 'g');
const IPV4 = /(?<![\w.-])(?<!\b(?:version|release|build)[ :=]{1,2})\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
/** tcpdump puts the port behind one more dot. */
const IPV4_AND_PORT = /(?<=\bIP |> |^ {4})\d{1,3}(?:\.\d{1,3}){3}(?=\.[\w-]{2,20}(?: >|:))/g;
const IPV6 = /(?<![\w:.-])[0-9A-Fa-f:]{0,30}:[0-9A-Fa-f:]{1,38}(?![\w:])/g;
const HOST = new RegExp(`(?<!\\\\[rnt])${START('\\w@.%/\\\\-')}${LABEL}(?:\\.${LABEL}){1,9}(?![\\w@-]|%40|\\()`, 'g');
const URL_HOST = new RegExp(`(?<=:\\/\\/(?:[^\\s/@]{0,200}@)?)${NAME}`, 'g');

/** Top-level domains that are hardly ever the ending of a file's or a variable's name. */
const TOP =
  /\.(?:com|net|org|edu|gov|mil|int|info|biz|example|local|lan|internal|localdomain|corp|test|invalid|eu|de|at|ch|fr|uk|nl|be|lu|es|pt|ie|se|dk|fi|cz|sk|hu|ro|bg|gr|ru|ua|tr|us|ca|mx|br|ar|cl|au|nz|jp|cn|kr|tw|hk|sg|th|vn|za|ng|ke|il|ae|ir|pk)$/i;

/** What the names of a document are known by, beside their shape. */
export class Identities {
  /** Organisations' names, in lower case, as two or three labels; hosts under them are renamed whatever their top-level domain. */
  private readonly domains = new Set<string>();
  /** Names of one label, in lower case, and login names: only whole words are theirs. */
  private readonly words = new Map<string, 'host' | 'user'>();
  private wordPattern: RegExp | null = null;

  constructor(readonly standIns: StandIns) {}

  /** Learns what a line gives away by the place in which it stands. */
  learn(line: string): void {
    for (const pattern of PLACES) {
      for (const match of line.matchAll(pattern)) this.learnHost(match[1]);
    }
    if (line.includes('@')) for (const { groups } of line.matchAll(ADDRESS)) if (groups) this.learnHost(groups.domain);
    const user = /\b(?:sasl_username|LOGIN|authenticated_id|A=[a-z_]{1,30})[=:]<?([^\s,<>:@]{2,60})(?![^\s,<>]*@)/.exec(line)?.[1];
    if (user) this.learnUser(user);
  }

  /** A host name that stands where a host name stands. */
  learnHost(name: string): void {
    const plain = name.toLowerCase().replace(/\.$/, '');
    if (isIPv4(plain) || plain.startsWith('[')) return;
    const labels = plain.split('.');
    if (labels.length > 1) this.domains.add(labels.slice(-2).join('.'));
    else if (isTelling(plain) && plain.length >= 4 && /[\d_-]/.test(plain) && !ORDINARY.test(plain)) this.learnWord(plain, 'host');
  }

  /** A login name. */
  learnUser(name: string): void {
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
    this.words.set(word, kind);
    this.wordPattern = null;
  }

  /** The names in a line, left to right, without overlaps. Linear in the line's length. */
  in(line: string): Identity[] {
    const found: Identity[] = [];
    const add = (kind: IdentityKind, from: number, to: number, standIn: string): void => {
      found.push({ kind, from, to, standIn });
    };
    if (line.includes('@') || line.includes('%40')) {
      for (const pattern of [ADDRESS, AFTER_EQUALS]) {
        for (const { index, groups, 0: text } of line.matchAll(pattern)) {
          if (!groups) continue;
          const skipped = /^(?:%3[CcDd]|\\[rnt])/.exec(groups.local)?.[0].length ?? 0;
          const from = index + skipped;
          const local = groups.local.slice(skipped);
          const sign = text.slice(groups.local.length, text.length - groups.domain.length);
          add('address', from, index + text.length, this.standIns.address(local, groups.domain).replace('@', sign));
        }
      }
    }
    for (const { index, 0: text } of line.matchAll(IPV4)) if (isIPv4(text)) add('ip', index, index + text.length, this.standIns.ip(text));
    for (const { index, 0: text } of line.matchAll(IPV4_AND_PORT))
      if (isIPv4(text)) add('ip', index, index + text.length, this.standIns.ip(text));
    if (line.includes(':'))
      for (const { index, 0: text } of line.matchAll(IPV6)) {
        if (isIPv6(text) && /\d|[a-f]{4}/i.test(text) && (text.includes('::') || text.length > 14))
          add('ip', index, index + text.length, this.standIns.ip(text));
      }
    if (line.includes('.')) {
      for (const { index, 0: text } of line.matchAll(URL_HOST))
        if (text.includes('.') && !isIPv4(text)) add('host', index, index + text.length, this.standIns.host(text));
      for (const { index, 0: text } of line.matchAll(HOST))
        if (this.isHost(text)) add('host', index, index + text.length, this.standIns.host(text));
    }
    for (const pattern of WORD_PLACES) {
      for (const { index, 0: text, 1: name } of line.matchAll(pattern)) {
        if (name.includes('.') || !isTelling(name) || /^\d+$/.test(name)) continue;
        const from = index + text.lastIndexOf(name);
        add('host', from, from + name.length, this.standIns.host(name));
      }
    }
    for (const { index, 0: text } of this.wordsIn(line)) {
      const kind = this.words.get(text.toLowerCase()) ?? 'host';
      add(kind, index, index + text.length, kind === 'user' ? this.standIns.user(text) : this.standIns.host(text));
    }
    return apart(found).filter(({ from, to, standIn }) => line.slice(from, to) !== standIn);
  }

  /** A text with its names replaced. */
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
    const plain = text.toLowerCase();
    if (isIPv4(plain) || /^[\d.]+$/.test(plain)) return false;
    return TOP.test(plain) || this.domains.has(plain.split('.').slice(-2).join('.'));
  }

  private wordsIn(line: string): Iterable<RegExpExecArray> {
    if (this.words.size === 0) return [];
    this.wordPattern ??= new RegExp(
      `(?<![\\w@.-])(?:${[...this.words.keys()].map((word) => word.replace(/[.-]/g, '\\$&')).join('|')})(?![\\w@-]|\\.\\w)`,
      'gi',
    );
    return line.matchAll(this.wordPattern);
  }
}

/** Of names that overlap the one that begins first stays; of those that begin together the one that was found first. */
function apart(found: readonly Identity[]): Identity[] {
  const kept: Identity[] = [];
  let end = 0;
  for (const one of [...found].sort((a, b) => a.from - b.from)) {
    if (one.from < end) continue;
    kept.push(one);
    end = one.to;
  }
  return kept;
}

/** A log of a large site names more machines than one pattern can hold. */
const MOST_WORDS = 500;

/** Places in a line where a host name stands, even one of one label that could be a word. */
const WORD_PLACES: readonly RegExp[] = [
  /\bhelo=<([\w.-]{1,255})>/gi,
  /\bH=\(?([\w.-]{1,255})\)?/g,
  /^(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:Z|[+-][\d:]{4,6})?) (?![A-Za-z0-9]{6}-[A-Za-z0-9]{6,11}-[A-Za-z0-9]{2,4} )([\w.-]{1,255}) [\w/.-]{2,60}(?:\[\d+\])?: /g,
  /\b(?:Hello|from|by|HELO|EHLO) ([\w-]{1,63})(?= ?[[(])/g,
];

/** Places in a line where a full host name stands, whatever its ending. */
const PLACES: readonly RegExp[] = [
  ...WORD_PLACES,
  /([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})\[(?:[\d.]{7,15}|[\da-f:]{2,45})\]/gi,
  /\b(?:EHLO|HELO|LHLO) ([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})(?![\w.-])/gi,
  /\b(?:[Tt]rying|[Cc]onnect(?:ed|ing|ion)? (?:to|from)|host|server|relay=|client=) ?"?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g,
  /:\/\/(?:[^\s/@]{0,200}@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g,
];

/** Words that are no name, though a machine or a login may be called so. */
const ORDINARY =
  /^(?:admin|administrator|root|user|users|username|login|plain|test|testing|mail|mailer|smtp|esmtp|smtpd|postfix|exim|sendmail|dovecot|server|client|host|hostname|local|domain|example|hello|there|data|quit|auth|starttls|unknown|none|null|ubuntu|debian|centos|vagrant|docker|default|system|daemon|http|https|from|with|your|name|this|that|sender|recipient|message|queue|error|info|debug|\d+)$/i;
