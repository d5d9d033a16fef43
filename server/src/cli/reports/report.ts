import type { Related, Rule, Severity } from '../../rules/rule';
import type { Io } from '../io';
import type { Framed } from '../screen/frame';

/** A finding at its place in a file: lines and columns from 1 (UTF-16 units), ends exclusive. */
export interface Placed {
  /** As it was named on the command line. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: Pick<Rule, 'id' | 'title' | 'group' | 'severity' | 'explains' | 'sources'>;
  readonly severity: Exclude<Severity, 'off'>;
  readonly message: string;
  /** Related places elsewhere in the file: their spans count from the line `relatedFrom` (from 1). */
  readonly related: readonly Related[];
  readonly relatedFrom: number;
  /** The line as it may be shown, and the place in it. */
  readonly source?: () => Framed;
}

/** A form in which `check` writes findings. `add` is called in the order of the files, `end` once. */
export interface Report {
  add(finding: Placed): void;
  end(): void;
}

export type ReportTo = (out: (text: string) => void, io: Pick<Io, 'color' | 'columns'>) => Report;
