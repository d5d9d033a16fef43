import { logFormats } from './logs';
import { transcriptFormats } from './transcripts';

/** The formats that `smtpLens.format` and `--as` take, with their titles: those of transcripts, then those of logs; an id of both once. */
export const formatChoices = (): readonly { readonly id: string; readonly title: string }[] => {
  const byId = new Map([...logFormats, ...transcriptFormats].map(({ id, title }) => [id, title]));
  return [...new Set([...transcriptFormats, ...logFormats].map(({ id }) => id))].map((id) => ({ id, title: byId.get(id) ?? id }));
};
