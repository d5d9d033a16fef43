import { duration } from '../../text/duration';
import { t } from '../../text/l10n';

/** Who waits longer than this wants to know for how long, in milliseconds. */
const PATIENCE = 1000;
const EVERY = 250;
const MB = 1_000_000;

/** How far the reading is, on standard error, only on a terminal and only where it takes more than a second. */
export class Progress {
  private readonly began = performance.now();
  private shown = 0;
  private bytes = 0;

  constructor(
    private readonly io: { readonly errTerminal: boolean; readonly quiet: boolean; err(text: string): void },
    /** Bytes that there are to read; null where that is not known. */
    private readonly total: number | null,
  ) {}

  /** So many bytes more were read. */
  add(bytes: number): void {
    this.bytes += bytes;
    const now = performance.now();
    if (!this.io.errTerminal || this.io.quiet || now - this.began < PATIENCE || now - this.shown < EVERY) return;
    this.shown = now;
    const rate = this.bytes / (now - this.began);
    const left = this.total === null ? '' : ` · ${t('{0} left', duration((this.total - this.bytes) / rate))}`;
    this.io.err(`\r\x1b[K${t('{0} MB read', Math.round(this.bytes / MB))} · ${t('{0} MB/s', (rate / 1000).toFixed(1))}${left}`);
  }

  /** Takes the line away again. */
  clear(): void {
    if (this.shown > 0) this.io.err('\r\x1b[K');
    this.shown = 0;
  }
}
