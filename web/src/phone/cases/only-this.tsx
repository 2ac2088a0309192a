import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { t } from '../talk/text.ts';

/** At the top of an open case of a woman who has asked to stop: this one is to be finished, and nothing else. */
export function OnlyThis({ stoppedOn }: { readonly stoppedOn: string | undefined }) {
  return stoppedOn === undefined ? null : (
    <p class="notice">{t('stopped.onlyThis', { date: formatDate(stoppedOn, language()) })}</p>
  );
}
