import { type XtextProblem, xtextProblem } from './xtext';

export type ValueProblem =
  | 'digits'
  | 'keyword'
  | 'no-value'
  | 'value-missing'
  | 'never-alone'
  | 'by'
  | 'by-return-past'
  | 'seconds'
  | 'date'
  | 'priority'
  | 'address-type'
  | 'length'
  | `xtext-${XtextProblem}`;

/** The keywords that a parameter's value may be, for messages and completion. */
export const VALUE_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  BODY: ['7BIT', '8BITMIME', 'BINARYMIME'],
  RET: ['FULL', 'HDRS'],
  NOTIFY: ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'],
};

const xtext = (value: string): ValueProblem | null => {
  const problem = xtextProblem(value);
  return problem ? `xtext-${problem.kind}` : null;
};
const keyword =
  (name: string) =>
  (value: string): ValueProblem | null =>
    VALUE_KEYWORDS[name].includes(value.toUpperCase()) ? null : 'keyword';

/** Value grammars by parameter; the value that each gets is never empty. */
const GRAMMARS: Readonly<Record<string, (value: string) => ValueProblem | null>> = {
  // RFC 1870 §6.1
  SIZE: (value) => (/^\d{1,20}$/.test(value) ? null : 'digits'),
  // RFC 6152 §2, RFC 3030 §3
  BODY: keyword('BODY'),
  // RFC 3461 §4.3
  RET: keyword('RET'),
  // RFC 3461 §4.1
  NOTIFY: (value) => {
    const words = value.toUpperCase().split(',');
    if (words.some((word) => !VALUE_KEYWORDS.NOTIFY.includes(word))) return 'keyword';
    return words.length > 1 && words.includes('NEVER') ? 'never-alone' : null;
  },
  // RFC 3461 §4.4
  ENVID: (value) => xtext(value) ?? (value.length > 100 ? 'length' : null),
  // RFC 3461 §4.2; the type `utf-8` of RFC 6533 §3 takes characters outside ASCII
  ORCPT: (value) => {
    const semicolon = value.indexOf(';');
    if (semicolon <= 0 || !/^[A-Za-z0-9-]+$/.test(value.slice(0, semicolon))) return 'address-type';
    if (/^utf-8$/i.test(value.slice(0, semicolon))) return null;
    return xtext(value) ?? (value.length > 500 ? 'length' : null);
  },
  // RFC 4954 §5
  AUTH: (value) => (value === '<>' ? null : xtext(value)),
  // RFC 2852 §4
  BY: (value) => {
    const match = /^([+-]?\d{1,9});([NR])T?$/i.exec(value);
    if (!match) return 'by';
    return match[2].toUpperCase() === 'R' && Number(match[1]) <= 0 ? 'by-return-past' : null;
  },
  // RFC 4865 §3
  HOLDFOR: (value) => (/^[1-9]\d{0,8}$/.test(value) ? null : 'seconds'),
  HOLDUNTIL: (value) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/i.test(value) ? null : 'date'),
  // RFC 6710 §7
  'MT-PRIORITY': (value) => (/^(?:-?[1-9]|0)$/.test(value) ? null : 'priority'),
};

/** Parameters that take no value (RFC 6531 §3.4, RFC 8689 §2, draft-hall-prdr, RFC 4141). */
const ALONE: ReadonlySet<string> = new Set(['SMTPUTF8', 'REQUIRETLS', 'PRDR', 'CONPERM', 'CONNEG']);

/** What is wrong with the value of parameter `name` (upper case), or null; `value` is null if there was no `=`. Unknown names have no problem. */
export function parameterValueProblem(name: string, value: string | null): ValueProblem | null {
  if (ALONE.has(name)) return value === null ? null : 'no-value';
  const grammar = Object.hasOwn(GRAMMARS, name) ? GRAMMARS[name] : undefined;
  if (!grammar) return null;
  if (value === null) return 'value-missing';
  return value === '' ? null : grammar(value);
}
