import { notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
import { approvalKey } from '../../shared/table/keys/people.ts';
import { handoverKey, handoverList } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { keyFingerprintOf } from './fingerprint.ts';
import type { StoredArchive } from './pack-store.ts';
import { type HandoverInput, type StoredHandover, storedHandover } from './schema.ts';

export type Handovers = ReturnType<typeof createHandovers>;

export const createHandovers = (table: Pick<Table, 'get' | 'query' | 'transact'>) => {
  /** @throws AppError `not_found` */
  const find = async (id: string): Promise<StoredHandover> => {
    const item = await table.get(handoverKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return storedHandover.parse(item);
  };

  return {
    find,

    /** All that were ever asked for, the newest first; there are few. */
    list: async (): Promise<StoredHandover[]> => {
      const items = await queryAll(table, { partition: handoverList, descending: true });
      return items.map((item) => storedHandover.parse(item));
    },

    /**
     * Notes that an encrypted file of the pack is there.
     * @param number of the file, from 1
     * @param progress what the next file needs to know; undefined if this is the last
     * @returns false if another attempt has noted one of this number
     */
    noteArchive: async (
      id: string,
      number: number,
      archive: StoredArchive,
      progress: Readonly<Record<string, unknown>> | undefined,
    ): Promise<boolean> => {
      const failures = await table.transact([
        {
          update: handoverKey(id),
          set:
            'SET archives = list_append(if_not_exists(archives, :none), :one)' +
            (progress === undefined ? ' REMOVE progress' : ', progress = :progress'),
          condition:
            number === 1
              ? 'attribute_exists(pk) AND attribute_not_exists(archives)'
              : 'size(archives) = :before',
          values: {
            ':none': [],
            ':one': [archive],
            ...(progress === undefined ? {} : { ':progress': progress }),
            ...(number === 1 ? {} : { ':before': number - 1 }),
          },
        },
      ]);
      return failures === null;
    },

    /** Forgets the files of a pack that must be begun anew; the bucket removes them after a day. */
    startAgain: async (id: string): Promise<void> => {
      await table.transact([
        {
          update: handoverKey(id),
          set: 'SET starts = if_not_exists(starts, :none) + :one REMOVE archives, progress',
          condition: 'attribute_exists(pk)',
          values: { ':none': 0, ':one': 1 },
        },
      ]);
    },
  };
};

export type HandoverRequests = ReturnType<typeof createHandoverRequests>;

export const createHandoverRequests = (
  table: Table,
  vault: Pick<Vault, 'fingerprint'>,
  { find }: Pick<Handovers, 'find'>,
) => ({
  /** Asks an auditor to approve a handover. @throws AppError `id_reused` */
  ask: async (
    input: HandoverInput,
    { askedBy, askedAt }: Pick<StoredHandover, 'askedBy' | 'askedAt'>,
    line: JournalLineOf<'approval_asked'>,
  ): Promise<{ readonly outcome: 'accepted' | 'repeated'; readonly handover: StoredHandover }> => {
    const { id, recipientKey } = input;
    const named = input.recipient === undefined ? {} : { recipient: input.recipient };
    const stored: StoredHandover = { id, ...named, recipientKey, askedBy, askedAt };
    const outcome = await record(table, {
      claim: {
        id,
        fingerprint: await fingerprintOf(vault, { dataHandover: input }),
        record: approvalKey(id),
        concernsOnly: null,
      },
      writes: [
        { put: { ...handoverKey(id), ...stored } },
        ...putApproval({
          id,
          matter: 'data_handover',
          subject: id,
          askedBy,
          askedAt,
          state: 'waiting',
          facts: { ...named, recipientFingerprint: keyFingerprintOf(recipientKey) },
        }),
      ],
      line,
    });
    return outcome === 'written'
      ? { outcome: 'accepted', handover: stored }
      : { outcome: 'repeated', handover: await find(id) };
  },
});
