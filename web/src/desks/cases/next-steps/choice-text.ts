import type { PrefilledEvent } from '../../../case-events/prefilled-event.ts';
import { t } from '../../text.ts';

/** The text of the button for an event that usually follows: its first letter is a capital. */
export const choiceText = (event: PrefilledEvent): string => {
  const text = wordsOf(event);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function wordsOf(event: PrefilledEvent): string {
  switch (event.type) {
    case 'compensation':
    case 'entitlement':
      return t(`stage.${event.stage}`);
    case 'proceeding':
      return t(`step.${event.step}`);
    case 'referral':
      // A new referral, whose place isn't known yet, has the name of the event.
      return t(
        event.to === undefined || event.stage === 'requested'
          ? 'event.referral'
          : `next.referral.${event.stage}`,
      );
    case 'status':
      return t('next.close');
    case 'follow_up':
      return t('next.followUp');
    case 'service':
      return t('event.service');
  }
}
