import type { LogSample } from '../log';
export const sendmailSamples: readonly LogSample[] = [];
