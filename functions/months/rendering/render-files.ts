import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { PublishedFile } from '../publishing/manifest.ts';
import { placeFile } from '../publishing/place-file.ts';
import { folderOf } from '../publishing/publication-folder.ts';
import type { PublicationToRender } from '../publishing/render-message.ts';
import { renderIndicatorsCsv } from './csv.ts';
import { renderDatapackage } from './datapackage.ts';
import { renderHistoryCsv } from './history-csv.ts';
import { readSnapshot } from './published-snapshot.ts';
import type { RenderDeps } from './render-publications.ts';
import { composeReport } from './report.ts';
import { viewReport } from './report-view.ts';
import { setReport } from './set-report.ts';
import { renderWorkbook } from './workbook.ts';

/** Renders the files of one publication: tables, workbook, reports and their description. render-publications.ts adds the archive and the manifest. */

type FileDeps = Pick<RenderDeps, 'published' | 'catalogue' | 'setPdf' | 'alarm' | 'onLeftOut'>;

export type PublicationRef = Pick<PublicationToRender, 'month' | 'version'>;

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const snapshotName = 'snapshot.json';

/**
 * Renders all files of a publication except the manifest, and writes the missing ones into its folder.
 * @param refs all publications up to this one, in the order of ordinals
 * @returns the stored files, `snapshot.json` included
 */
export const renderFiles = async (
  { published, catalogue, setPdf, alarm, onLeftOut }: FileDeps,
  publication: PublicationToRender,
  refs: readonly PublicationRef[],
): Promise<PublishedFile[]> => {
  /** The snapshots one by one, so that only one is in memory at a time. */
  const readSnapshots = async function* () {
    for (const ref of refs) yield readSnapshot(await readSnapshotFile(published, ref));
  };
  const ownSnapshot = await readSnapshotFile(published, publication);
  const report = await composeReport(readSnapshots(), catalogue);
  const en = await setReport(setPdf, viewReport(report, 'en'));
  // A text that could not be set in English is left out in Japanese at once.
  const ja = await setReport(setPdf, viewReport(report, 'ja'), en.leftOut);
  const leftOutCount = new Set([...en.leftOut, ...ja.leftOut]).size;
  if (leftOutCount > 0) {
    const { month, version } = publication;
    onLeftOut('a report lacks texts that cannot be set', { month, version, texts: leftOutCount });
  }
  const csv = 'text/csv; charset=utf-8';
  const rendered: PublishedFile[] = [
    { name: 'indicators.csv', mediaType: csv, bytes: renderIndicatorsCsv(report) },
    { name: 'history.csv', mediaType: csv, bytes: renderHistoryCsv(report) },
    { name: 'report.xlsx', mediaType: sheetType, bytes: renderWorkbook(report) },
    { name: 'report.en.pdf', mediaType: 'application/pdf', bytes: en.pdf },
    { name: 'report.ja.pdf', mediaType: 'application/pdf', bytes: ja.pdf },
  ];
  const placed = await Promise.all(
    rendered.map((file) => placeFile({ published, alarm }, publication, file)),
  );
  const describedFiles = [
    { name: snapshotName, mediaType: 'application/json', bytes: ownSnapshot },
    ...placed,
  ];
  const datapackage = await placeFile({ published, alarm }, publication, {
    name: 'datapackage.json',
    mediaType: 'application/json',
    bytes: renderDatapackage(report.snapshot, publication.registeredAt, describedFiles),
  });
  return [...describedFiles, datapackage];
};

const readSnapshotFile = (published: FileStore, publication: PublicationRef): Promise<Buffer> =>
  readFile(published, `${folderOf(publication)}${snapshotName}`);

export const readFile = async (published: FileStore, name: string): Promise<Buffer> => {
  const bytes = await published.read(name);
  if (bytes === undefined) {
    throw new InternalError(`${name} is not there.`);
  }
  return bytes;
};
