import type { Life, LogIndex } from '../story/log-index';
import type { EntryAt } from './unit';

/**
 * The messages with a queue id, a message id (with or without its angle brackets) or an address, as sender or recipient. `entries` are the
 * lines of a log, from which the index was made.
 */
export function livesOf(asked: string, entries: Iterable<EntryAt>, index: LogIndex): readonly Life[] {
  const known = index.lives.get(asked);
  if (known) return known;
  const bare = asked.replace(/^<(.*)>$/, '$1');
  const byId = new Set<Life>();
  const byAddress = new Set<Life>();
  const address = bare.includes('@') ? bare.toLowerCase() : null;
  for (const { line, entry } of entries) {
    for (const { name, piece } of entry.fields) {
      const life = index.lifeAt(line);
      if (!life) continue;
      if (name === 'messageId' && piece.text.replace(/^<(.*)>$/, '$1') === bare) byId.add(life);
      else if (address !== null && ADDRESSES.has(name) && piece.text.toLowerCase() === address) byAddress.add(life);
    }
  }
  if (byId.size > 0) return [...byId];
  // Only the session shows a refusal that came before there was a message.
  const messages = [...byAddress].filter(({ session }) => !session);
  return messages.length > 0 ? messages : [...byAddress];
}

const ADDRESSES: ReadonlySet<string> = new Set(['from', 'to', 'origTo']);
