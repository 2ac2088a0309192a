import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { MoveForm } from '../books/moves/move-form.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { memberChangeOf } from './desk-fields.ts';
import { MemberFields } from './member-fields.tsx';

/** The forms with which a coordinator changes a member's details, moves her to another group, or records that she has left. */

type ChangeMemberProps = {
  readonly api: Api;
  readonly her: Member;
  readonly onChanged: () => Promise<unknown>;
};

/** The form that changes a member's details. */
export function ChangeMember({ api, her, onChanged }: ChangeMemberProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <ChangeForm
          version={her.version}
          onSend={(data, ifMatch) =>
            api.request('PATCH /api/members/{id}', {
              path: { id: her.id },
              ifMatch,
              body: memberChangeOf(data),
            })
          }
          onChanged={onChanged}
        >
          <MemberFields collectives={items} member={her} />
        </ChangeForm>
      )}
    </Reading>
  );
}

/** The forms by which a member goes to another group, or leaves the programme. */
export function MoveOrExit({ api, her, onChanged }: ChangeMemberProps) {
  return (
    <>
      <Fold label="move.woman">
        <p class="soft">{t('move.woman.explain')}</p>
        <MoveForm
          key={her.collectiveId}
          api={api}
          groupId={her.collectiveId}
          kind="woman"
          members={[her]}
          onDone={onChanged}
        />
      </Fold>
      <Exit api={api} her={her} onExited={onChanged} />
    </>
  );
}

/** Records that the member has left the programme; asks first. */
function Exit({
  api,
  her,
  onExited,
}: {
  readonly api: Api;
  readonly her: Member;
  readonly onExited: () => Promise<unknown>;
}) {
  const language = useLanguage();
  return (
    <Fold label="exit">
      <p class="warning">{t('exit.explain')}</p>
      <Form
        label="exit"
        submit="exit"
        confirm={(data) => ({
          title: t('exit.ask', { code: her.code }),
          explain: <p>{t('exit.will', { date: formatDate(requiredTextOf(data, 'exitedOn'), language) })}</p>,
          buttonLabel: t('exit.yes'),
        })}
        onSend={async (data) => {
          await api.request('POST /api/members/{id}/exit', {
            path: { id: her.id },
            body: {
              exitedOn: requiredTextOf(data, 'exitedOn'),
              reason: requiredTextOf(data, 'reason'),
            },
          });
          await onExited();
        }}
      >
        <DateField name="exitedOn" label={t('exitedOn')} value={todayInIndia()} max={todayInIndia()} />
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}
