import type { EventGroup } from './case-progress.ts';
import { t } from './text.ts';

/** What an application, a matter, an entitlement or a referral is called, by its first event. */
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
