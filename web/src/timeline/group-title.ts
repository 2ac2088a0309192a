import { referredTo } from './case-event.ts';
import type { EventGroup } from './case-progress.ts';
import { t } from './text.ts';

/**
 * The title of a group of case events, from the group's first event. A group is of one application for compensation,
 * one entitlement, one referral, or one court matter, which begins with a proceeding.
 */
export function titleOfGroup({ events: [first] }: EventGroup): string {
  switch (first?.type) {
    case 'compensation':
      return [
        t('event.compensation'),
        first.scheme && t(`scheme.${first.scheme}`),
        first.forum && t(`forum.${first.forum}`),
      ]
        .filter(Boolean)
        .join(' · ');
    case 'entitlement':
      return first.entitlement === undefined ? '' : t(`entitlement.${first.entitlement}`);
    case 'referral':
      return [t('event.referral'), referredTo(first)].filter(Boolean).join(' · ');
    default:
      return t('event.proceeding');
  }
}
