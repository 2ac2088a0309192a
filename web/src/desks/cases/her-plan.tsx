import { useState } from 'preact/hooks';
import { PlainNotes } from '../../talks/plain-notes.tsx';
import { standingPlan } from '../../talks/safety-plan.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { t } from '../text.ts';

/**
 * On the desk's page of a crisis: the safety plan that stands, as the small paper that she may take with her. While it is open, it alone is
 * printed (papers/paper.css).
 */
export function HerPlan({ events }: { readonly events: readonly CaseEvent[] }) {
  const [isOpen, setOpen] = useState(false);
  const plan = standingPlan(events);
  return plan === undefined ? null : (
    <>
      <button type="button" class="second small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('event.safety_plan')}
      </button>
      {isOpen && <PlainNotes plan={plan} />}
    </>
  );
}
