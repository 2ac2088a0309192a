import { t as shell } from '../shell/text.ts';
import { t } from './text.ts';

/** What is read to a woman before she agrees or does not. */
export function Notice() {
  return (
    <div class="field wide">
      <p class="soft">{t('notice.read')}</p>
      <blockquote>
        <p>
          <strong>{t('purpose.services')}:</strong> {shell('notice.services')}
        </p>
        <p>
          <strong>{t('purpose.reporting')}:</strong> {shell('notice.reporting')}
        </p>
      </blockquote>
    </div>
  );
}
