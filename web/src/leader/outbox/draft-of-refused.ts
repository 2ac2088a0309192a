import type { Screen } from '../screen.ts';
import { redraftSheet } from '../sheet/redraft-sheet.ts';
import type { EncryptedRows } from '../workspace/encrypted-rows.ts';
import { enrolmentDrafts, sheetDrafts, talkDrafts } from '../workspace/row-kinds.ts';
import { enrolmentOf, talkDraftOf } from './correct-refused.ts';
import type { Operation } from './operation.ts';

/** The draft in which a refused operation can be corrected. */
export type DraftOfRefused = {
  /** Whether the leader has begun another draft, which takes this draft's place. */
  readonly hasOtherDraft: boolean;
  /** The screen on which the draft is corrected. */
  readonly screen: Screen;
  /** Stores the refused content as a draft, unless there is a draft already. */
  readonly storeDraft: () => Promise<void>;
};

type Rows = Pick<EncryptedRows, 'get' | 'put'>;

/**
 * The draft in which a refused operation can be corrected; undefined for an operation that cannot be corrected so. The refused operation
 * stays in the outbox until its draft is recorded under the same id.
 */
export function draftOfRefused(rows: Rows, operation: Operation): DraftOfRefused | undefined {
  switch (operation.what) {
    case 'meeting':
      return draftOfSheet(rows, operation);
    case 'talk':
      return draftOfTalk(rows, operation);
    default:
      return draftOfEnrolment(rows, operation);
  }
}

function draftOfSheet(rows: Rows, operation: Operation): DraftOfRefused {
  // The first entity of a sheet is its group.
  const collectiveId = operation.entities[0] ?? '';
  const draft = rows.get(sheetDrafts, collectiveId);
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'sheet', collectiveId },
    storeDraft: () => rows.put(sheetDrafts, collectiveId, draft ?? redraftSheet(operation, collectiveId)),
  };
}

function draftOfTalk(rows: Rows, operation: Operation): DraftOfRefused | undefined {
  const refused = talkDraftOf(operation);
  if (refused === undefined) return undefined;
  const { memberId } = refused;
  const draft = rows.get(talkDrafts, memberId);
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'talk', memberId },
    storeDraft: () => rows.put(talkDrafts, memberId, draft ?? refused),
  };
}

function draftOfEnrolment(rows: Rows, operation: Operation): DraftOfRefused | undefined {
  const enrolment = enrolmentOf(operation);
  if (enrolment === undefined) return undefined;
  const draft = rows.get(enrolmentDrafts, 'draft');
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'enrol', collectiveId: draft?.collectiveId ?? enrolment.collectiveId },
    storeDraft: () => rows.put(enrolmentDrafts, 'draft', draft ?? enrolment),
  };
}
