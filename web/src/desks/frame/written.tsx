/**
 * What somebody wrote, such as the title of a demand, or a dash. Nobody records in which language: its letters tell a browser and a screen reader, so
 * that it is read aloud as what it is.
 */
export const Written = ({ text }: { readonly text: string | null | undefined }) =>
  text === null || text === undefined ? (
    <>–</>
  ) : (
    <span lang={/\p{Script=Telugu}/u.test(text) ? 'te' : 'en'}>{text}</span>
  );
