import { logFormats } from './logs';
import { transcriptFormats } from './transcripts';

/** The formats that `smtpLens.format` and `--as` accept, with their titles: transcripts first, then logs; an id that both have occurs once. */
export const formatChoices = (): readonly { readonly id: string; readonly title: string }[] => {
  const byId = new Map([...logFormats, ...transcriptFormats].map(({ id, title }) => [id, title]));
  return [...new Set([...transcriptFormats, ...logFormats].map(({ id }) => id))].map((id) => ({ id, title: byId.get(id) ?? id }));
};
