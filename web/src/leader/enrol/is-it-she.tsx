import { useHere } from '../context.ts';
import { collectives, type Member } from '../row-kinds.ts';
import { removeDraft } from './record-enrolment.ts';
import { t } from './text.ts';

/** Shows the women of her groups who may be the new member. One who is she is opened, and nobody is enrolled. */
export function IsItShe({
  women,
  onOther,
}: {
  readonly women: readonly Member[];
  /** The new member is none of them. */
  readonly onOther: () => void;
}) {
  const { workspace, go } = useHere();
  const open = async (id: string) => {
    await removeDraft(workspace);
    go({ name: 'member', id });
  };
  return (
    <section aria-labelledby="is-it-she">
      <h2 id="is-it-she">{t('enrol.isItShe')}</h2>
      <p>{t('enrol.isItSheWhy')}</p>
      {women.map(({ id, name, code, collectiveId, exitedOn }) => (
        <button
          type="button"
          class="choice"
          key={id}
          // Removing the draft fails only if the phone is full, which the frame shows.
          onClick={() => void open(id).catch(() => {})}
        >
          {t('enrol.itIsShe', { name })}
          <span class="part">
            {[
              workspace.rows.get(collectives, collectiveId)?.name,
              code,
              ...(exitedOn === undefined ? [] : [t('enrol.hasLeft')]),
            ]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </span>
        </button>
      ))}
      <button type="button" class="choice" onClick={onOther}>
        {t('enrol.anotherWoman')}
      </button>
    </section>
  );
}
