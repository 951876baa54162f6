/** What a promise comes to, unless that takes longer: then what it still does is nobody's business any more. */
export async function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${Math.round(seconds)} s`)), seconds * 1_000);
  });
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a generator yields, as long as its time lasts. @throws Error when it does not end in time */
export async function* allWithin<T>(seconds: number, results: AsyncGenerator<T>): AsyncGenerator<T> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    const next = await within((deadline - performance.now()) / 1_000, results.next());
    if (next.done) return;
    yield next.value;
  }
}
