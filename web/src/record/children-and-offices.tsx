import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t as memberText } from '../members/text.ts';
import type { MemberRecord } from './member-record.ts';
import { TakenBack } from './taken-back.tsx';
import { t } from './text.ts';

/** Her children, each with what was observed of their schooling. */
export function Children({ record: { children = [] } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (children.length === 0) return null;
  return (
    <>
      <h3>{t('record.children')}</h3>
      <ul class="plain">
        {children.map(({ id, gender, birthYear, schooling, takenBack }) => (
          <li key={id}>
            <TakenBack reversal={takenBack}>{t(`record.child.${gender}`, { year: birthYear })}</TakenBack>
            {schooling.map((observation) => (
              <span class="part" key={observation.id}>
                <TakenBack reversal={observation.takenBack}>{schoolingText(observation, language)}</TakenBack>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

type Observation = NonNullable<MemberRecord['children']>[number]['schooling'][number];

function schoolingText({ on, status, stage, reason }: Observation, language: Language): string {
  const parts = [
    t(`record.school.${status}`, { date: formatDate(on, language) }),
    stage && memberText(`schoolStage.${stage}`),
    reason && t('record.school.why', { reason: memberText(`schoolReason.${reason}`) }),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Her offices in the group and the forums. */
export function Offices({ record: { offices = [] } }: { readonly record: MemberRecord }) {
  const language = useLanguage();
  if (offices.length === 0) return null;
  return (
    <>
      <h3>{t('record.offices')}</h3>
      <ul class="plain">
        {offices.map(({ id, body, office, from, to, takenBack }) => {
          const words = {
            office: t(`record.office.${office}`),
            body: t(`record.body.${body}`),
            from: formatDate(from, language),
          };
          return (
            <li key={id}>
              <TakenBack reversal={takenBack}>
                {to === undefined
                  ? t('record.office', words)
                  : t('record.officeEnded', { ...words, to: formatDate(to, language) })}
              </TakenBack>
            </li>
          );
        })}
      </ul>
    </>
  );
}
