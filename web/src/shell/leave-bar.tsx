import { leave } from './leave.ts';
import { t } from './text.ts';

/** A bar without anything but Leave, for the locked phone and while a screen is being loaded. */
export function LeaveBar() {
  return (
    <header class="bar">
      <span />
      <LeaveButton />
    </header>
  );
}

/** The button that leaves the app at once: the page goes blank, and a harmless one takes its place. */
export function LeaveButton() {
  return (
    <button type="button" class="leave" onClick={leave}>
      {t('leave')}
    </button>
  );
}
