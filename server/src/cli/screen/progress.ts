import { duration } from '../../text/duration';
import { t } from '../../text/l10n';

/** Milliseconds after which a user wants to see progress. */
const PATIENCE = 1000;
const EVERY = 250;
const MB = 1_000_000;

/** Shows how much was read, on standard error; only on a terminal and only if it takes more than a second. */
export class Progress {
  private readonly began = performance.now();
  private shown = 0;
  private bytes = 0;

  constructor(
    private readonly io: { readonly errTerminal: boolean; readonly quiet: boolean; err(text: string): void },
    /** Bytes to read in all; null if unknown. */
    private readonly total: number | null,
  ) {}

  /** Adds bytes that were read. */
  add(bytes: number): void {
    this.bytes += bytes;
    const now = performance.now();
    if (!this.io.errTerminal || this.io.quiet || now - this.began < PATIENCE || now - this.shown < EVERY) return;
    this.shown = now;
    const rate = this.bytes / (now - this.began);
    const left = this.total === null ? '' : ` · ${t('{0} left', duration((this.total - this.bytes) / rate))}`;
    this.io.err(`\r\x1b[K${t('{0} MB read', Math.round(this.bytes / MB))} · ${t('{0} MB/s', (rate / 1000).toFixed(1))}${left}`);
  }

  /** Removes the line again. */
  clear(): void {
    if (this.shown > 0) this.io.err('\r\x1b[K');
    this.shown = 0;
  }
}
