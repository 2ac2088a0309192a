import { DescribeContinuousBackupsCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { formatInstant } from '../../../shared/calendar/calendar.ts';
import type { Facts } from '../facts.ts';

/** Whether each table can be restored to an instant, and the latest such instant. */
export const readBackups = (
  client: DynamoDBClient,
  tableNames: readonly string[],
): Promise<Facts['backup']> =>
  Promise.all(
    tableNames.map(async (TableName) => {
      const { ContinuousBackupsDescription } = await client.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      const { PointInTimeRecoveryStatus, LatestRestorableDateTime } =
        ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
      return {
        isOn: PointInTimeRecoveryStatus === 'ENABLED',
        latest: LatestRestorableDateTime && formatInstant(LatestRestorableDateTime),
      };
    }),
  );
