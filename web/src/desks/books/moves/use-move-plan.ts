import { moveLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { balancesAfter, balancesOfLedger, type MoveChoice, shortageIn, whatGoes } from './move-rules.ts';

/**
 * The plan of a choice: what goes, what this group (`here`) and the other (`there`) have afterwards, and a problem that prevents
 * sending. `there` is undefined until the other group is chosen and its books are read.
 */
export function useMovePlan(
  api: Api,
  ledger: AnswerOf<'GET /api/collectives/{id}/ledger'>,
  choice: MoveChoice,
  /** The other group; both are empty texts until one is chosen. */
  to: { readonly id: string; readonly name: string },
) {
  // Null, since the query library refuses an answer that is undefined.
  const otherLedger = useRead(['move to', to.id], async () =>
    to.id === '' ? null : await api.request('GET /api/collectives/{id}/ledger', { path: { id: to.id } }),
  );
  const moved = whatGoes(ledger, choice);
  const here = balancesAfter(balancesOfLedger(ledger), moved, -1);
  const there = otherLedger.data ? balancesAfter(balancesOfLedger(otherLedger.data), moved, 1) : undefined;
  const problemOf = (): string | undefined => {
    if (choice.memberIds.length > moveLimits.members) return t('move.tooMany', { max: moveLimits.members });
    const shortHere = shortageIn(here);
    if (shortHere !== undefined) return t(`move.short.${shortHere}`);
    const isOtherShort = there !== undefined && shortageIn(there) !== undefined;
    return isOtherShort ? t('move.shortThere', { group: to.name }) : undefined;
  };
  return { moved, here, there, problem: problemOf() };
}
