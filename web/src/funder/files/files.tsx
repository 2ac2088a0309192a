import { useEffect, useState } from 'preact/hooks';
import { isSameValue } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { saveFile } from '../../design/save-file.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatSize } from '../../months/format-published.ts';
import type { Manifest, PublishedFile } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { upToText } from '../periods/period-text.ts';
import type { ShownVersion } from '../shown-version.ts';
import { type MessageKey, t } from '../text.ts';
import { CheckLater } from './check-later.tsx';
import { sha256 } from './file-hash.ts';
import { manifestFile } from './manifest-file.ts';
import { checkSignature, type SignatureState } from './manifest-signature.ts';

/** `wrong`: another file than the published one; `failed`: the download failed. */
type FileState = 'unchecked' | 'checking' | 'verified' | 'wrong' | 'failed';

/** The text about each file, in the order of the list: files for people first, files for programs last. */
const contentKeys: Readonly<Record<string, MessageKey>> = {
  'report.ja.pdf': 'files.holds.report-ja',
  'report.en.pdf': 'files.holds.report-en',
  'report.xlsx': 'files.holds.workbook',
  'indicators.csv': 'files.holds.indicators',
  'history.csv': 'files.holds.history',
  'snapshot.json': 'files.holds.snapshot',
  'datapackage.json': 'files.holds.datapackage',
  'manifest.json': 'files.holds.manifest',
};
const order = Object.keys(contentKeys);
const archiveName = 'all.zip';

/** In the order above; a file without a text comes first. */
const sortFiles = (files: readonly PublishedFile[]): PublishedFile[] =>
  files.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));

/** The funder's page of a month's files to download. A file with another hash than the published one is not saved. */
export function Files({ shown }: { readonly shown: ShownVersion }) {
  return shown.manifest === null ? (
    <p class="notice">{t('files.pending')}</p>
  ) : (
    <CheckedFiles shown={shown} manifest={shown.manifest} />
  );
}

/** Downloads the files of a month, checks them, and saves what is the published file. `files` are all single files. */
function useDownloads({ reports, snapshot }: ShownVersion, files: readonly PublishedFile[]) {
  const { month, version } = snapshot;
  const [states, setStates] = useState<Readonly<Record<string, FileState>>>({});
  const stateOf = (name: string): FileState => states[name] ?? 'unchecked';
  /** Downloads a file and checks it; undefined if the download failed or the file is not the published one. */
  const fetchChecked = async (
    name: string,
    isPublished: (blob: Blob) => Promise<boolean>,
  ): Promise<Blob | undefined> => {
    const setState = (state: FileState) => setStates((all) => ({ ...all, [name]: state }));
    setState('checking');
    try {
      const blob = await reports.download(month, version, name);
      const isVerified = await isPublished(blob);
      setState(isVerified ? 'verified' : 'wrong');
      return isVerified ? blob : undefined;
    } catch {
      setState('failed');
      return undefined;
    }
  };
  const check = ({ name, size, sha256: expectedHash }: PublishedFile) =>
    fetchChecked(
      name,
      async (blob) => blob.size === size && (await sha256(await blob.arrayBuffer())) === expectedHash,
    );
  const saveIfVerified = (blob: Blob | undefined, name: string): void => {
    if (blob !== undefined) saveFile(blob, `leadership-next-${month}-v${version}-${name}`);
  };
  const saveOne = async (file: PublishedFile): Promise<void> => saveIfVerified(await check(file), file.name);
  /** Saves one archive of all files. */
  const saveAll = async (): Promise<void> => {
    const blob = await fetchChecked(archiveName, async (zip) => {
      // Loaded on demand, because few visits need it.
      const { isWholeArchive } = await import('./check-archive.ts');
      return isWholeArchive(zip, files);
    });
    if (blob !== undefined) {
      // `isWholeArchive` has compared each file in the archive.
      setStates((all) => ({ ...all, ...Object.fromEntries(files.map(({ name }) => [name, 'verified'])) }));
    }
    saveIfVerified(blob, archiveName);
  };
  const checkAll = async (): Promise<void> => {
    for (const file of files) await check(file);
  };
  return { stateOf, saveOne, saveAll, checkAll };
}

