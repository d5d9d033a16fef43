import { isIPv4 } from '../syntax/ip-address';
import { nameOf } from './addresses';
import { beginOf, type Run } from './runs';

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

/** How a text with a dot may be a host name: by its last two labels, in lower case (null: it is none), and by its own shape. */
export interface Looks {
  readonly domain: string | null;
  readonly host: boolean;
}

const NO_HOST: Looks = { domain: null, host: false };

/** How a text looks; what is known of domains is the caller's. */
export function looksOf(text: string): Looks {
  const plain = text.toLowerCase();
  if (!plain.includes('.') || isIPv4(plain) || /^[\d.]+$/.test(plain)) return NO_HOST;
  const labels = plain.split('.');
  return { domain: labels.slice(-2).join('.'), host: hasShape(text, plain, labels) };
}

function hasShape(text: string, plain: string, labels: readonly string[]): boolean {
  if (TOP.test(plain)) return true;
  const last = labels[labels.length - 1];
  if (!/^(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/.test(last) || labels.some((label) => label === '' || label.length > 63)) return false;
  if (last.length === 2 && !NO_COUNTRY.test(plain)) return !labels[0].startsWith('_') && labels[0].length > 1;
  return labels.length > 2 && text === plain && MAIL_HOST.test(labels[0]) && !MAIL_HOST.test(labels[1]) && !PACKAGE.test(plain);
}

/** A run that may be a host name, without what is joined to it: its column and its text. `isUrl`: it follows `://`. */
export interface HostRun {
  readonly from: number;
  readonly text: string;
  readonly isUrl: boolean;
}

/** What may be a host name in a run; null where it is in a path, an address or a call. */
export function hostIn(line: string, { from: start, to, numeric }: Run): HostRun | null {
  // A number is a host only in a URL.
  if (numeric && line[start - 1] !== '/') return null;
  const index = beginOf(line, start, to);
  let from = index;
  let text = line.slice(index, to);
  const before = line[index - 1] ?? '';
  const isUrl = line.startsWith('://', index - 3);
  if (before === '\\' && /^[rnt]/.test(text)) {
    from++;
    text = text.slice(1);
  } else if (!isUrl && /[@%/\\.-]/.test(before) && !(before === '@' && /[=\s<"'(,;]/.test(line[index - 2] ?? ' '))) return null;
  const joined = /^(?:\d{3}-(?=.)|[245]\.\d\.\d(?=[A-Za-z]))/.exec(text)?.[0].length ?? 0;
  from += joined;
  text = nameOf(text.slice(joined));
  const after = line.slice(from + text.length, from + text.length + 3);
  if (text === '' || (!isUrl && (/^[@(-]/.test(after) || after === '%40'))) return null;
  return { from, text, isUrl };
}
