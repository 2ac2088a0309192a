import { dateInIndia, monthOf } from '../calendar/calendar.ts';
import { refused } from '../errors/errors.ts';
import type { Write } from '../table/client.ts';
import { settingCountsKey } from '../table/keys.ts';
import { maxSettingsOfMonth } from './max-settings.ts';

/** The write that counts one more. It fails with `too_many`. @param recordedAt the time of the setting's write, RFC 3339 */
export const countSetting = (
  personId: string,
  counted: keyof typeof maxSettingsOfMonth,
  recordedAt: string,
): Write => {
  const max = maxSettingsOfMonth[counted];
  return {
    update: settingCountsKey(personId, monthOf(dateInIndia(new Date(recordedAt)))),
    set: 'ADD #counted :one',
    condition: 'attribute_not_exists(#counted) OR #counted < :max',
    names: { '#counted': counted },
    values: { ':one': 1, ':max': max },
    errorIfFailed: () =>
      refused('too_many', `You have recorded ${max} of these this month, and it takes no more from you.`),
  };
};
