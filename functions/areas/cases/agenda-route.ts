import { maxAnswerBytes } from '../../shared/http/answer-size.ts';
import { oversees, reachesDistrict } from '../../shared/reach/reach.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { demandAgendaOf } from '../demands/agenda.ts';
import { readDatedDemands } from '../demands/dated-demands.ts';
import { agendaOf, isOnAgenda } from './agenda.ts';
import { filterReadable } from './case-reach.ts';
import { readDatedCases } from './dated-cases.ts';
import { readTalkAgenda } from './due-talks.ts';
import { byId, fitAgenda } from './fit-agenda.ts';
import { sourceOf } from './list-routes.ts';
import { type Deps, type Handler, rowsOf } from './route-deps.ts';

/** The route of the agenda: what cases, talks and demands wait for. */

export const agendaRoute =
  (deps: Deps): Handler<'GET /api/agenda'> =>
  async (request) => {
    const { query, caller, reach, today } = request;
    const [dated, demands, talks] = await Promise.all([
      readDatedCases(deps.table, sourceOf(caller, reach)),
      oversees(reach) ? readDatedDemands(deps.table) : [],
      readTalkAgenda(deps.table, caller, reach, query, today),
    ]);
    const datedInRange = dated.filter((record) => isOnAgenda(record, query));
    // Nothing falls due in a case that has stopped.
    const records = await filterReadable(
      deps.table,
      datedInRange,
      caller,
      reach,
      (member, { id }) => !hasStopped(member, id),
    );
    const rows = rowsOf(records.map(({ id, memberId }) => ({ caseId: id, memberId })));
    const rowsOfTalks = talks.map(({ memberId }) => ({ of: memberId, ids: [memberId] }));
    await deps.accessLog(request, {
      lists: [
        { rows, fields: ['due'] },
        { rows: rowsOfTalks, fields: ['dueOn'] },
      ],
      isRepeated: true,
    });
    const reachedDemands = demands.filter(({ district }) => reachesDistrict(caller, reach, district));
    // The sort is stable: on one day the cases stay before the talks, and the talks before the demands.
    const items = [
      ...agendaOf(records, today, query),
      ...talks,
      ...demandAgendaOf(reachedDemands, today, query),
    ].sort((a, b) => compareTexts(a.on, b.on));
    const fitting = fitAgenda(items, maxAnswerBytes, byId(records));
    return {
      status: 200,
      body: {
        items: fitting.items,
        ...(fitting.leftOut === 0 ? {} : { itemsLeftOut: fitting.leftOut }),
      },
    };
  };
