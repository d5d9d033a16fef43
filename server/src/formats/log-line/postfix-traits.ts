import type { LogTraits, Passage } from '../log';

const FROM: Passage = { arrival: 'from' };
const NAMED: Passage = { arrival: 'named' };
const SWEPT: Passage = { swept: true };
const DELIVERY: Passage = { delivery: true };

/**
 * How the lines of Postfix form messages. A queue id is an inode and is reused; the process ids of smtpd and of the delivery agents link
 * lines without a queue id, as in Postfix's own collate script.
 */
export const postfixTraits: LogTraits = {
  // Fields are read only where a line can name another id.
  link: ({ status, daemon }) => (status === 'sent' ? 'next' : daemon === 'bounce' ? 'notice' : null),
  processOf: (daemon) => (daemon === 'smtpd' ? 'server' : daemon === 'smtp' || daemon === 'lmtp' ? 'client' : null),
  passage(entry, line) {
    if (entry.id === null) return null;
    const at = line.indexOf(': ', entry.messageFrom) + 2;
    if (line.startsWith('client=', at) || line.startsWith('uid=', at)) return FROM;
    if (line.startsWith('message-id=', at)) return NAMED;
    const swept = entry.daemon === 'postsuper' || entry.reason === 'expired';
    if (line.startsWith('from=', at)) {
      const count = / nrcpt=(\d{1,6}) \(queue active\)/.exec(line.slice(at, at + 1000));
      if (count) return { queued: Number(count[1]) };
    } else if (line.startsWith('to=', at)) return swept ? { swept, delivery: true } : DELIVERY;
    return swept ? SWEPT : null;
  },
};
