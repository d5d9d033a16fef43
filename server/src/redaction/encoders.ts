import { closing } from './calls';
import { isStandIn } from './secrets';
import type { Stretch } from './settings';

/** A call that encodes in Base64 or decodes it: `base64.b64encode(`, `Base64.getEncoder().encodeToString(`, `btoa(`, `Convert]::ToBase64String(`. */
const CODES = /(?:b(?:ase)?64|btoa|atob)[\w.:>()-]{0,60}\(/gi;
/** A function without parentheses, as Perl has it. */
const CODES_WORD = /\b(?:en|de)code_base64[ \t]{1,3}(?=["'])/g;
/** A string in quotes. Two quotes without anything between them are not one: they may belong to the text beside them. */
const STRING = /(?<!\\)"((?:[^"\\\n]|\\.){1,1000})"|(?<!\\)'((?:[^'\\\n]|\\.){1,1000})'/g;
/** A string that is encoded where it is written: `Buffer.from("x").toString("base64")`, `"x".encode("base64")`. */
const WRITTEN = /(["'])((?:[^"'\\\n]|\\.){1,300})\1(?:, ?["'][\w-]{1,10}["'])?[)\]]{0,2}\.(?:toString|encode|decode)\(["']base64/g;
const LONGEST_CALL = 300;

const ENCODER = String.raw`(?:g?base64|basenc|openssl[ \t]{1,4}(?:enc|base64)|mimencode|mmencode|b64encode)\b`;
/** What a shell prints into an encoder: up to the bar, which a text in quotes may contain. */
const PIPED = new RegExp(
  String.raw`(?<![\w.-])(?:echo|printf|print)[ \t]{1,4}((?:"(?:[^"\\\n]|\\.){0,300}"|'[^'\n]{0,300}'|[^|\n"']){1,80})\|[ \t]{0,4}(?:(?:tr|head|cut)\b[^|\n]{0,40}\|[ \t]{0,4})?(?:[\w./-]{1,40}\/)?${ENCODER}`,
  'dgi',
);
const FED = new RegExp(
  String.raw`(?<![\w.-])${ENCODER}[^|<\n]{0,40}<<<[ \t]{0,3}("(?:[^"\\\n]|\\.){1,300}"|'[^'\n]{1,300}'|[^\s"'|<>;]{1,300})`,
  'dgi',
);
/** A word that a shell prints as it is. */
const WORD = /[^\s"'|<>$;`(][^\s|<>;`]{2,300}/g;
/** Formats, charsets, options, and what a manual writes in the place of a value. */
const NO_TEXT = /^(?:-\w{1,3}|%[sb](?:\\n)?|utf-?8|ascii|base-?64|plain|(?:user)?name|value|text|string)$/i;
const CREDENTIALS = /(?:\\0(?!\d\d)|\\x00|\\u0000|\\000|\^@)[^\\^]{1,200}(?:\\0(?!\d\d)|\\x00|\\u0000|\\000|\^@)./;

/**
 * What a shell or a script passes to a Base64 encoder, by its place: the arguments of the call, or what is printed into the command. Beside a
 * dialogue, people encode credentials by hand. Also a text with the NULs of PLAIN, whatever is done with it. Linear.
 */
export function encodedByHand(text: string): Stretch[] {
  const codes = /b(?:ase)?64|btoa|atob|openssl|mimencode|mmencode|basenc/i.test(text);
  if (!codes && !/\\[0xu]|\^@/.test(text)) return [];
  const found: Stretch[] = [];
  const put = (from: number, value: string): void => {
    if (value.length > 2 && !NO_TEXT.test(value) && !isStandIn(value)) found.push({ from, to: from + value.length });
  };
  const strings = (from: number, to: number): boolean => {
    let any = false;
    for (const match of text.slice(from, to).matchAll(STRING)) {
      any = true;
      put(from + match.index + 1, match[1] ?? match[2]);
    }
    return any;
  };
  for (const match of text.matchAll(STRING)) if (CREDENTIALS.test(match[1] ?? match[2])) put(match.index + 1, match[1] ?? match[2]);
  if (!codes) return found;
  for (const pattern of [CODES, CODES_WORD])
    for (const { index, 0: head } of text.matchAll(pattern)) strings(index + head.length, closing(text, index + head.length, LONGEST_CALL));
  for (const { index, 2: value } of text.matchAll(WRITTEN)) put(index + 1, value);
  for (const pattern of [PIPED, FED])
    for (const { indices } of text.matchAll(pattern)) {
      const [from, to] = indices?.[1] ?? [0, 0];
      if (strings(from, to)) continue;
      for (const { index, 0: word } of text.slice(from, to).matchAll(WORD)) put(from + index, word);
    }
  return found;
}
