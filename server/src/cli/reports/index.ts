import { full } from './full';
import { github } from './github';
import { gitlab } from './gitlab';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import type { ReportTo } from './report';
import { sarif } from './sarif';
import { text } from './text';

/** Every report, by the name that `--format` accepts. */
export const REPORTS = { text, full, json, github, gitlab, junit, sarif, markdown } as const satisfies Readonly<Record<string, ReportTo>>;
