import { rulePage } from '../features/rule-page';
import { t } from '../text/l10n';
import { SCHEMES } from './capabilities';
import type { Shelf } from './virtual-documents';

/** Pages about the rules, as documents of the editor: `smtp-lens-doc:/rules/ID.md`. */
export class RulePages implements Shelf {
  readonly scheme = SCHEMES.rules;

  /** The document of a rule's page. */
  static uriOf(id: string): string {
    return `${SCHEMES.rules}:/rules/${id}.md`;
  }

  text(uri: string): string {
    const id = /\/rules\/([a-z0-9-]{1,100})\.md$/.exec(uri)?.[1];
    return (id === undefined ? null : rulePage(id)) ?? `${t('There is no such rule.')}\n`;
  }
}
