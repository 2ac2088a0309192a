import { useEffect } from 'preact/hooks';
import { todayInIndia } from '../../i18n/today.ts';
import { inOrder, type Operation, operations } from '../../outbox/operation.ts';
import { standingGoal, type Talk, talk } from '../../talks/talk.ts';
import { agendas, talkDrafts, talksRead, type Woman, women } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { areTalksOld, readTalks } from './read-talks.ts';

/** What the phone knows of women's talks: from the server, or recorded here and not sent yet. */

/** The talks with one woman that were recorded here and are in the outbox; the woman is the first entity of a talk's operation. */
const recordedHere = (workspace: Workspace, memberId: string): Operation[] =>
  inOrder(workspace.rows.all(operations)).filter(
    ({ what, entities }) => what === 'talk' && entities[0] === memberId,
  );

/** The talks of a woman that the phone knows, sorted by `on`, then by recording. */
export function talksOf(workspace: Workspace, memberId: string): Talk[] {
  const read = workspace.rows.get(talksRead, memberId)?.talks ?? [];
  const own = recordedHere(workspace, memberId)
    .flatMap(({ body }) => talk.safeParse(body).data ?? [])
    .filter(({ id }) => !read.some((one) => one.id === id));
  return [...read, ...own].toSorted((a, b) => a.on.localeCompare(b.on));
}

/**
 * Hook: reads a woman's talks from the server when a screen about her opens, and while it is open, if her version has changed since the talks were
 * read. Without a network, the talks that were read last stay.
 */
export function useReadTalks(memberId: string): void {
  const { workspace } = useHere();
  const her = workspace.rows.get(women, memberId);
  const version = her !== undefined && areTalksOld(workspace.rows, her) ? her.version : undefined;
  useEffect(() => {
    if (her === undefined || version === undefined) return;
    void workspace.callServer((api) => readTalks(api, workspace.rows, her)).catch(() => {});
    // Depends on the version and not on `her`: a screen is drawn at each change of a row, and `her` is then a new object.
  }, [workspace, memberId, version]);
}

/** A woman with whom to talk, and since when. */
export type DueTalk = Woman & { readonly dueOn: string };

/**
 * The women with whom to talk today; whoever has waited longest comes first. These are the women whom the server names, without those with whom a
 * talk was recorded here since.
 */
export function womenToTalkWith(workspace: Workspace): DueTalk[] {
  const today = todayInIndia();
  return (workspace.rows.get(agendas, 'all')?.talks ?? [])
    .filter(({ on, memberId }) => on <= today && !recordedHere(workspace, memberId).some(hasAnswer))
    .flatMap(({ memberId, on }) => {
      const woman = workspace.rows.get(women, memberId);
      return woman === undefined ? [] : [{ ...woman, dueOn: on }];
    })
    .filter(({ withdrawnOn }) => withdrawnOn === undefined)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.name.localeCompare(b.name));
}

const hasAnswer = ({ body }: Operation): boolean => body.answers !== undefined;

/** Keeps a talk among the talks that were read, until these are read again: the outbox forgets it once it is sent. */
export async function keepTalk(workspace: Workspace, memberId: string, held: Talk): Promise<void> {
  const { version = 0, talks = [] } = workspace.rows.get(talksRead, memberId) ?? {};
  const others = talks.filter(({ id }) => id !== held.id);
  await workspace.rows.put(talksRead, memberId, { id: memberId, version, talks: [...others, held] });
}

/** Forgets a talk that the server refused, and that the leader or caseworker discards. */
export async function forgetTalk(workspace: Workspace, memberId: string, talkId: string): Promise<void> {
  const read = workspace.rows.get(talksRead, memberId);
  if (read === undefined) return;
  const talks = read.talks.filter(({ id }) => id !== talkId);
  await workspace.rows.put(talksRead, memberId, { ...read, talks });
}

export type DueGoal = { readonly member: Woman; readonly by: string };

/** The goals that women want to reach by a day, the earliest first. */
export function dueGoals(workspace: Workspace): DueGoal[] {
  return workspace.rows
    .all(talksRead)
    .flatMap(({ id }) => {
      const member = workspace.rows.get(women, id);
      const by = standingGoal(talksOf(workspace, id))?.by;
      return member === undefined || by === undefined ? [] : [{ member, by }];
    })
    .toSorted((a, b) => a.by.localeCompare(b.by));
}

/** The women with whom a talk was begun. A draft that corrects a refused talk does not count: it is among the unsent work. */
export const womenInTalk = (workspace: Workspace): Woman[] =>
  workspace.rows
    .all(talkDrafts)
    .filter(({ id }) => workspace.rows.get(operations, id) === undefined)
    .flatMap(({ memberId }) => workspace.rows.get(women, memberId) ?? []);
