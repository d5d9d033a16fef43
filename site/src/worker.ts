/// <reference lib="webworker" />
import { type Explained, explainedAt } from './explained';
import { analysed, type Reading, readingOf } from './reading';

/** What the page asks: to read a text, or what stands at a place of the text that was read last (line and column from 0). */
export type Question = { readonly id: number } & ({ readonly text: string } | { readonly line: number; readonly character: number });

/** What it is answered: of a text first the causes, then everything (`whole`); of a place what stands there. */
export type Answer = { readonly id: number } & (
  | { readonly reading: Reading; readonly whole: boolean }
  | { readonly place: { readonly explained: Explained; readonly line: number; readonly from: number; readonly to: number } | null }
);

const page = globalThis as unknown as DedicatedWorkerGlobalScope;
const say = (answer: Answer): void => page.postMessage(answer);
let analysis = analysed('');

page.onmessage = ({ data }: MessageEvent<Question>): void => {
  const { id } = data;
  if ('line' in data) {
    say({ id, place: explainedAt(analysis, data.line, data.character) });
    return;
  }
  analysis = analysed(data.text);
  say({ id, reading: readingOf(analysis, (reading) => say({ id, reading, whole: false })), whole: true });
};
