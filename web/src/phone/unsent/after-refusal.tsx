import { useState } from 'preact/hooks';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { type Operation, operations } from '../../outbox/operation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { moveFutureDatesToToday } from './move-future-dates.ts';
import { t } from './text.ts';
import type { DraftOfRefused } from './unsent-role.ts';

/** What she can do with an operation that the server refused: correct it in a draft, or send it again. */

/** The button that opens the refused operation as a draft, or the other draft that takes its place. */
export function CorrectRefused<Screen>({
  draft,
  onGo,
}: {
  readonly draft: DraftOfRefused<Screen> | undefined;
  readonly onGo: (screen: Screen) => void;
}) {
  if (draft === undefined) return null;
  return (
    <>
      {draft.hasOtherDraft && <p class="warning">{t('waiting.draftFirst')}</p>}
      <button
        type="button"
        class="primary"
        onClick={() =>
          void draft.storeDraft().then(
            () => onGo(draft.screen),
            // The phone is full, which the frame shows.
            () => {},
          )
        }
      >
        {t(draft.hasOtherDraft ? 'waiting.toDraft' : 'waiting.mend')}
      </button>
    </>
  );
}

/** Puts a refused operation back among the waiting ones. The refusal (reason, details, figures, day of a move) is left out: it was about the former attempt. */
async function sendAgain(
  workspace: Workspace,
  { reason, details: _details, figures: _figures, movedOn: _movedOn, ...rest }: Operation,
  body: Operation['body'],
): Promise<void> {
  // She corrects the date of a meeting in its draft. Every other date is the day of recording, which is in the future only if the
  // phone's clock was ahead.
  const corrected =
    reason === 'invalid_date' && rest.what !== 'meeting'
      ? moveFutureDatesToToday(body, todayInIndia())
      : body;
  await workspace.rows.put(operations, rest.id, { ...rest, body: corrected, state: 'waiting' });
  workspace.sync();
}

/** The button that sends a refused operation again: unchanged, or with its text as corrected here. */
export function SendAgain({ operation }: { readonly operation: Operation }) {
  const { workspace } = useHere();
  const { body } = operation;
  // A note on a case has a `text`. What takes an entry or an event back has a `reason`.
  const hasReason =
    operation.what === 'entry_reversal' || (operation.what === 'case_event' && typeof body.text !== 'string');
  const field = hasReason ? 'reason' : 'text';
  const written = body[field];
  // Undefined for an operation without such a text: then it can only be sent unchanged.
  const [text, setText] = useState(typeof written === 'string' ? written : undefined);
  return (
    <>
      {text !== undefined && <LongField name="note" label={t('unsent.note')} text={text} onText={setText} />}
      <button
        type="button"
        class="second"
        disabled={text?.trim() === ''}
        onClick={() =>
          // Fails only if the phone is full, which the frame shows.
          void sendAgain(workspace, operation, text === undefined ? body : { ...body, [field]: text }).catch(
            () => {},
          )
        }
      >
        {t('waiting.again')}
      </button>
    </>
  );
}
