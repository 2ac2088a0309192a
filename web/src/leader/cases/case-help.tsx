import { formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { needsHer, operations } from '../../outbox/operation.ts';
import { CallButton, CallLinks } from '../../phone/call.tsx';
import { waitingWords } from '../../phone/cases/waiting-words.ts';
import { freshnesses } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import type { CaseFile } from '../row-kinds.ts';
import { t } from '../text.ts';
import { helpStateOf } from './urgent-cases.ts';

/**
 * The part of a leader's screen of an urgent case that says whether the case was sent and is assigned, with numbers to
 * call until then. Empty for other cases.
 */
export function CaseHelpStatus({ file }: { readonly file: CaseFile }) {
  const { workspace, go } = useHere();
  const help = helpStateOf(workspace.rows, file);
  if (help === undefined) return null;
  if (help === 'taken') {
    const { takenAt } = file;
    return (
      <>
        <p class="notice" role="status">
          {takenAt === undefined
            ? t('urgent.taken')
            : t('urgent.takenSince', { time: formatInstant(takenAt, language()) })}
        </p>
        <CallButton />
      </>
    );
  }
  // The operation that opens a case has the case's id.
  const opening = workspace.rows.get(operations, file.id);
  const readAt = workspace.rows.get(freshnesses, 'cases')?.at;
  return (
    <section aria-label={t('urgent.title')}>
      {help === 'not_sent' ? (
        <p class="error" role="alert">
          <strong>{t('urgent.notSent')}</strong> {t('urgent.notSentThen')}
        </p>
      ) : (
        <p class="error" role="status">
          <strong>{waitingWords(file)}</strong>
          <br />
          {readAt !== undefined &&
            t('urgent.heard', { time: formatInstant(new Date(readAt).toISOString(), language()) })}
        </p>
      )}
      {opening !== undefined && needsHer(opening) && (
        <button type="button" class="primary" onClick={() => go({ name: 'unsent' })}>
          {t('urgent.refused')}
        </button>
      )}
      <p>{t('urgent.call')}</p>
      <CallLinks />
    </section>
  );
}

/** One short line in a leader's lists of cases: whether help is on its way; empty unless the case is urgent. */
export function CaseHelpWord({ file }: { readonly file: CaseFile }) {
  const { workspace } = useHere();
  switch (helpStateOf(workspace.rows, file)) {
    case 'not_sent':
      return <strong class="part">{t('urgent.notSent')}</strong>;
    case 'nobody':
      return <strong class="part">{waitingWords(file)}</strong>;
    case 'taken':
      return (
        <span class="part">
          {file.takenAt === undefined
            ? t('urgent.taken')
            : t('urgent.takenSince', { time: formatInstant(file.takenAt, language()) })}
        </span>
      );
    default:
      return null;
  }
}
