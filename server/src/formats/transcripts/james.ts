import type { Reader, TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';
import { NOISE } from '../reading';

const sample = `S: 220 mail.example.net smtp
C: ehlo client.example.org
C: mail from:<a@example.org>
C: rcpt to:<bob@example.net>
S: 250.*
S: 250-PIPELINING
S: 250 8BITMIME
S: 250 2.1.0 Sender <a@example.org> OK
S: 250 2.1.5 Recipient <bob@example.net> OK
`;

const read = prefixed({
  markers: [
    { pattern: /^S: /, means: 'server' },
    { pattern: /^C: /, means: 'client' },
    { pattern: /^(?:#|SUB \{|REINIT|WAIT |LOG |TIMER )/, means: 'noise' },
  ],
});

/** Scripts of Apache James's MPT: `S:` lines are regular expressions; `250.*` represents a line that only the server knew. */
export const james: TranscriptFormat = {
  id: 'james-mpt',
  title: 'Apache James MPT script',
  row: 'F10',
  viewpoint: 'absolute',
  trust: 'likely',
  telltale: /^S: \d{3}\.[*+]/,
  hint: /^[SC]: /,
  elides: 'The text of replies, where the script takes any (`250.*`).',
  samples: [{ title: 'pipelined', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250'] }],
  reader: (): Reader => {
    const reader = read();
    return {
      read(line, view) {
        const any = /^S: (\d{3})\.[*+]\s*$/.exec(line);
        if (!any) return reader.read(line, view);
        // The first line of a reply that continues below; alone, it is the whole reply.
        if (new RegExp(`^S: ${any[1]}(?:-| (?:[A-Z0-9]{4,}|AUTH .*)\\s*$)`).test(view.peek(1))) return NOISE;
        return [{ kind: 'wire', side: 'server', piece: { text: any[1], from: 3, to: 6 }, truncated: true }];
      },
    };
  },
};
