import { addMonths, cutoffOf } from '../../functions/domain/calendar.ts';
import { workOnCases } from './cases.ts';
import { followChildrenAndOffices } from './children-and-offices.ts';
import { collectiveRequests } from './collectives.ts';
import { timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import { standAtEveryStage } from './every-stage.ts';
import { keepGroupBooks } from './group-books.ts';
import { holdMeetings } from './meetings.ts';
import { changeMembers } from './member-changes.ts';
import { enrolMembers } from './members.ts';
import { reachOut } from './outreach.ts';
import { setPublicTexts } from './public-texts.ts';
import { createRandom } from './random.ts';
import { askForRights } from './requests.ts';
import { setTargets } from './targets.ts';

/**
 * The demo programme, April 2025 to October 2026, as a list of dated requests. Everything is invented, except
 * the totals of October 2026, which are the programme's public figures.
 */

const firstMonth = '2025-04';
const lastMonth = '2026-10';
const cutoffDay = 5;

/** One month: the requests before its cutoff; then it is published. */
export type DemoMonth = {
  readonly month: string;
  /** In order of time. */
  readonly requests: readonly DemoRequest[];
};

/** The month of the demo programme that is corrected after a sheet was found twice. */
export const correctedMonth = '2026-03';
export const correctionRoute = 'POST /api/snapshots/{month}/corrections';

const correct = (): DemoRequest => {
  const random = createRandom('correction');
  const at = timeOn(random, '2026-05-12', 10, 11);
  return {
    at,
    by: 'coordinator',
    route: correctionRoute,
    path: { month: correctedMonth },
    body: { id: idAt(random, at), reason: 'A meeting in March had been entered twice.' },
  };
};

/** The whole demo programme, month by month; the same every time. */
export const buildProgramme = (): DemoMonth[] => {
  const { members, requests } = enrolMembers();
  const all = [
    ...collectiveRequests,
    ...requests,
    ...changeMembers(members),
    ...followChildrenAndOffices(members),
    ...askForRights(members),
    ...holdMeetings(members),
    ...keepGroupBooks(members),
    ...workOnCases(members),
    ...standAtEveryStage(members),
    ...reachOut(members),
    ...setTargets(),
    ...setPublicTexts(),
    correct(),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));

  const months: DemoMonth[] = [];
  let from = '';
  for (let month = firstMonth; month <= lastMonth; month = addMonths(month, 1)) {
    const cutoff = cutoffOf(month, cutoffDay).toISOString();
    const since = from;
    months.push({ month, requests: all.filter(({ at }) => at >= since && at < cutoff) });
    from = cutoff;
  }
  return months;
};
