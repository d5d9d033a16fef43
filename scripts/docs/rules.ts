import { sourceLabel, sourceUrl } from '../../server/src/knowledge/source';
import { lifeRules, logRules, rules } from '../../server/src/rules/catalogue';
import { picture, readDrawing } from '../../server/src/rules/drawing';
import type { Gate, Group, LifeRule, LogRule, Rule } from '../../server/src/rules/rule';
import { pictured } from '../../server/src/text/visible';

export const GROUPS: Readonly<Record<Group, string>> = {
  sequence: 'The order of commands: hello, TLS, authentication, transactions, mail data.',
  pairing: 'Which reply answers which command, and where that cannot be.',
  'reply-format': 'How the server writes its replies.',
  'command-syntax': 'How the client writes its commands: paths, addresses, parameters, credentials.',
  'enhanced-code': 'Enhanced status codes (RFC 3463) beside the reply code.',
  extension: 'What is used and what the EHLO reply offers.',
  limits: 'Lengths, counts and times.',
  security: 'Credentials, TLS, injected and smuggled commands.',
  'log-consistency': 'Lines of mail logs that contradict themselves.',
  style: 'Harmless, but not how one writes it.',
  message: 'The message inside the dialogue.',
  verdict: 'What the server said in the end, and what to do about it.',
};

export const KINDS: Readonly<Record<Rule['kind'], string>> = {
  root: 'can be the cause of later refusals',
  symptom: 'follows from an earlier mistake, and is shown beside that one where it is known',
  fact: 'explains what the server said',
  note: 'good to know',
};

export const GATES: Readonly<Record<Gate, string>> = {
  full: 'the text begins with the greeting and has no gap',
  'no-gap': 'no line is missing before it',
  capabilities: 'the EHLO reply in force is complete',
  raw: 'line ends and control characters are kept',
  sides: 'the format shows who said each line',
  time: 'the lines have times',
  order: 'the lines are in the order of the wire',
  body: 'the message is shown in full',
  pair: 'it is certain which reply answers which command',
  end: 'the end of the session is shown',
  both: 'both sides are shown',
};

const fence = (text: string): string => `\`\`\`smtp\n${pictured(picture(readDrawing(text)).join('\n').trimEnd())}\n\`\`\``;

const sources = (rule: Rule | LogRule | LifeRule): string =>
  rule.sources
    .map((source) => {
      const url = sourceUrl(source);
      return url ? `[${sourceLabel(source)}](${url})` : sourceLabel(source);
    })
    .join(', ');

const severity = (rule: Rule | LogRule | LifeRule): string => (rule.severity === 'verdict' ? 'by the verdict' : rule.severity);

function section(rule: Rule | LogRule | LifeRule): string {
  const conditions =
    'gates' in rule && rule.gates.length > 0 ? `\n\nSilent unless ${rule.gates.map((gate) => GATES[gate]).join('; ')}.` : '';
  return `### ${rule.id}

**${rule.title}** · ${severity(rule)} · ${KINDS[rule.kind]} · since ${rule.since} · ${sources(rule)}

${rule.explains}${conditions}

Found in:

${fence(rule.examples.fires[0])}

Not found in:

${fence(rule.examples.silent[0])}`;
}

/** docs/rules.md: every rule with its severity, its reason, its sources and an example of either kind, group by group. */
export function rulesPage(): string {
  const all: readonly (Rule | LogRule | LifeRule)[] = [...rules, ...logRules, ...lifeRules];
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => all.some((rule) => rule.group === group));
  const parts = groups.map((group) => {
    const own = all.filter((rule) => rule.group === group);
    const rows = own.map((rule) => `| [\`${rule.id}\`](#${rule.id}) | ${rule.title.replace(/\|/g, '\\|')} | ${severity(rule)} |`);
    return `## ${group}\n\n${GROUPS[group]}\n\n| rule | what | severity |\n| --- | --- | --- |\n${rows.join('\n')}\n\n${own.map(section).join('\n\n')}`;
  });
  return `# Rules

<!-- Made from server/src/rules by node scripts/docs.mjs: change the rules, not this page. -->

${all.length} rules, in ${groups.length} groups. Each finding has its rule's id as code. A rule, or a whole group, is switched off or given another severity with the
setting \`smtpLens.rules\`; \`smtpLens.strictness\` says how much is said altogether.

A severity *by the verdict* asks the server in the transcript, which is a witness: what it refused is an error, what it accepted is a hint, and a
command whose answer is not shown is a warning. Where lines are missing, masked or mixed, a rule that would need them is silent. What follows
from an earlier mistake is not found again, but shown beside that mistake.

${parts.join('\n\n')}
`;
}
