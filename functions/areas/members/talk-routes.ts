import { dueTalkOf } from '../../shared/due-talks/due-talk.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { newestThatFit } from '../../shared/http/newest-that-fit.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import { holdsOpenCase } from '../../shared/services/holds-open-case.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import { findMember } from './revision.ts';
import { type Deps, findReachable, type Handler, lineBase } from './route-deps.ts';
import { openTalks, readTalks } from './stored-talk.ts';
import { standingGoalOf } from './talk-rules.ts';
import { addTalk } from './talk-writes.ts';

export const addTalkRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/talks'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const stored = await findReachable(deps, path.id, request);
    // A caseworker may read the talks only while she has an open case of the woman (as in `listTalksRoute`). This matters only if she says that a goal is done.
    const mayEndGoal =
      caller.role !== 'caseworker' ||
      (body.goalDone === true && (await holdsOpenCase(deps.table, caller.personId, idsOf(stored), stored)));
    const { outcome, talk } = await addTalk(
      deps,
      stored,
      body,
      stampOf(caller, now),
      { reach, mayEndGoal },
      {
        ...lineBase(request),
        type: 'talk_recorded',
        id: body.id,
        memberId: path.id,
        talkId: body.id,
        on: body.on,
        answers: body.answers ?? {},
        ...(body.goal === undefined ? {} : { goal: { area: body.goal.area } }),
        ...(body.goalDone === undefined ? {} : { goalDone: body.goalDone }),
      },
    );
    if (outcome === 'created') {
      return withVersion(201, talk);
    }
    await deps.accessLog(request, { ...openingOf(stored), fields: ['talks'] });
    return withVersion(200, talk);
  };

/** What her talks may take of an answer of 6 MB; joined records can have more. */
const maxTalkBytes = 5_000_000;

export const listTalksRoute =
  (deps: Deps): Handler<'GET /api/members/{id}/talks'> =>
  async (request) => {
    const { path, caller, reach } = request;
    const { table, vault } = deps;
    const stored = await findMember(table, path.id);
    const ids = idsOf(stored);
    const isReached =
      reach === 'assigned'
        ? await holdsOpenCase(table, caller.personId, ids, stored)
        : reachesMember(caller, reach, stored);
    if (!isReached) {
      throw notFound();
    }
    // What she told while she was served is shown to nobody while she is not.
    const talks = hasStopped(stored) ? [] : await readTalks(table, ids);
    const opened = await openTalks(vault, talks, stored.id);
    const items = newestThatFit(opened.toReversed(), maxTalkBytes).reverse();
    const itemsLeftOut = opened.length - items.length;
    await deps.accessLog(request, { ...openingOf(stored), fields: ['talks'] });
    const standing = standingGoalOf(talks);
    const due = dueTalkOf(stored);
    return {
      status: 200,
      body: {
        items,
        ...(itemsLeftOut === 0 ? {} : { itemsLeftOut }),
        ...(standing === undefined ? {} : { standing: { talkId: standing.id } }),
        ...(due === undefined ? {} : { dueOn: due.on }),
      },
    };
  };
