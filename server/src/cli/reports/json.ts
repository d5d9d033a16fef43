import { jsonOf } from '../../text/visible';
import type { ReportTo } from './report';

/** One object per line. Scripts rely on it: fields may be added, none changed. */
export const json: ReportTo = (out) => ({
  add({ file, line, column, endLine, endColumn, rule, severity, message }) {
    out(`${jsonOf({ file, line, column, endLine, endColumn, rule: rule.id, severity, message })}\n`);
  },
  end() {},
});
