import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A mutant as scripts/mutate/mutants.mjs tells it: places are UTF-16 units of the file, half-open; `line` from 1. */
export interface Mutant {
  readonly file: string;
  readonly operator: string;
  readonly inside: string;
  readonly before: string;
  readonly after: string;
  readonly nth: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly line: number;
}

export interface Outcome {
  readonly mutant: Mutant;
  readonly killed: boolean;
  readonly by: { readonly file: string; readonly name: string; readonly error?: string } | null;
  readonly tried: number;
  readonly of: number;
}

const scripts = join(__dirname, '../../../scripts/mutate');

/** A module of scripts/mutate. */
export const script = async <T>(name: string): Promise<T> => (await import(pathToFileURL(join(scripts, `${name}.mjs`)).href)) as T;
