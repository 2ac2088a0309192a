import { screenedTexts } from '../../shared/definition/define.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  collectiveCountKey,
  collectiveDistrictIndexKeys,
  collectiveKey,
  collectiveListIndexKeys,
  groupMoneyKey,
} from '../../shared/table/keys/collectives.ts';
import { startGroupMoney } from '../accounts/group-money.ts';
import { closingOf } from './closing-writes.ts';
import { collectiveFields } from './definition.ts';
import { validateDates } from './rules.ts';
import { type Collective, collective } from './schema.ts';

/** Stores collectives. list-collectives.ts lists them, overview.ts with their money and meetings. */

export const parseCollective = (item: Item): Collective => collective.parse(item);

const toItem = (value: Collective): Item => {
  checkStored(collectiveFields, value);
  return {
    ...value,
    ...collectiveKey(value.id),
    ...collectiveListIndexKeys(value.id),
    ...collectiveDistrictIndexKeys(value.district, value.id),
  };
};

/** @throws AppError `not_found` */
export const findCollective = async (table: Table, id: string): Promise<Collective> => {
  const item = await table.get(collectiveKey(id));
  if (item === undefined) {
    throw notFound();
  }
  return parseCollective(item);
};

/** How many collectives the programme may ever form: a hundred times what any such programme has. Every count of a month reads each of them. */
export const maxCollectives = 20_000;

/** The write that increments the counter of collectives, or refuses one too many. A closed collective still counts. */
const countCollective: Write = {
  update: collectiveCountKey,
  set: 'ADD collectives :one',
  condition: 'attribute_not_exists(pk) OR collectives < :max',
  values: { ':one': 1, ':max': maxCollectives },
  errorIfFailed: () =>
    refused(
      'too_many',
      `The programme has formed ${maxCollectives} collectives, and forms no more. If these are real, tell who runs the system.`,
    ),
};

/**
 * Stores a new collective, its group money at zero, and a key that encrypts the texts of its books.
 * @param content the request's body: a repetition of the request is recognised by it
 * @throws AppError `invalid_name` if name or mandal contains a member's full name; `closed_before_formed`; `too_many`; `id_reused`; or `refusal`
 */
export const formCollective = async (
  records: Records,
  value: Collective,
  content: unknown,
  line: JournalLineOf<'collective_formed'>,
  refusal: AppError | undefined,
  writer: Writer,
): Promise<'created' | 'repeated'> => {
  const { table, vault } = records;
  const dataKey = await vault.createKey(`collective:${value.id}`);
  const outcome = await record(table, {
    claim: {
      id: value.id,
      fingerprint: await fingerprintOf(vault, content),
      record: collectiveKey(value.id),
      // Null: the request is about no member, so erasures leave its claim.
      concernsOnly: null,
    },
    errorUnlessRepeated:
      refusal ??
      validateDates(value) ??
      (await validateNames(records, screenedTexts(collectiveFields, value), writer)),
    writes: [
      countCollective,
      { put: toItem(value) },
      startGroupMoney(value.id, value.closedOn),
      dataKey.write,
    ],
    line,
  });
  return outcome === 'written' ? 'created' : 'repeated';
};

/**
 * Stores a changed collective.
 * @param value the collective after the change, its version raised by 1
 * @returns `stale`, with the current record, if somebody else has changed it since it was read
 * @throws AppError `invalid_name`, `closed_before_formed`, `members_active`, `books_open`, or `refusal`
 */
export const changeCollective = async (
  records: Records,
  value: Collective,
  line: JournalLineOf<'collective_changed'>,
  refusal: AppError | undefined,
  writer: Writer,
): Promise<'written' | { readonly stale: Collective }> => {
  const { table } = records;
  const changedTexts = Object.entries(screenedTexts(collectiveFields, value)).filter(([field]) =>
    line.fields.includes(field),
  );
  const nameRefusal = await validateNames(records, Object.fromEntries(changedTexts), writer);
  return table.retry(async () => {
    const closing = await closingOf(table, value, line);
    const outcome = await record(table, {
      errorUnlessRepeated: refusal ?? validateDates(value) ?? closing.refusal ?? nameRefusal,
      staleIfFailed: [
        { put: toItem(value), condition: 'version = :seen', values: { ':seen': value.version - 1 } },
        ...closing.writes,
      ],
      writes: [],
      line,
    });
    // A change has no claim, so `record` never finds an earlier record. The second check is for the types only.
    if (outcome === 'written' || 'earlierRecord' in outcome) {
      return 'written';
    }
    const staleItem = outcome.stale;
    if (staleItem === undefined) {
      throw notFound();
    }
    // If only the group's money has changed, the collective may still be as it was read.
    const isMoney = staleItem.sk === groupMoneyKey(value.id).sk;
    return isMoney ? tryAgain : { stale: parseCollective(staleItem) };
  });
};
