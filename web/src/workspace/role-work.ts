import type { Api } from '../api/client.ts';
import type { Operation } from '../outbox/operation.ts';
import type { EncryptedRows } from '../rows/encrypted-rows.ts';

/** What the workspace of one role does in its own way: what it reads from the server, and what a conflict is. */
export type RoleWork = {
  /** Reads from the server what has changed, and stores it. @throws as the API's client does */
  readonly refresh: (api: Api, rows: EncryptedRows) => Promise<void>;
  /** Whether there is nothing to work on yet: then every round reads, since somebody may be assigning it now. */
  readonly isWaiting: (rows: EncryptedRows) => boolean;
  /** Whether something has to be read by `refreshUrgent` before all the rest is due. */
  readonly isUrgentDue: (rows: EncryptedRows) => boolean;
  readonly refreshUrgent: (api: Api, rows: EncryptedRows) => Promise<void>;
  /**
   * Asked before each operation is sent: the id of somebody else's record with which it may be in conflict; undefined if there is none.
   * Then she decides.
   */
  readonly findConflict: (api: Api, rows: EncryptedRows, operation: Operation) => Promise<string | undefined>;
  /** Her drafts, beside those of talks, notes and safety plans. */
  readonly drafts: (rows: EncryptedRows) => readonly { readonly id: string }[];
  /** How many notes she has typed and not saved, where these are told as unsent. */
  readonly countNotes?: (rows: EncryptedRows) => number;
  readonly countUnassignedUrgentCases: (rows: EncryptedRows) => number;
};
