import type { ComponentChildren } from 'preact';
import { type RoadBar, stateRoad } from '../../../functions/months/rendering/road.ts';
import { Card, Cards } from '../design/card.tsx';
import { Progress } from '../design/progress.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth } from './format-published.ts';
import type { Snapshot } from './published.ts';

type RoadBarsProps = {
  readonly snapshot: Pick<Snapshot, 'indicators' | 'month'>;
  /** The address of an indicator's page; without it, nothing is a link. */
  readonly hrefOf?: (code: string) => string;
};

/**
 * The road of the women in a published or previewed month: in each area of life those who are better and those who are worse, as two bars, in the words
 * of the report. Nothing for a month without it.
 */
export function RoadBars({ snapshot: { indicators, month }, hrefOf }: RoadBarsProps) {
  const language = useLanguage();
  const road = stateRoad(indicators, month, language, (one) => formatMonth(one, language));
  if (road === undefined) return null;
  const labelOf = ({ code, title, label }: RoadBar): ComponentChildren =>
    hrefOf === undefined ? (
      label
    ) : (
      // Read out, it says of what.
      <a href={hrefOf(code)} aria-label={title}>
        {label}
      </a>
    );
  return (
    <>
      <p>
        <strong>{road.asOf}</strong>
      </p>
      <p class="soft">{road.lead}</p>
      {road.asked !== undefined && <p>{road.asked}</p>}
      <Cards>
        {[
          ...road.areas.map(({ name, bars }) => (
            <Card key={name} title={name}>
              {bars.map((bar) => (
                <Bar key={bar.code} bar={bar} label={<strong>{labelOf(bar)}</strong>} />
              ))}
            </Card>
          )),
          ...(road.help === undefined
            ? []
            : [
                <Card key={road.help.code} title={labelOf(road.help)}>
                  <Bar bar={road.help} />
                </Card>,
              ]),
        ]}
      </Cards>
    </>
  );
}

/** A share as a bar, with the words below it that say how many it is of; what is withheld is said in words alone. */
function Bar({
  bar: { code, permille, text, note },
  label,
}: {
  readonly bar: RoadBar;
  readonly label?: ComponentChildren;
}) {
  return (
    <div data-code={code}>
      <p>
        {label}
        {label !== undefined && <br />}
        <span class="soft">{note}</span>
      </p>
      {permille === null ? <p>{text}</p> : <Progress share={permille / 1000} text={text} />}
    </div>
  );
}
