import { failureIn, type Reason } from '../../knowledge/failures';

/** Why a delivery or a session failed if no reply says so: the id of a row of knowledge/failures.ts. */
export type { Reason } from '../../knowledge/failures';

/** The reason in a text in a mail system's own words; undefined if it gives none. At most 2,000 UTF-16 units are read. */
export const reasonIn = (text: string): Reason | undefined => failureIn(text)?.id as Reason | undefined;
