import type { LogSample } from '../log';
export const eximSamples: readonly LogSample[] = [];
