import { describe, expect, it, vi } from 'vitest';
import { placeOfClient } from '../../../src/meaning/evidence';
import { bare } from '../../../src/meaning/located';
import { refinements } from '../../../src/meaning/refinements';
import { visibly } from '../../drawn';
import { drawnProduction } from '../../productions';

vi.setConfig({ testTimeout: 60_000 });

/** Every value that a row asks for, with its neighbours: what the text shows, shows not, or leaves open. The first is what a plain text shows. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  login: [null, 'none', 'failed', 'done'],
  submission: [false, true],
  contentRule: [false, true],
  passwordSent: [null, true, false],
  cancelled: [false, true],
  typedInClear: [false, true],
  offersAuth: [null, true, false],
  offersTls: [null, true, false],
  earlier: [null, {}],
  noRecipient: [undefined, false, true],
  mailAccepted: [undefined, false, true],
  nullSender: [false, true],
  barePostmaster: [false, true],
  mechanism: [null, 'PLAIN', 'LOGIN', 'CRAM-MD5'],
  mechanismOffered: [null, true, false],
  userAskedTwice: [false, true],
  hello: [null, 'EHLO', 'HELO', 'none'],
  others: [null, 'accepted', 'refused alike'],
  parameters: [null, true, false],
  emptyRecipient: [false, true],
  client: [null, 'loopback', 'private'],
  personalHello: [false, true],
  code: [550, null, 299, 300, 399, 400, 499, 500, 501, 502, 503, 504, 530, 534, 535, 553, 554, 555, 599],
  enhanced: [null, '5.7.1', '5.1.1', '15.7.1', '5.7'],
  verb: [
    null,
    'MAIL',
    'RCPT',
    'DATA',
    'DATA_END',
    'BDAT',
    'BDAT_LAST',
    'AUTH',
    'AUTH_CONTINUE',
    'EHLO',
    'HELO',
    'STARTTLS',
    'VRFY',
    'CONNECT',
  ],
  by: [null, 'local', 'remote'],
  general: [false, true],
  text: [
    'no',
    'sender missing',
    'need MAIL first',
    'spam content',
    'nested MAIL',
    'bad arguments',
    'TLS is needed',
    'wrong password',
    'rejected: access denied',
    'Client host rejected: Access denied',
    'Sender address rejected: Access denied',
    'Recipient address rejected: Access denied',
    'syntax error in parameters',
    'user unknown',
    ...[
      'virus',
      'content',
      'policy',
      'order',
      'sequence',
      'recipient',
      'rcpt',
      'already',
      'helo',
      'hello',
      'ehlo',
      'encryption',
      'disabled',
    ],
    ...['app', 'browser', 'web', 'expired', 'locked', 'mechanism', 'passwd', 'user name', 'username', 'credentials', 'code'],
    ...['authentication data', 'argument', 'xargument', 'address', 'syntax', 'parameter', 'path', 'angle brackets', 'mailbox'],
  ],
};
const NAMES = Object.keys(VALUES);
type Case = Readonly<Record<string, unknown>>;
const PLAIN: Case = Object.fromEntries(NAMES.map((name) => [name, VALUES[name][0]]));

const holds = (row: (typeof refinements)[number], { code, enhanced, verb, by, general, text, ...evidence }: Case): boolean =>
  row.when(
    evidence,
    { ...bare(code as number | null, enhanced as string | null, text as string), verb: verb as string | null, by: by as 'local' | null },
    { general: general as boolean, basis: 'code' },
  );

/** Numbers from 0 to below `most`, the same in each run. */
function* numbers(): Generator<number, never, number> {
  for (let state = 17, most = 1; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    most = yield Math.floor((state / 4_294_967_296) * most);
  }
}

/** For each row a case in which it holds: made by chance, then brought back to what a plain text shows wherever the row still holds. */
function found(): (Case | null)[] {
  const chance = numbers();
  chance.next(1);
  const cases: (Case | null)[] = refinements.map(() => null);
  for (let tries = 0; tries < 400_000 && cases.includes(null); tries++) {
    const made: Record<string, unknown> = {};
    for (const name of NAMES) made[name] = VALUES[name][chance.next(VALUES[name].length).value];
    for (const [at, row] of refinements.entries()) if (cases[at] === null && holds(row, made)) cases[at] = { ...made };
  }
  return cases.map((one, at) => {
    if (one === null) return null;
    let least = one;
    for (const name of NAMES) {
      const plainer = { ...least, [name]: PLAIN[name] };
      if (holds(refinements[at], plainer)) least = plainer;
    }
    return least;
  });
}

const inWords = (value: unknown): string => (typeof value === 'object' && value !== null ? 'something' : String(value));

describe('when evidence changes an answer, as drawn in drawn/', () => {
  it('row by row, with each value', async () => {
    const rows = found().flatMap((one, at) => {
      const row = refinements[at];
      if (one === null) return [`## ${row.title ?? row.kind}: never`];
      const told = NAMES.flatMap((name) => {
        const not = VALUES[name].filter((value) => !holds(row, { ...one, [name]: value }));
        if (not.length === 0) return [];
        const yes = VALUES[name].filter((value) => !not.includes(value));
        return [`  ${name} ${yes.map(inWords).join(', ')}   not ${not.map(inWords).join(', ')}`];
      });
      return [`## ${row.title ?? row.kind}`, ...told];
    });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/refinements.txt');
  });

  it('by where a client is', async () => {
    const texts = [
      ...['10.0.0.1', '192.168.0.1', '172.15.0.1', '172.16.0.1', '172.31.0.1', '172.32.0.1', '100.63.0.1', '100.64.0.1', '100.127.0.1'],
      ...['100.128.0.1', '127.0.0.1', '127.0.0.1.2', '127.0.0.', '[::1]', '::1', 'fd00::1', 'fc00::1', 'fe00::1', '192.0.2.1', '110.0.0.1'],
      ...[
        'a[10.0.0.1]',
        '1§.0.0.1',
        '§10.0.0.1',
        '10.0.0.1§',
        '§127.0.0.1',
        '127.0.0.1§',
        '10.1¶.0.1',
        '127.0.1¶.1',
        'f§00::1',
        'fd§0::1',
        '172.1§.0.1',
        '172.2§.0.1',
        '172.3§.0.1',
        '100.6§.0.1',
        '100.9§.0.1',
        '100.1§1.0.1',
        '100.12§.0.1',
      ],
      ...['192.16§.0.1', '10.1.1.1¶', 'xfd00::1', '[fd00::1]', '[::1§', '§[::1]', '::1§', '§::1'],
    ];
    const drawing = drawnProduction({ ask: placeOfClient, texts });
    await expect(visibly(`${drawing.join('\n')}\n`)).toMatchFileSnapshot('drawn/place-of-client.txt');
  });
});
