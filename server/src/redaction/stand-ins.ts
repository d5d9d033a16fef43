import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { isIPv4, isIPv6 } from '../syntax/ip-address';
import { unsliced } from '../text/unsliced';

/** Registrable names under which two labels do not yet identify an organisation (`co.uk`). */
const SECOND_LEVEL = /\.(?:ac|co|com|edu|gob|gov|gouv|ne|net|or|org|nom|asso)\.[a-z]{2}$/;
/** Names that belong to a site and identify no one: kept, because rules look at them. */
const SITE = /(?:^|\.)(?:local|localdomain|lan|internal|intranet|corp|home|arpa|invalid|test)$/;
/** Labels that half of all servers have. */
const COMMON =
  /^(?:mx|mail|smtp|esmtp|imap|pop3?|www|ns|relay|gateway|gw|mta|out|in|inbound|outbound|server|client|host|localhost|webmail|submission|autodiscover|_dmarc|_domainkey|_spf|_smtp|_tls|_mta-sts|xn--p1ai)\d{0,3}$/;
/** Mailboxes that every domain has, or that belong to a program (RFC 2142). */
const ROLE =
  /^(?:postmaster|abuse|hostmaster|webmaster|root|mailer-daemon|no-?reply|do-?not-?reply|double-bounce|bounces?|daemon|nobody|majordomo|undisclosed-recipients|undefined|null|none|redacted)$/;

/**
 * Services that millions use and documents that everyone can read: their names reveal nothing about a person and much about a refusal
 * (whose code it is, where it is explained).
 */
const PUBLIC = new Set(
  (
    'google.com gmail.com googlemail.com outlook.com office365.com office.com microsoft.com hotmail.com live.com msn.com yahoo.com yahoodns.net ' +
    'aol.com icloud.com me.com apple.com gmx.net gmx.de web.de mail.ru yandex.ru yandex.net qq.com 163.com protonmail.com protonmail.ch proton.me ' +
    'zoho.com fastmail.com messagingengine.com amazonses.com sendgrid.net sendgrid.com mailgun.org mailgun.net mandrillapp.com sparkpostmail.com ' +
    'mimecast.com pphosted.com messagelabs.com barracudanetworks.com barracudacentral.org spamhaus.org spamhaus.net spamcop.net sorbs.net abuseat.org ' +
    'uceprotect.net surbl.org uribl.com spamrats.com senderscore.org returnpath.net trendmicro.com cloudmark.com ietf.org rfc-editor.org iana.org ' +
    'postfix.org exim.org sendmail.org dovecot.org cyrusimap.org openspf.org dmarc.org w3.org php.net python.org github.com letsencrypt.org openssl.org'
  ).split(' '),
);

const ORGANISATIONS = ['example.com', 'example.net', 'example.org'];

/** RFC 5737, then RFC 2544 if a log has more addresses than those three networks. */
function ipv4StandIn(n: number): string {
  if (n < 762) return `${['192.0.2', '198.51.100', '203.0.113'][Math.floor(n / 254)]}.${(n % 254) + 1}`;
  const rest = n - 762;
  return `198.${18 + (Math.floor(rest / 65_536) % 2)}.${Math.floor(rest / 256) % 256}.${rest % 256}`;
}

const KEPT_IPV4 = /^(?:0\.|127\.|255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|198\.1[89]\.|22[4-9]\.|23\d\.)/;
const KEPT_IPV6 = /^(?:::1?$|2001:0?db8:|ff)/i;

/** The stand-ins for the names of one document: the same name always has the same stand-in, and two names have two. */
export class StandIns {
  private readonly made = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  /** Answers that were given, as they were asked for: on most lines of a log there are the names of other lines. */
  private readonly addresses = new Map<string, string>();
  private readonly hosts = new Map<string, string>();
  private readonly ips = new Map<string, string>();

  /** `taken`: whether a stand-in already occurs in the document (it then keeps its meaning there). */
  constructor(private readonly taken: (standIn: string) => boolean) {}

  /** The stand-in of an address, with or without quotes or a domain literal; a stand-in is returned unchanged. */
  address(local: string, domain: string): string {
    // The last @ tells the parts apart: no domain has one.
    return kept(this.addresses, `${local}@${domain}`, () => this.newAddress(local, domain));
  }

