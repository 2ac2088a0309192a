import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Table, type TableProps } from '../../design/table.tsx';

/** The API that components of the open desk call. */
export const DeskApi = createContext<Api | undefined>(undefined);

type DeskTableProps<Row> = Omit<TableProps<Row>, 'file'> & {
  /** What its files are called: one word in English. */
  readonly list: string;
  /** The ids of a row's records, which the access log names when it is saved as a file. */
  readonly idsOf: (row: Row) => readonly string[];
};

/** A table that can be saved as a file, which leaves one line in the access log. Columns say what of them goes into it (`exported`). */
export function DeskTable<Row>({ list, idsOf, ...table }: DeskTableProps<Row>) {
  const api = useContext(DeskApi);
  const onExport = async (rows: readonly Row[]): Promise<void> => {
    if (api === undefined) throw new Error('A table of a desk stands outside of it.');
    await api.request('POST /api/exports', { body: { list, subjects: [...new Set(rows.flatMap(idsOf))] } });
  };
  return <Table {...table} file={{ name: list, onExport }} />;
}
