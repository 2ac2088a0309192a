import { formatDay } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { t } from './text.ts';
import type { WrongTries } from './unlock.ts';

/** Tells her of the wrong tries to unlock her phone; nothing if there were none. */
export function WrongTriesTold({ of: { count, since } }: { readonly of: WrongTries }) {
  return count === 0 ? null : (
    <p class="warning">{t('home.wrongTries', { count, day: formatDay(since, language()) })}</p>
  );
}
