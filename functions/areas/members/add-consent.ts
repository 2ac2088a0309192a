import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { countWithdrawal } from '../../shared/services/withdrawals.ts';
import { withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { answerWithdrawals, openWithdrawal } from '../requests/withdrawal.ts';
import { validateConsent, validateGiver } from './consent-rules.ts';
import { validateConsentDay } from './impossible-dates.ts';
import { validateConsentCount } from './record-limits.ts';
import { claimOf, creationOutcome, findWritten, revise, type Stamp } from './revision.ts';
import type { ConsentInput, ConsentRecord, StoredMember } from './schema.ts';
import { ownRecord } from './woman-records.ts';

/** Stores a consent or its withdrawal, with the request to stop that it opens or answers. */

const caseOfMember = z.object({ id: z.string(), memberId: z.string() });

/** Refuses a withdrawal that names, among the cases that are to go on, one that is not hers. */
const validateContinues = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
  { continues = [] }: ConsentInput,
): Promise<AppError | undefined> => {
  const cases = (await table.getMany(continues.map(caseKey))).map((item) => caseOfMember.parse(item));
  const herCaseIds = new Set(
    cases.filter(({ memberId }) => memberIds.includes(memberId)).map(({ id }) => id),
  );
  const unknownPaths = continues.flatMap((id, index) => (herCaseIds.has(id) ? [] : [`continues.${index}`]));
  return unknownPaths.length === 0
    ? undefined
    : refused('unknown_case', 'This is no case of hers.', ...unknownPaths);
};

/**
 * The further writes of a consent to the services or its withdrawal, with their fields for the journal line. A withdrawal opens her request to stop; a
 * consent answers it.
 */
const requestWrites = async (
  table: Table,
  memberIds: readonly string[],
  sentTo: string,
  { purpose, given, on, method }: ConsentInput,
  stamp: Stamp,
  newId: Ids,
) => {
  if (purpose !== 'services') return { writes: [] };
  // A consent answers only requests made on its day or before.
  return given
    ? answerWithdrawals(table, memberIds, (madeOn) => (madeOn <= on ? on : undefined), stamp, newId)
    : openWithdrawal(table, memberIds, sentTo, { on, via: method }, stamp, newId);
};

/**
 * Records a consent or its withdrawal.
 * @param refusal thrown unless the same request was accepted before
 * @throws AppError `refusal`, `impossible_date`, `guardian_needed`, `consent_out_of_order`, `unknown_case`, `too_many`, `id_reused`
 */
export const addConsent = async (
  { table, vault, newId }: Records & { readonly newId: Ids },
  seen: StoredMember,
  input: ConsentInput,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'consent_recorded'>,
  refusal?: AppError,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly consent: ConsentRecord }> => {
  const claim = await claimOf(vault, line.memberId, input);
  const unknownCase = await validateContinues(table, idsOf(seen), input);
  const { outcome, member } = await revise(table, seen, line.memberId, async (current) => {
    const consents = [...current.consents, { ...input, ...stamp }];
    const { writes, ...lineFields } = await requestWrites(
      table,
      idsOf(current),
      line.memberId,
      input,
      stamp,
      newId,
    );
    return {
      changed: { ...current, consents, ...withdrawalOf(consents) },
      claim,
      refusal:
        refusal ??
        validateConsentDay(current.birthYear, input, 'on') ??
        validateGiver(current.birthYear, input) ??
        validateConsent(current.consents, input) ??
        unknownCase ??
        validateConsentCount(
          current.consents,
          ownRecord(current, line.memberId).consents,
          input,
          stamp.createdBy,
          reach,
        ),
      // If somebody changed her requests since they were read, everything is decided again.
      staleIfFailed: writes,
      writes: input.purpose === 'services' && !input.given ? [countWithdrawal] : [],
      line: { ...line, ...lineFields },
    };
  });
  return { outcome: creationOutcome(outcome), consent: findWritten(member.consents, input.id) };
};
