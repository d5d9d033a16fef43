import { visibleLine } from '../../text/visible';
import type { ReportTo } from './report';

/** A line a finding, as compilers write it; the problem matcher of package.json reads it. */
export const text: ReportTo = (out) => ({
  add({ file, line, column, severity, message, rule }) {
    out(`${visibleLine(file)}:${line}:${column}: ${severity}: ${visibleLine(message)} [${rule.id}]\n`);
  },
  end() {},
});
