import { createHash } from 'node:crypto';
import { jsonOf, visible } from '../../text/visible';
import type { ReportTo } from './report';

const SEVERITIES = { error: 'major', warning: 'minor', information: 'info', hint: 'info' } as const;

/** A Code Quality report of GitLab CI (docs.gitlab.com, "Code Quality", "Code Quality report format"): one array. */
export const gitlab: ReportTo = (out) => {
  const issues: object[] = [];
  const seen = new Map<string, number>();
  return {
    add({ file, line, endLine, rule, severity, message }) {
      const path = file.replace(/\\/g, '/').replace(/^\.\//, '');
      // The fingerprint must be unique to the finding, and stay the same when lines before it are added or removed.
      const about = [path, rule.id, message].join('\n');
      const nth = (seen.get(about) ?? 0) + 1;
      seen.set(about, nth);
      issues.push({
        description: visible(message),
        check_name: rule.id,
        fingerprint: createHash('sha256').update(`${about}\n${nth}`).digest('hex'),
        severity: SEVERITIES[severity],
        location: { path, lines: { begin: line, end: endLine } },
      });
    },
    end() {
      out(`${jsonOf(issues, 2)}\n`);
    },
  };
};
