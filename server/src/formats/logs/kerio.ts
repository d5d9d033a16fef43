import type { LogField } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Reason } from '../log-line/reason';
import { Stamp } from '../log-line/time';

/** Sentences of Kerio Connect's security and mail logs that are a refusal. */
const SENTENCES: readonly (readonly [RegExp, Reason | undefined])[] = [
  [/^Attempt to deliver to unknown recipient </, 'user-unknown'],
  [/^SMTP: User \S{1,320} doesn't exist\./, 'user-unknown'],
  [/ found in DNS blacklist /, 'blocklisted'],
  [/^Relay attempt from IP address /, undefined],
  [/client sent data before SMTP greeting/, 'pregreet'],
  [/client closed connection before SMTP greeting/, 'lost-connection'],
  [/ has no reverse DNS entry, connection rejected before SMTP greeting/, undefined],
  [/^Message from IP address .{1,400} rejected: /, undefined],
];

export const kerio = logFormat({
  id: 'kerio',
  title: 'Kerio Connect',
  row: '5.14',
  needles: ['] Attempt to deliver', '] SMTP', '] IP address', '] Relay attempt', '] Client with IP', '] Message from IP'],
  notes: 'No reply codes.',
  samples: [
    {
      title: 'two refusals',
      text: [
        '[17/Jun/2026 17:00:45] Attempt to deliver to unknown recipient <nobody@example.com>, from <a@example.org>, IP address 192.0.2.178',
        '[18/Jun/2026 06:42:12] SMTP Spam attack detected from 192.0.2.13, client sent data before SMTP greeting',
      ].join('\n'),
      replies: [],
    },
  ],
  bare: (_, { timeKind }) => timeKind === Stamp.Slash,
  speaks: () => false,
  message(line, prefix) {
    if (prefix.timeKind !== 5) return null;
    const text = line.slice(prefix.from, Math.min(prefix.to, prefix.from + 900));
    const found = SENTENCES.find(([sentence]) => sentence.test(text));
    if (!found) return null;
    const entry = new Entry('kerio', null, null, prefix, (whole, { from }): LogField[] => {
      const names = [
        ['to', /(?:recipient|to) <([^<>]{1,320})>/d],
        ['from', /from <([^<>]{1,320})>/d],
        ['client', /IP address ([0-9a-fA-F.:]{3,45})/d],
      ] as const;
      return names.flatMap(([name, pattern]) => {
        const range = pattern.exec(text)?.indices?.[1];
        return range ? [field(whole, name, from + range[0], from + range[1])] : [];
      });
    });
    entry.reason = found[1];
    entry.status = 'rejected';
    return entry;
  },
});
