import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { childName } from '../../members/child-name.ts';
import { observationText } from '../../members/observation-text.ts';
import { CallLink } from '../../phone/call.tsx';
import { t } from '../cases/text.ts';
import { useHere } from '../context.ts';
import { women } from '../row-kinds.ts';

/** Who she is: name, telephone, district, children, and to what she has agreed. */
export function WomanAtTheDoor({ memberId }: { readonly memberId: string }) {
  const { workspace } = useHere();
  const woman = workspace.rows.get(women, memberId);
  if (woman === undefined) return <p class="soft">{t('woman.notRead')}</p>;
  const { name, code, phone, district, children, consents } = woman;
  return (
    <section class="at-the-door" aria-label={name}>
      <p>
        <strong>{name}</strong> {code !== undefined && <span class="code">{code}</span>}
        <span class="part">{nameDistrict(district)}</span>
      </p>
      {phone === undefined ? (
        <p class="soft">{t('woman.noPhone')}</p>
      ) : (
        <CallLink label={t('woman.call')} number={phone} />
      )}
      <details>
        <summary>
          {t('woman.children', { count: children.length })} · {t('woman.consents')}
        </summary>
        <ul class="plain">
          {children.map((child) => (
            <li key={child.id}>
              {childName(child)}
              {child.schooling !== undefined && (
                <span class="part">
                  {observationText(child.schooling)} · {formatDate(child.schooling.on, language())}
                </span>
              )}
            </li>
          ))}
          {consents.map(({ purpose, given, on }) => (
            <li key={purpose}>
              {t(`agreed.${purpose}`)}: {t(given ? 'agreed.yes' : 'agreed.no')}
              <span class="part">{formatDate(on, language())}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
