import * as z from 'zod';
import type { StoredQuestion } from '../../areas/questions/schema.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import type { BareFinding } from './schema.ts';

/** Which findings of a month, and which questions about them, a caller reaches (month-findings.ts). */

const memberPlace = z.object({ id: z.string(), collectiveId: z.string(), district: z.string() });

/** The other woman of two who may be the same. An area coordinator gets the finding only if she reaches both. */
const twinOf = ({ kind, record, otherId }: BareFinding): string | undefined =>
  kind === 'likelyDuplicates' && record === 'member' ? otherId : undefined;

/** The questions that the caller may read: as in the list of questions, none about a woman whom she doesn't reach. Questions about erased women stay. */
export const reachedQuestions = async (
  table: Pick<Table, 'getMany'>,
  questions: readonly StoredQuestion[],
  caller: Caller,
  reach: Reach,
): Promise<readonly StoredQuestion[]> => {
  // Whoever reads findings and is no area coordinator reaches everything.
  if (reach !== 'area') return questions;
  const women = await findKept(
    table,
    questions.flatMap(({ about }) => about.memberId ?? []),
  );
  return questions.filter(({ about: { memberId } }) => {
    if (memberId === undefined) return true;
    const woman = women.get(memberId);
    // She is erased: no record says in which district she was.
    if (woman === undefined) return true;
    return reachesMember(caller, reach, memberPlace.parse(woman));
  });
};

/** The kinds of findings that nobody can put right once the woman is erased: nobody can close her case, and she can't be asked. */
const needsHer: ReadonlySet<BareFinding['kind']> = new Set(['stoppedUrgentCases', 'undoneStops']);

/**
 * The findings within the caller's reach. A finding about a group is reached with the group, and one about a woman with the woman; the woman's collective
 * is added to it. A finding about neither is for those who reach everything. So is one about an erased woman, unless it needs her (`needsHer`).
 */
export const placeFindings = async (
  table: Pick<Table, 'getMany'>,
  findings: readonly BareFinding[],
  caller: Caller,
  reach: Reach,
): Promise<BareFinding[]> => {
  const [members, callerWithGroups] = await Promise.all([
    findKept(
      table,
      findings.flatMap((finding) => [finding.memberId, twinOf(finding)].filter((id) => id !== undefined)),
    ),
    reach === 'area'
      ? withCollectives(
          table,
          caller,
          findings.flatMap(({ collectiveId }) => collectiveId ?? []),
        )
      : caller,
  ]);
  const isReached = (memberId: string): boolean => {
    const member = members.get(memberId);
    return member !== undefined && reachesMember(caller, reach, memberPlace.parse(member));
  };
  return findings.flatMap((finding): BareFinding[] => {
    const { memberId, collectiveId } = finding;
    if (collectiveId !== undefined) {
      return reachesCollective(callerWithGroups, reach, collectiveId) ? [finding] : [];
    }
    const twin = twinOf(finding);
    if (reach === 'area' && twin !== undefined && !isReached(twin)) return [];
    if (memberId === undefined) return reach === 'all' ? [finding] : [];
    const member = members.get(memberId);
    if (member === undefined) {
      // She is erased.
      return reach === 'all' && !needsHer.has(finding.kind) ? [finding] : [];
    }
    const place = memberPlace.parse(member);
    return reachesMember(caller, reach, place) ? [{ ...finding, collectiveId: place.collectiveId }] : [];
  });
};
