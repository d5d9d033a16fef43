import type { Rule } from '../rule';
import { dotNotDoubled, prematureEndOfData } from './dots';
import { headerEnvelopeFromMismatch } from './header-envelope';
import { headerBccLeak, headerDuplicate, headerMissingDateFrom, headerNonascii } from './header-fields';
import { headerInjection, headerMalformed, headerMboxFromLine, headerNoBlankLine, headerReturnPathPresent } from './header-shape';
import { mimeStructure } from './mime';

/** The message itself, where the text shows it. */
export const rules: readonly Rule[] = [
  prematureEndOfData,
  dotNotDoubled,
  headerMissingDateFrom,
  headerDuplicate,
  headerNoBlankLine,
  headerMalformed,
  headerNonascii,
  headerBccLeak,
  headerReturnPathPresent,
  headerMboxFromLine,
  headerEnvelopeFromMismatch,
  headerInjection,
  mimeStructure,
];
