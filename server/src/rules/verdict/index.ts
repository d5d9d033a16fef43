import type { Rule } from '../rule';
import { sayMeaning, verdictRule } from '../verdict-rule';
import { acceptedVerdicts } from './accepted';
import { brokenVerdicts } from './broken';
import { clientKinds } from './client-kinds';
import { entryVerdicts } from './entry';
import { lateVerdicts } from './late';
import { messageKinds } from './message-kinds';
import { recipientKinds } from './recipient-kinds';
import { senderKinds } from './sender-kinds';
import { serverKinds } from './server-kinds';
import { sessionKinds } from './session-kinds';
import { xoauth2Verdicts } from './xoauth2';

/** One row a kind; those without one (`connection-lost`, `tls-failed`, `client-gave-up`) have rules of their own in broken.ts. */
const kindRows = [...sessionKinds, ...clientKinds, ...senderKinds, ...recipientKinds, ...messageKinds, ...serverKinds];

/** What the reply that decided a failed session says, and what to change. */
export const rules: readonly Rule[] = [
  ...kindRows.map(verdictRule),
  ...brokenVerdicts,
  ...lateVerdicts,
  ...xoauth2Verdicts,
  ...acceptedVerdicts,
];

/** The verdict about a line of a log, a bounce or a program's error; null where it tells of no failure. */
export const verdictOfEntry = entryVerdicts(rules, ({ meaning }) => sayMeaning(meaning));
