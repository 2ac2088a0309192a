import { labelOfField } from '../frame/field-labels.ts';
import type { MessageKey } from '../text.ts';
import { isRecordId } from './line-records.ts';

/**
 * The labels and words for the facts of a line in the auditor's two logs, the journal and the access log. A fact without a word is
 * shown as the log has it. Pure.
 */

/** The labels of facts by their names; every other fact has the label of its form's field, if it has one. */
const labels: Readonly<Record<string, MessageKey>> = {
  ageBand: 'fact.ageBand',
  category: 'category',
  gender: 'gender',
  role: 'role',
  decision: 'fact.decision',
  fields: 'fact.fields',
  route: 'fact.route',
};

/** The label for a fact of a log's line; undefined if it has none. */
export const labelOfFact = (name: string): MessageKey | undefined => labels[name] ?? labelOfField(name);

/** The words for the values of some facts, by the fact's name. */
const words: Readonly<Record<string, Readonly<Record<string, MessageKey>>>> = {
  category: {
    trafficking_survivor: 'category.trafficking_survivor',
    cse_survivor: 'category.cse_survivor',
    undisclosed: 'category.undisclosed',
  },
  gender: {
    female: 'gender.female',
    male: 'gender.male',
    transgender: 'gender.transgender',
    undisclosed: 'gender.undisclosed',
  },
  role: {
    leader: 'role.leader',
    caseworker: 'role.caseworker',
    coordinator: 'role.coordinator',
    administrator: 'role.administrator',
    auditor: 'role.auditor',
    funder: 'role.funder',
  },
  decision: { approved: 'fact.approved', declined: 'fact.declined', withdrawn: 'fact.withdrawn' },
  ageBand: { 'under 18': 'fact.under18' },
};

/** The word for the value of a fact of a log's line, such as a role; undefined if it has none. */
export const wordOfFact = (name: string, value: string): MessageKey | undefined => words[name]?.[value];

/**
 * The facts of a journal line, by the names of its fields: every text, number and yes or no, except the ids of records and what the
 * log's other columns show. The journal holds no free text.
 */
export const factsOfLine = (
  line: Readonly<Record<string, unknown>>,
): (readonly [name: string, value: string])[] =>
  Object.entries(line).flatMap(([name, value]) => {
    // The other columns of the log show these.
    if (['id', 'actor', 'type', 'recordedAt'].includes(name) || isRecordId(value)) return [];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return [[name, String(value)] as const];
    }
    // Such as the names of the fields that were changed: they become one value, `name, phone`.
    const isListOfWords =
      Array.isArray(value) && value.every((one) => typeof one === 'string' && !isRecordId(one));
    return isListOfWords && value.length > 0 ? [[name, value.join(', ')] as const] : [];
  });
