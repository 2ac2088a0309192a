import { isRecordId } from './line-records.ts';

/** A fact of a log's line: the name of a field, and its value or the values of its list. */
export type Fact = { readonly name: string; readonly values: readonly string[] };

/**
 * The facts of a journal line, by the names of its fields: every text, number and yes or no, except the ids of records and what the
 * log's other columns show. The journal holds no free text about a woman. Pure.
 */
export const factsOfLine = (line: Readonly<Record<string, unknown>>): Fact[] =>
  Object.entries(line).flatMap(([name, value]): Fact[] => {
    // The other columns of the log show these.
    if (['id', 'actor', 'type', 'recordedAt'].includes(name) || isRecordId(value)) return [];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return [{ name, values: [String(value)] }];
    }
    // Such as the names of the fields that were changed.
    const isListOfWords =
      Array.isArray(value) && value.every((one) => typeof one === 'string' && !isRecordId(one));
    return isListOfWords && value.length > 0 ? [{ name, values: value }] : [];
  });
