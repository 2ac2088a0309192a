import { stateBehind } from '../../../../functions/months/rendering/headlines.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { linkTo } from '../address.ts';
import type { ShownVersion } from '../shown-version.ts';

/**
 * Which targets of the year are behind by now, above the headlines of the funder's overview: not every target has a headline. Nothing where none is set, and
 * at the year's end.
 */
export function Behind({ shown: { snapshot, values, address } }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const { month, indicators } = snapshot;
  const stated = stateBehind(
    indicators.map(({ code, unit, way, target, title, ...indicator }) => ({
      code,
      unit,
      way,
      target,
      title,
      financialYear: values.get(code, 'financialYear', month)?.value ?? indicator.financialYear,
    })),
    month,
    language,
  );
  if (stated === null) return null;
  if (stated.none !== '') return <p>{stated.none}</p>;
  return (
    <>
      {stated.lists.map(({ pace, label, rows }) => (
        <p key={pace} data-pace={pace}>
          <strong>{label}</strong>
          {rows.map(({ row: { code, title }, ofTarget }, index) => [
            index === 0 ? ' ' : stated.separator,
            <a key={code} href={linkTo(address, { page: 'indicator', code })}>
              {title[language]}
            </a>,
            ofTarget,
          ])}
        </p>
      ))}
    </>
  );
}
