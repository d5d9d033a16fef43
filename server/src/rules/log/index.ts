import type { LogRule } from '../rule';

export const logRules: readonly LogRule[] = [];
