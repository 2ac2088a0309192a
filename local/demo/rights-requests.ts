import type { PersonKey } from '../identity/demo-people.ts';
import { drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom } from './random.ts';

/** Requests by which demo members use their rights over their data, such as access, correction and erasure. */

type RequestStep = readonly [on: string, step: string, by: PersonKey, text: string | null];

// biome-ignore format: a table reads as a table
const memberRequests: readonly (readonly [on: string, kind: string, text: string | null, steps: readonly RequestStep[]])[] = [
  ['2025-12-08', 'access',     'నా గురించి ఏమి రాసి ఉంచారో వినాలి.', [['2025-12-10', 'acknowledged', 'coordinator', null], ['2025-12-19', 'answered', 'coordinator', 'చదివి వినిపించాం.']]],
  ['2026-02-16', 'correction', 'పుట్టిన సంవత్సరం తప్పుగా ఉంది.',       [['2026-02-18', 'answered', 'coordinator', 'సరిచేశాం.']]],
  ['2026-03-23', 'withdrawal', null,                                  [['2026-03-24', 'answered', 'coordinator', null]]],
  // Answered after the 90 days that the programme has.
  ['2026-05-04', 'access',     'కాగితం మీద ఇవ్వండి.',                 [['2026-05-08', 'acknowledged', 'coordinator', null], ['2026-09-14', 'answered', 'coordinator', 'అచ్చు తీసి ఇచ్చాం.']]],
  ['2026-06-22', 'nomination', 'నా చెల్లెలు నా తరఫున అడగవచ్చు.',        []],
  ['2026-07-13', 'grievance',  'సమావేశంలో నా మాట బయటకు చెప్పారు.',     [['2026-07-15', 'acknowledged', 'auditor', null]]],
  ['2026-09-21', 'erasure',    null,                                  [['2026-09-23', 'acknowledged', 'auditor', null]]],
  ['2026-10-12', 'access',     null,                                  []],
];

/** The requests by which members of the demo programme use their data rights, and the steps taken on them. */
export const makeRightsRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('requests');
  const requesters = random.shuffle(
    members.filter(
      ({ enrolledAt, leavingMonth, reporting }) =>
        enrolledAt < '2025-12' && leavingMonth === null && reporting === 'given',
    ),
  );
  return memberRequests.flatMap(([on, kind, text, steps], index): DemoRequest[] => {
    const member = requesters[index];
    // Only if there are fewer such members than requests.
    if (member === undefined) return [];
    const at = drawTimeBetweenHours(random, on, 11, 12);
    // A spoken request has its words as a text; a written one has no text.
    const id = makeDemoId(random, at);
    return [
      {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/requests',
        path: { id: member.id },
        body: { id, kind, on, via: text === null ? 'written' : 'spoken', ...(text === null ? {} : { text }) },
      },
      ...steps.map(([stepOn, step, by, stepText]): DemoRequest => {
        const stepAt = drawTimeBetweenHours(random, stepOn, 12, 13);
        return {
          at: stepAt,
          by,
          route: 'POST /api/members/{id}/requests/{requestId}/steps',
          path: { id: member.id, requestId: id },
          body: {
            id: makeDemoId(random, stepAt),
            on: stepOn,
            step,
            ...(stepText === null ? {} : { text: stepText }),
          },
        };
      }),
    ];
  });
};
