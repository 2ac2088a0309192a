/** The tables, as data: the deployed stack and the stack on one machine make the same ones. */

export type TableDefinition = {
  /** Attribute names; every key attribute is a string. */
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Each index projects all attributes. */
  readonly indexes: readonly IndexDefinition[];
  /** Whether changes are streamed, with the old and the new image. */
  readonly stream: boolean;
};

type IndexDefinition = {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
};

export const tables = {
  /** Every record and the journal; functions/table/keys.ts explains its keys. */
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
   * The wrapped data keys, apart from what they open: a backup of the one is worth nothing without the other, and no
   * stream carries a key that was destroyed.
   */
  keys: { partitionKey: 'pk', indexes: [], stream: false },
} as const satisfies Record<string, TableDefinition>;
