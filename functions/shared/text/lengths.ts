/** The most characters of a text of one line, such as a name, a reason or a title. */
export const maxLineCharacters = 120;

/** The most characters of a note. */
export const maxNoteCharacters = 2_000;
