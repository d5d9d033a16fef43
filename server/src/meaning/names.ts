import { t } from '../text/l10n';
import { label } from '../text/visible';
import type { Located } from './located';

/** What an answer can name from the text. */
export type Name = 'recipient' | 'sender' | 'client' | 'server' | 'domain' | 'list';

const IP = /\[?((?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})\]?/i;
const CLIENT =
  /(?:client(?: host| address)?|\bhost|\bIP(?: address)?|\[IP\]|connection from|your IP|server|address|sender)s?:? \(?\[?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})\]?/i;
const LIST =
  /(?:blocked using|listed (?:at|in|by|on)|blacklisted (?:at|in|by)|black list at|found (?:in|on)|on) ((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})/i;
const ADDRESS = /<([^<>\s@]{1,64}@[^<>\s@]{1,255})>/;

const plainAddress = (text: string | null): string | null => {
  const bare = text?.replace(/^<|>$/g, '') ?? '';
  return bare.includes('@') && !/[\u2022*]|\bx{3,}\b/i.test(bare) ? bare : null;
};

/** The things that a refusal names, as its text has them; null if it does not show one. Not yet safe to show. */
export function namesIn(located: Located): Readonly<Record<Name, string | null>> {
  const { text } = located;
  const short = text.slice(0, 2000);
  const recipient = plainAddress(located.recipient) ?? (located.verb === 'RCPT' ? (ADDRESS.exec(short)?.[1] ?? null) : null);
  const ip = located.client === null ? null : (IP.exec(located.client)?.[1] ?? null);
  const list = LIST.exec(short)?.[1] ?? null;
  return {
    recipient,
    sender: plainAddress(located.sender) ?? (located.verb === 'MAIL' ? (ADDRESS.exec(short)?.[1] ?? null) : null),
    client: CLIENT.exec(short)?.[1] ?? ip,
    server: located.server?.replace(/ ?\[.*$/, '').replace(/:\d+$/, '') || null,
    domain: recipient === null ? null : recipient.slice(recipient.lastIndexOf('@') + 1),
    list: list && !/^(?:the|our|a)$/.test(list) ? list : null,
  };
}

const phrase = (name: Name): string => {
  switch (name) {
    case 'recipient':
      return t('the recipient');
    case 'sender':
      return t('the sender');
    case 'client':
      return t('the client');
    case 'server':
      return t('the server');
    case 'domain':
      return t('the domain');
    case 'list':
      return t('a block list');
  }
};

/** A stretch of a sentence: our own words, or code; `own` code is ours (a setting, a command), the rest comes from the text. */
export type Piece = string | { readonly code: string; readonly own?: true };

/**
 * A translated sentence with the names filled in: stretches of our own words, and those from the text as `code`. A name that the text
 * does not show becomes a phrase, with a capital if it begins the sentence.
 */
export function filled(sentence: string, names: Readonly<Record<Name, string | null>>): Piece[] {
  const pieces = sentence.split(/(\{(?:recipient|sender|client|server|domain|list)\}|`[^`]{1,200}`)/).flatMap((piece): Piece[] => {
    if (piece.length > 2 && piece.startsWith('`')) return [{ code: piece.slice(1, -1), own: true }];
    const slot = /^\{(\w+)\}$/.exec(piece);
    if (!slot) return piece === '' ? [] : [piece];
    const name = slot[1] as Name;
    const value = names[name];
    return [value === null ? phrase(name) : { code: label(value) }];
  });
  const [first] = pieces;
  // Our own words begin as they are written: iCloud is no ICloud.
  if (typeof first === 'string' && sentence.startsWith('{')) pieces[0] = first.charAt(0).toUpperCase() + first.slice(1);
  return pieces;
}
