import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { AssigneeChoice } from '../cases/assignee-choice.tsx';
import { Form } from '../frame/forms/form.tsx';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type WhoHasCaseProps = {
  readonly api: Api;
  readonly caseId: string;
  /** The id of the person who has it; undefined if nobody does. */
  readonly assignedTo: string | undefined;
  readonly onChanged: () => Promise<unknown>;
};

/**
 * Of a finding about a case: who has it, with her telephone, or the way to give it to somebody. Her leader is not asked: she may not know of the case, and
 * a question would tell her.
 */
export function WhoHasCase({ assignedTo, ...rest }: WhoHasCaseProps) {
  if (assignedTo === undefined) return <GiveCase {...rest} />;
  return <Assignee api={rest.api} id={assignedTo} />;
}

/** The name of whoever has a case; undefined until it is read, and null if she has left. */
export function useAssignee(api: Api, id: string) {
  const { data } = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  // She may have left since she was assigned the case.
  return data && (data.items.find((one) => one.id === id) ?? null);
}

function Assignee({ api, id }: { readonly api: Api; readonly id: string }) {
  const person = useAssignee(api, id);
  if (person === undefined) return null;
  if (person === null) return <>{t('assignee.gone')}</>;
  const { name, telephone, phone } = person;
  return (
    <>
      <span class="soft">{t('findings.hasCase')}</span>
      <span class="part">
        {name} {phone === 'ended' && <strong>{t('findings.phoneEnded')}</strong>}
        {telephone !== undefined && phone !== 'ended' && (
          <a href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>{telephone}</a>
        )}
      </span>
    </>
  );
}

function GiveCase({ api, caseId, onChanged }: Omit<WhoHasCaseProps, 'assignedTo'>) {
  const [isOpen, setOpen] = useState(false);
  const [isChosen, setChosen] = useState(false);
  if (!isOpen) {
    return (
      <>
        <strong>{t('findings.nobodyHasCase')}</strong>
        <button type="button" class="second small" onClick={() => setOpen(true)}>
          {t('findings.assign')}
        </button>
      </>
    );
  }
  return (
    <div onChange={({ target }) => setChosen(target instanceof HTMLSelectElement && target.value !== '')}>
      <Form
        label="findings.assign"
        done="findings.assigned"
        // It stands in the list of findings: that stays open.
        stays="result"
        isSecondary
        isReady={isChosen}
        onSend={async (data) => {
          const path = { id: caseId };
          const { version, assignedTo } = await api.request('GET /api/cases/{id}', { path });
          // Whoever was given it meanwhile keeps it, and is named.
          if (assignedTo === undefined) {
            await api.request('PATCH /api/cases/{id}', {
              path,
              ifMatch: version,
              body: { assignedTo: requiredTextOf(data, 'assignedTo') },
            });
          }
          await onChanged();
        }}
      >
        <AssigneeChoice api={api} value={undefined} />
      </Form>
    </div>
  );
}
