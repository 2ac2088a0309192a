import * as z from 'zod';
import { type Principal, ServiceError } from '../wire/signed-request.ts';

/** `latest`: the latest instant to which the table can be restored, in milliseconds; undefined: five minutes ago, as DynamoDB does. */
export type ContinuousBackups = { readonly isOn: boolean; readonly latest?: number };

const restorableAfterMs = 5 * 60_000;

const describeBackups = z.strictObject({ TableName: z.string() });

/**
 * Answers `DescribeContinuousBackups`, which DynamoDB Local doesn't know, since it has no backups.
 * @param body of the request
 * @param now in milliseconds
 * @throws ServiceError if the caller may not look, or there is no such table
 */
export function describeContinuousBackups(
  backups: ReadonlyMap<string, ContinuousBackups>,
  { accessKeyId, rights }: Principal,
  body: Buffer,
  now: number,
): object {
  if (!rights?.includes('backups:look')) {
    throw new ServiceError(400, 'AccessDeniedException', `${accessKeyId} may not look at backups.`);
  }
  const { TableName } = describeBackups.parse(JSON.parse(body.toString('utf8')));
  const found = backups.get(TableName);
  if (found === undefined) throw new ServiceError(400, 'TableNotFoundException', `No table ${TableName}.`);
  const { isOn, latest = now - restorableAfterMs } = found;
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: isOn
        ? { PointInTimeRecoveryStatus: 'ENABLED', LatestRestorableDateTime: latest / 1000 }
        : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}
