import type { LogSample } from '../log';
export const postfixSamples: readonly LogSample[] = [];