  private newAddress(local: string, domain: string): string {
    if (isCrosses(local) && isCrosses(domain)) return `${local}@${domain}`;
    // “user” before a domain without a dot reads like the words of a refusal.
    const name = domain.includes('.') ? this.local(local) : ROLE.test(local.toLowerCase()) ? local : this.user(local);
    return `${name}@${domain.startsWith('[') ? this.literal(domain) : this.host(domain)}`;
  }

  /** The part before the @. */
  local(local: string): string {
    const bare = local.replace(/^"|"$/g, '');
    if (bare === '' || ROLE.test(bare.toLowerCase()) || /^(?:user|person)_?\d+x*$/.test(bare)) return local;
    if (/^üser\d+x*$/.test(bare)) return local;
    const name = `${/[\u0080-\uffff]/.test(bare) ? 'üser' : 'user'}${this.numberOf(bare)}`;
    return shaped(local.startsWith('"') ? `"${name}"` : name, local);
  }

  /** The stand-in of a login name, or of an address without a domain: a word of its own, because `user1` alone looks like a manual's placeholder. */
  user(name: string): string {
    const at = name.lastIndexOf('@');
    if (at > 0) return this.address(name.slice(0, at), name.slice(at + 1));
    if (name === '' || ROLE.test(name.toLowerCase()) || /^p[eé]rson\d+x*$/.test(name) || isCrosses(name)) return name;
    return `${/[\u0080-\uffff]/.test(name) ? 'pérson' : 'person'}${this.numberOf(name)}`;
  }

  private numberOf(local: string): number {
    return Number(
      this.remember('local', local.toLowerCase(), () =>
        String(this.next('user', (n) => this.taken(`user${n}`) || this.taken(`person${n}`))),
      ),
    );
  }

  /** The stand-in of a host or domain name; a final dot is kept. */
  host(name: string): string {
    return kept(this.hosts, name, () => this.newHost(name));
  }

  private newHost(name: string): string {
    const dot = name.length > 1 && name.endsWith('.') ? '.' : '';
    const plain = name.slice(0, name.length - dot.length).toLowerCase();
    return this.hostWithoutDot(plain, name) + dot;
  }

  private hostWithoutDot(name: string, as: string): string {
    if (isCrosses(name) || name === 'localhost' || name === 'unknown' || name === 'redacted' || name === '')
      return as.endsWith('.') ? as.slice(0, -1) : as;
    const labels = name.split('.');
    if (labels.length === 1) return COMMON.test(name) || isHostStandIn(name) ? as : this.label(name);
    if (SITE.test(name)) return [...this.prefix(labels.slice(0, -1)), labels[labels.length - 1]].join('.');
    const own = SECOND_LEVEL.test(name) && labels.length > 2 ? 3 : 2;
    const organisation = labels.slice(-own).join('.');
    const before = labels.slice(0, -own);
    if (PUBLIC.has(organisation)) return this.publicHost(before, organisation, as);
    if (organisation === 'localhost.localdomain') return as;
    return [...this.prefix(before), this.organisation(organisation)].join('.');
  }

  /** Hosts of a public service keep their names, except for the part that identifies a customer or an address. */
  private publicHost(before: readonly string[], organisation: string, as: string): string {
    const customer =
      /^(?:outlook\.com|pphosted\.com|messagelabs\.com|mimecast\.com|barracudanetworks\.com)$/.test(organisation) && before.length > 1;
    const query = before.length >= 4 && /^\d{1,3}(?:\.\d{1,3}){3}\b/.test(before.join('.'));
    if (query) return [this.label(before.slice(0, 4).join('.')), ...before.slice(4), organisation].join('.');
    if (!customer || isHostStandIn(before[0])) return as.endsWith('.') ? as.slice(0, -1) : as;
    return [this.label(before[0]), ...before.slice(1), organisation].join('.');
  }

  private organisation(name: string): string {
    if (ORGANISATIONS.includes(name) || /^d[oö]main\d+\.example$/.test(name)) return name;
    return this.remember('organisation', name, () => {
      // Rules look at characters outside US-ASCII.
      if (/[\u0080-\uffff]/.test(name)) return `dömain${this.next('dömain', (n) => this.taken(`dömain${n}.example`))}.example`;
      const free = ORGANISATIONS.find((one) => !this.taken(one) && !this.made.has(`used ${one}`));
      const standIn = free ?? `domain${this.next('domain', (n) => this.taken(`domain${n}.example`), 4)}.example`;
      this.made.set(`used ${standIn}`, standIn);
      return standIn;
    });
  }

