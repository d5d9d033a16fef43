import type { Answer } from './answer';

/** What is said of a refusal whose words give a reason that no row of the knowledge knows: neither that there is none, nor what its code often means. */
export const OWN_WORDS: Readonly<Record<'refused' | 'deferred', Answer>> = {
  refused: {
    kind: 'other',
    title: 'Refused in the server’s own words',
    cause: '{server} gives a reason in words of its own; its code alone does not tell the cause.',
    who: 'receiving-admin',
    advice:
      'Read the reply itself first. If it does not help, send it whole to the server’s administrator, with the time and the recipient.',
  },
  deferred: {
    kind: 'other',
    title: 'Deferred in the server’s own words',
    cause: '{server} defers the mail for a reason in words of its own; its code alone does not tell the cause.',
    who: 'receiving-admin',
    advice:
      'Read the reply itself first, and let the queue try again. If it fails for hours, send the reply whole to the server’s administrator.',
  },
};
