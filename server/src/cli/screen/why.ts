import { type Cause, whyText } from '../../features/why';
import type { Meaning } from '../../meaning/meaning';
import { t } from '../../text/l10n';
import { wrapped } from '../../text/width';
import type { Io } from '../io';
import { type Framed, frame } from './frame';
import { Style } from './style';

/** The causes as `whyText` tells them, each with its line, fitted to the width of the terminal. */
export function whyOnScreen(causes: readonly Cause[], lines: ReadonlyMap<Meaning, Framed>, io: Pick<Io, 'color' | 'columns'>): string {
  const style = Style.of(io);
  const width = Math.min(io.columns, 120);
  const told = causes.map((cause) => {
    const [title, ...rest] = whyText([cause], (line) => t('line {0}', line + 1))
      .trimEnd()
      .split('\n');
    const framed = lines.get(cause.meaning);
    const passing = cause.meaning.retry === 'minutes' || cause.meaning.retry === 'hours';
    return [
      ...wrapped(title, width).map((line) => style.severity(line, passing ? 'warning' : 'error')),
      ...(framed ? frame(framed, style, width - 2).map((line) => `  ${line}`) : []),
      ...rest.flatMap((line) => wrapped(line.trimStart(), width - 2).map((one) => `  ${one}`)),
    ].join('\n');
  });
  return `${told.join('\n\n')}\n`;
}
