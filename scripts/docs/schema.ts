import manifest from '../../package.json';
import texts from '../../package.nls.json';

/** What a folder's file has in common with the settings: the same names, without `smtpLens.`. */
const SHARED = ['strictness', 'rules', 'replies'] as const;

/** Keys of a setting that say nothing about its value. */
const EDITOR_ONLY: ReadonlySet<string> = new Set(['scope', 'order', 'default']);

/** The JSON Schema (draft-07, which editors read) of `.smtp-lens.json`, from the settings in package.json. */
export function schemaText(): string {
  const settings = new Map<string, unknown>(manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)));
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Made from package.json by node scripts/docs.mjs.',
    title: 'Settings of SMTP Lens for a folder',
    type: 'object',
    // Words of the language server of VS Code.
    allowComments: true,
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(SHARED.map((key) => [key, plain(settings.get(`smtpLens.${key}`))])),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A setting as a schema: texts in English in place of their keys, and nothing that only an editor's settings page reads. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^%(.+)%$/, (key, name: string) => new Map(Object.entries(texts)).get(name) ?? key);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (EDITOR_ONLY.has(key) ? [] : [[key, plain(one)]])));
}
