import { useState } from 'preact/hooks';
import { Alert } from '../../design/alert.tsx';
import type { SheetEntry } from './row/entries-and-lines.ts';
import { entryWords } from './sheet-words.ts';
import { t } from './text.ts';

/** The button that takes a woman off a leader's sheet; it asks first if she has entries on it. */
export function TakeOff({
  name,
  entries,
  onTakeOff,
}: {
  readonly name: string;
  readonly entries: readonly SheetEntry[];
  readonly onTakeOff: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button
        type="button"
        class="second"
        onClick={() => (entries.length === 0 ? onTakeOff() : setAsking(true))}
      >
        {t('takeOff.do', { name })}
      </button>
    );
  }
  return (
    <Alert>
      <p>{t('takeOff.ask', { amounts: entries.map((entry) => entryWords(entry)).join(', ') })}</p>
      <div class="states">
        <button type="button" class="second danger" onClick={onTakeOff}>
          {t('takeOff.yes')}
        </button>
        <button type="button" class="second" onClick={() => setAsking(false)}>
          {t('takeOff.no')}
        </button>
      </div>
    </Alert>
  );
}
