import * as z from 'zod';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { invalidCursor, type PageKey } from '../domain/cursor.ts';
import { type AppError, InternalError, notFound, refused } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { type Claim, record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Item, Query, Table } from '../table/client.ts';
import {
  accountKey,
  accountPrefix,
  cashKey,
  claimKey,
  type Key,
  meetingKey,
  meetingPrefix,
  memberKey,
} from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';
import { cashOf, netEntries, turnoverOf, undo } from './movements.ts';
import { validateSheet } from './rules.ts';
import {
  type Ledger,
  type Meeting,
  type MeetingSummary,
  type MemberSavings,
  meetingSummary,
  type ReversalInput,
  type StoredMeeting,
  type StoredMember,
  storedCash,
  storedMeeting,
  storedMember,
} from './schema.ts';
import { assertAgreement, deriveSavings, isComplete, joinSavings } from './statement.ts';
import { checkAttendance, moveAccount, moveCash } from './writes.ts';

export type Savings = ReturnType<typeof createSavings>;

const claimed = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });

/** Accounts per transactional read: an account has at most 1,000 loans, and thirty such accounts stay within DynamoDB's 4 MB. */
const accountsAtOnce = 30;

const partitionOf = (collectiveId: string): string => cashKey(collectiveId).pk;

export const createSavings = (table: Table, vault: Vault) => {
  const keyOf = (collectiveId: string, { heldOn, id }: MeetingSummary): Key =>
    meetingKey(collectiveId, heldOn, id);

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

  const queryAll = async (query: Query): Promise<Item[]> => {
    const found: Item[] = [];
    let after: Item | undefined;
    do {
      const page = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found;
  };

  const readCash = async (collectiveId: string): Promise<z.infer<typeof storedCash>> => {
    const item = await table.get(cashKey(collectiveId));
    if (item === undefined) {
      throw notFound();
    }
    return storedCash.parse(item);
  };

  /** @throws AppError `not_found` if the collective has no meeting with this id */
  const find = async (collectiveId: string, meetingId: string): Promise<StoredMeeting> => {
    const claim = await table.get(claimKey(meetingId));
    const key = claim && claimed.parse(claim).record;
    if (key?.pk !== partitionOf(collectiveId) || !key.sk.startsWith(meetingPrefix)) {
      throw notFound();
    }
    const item = await table.get(key);
    // The id of a loan or a reversal is claimed with its sheet as the record, so it leads here too.
    if (item?.id !== meetingId) {
      throw notFound();
    }
    return storedMeeting.parse(item);
  };

  /** All sheets of a collective with their entries, over all pages. */
  const readSheets = async (collectiveId: string): Promise<MeetingSummary[]> => {
    const items = await queryAll({ partition: partitionOf(collectiveId), prefix: meetingPrefix });
    return items.map((item) => meetingSummary.parse(item));
  };

  const readSavingsInCollective = (collectiveId: string, memberId: string) =>
    table.retry(async () => {
      const derived = deriveSavings(await readSheets(collectiveId), memberId);
      const [item] = await table.getTogether([accountKey(collectiveId, memberId)]);
      if (item === undefined) {
        throw new InternalError('A member has no account with her collective.');
      }
      const account = storedAccount.parse(item);
      // A sheet was written between the two reads: read again. Any other difference is a fault.
      if (!isComplete(derived, account)) {
        return tryAgain;
      }
      assertAgreement(derived, account);
      return derived;
    });

  /**
   * A collective's ledger and the accounts that it was made from, at one moment. A query finds the accounts; then
   * they are read together with the cash, whose count every sheet increments. If both reads see the same count,
   * there was no sheet in between and none is half visible.
   * @throws AppError `not_found`
   */
  const readBooks = (
    collectiveId: string,
  ): Promise<{ readonly ledger: Ledger; readonly accounts: readonly StoredAccount[] }> =>
    table.retry(async () => {
      const [before, found] = await Promise.all([
        readCash(collectiveId),
        queryAll({ partition: partitionOf(collectiveId), prefix: accountPrefix }),
      ]);
      const keys = found.map((item) => accountKey(collectiveId, storedAccount.parse(item).memberId));
      const chunks = Array.from({ length: Math.ceil(keys.length / accountsAtOnce) }, (_, index) =>
        keys.slice(index * accountsAtOnce, (index + 1) * accountsAtOnce),
      );
      const read = await Promise.all(
        chunks.map((chunk) => table.getTogether([cashKey(collectiveId), ...chunk])),
      );
      if (read.some(([cash]) => storedCash.parse(cash).sheets !== before.sheets)) {
        return tryAgain;
      }
      const accounts = read.flatMap(([, ...items]) =>
        items.filter((item) => item !== undefined).map((item) => storedAccount.parse(item)),
      );
      const members = accounts.map(({ memberId, savingsPaise, loansOutstandingPaise }) => ({
        memberId,
        savingsPaise,
        loansOutstandingPaise,
      }));
      return {
        ledger: {
          cashPaise: before.cashPaise,
          savingsPaise: members.reduce((total, member) => total + member.savingsPaise, 0),
          loansOutstandingPaise: members.reduce((total, member) => total + member.loansOutstandingPaise, 0),
          members,
        },
        accounts,
      };
    });

  return {
    find,

    /**
     * Records a sheet in one transaction and one round trip, without reading first.
     *
     * The order of refusals: `insufficient_loan` for a repayment above a loan that this sheet itself gives; then, member by
     * member in the order of the attendance, the errors of that member's account (rules.ts); then `insufficient_cash`; then
     * `cash_mismatch`. `errors` lists everything found in the same step.
     */
    hold: async (
      collectiveId: string,
      value: Meeting,
      content: unknown,
      line: JournalLineOf<'meeting_held'>,
    ): Promise<'created' | 'repeated'> => {
      const { id, heldOn, attendance, entries, note, cashCountedPaise } = value;
      const key = keyOf(collectiveId, value);
      const fingerprint = await vault.fingerprint(canonicalJson({ collectiveId, meeting: content }));
      const movements = new Map(netEntries(entries).map((movement) => [movement.memberId, movement]));
      const accounts = attendance.map(({ memberId }) => {
        const movement = movements.get(memberId);
        return movement === undefined
          ? checkAttendance(collectiveId, memberId, value, heldOn)
          : moveAccount(collectiveId, movement, value, heldOn);
      });
      const encrypted = note === undefined ? {} : { note: await encrypt(collectiveId, key, 'note', note) };
      const outcome = await record(table, {
        claim: { id, fingerprint, record: key, concerns: null },
        furtherClaims: entries.flatMap((entry, index): Claim[] =>
          entry.kind === 'loan'
            ? [
                {
                  id: entry.loanId,
                  fingerprint,
                  record: key,
                  concerns: null,
                  path: `entries.${index}.loanId`,
                },
              ]
            : [],
        ),
        refusal: validateSheet(value),
        writes: [
          { put: { ...value, ...encrypted, ...key } },
          ...accounts,
          moveCash(collectiveId, {
            cashPaise: cashOf(entries),
            turnoverPaise: turnoverOf(entries),
            cashCountedPaise,
          }),
        ],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    /**
     * Reverses a sheet. A loan that it created is removed from the account; its id stays used.
     * @throws AppError `already_reversed`, or the errors of accounts and cash in the order of `hold`
     */
    reverse: async (
      collectiveId: string,
      sheet: StoredMeeting,
      { id, reason }: ReversalInput,
      line: JournalLineOf<'meeting_reversed'>,
      mark: { readonly at: string; readonly by: string },
    ): Promise<'created' | 'repeated'> => {
      const key = keyOf(collectiveId, sheet);
      const content = { collectiveId, meetingId: sheet.id, reversal: { id, reason } };
      const alreadyReversed = (): AppError =>
        refused('already_reversed', 'This sheet was taken back before, by another reversal.');
      const encryptedReason = await encrypt(collectiveId, key, 'reversed.reason', reason);
      const outcome = await record(table, {
        claim: {
          id,
          fingerprint: await vault.fingerprint(canonicalJson(content)),
          record: key,
          concerns: null,
        },
        refusal: sheet.reversed === undefined ? undefined : alreadyReversed(),
        writes: [
          {
            update: key,
            set: 'SET reversed = :reversed, version = version + :one',
            condition: 'attribute_not_exists(reversed)',
            values: { ':reversed': { id, reason: encryptedReason, ...mark }, ':one': 1 },
            refusal: alreadyReversed,
          },
          ...netEntries(sheet.entries).map((movement) =>
            moveAccount(collectiveId, undo(movement), sheet, undefined),
          ),
          moveCash(collectiveId, { cashPaise: 0 - cashOf(sheet.entries), turnoverPaise: 0 }),
        ],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    /** Decrypts the texts of a meeting; `fields` names the texts it has. */
    reveal: async (
      collectiveId: string,
      { note, reversed, ...sheet }: StoredMeeting,
    ): Promise<{ readonly value: Meeting; readonly fields: string[] }> => {
      const key = keyOf(collectiveId, sheet);
      const owner = `collective:${collectiveId}` as const;
      const encrypted = [
        ...(note === undefined ? [] : [{ field: 'note', ciphertext: note }]),
        ...(reversed === undefined ? [] : [{ field: 'reversed.reason', ciphertext: reversed.reason }]),
      ];
      const opened = await vault.decryptMany(
        encrypted.map((text) => ({
          owner,
          context: contextOf(key, text.field),
          ciphertext: text.ciphertext,
        })),
      );
      const texts = new Map(encrypted.map(({ field }, index) => [field, opened[index] ?? '']));
      return {
        value: {
          ...sheet,
          ...(note === undefined ? {} : { note: texts.get('note') }),
          ...(reversed === undefined
            ? {}
            : { reversed: { ...reversed, reason: texts.get('reversed.reason') ?? '' } }),
        },
        fields: [...texts.keys()],
      };
    },

    /** A page of a collective's meetings without their texts, latest first. */
    list: async (collectiveId: string, limit: number, after: PageKey | undefined) => {
      await readCash(collectiveId);
      if (after !== undefined && after.sk?.startsWith(meetingPrefix) !== true) {
        throw invalidCursor();
      }
      const partition = partitionOf(collectiveId);
      const { items, next } = await table.query({
        partition,
        prefix: meetingPrefix,
        descending: true,
        limit,
        ...(after === undefined ? {} : { after: { pk: partition, sk: after.sk } }),
      });
      return { items: items.map((item) => meetingSummary.parse(item)), next: next && { sk: next.sk } };
    },

    /** @throws AppError `not_found` */
    readLedger: async (collectiveId: string): Promise<Ledger> => (await readBooks(collectiveId)).ledger,

    readBooks,

    /** @throws AppError `not_found` if the member does not exist */
    findMember: async (memberId: string): Promise<StoredMember> => {
      const item = await table.get(memberKey(memberId));
      if (item === undefined) {
        throw notFound();
      }
      return storedMember.parse(item);
    },

    /**
     * A member's savings with her present and former collectives, computed from all sheets and checked against
     * each account, so that no sheet is missing.
     */
    readSavings: async (
      memberId: string,
      { collectiveId, formerCollectives }: StoredMember,
    ): Promise<MemberSavings> =>
      joinSavings(
        await Promise.all(
          [...new Set([...formerCollectives, collectiveId])].map((id) =>
            readSavingsInCollective(id, memberId),
          ),
        ),
      ),
  };
};
