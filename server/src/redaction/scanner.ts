import { isVerb, keyword } from '../knowledge';
import { isCanonicalBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';
import { withoutBeginning, withoutEnd } from '../text/ends';
import { inCalls, inEntries, inMailCalls } from './calls';
import { answerInColumn } from './columns';
import { encodedByHand } from './encoders';
import { inOptions } from './options';
import { Awaited, inPairs } from './pairs';
import { isStandIn, STAND_IN } from './secrets';
import { secretsInText } from './secrets-in-text';
import { IDEOGRAPHS, type Stretch, settingsIn } from './settings';
import { decodedLoosely, KEY_END, keyRowsBefore, messagesIn, tokensIn, wrappedIn } from './tokens';
import { COLOURED, type View, viewsOf } from './views';
import { mayHoldSecret } from './worth';

/** A secret in a line: its columns, and its text without escapes. Never show `value`. */
export interface Found extends Stretch {
  readonly value: string;
  /** `answer`: the answer to a prompt of a dialogue. */
  readonly kind: 'password' | 'key' | 'answer';
}

const AUTH = /(?:^|[^\w-])(?:AUTH|X-EXPS)[ \t]{1,20}([A-Z][\w-]{2,40})(?![\w-])/gi;
const NAMES = /^(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-[\w-]+|NTLM|GSSAPI|GSS-SPNEGO|KERBEROS_V\d|X-[\w-]+)$/i;
/** A challenge; a message of 334 octets is not one. */
const ASKED = /(?:^|[\s>:\]|"',](?<![\w.-]:))334(?! octets\b)(?:[ -]|[^\w.:-]|$)/;
const DIALOGUE = /AUTH|X-EXPS|PASS|LOGIN|334/i;
const ANSWERED = /(?:^|[^\w.:-])(?:235|[45]\d\d|250|221|220)[ -]/;
/** A script that speaks the dialogue. */
const SAYS = /\b(?:echo|printf|send|puts|print|write)\b/;
const MECHANISM =
  /^(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|SCRAM-\S+|NTLM|GSSAPI|EXTERNAL|ANONYMOUS|=|\*|mechanism\S{0,2}|is|not|failed\S?|failure\S?|command\S{0,2}|error\S?|and|or|with|from|for|login|plain)$/i;
const BEFORE = String.raw`(?:^[ \t]*|[<>:\]|"',.-][ \t]{0,4}|\d[ \t]{1,4})`;
/** A line's end, within what a program puts around it, or a reply if line ends were lost. */
const BEHIND = String.raw`(?=[,"'.})\]]{0,4}[ \t\r\\]{0,8}$|[ \t]{1,4}[2-5]\d\d[ -])`;
const COMMANDS: readonly RegExp[] = [
  // A password of several words (RFC 1939 §7), where the client is marked.
  /(?:^|[ \t])(?:C:|>{1,3}|[-=~]>)[ \t]{1,4}PASS[ \t]+(\S{1,60}(?: \S{1,60}){1,6})[ \t]*$/,
  new RegExp(String.raw`${BEFORE}PASS[ \t]+(?!(?:FROM|TO|OLD|NEW|OK)\b)([^\s:=>][^\s"']{1,200}[^\s"',.})\]])${BEHIND}`),
  /[ \t]LOGIN[ \t]+\S{1,200}[ \t]+"((?:[^"\\\n]|\\.){3,200})"[ \t]*$/i,
  new RegExp(String.raw`${BEFORE}LOGIN[ \t]+[^\s,:="']{1,200}[ \t]+([^\s=,][^\s=]{1,200}[^\s=,"'.})\]])${BEHIND}`),
];
/** A word that a server does not know as a command. */
const UNKNOWN = /[ \t](\S{6,64})[ \t]+50[02][ -](?:5\.5\.\d )?[^\n]{0,40}(?:unrecogni[sz]ed|not recogni[sz]ed|unknown)\b/i;
const BEGIN = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** A row of a key is Base64 and not part of anything longer: not of a path or a host name. */
const KEY_ROW = /(?<![\w+/=.@-])[A-Za-z0-9+/]{4,}={0,2}(?![\w+/=.@-])/g;
/** How many lines without a row a key may have in a row: headers, an empty line, program output. After more than that it was cut off. */
const KEY_LINES_BETWEEN = 6;
const PROMPT = /^(?:user ?name|pass ?word|login|account|benutzer\w{0,8}|\u7528\u6237)/i;
/** A message whose proof was removed, here or by its program. */
const NO_PROOF = / 0{32}$|\bresponse=0{32}|,p=A{8,}=*$/;
const LONGEST_PROMPT = 40;
/** Base64 behind the header of a packet: octets that are no text, or the dots that stand for them. */
const PAYLOAD = /(?:\.\.|\p{Cc})([A-Za-z0-9+/_-]{4,16384}={0,2})$/u;
const SEPARATES = /[\s"'<>\\]/;
const LONGEST = 16_384;
/** How many lines after a prompt may contain the answer. */
const MOST_ANSWERS = 3;
/** How many lines after a refused login may contain what someone continues typing. */
const MOST_BEHIND_REFUSAL = 2;

/** Reads a text line by line and reports its secrets, whatever program wrote it and however it was wrapped. Linear. */
export class Scanner {
  private answers = 0;
  private refused = 0;
  private inKey = 0;
  private readonly awaited = new Awaited();

  /** `worth`: whether a line can contain a secret at all; asked only if no earlier line makes it contain one. */
  constructor(private readonly worth: (line: string) => boolean = mayHoldSecret) {}

  /** Whether the meaning of the next line depends on an earlier one. */
  get open(): boolean {
    return this.answers > 0 || this.inKey > 0 || this.refused > 0 || this.awaited.open;
  }

  /** The secrets of the next line; `next` is the line after it. */
  in(line: string, next = '', depth = 0): Found[] {
    const found: Found[] = [];
    if (!this.open && !this.worth(line)) return found;
    const views = viewsOf(line);
    const { answers, inKey, refused } = this;
    for (const view of views) {
      // Each view is the same line: it begins in the same state, and the last one determines the state after it.
      this.answers = answers;
      this.inKey = inKey;
      this.refused = refused;
      const put = ({ from, to }: Stretch, kind: Found['kind'] = 'password'): void => {
        const value = view.text.slice(from, to);
        if (value.trim() === '' || isReplaced(value) || (kind === 'answer' && IDEOGRAPHS.test(value))) return;
        found.push({ from: columnOf(view, from), to: columnOf(view, to), value, kind });
      };
      // What the next line has depends on this line as it is.
      if (view === views[0]) for (const one of this.awaited.in(view.text)) put(one);
      for (const one of messagesIn(view.text)) put(one);
      if (depth === 0) for (const one of wrappedIn(view.text, holdsSecret)) put(one);
      const { open } = this;
      if (!open && !this.worth(view.text)) continue;
      for (const one of settingsIn(view.text)) put(one);
      for (const one of inPairs(view.text)) put(one);
      for (const one of inCalls(view.text)) put(one);
      for (const one of inMailCalls(view.text)) put(one);
      for (const one of inEntries(view.text)) put(one);
      for (const one of inOptions(view.text)) if (!IDEOGRAPHS.test(view.text.slice(one.from, one.to))) put(one);
      for (const one of encodedByHand(view.text)) put(one);
      for (const one of tokensIn(view.text)) put(one);
      if (view.at.length > 0) for (const one of secretsInText(view.text)) put(one);
      // The codes of colours belong to no word: without them the line is read again.
      const coloured = view === views[0] && views.length > 1 && COLOURED.test(line);
      if (!coloured && (open || DIALOGUE.test(view.text))) this.dialogue(view.text, (one) => put(one, 'answer'));
      this.keys(view.text, next, put);
    }
    return found;
  }

  /** What a dialogue asks for, and what is said next, in any format: a view may contain several lines. */
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
      if (begun) this.initial(said, tail, at, put);
    }
    const column = answerInColumn(said);
    if (column && (this.answers > 0 || column.named) && !MECHANISM.test(column.value) && isEncoded(column.value))
      put({ from: at + column.from, to: at + column.to });
    const typed = UNKNOWN.exec(said);
    if (typed && isOdd(typed[1])) put({ from: at + typed.index + 1, to: at + typed.index + 1 + typed[1].length });
    const prompt = ASKED.exec(said);
    if (begun && !prompt) return;
    for (const command of COMMANDS) {
      const typed = command.exec(said);
      if (!typed || /AUTH[ \t]*$/i.test(said.slice(0, typed.index + 1))) continue;
      const from = typed.index + typed[0].lastIndexOf(typed[1]);
      put({ from: at + from, to: at + from + typed[1].length });
    }
    if (prompt && isPrompt(said, prompt.index + prompt[0].length)) {
      this.answers = MOST_ANSWERS;
      this.behindPrompts(said, prompt.index, at, put);
      return;
    }
    if (this.answers === 0 && this.refused === 0) return;
    if (ANSWERED.test(said)) {
      this.answers = 0;
      this.refused = /(?:^|[^\w.:-])5\d\d[ -]/.test(said) ? MOST_BEHIND_REFUSAL : 0;
      return;
    }
    const end = withoutEnd(said, ' \t\r"\'}\\]),').replace(/(?:\\[rn]){1,4}["']?$/, '').length;
    let begin = end;
    while (begin > 0 && end - begin < LONGEST && !SEPARATES.test(said[begin - 1])) begin--;
    if (end - begin < 4) return;
    const command = said.slice(0, begin).trimEnd();
    if (isVerb(/[A-Za-z]{4,8}$/.exec(command.slice(-9))?.[0] ?? '')) {
      this.answers = 0;
      this.refused = 0;
      return;
    }
    const asked = this.answers > 0;
    if (asked) this.answers--;
    else this.refused--;
    const first = withoutBeginning(said.slice(begin, end), ',;:([{');
    const bare = withoutEnd(first, '.');
    const payload = PAYLOAD.exec(bare)?.[1];
    const token = isEncoded(bare) ? bare : payload !== undefined && isEncoded(payload) ? payload : first;
    if (
      commandLikeness(token) > 0 ||
      keyword(token.toUpperCase()) ||
      (!asked && !isOdd(token)) ||
      !(isEncoded(token) || ((isMixed(token) || (asked && /^\d{6,}$/.test(token))) && said.trim().split(/\s+/, 9).length < 9))
    )
      return;
    const from = end - first.length + (token === payload ? bare.length - payload.length : 0);
    put({ from: at + from, to: at + from + token.length });
  }

  /** The words after the mechanism: a value in Base64, or what was typed there in clear, if the line contains nothing else. */
  private initial(said: string, from: number, at: number, put: (one: Stretch) => void): void {
    if (SAYS.test(said.slice(0, from)))
      for (const { index, 1: word } of said.slice(from, from + 4000).matchAll(/["']([A-Za-z0-9+/]{8,}={0,2})(?:\\r|\\n|["'])/g))
        if (isEncoded(word)) put({ from: at + from + index + 1, to: at + from + index + 1 + word.length });
    const words = [...said.slice(from, from + 40_000).matchAll(/[^\s"'<>\\,;]{1,16384}/g)];
    const alone = words.length < 4;
    for (const { index, 0: word } of words.slice(0, 4)) {
      if (MECHANISM.test(word) || /^[2-5]\d\d$|^\w{1,20}=\w{1,12}$/.test(word)) break;
      if (isEncoded(word) || (alone && isMixed(word))) put({ from: at + from + index, to: at + from + index + word.length });
    }
  }

  /** If line ends were lost, an answer follows the prompt on the same line, and the reply to it. */
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

  /** The rows of a private key, wherever its lines are. */
  private keys(text: string, next: string, put: (one: Stretch, kind: 'key') => void): void {
    let at = 0;
    for (const row of text.split('\n')) {
      const begin = BEGIN.exec(row);
      const end = KEY_END.exec(row);
      if (end && !begin && this.inKey === 0) cutKey(text.slice(0, at + end.index), put);
      if (begin) this.inKey = KEY_LINES_BETWEEN;
      if (this.inKey > 0) {
        const from = begin ? begin.index + begin[0].length : 0;
        const to = end && end.index > from ? end.index : row.length;
        const least = KEY_END.test(next) || (begin && end) ? 4 : 16;
        let rows = 0;
        for (const { index, 0: part } of row.slice(from, to).matchAll(KEY_ROW)) {
          if (part.length < least && !/=$/.test(part)) continue;
          rows++;
          put({ from: at + from + index, to: at + from + index + part.length }, 'key');
        }
        this.inKey = begin || rows > 0 ? KEY_LINES_BETWEEN : this.inKey - 1;
      }
      if (end) this.inKey = 0;
      at += row.length + 1;
    }
  }
}

/** Rows before the end of a key whose beginning was cut off, if they are on its line: after line ends that were escaped, or lost. */
function cutKey(before: string, put: (one: Stretch, kind: 'key') => void): void {
  const all = before.trimEnd().split(/[ \n]/);
  const starts: number[] = [];
  for (let n = 0, at = 0; n < all.length; at += all[n++].length + 1) starts.push(at);
  for (const { line, from, to } of keyRowsBefore(all.length, (n) => all[n] ?? null))
    put({ from: starts[line] + from, to: starts[line] + to }, 'key');
}

/** Whether what follows `334` is a challenge: nothing, one word that ends the line, or the question itself. */
function isPrompt(said: string, from: number): boolean {
  const rest = said.slice(from, from + 16_500).trim();
  const word = withoutEnd(/^[^\s"'<>\\]*/.exec(rest)?.[0] ?? '', '.');
  if (rest.length - word.length < 8 && !/\s/.test(rest)) return true;
  return PROMPT.test(decodedLoosely(word) ?? word) || /^334/.test(said.trimStart());
}

/** Whether a text that was found in Base64 contains a secret of any kind. */
export const holdsSecret = (text: string): boolean => {
  const scanner = new Scanner();
  return text.split('\n').some((line) => scanner.in(line, '', 1).length > 0 || (mayHoldSecret(line) && secretsInText(line).length > 0));
};

const columnOf = ({ at }: View, n: number): number => (at.length > 0 ? at[n] : n);

const isReplaced = (value: string): boolean => {
  const bare = value.trim();
  // A manual quotes the line in which it shows what to type.
  if (isStandIn(bare) || isStandIn(withoutEnd(bare, '`')) || value.includes(STAND_IN) || /^base-?64[.`\u3002]?$/i.test(bare)) return true;
  const plain = value.length >= 8 ? decodedLoosely(value) : null;
  return (
    plain !== null &&
    (plain.includes(STAND_IN) || isStandIn(plain) || NO_PROOF.test(plain) || (plain.length < LONGEST_PROMPT && PROMPT.test(plain)))
  );
};

const isEncoded = (word: string): boolean =>
  word.length >= 6 &&
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(word) &&
  (isCanonicalBase64(word) || decodedLoosely(word) !== null) &&
  (/[A-Z\d=]/.test(word) || word.length > 15);

/** Neither a word, a name nor a number: digits among letters, or symbols. */
const isOdd = (word: string): boolean =>
  isMixed(word) && word.length > 5 && !/[:/]/.test(word) && /\d[^\d]{0,60}\d|\w[!#$%^&*+~]\w?/.test(word);

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
