import { useState } from 'preact/hooks';
import { waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textsIn } from '../../design/fields/form-data.ts';
import { Tick } from '../../design/fields/tick.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MemberCasesQuery } from '../cases/list/member-cases.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { Reading } from '../frame/reading.tsx';
import { t } from '../text.ts';

type StopServicesProps = {
  readonly api: Api;
  readonly her: Member;
  readonly cases: MemberCasesQuery;
  readonly onStopped: () => Promise<unknown>;
};

/** A list that is read to the member: what her withdrawal from the services stops, what goes on, from when, and what she decides separately. */
function WhatStops() {
  return (
    <ul>
      <li>{t('stop.stops')}</li>
      <li>{t('stop.goesOn')}</li>
      <li>{t('stop.when')}</li>
      <li>{t('stop.apart')}</li>
    </ul>
  );
}

/** The section of a member's page that records that she asks to stop. */
export function StopServices(props: StopServicesProps) {
  return (
    <Fold label="stop">
      <StopSteps {...props} />
    </Fold>
  );
}

/**
 * A member's withdrawal from the services, in three steps. What it means is read to her. She chooses the cases that are to be finished.
 * The desk asks whether it is right.
 */
export function StopSteps(props: StopServicesProps) {
  const [isRead, setRead] = useState(false);
  return (
    <>
      <p class="soft">{t('stop.readToHer')}</p>
      <WhatStops />
      {isRead ? (
        <ChooseMatters {...props} />
      ) : (
        <button type="button" class="second" onClick={() => setRead(true)}>
          {t('stop.next')}
        </button>
      )}
    </>
  );
}

/** The question before the withdrawal is sent tells how many urgent cases stop, as she may be in danger; how many cases go on; and what stops. */
function Consequences({
  openCases,
  continues,
}: {
  readonly openCases: readonly CaseRecord[];
  /** The ids of the cases that go on. */
  readonly continues: readonly string[];
}) {
  const urgentCount = openCases.filter(
    ({ id, priority }) => priority === 'urgent' && !continues.includes(id),
  ).length;
  return (
    <>
      {urgentCount > 0 && <p class="warning">{t('stop.urgent', { count: urgentCount })}</p>}
      <p>{t('stop.finishing', { count: continues.length })}</p>
      <WhatStops />
    </>
  );
}

const isOpen = ({ status }: CaseRecord): boolean => status !== 'closed';

/** The form that chooses which of her open cases are to be finished, and records the withdrawal. */
function ChooseMatters({ api, her, cases, onStopped }: StopServicesProps) {
  const language = useLanguage();
  return (
    <Reading of={cases}>
      {({ items }) => (
        <Form
          label="stop"
          submit="stop.yes"
          confirm={(data) => ({
            title: t('stop.ask', { code: her.code }),
            explain: <Consequences openCases={items.filter(isOpen)} continues={textsIn(data, 'continues')} />,
            buttonLabel: t('stop.yes'),
          })}
          onSend={async (data, id) => {
            const continues = textsIn(data, 'continues');
            await api.request('POST /api/members/{id}/consents', {
              path: { id: her.id },
              body: {
                id,
                purpose: 'services',
                given: false,
                on: requiredTextOf(data, 'on'),
                method: requiredChoiceOf(data, 'method', waysOfSaying),
                noticeVersion,
                ...(continues.length === 0 ? {} : { continues }),
              },
            });
            await onStopped();
          }}
        >
          <fieldset class="field wide">
            <legend>{t('stop.matters')}</legend>
            {items.filter(isOpen).map(({ id, code, kind, priority, openedOn }) => (
              <Tick
                key={id}
                name="continues"
                value={id}
                label={[
                  t(`case.${kind}`),
                  code,
                  formatDate(openedOn, language),
                  ...(priority === 'urgent' ? [t('priority.urgent')] : []),
                ].join(' · ')}
                isWide
              />
            ))}
          </fieldset>
          <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
          <Choice
            name="method"
            label={t('method')}
            options={waysOfSaying.map((method) => [method, t(`method.${method}`)])}
          />
        </Form>
      )}
    </Reading>
  );
}

/** Removes the telephone number of a member who has stopped. It is the only change of her record that is still possible. */
export function RemovePhoneNumber({
  api,
  her,
  onChanged,
}: {
  readonly api: Api;
  readonly her: Member;
  readonly onChanged: () => Promise<unknown>;
}) {
  if (her.phone === undefined || her.phone === null) return null;
  return (
    <Form
      label="phone.takeAway"
      submit="phone.takeAway"
      isSecondary
      onSend={async () => {
        await api.request('PATCH /api/members/{id}', {
          path: { id: her.id },
          ifMatch: her.version,
          body: { phone: null },
        });
        await onChanged();
      }}
    >
      {null}
    </Form>
  );
}
