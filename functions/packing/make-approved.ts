import * as z from 'zod';
import type { PackStore } from '../handover/pack-store.ts';
import type { Handovers } from '../handover/repository.ts';
import type { PackDeps } from './make-pack.ts';

/** What starts the making of a pack: a message that an approval sends. */
const queueEvent = z.object({ Records: z.array(z.object({ body: z.string() })) });
const message = z.object({ handoverId: z.string() });

export type MakeDeps = {
  readonly pack: PackDeps;
  readonly packs: Pick<PackStore, 'upload'>;
  readonly handovers: Pick<Handovers, 'find' | 'noteMade'>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * Makes the packs of approved data handovers, each encrypted to its recipient's key before anything of it is stored.
 * May be repeated: a pack that is made is left alone.
 * @throws TornPack if something was recorded meanwhile: the queue delivers the message again
 */
export const makeApproved = async (deps: MakeDeps, event: unknown): Promise<void> => {
  const ids = queueEvent.parse(event).Records.map(({ body }) => message.parse(JSON.parse(body)).handoverId);
  for (const id of ids) await makeOne(deps, id);
};

const makeOne = async ({ pack, packs, handovers, log }: MakeDeps, id: string): Promise<void> => {
  const { decision, decidedAt, sha256, recipientKey } = await handovers.find(id);
  if (decision !== 'approved' || decidedAt === undefined || sha256 !== undefined) {
    log('a handover was left alone: it was not approved, or is made', { handoverId: id });
    return;
  }
  // A handover that is left alone needs neither of them, and make-pack.ts's library for ZIP archives computes tables when it is loaded.
  const { Encrypter } = await import('age-encryption');
  const { makePack } = await import('./make-pack.ts');
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipientKey);
  const plaintext = toStream(makePack(pack, { id, approvedAt: new Date(decidedAt) }));
  const stored = await packs.upload(id, chunksOf(await encrypter.encrypt(plaintext)));
  await handovers.noteMade(id, stored);
  log('a handover pack was made', { handoverId: id, bytes: stored.bytes });
};

/** A stream that takes the next chunk only when it is read. */
const toStream = (chunks: AsyncGenerator<Uint8Array, unknown>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
