import { PlainNotes } from '../../talks/plain-notes.tsx';
import { standingPlan } from '../../talks/safety-plan.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { Fold } from '../frame/fold.tsx';

/** On the desk's page of a crisis: the safety plan that stands, as the small paper that she may take with her. */
export function HerPlan({ events }: { readonly events: readonly CaseEvent[] }) {
  const plan = standingPlan(events);
  return plan === undefined ? null : (
    <Fold label="event.safety_plan">
      <PlainNotes plan={plan} />
    </Fold>
  );
}
