import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { PageKey } from '../domain/cursor.ts';
import { AppError, InternalError, notFound } from '../domain/errors.ts';
import { record } from '../journal/append.ts';
import { concernedMember } from '../journal/concerned-member.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import {
  caseKey,
  currentEmergencyAccessKey,
  emergencyAccessKey,
  emergencyAccessList,
  type Key,
} from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { encryptText, ownerOf } from './case-texts.ts';
import type { MemberScopes } from './member-scopes.ts';
import {
  type EmergencyAccess,
  type EmergencyAccessInput,
  type StoredEmergencyAccess,
  storedEmergencyAccess,
} from './schema.ts';

const currentAccess = z.object({ until: z.string() });

/**
 * The repository of emergency access to cases: who got it, until when, and why. The journal calls it breaking the glass. The
 * reason is encrypted with the key of the case's member.
 */
export const createEmergencyAccess = (table: Table, vault: Vault, findMembers: MemberScopes) => {
  /** Decrypts the reasons. A reason is null if the member is being erased or her key was destroyed. */
  const decryptReasons = async (stored: readonly StoredEmergencyAccess[]): Promise<EmergencyAccess[]> => {
    const members = await findMembers(stored.map(({ memberId }) => memberId));
    const reasons = await vault.decryptMany(
      stored.map(({ memberId, at, id, reason }) => ({
        owner: ownerOf(memberId),
        context: contextOf(emergencyAccessKey(at, id), 'reason'),
        ciphertext: reason,
      })),
    );
    return stored.map((access, index) => ({
      ...access,
      reason: members.has(access.memberId) ? (reasons[index] ?? null) : null,
    }));
  };

  const readEmergencyAccess = async (key: Key): Promise<EmergencyAccess> => {
    const [access] = await decryptReasons([storedEmergencyAccess.parse(await table.get(key))]);
    if (access === undefined) {
      // It was written in the transaction that wrote its claim.
      throw new InternalError('What was accepted is not there.');
    }
    return access;
  };

  const fingerprintOf = (content: EmergencyAccessInput, personId: string): Promise<string> =>
    vault.fingerprint(canonicalJson({ access: content, personId }));

  return {
    /** The end of a person's emergency access to a case (RFC 3339 UTC); undefined if she never had it. */
    findEmergencyAccess: async (caseId: string, personId: string): Promise<string | undefined> => {
      const item = await table.get(currentEmergencyAccessKey(caseId, personId));
      return item === undefined ? undefined : currentAccess.parse(item).until;
    },

    /** Grants a person emergency access to a case. @throws AppError `not_found` unless the case is urgent */
    grantEmergencyAccess: async (
      access: Omit<EmergencyAccess, 'reason'>,
      content: EmergencyAccessInput,
      line: JournalLineOf<'glass_broken'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly access: EmergencyAccess }> => {
      const { id, caseId, personId, at, until } = access;
      const key = emergencyAccessKey(at, id);
      const encrypted = await encryptText(vault, access.memberId, key, 'reason', content.reason);
      const outcome = await record(table, {
        claim: {
          id,
          fingerprint: await fingerprintOf(content, personId),
          record: key,
          concernsOnly: concernedMember(access.memberId),
        },
        errorUnlessRepeated: encrypted instanceof AppError ? encrypted : undefined,
        // With a refusal `record` writes nothing, so `writes` may hold an `encrypted` that is an error.
        writes: [
          {
            check: caseKey(caseId),
            condition: 'priority = :urgent',
            values: { ':urgent': 'urgent' },
            errorIfFailed: notFound,
          },
          { put: { ...currentEmergencyAccessKey(caseId, personId), until } },
          { put: { ...key, ...access, reason: encrypted } },
        ],
        line,
      });
      return outcome === 'written'
        ? { outcome: 'created', access: { ...access, reason: content.reason } }
        : { outcome: 'repeated', access: await readEmergencyAccess(outcome.earlierRecord) };
    },

    /**
     * Answers a request that is now refused: with its result if the same request was accepted before, else by throwing `errorUnlessRepeated`.
     * @throws AppError `errorUnlessRepeated`, or `id_reused` if another request had the id
     */
    repeatEmergencyAccess: async (
      content: EmergencyAccessInput,
      personId: string,
      errorUnlessRepeated: AppError,
      line: JournalLineOf<'glass_broken'>,
    ): Promise<EmergencyAccess> => {
      const fingerprint = await fingerprintOf(content, personId);
      const key = emergencyAccessKey(line.recordedAt, content.id);
      const claim = {
        id: content.id,
        fingerprint,
        record: key,
        concernsOnly: concernedMember(line.memberId),
      };
      const outcome = await record(table, { claim, errorUnlessRepeated, writes: [], line });
      if (outcome === 'written') {
        // `record` writes nothing when there is a refusal.
        throw new InternalError('A refusal was written.');
      }
      return readEmergencyAccess(outcome.earlierRecord);
    },

    /** A page of all grants of emergency access, the latest first. */
    listEmergencyAccess: async (
      limit: number,
      after: PageKey | undefined,
    ): Promise<{ readonly items: EmergencyAccess[]; readonly next?: PageKey }> => {
      const { items, next } = await table.query({
        partition: emergencyAccessList,
        descending: true,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      const grants = await decryptReasons(items.map((item) => storedEmergencyAccess.parse(item)));
      return { items: grants, ...(next === undefined ? {} : { next: storedKey.parse(next) }) };
    },
  };
};
