import { nameDistrict } from '../../districts/text.ts';
import { t } from '../text.ts';

/** Says which districts are an area coordinator's; nothing for the state coordinator. */
export function OwnArea({ districts }: { readonly districts: readonly string[] }) {
  if (districts.length === 0) return null;
  return (
    <p class="soft">
      {t('area.own', { districts: districts.map((district) => nameDistrict(district)).join(', ') })}
    </p>
  );
}
