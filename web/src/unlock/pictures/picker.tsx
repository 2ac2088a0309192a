import { useState } from 'preact/hooks';
import { Drawing } from '../../drawings/drawing.tsx';
import { type Group, groups, type Picture, secretLength } from './pictures.ts';
import { t } from './text.ts';

// All of them: the filter only tells TypeScript that they are groups.
const groupNames = Object.keys(groups).filter((name): name is Group => name in groups);

/**
 * The picker of the five pictures that unlock a phone: five times a group, then a picture of it. Only the latest choice
 * is shown, in case somebody watches.
 */
export function Picker({
  chosen,
  onChosen,
  isBusy,
}: {
  readonly chosen: readonly Picture[];
  readonly onChosen: (chosen: readonly Picture[]) => void;
  readonly isBusy: boolean;
}) {
  const [group, setGroup] = useState<Group>();
  const last = chosen.at(-1);
  const choose = (picture: Picture) => {
    setGroup(undefined);
    onChosen([...chosen, picture]);
  };
  return (
    <>
      <p class="hidden-text" role="status">
        {t('pictures.chosen', { count: chosen.length })}
      </p>
      <ol class="slots" aria-hidden="true">
        {Array.from({ length: secretLength }, (_, index) => (
          <li key={index} class={index < chosen.length ? 'slot filled' : 'slot'}>
            {index === chosen.length - 1 && last !== undefined ? <Drawing name={last} /> : null}
          </li>
        ))}
      </ol>
      <div class="pictures">
        {group === undefined
          ? groupNames.map((name) => (
              <button
                type="button"
                class="picture group"
                key={name}
                disabled={isBusy || chosen.length === secretLength}
                onClick={() => setGroup(name)}
              >
                {/* Its first picture stands for the group. */}
                <Drawing name={groups[name][0]} />
                {t(`group.${name}`)}
              </button>
            ))
          : groups[group].map((name) => (
              <button type="button" class="picture" key={name} onClick={() => choose(name)}>
                <Drawing name={name} />
                {t(`picture.${name}`)}
              </button>
            ))}
      </div>
      {group !== undefined ? (
        <button type="button" class="second" onClick={() => setGroup(undefined)}>
          ‹ {t('pictures.groups')}
        </button>
      ) : (
        <button
          type="button"
          class="second"
          disabled={isBusy || chosen.length === 0}
          onClick={() => onChosen(chosen.slice(0, -1))}
        >
          {t('pictures.undo')}
        </button>
      )}
    </>
  );
}
