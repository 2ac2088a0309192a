/** Makes a value lazily, at its first use, and keeps it. For a value that takes long to make and that most runs of a function don't need. */
export const lazily = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
