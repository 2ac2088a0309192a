import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { t } from '../text.ts';

type Names = ReadonlyMap<string, string>;

type ShowNamesProps = {
  readonly api: Api;
  readonly memberIds: readonly string[];
  readonly onNames: (names: Names) => void;
};

/** Few requests at once, so that nothing else at the desk has to wait. */
const requestsAtOnce = 5;

/** Reads the names of members, by their ids, each from her own record. The access log has each reading. */
async function readNames(api: Api, memberIds: readonly string[]): Promise<Names> {
  const names = new Map<string, string>();
  for (let start = 0; start < memberIds.length; start += requestsAtOnce) {
    const batch = memberIds.slice(start, start + requestsAtOnce);
    const members = await Promise.all(
      batch.map((id) => api.request('GET /api/members/{id}', { path: { id } })),
    );
    for (const { id, name } of members) if (name !== null) names.set(id, name);
  }
  return names;
}

/** The names that a form showed, until the page of the sheet that it saved takes them: she has just read them, and goes on checking. */
const shownNames = new Map<string, Names>();

/** @param recordId of the saved sheet, whose page opens next */
export const keepNames = (recordId: string, names: Names): void => {
  shownNames.clear();
  shownNames.set(recordId, names);
};

/** Names shown in the form that saved a sheet; none if its page was opened in any other way. */
export function useKeptNames(recordId: string): readonly [Names, (names: Names) => void] {
  const [names, setNames] = useState<Names>(() => shownNames.get(recordId) ?? new Map());
  useEffect(() => shownNames.clear(), []);
  return [names, setNames];
}

/**
 * The button that shows names beside the codes in a group's books, for copying from the group's own book, which has no codes.
 */
export function ShowNames({ api, memberIds, onNames }: ShowNamesProps) {
  const [state, setState] = useState<'hidden' | 'reading' | 'failed' | 'shown'>('hidden');
  const show = async (): Promise<void> => {
    setState('reading');
    try {
      onNames(await readNames(api, memberIds));
      setState('shown');
    } catch {
      setState('failed');
    }
  };
  if (state === 'shown' || memberIds.length === 0) return null;
  return (
    <div class="wide">
      <button type="button" class="second small" disabled={state === 'reading'} onClick={() => void show()}>
        {t('opening.names')}
      </button>
      <p class="soft">{t('names.logged', { count: memberIds.length })}</p>
      {state === 'failed' && (
        <p class="error" role="alert">
          {t('failed')}
        </p>
      )}
    </div>
  );
}
