import { addMonths } from '../domain/calendar.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { HandedOver, Handover } from '../publishing/handover.ts';
import {
  composeManifest,
  folderOf,
  manifestName,
  type PublishedFile,
  renderManifest,
  sha256,
  signedBytesOf,
} from '../publishing/manifest.ts';
import { type Alarm, placeFile } from '../publishing/place-file.ts';
import { renderHistoryCsv, renderIndicatorsCsv } from './csv.ts';
import { renderDatapackage } from './datapackage.ts';
import type { PdfSetter } from './pdf.ts';
import { readSnapshot } from './published-snapshot.ts';
import { composeReport } from './report.ts';
import { viewReport } from './report-view.ts';
import { renderWorkbook } from './workbook.ts';
import { readZip, renderZip } from './zip.ts';

/**
 * Completes publications whose snapshot is written: their other files and, last, the signed manifest. Each step may be the last
 * before a crash, and may run twice at once: a name that is taken counts as it is, and is never written again.
 */

export type Signer = {
  /** As PEM. */
  readonly publicKey: string;
  /** ECDSA P-256 with SHA-256, DER in base64. */
  readonly sign: (bytes: Buffer) => Promise<string>;
};

export type Workshop = {
  readonly published: FileStore;
  readonly catalogue: readonly Indicator[];
  readonly setPdf: PdfSetter;
  readonly loadSigner: () => Promise<Signer>;
  readonly alarm: Alarm;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

type Place = Pick<HandedOver, 'month' | 'version'>;

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const snapshotName = 'snapshot.json';

/** Where all files of a publication lie as one archive: beside its folder, which holds the files alone. */
export const archiveNameOf = ({ month, version }: Place): string => `published/${month}/v${version}.zip`;

/** Where a public key lies beside the snapshots, by its own hash. */
export const keyNameOf = (publicKey: string): string =>
  `published/keys/${sha256(Buffer.from(publicKey))}.pem`;

export const completePublications = async (
  workshop: Workshop,
  { publications, all }: Handover,
): Promise<void> => {
  const places = all.map(([month, version]) => ({ month, version }));
  for (const publication of publications) {
    if (!(await workshop.published.exists(`${folderOf(publication)}${manifestName}`))) {
      await completePublication(workshop, publication, places.slice(0, publication.ordinal));
      const { month, version } = publication;
      workshop.log('a publication is complete', { month, version });
    }
  }
};

/** @param places those of all publications up to this one, in the order of ordinals */
const completePublication = async (
  workshop: Workshop,
  publication: HandedOver,
  places: readonly Place[],
): Promise<void> => {
  const { published, alarm, loadSigner } = workshop;
  const files = await makeFiles(workshop, publication, places);
  const before = addMonths(publication.month, -1);
  const newestBefore = places.slice(0, -1).findLast(({ month }) => month === before);
  const signer = await loadSigner();
  const content = composeManifest({
    publication,
    ...statedIn(files),
    journalDigest: publication.journalDigest,
    previous:
      newestBefore === undefined
        ? null
        : await readPublished(published, `${folderOf(newestBefore)}${manifestName}`),
    files,
    publicKey: signer.publicKey,
  });
  const signed = signedBytesOf(content);
  let manifest = renderManifest(content, await signer.sign(signed));

  // A signature is another one each time. The archive is written before the manifest and holds it, so that after a crash in
  // between the same manifest is there to be written.
  const archive = archiveNameOf(publication);
  const entries = [...files, { name: manifestName, bytes: manifest }];
  if ((await published.writeOnce(archive, renderZip(entries, 'store'), 'application/zip')) === 'there') {
    const kept = readZip(await readPublished(published, archive)).find(({ name }) => name === manifestName);
    if (kept !== undefined && isSignedFor(kept.bytes, signed)) {
      manifest = kept.bytes;
    } else {
      alarm('a published file differs from what would be written now', { name: archive });
    }
  }
  await published.writeOnce(
    keyNameOf(signer.publicKey),
    Buffer.from(signer.publicKey),
    'application/x-pem-file',
  );
  await published.writeOnce(`${folderOf(publication)}${manifestName}`, manifest, 'application/json');
};

/** All files but the manifest, placed in the publication's folder. */
export const makeFiles = async (
  { published, catalogue, setPdf, alarm }: Pick<Workshop, 'published' | 'catalogue' | 'setPdf' | 'alarm'>,
  publication: HandedOver,
  places: readonly Place[],
): Promise<PublishedFile[]> => {
  const snapshots = await Promise.all(
    places.map((place) => readPublished(published, `${folderOf(place)}${snapshotName}`)),
  );
  const bytes = snapshots.at(-1);
  const report = composeReport(snapshots.map(readSnapshot), catalogue);
  const csv = 'text/csv; charset=utf-8';
  const rendered: PublishedFile[] = [
    { name: 'indicators.csv', mediaType: csv, bytes: renderIndicatorsCsv(report) },
    { name: 'history.csv', mediaType: csv, bytes: renderHistoryCsv(report) },
    { name: 'report.xlsx', mediaType: sheetType, bytes: renderWorkbook(report) },
    { name: 'report.en.pdf', mediaType: 'application/pdf', bytes: setPdf(viewReport(report, 'en')) },
    { name: 'report.ja.pdf', mediaType: 'application/pdf', bytes: setPdf(viewReport(report, 'ja')) },
  ];
  const placed = await Promise.all(
    rendered.map((file) => placeFile({ published, alarm }, publication, file)),
  );
  const snapshotFile = { name: snapshotName, mediaType: 'application/json', bytes: bytes ?? Buffer.alloc(0) };
  const described = [snapshotFile, ...placed];
  const datapackage = await placeFile({ published, alarm }, publication, {
    name: 'datapackage.json',
    mediaType: 'application/json',
    bytes: renderDatapackage(report.snapshot, publication.registeredAt, described),
  });
  return [...described, datapackage];
};

/** What the snapshot says that it was made by. */
const statedIn = (files: readonly PublishedFile[]): { catalogue: string; disclosure: string } => {
  const file = files.find(({ name }) => name === snapshotName);
  const { catalogue, disclosure } = readSnapshot(file?.bytes ?? Buffer.alloc(0));
  return { catalogue, disclosure };
};

/** Whether a manifest says what is to be signed now. */
const isSignedFor = (manifest: Buffer, signed: Buffer): boolean =>
  manifest.toString('utf8').replace(/,"signature":"[A-Za-z0-9+/=]*"/, '') === signed.toString('utf8');

const readPublished = async (published: FileStore, name: string): Promise<Buffer> => {
  const bytes = await published.read(name);
  if (bytes === undefined) {
    throw new InternalError(`${name} is not there.`);
  }
  return bytes;
};
