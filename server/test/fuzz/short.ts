import { verbs } from '../../src/knowledge';
import { encodeBase64 } from '../../src/syntax/base64';
import { CODES, MUTATIONS, NAMES, ODD, PREFIXES, SECRETS, VERBS } from './mutations';
import type { Random } from './random';

/** An input of a few lines, and the secret that was planted in it on a line of its own, if one was. */
export interface Short {
  readonly text: string;
  readonly secret: string | null;
}

/** Lines that inputs are cut from. A line that says more is in the list more often; `telling`: those that say something at all. */
export interface Cuts {
  readonly texts: readonly (readonly string[])[];
  readonly telling: readonly string[];
  readonly seeds: readonly string[];
}

/** Longer lines are tried by the inputs of many lines: here they would take the time of ten others. */
const LONGEST_LINE = 160;
const COMMAND = new RegExp(`\\b(?:${verbs().join('|')})\\b`);
const REPLY = /(?<!\d)[2-5]\d\d[ -]/;
const SECRET = /pass|pwd|secret|token|AUTH|334|:\/\/[^\s/]*@|[A-Za-z0-9+/]{12,}={1,2}|BEGIN|[Kk]ey/;
const STAMP = /\d\d:\d\d:\d\d/;
const WRAPPED = /^\s*[[{"'<>*#|(]|&[a-z]{2};|\\[rn"]|: "/;

/** The seeds as lines, each telling one as often as it has of a command, a reply, a secret, a stamp and a wrapper; every text once, uncounted. */
export function cutsOf(seeds: readonly string[]): Cuts {
  const texts = seeds.map((text) => text.split(/\r?\n/).map((line) => line.slice(0, LONGEST_LINE)));
  const telling = texts
    .flat()
    .flatMap((line) => Array<string>([COMMAND, REPLY, SECRET, SECRET, STAMP, WRAPPED].filter((one) => one.test(line)).length).fill(line));
  return { texts, telling, seeds: seeds.map((text) => text.slice(0, 4000)) };
}

const WORDS = [
  'Ok',
  'User',
  'queued as 4ZxK2p',
  'mx.example.net',
  'denied',
  'SIZE=99',
  'BODY=8BITMIME',
  'smtp',
  '5.7.1',
  '2.1.0',
  'at',
  'password',
  'login',
];
const HEADS = [...PREFIXES, '', '', '', 'S: ', "send: '", "reply: b'", '<- ', '=> ', '&gt; ', '{"m":"', 'postfix/smtpd[77]: ', '~> '];

/** A line that no seed has, made of parts that the grammar knows. */
function made(random: Random): string {
  const word = (): string => {
    const of = random.below(9);
    if (of < 3) return random.pick(WORDS);
    if (of < 5) return random.pick(NAMES);
    if (of === 5) return `<${random.pick(NAMES)}>`;
    if (of === 6) return random.pick(SECRETS);
    return of === 7 ? random.pick(ODD) : encodeBase64(random.pick(WORDS));
  };
  const said = random.chance(0.5) ? random.pick(VERBS) : `${random.pick(CODES)}${random.pick([' ', ' ', '-', ''])}`;
  const rest = Array.from({ length: random.below(4) }, word).join(random.pick([' ', ' ', '']));
  return `${random.pick(HEADS)}${said}${random.pick([' ', ''])}${rest}`;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
const inBase64 = (text: string): string => encodeBase64(text);
/** Lines that no surroundings may keep from being seen to hold a secret. */
const HOLDERS: readonly ((secret: string) => string)[] = [
  (secret) => `password=${secret}`,
  (secret) => `"password": "${secret}",`,
  (secret) => `SMTP_PASSWORD=${secret}`,
  (secret) => `smtp://alice:${secret}@mx.example.net:587`,
  (secret) => `swaks --auth-password ${secret} --to bob@example.org`,
  (secret) => `AUTH PLAIN ${inBase64(`\0alice@example.com\0${secret}`)}`,
  (secret) => `C: AUTH PLAIN ${inBase64(`\0alice@example.com\0${secret}`)}`,
  (secret) => `>>> AUTH PLAIN ${inBase64(`alice\0alice\0${secret}`)}`,
  (secret) => `Authorization: Basic ${inBase64(`alice:${secret}`)}`,
  (secret) => `Authorization: Bearer ${secret}${secret}`,
  (secret) => `  password: ${secret}`,
  (secret) => `<password>${secret}</password>`,
];

/** An input of one to about six lines: cut from the seeds, changed by up to four mutations, or made; one of four has a secret. */
export function short(random: Random, { texts, telling, seeds }: Cuts): Short {
  const lines: string[] = [];
  // Every other one is one line, and one of four has more than two: most of what is wrong with a line needs no other.
  let most = 1;
  while (most < 6 && random.chance(0.45)) most++;
  while (lines.length < most) {
    const of = random.unit();
    if (of < 0.4) lines.push(random.pick(telling));
    else if (of < 0.6) lines.push(made(random));
    else {
      const from = random.pick(texts);
      const at = random.below(from.length);
      lines.push(...from.slice(at, at + 1 + random.below(most - lines.length)));
    }
  }
  for (let left = random.below(5); left > 0; left--) {
    if (lines.length === 0) lines.push('');
    MUTATIONS[random.pick(SMALL)](lines, random, seeds);
    // Some mutations add the lines of another text.
    lines.length = Math.min(lines.length, most + 1);
  }
  let secret: string | null = null;
  if (random.chance(0.25)) {
    secret = Array.from({ length: 9 + random.below(8) }, (_, n) =>
      n === 4 ? '7' : n === 5 ? 'Q' : n === 6 ? 'x' : LETTERS[random.below(LETTERS.length)],
    ).join('');
    lines.splice(random.below(lines.length + 1), 0, random.pick(HOLDERS)(secret));
  }
  return { text: lines.join(random.chance(0.02) ? '\r\n' : '\n'), secret };
}

/** All but those that make a text long. */
const SMALL = Object.keys(MUTATIONS).filter((name) => name !== 'put in a long word');
