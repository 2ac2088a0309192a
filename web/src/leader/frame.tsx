import type { ComponentChildren } from 'preact';
import { Page } from '../design/page.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { leave } from '../shell/leave.ts';
import { ReadAloud } from '../shell/read-aloud.tsx';
import { t as shellText } from '../shell/text.ts';
import { useHere, useStatus } from './context.ts';
import type { Screen } from './screen.ts';
import { t } from './text.ts';

/** The frame of every screen on the leader's phone: back, the state of sending, and Leave. */
export function Frame({
  title,
  back,
  children,
  foot,
  isForShowing = false,
}: {
  readonly title: string;
  readonly back: Screen | undefined;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
  /** It is shown to somebody else: the bar tells nothing of the rest, and goes back by "Done". */
  readonly isForShowing?: boolean;
}) {
  const { go } = useHere();
  const { isFull } = useStatus();
  useLanguage();
  return (
    <Page
      title={title}
      width="narrow"
      // Each screen is drawn anew: a reader of the screen hears where she is.
      visit={1}
      bar={
        <>
          {back === undefined ? (
            <button type="button" class="quiet" onClick={() => go({ name: 'settings' })}>
              {t('settings.title')}
            </button>
          ) : (
            <button type="button" class="quiet" onClick={() => go(back)}>
              ‹ {isForShowing ? t('passbook.done') : shellText('back')}
            </button>
          )}
          {isForShowing ? <span /> : <Pill />}
          <LeaveButton />
        </>
      }
      foot={foot}
    >
      {isFull && (
        <p class="error" role="alert">
          {t('full')}
        </p>
      )}
      {children}
      <ReadAloud />
    </Page>
  );
}

/** The bar of the leader's phone before data is available: only Leave. */
export function LeaveBar() {
  return (
    <header class="bar">
      <span />
      <LeaveButton />
    </header>
  );
}

export function LeaveButton() {
  return (
    <button type="button" class="leave" onClick={leave}>
      {shellText('leave')}
    </button>
  );
}

/** The frame of a screen whose record is no longer on the leader's phone: it is not hers any more. */
export function Gone() {
  return (
    <Frame title={t('gone.title')} back={{ name: 'home' }}>
      <p class="warning">{t('gone.explain')}</p>
    </Frame>
  );
}

/** The state of sending in the corner of every screen; a press opens what it is about. */
function Pill() {
  const { go } = useHere();
  const { sending, unsent, needHer, unassignedUrgentCases } = useStatus();
  const isWaitedFor = unsent === 0 && needHer === 0 && unassignedUrgentCases > 0;
  // What matters most to her, in this order.
  const sayState = (): string => {
    if (needHer > 0) return t('pill.needs', { count: needHer });
    if (unsent > 0) return t('pill.waiting', { count: unsent });
    if (sending === 'signed_out') return t('pill.signIn');
    return isWaitedFor ? t('pill.nobody', { count: unassignedUrgentCases }) : t('pill.sent');
  };
  const isAllSent = unsent === 0 && sending !== 'signed_out' && !isWaitedFor;
  const lookIfNothingNeedsHer = isAllSent ? 'good' : 'care';
  const look = needHer > 0 ? 'bad' : lookIfNothingNeedsHer;
  return (
    <button
      type="button"
      class={`pill ${look}`}
      onClick={() => go({ name: isWaitedFor && sending !== 'signed_out' ? 'cases' : 'waiting' })}
    >
      <span role="status">{sayState()}</span>
    </button>
  );
}
