import { Stamp, timeOf } from './time';

/**
 * What precedes a log message: time, host and program in one of the many shapes of syslog, containers and shells. Columns are UTF-16 units
 * of the line, from 0; ranges are empty if the line lacks the part.
 */
export class Prefix {
  /** Column where the message begins. */
  from = 0;
  /** End of the message (exclusive): the line's end, or the end of the JSON string that contains the message. */
  to: number;
  hostFrom = 0;
  hostTo = 0;
  programFrom = 0;
  programTo = 0;
  pidFrom = 0;
  pidTo = 0;
  timeAt = 0;
  timeKind: Stamp = Stamp.None;

  constructor(readonly line: string) {
    this.to = line.length;
  }

  /** Milliseconds as in `timeOf`; NaN without a stamp. */
  get time(): number {
    return this.timeKind === Stamp.None ? Number.NaN : timeOf(this.line, this.timeKind, this.timeAt);
  }

  get host(): string {
    return this.line.slice(this.hostFrom, this.hostTo);
  }

  /** The syslog tag (`postfix/smtp`), empty without one. */
  get program(): string {
    return this.line.slice(this.programFrom, this.programTo);
  }

  get pid(): string {
    return this.line.slice(this.pidFrom, this.pidTo);
  }
}
