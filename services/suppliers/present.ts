/** A row as an answer: what is null or undefined in the row is absent. */
export function present<T extends object>(row: T): Present<T> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>;
}

type Optional<T> = { [K in keyof T]: null extends T[K] ? K : undefined extends T[K] ? K : never }[keyof T];
type Present<T> = Omit<T, Optional<T>> & { [K in Optional<T>]?: NonNullable<T[K]> };
