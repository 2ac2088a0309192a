import { newId } from '../functions/shared/fields/ids.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { personKey } from '../functions/shared/table/keys/people.ts';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { createCaller } from '../test/support/request.ts';
import { createWrappingKeyDouble } from '../test/support/vault-doubles.ts';
import { type ActName, type ActRequest, createActs, createScene, formGroups, liveYear } from './acts.ts';
import type { MeasuredAct } from './days.ts';
import { createMeter } from './meter.ts';
import { createCall } from './metered-routes.ts';
import { openTables } from './tables.ts';

/** An act by its name, and what its request costs while the function has no key in its cache, as in a small programme. */
export type Act = MeasuredAct & { readonly name: ActName };

/** `Object.entries` with the names' own type. */
const entriesOf = <Name extends string, Value>(record: Readonly<Record<Name, Value>>): [Name, Value][] =>
  Object.entries(record) as [Name, Value][];

/** Runs work and counts the bytes that it writes to standard output, which are its log in Lambda. */
const countLog = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly bytes: number }> => {
  const write = process.stdout.write.bind(process.stdout);
  let bytes = 0;
  process.stdout.write = (text: string | Uint8Array) => {
    bytes += Buffer.byteLength(text);
    return true;
  };
  try {
    return { result: await work(), bytes };
  } finally {
    process.stdout.write = write;
  }
};

/**
 * Lets each act happen once through its real route, in a group of twenty women that has met for a year, and counts what it costs. The functions
 * are new for each act, so that no key is in a cache.
 */
export const measureActs = async (): Promise<Act[]> => {
  const { documents, names, close } = await openTables();
  try {
    const meter = createMeter(documents);
    const table = createTable(meter.documents, names.table);
    const wrappingKey = createWrappingKeyDouble();
    const scene = createScene(newId());
    const callers = {
      leader: createCaller('leader', { collectives: [scene.collectiveId] }),
      caseworker: createCaller('caseworker', { personId: scene.caseworkerId, districts: ['Guntur'] }),
      coordinator: createCaller('coordinator'),
    };
    const send = async ({ by, ...request }: ActRequest) => {
      const keyStore = createKeyStore(meter.documents, names.keysTable);
      const records = { table, vault: createVault({ wrappingKey, keyStore, now: () => performance.now() }) };
      const call = createCall(records);
      const { result: body, bytes: logBytes } = await countLog(() =>
        call({ ...request, caller: callers[by] }),
      );
      return { body, logBytes };
    };
    const { personId } = callers.caseworker;
    await table.put({ ...personKey(personId), id: personId, role: 'caseworker', disabled: false });
    await formGroups(scene, send);
    await liveYear(scene, send);
    const acts = createActs(scene);
    const measured: Act[] = [];
    let answerBefore: unknown;
    for (const [name, createRequest] of entriesOf(acts)) {
      const keysBefore = wrappingKey.generated.length + wrappingKey.unwrapped.length;
      meter.take();
      const { body, logBytes } = await send(createRequest(answerBefore));
      answerBefore = body;
      const { calls: storeCalls, rounds: _, ...usage } = meter.take();
      const keyCalls = wrappingKey.generated.length + wrappingKey.unwrapped.length - keysBefore;
      const answerBytes = Buffer.byteLength(JSON.stringify(body));
      measured.push({ name, taken: { ...usage, storeCalls, keyCalls, answerBytes, logBytes } });
    }
    return measured;
  } finally {
    await close();
  }
};
