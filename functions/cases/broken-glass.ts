import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Place } from '../domain/cursor.ts';
import { AppError, notFound } from '../domain/errors.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { brokenGlassKey, brokenGlassList, caseKey, glassKey, type Key } from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { placeOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import type { MemberScopes } from './member-scopes.ts';
import { type BrokenGlass, brokenGlass, type GlassInput } from './schema.ts';
import { concerns, ownerOf, sealText } from './sealed-texts.ts';

const storedGlass = z.object({ until: z.string() });

/** Who reached an urgent case that is not hers: until when, and why, with the reason sealed under the member's key. */
export const createBrokenGlass = (table: Table, vault: Vault, findMembers: MemberScopes) => {
  /** Opens the reasons; null of members whose key was destroyed, or who are being erased. */
  const openReasons = async (stored: readonly BrokenGlass[]): Promise<BrokenGlass[]> => {
    const members = await findMembers(stored.map(({ memberId }) => memberId));
    const reasons = await vault.openMany(
      stored.map(({ memberId, at, id, reason }) => ({
        owner: ownerOf(memberId),
        place: placeOf(brokenGlassKey(at, id), 'reason'),
        sealed: reason ?? '',
      })),
    );
    return stored.map((glass, index) => ({
      ...glass,
      reason: members.has(glass.memberId) ? (reasons[index] ?? null) : null,
    }));
  };

  const findBrokenGlass = async (key: Key): Promise<BrokenGlass> => {
    const [glass] = await openReasons([brokenGlass.parse(await table.get(key))]);
    if (glass === undefined) {
      throw new Error('What was accepted is not there.');
    }
    return glass;
  };

  const fingerprintOfGlass = (content: GlassInput, personId: string): Promise<string> =>
    vault.fingerprint(canonicalJson({ glass: content, personId }));

  return {
    /** Until when a person reaches a case because she broke the glass (RFC 3339 UTC); undefined where she never did. */
    findGlass: async (caseId: string, personId: string): Promise<string | undefined> => {
      const item = await table.get(glassKey(caseId, personId));
      return item === undefined ? undefined : storedGlass.parse(item).until;
    },

    /** Lets a person reach a case for a while; `refusal` stands unless her request was accepted before. */
    breakGlass: async (
      glass: Omit<BrokenGlass, 'reason'>,
      content: GlassInput,
      line: JournalLineOf<'glass_broken'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly glass: BrokenGlass }> => {
      const { id, caseId, personId, at, until } = glass;
      const key = brokenGlassKey(at, id);
      const sealed = await sealText(vault, glass.memberId, key, 'reason', content.reason);
      const outcome = await record(table, {
        claim: {
          id,
          fingerprint: await fingerprintOfGlass(content, personId),
          record: key,
          concerns: concerns(glass.memberId),
        },
        refusal: sealed instanceof AppError ? sealed : undefined,
        writes: [
          {
            check: caseKey(caseId),
            condition: 'priority = :urgent',
            values: { ':urgent': 'urgent' },
            refusal: notFound,
          },
          { put: { ...glassKey(caseId, personId), until } },
          { put: { ...key, ...glass, reason: sealed } },
        ],
        line,
      });
      return outcome === 'written'
        ? { outcome: 'created', glass: { ...glass, reason: content.reason } }
        : { outcome: 'repeated', glass: await findBrokenGlass(outcome.repeated) };
    },

    /**
     * What an equal request gave, if it was accepted before; else `refusal` is thrown.
     * @throws AppError `refusal`, `id_reused`
     */
    repeatGlass: async (
      content: GlassInput,
      personId: string,
      refusal: AppError,
      line: JournalLineOf<'glass_broken'>,
    ): Promise<BrokenGlass> => {
      const fingerprint = await fingerprintOfGlass(content, personId);
      const key = brokenGlassKey(line.recordedAt, content.id);
      const claim = { id: content.id, fingerprint, record: key, concerns: concerns(line.memberId) };
      const outcome = await record(table, { claim, refusal, writes: [], line });
      if (outcome === 'written') {
        throw new Error('A refusal was written.');
      }
      return findBrokenGlass(outcome.repeated);
    },

    /** A page of all that broke the glass, the latest first. */
    listGlass: async (
      limit: number,
      after: Place | undefined,
    ): Promise<{ readonly items: BrokenGlass[]; readonly next?: Place }> => {
      const { items, next } = await table.query({
        partition: brokenGlassList,
        descending: true,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      const opened = await openReasons(items.map((item) => brokenGlass.parse(item)));
      return { items: opened, ...(next === undefined ? {} : { next: storedKey.parse(next) }) };
    },
  };
};
