import { notFound } from '../domain/errors.ts';
import type { Key } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { CiphertextAt, Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import { notAMember } from './account-rules.ts';
import type { Meeting, MeetingInput, StoredMeeting, StoredVoucher, Voucher, VoucherInput } from './schema.ts';

/**
 * The texts of sheets and vouchers: notes, and the reasons of write-offs, cash differences and reversals. An entry or a line is
 * named by its place on the sheet, because a sheet never changes.
 */

const reasonOf = (list: 'entries' | 'lines', index: number): string => `${list}.${index}.reason`;

export const createSheetTexts = (vault: Vault) => {
  /** @throws AppError `not_found` if the collective does not exist, which shows as a missing key: every collective has one */
  const encrypt = async (
    collectiveId: string,
    key: Key,
    field: string,
    text: string,
  ): Promise<EncryptedText> => {
    try {
      return await vault.encrypt(`collective:${collectiveId}`, contextOf(key, field), text);
    } catch (error) {
      throw error instanceof VaultError && error.fault === 'key_missing' ? notFound() : error;
    }
  };

  const encryptEntries = async (key: Key, sent: MeetingInput): Promise<StoredMeeting['entries']> => {
    const encryptReason = async (memberId: string, index: number, reason: string): Promise<EncryptedText> => {
      try {
        return await vault.encrypt(`member:${memberId}`, contextOf(key, reasonOf('entries', index)), reason);
      } catch (error) {
        // Without a key there is no such member, or she was erased.
        throw error instanceof VaultError
          ? notAMember({ ...sent, lines: sent.lines ?? [] }, memberId)
          : error;
      }
    };
    return Promise.all(
      sent.entries.map(async (entry, index) =>
        entry.kind === 'write_off'
          ? { ...entry, reason: await encryptReason(entry.memberId, index, entry.reason) }
          : entry,
      ),
    );
  };

  const encryptLines = (
    collectiveId: string,
    key: Key,
    lines: VoucherInput['lines'],
  ): Promise<StoredVoucher['lines']> =>
    Promise.all(
      lines.map(async (line, index) =>
        'reason' in line
          ? { ...line, reason: await encrypt(collectiveId, key, reasonOf('lines', index), line.reason) }
          : line,
      ),
    );

  const encryptNote = async (collectiveId: string, key: Key, note: string | undefined) =>
    note === undefined ? {} : { note: await encrypt(collectiveId, key, 'note', note) };

  /** The ciphertexts of a sheet that were asked for, by field. */
  const decrypt = async (
    key: Key,
    texts: readonly (Pick<CiphertextAt, 'owner' | 'ciphertext'> & { readonly field: string })[],
  ): Promise<ReadonlyMap<string, string | null>> => {
    const opened = await vault.decryptMany(
      texts.map(({ owner, ciphertext, field }) => ({ owner, ciphertext, context: contextOf(key, field) })),
    );
    return new Map(texts.map(({ field }, index) => [field, opened[index] ?? null]));
  };

  const textsOfGroup = (
    collectiveId: string,
    { note, lines = [], reversed }: Pick<StoredMeeting, 'note' | 'lines' | 'reversed'>,
  ) => {
    const owner = `collective:${collectiveId}` as const;
    return [
      ...(note === undefined ? [] : [{ owner, field: 'note', ciphertext: note }]),
      ...(reversed === undefined ? [] : [{ owner, field: 'reversed.reason', ciphertext: reversed.reason }]),
      ...lines.flatMap((line, index) =>
        'reason' in line ? [{ owner, field: reasonOf('lines', index), ciphertext: line.reason }] : [],
      ),
    ];
  };

  /** A group's texts are never erased, so each one is there. */
  const showGroup = (
    { note, lines, reversed }: Pick<StoredMeeting, 'note' | 'lines' | 'reversed'>,
    texts: ReadonlyMap<string, string | null>,
  ) => ({
    ...(note === undefined ? {} : { note: texts.get('note') ?? '' }),
    ...(lines === undefined
      ? {}
      : {
          lines: lines.map((line, index) =>
            'reason' in line ? { ...line, reason: texts.get(reasonOf('lines', index)) ?? '' } : line,
          ),
        }),
    ...(reversed === undefined
      ? {}
      : { reversed: { ...reversed, reason: texts.get('reversed.reason') ?? '' } }),
  });

  /** The names of text fields, each once, without places. */
  const namesOf = (texts: ReadonlyMap<string, string | null>): string[] => [
    ...new Set([...texts.keys()].map((field) => field.replace(/\.\d+\./, '.'))),
  ];

  return {
    encrypt,

    /**
     * The encrypted parts of a new meeting.
     * @throws AppError `not_a_member` if a write-off concerns nobody
     */
    encryptMeeting: async (
      collectiveId: string,
      key: Key,
      sent: MeetingInput,
    ): Promise<Pick<StoredMeeting, 'entries' | 'lines' | 'note'>> => ({
      entries: await encryptEntries(key, sent),
      ...(sent.lines === undefined ? {} : { lines: await encryptLines(collectiveId, key, sent.lines) }),
      ...(await encryptNote(collectiveId, key, sent.note)),
    }),

    encryptVoucher: async (
      collectiveId: string,
      key: Key,
      { lines, note }: VoucherInput,
    ): Promise<Pick<StoredVoucher, 'lines' | 'note'>> => ({
      lines: await encryptLines(collectiveId, key, lines),
      ...(await encryptNote(collectiveId, key, note)),
    }),

    /** A meeting with its texts; `fields` names the texts it has. */
    showMeeting: async (
      collectiveId: string,
      key: Key,
      { note, lines, reversed, ...stored }: StoredMeeting,
    ): Promise<{ readonly value: Meeting; readonly fields: string[] }> => {
      const texts = await decrypt(key, [
        ...textsOfGroup(collectiveId, { note, lines, reversed }),
        ...stored.entries.flatMap((entry, index) =>
          entry.kind === 'write_off'
            ? [
                {
                  owner: `member:${entry.memberId}` as const,
                  field: reasonOf('entries', index),
                  ciphertext: entry.reason,
                },
              ]
            : [],
        ),
      ]);
      const entries = stored.entries.map((entry, index) =>
        entry.kind === 'write_off'
          ? { ...entry, reason: texts.get(reasonOf('entries', index)) ?? null }
          : entry,
      );
      return {
        value: { ...stored, entries, ...showGroup({ note, lines, reversed }, texts) },
        fields: namesOf(texts),
      };
    },

    /** A voucher with its texts; `fields` names the texts it has. */
    showVoucher: async (
      collectiveId: string,
      key: Key,
      { note, lines, reversed, ...stored }: StoredVoucher,
    ): Promise<{ readonly value: Voucher; readonly fields: string[] }> => {
      const texts = await decrypt(key, textsOfGroup(collectiveId, { note, lines, reversed }));
      const { lines: shown = [], ...others } = showGroup({ note, lines, reversed }, texts);
      return { value: { ...stored, lines: shown, ...others }, fields: namesOf(texts) };
    },
  };
};
