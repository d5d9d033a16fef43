import { formatChoices } from '../../server/src/formats/choices';
import { groupChoices, ruleChoices } from '../../server/src/rules/choices';
import { GROUPS } from './rules';

interface Setting {
  readonly [key: string]: unknown;
}

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: Record<string, Setting> }[] };
}

/** package.json with the choices of its settings as the formats and the rules have them; everything else as it was. */
export function manifestText(current: string): string {
  const manifest: Manifest = JSON.parse(current);
  for (const { properties } of manifest.contributes.configuration) {
    for (const [key, setting] of Object.entries(properties)) {
      if (key === 'smtpLens.format') {
        const { type, default: chosen, ...rest } = setting;
        const formats = formatChoices();
        properties[key] = {
          type,
          enum: ['auto', ...formats.map(({ id }) => id)],
          enumDescriptions: ['%setting.format.auto%', ...formats.map(({ title }) => title)],
          default: chosen,
          ...without(rest, 'enum', 'enumDescriptions'),
        };
      }
      if (key === 'smtpLens.rules') {
        const rules = [...ruleChoices(), ...groupChoices().map((id) => ({ id, title: GROUPS[id] }))];
        properties[key] = {
          ...setting,
          propertyNames: { enum: rules.map(({ id }) => id), enumDescriptions: rules.map(({ title }) => title) },
        };
      }
    }
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const without = (setting: Setting, ...keys: readonly string[]): Setting =>
  Object.fromEntries(Object.entries(setting).filter(([key]) => !keys.includes(key)));
