/** A lot as records name it (`schemas/records/lot-mentioned.ts`). */
export function mentionLot({ id, code, name }: { id: string; code: string | null; name: string }) {
  return { id, name, ...(code === null ? {} : { code }) };
}
