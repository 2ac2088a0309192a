import { changesOf } from '../../shared/one-woman/records.ts';
import type { StoredMember } from './schema.ts';

/**
 * Stores a change of a woman who has several records (shared/one-woman). She is read as one composed record; a change is written back into the records of
 * which it was composed.
 */

/** The search tokens of all her records, by whose names and numbers she is found. A composed record has only the tokens of the kept record. */
export const allSearchTokens = ({
  searchTokens,
  records = [],
}: Pick<StoredMember, 'searchTokens' | 'records'>): string[] => [
  ...new Set([...searchTokens, ...records.slice(1).flatMap((record) => record.searchTokens)]),
];

type Entry = { readonly id: string };

/** The figures of the talks that were recorded under a record's id. */
export type TalkCounts = Pick<StoredMember, 'talkCount' | 'talkedOn'>;

/** The id of the record in which an entry of hers stands. A new entry stands in none yet, and will stand in the record `sentTo`. */
const holderOf = (
  { id, records = [] }: StoredMember,
  entriesOf: (record: StoredMember) => readonly Entry[],
  entryId: string,
  sentTo: string = id,
): string => records.find((record) => entriesOf(record).some((entry) => entry.id === entryId))?.id ?? sentTo;

/** The record of hers that has an id; her only one if no other was joined to it. Limits are counted in each record by itself. */
export const ownRecord = (woman: StoredMember, id: string): StoredMember =>
  woman.records?.find((record) => record.id === id) ?? woman;

/** For limits: how often the record with an id was changed itself. Changes of records that were joined to it do not count. */
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

/**
 * A date of a joined record after a change. Answers have the earliest date of all records. So if the record's own date would hide the date that somebody
 * set or took away, the record takes over the change.
 * @param own the record's own date
 * @param seen the woman's date before the change
 * @param changed the woman's date after the change
 */
const dateAfter = <D extends string | undefined>(own: D, seen: D, changed: D): D => {
  if (changed === seen || own === undefined) return own;
  return changed === undefined || own < changed ? changed : own;
};

/** A joined record with its dates after a change. */
const withDates = (record: StoredMember, seen: Dates, changed: Dates): StoredMember => ({
  ...record,
  joinedOn: dateAfter(record.joinedOn, seen.joinedOn, changed.joinedOn),
  leaderSince: dateAfter(record.leaderSince, seen.leaderSince, changed.leaderSince),
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
 * was sent, every other field to the kept record. A joined record gives up a date that would hide the date that was set.
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
    /** The entries that stand in this record. */
    const own = <T extends Entry>(
      entries: readonly T[],
      entriesOf: (one: StoredMember) => readonly Entry[],
    ): T[] => entries.filter(({ id }) => holderOf(seen, entriesOf, id, sentTo) === record.id);
    return {
      ...(record.id === seen.id ? { ...after, ...ownDates(seen, after) } : withDates(record, seen, after)),
      // These two follow from all her consents, and stand in each of her records: a write about a record's own entries has them in its condition.
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
