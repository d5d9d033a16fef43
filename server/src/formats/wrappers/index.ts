import type { Wrapper } from '../wrapper';

/** Every wrapper, outermost kinds first. */
export const wrappers: readonly Wrapper[] = [];
