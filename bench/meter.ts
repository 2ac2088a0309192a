import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item } from '../functions/shared/table/client.ts';
import {
  type ItemChange,
  indexWriteUnits,
  readUnits,
  storedBytes,
  transactionUnits,
  writeUnits,
} from './units.ts';

/** What some calls of DynamoDB cost. */
export type Usage = {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The bytes by which the tables and their indexes grow, as they are paid for. */
  readonly bytes: number;
  /** Of these, the bytes in the tables themselves. */
  readonly tableBytes: number;
  readonly calls: number;
  /** How many of the calls followed one another: each begins after the one before was answered. */
  readonly rounds: number;
};

const noUsage: Usage = { writeUnits: 0, readUnits: 0, bytes: 0, tableBytes: 0, calls: 0, rounds: 0 };

type Key = Readonly<Record<string, unknown>>;

type Command = Parameters<DynamoDBDocumentClient['send']>[0];
type Metering = {
  readonly documents: DynamoDBDocumentClient;
  readonly add: (more: Partial<Usage>) => void;
};

/**
 * Creates a client that counts the units of each call to DynamoDB by the model in units.ts. For that it reads the items
 * before and after each write; these reads don't count.
 */
export const createMeter = (documents: DynamoDBDocumentClient) => {
  let used = noUsage;
  const add = (more: Partial<Usage>): void => {
    used = {
      writeUnits: used.writeUnits + (more.writeUnits ?? 0),
      readUnits: used.readUnits + (more.readUnits ?? 0),
      bytes: used.bytes + (more.bytes ?? 0),
      tableBytes: used.tableBytes + (more.tableBytes ?? 0),
      calls: used.calls + (more.calls ?? 0),
      rounds: Math.max(used.rounds, more.rounds ?? 0),
    };
  };
  /** The round of the last call that was answered. */
  let answeredRound = 0;
  const send = async (command: Command) => {
    const round = answeredRound + 1;
    try {
      return await sendMetered({ documents, add }, command);
    } finally {
      add({ calls: 1, rounds: round });
      answeredRound = Math.max(answeredRound, round);
    }
  };
  return {
    // The given client with another `send`.
    documents: Object.assign(Object.create(documents), { send }),
    /** The units used since the last call of this function. */
    take: (): Usage => {
      const taken = used;
      used = noUsage;
      answeredRound = 0;
      return taken;
    },
  };
};

const sendMetered = async (metering: Metering, command: Command) => {
  const { documents, add } = metering;
  if (command instanceof TransactWriteCommand) return transact(metering, command);
  if (command instanceof PutCommand) return put(metering, command);
  if (command instanceof UpdateCommand) return update(metering, command);
  if (command instanceof GetCommand) {
    const answer = await documents.send(command);
    const items = answer.Item === undefined ? [] : [answer.Item];
    add({ readUnits: readUnits(items, consistencyOf(command.input), { areTogether: false }) });
    return answer;
  }
  if (command instanceof TransactGetCommand) {
    const answer = await documents.send(command);
    // A missing item costs as much as a small one.
    const items = (answer.Responses ?? []).map(({ Item: item }) => item ?? {});
    add({ readUnits: readUnits(items, 'transaction', { areTogether: false }) });
    return answer;
  }
  if (command instanceof BatchGetCommand) {
    // The table's client makes every batch consistent.
    const answer = await documents.send(command);
    const found = Object.values(answer.Responses ?? {}).flat();
    const asked = Object.values(command.input.RequestItems ?? {}).flatMap(({ Keys = [] }) => Keys);
    const left = Object.values(answer.UnprocessedKeys ?? {}).flatMap(({ Keys = [] }) => Keys);
    // A missing item costs as much as a small one.
    const missing = Array.from({ length: asked.length - left.length - found.length }, () => ({}));
    const items = [...found, ...missing];
    add({ readUnits: readUnits(items, 'consistent', { areTogether: false }) });
    return answer;
  }
  if (command instanceof QueryCommand) {
    // DynamoDB charges for the items of a query together, for those of other reads one by one.
    const answer = await documents.send(command);
    add({ readUnits: readUnits(answer.Items ?? [], consistencyOf(command.input), { areTogether: true }) });
    return answer;
  }
  throw new Error('A call to the store that the meter does not know.');
};

const transact = async ({ documents, add }: Metering, command: TransactWriteCommand) => {
  const places = (command.input.TransactItems ?? []).map((write) => {
    const { Put, Update, Delete, ConditionCheck } = write;
    const byKey = Update ?? Delete ?? ConditionCheck;
    return {
      tableName: (Put ?? byKey)?.TableName,
      key: Put?.Item === undefined ? byKey?.Key : keyOf(Put.Item),
    };
  });
  const readItems = () =>
    Promise.all(places.map(({ tableName, key }) => readItem(documents, tableName, key ?? {})));
  const itemsBefore = await readItems();
  // A failed write is not counted: `send` throws.
  const answer = await documents.send(command);
  const itemsAfter = await readItems();
  const changes = itemsBefore.map((before, index) => ({ before, after: itemsAfter[index] }));
  add({ writeUnits: transactionUnits(changes), ...growthOf(changes) });
  return answer;
};

const put = async ({ documents, add }: Metering, command: PutCommand) => {
  const before = await readItem(documents, command.input.TableName, keyOf(command.input.Item ?? {}));
  const answer = await documents.send(command);
  const after = command.input.Item;
  add({
    writeUnits: writeUnits(before, after) + indexWriteUnits(before, after),
    ...growthOf([{ before, after }]),
  });
  return answer;
};

const update = async ({ documents, add }: Metering, command: UpdateCommand) => {
  const { TableName, Key: key = {} } = command.input;
  const before = await readItem(documents, TableName, key);
  const answer = await documents.send(command);
  const after = await readItem(documents, TableName, key);
  add({
    writeUnits: writeUnits(before, after) + indexWriteUnits(before, after),
    ...growthOf([{ before, after }]),
  });
  return answer;
};

const readItem = async (
  documents: DynamoDBDocumentClient,
  TableName: string | undefined,
  key: Key,
): Promise<Item | undefined> => {
  const { Item: item } = await documents.send(
    new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true }),
  );
  return item;
};

/** The key of an item. Items of the table of keys have no sort key. */
const keyOf = (item: Item): Key => ({ pk: item.pk, ...(item.sk === undefined ? {} : { sk: item.sk }) });

/** By how many bytes changes make the tables grow. */
const growthOf = (changes: readonly ItemChange[]): Pick<Usage, 'bytes' | 'tableBytes'> => {
  const grown = changes.map(({ before, after }) => {
    const [was, is] = [storedBytes(before), storedBytes(after)];
    return { bytes: is.withCopies - was.withCopies, tableBytes: is.inTable - was.inTable };
  });
  const sumOf = (name: 'bytes' | 'tableBytes') => grown.reduce((sum, { [name]: one }) => sum + one, 0);
  return { bytes: sumOf('bytes'), tableBytes: sumOf('tableBytes') };
};

const consistencyOf = ({ ConsistentRead }: { readonly ConsistentRead?: boolean | undefined }) =>
  ConsistentRead === true ? 'consistent' : 'eventual';
