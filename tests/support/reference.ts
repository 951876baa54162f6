import { fileURLToPath } from 'node:url';
import { loadReference } from '#services/reference/index.ts';

export const referenceDirectory = fileURLToPath(new URL('../../seed/reference', import.meta.url));

/** The reference data that the product ships, read once per test file. */
export const reference = await loadReference(referenceDirectory);
