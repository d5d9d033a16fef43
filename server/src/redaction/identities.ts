import { isVerb, keyword } from '../knowledge';
import { isIPv4, isIPv6 } from '../syntax/ip-address';
import { withoutEnd } from '../text/ends';
import { isTelling, type StandIns } from './stand-ins';

export type IdentityKind = 'address' | 'host' | 'ip' | 'user';

/** A name in a line and its stand-in. Columns of the line, `to` exclusive. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

/**
 * A run of units that may contain a host name, a code joined to it, or the domain of an address: letters, digits and marks of any script
 * (RFC 5890 §2.3.2.1); no spaces, symbols or invisible characters.
 */
const RUN = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]*/gu;
const DOMAIN = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]*|\[[A-Za-z0-9:.]{3,60}\]/uy;
const AT = /\\?@|%40|&#(?:64|x40);|\\u0040/gi;
const LOCAL_UNIT = /[A-Za-z0-9._%+~=!#$&*/?^{|}\u00a1-\uffff-]/;
const LONGEST_LOCAL = 320;
/** Forms in which a mailing list or a forwarder hides one address in another: `=` is part of the local part only in them. */
const HIDES = /^(?:SRS[01]|prvs|btv1)[=+-]|^[A-Za-z0-9._-]{1,64}\+[^=]{1,120}=/i;
/** What is joined to a name without a space: a reply code and its hyphen, an enhanced code, an escaped line end. */
const JOINED = /^(?:\d{3}-(?=.)|[245]\.\d\.\d(?=[A-Za-z])|%3[CcDd]|[^A-Za-z0-9_\u00a1-\uffff"]+)/;

/** Not part of a longer number, nor the version of a program; otherwise in any context. */
const IPV4 =
  /(?<![\d.]|(?<!u00[0-9a-f]{2})(?<=[A-Za-z]-?))(?<!\b(?:version|release|build)[ :=]{1,2})\d{1,3}(?:\.\d{1,3}){3}(?![A-Za-z0-9]|\.\d)/g;
/** tcpdump appends the port with one more dot. */
const IPV4_AND_PORT = /(?<=\bIP |> |^ {4})\d{1,3}(?:\.\d{1,3}){3}(?=\.[\w-]{2,20}(?: >|:))/g;
const IPV6 = /(?<![\w.-]|(?<!\bIPv6):)[0-9A-Fa-f:]{0,30}:[0-9A-Fa-f:]{1,38}(?![\w:]|\.\d)/g;

/** Top-level domains that are hardly ever the ending of a file name or a variable. */
const TOP =
  /\.(?:com|net|org|edu|gov|mil|int|info|biz|example|local|lan|internal|localdomain|corp|test|invalid|app|dev|cloud|online|email|mail|site|shop|store|tech|xyz|club|agency|company|systems|services|solutions|network|hosting|digital|group|media|world|life|space|website|live|news|eu|asia|berlin|london|io|ai|co|tv|[a-z]{0,3}xn--[a-z0-9-]{2,60})$/i;
/** Two letters are a country (ISO 3166), except these: file extensions, and words of programs. */
const NO_COUNTRY =
  /\.(?:py|rb|js|ts|sh|pl|pm|cf|md|cc|hs|go|rs|so|db|gz|xz|cs|vb|mo|po|ps|in|is|do|to|on|or|if|of|by|up|my|id|ok|os|fs|ip|eq|ne|lt|gt|le|ge|el|am|pm|st|nd|rd|th|kb|mb|gb|ms|rc|ex|al|eg|ie|vs|hh|mm|ss|ll|re|ve|uu|qp)$/i;
const PACKAGE =
  /^(?:com|net|org|java|javax|jakarta|sun|jdk|kotlin|scala|android|io|dev|system|microsoft|self|this|os|sys|window|process|console|module|exports|config|settings|app|client|server\d?|smtp|mail)\.[a-z_]+\.[\w.]+$/i;
/** Machines that carry mail have such names, whatever their domain. */
const MAIL_HOST =
  /^(?:mx|mail|smtp|mta|relay|mout|mailout|mailserver|mailgw|gw|gateway|imap|pop|webmail|ns|www|vps|srv|host|out|in|mx-?in|mx-?out|edge|spam|filter)[a-z]{0,4}-?\d{0,4}[a-z]?$/;

/** By what the names of a document are recognised, besides their shape. */
export class Identities {
  /** Names of organisations, in lower case, as two or three labels; hosts under them are renamed whatever their top-level domain. */
  private readonly domains = new Set<string>();
  /** Names of one label, in lower case, and login names: only whole words match. */
  private readonly words = new Map<string, 'host' | 'user'>();

  constructor(readonly standIns: StandIns) {}

  /** Learns the names that a line reveals by their place in it. */
  learn(line: string): void {
    for (const pattern of PLACES) {
      for (const match of line.matchAll(pattern)) this.learnHost(match[1]);
    }
    if (line.includes('@')) for (const { domain } of addressesIn(line)) this.learnHost(domain);
    const user = /\b(?:sasl_username|LOGIN|authenticated_id|A=[a-z_]{1,30})[=:]<?([^\s,<>:@]{2,60})(?![^\s,<>]*@)/.exec(line)?.[1];
    if (user) this.learnUser(user);
  }

  /** Learns a host name from a place where only a host name can be. */
  learnHost(name: string): void {
    const plain = name.toLowerCase().replace(/\.$/, '');
    if (isIPv4(plain) || plain.startsWith('[')) return;
    const labels = plain.split('.');
    if (labels.length > 1) this.domains.add(labels.slice(-2).join('.'));
    else if (isTelling(plain) && plain.length >= 4 && /[\d_-]/.test(plain) && !ORDINARY.test(plain)) this.learnWord(plain, 'host');
  }

  /** Learns a login name. */
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
  }

  /** The names in a line, left to right, without overlaps. Linear in the line's length. */
  in(line: string): Identity[] {
    const found: Identity[] = [];
    const add = (kind: IdentityKind, from: number, to: number, standIn: string): void => {
      found.push({ kind, from, to, standIn });
    };
    for (const { from, to, local, domain, sign } of addressesIn(line))
      add('address', from, to, this.standIns.address(local, domain).replace('@', sign));
    for (const { index, 0: text } of line.matchAll(IPV4)) if (isIPv4(text)) add('ip', index, index + text.length, this.standIns.ip(text));
    for (const { index, 0: text } of line.matchAll(IPV4_AND_PORT))
      if (isIPv4(text)) add('ip', index, index + text.length, this.standIns.ip(text));
    if (line.includes(':'))
      for (const { index, 0: text } of line.matchAll(IPV6)) {
        if (isIPv6(text) && /\d|[a-f]{4}/i.test(text) && (text.includes('::') || text.length > 14))
          add('ip', index, index + text.length, this.standIns.ip(text));
      }
    if (line.includes('.'))
      for (const { from, text, isUrl } of runsIn(line))
        if (isUrl ? text.includes('.') && !isIPv4(text) : this.isHost(text))
          add('host', from, from + text.length, this.standIns.host(text));
    for (const pattern of WORD_PLACES) {
      for (const { index, 0: text, 1: name } of line.matchAll(pattern)) {
        if (name.includes('.') || !isTelling(name) || /^\d+$/.test(name) || isVerb(name)) continue;
        const from = index + text.lastIndexOf(name);
        add('host', from, from + name.length, this.standIns.host(name));
      }
    }
    for (const { index, 0: text, 1: name } of [...line.matchAll(HOME), ...line.matchAll(USER)])
      if (!ORDINARY.test(name) && !IN_HOME.test(name))
        add('user', index + text.length - name.length, index + text.length, this.standIns.user(name));
    if (this.words.size > 0)
      for (const { from, text } of wordsIn(line)) {
        const kind = this.words.get(text.toLowerCase());
        if (kind) add(kind, from, from + text.length, kind === 'user' ? this.standIns.user(text) : this.standIns.host(text));
      }
    return apart(found).filter(({ from, to, standIn }) => line.slice(from, to) !== standIn);
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
    const plain = text.toLowerCase();
    if (!plain.includes('.') || isIPv4(plain) || /^[\d.]+$/.test(plain)) return false;
    if (this.domains.has(plain.split('.').slice(-2).join('.'))) return true;
    if (TOP.test(plain)) return true;
    const labels = plain.split('.');
    const last = labels[labels.length - 1];
    if (!/^(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/.test(last) || labels.some((label) => label === '' || label.length > 63)) return false;
    if (last.length === 2 && !NO_COUNTRY.test(plain)) return !labels[0].startsWith('_') && labels[0].length > 1;
    return labels.length > 2 && text === plain && MAIL_HOST.test(labels[0]) && !MAIL_HOST.test(labels[1]) && !PACKAGE.test(plain);
  }
}

interface Address {
  readonly from: number;
  readonly to: number;
  readonly local: string;
  readonly domain: string;
  readonly sign: string;
}

/** The addresses of a line; `%40` is @ in a URL. Both sides of each sign are read, each unit a bounded number of times. */
function* addressesIn(line: string): Generator<Address> {
  for (const { index, 0: sign } of line.matchAll(AT)) {
    DOMAIN.lastIndex = index + sign.length;
    const domain = nameOf(DOMAIN.exec(line)?.[0] ?? '');
    const local = domain === '' ? '' : localBefore(line, index);
    if (local !== '') yield { from: index - local.length, to: index + sign.length + domain.length, local, domain, sign };
  }
}

function localBefore(line: string, end: number): string {
  const quoted = line[end - 1] === '"' ? line.lastIndexOf('"', end - 2) : -1;
  if (quoted >= 0 && end - quoted > 2 && end - quoted < 68) {
    const opens = !/[\w\\]/.test(line[quoted - 1] ?? '') && /[A-Za-z0-9\u00a1-\uffff]/.test(line.slice(quoted, end));
    return opens ? line.slice(quoted, end) : '';
  }
  let from = end;
  while (from > 0 && end - from < LONGEST_LOCAL && LOCAL_UNIT.test(line[from - 1])) from--;
  let local = line.slice(from, end);
  if (line[from - 1] === '\\' && /^[rnt]/.test(local)) local = local.slice(1);
  for (let joined = JOINED.exec(local); joined; joined = JOINED.exec(local)) local = local.slice(joined[0].length);
  if (local.includes('=') && !HIDES.test(local)) local = local.slice(local.lastIndexOf('=') + 1);
  return local.slice(Math.max(local.lastIndexOf('|'), local.lastIndexOf('/')) + 1);
}

/** A name without the punctuation of the sentence around it. */
function nameOf(run: string): string {
  const twice = run.indexOf('..');
  return withoutEnd(twice < 0 ? run : run.slice(0, twice), '.-');
}

/** Runs that may be host names: not in a path, an address or a call. */
function* runsIn(line: string): Generator<{ readonly from: number; readonly text: string; readonly isUrl: boolean }> {
  for (const { index, 0: run } of line.matchAll(RUN)) {
    let from = index;
    let text = run;
    const before = line[index - 1] ?? '';
    const isUrl = line.startsWith('://', index - 3);
    if (before === '\\' && /^[rnt]/.test(text)) {
      from++;
      text = text.slice(1);
    } else if (!isUrl && /[@%/\\.-]/.test(before) && !(before === '@' && /[=\s<"'(,;]/.test(line[index - 2] ?? ' '))) continue;
    const joined = /^(?:\d{3}-(?=.)|[245]\.\d\.\d(?=[A-Za-z]))/.exec(text)?.[0].length ?? 0;
    from += joined;
    text = nameOf(text.slice(joined));
    const after = line.slice(from + text.length, from + text.length + 3);
    if (text === '' || (!isUrl && (/^[@(-]/.test(after) || after === '%40'))) continue;
    yield { from, text, isUrl };
  }
}

/** Words that may be a login, or a machine with a name of one label. */
function* wordsIn(line: string): Generator<{ readonly from: number; readonly text: string }> {
  for (const { index, 0: run } of line.matchAll(/(?<![\w@.-])\w[\w.-]*/g)) {
    const text = withoutEnd(run, '.');
    if (line[index + run.length] !== '@') yield { from: index, text };
  }
}

/** If names overlap, the one that begins first is kept; of those that begin together, the one found first. */
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

/** A limit, because a log of a large site names more machines than one pattern can hold. */
const MOST_WORDS = 500;

/** The home of a person; those of programs and of services are not replaced. */
const HOME = /(?:\/home\/|\/Users\/|\\{1,2}Users\\{1,2})([A-Za-z][\w.-]{2,60})(?=[/\\"'\s:]|$)/g;
/** Who logs in, replaced only there: attackers try ordinary words. */
const USER = /\b(?:user(?:name)?|set_id)=<?([A-Za-z][\w.+-]{3,60})(?![\w.+@-])/g;
const IN_HOME =
  /^(?:node|runner|app|apps|www|web|deploy|vmail|git|linuxbrew|public|default|shared|circleci|jovyan|coder|vscode|ec2-user)$/i;

/** Places in a line where a host name is, even one of one label that could be a word. */
const WORD_PLACES: readonly RegExp[] = [
  /\bhelo=<([\w.-]{1,255})>/gi,
  /\bH=\(?([\w.-]{1,255})\)?/g,
  /\bhelo=([\w-]{2,63})(?![\w.<-])/gi,
  /(?:^|[>:"'\s])(?:EHLO|HELO|LHLO) (?=[\w-]{0,62}(?:\d|-|[a-z][A-Z]))([\w-]{2,63})(?=["'\\\s]{0,4}$|\\[rn])/g,
  /^(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:Z|[+-][\d:]{4,6})?) (?![A-Za-z0-9]{6}-[A-Za-z0-9]{6,11}-[A-Za-z0-9]{2,4} )([\w.-]{1,255}) [\w/.-]{2,60}(?:\[\d+\])?: /g,
  /\b(?:Hello|from|by|HELO|EHLO) ([\w-]{1,63})(?= ?[[(])/g,
];

/** Places in a line where a full host name is, whatever its ending. */
const PLACES: readonly RegExp[] = [
  ...WORD_PLACES,
  /(?<![\w.-])([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})\[(?:[\d.]{7,15}|[\da-f:]{2,45})\]/gi,
  /\b(?:EHLO|HELO|LHLO) ([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})(?![\w.-])/gi,
  /\b(?:[Tt]rying|[Cc]onnect(?:ed|ing|ion)? (?:to|from)|host|server|relay=|client=) ?"?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g,
  /:\/\/(?:[^\s/@]{0,200}@)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,9})/g,
];

/** Words that are not names, although a machine or a login may have such a name. */
const ORDINARY =
  /^(?:admin|administrator|root|user|users|username|login|plain|test|testing|mail|mailer|smtp|esmtp|smtpd|postfix|exim|sendmail|dovecot|server|client|host|hostname|local|domain|example|hello|there|data|quit|auth|starttls|unknown|none|null|ubuntu|debian|centos|vagrant|docker|default|system|daemon|http|https|from|with|your|name|this|that|sender|recipient|message|queue|error|info|debug|\d+)$/i;
