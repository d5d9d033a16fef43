/**
 * The same text without the longer one that it was cut from: V8 keeps that whole as long as a piece of it lives. For what is kept of a text
 * that is read in parts.
 */
export const unsliced = (text: string): string => ` ${text}`.slice(1);
