import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Packing } from '../text/packed-texts';

const WIDE = /[^\u0000-\u00ff]/;

/** Texts in a third of their room: what was read is kept in memory, never in a file. */
export const deflated: Packing = {
  pack(text) {
    const wide = WIDE.test(text);
    const packed = deflateRawSync(Buffer.from(text, wide ? 'utf16le' : 'latin1'), { level: 1 });
    // A copy, because the bytes may be a small part of what they were written into.
    const kept = new Uint8Array(packed.length + 1);
    kept[0] = wide ? 1 : 0;
    kept.set(packed, 1);
    return kept;
  },
  unpack: (packed) => inflateRawSync(packed.subarray(1)).toString(packed[0] === 1 ? 'utf16le' : 'latin1'),
};
