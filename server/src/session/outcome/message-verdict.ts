import type { Message } from '../reading/messages';
import { refusalOf, textOfReply, wasAccepted } from './refusal';

/** The severity of a finding about a message that the server accepted; undefined if the rule's own applies. */
export const mild = (message: Message): 'hint' | undefined => (wasAccepted(message.exchange) ? 'hint' : undefined);

/** The server refused the message and says that its form is the reason. */
export function blamesHeader(message: Message): boolean {
  const refusal = message.reply && message.reply.code >= 400 ? message.reply : refusalOf(message.exchange);
  return (
    refusal !== null &&
    (/^5\.6\./.test(refusal.enhanced ?? '') ||
      /5322|2822|header|missing|from:|valid address|malformed|bad format/i.test(textOfReply(refusal)))
  );
}
