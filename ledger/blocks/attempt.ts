/** What reading gives, or nothing when the bytes are not what they should be. */
export function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
