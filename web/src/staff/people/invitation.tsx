import { encode } from 'uqr';
import { invitationFor } from '../../session/invitation.ts';
import { t } from '../text.ts';

/** A QR code for her phone, so that she need not type her sign-in name. */
export function Invitation({ name }: { readonly name: string }) {
  const address = invitationFor(name);
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const dark = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <div class="invitation">
      <p class="soft">{t('invitation.explain')}</p>
      <svg role="img" aria-label={t('invitation.code')} viewBox={`0 0 ${size} ${size}`}>
        <rect width={size} height={size} fill="#fff" />
        <path d={dark} fill="#000" shape-rendering="crispEdges" />
      </svg>
      <p>
        <code>{address}</code>
      </p>
    </div>
  );
}
