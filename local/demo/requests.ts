import type { PersonKey } from '../identity/demo-people.ts';
import { timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom } from './random.ts';

/** What members ask about what is kept of them. */

type Step = readonly [on: string, step: string, by: PersonKey, text: string | null];

// biome-ignore format: a table reads as a table
const asked: readonly (readonly [on: string, kind: string, text: string | null, steps: readonly Step[]])[] = [
  ['2025-12-08', 'access',     'నా గురించి ఏమి రాసి ఉంచారో వినాలి.', [['2025-12-10', 'acknowledged', 'coordinator', null], ['2025-12-19', 'answered', 'coordinator', 'చదివి వినిపించాం.']]],
  ['2026-02-16', 'correction', 'పుట్టిన సంవత్సరం తప్పుగా ఉంది.',       [['2026-02-18', 'answered', 'coordinator', 'సరిచేశాం.']]],
  ['2026-03-23', 'withdrawal', null,                                  [['2026-03-24', 'answered', 'coordinator', null]]],
  // Answered after its ninety days.
  ['2026-05-04', 'access',     'కాగితం మీద ఇవ్వండి.',                 [['2026-05-08', 'acknowledged', 'coordinator', null], ['2026-09-14', 'answered', 'coordinator', 'అచ్చు తీసి ఇచ్చాం.']]],
  ['2026-06-22', 'nomination', 'నా చెల్లెలు నా తరఫున అడగవచ్చు.',        []],
  ['2026-07-13', 'grievance',  'సమావేశంలో నా మాట బయటకు చెప్పారు.',     [['2026-07-15', 'acknowledged', 'auditor', null]]],
  ['2026-09-21', 'erasure',    null,                                  [['2026-09-23', 'acknowledged', 'auditor', null]]],
  ['2026-10-12', 'access',     null,                                  []],
];

export const askForRights = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('requests');
  const askers = random.shuffle(
    members.filter(
      ({ enrolledAt, leavesIn, reporting }) =>
        enrolledAt < '2025-12' && leavesIn === null && reporting === 'given',
    ),
  );
  return asked.flatMap(([on, kind, text, steps], index): DemoRequest[] => {
    const member = askers[index];
    if (member === undefined) return [];
    const at = timeOn(random, on, 11, 12);
    const id = idAt(random, at);
    return [
      {
        at,
        by: member.by,
        route: 'POST /api/members/{id}/requests',
        path: { id: member.id },
        body: { id, kind, on, via: text === null ? 'written' : 'spoken', ...(text === null ? {} : { text }) },
      },
      ...steps.map(([stepOn, step, by, words]): DemoRequest => {
        const stepAt = timeOn(random, stepOn, 12, 13);
        return {
          at: stepAt,
          by,
          route: 'POST /api/members/{id}/requests/{requestId}/steps',
          path: { id: member.id, requestId: id },
          body: { id: idAt(random, stepAt), on: stepOn, step, ...(words === null ? {} : { text: words }) },
        };
      }),
    ];
  });
};
