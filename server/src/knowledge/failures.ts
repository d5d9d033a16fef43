import { type FailureRow, failures } from './failure-rows';
import { NeedleIndex } from './needle-index';

export { type FailureRow, failures, type Reason } from './failure-rows';

const byId: ReadonlyMap<string, FailureRow> = new Map(failures.map((row) => [row.id, row]));

/** The row of an id; undefined for any other text. */
export const failure = (id: string): FailureRow | undefined => byId.get(id);

const MOST_UNITS = 2000;

let index: NeedleIndex | undefined;

/** The first row whose words a text has, or undefined. At most 2,000 UTF-16 units are looked at. */
export function failureIn(text: string): FailureRow | undefined {
  index ??= new NeedleIndex(failures.map(({ words }) => words));
  const low = text
    .slice(0, MOST_UNITS)
    .toLowerCase()
    .replace(/[\r\n\t]+/g, ' ');
  for (const rank of index.in(low)) {
    const row = failures[rank];
    if (!row.said || row.said.test(low)) return row;
  }
  return undefined;
}
