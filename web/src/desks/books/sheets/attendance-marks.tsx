import { oneOf } from '../../../design/fields/one-of.ts';
import { t } from '../../text.ts';
import type { Attendance, DraftSheet } from '../drafts/draft.ts';
import type { LabelledMember } from './entry-rows.tsx';

const statuses: readonly Attendance[] = ['present', 'absent', 'excused'];

type AttendanceMarksProps = {
  readonly members: readonly LabelledMember[];
  readonly attendance: DraftSheet['attendance'];
  readonly onChange: (attendance: DraftSheet['attendance']) => void;
};

/** The part of a sheet's form with each member's attendance. */
export function AttendanceMarks({ members, attendance, onChange }: AttendanceMarksProps) {
  return (
    <fieldset class="wide row">
      <legend>{t('sheet.attendance')}</legend>
      <p>
        <button
          type="button"
          class="second small"
          onClick={() => onChange(Object.fromEntries(members.map(({ id }) => [id, 'present'])))}
        >
          {t('books.allPresent')}
        </button>
      </p>
      <ul class="marks">
        {members.map(({ id, label }) => (
          <li key={id}>
            <label>
              {label}{' '}
              <select
                name={`attendance.${id}`}
                onChange={({ currentTarget }) => {
                  const status = oneOf(statuses, currentTarget.value);
                  if (status !== undefined) onChange({ ...attendance, [id]: status });
                }}
              >
                {statuses.map((status) => (
                  <option key={status} value={status} selected={attendance[id] === status}>
                    {t(`attendance.${status}`)}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
