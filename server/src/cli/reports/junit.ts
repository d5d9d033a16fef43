import { visible } from '../../text/visible';
import { fileName } from '../screen/names';
import type { Placed, ReportTo } from './report';

/**
 * JUnit's XML, according to Jenkins' schema (jenkinsci/xunit-plugin, junit-10.xsd): one suite per file, one case per finding. Errors and
 * warnings are failures; information and hints pass, with their words.
 */
export const junit: ReportTo = (out) => {
  const files = new Map<string, Placed[]>();
  return {
    add(finding) {
      const known = files.get(finding.file);
      if (known) known.push(finding);
      else files.set(finding.file, [finding]);
    },
    end() {
      const suites = [...files].map(([file, findings]) => suite(fileName(file), findings));
      out(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="smtp-lens">\n${suites.join('')}</testsuites>\n`);
    },
  };
};

const fails = ({ severity }: Placed): boolean => severity === 'error' || severity === 'warning';

function suite(file: string, findings: readonly Placed[]): string {
  const cases = findings.map((finding) => {
    const { line, column, rule, message, severity } = finding;
    const name = xml(`${rule.id} ${line}:${column}`);
    const text = xml(`${file}:${line}:${column}: ${severity}: ${visible(message)}`);
    const body = fails(finding)
      ? `<failure message="${xml(visible(message))}" type="${severity}">${text}</failure>`
      : `<system-out>${text}</system-out>`;
    return `    <testcase name="${name}" classname="${xml(file)}">${body}</testcase>\n`;
  });
  const failures = findings.filter(fails).length;
  return `  <testsuite name="${xml(file)}" tests="${findings.length}" failures="${failures}" errors="0">\n${cases.join('')}  </testsuite>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' };
/** Text inside XML 1.0; control characters were replaced before. */
const xml = (text: string): string => text.replace(/[&<>"\n\t]/g, (char) => ENTITIES[char]);
