import { Drawing } from '../../drawings/drawing.tsx';
import { answerNumbers, type RoadArea } from '../../talks/talk.ts';
import { t } from '../text.ts';

/** One area of a talk at the desk: its question, four pictures to point at, and that she would rather not say, which is chosen at first. */
export function AnswerChoice({
  area,
  onChoose,
}: {
  readonly area: RoadArea;
  readonly onChoose: (value: string) => void;
}) {
  return (
    <fieldset class="wide answer-choice">
      <legend>{t(`ask.${area}`)}</legend>
      {answerNumbers.map((number) => (
        <label key={number}>
          <input
            type="radio"
            name={`answers.${area}`}
            value={number}
            onChange={({ currentTarget }) => onChoose(currentTarget.value)}
          />
          <Drawing name={`${area}-${number}`} />
          <span>{t(`answer.${area}.${number}`)}</span>
        </label>
      ))}
      <label>
        <input type="radio" name={`answers.${area}`} value="" defaultChecked onChange={() => onChoose('')} />
        <span>{t('answer.none')}</span>
      </label>
    </fieldset>
  );
}
