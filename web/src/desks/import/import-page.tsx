import { FileField } from '../../design/fields/file-field.tsx';
import { Busy, Progress } from '../../design/progress.tsx';
import { saveFile } from '../../design/save-file.ts';
import { formatInstant } from '../../i18n/format.ts';
import { loadCatalogue } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Failure } from '../frame/failure.tsx';
import { CheckPage } from './check/check-page.tsx';
import type { Unfinished } from './send/kept-imports.ts';
import { ReportPage } from './send/report-page.tsx';
import { templateSheets } from './template/template.ts';
import { writeWorkbook } from './template/write-workbook.ts';
import { importCatalogue, t } from './text.ts';
import { type ImportProps, type ImportState, useImport, useUnfinished } from './use-import.ts';

/** The page of the import. The file stays on the laptop: it is read here, and its rows are sent one by one, as if typed. */
function Import({ api, database, districts }: ImportProps) {
  const { state, setState, openFile, send, stop } = useImport({ api, database, districts });
  const unfinished = useUnfinished({ api, database }, state.step === 'choosing');
  switch (state.step) {
    case 'choosing':
      return <Choosing state={state} unfinished={unfinished} onFile={(file) => void openFile(file)} />;
    case 'reading':
      return <ReadingFile state={state} />;
    case 'checked':
      return (
        <CheckPage
          check={state.check}
          kept={state.kept}
          onCheck={(check) => setState({ ...state, check })}
          onSend={() => void send(state.check, state.kept)}
          onBack={() => setState({ step: 'choosing' })}
        />
      );
    case 'sending':
      return <Sending state={state} onStop={stop} />;
    case 'ended':
      return (
        <ReportPage
          api={api}
          check={state.check}
          kept={state.kept}
          report={state.report}
          onAgain={() => void send(state.check, state.kept)}
          onBack={() => setState({ step: 'choosing' })}
        />
      );
  }
}

type StateOf<Step extends ImportState['step']> = Extract<ImportState, { readonly step: Step }>;

/** The first step: the coordinator takes the template, fills it in and chooses the file. */
function Choosing({
  state,
  unfinished,
  onFile,
}: {
  readonly state: StateOf<'choosing'>;
  readonly unfinished: Unfinished | undefined;
  readonly onFile: (file: File) => void;
}) {
  const language = useLanguage();
  return (
    <>
      <p>{t('import.explain')}</p>
      {unfinished !== undefined && (
        <p class="warning" role="status">
          {t('import.unfinished', {
            done: unfinished.done,
            count: unfinished.of,
            when: formatInstant(unfinished.at, language),
          })}
        </p>
      )}
      <ol>
        <li>
          <p>{t('import.step.template')}</p>
          <button
            type="button"
            class="second"
            onClick={() => saveFile(writeWorkbook(templateSheets(todayInIndia())), 'import.xlsx')}
          >
            {t('import.template')}
          </button>
        </li>
        <li>
          <p>{t('import.step.fill')}</p>
        </li>
        <li>
          <p>{t('import.step.choose')}</p>
          {state.fault !== undefined && (
            <p class="error" role="alert">
              {t(`file.${state.fault}`)}
            </p>
          )}
          {state.failure !== undefined && <Failure failure={state.failure} />}
          <FileField
            name="file"
            label={t('import.file')}
            accept=".xlsx"
            choose={t('import.choose')}
            none={t('import.noFile')}
            isWide
            onFile={onFile}
          />
        </li>
      </ol>
      <p class="soft">{t('import.safe')}</p>
    </>
  );
}

function ReadingFile({ state: { progress } }: { readonly state: StateOf<'reading'> }) {
  return progress === undefined ? (
    <Busy text={t('import.reading')} />
  ) : (
    <Progress
      share={progress.done / progress.all}
      text={t('import.comparing', { done: progress.done, count: progress.all })}
    />
  );
}

function Sending({ state, onStop }: { readonly state: StateOf<'sending'>; readonly onStop: () => void }) {
  return (
    <>
      <Progress
        share={state.all === 0 ? 0 : state.done / state.all}
        text={t('import.progress', { done: state.done, count: state.all })}
      />
      {!state.isConnected && (
        <p class="warning" role="status">
          {t('import.noNetwork')}
        </p>
      )}
      <p>{t('import.sending')}</p>
      <button type="button" class="second" onClick={onStop}>
        {t('import.stop')}
      </button>
    </>
  );
}

/** The desk's page of the import, loaded with its texts when it is first opened. */
export async function loadImport(): Promise<typeof Import> {
  await loadCatalogue(importCatalogue);
  return Import;
}
