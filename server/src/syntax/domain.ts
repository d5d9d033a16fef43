import { hasNonAscii, octetsOf, type Problem } from './problem';

export type DomainProblem =
  | 'empty'
  | 'empty-label'
  | 'trailing-dot'
  | 'hyphen'
  | 'underscore'
  | 'space'
  | 'character'
  | 'label-long'
  | 'long'
  | 'single-label';

/** A domain name (RFC 5321 §4.1.2 `Domain`; with labels in UTF-8, RFC 6531 §3.3). */
export interface Domain {
  readonly text: string;
  readonly ascii: boolean;
  readonly problems: readonly Problem<DomainProblem>[];
}

/** Octets of one label (RFC 1035 §2.3.4), and of a whole domain (RFC 5321 §4.5.3.1.2). */
export const LABEL_LIMIT = 63;
export const DOMAIN_LIMIT = 255;

/** Reads a domain name. A single label is reported as a problem: it is legal only for top-level and local names. Offsets count from `at`. */
export function readDomain(text: string, at = 0): Domain {
  const problems: Problem<DomainProblem>[] = [];
  const found = (kind: DomainProblem, from: number, to: number) => problems.push({ kind, from: at + from, to: at + to });
  if (text === '') found('empty', 0, 0);
  const trailing = text.length > 1 && text.endsWith('.') && !text.endsWith('..');
  if (trailing) found('trailing-dot', text.length - 1, text.length);
  const name = trailing ? text.slice(0, -1) : text;
  let from = 0;
  const labels = name === '' ? [] : name.split('.');
  for (const label of labels) {
    judgeLabel(label, from, found);
    from += label.length + 1;
  }
  if (labels.length === 1 && problems.length === 0) found('single-label', 0, name.length);
  if (octetsOf(name) > DOMAIN_LIMIT) found('long', 0, text.length);
  return { text, ascii: !hasNonAscii(text), problems };
}

function judgeLabel(label: string, from: number, found: (kind: DomainProblem, from: number, to: number) => void): void {
  const to = from + label.length;
  if (label === '') return void found('empty-label', Math.max(0, from - 1), from + 1);
  if (octetsOf(label) > LABEL_LIMIT && !hasNonAscii(label)) found('label-long', from, to);
  if (label.startsWith('-') || label.endsWith('-')) found('hyphen', from, to);
  const odd = /[^A-Za-z0-9\u0080-\uffff-]/.exec(label);
  if (odd)
    found(
      odd[0] === '_' ? 'underscore' : odd[0] === ' ' || odd[0] === '\t' ? 'space' : 'character',
      from + odd.index,
      from + odd.index + 1,
    );
}

/** The last two labels of a domain name. If they differ, so do the organisations; if they are equal, nothing is certain. */
export const organisation = (domain: string): string => domain.split('.').slice(-2).join('.');
