import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { genders } from '../../../../functions/shared/kinds/member-words.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { inOrder, type Operation, operations } from '../../outbox/operation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { recordIdsOf, womanOf } from '../joined.ts';
import { membersOf } from '../meetings/balances.ts';
import { collectivesOf } from '../own-collectives.ts';
import { type Child, type Member, type Observation, observation } from '../row-kinds.ts';
import { whyAsk } from './children-rules.ts';

/** The children on the phone: from the server, or recorded here and not sent yet. */

export type ChildOfMember = { readonly member: Member; readonly child: Child };

/** The stored children of a group's present members; if no group is given, of the present members of all the leader's groups. */
export function listChildren(workspace: Workspace, collectiveId: string | undefined): ChildOfMember[] {
  const recordedOperations = inOrder(workspace.rows.all(operations));
  const groupIds =
    collectiveId === undefined ? collectivesOf(workspace.rows).map(({ id }) => id) : [collectiveId];
  return groupIds
    .flatMap((id) => membersOf(workspace.rows, id))
    .flatMap((member) => childrenOf(member, recordedOperations).map((child) => ({ member, child })));
}

/** The children of `listChildren` whose schooling is to be asked about today. */
export const listToAsk = (workspace: Workspace, collectiveId: string | undefined): ChildOfMember[] => {
  const today = todayInIndia();
  return listChildren(workspace, collectiveId).filter(({ child }) => whyAsk(child, today) !== undefined);
};

/** The stored children of one member, even of a member who has left. */
export function listChildrenOf(workspace: Workspace, memberId: string): ChildOfMember[] {
  const member = womanOf(workspace.rows, memberId);
  if (member === undefined) return [];
  return childrenOf(member, inOrder(workspace.rows.all(operations))).map((child) => ({ member, child }));
}

/**
 * Whether a stored child was recorded here and has not come back from the server yet. Until it has, nothing more can be recorded of the child. The operation
 * that records a new child has the child's id.
 */
export const isNew = (workspace: Workspace, childId: string): boolean =>
  workspace.rows.get(operations, childId) !== undefined;

/**
 * The Indian date on which a UUIDv7 was made: its first 48 bits (twelve hexadecimal digits around a hyphen,
 * `0193692a-5d10-…`) are milliseconds since 1970.
 */
const dayOfId = (id: string): string =>
  dateInIndia(new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)));

/** A child that was recorded here, with the observation that the server will make of the answer about school. */
function newChild(id: string, body: Operation['body']): Child {
  const observationAtStart = {
    // The server will give the observation another id.
    id: `first of ${id}`,
    on: dayOfId(id),
    status: body.inSchool === true ? 'enrolled' : 'not_enrolled',
    isTakenBack: false,
  } as const;
  return {
    id,
    birthYear: Number(body.birthYear),
    gender: genders.find((gender) => gender === body.gender) ?? 'undisclosed',
    schooling: [observationAtStart],
    isTakenBack: false,
  };
}

const withObservation = (child: Child, added: Observation): Child => {
  // The server has sent this observation back already.
  if (child.schooling.some(({ id }) => id === added.id)) return child;
  // Observations are sorted by day; on its own day this one was recorded last.
  const index = child.schooling.findLastIndex(({ on }) => on <= added.on) + 1;
  return { ...child, schooling: child.schooling.toSpliced(index, 0, added) };
};

/**
 * The stored children of one member, with what was recorded on this phone and has not come back from the server yet.
 * @param recordedOperations the operations of the outbox, in the order of recording
 */
export function childrenOf(
  member: Pick<Member, 'id' | 'children' | 'joined'>,
  recordedOperations: readonly Operation[],
): Child[] {
  // `children` is absent on a phone that has not read them yet.
  let children = [...(member.children ?? [])];
  const motherIds = recordIdsOf(member);
  for (const { id, what, body, entities } of recordedOperations) {
    // The entities of an operation about a child are the child and its mother.
    if (!motherIds.includes(entities[1] ?? '')) continue;
    if (what === 'child' && !children.some((child) => child.id === id)) children.push(newChild(id, body));
    if (what === 'schooling') {
      const { data } = observation.safeParse({ ...body, isTakenBack: false });
      children = children.map((child) =>
        data !== undefined && child.id === entities[0] ? withObservation(child, data) : child,
      );
    }
    if (what === 'entry_reversal') {
      // `of` is the id of the child or observation that is taken back.
      children = children.map((child) => ({
        ...child,
        isTakenBack: child.isTakenBack || child.id === body.of,
        schooling: child.schooling.map((one) => (one.id === body.of ? { ...one, isTakenBack: true } : one)),
      }));
    }
  }
  return children;
}
