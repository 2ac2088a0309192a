import { TalksDue } from '../../phone/talk/talks-due.tsx';
import { useHere } from '../context.ts';
import { women } from '../row-kinds.ts';
import { placeWords } from './place-words.ts';

/** The women with whom to talk, each with her place, so that she travels there once. */
export function Talks() {
  const { workspace } = useHere();
  return (
    <TalksDue
      placeOf={(id) => {
        const woman = workspace.rows.get(women, id);
        return woman === undefined ? '' : placeWords(woman);
      }}
    />
  );
}
