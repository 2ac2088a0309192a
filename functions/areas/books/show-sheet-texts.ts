import type { Key } from '../../shared/table/keys/key.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { CiphertextAt, Vault } from '../../shared/vault/vault.ts';
import { reasonField } from './encrypt-sheet-texts.ts';
import type { Meeting, StoredMeeting, StoredVoucher, Voucher } from './sheet-schema.ts';

/** Decrypts the texts of sheets and vouchers. encrypt-sheet-texts.ts says which texts these are, and with whose key each is encrypted. */

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
