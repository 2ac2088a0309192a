import { notFound } from '../../shared/errors/errors.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { VaultError } from '../../shared/vault/vault-error.ts';
import { notAMember } from './member-account-rules.ts';
import type { MeetingInput, VoucherInput } from './sheet-input-schema.ts';
import type { StoredMeeting, StoredVoucher } from './sheet-schema.ts';

/**
 * Encrypts the texts of sheets and vouchers: notes, and the reasons of write-offs, cash differences and reversals. A write-off's reason is encrypted with
 * the member's key, every other text with the collective's. `itemKey` is the table's key of the sheet or voucher. show-sheet-texts.ts decrypts them.
 */

/** The field name of a reason, such as `lines.2.reason`. The index names its line for good, because a sheet never changes. */
export const reasonField = (list: 'entries' | 'lines', index: number): string => `${list}.${index}.reason`;

/** The collective's text, encrypted. @throws AppError `not_found` if the collective has no key: then it does not exist */
export const encryptText = async (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  field: string,
  text: string,
): Promise<EncryptedText> => {
  try {
    return await vault.encrypt(`collective:${collectiveId}`, contextOf(itemKey, field), text);
  } catch (error) {
    throw error instanceof VaultError && error.fault === 'key_missing' ? notFound() : error;
  }
};

const encryptEntries = (
  vault: Vault,
  itemKey: Key,
  sent: MeetingInput,
): Promise<StoredMeeting['entries']> => {
  const encryptReason = async (memberId: string, index: number, reason: string): Promise<EncryptedText> => {
    try {
      const context = contextOf(itemKey, reasonField('entries', index));
      return await vault.encrypt(`member:${memberId}`, context, reason);
    } catch (error) {
      // The vault has no key of a member who does not exist, and none any more of one who was erased.
      if (error instanceof VaultError && ['key_missing', 'key_destroyed'].includes(error.fault)) {
        const { attendance, entries, lines = [] } = sent;
        throw notAMember({ attendance, entries, lines }, memberId);
      }
      throw error;
    }
  };
  return Promise.all(
    sent.entries.map(async (entry, index) =>
      'reason' in entry
        ? { ...entry, reason: await encryptReason(entry.memberId, index, entry.reason) }
        : entry,
    ),
  );
};

const encryptLines = (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  lines: VoucherInput['lines'],
): Promise<StoredVoucher['lines']> =>
  Promise.all(
    lines.map(async (line, index) =>
      'reason' in line
        ? {
            ...line,
            reason: await encryptText(vault, collectiveId, itemKey, reasonField('lines', index), line.reason),
          }
        : line,
    ),
  );

const encryptNote = async (vault: Vault, collectiveId: string, itemKey: Key, note: string | undefined) =>
  note === undefined ? {} : { note: await encryptText(vault, collectiveId, itemKey, 'note', note) };

/**
 * The parts of a new meeting that have texts, with the texts encrypted.
 * @throws AppError `not_a_member` if a write-off's member does not exist or was erased; `not_found` if the collective does not exist
 */
export const encryptMeeting = async (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  sent: MeetingInput,
): Promise<Pick<StoredMeeting, 'entries' | 'lines' | 'note'>> => ({
  entries: await encryptEntries(vault, itemKey, sent),
  ...(sent.lines === undefined
    ? {}
    : { lines: await encryptLines(vault, collectiveId, itemKey, sent.lines) }),
  ...(await encryptNote(vault, collectiveId, itemKey, sent.note)),
});

/** The parts of a new voucher that have texts, with the texts encrypted. @throws AppError `not_found` if the collective does not exist */
export const encryptVoucher = async (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  { lines, note }: VoucherInput,
): Promise<Pick<StoredVoucher, 'lines' | 'note'>> => ({
  lines: await encryptLines(vault, collectiveId, itemKey, lines),
  ...(await encryptNote(vault, collectiveId, itemKey, note)),
});
