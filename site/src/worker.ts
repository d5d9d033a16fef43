/// <reference lib="webworker" />
import { type Reading, reading } from './reading';

/** What the page asks the worker, and what it answers: first with the causes, then with everything. */
export interface Question {
  readonly id: number;
  readonly text: string;
}
export interface Answer {
  readonly id: number;
  readonly reading: Reading;
  readonly whole: boolean;
}

const page = globalThis as unknown as DedicatedWorkerGlobalScope;

page.onmessage = ({ data: { id, text } }: MessageEvent<Question>): void => {
  const say = (answer: Answer): void => page.postMessage(answer);
  say({ id, reading: reading(text, (first) => say({ id, reading: first, whole: false })), whole: true });
};