  private prefix(labels: readonly string[]): string[] {
    return labels.map((label) => (COMMON.test(label) || isHostStandIn(label) ? label : this.label(label)));
  }

  private label(label: string): string {
    return this.remember('label', label, () => {
      const kind = label.includes('_') ? 'host_' : /[\u0080-\uffff]/.test(label) ? 'höst' : 'host';
      return shaped(`${kind}${this.next('host', (n) => this.taken(`host${n}`) || this.taken(`host_${n}`))}`, label);
    });
  }

  /** The stand-in of an IPv4 or IPv6 address; loopback, documentation and multicast addresses identify no one and are kept. */
  ip(address: string): string {
    return kept(this.ips, address, () => this.newIp(address));
  }

  private newIp(address: string): string {
    if (isIPv4(address)) {
      if (KEPT_IPV4.test(address)) return address;
      return this.remember('ip', address, () => this.free('ipv4', ipv4StandIn));
    }
    if (!isIPv6(address) || KEPT_IPV6.test(address)) return address;
    return this.remember('ip', address.toLowerCase(), () => this.free('ipv6', (n) => `2001:db8::${(n + 1).toString(16)}`));
  }

  private literal(domain: string): string {
    const match = /^\[(IPv6:)?(.*)\]$/i.exec(domain);
    return match && (isIPv4(match[2]) || isIPv6(match[2])) ? `[${match[1] ?? ''}${this.ip(match[2])}]` : domain;
  }

  private remember(kind: string, name: string, make: () => string): string {
    return kept(this.made, `${kind} ${name}`, make);
  }

  private next(kind: string, taken: (n: number) => boolean, first = 1): number {
    let n = this.counts.get(kind) ?? first;
    while (taken(n)) n++;
    this.counts.set(kind, n + 1);
    return n;
  }

  private free(kind: string, nth: (n: number) => string): string {
    return nth(this.next(kind, (n) => this.taken(nth(n)), 0));
  }
}

function kept(known: Map<string, string>, key: string, make: () => string): string {
  let value = known.get(key);
  if (value === undefined) {
    value = unsliced(make());
    known.set(unsliced(key), value);
  }
  return value;
}

/** Whether a text was masked, here or elsewhere: the same character repeated. */
function isCrosses(text: string): boolean {
  const parts = text.toLowerCase().split(/[._-]/);
  const unit = parts[0][0] ?? '';
  const same = (part: string, of: string): boolean => part !== '' && part === of.repeat(part.length);
  if (!same(parts[0], 'x') && !(parts[0].length > 2 && /[a-z*]/.test(unit) && same(parts[0], unit))) return false;
  return parts.every((part) => same(part, 'x') || same(part, unit));
}

const isHostStandIn = (label: string): boolean => /^h[oö]st_?\d+x*$/.test(label);

/** Whether a word is already a stand-in for a login or a machine. */
export const isNameStandIn = (word: string): boolean => isHostStandIn(word) || /^(?:[uü]ser|p[eé]rson)\d+x*$/.test(word);

/** Longer than any limit that a rule checks: the stand-in is then as long as the original. */
const LONG = 60;

function shaped(standIn: string, original: string): string {
  if (original.length <= LONG) return standIn;
  const quoted = standIn.endsWith('"');
  const body = quoted ? standIn.slice(0, -1) : standIn;
  return body.padEnd(original.length - (quoted ? 1 : 0), 'x') + (quoted ? '"' : '');
}

/** Whether a name reveals who or where someone is: not one that every second machine has. */
export const isTelling = (name: string): boolean =>
  !COMMON.test(name.toLowerCase()) &&
  !isHostStandIn(name) &&
  name !== 'unknown' &&
  name !== 'localhost' &&
  name.toLowerCase() !== 'redacted';

/** A stand-in of the same length, where lengths are counted: Base64 of crosses for Base64, crosses for letters and digits elsewhere. */
export function sameLength(text: string): string {
  const decoded = text.length >= 8 ? decodeBase64Text(text) : null;
  if (decoded !== null) {
    const crossed = encodeBase64(decoded.replace(/[A-Za-z0-9]/g, 'x'));
    if (crossed.length === text.length) return crossed;
  }
  return text.replace(/[A-Za-z0-9]/g, 'x');
}
