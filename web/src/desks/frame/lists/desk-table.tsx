import { useContext } from 'preact/hooks';
import type { ExportList } from '../../../../../functions/shared/kinds/export-lists.ts';
import { Problem } from '../../../api/problem.ts';
import { Table, type TableProps } from '../../../design/table/table.tsx';
import { t } from '../../text.ts';
import { DeskApi } from '../desk-api.ts';
import { explainRefusal } from '../forms/refusals.ts';
import { noteExport } from './note-export.ts';

type DeskTableProps<Row> = Omit<TableProps<Row>, 'file'> & {
  /** Which list it is; the downloaded file has this name. */
  readonly list: ExportList;
  /**
   * The ids of the women, cases and other records in a row that the API noted when it gave the list out: the access log lists
   * them for a download too. None for groups, outreach and other records about nobody.
   */
  readonly loggedIdsOf: (row: Row) => readonly string[];
  /** Whether the page says which columns the file leaves out. */
  readonly tellsLeftOut?: boolean;
};

/** Why a list could not be saved, in the words of the desks; undefined if the API refused nothing. */
const explainFailure = (failure: unknown): string | undefined => {
  const explanation = failure instanceof Problem ? explainRefusal(failure.document.code) : undefined;
  return explanation === undefined ? undefined : t(explanation);
};

/**
 * A desk's table that can be downloaded as a file. The access log notes each download (`noteExport`). Columns decide with
 * `exported` what the file has of them.
 */
export function DeskTable<Row>({ list, loggedIdsOf, tellsLeftOut = false, ...table }: DeskTableProps<Row>) {
  const api = useContext(DeskApi);
  const onExport = async (rows: readonly Row[]): Promise<void> => {
    if (api === undefined) throw new Error('A table of a desk stands outside of it.');
    await noteExport(api, list, rows.flatMap(loggedIdsOf));
  };
  return <Table {...table} file={{ name: list, onExport, explain: explainFailure, tellsLeftOut }} />;
}
