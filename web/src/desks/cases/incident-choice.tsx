import { incidents } from '../../../../functions/shared/kinds/case-words.ts';
import { Drawing } from '../../drawings/drawing.tsx';
import { t } from '../text.ts';
import '../talks/talks.css';

/** What happened in a crisis, in pictures at which she can point; that it was not said is chosen at first. The form reads `incident`. */
export function IncidentChoice({ value }: { readonly value?: string | undefined }) {
  return (
    <fieldset class="wide answer-choice">
      <legend>{t('incident')}</legend>
      {incidents.map((incident) => (
        <label key={incident}>
          <input type="radio" name="incident" value={incident} defaultChecked={value === incident} />
          <Drawing name={`incident-${incident}`} />
          <span>{t(`incident.${incident}`)}</span>
        </label>
      ))}
      <label>
        <input type="radio" name="incident" value="" defaultChecked={value === undefined} />
        <span>{t('incident.notSaid')}</span>
      </label>
    </fieldset>
  );
}
