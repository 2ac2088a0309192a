import { useHasArea } from '../frame/forms/own-districts.ts';
import { t } from '../text.ts';

/** Above published figures: at an area coordinator's desk, that they are not her area's. */
export function OfWholeState() {
  return useHasArea() ? <p class="notice">{t('area.published')}</p> : null;
}