/** Says that files are as they were published, and where this month's numbers of now are if some have changed since. */
function AsPublished({ shown }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const { snapshot, values, months, address } = shown;
  // The files have the numbers of `snapshot`; `values` has them as they were revised since.
  const changed = snapshot.indicators.filter(
    ({ code, month: inFiles }) =>
      !isSameValue(values.get(code, 'month', snapshot.month)?.value ?? inFiles, inFiles),
  );
  const newestMonth = months[0]?.month ?? snapshot.month;
  const { version: _, ...withoutVersion } = address;
  return (
    <>
      <p>{t('files.asPublished')}</p>
      {changed.length > 0 && (
        <p class="warning">
          {t('files.outdated', { count: changed.length, month: formatMonth(newestMonth, language) })}{' '}
          <a href={linkTo(withoutVersion, { page: 'changes' })}>{t('files.outdated.changes')}</a>{' '}
          <a href={linkTo(withoutVersion, { page: 'files', month: newestMonth })}>
            {t('files.outdated.newest', { month: formatMonth(newestMonth, language) })}
          </a>
        </p>
      )}
    </>
  );
}

function CheckedFiles({ shown, manifest }: { readonly shown: ShownVersion; readonly manifest: Manifest }) {
  const [signature, setSignature] = useState<SignatureState | 'checking'>('checking');
  // The manifest doesn't list itself, so its entry is made here; undefined until its hash is computed.
  const [manifestEntry, setManifestEntry] = useState<PublishedFile>();
  const files = sortFiles([...(manifestEntry === undefined ? [] : [manifestEntry]), ...manifest.files]);
  const { stateOf, saveOne, saveAll, checkAll } = useDownloads(shown, files);
  const archiveState = stateOf(archiveName);
  const { implementer } = shown.snapshot.programme;
  const versionText = useVersionText(shown);
  useEffect(() => {
    void checkSignature(manifest).then(setSignature);
    void manifestFile(manifest).then(setManifestEntry);
  }, [manifest]);
  return (
    <>
      <AsPublished shown={shown} />
      <p>{t('files.explain')}</p>
      <p class={signature === 'wrong' ? 'error' : 'soft'} role="status" data-signature={signature}>
        {t(`signature.${signature}`, { implementer })}
      </p>
      <div class="archive" data-file={archiveName}>
        <button
          type="button"
          class="primary small"
          disabled={manifestEntry === undefined || archiveState === 'checking'}
          onClick={() => void saveAll()}
        >
          {t('files.all')}
        </button>
        <p>{t('files.all.explain', { count: files.length })}</p>
        <p class={`state ${archiveState}`} role="status">
          {archiveState !== 'unchecked' && t(`files.archive.${archiveState}`, { implementer })}
        </p>
      </div>
      <h2>{t('files.single')}</h2>
      <p>
        <button type="button" class="second small" onClick={() => void checkAll()}>
          {t('files.checkAll')}
        </button>{' '}
        {files.every(({ name }) => stateOf(name) === 'unchecked') && t('files.unchecked')}
      </p>
      <table class="figures files">
        <caption class="hidden-text">{t('files.single')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('files.name')}</th>
            <th scope="col" class="number">
              {t('files.size')}
            </th>
            <th scope="col">{t('files.state')}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              version={versionText}
              state={stateOf(file.name)}
              onSave={() => void saveOne(file)}
            />
          ))}
        </tbody>
      </table>
      <CheckLater implementer={implementer} />
    </>
  );
}

/** Which version the files are of, up to when it counts, and that there is a newer one if there is. */
function useVersionText({ snapshot: { month, version, cutoff }, months }: ShownVersion): string {
  const newest = months.find((one) => one.month === month)?.version ?? version;
  const upTo = upToText(cutoff, useLanguage());
  return [
    t('files.version', { version, upTo }),
    ...(newest > version ? [t('files.newer', { newest })] : []),
  ].join(' ');
}

function FileRow({
  file: { name, size, sha256: hash },
  version,
  state,
  onSave,
}: {
  readonly file: PublishedFile;
  /** The file's version, in words. */
  readonly version: string;
  readonly state: FileState;
  readonly onSave: () => void;
}) {
  const language = useLanguage();
  const contentKey = contentKeys[name];
  return (
    <tr data-file={name}>
      <th scope="row">
        <button type="button" class="link" aria-label={t('files.download', { name })} onClick={onSave}>
          {name}
        </button>
        <p class="soft">
          {contentKey !== undefined && (
            <>
              {t(contentKey)}
              <br />
            </>
          )}
          {version}
        </p>
        <details>
          <summary>
            {t('files.hash')}
            <span class="hidden-text"> {name}</span>
          </summary>
          <code>{hash}</code>
        </details>
      </th>
      <td class="number">{formatSize(size, language)}</td>
      <td class={`state ${state}`} aria-live="polite">
        {state !== 'unchecked' && t(`files.${state}`)}
      </td>
    </tr>
  );
}
