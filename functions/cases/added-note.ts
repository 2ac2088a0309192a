import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import type { Claim } from '../journal/append.ts';
import type { Write } from '../table/client.ts';
import { caseEventKey } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import type { CaseEvent, CaseRecord } from './schema.ts';
import { concerns, sealText } from './sealed-texts.ts';

/** A note that comes with a change of its case: an event whose id the server made. */
export type AddedNote = Extract<CaseEvent, { type: 'note' }> & { readonly text: string };

/**
 * What is written of a note beside the change that it comes with: the event, and the claim of its id. Or the refusal to take any
 * text about somebody who was erased.
 */
export const prepareNote = async (
  vault: Vault,
  { id: caseId, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
  note: AddedNote,
  recordedAt: string,
): Promise<{ readonly claim: Claim; readonly write: Write } | AppError> => {
  const { id, type, on, text } = note;
  const key = caseEventKey(caseId, on, recordedAt, id);
  const encrypted = await sealText(vault, memberId, key, 'text', text);
  return encrypted instanceof AppError
    ? encrypted
    : {
        claim: {
          id,
          fingerprint: await vault.fingerprint(canonicalJson({ caseId, id, type, on, text })),
          record: key,
          concerns: concerns(memberId),
        },
        write: { put: { ...key, memberId, event: { ...note, text: encrypted } } },
      };
};
