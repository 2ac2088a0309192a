import { AppError } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { Write } from '../../shared/table/client.ts';
import { caseEventKey } from '../../shared/table/keys/cases.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { Asker } from './case-reach.ts';
import type { CaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';
import { putEvent, sealEvent } from './stored-event.ts';

/** A note that came with a change of its case: an event of the timeline, whose id the server makes. */
export type AddedNote = Extract<CaseEvent, { type: 'note' }> & { readonly text: string };

/** The write of a note added with a change of its case, and the claim of its id; or the refusal if the case's member was erased. */
export const prepareNote = async (
  vault: Vault,
  { id: caseId, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
  note: AddedNote,
  recordedAt: string,
): Promise<{ readonly claim: Claim; readonly write: Write } | AppError> => {
  const { id, type, on, text } = note;
  const key = caseEventKey(caseId, on, recordedAt, id);
  const sealed = await sealEvent(vault, memberId, key, note);
  return sealed instanceof AppError
    ? sealed
    : {
        claim: {
          id,
          fingerprint: await fingerprintOf(vault, { caseId, id, type, on, text }),
          record: key,
          concernsOnly: concernedMember(memberId),
        },
        write: putEvent(key, memberId, sealed),
      };
};

/** The note that was sent with a change, as an event of today. */
export const newNote = (
  newId: Ids,
  text: string | undefined,
  { caller, now, today }: Asker & { readonly today: string },
): AddedNote | undefined =>
  text === undefined ? undefined : { id: newId(), type: 'note', on: today, text, ...stampOf(caller, now) };
