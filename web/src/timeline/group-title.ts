import type { EventGroup } from './case-progress.ts';
import { t } from './text.ts';

/**
 * The title of a group of case events (an application, matter, entitlement or referral), by the group's first event.
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
      return [t('event.referral'), first.to].filter(Boolean).join(' · ');
    default:
      return t('event.proceeding');
  }
}
