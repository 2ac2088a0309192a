import * as z from 'zod';
import type { PackStore } from '../../areas/handover/pack-store.ts';
import type { Handovers } from '../../areas/handover/repository.ts';
import { InternalError, PrintableError } from '../../shared/errors/errors.ts';
import type { MadeArchive, PackDeps } from './make-archive.ts';

/** What starts the making of an archive: a message that an approval sends, and then each archive for the next one. */
const queueEvent = z.object({ Records: z.array(z.object({ body: z.string() })) });
const message = z.object({ handoverId: z.string() });

/** A pack is begun anew this many times if something is recorded meanwhile. */
const maxStarts = 8;

export type MakeDeps = {
  readonly pack: PackDeps;
  readonly packs: Pick<PackStore, 'upload'>;
  readonly handovers: Pick<Handovers, 'find' | 'noteArchive' | 'startAgain'>;
  /** Sends the message that starts the making of a handover's next archive. */
  readonly announce: (handoverId: string) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * Makes the next archive of the packs of approved data handovers, each encrypted to its recipient's key before anything of it is stored.
 * May be repeated: a pack that is made is left alone, and one that is not goes on where it stopped.
 * @throws TornPack if something was recorded since the pack was begun: it begins anew when the queue delivers the message again
 */
export const makeApproved = async (deps: MakeDeps, event: unknown): Promise<void> => {
  const ids = queueEvent.parse(event).Records.map(({ body }) => message.parse(JSON.parse(body)).handoverId);
  for (const id of ids) await makeNext(deps, id);
};

const makeNext = async (deps: MakeDeps, id: string): Promise<void> => {
  const { pack, packs, handovers, announce, log } = deps;
  const handover = await handovers.find(id);
  const { decision, decidedAt, archives = [], recipientKey, starts = 0 } = handover;
  const isMade = archives.length > 0 && handover.progress === undefined;
  if (decision !== 'approved' || decidedAt === undefined || isMade) {
    log('a handover was left alone: it was not approved, or is made', { handoverId: id });
    return;
  }
  if (starts >= maxStarts) {
    throw new PrintableError(
      'Something was recorded each time the pack was made. Ask again when nobody works.',
    );
  }
  // A handover that is left alone needs none of them, and make-archive.ts's library for ZIP archives computes tables when it is loaded.
  const { Encrypter } = await import('age-encryption');
  const { makeArchive, TornPack } = await import('./make-archive.ts');
  const { firstProgress, progressSchema } = await import('./pack-steps.ts');
  const progress = handover.progress === undefined ? firstProgress : progressSchema.parse(handover.progress);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipientKey);
  const result = Promise.withResolvers<MadeArchive>();
  const plaintext = toStream(
    makeArchive(pack, { id, approvedAt: new Date(decidedAt) }, progress),
    result.resolve,
  );
  try {
    const stored = await packs.upload(id, progress.archive, chunksOf(await encrypter.encrypt(plaintext)));
    // The stored stream has ended, so the result is there.
    const { next, contents } = await result.promise;
    const isNoted = await handovers.noteArchive(id, progress.archive, stored, next);
    log('an archive of a handover pack was made', {
      handoverId: id,
      archive: progress.archive,
      bytes: stored.bytes,
      notInTables: contents.notInTables,
      isNoted,
    });
    if (isNoted && next !== undefined) await announce(id);
  } catch (error) {
    if (error instanceof TornPack) await handovers.startAgain(id);
    throw error;
  }
};

/** A stream that takes the next chunk only when it is read. */
const toStream = <Result>(
  chunks: AsyncGenerator<Uint8Array, Result>,
  /** Called with the generator's result before the stream closes. */
  onEnd: (result: Result) => void,
): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) {
        onEnd(value);
        controller.close();
      } else controller.enqueue(value);
    },
    cancel: async () => {
      // Ends the generator at the chunk that nobody will read.
      await chunks.throw(new InternalError('Nobody reads the archive any more.')).catch(() => undefined);
    },
  });

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
