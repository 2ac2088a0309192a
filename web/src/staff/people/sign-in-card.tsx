import { encode } from 'uqr';
import { type Language, translatorIn } from '../../i18n/language.ts';
import { invitationFor } from '../../session/invitation.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, peopleCatalogue, t } from '../text.ts';

/**
 * The card that says how to sign in, for her to keep until she has done it: a QR code and the steps, to be shown or
 * printed. It names neither her nor the programme, and without the password it lets nobody in. It speaks her
 * language, whatever that of the page is.
 */
export function SignInCard({ name, locale }: { readonly name: string; readonly locale: Language }) {
  const words = useRead(['card', locale], () => translatorIn<MessageKey>([peopleCatalogue], locale));
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
        <Reading of={words}>
          {(hers) => (
            <ol lang={locale}>
              <li>
                {hers('card.open')} <code>{location.host}</code>
              </li>
              <li>
                {hers('card.name')} <code>{name}</code>
              </li>
              <li>{hers('card.password')} ________________</li>
              <li>{hers('card.own')}</li>
              <li>{hers('card.destroy')}</li>
            </ol>
          )}
        </Reading>
      </div>
      <button type="button" class="second small" onClick={() => print()}>
        {t('card.print')}
      </button>
    </>
  );
}
