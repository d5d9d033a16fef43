import { rulePage } from '../features/rule-page';
import { t } from '../text/l10n';
import type { Shelf } from './virtual-documents';

const SCHEME = 'smtp-lens-doc';

/** Pages about the rules, as documents of the editor: `smtp-lens-doc:/rules/ID.md`. */
export class RulePages implements Shelf {
  readonly scheme = SCHEME;

  /** The document of a rule's page. */
  static uriOf(id: string): string {
    return `${SCHEME}:/rules/${id}.md`;
  }

  text(uri: string): string {
    const id = /\/rules\/([a-z0-9-]{1,100})\.md$/.exec(uri)?.[1];
    return (id === undefined ? null : rulePage(id)) ?? `${t('There is no such rule.')}\n`;
  }
}
