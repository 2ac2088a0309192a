import { hash, randomUUID } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHandovers } from '../../functions/areas/handover/repository.ts';
import { toHandover } from '../../functions/areas/handover/rules.ts';
import { type MakeDeps, makeApproved } from '../../functions/jobs/packing/make-approved.ts';
import { TornPack } from '../../functions/jobs/packing/make-archive.ts';
import { progressSchema } from '../../functions/jobs/packing/pack-steps.ts';
import { handoverKey } from '../../functions/shared/table/keys/programme.ts';
import { openScene, type Scene } from '../members/scene.ts';
import { defaultNow } from '../support/request.ts';
import { openArchives, packDepsOf } from './scene.ts';

/** A pack of several archives, each made by a call of its own from the message that the one before sent. */

let scene: Scene;
let identity: string;
let recipientKey: string;

beforeAll(async () => {
  scene = await openScene();
  await Promise.all(Array.from({ length: 20 }, () => scene.enrolled()));
  identity = await generateX25519Identity();
  recipientKey = await identityToRecipient(identity);
});
afterAll(() => scene.records.close());

/** @param starts how often the pack was begun in vain */
const approve = async (starts?: number): Promise<string> => {
  const id = randomUUID();
  await scene.records.table.put({
    ...handoverKey(id),
    id,
    recipientKey,
    askedBy: 'somebody',
    askedAt: '2026-10-02T06:00:00Z',
    decision: 'approved',
    decidedAt: new Date(defaultNow).toISOString(),
    ...(starts === undefined ? {} : { starts }),
  });
  return id;
};

/** The maker of archives over a bucket in memory and a queue whose messages wait for the test. */
const createMaker = () => {
  const stored = new Map<string, Buffer>();
  const queue: string[] = [];
  const handovers = createHandovers(scene.records.table);
  const deps: MakeDeps = {
    pack: { ...packDepsOf(scene.records), archiveBytes: 20_000 },
    packs: {
      upload: async (id, archive, chunks) => {
        const all: Uint8Array[] = [];
        for await (const chunk of chunks) all.push(chunk);
        const bytes = Buffer.concat(all);
        const key = `packs/${id}-${archive}-${randomUUID()}.zip.age`;
        stored.set(key, bytes);
        return { key, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
      },
    },
    handovers,
    announce: async (id) => {
      queue.push(id);
    },
    log: () => {},
  };
  const deliver = (id: string, changed: Partial<MakeDeps> = {}) =>
    makeApproved({ ...deps, ...changed }, { Records: [{ body: JSON.stringify({ handoverId: id }) }] });
  const archivesOf = async (id: string) =>
    ((await handovers.find(id)).archives ?? []).map(({ key }) => stored.get(key) ?? Buffer.alloc(0));
  const shown = async (id: string) => toHandover(await handovers.find(id), new Date(defaultNow));
  return { deps, queue, deliver, archivesOf, shown, handovers };
};

describe('a pack of several archives', () => {
  test('is made archive by archive, and there when the last one is', async () => {
    const { queue, deliver, archivesOf, shown } = createMaker();
    const id = await approve();
    await deliver(id);
    expect(queue).toEqual([id]);
    expect(await shown(id)).toMatchObject({ state: 'making' });
    expect(await shown(id)).not.toHaveProperty('sha256');
    let calls = 1;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await deliver(next);
      calls += 1;
    }
    const archives = await archivesOf(id);
    expect(archives.length).toBe(calls);
    expect(calls).toBeGreaterThan(2);
    const { state, bytes, sha256, furtherArchives } = await shown(id);
    expect([state, bytes]).toEqual(['made', archives[0]?.length]);
    expect([sha256, ...(furtherArchives ?? []).map((one) => one.sha256)]).toEqual(
      archives.map((archive) => hash('sha256', archive, 'hex')),
    );
    const pack = await openArchives(archives, identity);
    expect(pack.contents.counts.members).toBe(20);

    // A message that is delivered once more changes nothing.
    await deliver(id);
    expect(queue).toEqual([]);
    expect(await archivesOf(id)).toEqual(archives);
  });

  test('goes on with the archive at which it failed, and of two attempts at one archive keeps the first', async () => {
    const { deps, queue, deliver, archivesOf, handovers } = createMaker();
    const id = await approve();
    await deliver(id);
    const [first] = await archivesOf(id);
    const broken = { upload: async () => Promise.reject(new Error('cut')) };
    await expect(deliver(id, { packs: broken })).rejects.toThrow('cut');
    expect(await archivesOf(id)).toEqual([first]);
    expect((await handovers.find(id)).starts).toBeUndefined();

    // Another attempt ends while this one uploads: its archive stays, and goes on with the next.
    const overtaken: MakeDeps['packs'] = {
      upload: async (...archive) => {
        await deliver(id);
        return deps.packs.upload(...archive);
      },
    };
    queue.length = 0;
    await deliver(id, { packs: overtaken });
    expect((await archivesOf(id)).length).toBe(2);
    expect(queue).toEqual([id]);
  });

  test.each([
    ['begins anew if something is recorded before its last archive', undefined],
    ['gives up after the eighth time', 7],
  ] as const)('%s', async (_, starts) => {
    const { deliver, archivesOf, handovers, queue } = createMaker();
    const id = await approve(starts);
    const isInRecords = async (): Promise<boolean> => {
      const { progress } = await handovers.find(id);
      return progress !== undefined && progressSchema.parse(progress).position.in === 'records';
    };
    do await deliver(id);
    while (!(await isInRecords()));
    await scene.formCollective();
    await expect(deliver(id)).rejects.toThrow(TornPack);
    expect(await handovers.find(id)).toMatchObject({ starts: (starts ?? 0) + 1 });
    expect(await archivesOf(id)).toEqual([]);

    queue.length = 0;
    if (starts === undefined) {
      await deliver(id);
      expect([(await archivesOf(id)).length, queue]).toEqual([1, [id]]);
    } else {
      await expect(deliver(id)).rejects.toThrow('Ask again when nobody works.');
      expect(queue).toEqual([]);
    }
  });
});
