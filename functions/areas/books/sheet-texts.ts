import { notFound } from '../../shared/errors/errors.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { CiphertextAt, Vault } from '../../shared/vault/vault.ts';
import { VaultError } from '../../shared/vault/vault-error.ts';
import { notAMember } from './member-account-rules.ts';
import type { MeetingInput, VoucherInput } from './sheet-input-schema.ts';
import type { Meeting, StoredMeeting, StoredVoucher, Voucher } from './sheet-schema.ts';

/**
 * Encrypts and decrypts the texts of sheets and vouchers: notes, and the reasons of write-offs, cash differences and reversals. A
 * write-off's reason is encrypted with the member's key, every other text with the collective's. `itemKey` is the table's key of the sheet or
 * voucher.
 */

/** The field name of a reason, such as `lines.2.reason`. The index names its line for good, because a sheet never changes. */
const reasonField = (list: 'entries' | 'lines', index: number): string => `${list}.${index}.reason`;

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

/** The decrypted texts of a sheet, by field name; null for a text whose key was destroyed. */
type Texts = ReadonlyMap<string, string | null>;

const decrypt = async (
  vault: Vault,
  itemKey: Key,
  ciphertexts: readonly (Pick<CiphertextAt, 'owner' | 'ciphertext'> & { readonly field: string })[],
): Promise<Texts> => {
  const decrypted = await vault.decryptMany(
    ciphertexts.map(({ owner, ciphertext, field }) => ({
      owner,
      ciphertext,
      context: contextOf(itemKey, field),
    })),
  );
  return new Map(ciphertexts.map(({ field }, index) => [field, decrypted[index] ?? null]));
};

/** The parts of a sheet or voucher whose texts are encrypted with the collective's key. */
type PartsOfGroup = Pick<StoredMeeting, 'note' | 'lines' | 'reversed'>;

const groupCiphertexts = (collectiveId: string, { note, lines = [], reversed }: PartsOfGroup) => {
  const owner = `collective:${collectiveId}` as const;
  return [
    ...(note === undefined ? [] : [{ owner, field: 'note', ciphertext: note }]),
    ...(reversed === undefined ? [] : [{ owner, field: 'reversed.reason', ciphertext: reversed.reason }]),
    ...lines.flatMap((line, index) =>
      'reason' in line ? [{ owner, field: reasonField('lines', index), ciphertext: line.reason }] : [],
    ),
  ];
};

/**
 * The same parts with their texts decrypted. `?? ''` is for the types only: a collective's key is never destroyed, so no text is null.
 */
const withGroupTexts = ({ note, lines, reversed }: PartsOfGroup, texts: Texts) => ({
  ...(note === undefined ? {} : { note: texts.get('note') ?? '' }),
  ...(lines === undefined
    ? {}
    : {
        lines: lines.map((line, index) =>
          'reason' in line ? { ...line, reason: texts.get(reasonField('lines', index)) ?? '' } : line,
        ),
      }),
  ...(reversed === undefined
    ? {}
    : { reversed: { ...reversed, reason: texts.get('reversed.reason') ?? '' } }),
});

/** The reasons of write-offs, which are encrypted with members' keys. */
const memberCiphertexts = (entries: StoredMeeting['entries']) =>
  entries.flatMap((entry, index) =>
    'reason' in entry
      ? [
          {
            owner: `member:${entry.memberId}` as const,
            field: reasonField('entries', index),
            ciphertext: entry.reason,
          },
        ]
      : [],
  );

/** The distinct names of the text fields, without indexes: `lines.reason` for `lines.2.reason`. */
const fieldNamesOf = (texts: Texts): string[] => [
  ...new Set([...texts.keys()].map((field) => field.replace(/\.\d+\./, '.'))),
];

/** A meeting with its texts decrypted. `fields`: the names of the text fields that it has, for the access log. */
export const showMeeting = async (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  { note, lines, reversed, ...stored }: StoredMeeting,
): Promise<{ readonly value: Meeting; readonly fields: string[] }> => {
  const texts = await decrypt(vault, itemKey, [
    ...groupCiphertexts(collectiveId, { note, lines, reversed }),
    ...memberCiphertexts(stored.entries),
  ]);
  const entries = stored.entries.map((entry, index) =>
    'reason' in entry ? { ...entry, reason: texts.get(reasonField('entries', index)) ?? null } : entry,
  );
  return {
    value: { ...stored, entries, ...withGroupTexts({ note, lines, reversed }, texts) },
    fields: fieldNamesOf(texts),
  };
};

/** A voucher with its texts decrypted. `fields`: the names of the text fields that it has, for the access log. */
export const showVoucher = async (
  vault: Vault,
  collectiveId: string,
  itemKey: Key,
  { note, lines, reversed, ...stored }: StoredVoucher,
): Promise<{ readonly value: Voucher; readonly fields: string[] }> => {
  const texts = await decrypt(vault, itemKey, groupCiphertexts(collectiveId, { note, lines, reversed }));
  // `= []` is for the types only: a voucher always has lines.
  const { lines: shownLines = [], ...others } = withGroupTexts({ note, lines, reversed }, texts);
  return { value: { ...stored, lines: shownLines, ...others }, fields: fieldNamesOf(texts) };
};
