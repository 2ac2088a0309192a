import type { OwnEventType } from '../../../functions/shared/kinds/case-events.ts';
import type { CaseEvent } from '../timeline/case-event.ts';
import type { PrefilledEvent } from './prefilled-event.ts';

/** The option that begins a new application or matter. The other options are the ids of the existing ones. */
export const newOption = 'new';

/** All types except a note, whose field stands beside the fields of every type, and a safety plan, which has a form of its own. */
export type FormType = Exclude<OwnEventType, 'note' | 'safety_plan'>;

export type FieldsProps<Type extends FormType> = {
  /** The case's events so far. */
  readonly events: readonly CaseEvent[];
  /** The values that the button which opened the form has decided; undefined if none. */
  readonly prefilled: Extract<PrefilledEvent, { type: Type }> | undefined;
};
