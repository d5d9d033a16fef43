import { PackedTexts, type Packing } from '../text/packed-texts';
import type { ListedMessage } from './listed-message';

/** Very many messages that nothing changes any more, in little room. */
export class PackedMessages {
  private readonly texts: PackedTexts;
  private numbers: number[] = [];

  /** `packing`: how they are kept in less room. */
  constructor(packing: Packing | null = null) {
    this.texts = new PackedTexts(packing);
  }

  add(message: ListedMessage): void {
    this.numbers.push(this.texts.add(JSON.stringify(message)));
  }

  /** Takes out all messages, in the order in which they came. */
  *taken(): Generator<ListedMessage> {
    const { numbers } = this;
    this.numbers = [];
    for (const number of numbers) yield readMessage(JSON.parse(this.texts.at(number)));
  }
}

/** In JSON a time that is not known is null. */
const readMessage = (message: ListedMessage): ListedMessage => ({
  ...message,
  time: message.time ?? Number.NaN,
  last: message.last ?? Number.NaN,
  recipients: message.recipients.map((one) => ({ ...one, time: one.time ?? Number.NaN })),
});
