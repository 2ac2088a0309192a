import type { FileStore } from '../../shared/files/file-store.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { replayAccess, replayPasswords, replayRevocations } from './replay-access.ts';
import { recordsToErase, replayErasures } from './replay-erasures.ts';
import { replayPartings } from './replay-partings.ts';
import { replayWithdrawals } from './replay-withdrawals.ts';

/** Repeats in a restored table what protects people. The other replay-….ts have the parts. */

export type ReplayDeps = {
  readonly table: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The private bucket, which has the nightly copy of the list of erasures. It is only read. */
  readonly state: Pick<FileStore, 'read'>;
  readonly now: Date;
};

export type Replayed = {
  readonly erasures: number;
  readonly people: number;
  readonly passwords: number;
  readonly devices: number;
  /** The ids of the lines of withdrawals that were written into the restored journal again. */
  readonly withdrawals: ReadonlySet<string>;
  /** The ids of the lines of partings that were written into the restored journal again. */
  readonly partings: ReadonlySet<string>;
};

/**
 * Repeats in a restored table what protects people, before anybody uses the table: erasures, changes of people's access, who made whose password,
 * revocations of phones, withdrawals of consent, and partings from a kept record that was erased. A restore must not bring back a person who was erased, let in somebody whose
 * access was taken away, or do with a woman what she no longer agrees to.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @returns how many erasures, people, passwords and phones were repeated; of withdrawals and partings, the ids of the lines
 */
export const replayProtections = async (
  deps: ReplayDeps,
  lines: readonly JournalLine[],
): Promise<Replayed> => {
  const toErase = await recordsToErase(deps.table, lines);
  // Partings are repeated before erasures, since a parting needs both records.
  const partings = await replayPartings(deps.table, lines, new Set(toErase.map(({ subject }) => subject)));
  return {
    erasures: await replayErasures(deps, toErase),
    people: await replayAccess(deps, lines),
    passwords: await replayPasswords(deps, lines),
    devices: await replayRevocations(deps, lines),
    withdrawals: await replayWithdrawals(deps.table, lines, deps.now),
    partings,
  };
};
