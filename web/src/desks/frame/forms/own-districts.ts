import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The districts of an area coordinator, whose desk offers no others; none at every other desk. */
export const OwnDistricts = createContext<readonly string[]>([]);

/** At an area coordinator's desk: whether a district is hers. At every other desk all are. */
export function useIsOwnDistrict(): (district: string) => boolean {
  const own = useContext(OwnDistricts);
  return (district) => own.length === 0 || own.includes(district);
}

/** Whether this is the desk of an area coordinator. */
export const useHasArea = (): boolean => useContext(OwnDistricts).length > 0;
