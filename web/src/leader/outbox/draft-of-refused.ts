import type { Operation } from '../../outbox/operation.ts';
import { draftOfTalk } from '../../phone/talk/draft-of-refused-talk.ts';
import type { DraftOfRefused } from '../../phone/unsent/unsent-role.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { draftWithKeptIds, keptIdsOf } from '../joined.ts';
import { enrolmentDrafts, members, sheetDrafts } from '../row-kinds.ts';
import type { Screen } from '../screen.ts';
import { redraftSheet } from '../sheet/redraft-sheet.ts';
import { enrolmentOf } from './correct-refused.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'put'>;

/**
 * The draft in which a refused operation can be corrected; undefined for an operation that cannot be corrected so. The refused operation
 * stays in the outbox until its draft is recorded under the same id.
 */
export function draftOfRefused(rows: Rows, operation: Operation): DraftOfRefused<Screen> | undefined {
  switch (operation.what) {
    case 'meeting':
      return draftOfSheet(rows, operation);
    case 'talk':
      return draftOfTalk(rows, operation);
    default:
      return draftOfEnrolment(rows, operation);
  }
}

function draftOfSheet(rows: Rows, operation: Operation): DraftOfRefused<Screen> {
  // The first entity of a sheet is its group.
  const collectiveId = operation.entities[0] ?? '';
  const draft = rows.get(sheetDrafts, collectiveId);
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'sheet', collectiveId },
    storeDraft: () =>
      rows.put(
        sheetDrafts,
        collectiveId,
        draft ?? draftWithKeptIds(redraftSheet(operation, collectiveId), keptIdsOf(rows.all(members))),
      ),
  };
}

function draftOfEnrolment(rows: Rows, operation: Operation): DraftOfRefused<Screen> | undefined {
  const enrolment = enrolmentOf(operation);
  if (enrolment === undefined) return undefined;
  const draft = rows.get(enrolmentDrafts, 'draft');
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'enrol', collectiveId: draft?.collectiveId ?? enrolment.collectiveId },
    storeDraft: () => rows.put(enrolmentDrafts, 'draft', draft ?? enrolment),
  };
}
