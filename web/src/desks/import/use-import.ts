import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Database } from '../../device/database.ts';
import { type CheckedImport, checkSheets } from './check/check-sheets.ts';
import type { FileFault } from './read/read-file.ts';
import { readInWorker } from './read/read-in-worker.ts';
import { findUnfinished, type KeptImports, openKeptImports, type Unfinished } from './send/kept-imports.ts';
import { type RunReport, runImport } from './send/run-import.ts';

export type ImportProps = {
  readonly api: Api;
  readonly database: Database;
  /** The districts of an area coordinator, who imports into her area alone; empty for the state coordinator. */
  readonly districts: readonly string[];
};

/** The step at which an import is, with what its page needs. `fault`: the file can't be read. `failure`: what a request or the storing threw. */
export type ImportState =
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

/** An import's state, and what moves it on: reading a file, and sending what was read. */
export function useImport({ api, database, districts }: ImportProps) {
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
export function useUnfinished(
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
