import { sourceLabel } from '../../knowledge/source';
import { visibleLine } from '../../text/visible';
import { wrapped } from '../../text/width';
import { frame } from '../screen/frame';
import { fileName } from '../screen/names';
import { Style } from '../screen/style';
import type { ReportTo } from './report';

/** For people at a terminal: the cause first, then the line with carets under the place, then the rule and its source; grouped by file. */
export const full: ReportTo = (out, io) => {
  const style = Style.of(io);
  const width = Math.min(io.columns, 120);
  let current: string | null = null;
  return {
    add({ file, line, column, severity, message, rule, source }) {
      if (current !== file) out(`${current === null ? '' : '\n'}${style.as(fileName(file), 'bold', 'underline')}\n`);
      current = file;
      const first = `${severity}: `;
      const [head, ...rest] = wrapped(first + visibleLine(message), width);
      out(`\n${style.severity(first.trimEnd(), severity)}${style.as(head.slice(first.length - 1), 'bold')}\n`);
      for (const one of rest) out(`${style.as(one, 'bold')}\n`);
      out(`  ${style.as(`${fileName(file)}:${line}:${column}`, 'dim')}\n`);
      if (source) for (const one of frame(source(), style, width - 2)) out(`  ${one}\n`);
      const where = rule.sources.slice(0, 2).map(sourceLabel).join(', ');
      for (const one of wrapped([rule.id, where].filter(Boolean).join(' · '), width - 2)) out(`  ${style.as(one, 'dim')}\n`);
    },
    end() {
      if (current !== null) out('\n');
    },
  };
};
