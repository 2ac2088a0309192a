import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { FileField } from '../../design/fields/file-field.tsx';
import { Busy, Progress } from '../../design/progress.tsx';
import { saveFile } from '../../design/save-file.ts';
import type { Database } from '../../device/database.ts';
import { formatInstant } from '../../i18n/format.ts';
import { loadCatalogue } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Failure } from '../frame/failure.tsx';
import { CheckPage } from './check/check-page.tsx';
import { type CheckedImport, checkSheets } from './check/check-sheets.ts';
import type { FileFault } from './read/read-file.ts';
import { readInWorker } from './read/read-in-worker.ts';
import { findUnfinished, type KeptImports, openKeptImports, type Unfinished } from './send/kept-imports.ts';
import { ReportPage } from './send/report-page.tsx';
import { type RunReport, runImport } from './send/run-import.ts';
import { templateSheets } from './template/template.ts';
import { writeWorkbook } from './template/write-workbook.ts';
import { importCatalogue, t } from './text.ts';

type ImportProps = {
  readonly api: Api;
  readonly database: Database;
  /** The districts of an area coordinator, who imports into her area alone; empty for the state coordinator. */
  readonly districts: readonly string[];
};

/** `fault`: the file can't be read. `failure`: what a request or the storing threw. */
type ImportState =
  | { readonly step: 'choosing'; readonly fault?: FileFault; readonly failure?: unknown }
  | { readonly step: 'reading'; readonly progress?: { readonly done: number; readonly all: number } }
  | { readonly step: 'checked'; readonly check: CheckedImport; readonly kept: KeptImports }
  | {
      readonly step: 'sending';
      readonly check: CheckedImport;
      readonly kept: KeptImports;
      readonly done: number;
      readonly all: number;
      readonly isConnected: boolean;
    }
  | {
      readonly step: 'ended';
      readonly check: CheckedImport;
      readonly kept: KeptImports;
      readonly report: RunReport;
    };

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

/** An import's state, and what moves it on: reading a file, and sending what was read. */
function useImport({ api, database, districts }: ImportProps) {
  const [state, setState] = useState<ImportState>({ step: 'choosing' });
  const stopController = useRef(new AbortController());
  // If the coordinator leaves the page, the requests on their way are answered, and the rest waits for the next import.
  useEffect(() => () => stopController.current.abort(), []);
  const openFile = async (file: File): Promise<void> => {
    setState({ step: 'reading' });
    try {
      const reading = await readInWorker(file);
      if ('fault' in reading) return setState({ step: 'choosing', fault: reading.fault });
      const kept = await openKeptImports(api, database);
      const check = await checkSheets(api, kept, reading.sheets, districts, (done, all) =>
        setState({ step: 'reading', progress: { done, all } }),
      );
      const hasRows = check.plan.states.size > 0;
      setState(hasRows ? { step: 'checked', check, kept } : { step: 'choosing', fault: 'empty' });
    } catch (failure) {
      setState({ step: 'choosing', failure });
    }
  };
  const send = async (check: CheckedImport, kept: KeptImports): Promise<void> => {
    stopController.current = new AbortController();
    const sending = { step: 'sending', check, kept, done: 0, all: 0, isConnected: true } as const;
    setState(sending);
    // Until the sending has ended, the step is always `sending`, but the type of `now` can't say so.
    const changeSending = (part: { done?: number; all?: number; isConnected?: boolean }): void =>
      setState((now) => ({ ...(now.step === 'sending' ? now : sending), ...part }));
    // The browser may notice a lost network before a request fails.
    const onOffline = (): void => changeSending({ isConnected: false });
    addEventListener('offline', onOffline);
    try {
      const report = await runImport(api, check, kept, {
        signal: stopController.current.signal,
        onProgress: (done, all) => changeSending({ done, all }),
        onConnection: (isConnected) => changeSending({ isConnected }),
      });
      setState({ step: 'ended', check, kept, report });
    } catch (failure) {
      // The laptop could not store what the import must remember. The coordinator can choose the file again: nothing is recorded twice.
      setState({ step: 'choosing', failure });
    } finally {
      removeEventListener('offline', onOffline);
    }
  };
  return { state, setState, openFile, send, stop: () => stopController.current.abort() };
}

/** The import that was not finished; undefined if there is none. It is looked for each time that somebody comes to choose a file. */
function useUnfinished(
  { api, database }: Omit<ImportProps, 'districts'>,
  isChoosing: boolean,
): Unfinished | undefined {
  const [unfinished, setUnfinished] = useState<Unfinished>();
  useEffect(() => {
    // Without a network the page can't know of an unfinished import, and says nothing of it.
    if (isChoosing) void findUnfinished(api, database).then(setUnfinished, () => {});
  }, [isChoosing]);
  return unfinished;
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
