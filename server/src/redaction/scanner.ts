import { keyword } from '../knowledge';
import { isCanonicalBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';
import { withoutBeginning, withoutEnd } from '../text/ends';
import { encodedByHand, inCalls, inEntries, inOptions } from './calls';
import { isStandIn, STAND_IN } from './secrets';
import { secretsInText } from './secrets-in-text';
import { type Stretch, settingsIn } from './settings';
import { decodedLoosely, messagesIn, tokensIn } from './tokens';
import { type View, viewsOf } from './views';
import { mayHoldSecret } from './worth';

/** A secret in a line: its columns, and what it says once escapes are taken away. Never show `value`. */
export interface Found extends Stretch {
  readonly value: string;
  /** `answer`: it is what a dialogue asked for. */
  readonly kind: 'password' | 'key' | 'answer';
}

const AUTH = /(?:^|[^\w-])(?:AUTH|X-EXPS)[ \t]{1,20}([A-Z][\w-]{2,40})(?![\w-])/gi;
const NAMES = /^(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-[\w-]+|NTLM|GSSAPI|GSS-SPNEGO|KERBEROS_V\d|X-[\w-]+)$/i;
const ASKED = /(?:^|[\s>:\]|"',](?<![\w.-]:))334(?:[ -]|[^\w.:-]|$)/;
const DIALOGUE = /AUTH|X-EXPS|PASS|LOGIN|334/i;
const ANSWERED = /(?:^|[^\w.:-])(?:235|[45]\d\d|250|221|220)[ -]/;
const MECHANISM =
  /^(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-\S+|NTLM|GSSAPI|EXTERNAL|ANONYMOUS|=|\*|mechanism\S{0,2}|is|not|failed\S?|failure\S?|command\S{0,2}|error\S?|and|or|with|from|for|login|plain)$/i;
const COMMANDS: readonly RegExp[] = [
  /(?:^|[>:\]|"'-][ \t]{0,4}|\d[ \t]{1,4})PASS[ \t]+(?!(?:FROM|TO|OLD|NEW|OK)\b)([^\s:=>][^\s"']{2,200})["']?[ \t\r\\]{0,8}$/,
  /(?:^|[>:\]|"'-][ \t]{0,4}|\d[ \t]{1,4})LOGIN[ \t]+[^\s,:="']{1,200}[ \t]+([^\s=,][^\s=]{2,200})["']?[ \t\r\\]{0,8}$/,
];
const BEGIN = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const PROMPT = /^(?:user ?name|pass ?word|login|account|benutzer\w{0,8}|\u7528\u6237)/i;
const SEPARATES = /[\s"'<>\\]/;
const LONGEST = 16_384;
/** So many lines after a prompt may hold the answer. */
const MOST_ANSWERS = 3;

/** Reads a text line by line and tells its secrets, whatever program wrote it and however it was wrapped. Linear. */
export class Scanner {
  private answers = 0;
  private inKey = false;

  /** `worth`: whether a line can hold a secret at all; asked of those that no line before it makes one of. */
  constructor(private readonly worth: (line: string) => boolean = mayHoldSecret) {}

  /** What the next line says depends on one before it. */
  get open(): boolean {
    return this.answers > 0 || this.inKey;
  }

  /** The secrets of the next line; `next` is the line behind it. */
  in(line: string, next = ''): Found[] {
    const found: Found[] = [];
    if (!this.open && !this.worth(line)) return found;
    const views = viewsOf(line);
    const { answers, inKey } = this;
    for (const view of views) {
      // Each view is the same line: it begins in the same state, and the last tells how it ended.
      this.answers = answers;
      this.inKey = inKey;
      const put = ({ from, to }: Stretch, kind: Found['kind'] = 'password'): void => {
        const value = view.text.slice(from, to);
        if (value.trim() === '' || isReplaced(value)) return;
        found.push({ from: columnOf(view, from), to: columnOf(view, to), value, kind });
      };
      for (const one of messagesIn(view.text)) put(one);
      const { open } = this;
      if (!open && !this.worth(view.text)) continue;
      for (const one of settingsIn(view.text)) put(one);
      for (const one of inCalls(view.text)) put(one);
      for (const one of inEntries(view.text)) put(one);
      for (const one of inOptions(view.text)) put(one);
      for (const one of encodedByHand(view.text)) put(one);
      for (const one of tokensIn(view.text)) put(one);
      if (view.at.length > 0) for (const one of secretsInText(view.text)) put(one);
      if (open || DIALOGUE.test(view.text)) this.dialogue(view.text, (one) => put(one, 'answer'));
      this.keys(view.text, next, put);
    }
    return found;
  }

  /** What a dialogue asks for, and what is said next, in any format: a view may hold several lines. */
  private dialogue(text: string, put: (one: Stretch) => void): void {
    let at = 0;
    for (const said of text.split('\n')) {
      this.said(said, at, put);
      at += said.length + 1;
    }
  }

  private said(said: string, at: number, put: (one: Stretch) => void): void {
    let begun = false;
    for (const auth of said.matchAll(AUTH)) {
      // The list of mechanisms that a server offers.
      if (!NAMES.test(auth[1]) || /250[- ]$/.test(said.slice(Math.max(0, auth.index - 3), auth.index + 1))) continue;
      const tail = auth.index + auth[0].length;
      const list = /^[ \t]+(\S{1,40})/.exec(said.slice(tail, tail + 60))?.[1];
      begun = list === undefined || !MECHANISM.test(list) || /^[=*]/.test(list);
      this.answers = begun ? MOST_ANSWERS : 0;
      if (begun && list !== undefined) this.initial(said, tail, at, put);
    }
    const asked = ASKED.exec(said);
    if (begun && !asked) return;
    for (const command of COMMANDS) {
      const typed = command.exec(said);
      if (!typed || /AUTH[ \t]*$/i.test(said.slice(0, typed.index + 1))) continue;
      const from = typed.index + typed[0].lastIndexOf(typed[1]);
      put({ from: at + from, to: at + from + typed[1].length });
    }
    if (asked && isPrompt(said, asked.index + asked[0].length)) {
      this.answers = MOST_ANSWERS;
      this.behindPrompts(said, asked.index, at, put);
      return;
    }
    if (this.answers === 0) return;
    if (ANSWERED.test(said)) {
      this.answers = 0;
      return;
    }
    const end = withoutEnd(said, ' \t\r"\'}\\]),').replace(/(?:\\[rn]){1,4}["']?$/, '').length;
    let begin = end;
    while (begin > 0 && end - begin < LONGEST && !SEPARATES.test(said[begin - 1])) begin--;
    if (end - begin < 4) return;
    this.answers--;
    const first = withoutBeginning(said.slice(begin, end), ',;:([{');
    const bare = withoutEnd(first, '.');
    const token = isEncoded(bare) ? bare : first;
    if (
      commandLikeness(token) > 0 ||
      keyword(token.toUpperCase()) ||
      !(isEncoded(token) || (isMixed(token) && said.trim().split(/\s+/, 9).length < 9))
    )
      return;
    const from = end - first.length;
    put({ from: at + from, to: at + from + token.length });
  }

  /** The words behind the mechanism: a value in Base64, or what somebody typed there in clear, if the line says no more. */
  private initial(said: string, from: number, at: number, put: (one: Stretch) => void): void {
    const words = [...said.slice(from, from + 40_000).matchAll(/[^\s"'<>\\,;]{1,16384}/g)];
    const alone = words.length < 4;
    for (const { index, 0: word } of words.slice(0, 4)) {
      if (MECHANISM.test(word) || /^[2-5]\d\d$|^\w{1,20}=\w{1,12}$/.test(word)) break;
      if (isEncoded(word) || (alone && isMixed(word))) put({ from: at + from + index, to: at + from + index + word.length });
    }
  }

  /** Where line ends were lost, an answer follows the prompt on the same line, and the reply to it. */
  private behindPrompts(said: string, from: number, at: number, put: (one: Stretch) => void): void {
    let left = 0;
    for (const { index, 0: word } of said.slice(from).matchAll(/[^\s"'<>\\]{3,16384}/g)) {
      if (word === '334') left = 2;
      else if (/^[2-5]\d\d$/.test(word)) left = 0;
      else if (left > 0) {
        left--;
        if (PROMPT.test(decodedLoosely(word) ?? word)) continue;
        if (index > 9 && (isEncoded(word) || isMixed(word))) put({ from: at + from + index, to: at + from + index + word.length });
      }
    }
  }

  /** The rows of a private key, wherever its lines were put. */
  private keys(text: string, next: string, put: (one: Stretch, kind: 'key') => void): void {
    let at = 0;
    for (const row of text.split('\n')) {
      const begin = BEGIN.exec(row);
      const end = END.exec(row);
      if (begin) this.inKey = true;
      if (this.inKey) {
        const from = begin ? begin.index + begin[0].length : 0;
        const to = end && end.index > from ? end.index : row.length;
        const least = END.test(next) || (begin && end) ? 4 : 16;
        for (const { index, 0: part } of row.slice(from, to).matchAll(/(?<![\w+/=-])[A-Za-z0-9+/]{4,}={0,2}(?![\w+/=-])/g))
          if (part.length >= least || /=$/.test(part)) put({ from: at + from + index, to: at + from + index + part.length }, 'key');
      }
      if (end) this.inKey = false;
      at += row.length + 1;
    }
  }
}

/** Whether what stands behind `334` is a challenge: nothing, one word that ends the line, or the question itself. */
function isPrompt(said: string, from: number): boolean {
  const rest = said.slice(from, from + 16_500).trim();
  const word = withoutEnd(/^[^\s"'<>\\]*/.exec(rest)?.[0] ?? '', '.');
  if (rest.length - word.length < 8 && !/\s/.test(rest)) return true;
  return PROMPT.test(decodedLoosely(word) ?? word) || /^334/.test(said.trimStart());
}

const columnOf = ({ at }: View, n: number): number => (at.length > 0 ? at[n] : n);

const isReplaced = (value: string): boolean => {
  if (isStandIn(value.trim()) || value.includes(STAND_IN)) return true;
  const plain = value.length >= 8 ? decodedLoosely(value) : null;
  return plain !== null && (plain.includes(STAND_IN) || isStandIn(plain) || PROMPT.test(plain));
};

const isEncoded = (word: string): boolean =>
  word.length >= 6 &&
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(word) &&
  (isCanonicalBase64(word) || decodedLoosely(word) !== null) &&
  (/[A-Z\d=]/.test(word) || word.length > 15);

const isMixed = (word: string): boolean => {
  const head = word.slice(0, 200);
  return (
    word.length >= 4 &&
    /[A-Za-z]/.test(head) &&
    /[\d!#$%^&*+@~]/.test(head) &&
    !/^[\w.-]+\.[a-z]{2,}[.,:;]?$/i.test(head) &&
    !/^[\d:.,T+-]+Z?$/.test(head)
  );
};
