/** Columns of the terminal that is pictured. */
export const COLUMNS = 100;

/** The pictures in docs/images of the command line at work in samples/, and what each shows. */
export const TERMINAL_PICTURES = [
  {
    name: 'terminal-check.svg',
    args: ['check', 'broken-session.smtp'],
    title: 'smtp-lens check: an error, a note and a warning, each with its line and carets under the place',
  },
  {
    name: 'terminal-why.svg',
    args: ['why', 'mail.log'],
    title: 'smtp-lens why: what the failures in a log mean and what to do, the most decisive first',
  },
  { name: 'terminal-messages.svg', args: ['messages', 'mail.log'], title: 'smtp-lens messages: who wrote to whom, and what became of it' },
  { name: 'terminal-summary.svg', args: ['summary', 'mail.log'], title: 'smtp-lens summary: totals, causes, replies and servers of a log' },
] as const;
