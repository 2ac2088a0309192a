import type { Content } from './row-cipher.ts';

/** Identifies a row in memory; its name in storage is a keyed hash. */
export const rowIdOf = ({ kind, key }: Pick<Content, 'kind' | 'key'>): string => `${kind}\n${key}`;

/** Rows in memory, plaintext, by `rowIdOf`. */
export type PlainRows = ReturnType<typeof createPlainRows>;

export function createPlainRows() {
  const rows = new Map<string, Content>();
  /** For each reload in progress, the ids of the rows that have changed since it began: it must not replace them. */
  const changedDuringReloads = new Set<Set<string>>();
  const markChanged = (rowId: string): void => {
    for (const changedIds of changedDuringReloads) changedIds.add(rowId);
  };
  const set = (row: Content): void => {
    markChanged(rowIdOf(row));
    rows.set(rowIdOf(row), row);
  };
  const remove = (rowId: string): void => {
    markChanged(rowId);
    rows.delete(rowId);
  };
  return {
    get: (rowId: string): Content | undefined => rows.get(rowId),
    has: (rowId: string): boolean => rows.has(rowId),
    ofKind: (kind: string): Content[] => [...rows.values()].filter((row) => row.kind === kind),
    set,
    remove,
    /** After a failed write, or removal (`written` undefined): the former row is back, unless it was changed again since. */
    restore(
      rowId: string,
      { written, former }: { readonly written: Content | undefined; readonly former: Content | undefined },
    ): void {
      if (rows.get(rowId) !== written) return;
      if (former === undefined) remove(rowId);
      else set(former);
    },
    /** Call `end` once the reload is over, whether or not it replaced the rows. */
    beginReload() {
      const changedIds = new Set<string>();
      changedDuringReloads.add(changedIds);
      return {
        /** Replaces all rows by those read from storage, except rows that changed meanwhile. */
        replaceAll(stored: readonly Content[]): void {
          for (const rowId of [...rows.keys()]) if (!changedIds.has(rowId)) rows.delete(rowId);
          for (const row of stored) if (!changedIds.has(rowIdOf(row))) rows.set(rowIdOf(row), row);
        },
        end: (): void => void changedDuringReloads.delete(changedIds),
      };
    },
    clear: (): void => rows.clear(),
  };
}
