import fc from 'fast-check';

/** One line of a made-up dialogue. A client line that is owed replies, and each first line of a reply, name the exchange they belong to. */
export interface Utterance {
  readonly side: 'C' | 'S';
  readonly text: string;
  /** The verb, `greeting`, `data` or `auth`; on the last line of a reply: what it answers. Null for other lines. */
  readonly name: string | null;
  /** Which exchange, counted from the greeting's 0; -1 for a line that is none. */
  readonly exchange: number;
}

interface Asked {
  readonly name: string;
  readonly sent: readonly string[];
  /** Whole replies, a line each or several. */
  readonly replies: readonly (readonly string[])[];
}

const word = fc.constantFrom('alice', 'bob', 'carol', 'dave', 'postmaster');
const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const simple = (name: string, text: string, ...replies: readonly string[]): fc.Arbitrary<Asked> =>
  oneOf(...replies).map((reply) => ({ name, sent: [text], replies: [[reply]] }));

const bodyLine = oneOf(
  'Hello',
  '',
  'Some text of more words',
  '..',
  '..dots',
  '250 this is no reply',
  'MAIL FROM:<no@command.example>',
  'QUIT now',
);
const body = fc.array(bodyLine, { maxLength: 5 }).map((lines) => ['Subject: test', 'From: alice@example.org', '', ...lines]);

interface Recipient {
  readonly asked: Asked;
  readonly taken: boolean;
}

const recipient = fc
  .tuple(
    word,
    oneOf('250 2.1.5 Ok', '250 2.1.5 Ok', '250 2.1.5 Ok', '251 2.1.5 Forwarding', '550 5.1.1 No such user', '451 4.7.1 Greylisted'),
  )
  .map(
    ([to, reply]): Recipient => ({
      asked: { name: 'RCPT', sent: [`RCPT TO:<${to}@example.net>`], replies: [[reply]] },
      taken: reply.startsWith('25'),
    }),
  );

const endings = oneOf(
  '250 2.0.0 Ok: queued as 4C4D21A2B3',
  '250 2.0.0 Ok: queued as 4C4D21A2B3',
  '452 4.3.1 Disk full',
  '554 5.6.0 Refused',
);

/** The end of a message: one reply, one a recipient (LMTP), or 353, one a recipient and one for all (PRDR). */
function ends(kind: 'smtp' | 'lmtp' | 'prdr', taken: number, each: readonly string[]): string[][] {
  if (kind === 'lmtp') return Array.from({ length: taken }, (_, i) => [each[i % each.length]]);
  if (kind === 'prdr') return [['353 Begin'], ...Array.from({ length: taken }, () => ['250 2.1.5 Ok']), [each[0]]];
  return [[each[0]]];
}

interface Group {
  readonly asked: readonly Asked[];
  /** Sent together, before the first reply. */
  readonly together: boolean;
}

const transaction = (lmtp: boolean): fc.Arbitrary<Group[]> =>
  fc
    .record({
      mail: oneOf('250 2.1.0 Ok', '250 2.1.0 Ok', '250 2.1.0 Ok', '550 5.7.1 Rejected'),
      recipients: fc.array(recipient, { minLength: 1, maxLength: 4 }),
      lines: body,
      endings: fc.array(endings, { minLength: 3, maxLength: 3 }),
      together: fc.boolean(),
      how: oneOf('data', 'data', 'bdat', 'prdr', 'rset'),
      refused: oneOf(false, false, false, true),
      chunks: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ mail, recipients, lines, endings: each, together, how, refused, chunks }) => {
      const started = mail.startsWith('250');
      const taken = started ? recipients.filter((one) => one.taken).length : 0;
      const prdr = how === 'prdr' && !lmtp;
      const kind = lmtp ? 'lmtp' : prdr && taken > 0 ? 'prdr' : 'smtp';
      const from: Asked = { name: 'MAIL', sent: [`MAIL FROM:<alice@example.org>${prdr ? ' PRDR' : ''}`], replies: [[mail]] };
      const to = recipients.map(({ asked }) => (started ? asked : { ...asked, replies: [['503 5.5.1 Need MAIL first']] }));
      const envelope = [from, ...to];
      const group = (...rest: Asked[]): Group => ({ asked: [...envelope, ...rest], together });
      if (how === 'rset') return [group(), { asked: [{ name: 'RSET', sent: ['RSET'], replies: [['250 2.0.0 Reset']] }], together: false }];
      if (how === 'bdat') {
        if (taken === 0) return [group()];
        const sent = Array.from({ length: chunks }, (_, i): Asked => {
          const text = i === 0 ? lines : [`Part ${i}`];
          const size = text.reduce((sum, line) => sum + line.length + 2, 0);
          const last = i === chunks - 1;
          return {
            name: 'BDAT',
            sent: [`BDAT ${size}${last ? ' LAST' : ''}`, ...text],
            replies: last ? ends(lmtp ? 'lmtp' : 'smtp', taken, each) : [[`250 2.0.0 ${size} octets received`]],
          };
        });
        return [group(), { asked: sent, together: false }];
      }
      const asks = taken > 0 && !refused;
      const data: Asked = {
        name: 'DATA',
        sent: ['DATA'],
        replies: [[asks ? '354 Go ahead' : taken > 0 ? '451 4.3.0 Not now' : '554 5.5.1 No valid recipients']],
      };
      if (!asks) return [group(data)];
      return [group(data), { asked: [{ name: 'data', sent: [...lines, '.'], replies: ends(kind, taken, each) }], together: false }];
    });

