import type { Write } from '../../shared/table/client.ts';
import { handoverKey } from '../../shared/table/keys/programme.ts';
import { subjectGoneError } from '../../shared/two-person/two-person-rules.ts';
import type { StoredHandover } from './schema.ts';

type Decision = NonNullable<StoredHandover['decision']>;

/** The write that a decision on a data handover adds to the transaction that records the decision. */
export const decideHandover = (id: string, decision: Decision, decidedAt: string): Write[] => [
  {
    update: handoverKey(id),
    set: 'SET decision = :decision, decidedAt = :at',
    condition: 'attribute_exists(pk) AND attribute_not_exists(decision)',
    values: { ':decision': decision, ':at': decidedAt },
    errorIfFailed: subjectGoneError,
  },
];
