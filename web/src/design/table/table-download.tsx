import { useState } from 'preact/hooks';
import { saveFile } from '../save-file.ts';
import { t } from '../text.ts';
import type { Column } from './table-columns.tsx';
import { csvOf } from './table-csv.ts';
import type { Cell, FileTable } from './table-rules.ts';

/** The files in which somebody downloads the rows of a table. */

export type TableFile<Row> = {
  /** Without extension, and without anything personal. */
  readonly name: string;
  /** Called with the rows that are shown before they are downloaded, for example to log the access; if it fails, nothing is downloaded. */
  readonly onExport?: (rows: readonly Row[]) => unknown;
  /** Whether the page names the columns that a file leaves out. Set it where somebody would miss them, as in a list of people. */
  readonly tellsLeftOut?: boolean;
  /** The text for a failure of the download; undefined if there is no more to say than that it failed. */
  readonly explain?: (failure: unknown) => string | undefined;
};

const formats = ['csv', 'xlsx'] as const;
type Format = (typeof formats)[number];

/** The names of the formats on the buttons, the same in every language. */
const formatNames = { csv: 'CSV', xlsx: 'Excel' } as const;

/** Tells spreadsheets that a CSV file is UTF-8. */
const byteOrderMark = '\ufeff';

const createFile: Readonly<Record<Format, (table: FileTable, caption: string) => Promise<Blob>>> = {
  csv: async ({ columns, rows }) => {
    const titles = columns.map(({ title }) => title);
    return new Blob([byteOrderMark, csvOf(titles, rows)], { type: 'text/csv;charset=utf-8' });
  },
  xlsx: async (table, caption) => (await import('./table-workbook.ts')).workbookOf(table, caption),
};

/** The download of the rows that are shown. `failureText`: why there is no file; undefined if nothing failed. */
export function useDownload<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  shownRows: readonly Row[],
  file: TableFile<Row> | undefined,
) {
  const [failureText, setFailureText] = useState<string>();
  const start = async (format: Format): Promise<void> => {
    if (file === undefined) return;
    setFailureText(undefined);
    try {
      await file.onExport?.(shownRows);
      const exportedColumns = columns.filter(({ exported }) => exported !== undefined);
      const content: FileTable = {
        columns: exportedColumns.map(({ title, isMoney = false }) => ({ title, isMoney })),
        rows: shownRows.map((row) => exportedColumns.map((column) => exportedValueOf(column, row))),
      };
      saveFile(await createFile[format](content, caption), `${file.name}.${format}`);
    } catch (failure) {
      setFailureText(file.explain?.(failure) ?? t('design.noFile'));
    }
  };
  return { failureText, start };
}

/** The titles of the columns that a downloaded file leaves out. A column without a title, such as one of buttons, is not missed. */
export const leftOutOf = <Row,>(columns: readonly Column<Row>[]): string[] =>
  columns.flatMap(({ title, exported }) => (exported === undefined && title !== '' ? [title] : []));

/** A cell of the downloaded file; money is in rupees. */
function exportedValueOf<Row>({ value, exported, isMoney }: Column<Row>, row: Row): Cell {
  const content = exported === true ? value?.(row) : exported?.(row);
  return isMoney && typeof content === 'number' ? content / 100 : content;
}

/** The buttons that start a download, one for each format. */
export const DownloadButtons = ({ onDownload }: { readonly onDownload: (format: Format) => void }) => (
  <>
    {formats.map((format) => (
      <button type="button" class="second small file" key={format} onClick={() => onDownload(format)}>
        <span class="hidden-text">{t(`design.${format}`)}</span>
        <span aria-hidden="true">↓ {formatNames[format]}</span>
      </button>
    ))}
  </>
);
