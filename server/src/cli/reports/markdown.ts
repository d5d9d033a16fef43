import { visibleLine } from '../../text/visible';
import { fileName } from '../screen/names';
import type { ReportTo } from './report';

/** A table for the summary of a CI run or a ticket. What a log says is not markup. */
export const markdown: ReportTo = (out) => {
  let began = false;
  return {
    add({ file, line, column, severity, message, rule }) {
      if (!began) out('| place | severity | finding | rule |\n| --- | --- | --- | --- |\n');
      began = true;
      out(`| ${plain(`${fileName(file)}:${line}:${column}`)} | ${severity} | ${plain(visibleLine(message))} | \`${rule.id}\` |\n`);
    },
    end() {
      if (!began) out('Nothing was found.\n');
    },
  };
};

/** A backslash before ASCII punctuation makes it text (CommonMark 0.31.2, 2.4); entities keep `@` and URLs from becoming links. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, ':&#47;&#47;');
