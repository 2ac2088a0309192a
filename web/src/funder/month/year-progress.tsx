import type { stateYear } from '../../../../functions/months/rendering/headlines.ts';
import { Progress } from '../../design/progress.tsx';

/**
 * What the financial year has reached, on the funder's page: the bar of its target, with a mark where the year stands and a word on whether the number is
 * ahead of it. Without a pace it is the bar alone, and without a share the words.
 */
export function YearProgress({
  stated: { year, reached, pace },
}: {
  readonly stated: ReturnType<typeof stateYear>;
}) {
  if (reached === null) return <p class="soft">{year}</p>;
  return (
    <div class="year-progress" {...(pace === null ? {} : { style: { '--gone': `${pace.gone / 10}%` } })}>
      <Progress share={reached / 1000} text={year} />
      {pace !== null && (
        <p>
          <strong>{pace.text}</strong>
        </p>
      )}
    </div>
  );
}
