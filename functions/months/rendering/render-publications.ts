import { addMonths } from '../../shared/calendar/calendar.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { Indicator } from '../indicators/indicator.ts';
import {
  composeManifest,
  type PublishedFile,
  renderManifest,
  signedBytesOf,
} from '../publishing/manifest.ts';
import type { Alarm } from '../publishing/place-file.ts';
import { folderOf, manifestName } from '../publishing/publication-folder.ts';
import type { PublicationToRender, RenderMessage } from '../publishing/render-message.ts';
import type { PdfSetter } from './pdf-process.ts';
import { keyNameOf } from './public-key-file.ts';
import { readSnapshot } from './published-snapshot.ts';
import { type PublicationRef, readFile, renderFiles, snapshotName } from './render-files.ts';
import { readZip, renderZip } from './zip.ts';

/**
 * Completes publications whose snapshot is stored: writes their other files and, last, the signed manifest. A run may crash after any
 * step, and two runs may overlap: a file that exists is used as it is and never rewritten.
 */

export type Signer = {
  /** PEM (SubjectPublicKeyInfo). */
  readonly publicKey: string;
  /** Returns an ECDSA P-256 signature with SHA-256: DER in base64. */
  readonly sign: (bytes: Buffer) => Promise<string>;
};

export type RenderDeps = {
  readonly published: FileStore;
  readonly catalogue: readonly Indicator[];
  readonly setPdf: PdfSetter;
  readonly loadSigner: () => Promise<Signer>;
  readonly alarm: Alarm;
  /** Called when a report leaves out texts that cannot be printed. */
  readonly onLeftOut: Alarm;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

/**
 * The name of the archive of all files of a rendered publication. The archive is beside the publication's folder and not in it, since the manifest
 * doesn't list it.
 */
export const archiveNameOf = ({ month, version }: PublicationRef): string =>
  `published/${month}/v${version}.zip`;

/** Renders the publications of a queue's message that have no manifest yet. */
export const renderPublications = async (
  deps: RenderDeps,
  { publications, all }: RenderMessage,
): Promise<void> => {
  /** In the order of ordinals, from 1 on. */
  const refs = all.map(([month, version]) => ({ month, version }));
  for (const publication of publications) {
    if (!(await deps.published.exists(`${folderOf(publication)}${manifestName}`))) {
      await renderPublication(deps, publication, refs.slice(0, publication.ordinal));
      const { month, version } = publication;
      deps.log('a publication is complete', { month, version });
    }
  }
};

/**
 * Renders one publication's files, then writes their archive, the public key and the manifest.
 * @param refs all publications up to this one, in the order of ordinals
 */
const renderPublication = async (
  deps: RenderDeps,
  publication: PublicationToRender,
  refs: readonly PublicationRef[],
): Promise<void> => {
  const { published, alarm, loadSigner } = deps;
  const files = await renderFiles(deps, publication, refs);
  // The newest version of the month before, of those published earlier.
  const previousMonth = addMonths(publication.month, -1);
  const previous = refs.slice(0, -1).findLast(({ month }) => month === previousMonth);
  const signer = await loadSigner();
  const content = composeManifest({
    publication,
    ...rulesIn(files),
    journalDigest: publication.journalDigest,
    previous:
      previous === undefined ? null : await readFile(published, `${folderOf(previous)}${manifestName}`),
    files,
    publicKey: signer.publicKey,
  });
  const signedBytes = signedBytesOf(content);
  let manifest = renderManifest(content, await signer.sign(signedBytes));

  // Two ECDSA signatures of the same bytes differ. The archive contains the manifest and is written first. If a run crashed before it wrote the
  // manifest itself, the next run takes the archive's, so that the two stay equal.
  const archive = archiveNameOf(publication);
  const entries = [...files, { name: manifestName, bytes: manifest }];
  if ((await published.writeOnce(archive, renderZip(entries, 'store'), 'application/zip')) === 'there') {
    const archived = readZip(await readFile(published, archive)).find(({ name }) => name === manifestName);
    if (archived !== undefined && isSignedFor(archived.bytes, signedBytes)) {
      manifest = archived.bytes;
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

/** The catalogue's hash and the disclosure policy's name, as the snapshot has them. */
const rulesIn = (files: readonly PublishedFile[]): { catalogue: string; disclosure: string } => {
  // `renderFiles` always includes the snapshot.
  const file = files.find(({ name }) => name === snapshotName);
  const { catalogue, disclosure } = readSnapshot(file?.bytes ?? Buffer.alloc(0));
  return { catalogue, disclosure };
};

/** Whether a stored manifest, without its `signature`, has the content that would be signed now. */
const isSignedFor = (manifest: Buffer, signedBytes: Buffer): boolean =>
  manifest.toString('utf8').replace(/,"signature":"[A-Za-z0-9+/=]*"/, '') === signedBytes.toString('utf8');
