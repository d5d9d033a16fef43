import { failureIn, type Reason } from '../../knowledge/failures';

/** Why a delivery or a session failed where no reply tells: the id of a row of knowledge/failures.ts. */
export type { Reason } from '../../knowledge/failures';

/** The reason that a text in a mail system's own words gives; undefined where it gives none. At most 2,000 UTF-16 units are looked at. */
export const reasonIn = (text: string): Reason | undefined => failureIn(text)?.id as Reason | undefined;
