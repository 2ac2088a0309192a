/**
 * A value that is made at its first use and then kept: for what takes time to make at a function's start and most of
 * its calls do without.
 */
export const lazily = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
