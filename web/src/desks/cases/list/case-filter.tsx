import { caseKinds, caseStatuses } from '../../../../../functions/shared/kinds/case-words.ts';
import { districtNames } from '../../../../../functions/shared/reach/districts.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import { Choice, TextField } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { districtOptions } from '../../../districts/text.ts';
import { useIsOwnDistrict } from '../../frame/forms/own-districts.ts';
import { t } from '../../text.ts';
import { isUnassigned } from './unassigned-rules.ts';

/** A whole code of a case, `C-7K3M9P`. The API finds nothing by a part of a code, so the list sends only whole ones. */
const wholeCode = /^[Cc]-[0-9A-Za-z]{6}$/;

/** The filter of the desk's list of cases. An empty text excludes nothing. */
export type Filter = {
  readonly status: string;
  readonly kind: string;
  readonly district: string;
  /** A case's code as it is typed. It excludes nothing until it is whole. */
  readonly code: string;
  /** `true` for only the cases with an overdue date. */
  readonly overdue: string;
  /** A person's id, or `nobody`. */
  readonly assignee: string;
};

export const noFilter: Filter = { status: '', kind: '', district: '', code: '', overdue: '', assignee: '' };

/** The part of the filter that the API applies. An empty or incomplete value becomes undefined, and is not sent. */
export const queryOf = (filter: Filter) =>
  ({
    status: oneOf(caseStatuses, filter.status),
    kind: oneOf(caseKinds, filter.kind),
    district: oneOf(districtNames, filter.district),
    code: wholeCode.test(filter.code) ? filter.code : undefined,
    overdue: filter.overdue === 'true' ? 'true' : undefined,
  }) as const;

/**
 * Whether a case matches the filter's `assignee`. The page checks that itself, since the API does not filter by it. `nobody` finds only
 * open cases: a closed case without an assignee needs none.
 */
export function matchesAssignee(record: CaseRecord, assignee: string): boolean {
  if (assignee === '') return true;
  return assignee === 'nobody' ? isUnassigned(record) : record.assignedTo === assignee;
}

type FilterFieldsProps = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  /** The names of the people to whom cases are assigned, by their ids; undefined if the reader may not filter by them. */
  readonly assignees: ReadonlyMap<string, string> | undefined;
};

export function FilterFields({ filter, onFilter, assignees }: FilterFieldsProps) {
  const isOwnDistrict = useIsOwnDistrict();
  const anyOption = ['', t('every')] as const;
  const setFilterField = (name: keyof Filter) => (value: string) => onFilter({ ...filter, [name]: value });
  return (
    <div class="fields">
      <TextField
        name="code"
        type="search"
        label={t('case.code')}
        value={filter.code}
        isOptional
        onType={(code) => setFilterField('code')(code.trim())}
      />
      <Choice
        name="status"
        label={t('status')}
        value={filter.status}
        options={[anyOption, ...caseStatuses.map((status) => [status, t(`status.${status}`)] as const)]}
        onChoose={setFilterField('status')}
      />
      <Choice
        name="kind"
        label={t('kind')}
        value={filter.kind}
        options={[anyOption, ...caseKinds.map((kind) => [kind, t(`case.${kind}`)] as const)]}
        onChoose={setFilterField('kind')}
      />
      <Choice
        name="district"
        label={t('district')}
        value={filter.district}
        options={[anyOption, ...districtOptions(districtNames.filter(isOwnDistrict))]}
        onChoose={setFilterField('district')}
      />
      <Choice
        name="overdue"
        label={t('case.due')}
        value={filter.overdue}
        options={[anyOption, ['true', t('overdue.only')]]}
        onChoose={setFilterField('overdue')}
      />
      {assignees !== undefined && (
        <Choice
          name="assignee"
          label={t('case.holder')}
          value={filter.assignee}
          options={[anyOption, ['nobody', t('nobody')], ...assignees]}
          onChoose={setFilterField('assignee')}
        />
      )}
    </div>
  );
}
