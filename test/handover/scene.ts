import { randomUUID } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { importPack } from '../../bin/import-pack/import-pack.ts';
import { openPack, type Pack } from '../../bin/import-pack/read-pack.ts';
import { createMemoryStore } from '../../bin/recompile/memory-store.ts';
import { readJournal } from '../../functions/journal/read-journal.ts';
import { makePack, type PackDeps } from '../../functions/packing/make-pack.ts';
import { readAllPages } from '../../functions/table/read-all-pages.ts';
import { createKeyStore } from '../../functions/vault/key-store.ts';
import { defaultNow } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

/** Packs between tables of a test, without the functions around them. */

export const packDepsOf = ({ table, vault, scan }: TestRecords): PackDeps => ({
  scan: async function* () {
    yield await scan();
  },
  readPartition: (partition) =>
    readAllPages((after) => table.query({ partition, ...(after === undefined ? {} : { after }) })),
  readLines: (from, to) => readJournal(table, from, to, '2026-01-01'),
  vault,
  files: {
    list: async function* (prefix) {
      if (prefix === 'published/') yield 'published/2026-09/v1/snapshot.json';
    },
    read: async () => Buffer.from('{"month":"2026-09"}\n'),
  },
});

/** The bytes of a pack, and the secret key that opens it. */
export const packOf = async (
  deps: PackDeps,
): Promise<{ readonly plain: Buffer; readonly encrypted: Uint8Array; readonly identity: string }> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of makePack(deps, { id: randomUUID(), approvedAt: new Date(defaultNow) })) {
    chunks.push(chunk);
  }
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const plain = Buffer.concat(chunks);
  return { plain, encrypted: await encrypter.encrypt(plain), identity };
};

export const handOver = async (records: TestRecords): Promise<Pack> => {
  const { encrypted, identity } = await packOf(packDepsOf(records));
  return openPack(encrypted, identity);
};

export const importInto = (records: TestRecords, pack: Pack, files = createMemoryStore()) =>
  importPack(
    {
      client: records.documents,
      table: records.table,
      vault: records.vault,
      keyStore: createKeyStore(records.documents, records.keysTable),
      wrappingKey: records.wrappingKey,
      published: files,
      now: new Date(defaultNow),
      progress: () => {},
    },
    pack,
  );
