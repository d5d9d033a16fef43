import { anyCommand } from '../../knowledge/any-command';
import type { CommandRow } from '../../knowledge/commands';
import { command, parameters, replyCode } from '../../knowledge/index';
import { level } from '../../knowledge/levels';
import { inForceFirst, type Source, sourceLabel } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { code, type Explanation, fill, type Part, type Rich } from './explanation';
import { spokenVerb } from './places';

const section = (sources: readonly Source[]): string => inForceFirst(sources).slice(0, 1).map(sourceLabel).join('');

/** What a command does, its syntax, the state it needs, and the replies it may get. Null for a verb that no table has. */
export function explainCommand(verb: string): Explanation | null {
  const row = command(verb.toUpperCase());
  if (!row) return null;
  const parts: Part[] = [];
  if (row.effect) parts.push({ kind: 'paragraph', label: t('Effect'), text: [t(row.effect)] });
  parts.push({ kind: 'paragraph', label: t('When'), text: stateOf(row) });
  if (row.replyCount) parts.push({ kind: 'paragraph', label: t('Replies'), text: [t(row.replyCount)] });
  parts.push(replyTable(row));
  const any = anyCommand.filter(
    (one) => !one.virtual && !one.conditional && !one.except.includes(row.verb) && !row.replies.some((reply) => reply.code === one.code),
  );
  const codes = [...new Set(any.map((one) => one.code))];
  if (row.kind === 'command' && codes.length > 0)
    parts.push({ kind: 'paragraph', label: t('After nearly any command'), text: spaced(codes) });
  if (row.practice?.length)
    parts.push({
      kind: 'paragraph',
      label: t('Also seen'),
      text: [row.practice.map((one) => one.code + t(' ({0})', t(one.seen))).join(t('; '))],
    });
  const taken = parameters().filter((one) => one.on.includes(row.verb));
  if (taken.length > 0) parts.push({ kind: 'paragraph', label: t('Parameters'), text: spaced(taken.map((one) => one.name)) });
  if (row.note) parts.push({ kind: 'paragraph', text: [t(row.note)] });
  return {
    heading: [{ strong: headingOf(row) }, ` ${t(row.title)}`],
    summary: [code(row.syntax), ...statusOf(row)],
    parts,
    sources: row.sources,
  };
}

const headingOf = (row: CommandRow): string => (row.kind === 'pseudo' ? t(spokenVerb(row.verb)) : row.verb);

function statusOf(row: CommandRow): Rich {
  const status = {
    standard: '',
    obsolete: t('Obsolete.'),
    vendor: t('A vendor’s own command.'),
    experimental: t('Experimental.'),
    registered: t('Registered with IANA, without an RFC.'),
  }[row.status];
  const note = row.statusNote && row.status !== 'registered' ? t(' ({0})', t(row.statusNote)) : '';
  return status || note ? [` ${status}${note}`] : [];
}

function stateOf(row: CommandRow): Rich {
  if (!row.keyword) return [t(row.when)];
  return [`${t(row.when)}${t('; ')}`, ...fill(t('the server must have offered {0}'), code(row.keyword))];
}

function replyTable(row: CommandRow): Part {
  const rows = row.replies.map((reply): Rich[] => [
    [code(reply.code)],
    [`${t(replyCode(reply.code)?.title ?? '')}${reply.note ? t(' ({0})', t(reply.note)) : ''}`.trimStart()],
    [section(reply.sources)],
  ]);
  for (const reply of row.historic ?? []) {
    if (level(row.verb, reply.code) === 'historic') rows.push([[code(reply.code)], [t('historic')], [section(reply.sources)]]);
  }
  return { kind: 'table', head: [t('Reply'), t('Meaning'), t('Source')], rows };
}

const spaced = (items: readonly (string | number)[]): Rich => items.flatMap((item, i) => (i === 0 ? [code(item)] : [' ', code(item)]));
