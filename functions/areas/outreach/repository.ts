import * as z from 'zod';
import { dateInIndia, monthOf } from '../../shared/calendar/calendar.ts';
import { screenedTexts } from '../../shared/definition/define.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { outreachCountKey, outreachKey, outreachList } from '../../shared/table/keys/programme.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { outreachFields } from './definition.ts';
import { type Outreach, type OutreachInput, outreach, type ReversalInput } from './schema.ts';

/** Stores outreach (trainings, orientations, media stories). list-outreach.ts lists it, set-roster.ts stores who took part. */

const storedClaim = z.object({ record: storedKey });

export const alreadyReversed = (): AppError =>
  refused('already_reversed', 'This was taken back before, by another reversal.');

/**
 * The maximum number of records of outreach that are made in one month, by everybody together. A month's snapshot, which is one answer, lists all
 * stories that were recorded since the month before. In all its years the programme has had 29. A record that is taken back still counts, so that a
 * month's journal has a limit too.
 */
export const maxOutreachRecorded = 400;

/** The writes that count one more record, or refuse it: for the person, so that nobody uses up the month's number alone, and for the month. */
const countOutreach = ({ createdBy, createdAt }: Outreach): Write[] => [
  countSetting(createdBy, 'outreach', createdAt),
  {
    update: outreachCountKey(monthOf(dateInIndia(new Date(createdAt)))),
    set: 'ADD outreach :one',
    condition: 'attribute_not_exists(pk) OR outreach < :max',
    values: { ':one': 1, ':max': maxOutreachRecorded },
    errorIfFailed: () =>
      refused('too_many', `Within a month ${maxOutreachRecorded} records of outreach are taken at most.`),
  },
];

export const readOutreachAt = async (table: Table, key: Key): Promise<Outreach> =>
  outreach.parse(await table.get(key));

/** The outreach with an id; undefined if there is none. */
export const readOutreach = async (table: Pick<Table, 'get'>, id: string): Promise<Outreach | undefined> => {
  const claim = await table.get(claimKey(id));
  const key = claim && storedClaim.parse(claim).record;
  const item = key?.pk === outreachList ? await table.get(key) : undefined;
  // The claim of a reversal's id leads to the outreach too, but that id is not the outreach's own.
  return item?.id === id ? outreach.parse(item) : undefined;
};

/** @throws AppError `not_found` if there is no outreach with this id */
export const findOutreach = async (table: Pick<Table, 'get'>, id: string): Promise<Outreach> => {
  const found = await readOutreach(table, id);
  if (found === undefined) throw notFound();
  return found;
};

/**
 * Reverses outreach. The reason is stored in plaintext: it is about no member, and a name or number in it is refused.
 * @throws AppError `already_reversed`; `invalid_name` if the reason contains a member's full name;
 * `id_reused`
 */
export const reverseOutreach = async (
  records: Records,
  value: Outreach,
  content: ReversalInput,
  line: JournalLineOf<'outreach_reversed'>,
  mark: { readonly at: string; readonly by: string },
  writer: Writer,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly outreach: Outreach }> => {
  const { table, vault } = records;
  const { id, reason } = content;
  const key = outreachKey(value.on, value.id);
  const outcome = await record(table, {
    claim: {
      id,
      fingerprint: await fingerprintOf(vault, { outreachId: value.id, reversal: content }),
      record: key,
      concernsOnly: null,
    },
    errorUnlessRepeated: await validateNames(records, { reason }, writer),
    writes: [
      {
        update: key,
        set: 'SET reversed = :reversed, version = version + :one',
        condition: 'attribute_not_exists(reversed)',
        values: { ':reversed': { id, reason, ...mark }, ':one': 1 },
        errorIfFailed: alreadyReversed,
      },
    ],
    line,
  });
  return {
    outcome: outcome === 'written' ? 'created' : 'repeated',
    outreach: await readOutreachAt(table, key),
  };
};

/**
 * Stores new outreach.
 * @param content the request's body: a repetition of the request is recognised by it
 * @throws AppError `invalid_name` if a text contains a member's full name; `id_reused`, `too_many`, or `refusal`
 */
export const addOutreach = async (
  records: Records,
  value: Outreach,
  content: OutreachInput,
  line: JournalLineOf<'outreach_recorded'>,
  refusal: AppError | undefined,
  writer: Writer,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly outreach: Outreach }> => {
  const { table, vault } = records;
  checkStored(outreachFields, value);
  const key = outreachKey(value.on, value.id);
  // A story's title is published, so it is compared with the names of all members, not only of those whom the caller reaches. A refusal shows the caller that
  // some member has this name. That weighs less than a published name, and refusals are counted.
  const screenedFor: Writer = value.kind === 'media_story' ? { ...writer, reach: 'all' } : writer;
  const outcome = await record(table, {
    claim: {
      id: value.id,
      fingerprint: await fingerprintOf(vault, content),
      record: key,
      concernsOnly: null,
    },
    errorUnlessRepeated:
      refusal ?? (await validateNames(records, screenedTexts(outreachFields, value), screenedFor)),
    writes: [{ put: { ...value, ...key } }, ...countOutreach(value)],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'created', outreach: value }
    : { outcome: 'repeated', outreach: await readOutreachAt(table, outcome.earlierRecord) };
};
