import { canonicalJson } from '../domain/canonical-json.ts';
import { InternalError, notFound } from '../domain/errors.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { approvalKey, handoverKey, handoverList } from '../table/keys.ts';
import { readAllPages } from '../table/read-all-pages.ts';
import { putApproval } from '../two-person/stored-approval.ts';
import type { Vault } from '../vault/vault.ts';
import { fingerprintOf } from './fingerprint.ts';
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
      const items = await readAllPages((after) =>
        table.query({
          partition: handoverList,
          descending: true,
          ...(after === undefined ? {} : { after }),
        }),
      );
      return items.map((item) => storedHandover.parse(item));
    },

    /** Notes that the encrypted file is there. */
    noteMade: async (id: string, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<void> => {
      const failed = await table.transact([
        {
          update: handoverKey(id),
          set: 'SET #bytes = :bytes, sha256 = :sha256',
          condition: 'attribute_exists(pk)',
          names: { '#bytes': 'bytes' },
          values: { ':bytes': bytes, ':sha256': sha256 },
        },
      ]);
      if (failed !== null) {
        throw new InternalError('A handover whose pack was made is not there.');
      }
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
    const stored: StoredHandover = { id, recipientKey, askedBy, askedAt };
    const outcome = await record(table, {
      claim: {
        id,
        fingerprint: await vault.fingerprint(canonicalJson({ dataHandover: input })),
        record: approvalKey(id),
        concernsOnly: null,
      },
      writes: [
        { put: { ...handoverKey(id), ...stored } },
        putApproval({
          id,
          matter: 'data_handover',
          subject: id,
          askedBy,
          askedAt,
          state: 'waiting',
          facts: { recipientFingerprint: fingerprintOf(recipientKey) },
        }),
      ],
      line,
    });
    return outcome === 'written'
      ? { outcome: 'accepted', handover: stored }
      : { outcome: 'repeated', handover: await find(id) };
  },
});
