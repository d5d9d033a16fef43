import { escaped, sourceMarkdown } from '../meaning/explain/markdown';
import { lifeRules, logRules, rules } from '../rules/catalogue';
import { picture, readDrawing } from '../rules/drawing';
import type { LifeRule, LogRule, Rule } from '../rules/rule';
import { t } from '../text/l10n';
import { pictured } from '../text/visible';

type AnyRule = Rule | LogRule | LifeRule;

/** The rule that has an id; undefined for none. */
export const ruleById = (id: string): AnyRule | undefined => [...rules, ...logRules, ...lifeRules].find((rule) => rule.id === id);

/** The page of a rule in Markdown: what it says, its severity, examples, sources, how to silence it. Null for an unknown id. */
export function rulePage(id: string): string | null {
  const rule = ruleById(id);
  if (!rule) return null;
  const blocks = [
    `# ${escaped(t(rule.title))}`,
    `\`${rule.id}\` · ${severityWords(rule)} · ${t('group')} \`${rule.group}\` · ${t('since {0}', rule.since)}`,
    escaped(t(rule.explains)),
    ...examples(t('Found in'), rule.examples.fires),
    ...examples(t('Not found in'), rule.examples.silent),
    `## ${t('Sources')}`,
    rule.sources.map((source) => `- ${sourceMarkdown(source)}`).join('\n'),
    `## ${t('To switch it off')}`,
    `${t('In the settings of the editor, or in a file .smtp-lens.json at the top of the folder (there without "smtpLens."):')}`,
    `\`\`\`json\n"smtpLens.rules": { "${rule.id}": "off" }\n\`\`\``,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function severityWords({ severity }: AnyRule): string {
  switch (severity) {
    case 'verdict':
      return t('an error where the server refused it, a hint where it accepted it');
    case 'off':
      return t('off by default');
    case 'error':
      return t('an error');
    case 'warning':
      return t('a warning');
    case 'information':
      return t('information');
    case 'hint':
      return t('a hint');
  }
}

function examples(title: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  return [
    `## ${title}`,
    ...texts.slice(0, 2).map((text) => `\`\`\`smtp\n${pictured(picture(readDrawing(text)).join('\n').trimEnd())}\n\`\`\``),
  ];
}
