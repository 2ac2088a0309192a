import { changesOf } from '../../shared/one-woman/records.ts';
import type { StoredMember } from './schema.ts';

/** The records of a woman (shared/one-woman), when a change of what was composed of them is stored. */

/** A woman is found by the names and numbers of all her records. `searchTokens` of a composed record are those of the kept one alone. */
export const allSearchTokens = ({
  searchTokens,
  records = [],
}: Pick<StoredMember, 'searchTokens' | 'records'>): string[] => [
  ...new Set([...searchTokens, ...records.slice(1).flatMap((record) => record.searchTokens)]),
];

type Entry = { readonly id: string };

/** What a record says of the talks that were recorded under its id. */
export type TalkCounts = Pick<StoredMember, 'talkCount' | 'talkedOn'>;

/** The record of a woman in which an entry of hers stands; that of `sentTo` for a new one. */
const holderOf = (
  { id, records = [] }: StoredMember,
  entriesOf: (record: StoredMember) => readonly Entry[],
  entryId: string,
  sentTo: string = id,
): string => records.find((record) => entriesOf(record).some((entry) => entry.id === entryId))?.id ?? sentTo;

/** The record of hers that has an id; her only one if no other was joined to it. Limits are counted in each record by itself. */
export const ownRecord = (woman: StoredMember, id: string): StoredMember =>
  woman.records?.find((record) => record.id === id) ?? woman;

/** For limits: how often the record of hers that has an id was changed itself. Changes of records that were joined to it do not count. */
export const ownChanges = (woman: StoredMember, id: string) => ({ version: changesOf(ownRecord(woman, id)) });

/** The id under which a child, an observation or an office of hers was recorded. */
export const recordedUnder = (woman: StoredMember, entryId: string): string =>
  holderOf(
    woman,
    ({ children, offices }) => [...offices, ...children.flatMap((child) => [child, ...child.schooling])],
    entryId,
  );

type Dates = Pick<StoredMember, 'joinedOn' | 'leaderSince'>;

/**
 * The dates of the kept record itself after a change. Answers have the earliest of all her records. That date is stored in the kept record only if
 * somebody sets it.
 */
export const ownDates = (seen: StoredMember, changed: Dates): Dates => {
  const own = seen.records?.[0] ?? seen;
  return {
    joinedOn: changed.joinedOn === seen.joinedOn ? own.joinedOn : changed.joinedOn,
    leaderSince: changed.leaderSince === seen.leaderSince ? own.leaderSince : changed.leaderSince,
  };
};

/** Whether a date of a joined record, being the earlier one, would be told in place of the date that somebody sets or takes away. */
const hides = (own: string | undefined, seen: string | undefined, set: string | undefined): boolean =>
  set !== seen && own !== undefined && (set === undefined || own < set);

/** A joined record with its dates after a change. Answers have the earliest date, so no joined record may keep one earlier than what somebody set. */
const withDates = (record: StoredMember, seen: Dates, changed: Dates): StoredMember => ({
  ...record,
  joinedOn: hides(record.joinedOn, seen.joinedOn, changed.joinedOn) ? changed.joinedOn : record.joinedOn,
  leaderSince: hides(record.leaderSince, seen.leaderSince, changed.leaderSince)
    ? changed.leaderSince
    : record.leaderSince,
});

/** The joined records whose dates a change removes or makes later: each as it is afterwards, with the names of these dates. */
export const joinedRecordsChanged = (
  seen: StoredMember,
  changed: Dates,
): { readonly record: StoredMember; readonly fields: ('joinedOn' | 'leaderSince')[] }[] =>
  (seen.records ?? []).slice(1).flatMap((before) => {
    const record = withDates(before, seen, changed);
    const fields = (['joinedOn', 'leaderSince'] as const).filter((name) => record[name] !== before[name]);
    return fields.length === 0 ? [] : [{ record, fields }];
  });

/**
 * The records of a woman after a change, each as it is to be stored, with the version that was read. A new entry goes to the record of the id to which it
 * was sent, every other field to the kept record. A joined record gives up a date that would hide the one that was set.
 * @param seen as read
 * @param sentTo one of her ids
 * @param talks the talk counts of the record `sentTo`, if they change
 */
export const recordsAfter = (
  seen: StoredMember,
  changed: StoredMember,
  sentTo: string,
  talks?: TalkCounts,
): readonly StoredMember[] => {
  const { records } = seen;
  const { records: _, ...after } = changed;
  if (records === undefined) return [{ ...after, ...talks, version: seen.version }];
  return records.map((record) => {
    const own = <T extends Entry>(
      entries: readonly T[],
      entriesOf: (one: StoredMember) => readonly Entry[],
    ): T[] => entries.filter(({ id }) => holderOf(seen, entriesOf, id, sentTo) === record.id);
    return {
      ...(record.id === seen.id ? { ...after, ...ownDates(seen, after) } : withDates(record, seen, after)),
      // Both follow from all her consents and stand in each record, for the conditions of writes about what was sent under its id.
      withdrawnOn: after.withdrawnOn,
      continues: after.continues,
      consents: own(after.consents, ({ consents }) => consents),
      children: own(after.children, ({ children }) => children),
      offices: own(after.offices, ({ offices }) => offices),
      talkCount: record.talkCount,
      talkedOn: record.talkedOn,
      ...(record.id === sentTo ? talks : {}),
      version: record.version,
    };
  });
};
