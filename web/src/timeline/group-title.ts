import { referredTo } from './case-event.ts';
import type { EventGroup } from './case-progress.ts';
import { t } from './text.ts';

/**
 * The title of a group of case events (of one application, matter, entitlement or referral), from the group's first
 * event. The first event of a matter is a proceeding.
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
