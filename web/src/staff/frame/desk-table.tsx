import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Table, type TableProps } from '../../design/table.tsx';
import { noteExport } from './note-export.ts';

/** Gives the components of a desk its API client. */
export const DeskApi = createContext<Api | undefined>(undefined);

type DeskTableProps<Row> = Omit<TableProps<Row>, 'file'> & {
  /** The name of the downloaded file, without extension: one English word, such as `members`. */
  readonly list: string;
  /** The ids of the records in a row, which the access log lists for a download. */
  readonly loggedIdsOf: (row: Row) => readonly string[];
};

/**
 * A desk's table that can be downloaded as a file. The access log notes each download (`noteExport`). Columns decide with
 * `exported` what the file has of them.
 */
export function DeskTable<Row>({ list, loggedIdsOf, ...table }: DeskTableProps<Row>) {
  const api = useContext(DeskApi);
  const onExport = async (rows: readonly Row[]): Promise<void> => {
    if (api === undefined) throw new Error('A table of a desk stands outside of it.');
    await noteExport(api, list, rows.flatMap(loggedIdsOf));
  };
  return <Table {...table} file={{ name: list, onExport }} />;
}
