import type { Caller } from './caller.ts';

/** Whether the caller may take a request or a talk back: whoever recorded it, the coordinator and the auditor. Nobody else hides what a woman said. */
export const mayTakeBack = (
  { role, personId }: Pick<Caller, 'role' | 'personId'>,
  { createdBy }: { readonly createdBy: string },
): boolean => role === 'coordinator' || role === 'auditor' || personId === createdBy;
