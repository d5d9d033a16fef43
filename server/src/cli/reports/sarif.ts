import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import { version } from '../../../package.json';
import { rulePage } from '../../features/rule-page';
import { hrefOf } from '../../rules/href';
import { t } from '../../text/l10n';
import { jsonOf, visible } from '../../text/visible';
import type { Placed, ReportTo } from './report';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** The page of the package. */
const INFORMATION = 'https://www.npmjs.com/package/smtp-lens';

/** SARIF 2.1.0 (OASIS), which code scanning services and editors read: one log with one run, written at the end. */
export const sarif: ReportTo = (out) => {
  const rules = new Map<string, ReportingDescriptor>();
  const results: Result[] = [];
  return {
    add(finding) {
      const { rule } = finding;
      if (!rules.has(rule.id)) rules.set(rule.id, described(rule));
      results.push({
        ruleId: rule.id,
        ruleIndex: [...rules.keys()].indexOf(rule.id),
        level: LEVELS[finding.severity],
        message: { text: plain(finding.message) },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(finding.file) }, region: regionOf(finding) } }],
        ...relatedOf(finding),
      });
    },
    end() {
      const driver = { name: 'SMTP Lens', semanticVersion: version, informationUri: INFORMATION, rules: [...rules.values()] };
      const run: Run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
      const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
      out(`${jsonOf(log, 2)}\n`);
    },
  };
};

/** A text of ours that quotes a log: nothing in it is a placeholder (§3.11.5; its braces are doubled) or a link (§3.11.6). */
const plain = (message: string): string =>
  visible(message)
    .replace(/\{(\d{1,9})\}/g, '{{$1}}')
    .replaceAll('](', '] (');

function described(rule: Placed['rule']): ReportingDescriptor {
  const { id, title, group, severity, explains } = rule;
  return {
    id,
    shortDescription: { text: t(title) },
    fullDescription: { text: t(explains) },
    help: { text: `${t(explains)}\n\nsmtp-lens explain ${id}`, markdown: rulePage(id) ?? t(explains) },
    helpUri: hrefOf(rule) ?? INFORMATION,
    ...(severity === 'verdict' || severity === 'off' ? {} : { defaultConfiguration: { level: LEVELS[severity] } }),
    properties: { tags: [group] },
  };
}

/** SARIF, like us, counts lines and columns from 1, with `endColumn` exclusive (§3.30.8). */
const regionOf = ({ line, column, endLine, endColumn }: Placed) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

function relatedOf({ file, related, relatedFrom }: Placed): Pick<Result, 'relatedLocations'> {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ at, message }, id) => {
      const line = relatedFrom + at.line;
      const region = { startLine: line, startColumn: at.from + 1, endLine: line, endColumn: at.to + 1 };
      return { id, message: { text: plain(message) }, physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } };
    }),
  };
}

/** A relative path stays relative: the reader's own root counts (§3.4.3). */
function uriOf(file: string): string {
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(file)) return pathToFileURL(file).href;
  return encodeURI(file.replace(/\\/g, '/')).replace(/[?#]/g, encodeURIComponent);
}
