import * as z from 'zod';
import { sealOfMember } from '../../shared/definition/of-member.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { lazily } from '../../shared/fields/lazily.ts';
import type { Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { eventFields } from './event-definition.ts';
import { type CaseEvent, type StoredCaseEvent, storedCaseEvent } from './event-schema.ts';

/**
 * The table item of an event: the event with its encrypted texts, and the member whose key decrypts them. Made at its first use, since most
 * calls read no event.
 */
export const storedEvent = lazily(() => z.object({ memberId: z.string(), event: storedCaseEvent() }));

/** An event with its texts encrypted with its member's key, or the refusal if she was erased. */
export const sealEvent = async (
  vault: Vault,
  memberId: string,
  key: Key,
  event: CaseEvent,
): Promise<StoredCaseEvent | AppError> => {
  const fields = eventFields[event.type];
  const sealed = await sealOfMember(vault, memberId, key, fields, event);
  if (sealed instanceof AppError) return sealed;
  checkStored(fields, sealed);
  return storedCaseEvent().parse(sealed);
};

/** The write of a stored event. */
export const putEvent = (key: Key, memberId: string, event: StoredCaseEvent): Write => {
  checkStored(eventFields[event.type], event);
  return { put: { ...key, memberId, event } };
};
