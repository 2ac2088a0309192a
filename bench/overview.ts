import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startGroupMoney } from '../functions/areas/accounts/group-money.ts';
import { readOverview } from '../functions/areas/collectives/overview.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createTable, type Item } from '../functions/shared/table/client.ts';
import {
  collectiveKey,
  collectiveListIndexKeys,
  groupMoneyKey,
  meetingIndexKeys,
} from '../functions/shared/table/keys/collectives.ts';
import { claimKey } from '../functions/shared/table/keys/journal-and-claims.ts';
import { exampleCollective } from './examples.ts';
import { type Row, spreadOfOne } from './measure.ts';
import { createMeter } from './meter.ts';
import { openTables } from './tables.ts';

const groups = 1_000;
const today = '2026-10-20';
const months = ['2026-10', '2026-09', '2026-08', '2026-07', '2026-06', '2026-05'];
/** DynamoDB's maximum of puts in one call. */
const batchSize = 25;
const maxReadUnits = 500;
const maxRounds = 2;

/** A group with a meeting in each month, as far as the overview reads it. */
const itemsOfGroup = (id: string): Item[] => {
  const money = startGroupMoney(id);
  const stamp = { createdAt: `${today}T06:00:00.000Z`, createdBy: newId(), version: 1 };
  return [
    { ...exampleCollective(id), ...stamp, ...collectiveKey(id), ...collectiveListIndexKeys(id) },
    ...('put' in money ? [money.put] : []),
    ...months.map((month) => {
      const meetingId = newId();
      const heldOn = `${month}-10`;
      return {
        ...claimKey(meetingId),
        fingerprint: 'x'.repeat(43),
        record: { pk: groupMoneyKey(id).pk, sk: `MEETING#${heldOn}#${meetingId}` },
        at: stamp.createdAt,
        ...meetingIndexKeys(id, heldOn),
        heldOn,
        isCounted: true,
        differs: false,
      };
    }),
  ];
};

/** Writes groups, each with a meeting in each of the six months to October 2026. */
export const fillGroups = async (
  documents: DynamoDBDocumentClient,
  tableName: string,
  count: number,
): Promise<void> => {
  const items = Array.from({ length: count }, newId).flatMap(itemsOfGroup);
  for (let start = 0; start < items.length; start += batchSize) {
    const puts = items.slice(start, start + batchSize).map((item) => ({ PutRequest: { Item: { ...item } } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
};

/** Counts what the desk's overview of a thousand groups reads: in units, and in calls that follow one another. */
export const measureOverview = async (): Promise<Row[]> => {
  const { documents, names, close } = await openTables();
  try {
    await fillGroups(documents, names.table, groups);
    const meter = createMeter(documents);
    const { items } = await readOverview(
      createTable(meter.documents, names.table),
      today,
      undefined,
      undefined,
    );
    if (items.length !== groups || items.some((one) => one.months.length !== months.length)) {
      throw new Error('The overview is not whole.');
    }
    const { readUnits, calls, rounds } = meter.take();
    const what = `the overview of ${groups.toLocaleString('en')} groups, ${months.length} months of meetings`;
    return [
      {
        what: `${what}: ${Math.round(readUnits)} read units`,
        against: `its budget, ${maxReadUnits}`,
        ratio: spreadOfOne(readUnits / maxReadUnits),
        limit: 1,
      },
      {
        what: `${what}: ${calls} calls of the table, ${rounds} of them one after another`,
        against: `${maxRounds} one after another`,
        ratio: spreadOfOne(rounds / maxRounds),
        limit: 1,
      },
    ];
  } finally {
    await close();
  }
};
