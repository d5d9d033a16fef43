import { jsonOf } from '../../text/visible';
import type { ReportTo } from './report';

/** An object a line: the contract of DESIGN.md, "The command line". */
export const json: ReportTo = (out) => ({
  add({ file, line, column, endLine, endColumn, rule, severity, message }) {
    out(`${jsonOf({ file, line, column, endLine, endColumn, rule: rule.id, severity, message })}\n`);
  },
  end() {},
});
