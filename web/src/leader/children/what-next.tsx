import { todayInIndia } from '../../i18n/today.ts';
import { useHere } from '../context.ts';
import { cases } from '../row-kinds.ts';
import { hasCaseSince, newestObservationOf, proposedCase } from './children-rules.ts';
import type { ChildOfMember } from './stored-children.ts';
import { t } from './text.ts';

/**
 * What a leader can do next after her newest observation of a child: open a case for a girl who may be in danger, and
 * look up what helps a child that does not go to school.
 */
export function WhatNext({ member, child }: ChildOfMember) {
  const { workspace, go } = useHere();
  const proposal = proposedCase(child, todayInIndia());
  const isCaseNeeded = proposal !== undefined && !hasCaseSince(child, member.id, workspace.rows.all(cases));
  const status = newestObservationOf(child)?.status;
  return (
    <>
      {isCaseNeeded && (
        <div class="warning">
          <p>{t('children.danger')}</p>
          <button
            type="button"
            class="second"
            onClick={() => go({ name: 'openCase', memberId: member.id, proposal })}
          >
            {t('children.openCase')}
          </button>
        </div>
      )}
      {(status === 'not_enrolled' || status === 'irregular') && (
        <button
          type="button"
          class="second"
          onClick={() => go({ name: 'entitlements', memberId: member.id })}
        >
          {t('children.help')}
        </button>
      )}
    </>
  );
}
