/** Something that may be written at the caret. */
export interface Proposal {
  readonly kind: 'marker' | 'verb' | 'argument' | 'mechanism' | 'parameter' | 'value' | 'code' | 'enhanced' | 'keyword';
  /** The text to write, as shown in the list. */
  readonly label: string;
  /** What it is, in a word or two; already translated. */
  readonly detail?: string;
  /** Written instead of the label if the text continues after it. */
  readonly text?: string;
  /** The same as a snippet of LSP, for editors that support snippets. */
  readonly snippet?: string;
  /** 0 is the next natural step; what is less likely comes later. */
  readonly rank: number;
  /** More can be proposed directly after it. */
  readonly goesOn?: boolean;
  /** The verb (or pseudo verb) that a code would answer. */
  readonly verb?: string;
}

/** Proposals, and the units of the wire line that they replace. */
export interface Proposals {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Proposal[];
}

/** The word that ends at unit `unit` of `text`: where it begins, and where the rest of it ends. */
export function wordAt(text: string, unit: number, isWord: RegExp = /[^\s]/): { readonly from: number; readonly to: number } {
  let from = unit;
  let to = unit;
  while (from > 0 && isWord.test(text[from - 1])) from--;
  while (to < text.length && isWord.test(text[to])) to++;
  return { from, to };
}
