import { hrefOfNumber } from '../../unlock/call-link.tsx';
import { t } from '../text.ts';

/** In a list: the link that calls a woman, and says so. Her number is heard, and seen in her case: somebody who looks over her shoulder reads none. */
export function Dial({ number }: { readonly number: string | undefined }) {
  return number === undefined ? null : (
    <a class="dial" href={hrefOfNumber(number)} aria-label={`${t('woman.call')}: ${number}`}>
      <span aria-hidden="true">☎</span>
      <small>{t('woman.call')}</small>
    </a>
  );
}
