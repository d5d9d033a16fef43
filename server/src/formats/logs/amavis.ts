import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { replyAt } from '../log-line/reply';

const HEAD = /^\((?:\d{5,8}-\d{2,4}(?:-\d{1,4})?|rel-[\w+-]{6,20})\) (?:\(!{1,2}\))?/;

/** Anchors of a reply that amavis got from the MTA behind it, or that it reports. Their words give the phase. */
const ANCHORS = [
  /\bresponse to ([A-Z]{4})(?: TO| FROM)?(?: for <[^<>]{0,320}>)?: "?/,
  /\bsmtp resp to ([A-Z-]{4,10}) ?(?:\([^)]{0,40}\))?: /,
  /\bNegative SMTP response to (data-dot) \([^)]{0,330}\): /,
  /\bUNABLE TO SEND DSN to <[^>]{0,320}>: /,
  /\bNOTIFICATION: Action:\w{1,10}, (?:LOCAL )?/,
  /\bBODY=\w{1,12}(?: ENVID=\S{1,200})? (?=\d{3} )/,
  /\bsmtp response: /,
];

function located(line: string, at: number, to: number): LocatedReply[] {
  const text = line.slice(at, Math.min(to, at + 2000));
  for (const pattern of ANCHORS) {
    const m = pattern.exec(text);
    if (!m) continue;
    const phase = m[1] === 'data-dot' || m[1] === 'DATA-DOT' ? 'data' : (m[1] ?? null);
    const found: LocatedReply[] = [];
    const reply = replyAt(line, at + m.index + m[0].length, to, phase, pattern === ANCHORS[4] ? 'local' : 'remote');
    if (reply) found.push(reply);
    const mta = text.indexOf('from MTA(', m.index);
    const end = mta === -1 ? -1 : text.indexOf('): ', mta);
    const inner = end === -1 ? null : replyAt(line, at + end + 3, to, null, 'remote', 'nested');
    if (inner) found.push(inner);
    return found;
  }
  return [];
}

const ACTIONS: readonly (readonly [string, Status])[] = [
  ['Rejected', 'rejected'],
  ['Bounced', 'bounced'],
  ['TempFailed', 'deferred'],
];

function message(line: string, prefix: Prefix): LogEntry | null {
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 40));
  const at = prefix.from + (head?.[0].length ?? 0);
  const verdict = /^(?:Passed|Blocked) [A-Z-]{3,24}[^{<[]{0,200}(?:\{([\w,]{1,200})\})?/.exec(line.slice(at, at + 500));
  const queue = verdict ? /, Queue-ID: ([0-9A-Za-z]{5,20})/.exec(line.slice(at, at + 4000)) : null;
  const entry = new Entry('amavis', null, queue ? queue[1] : null, prefix, fields);
  if (verdict) {
    for (const [word, status] of ACTIONS) if (verdict[1]?.includes(word)) entry.status = status;
    if (verdict[0].startsWith('Blocked')) entry.reason = 'content';
  } else entry.replies = located(line, at, prefix.to);
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const found: LogField[] = [];
  const text = line.slice(prefix.from, prefix.from + 4000);
  const session = /^\(([\w-]{6,24})\)/.exec(text);
  if (session) found.push(field(line, 'session', prefix.from + 1, prefix.from + 1 + session[1].length));
  const patterns = [
    ['id', /, Queue-ID: ([0-9A-Za-z]{5,20})/d],
    ['newId', /, queued_as: ([0-9A-Za-z]{3,20})/d],
    ['messageId', /, Message-ID: <([^<>]{1,300})>/d],
    ['size', /, size: (\d{1,15})/d],
    ['from', / <([^<>]{0,320})> -> /d],
    ['to', / -> <([^<>]{0,320})>/d],
  ] as const;
  for (const [name, pattern] of patterns) {
    const range = pattern.exec(text)?.indices?.[1];
    if (range) found.push(field(line, name, prefix.from + range[0], prefix.from + range[1]));
  }
  return found;
};

export const amavis = logFormat({
  id: 'amavis',
  title: 'Amavis',
  row: '5.11',
  needles: ['amavis'],
  notes: 'Queue-ID is the message before the filter, queued_as the one behind it. Hits, sizes and milliseconds are not codes.',
  traits: { family: 'postfix', link: () => 'next' },
  samples: [
    {
      title: 'a passed message, a blocked one, a refused one',
      text: [
        'Feb 26 09:04:46 mx amavis[3491]: (03491-01) Passed CLEAN {RelayedInbound}, [192.0.2.35]:48460 [192.0.2.35] <a@example.org> -> <b@example.com>, Queue-ID: 10B7218ED12A, Message-ID: <1@example.org>, mail_id: HnYFfPf-vHfk, Hits: 1.249, size: 3310, queued_as: 88C4C18ED12D, 550 ms',
        'Feb 26 09:04:47 mx amavis[3491]: (03491-02) Blocked SPAM {BouncedInternal,Quarantined}, LOCAL [192.0.2.36]:53123 <c@example.org> -> <b@example.com>, Queue-ID: E19A55F945, mail_id: m0g59DzT_hzp, Hits: 1001.807, size: 2869, 494 ms',
        'Feb 26 09:04:48 mx amavis[3491]: (03491-03) Negative SMTP response to data-dot (<b@example.com>): 550 5.7.1 Header rule',
      ].join('\n'),
      replies: ['3:99 550 5.7.1 data - -'],
    },
  ],
  bare: null,
  speaks: (program) => program.startsWith('amavis'),
  message,
});
