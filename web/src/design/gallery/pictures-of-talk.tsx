import { incidents } from '../../../../functions/shared/kinds/case-words.ts';
import { roadAreas } from '../../../../functions/shared/kinds/road-words.ts';
import { Drawing } from '../../drawings/drawing.tsx';
import { answerNumbers } from '../../talks/talk.ts';

/**
 * What is shown to a woman who does not read, without its words: a row for each area of a talk, from worst to best, then the kinds of danger. Show it
 * to somebody who has not seen it, and ask what each means.
 */
export function PicturesOfTalk() {
  return (
    <>
      {roadAreas.map((area) => (
        <div class="pictures" key={area}>
          {answerNumbers.map((number) => (
            <Drawing key={number} name={`${area}-${number}`} />
          ))}
        </div>
      ))}
      <div class="pictures">
        {incidents.map((incident) => (
          <Drawing key={incident} name={`incident-${incident}`} />
        ))}
      </div>
    </>
  );
}
