import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Person } from './schema.ts';

/** The `person_added` line for the journal, when a person was added. @param actor who added her: a person's id, or `system` */
export const personAddedLine = (
  { id, role, collectives, districts, disabled }: Omit<Person, 'name' | 'signInName'>,
  actor: string,
  now: Date,
): JournalLineOf<'person_added'> => ({
  type: 'person_added',
  // A person is added once, so her id serves as the line's id too.
  id,
  recordedAt: now.toISOString(),
  actor,
  personId: id,
  role,
  collectives,
  districts,
  disabled,
});
