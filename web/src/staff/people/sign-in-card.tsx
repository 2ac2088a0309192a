import { encode } from 'uqr';
import { invitationFor } from '../../session/invitation.ts';
import { t } from '../text.ts';

/**
 * How to get in, for her to keep until she has done it: a QR code and the steps, to be shown or printed. It names neither her nor the
 * programme, and without the password it lets nobody in.
 */
export function SignInCard({ name }: { readonly name: string }) {
  const address = invitationFor(name);
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const dark = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <>
      <p class="soft">{t('card.explain')}</p>
      <div class="sign-in-card">
        <svg role="img" aria-label={t('invitation.code')} viewBox={`0 0 ${size} ${size}`}>
          <rect width={size} height={size} fill="#fff" />
          <path d={dark} fill="#000" shape-rendering="crispEdges" />
        </svg>
        <ol>
          <li>
            {t('card.open')} <code>{location.host}</code>
          </li>
          <li>
            {t('card.name')} <code>{name}</code>
          </li>
          <li>{t('card.password')} ________________</li>
          <li>{t('card.own')}</li>
          <li>{t('card.destroy')}</li>
        </ol>
      </div>
      <button type="button" class="second small" onClick={() => print()}>
        {t('card.print')}
      </button>
    </>
  );
}
