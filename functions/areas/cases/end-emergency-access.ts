import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound, refused } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  currentEmergencyAccessKey,
  emergencyAccessKey,
  emergencyAccessList,
  recentEmergencyAccessKey,
} from '../../shared/table/keys/cases.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import {
  putAccess,
  recentAccess,
  storedEmergencyAccess,
  type WithinReach,
} from './emergency-access-repository.ts';
import { emergencyAccessLimit } from './emergency-access-rules.ts';
import type { StoredEmergencyAccess } from './schema.ts';

/** Ends emergency accesses to cases before their time. */

const storedClaim = z.object({ record: storedKey });

const accessOver = () => refused('access_over', 'This emergency access is over.');

/** The granted emergency access with an id; undefined if it began so long ago that it must be over, or if there is none. */
const findGranted = async (
  table: Table,
  accessId: string,
  now: Date,
): Promise<StoredEmergencyAccess | undefined> => {
  const claim = await table.get(claimKey(accessId));
  const key = claim && storedClaim.parse(claim).record;
  const item = key?.pk === emergencyAccessList ? await table.get(key) : undefined;
  const found = item && storedEmergencyAccess.parse(item);
  const isGranted = found?.id === accessId && found.refused === undefined;
  return isGranted && found.at >= formatInstant(emergencyAccessLimit(now)) ? found : undefined;
};

/** The accesses of the same person to the same case that still run. */
const findRunning = async (
  table: Table,
  { caseId, personId }: StoredEmergencyAccess,
  now: Date,
): Promise<StoredEmergencyAccess[]> => {
  const { starts } = recentAccess.parse(
    (await table.get(recentEmergencyAccessKey(caseId))) ?? { starts: [] },
  );
  const earliestStart = formatInstant(emergencyAccessLimit(now));
  const ownStarts = new Set(
    starts.filter((start) => start.personId === personId && start.at >= earliestStart).map(({ at }) => at),
  );
  // The list is sorted by start, so that each of these few accesses is found by its start.
  const found = await Promise.all(
    [...ownStarts].map((at) => queryAll(table, { partition: emergencyAccessList, prefix: `${at}#` })),
  );
  return found
    .flat()
    .map((item) => storedEmergencyAccess.parse(item))
    .filter(
      (access) =>
        access.refused === undefined &&
        access.caseId === caseId &&
        access.personId === personId &&
        access.until > formatInstant(now),
    );
};

/**
 * Ends an emergency access, and every other one of the same person to the same case that still runs.
 * @param endLine the fields of the journal line that are known already. Its `id` is that of the request to end the access
 * @returns the access with the id `accessId`, as it is afterwards
 * @throws AppError `not_found`; `refused` `access_over` if it is over
 */
export const endEmergencyAccess = async (
  { table, vault }: Records,
  accessId: string,
  now: Date,
  endLine: Pick<JournalLineOf<'glass_ended'>, 'id' | 'recordedAt' | 'actor'>,
  within: WithinReach,
): Promise<{ readonly outcome: 'written' | 'repeated'; readonly access: StoredEmergencyAccess }> => {
  const at = formatInstant(now);
  const granted = await findGranted(table, accessId, now);
  // `named` is undefined also if the caller does not reach the access's case.
  const [named] = granted === undefined ? [] : await within([granted]);
  const running = named === undefined ? [] : await findRunning(table, named, now);
  const overError = named !== undefined && named.until <= at ? accessOver() : undefined;
  const refusal = named === undefined ? notFound() : overError;
  // If there is no such access, `record` writes nothing, but still recognises a repetition. The ids below then stand only for the types.
  const recordKey = emergencyAccessKey(named?.at ?? at, accessId);
  const { caseId = accessId, memberId = accessId, personId = accessId } = named ?? {};
  const outcome = await record(table, {
    claim: {
      id: endLine.id,
      fingerprint: await fingerprintOf(vault, { end: accessId, id: endLine.id }),
      record: recordKey,
      concernsOnly: null,
    },
    errorUnlessRepeated: refusal,
    writes: [
      { put: { ...currentEmergencyAccessKey(caseId, personId), until: at, endedAt: at } },
      ...running.map((access) => ({
        ...putAccess({ ...access, until: at, endedAt: at }),
        condition: '#until = :seen',
        names: { '#until': 'until' },
        values: { ':seen': access.until },
        errorIfFailed: accessOver,
      })),
    ],
    line: { ...endLine, type: 'glass_ended', caseId, memberId, personId },
  });
  const stored = await table.get(outcome === 'written' ? recordKey : outcome.earlierRecord);
  return {
    outcome: outcome === 'written' ? 'written' : 'repeated',
    access: storedEmergencyAccess.parse(stored),
  };
};
