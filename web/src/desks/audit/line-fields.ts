import { isRecordId } from './line-records.ts';

/** A field of a log's line: its name, and its value or the values of its list. */
export type LineField = { readonly name: string; readonly values: readonly string[] };

/**
 * What a journal line says: every text, number and yes or no, except the ids of records and what the
 * log's other columns show. The journal holds no free text about a woman. Pure.
 */
export const fieldsOfLine = (line: Readonly<Record<string, unknown>>): LineField[] =>
  Object.entries(line).flatMap(([name, value]): LineField[] => {
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
