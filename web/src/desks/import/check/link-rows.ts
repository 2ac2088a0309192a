import { comparableNumber, comparableText } from '../read/cell-texts.ts';
import { sheetKeys } from '../read/sheet-forms.ts';
import { allRows, type ReadRow, type ReadWorkbook } from '../read/workbook-rows.ts';
import { findOutsideArea } from './check-area.ts';
import { checkConsents } from './check-consents.ts';
import { checkOpenings } from './check-openings.ts';
import { type Fault, faultOf } from './faults.ts';
import { linkGroups, linkMembers } from './link-groups-and-women.ts';
import { formedOnOf, type KnownGroup, type LinkedWorkbook } from './linked-workbook.ts';

/** The faults of rows whose key an earlier row has already. A row with the empty key is no repeat. */
const findRepeatedKeys = <Row extends ReadRow>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  toFault: (row: Row, first: Row) => Fault,
): Fault[] => {
  const firstRowByKey = new Map<string, Row>();
  return rows.flatMap((row) => {
    const key = keyOf(row);
    if (key === '') return [];
    const first = firstRowByKey.get(key);
    if (first !== undefined) return [toFault(row, first)];
    firstRowByKey.set(key, row);
    return [];
  });
};

/** The faults of rows with an id that an earlier row has already. */
const findRepeatedIds = (rows: readonly ReadRow[]): Fault[] => {
  const firstRowById = new Map<string, ReadRow>();
  return rows.flatMap((row) =>
    row.ids.flatMap((id) => {
      if (id === undefined) return [];
      const first = firstRowById.get(id) ?? row;
      firstRowById.set(id, first);
      // An id that stands twice in one row is no repeat of another row.
      if (first === row) return [];
      return [faultOf(row, 'id', 'idRepeated', { row: first.rowNumber, sheet: first.sheetName })];
    }),
  );
};

/** The faults of leaders who led before they joined, or before their group was formed: mostly a wrong year. */
const findEarlyLeaders = ({ rows, groupOf }: Pick<LinkedWorkbook, 'rows' | 'groupOf'>): Fault[] =>
  rows.members.flatMap((row) => {
    const { joinedOn, leaderSince } = row.values;
    const formedOn = formedOnOf(groupOf.get(row));
    if (leaderSince === undefined) return [];
    if (joinedOn !== undefined && leaderSince < joinedOn) {
      return [faultOf(row, 'leaderSince', 'leaderBeforeJoining', { date: joinedOn })];
    }
    if (formedOn !== undefined && leaderSince < formedOn) {
      return [faultOf(row, 'leaderSince', 'leaderBeforeGroup', { date: formedOn })];
    }
    return [];
  });

/** A key for the row of a fault. */
const placeOf = ({ sheetName, rowNumber }: Fault): string => `${rowNumber} ${sheetName}`;

/** Sorts faults by sheet and row. Rows below the same headings share the objects of the headings' faults; the set keeps each once. */
const sortFaults = (faults: readonly Fault[]): Fault[] =>
  [...new Set(faults)].toSorted(
    (a, b) =>
      sheetKeys.indexOf(a.sheet) - sheetKeys.indexOf(b.sheet) ||
      a.sheetName.localeCompare(b.sheetName) ||
      a.rowNumber - b.rowNumber,
  );

/**
 * Links the rows of an import's workbook to the groups and women that they name, and finds rows that don't fit together.
 * @param knownGroups the groups in the system
 * @param districts the districts of an area coordinator, outside of which nothing may lie; empty for the state coordinator
 */
export function linkRows(
  workbook: ReadWorkbook,
  knownGroups: readonly KnownGroup[],
  districts: readonly string[],
): LinkedWorkbook {
  const { rows } = workbook;
  const { groupOf, guessedGroups, faults: faultsOfGroups } = linkGroups(rows, knownGroups);
  const { memberOf, faults: faultsOfNumbers } = linkMembers(rows);
  const repeatedNumbers = findRepeatedKeys(
    rows.members,
    ({ values }) => comparableNumber(values.number ?? ''),
    (row, first) =>
      faultOf(row, 'number', 'numberRepeated', { row: first.rowNumber, sheet: first.sheetName }),
  );
  const repeatedNames = findRepeatedKeys(
    rows.collectives,
    ({ values }) => comparableText(values.name ?? ''),
    (row, first) => faultOf(row, 'name', 'groupRepeated', { row: first.rowNumber }),
  );
  const linked = { ...workbook, groupOf, memberOf };
  const checkedOpenings = checkOpenings(linked);
  const placesOfRepeats = new Set(repeatedNumbers.map(placeOf));
  // All consents under a repeated number count for its first row. So the later rows lack a consent, which is no fault of their own.
  const lacksConsentByRepeat = (fault: Fault): boolean =>
    fault.code === 'consentMissing' && placesOfRepeats.has(placeOf(fault));
  const consentFaults = checkConsents(linked).filter((fault) => !lacksConsentByRepeat(fault));
  const faults = [
    ...allRows(workbook).flatMap((row) => row.faults),
    ...findOutsideArea(workbook, districts),
    ...findRepeatedIds(allRows(workbook)),
    ...repeatedNumbers,
    ...repeatedNames,
    ...faultsOfGroups,
    ...faultsOfNumbers,
    ...findEarlyLeaders(linked),
    ...consentFaults,
    ...checkedOpenings.faults,
  ];
  return {
    ...linked,
    faults: sortFaults(faults),
    guessedGroups,
    unsettledOpenings: checkedOpenings.unsettledOpenings,
  };
}
