import { formatInstant } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError, notFound, refused } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { type Claim, findRepetition, record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { caseKey, personKey } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { checkAssignee } from './assignee.ts';
import type { CaseState } from './case-state.ts';
import type { CaseSource, ChooseCases } from './list-cases.ts';
import type { CaseHandover, CaseHandoverInput, CaseRecord } from './schema.ts';
import { toCaseItem } from './stored-case.ts';
import { writeOnto } from './write-onto.ts';

/** Cases that one request hands over: a few seconds' work. The rest goes with the same request sent again. */
const maxCases = 400;

const notACaseworker = (path: string): AppError =>
  refused('not_a_caseworker', 'Hand the cases over from one caseworker to another.', path);

type HandoverClaim = Pick<Claim, 'id' | 'fingerprint'>;

type Handover = {
  readonly from: string;
  readonly content: CaseHandoverInput;
  /** The time of the request, and of the first one with its id: RFC 3339 with milliseconds. */
  readonly at: string;
  readonly since: string;
  /** A note for one case, with an id of its own. */
  readonly noteOf: () => AddedNote | undefined;
  readonly lineOf: (after: CaseRecord, note: AddedNote | undefined) => JournalLineOf<'case_changed'>;
};

/**
 * Handing over all open cases of a caseworker. Each case is a transaction of its own, so any number can be handed over. The
 * first one claims the request's id and with it the instant of the hand-over. After a crash half-way, the same request goes on with the
 * cases that she held at that instant and still holds; what she was given later stays hers.
 */
export const createHandover = (
  table: Table,
  vault: Vault,
  findCase: (id: string) => Promise<CaseState>,
  readEvery: (source: CaseSource, choose: ChooseCases) => Promise<CaseRecord[]>,
) => {
  /** @throws AppError `not_found`, `not_a_caseworker` */
  const validatePeople = async (from: string, to: string, hasCases: boolean): Promise<void> => {
    // DynamoDB rejects a transaction that names an item twice.
    if (from === to) {
      throw notACaseworker('to');
    }
    const failures = await table.transact([
      {
        check: personKey(from),
        condition: '#role = :caseworker',
        names: { '#role': 'role' },
        values: { ':caseworker': 'caseworker' },
        returnStored: true,
      },
      checkAssignee(to, ['caseworker'], () => notACaseworker('to')),
    ]);
    const [giver, taker] = failures ?? [];
    if (giver?.failed && giver.stored === undefined) {
      throw notFound();
    }
    if (taker?.failed) {
      throw notACaseworker('to');
    }
    // Her role may have been changed before her cases were handed over.
    if (giver?.failed && !hasCases) {
      throw notACaseworker('id');
    }
  };

  /** `left`: she no longer holds it, or another request of the same id got there first. */
  const handOverOne = async (
    { id: caseId }: CaseRecord,
    claim: HandoverClaim | undefined,
    { from, content: { to }, since, at, noteOf, lineOf }: Handover,
  ): Promise<'handed_over' | 'left'> =>
    writeOnto(await findCase(caseId), findCase, async (current) => {
      if (!isHeldBy(from, since)(current.record)) {
        return 'left';
      }
      const { version } = current.record;
      const after: CaseRecord = {
        ...current.record,
        assignedTo: to,
        assignedAt: formatInstant(new Date(at)),
        version: version + 1,
      };
      const note = noteOf();
      const prepared = note && (await prepareNote(vault, after, note, at));
      // Nothing can be written about a member who was erased: her case goes without the note.
      const added = prepared instanceof AppError ? undefined : prepared;
      const outcome = await record(table, {
        ...(claim === undefined ? {} : { claim: { ...claim, record: caseKey(caseId), concerns: null } }),
        furtherClaims: added === undefined ? [] : [added.claim],
        optimistic: [
          {
            put: toCaseItem({ ...current, record: after }, at),
            condition: 'version = :seen',
            values: { ':seen': version },
          },
        ],
        writes: [
          checkAssignee(to, ['caseworker'], () => notACaseworker('to')),
          ...(added === undefined ? [] : [added.write]),
        ],
        line: lineOf(after, added && note),
      });
      if (outcome === 'written') {
        return 'handed_over';
      }
      return 'repeated' in outcome ? 'left' : tryAgain;
    });

  return {
    /**
     * Hands over the open cases that a caseworker holds, at most `maxCases` of them.
     * @param at the time of the request, RFC 3339 with milliseconds
     * @throws AppError `not_found`, `not_a_caseworker`, `id_reused`
     */
    handOver: async (request: Omit<Handover, 'since'>): Promise<CaseHandover> => {
      const { from, content, at } = request;
      const { id, to } = content;
      const claim = {
        id,
        fingerprint: await vault.fingerprint(canonicalJson({ caseHandover: content, from })),
      };
      const before = await findRepetition(table, claim);
      const handover = { ...request, since: before?.at ?? at };
      const held = await readEvery({ of: 'assignee', personId: from }, async (batch) =>
        batch.filter(isHeldBy(from, handover.since)),
      );
      if (before === undefined) {
        await validatePeople(from, to, held.length > 0);
      }
      let isClaimed = before !== undefined;
      let handedOver = 0;
      for (const one of held.slice(0, maxCases)) {
        const outcome = await handOverOne(one, isClaimed ? undefined : claim, handover);
        if (outcome === 'handed_over') {
          isClaimed = true;
          handedOver += 1;
        }
      }
      return { id, to, handedOver, left: Math.max(0, held.length - maxCases) };
    },
  };
};

/** Whether a person held an open case at an instant, and still does. */
const isHeldBy =
  (personId: string, at: string) =>
  ({ status, assignedTo, assignedAt, createdAt }: CaseRecord): boolean =>
    status !== 'closed' && assignedTo === personId && Date.parse(assignedAt ?? createdAt) <= Date.parse(at);
