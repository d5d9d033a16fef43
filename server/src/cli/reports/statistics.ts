import { jsonOf, visibleLine } from '../../text/visible';
import type { Placed, ReportTo } from './report';

/** How often each rule found something, the most frequent first. */
export const statistics =
  (asJson: boolean): ReportTo =>
  (out) => {
    const counts = new Map<string, { readonly first: Placed; count: number }>();
    return {
      add(finding) {
        const known = counts.get(finding.rule.id);
        if (known) known.count++;
        else counts.set(finding.rule.id, { first: finding, count: 1 });
      },
      end() {
        const rows = [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
        const width = String(rows[0]?.[1].count ?? '').length;
        for (const [rule, { first, count }] of rows) {
          const { severity } = first;
          out(
            asJson
              ? `${jsonOf({ rule, severity, count, title: first.rule.title })}\n`
              : `${String(count).padStart(width)}  ${severity.padEnd('information'.length)}  ${rule}  ${visibleLine(first.rule.title)}\n`,
          );
        }
      },
    };
  };
