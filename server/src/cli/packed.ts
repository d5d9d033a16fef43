/** A file with the first bytes of a packing format that is not unpacked here: its name and the command that prints the contents. */
export interface Packing {
  readonly by: string;
  readonly tool: string;
}

/** Signatures at the beginning of a file: the XZ, Zstandard (RFC 8878), bzip2, LZ4, ZIP, 7z and compress formats. */
const SIGNATURES: readonly (Packing & { readonly bytes: readonly number[] })[] = [
  { by: 'xz', tool: 'xzcat', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { by: 'zstd', tool: 'zstdcat', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { by: 'bzip2', tool: 'bzcat', bytes: [0x42, 0x5a, 0x68] },
  { by: 'lz4', tool: 'lz4cat', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { by: 'zip', tool: 'unzip -p', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { by: '7z', tool: '7z x -so', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { by: 'compress', tool: 'zcat', bytes: [0x1f, 0x9d] },
];

/** The program with which a file is packed; null for text, and for gzip, which is unpacked while reading. */
export function packingOf(bytes: Uint8Array): Packing | null {
  const found = SIGNATURES.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  // "BZh" may begin a text; the block size after it is a digit, followed by the first block's magic number.
  if (!found || (found.by === 'bzip2' && !(bytes[3] >= 0x31 && bytes[3] <= 0x39 && (bytes[4] === 0x31 || bytes[4] === 0x17)))) return null;
  return { by: found.by, tool: found.tool };
}

/** If more than one character in fifty is one of these, a file is not text. */
const UNREADABLE = /[\0\ufffd]/g;

/** Whether the beginning of a file is not text. */
export function isBinary(head: string): boolean {
  const start = head.slice(0, 8192);
  return (start.match(UNREADABLE)?.length ?? 0) * 50 > start.length;
}
