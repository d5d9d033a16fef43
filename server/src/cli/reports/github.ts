import { visible } from '../../text/visible';
import type { ReportTo } from './report';

const LEVELS = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/**
 * Annotations of GitHub Actions (docs.github.com, "Workflow commands for GitHub Actions", "Setting an error message").
 * What a log says cannot become a command: line ends and the separators of properties are escaped.
 */
export const github: ReportTo = (out) => ({
  add({ file, line, column, endLine, endColumn, rule, severity, message }) {
    const properties = { file, line, endLine, col: column, endColumn, title: `SMTP Lens: ${rule.id}` };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
    out(`::${LEVELS[severity]} ${written.join(',')}::${data(visible(message))}\n`);
  },
  end() {},
});

const data = (value: string): string => value.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (value: string): string => data(value).replace(/:/g, '%3A').replace(/,/g, '%2C');
