import type { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../analysis/token-types';
import type { Token } from '../features/tokens';

/** The token types and modifiers of one connection, in the order of their numbers, and which of ours is which. */
export interface Legend {
  readonly tokenTypes: readonly string[];
  readonly tokenModifiers: readonly string[];
  /** The number of the type that represents one of ours; absent if the editor has no colour for it. */
  readonly typeOf: ReadonlyMap<Token['type'], number>;
}

/**
 * For an editor that does not know a type, the types that replace it, the closest first. The classes of replies get four that colour
 * schemes distinguish: strings, functions, numbers, patterns. Reply texts and mail data then have no colour, as in every theme.
 */
const NEAREST: Readonly<Record<Token['type'], readonly string[]>> = {
  keyword: [],
  parameter: ['variable'],
  property: ['variable'],
  string: [],
  comment: [],
  variable: [],
  number: [],
  type: ['class', 'keyword'],
  modifier: ['keyword'],
  namespace: ['type', 'class'],
  enumMember: ['number'],
  replySuccess: ['string'],
  replyIntermediate: ['function', 'method'],
  replyTransient: ['number', 'macro'],
  replyPermanent: ['regexp', 'macro', 'keyword'],
  replyText: [],
  mailData: [],
};

// The protocol's names, repeated here: the library that has them is loaded after an editor is answered.
const STANDARD_TYPES: Readonly<Record<`${SemanticTokenTypes}`, true>> = {
  namespace: true,
  type: true,
  class: true,
  enum: true,
  interface: true,
  struct: true,
  typeParameter: true,
  parameter: true,
  variable: true,
  property: true,
  enumMember: true,
  event: true,
  function: true,
  method: true,
  macro: true,
  keyword: true,
  modifier: true,
  comment: true,
  string: true,
  number: true,
  regexp: true,
  operator: true,
  decorator: true,
  label: true,
};
const STANDARD_MODIFIERS: Readonly<Record<`${SemanticTokenModifiers}`, true>> = {
  declaration: true,
  definition: true,
  readonly: true,
  static: true,
  deprecated: true,
  abstract: true,
  async: true,
  modification: true,
  documentation: true,
  defaultLibrary: true,
};

/** The legend for an editor that names its types and modifiers; one that names none supports those of the protocol. */
export function legendFor(types: readonly string[], modifiers: readonly string[]): Legend {
  const known = new Set(types.length > 0 ? types : Object.keys(STANDARD_TYPES));
  const tokenTypes: string[] = [];
  const typeOf = new Map<Token['type'], number>();
  for (const type of TOKEN_TYPES) {
    const named = [type, ...NEAREST[type]].find((one) => known.has(one));
    if (named === undefined) continue;
    if (!tokenTypes.includes(named)) tokenTypes.push(named);
    typeOf.set(type, tokenTypes.indexOf(named));
  }
  const knownModifiers = new Set(modifiers.length > 0 ? modifiers : Object.keys(STANDARD_MODIFIERS));
  return { tokenTypes, tokenModifiers: TOKEN_MODIFIERS.filter((one) => knownModifiers.has(one)), typeOf };
}

/** Our own types and modifiers, for an editor that was told how to colour them. */
export const OWN_LEGEND = legendFor(TOKEN_TYPES, TOKEN_MODIFIERS);

/** Tokens in LSP's encoding: five numbers each, lines and columns relative to the token before. */
export function encoded(list: readonly Token[], { typeOf, tokenModifiers }: Legend): number[] {
  const data: number[] = [];
  let line = 0;
  let from = 0;
  for (const token of list) {
    const type = typeOf.get(token.type);
    if (type === undefined) continue;
    const modifiers = token.modifiers.reduce((bits, modifier) => {
      const bit = tokenModifiers.indexOf(modifier);
      return bit < 0 ? bits : bits | (1 << bit);
    }, 0);
    data.push(token.line - line, token.line === line ? token.from - from : token.from, token.to - token.from, type, modifiers);
    line = token.line;
    from = token.from;
  }
  return data;
}
