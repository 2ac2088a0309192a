/** The tables as data, for the deployed and the local stack. */

export type TableDefinition = {
  /** Attribute names; every key attribute is a string. */
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Every index projects all attributes. */
  readonly indexes: readonly IndexDefinition[];
  /** Whether changes are streamed, with old and new image. */
  readonly stream: boolean;
};

type IndexDefinition = {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
};

export const tables = {
  /** All records and the journal; functions/shared/table/keys/key.ts explains the keys. */
  main: {
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [
      { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
      { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk' },
    ],
    stream: true,
  },
  /**
   * The wrapped data keys, separate from what they decrypt: a backup of one table is useless without the other.
   * No stream, so that no destroyed key is left in one.
   */
  keys: { partitionKey: 'pk', indexes: [], stream: false },
} as const satisfies Record<string, TableDefinition>;

/** Between the name of a table and that of a copy that the restore drill makes. Policies allow the drill nothing but names with it. */
export const restoredInfix = '-drill-';
