import { visibleLine } from '../../text/visible';
import { fileName } from '../screen/names';
import type { ReportTo } from './report';

/** One line per finding, as compilers write it; the problem matcher of package.json reads it. */
export const text: ReportTo = (out) => ({
  add({ file, line, column, severity, message, rule }) {
    out(`${fileName(file)}:${line}:${column}: ${severity}: ${visibleLine(message)} [${rule.id}]\n`);
  },
  end() {},
});
