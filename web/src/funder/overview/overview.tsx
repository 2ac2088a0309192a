import { themes } from 'virtual:catalogue';
import { isOfRoad } from '../../../../functions/months/rendering/road.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { RoadBars } from '../../months/road-bars.tsx';
import { linkTo } from '../address.ts';
import { Narrative } from '../narrative/narrative.tsx';
import { Stories } from '../narrative/stories.tsx';
import type { ShownVersion } from '../shown-version.ts';
import { Headlines } from './headlines.tsx';
import { IndicatorTable } from './indicator-table.tsx';

/** The funder's overview, a month at a glance: the headline figures first, the road of the women, then every other indicator. */
export function Overview({ shown }: { readonly shown: ShownVersion }) {
  return (
    <>
      <Headlines shown={shown} />
      <Narrative snapshot={shown.snapshot} />
      <Stories snapshot={shown.snapshot} />
      <Road shown={shown} />
      <IndicatorTable shown={shown} />
    </>
  );
}

function Road({ shown: { snapshot, address } }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  if (!snapshot.indicators.some(isOfRoad)) return null;
  return (
    <section aria-labelledby="road">
      <h2 id="road">{themes.road?.[language]}</h2>
      <RoadBars snapshot={snapshot} hrefOf={(code) => linkTo(address, { page: 'indicator', code })} />
    </section>
  );
}
