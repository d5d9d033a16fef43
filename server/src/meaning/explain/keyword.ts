import { command, type KeywordRow, keyword, type ParameterRow, parameter, saslMechanism } from '../../knowledge/index';
import { cite } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { sentence, sentences } from '../../text/phrases';
import { code, type Explanation, fill, type Part, type Rich } from './explanation';
import { bytes, seconds } from './quantities';

const statuses = (): Readonly<Record<KeywordRow['status'], string>> => ({
  standard: t('On the Standards Track.'),
  experimental: t('Experimental.'),
  obsolete: t('Obsolete.'),
  registered: t('Registered with IANA, without an RFC.'),
  vendor: t('A vendor’s own keyword, not registered.'),
  'vendor-historic': t('A vendor’s own keyword that no current server is known to send.'),
});

const listed = (items: readonly string[]): Rich => items.flatMap((item, i) => (i === 0 ? [code(item)] : [', ', code(item)]));

/**
 * What an EHLO keyword offers. `values` are the words after it as the server wrote them. For a keyword that no table has, the explanation
 * is what its name alone shows.
 */
export function explainKeyword(name: string, values: readonly string[] = []): Explanation {
  const row = keyword(name);
  const upper = name.toUpperCase();
  if (!row) {
    const own = upper.startsWith('X')
      ? t('A private keyword: names that begin with X have no common meaning.')
      : t('No known registry or list has this keyword.');
    return {
      heading: [{ strong: name }],
      summary: [sentences(own, t('A client that does not know it ignores it.'))],
      parts: [],
      sources: cite('5321 2.2.2, 4.1.1.1'),
    };
  }
  const parts: Part[] = [];
  const value = offered(row, values);
  if (value) parts.push({ kind: 'paragraph', label: t('Here'), text: value });
  if (row.name === 'AUTH') parts.push(...mechanisms(upper.includes('=') ? [upper.split('=')[1], ...values] : values));
  const verbs = (row.verbs ?? []).filter((verb) => command(verb));
  if (verbs.length > 0) parts.push({ kind: 'paragraph', label: t('Permits the command'), text: listed(verbs) });
  if (row.parameters?.length) {
    const items = row.parameters.map((one) => {
      const found = parameter(one);
      return found ? `${one} (${found.on.join(', ')})` : one;
    });
    parts.push({ kind: 'paragraph', label: t('Permits the parameter'), text: listed(items) });
  }
  if (row.grammar) parts.push({ kind: 'paragraph', label: t('May be followed by'), text: [code(row.grammar)] });
  for (const limit of row.limits ?? []) parts.push({ kind: 'paragraph', label: limit.name, text: [t(limit.meaning)] });
  if (row.note) parts.push({ kind: 'paragraph', text: [sentence(t(row.note))] });
  return {
    heading: [{ strong: row.name }, ` ${t('EHLO keyword')}`],
    summary: [sentences(sentence(t(row.meaning)), statuses()[row.status])],
    parts,
    sources: row.sources,
  };
}

function offered(row: KeywordRow, values: readonly string[]): Rich | null {
  const first = values[0];
  if (row.name === 'SIZE') {
    if (first === undefined) return [t('no limit is named')];
    if (/^0+$/.test(first)) return [t('no fixed limit')];
    return /^\d{1,20}$/.test(first) ? fill(t('at most {0} ({1} octets)'), bytes(Number(first)), code(first)) : null;
  }
  if (row.name === 'DELIVERBY' && first !== undefined && /^\d{1,9}$/.test(first))
    return fill(t('not sooner than {0}'), seconds(Number(first)));
  return null;
}

function mechanisms(names: readonly string[]): Part[] {
  const rows = names
    .filter((name) => name !== '')
    .slice(0, 20)
    .map((name): Rich[] => {
      const row = saslMechanism(name);
      return [[code(name)], [row ? t(row.meaning) : t('unknown')]];
    });
  return rows.length > 0 ? [{ kind: 'table', head: [t('Mechanism'), t('Meaning')], rows }] : [];
}

/**
 * What a parameter of MAIL or RCPT means. `value` is the text after `=`, null if there is none; `decoded` the text that an xtext
 * encodes.
 */
export function explainParameter(name: string, value: string | null = null, decoded: string | null = null): Explanation {
  const row = parameter(name);
  if (!row) {
    return {
      heading: [{ strong: name.toUpperCase() }, ` ${t('parameter')}`],
      summary: [t('No known registry or list has this parameter. A server that does not know it answers 555.')],
      parts: [],
      sources: cite('5321 4.1.1.11'),
    };
  }
  const parts: Part[] = [];
  const here = parameterValue(row, value, decoded);
  if (here) parts.push({ kind: 'paragraph', label: t('Here'), text: here });
  parts.push({ kind: 'paragraph', label: t('Value'), text: row.value ? [code(row.value)] : [t('none: the word is used alone')] });
  parts.push({
    kind: 'paragraph',
    label: t('Needs the EHLO keyword'),
    text: [code(row.keyword), ...(row.keywordNote ? [` (${t(row.keywordNote)})`] : [])],
  });
  if (row.errors.length > 0) parts.push({ kind: 'paragraph', label: t('Refused with'), text: listed(row.errors.map(String)) });
  if (row.note) parts.push({ kind: 'paragraph', text: [sentence(t(row.note))] });
  const status = {
    standard: '',
    experimental: statuses().experimental,
    obsolete: statuses().obsolete,
    vendor: t('A vendor’s own parameter.'),
  }[row.status];
  return {
    heading: [{ strong: row.value ? `${row.name}=` : row.name }, ` ${t('parameter of {0}', row.on.join(', '))}`],
    summary: [sentences(sentence(t(row.meaning)), status)],
    parts,
    sources: row.sources,
  };
}

function parameterValue(row: ParameterRow, value: string | null, decoded: string | null): Rich | null {
  if (value === null || value === '') return null;
  if (row.name === 'SIZE' && /^\d{1,20}$/.test(value)) return [bytes(Number(value))];
  if (row.name === 'HOLDFOR' && /^\d{1,9}$/.test(value)) return [seconds(Number(value))];
  const by = row.name === 'BY' ? /^([+-]?\d{1,9});([NR])/i.exec(value) : null;
  if (by)
    return by[2].toUpperCase() === 'R'
      ? fill(t('within {0}, else return it'), seconds(Number(by[1])))
      : fill(t('within {0}, else tell the sender'), seconds(Number(by[1])));
  if (decoded !== null && decoded !== value) return [code(decoded)];
  return null;
}
