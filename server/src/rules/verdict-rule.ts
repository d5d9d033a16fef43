import type { Source } from '../knowledge/source';
import type { Session } from '../session/model';
import type { RefusalKind } from '../session/outcome/refusal-kind';
import type { Failure } from '../session/outcome/refusals';
import { failuresOf } from '../session/outcome/refusals';
import { codeSpan } from '../session/spans';
import type { State } from '../session/state';
import type { Related, Rule } from './rule';

/** What a verdict rule says about one refusal. */
export interface Said {
  readonly message: string;
  /** Where the cause stands, if it is not the command that was refused. */
  readonly related?: readonly Related[];
}

export interface VerdictSpec {
  readonly kind: RefusalKind;
  readonly title: string;
  readonly value: Rule['value'];
  readonly severity: 'warning' | 'information';
  readonly sources: readonly Source[];
  readonly explains: string;
  readonly examples: Rule['examples'];
  say(failure: Failure, session: Session, state: State): Said;
}

/** A rule that explains one kind of refusal where it stands. */
export function verdictRule({ kind, say, ...spec }: VerdictSpec): Rule {
  return {
    id: kind === 'other' ? 'verdict-temporary-vs-permanent' : `verdict-${kind}`,
    group: 'verdict',
    kind: 'fact',
    tier: 5,
    gates: [],
    ...spec,
    check({ session, states }, report) {
      for (const failure of failuresOf(session)) {
        if (failure.kind !== kind) continue;
        const { exchange, reply } = failure;
        const state = states[Math.max(0, exchange.index)];
        const { message, related } = say(failure, session, state);
        report({ at: codeSpan(reply), message, related, reply, exchange: exchange.index >= 0 ? exchange : undefined });
      }
    },
  };
}
