import type { CaseEvent } from '../timeline/case-event.ts';
import { countedEvents } from '../timeline/counted-events.ts';

/** A safety plan that was made with a woman in a crisis: texts in her own words, at least one. */

export const planFields = ['signs', 'goTo', 'call', 'take', 'children'] as const;
export type PlanField = (typeof planFields)[number];
export type SafetyPlan = { readonly [Field in PlanField]?: string | undefined };

/** The plan that stands: the newest that was not taken back; undefined if there is none. @param events by `on`, then by recording */
export function standingPlan(events: readonly CaseEvent[]): SafetyPlan | undefined {
  const newest = countedEvents(events).findLast(({ type }) => type === 'safety_plan');
  return newest && planOf((field) => newest[field] ?? '');
}

/** A plan with the texts that were written; the others are left out. */
export const planOf = (textOf: (field: PlanField) => string): SafetyPlan =>
  Object.fromEntries(
    planFields.flatMap((field) => {
      const text = textOf(field).trim();
      return text === '' ? [] : [[field, text]];
    }),
  );

export const isEmptyPlan = (plan: SafetyPlan): boolean => Object.keys(plan).length === 0;
