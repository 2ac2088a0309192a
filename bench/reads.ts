import { createAuthorizer } from '../functions/gateway/authorizer/authorizer.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { wayInOf } from '../functions/shared/sign-ins/way-in.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { type Row, spreadOfOne } from './measure.ts';
import { createMeter, type Usage } from './meter.ts';
import { openTables } from './tables.ts';

/** What a reading may cost: read units, and calls of the store that follow one another. */
type Budget = { readonly readUnits: number; readonly rounds: number };

type Tables = Awaited<ReturnType<typeof openTables>>;

/** The two rows of a reading: its units and its round trips, each against its budget. */
const rowsOf = (what: string, { readUnits, calls, rounds }: Usage, budget: Budget): Row[] => [
  {
    what: `${what}, in read units: ${readUnits}`,
    against: `its budget, ${budget.readUnits}`,
    ratio: spreadOfOne(readUnits / budget.readUnits),
    limit: 1,
  },
  {
    what: `its calls of the table: ${calls}, in a row ${rounds}`,
    against: `${budget.rounds} in a row`,
    ratio: spreadOfOne(rounds / budget.rounds),
    limit: 1,
  },
];

/** The authorizer lets a leader of one collective in. */
const measureAuthorizer = async ({ documents, names }: Tables): Promise<Row[]> => {
  const meter = createMeter(documents);
  const person = {
    id: newId(),
    signInName: 'riverlamp',
    role: 'leader',
    collectives: [newId()],
    districts: [],
    locale: 'te',
    disabled: false,
  } as const;
  await createTable(documents, names.table).put(wayInOf(person));
  const authorize = createAuthorizer({
    table: createTable(meter.documents, names.table),
    verify: async () => ({ userId: 'user', signInName: person.signInName }),
  });
  const { principalId } = await authorize({
    type: 'TOKEN',
    authorizationToken: 'Bearer a.b.c',
    methodArn: 'arn:aws:execute-api:ap-south-1:1:api/live/GET/api/me',
  });
  if (principalId !== person.id) {
    throw new Error('She was not let in.');
  }
  return rowsOf('the authorizer', meter.take(), { readUnits: 1, rounds: 1 });
};

/** Counts what readings cost that everybody waits for, in units and in calls that follow one another. */
export const measureReads = async (): Promise<Row[]> => {
  const tables = await openTables();
  try {
    return [...(await measureAuthorizer(tables))];
  } finally {
    await tables.close();
  }
};
