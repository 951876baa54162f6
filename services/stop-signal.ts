/**
 * Aborted when the program is asked to end: Ctrl-C, a supervisor, or the terminal being closed. Asking again changes nothing:
 * npm hands Ctrl-C on to a program that the terminal has told already.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}
