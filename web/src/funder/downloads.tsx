import { useEffect, useState } from 'preact/hooks';
import { saveFile } from '../design/save-file.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatSize } from '../months/format.ts';
import type { Manifest, PublishedFile, Reports, Snapshot } from '../months/published.ts';
import { t } from './text.ts';
import { checkSignature, fileOfManifest, type SignatureState, sha256 } from './verify.ts';

type FileState = 'unchecked' | 'checking' | 'verified' | 'wrong' | 'failed';

type DownloadsProps = {
  readonly reports: Reports;
  readonly snapshot: Snapshot;
  readonly manifest: Manifest | null;
};

/** The month's files. A file whose hash is not the published one is not saved. */
export function Downloads({ reports, snapshot, manifest }: DownloadsProps) {
  const language = useLanguage();
  const [states, setStates] = useState<Readonly<Record<string, FileState>>>({});
  const [signature, setSignature] = useState<SignatureState | 'checking'>('checking');
  const [list, setList] = useState<PublishedFile>();
  const { month, version } = snapshot;
  const files = [...(list === undefined ? [] : [list]), ...(manifest?.files ?? [])];

  useEffect(() => {
    if (manifest === null) return;
    void checkSignature(manifest).then(setSignature);
    void fileOfManifest(manifest).then(setList);
  }, [manifest]);

  const check = async ({ name, size, sha256: wanted }: PublishedFile): Promise<Blob | undefined> => {
    const say = (state: FileState) => setStates((all) => ({ ...all, [name]: state }));
    say('checking');
    try {
      const blob = await reports.download(month, version, name);
      const isSame = blob.size === size && (await sha256(await blob.arrayBuffer())) === wanted;
      say(isSame ? 'verified' : 'wrong');
      return isSame ? blob : undefined;
    } catch {
      say('failed');
      return undefined;
    }
  };
  const save = async (file: PublishedFile): Promise<void> => {
    const blob = await check(file);
    if (blob !== undefined) saveFile(blob, `leadership-next-${month}-v${version}-${file.name}`);
  };
  const checkAll = async (): Promise<void> => {
    for (const file of files) await check(file);
  };

  return (
    <section aria-labelledby="files">
      <h2 id="files">{t('files')}</h2>
      {manifest === null ? (
        <p class="notice">{t('files.pending')}</p>
      ) : (
        <>
          <p>{t('files.explain')}</p>
          <p class={signature === 'wrong' ? 'error' : 'soft'} role="status" data-signature={signature}>
            {t(`signature.${signature}`)}
          </p>
          <table class="figures files">
            <caption class="hidden-text">{t('files')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('files.name')}</th>
                <th scope="col" class="number">
                  {t('files.size')}
                </th>
                <th scope="col">{t('files.hash')}</th>
                <th scope="col">{t('files.state')}</th>
              </tr>
            </thead>
            <tbody>
              {files.map((file) => {
                const state = states[file.name] ?? 'unchecked';
                return (
                  <tr key={file.name} data-file={file.name}>
                    <td>
                      <button
                        type="button"
                        class="link"
                        aria-label={t('files.download', { name: file.name })}
                        onClick={() => void save(file)}
                      >
                        {file.name}
                      </button>
                    </td>
                    <td class="number">{formatSize(file.size, language)}</td>
                    <td>
                      <code>{file.sha256}</code>
                    </td>
                    <td class={`state ${state}`} aria-live="polite">
                      {t(`files.${state}`)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <button type="button" class="second small" onClick={() => void checkAll()}>
            {t('files.checkAll')}
          </button>
        </>
      )}
    </section>
  );
}
