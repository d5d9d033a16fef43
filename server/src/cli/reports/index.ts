import { full } from './full';
import { github } from './github';
import { json } from './json';
import type { ReportTo } from './report';
import { sarif } from './sarif';
import { text } from './text';

/** Every form of a report, by the name that `--format` takes. */
export const REPORTS = { text, full, json, github, sarif } as const satisfies Readonly<Record<string, ReportTo>>;
