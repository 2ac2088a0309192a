import { encode } from 'uqr';
import { type Language, translatorIn } from '../../../i18n/language.ts';
import { invitationFor } from '../../../session/invitation.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type CardKey, cardCatalogue } from './text.ts';

/**
 * A new person's sign-in card, shown or printed: a QR code and the steps to sign in. It names neither her nor the programme,
 * and is useless without the password. It is in her language, which may differ from the page's.
 */
export function SignInCard({ name, locale }: { readonly name: string; readonly locale: Language }) {
  const translator = useRead(['card', locale], () => translatorIn<CardKey, Language>(cardCatalogue, locale));
  const address = invitationFor(name);
  // `M` corrects up to 15% of damage. Scanners need a border of four modules.
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  // One square for each dark module of the code.
  const darkPath = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <>
      <p class="soft">{t('card.explain')}</p>
      <div class="sign-in-card">
        <svg role="img" aria-label={t('invitation.code')} viewBox={`0 0 ${size} ${size}`}>
          <rect width={size} height={size} fill="#fff" />
          <path d={darkPath} fill="#000" shape-rendering="crispEdges" />
        </svg>
        <Reading of={translator}>
          {(inHerLanguage) => (
            <ol lang={locale}>
              <li>
                {inHerLanguage('card.open')} <code>{location.host}</code>
              </li>
              <li>
                {inHerLanguage('card.name')} <code>{name}</code>
              </li>
              <li>{inHerLanguage('card.password')} ________________</li>
              <li>{inHerLanguage('card.own')}</li>
              <li>{inHerLanguage('card.destroy')}</li>
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
