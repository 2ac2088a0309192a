import { checkStored, openRecords, sealRecord } from '../../shared/definition/seal.ts';
import { updateFields } from '../../shared/definition/update-fields.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import { erasureKey } from '../../shared/table/keys/members.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { erasureFields } from './definition.ts';
import {
  type Erasure,
  type ErasureAnswer,
  type ErasureInput,
  erasure,
  erasureAnswer,
  type StoredErasure,
} from './schema.ts';
import { subjects } from './subjects.ts';

/** Erasures as the table stores them. Each subject (the member or person to be erased) has one item, that of the subject's newest erasure. */

/** @throws InternalError if the erasure has a field that is not declared, or its reason in plaintext */
export const toItem = (stored: StoredErasure): Item => {
  checkStored(erasureFields, stored);
  return { ...stored, ...erasureKey(stored.subject) };
};

/** A write that changes some attributes of a subject's erasure; see `updateFields`. */
export const updateErasure = (
  subject: string,
  changes: Parameters<typeof updateFields<typeof erasureFields>>[2],
  limits: Parameters<typeof updateFields>[3],
): Write => updateFields(erasureFields, erasureKey(subject), changes, limits);

/** An erasure with its reason encrypted with the subject's key, and bound to the erasure's item. */
export const sealErasure = (
  vault: Pick<Vault, 'encrypt'>,
  requested: Omit<StoredErasure, 'reason'> & ErasureInput,
): Promise<StoredErasure> => {
  const { of: kind, subject } = requested;
  return sealRecord(erasureFields, requested, (boundTo, text) =>
    vault.encrypt(subjects[kind].ownerOf(subject), contextOf(erasureKey(subject), boundTo), text),
  );
};

/** The fields of an answer that are not stored, because they follow from others. */
const computedOf = ({ id, of: kind, subject }: StoredErasure) => ({
  approvalId: id,
  ...(kind === 'member' ? { memberId: subject } : { personId: subject }),
});

/** The API's answer to a request for an erasure: without the reason. */
export const toErasureAnswer = (stored: StoredErasure): ErasureAnswer =>
  erasureAnswer.parse({ ...stored, ...computedOf(stored) });

/** An erasure with its reason, for callers who may read it, and the subject whom the access log notes. */
export type OpenedErasure = { readonly subject: string; readonly answer: Erasure };

/** Decrypts the reasons of erasures. A reason is null if it was deleted, or if its key was destroyed. */
export const openErasures = async (
  vault: Pick<Vault, 'decryptMany'>,
  erasures: readonly StoredErasure[],
): Promise<OpenedErasure[]> => {
  const opened = await openRecords(
    vault,
    erasures.map((record) => ({
      fields: erasureFields,
      owner: subjects[record.of].ownerOf(record.subject),
      key: erasureKey(record.subject),
      record,
    })),
  );
  return opened.map((one) => ({
    subject: one.subject,
    answer: erasure.parse({ ...one, ...computedOf(one) }),
  }));
};
