import type { ComponentType } from 'preact';
import type { Operation } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { UnsentKey } from './text.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'put'>;

/** The draft in which a refused operation can be corrected. */
export type DraftOfRefused<Screen> = {
  /** Whether she has begun another draft, which takes this draft's place. */
  readonly hasOtherDraft: boolean;
  /** The screen on which the draft is corrected. */
  readonly screen: Screen;
  /** Stores the refused content as a draft, unless there is a draft already. */
  readonly storeDraft: () => Promise<void>;
};

/** What a role says of its unsent operations, and does with them. */
export type UnsentRole<Screen> = {
  /** What an operation is about; empty where its name alone is shown. */
  readonly describe: (rows: EncryptedRows, operation: Operation) => string;
  /** Removes what was stored on the phone when the operation was recorded. */
  readonly discard: (workspace: Workspace, operation: Operation) => Promise<void>;
  /** Undefined for an operation that cannot be corrected as a draft. */
  readonly draftOf: (rows: Rows, operation: Operation) => DraftOfRefused<Screen> | undefined;
  /** The people or lines that a refusal is about. */
  readonly RefusedParts: ComponentType<{ readonly operation: Operation }>;
  /** Messages for some of the API's error codes that differ from those of others. */
  readonly reasons?: Readonly<Record<string, UnsentKey>>;
  /** The button that leads to a conflict. */
  readonly settleLabel: UnsentKey;
};
