/** How a text is kept in less room: `pack` of any text, `unpack` what it gave. */
export interface Packing {
  pack(text: string): Uint8Array;
  unpack(packed: Uint8Array): string;
}

/** Texts of so many UTF-16 units are packed together: alone they would not become shorter. */
const TOGETHER = 65_536;
/** At most so many texts are packed together. */
const MOST = 4096;
/** So many packages are held unpacked: what is read after another is often near it. */
const HELD = 48;

/** Between two texts of a package; a text with it is an error. */
const END = '\n\n';

/** Very many texts, of which hardly any is read soon. */
export class PackedTexts {
  private readonly packages: (Uint8Array | readonly string[])[] = [];
  private readonly held = new Map<number, readonly string[]>();
  private open: string[] = [];
  private size = 0;

  /** Without a packing the texts are kept as they are. */
  constructor(private readonly packing: Packing | null) {}

  /** Keeps a text, which has no empty line; its number, by which it is read. */
  add(text: string): number {
    if (this.size >= TOGETHER || this.open.length === MOST) this.close();
    this.size += text.length;
    return this.packages.length * MOST + this.open.push(text) - 1;
  }

  /** The text of that number. */
  at(number: number): string {
    const place = Math.floor(number / MOST);
    return this.packageAt(place)[number % MOST];
  }

  private packageAt(place: number): readonly string[] {
    if (place === this.packages.length) return this.open;
    const kept = this.packages[place];
    if (!(kept instanceof Uint8Array)) return kept;
    const texts = this.held.get(place) ?? (this.packing?.unpack(kept) ?? '').split(END);
    // The one that was read last comes last.
    this.held.delete(place);
    this.held.set(place, texts);
    if (this.held.size > HELD) for (const oldest of [...this.held.keys()].slice(0, 1)) this.held.delete(oldest);
    return texts;
  }

  private close(): void {
    this.packages.push(this.packing ? this.packing.pack(this.open.join(END)) : this.open);
    this.open = [];
    this.size = 0;
  }
}