const alone = (asked: fc.Arbitrary<Asked>): fc.Arbitrary<Group[]> => asked.map((one) => [{ asked: [one], together: false }]);

const login: fc.Arbitrary<Group[]> = fc.record({ cancelled: fc.boolean(), good: fc.boolean() }).map(({ cancelled, good }) => {
  const end = good ? '235 2.7.0 Authenticated' : '535 5.7.8 Failed';
  const steps: Asked[] = [{ name: 'AUTH', sent: ['AUTH LOGIN'], replies: [['334 VXNlcm5hbWU6']] }];
  if (cancelled) steps.push({ name: 'auth', sent: ['*'], replies: [['501 5.7.0 Cancelled']] });
  else
    steps.push(
      { name: 'auth', sent: ['YWxpY2U='], replies: [['334 UGFzc3dvcmQ6']] },
      { name: 'auth', sent: ['UkVEQUNURUQ='], replies: [[end]] },
    );
  return steps.map((asked) => ({ asked: [asked], together: false }));
});

const between: fc.Arbitrary<Group[]> = fc.oneof(
  alone(simple('NOOP', 'NOOP', '250 2.0.0 Ok')),
  alone(simple('RSET', 'RSET', '250 2.0.0 Reset')),
  alone(simple('VRFY', 'VRFY bob', '252 2.0.0 bob', '550 5.1.1 No such user', '502 5.5.1 Not implemented')),
  alone(simple('FOO', 'FOO bar', '500 5.5.2 Unknown command')),
  alone(simple('AUTH', 'AUTH PLAIN AHVzZXIAcGFzcw==', '235 2.7.0 Authenticated', '535 5.7.8 Failed')),
  login,
);

const hello = (verb: string): fc.Arbitrary<Asked> =>
  fc
    .subarray(['PIPELINING', 'SIZE 10240000', '8BITMIME', 'CHUNKING', 'PRDR', 'ENHANCEDSTATUSCODES', 'XCLIENT NAME ADDR'])
    .map((keywords) => {
      const lines = ['mx.example.net', 'PIPELINING', ...keywords.filter((word) => word !== 'PIPELINING')];
      return {
        name: verb,
        sent: [`${verb} client.example.org`],
        replies: [lines.map((line, i) => `250${i < lines.length - 1 ? '-' : ' '}${line}`)],
      };
    });

const restart = (verb: string): fc.Arbitrary<Group[]> =>
  fc
    .tuple(
      oneOf<Asked>(
        { name: 'STARTTLS', sent: ['STARTTLS'], replies: [['220 2.0.0 Ready to start TLS']] },
        { name: 'XCLIENT', sent: ['XCLIENT ADDR=192.0.2.7'], replies: [['220 mx.example.net ESMTP']] },
      ),
      hello(verb),
    )
    .map((pair) => pair.map((asked) => ({ asked: [asked], together: false })));

/** A whole session and who answers whom in it. */
export const dialogue: fc.Arbitrary<{ readonly lmtp: boolean; readonly lines: readonly Utterance[] }> = fc.boolean().chain((lmtp) => {
  const verb = lmtp ? 'LHLO' : 'EHLO';
  return fc
    .record({
      hello: hello(verb),
      restart: fc.option(restart(verb), { nil: [] }),
      parts: fc.array(fc.oneof({ weight: 3, arbitrary: transaction(lmtp) }, { weight: 1, arbitrary: between }), {
        minLength: 1,
        maxLength: 4,
      }),
      end: oneOf('quit', 'quit', 'quit', 'closed'),
    })
    .map(({ hello: first, restart: again, parts, end }) => {
      const groups: Group[] = [{ asked: [first], together: false }, ...again, ...parts.flat()];
      if (end === 'quit') groups.push({ asked: [{ name: 'QUIT', sent: ['QUIT'], replies: [['221 2.0.0 Bye']] }], together: false });
      else groups.push({ asked: [{ name: 'NOOP', sent: ['NOOP'], replies: [['421 4.3.2 Shutting down']] }], together: false });
      const greeting = `220 mx.example.net ${lmtp ? 'LMTP' : 'ESMTP'}`;
      const lines: Utterance[] = [{ side: 'S', text: greeting, name: 'greeting', exchange: 0 }];
      let exchange = 1;
      for (const { asked, together } of groups) {
        const numbered = asked.map((one) => ({ ...one, exchange: exchange++ }));
        const say = (one: Asked & { exchange: number }): void => {
          for (const [i, text] of one.sent.entries())
            lines.push({
              side: 'C',
              text,
              name: (one.name === 'data' ? i === one.sent.length - 1 : i === 0) ? one.name : null,
              exchange: one.exchange,
            });
        };
        const answer = (one: Asked & { exchange: number }): void => {
          for (const reply of one.replies)
            for (const [i, text] of reply.entries())
              lines.push({ side: 'S', text, name: i === reply.length - 1 ? one.name : null, exchange: one.exchange });
        };
        if (together) {
          for (const one of numbered) say(one);
          for (const one of numbered) answer(one);
        } else
          for (const one of numbered) {
            say(one);
            answer(one);
          }
      }
      return { lmtp, lines };
    });
});
