import type { Call } from '../../../api/client.ts';
import type { ReadRow } from '../read/workbook-rows.ts';

/** The requests of one row, sent one after the other. */
export type Operation = {
  readonly row: ReadRow;
  /**
   * Other rows that the same requests record: with an opening its savings, loans and borrowings; with a woman the consent
   * with which she joins.
   */
  readonly includedRows: readonly ReadRow[];
  /** The rows whose operations are sent before this one. */
  readonly prerequisites: readonly ReadRow[];
  readonly calls: readonly Call[];
};

/** The id in the body of an import's call, whose type doesn't say that it has one; the text `undefined` for a body without it. */
export const idInBody = ({ body }: Call): string => String(Object(body).id);

/**
 * `right`: can be sent. `faulty`: to be mended. `waiting`: right, but it belongs to a group or woman whose row is not right.
 * `known`: in the system already, and not sent. `left`: left out by the coordinator on purpose.
 */
export type RowState = 'right' | 'faulty' | 'waiting' | 'known' | 'left';

export type Plan = {
  readonly operations: readonly Operation[];
  readonly states: ReadonlyMap<ReadRow, RowState>;
};
