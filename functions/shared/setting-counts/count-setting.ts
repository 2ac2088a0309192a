import { dateInIndia, monthOf } from '../calendar/calendar.ts';
import { type AppError, refused } from '../errors/errors.ts';
import type { Table, Write } from '../table/client.ts';
import type { Key } from '../table/keys/key.ts';
import { settingCountsKey } from '../table/keys/people.ts';
import { maxSettingsOfMonth } from './max-settings.ts';

const countsKeyOf = (personId: string, recordedAt: string): Key =>
  settingCountsKey(personId, monthOf(dateInIndia(new Date(recordedAt))));

const tooMany = (max: number): AppError =>
  refused('too_many', `You have recorded ${max} of these this month, and it takes no more from you.`);

/** The write that counts one more. It fails with `too_many`. @param recordedAt the time of the setting's write, RFC 3339 */
export const countSetting = (
  personId: string,
  counted: keyof typeof maxSettingsOfMonth,
  recordedAt: string,
): Write => {
  const max = maxSettingsOfMonth[counted];
  return {
    update: countsKeyOf(personId, recordedAt),
    set: 'ADD #counted :one',
    condition: 'attribute_not_exists(#counted) OR #counted < :max',
    names: { '#counted': counted },
    values: { ':one': 1, ':max': max },
    errorIfFailed: () => tooMany(max),
  };
};

/** The refusal that the write would fail with, before anything is done for it: `too_many` if she has recorded as many as she may. */
export const validateSettingCount = async (
  table: Pick<Table, 'get'>,
  personId: string,
  counted: keyof typeof maxSettingsOfMonth,
  recordedAt: string,
): Promise<AppError | undefined> => {
  const max = maxSettingsOfMonth[counted];
  const counts = await table.get(countsKeyOf(personId, recordedAt));
  return Number(counts?.[counted] ?? 0) < max ? undefined : tooMany(max);
};
