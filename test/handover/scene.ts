import { hash, randomUUID } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { importPack } from '../../bin/import-pack/import-pack.ts';
import { openPack, type Pack } from '../../bin/import-pack/read-pack.ts';
import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import { type MadeArchive, makeArchive, type PackDeps } from '../../functions/jobs/packing/make-archive.ts';
import { firstProgress, type Progress } from '../../functions/jobs/packing/pack-steps.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import { queryAll } from '../../functions/shared/table/query-all.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { defaultNow } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

const pageItems = 10;

/** Packs between tables of a test, without the functions around them. */

export const packDepsOf = ({ table, vault, scan }: TestRecords): PackDeps => ({
  // In pages of some items, so that an archive may end between them.
  scan: async function* (after) {
    const items = await scan();
    const at = after === null ? 0 : items.findIndex(({ pk, sk }) => pk === after.pk && sk === after.sk) + 1;
    for (let start = at; start < items.length; start += pageItems) {
      const page = items.slice(start, start + pageItems);
      yield { items: page, last: start + pageItems < items.length ? page.at(-1) : undefined };
    }
  },
  readPartition: (partition) => queryAll(table, { partition }),
  readLines: (from, to) => readJournal(table, from, to, '2026-09-01'),
  vault,
  files: {
    list: async function* (prefix) {
      if (prefix === 'published/') yield 'published/2026-09/v1/snapshot.json';
    },
    read: async () => Buffer.from('{"month":"2026-09"}\n'),
  },
});

const collect = async (
  archive: AsyncGenerator<Uint8Array, MadeArchive>,
): Promise<MadeArchive & { readonly plain: Buffer }> => {
  const chunks: Uint8Array[] = [];
  for (let step = await archive.next(); ; step = await archive.next()) {
    if (step.done === true) return { ...step.value, plain: Buffer.concat(chunks) };
    chunks.push(step.value);
  }
};

/** The archives of a pack, and the secret key that opens them (a new one, unless one is given). */
export const packOf = async (
  deps: PackDeps,
  givenIdentity?: string,
): Promise<{ readonly plain: Buffer[]; readonly encrypted: Uint8Array[]; readonly identity: string }> => {
  const handover = { id: randomUUID(), approvedAt: new Date(defaultNow) };
  const plain: Buffer[] = [];
  for (let progress: Progress | undefined = firstProgress; progress !== undefined; ) {
    const made: Awaited<ReturnType<typeof collect>> = await collect(makeArchive(deps, handover, progress));
    plain.push(made.plain);
    progress = made.next;
  }
  const identity = givenIdentity ?? (await generateX25519Identity());
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return { plain, encrypted: await Promise.all(plain.map((one) => encrypter.encrypt(one))), identity };
};

export const openArchives = (
  encrypted: readonly Uint8Array[],
  identity: string,
  hashes = encrypted.map((archive) => hash('sha256', archive, 'hex')),
): Promise<Pack> =>
  openPack(
    encrypted.map((archive) => async () => archive),
    identity,
    hashes,
  );

export const handOver = async (records: TestRecords): Promise<Pack> => {
  const { encrypted, identity } = await packOf(packDepsOf(records));
  return openArchives(encrypted, identity);
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
