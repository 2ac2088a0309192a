import type { MeetingScreen } from '../screen.ts';
import { Check } from './check.tsx';
import { SheetScreen } from './sheet.tsx';

/** The screens of a meeting that is being recorded: a leader's most frequent work, and so loaded before all others. */
export function MeetingScreens({ screen }: { readonly screen: MeetingScreen }) {
  return screen.name === 'sheet' ? (
    <SheetScreen collectiveId={screen.collectiveId} toCount={screen.toCount ?? false} />
  ) : (
    <Check collectiveId={screen.collectiveId} />
  );
}
