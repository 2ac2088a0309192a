import type { Picture } from './pictures.ts';

/** One SVG file with all pictures, each a symbol by its name. */
const sprite = new URL('./pictures.svg', import.meta.url).href;

/** The drawing of one picture; hidden from screen readers, since the picture's name stands beside it. */
export function Drawing({ name }: { readonly name: Picture }) {
  return (
    <svg class="drawing" aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
