import { styleText } from 'node:util';
import type { Status } from '../../formats/log';
import type { Severity } from '../../rules/rule';
import type { Io } from '../io';

type Look = 'red' | 'yellow' | 'cyan' | 'green' | 'bold' | 'dim' | 'underline';

/**
 * How words look on a terminal. Uses only the colours that every theme defines, dark or light, and never colour alone: the word says the same.
 */
export class Style {
  constructor(private readonly on: boolean) {}

  static of(io: Pick<Io, 'color'>): Style {
    return new Style(io.color);
  }

  /** A text in one or several looks. Node.js before 20.12 has no `styleText`: there it stays plain. */
  as(text: string, ...looks: readonly Look[]): string {
    if (!this.on || text === '' || typeof styleText !== 'function') return text;
    return looks.reduce((styled, look) => styleText(look, styled, { validateStream: false }), text);
  }

  severity(text: string, severity: Severity): string {
    switch (severity) {
      case 'error':
        return this.as(text, 'red', 'bold');
      case 'warning':
        return this.as(text, 'yellow', 'bold');
      case 'information':
        return this.as(text, 'cyan', 'bold');
      default:
        return this.as(text, 'dim');
    }
  }

  /** The outcome of a message or a recipient; `none`: it has none yet. */
  status(text: string, status: Status | 'none'): string {
    switch (status) {
      case 'sent':
        return this.as(text, 'green');
      case 'deferred':
        return this.as(text, 'yellow');
      case 'bounced':
      case 'rejected':
        return this.as(text, 'red');
      default:
        return this.as(text, 'dim');
    }
  }
}
