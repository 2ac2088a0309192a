import { addMonths, cutoffOf } from '../../functions/shared/calendar/calendar.ts';
import { makeCaseRequests } from './cases.ts';
import { makeChildAndOfficeRequests } from './children-and-offices.ts';
import { collectiveRequests } from './collectives.ts';
import { tellOfCrises } from './crises.ts';
import { makeDemandRequests } from './demands.ts';
import { cutoffDay, drawTimeBetweenHours, lastMonth } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { makeEveryStageRequests } from './every-case-stage.ts';
import { makeBookRequests } from './group-books.ts';
import { makeMeetingRequests } from './meetings.ts';
import { makeMemberChangeRequests } from './member-changes.ts';
import { enrolMembers } from './members.ts';
import { makeOutreachRequests } from './outreach.ts';
import { makePublicTextRequests } from './public-texts.ts';
import { makeQuestionRequests } from './questions.ts';
import { createRandom } from './random.ts';
import { makeRightsRequests } from './rights-requests.ts';
import { makeTalkRequests } from './talks.ts';
import { makeTargetRequests } from './targets.ts';

/**
 * The demo programme, April 2025 to October 2026, as a list of dated requests. Everything is invented, except
 * the totals of October 2026, which are the programme's public figures.
 */

const firstMonth = '2025-04';

/** A month of the demo programme. It is published after its requests are sent. */
export type DemoMonth = {
  readonly month: string;
  /** The requests from the previous month's cutoff to this month's, in order of time. */
  readonly requests: readonly DemoRequest[];
};

/** The month of the demo programme that is corrected: one of its sheets was entered twice (`doubleSheet` in meetings.ts). */
export const correctedMonth = '2026-03';
/** The route of the request that corrects `correctedMonth`. */
export const correctionRoute = 'POST /api/snapshots/{month}/corrections';

const makeCorrectionRequest = (): DemoRequest => {
  const random = createRandom('correction');
  const at = drawTimeBetweenHours(random, '2026-05-12', 10, 11);
  return {
    at,
    by: 'coordinator',
    route: correctionRoute,
    path: { month: correctedMonth },
    body: { id: makeDemoId(random, at), reason: 'A meeting in March had been entered twice.' },
  };
};

/** The whole demo programme, month by month; the same every time. */
export const buildProgramme = (): DemoMonth[] => {
  const { members, requests: enrolmentRequests } = enrolMembers();
  const allRequests = [
    ...collectiveRequests,
    ...enrolmentRequests,
    ...makeMemberChangeRequests(members),
    ...makeChildAndOfficeRequests(members),
    ...makeTalkRequests(members),
    ...makeRightsRequests(members),
    ...makeMeetingRequests(members),
    ...makeBookRequests(members),
    ...tellOfCrises(makeCaseRequests(members)),
    ...makeEveryStageRequests(members),
    ...makeOutreachRequests(members),
    ...makeDemandRequests(),
    ...makeQuestionRequests(),
    ...makeTargetRequests(),
    ...makePublicTextRequests(),
    makeCorrectionRequest(),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));

  const months: DemoMonth[] = [];
  // The empty text is less than every time, so the first month has all requests before its cutoff.
  let previousCutoff = '';
  for (let month = firstMonth; month <= lastMonth; month = addMonths(month, 1)) {
    const cutoff = cutoffOf(month, cutoffDay).toISOString();
    const start = previousCutoff;
    // All are in UTC with milliseconds, so that texts compare as times.
    months.push({ month, requests: allRequests.filter(({ at }) => at >= start && at < cutoff) });
    previousCutoff = cutoff;
  }
  return months;
};
