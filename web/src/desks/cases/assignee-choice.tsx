import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Choice } from '../../design/fields/field.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type AssigneeChoiceProps = {
  readonly api: Api;
  /** The id of the current assignee; undefined if the case is unassigned. */
  readonly value: string | undefined;
};

/** The field of the desk's forms that chooses, by name, the person to whom a case is assigned. */
export function AssigneeChoice({ api, value }: AssigneeChoiceProps) {
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  return (
    <Reading of={people}>
      {({ items }) => {
        // She may have left since she was assigned the case.
        const isOffered = value === undefined || items.some(({ id }) => id === value);
        return (
          <Choice
            name="assignedTo"
            label={t('assignedTo')}
            value={value ?? ''}
            options={[
              ['', t('nobody')],
              ...items.map(({ id, name, role }) => [id, `${name} · ${t(`role.${role}`)}`] as const),
              ...(isOffered ? [] : [[value, t('assignee.gone')] as const]),
            ]}
          />
        );
      }}
    </Reading>
  );
}
